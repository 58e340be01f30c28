/* address.c - an address as it is kept, and the circle that is shown instead. */
#include "services/hosting/internal.h"

cc_str hosting_encrypt_address(struct cc_ctx *ctx, cc_id home_id, const struct hosting_address *address)
{
	return cc_encrypt(ctx, &hosting_address_message, address, hosting_id_bytes(&home_id));
}

cc_err hosting_load_address(struct cc_ctx *ctx, cc_id home_id, cc_id host_id, struct hosting_address *address)
{
	struct hosting_kept_address kept;
	cc_err err = cc_sql_one(ctx, &address_of_home, &hosting_kept_address_message, &kept, home_id);
	if (cc_is(err, CC_NOT_FOUND))
		return hosting_home_not_found_here(ctx);
	TRY(err);
	if (!cc_id_eq(kept.host_id, host_id))
		return hosting_home_not_found_here(ctx);
	return cc_decrypt(ctx, &hosting_address_message, hosting_id_bytes(&home_id), kept.encrypted, address);
}

/* Whoever does not know the installation's secret cannot tell the seal of a place from chance; and as the
 * same place of the same home has the same seal, asking again and again tells nothing more. */
struct hosting_circle hosting_draw_circle(struct cc_ctx *ctx, cc_id home_id,
                                          const struct hosting_address *address)
{
	static_assert((int)HOSTING_CIRCLE_CHANCE_BYTES == (int)CC_SEAL_BYTES, "drawn by a seal");
	const struct hosting_pin pin = {
		.home_id = home_id,
		.latitude_microdegrees = address->latitude_microdegrees,
		.longitude_microdegrees = address->longitude_microdegrees,
	};
	cc_str sealed = cc_seal(ctx, &hosting_pin_message, &pin);
	return hosting_circle_around(&pin, (const uint8_t *)sealed.ptr + sealed.len - CC_SEAL_BYTES);
}
