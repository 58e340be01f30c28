#include "platform/core/mail.h"

#include "platform/core/validate.h"

const struct cc_reason cc_mail_malformed = { "mail_malformed", CC_INVALID_ARGUMENT };
const struct cc_reason cc_mail_bounced = { "mail_bounced", CC_FAILED_PRECONDITION };

enum { LOCAL_PART_MAX = 64, LABEL_MAX = 63 }; /* RFC 5321 section 4.5.3.1.1, RFC 1035 section 2.3.4 */

static bool is_alphanumeric(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* RFC 5322 section 3.2.3 */
static bool is_atom_text(char c)
{
	return is_alphanumeric(c) || (c != '\0' && strchr("!#$%&'*+-/=?^_`{|}~", c) != NULL);
}

/* Atoms with single dots between them. */
static bool is_dot_atom(cc_str text)
{
	bool after_dot = true;
	for (size_t i = 0; i < text.len; i++) {
		bool dot = text.ptr[i] == '.';
		if (dot ? after_dot : !is_atom_text(text.ptr[i]))
			return false;
		after_dot = dot;
	}
	return !after_dot && text.len <= LOCAL_PART_MAX;
}

static bool is_host(cc_str text)
{
	size_t label = 0;
	for (size_t i = 0; i < text.len; i++) {
		char c = text.ptr[i];
		bool edge = label == 0 || i + 1 == text.len || text.ptr[i + 1] == '.';
		if (c == '.' ? label == 0 : !is_alphanumeric(c) && (c != '-' || edge))
			return false;
		label = c == '.' ? 0 : label + 1;
		if (label > LABEL_MAX)
			return false;
	}
	return label > 0;
}

bool cc_mail_address_valid(cc_str address)
{
	const char *at = address.len > 0 ? memchr(address.ptr, '@', address.len) : NULL;
	if (!at || address.len > CC_MAIL_ADDRESS_MAX)
		return false;
	cc_str local = { address.ptr, (size_t)(at - address.ptr) };
	cc_str host = { at + 1, address.len - local.len - 1 };
	return is_dot_atom(local) && is_host(host);
}

static bool is_file_name(const char *name)
{
	size_t len = strlen(name);
	for (size_t i = 0; i < len; i++)
		if (!is_alphanumeric(name[i]) && name[i] != '.' && name[i] != '-')
			return false;
	return len > 0 && len <= CC_MAIL_NAME_MAX && name[0] != '.';
}

static CC_RESULT check_text(struct cc_ctx *ctx, const char *what, cc_str text, size_t max)
{
	if (text.len > max)
		return cc_fail(ctx, &cc_mail_malformed, "The mail's %s must be at most %zu bytes.", what,
		               max);
	if (!cc_utf8_valid(text))
		return cc_fail(ctx, &cc_mail_malformed, "The mail's %s must be UTF-8.", what);
	return CC_OK;
}

static CC_RESULT check_parts(struct cc_ctx *ctx, const struct cc_mail *mail)
{
	if (mail->part_count > CC_MAIL_PARTS_MAX)
		return cc_fail(ctx, &cc_mail_malformed, "A mail takes at most %d attachments.",
		               CC_MAIL_PARTS_MAX);
	for (size_t i = 0; i < mail->part_count; i++) {
		const struct cc_mail_part *part = &mail->parts[i];
		assert(is_file_name(part->name) && (!part->content_id || is_file_name(part->content_id)));
		if (part->bytes.len > CC_MAIL_PART_BYTES_MAX)
			return cc_fail(ctx, &cc_mail_malformed, "The attachment %s must be at most %d bytes.",
			               part->name, CC_MAIL_PART_BYTES_MAX);
	}
	return CC_OK;
}

cc_err cc_mail_check(struct cc_ctx *ctx, const struct cc_mail *mail)
{
	if (!cc_mail_address_valid(mail->to.address))
		return cc_fail(ctx, &cc_mail_malformed, "No mail can be sent to an address like this.");
	TRY(check_text(ctx, "recipient's name", mail->to.name, CC_MAIL_NAME_MAX));
	TRY(check_text(ctx, "subject", mail->subject, CC_MAIL_SUBJECT_MAX));
	TRY(check_text(ctx, "text", mail->text, CC_MAIL_TEXT_MAX));
	TRY(check_text(ctx, "HTML", mail->html, CC_MAIL_TEXT_MAX));
	return check_parts(ctx, mail);
}
