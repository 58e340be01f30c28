/* start_page.c - what a browser shows at "/": what this is, and where to go on. */
#include "cli/pages.h"

#include "cli/example.h"

static const struct cc_op *first_open_read(const struct cc_service *const *services)
{
	for (; *services; services++)
		for (const struct cc_op *const *op = (*services)->ops; *op; op++)
			if ((*op)->path && (*op)->audience == CC_AUDIENCE_ANYONE && !(*op)->watch_topic)
				return *op;
	return NULL;
}

void start_page_print(struct cc_buf *out, const struct cc_service *const *services)
{
	page_begin(out, "couchannel");
	cc_buf_printf(
		out,
		"<main class=\"alone\" id=\"main\">\n<h1>Watch the match on someone&#39;s couch</h1>\n"
		"<p>Hosts share a living room and a streaming package; guests book seats. This is the server "
		"behind it, and it is running.</p>\n"
		"<h2>Where to go</h2>\n<dl>\n"
		"<dt><a href=\"/docs\">Reference</a></dt><dd>every operation, with its fields, refusals and "
		"an "
		"example</dd>\n"
		"<dt><a href=\"/openapi.json\">OpenAPI</a></dt><dd>the same for tools, as OpenAPI 3.1</dd>\n"
		"<dt><a href=\"/readinessz\">Health</a></dt><dd>whether each database answers</dd>\n"
		"<dt><a href=\"/metrics\">Metrics</a></dt><dd>for Prometheus</dd>\n</dl>\n"
		"<h2>Try it</h2>\n");
	const struct cc_op *op = first_open_read(services);
	if (op) {
		cc_buf_printf(out, "<p>This one needs no token:</p>\n<pre tabindex=\"0\">curl "
		                   "&#39;http://127.0.0.1:8080");
		page_text(out, example_path(out->arena, op));
		cc_buf_printf(out, "&#39;</pre>\n");
	}
	cc_buf_printf(
		out,
		"<p>With <code>serve --dev</code>, a token for the others comes from the command line:</p>\n"
		"<pre tabindex=\"0\">couchannel token --as host</pre>\n"
		"<h2>Services here</h2>\n<ul>\n");
	for (; *services; services++) {
		size_t count = 0;
		while ((*services)->ops[count])
			count++;
		cc_buf_printf(out, "<li><a href=\"/docs#service-%s\">%s</a>: %zu operations</li>\n",
		              (*services)->name, (*services)->name, count);
	}
	cc_buf_printf(out, "</ul>\n</main>\n");
	page_end(out);
}
