#include "platform/server/kept.h"

#include <stdlib.h>

#include "platform/core/arena.h"

struct answer {
	const struct cc_op *op; /* NULL: none */
	char *bytes;            /* the target and then the body */
	size_t target_len, body_len, capacity;
	uint64_t commits;
	int64_t until_us;
};

struct cc_kept {
	struct answer answers[CC_KEPT_ANSWERS];
};

struct cc_kept *cc_kept_new(void)
{
	struct cc_kept *kept = calloc(1, sizeof *kept);
	if (!kept)
		cc_die("out of memory for answers");
	return kept;
}

void cc_kept_free(struct cc_kept *kept)
{
	if (!kept)
		return;
	for (size_t i = 0; i < CC_KEPT_ANSWERS; i++)
		free(kept->answers[i].bytes);
	free(kept);
}

/* FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv */
static size_t place_of(cc_str target)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325);
	for (size_t i = 0; i < target.len; i++)
		hash = (hash ^ (uint8_t)target.ptr[i]) * UINT64_C(0x100000001b3);
	return (hash ^ hash >> 32) % CC_KEPT_ANSWERS;
}

bool cc_kept_find(const struct cc_kept *kept, const struct cc_kept_question *question, cc_str *body)
{
	const struct answer *answer = &kept->answers[place_of(question->target)];
	if (answer->op != question->op || answer->commits != question->commits ||
	    question->now_us >= answer->until_us ||
	    !cc_str_eq((cc_str){ answer->bytes, answer->target_len }, question->target))
		return false;
	*body = (cc_str){ answer->bytes + answer->target_len, answer->body_len };
	return true;
}

static void make_room(struct answer *answer, size_t size)
{
	if (answer->capacity >= size)
		return;
	free(answer->bytes);
	answer->bytes = malloc(size);
	answer->capacity = size;
	if (!answer->bytes)
		cc_die("out of memory for an answer");
}

void cc_kept_put(struct cc_kept *kept, const struct cc_kept_question *question, cc_str body)
{
	struct answer *answer = &kept->answers[place_of(question->target)];
	if (body.len == 0 || body.len > CC_KEPT_BODY_BYTES_MAX)
		return;
	make_room(answer, question->target.len + body.len);
	memcpy(answer->bytes, question->target.ptr, question->target.len);
	memcpy(answer->bytes + question->target.len, body.ptr, body.len);
	answer->op = question->op;
	answer->target_len = question->target.len;
	answer->body_len = body.len;
	answer->commits = question->commits;
	answer->until_us = question->now_us + question->op->kept_ms * 1000;
}
