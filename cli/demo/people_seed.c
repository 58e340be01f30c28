/* people_seed.c - an administrator registers everybody, and makes links for those whom one can be. */
#include "cli/demo/together.h"
#include "contracts/identity.h"

/* How a user is registered. */
struct entry {
	cc_id user_id;
	cc_str name, email, locale, time_zone;
	size_t role_count; /* 1: a guest; 2: a host too; 3: and an administrator */
};

static CC_RESULT put_user(struct demo *demo, struct cc_ctx *ctx, const struct entry *entry)
{
	enum identity_role roles[] = { IDENTITY_ROLE_GUEST, IDENTITY_ROLE_HOST, IDENTITY_ROLE_ADMIN };
	const struct identity_put_user_request cmd = {
		.user_id = entry->user_id,
		.name = entry->name,
		.email = entry->email,
		.locale = entry->locale,
		.time_zone = entry->time_zone,
		.roles = { roles, entry->role_count },
	};
	struct identity_user user;
	return demo_ask(ctx, demo_admin(demo), &identity_put_user_op, &cmd, &user);
}

static cc_err put_admin(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct entry ewa = {
		.user_id = demo_id(&demo->plan, DEMO_ADMIN_ID, index),
		.name = CC_STR("Ewa Porządek"),
		.email = CC_STR("ewa@couchannel.example"),
		.locale = CC_STR("pl"),
		.time_zone = CC_STR("Europe/Warsaw"),
		.role_count = 3,
	};
	return put_user(demo, ctx, &ewa);
}

static cc_err put_host(struct demo *demo, struct cc_ctx *ctx, int index)
{
	const struct demo_city *city = &demo_cities[demo_hosts[index].city];
	const struct entry host = {
		.user_id = demo_id(&demo->plan, DEMO_HOST_ID, index),
		.name = cc_str_of(demo_hosts[index].name),
		.email = cc_printf(ctx, "host-%d@couchannel.example", index),
		.locale = strcmp(city->country, "PL") == 0 ? CC_STR("pl") : CC_STR("en"),
		.time_zone = cc_str_of(city->time_zone),
		.role_count = 2,
	};
	return put_user(demo, ctx, &host);
}

static cc_err put_guest(struct demo *demo, struct cc_ctx *ctx, int index)
{
	bool named = index < DEMO_NAMED_GUESTS;
	const struct entry guest = {
		.user_id = demo_id(&demo->plan, DEMO_GUEST_ID, index),
		.name = demo_guest_name(ctx, &demo->plan, index),
		.email = cc_printf(ctx, "guest-%d@couchannel.example", index),
		.locale = named ? cc_str_of(demo_named_guests[index].locale) : CC_STR("pl"),
		.time_zone = named ? cc_str_of(demo_named_guests[index].time_zone) : CC_STR("Europe/Warsaw"),
		.role_count = 1,
	};
	return put_user(demo, ctx, &guest);
}

cc_err demo_seed_people(struct demo *demo)
{
	TRY(demo_together(demo, 1, put_admin));
	TRY(demo_together(demo, DEMO_HOSTS, put_host));
	return demo_together(demo, DEMO_GUESTS, put_guest);
}

cc_err demo_login_code(struct demo *demo, struct cc_ctx *ctx, cc_id user_id, cc_str *code)
{
	const struct identity_create_login_link_request cmd = { .has_user_id = true, .user_id = user_id };
	struct identity_login_link link;
	TRY(demo_ask(ctx, demo_admin(demo), &identity_create_login_link_op, &cmd, &link));
	*code = link.code;
	return CC_OK;
}
