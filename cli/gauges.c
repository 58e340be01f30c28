/* gauges.c - what the metrics say about lanes, events and effects. */
#include "cli/host.h"

#define LANE_GAUGES(X)                                                                                       \
	X(queued, "couchannel_lane_queued", "Writes that wait for their lane.")                              \
	X(oldest_wait_ms, "couchannel_lane_oldest_wait_ms", "How long the oldest has waited.")               \
	X(batches, "couchannel_lane_batches_total", "Commits.")                                              \
	X(writes, "couchannel_lane_writes_total", "Writes that were committed or refused.")                  \
	X(refused, "couchannel_lane_refused_total", "Writes that a rule refused.")                           \
	X(shed, "couchannel_lane_shed_total", "Writes turned away because the queue was long.")

#define EVENT_GAUGES(X)                                                                                      \
	X(lag, "couchannel_events_lag", "Positions that the last consumer is behind its topic.")             \
	X(delivered, "couchannel_events_delivered_total", "Events that consumers dealt with.")               \
	X(duplicates, "couchannel_events_duplicates_total", "Events that had been dealt with.")              \
	X(retried, "couchannel_events_retried_total", "Deliveries that failed and are tried again.")         \
	X(parked, "couchannel_events_parked_total", "Events that were parked.")                              \
	X(timers_run, "couchannel_events_timers_run_total", "Timers that ran.")                              \
	X(timers_failed, "couchannel_events_timers_failed_total", "Timers that failed.")

#define EFFECT_GAUGES(X)                                                                                     \
	X(planned, "couchannel_effects_planned", "Effects that are planned, underway or not.")               \
	X(lag_ms, "couchannel_effects_lag_ms", "How long the oldest of them has been due.")                  \
	X(underway, "couchannel_effects_underway", "Effects that are being done or written down.")           \
	X(settled, "couchannel_effects_settled_total", "Effects that were settled.")                         \
	X(retried, "couchannel_effects_retried_total", "Tries that failed and are made again.")              \
	X(failed, "couchannel_effects_failed_total", "Effects in doubt after their last try, or not settled.")

#define X(field, name, help)                                                                                 \
	static double lane_##field(void *lane)                                                               \
	{                                                                                                    \
		return (double)cc_lane_stats(lane).field;                                                    \
	}
LANE_GAUGES(X)
#undef X

#define X(field, name, help)                                                                                 \
	static double events_##field(void *events)                                                           \
	{                                                                                                    \
		return (double)cc_events_stats(events).field;                                                \
	}
EVENT_GAUGES(X)
#undef X

#define X(field, name, help)                                                                                 \
	static double effects_##field(void *events)                                                          \
	{                                                                                                    \
		return (double)cc_effects_stats(cc_events_effects(events)).field;                            \
	}
EFFECT_GAUGES(X)
#undef X

void cli_host_add_gauges(struct cli_host *host)
{
	static const struct cc_gauge lane_gauges[] = {
#define X(field, gauge_name, sentence)                                                                       \
	{ .name = (gauge_name), .help = (sentence), .label = "service", .read = lane_##field },
		LANE_GAUGES(X)
#undef X
	};
	const struct cc_gauge event_gauges[] = {
#define X(field, gauge_name, sentence)                                                                       \
	{ .name = (gauge_name), .help = (sentence), .read = events_##field, .arg = host->events },
		EVENT_GAUGES(X)
#undef X
#define X(field, gauge_name, sentence)                                                                       \
	{ .name = (gauge_name), .help = (sentence), .read = effects_##field, .arg = host->events },
			EFFECT_GAUGES(X)
#undef X
	};
	for (size_t i = 0; i < CC_COUNT(lane_gauges); i++)
		for (const struct cc_service *const *service = host->targets.services; *service; service++) {
			struct cc_gauge gauge = lane_gauges[i];
			if (!cc_service_has_store(*service))
				continue;
			gauge.value = (*service)->name;
			gauge.arg = cc_store_lane(cc_node_store_of(host->node, *service));
			cc_telemetry_gauge(host->telemetry, &gauge);
		}
	for (size_t i = 0; i < CC_COUNT(event_gauges); i++)
		cc_telemetry_gauge(host->telemetry, &event_gauges[i]);
}
