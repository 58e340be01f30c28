/* part.c - parts that a page can do without. */
#include "services/bff_web/internal.h"

cc_err bff_web_part(cc_err err, bool *there)
{
	*there = err == CC_OK;
	bool missing = cc_is(err, CC_NOT_FOUND) || cc_is(err, CC_FAILED_PRECONDITION);
	bool silent = cc_is(err, CC_UNAVAILABLE) || cc_is(err, CC_DEADLINE_EXCEEDED) ||
	              cc_is(err, CC_RESOURCE_EXHAUSTED) || cc_is(err, CC_UNIMPLEMENTED);
	return missing || silent ? CC_OK : err;
}

cc_err bff_web_find_fixture(struct cc_ctx *ctx, const struct inventory_session *session,
                            const struct inventory_fixture **fixture)
{
	const struct inventory_get_fixture_request query = { .fixture_id = session->fixture_id };
	struct inventory_fixture *found = cc_alloc(ctx, sizeof *found);
	bool there;
	TRY(bff_web_part(cc_call(ctx, &inventory_get_fixture_op, &query, found), &there));
	*fixture = there ? found : NULL;
	return CC_OK;
}

/* A session may claim to be in anybody's home; it is shown in one of its host's. */
cc_err bff_web_find_home(struct cc_ctx *ctx, const struct inventory_session *session,
                         const struct hosting_home **home)
{
	const struct hosting_get_home_request query = { .home_id = session->home_id };
	struct hosting_home *found = cc_alloc(ctx, sizeof *found);
	bool there;
	TRY(bff_web_part(cc_call(ctx, &hosting_get_home_op, &query, found), &there));
	*home = there && cc_id_eq(found->host_id, session->host_id) ? found : NULL;
	return CC_OK;
}

cc_err bff_web_find_plain_home(struct cc_ctx *ctx, const struct inventory_session *session,
                               const struct hosting_home **home)
{
	TRY(bff_web_find_home(ctx, session, home));
	if (!*home)
		return CC_OK;
	struct hosting_home *plain = cc_alloc(ctx, sizeof *plain);
	*plain = **home;
	plain->room = NULL;
	*home = plain;
	return CC_OK;
}

cc_err bff_web_find_host(struct cc_ctx *ctx, cc_id host_id, const struct hosting_host **host)
{
	const struct hosting_get_host_request query = { .host_id = host_id };
	struct hosting_host *found = cc_alloc(ctx, sizeof *found);
	bool there;
	TRY(bff_web_part(cc_call(ctx, &hosting_get_host_op, &query, found), &there));
	*host = there ? found : NULL;
	return CC_OK;
}

cc_err bff_web_find_licence(struct cc_ctx *ctx, const struct inventory_session *session,
                            cc_str competition_slug, const struct compliance_verdict **verdict)
{
	const struct compliance_check_licence_request query = {
		.competition = competition_slug,
		.package = session->package,
		.territory = session->territory,
		.venue = (enum compliance_venue)session->venue,
		.charge_basis = (enum compliance_charge_basis)session->charge_basis,
		.heads = session->seats_total,
	};
	struct compliance_verdict *found = cc_alloc(ctx, sizeof *found);
	bool there;
	TRY(bff_web_part(cc_call(ctx, &compliance_check_licence_op, &query, found), &there));
	*verdict = there ? found : NULL;
	return CC_OK;
}
