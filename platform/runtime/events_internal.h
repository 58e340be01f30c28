/*
 * events_internal.h - what the files of events share.
 *
 * One thread reads the logs and the timers, queues what is due to the lanes as tasks, waits for all
 * of them, and looks at what became of them: a round.  While a round waits, its tasks belong to the
 * lanes' threads; at all other times everything here belongs to the events' own.
 */
#pragma once


#include "platform/ports/threads.h"
#include "platform/runtime/events.h"

/* A write that the events' thread queues to a lane and waits for. */
struct cc_task {
	struct cc_write write;
	struct cc_ctx ctx;
	struct cc_events *events;
	cc_err err; /* after cc_events_await() */
};

struct cc_alarm; /* timers_internal.h */

enum cc_outcome { CC_UNSETTLED, CC_DELIVERED, CC_DUPLICATE, CC_PARKED };

/* An event on its way to one consumer. */
struct cc_delivery {
	struct cc_task task;
	struct cc_subscription *subscription;
	const struct cc_consumer *consumer;
	struct cc_arena *arena; /* of the newest run: while it is in its lane, the lane's */
	struct cc_record record;
	struct cc_delivery *before; /* the nearest earlier one of its key that is pending; NULL if none */
	bool submitted;             /* in this round */
	enum cc_outcome outcome;
	cc_err failure;             /* the consumer's own, in this round */
	int tries;
	cc_time retry_at;
	char bytes[];               /* the record's texts */
};

/* A consumer, and up to where it had dealt with its topic when this process began to read. */
struct cc_hearer {
	const struct cc_consumer *consumer;
	int64_t heard_to;
};

/* A topic, as one service hears it: read once for all its consumers of the topic. */
struct cc_subscription {
	struct cc_events *events;
	const struct cc_service *service;
	struct cc_store *store;
	cc_str topic;
	const struct cc_service *source; /* whose commits may bring events; NULL: of another process */
	struct cc_hearer *hearers;
	size_t hearer_count;
	struct cc_arena *arena; /* of a round's reading and saving */
	bool loaded;            /* are the positions known? */
	bool behind;            /* there may be more to read than was read last time */
	int64_t read_to;        /* every record up to here was read: it is settled, pending or not for us */
	int64_t end;            /* of the topic, when last seen */
	int64_t saved;          /* the position that a restart begins at */
	int64_t saving;         /* in this round; 0 if none is */
	struct cc_task save;
	struct cc_delivery *pending[CC_EVENT_PENDING_MAX]; /* oldest first */
	size_t pending_count;
	int failures; /* of the log or the store, in a row */
	cc_time retry_at;
};

struct cc_events {
	struct cc_node *node;
	struct cc_log *log;
	struct cc_effects *effects;
	struct cc_telemetry *telemetry;
	struct cc_subscription *subscriptions;
	size_t subscription_count;
	struct cc_alarm *alarms;
	size_t alarm_count;
	cc_time wake_at;              /* the earliest that is known to fall due */
	bool *news;                   /* of the node's services: which have committed since the last round */
	struct cc_events_stats counted; /* the thread's own copy */

	struct cc_mutex lock; /* of what follows */
	struct cc_cond changed;
	bool *committed; /* news of the next round */
	size_t running; /* tasks in the lanes */
	bool woken, stopping, started;
	struct cc_events_stats stats;
	struct cc_thread thread;
};

/* How long to wait after so many failures in a row: 1, 2, 4 ... 32 seconds. */
int64_t cc_events_backoff_ms(int failures);
/* The thread shall look again at that time, or before. */
void cc_events_look_at(struct cc_events *events, cc_time at);

/* May there be something new in its store?  Always, of one that is not here. */
bool cc_events_has_news(const struct cc_events *events, const struct cc_service *service);

/* A run of the service itself, in an arena: for reads, and for a task. */
void cc_events_ctx(struct cc_events *events, const struct cc_service *service, struct cc_arena *arena,
                   struct cc_ctx *ctx);
/* Queues a task whose ctx and write.run are set; false, and why in task->err, if the lane turns it away. */
bool cc_task_submit(struct cc_task *task, struct cc_events *events, struct cc_store *store);
/* What write.done does; a task's own done() ends with it. */
void cc_task_finish(struct cc_write *write, cc_err err);

static inline struct cc_task *cc_task_of(struct cc_write *write)
{
	return (struct cc_task *)((char *)write - offsetof(struct cc_task, write));
}

/* delivery.c: a block of its own, because it outlives the round if it fails or waits. */
struct cc_delivery *cc_delivery_new(struct cc_subscription *subscription, const struct cc_consumer *consumer,
                                    const struct cc_record *record);
void cc_delivery_free(struct cc_delivery *delivery);
/* Queues it; false, with the reason in its task, if the lane turns it away. */
bool cc_delivery_submit(struct cc_delivery *delivery);
/* After the round, if it was queued: counts, and sets when to try again.  Fails as the store did, not as
 * the consumer. */
CC_RESULT cc_delivery_settle(struct cc_delivery *delivery, cc_time now);

/* consumer.c: the two halves of a round; how much was done. */
void cc_subscription_init(struct cc_subscription *subscription, struct cc_events *events,
                          const struct cc_service *service, cc_str topic);
size_t cc_subscription_submit(struct cc_subscription *subscription, cc_time now);
size_t cc_subscription_settle(struct cc_subscription *subscription, cc_time now);
void cc_subscription_clear(struct cc_subscription *subscription);
int64_t cc_subscription_lag(const struct cc_subscription *subscription);

/* parked.c: in the delivery's transaction. */
CC_RESULT cc_parked_ahead(struct cc_ctx *ctx, const struct cc_record *record, bool *ahead);
CC_RESULT cc_park(struct cc_ctx *ctx, const struct cc_consumer *consumer, const struct cc_record *record,
                  cc_err why, int tries); /* why NULL: it stands behind another */
/* Decodes the body and calls the consumer. */
CC_RESULT cc_consumer_call(struct cc_ctx *ctx, const struct cc_consumer *consumer, cc_str body);
