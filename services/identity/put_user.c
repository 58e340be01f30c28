/* put_user.c - registers a user, or changes one. */
#include "services/identity/internal.h"

static bool has(const struct identity_role_list *roles, enum identity_role role)
{
	for (size_t i = 0; i < roles->count; i++)
		if (roles->items[i] == role)
			return true;
	return false;
}

static bool covers(const struct identity_role_list *all, const struct identity_role_list *some)
{
	for (size_t i = 0; i < some->count; i++)
		if (!has(all, some->items[i]))
			return false;
	return true;
}

/* In the order of the enum, and each once, however they were listed. */
static CC_RESULT put_roles(struct cc_ctx *ctx, cc_id user_id, const struct identity_role_list *roles)
{
	TRY(cc_sql_exec(ctx, &delete_roles, user_id));
	for (enum identity_role role = IDENTITY_ROLE_GUEST; role <= IDENTITY_ROLE_ADMIN; role++)
		if (has(roles, role))
			TRY(cc_sql_exec(ctx, &insert_role, user_id, cc_enum_text(&identity_role_enum, role)));
	return CC_OK;
}

static struct cc_val personal_of(struct cc_ctx *ctx, const struct identity_put_user_request *cmd)
{
	return identity_personal(ctx, cmd->user_id, cmd->name, cmd->email);
}

/* Who has only said that an address is theirs keeps it from nobody. */
static CC_RESULT make_way(struct cc_ctx *ctx, const struct identity_put_user_request *cmd)
{
	struct identity_user other;
	cc_err err = identity_load_user_by_email(ctx, cmd->email, &other);
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	bool in_the_way = other.has_pending_until && !cc_id_eq(other.user_id, cmd->user_id);
	return in_the_way ? identity_drop_pending(ctx, other.user_id) : CC_OK;
}

static cc_err explain_taken(struct cc_ctx *ctx, cc_err err)
{
	if (!cc_is(err, CC_ALREADY_EXISTS))
		return err;
	return cc_fail(ctx, &identity_email_taken, "Another user has this address; use another one.");
}

static CC_RESULT register_user(struct cc_ctx *ctx, const struct identity_put_user_request *cmd,
                               struct identity_user *user)
{
	TRY(explain_taken(ctx, cc_sql_exec(ctx, &insert_user, cmd->user_id, personal_of(ctx, cmd),
	                                   identity_email_digest(ctx, cmd->email), cmd->locale,
	                                   cmd->time_zone, cc_now(ctx), cc_null())));
	TRY(put_roles(ctx, cmd->user_id, &cmd->roles));
	TRY(identity_load_user(ctx, cmd->user_id, user));
	const struct identity_user_registered registered = { .user_id = cmd->user_id, .roles = user->roles };
	return cc_emit(ctx, &identity_user_registered_event, &registered);
}

static bool as_before(const struct identity_put_user_request *cmd, const struct identity_user *former)
{
	return cc_str_eq(cmd->name, former->name) && cc_str_eq(cmd->email, former->email) &&
	       cc_str_eq(cmd->locale, former->locale) && cc_str_eq(cmd->time_zone, former->time_zone) &&
	       covers(&cmd->roles, &former->roles) && covers(&former->roles, &cmd->roles);
}

static CC_RESULT change_user(struct cc_ctx *ctx, const struct identity_put_user_request *cmd,
                             const struct identity_user *former, struct identity_user *user)
{
	int32_t ended;
	TRY(identity_prove(ctx, former));
	TRY(explain_taken(ctx,
	                  cc_sql_exec(ctx, &update_user, cmd->user_id, personal_of(ctx, cmd),
	                              identity_email_digest(ctx, cmd->email), cmd->locale, cmd->time_zone)));
	TRY(put_roles(ctx, cmd->user_id, &cmd->roles));
	TRY(identity_load_user(ctx, cmd->user_id, user));
	const struct identity_user_changed changed = { .user_id = cmd->user_id, .roles = user->roles };
	TRY(cc_emit(ctx, &identity_user_changed_event, &changed));
	if (covers(&cmd->roles, &former->roles))
		return CC_OK;
	return identity_end_sign_ins(ctx, cmd->user_id, IDENTITY_SIGN_OUT_CAUSE_ROLES_CHANGED, &ended);
}

cc_err identity_put_user(struct cc_ctx *ctx, const struct identity_put_user_request *cmd,
                         struct identity_user *user)
{
	struct identity_user former;
	TRY(make_way(ctx, cmd));
	cc_err err = identity_find_user(ctx, cmd->user_id, &former);
	if (cc_is(err, CC_NOT_FOUND))
		return register_user(ctx, cmd, user);
	TRY(err);
	if (former.has_erased_at)
		return cc_fail(ctx, &identity_user_erased,
		               "This user is erased for good; register a new one under another id.");
	if (as_before(cmd, &former) && !former.has_pending_until) {
		*user = former;
		return CC_OK;
	}
	return change_user(ctx, cmd, &former, user);
}
