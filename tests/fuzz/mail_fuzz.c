/* Whatever lies in the outbox is read or refused; what is shown of it is text. */
#include "platform/adapters/mail_read.h"
#include "platform/core/run.h"
#include "platform/core/validate.h"
#include "tests/fuzz/fuzz.h"

static void check_text(cc_str text, bool lines)
{
	FUZZ_CHECK(cc_utf8_valid(text));
	for (size_t i = 0; i < text.len; i++)
		FUZZ_CHECK((unsigned char)text.ptr[i] >= ' ' ||
		           (lines && (text.ptr[i] == '\n' || text.ptr[i] == '\t')));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_mail_read mail;
	if (cc_mail_read(ctx->arena, (cc_str){ (const char *)bytes, size }, &mail)) {
		check_text(mail.subject, false);
		check_text(mail.to, false);
		check_text(mail.text, true);
		check_text(mail.html, true);
		FUZZ_CHECK(mail.part_count <= CC_MAIL_READ_PARTS_MAX);
		for (size_t i = 0; i < mail.part_count; i++) {
			check_text(mail.parts[i].name, false);
			check_text(mail.parts[i].content_type, false);
		}
	}
	sample_ctx_free(ctx);
	return 0;
}
