/* story.h - what happened, in words: the last lines are kept, and all of them are told with --trace. */
#pragma once

#include <stdio.h>

#include "sim/world.h"

struct sim_story *sim_story_new(struct cc_arena *arena);
/* From now on each line is told as it happens; NULL: none. */
void sim_story_tell(struct sim_story *story, FILE *to);
/* The last lines that fit, the oldest first; NUL-terminated. */
void sim_story_print(const struct sim_story *story, char *text, size_t size);
