/* views.c - what each store has of the platform's own, as if it were one table. */
#include "platform/core/buf.h"
#include "sim/audit/internal.h"
#include "sim/audit/seen.sql.h"

/* Of each store, whose name stands between the first and the second part, and the second and the third. */
static const struct {
	const char *name, *parts[3];
} views[] = {
	{ "outboxes", { "SELECT '", "' AS store, * FROM ", ".outbox" } },
	{ "inboxes", { "SELECT '", "' AS store, * FROM ", ".inbox" } },
	{ "plans", { "SELECT '", "' AS store, * FROM ", ".effects" } },
	{ "parked", { "SELECT '", "' AS store, * FROM ", ".parked_events" } },
	{ "kept",
	  { "SELECT looked.*, (SELECT event_id FROM ",
	    ".outbox WHERE position = looked.position) AS event_id_now FROM looked WHERE store = '", "'" } },
};

static void make_view(struct audit *audit, size_t number)
{
	const char *const *parts = views[number].parts;
	struct cc_buf sql = { .arena = audit->arena };
	cc_buf_printf(&sql, "CREATE TEMP VIEW %s AS ", views[number].name);
	for (size_t i = 0; i < audit->store_count; i++) {
		const char *store = audit->stores[i].service->name;
		cc_buf_printf(&sql, "%s%s%s%s%s%s", i > 0 ? " UNION ALL " : "", parts[0], store, parts[1],
		              store, parts[2]);
	}
	cc_buf_add_char(&sql, '\0');
	audit_exec(audit, cc_buf_str(&sql).ptr);
	cc_arena_reset(audit->arena);
}

void audit_make_views(struct audit *audit)
{
	for (size_t i = 0; i < CC_COUNT(views) && !audit->viewed; i++)
		make_view(audit, i);
	audit->viewed = true;
}

static const char *source_of(const struct audit *audit, const struct cc_event *wanted)
{
	for (const struct cc_service *const *service = audit->services; *service; service++)
		for (const struct cc_event *const *event = (*service)->events; event && *event; event++)
			if (strcmp((*event)->name, wanted->name) == 0)
				return (*service)->name;
	return NULL;
}

void audit_add_hearers(struct audit *audit)
{
	for (size_t i = 0; i < audit->store_count; i++) {
		const struct cc_service *service = audit->stores[i].service;
		for (const struct cc_consumer *const *consumer = service->consumers; consumer && *consumer;
		     consumer++) {
			const struct cc_event *event = (*consumer)->event;
			const char *source = source_of(audit, event);
			if (source)
				audit_run(audit, &add_hearer,
				          CC_VALS(cc_str_of((*consumer)->name), cc_str_of(service->name),
				                  cc_str_of(source), cc_str_of(event->topic),
				                  cc_str_of(event->name)));
		}
	}
}
