/*
 * saga_plan.h - what is underway in a saga, as a planned effect.
 *
 * The saga's row is the plan: what is planned, and under which keys, its history says.
 */
#pragma once

#include "platform/runtime/effects.h"
#include "platform/runtime/saga_row.h"

struct cc_plan_row_list { struct cc_plan_row *items; size_t count; };

/* The effect by its name "<saga>/<step>"; false if the service has none. */
bool cc_saga_effect(const struct cc_service *service, cc_str name, struct cc_effect *effect);
bool cc_saga_is_planned(const struct cc_effect *effect);

/* The transaction has planned this. */
void cc_saga_tell_planned(struct cc_ctx *ctx, const struct cc_saga_run *run, const struct cc_saga_task *task,
                          cc_time due_at);
/* Those that are due and that this program can go on with, oldest first. */
CC_RESULT cc_saga_read_due(struct cc_ctx *ctx, const struct cc_service *service, cc_time now, size_t max,
                           struct cc_plan_row_list *rows);
/* Put off; nothing happens if the saga has moved on. */
CC_RESULT cc_saga_note_try(struct cc_ctx *ctx, const void *plan, int tries, cc_time due_at, cc_str reason);

/* saga.c: what came of the run's task; *done steps of it, if err is CC_OK. */
CC_RESULT cc_saga_settle(struct cc_ctx *ctx, struct cc_saga_run *run, size_t done, cc_err err);
