/* auditor.h - shows the audit (sim/audit/) all that happens, and keeps the first promise that was broken. */
#pragma once

#include "sim/world.h"

struct sim_auditor;
struct sim_stage;

/* After the base world was built, while the company is up. */
struct sim_auditor *sim_auditor_new(struct sim_stage *stage);
/* A store has something new. */
void sim_auditor_note(struct sim_auditor *auditor, const struct cc_service *service);
void sim_auditor_hear_answer(struct sim_auditor *auditor, const struct sim_answer *answer);
/* What is late is excused, until so long from now. */
void sim_auditor_excuse(struct sim_auditor *auditor, int64_t for_ms);
/* The company is about to lose its disk. */
void sim_auditor_let_go(struct sim_auditor *auditor);
/* After each event of the run. */
void sim_auditor_look(struct sim_auditor *auditor);
/* Everything: nothing is underway. */
void sim_auditor_look_at_rest(struct sim_auditor *auditor);
uint64_t sim_auditor_checks(const struct sim_auditor *auditor);
