/*
 * mails.c - writes mails into an outbox, for another program's opinion on them.
 *
 * usage: mails FOLDER <COMMANDS
 * A command is a line of fields with tabs between them: key, name, subject, text, HTML; bytes from 0x01 to
 * 0x1f in them are written %01 to %1F.
 */
#include <stdio.h>
#include <stdlib.h>

#include "platform/adapters/mail_outbox.h"
#include "platform/core/run.h"

enum { FIELDS = 5, LINE_BYTES = 1 << 16 };

static const char *take_field(char **line)
{
	char *field = strsep(line, "\t\n"), *to = field;
	for (const char *at = field; field && *at; at++) {
		unsigned code;
		if (at[0] == '%' && (at[1] == '0' || at[1] == '1') && sscanf(at + 1, "%2x", &code) == 1) {
			*to++ = (char)code;
			at += 2;
		} else {
			*to++ = *at;
		}
	}
	if (field)
		*to = '\0';
	return field ? field : "";
}

static cc_err send_line(struct cc_ctx *ctx, struct cc_mailer *outbox, char *line)
{
	static const struct cc_mail_part parts[] = {
		{ "ticket.png", "image/png", "ticket", { "\x89PNG\r\n\x1a\n", 8 } },
		{ "evening.ics",
		  "text/calendar; charset=utf-8; method=PUBLISH",
		  NULL,
		  { "BEGIN:VCALENDAR\r\n", 17 } },
	};
	const char *fields[FIELDS];
	for (size_t i = 0; i < FIELDS; i++)
		fields[i] = take_field(&line);
	const struct cc_mail mail = {
		.to = { cc_str_of(fields[1]), CC_STR("ola@example.org") },
		.language = "pl",
		.subject = cc_str_of(fields[2]),
		.text = cc_str_of(fields[3]),
		.html = cc_str_of(fields[4]),
		.parts = parts,
		.part_count = CC_COUNT(parts),
		.date = { INT64_C(1792960245000) }, /* 2026-10-25T20:30:45Z */
	};
	TRY(cc_mail_check(ctx, &mail));
	return outbox->ops->send(outbox, ctx, cc_str_of(fields[0]), &mail);
}

int main(int argc, char **argv)
{
	static char line[LINE_BYTES];
	struct cc_ctx ctx = { .arena = cc_arena_new(), .deadline = CC_TIME_NEVER };
	const struct cc_mail_outbox_options options = {
		.folder = argc == 2 ? argv[1] : "",
		.from = { CC_STR("couchannel"), CC_STR("couch@example.org") },
	};
	struct cc_mailer *outbox;
	cc_err err = cc_mail_outbox_new(&ctx, &options, &outbox);
	while (!err && fgets(line, sizeof line, stdin))
		err = send_line(&ctx, outbox, line);
	if (err)
		fprintf(stderr, "mails: %s\n", err->message);
	else
		outbox->ops->free(outbox);
	cc_arena_free(ctx.arena);
	return err ? EXIT_FAILURE : EXIT_SUCCESS;
}
