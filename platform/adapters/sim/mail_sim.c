#include "platform/adapters/sim/mail_sim.h"

#include "platform/adapters/sim/names.h"
#include "platform/core/run.h"

enum { PATIENCE_MS = 30 * 1000 };

struct letter {
	struct cc_mail_sim_letter is;
	struct letter *before; /* of the same address */
};

struct mail_sim {
	struct cc_mailer base;
	struct cc_clock *clock;
	struct cc_faults *faults;
	struct cc_arena *arena; /* of all that was ever sent */
	struct letter **letters;
	size_t count, capacity;
	struct cc_names by_key, by_address;
};

static bool strikes(const struct mail_sim *sim, enum cc_fault fault)
{
	return sim->faults && sim->faults->ops->strikes(sim->faults, fault);
}

static uint64_t with(uint64_t digest, cc_str text)
{
	return cc_digest(cc_digest(digest, text),
	                 (cc_str){ "", 1 }); /* a NUL: no two lists of texts read alike */
}

static uint64_t digest_of(const struct cc_mail *mail)
{
	const cc_str texts[] = { mail->to.name, mail->to.address, cc_str_of(mail->language),
		                 mail->subject, mail->text,       mail->html };
	uint64_t digest = CC_DIGEST_OF_NOTHING;
	for (size_t i = 0; i < CC_COUNT(texts); i++)
		digest = with(digest, texts[i]);
	for (size_t i = 0; i < mail->part_count; i++) {
		digest = with(with(digest, cc_str_of(mail->parts[i].name)),
		              cc_str_of(mail->parts[i].content_type));
		digest = with(digest, mail->parts[i].bytes);
	}
	return digest;
}

static void put(struct mail_sim *sim, struct letter *letter)
{
	if (sim->count == sim->capacity) {
		size_t capacity = sim->capacity ? 2 * sim->capacity : 64, size = sizeof *sim->letters;
		sim->letters = cc_arena_grow(sim->arena, sim->letters, sim->capacity * size, capacity * size);
		sim->capacity = capacity;
	}
	sim->letters[sim->count++] = letter;
	letter->before = cc_names_find(&sim->by_address, letter->is.address);
	cc_names_put(&sim->by_address, letter->is.address, letter);
	cc_names_put(&sim->by_key, letter->is.key, letter);
}

static void deliver(struct mail_sim *sim, cc_str key, const struct cc_mail *mail)
{
	struct cc_ctx own = { .arena = sim->arena };
	struct letter *letter = cc_names_find(&sim->by_key, key);
	if (letter) {
		letter->is.sent++;
		return;
	}
	letter = cc_alloc(&own, sizeof *letter);
	letter->is = (struct cc_mail_sim_letter){
		.key = cc_copy(&own, key),
		.address = cc_copy(&own, mail->to.address),
		.subject = cc_copy(&own, mail->subject),
		.text = cc_copy(&own, mail->text),
		.language = cc_printf(&own, "%s", mail->language).ptr,
		.digest = digest_of(mail),
		.date = mail->date,
		.arrived_at = sim->clock->ops->now(sim->clock),
		.sent = 1,
	};
	put(sim, letter);
}

static CC_RESULT silence(const struct mail_sim *sim, struct cc_ctx *ctx)
{
	int64_t now = cc_now(ctx).ms, latest = now + PATIENCE_MS;
	int64_t until = ctx->deadline.ms < latest ? ctx->deadline.ms : latest;
	sim->faults->ops->pass(sim->faults, until > now ? (until - now) * 1000 : 0);
	return cc_fail(ctx, &cc_deadline_exceeded,
	               "The mail server did not answer in time; the mail may have been sent.");
}

static cc_err send_sim(struct cc_mailer *mailer, struct cc_ctx *ctx, cc_str key, const struct cc_mail *mail)
{
	struct mail_sim *sim = (struct mail_sim *)mailer;
	if (strikes(sim, CC_FAULT_MAIL_REFUSED))
		return cc_fail(ctx, &cc_unavailable, "The mail server cannot be reached.");
	deliver(sim, key, mail);
	return strikes(sim, CC_FAULT_MAIL_REPLY_LOST) ? silence(sim, ctx) : CC_OK;
}

static void free_sim(struct cc_mailer *mailer)
{
	if (mailer)
		cc_arena_free(((struct mail_sim *)mailer)->arena);
}

static const struct cc_mailer_ops ops = { .name = "sim", .send = send_sim, .free = free_sim };

struct cc_mailer *cc_mail_sim_new(struct cc_clock *clock, struct cc_faults *faults)
{
	struct cc_arena *arena = cc_arena_new();
	struct mail_sim *sim = cc_arena_alloc(arena, sizeof *sim);
	*sim = (struct mail_sim){
		.base.ops = &ops,
		.clock = clock,
		.faults = faults,
		.arena = arena,
		.by_key.arena = arena,
		.by_address.arena = arena,
	};
	return &sim->base;
}

/* Reading ----------------------------------------------------------------------- */

size_t cc_mail_sim_letters(const struct cc_mailer *mailer)
{
	return ((const struct mail_sim *)mailer)->count;
}

const struct cc_mail_sim_letter *cc_mail_sim_letter(const struct cc_mailer *mailer, size_t number)
{
	const struct mail_sim *sim = (const struct mail_sim *)mailer;
	return number < sim->count ? &sim->letters[number]->is : NULL;
}

const struct cc_mail_sim_letter *cc_mail_sim_newest(const struct cc_mailer *mailer, cc_str address)
{
	const struct letter *letter = cc_names_find(&((const struct mail_sim *)mailer)->by_address, address);
	return letter ? &letter->is : NULL;
}

const struct cc_mail_sim_letter *cc_mail_sim_before(const struct cc_mail_sim_letter *letter)
{
	const struct letter *before = ((const struct letter *)letter)->before;
	return before ? &before->is : NULL;
}
