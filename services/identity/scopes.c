/* scopes.c - what each role may do.  A scope that no role has is given to no user: deny by default. */
#include "services/identity/internal.h"

/* Beyond what the role before it may do: a host is a guest too, and an administrator may do all that the
 * contracts have; a test compares. */
static const char *const scopes_of[] = {
	[IDENTITY_ROLE_UNSPECIFIED] = "",
	[IDENTITY_ROLE_GUEST] = "sessions:read bookings:read bookings:write notifications:read "
				"notifications:write payments:read profile:read profile:write",
	[IDENTITY_ROLE_HOST] = " sessions:write homes:read homes:write",
	[IDENTITY_ROLE_ADMIN] = " bookings:confirm fixtures:write homes:review ledger:read login-links:write "
				"rules:write users:read users:write",
};

cc_str identity_scopes(struct cc_ctx *ctx, const enum identity_role *roles, size_t count)
{
	enum identity_role highest = IDENTITY_ROLE_UNSPECIFIED;
	for (size_t i = 0; i < count; i++)
		highest = roles[i] > highest ? roles[i] : highest;
	cc_str text = CC_STR("");
	for (enum identity_role role = IDENTITY_ROLE_GUEST; role <= highest; role++)
		text = cc_printf(ctx, "%.*s%s", (int)text.len, text.ptr, scopes_of[role]);
	return text;
}
