#include "sim/auditor.h"

#include <stdio.h>

#include "platform/adapters/sim/disk_sim.h"
#include "platform/adapters/sim/mail_sim.h"
#include "platform/adapters/sim/psp_sim.h"
#include "services/services.h"
#include "sim/audit/audit.h"
#include "sim/stage.h"

struct sim_auditor {
	struct sim_stage *stage;
	struct audit *audit;
	bool is_attached;
	bool has_news;         /* of a store */
	unsigned life;         /* of the company, that was looked at last */
	size_t letters;        /* how many were seen */
	uint64_t disturbances; /* how many faults had struck that make things late */
	cc_time undisturbed_since;
};

enum { DISTURBED_MS = 2 * 60 * 1000 };

/* What it sees --------------------------------------------------------------------- */

static void attach(struct sim_auditor *auditor)
{
	char uri[160];
	struct sim_world *world = &auditor->stage->world;
	for (size_t i = 0; cc_services[i]; i++) {
		if (!cc_service_has_store(cc_services[i]))
			continue;
		snprintf(uri, sizeof uri, "file:%s.db?vfs=%s", cc_services[i]->name,
		         cc_disk_sim_vfs(world->disk));
		const char *why = audit_attach(auditor->audit, cc_services[i], uri);
		if (why)
			cc_die("the audit cannot look into %s: %s", cc_services[i]->name, why);
	}
	auditor->is_attached = true;
}

static void look(struct sim_auditor *auditor, enum audit_when when)
{
	struct sim_world *world = &auditor->stage->world;
	struct audit_violation violation = { 0 };
	if (!auditor->is_attached || world->violation.invariant)
		return;
	cc_disk_sim_set_faults(world->disk, NULL);
	struct cc_clock *clock = &auditor->stage->skew.base;
	audit_set_time(auditor->audit, clock->ops->now(clock), auditor->undisturbed_since);
	if (audit_look(auditor->audit, when, &violation))
		sim_violate(world, violation.invariant->name, "%s  %s (%s)", violation.found,
		            violation.invariant->sentence, violation.stmt->name);
	cc_disk_sim_set_faults(world->disk, &world->faults->base);
}

static void see_movement(void *arg, const struct cc_psp_movement *movement,
                         const struct cc_psp_sim_payment *payment)
{
	struct sim_auditor *auditor = arg;
	audit_see_intent(auditor->audit, &payment->intent, payment->again);
	audit_see_movement(auditor->audit, movement);
	look(auditor, AUDIT_MOVEMENT);
}

static void see_letters(struct sim_auditor *auditor)
{
	struct cc_mailer *mailbox = auditor->stage->world.mailbox;
	while (auditor->letters < cc_mail_sim_letters(mailbox)) {
		const struct cc_mail_sim_letter *letter = cc_mail_sim_letter(mailbox, auditor->letters++);
		audit_see_letter(auditor->audit, &(struct audit_letter){
							 .key = letter->key,
							 .address = letter->address,
							 .subject = letter->subject,
							 .text = letter->text,
							 .arrived_at = letter->arrived_at,
						 });
	}
}

/* All intents and refunds as they are now: some changed without money being moved. */
static void see_books(struct sim_auditor *auditor)
{
	const struct cc_psp *provider = auditor->stage->world.provider;
	for (size_t i = 0; i < cc_psp_sim_payments(provider); i++) {
		const struct cc_psp_sim_payment *payment = cc_psp_sim_payment(provider, i);
		audit_see_intent(auditor->audit, &payment->intent, payment->again);
	}
	for (size_t i = 0; i < cc_psp_sim_refunds(provider); i++)
		audit_see_refund(auditor->audit, &cc_psp_sim_refund(provider, i)->refund);
}

static const struct cc_reason *reason_of(struct cc_ctx *ctx, const struct cc_op *op, const char *name)
{
	for (const struct cc_reason *const *reason = op->fails; *reason; reason++)
		if (strcmp((*reason)->name, name) == 0)
			return *reason;
	struct cc_reason *other = cc_alloc(ctx, sizeof *other);
	*other = (struct cc_reason){ .name = name, .code = CC_UNAVAILABLE };
	return other;
}

void sim_auditor_hear_answer(struct sim_auditor *auditor, const struct sim_answer *answer)
{
	struct cc_ctx ctx = { .arena = auditor->stage->world.arena };
	audit_see_answer(
		auditor->audit,
		&(struct audit_answer){
			.op = answer->op,
			.subject = answer->caller.subject,
			.service = CC_STR(""),
			.key = answer->key,
			.in = answer->in,
			.out = answer->out,
			.bytes = answer->bytes,
			.reason = answer->reason ? reason_of(&ctx, answer->op, answer->reason) : NULL,
			.at = sim_now(&auditor->stage->world),
		});
}

/* When it looks ---------------------------------------------------------------------- */

void sim_auditor_note(struct sim_auditor *auditor, const struct cc_service *service)
{
	if (!auditor->is_attached)
		return;
	audit_remember(auditor->audit, service);
	auditor->has_news = true;
}

void sim_auditor_excuse(struct sim_auditor *auditor, int64_t for_ms)
{
	struct cc_clock *clock = &auditor->stage->skew.base;
	cc_time until = cc_time_add(clock->ops->now(clock), for_ms);
	if (cc_time_before(auditor->undisturbed_since, until))
		auditor->undisturbed_since = until;
}

/* A disk that refuses, a clock that is wrong, a process that stands still: whoever met that tries again a
 * while later. */
static void excuse_what_struck(struct sim_auditor *auditor)
{
	const struct sim_stage *stage = auditor->stage;
	uint64_t disturbances = 0;
	for (int i = CC_FAULT_CLOCK_DRIFT; i < CC_FAULTS; i++)
		disturbances += stage->faults.struck[i];
	if (disturbances == auditor->disturbances && !stage->disk_is_full)
		return;
	auditor->disturbances = disturbances;
	sim_auditor_excuse(auditor, DISTURBED_MS);
}

void sim_auditor_let_go(struct sim_auditor *auditor)
{
	audit_detach(auditor->audit);
	auditor->is_attached = false;
	auditor->has_news = false;
}

void sim_auditor_look(struct sim_auditor *auditor)
{
	struct sim_company *company = auditor->stage->world.company;
	see_letters(auditor);
	excuse_what_struck(auditor);
	if (!auditor->is_attached && sim_company_state(company) == SIM_COMPANY_UP) {
		attach(auditor);
		sim_auditor_excuse(auditor, 0);
		look(auditor, AUDIT_RESTART);
	}
	if (!auditor->has_news)
		return;
	auditor->has_news = false;
	look(auditor, AUDIT_EVENT);
}

void sim_auditor_look_at_rest(struct sim_auditor *auditor)
{
	see_books(auditor);
	look(auditor, AUDIT_REST);
}

uint64_t sim_auditor_checks(const struct sim_auditor *auditor)
{
	return audit_checks(auditor->audit);
}

/* Whose mailbox and whose home is whose. */
static void introduce(struct sim_auditor *auditor)
{
	const struct sim_base *base = &auditor->stage->base;
	struct cc_ctx ctx = { .arena = auditor->stage->world.arena };
	for (int i = 0; i < SIM_GUESTS; i++)
		audit_see_person(auditor->audit, base->guest_ids[i],
		                 cc_printf(&ctx, "guest-%d@couchannel.example", i));
	for (int i = 0; i < SIM_HOSTS; i++) {
		audit_see_person(auditor->audit, base->host_ids[i],
		                 cc_printf(&ctx, "host-%d@couchannel.example", i));
		audit_see_street(auditor->audit, base->home_ids[i], sim_street(&ctx, i));
	}
}

struct sim_auditor *sim_auditor_new(struct sim_stage *stage)
{
	struct sim_auditor *auditor = cc_arena_alloc(stage->world.arena, sizeof *auditor);
	*auditor = (struct sim_auditor){ .stage = stage, .audit = audit_new(cc_services) };
	introduce(auditor);
	cc_psp_sim_watch(stage->world.provider, see_movement, auditor);
	sim_auditor_look(auditor);
	return auditor;
}
