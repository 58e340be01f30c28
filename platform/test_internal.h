/* test_internal.h - what a test is made of, for the files that make it. */
#pragma once

#include "platform/adapters/sim/cipher_sim.h"
#include "platform/adapters/sim/clock_sim.h"
#include "platform/adapters/sim/entropy_sim.h"
#include "platform/adapters/sim/sealer_sim.h"
#include "platform/adapters/sim/signer_sim.h"
#include "platform/core/run.h"
#include "platform/ports/cache.h"
#include "platform/runtime/events.h"
#include "platform/test.h"

enum { CC_TEST_SERVICES_MAX = 12, CC_TEST_PATH_BYTES = 128 };

struct cc_test {
	const struct cc_service *services[CC_TEST_SERVICES_MAX + 1]; /* ends with NULL */
	char folder[64];
	const char *vfs; /* where the stores are; NULL: in files, in the folder */
	struct cc_arena *arena;
	struct cc_clock_sim clock;
	struct cc_entropy_sim entropy;
	struct cc_sealer_sim sealer;
	struct cc_signer_sim signer;
	struct cc_cipher_sim cipher;
	struct cc_cache *cache;
	struct cc_node *node;
	struct cc_peers *peers; /* behind a network that fails by a plan (provider_test.h) */
	struct cc_log *log;
	struct cc_events *events;
	struct cc_psp *sandbox, *psp; /* psp owns it; NULL unless there is a provider */
	struct cc_mailer *mailer; /* NULL unless there is a mailbox */
	struct cc_index *index;        /* NULL unless one was opened */
	cc_id caller;
	const char *key;
	bool finished, replayed;
	cc_err err;
};

/* Its stores on this VFS of SQLite's; NULL: in files. */
struct cc_test *cc_test_open_on(const char *vfs, const struct cc_service *const *services);
/* As after a crash: what the services had in memory is never touched again, nor freed. */
void cc_test_restart(struct cc_test *test);
/* Outside of any operation, in the test's arena. */
struct cc_ctx cc_test_ctx(struct cc_test *test);
void cc_test_index_path(const struct cc_test *test, char path[CC_TEST_PATH_BYTES]);
void cc_test_provider_path(const struct cc_test *test, char path[CC_TEST_PATH_BYTES]);
void cc_test_close_mailbox(struct cc_test *test);
/* First column of the first row, in any database. */
int64_t cc_test_look(const char *vfs, const char *path, const char *sql);
