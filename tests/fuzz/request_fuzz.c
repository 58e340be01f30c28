/*
 * Whatever a client sends as method, target and body, it is routed and read, or refused with a reason.
 * The input is "METHOD target", a line break, and the body.
 */
#include "platform/core/json.h"
#include "platform/core/protobuf.h"
#include "platform/core/validate.h"
#include "platform/server/input.h"
#include "platform/server/uri.h"
#include "tests/fuzz/fuzz.h"

static const struct cc_op ops[] = {
	{ .label = "list", .method = "GET", .path = "/samples", .in = &sample_message },
	{ .label = "get", .method = "GET", .path = "/samples/{owner_id}", .in = &sample_message },
	{ .label = "put", .method = "PUT", .path = "/samples/{owner_id}", .in = &sample_message },
	{ .label = "newest", .method = "GET", .path = "/samples/newest/{seats}", .in = &sample_message },
	{ .label = "hold", .method = "POST", .path = "/samples/{title}/holds/{kind}", .in = &sample_message },
	{ .label = "drop",
	  .method = "DELETE",
	  .path = "/samples/{title}/holds/{kind}",
	  .in = &sample_message },
};

static struct cc_router *make_router(void)
{
	struct cc_router *router = cc_router_new();
	for (size_t i = 0; i < CC_COUNT(ops); i++)
		cc_router_add_op(router, &ops[i]);
	return router;
}

/* A refusal can be answered: it has a reason, a sentence, and an HTTP status for what a client did wrong. */
static void check_refusal(cc_err err)
{
	int status = err->http_status ? err->http_status : cc_code_http_status(err->code);
	FUZZ_CHECK(status >= 400 && status < 500);
	FUZZ_CHECK(err->reason[0] != '\0' && err->message[0] != '\0');
	for (size_t i = 0; i < err->violation_count; i++)
		FUZZ_CHECK(err->violations[i].pointer && err->violations[i].rule &&
		           err->violations[i].description);
}

/* What was read holds to the rules, and can be written. */
static void check_input(struct cc_ctx *ctx, const struct sample *sample)
{
	struct cc_buf bytes = { .arena = ctx->arena };
	FUZZ_CHECK(cc_validate(ctx, &sample_message, sample) == CC_OK);
	cc_protobuf_encode(&bytes, &sample_message, sample);
}

static void check_request(struct cc_ctx *ctx, const struct cc_router *router, cc_str text)
{
	cc_str line = cc_uri_take(&text, '\n'), method = cc_uri_take(&line, ' ');
	struct cc_input input = { .body = text };
	struct cc_route_match match;
	cc_str path;
	cc_uri_split(line, &path, &input.query);
	enum cc_routing routing = cc_router_find(router, ctx->arena, method, path, &match);
	FUZZ_CHECK(routing != CC_ROUTE_OTHER_METHOD || match.allow[0] != '\0');
	if (routing != CC_ROUTED)
		return;
	struct sample sample = { 0 };
	input.match = &match;
	cc_err err = cc_input_read(ctx, &input, &sample);
	if (err)
		check_refusal(err);
	else
		check_input(ctx, &sample);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct cc_ctx *ctx = sample_ctx_new();
	struct cc_router *router = make_router();
	check_request(ctx, router, (cc_str){ (const char *)bytes, size });
	cc_router_free(router);
	sample_ctx_free(ctx);
	return 0;
}
