/* user.c - finding a user, and keeping who they are so that the store alone does not tell. */
#include "services/identity/internal.h"

static CC_RESULT not_found(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &identity_user_not_found, "There is no such user; check the id or the address.");
}

/* ---- Who they are -------------------------------------------------------------- */

static cc_str lower_case(struct cc_ctx *ctx, cc_str text)
{
	char *lower = cc_alloc(ctx, text.len + 1);
	for (size_t i = 0; i < text.len; i++)
		lower[i] = (char)(text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? text.ptr[i] - 'A' + 'a'
		                                                           : text.ptr[i]);
	return (cc_str){ lower, text.len };
}

cc_str identity_email_digest(struct cc_ctx *ctx, cc_str email)
{
	return cc_secret_digest(ctx, "identity.email", lower_case(ctx, email));
}

static cc_str bytes_of(const cc_id *id)
{
	return (cc_str){ (const char *)id->byte, sizeof id->byte };
}

struct cc_val identity_personal(struct cc_ctx *ctx, cc_id user_id, cc_str name, cc_str email)
{
	const struct identity_personal personal = { .name = name, .email = email };
	return cc_bytes(cc_encrypt(ctx, &identity_personal_message, &personal, bytes_of(&user_id)));
}

/* ---- Finding them -------------------------------------------------------------- */

static CC_RESULT load_roles(struct cc_ctx *ctx, struct identity_user *user)
{
	struct identity_role_of_user_list rows;
	TRY(cc_sql_all(ctx, &roles_of_user, &identity_role_of_user_message, &rows, user->user_id));
	user->roles.items = cc_alloc_array(ctx, rows.count, sizeof *user->roles.items);
	user->roles.count = rows.count;
	for (size_t i = 0; i < rows.count; i++)
		user->roles.items[i] = rows.items[i].role;
	return CC_OK;
}

cc_err identity_read_user(struct cc_ctx *ctx, const struct identity_kept_user *kept,
                          struct identity_user *user)
{
	struct identity_personal personal = { .name = CC_STR(""), .email = CC_STR("") };
	if (!kept->has_erased_at)
		TRY(cc_decrypt(ctx, &identity_personal_message, bytes_of(&kept->user_id), kept->personal,
		               &personal));
	*user = (struct identity_user){
		.user_id = kept->user_id,
		.name = personal.name,
		.email = personal.email,
		.locale = kept->locale,
		.time_zone = kept->time_zone,
		.registered_at = kept->registered_at,
		.has_erased_at = kept->has_erased_at,
		.erased_at = kept->erased_at,
		.has_pending_until = kept->has_pending_until,
		.pending_until = kept->pending_until,
	};
	return load_roles(ctx, user);
}

cc_err identity_find_user(struct cc_ctx *ctx, cc_id user_id, struct identity_user *user)
{
	struct identity_kept_user kept;
	cc_err err = cc_sql_one(ctx, &user_by_id, &identity_kept_user_message, &kept, user_id);
	if (cc_is(err, CC_NOT_FOUND))
		return not_found(ctx);
	TRY(err);
	return identity_read_user(ctx, &kept, user);
}

cc_err identity_load_user(struct cc_ctx *ctx, cc_id user_id, struct identity_user *user)
{
	TRY(identity_find_user(ctx, user_id, user));
	return user->has_erased_at ? not_found(ctx) : CC_OK;
}

cc_err identity_load_user_by_email(struct cc_ctx *ctx, cc_str email, struct identity_user *user)
{
	struct identity_kept_user kept;
	cc_err err = cc_sql_one(ctx, &user_by_email, &identity_kept_user_message, &kept,
	                        identity_email_digest(ctx, email));
	if (cc_is(err, CC_NOT_FOUND))
		return not_found(ctx);
	TRY(err);
	return identity_read_user(ctx, &kept, user);
}
