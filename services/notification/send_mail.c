/* send_mail.c - writes a mail that was planned, and sends it. */
#include "services/notification/facts.h"

/* Under one key it is one mail, however often it is tried: as often as may be, a quarter of an hour long. */
enum { TRIES = CC_EFFECT_TRIES_MAX, ROUNDS_MAX = 100 };

static const int64_t next_round_ms = CC_MINUTES(10);

static cc_err act(struct cc_ctx *ctx, const struct cc_effect_key *key, const void *planned, void *outcome)
{
	struct notification_mail_outcome *result = outcome;
	struct notification_facts *facts = cc_alloc(ctx, sizeof *facts);
	struct cc_mail mail;
	TRY(notification_gather(ctx, planned, facts));
	if (notification_is_overtaken(facts)) {
		result->result = NOTIFICATION_MAIL_RESULT_OVERTAKEN;
		return CC_OK;
	}
	TRY(notification_write(ctx, facts, &mail));
	TRY(cc_mail_send(ctx, key, &mail));
	result->result = NOTIFICATION_MAIL_RESULT_SENT;
	return CC_OK;
}

static CC_RESULT record(struct cc_ctx *ctx, cc_id mail_id, cc_str state, struct cc_val reason)
{
	return cc_sql_exec(ctx, &settle_mail, mail_id, state, reason, cc_now(ctx));
}

/* The mail server may be away for hours.  After a doubt there is no other round: it may have been sent. */
static CC_RESULT try_later(struct cc_ctx *ctx, const struct notification_mail_plan *plan, bool *later)
{
	int64_t counted;
	TRY(cc_sql_count(ctx, &count_round, &counted, plan->mail_id, ROUNDS_MAX));
	*later = counted > 0;
	return *later ? cc_plan(ctx, &notification_mail_effect, plan, next_round_ms) : CC_OK;
}

static cc_err settle(struct cc_ctx *ctx, const void *planned, const void *outcome, cc_err err)
{
	const struct notification_mail_plan *plan = planned;
	const struct notification_mail_outcome *result = outcome;
	bool later = false;
	if (err == CC_OK)
		return record(ctx, plan->mail_id,
		              result->result == NOTIFICATION_MAIL_RESULT_SENT ? CC_STR("sent")
		                                                              : CC_STR("overtaken"),
		              cc_null());
	if (cc_is(err, CC_UNAVAILABLE))
		TRY(try_later(ctx, plan, &later));
	return later ? CC_OK : record(ctx, plan->mail_id, CC_STR("failed"), CC_VAL(cc_str_of(err->reason)));
}

const struct cc_effect notification_mail_effect = {
	.name = "notification.mail",
	.plan = &notification_mail_plan_message,
	.outcome = &notification_mail_outcome_message,
	.deadline_ms = CC_SECONDS(10),
	.tries = TRIES,
	.act = act,
	.settle = settle,
};
