/* guest.h - a guest who is about, and what the files of guests share. */
#pragma once

#include "contracts/booking.h"
#include "platform/adapters/sim/psp_sim.h"
#include "sim/stage.h"

struct sim_guest {
	struct sim_person person;
	const struct sim_plan *plan;
	cc_id booking_id;
	cc_str key;
	struct booking_request_booking_request request;
	struct booking_booking booking; /* as it was when they looked last */
	bool is_confirmed;
	int twins;                      /* who ask for the same at the same time */
};

struct cc_principal sim_guest_self(const struct sim_guest *guest);

/* door.c: goes to the evening, where the host looks at the ticket; whoever has no seat stays at home. */
void sim_guest_attend(struct sim_guest *guest);
/* door.c: promises without a booking. */
void sim_guest_hold(struct sim_guest *guest);
