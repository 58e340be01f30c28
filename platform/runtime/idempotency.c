#include "platform/runtime/idempotency.h"

#include <openssl/evp.h>

#include "platform/core/protobuf.h"
#include "platform/ports/sealer.h"
#include "platform/ports/sql.h"
#include "platform/runtime/idempotency_row.h"
#include "platform/runtime/platform.sql.h"

enum { CLEARING_EVERY = 32 };

static const int64_t kept_ms = CC_HOURS(24);

/* By the installation's secret, where there is one: of an address, a plain digest would be as good as the
 * address to whoever can try them all.  No seal is of a text that begins with a NUL, so this is none. */
static void digest(struct cc_ctx *ctx, cc_str request, uint8_t hash[CC_SEAL_BYTES])
{
	if (ctx->sealer)
		ctx->sealer->ops->reckon(ctx->sealer, request, hash);
	else if (!EVP_Q_digest(NULL, "SHA256", NULL, request.ptr, request.len, hash, NULL))
		cc_die("OpenSSL offers no SHA-256");
}

void cc_idempotency_init(struct cc_ctx *ctx, struct cc_idempotency *record, cc_str key,
                         const struct cc_message *message, const void *in)
{
	*record = (struct cc_idempotency){ .key = key, .first_request_id = ctx->request_id };
	if (key.len == 0)
		return;
	struct cc_buf encoded = { .arena = ctx->arena };
	cc_buf_add_char(&encoded, '\0');
	cc_protobuf_encode(&encoded, message, in);
	digest(ctx, cc_buf_str(&encoded), record->request_hash);
}

/* The rule's own reasons: they depend on what is stored, so that a later try might be answered
 * differently. */
static const struct cc_reason *declared_reason(const struct cc_op *op, cc_str name)
{
	for (const struct cc_reason *const *reason = op->fails; *reason; reason++)
		if (cc_str_eq(cc_str_of((*reason)->name), name))
			return *reason;
	return NULL;
}

/* Replaying ---------------------------------------------------------------------- */

static const char *text_of(struct cc_ctx *ctx, cc_str text)
{
	return cc_copy(ctx, text).ptr;
}

static CC_RESULT replay_refusal(struct cc_ctx *ctx, const struct cc_op *op, cc_str answer)
{
	struct cc_refusal refusal = { 0 };
	TRY(cc_protobuf_decode(ctx, answer, &cc_refusal_message, &refusal));
	const struct cc_reason *reason = declared_reason(op, refusal.reason);
	struct cc_violation *violations = cc_alloc_array(ctx, refusal.violations.count, sizeof *violations);
	for (size_t i = 0; i < refusal.violations.count; i++) {
		const struct cc_refused_field *field = &refusal.violations.items[i];
		violations[i] = (struct cc_violation){
			.pointer = text_of(ctx, field->pointer),
			.rule = text_of(ctx, field->rule),
			.description = text_of(ctx, field->description),
		};
	}
	struct cc_error *error = cc_alloc(ctx, sizeof *error);
	*error = (struct cc_error){
		.code = (enum cc_code)refusal.code,
		/* A contract may have dropped the reason since. */
		.reason = reason ? reason->name : text_of(ctx, refusal.reason),
		.message = text_of(ctx, refusal.message),
		.violations = violations,
		.violation_count = refusal.violations.count,
		.file = __FILE__,
		.line = __LINE__,
	};
	return error;
}

static CC_RESULT replay(struct cc_ctx *ctx, struct cc_idempotency *record, const struct cc_op *op, void *out,
                        const struct cc_idempotency_row *row)
{
	cc_str hash = { (const char *)record->request_hash, sizeof record->request_hash };
	if (!cc_str_eq(row->request_hash, hash))
		return cc_fail(ctx, &cc_idempotency_key_reused,
		               "This Idempotency-Key came with another request before; choose a new one.");
	record->replayed = true;
	record->first_request_id = row->request_id;
	return row->refused ? replay_refusal(ctx, op, row->answer)
	                    : cc_protobuf_decode(ctx, row->answer, op->out, out);
}

cc_err cc_idempotency_find(struct cc_ctx *ctx, struct cc_idempotency *record, const struct cc_op *op,
                           void *out)
{
	record->replayed = false; /* it may be a re-run */
	record->first_request_id = ctx->request_id;
	struct cc_idempotency_row row;
	cc_err err = cc_sql_one(ctx, &answer_by_key, &cc_idempotency_row_message, &row, ctx->caller.subject,
	                        ctx->caller.service, cc_str_of(op->label), record->key, cc_now(ctx));
	if (cc_is(err, CC_NOT_FOUND))
		return CC_OK;
	TRY(err);
	return replay(ctx, record, op, out, &row);
}

/* Saving ------------------------------------------------------------------------- */

static CC_RESULT clear_sometimes(struct cc_ctx *ctx)
{
	uint8_t dice = ctx->request_id.byte[sizeof ctx->request_id.byte - 1];
	return dice % CLEARING_EVERY == 0 ? cc_sql_exec(ctx, &forget_old_answers, cc_now(ctx)) : CC_OK;
}

static CC_RESULT save(struct cc_ctx *ctx, const struct cc_idempotency *record, const struct cc_op *op,
                      bool refused, const struct cc_buf *answer)
{
	cc_str hash = { (const char *)record->request_hash, sizeof record->request_hash };
	int64_t put;
	TRY(cc_sql_count(ctx, &put_answer, &put, ctx->caller.subject, ctx->caller.service,
	                 cc_str_of(op->label), record->key, cc_bytes(hash), ctx->request_id, refused,
	                 cc_bytes(cc_buf_str(answer)), cc_time_add(cc_now(ctx), kept_ms), cc_now(ctx)));
	if (put == 0)
		return cc_fail(ctx, &cc_sql_conflict,
		               "The same request was answered meanwhile; run this again.");
	return clear_sometimes(ctx);
}

cc_err cc_idempotency_save(struct cc_ctx *ctx, const struct cc_idempotency *record, const struct cc_op *op,
                           const void *out)
{
	struct cc_buf answer = { .arena = ctx->arena };
	cc_protobuf_encode(&answer, op->out, out);
	return save(ctx, record, op, false, &answer);
}

cc_err cc_idempotency_save_refusal(struct cc_ctx *ctx, const struct cc_idempotency *record,
                                   const struct cc_op *op, cc_err err)
{
	bool later = cc_is(err, CC_UNAVAILABLE) || cc_is(err, CC_RESOURCE_EXHAUSTED);
	if (later || !declared_reason(op, cc_str_of(err->reason)))
		return CC_OK;
	struct cc_refusal refusal = {
		.code = (int32_t)err->code,
		.reason = cc_str_of(err->reason),
		.message = cc_str_of(err->message),
		.violations = { cc_alloc_array(ctx, err->violation_count, sizeof(struct cc_refused_field)),
		                err->violation_count },
	};
	for (size_t i = 0; i < err->violation_count; i++)
		refusal.violations.items[i] = (struct cc_refused_field){
			.pointer = cc_str_of(err->violations[i].pointer),
			.rule = cc_str_of(err->violations[i].rule),
			.description = cc_str_of(err->violations[i].description),
		};
	struct cc_buf answer = { .arena = ctx->arena };
	cc_protobuf_encode(&answer, &cc_refusal_message, &refusal);
	return save(ctx, record, op, true, &answer);
}
