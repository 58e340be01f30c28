/* reasons.c - fails and (refusal): what operations refuse besides the platform's own, and what to do. */
#include <ctype.h>
#include <stdlib.h>

#include "contract.h"

/*
 * The statuses a rule may answer with.  A reason without one is a
 * FAILED_PRECONDITION, which is HTTP 409 too; "409" in front says that
 * something already exists.
 */
static const struct {
	const char *status, *code;
} codes[] = {
	{ "400", "INVALID_ARGUMENT" }, { "401", "UNAUTHENTICATED" }, { "403", "PERMISSION_DENIED" },
	{ "404", "NOT_FOUND" },        { "409", "ALREADY_EXISTS" },  { "429", "RESOURCE_EXHAUSTED" },
	{ "503", "UNAVAILABLE" },
};

/* NULL if no rule may answer so. */
static const char *code_of(const char *status)
{
	for (size_t i = 0; i < CC_COUNT(codes); i++)
		if (strcmp(codes[i].status, status) == 0)
			return codes[i].code;
	return NULL;
}

/* "sold_out" or "404 session_not_found"; false if it is neither. */
static bool parse_reason(struct contract *contract, const struct op *op, const char *text,
                         struct reason *reason)
{
	*reason = (struct reason){
		.name = text,
		.code = "FAILED_PRECONDITION",
		.advice = "",
		.place = place_in(op->place, METHOD_OPTIONS, OPTION_TAG),
	};
	if (isdigit((unsigned char)*text)) {
		const char *space = strchr(text, ' ');
		size_t len = space ? (size_t)(space - text) : strlen(text);
		reason->code = code_of(text_of(contract, (cc_str){ text, len }));
		reason->name = space ? space + 1 : "";
	}
	if (!reason->code) {
		complain(contract, reason->place,
		         "%s: \"%s\": the status must be 400, 401, 403, 404, 409, 429 or 503", op->label,
		         text);
		return false;
	}
	if (!is_snake_case(reason->name)) {
		complain(contract, reason->place,
		         "%s: \"%s\" is not a reason; \"sold_out\" or \"404 not_there\" is", op->label, text);
		return false;
	}
	return true;
}

static bool already_fails_with(const struct op *op, const struct reason *reason)
{
	for (size_t i = 0; i < op->fail_count; i++)
		if (strcmp(op->fails[i]->name, reason->name) == 0)
			return true;
	return false;
}

/* The unit's one reason of that name; NULL if there is none. */
static struct reason *reason_named(const struct unit *unit, const char *name)
{
	for (size_t i = 0; i < unit->reason_count; i++)
		if (strcmp(unit->reasons[i].name, name) == 0)
			return &unit->reasons[i];
	return NULL;
}

/* The same, added if it is new. */
static const struct reason *intern(struct contract *contract, struct unit *unit, const struct reason *reason)
{
	const struct reason *known = reason_named(unit, reason->name);
	if (known)
		return known;
	struct reason *added = &unit->reasons[unit->reason_count++];
	*added = *reason;
	added->c_name = cc_printf(contract->ctx, "%s_%s", unit->service, reason->name).ptr;
	return added;
}

void read_reasons(struct contract *contract, struct unit *unit, struct op *op)
{
	op->fails = cc_alloc_array(contract->ctx, op->option->fails.count, sizeof(struct reason *));
	for (size_t i = 0; i < op->option->fails.count; i++) {
		struct reason given;
		if (!parse_reason(contract, op, text_of(contract, op->option->fails.items[i]), &given))
			continue;
		if (already_fails_with(op, &given)) {
			complain(contract, given.place, "%s: \"%s\" stands twice in fails", op->label,
			         given.name);
			continue;
		}
		const struct reason *known = intern(contract, unit, &given);
		if (strcmp(known->code, given.code) != 0)
			complain(contract, given.place, "%s: \"%s\" is %s here but %s before", op->label,
			         given.name, given.code, known->code);
		op->fails[op->fail_count++] = known;
	}
}

void read_refusals(struct contract *contract, struct unit *unit, size_t service_index)
{
	const struct proto_service *service = &unit->file->services.items[service_index];
	struct place place = { .file = unit->file };
	place = place_in(place, FILE_SERVICE, (int32_t)service_index);
	for (size_t i = 0; service->options && i < service->options->refusals.count; i++) {
		const struct proto_refusal *refusal = &service->options->refusals.items[i];
		struct place at = place_in(place, SERVICE_OPTIONS, OPTION_TAG);
		at.path[at.depth++] = (int32_t)i; /* (refusal) may stand several times */
		struct reason *reason = reason_named(unit, text_of(contract, refusal->reason));
		if (!reason)
			complain(contract, at, "(refusal): no operation here fails with \"%.*s\"",
			         (int)refusal->reason.len, refusal->reason.ptr);
		else if (*reason->advice)
			complain(contract, at, "(refusal): \"%s\" is explained twice", reason->name);
		else if (refusal->advice.len == 0)
			complain(contract, at, "(refusal): \"%s\" needs its advice", reason->name);
		else
			reason->advice = text_of(contract, refusal->advice);
	}
}
