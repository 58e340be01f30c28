/* get_contact.c - how to reach a user, for who writes to them. */
#include "services/identity/internal.h"

cc_err identity_get_contact(struct cc_ctx *ctx, const struct identity_get_contact_request *query,
                            struct identity_contact *contact)
{
	struct identity_user user;
	TRY(identity_load_user(ctx, query->user_id, &user));
	*contact = (struct identity_contact){
		.user_id = user.user_id,
		.name = user.name,
		.email = user.email,
		.locale = user.locale,
		.time_zone = user.time_zone,
	};
	return CC_OK;
}
