/* start_page.c - what a browser shows at "/": what this is, and where to go on. */
#include "cli/example.h"
#include "cli/pages.h"
#include "cli/start.html.h"
#include "cli/start.js.h"
#include "cli/start_links.html.h"
#include "cli/start_live.html.h"

static void put_link(struct cc_buf *out, const char *path)
{
	cc_buf_printf(out, "<p>Some need none: <a href=\"");
	page_text(out, path);
	cc_buf_printf(out, "\"><code>");
	page_text(out, path);
	cc_buf_printf(out, "</code></a></p>\n");
}

static void put_services(struct cc_buf *out, const struct cc_service *const *services)
{
	cc_buf_printf(out, "<h2>Services here</h2>\n<ul>\n");
	for (; *services; services++) {
		size_t count = 0;
		while ((*services)->ops[count])
			count++;
		cc_buf_printf(out, "<li><a href=\"/docs#service-%s\">%s</a>: %zu operations</li>\n",
		              (*services)->name, (*services)->name, count);
	}
	cc_buf_printf(out, "</ul>\n");
}

static bool is_among(const struct cc_service *const *services, const char *name)
{
	while (*services && strcmp((*services)->name, name) != 0)
		services++;
	return *services != NULL;
}

void start_page_print(struct cc_buf *out, const struct cc_service *const *services)
{
	bool live = is_among(services, "search") && is_among(services, "inventory");
	page_begin(out, "couchannel");
	cc_buf_add(out, cc_str_of(start_html));
	if (live)
		cc_buf_add(out, cc_str_of(start_live_html));
	cc_buf_add(out, cc_str_of(start_links_html));
	const struct cc_op *op = example_open_read(services);
	if (op)
		put_link(out, example_path(out->arena, op));
	put_services(out, services);
	cc_buf_printf(out, "</main>\n");
	if (live) {
		cc_buf_printf(out, "<script>");
		cc_buf_add(out, cc_str_of(start_js));
		cc_buf_printf(out, "</script>\n");
	}
	page_end(out);
}
