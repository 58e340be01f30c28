/* internal.h - what the commands of this folder share. */
#pragma once

#include "platform/cc.h"

#include "contracts/pricing.h"
#include "services/pricing/price.h"
#include "services/pricing/pricing.h"
#include "services/pricing/pricing.sql.h"

/* A session that guests can still come to.  Fails: session_not_found (or not heard of yet),
 * session_cancelled, session_started. */
CC_RESULT pricing_load_open_session(struct cc_ctx *ctx, cc_id session_id,
                                    struct pricing_known_session *session);

/* The newest one.  Fails: tariff_not_found. */
CC_RESULT pricing_load_tariff(struct cc_ctx *ctx, cc_id session_id, struct pricing_tariff *tariff);

extern const struct cc_consumer pricing_on_session_published_consumer,
	pricing_on_session_rescheduled_consumer, pricing_on_session_cancelled_consumer,
	pricing_on_seats_held_consumer, pricing_on_hold_extended_consumer,
	pricing_on_seats_confirmed_consumer, pricing_on_seats_taken_again_consumer,
	pricing_on_seats_released_consumer;
