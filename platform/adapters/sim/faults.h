/*
 * faults.h - who decides whether something goes wrong in a simulated engine, and lets time pass meanwhile.
 *
 * The simulator answers from a stream of random numbers that is the faults' own, so that masking one kind
 * of fault changes nothing else; a conformance suite answers from a script.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cc_fault {
	/* Between services. */
	CC_FAULT_PEER_LOST,       /* the request never arrives */
	CC_FAULT_PEER_REPLY_LOST, /* it was done, and the caller does not know */
	CC_FAULT_PEER_SLOW,
	CC_FAULT_PEER_TWICE,      /* it arrives again, some time after the first was answered */
	CC_FAULT_PEER_PARTITION,  /* two services do not reach each other for a while */
	/* From outbox to consumer. */
	CC_FAULT_EVENT_TWICE,
	CC_FAULT_EVENT_LATE,
	CC_FAULT_EVENT_REORDERED, /* across keys: those of one key keep their order */
	/* The payment provider. */
	CC_FAULT_PSP_LOST,
	CC_FAULT_PSP_REPLY_LOST,
	CC_FAULT_PSP_SLOW,
	CC_FAULT_PSP_DECLINED,    /* a card that was good a moment ago */
	CC_FAULT_PSP_KEY_IN_USE,  /* 409, although nothing is under way */
	CC_FAULT_PSP_ERROR_KEPT,  /* a 500 that is replayed under its key */
	CC_FAULT_PSP_KEY_FORGOTTEN, /* before its day is over */
	CC_FAULT_PSP_DISPUTED,    /* the bank takes back what was captured */
	CC_FAULT_WEBHOOK_TWICE,
	CC_FAULT_WEBHOOK_LATE,    /* up to 72 hours */
	CC_FAULT_WEBHOOK_LOST,
	/* Mail. */
	CC_FAULT_MAIL_REFUSED,
	CC_FAULT_MAIL_REPLY_LOST,
	/* The wall clock of one process. */
	CC_FAULT_CLOCK_DRIFT,
	CC_FAULT_CLOCK_STEP,
	CC_FAULT_CLOCK_FREEZE,
	/* A process. */
	CC_FAULT_CRASH,
	CC_FAULT_PAUSE,
	/* A disk: what becomes of bytes that were not synced when the process dies, and what it refuses. */
	CC_FAULT_DISK_TORN,       /* a part of a write is there */
	CC_FAULT_DISK_REORDERED,  /* a later write is there, and an earlier one is not */
	CC_FAULT_DISK_ZEROED,     /* the length is there, and the bytes are not */
	CC_FAULT_DISK_READ,
	CC_FAULT_DISK_WRITE,
	CC_FAULT_DISK_SYNC,       /* and the bytes are gone: asking again does not bring them back */
	CC_FAULT_DISK_FULL,
	CC_FAULTS,
};

struct cc_faults {
	const struct cc_faults_ops *ops;
};

struct cc_faults_ops {
	const char *name;
	/* Does it happen, here and now?  Asked wherever it could. */
	bool (*strikes)(struct cc_faults *faults, enum cc_fault fault);
	/* How long, how many: evenly from `least` to `most`, both included. */
	int64_t (*between)(struct cc_faults *faults, enum cc_fault fault, int64_t least, int64_t most);
	/* The caller waits; everybody else goes on.  Not from within a lock that others wait for. */
	void (*pass)(struct cc_faults *faults, int64_t us);
};

/* "peer_lost", as --faults takes it. */
const char *cc_fault_name(enum cc_fault fault);
