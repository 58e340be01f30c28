/* sign_in_page.c - where a one-time link leads: the code becomes tokens, at the press of a button. */
#include "cli/pages.h"
#include "cli/sign_in.html.h"
#include "cli/sign_in.js.h"

/* Not by being opened: whoever looks at mails for viruses opens the links in them. */
void sign_in_page_print(struct cc_buf *out, const struct cc_service *const *services)
{
	(void)services;
	page_begin(out, "couchannel: sign in");
	cc_buf_add(out, cc_str_of(sign_in_html));
	cc_buf_printf(out, "</main>\n<script>");
	cc_buf_add(out, cc_str_of(sign_in_js));
	cc_buf_printf(out, "</script>\n");
	page_end(out);
}
