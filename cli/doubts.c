/* doubts.c - what was tried outside and has not succeeded: beside a server that runs. */
#include "cli/doubts.h"

#include "cli/beside.h"
#include "cli/commands.h"
#include "cli/document.h"
#include "platform/runtime/doubts.h"

static cc_err read(struct cc_ctx *ctx, void *list)
{
	return cc_doubts_read(ctx, list);
}

/* "capture.undo_refused", of a saga. */
static cc_str last_word(cc_str history)
{
	size_t from = history.len;
	while (from > 0 && history.ptr[from - 1] != ' ')
		from--;
	return from == 0 ? history : (cc_str){ history.ptr + from, history.len - from };
}

static const char *key_of(struct cli *cli, const struct cc_doubt *doubt)
{
	return doubt->key.len > 0 ? cc_copy(cli->ctx, doubt->key).ptr : cli_id_text(cli, doubt->saga_id);
}

static void print_line(struct cli *cli, const struct cc_doubt *doubt)
{
	cc_str at = last_word(doubt->history);
	cli_print(cli, "%s  %s  since %s\n", cc_copy(cli->ctx, doubt->name).ptr, key_of(cli, doubt),
	          cli_time_text(cli, doubt->since));
	cli_print(cli, "    %.*s%stries %d", (int)at.len, at.ptr, at.len > 0 ? "  " : "", doubt->tries);
	if (doubt->reason.len > 0)
		cli_print(cli, " (%.*s)", (int)doubt->reason.len, doubt->reason.ptr);
	cli_print(cli, doubt->has_again_at ? "  again %s\n" : "  stuck\n",
	          cli_time_text(cli, doubt->again_at));
}

static void put(struct cli *cli, struct cli_doc *doc, const struct cc_doubt *doubt)
{
	doc_map(doc, NULL);
	doc_text(doc, "name", cc_copy(cli->ctx, doubt->name).ptr);
	doc_text(doc, doubt->key.len > 0 ? "key" : "saga_id", key_of(cli, doubt));
	if (doubt->history.len > 0)
		doc_text(doc, "history", cc_copy(cli->ctx, doubt->history).ptr);
	doc_text(doc, "since", cli_time_text(cli, doubt->since));
	if (doubt->has_again_at)
		doc_text(doc, "again_at", cli_time_text(cli, doubt->again_at));
	doc_int(doc, "tries", doubt->tries);
	doc_text(doc, "reason", cc_copy(cli->ctx, doubt->reason).ptr);
	doc_end(doc);
}

static CC_RESULT list_of(struct cli *cli, const struct cc_service *service, struct cli_doc *doc,
                         size_t *count)
{
	struct cc_doubt_list list = { 0 };
	TRY(cli_read_beside(cli, service, read, &list));
	for (size_t i = 0; i < list.count; i++) {
		if (doc)
			put(cli, doc, &list.items[i]);
		else
			print_line(cli, &list.items[i]);
	}
	*count += list.count;
	return CC_OK;
}

int cli_list_doubts(struct cli *cli, const struct cli_targets *targets)
{
	struct cli_doc doc;
	bool json = cli_is_on(&cli->values, CLI_JSON);
	size_t count = 0;
	if (json) {
		cli_begin_json(cli, &doc);
		doc_list(&doc, "doubts");
	}
	for (size_t i = 0; i < targets->count; i++) {
		const struct cc_service *service = targets->services[i];
		cc_err err = list_of(cli, service, json ? &doc : NULL, &count);
		if (err != CC_OK)
			return cli_fail_because(
				cli, err, cli_text(cli, "cannot read %s", cli_database_path(cli, service)),
				"couchannel doctor");
	}
	if (json) {
		doc_end(&doc);
		doc_end(&doc);
	} else if (count == 0) {
		fputs("Nothing is in doubt, and no saga is stuck.\n", stderr);
	}
	return CLI_EXIT_OK;
}
