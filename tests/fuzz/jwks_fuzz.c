/* A key set is refused with a sentence, or it has a key. */
#include "platform/server/jwks.h"
#include "tests/fuzz/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_jwks *jwks = NULL;
	cc_err err = cc_jwks_parse(ctx, (cc_str){ (const char *)bytes, size }, &jwks);
	FUZZ_CHECK((err == CC_OK) == (jwks != NULL));
	FUZZ_CHECK(!err || (cc_is(err, CC_INVALID_ARGUMENT) && strcmp(err->reason, "invalid_jwks") == 0));
	if (jwks)
		FUZZ_CHECK(!cc_jwks_find(jwks, &CC_STR("\xff"))); /* is not UTF-8, so no key has it */
	cc_jwks_free(jwks);
	sample_ctx_free(ctx);
	return 0;
}
