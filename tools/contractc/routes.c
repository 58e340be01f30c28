/* routes.c - route: how an operation is reached over HTTP, and that no request means two of them. */
#include "contract.h"

static const char *const methods[] = { "GET", "POST", "PUT", "PATCH", "DELETE" };

static struct place route_place(const struct op *op)
{
	return place_in(op->place, METHOD_OPTIONS, OPTION_TAG);
}

static bool is_parameter(cc_str segment)
{
	return segment.len > 2 && segment.ptr[0] == '{' && segment.ptr[segment.len - 1] == '}';
}

static cc_str parameter_name(cc_str segment)
{
	return (cc_str){ segment.ptr + 1, segment.len - 2 };
}

/* The next segment of a path, its '/' left out; false at the end. */
static bool next_segment(const char **path, cc_str *segment)
{
	if (**path == '\0')
		return false;
	const char *begin = *path + 1;
	*segment = (cc_str){ begin, strcspn(begin, "/") };
	*path = begin + segment->len;
	return true;
}

static bool is_well_formed(const char *path)
{
	if (*path != '/')
		return false;
	cc_str segment;
	while (next_segment(&path, &segment)) {
		cc_str name = is_parameter(segment) ? parameter_name(segment) : segment;
		if (name.len == 0 || strspn(name.ptr, "abcdefghijklmnopqrstuvwxyz0123456789_.-") < name.len)
			return false;
	}
	return true;
}

/* What one piece of text can hold. */
static bool is_textual(const struct field *field)
{
	return field->type != CC_MESSAGE && field->type != CC_MONEY && field->type != CC_BYTES;
}

static void check_parameters(struct contract *contract, const struct op *op)
{
	const char *path = op->path;
	cc_str segment;
	while (next_segment(&path, &segment)) {
		if (!is_parameter(segment))
			continue;
		cc_str name = parameter_name(segment);
		const struct field *field = field_named(op->in, name);
		if (!field)
			complain(contract, route_place(op), "%s: {%.*s} is not a field of %s", op->label,
			         (int)name.len, name.ptr, op->in->name);
		else if (field->repeated || field->oneof || !is_textual(field))
			complain(contract, route_place(op),
			         "%s: {%s} must be a single scalar to stand in a path", op->label,
			         field->name);
		const char *again = path;
		cc_str other;
		while (next_segment(&again, &other))
			if (cc_str_eq(other, segment))
				complain(contract, route_place(op), "%s: {%.*s} stands twice in the route",
				         op->label, (int)name.len, name.ptr);
	}
}

/* GET and DELETE have no body: every field comes from the path or the query. */
static void check_query(struct contract *contract, const struct op *op)
{
	for (size_t i = 0; i < op->in->field_count; i++)
		if (!is_textual(&op->in->fields[i]))
			complain(contract, op->in->fields[i].place,
			         "%s: %s cannot come from the query of a %s", op->label,
			         op->in->fields[i].name, op->method);
}

static void check_method(struct contract *contract, const struct op *op)
{
	bool get = strcmp(op->method, "GET") == 0;
	bool post = strcmp(op->method, "POST") == 0; /* for questions too long for a query */
	if (get && op->option->tx == CC_TX_WRITE)
		complain(contract, route_place(op),
		         "%s: GET changes nothing (RFC 9110 section 9.2.1), so it is no WRITE", op->label);
	if (!get && !post && op->option->tx == CC_TX_READ)
		complain(contract, route_place(op), "%s: a READ changes nothing, so it is no %s", op->label,
		         op->method);
	if (!get && op->option->watch)
		complain(contract, route_place(op), "%s: a stream is asked for with GET", op->label);
}

static bool is_bytes(const struct type *type, const char *name)
{
	const struct field *field = field_named(type, cc_str_of(name));
	return field && field->type == CC_BYTES && !field->repeated && !field->oneof;
}

static bool is_header_name(cc_str name)
{
	for (size_t i = 0; i < name.len; i++)
		if (!memchr("abcdefghijklmnopqrstuvwxyz0123456789-", name.ptr[i], 37))
			return false;
	return name.len > 0;
}

/* Bytes that somebody signed are taken as they come. */
static void check_signed(struct contract *contract, const struct op *op)
{
	cc_str header = op->option->signature_header;
	if (!is_header_name(header))
		complain(contract, route_place(op), "%s: \"%.*s\" is not a header; \"stripe-signature\" is",
		         op->label, (int)header.len, header.ptr);
	if (strcmp(op->method, "POST") != 0 || op->in->field_count != 2 || !is_bytes(op->in, "body") ||
	    !is_bytes(op->in, "signature"))
		complain(contract, route_place(op),
		         "%s: signed bytes come by POST, as `bytes body` and `bytes signature` alone",
		         op->label);
}

/* "text/calendar; charset=utf-8": nothing that would end a header or a C string. */
static bool is_media_type(cc_str type)
{
	for (size_t i = 0; i < type.len; i++)
		if (type.ptr[i] < ' ' || type.ptr[i] > '~' || type.ptr[i] == '"' || type.ptr[i] == '\\')
			return false;
	const char *slash = memchr(type.ptr, '/', type.len);
	return slash && slash > type.ptr && slash + 1 < type.ptr + type.len;
}

/* Bytes are answered as they are. */
static void check_content(struct contract *contract, const struct op *op)
{
	cc_str type = op->option->content_type;
	if (!is_media_type(type))
		complain(contract, route_place(op), "%s: \"%.*s\" is not a media type; \"image/png\" is",
		         op->label, (int)type.len, type.ptr);
	if (strcmp(op->method, "GET") != 0 || op->option->watch || op->out->field_count != 1 ||
	    !is_bytes(op->out, "body"))
		complain(contract, route_place(op),
		         "%s: an answer that is no JSON is asked for by GET, and is `bytes body` alone",
		         op->label);
}

void read_route(struct contract *contract, struct op *op)
{
	const char *route = text_of(contract, op->option->route);
	const char *space = strchr(route, ' ');
	size_t len = space ? (size_t)(space - route) : strlen(route);
	for (size_t i = 0; i < CC_COUNT(methods); i++)
		if (strlen(methods[i]) == len && memcmp(methods[i], route, len) == 0)
			op->method = methods[i];
	if (!op->method) {
		complain(contract, route_place(op), "%s: a route begins with GET, POST, PUT, PATCH or DELETE",
		         op->label);
		return;
	}
	if (!space || !is_well_formed(space + 1)) {
		complain(contract, route_place(op),
		         "%s: \"%s\" is not a route; \"POST /v1/sessions/{session_id}/holds\" is", op->label,
		         route);
		return;
	}
	op->path = space + 1;
	check_parameters(contract, op);
	check_method(contract, op);
	if (op->option->signature_header.len > 0)
		check_signed(contract, op);
	if (op->option->content_type.len > 0)
		check_content(contract, op);
	if (strcmp(op->method, "GET") == 0 || strcmp(op->method, "DELETE") == 0)
		check_query(contract, op);
}

/* Whether some path is meant by both; a parameter is any segment. */
static bool overlap(const char *a, const char *b)
{
	cc_str of_a, of_b;
	bool more_a = next_segment(&a, &of_a), more_b = next_segment(&b, &of_b);
	while (more_a && more_b) {
		if (!is_parameter(of_a) && !is_parameter(of_b) && !cc_str_eq(of_a, of_b))
			return false;
		more_a = next_segment(&a, &of_a);
		more_b = next_segment(&b, &of_b);
	}
	return more_a == more_b;
}

/* Only the first `count` of the unit: each pair is compared once. */
static void check_against(struct contract *contract, const struct op *op, const struct unit *unit,
                          size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct op *other = &unit->ops[i];
		if (op->path && other->path && strcmp(op->method, other->method) == 0 &&
		    overlap(op->path, other->path))
			complain(contract, route_place(op), "%s: \"%s %s\" is the route of %s too (\"%s\")",
			         op->label, op->method, op->path, other->label, other->path);
	}
}

void check_route_conflicts(struct contract *contract)
{
	for (size_t u = 0; u < contract->unit_count; u++) {
		const struct unit *unit = &contract->units[u];
		for (size_t i = 0; i < unit->op_count; i++) {
			for (size_t before = 0; before < u; before++)
				check_against(contract, &unit->ops[i], &contract->units[before],
				              contract->units[before].op_count);
			check_against(contract, &unit->ops[i], unit, i);
		}
	}
}
