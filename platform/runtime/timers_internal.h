/*
 * timers_internal.h - timers, as the thread of events sees them.
 *
 * An alarm is one timer of one service: when it falls due, and its run that is in the lane.
 */
#pragma once

#include "platform/runtime/events_internal.h"

struct cc_alarm {
	struct cc_task task;
	const struct cc_service *service;
	struct cc_store *store;
	const struct cc_timer *timer;
	struct cc_arena *arena; /* of a round */
	bool submitted;
	bool known;     /* due_at is what the rows say, unless the store has committed since */
	cc_time due_at; /* CC_TIME_NEVER: nothing is awaited */
	cc_time ran_for;
	int runs;       /* in a row for the same due time */
	int failures;   /* in a row */
	cc_time retry_at;
};

/* Every service that has consumers has these too; ends with NULL. */
extern const struct cc_timer *const cc_platform_timers[]; /* of those who hear */
extern const struct cc_timer *const cc_saga_timers[];     /* of those who have sagas */
/* The two halves of a round, as a consumer has them. */
void cc_alarm_init(struct cc_alarm *alarm, struct cc_events *events, const struct cc_service *service,
                   const struct cc_timer *timer);
void cc_alarm_submit(struct cc_alarm *alarm, cc_time now);
size_t cc_alarm_settle(struct cc_alarm *alarm, cc_time now);
