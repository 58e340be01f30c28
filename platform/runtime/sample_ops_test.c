/* sample_ops_test.c - the operations of the sample service, as the contract compiler would write them. */
#include "platform/runtime/sample_store_test.h"

const struct cc_reason sample_taken = { "taken", CC_FAILED_PRECONDITION };
const struct cc_reason sample_no_such_thing = { "no_such_thing", CC_NOT_FOUND };
const struct cc_reason sample_too_often = { "too_often", CC_RESOURCE_EXHAUSTED };
const struct cc_reason sample_undeclared = { "undeclared", CC_FAILED_PRECONDITION };

static const struct cc_field thing_fields[] = {
	{ .name = "name",
	  .json_name = "name",
	  .doc = "",
	  .tag = 1,
	  .type = CC_STRING,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct sample_thing, name),
	  .max = 200 },
	{ .name = "n",
	  .json_name = "n",
	  .doc = "",
	  .tag = 2,
	  .type = CC_INT64,
	  .presence = CC_IMPLICIT,
	  .offset = offsetof(struct sample_thing, n),
	  .max = INT64_MAX },
};
static const struct cc_message thing_message = {
	"sample.Thing", "", sizeof(struct sample_thing), thing_fields, CC_COUNT(thing_fields),
};

const struct cc_event sample_put_event = {
	.name = "sample.ThingPut",
	.topic = "sample.events",
	.doc = "",
	.body = &thing_message,
	.key = &thing_fields[0],
};

static const struct cc_violation name_is_taken = { "/name", "unique", "Choose another name." };

static CC_RESULT fail_taken(struct cc_ctx *ctx, const struct sample_thing *thing)
{
	struct cc_error *error = cc_alloc(ctx, sizeof *error);
	*error = *cc_fail(ctx, &sample_taken, "There is a %.*s already.", (int)thing->name.len,
	                  thing->name.ptr);
	error->violations = &name_is_taken;
	error->violation_count = 1;
	return error;
}

static cc_err put(struct cc_ctx *ctx, const void *in, void *out)
{
	const struct sample_thing *thing = in;
	if (cc_str_eq(thing->name, SAMPLE_TOO_OFTEN))
		return cc_fail(ctx, &sample_too_often, "Come back later.");
	if (cc_str_eq(thing->name, SAMPLE_UNDECLARED))
		return cc_fail(ctx, &sample_undeclared, "No contract says so.");
	TRY(cc_emit(ctx, &sample_put_event, thing));
	cc_err err = sample_put(ctx, thing->name, thing->n);
	if (cc_because(err, &cc_sql_unique_violation))
		return fail_taken(ctx, thing);
	TRY(err);
	*(struct sample_thing *)out = *thing;
	return CC_OK;
}

static cc_err get(struct cc_ctx *ctx, const void *in, void *out)
{
	struct sample_thing found = *(const struct sample_thing *)in;
	cc_err err = sample_get(ctx, found.name, &found.n);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &sample_no_such_thing, "There is no such thing.");
	TRY(err);
	*(struct sample_thing *)out = found;
	return CC_OK;
}

static cc_err put_twice(struct cc_ctx *ctx, const void *in, void *out)
{
	const struct sample_thing *thing = in;
	struct sample_thing made,
		twice = { cc_printf(ctx, "twice %.*s", (int)thing->name.len, thing->name.ptr), thing->n * 2 };
	TRY(cc_call(ctx, &sample_put_op, thing, &made));
	TRY(cc_call(ctx, &sample_put_op, &twice, &made));
	return cc_call(ctx, &sample_get_op, &made, out);
}

static const struct cc_reason *const put_fails[] = { &sample_taken, &sample_too_often, NULL };
static const struct cc_reason *const get_fails[] = { &sample_no_such_thing, NULL };

const struct cc_op sample_put_op = {
	.name = "sample.Sample/Put",
	.label = "sample.put",
	.doc = "",
	.tx = CC_TX_WRITE,
	.in = &thing_message,
	.out = &thing_message,
	.fails = put_fails,
	.call = put,
};
const struct cc_op sample_get_op = {
	.name = "sample.Sample/Get",
	.label = "sample.get",
	.doc = "",
	.tx = CC_TX_READ,
	.in = &thing_message,
	.out = &thing_message,
	.fails = get_fails,
	.call = get,
};
const struct cc_op sample_put_twice_op = {
	.name = "sample.Sample/PutTwice",
	.label = "sample.put_twice",
	.doc = "",
	.tx = CC_TX_COMPOSE,
	.in = &thing_message,
	.out = &thing_message,
	.fails = put_fails,
	.call = put_twice,
};
