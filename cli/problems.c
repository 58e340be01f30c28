#include "cli/problems.h"

const struct cli_status cli_statuses[] = {
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 408, "Request Timeout" },
	{ 409, "Conflict" },
	{ 413, "Content Too Large" },
	{ 414, "URI Too Long" },
	{ 415, "Unsupported Media Type" },
	{ 422, "Unprocessable Content" },
	{ 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" },
	{ 500, "Internal Server Error" },
	{ 501, "Not Implemented" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
	{ 507, "Insufficient Storage" },
	{ 0 },
};

const struct cli_problem cli_problems[] = {
	{ "invalid_argument", 400, CLI_WHEN_INPUT,
	  "A field is missing, unknown or not as the contract says; `violations` lists each. Correct them." },
	{ "malformed_query", 400, CLI_WHEN_QUERY,
	  "The query is not as a URL encodes it, or names a field twice. Correct it." },
	{ "unexpected_body", 400, CLI_WHEN_NO_BODY, "This operation takes no body. Send none." },
	{ "malformed_json", 400, CLI_WHEN_JSON,
	  "The body is not JSON (RFC 8259); the detail says at which byte. Correct it." },
	{ "invalid_idempotency_key", 400, CLI_WHEN_WRITE,
	  "Idempotency-Key must be 1 to 128 visible ASCII characters, in quotes or not. Send such a key; "
	  "where the "
	  "answer is a secret, send none, as it is not kept to be given again." },
	{ "malformed_path", 400, CLI_WHEN_NEVER, "The path is not as a URL encodes it. Correct it." },
	{ "bad_request", 400, CLI_WHEN_NEVER,
	  "It is not HTTP as RFC 9112 has it, such as a header given twice. Correct it." },
	{ "unauthenticated", 401, CLI_WHEN_MEMBER,
	  "There is no valid access token. Send Authorization: Bearer with one that has not expired." },
	{ "permission_denied", 403, CLI_WHEN_MEMBER,
	  "The token does not carry the operation's scope. Ask for a token with it." },
	{ "no_such_route", 404, CLI_WHEN_NEVER, "Nothing is at this path. Compare it with this page." },
	{ "method_not_allowed", 405, CLI_WHEN_NEVER,
	  "The path exists, but not with this method. The Allow header lists those it has." },
	{ "request_timeout", 408, CLI_WHEN_BODY,
	  "The request took too long to arrive. Send it again, on a better connection." },
	{ "idempotency_key_in_use", 409, CLI_WHEN_KEYED,
	  "A request with this Idempotency-Key is being worked on. Wait as Retry-After says and send it "
	  "again." },
	{ "conflict", 409, CLI_WHEN_WRITE,
	  "Others changed the same thing at the same time, several times. Send the request again." },
	{ "body_too_large", 413, CLI_WHEN_BODY, "The body is larger than the server reads. Send less." },
	{ "uri_too_long", 414, CLI_WHEN_NEVER,
	  "The path and query are longer than the server reads. Send less." },
	{ "unsupported_media_type", 415, CLI_WHEN_JSON,
	  "The body's type is not known. Send Content-Type: application/json." },
	{ "idempotency_key_reused", 422, CLI_WHEN_KEYED,
	  "This Idempotency-Key was used for another request. Use a new key for a new request." },
	{ "header_too_large", 431, CLI_WHEN_NEVER,
	  "The headers are larger than the server reads. Send fewer." },
	{ "internal", 500, CLI_WHEN_ANY,
	  "Something broke in the server; its log has the request's id. Try again, and report the id." },
	{ "unsupported_transfer_encoding", 501, CLI_WHEN_NEVER,
	  "The only transfer encoding understood is chunked. Use it, or Content-Length." },
	{ "overloaded", 503, CLI_WHEN_ANY,
	  "The server has more work than it can do in time. Wait as Retry-After says and send it again." },
	{ "unavailable", 503, CLI_WHEN_ANY,
	  "Something that the server needs does not answer, or it is stopping. Send the request again "
	  "later." },
	{ "deadline_exceeded", 504, CLI_WHEN_ANY,
	  "It took too long. A write may have happened: send it again with the same Idempotency-Key." },
	{ "storage_full", 507, CLI_WHEN_STORES,
	  "The server's disk is full, and nothing was done; what is there can be read. Send the request "
	  "again "
	  "once there is room." },
	{ 0 },
};

const struct cli_decline cli_declines[] = {
	{ "generic_decline", "The bank does not pay, and does not say why. Ask it, or use another card." },
	{ "insufficient_funds", "There is too little money on the card. Use another one." },
	{ "expired_card", "The card has expired. Use another one." },
	{ "authentication_failed",
	  "The guest did not confirm with their bank. Book again, and confirm, or use another card." },
	{ "payment_declined", "The card was declined. Use another one." },
	{ "payment_not_completed", "The guest did not confirm within eight minutes; nothing was taken. Book "
	                           "again, and confirm in time." },
	{ "payment_unresolved", "The payment provider did not say what it did for too long. What it has set "
	                        "aside goes back; book again later." },
	{ 0 },
};

bool cli_in_path(const struct cc_op *op, const struct cc_field *field)
{
	size_t len = strlen(field->name);
	for (const char *at = op->path; at && (at = strchr(at, '{')); at++)
		if (strncmp(at + 1, field->name, len) == 0 && at[1 + len] == '}')
			return true;
	return false;
}

static bool takes_body(const struct cc_op *op)
{
	return op->method && strcmp(op->method, "GET") != 0 && strcmp(op->method, "DELETE") != 0;
}

static bool has_fields_outside_path(const struct cc_op *op)
{
	for (size_t i = 0; i < op->in->field_count; i++)
		if (!cli_in_path(op, &op->in->fields[i]))
			return true;
	return false;
}

bool cli_has_body(const struct cc_op *op)
{
	return takes_body(op) && has_fields_outside_path(op);
}

static bool may_store(const struct cc_op *op)
{
	return op->tx == CC_TX_WRITE || (op->tx == CC_TX_COMPOSE && takes_body(op));
}

uint32_t cli_when(const struct cc_op *op)
{
	return CLI_WHEN_ANY | (op->in->field_count > 0 ? CLI_WHEN_INPUT : 0) |
	       (cli_has_body(op) ? CLI_WHEN_BODY : 0) |
	       (cli_has_body(op) && !op->signature_header ? CLI_WHEN_JSON : 0) |
	       (takes_body(op) ? 0 : CLI_WHEN_NO_BODY) |
	       (!takes_body(op) && has_fields_outside_path(op) ? CLI_WHEN_QUERY : 0) |
	       (op->audience == CC_AUDIENCE_MEMBER ? CLI_WHEN_MEMBER : 0) |
	       (op->tx == CC_TX_WRITE || op->secret ? CLI_WHEN_WRITE : 0) |
	       (may_store(op) ? CLI_WHEN_STORES : 0) | (cc_op_takes_key(op) ? CLI_WHEN_KEYED : 0);
}

size_t cli_reasons(const struct cc_op *op, int status, const char **reasons, size_t max)
{
	size_t count = 0;
	for (size_t i = 0; op->fails[i] && count < max; i++)
		if (cc_code_http_status(op->fails[i]->code) == status)
			reasons[count++] = op->fails[i]->name;
	for (const struct cli_problem *problem = cli_problems; problem->reason && count < max; problem++)
		if (problem->status == status && (problem->when & cli_when(op)))
			reasons[count++] = problem->reason;
	return count;
}
