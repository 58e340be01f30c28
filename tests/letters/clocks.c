/*
 * clocks.c - what clocks show, for another program's opinion.
 *
 * usage: clocks FOLDER <QUESTIONS
 * A question is a line "Europe/Warsaw 1792960245"; the answer "7200 CEST", or "unknown".
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "platform/adapters/zones_tzif.h"
#include "platform/core/run.h"
#include "platform/ports/zones.h"

enum { LINE_BYTES = 200, NAME_BYTES = 64 };

static void answer(struct cc_ctx *ctx, const char *line)
{
	char name[NAME_BYTES + 1];
	int64_t seconds;
	struct cc_zone zone;
	if (sscanf(line, "%64s %" SCNd64, name, &seconds) != 2)
		exit(EXIT_FAILURE);
	cc_time time = { seconds * 1000 }, after = { seconds * 1000 + 1 };
	if (cc_zone_between(ctx, cc_str_of(name), time, after, &zone) != CC_OK) {
		puts("unknown");
		return;
	}
	const struct cc_zone_onset *onset = cc_zone_at(&zone, time);
	printf("%" PRId32 " %s\n", onset->offset_s, onset->label);
}

int main(int argc, char **argv)
{
	char line[LINE_BYTES];
	struct cc_ctx ctx = { .arena = cc_arena_new(), .zones = cc_zones_tzif_new(argc == 2 ? argv[1] : "") };
	while (fgets(line, sizeof line, stdin)) {
		answer(&ctx, line);
		cc_arena_reset(ctx.arena);
	}
	ctx.zones->ops->free(ctx.zones);
	cc_arena_free(ctx.arena);
	return EXIT_SUCCESS;
}
