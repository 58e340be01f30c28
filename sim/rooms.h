/* rooms.h - the room of each host, and what it is watched with. */
#pragma once

#include "sim/base.h"

struct sim_room {
	int seats, per_guest; /* how many there are, and how many one guest may have */
	const char *package;
	bool is_public;
};

extern const struct sim_room sim_rooms[SIM_HOSTS];

/* "A1": what the host calls the seat at this place of the room, which counts from 0. */
cc_str sim_seat_label(struct cc_ctx *ctx, int place);
