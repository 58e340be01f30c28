/* register.c - somebody new: a link to the address that they say is theirs, and the rest is up to them. */
#include "services/identity/internal.h"

cc_err identity_register(struct cc_ctx *ctx, const struct identity_register_request *cmd,
                         struct identity_login_link_request_taken *taken)
{
	const struct identity_note_registration_request note = {
		.name = cmd->name,
		.email = cmd->email,
		.locale = cmd->locale,
		.time_zone = cmd->time_zone,
	};
	TRY(identity_stay_within_limits(ctx, cmd->email));
	return cc_call(ctx, &identity_note_registration_op, &note, taken);
}
