#include "sim/story.h"

#include <stdarg.h>

enum { LINES = 128, LINE_BYTES = 160 };

struct sim_story {
	FILE *to;
	uint64_t count;
	char lines[LINES][LINE_BYTES];
};

struct sim_story *sim_story_new(struct cc_arena *arena)
{
	return cc_arena_alloc(arena, sizeof(struct sim_story));
}

void sim_story_tell(struct sim_story *story, FILE *to)
{
	story->to = to;
}

/* "2d 03:14:15.926535" since the beginning. */
static int print_time(char *text, size_t size, int64_t us)
{
	int64_t seconds = us / 1000000;
	return snprintf(text, size, "%2dd %02d:%02d:%02d.%06d", (int)(seconds / 86400),
	                (int)(seconds / 3600 % 24), (int)(seconds / 60 % 60), (int)(seconds % 60),
	                (int)(us % 1000000));
}

void sim_say(struct sim_world *world, const char *who, const char *fmt, ...)
{
	struct sim_story *story = world->story;
	char *line = story->lines[story->count++ % LINES];
	int len = print_time(line, LINE_BYTES, sim_now_us(world->sim));
	len += snprintf(line + len, LINE_BYTES - (size_t)len, "  %-14s ", who);
	va_list args;
	va_start(args, fmt);
	vsnprintf(line + len, LINE_BYTES - (size_t)len, fmt, args);
	va_end(args);
	if (story->to)
		fprintf(story->to, "%s\n", line);
}

void sim_violate(struct sim_world *world, const char *invariant, const char *fmt, ...)
{
	char what[LINE_BYTES * 3];
	if (world->violation.invariant)
		return;
	va_list args;
	va_start(args, fmt);
	vsnprintf(what, sizeof what, fmt, args);
	va_end(args);
	struct cc_ctx ctx = { .arena = world->arena };
	world->violation = (struct sim_violation){
		.invariant = invariant,
		.event = sim_stats(world->sim).events,
		.at_us = sim_now_us(world->sim),
		.what = cc_copy(&ctx, cc_str_of(what)),
	};
	sim_say(world, "audit", "%s: %s", invariant, what);
}

void sim_story_print(const struct sim_story *story, char *text, size_t size)
{
	uint64_t from = story->count, bytes = 1;
	while (from > 0 && story->count - from < LINES &&
	       bytes + strlen(story->lines[(from - 1) % LINES]) + 1 <= size)
		bytes += strlen(story->lines[--from % LINES]) + 1;
	size_t len = 0;
	text[0] = 0;
	for (; from < story->count; from++)
		len += (size_t)snprintf(text + len, size - len, "%s\n", story->lines[from % LINES]);
}
