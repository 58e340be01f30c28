/* zones.c - how a COMPOSE learns what clocks show. */
#include "platform/ports/zones.h"

#include "platform/core/run.h"

/* Names become paths: none leads out of the folder. */
static bool is_name(cc_str name)
{
	bool after_slash = true;
	for (size_t i = 0; i < name.len; i++) {
		char c = name.ptr[i];
		bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
		bool other = (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '_';
		if (!letter && (after_slash || !(other || c == '/')))
			return false;
		after_slash = c == '/';
	}
	return !after_slash && name.len <= CC_ZONE_NAME_MAX;
}

cc_err cc_zone_between(struct cc_ctx *ctx, cc_str name, cc_time from, cc_time until, struct cc_zone *zone)
{
	struct cc_zone found = { .name = name };
	assert(ctx->zones && !ctx->session && cc_time_before(from, until));
	if (!is_name(name))
		return cc_fail(ctx, &cc_zone_unknown, "There is no time zone of this name.");
	TRY(ctx->zones->ops->between(ctx->zones, ctx, from, until, &found));
	assert(found.count > 0);
	*zone = found;
	return CC_OK;
}
