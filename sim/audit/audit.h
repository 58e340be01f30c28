/*
 * audit.h - reads everybody's books and says which promise is broken.
 *
 * It stands outside: it opens the services' stores itself, beside their own adapters, and never writes to
 * them; the provider's books, mailboxes and answers it is told of as they come.  An invariant is a sentence
 * that somebody relies on, and statements that find what breaks it: each row is one case, in words.
 */
#pragma once

#include "platform/core/psp_intent.h"
#include "platform/core/service.h"

struct audit;

/* When an invariant holds. */
enum audit_when {
	AUDIT_EVENT = 1,    /* after every commit, of what it touched */
	AUDIT_MOVEMENT = 2, /* after every movement of money at the provider, of that one */
	AUDIT_RESTART = 4,  /* when a process has come up again, of everything */
	AUDIT_REST = 8,     /* when nothing is underway any more, of everything */
};

struct audit_invariant {
	const char *name;     /* "seat_has_one_holder" */
	const char *sentence; /* what is promised, and to whom */
	unsigned when;        /* of enum audit_when */
	const struct cc_stmt *const *finds; /* ends with NULL */
};

/* Ends with a name that is NULL. */
extern const struct audit_invariant audit_invariants[];

/* The first case that was found. */
struct audit_violation {
	const struct audit_invariant *invariant;
	const struct cc_stmt *stmt; /* of those that it has */
	char found[1000];
	int cases; /* how many there are, 100 at most */
};

/* `services`: those whose stores there will be; ends with NULL. */
struct audit *audit_new(const struct cc_service *const *services);
void audit_free(struct audit *audit);

/* The store of a service, as SQLite names it ("file:booking.db?vfs=disk"): all of them before anything is
 * looked at.  Fails, in words that live until the next call, if it cannot be opened. */
const char *audit_attach(struct audit *audit, const struct cc_service *service, const char *uri);
/* Lets go of all of them: before their process dies, or as soon as it has. */
void audit_detach(struct audit *audit);

/* The time of the stores' process, and since when nothing excuses that it is late: when it came up, or its
 * clock or its disk was last disturbed. */
void audit_set_time(struct audit *audit, cc_time now, cc_time undisturbed_since);

/* Checks what is due then; true if a promise is broken.  EVENT looks at what is new since the last time. */
bool audit_look(struct audit *audit, enum audit_when when, struct audit_violation *violation);
/* One alone, as at rest. */
bool audit_look_for(struct audit *audit, const struct audit_invariant *invariant,
                    struct audit_violation *violation);
/* What this store has committed so far must be there for ever. */
void audit_remember(struct audit *audit, const struct cc_service *service);
uint64_t audit_checks(const struct audit *audit); /* how many there were so far */

/* What is seen outside ----------------------------------------------------------- */

/* As the provider has it now.  `again`: made a second time, since the provider had forgotten the key. */
void audit_see_intent(struct audit *audit, const struct cc_psp_intent *intent, bool again);
void audit_see_refund(struct audit *audit, const struct cc_psp_refund *refund);
void audit_see_movement(struct audit *audit, const struct cc_psp_movement *movement);

struct audit_letter {
	cc_str key, address, subject, text;
	cc_time arrived_at;
};

void audit_see_letter(struct audit *audit, const struct audit_letter *letter);
void audit_forget_letters(struct audit *audit);

/* What somebody was answered to a request; bytes are the same if the answer is. */
struct audit_answer {
	const struct cc_op *op;
	cc_id subject;
	cc_str service; /* who asked, if no user did */
	cc_str key;     /* Idempotency-Key; empty: none */
	const void *in, *out; /* out is NULL if it was refused */
	cc_str bytes;
	const struct cc_reason *reason; /* why not; NULL: it was done */
	cc_time at;
};

void audit_see_answer(struct audit *audit, const struct audit_answer *answer);
/* Where a home is, as its host gave it. */
void audit_see_street(struct audit *audit, cc_id home_id, cc_str street);
/* Whose a mailbox is. */
void audit_see_person(struct audit *audit, cc_id user_id, cc_str address);
