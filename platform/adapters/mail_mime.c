#include "platform/adapters/mail_mime.h"

#include <time.h>

#include "platform/core/base64.h"

enum {
	LINE_MAX = 76,         /* of an encoded body (RFC 2045 sections 6.7 and 6.8) */
	HEADER_PLAIN_MAX = 60, /* a longer text of a header field is encoded, in words that fold */
	WORD_BYTES_MAX = 42,   /* of UTF-8 in an encoded word, which has 75 characters (RFC 2047 section 2) */
	DATE_BYTES = 40,
};

/* Header fields ------------------------------------------------------------------- */

/* What may not stand in a header field becomes a space: no text ends one. */
static char header_char(char c)
{
	return (unsigned char)c < ' ' || c == 0x7f ? ' ' : c;
}

static bool is_plain(cc_str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] & 0x80)
			return false;
	return text.len <= HEADER_PLAIN_MAX && !memmem(text.ptr, text.len, "=?", 2);
}

/* At most WORD_BYTES_MAX bytes, and no character cut in two. */
static size_t word_length(cc_str text)
{
	size_t len = text.len < WORD_BYTES_MAX ? text.len : WORD_BYTES_MAX;
	while (len < text.len && (text.ptr[len] & 0xc0) == 0x80)
		len--;
	return len;
}

/* RFC 2047 section 2: words in UTF-8 and base64, each on a line of its own. */
static void add_words(struct cc_buf *out, cc_str text)
{
	while (text.len > 0) {
		size_t len = word_length(text);
		cc_buf_add(out, CC_STR("=?utf-8?B?"));
		cc_base64_add(out, (cc_str){ text.ptr, len });
		cc_buf_add(out, CC_STR("?="));
		text = (cc_str){ text.ptr + len, text.len - len };
		if (text.len > 0)
			cc_buf_add(out, CC_STR("\r\n "));
	}
}

static cc_str cleaned(struct cc_buf *out, cc_str text)
{
	char *clean = cc_arena_alloc(out->arena, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		clean[i] = header_char(text.ptr[i]);
	return (cc_str){ clean, text.len };
}

static void add_unstructured(struct cc_buf *out, const char *name, cc_str text)
{
	cc_str clean = cleaned(out, text);
	cc_buf_printf(out, "%s: ", name);
	if (is_plain(clean))
		cc_buf_add(out, clean);
	else
		add_words(out, clean);
	cc_buf_add(out, CC_STR("\r\n"));
}

static void add_mailbox(struct cc_buf *out, const char *name, const struct cc_mailbox *mailbox)
{
	cc_str clean = cleaned(out, mailbox->name);
	cc_buf_printf(out, "%s: ", name);
	if (clean.len > 0 && is_plain(clean) && !memchr(clean.ptr, '"', clean.len) &&
	    !memchr(clean.ptr, '\\', clean.len))
		cc_buf_printf(out, "\"%.*s\"", (int)clean.len, clean.ptr);
	else
		add_words(out, clean);
	cc_buf_printf(out, "%s<%.*s>\r\n", clean.len > 0 ? "\r\n " : "", (int)mailbox->address.len,
	              mailbox->address.ptr);
}

/* RFC 5322 section 3.3; not by strftime(), which would ask for a language. */
static void add_date(struct cc_buf *out, cc_time date)
{
	static const char days[][4] = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
	static const char months[][4] = { "Jan", "Feb", "Mar", "Apr", "May", "Jun",
		                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
	struct tm tm;
	time_t seconds = (time_t)(date.ms / 1000);
	gmtime_r(&seconds, &tm);
	cc_buf_printf(out, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\r\n", days[tm.tm_wday], tm.tm_mday,
	              months[tm.tm_mon], tm.tm_year + 1900, tm.tm_hour, tm.tm_min, tm.tm_sec);
}

/* Bodies -------------------------------------------------------------------------- */

static void add_base64(struct cc_buf *out, cc_str bytes)
{
	enum { BYTES_OF_A_LINE = LINE_MAX / 4 * 3 };
	cc_buf_add(out, CC_STR("Content-Transfer-Encoding: base64\r\n\r\n"));
	for (size_t at = 0; at < bytes.len; at += BYTES_OF_A_LINE) {
		size_t left = bytes.len - at;
		cc_base64_add(out,
		              (cc_str){ bytes.ptr + at, left < BYTES_OF_A_LINE ? left : BYTES_OF_A_LINE });
		cc_buf_add(out, CC_STR("\r\n"));
	}
}

static bool ends_line(cc_str text, size_t at)
{
	return at == text.len || text.ptr[at] == '\n' ||
	       (text.ptr[at] == '\r' && at + 1 < text.len && text.ptr[at + 1] == '\n');
}

/* RFC 2045 section 6.7: readable in the file, for whoever looks into the outbox. */
static void add_quoted_printable(struct cc_buf *out, cc_str text)
{
	size_t column = 0;
	cc_buf_add(out, CC_STR("Content-Transfer-Encoding: quoted-printable\r\n\r\n"));
	for (size_t i = 0; i < text.len; i++) {
		uint8_t c = (uint8_t)text.ptr[i];
		if (ends_line(text, i)) {
			i += c == '\r';
			cc_buf_add(out, CC_STR("\r\n"));
			column = 0;
			continue;
		}
		bool blank = c == ' ' || c == '\t';
		bool as_it_is = blank ? !ends_line(text, i + 1) : c > ' ' && c < 0x7f && c != '=';
		size_t width = as_it_is ? 1 : 3;
		if (column + width > LINE_MAX - 1) {
			cc_buf_add(out, CC_STR("=\r\n"));
			column = 0;
		}
		cc_buf_printf(out, as_it_is ? "%c" : "=%02X", c);
		column += width;
	}
	cc_buf_add(out, CC_STR("\r\n"));
}

/* Parts --------------------------------------------------------------------------- */

/* "=_" is in no quoted-printable and in no base64 text (RFC 2045 section 6.7, note). */
#define MIXED       "=_couchannel_mixed"
#define ALTERNATIVE "=_couchannel_alternative"
#define RELATED     "=_couchannel_related"

static void begin_multipart(struct cc_buf *out, const char *kind, const char *boundary)
{
	cc_buf_printf(out, "Content-Type: multipart/%s;\r\n boundary=\"%s\"\r\n\r\n", kind, boundary);
}

static void begin_part(struct cc_buf *out, const char *boundary)
{
	cc_buf_printf(out, "--%s\r\n", boundary);
}

static void end_multipart(struct cc_buf *out, const char *boundary)
{
	cc_buf_printf(out, "--%s--\r\n", boundary);
}

static void add_text(struct cc_buf *out, const char *content_type, cc_str text)
{
	cc_buf_printf(out, "Content-Type: %s; charset=utf-8\r\n", content_type);
	add_quoted_printable(out, text);
}

static void add_part(struct cc_buf *out, const struct cc_mail_part *part)
{
	cc_buf_printf(out, "Content-Type: %s\r\nContent-Disposition: %s;\r\n filename=\"%s\"\r\n",
	              part->content_type, part->content_id ? "inline" : "attachment", part->name);
	if (part->content_id)
		cc_buf_printf(out, "Content-ID: <%s>\r\n", part->content_id);
	add_base64(out, part->bytes);
}

static size_t add_parts(struct cc_buf *out, const struct cc_mail *mail, bool shown, const char *boundary)
{
	size_t count = 0;
	for (size_t i = 0; i < mail->part_count; i++) {
		if ((mail->parts[i].content_id != NULL) != shown)
			continue;
		begin_part(out, boundary);
		add_part(out, &mail->parts[i]);
		count++;
	}
	return count;
}

static bool shows_images(const struct cc_mail *mail)
{
	bool shows = false;
	for (size_t i = 0; i < mail->part_count; i++)
		shows |= mail->parts[i].content_id != NULL;
	return shows;
}

static void add_html(struct cc_buf *out, const struct cc_mail *mail)
{
	if (!shows_images(mail)) {
		add_text(out, "text/html", mail->html);
		return;
	}
	cc_buf_printf(out, "Content-Type: multipart/related; type=\"text/html\";\r\n boundary=\"%s\"\r\n\r\n",
	              RELATED);
	begin_part(out, RELATED);
	add_text(out, "text/html", mail->html);
	add_parts(out, mail, true, RELATED);
	end_multipart(out, RELATED);
}

void cc_mail_mime_write(struct cc_buf *out, const struct cc_mail_envelope *envelope,
                        const struct cc_mail *mail)
{
	add_date(out, mail->date);
	add_mailbox(out, "From", &envelope->from);
	add_mailbox(out, "To", &mail->to);
	cc_buf_printf(out, "Message-ID: <%.*s>\r\n", (int)envelope->message_id.len, envelope->message_id.ptr);
	add_unstructured(out, "Subject", mail->subject);
	cc_buf_printf(out, "Content-Language: %s\r\n", mail->language);
	cc_buf_add(out, CC_STR("Auto-Submitted: auto-generated\r\n")); /* RFC 3834 section 5: answer nobody */
	cc_buf_add(out, CC_STR("MIME-Version: 1.0\r\n"));
	begin_multipart(out, "mixed", MIXED);
	begin_part(out, MIXED);
	begin_multipart(out, "alternative", ALTERNATIVE);
	begin_part(out, ALTERNATIVE);
	add_text(out, "text/plain", mail->text);
	begin_part(out, ALTERNATIVE);
	add_html(out, mail);
	end_multipart(out, ALTERNATIVE);
	add_parts(out, mail, false, MIXED);
	end_multipart(out, MIXED);
}
