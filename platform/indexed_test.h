/* indexed_test.h - an index for services under test. */
#pragma once

#include "platform/adapters/sim/index_sim.h"
#include "platform/test.h"

/* From here on there is one; it lives on through cc_test_reopen().  The real one, in a file: */
void cc_test_open_index(struct cc_test *test);
/* Or one that lags, is out of reach and forgets as it is told. */
void cc_test_open_sim_index(struct cc_test *test);
struct cc_index *cc_test_index(struct cc_test *test);
/* Files of the real one are deleted, as by hand while the server is down. */
void cc_test_lose_index(struct cc_test *test);
/* What the first service has heard is forgotten, as by `couchannel search rebuild`; cc_test_run_due()
 * replays it. */
void cc_test_forget(struct cc_test *test);
