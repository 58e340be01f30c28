#include "platform/adapters/fail/mail_fail.h"

#include <pthread.h>
#include <stdlib.h>

#include "platform/core/run.h"

struct mail_fail {
	struct cc_mailer base;
	struct cc_mailer *inner;
	pthread_mutex_t lock;
	struct cc_mail_fail_plan plan;
};

enum fate { REFUSED, REQUEST_LOST, REPLY_LOST, BOUNCED, DELAYED, PASSED_ON };

static bool used(int *count)
{
	return *count > 0 && (*count)-- > 0;
}

static enum fate next_fate(struct mail_fail *mailer, struct cc_mail_fail_plan *seen)
{
	struct cc_mail_fail_plan *plan = &mailer->plan;
	pthread_mutex_lock(&mailer->lock);
	enum fate fate = used(&plan->refuse)         ? REFUSED
	                 : used(&plan->lose_request) ? REQUEST_LOST
	                 : used(&plan->lose_reply)   ? REPLY_LOST
	                 : used(&plan->bounce)       ? BOUNCED
	                 : used(&plan->delay)        ? DELAYED
	                                             : PASSED_ON;
	*seen = *plan;
	pthread_mutex_unlock(&mailer->lock);
	return fate;
}

static cc_err send_fail(struct cc_mailer *base, struct cc_ctx *ctx, cc_str key, const struct cc_mail *mail)
{
	struct mail_fail *mailer = (struct mail_fail *)base;
	struct cc_mailer *inner = mailer->inner;
	struct cc_mail_fail_plan plan;
	enum fate fate = next_fate(mailer, &plan);
	if (fate == REFUSED)
		return cc_fail(ctx, &cc_unavailable, "The mail server cannot be reached.");
	if (fate == BOUNCED)
		return cc_fail(ctx, &cc_mail_bounced, "Nobody takes mail at this address.");
	if (fate == DELAYED)
		plan.pass(plan.arg);
	if (fate != REQUEST_LOST && (fate == REPLY_LOST || plan.repeat)) {
		cc_err first = inner->ops->send(inner, ctx, key, mail);
		(void)first; /* nobody hears it */
	}
	if (fate == DELAYED || fate == PASSED_ON)
		return inner->ops->send(inner, ctx, key, mail);
	return cc_fail(ctx, &cc_deadline_exceeded,
	               "The mail server did not answer in time; the mail may have been sent.");
}

static void free_fail(struct cc_mailer *base)
{
	struct mail_fail *mailer = (struct mail_fail *)base;
	if (!mailer)
		return;
	mailer->inner->ops->free(mailer->inner);
	pthread_mutex_destroy(&mailer->lock);
	free(mailer);
}

static const struct cc_mailer_ops fail_ops = { .name = "fail", .send = send_fail, .free = free_fail };

struct cc_mailer *cc_mail_fail_new(struct cc_mailer *inner)
{
	struct mail_fail *mailer = calloc(1, sizeof *mailer);
	if (!mailer)
		cc_die("out of memory for a mailer");
	mailer->base.ops = &fail_ops;
	mailer->inner = inner;
	pthread_mutex_init(&mailer->lock, NULL);
	return &mailer->base;
}

void cc_mail_fail_plan(struct cc_mailer *base, const struct cc_mail_fail_plan *plan)
{
	struct mail_fail *mailer = (struct mail_fail *)base;
	pthread_mutex_lock(&mailer->lock);
	mailer->plan = *plan;
	pthread_mutex_unlock(&mailer->lock);
}
