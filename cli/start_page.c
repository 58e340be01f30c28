/* start_page.c - what a browser shows at "/": what this is, and where to go on. */
#include "cli/example.h"
#include "cli/pages.h"
#include "cli/start.html.h"

static void put_link(struct cc_buf *out, const char *path)
{
	cc_buf_printf(out, "<p>Some need none: <a href=\"");
	page_text(out, path);
	cc_buf_printf(out, "\"><code>");
	page_text(out, path);
	cc_buf_printf(out, "</code></a></p>\n");
}

void start_page_print(struct cc_buf *out, const struct cc_service *const *services)
{
	page_begin(out, "couchannel");
	cc_buf_add(out, cc_str_of(start_html));
	const struct cc_op *op = example_open_read(services);
	if (op)
		put_link(out, example_path(out->arena, op));
	cc_buf_printf(out, "<h2>Services here</h2>\n<ul>\n");
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
