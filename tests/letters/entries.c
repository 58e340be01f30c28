/*
 * entries.c - calendar entries, for another program's opinion.
 *
 * usage: entries <COMMANDS
 * A command is a line of fields with tabs between them: zone, start and end in seconds, "PUBLISH" or
 * "CANCEL", the sequence, what is played, the street, and how to get in ("%0A" is a line end).  The answer is
 * the entry and a line "end".
 */
#include <stdio.h>
#include <stdlib.h>

#include "platform/adapters/zones_tzif.h"
#include "platform/core/run.h"
#include "services/notification/facts.h"

enum { LINE_BYTES = 1 << 16, FIELDS = 8 };

static const char *take_field(char **line)
{
	char *field = strsep(line, "\t\n");
	for (char *at = field ? strstr(field, "%0A") : NULL; at; at = strstr(at, "%0A")) {
		*at = '\n';
		memmove(at + 1, at + 3, strlen(at + 3) + 1);
	}
	return field ? field : "";
}

static cc_err print_entry(struct cc_ctx *ctx, char *line)
{
	const char *fields[FIELDS];
	struct notification_facts *facts = cc_alloc(ctx, sizeof *facts);
	for (size_t i = 0; i < FIELDS; i++)
		fields[i] = take_field(&line);
	cc_time start = { strtoll(fields[1], NULL, 10) * 1000 },
		end = { strtoll(fields[2], NULL, 10) * 1000 };
	facts->booking.booking_id = (cc_id){ { 1 } };
	facts->fixture.title = cc_str_of(fields[5]);
	facts->session = (struct inventory_session){
		.title = CC_STR("Kanapa; u Marka, \\o/"),
		.starts_at = start,
		.ends_at = end,
	};
	facts->has_address = facts->has_ticket = true;
	facts->ticket.code = CC_STR("K7M2QX");
	facts->address = (struct hosting_address){
		.street = cc_str_of(fields[6]),
		.postal_code = CC_STR("90-406"),
		.city = CC_STR("Łódź"),
		.has_arrival_note = true,
		.arrival_note = cc_str_of(fields[7]),
		.latitude_microdegrees = 51770123,
		.longitude_microdegrees = -455432,
	};
	TRY(cc_zone_between(ctx, cc_str_of(fields[0]), start, cc_time_add(end, CC_HOURS(24) * 366),
	                    &facts->zone));
	const struct notification_entry entry = {
		.cancelled = strcmp(fields[3], "CANCEL") == 0,
		.sequence = (int32_t)strtol(fields[4], NULL, 10),
		.stamp = cc_time_add(start, -CC_HOURS(48)),
	};
	cc_str text = notification_calendar(ctx, facts, &entry);
	fwrite(text.ptr, 1, text.len, stdout);
	puts("end");
	return CC_OK;
}

int main(void)
{
	static char line[LINE_BYTES];
	struct cc_ctx ctx = {
		.arena = cc_arena_new(),
		.zones = cc_zones_tzif_new("/usr/share/zoneinfo"),
		.public_url = CC_STR("https://couch.example"),
	};
	cc_err err = CC_OK;
	while (!err && fgets(line, sizeof line, stdin)) {
		cc_arena_reset(ctx.arena);
		err = print_entry(&ctx, line);
	}
	if (err)
		fprintf(stderr, "entries: %s\n", err->message);
	int exit = err ? EXIT_FAILURE : EXIT_SUCCESS;
	ctx.zones->ops->free(ctx.zones);
	cc_arena_free(ctx.arena);
	return exit;
}
