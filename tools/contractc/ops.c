/* ops.c - (op): what an operation is, who may ask for it, and which of that cannot stand together. */
#include "contract.h"

static struct place option_place(const struct op *op)
{
	return place_in(op->place, METHOD_OPTIONS, OPTION_TAG);
}

static bool is_scope(cc_str scope)
{
	for (size_t i = 0; i < scope.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_:.-", scope.ptr[i]) || scope.ptr[i] == '\0')
			return false;
	return scope.len > 0;
}

static void check_audience(struct contract *contract, const struct op *op)
{
	const struct proto_op *option = op->option;
	bool member = option->audience == CC_AUDIENCE_MEMBER;
	bool peer = option->audience == CC_AUDIENCE_PEER;
	if (option->audience < CC_AUDIENCE_MEMBER || option->audience > CC_AUDIENCE_PEER)
		complain(contract, option_place(op), "%s: audience: MEMBER, ANYONE or PEER", op->label);
	if (member && option->scope.len == 0)
		complain(contract, option_place(op),
		         "%s: members need a scope; without one say audience: ANYONE or PEER", op->label);
	else if (member && !is_scope(option->scope))
		complain(contract, option_place(op), "%s: a scope is one word such as \"bookings:write\"",
		         op->label);
	if (!member && option->scope.len > 0)
		complain(contract, option_place(op), "%s: a scope is for members; %s have none", op->label,
		         peer ? "peers" : "strangers");
	if (peer && option->route.len > 0)
		complain(contract, option_place(op), "%s: peers do not come by a route", op->label);
	if (!peer && option->route.len == 0)
		complain(contract, option_place(op), "%s: has no route; only audience: PEER needs none",
		         op->label);
}

static void check_stream(struct contract *contract, const struct unit *unit, struct op *op,
                         const struct proto_method *method)
{
	const struct proto_op *option = op->option;
	if (method->client_streaming)
		complain(contract, op->place, "%s: client streaming is not supported", op->label);
	if (method->server_streaming && option->tx != CC_TX_READ)
		complain(contract, option_place(op), "%s: a stream is a READ that runs again", op->label);
	if (method->server_streaming && !option->watch)
		complain(contract, option_place(op), "%s: a stream needs a watch", op->label);
	if (!method->server_streaming && option->watch)
		complain(contract, option_place(op), "%s: a watch is for streams; return (stream ...)",
		         op->label);
	if (method->server_streaming && option->watch && op->in)
		check_watch(contract, unit, op);
}

/* NULL, and a complaint, if the type is none of ours. */
static const struct type *message_of(struct contract *contract, const struct op *op, cc_str name)
{
	const struct type *type = type_named(contract, name);
	if (type && type->message && service_of(contract, type->place.file->package))
		return type;
	complain(contract, op->place, "%s: type %.*s is not supported; declare a message of your own",
	         op->label, (int)name.len, name.ptr);
	return NULL;
}

enum { KEPT_MS_MAX = 60 * 1000 };

static void check_kept(struct contract *contract, struct op *op)
{
	const struct proto_op *option = op->option;
	bool may_be = option->tx == CC_TX_READ && option->audience == CC_AUDIENCE_ANYONE && !option->watch &&
	              option->content_type.len == 0;
	if (option->kept_ms != 0 && !may_be)
		complain(contract, option_place(op), "%s: only JSON that ANYONE may READ is kept", op->label);
	if (option->kept_ms < 0 || option->kept_ms > KEPT_MS_MAX)
		complain(contract, option_place(op), "%s: an answer is kept for 0 to %d ms", op->label,
		         KEPT_MS_MAX);
}

static void read_op(struct contract *contract, struct unit *unit, struct op *op,
                    const struct proto_method *method)
{
	op->in = message_of(contract, op, method->input_type);
	op->out = message_of(contract, op, method->output_type);
	op->option = method->options ? method->options->op : NULL;
	if (!op->option) {
		static const struct proto_op nothing;
		op->option = &nothing;
		complain(contract, op->place,
		         "%s: has no (op): say at least its tx and its audience or scope", op->label);
		return;
	}
	if (op->option->tx < CC_TX_WRITE || op->option->tx > CC_TX_COMPOSE)
		complain(contract, option_place(op), "%s: has no tx: WRITE, READ or COMPOSE", op->label);
	if (op->option->tx == CC_TX_READ && op->option->secret)
		complain(contract, option_place(op), "%s: a secret is minted, so it is no READ", op->label);
	check_kept(contract, op);
	check_audience(contract, op);
	check_stream(contract, unit, op, method);
	read_reasons(contract, unit, op);
	if (op->option->route.len > 0 && op->in)
		read_route(contract, op);
}

static void read_service(struct contract *contract, struct unit *unit, size_t index)
{
	const struct proto_service *service = &unit->file->services.items[index];
	struct place place = place_in((struct place){ .file = unit->file }, FILE_SERVICE, (int32_t)index);
	for (size_t i = 0; i < service->methods.count; i++) {
		const struct proto_method *method = &service->methods.items[i];
		struct op *op = &unit->ops[unit->op_count++];
		op->place = place_in(place, SERVICE_METHOD, (int32_t)i);
		op->doc = doc_of(contract, op->place);
		op->short_name = snake_case(contract, text_of(contract, method->name));
		op->c_name = cc_printf(contract->ctx, "%s_%s", unit->service, op->short_name).ptr;
		op->label = cc_printf(contract->ctx, "%s.%s", unit->service, op->short_name).ptr;
		op->name = cc_printf(contract->ctx, "%.*s.%.*s/%.*s", (int)unit->file->package.len,
		                     unit->file->package.ptr, (int)service->name.len, service->name.ptr,
		                     (int)method->name.len, method->name.ptr)
		                   .ptr;
		read_op(contract, unit, op, method);
	}
	if (index == 0)
		unit->doc = doc_of(contract, place);
}

void read_ops(struct contract *contract, struct unit *unit)
{
	size_t ops = 0, reasons = 0;
	for (size_t i = 0; i < unit->file->services.count; i++) {
		const struct proto_method_list *methods = &unit->file->services.items[i].methods;
		ops += methods->count;
		for (size_t j = 0; j < methods->count; j++)
			if (methods->items[j].options && methods->items[j].options->op)
				reasons += methods->items[j].options->op->fails.count;
	}
	unit->ops = cc_alloc_array(contract->ctx, ops, sizeof *unit->ops);
	unit->reasons = cc_alloc_array(contract->ctx, reasons, sizeof *unit->reasons);
	unit->doc = "";
	for (size_t i = 0; i < unit->file->services.count; i++)
		read_service(contract, unit, i);
	for (size_t i = 0; i < unit->file->services.count; i++)
		read_refusals(contract, unit, i);
}
