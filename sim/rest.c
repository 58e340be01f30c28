#include "sim/rest.h"

#include <stdio.h>

#include "platform/adapters/sim/log_sim.h"
#include "services/booking/booking.h"
#include "services/inventory/inventory.h"
#include "services/services.h"

/* What there is none of, at rest. */
struct unrest {
	const char *what;
	const struct cc_service *service;
	const char *sql;
};

static const struct unrest unrests[] = {
	{ "bookings are underway", &booking_service,
	  "SELECT COUNT(*) FROM bookings WHERE state IN ('pending', 'undoing')" },
	{ "seats are held", &inventory_service, "SELECT COUNT(*) FROM holds WHERE state = 'held'" },
};

static const char planned_effects[] =
	"SELECT (SELECT COUNT(*) FROM effects) + (SELECT COUNT(*) FROM sagas WHERE due_at IS NOT NULL)";
static const char parked_events[] = "SELECT COUNT(*) FROM parked_events";

static int64_t count(struct sim_stage *stage, const char *sql)
{
	int64_t sum = 0;
	for (size_t i = 0; cc_services[i]; i++)
		if (cc_service_has_store(cc_services[i]))
			sum += sim_look(&stage->world, cc_services[i], sql);
	return sum;
}

static int64_t unheard(struct sim_stage *stage)
{
	return cc_events_stats(sim_company_events(stage->world.company)).lag +
	       (int64_t)cc_broker_sim_waiting(stage->world.broker);
}

bool sim_stage_is_at_rest(struct sim_stage *stage)
{
	struct sim_world *world = &stage->world;
	if (stage->guests_about > 0 || stage->staff_about > 0 ||
	    sim_company_state(world->company) != SIM_COMPANY_UP || unheard(stage) > 0)
		return false;
	for (size_t i = 0; i < CC_COUNT(unrests); i++)
		if (sim_look(world, unrests[i].service, unrests[i].sql) > 0)
			return false;
	return count(stage, planned_effects) == 0 && count(stage, parked_events) == 0;
}

void sim_stage_print_unrest(struct sim_stage *stage, char *text, size_t size)
{
	struct sim_world *world = &stage->world;
	if (sim_company_state(world->company) != SIM_COMPANY_UP) {
		snprintf(text, size, "the company is down");
		return;
	}
	int len = snprintf(text, size,
	                   "guests about: %d, staff about: %d, events unheard: %d, effects planned: %d, "
	                   "events parked: %d",
	                   stage->guests_about, stage->staff_about, (int)unheard(stage),
	                   (int)count(stage, planned_effects), (int)count(stage, parked_events));
	for (size_t i = 0; i < CC_COUNT(unrests) && len > 0 && (size_t)len < size; i++)
		len += snprintf(text + len, size - (size_t)len, ", %s: %d", unrests[i].what,
		                (int)sim_look(world, unrests[i].service, unrests[i].sql));
}
