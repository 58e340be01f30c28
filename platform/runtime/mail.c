/* mail.c - how the act of an effect sends a mail. */
#include "platform/ports/mail.h"

#include "platform/core/effect.h"
#include "platform/core/run.h"

cc_err cc_mail_send(struct cc_ctx *ctx, const struct cc_effect_key *key, const struct cc_mail *mail)
{
	struct cc_mailer *mailer = ctx->mailer;
	assert(mailer && !ctx->session); /* no transaction is open while it waits */
	TRY(cc_mail_check(ctx, mail));
	return mailer->ops->send(mailer, ctx, cc_effect_key_text(key), mail);
}
