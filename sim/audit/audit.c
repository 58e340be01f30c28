/* audit.c - going through the invariants that are due. */
#include <stdio.h>

#include "sim/audit/internal.h"
#include "sim/audit/seen.sql.h"

void audit_set_time(struct audit *audit, cc_time now, cc_time undisturbed_since)
{
	audit->now = now.ms;
	audit->undisturbed_since = undisturbed_since.ms;
}

uint64_t audit_checks(const struct audit *audit)
{
	return audit->checks;
}

/* One invariant ------------------------------------------------------------------ */

/* How many cases a statement finds; the first one is written down. */
static int find(struct audit *audit, const struct cc_stmt *stmt, struct audit_violation *violation)
{
	sqlite3_stmt *handle = audit_prepare(audit, stmt);
	int cases = 0, code;
	while ((code = sqlite3_step(handle)) == SQLITE_ROW && cases < AUDIT_CASES_MAX) {
		const char *found = (const char *)sqlite3_column_text(handle, 0);
		if (cases++ == 0)
			snprintf(violation->found, sizeof violation->found, "%s", found ? found : stmt->name);
	}
	if (code != SQLITE_DONE && code != SQLITE_ROW)
		audit_die(audit, stmt->name);
	sqlite3_reset(handle);
	return cases;
}

static bool is_broken(struct audit *audit, const struct audit_invariant *invariant,
                      struct audit_violation *violation)
{
	audit->checks++;
	for (const struct cc_stmt *const *stmt = invariant->finds; *stmt; stmt++) {
		violation->cases = find(audit, *stmt, violation);
		violation->invariant = invariant;
		violation->stmt = *stmt;
		if (violation->cases > 0)
			return true;
	}
	return false;
}

/* Those that are due --------------------------------------------------------------- */

enum { OF_EVERYTHING = AUDIT_RESTART | AUDIT_REST, HOLD_LATE_MS = 1000 };

/* Has anything happened to a seat, or should have; was somebody answered otherwise than before? */
static bool has_news(struct audit *audit)
{
	bool due = audit->next_expiry < audit->now - HOLD_LATE_MS;
	return due || audit->differs || audit_number(audit, &news_of_inventory) > 0;
}

static void begin(struct audit *audit, unsigned when)
{
	audit_make_views(audit);
	audit_exec(audit, "BEGIN");
	audit_run(audit, &set_moment, CC_VALS(cc_val_int(audit->now), cc_val_int(audit->undisturbed_since)));
	if (when & (AUDIT_EVENT | OF_EVERYTHING))
		audit_run(audit, &note_touched, CC_VALS());
	if (when & OF_EVERYTHING)
		audit_run(audit, &touch_all, CC_VALS());
}

static void end(struct audit *audit, unsigned when)
{
	if (when & AUDIT_MOVEMENT)
		audit_run(audit, &forget_fresh_movements, CC_VALS());
	if (when & (AUDIT_EVENT | OF_EVERYTHING)) {
		audit_run(audit, &forget_touched, CC_VALS());
		audit_run(audit, &note_rules, CC_VALS());
		audit_run(audit, &move_on, CC_VALS());
		audit->next_expiry = audit_number(audit, &next_expiry);
	}
	audit_exec(audit, "COMMIT");
}

bool audit_look(struct audit *audit, enum audit_when when, struct audit_violation *violation)
{
	bool broken = false;
	if (when == AUDIT_EVENT && !has_news(audit))
		return false;
	begin(audit, when);
	for (const struct audit_invariant *invariant = audit_invariants; invariant->name && !broken;
	     invariant++)
		broken = invariant->when & when && is_broken(audit, invariant, violation);
	end(audit, when);
	return broken;
}

bool audit_look_for(struct audit *audit, const struct audit_invariant *invariant,
                    struct audit_violation *violation)
{
	begin(audit, AUDIT_REST);
	bool broken = is_broken(audit, invariant, violation);
	end(audit, AUDIT_REST);
	return broken;
}
