/* ticket.c - what a guest shows at the door: a token for cameras, and a code for people. */
#include "services/inventory/internal.h"

static const char typ[] = "ticket+jwt";

/* Whether it lets anybody in, is for the store to say: a ticket only has to last longer than any delay. */
static const int64_t lifetime_ms = CC_HOURS(365 * 24);

/* No I, O, 0 or 1. */
static const char letters[] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

enum { CODE_LEN = 6, BITS_A_LETTER = 5, CODE_BYTES = 4 };

cc_str inventory_ticket_code(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	const struct inventory_ticket_stub stub = { .booking_id = hold->booking_id,
		                                    .session_id = hold->session_id };
	cc_str sealed = cc_seal(ctx, &inventory_ticket_stub_message, &stub);
	const uint8_t *mark = (const uint8_t *)sealed.ptr + sealed.len - CC_SEAL_BYTES;
	uint32_t bits = 0;
	for (int i = 0; i < CODE_BYTES; i++)
		bits = bits << 8 | mark[i];

	char *code = cc_alloc(ctx, CODE_LEN + 1);
	for (int i = 0; i < CODE_LEN; i++)
		code[i] = letters[bits >> (i * BITS_A_LETTER) & (sizeof letters - 2)];
	return (cc_str){ code, CODE_LEN };
}

cc_str inventory_ticket_token(struct cc_ctx *ctx, const struct inventory_hold *hold,
                              const struct inventory_session *session)
{
	bool over = cc_time_before(session->ends_at, cc_now(ctx));
	cc_time expires_at = cc_time_add(over ? cc_now(ctx) : session->ends_at, lifetime_ms);
	const struct inventory_ticket_claims claims = {
		.iss = cc_issuer(ctx),
		.exp = (uint32_t)(expires_at.ms / 1000),
		.booking = hold->booking_id,
		.session = hold->session_id,
		.labels = hold->labels,
		.kick_off = session->kicks_off_at,
	};
	return cc_sign_jwt(ctx, typ, &inventory_ticket_claims_message, &claims);
}

cc_err inventory_read_ticket(struct cc_ctx *ctx, cc_str token, struct inventory_ticket_claims *claims)
{
	cc_err err = cc_verify_jwt(ctx, typ, token, &inventory_ticket_claims_message, claims);
	if (cc_because(err, &cc_token_invalid) || cc_because(err, &cc_token_expired))
		return cc_fail(ctx, &inventory_invalid_ticket,
		               "This is no ticket of ours, or not what it was; try its code.");
	return err;
}

cc_err inventory_require_confirmed(struct cc_ctx *ctx, const struct inventory_hold *hold)
{
	if (hold->state == INVENTORY_HOLD_STATE_HELD)
		return cc_fail(ctx, &inventory_not_confirmed, "These seats are not paid for yet.");
	if (hold->state != INVENTORY_HOLD_STATE_CONFIRMED)
		return cc_fail(ctx, &inventory_booking_closed, "The seats of this booking were given back.");
	return CC_OK;
}

cc_str inventory_time_text(struct cc_ctx *ctx, cc_time at)
{
	char *text = cc_alloc(ctx, CC_TIME_TEXT_MAX);
	return (cc_str){ text, cc_time_print(at, text) };
}
