#include "platform/server/pages.h"

#include "platform/server/http_internal.h"

enum { DEPENDENCY_WAIT_MS = 1000 };

static int write_healthz(struct cc_http_request *request, struct cc_buf *body)
{
	(void)request;
	cc_buf_add(body, CC_STR("{\"status\":\"ok\"}"));
	return MHD_HTTP_OK;
}

const struct cc_page cc_page_healthz = { .content_type = "application/json", .write = write_healthz };

static bool write_dependency(struct cc_http_request *request, const struct cc_dependency *dependency,
                             struct cc_buf *out)
{
	struct cc_ctx ctx = request->invocation.ctx;
	ctx.deadline = cc_time_add(cc_now(&ctx), DEPENDENCY_WAIT_MS);
	bool answers = dependency->check(&ctx, dependency->arg) == CC_OK;
	cc_buf_add(out, CC_STR("{\"name\":"));
	cc_buf_add_json(out, cc_str_of(dependency->name));
	cc_buf_add(out, answers ? CC_STR(",\"status\":\"ok\"}") : CC_STR(",\"status\":\"unavailable\"}"));
	return answers;
}

/* A process that drains is not ready: whoever balances load sends the next request elsewhere. */
static int write_readinessz(struct cc_http_request *request, struct cc_buf *body)
{
	const struct cc_http *http = request->connection->loop->http;
	const struct cc_dependency *dependency = http->options.dependencies;
	bool draining = atomic_load(&http->draining), ready = !draining;
	struct cc_buf list = { .arena = request->arena };
	for (; dependency && dependency->name; dependency++) {
		if (list.len > 0)
			cc_buf_add_char(&list, ',');
		ready &= write_dependency(request, dependency, &list);
	}
	cc_str status = draining ? CC_STR("draining") : ready ? CC_STR("ok") : CC_STR("unavailable");
	cc_buf_add(body, CC_STR("{\"status\":"));
	cc_buf_add_json(body, status);
	cc_buf_add(body, CC_STR(",\"dependencies\":["));
	cc_buf_add(body, cc_buf_str(&list));
	cc_buf_add(body, CC_STR("]}"));
	return ready ? MHD_HTTP_OK : MHD_HTTP_SERVICE_UNAVAILABLE;
}

const struct cc_page cc_page_readinessz = { .content_type = "application/json", .write = write_readinessz };

static int write_metrics(struct cc_http_request *request, struct cc_buf *body)
{
	cc_telemetry_prometheus(request->connection->loop->http->options.telemetry, body);
	return MHD_HTTP_OK;
}

const struct cc_page cc_page_metrics = {
	.content_type = "text/plain; version=0.0.4; charset=utf-8",
	.write = write_metrics,
};
