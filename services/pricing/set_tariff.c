/* set_tariff.c - a host says what an evening costs. */
#include "services/pricing/internal.h"

/* What it says ------------------------------------------------------------------ */

static bool same_currency(cc_money a, cc_money b)
{
	return strcmp(a.currency.code, b.currency.code) == 0;
}

static CC_RESULT check_amount(struct cc_ctx *ctx, cc_money amount, cc_money declared_cost)
{
	if (!same_currency(amount, declared_cost))
		return cc_fail(ctx, &pricing_currency_mismatch,
		               "%s and %s stand in one tariff; give every amount in one currency.",
		               declared_cost.currency.code, amount.currency.code);
	if (amount.minor < 0 || amount.minor > PRICING_AMOUNT_MAX)
		return cc_fail(ctx, &pricing_amount_out_of_range,
		               "An amount must lie between 0 and 1,000,000.00 %s.", amount.currency.code);
	return CC_OK;
}

static CC_RESULT check(struct cc_ctx *ctx, const struct pricing_set_tariff_request *cmd)
{
	TRY(check_amount(ctx, cmd->declared_cost, cmd->declared_cost));
	TRY(check_amount(ctx, cmd->food_floor, cmd->declared_cost));
	TRY(check_amount(ctx, cmd->food_ceiling, cmd->declared_cost));
	if (cmd->food_ceiling.minor < cmd->food_floor.minor)
		return cc_fail(ctx, &pricing_bounds_crossed,
		               "The most that food and space cost is less than the least; exchange them.");
	if (!cmd->has_admission)
		return CC_OK;
	TRY(check_amount(ctx, cmd->admission, cmd->declared_cost));
	if (!cmd->commercial_licence)
		return cc_fail(ctx, &pricing_commercial_licence_needed,
		               "Admission to a broadcast needs a commercial licence; "
		               "without one, share the cost instead.");
	return CC_OK;
}

/* Who says it, and of what ------------------------------------------------------ */

static CC_RESULT load_own_session(struct cc_ctx *ctx, cc_id session_id, struct pricing_known_session *session)
{
	TRY(pricing_load_open_session(ctx, session_id, session));
	if (!cc_id_eq(session->host_id, cc_caller(ctx)->subject))
		return cc_fail(ctx, &pricing_not_your_session, "Only its host may say what a session costs.");
	return CC_OK;
}

/* Licence rules let guests in on the charge basis that was announced: what they pay must keep to it. */
static CC_RESULT require_basis(struct cc_ctx *ctx, const struct pricing_set_tariff_request *cmd,
                               enum pricing_charge_basis basis)
{
	bool costs = cmd->has_admission || cmd->declared_cost.minor > 0 || cmd->food_ceiling.minor > 0;
	if (basis == PRICING_CHARGE_BASIS_FREE && costs)
		return cc_fail(ctx, &pricing_charge_basis_differs,
		               "This session was announced as free; let it cost nothing.");
	if (basis == PRICING_CHARGE_BASIS_COST_SHARE && cmd->has_admission)
		return cc_fail(
			ctx, &pricing_charge_basis_differs,
			"This session was announced as one that shares its cost; charge no admission.");
	if (basis == PRICING_CHARGE_BASIS_ADMISSION && !cmd->commercial_licence)
		return cc_fail(ctx, &pricing_commercial_licence_needed,
		               "This session was announced as one that charges admission, "
		               "which needs a commercial licence.");
	return CC_OK;
}

/* All that a guest pays for the seat that bears the smallest share, when nobody else wants to come. */
static cc_money cheapest(const struct pricing_tariff *tariff, int32_t seats_total)
{
	cc_money shares[PRICING_SEATS_MAX];
	pricing_shares(tariff->declared_cost, seats_total, shares);
	struct pricing_amounts amounts = pricing_seat_amounts(tariff, shares[seats_total - 1].minor, 0);
	return (cc_money){ pricing_sum(&amounts), tariff->declared_cost.currency };
}

/* Whether it changes anything --------------------------------------------------- */

static bool says_the_same(const struct pricing_tariff *a, const struct pricing_tariff *b)
{
	return same_currency(a->declared_cost, b->declared_cost) &&
	       a->declared_cost.minor == b->declared_cost.minor &&
	       a->food_floor.minor == b->food_floor.minor && a->food_ceiling.minor == b->food_ceiling.minor &&
	       a->has_admission == b->has_admission && a->admission.minor == b->admission.minor &&
	       a->commercial_licence == b->commercial_licence;
}

/* Quotes by the earlier tariff are out: all shares together stay within the newest cost only if that
 * never falls.  The statement keeps the rule; this says why. */
static CC_RESULT refuse(struct cc_ctx *ctx, const struct pricing_tariff *tariff,
                        const struct pricing_tariff *earlier)
{
	cc_money cost = earlier->declared_cost;
	if (!same_currency(tariff->declared_cost, cost))
		return cc_fail(ctx, &pricing_currency_mismatch, "This session has prices in %s; keep to it.",
		               cost.currency.code);
	return cc_fail(ctx, &pricing_cost_lowered,
	               "The declared cost is %lld.%02lld %s already and can only be raised: guests may have "
	               "paid a share of it.",
	               (long long)(cost.minor / 100), (long long)(cost.minor % 100), cost.currency.code);
}

static CC_RESULT put(struct cc_ctx *ctx, const struct pricing_tariff *tariff,
                     const struct pricing_tariff *earlier)
{
	struct cc_val admission = tariff->has_admission ? CC_VAL(tariff->admission.minor) : cc_null();
	cc_err err = cc_sql_change(
		ctx, &put_tariff, tariff->session_id, cc_str_of(tariff->declared_cost.currency.code),
		tariff->declared_cost.minor, tariff->food_floor.minor, tariff->food_ceiling.minor, admission,
		tariff->commercial_licence, tariff->price_from.minor, tariff->set_at);
	return cc_is(err, CC_NOT_FOUND) ? refuse(ctx, tariff, earlier) : err;
}

static CC_RESULT announce(struct cc_ctx *ctx, cc_id host_id, const struct pricing_tariff *tariff)
{
	struct pricing_tariff_set set = {
		.session_id = tariff->session_id,
		.host_id = host_id,
		.tariff = tariff,
	};
	return cc_emit(ctx, &pricing_tariff_set_event, &set);
}

cc_err pricing_set_tariff(struct cc_ctx *ctx, const struct pricing_set_tariff_request *cmd,
                          struct pricing_tariff *tariff)
{
	struct pricing_known_session session;
	struct pricing_tariff earlier = { 0 };
	TRY(load_own_session(ctx, cmd->session_id, &session));
	TRY(check(ctx, cmd));
	TRY(require_basis(ctx, cmd, session.charge_basis));
	cc_err err = pricing_load_tariff(ctx, cmd->session_id, &earlier);
	if (!cc_is(err, CC_NOT_FOUND))
		TRY(err);

	struct pricing_tariff wanted = {
		.session_id = cmd->session_id,
		.version = earlier.version + 1,
		.declared_cost = cmd->declared_cost,
		.food_floor = cmd->food_floor,
		.food_ceiling = cmd->food_ceiling,
		.has_admission = cmd->has_admission,
		.admission = cmd->has_admission ? cmd->admission : (cc_money){ 0 },
		.commercial_licence = cmd->commercial_licence,
		.set_at = cc_now(ctx),
	};
	wanted.price_from = cheapest(&wanted, session.seats_total);
	*tariff = says_the_same(&wanted, &earlier) ? earlier : wanted;
	if (tariff->version == earlier.version)
		return CC_OK;
	TRY(put(ctx, tariff, &earlier));
	return announce(ctx, session.host_id, tariff);
}
