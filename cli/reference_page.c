/* reference_page.c - every operation, type and problem, on one page that works without a script. */
#include "cli/example.h"
#include "cli/introduction.html.h"
#include "cli/pages.h"
#include "cli/problems.h"
#include "cli/schema.h"

enum { REASONS_MAX = 64 };

static void add(struct cc_buf *out, const char *markup)
{
	cc_buf_add(out, cc_str_of(markup));
}

/* ---- Contents -------------------------------------------------------------- */

static const char *short_label(const struct cc_op *op)
{
	const char *dot = strchr(op->label, '.');
	return dot ? dot + 1 : op->label;
}

static void put_contents(struct cc_buf *out, const struct cc_service *const *services)
{
	add(out, "<nav class=\"contents\" aria-label=\"Contents\"><div tabindex=\"0\">\n<ul>"
	         "<li><a href=\"#tokens\">Tokens</a></li><li><a href=\"#failures\">Failures</a></li>"
	         "<li><a href=\"#retries\">Sending again</a></li><li><a "
	         "href=\"#streams\">Streams</a></li></ul>\n");
	for (; *services; services++) {
		cc_buf_printf(out, "<a href=\"#service-%s\">%s</a>\n<ul>\n", (*services)->name,
		              (*services)->name);
		for (const struct cc_op *const *op = (*services)->ops; *op; op++)
			if ((*op)->path)
				cc_buf_printf(out,
				              "<li><a href=\"#op-%s\"><span class=\"method "
				              "%s\">%s</span>%s</a></li>\n",
				              (*op)->label, (*op)->method, (*op)->method, short_label(*op));
		add(out, "</ul>\n");
	}
	add(out, "<ul><li><a href=\"#types\">Types</a></li><li><a href=\"#problems\">Problems</a></li></ul>\n"
	         "</div></nav>\n");
}

static bool refuses_with(const struct cc_op *op, const char *reason)
{
	for (size_t i = 0; op->fails[i]; i++)
		if (strcmp(op->fails[i]->name, reason) == 0)
			return true;
	return false;
}

/* ---- Operations ------------------------------------------------------------ */

static void put_call(struct cc_buf *out, const struct cc_op *op)
{
	const char *body = example_body(out->arena, op);
	cc_buf_printf(out, "<h4>Example</h4>\n<pre tabindex=\"0\">curl%s -X %s &quot;$URL",
	              op->watch_topic ? " -N" : "", op->method);
	page_text(out, example_path(out->arena, op));
	add(out, "&quot;");
	if (op->audience == CC_AUDIENCE_MEMBER)
		add(out, " \\\n  -H &quot;Authorization: Bearer $TOKEN&quot;");
	if (cc_op_takes_key(op))
		add(out, " \\\n  -H &quot;Idempotency-Key: $(uuidgen)&quot;");
	if (*body) {
		add(out, " \\\n  -H &quot;Content-Type: application/json&quot; \\\n  -d &#39;");
		page_text(out, body);
		add(out, "&#39;");
	}
	if (op->signature_header)
		cc_buf_printf(out, " \\\n  -H &quot;%s: ...&quot; --data-binary @event",
		              op->signature_header);
	add(out, "</pre>\n");
}

/* Those of the contract, or those of the platform: the ones that a client must understand come first. */
static void put_reasons(struct cc_buf *out, const struct cc_op *op, bool own)
{
	bool first = true;
	for (const struct cli_status *status = cli_statuses; status->number; status++) {
		const char *reasons[REASONS_MAX];
		size_t count = cli_reasons(op, status->number, reasons, REASONS_MAX), shown = 0;
		for (size_t i = 0; i < count; i++) {
			if (refuses_with(op, reasons[i]) != own)
				continue;
			cc_buf_printf(out, "%s<a href=\"#problem-%s\">%s</a>", first ? "" : ", ", reasons[i],
			              reasons[i]);
			first = false;
			shown++;
		}
		if (shown > 0)
			cc_buf_printf(out, " (%d)", status->number);
	}
}

static void put_refusals(struct cc_buf *out, const struct cc_op *op)
{
	add(out, "<h4>Refusals</h4>\n");
	if (op->fails[0]) {
		add(out, "<p>");
		put_reasons(out, op, true);
		add(out, "</p>\n");
	}
	add(out, op->fails[0] ? "<p class=\"soft small\">As any other: "
	                      : "<p class=\"soft small\">Those of any: ");
	put_reasons(out, op, false);
	add(out, "</p>\n");
}

static void put_operation(struct cc_buf *out, const struct cc_op *op)
{
	cc_buf_printf(out, "<article id=\"op-%s\"><h3><code><span class=\"method %s\">%s</span>", op->label,
	              op->method, op->method);
	page_text(out, op->path);
	add(out, "</code></h3>\n");
	page_element(out, "p", op->doc);
	cc_buf_printf(out, "<p class=\"soft\"><code>%s</code> &middot; ", op->label);
	if (op->scope)
		cc_buf_printf(out, "scope <code>%s</code>", op->scope);
	else
		add(out, "for anybody, without a token");
	add(out, cc_op_takes_key(op) ? " &middot; takes an Idempotency-Key</p>\n" : "</p>\n");
	reference_put_fields(out, op->in, SCHEMA_RECEIVED, op);
	cc_buf_printf(out, "<p>%s <a href=\"#type-%s\">%s</a>.</p>\n",
	              op->watch_topic ? "Streams" : "Answers with", schema_name(op->out->name),
	              strrchr(op->out->name, '.') + 1);
	put_refusals(out, op);
	put_call(out, op);
	add(out, "</article>\n");
}

static void put_services(struct cc_buf *out, const struct cc_service *const *services)
{
	for (; *services; services++) {
		cc_buf_printf(out, "<section aria-labelledby=\"service-%s\"><h2 id=\"service-%s\">%s</h2>\n",
		              (*services)->name, (*services)->name, (*services)->name);
		for (const struct cc_op *const *op = (*services)->ops; *op; op++)
			if ((*op)->path)
				put_operation(out, *op);
		add(out, "</section>\n");
	}
}

/* ---- Problems -------------------------------------------------------------- */

/* Two services may give one reason; the anchor stands once, at the first. */
static bool is_first(const struct cc_service *const *services, const struct cc_op *op, const char *reason)
{
	for (; *services; services++)
		for (const struct cc_op *const *other = (*services)->ops; *other; other++) {
			if (*other == op)
				return true;
			if (refuses_with(*other, reason))
				return false;
		}
	return true;
}

static void put_refusing(struct cc_buf *out, const struct cc_service *const *services, const char *reason)
{
	bool first = true;
	for (; *services; services++)
		for (const struct cc_op *const *op = (*services)->ops; *op; op++) {
			if (!refuses_with(*op, reason) || !(*op)->path)
				continue;
			cc_buf_printf(out, "%s<a href=\"#op-%s\">%s</a>", first ? "" : ", ", (*op)->label,
			              (*op)->label);
			first = false;
		}
}

static void begin_problem(struct cc_buf *out, const char *reason, int status)
{
	cc_buf_printf(out,
	              "<article class=\"problem\" id=\"problem-%s\"><h3><code>%s</code> "
	              "<span class=\"soft\">%d</span></h3>\n<p>",
	              reason, reason, status);
}

/* The refusals of an operation that stand for the first time. */
static void put_own_problems(struct cc_buf *out, const struct cc_service *const *services,
                             const struct cc_op *op)
{
	for (size_t i = 0; op->fails[i]; i++) {
		if (!is_first(services, op, op->fails[i]->name))
			continue;
		begin_problem(out, op->fails[i]->name, cc_code_http_status(op->fails[i]->code));
		page_text(out, op->fails[i]->advice ? op->fails[i]->advice : "");
		add(out, " Refused by ");
		put_refusing(out, services, op->fails[i]->name);
		add(out, ".</p></article>\n");
	}
}

static void put_problems(struct cc_buf *out, const struct cc_service *const *services)
{
	add(out, "<section aria-labelledby=\"problems\"><h2 id=\"problems\">Problems</h2>\n"
	         "<p>The <code>type</code> of a problem leads here. First what a service refuses, then what "
	         "any request may meet.</p>\n");
	for (const struct cc_service *const *service = services; *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++)
			put_own_problems(out, services, *op);
	for (const struct cli_problem *problem = cli_problems; problem->reason; problem++) {
		begin_problem(out, problem->reason, problem->status);
		page_text(out, problem->meaning);
		add(out, "</p></article>\n");
	}
	add(out, "</section>\n");
}

void reference_page_print(struct cc_buf *out, const struct cc_service *const *services)
{
	struct schema_set *set = cc_arena_alloc(out->arena, sizeof *set);
	for (const struct cc_service *const *service = services; *service; service++)
		for (const struct cc_op *const *op = (*service)->ops; *op; op++) {
			if (!(*op)->path)
				continue;
			schema_collect(set, (*op)->in, SCHEMA_RECEIVED, false);
			schema_collect(set, (*op)->out, SCHEMA_SENT, true);
		}
	page_begin(out, "couchannel: reference");
	add(out, "<div class=\"columns\">\n");
	put_contents(out, services);
	add(out, "<main id=\"main\">\n");
	add(out, introduction_html);
	put_services(out, services);
	add(out, "<section aria-labelledby=\"types\"><h2 id=\"types\">Types</h2>\n");
	schema_sort(set);
	reference_put_types(out, set);
	add(out, "</section>\n");
	put_problems(out, services);
	add(out, "</main>\n</div>\n");
	page_end(out);
}
