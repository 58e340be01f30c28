/* rest.h - whether a company is at rest: nothing is underway, and nothing will be until somebody asks. */
#pragma once

#include "sim/stage.h"

bool sim_stage_is_at_rest(struct sim_stage *stage);
/* What it still waits for, in words. */
void sim_stage_print_unrest(struct sim_stage *stage, char *text, size_t size);
