#include "platform/indexed_test.h"

#include <stdio.h>
#include <unistd.h>

#include "platform/adapters/index_sqlite/index_sqlite.h"
#include "platform/runtime/replay.h"
#include "platform/test_internal.h"

static void set(struct cc_test *test, struct cc_index *index)
{
	assert_null(test->index);
	test->index = index;
	cc_node_set_index(test->node, index);
}

void cc_test_open_index(struct cc_test *test)
{
	struct cc_ctx ctx = cc_test_ctx(test);
	struct cc_index *index = NULL;
	char path[CC_TEST_PATH_BYTES];
	cc_test_index_path(test, path);
	CHECK_OK(cc_index_sqlite_new(&ctx, path, &index));
	set(test, index);
}

void cc_test_open_sim_index(struct cc_test *test)
{
	set(test, cc_index_sim_new());
}

struct cc_index *cc_test_index(struct cc_test *test)
{
	return test->index;
}

void cc_test_lose_index(struct cc_test *test)
{
	char path[CC_TEST_PATH_BYTES];
	test->index->ops->free(test->index);
	test->index = NULL;
	cc_test_index_path(test, path);
	assert_int_equal(unlink(path), 0);
	cc_test_open_index(test);
}

void cc_test_forget(struct cc_test *test)
{
	struct cc_ctx ctx = cc_test_ctx(test);
	CHECK_OK(cc_replay_forget(&ctx, cc_node_store_of(test->node, test->services[0])));
	cc_test_reopen(test);
}
