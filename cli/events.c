/* events.c - what an operator does about events that could not be delivered. */
#include "platform/adapters/threads_system.h"
#include "platform/runtime/events.h"

#include <unistd.h>

#include "cli/beside.h"
#include "cli/commands.h"
#include "cli/document.h"
#include "cli/doubts.h"
#include "cli/site.h"
#include "platform/adapters/sql_sqlite/sql_sqlite.h"
#include "platform/core/id.h"
#include "platform/core/time.h"

/* ---- Listing: beside a server that runs ------------------------------------ */

static cc_err read_parked(struct cc_ctx *ctx, void *list)
{
	return cc_parked_read(ctx, list);
}

static void print_line(struct cli *cli, const struct cc_parked *parked)
{
	cli_print(cli, "%s  %s  tries %d  %.*s\n", cli_id_text(cli, parked->event_id),
	          cli_time_text(cli, parked->parked_at), parked->tries, (int)parked->consumer.len,
	          parked->consumer.ptr);
	cli_print(cli, "    %.*s key %.*s: %.*s (%.*s)\n", (int)parked->topic.len, parked->topic.ptr,
	          (int)parked->key.len, parked->key.ptr, (int)parked->message.len, parked->message.ptr,
	          (int)parked->reason.len, parked->reason.ptr);
}

static void put_parked(struct cli *cli, struct cli_doc *doc, const struct cc_parked *parked)
{
	doc_map(doc, NULL);
	doc_text(doc, "event_id", cli_id_text(cli, parked->event_id));
	doc_text(doc, "consumer", cc_copy(cli->ctx, parked->consumer).ptr);
	doc_text(doc, "topic", cc_copy(cli->ctx, parked->topic).ptr);
	doc_text(doc, "key", cc_copy(cli->ctx, parked->key).ptr);
	doc_int(doc, "position", parked->position);
	doc_text(doc, "reason", cc_copy(cli->ctx, parked->reason).ptr);
	doc_text(doc, "message", cc_copy(cli->ctx, parked->message).ptr);
	doc_int(doc, "tries", parked->tries);
	doc_text(doc, "parked_at", cli_time_text(cli, parked->parked_at));
	doc_end(doc);
}

static int list_parked(struct cli *cli, const struct cli_targets *targets)
{
	struct cli_doc doc;
	bool json = cli_is_on(&cli->values, CLI_JSON);
	size_t count = 0;
	if (json) {
		cli_begin_json(cli, &doc);
		doc_list(&doc, "parked");
	}
	for (size_t i = 0; i < targets->count; i++) {
		struct cc_parked_list list = { 0 };
		cc_err err = cli_read_beside(cli, targets->services[i], read_parked, &list);
		if (err != CC_OK)
			return cli_fail_because(
				cli, err,
				cli_text(cli, "cannot read %s", cli_database_path(cli, targets->services[i])),
				"couchannel doctor");
		for (size_t j = 0; j < list.count; j++) {
			if (json)
				put_parked(cli, &doc, &list.items[j]);
			else
				print_line(cli, &list.items[j]);
		}
		count += list.count;
	}
	if (json) {
		doc_end(&doc);
		doc_end(&doc);
	} else if (count == 0) {
		fputs("No event is parked.\n", stderr);
	}
	return CLI_EXIT_OK;
}

/* ---- Retrying: as the only writer ------------------------------------------ */

static CC_RESULT retry_in(struct cli *cli, const struct cc_service *service, cc_id event_id)
{
	struct cc_store_options options = { .threads = cc_threads_system(),
		                            .clock = cli->ctx->clock,
		                            .entropy = cli->ctx->entropy };
	struct cc_store *store;
	TRY(cc_sql_sqlite_new(cli->ctx, cli_database_path(cli, service), &options.sql));
	TRY(cc_store_open(cli->ctx, service, &options, &store));
	cc_err err = cc_parked_retry(cli->ctx, store, event_id);
	cc_store_close(store);
	return err;
}

static int retry(struct cli *cli, const struct cli_targets *targets)
{
	struct cli_failure failure;
	const char *text = cli->values.words[1];
	cc_id event_id;
	if (!cc_id_parse(cc_str_of(text), &event_id)) {
		failure = (struct cli_failure){
			.exit = CLI_EXIT_USAGE,
			.what = cli_text(cli, "'%s' is no id of an event", text),
			.why = "it must be a UUID",
			.fix = "couchannel events parked",
		};
		return cli_fail(cli, &failure);
	}
	if (!cli_check_writers(cli, targets, &failure))
		return cli_fail(cli, &failure);
	bool found = false;
	for (size_t i = 0; i < targets->count; i++) {
		if (access(cli_database_path(cli, targets->services[i]), F_OK) != 0)
			continue;
		cc_err err = retry_in(cli, targets->services[i], event_id);
		found |= err == CC_OK;
		if (err != CC_OK && !cc_is(err, CC_NOT_FOUND))
			return cli_fail_because(cli, err, cli_text(cli, "event %s failed again", text),
			                        "mend the cause, then retry it");
	}
	if (found) {
		fprintf(stderr, "Delivered %s, and what waited behind it.\n", text);
		return CLI_EXIT_OK;
	}
	failure = (struct cli_failure){
		.exit = CLI_EXIT_NOT_FOUND,
		.what = cli_text(cli, "no event %s is parked", text),
		.fix = "couchannel events parked",
	};
	return cli_fail(cli, &failure);
}

int cli_events(struct cli *cli)
{
	struct cli_failure failure;
	struct cli_targets targets;
	const char *verb = cli->values.words[0];
	if (!cli_read_targets(cli, &targets, &failure))
		return cli_fail(cli, &failure);
	if (strcmp(verb, "retry") == 0)
		return retry(cli, &targets);
	return strcmp(verb, "doubts") == 0 ? cli_list_doubts(cli, &targets) : list_parked(cli, &targets);
}
