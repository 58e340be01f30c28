#include "cli/page.h"

#include "cli/build.h"
#include "cli/page.css.h"

static void add(struct cc_buf *out, const char *markup)
{
	cc_buf_add(out, cc_str_of(markup));
}

void page_text(struct cc_buf *out, const char *text)
{
	bool code = false;
	for (; *text; text++) {
		switch (*text) {
		case '&': add(out, "&amp;"); break;
		case '<': add(out, "&lt;"); break;
		case '>': add(out, "&gt;"); break;
		case '"': add(out, "&quot;"); break;
		case '`':
			add(out, code ? "</code>" : "<code>");
			code = !code;
			break;
		default: cc_buf_add_char(out, *text);
		}
	}
	if (code)
		add(out, "</code>");
}

void page_element(struct cc_buf *out, const char *tag, const char *text)
{
	cc_buf_printf(out, "<%s>", tag);
	page_text(out, text);
	cc_buf_printf(out, "</%s>", tag);
}

void page_begin(struct cc_buf *out, const char *title)
{
	add(out, "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
	         "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	page_text(out, title);
	add(out, "</title>\n<link rel=\"icon\" href=\"data:,\">\n<style>\n");
	add(out, page_css);
	add(out,
	    "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n"
	    "<header class=\"top\"><strong>couchannel</strong> <span class=\"soft\">" CLI_VERSION "</span>"
	    "<a href=\"/\">Start</a><a href=\"/docs\">Reference</a><a href=\"/openapi.json\">OpenAPI</a>"
	    "<a href=\"/readinessz\">Health</a><a href=\"/metrics\">Metrics</a></header>\n");
}

void page_end(struct cc_buf *out)
{
	add(out, "</body>\n</html>\n");
}
