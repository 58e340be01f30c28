/* request_booking.c - a guest asks for seats: written down now, carried out from here on. */
#include "services/booking/internal.h"

static CC_RESULT check_labels(struct cc_ctx *ctx, const struct booking_request_booking_request *cmd)
{
	size_t named = cmd->labels.count;
	if (named > 0 && named != (size_t)cmd->seats)
		return cc_fail(ctx, &booking_labels_mismatch, "%d seats are asked for and %zu are named.",
		               cmd->seats, named);
	if (named == 0 && cmd->has_quote)
		return cc_fail(ctx, &booking_labels_mismatch,
		               "A quote is of certain seats: name those that it is of.");
	return CC_OK;
}

static bool same_labels(const struct cc_str_list *a, const struct cc_str_list *b)
{
	bool same = a->count == b->count;
	for (size_t i = 0; same && i < a->count; i++)
		same = cc_str_eq(a->items[i], b->items[i]);
	return same;
}

static bool same_terms(const struct booking_request_booking_request *cmd,
                       const struct booking_itinerary *earlier)
{
	return cc_id_eq(cmd->session_id, earlier->session_id) && cmd->seats == earlier->seats &&
	       same_labels(&cmd->labels, &earlier->wanted) &&
	       cc_str_eq(cmd->payment_method, earlier->payment_method) &&
	       cmd->has_quote == earlier->has_quote && cc_str_eq(cmd->quote, earlier->quote);
}

/* What it was asked for with is forgotten some time after its end: whether this is the same, nobody knows. */
static CC_RESULT refuse_old(struct cc_ctx *ctx, cc_id booking_id)
{
	struct booking_booking old;
	TRY(booking_load(ctx, booking_id, &old));
	return cc_fail(ctx, &booking_booking_exists, "This id is that of an old booking; choose a new one.");
}

/* A repeated command is answered with the booking as it stands now. */
static CC_RESULT find_earlier(struct cc_ctx *ctx, const struct booking_request_booking_request *cmd,
                              struct booking_booking *booking)
{
	struct booking_itinerary earlier;
	enum cc_saga_stage stage;
	cc_err err = cc_saga_look(ctx, &booking_saga, cmd->booking_id, &stage, &earlier);
	if (cc_is(err, CC_NOT_FOUND))
		return refuse_old(ctx, cmd->booking_id);
	TRY(err);
	if (!cc_id_eq(cc_caller(ctx)->subject, earlier.guest_id) || !same_terms(cmd, &earlier))
		return cc_fail(ctx, &booking_booking_exists,
		               "This id is another booking's; choose a new one.");
	return booking_load(ctx, cmd->booking_id, booking);
}

static CC_RESULT begin(struct cc_ctx *ctx, const struct booking_request_booking_request *cmd)
{
	const struct booking_itinerary itinerary = {
		.booking_id = cmd->booking_id,
		.guest_id = cc_caller(ctx)->subject,
		.session_id = cmd->session_id,
		.seats = cmd->seats,
		.wanted = cmd->labels,
		.payment_method = cmd->payment_method,
		.has_quote = cmd->has_quote,
		.quote = cmd->quote,
	};
	TRY(cc_sql_exec(ctx, &insert_booking, cmd->booking_id, itinerary.guest_id, cmd->session_id,
	                cmd->seats, cc_now(ctx)));
	for (const struct booking_refund_term *term = booking_standard_terms; term->refund_percent > 0;
	     term++)
		TRY(cc_sql_exec(ctx, &insert_refund_term, cmd->booking_id, term->hours_before,
		                term->refund_percent));
	return cc_saga_start(ctx, &booking_saga, cmd->booking_id, &itinerary);
}

static CC_RESULT say(struct cc_ctx *ctx, const struct booking_request_booking_request *cmd)
{
	const struct booking_news news = { cmd->booking_id, "", BOOKING_HAPPENING_REQUESTED, CC_STR("") };
	const struct booking_booking_requested requested = {
		.booking_id = cmd->booking_id,
		.guest_id = cc_caller(ctx)->subject,
		.session_id = cmd->session_id,
		.seats = cmd->seats,
	};
	TRY(cc_emit(ctx, &booking_booking_requested_event, &requested));
	return booking_enter(ctx, &news);
}

cc_err booking_request_booking(struct cc_ctx *ctx, const struct booking_request_booking_request *cmd,
                               struct booking_booking *booking)
{
	TRY(check_labels(ctx, cmd));
	cc_err err = find_earlier(ctx, cmd, booking);
	if (cc_is(err, CC_NOT_FOUND)) {
		TRY(begin(ctx, cmd));
		TRY(say(ctx, cmd));
		err = booking_load(ctx, cmd->booking_id, booking);
	}
	TRY(err);
	TRY(booking_add_parts(ctx, booking));
	return booking_add_timeline(ctx, booking);
}
