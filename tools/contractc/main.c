/*
 * contractc - the contract compiler: protoc-gen-couchannel.
 *
 * Reads a CodeGeneratorRequest from stdin and writes a CodeGeneratorResponse to
 * stdout (google/protobuf/compiler/plugin.proto): for each file to generate of
 * package couchannel.<service>.v1 a <service>.h and a <service>.c, or every
 * mistake in the contracts as file:line:column.
 */
#include <stdio.h>

#include "contract.h"
#include "platform/core/protobuf.h"

static bool read_all(struct cc_buf *in)
{
	size_t got;
	do {
		char *into = cc_buf_reserve(in, 1 << 16);
		got = fread(into, 1, 1 << 16, stdin);
		in->len += got;
	} while (got > 0 && in->len <= CC_MESSAGE_BYTES_MAX);
	return !ferror(stdin);
}

static const struct proto_file *file_named(const struct proto_request *request, cc_str name)
{
	for (size_t i = 0; i < request->files.count; i++)
		if (cc_str_eq(request->files.items[i].name, name))
			return &request->files.items[i];
	return NULL;
}

static void check_file(struct contract *contract, const struct unit *unit)
{
	struct place place = { .file = unit->file };
	if (!cc_str_eq(unit->file->syntax, CC_STR("proto3")))
		complain(contract, place, "a contract is written in proto3");
	if (!unit->service)
		complain(contract, place, "the package must be couchannel.<service>.v1");
	if (unit->file->extensions.count > 0)
		complain(contract, place_in(place, FILE_EXTENSION, 0), "extensions are not supported");
	for (const struct unit *other = contract->units; other < unit; other++)
		if (unit->service && other->service && strcmp(unit->service, other->service) == 0)
			complain(contract, place, "%s has one file already: %s", unit->service,
			         text_of(contract, other->file->name));
}

static void read_units(struct contract *contract)
{
	const struct cc_str_list *names = &contract->request->files_to_generate;
	contract->units = cc_alloc_array(contract->ctx, names->count, sizeof *contract->units);
	for (size_t i = 0; i < names->count; i++) {
		const struct proto_file *file = file_named(contract->request, names->items[i]);
		if (!file)
			continue; /* protoc never leaves one out */
		struct unit *unit = &contract->units[contract->unit_count++];
		unit->file = file;
		unit->service = service_of(contract, file->package);
		check_file(contract, unit);
	}
}

static void read_unit(struct contract *contract, struct unit *unit)
{
	if (!unit->service)
		return;
	for (size_t i = 0; i < contract->type_count; i++) {
		struct type *type = &contract->types[i];
		if (!belongs_to(type, unit) || !type->message)
			continue;
		read_fields(contract, type);
		read_event(contract, type);
		check_members(contract, type);
	}
	read_ops(contract, unit);
	check_identifiers(contract, unit);
}

static void add_output(struct contract *contract, struct proto_response *response, const char *name,
                       const struct cc_buf *content)
{
	response->files.items[response->files.count++] = (struct proto_output){
		.name = cc_copy(contract->ctx, cc_str_of(name)),
		.content = cc_buf_str(content),
	};
}

static void print_units(struct contract *contract, struct proto_response *response)
{
	response->files.items = cc_alloc_array(contract->ctx, 2 * contract->unit_count,
	                                       sizeof(struct proto_output));
	for (size_t i = 0; i < contract->unit_count; i++) {
		const struct unit *unit = &contract->units[i];
		struct cc_buf header = { .arena = contract->ctx->arena };
		struct cc_buf source = { .arena = contract->ctx->arena };
		print_header(contract, unit, &header);
		print_source(contract, unit, &source);
		add_output(contract, response, cc_printf(contract->ctx, "%s.h", unit->service).ptr, &header);
		add_output(contract, response, cc_printf(contract->ctx, "%s.c", unit->service).ptr, &source);
	}
}

static void compile(struct cc_ctx *ctx, const struct proto_request *request, struct proto_response *response)
{
	struct contract contract = { .ctx = ctx, .request = request, .errors = { .arena = ctx->arena } };
	response->features = FEATURE_PROTO3_OPTIONAL;
	read_types(&contract);
	read_units(&contract);
	for (size_t i = 0; i < contract.unit_count; i++)
		read_unit(&contract, &contract.units[i]);
	check_route_conflicts(&contract);
	response->error = cc_buf_str(&contract.errors);
	response->has_error = response->error.len > 0;
	if (!response->has_error)
		print_units(&contract, response);
}

/* False, and a line on stderr, if protoc and we do not understand each other. */
static bool run(struct cc_ctx *ctx)
{
	struct cc_buf in = { .arena = ctx->arena };
	struct cc_buf out = { .arena = ctx->arena };
	if (!read_all(&in)) {
		perror("contractc: stdin");
		return false;
	}
	struct proto_request request = { 0 };
	cc_err err = cc_protobuf_decode(ctx, cc_buf_str(&in), &proto_request_message, &request);
	if (err != CC_OK) {
		fprintf(stderr, "contractc: the request cannot be read: %s\n", err->message);
		return false;
	}
	struct proto_response response = { 0 };
	compile(ctx, &request, &response);
	cc_protobuf_encode(&out, &proto_response_message, &response);
	return fwrite(out.ptr, 1, out.len, stdout) == out.len && fflush(stdout) == 0;
}

int main(void)
{
	struct cc_arena *arena = cc_arena_new();
	struct cc_ctx ctx = { .arena = arena };
	bool done = run(&ctx);
	cc_arena_free(arena);
	return done ? 0 : 1;
}
