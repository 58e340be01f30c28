/* people.c - who is there: administrators, hosts and guests, by the scopes of their roles. */
#include "contracts/identity.h"
#include "sim/base_internal.h"

/* As services/identity gives them; a scope that is missing is refused in every seed. */
#define GUEST_SCOPES                                                                                         \
	"sessions:read bookings:read bookings:write notifications:read notifications:write payments:read "   \
	"profile:read profile:write"
#define HOST_SCOPES GUEST_SCOPES " sessions:write homes:read homes:write"
#define ADMIN_SCOPES                                                                                         \
	HOST_SCOPES " bookings:confirm fixtures:write homes:review ledger:read login-links:write "           \
		    "rules:write users:read users:write"

struct cc_principal sim_guest(const struct sim_base *base, int guest)
{
	return (struct cc_principal){
		.subject = base->guest_ids[guest],
		.scopes = CC_STR(GUEST_SCOPES),
		.roles = CC_STR("guest"),
	};
}

struct cc_principal sim_host(const struct sim_base *base, int host)
{
	return (struct cc_principal){
		.subject = base->host_ids[host],
		.scopes = CC_STR(HOST_SCOPES),
		.roles = CC_STR("guest host"),
	};
}

struct cc_principal sim_admin(const struct sim_base *base)
{
	return (struct cc_principal){
		.subject = base->admin_id,
		.scopes = CC_STR(ADMIN_SCOPES),
		.roles = CC_STR("guest host admin"),
	};
}

/* role_count 1: a guest; 2: a host too; 3: and an administrator. */
static void put_user(struct sim_builder *builder, cc_id user_id, cc_str name, size_t role_count)
{
	enum identity_role roles[] = { IDENTITY_ROLE_GUEST, IDENTITY_ROLE_HOST, IDENTITY_ROLE_ADMIN };
	const struct identity_put_user_request cmd = {
		.user_id = user_id,
		.name = name,
		.email = cc_printf(&builder->ctx, "%.*s@couchannel.example", (int)name.len, name.ptr),
		.locale = CC_STR("en"),
		.time_zone = CC_STR("Europe/Warsaw"),
		.roles = { roles, role_count },
	};
	struct identity_user user;
	sim_must(builder, sim_admin(builder->base), &identity_put_user_op, &cmd, &user);
}

void sim_build_people(struct sim_builder *builder)
{
	struct sim_base *base = builder->base;
	struct cc_ctx *ctx = &builder->ctx;
	base->admin_id = cc_new_id(ctx);
	put_user(builder, base->admin_id, CC_STR("admin"), 3);
	for (int i = 0; i < SIM_HOSTS; i++) {
		base->host_ids[i] = cc_new_id(ctx);
		put_user(builder, base->host_ids[i], cc_printf(ctx, "host-%d", i), 2);
	}
	for (int i = 0; i < SIM_GUESTS; i++) {
		base->guest_ids[i] = cc_new_id(ctx);
		put_user(builder, base->guest_ids[i], cc_printf(ctx, "guest-%d", i), 1);
	}
}
