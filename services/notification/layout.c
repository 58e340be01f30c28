/* layout.c - a letter as plain text, and as HTML with no script and nothing from elsewhere. */
#include "services/notification/letter.h"

/* Plain text ------------------------------------------------------------------------ */

cc_str notification_as_text(struct cc_ctx *ctx, const struct notification_letter *letter)
{
	struct cc_text *out = cc_text_new(ctx);
	for (size_t i = 0; i < letter->paragraph_count; i++)
		cc_text_printf(out, "%.*s\n\n", (int)letter->paragraphs[i].len, letter->paragraphs[i].ptr);
	for (size_t i = 0; i < letter->row_count; i++)
		cc_text_printf(out, "%.*s: %.*s\n", (int)letter->rows[i].label.len, letter->rows[i].label.ptr,
		               (int)letter->rows[i].value.len, letter->rows[i].value.ptr);
	if (letter->link.len > 0)
		cc_text_printf(out, "%s%.*s: %.*s\n", letter->row_count > 0 ? "\n" : "",
		               (int)letter->link_label.len, letter->link_label.ptr, (int)letter->link.len,
		               letter->link.ptr);
	cc_text_printf(out, "\n-- \n%.*s\n", (int)letter->footer.len, letter->footer.ptr);
	return cc_text_done(out);
}

/* HTML ------------------------------------------------------------------------------ */

static void add_escaped(struct cc_text *out, cc_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '<' || c == '>' || c == '&' || c == '"' || c == '\'')
			cc_text_printf(out, "&#%d;", c);
		else if (c == '\n')
			cc_text_add(out, CC_STR("<br>"));
		else
			cc_text_add(out, (cc_str){ &text.ptr[i], 1 });
	}
}

static void add_element(struct cc_text *out, const char *open, cc_str text, const char *close)
{
	cc_text_add(out, cc_str_of(open));
	add_escaped(out, text);
	cc_text_add(out, cc_str_of(close));
}

static void add_rows(struct cc_text *out, const struct notification_letter *letter)
{
	if (letter->row_count == 0)
		return;
	cc_text_add(out, CC_STR("<table style=\"border-collapse:collapse;margin:16px 0\">\n"));
	for (size_t i = 0; i < letter->row_count; i++) {
		add_element(out,
		            "<tr><th scope=\"row\" style=\"text-align:left;vertical-align:top;"
		            "padding:4px 16px 4px 0;font-weight:600\">",
		            letter->rows[i].label, "</th>");
		add_element(out, "<td style=\"padding:4px 0\">", letter->rows[i].value, "</td></tr>\n");
	}
	cc_text_add(out, CC_STR("</table>\n"));
}

static void add_link(struct cc_text *out, const struct notification_letter *letter)
{
	if (letter->link.len == 0)
		return;
	add_element(out, "<p><a style=\"color:#0b57d0\" href=\"", letter->link, "\">");
	add_element(out, "", letter->link_label, "</a></p>\n");
}

static void add_image(struct cc_text *out, const struct notification_letter *letter)
{
	if (!letter->image)
		return;
	cc_text_printf(out, "<p><img src=\"cid:%s\" width=\"240\" height=\"240\" alt=\"", letter->image);
	add_element(out, "", letter->image_title, "\"></p>\n");
}

cc_str notification_as_html(struct cc_ctx *ctx, const struct notification_letter *letter)
{
	struct cc_text *out = cc_text_new(ctx);
	cc_text_printf(out, "<!doctype html>\n<html lang=\"%s\">\n<head><meta charset=\"utf-8\">",
	               notification_language_tag(letter->language));
	add_element(out, "<title>", letter->subject, "</title></head>\n");
	cc_text_add(out,
	            CC_STR("<body style=\"font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#fff;"
	                   "max-width:560px;margin:24px auto;padding:0 16px\">\n"));
	for (size_t i = 0; i < letter->paragraph_count; i++)
		add_element(out, "<p>", letter->paragraphs[i], "</p>\n");
	add_image(out, letter);
	add_rows(out, letter);
	add_link(out, letter);
	add_element(out, "<p style=\"color:#595959;font-size:13px;margin-top:32px\">", letter->footer,
	            "</p>\n</body>\n</html>\n");
	return cc_text_done(out);
}
