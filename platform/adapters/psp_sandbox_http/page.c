/* page.c - where the guest's bank would ask whether it is they who pay. */
#include "platform/adapters/psp_sandbox_http/internal.h"

static const char waiting[] =
	"<form method=\"post\"><button name=\"answer\" value=\"approve\">It is me: pay</button> "
	"<button name=\"answer\" value=\"decline\">It is not me</button></form>";

/* Everything on it is ours or a number: nothing needs escaping. */
static void put_page(struct cc_psp_reply *reply, const struct cc_psp_intent *intent)
{
	bool waits = intent->state == CC_PSP_REQUIRES_ACTION;
	reply->status = 200;
	reply->type = "text/html; charset=utf-8";
	cc_buf_printf(&reply->body,
	              "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Your bank asks</title>"
	              "<body style=\"font-family:sans-serif;max-width:30em;margin:3em auto\">"
	              "<h1>%lld.%02lld %s</h1><p>%s</p>%s<p><small>Play money: this is the payment sandbox."
	              "</small></p></body></html>",
	              (long long)(intent->amount.minor / 100), (long long)(intent->amount.minor % 100),
	              intent->amount.currency.code,
	              waits ? "Your bank asks whether it is you who pays."
	              : intent->state == CC_PSP_REQUIRES_PAYMENT_METHOD ? "The payment was declined."
	              : intent->state == CC_PSP_CANCELED                ? "The payment was called off."
	                                                 : "Thank you. You can close this page.",
	              waits ? waiting : "");
}

cc_err cc_psp_edge_show_page(struct cc_psp_request *request, struct cc_psp_reply *reply)
{
	struct cc_psp *psp = request->edge->options.psp;
	struct cc_psp_intent intent;
	TRY(psp->ops->find(psp, &request->ctx, request->id, &intent));
	put_page(reply, &intent);
	return CC_OK;
}

cc_err cc_psp_edge_take_answer(struct cc_psp_request *request, struct cc_psp_reply *reply)
{
	cc_str answer = cc_psp_request_field(request, "answer");
	bool approved = cc_str_eq(answer, CC_STR("approve"));
	struct cc_psp_intent intent;
	if (!approved && !cc_str_eq(answer, CC_STR("decline")))
		return cc_fail(&request->ctx, &cc_psp_bad_order, "answer must be approve or decline.");
	TRY(cc_psp_sandbox_authenticate(request->edge->options.psp, &request->ctx, request->id, approved,
	                                &intent));
	put_page(reply, &intent);
	return CC_OK;
}
