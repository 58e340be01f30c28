/* api.c - Stripe's operations, as far as the sandbox has them. */
#include "platform/adapters/psp_sandbox/shape.h"
#include "platform/adapters/psp_sandbox_http/internal.h"
#include "platform/core/id.h"
#include "platform/core/json.h"
#include "platform/core/money.h"
#include "platform/ports/entropy.h"

static const struct cc_reason no_such_route = { "resource_missing", CC_NOT_FOUND };

/* What a failure is called by Stripe. */
static const struct failure_name {
	const struct cc_reason *reason;
	unsigned status;
	const char *type, *code;
} failure_names[] = {
	{ &cc_psp_not_found, 404, "invalid_request_error", "resource_missing" },
	{ &no_such_route, 404, "invalid_request_error", "resource_missing" },
	{ &cc_psp_unknown_method, 400, "invalid_request_error", "resource_missing" },
	{ &cc_psp_bad_order, 400, "invalid_request_error", "parameter_invalid" },
	{ &cc_psp_wrong_state, 400, "invalid_request_error", "payment_intent_unexpected_state" },
	{ &cc_psp_too_much, 400, "invalid_request_error", "amount_too_large" },
	{ &cc_idempotency_key_reused, 400, "idempotency_error", "idempotency_key_reused" },
	{ &cc_idempotency_key_in_use, 409, "idempotency_error", "idempotency_key_in_use" },
	{ &cc_unauthenticated, 401, "invalid_request_error", "api_key_invalid" },
	{ &cc_unavailable, 503, "api_error", "unavailable" },
	{ NULL, 500, "api_error", "internal" },
};

/* What was sent ------------------------------------------------------------------ */

static CC_RESULT read_minor(struct cc_ctx *ctx, const char *name, cc_str text, int64_t *minor)
{
	enum { DIGITS_MAX = 8 };
	int64_t n = 0;
	bool digits = text.len > 0 && text.len <= DIGITS_MAX;
	for (size_t i = 0; i < text.len && digits; i++) {
		digits = text.ptr[i] >= '0' && text.ptr[i] <= '9';
		n = n * 10 + (text.ptr[i] - '0');
	}
	if (!digits)
		return cc_fail(ctx, &cc_psp_bad_order, "%s must be a whole number of at most %d digits.",
		               name, DIGITS_MAX);
	*minor = n;
	return CC_OK;
}

static CC_RESULT read_currency(struct cc_ctx *ctx, cc_str text, cc_currency *currency)
{
	char upper[3] = { 0 };
	for (size_t i = 0; i < text.len && i < sizeof upper; i++)
		upper[i] = text.ptr[i] >= 'a' && text.ptr[i] <= 'z' ? (char)(text.ptr[i] & ~0x20)
		                                                    : text.ptr[i];
	if (text.len == sizeof upper && cc_currency_parse((cc_str){ upper, sizeof upper }, currency))
		return CC_OK;
	return cc_fail(ctx, &cc_psp_bad_order, "currency must be an ISO 4217 code such as pln.");
}

/* Who sends none can have no answer twice. */
static CC_RESULT read_key(struct cc_psp_request *request, cc_str *key)
{
	cc_str sent = cc_psp_request_header(request, "Idempotency-Key");
	if (sent.len > CC_PSP_KEY_MAX)
		return cc_fail(&request->ctx, &cc_psp_bad_order, "An Idempotency-Key has at most %d bytes.",
		               CC_PSP_KEY_MAX);
	if (sent.len == 0) {
		char text[CC_ID_TEXT_LEN];
		cc_id_print(cc_new_id(&request->ctx), text);
		sent = cc_copy(&request->ctx, (cc_str){ text, sizeof text });
	}
	*key = sent;
	return CC_OK;
}

static cc_str reference_of(const struct cc_psp_request *request, cc_str key)
{
	cc_str given = cc_psp_request_field(request, "metadata[reference]");
	if (given.len > 0)
		return given;
	return (cc_str){ key.ptr, key.len < CC_PSP_REFERENCE_MAX ? key.len : CC_PSP_REFERENCE_MAX };
}

/* What is answered --------------------------------------------------------------- */

static void put_object(struct cc_psp_reply *reply, const struct cc_stripe_object *object)
{
	reply->status = 200;
	cc_json_encode(&reply->body, &cc_stripe_object_message, object);
}

/* A declined card is an error to those who speak HTTP with Stripe. */
static void put_intent(struct cc_psp_request *request, struct cc_psp_reply *reply,
                       const struct cc_psp_intent *intent)
{
	const struct cc_stripe_object object = cc_stripe_intent(&request->ctx, intent);
	put_object(reply, &object);
	if (intent->state != CC_PSP_REQUIRES_PAYMENT_METHOD || strcmp(request->method, "POST") != 0)
		return;
	cc_str whole = cc_copy(&request->ctx, cc_buf_str(&reply->body));
	struct cc_buf error = { .arena = request->ctx.arena };
	cc_json_encode(&error, &cc_stripe_error_message, object.last_payment_error);
	reply->status = 402;
	reply->body.len = 0;
	cc_buf_printf(&reply->body, "{\"error\":%.*s,\"payment_intent\":%.*s}}", (int)error.len - 1,
	              error.ptr, (int)whole.len, whole.ptr);
}

static void put_failure(struct cc_psp_reply *reply, cc_err err)
{
	const struct failure_name *name = failure_names;
	while (name->reason && !cc_because(err, name->reason) &&
	       !(name->reason == &cc_unavailable && cc_is(err, CC_UNAVAILABLE)))
		name++;
	reply->hang_up = cc_is(err, CC_DEADLINE_EXCEEDED); /* as if it, or its answer, had got lost */
	reply->status = name->status;
	reply->type = "application/json";
	reply->body.len = 0;
	cc_buf_printf(&reply->body, "{\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":", name->type,
	              name->code);
	cc_buf_add_json(&reply->body, cc_str_of(name->reason ? err->message : "The sandbox failed."));
	cc_buf_add(&reply->body, CC_STR("}}"));
}

/* Operations --------------------------------------------------------------------- */

static cc_err create_intent(struct cc_psp_request *request, struct cc_psp_reply *reply)
{
	struct cc_psp *psp = request->edge->options.psp;
	struct cc_psp_order order = { .method = cc_psp_request_field(request, "payment_method") };
	struct cc_psp_intent intent;
	cc_str key = CC_STR("");
	TRY(read_key(request, &key));
	TRY(read_minor(&request->ctx, "amount", cc_psp_request_field(request, "amount"),
	               &order.amount.minor));
	TRY(read_currency(&request->ctx, cc_psp_request_field(request, "currency"), &order.amount.currency));
	if (!cc_str_eq(cc_psp_request_field(request, "confirm"), CC_STR("true")) ||
	    !cc_str_eq(cc_psp_request_field(request, "capture_method"), CC_STR("manual")))
		return cc_fail(&request->ctx, &cc_psp_bad_order,
		               "The sandbox confirms at once and captures later: send confirm=true and "
		               "capture_method=manual.");
	order.reference = reference_of(request, key);
	TRY(psp->ops->authorise(psp, &request->ctx, key, &order, &intent));
	put_intent(request, reply, &intent);
	return CC_OK;
}

static cc_err get_intent(struct cc_psp_request *request, struct cc_psp_reply *reply)
{
	struct cc_psp *psp = request->edge->options.psp;
	struct cc_psp_intent intent;
	TRY(psp->ops->find(psp, &request->ctx, request->id, &intent));
	put_intent(request, reply, &intent);
	return CC_OK;
}

/* Of Stripe's query language, the one sentence that finds what became of a call. */
static cc_err search_intents(struct cc_psp_request *request, struct cc_psp_reply *reply)
{
	static const char prefix[] = "metadata['reference']:'";
	struct cc_psp *psp = request->edge->options.psp;
	struct cc_psp_intent intent;
	cc_str query = cc_psp_request_field(request, "query");
	size_t around = sizeof prefix - 1 + 1; /* and the quote behind it */
	if (query.len < around || memcmp(query.ptr, prefix, sizeof prefix - 1) != 0 ||
	    query.ptr[query.len - 1] != '\'')
		return cc_fail(&request->ctx, &cc_psp_bad_order, "query must be %s...'.", prefix);
	cc_str reference = { query.ptr + sizeof prefix - 1, query.len - around };
	cc_err err = psp->ops->find_by_reference(psp, &request->ctx, reference, &intent);
	if (err != CC_OK && !cc_because(err, &cc_psp_not_found))
		return err;
	reply->status = 200;
	cc_buf_add(&reply->body, CC_STR("{\"object\":\"search_result\",\"has_more\":false,\"data\":["));
	if (err == CC_OK) {
		const struct cc_stripe_object object = cc_stripe_intent(&request->ctx, &intent);
		cc_json_encode(&reply->body, &cc_stripe_object_message, &object);
	}
	cc_buf_add(&reply->body, CC_STR("]}"));
	return CC_OK;
}

/* In the payment's own currency.  Without an amount it is all that was authorised, whatever happened
 * since: a request that is sent again must read the same. */
static CC_RESULT read_part(struct cc_psp_request *request, const char *name, struct cc_psp_part *part)
{
	struct cc_psp *psp = request->edge->options.psp;
	struct cc_psp_intent intent;
	cc_str text = cc_psp_request_field(request, name);
	TRY(psp->ops->find(psp, &request->ctx, part->intent_id, &intent));
	part->amount = intent.amount;
	return text.len > 0 ? read_minor(&request->ctx, name, text, &part->amount.minor) : CC_OK;
}

static cc_err capture_intent(struct cc_psp_request *request, struct cc_psp_reply *reply)
{
	struct cc_psp *psp = request->edge->options.psp;
	struct cc_psp_part part = { .intent_id = request->id };
	struct cc_psp_intent intent;
	cc_str key = CC_STR("");
	TRY(read_key(request, &key));
	TRY(read_part(request, "amount_to_capture", &part));
	TRY(psp->ops->capture(psp, &request->ctx, key, &part, &intent));
	put_intent(request, reply, &intent);
	return CC_OK;
}

static cc_err cancel_intent(struct cc_psp_request *request, struct cc_psp_reply *reply)
{
	struct cc_psp *psp = request->edge->options.psp;
	struct cc_psp_intent intent;
	cc_str key = CC_STR("");
	TRY(read_key(request, &key));
	TRY(psp->ops->cancel(psp, &request->ctx, key, request->id, &intent));
	put_intent(request, reply, &intent);
	return CC_OK;
}

static cc_err create_refund(struct cc_psp_request *request, struct cc_psp_reply *reply)
{
	struct cc_psp *psp = request->edge->options.psp;
	struct cc_psp_part part = { .intent_id = cc_psp_request_field(request, "payment_intent") };
	struct cc_psp_refund refund;
	cc_str key = CC_STR("");
	TRY(read_key(request, &key));
	TRY(read_part(request, "amount", &part));
	part.reference = reference_of(request, key);
	TRY(psp->ops->refund(psp, &request->ctx, key, &part, &refund));
	const struct cc_stripe_object object = cc_stripe_refund(&request->ctx, &refund);
	put_object(reply, &object);
	return CC_OK;
}

static void put_movement(struct cc_ctx *ctx, struct cc_buf *body, const struct cc_psp_movement *movement)
{
	cc_buf_printf(
		body,
		"{\"id\":\"%.*s\",\"object\":\"balance_transaction\",\"type\":\"%s\",\"amount\":%lld,"
		"\"currency\":\"%s\",\"created\":%lld,\"source\":\"%.*s\",\"metadata\":{\"reference\":",
		(int)movement->id.len, movement->id.ptr,
		cc_enum_text(&cc_psp_movement_enum, movement->kind).ptr, (long long)movement->amount.minor,
		cc_stripe_currency(ctx, movement->amount.currency).ptr, (long long)(movement->at.ms / 1000),
		(int)movement->intent_id.len, movement->intent_id.ptr);
	cc_buf_add_json(body, movement->reference);
	cc_buf_add(body, CC_STR("}}"));
}

static cc_err list_movements(struct cc_psp_request *request, struct cc_psp_reply *reply)
{
	struct cc_psp *psp = request->edge->options.psp;
	struct cc_psp_movement_list page;
	cc_str limit_text = cc_psp_request_field(request, "limit");
	int64_t limit = 10;
	if (limit_text.len > 0)
		TRY(read_minor(&request->ctx, "limit", limit_text, &limit));
	if (limit < 1 || limit > CC_PSP_LIST_MAX - 1)
		return cc_fail(&request->ctx, &cc_psp_bad_order, "limit must be from 1 to %d.",
		               CC_PSP_LIST_MAX - 1);
	TRY(psp->ops->list(psp, &request->ctx, cc_psp_request_field(request, "starting_after"),
	                   (size_t)limit + 1, &page)); /* one more tells whether there are more */
	bool more = page.count > (size_t)limit;
	reply->status = 200;
	cc_buf_printf(&reply->body, "{\"object\":\"list\",\"has_more\":%s,\"data\":[",
	              more ? "true" : "false");
	for (size_t i = 0; i < page.count - more; i++) {
		cc_buf_add(&reply->body, i > 0 ? CC_STR(",") : CC_STR(""));
		put_movement(&request->ctx, &reply->body, &page.items[i]);
	}
	cc_buf_add(&reply->body, CC_STR("]}"));
	return CC_OK;
}

/* Routes ------------------------------------------------------------------------- */

static const struct route {
	const char *method, *path; /* "*" is one segment: the id */
	bool open;                 /* no key is asked for */
	cc_err (*run)(struct cc_psp_request *request, struct cc_psp_reply *reply);
} routes[] = {
	{ "POST", "/v1/payment_intents", false, create_intent },
	{ "GET", "/v1/payment_intents/search", false, search_intents },
	{ "GET", "/v1/payment_intents/*", false, get_intent },
	{ "POST", "/v1/payment_intents/*/capture", false, capture_intent },
	{ "POST", "/v1/payment_intents/*/cancel", false, cancel_intent },
	{ "POST", "/v1/refunds", false, create_refund },
	{ "GET", "/v1/balance_transactions", false, list_movements },
	{ "GET", "/3ds/*", true, cc_psp_edge_show_page },
	{ "POST", "/3ds/*", true, cc_psp_edge_take_answer },
};

static bool matches(struct cc_psp_request *request, const struct route *route)
{
	const char *star = strchr(route->path, '*'), *path = request->path;
	if (strcmp(request->method, route->method) != 0)
		return false;
	if (!star)
		return strcmp(path, route->path) == 0;
	size_t before = (size_t)(star - route->path);
	if (strncmp(path, route->path, before) != 0)
		return false;
	size_t len = strcspn(path + before, "/");
	request->id = (cc_str){ path + before, len };
	return len > 0 && strcmp(path + before + len, star + 1) == 0;
}

static CC_RESULT check_caller(struct cc_psp_request *request)
{
	static const cc_str scheme = { "Bearer ", 7 };
	cc_str sent = cc_psp_request_header(request, "Authorization"),
	       key = request->edge->options.secret_key;
	if (sent.len == scheme.len + key.len && memcmp(sent.ptr, scheme.ptr, scheme.len) == 0 &&
	    cc_str_eq((cc_str){ sent.ptr + scheme.len, key.len }, key))
		return CC_OK;
	return cc_fail(&request->ctx, &cc_unauthenticated,
	               "Send the secret key: Authorization: Bearer sk_test_...");
}

static CC_RESULT run(struct cc_psp_request *request, struct cc_psp_reply *reply)
{
	const struct route *route = routes;
	while (route < routes + CC_COUNT(routes) && !matches(request, route))
		route++;
	if (route == routes + CC_COUNT(routes))
		return cc_fail(&request->ctx, &no_such_route, "The sandbox has no %s %s.", request->method,
		               request->path);
	if (!route->open)
		TRY(check_caller(request));
	if (request->refused)
		return cc_fail(&request->ctx, &cc_psp_bad_order,
		               "A request has at most %d fields of at most %d bytes.", CC_PSP_FIELDS_MAX,
		               CC_PSP_VALUE_MAX);
	return route->run(request, reply);
}

void cc_psp_edge_answer(struct cc_psp_request *request, struct cc_psp_reply *reply)
{
	cc_err err = run(request, reply);
	if (err != CC_OK)
		put_failure(reply, err);
}
