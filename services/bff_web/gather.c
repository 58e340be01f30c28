/* gather.c - what is known of many sessions: each service is asked once, whatever their number. */
#include "services/bff_web/internal.h"

static bool has_id(const struct cc_id_list *ids, cc_id id)
{
	for (size_t i = 0; i < ids->count; i++)
		if (cc_id_eq(ids->items[i], id))
			return true;
	return false;
}

/* Each once.  `offset` is that of the id in a session. */
static struct cc_id_list ids_of(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                                size_t offset)
{
	struct cc_id_list ids = { .items = cc_alloc_array(ctx, sessions->count, sizeof *ids.items) };
	for (size_t i = 0; i < sessions->count; i++) {
		cc_id id;
		memcpy(&id, (const char *)&sessions->items[i] + offset, sizeof id);
		if (!has_id(&ids, id))
			ids.items[ids.count++] = id;
	}
	return ids;
}
#define IDS_OF(ctx, sessions, id) ids_of((ctx), (sessions), offsetof(struct inventory_session, id))

/* Asking ------------------------------------------------------------------------- */

cc_err bff_web_gather_fixtures(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                               struct bff_web_facts *facts)
{
	const struct inventory_get_fixtures_request query = { IDS_OF(ctx, sessions, fixture_id) };
	struct inventory_get_fixtures_response found;
	bool there;
	TRY(bff_web_part(cc_call(ctx, &inventory_get_fixtures_op, &query, &found), &there));
	if (there)
		facts->fixtures = found.items;
	return CC_OK;
}

cc_err bff_web_gather_homes(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                            struct bff_web_facts *facts)
{
	const struct hosting_get_homes_request query = { IDS_OF(ctx, sessions, home_id) };
	struct hosting_get_homes_response found;
	bool there;
	TRY(bff_web_part(cc_call(ctx, &hosting_get_homes_op, &query, &found), &there));
	if (there)
		facts->homes = found.items;
	return CC_OK;
}

cc_err bff_web_gather_hosts(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                            struct bff_web_facts *facts)
{
	const struct hosting_get_hosts_request query = { IDS_OF(ctx, sessions, host_id) };
	struct hosting_get_hosts_response found;
	bool there;
	TRY(bff_web_part(cc_call(ctx, &hosting_get_hosts_op, &query, &found), &there));
	if (there)
		facts->hosts = found.items;
	return CC_OK;
}

cc_err bff_web_gather_prices(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                             struct bff_web_facts *facts)
{
	const struct pricing_get_prices_from_request query = { IDS_OF(ctx, sessions, session_id) };
	struct pricing_get_prices_from_response found;
	bool there;
	TRY(bff_web_part(cc_call(ctx, &pricing_get_prices_from_op, &query, &found), &there));
	if (there)
		facts->prices = found.items;
	return CC_OK;
}

cc_err bff_web_gather_takings(struct cc_ctx *ctx, const struct inventory_session_list *sessions,
                              struct bff_web_facts *facts)
{
	const struct booking_get_takings_request query = { IDS_OF(ctx, sessions, session_id) };
	struct booking_get_takings_response found;
	bool there;
	TRY(bff_web_part(cc_call(ctx, &booking_get_takings_op, &query, &found), &there));
	if (there)
		facts->takings = found.items;
	return CC_OK;
}

/* Finding ------------------------------------------------------------------------ */

const struct inventory_fixture *bff_web_fixture_of(const struct bff_web_facts *facts,
                                                   const struct inventory_session *session)
{
	for (size_t i = 0; i < facts->fixtures.count; i++)
		if (cc_id_eq(facts->fixtures.items[i].fixture_id, session->fixture_id))
			return &facts->fixtures.items[i];
	return NULL;
}

const struct hosting_home *bff_web_home_of(const struct bff_web_facts *facts,
                                           const struct inventory_session *session)
{
	for (size_t i = 0; i < facts->homes.count; i++) {
		const struct hosting_home *home = &facts->homes.items[i];
		if (cc_id_eq(home->home_id, session->home_id) && cc_id_eq(home->host_id, session->host_id))
			return home;
	}
	return NULL;
}

const struct hosting_host *bff_web_host_of(const struct bff_web_facts *facts,
                                           const struct inventory_session *session)
{
	for (size_t i = 0; i < facts->hosts.count; i++)
		if (cc_id_eq(facts->hosts.items[i].host_id, session->host_id))
			return &facts->hosts.items[i];
	return NULL;
}

const cc_money *bff_web_price_of(const struct bff_web_facts *facts, const struct inventory_session *session)
{
	for (size_t i = 0; i < facts->prices.count; i++)
		if (cc_id_eq(facts->prices.items[i].session_id, session->session_id))
			return &facts->prices.items[i].price_from;
	return NULL;
}

const struct booking_takings *bff_web_takings_of(const struct bff_web_facts *facts,
                                                 const struct inventory_session *session)
{
	for (size_t i = 0; i < facts->takings.count; i++)
		if (cc_id_eq(facts->takings.items[i].session_id, session->session_id))
			return &facts->takings.items[i];
	return NULL;
}
