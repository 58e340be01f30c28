/*
 * outbox_page.c - the mails in the outbox, for who develops or looks at a demo: on this machine alone.
 *
 *   /outbox                  the newest hundred
 *   /outbox/{mail}           one of them
 *   /outbox/{mail}/{part}    its HTML ("html"), its bytes ("raw"), or an attachment ("0", "1", ...)
 *
 * A mail's HTML is shown in a frame of its own that runs no script, loads nothing and is nobody's.
 */
#include "cli/pages.h"
#include "platform/adapters/outbox_folder.h"
#include "platform/core/base64.h"

static const cc_str root = { "/outbox", 7 };

static const char html_type[] = "text/html; charset=utf-8";

/* Pieces ---------------------------------------------------------------------------- */

static void put_text(struct cc_buf *out, cc_str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		if (c == '<' || c == '>' || c == '&' || c == '"' || c == '\'')
			cc_buf_printf(out, "&#%d;", c);
		else
			cc_buf_add_char(out, c);
	}
}

static void put_cell(struct cc_buf *out, cc_str text)
{
	cc_buf_printf(out, "<td>");
	put_text(out, text);
	cc_buf_printf(out, "</td>");
}

static void finish(struct cc_ctx *ctx, struct cc_buf *out, const char *more, struct cc_document *document)
{
	cc_buf_printf(out, "</main>\n");
	page_end(out);
	cc_str body = cc_copy(ctx, cc_buf_str(out));
	*document = (struct cc_document){
		.content_type = html_type,
		.body = body,
		.policy = cc_printf(ctx, "%s%s", page_policy(ctx->arena, body.ptr), more).ptr,
	};
}

/* The list ---------------------------------------------------------------------------- */

static void put_mail(struct cc_buf *out, const struct cc_outbox_entry *entry)
{
	if (!entry->mail)
		return;
	cc_buf_printf(out, "<li><a href=\"/outbox/%.*s\">", (int)entry->name.len, entry->name.ptr);
	put_text(out, entry->mail->subject);
	cc_buf_printf(out, "</a><span>");
	put_text(out, entry->mail->to);
	cc_buf_printf(out, "</span><span class=\"soft small\">");
	put_text(out, entry->mail->date);
	cc_buf_printf(out, "</span></li>\n");
}

static CC_RESULT write_list(struct cc_ctx *ctx, const char *folder, struct cc_document *document)
{
	struct cc_buf out = { .arena = ctx->arena };
	struct cc_outbox_entry_list mails;
	TRY(cc_outbox_list(ctx, folder, &mails));
	page_begin(&out, "couchannel: outbox");
	cc_buf_printf(&out,
	              "<main id=\"main\">\n<h1>Outbox</h1>\n<p>Nothing leaves this machine: each mail is a "
	              "file in the outbox.</p>\n");
	if (mails.count == 0)
		cc_buf_printf(&out, "<p>There is none yet.</p>\n");
	else
		cc_buf_printf(&out, "<ol class=\"mails\">\n");
	for (size_t i = 0; i < mails.count; i++)
		put_mail(&out, &mails.items[i]);
	if (mails.count > 0)
		cc_buf_printf(&out, "</ol>\n");
	finish(ctx, &out, "", document);
	return CC_OK;
}

/* One mail ---------------------------------------------------------------------------- */

static void put_field(struct cc_buf *out, const char *name, cc_str value)
{
	cc_buf_printf(out, "<tr><th>%s</th>", name);
	put_cell(out, value);
	cc_buf_printf(out, "</tr>\n");
}

static void put_parts(struct cc_buf *out, cc_str name, const struct cc_mail_read *mail)
{
	cc_buf_printf(out, "<h2>Attached</h2>\n<ul>\n");
	for (size_t i = 0; i < mail->part_count; i++) {
		cc_buf_printf(out, "<li><a href=\"/outbox/%.*s/%zu\" download=\"", (int)name.len, name.ptr,
		              i);
		put_text(out, mail->parts[i].name);
		cc_buf_printf(out, "\">");
		put_text(out, mail->parts[i].name);
		cc_buf_printf(out, "</a> (%zu bytes)</li>\n", mail->parts[i].bytes.len);
	}
	cc_buf_printf(
		out, "<li><a href=\"/outbox/%.*s/raw\" download=\"%.*s\">The mail as it is</a></li>\n</ul>\n",
		(int)name.len, name.ptr, (int)name.len, name.ptr);
}

static void write_mail(struct cc_ctx *ctx, cc_str name, const struct cc_mail_read *mail,
                       struct cc_document *document)
{
	struct cc_buf out = { .arena = ctx->arena };
	page_begin(&out, "couchannel: a mail");
	cc_buf_printf(&out, "<main id=\"main\">\n<p><a href=\"/outbox\">Outbox</a></p>\n<h1>");
	put_text(&out, mail->subject);
	cc_buf_printf(&out, "</h1>\n<div class=\"table\"><table>\n");
	put_field(&out, "From", mail->from);
	put_field(&out, "To", mail->to);
	put_field(&out, "Date", mail->date);
	put_field(&out, "Message-ID", mail->message_id);
	cc_buf_printf(&out,
	              "</table></div>\n<h2>As HTML</h2>\n<iframe sandbox title=\"The mail\" width=\"640\" "
	              "height=\"720\" "
	              "src=\"/outbox/%.*s/html\"></iframe>\n<h2>As text</h2>\n<pre tabindex=\"0\">",
	              (int)name.len, name.ptr);
	put_text(&out, mail->text);
	cc_buf_printf(&out, "</pre>\n");
	put_parts(&out, name, mail);
	finish(ctx, &out, "; frame-src 'self'", document);
}

/* Its parts --------------------------------------------------------------------------- */

static const struct cc_mail_read_part *shown_part(const struct cc_mail_read *mail, cc_str id)
{
	for (size_t i = 0; i < mail->part_count; i++) {
		cc_str own = mail->parts[i].content_id; /* in angle brackets */
		if (own.len == id.len + 2 && memcmp(own.ptr + 1, id.ptr, id.len) == 0)
			return &mail->parts[i];
	}
	return NULL;
}

/* "cid:ticket" becomes the image itself, as the frame may load nothing. */
static cc_str with_images(struct cc_ctx *ctx, const struct cc_mail_read *mail)
{
	struct cc_buf out = { .arena = ctx->arena };
	cc_str rest = mail->html;
	while (rest.len > 0) {
		const char *cid = memmem(rest.ptr, rest.len, "\"cid:", 5);
		const char *end = cid ? memchr(cid + 5, '"', rest.len - (size_t)(cid + 5 - rest.ptr)) : NULL;
		size_t plain = end ? (size_t)(cid + 1 - rest.ptr) : rest.len;
		cc_buf_add(&out, (cc_str){ rest.ptr, plain });
		rest = (cc_str){ rest.ptr + plain, rest.len - plain };
		if (!end)
			break;
		const struct cc_mail_read_part *part =
			shown_part(mail, (cc_str){ cid + 5, (size_t)(end - cid - 5) });
		cc_buf_printf(&out, "data:image/png;base64,");
		if (part)
			cc_base64_add(&out, part->bytes);
		rest = (cc_str){ end, rest.len - (size_t)(end - rest.ptr) };
	}
	return cc_buf_str(&out);
}

static CC_RESULT write_part(struct cc_ctx *ctx, cc_str part, const struct cc_mail_read *mail,
                            struct cc_document *document)
{
	if (cc_str_eq(part, CC_STR("html"))) {
		*document = (struct cc_document){
			.content_type = html_type,
			.body = with_images(ctx, mail),
			.policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; "
				  "frame-ancestors 'self'",
		};
		return CC_OK;
	}
	size_t number = part.len == 1 ? (size_t)(part.ptr[0] - '0') : mail->part_count;
	if (number >= mail->part_count)
		return cc_fail(ctx, &cc_not_found, "The mail has no such part.");
	*document = (struct cc_document){
		.content_type = "application/octet-stream", /* to be kept, not to be opened here */
		.body = mail->parts[number].bytes,
		.policy = "default-src 'none'; sandbox",
	};
	return CC_OK;
}

/* ------------------------------------------------------------------------------------- */

cc_err outbox_page_write(void *folder, struct cc_ctx *ctx, cc_str path, struct cc_document *document)
{
	struct cc_mail_read *mail = cc_alloc(ctx, sizeof *mail);
	cc_str bytes;
	if (path.len <= root.len + 1)
		return write_list(ctx, folder, document);
	cc_str name = { path.ptr + root.len + 1, path.len - root.len - 1 }, part = CC_STR("");
	const char *slash = memchr(name.ptr, '/', name.len);
	if (slash) {
		part = (cc_str){ slash + 1, name.len - (size_t)(slash + 1 - name.ptr) };
		name.len = (size_t)(slash - name.ptr);
	}
	TRY(cc_outbox_open(ctx, folder, name, mail, &bytes));
	if (cc_str_eq(part, CC_STR("raw"))) {
		*document = (struct cc_document){
			.content_type = "message/rfc822",
			.body = bytes,
			.policy = "default-src 'none'; sandbox",
		};
		return CC_OK;
	}
	if (slash)
		return write_part(ctx, part, mail, document);
	write_mail(ctx, name, mail, document);
	return CC_OK;
}
