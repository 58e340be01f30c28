/* path.c - where something else is found. */
#include "services/bff_web/internal.h"

cc_str bff_web_path(struct cc_ctx *ctx, const char *before, cc_id id, const char *after)
{
	const uint8_t *b = id.byte;
	return cc_printf(ctx, "%s%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x%s",
	                 before, b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
	                 b[12], b[13], b[14], b[15], after);
}
