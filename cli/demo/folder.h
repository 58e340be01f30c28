/*
 * folder.h - where the demo's data is: a folder that goes with it, or one that --data names.
 *
 * A folder of the user's that has no demo in it is never touched.
 */
#pragma once

#include "cli/demo/demo.h"

/* Sets --data for all that follows, and the plan: a new one, or the one that the folder was made by. */
bool demo_open_folder(struct demo *demo, struct cli_failure *failure);
/* The data is whole: the next start finds it. */
bool demo_mark_folder(struct demo *demo, struct cli_failure *failure);
/* Deletes it if it is temporary. */
void demo_close_folder(struct demo *demo);
