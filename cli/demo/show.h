/* show.h - what the demo says to people, on stderr: progress, where to look, and good-bye. */
#pragma once

#include "cli/demo/ticker.h"

/* As the log: lines on a terminal or where they are asked for, else JSON alone, and nothing of this. */
bool demo_is_for_people(const struct cli *cli);
/* What it is and where its data is; then a bar, on a terminal. */
void demo_show_begin(const struct demo *demo);
void demo_show_progress(const struct demo *demo, size_t done, size_t total);
/* Where to look and whom to be, with links that sign in; duration_ms: of the seeding. */
void demo_show_ready(struct demo *demo, int crowd_size, int64_t duration_ms);
void demo_show_end(const struct demo *demo, const struct demo_ticker *ticker);
