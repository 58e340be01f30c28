/* get_quote.c - what seats cost now, and for the next ten minutes. */
#include "services/pricing/internal.h"

static const int64_t stands_ms = CC_MINUTES(10);
static const int64_t lately_ms = CC_HOURS(24);

/* Which seats ------------------------------------------------------------------- */

static bool is_named(const struct cc_str_list *labels, cc_str label)
{
	for (size_t i = 0; i < labels->count; i++)
		if (cc_str_eq(labels->items[i], label))
			return true;
	return false;
}

static CC_RESULT check_labels(struct cc_ctx *ctx, const struct pricing_get_quote_request *query)
{
	const struct cc_str_list *labels = &query->labels;
	if (labels->count != (size_t)query->seats)
		return cc_fail(ctx, &pricing_labels_mismatch, "%d seats are asked for and %zu are named.",
		               query->seats, labels->count);
	for (size_t i = 1; i < labels->count; i++)
		if (is_named(&(struct cc_str_list){ labels->items, i }, labels->items[i]))
			return cc_fail(ctx, &pricing_labels_mismatch, "One seat is named twice.");
	return CC_OK;
}

/* Those named, held or not: inventory promises seats, and may have promised these to the guest. */
static CC_RESULT choose_named(struct cc_ctx *ctx, const struct pricing_get_quote_request *query,
                              const struct pricing_known_seat_list *room,
                              struct pricing_known_seat_list *chosen)
{
	TRY(check_labels(ctx, query));
	for (size_t i = 0; i < room->count; i++)
		if (is_named(&query->labels, room->items[i].label))
			chosen->items[chosen->count++] = room->items[i];
	if (chosen->count < query->labels.count)
		return cc_fail(ctx, &pricing_seat_not_found,
		               "This room has no seat of that name; its availability lists them.");
	return CC_OK;
}

static CC_RESULT choose_free(struct cc_ctx *ctx, const struct pricing_get_quote_request *query,
                             const struct pricing_known_seat_list *room,
                             struct pricing_known_seat_list *chosen)
{
	size_t wanted = (size_t)query->seats;
	for (size_t i = 0; i < room->count && chosen->count < wanted; i++)
		if (!room->items[i].taken)
			chosen->items[chosen->count++] = room->items[i];
	if (chosen->count < wanted)
		return cc_fail(ctx, &pricing_sold_out, "%zu asked for, %zu left: ask for fewer seats.",
		               wanted, chosen->count);
	return CC_OK;
}

static CC_RESULT choose(struct cc_ctx *ctx, const struct pricing_get_quote_request *query,
                        const struct pricing_known_seat_list *room, struct pricing_known_seat_list *chosen)
{
	*chosen = (struct pricing_known_seat_list){
		.items = cc_alloc_array(ctx, (size_t)query->seats, sizeof *chosen->items),
	};
	if (query->labels.count > 0)
		return choose_named(ctx, query, room, chosen);
	return choose_free(ctx, query, room, chosen);
}

/* How much they are wanted ------------------------------------------------------ */

static int32_t count_taken(const struct pricing_known_seat_list *seats)
{
	int32_t taken = 0;
	for (size_t i = 0; i < seats->count; i++)
		taken += seats->items[i].taken;
	return taken;
}

/* By others: that these seats are held already, and by this booking, does not make them dearer. */
static CC_RESULT find_rate(struct cc_ctx *ctx, const struct pricing_get_quote_request *query,
                           const struct pricing_known_session *session, int32_t taken, int32_t *rate)
{
	struct pricing_known_demand known;
	cc_id own = query->has_booking_id ? query->booking_id : (cc_id){ 0 };
	TRY(cc_sql_one(ctx, &demand_for_session, &pricing_known_demand_message, &known, session->session_id,
	               cc_time_add(cc_now(ctx), -lately_ms), own));
	struct pricing_demand demand = {
		.seats_total = session->seats_total,
		.taken = taken,
		.asked = known.asked,
		.until_kick_off_ms = session->starts_at.ms - cc_now(ctx).ms,
	};
	*rate = pricing_rate(&demand);
	return CC_OK;
}

/* What they cost ---------------------------------------------------------------- */

static struct pricing_component_list components(struct cc_ctx *ctx, const struct pricing_amounts *amounts,
                                                cc_currency currency)
{
	struct pricing_component_list list = {
		.items = cc_alloc_array(ctx, CC_COUNT(amounts->of), sizeof *list.items),
	};
	for (size_t kind = 0; kind < CC_COUNT(amounts->of); kind++)
		if (amounts->of[kind] != 0)
			list.items[list.count++] = (struct pricing_component){
				.kind = (enum pricing_component_kind)kind,
				.amount = { amounts->of[kind], currency },
			};
	return list;
}

static void price_seats(struct cc_ctx *ctx, const struct pricing_tariff *tariff,
                        const struct pricing_known_seat_list *chosen, int32_t seats_total,
                        struct pricing_quote *quote)
{
	cc_currency currency = tariff->declared_cost.currency;
	cc_money shares[PRICING_SEATS_MAX];
	struct pricing_amounts all = { 0 };
	pricing_shares(tariff->declared_cost, seats_total, shares);
	quote->seats.items = cc_alloc_array(ctx, chosen->count, sizeof *quote->seats.items);
	quote->seats.count = chosen->count;
	for (size_t i = 0; i < chosen->count; i++) {
		const struct pricing_known_seat *seat = &chosen->items[i];
		struct pricing_amounts amounts = pricing_seat_amounts(tariff, shares[seat->place].minor,
		                                                      quote->rate);
		pricing_add(&all, &amounts);
		quote->seats.items[i] = (struct pricing_seat_price){
			.label = seat->label,
			.components = components(ctx, &amounts, currency),
			.total = { pricing_sum(&amounts), currency },
		};
	}
	quote->components = components(ctx, &all, currency);
	quote->total = (cc_money){ pricing_sum(&all), currency };
}

cc_err pricing_get_quote(struct cc_ctx *ctx, const struct pricing_get_quote_request *query,
                         struct pricing_quote *quote)
{
	struct pricing_known_session session;
	struct pricing_tariff tariff;
	struct pricing_known_seat_list room, chosen;
	int32_t rate;
	TRY(pricing_load_open_session(ctx, query->session_id, &session));
	TRY(pricing_load_tariff(ctx, query->session_id, &tariff));
	TRY(cc_sql_all(ctx, &seats_of_session, &pricing_known_seat_message, &room, query->session_id,
	               cc_now(ctx)));
	TRY(choose(ctx, query, &room, &chosen));
	TRY(find_rate(ctx, query, &session, count_taken(&room) - count_taken(&chosen), &rate));

	*quote = (struct pricing_quote){
		.quote_id = cc_new_id(ctx),
		.session_id = session.session_id,
		.host_id = session.host_id,
		.tariff_version = tariff.version,
		.rate = rate,
		.issued_at = cc_now(ctx),
		.expires_at = cc_time_min(cc_time_add(cc_now(ctx), stands_ms), session.starts_at),
	};
	price_seats(ctx, &tariff, &chosen, session.seats_total, quote);
	quote->token = cc_seal(ctx, &pricing_quote_message, quote); /* of the quote without its token */
	return CC_OK;
}
