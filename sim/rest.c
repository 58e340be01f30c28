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

/* What is looked at for days, such as a dispute, may be planned: nothing else waits for so long. */
enum { SOON_MS = 30 * 60 * 1000 };

static const char next_effect[] = "SELECT MIN(due_at) FROM (SELECT due_at FROM effects UNION ALL "
				  "SELECT due_at FROM sagas WHERE due_at IS NOT NULL)";
static const char parked_events[] = "SELECT COUNT(*) FROM parked_events";

static int64_t count(struct sim_stage *stage, const char *sql)
{
	int64_t sum = 0;
	for (size_t i = 0; cc_services[i]; i++)
		if (cc_service_has_store(cc_services[i]))
			sum += sim_look(&stage->world, cc_services[i], sql);
	return sum;
}

static int64_t effects_soon(struct sim_stage *stage)
{
	int64_t stores = 0, soon_ms = sim_now(&stage->world).ms + SOON_MS;
	for (size_t i = 0; cc_services[i]; i++) {
		int64_t due_ms = cc_service_has_store(cc_services[i])
		                         ? sim_look(&stage->world, cc_services[i], next_effect)
		                         : 0;
		stores += due_ms > 0 && due_ms < soon_ms;
	}
	return stores;
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
	return effects_soon(stage) == 0 && count(stage, parked_events) == 0;
}

void sim_stage_print_unrest(struct sim_stage *stage, char *text, size_t size)
{
	struct sim_world *world = &stage->world;
	if (sim_company_state(world->company) != SIM_COMPANY_UP) {
		snprintf(text, size, "the company is down");
		return;
	}
	int len = snprintf(text, size,
	                   "guests about: %d, staff about: %d, events unheard: %d, stores with effects: %d, "
	                   "events parked: %d",
	                   stage->guests_about, stage->staff_about, (int)unheard(stage),
	                   (int)effects_soon(stage), (int)count(stage, parked_events));
	for (size_t i = 0; i < CC_COUNT(unrests) && len > 0 && (size_t)len < size; i++)
		len += snprintf(text + len, size - (size_t)len, ", %s: %d", unrests[i].what,
		                (int)sim_look(world, unrests[i].service, unrests[i].sql));
}
