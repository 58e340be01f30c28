/* descriptor.c - the field tables of descriptor.h. */
#include "descriptor.h"

/* A field is a row, laid out by hand. */
/* clang-format off */

static const struct cc_field rule_fields[] = {
	{ .name = "uuid", .tag = 1, .type = CC_BOOL, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_rule, uuid) },
	{ .name = "min", .tag = 2, .type = CC_INT64, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_rule, min),
	  .presence_offset = offsetof(struct proto_rule, has_min) },
	{ .name = "max", .tag = 3, .type = CC_INT64, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_rule, max),
	  .presence_offset = offsetof(struct proto_rule, has_max) },
	{ .name = "min_length", .tag = 4, .type = CC_INT64, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_rule, min_length),
	  .presence_offset = offsetof(struct proto_rule, has_min_length) },
	{ .name = "max_length", .tag = 5, .type = CC_INT64, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_rule, max_length),
	  .presence_offset = offsetof(struct proto_rule, has_max_length) },
	{ .name = "min_items", .tag = 6, .type = CC_INT64, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_rule, min_items),
	  .presence_offset = offsetof(struct proto_rule, has_min_items) },
	{ .name = "max_items", .tag = 7, .type = CC_INT64, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_rule, max_items),
	  .presence_offset = offsetof(struct proto_rule, has_max_items) },
	{ .name = "format", .tag = 8, .type = CC_INT32, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_rule, format) },
};

static const struct cc_message proto_rule_message = {
	.name = "couchannel.Rule", .size = sizeof(struct proto_rule),
	.fields = rule_fields, .field_count = CC_COUNT(rule_fields),
};

static const struct cc_field field_options_fields[] = {
	{ .name = "rule", .tag = OPTION_TAG, .type = CC_MESSAGE, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_field_options, rule), .message = &proto_rule_message },
};

static const struct cc_message proto_field_options_message = {
	.name = "google.protobuf.FieldOptions", .size = sizeof(struct proto_field_options),
	.fields = field_options_fields, .field_count = CC_COUNT(field_options_fields),
};

static const struct cc_field field_fields[] = {
	{ .name = "name", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_field, name) },
	{ .name = "number", .tag = 3, .type = CC_INT32, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_field, number) },
	{ .name = "label", .tag = 4, .type = CC_INT32, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_field, label) },
	{ .name = "type", .tag = 5, .type = CC_INT32, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_field, type) },
	{ .name = "type_name", .tag = 6, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_field, type_name) },
	{ .name = "options", .tag = 8, .type = CC_MESSAGE, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_field, options), .message = &proto_field_options_message },
	{ .name = "oneof_index", .tag = 9, .type = CC_INT32, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_field, oneof_index),
	  .presence_offset = offsetof(struct proto_field, has_oneof_index) },
	{ .name = "json_name", .tag = 10, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_field, json_name) },
	{ .name = "proto3_optional", .tag = 17, .type = CC_BOOL, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_field, proto3_optional) },
};

static const struct cc_message proto_field_message = {
	.name = "google.protobuf.FieldDescriptorProto", .size = sizeof(struct proto_field),
	.fields = field_fields, .field_count = CC_COUNT(field_fields),
};

static const struct cc_field enum_value_fields[] = {
	{ .name = "name", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_enum_value, name) },
	{ .name = "number", .tag = 2, .type = CC_INT32, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_enum_value, number) },
};

static const struct cc_message proto_enum_value_message = {
	.name = "google.protobuf.EnumValueDescriptorProto", .size = sizeof(struct proto_enum_value),
	.fields = enum_value_fields, .field_count = CC_COUNT(enum_value_fields),
};

static const struct cc_field enum_fields[] = {
	{ .name = "name", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_enum, name) },
	{ .name = "values", .tag = 2, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_enum, values), .message = &proto_enum_value_message },
};

static const struct cc_message proto_enum_message = {
	.name = "google.protobuf.EnumDescriptorProto", .size = sizeof(struct proto_enum),
	.fields = enum_fields, .field_count = CC_COUNT(enum_fields),
};

static const struct cc_field oneof_fields[] = {
	{ .name = "name", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_oneof, name) },
};

static const struct cc_message proto_oneof_message = {
	.name = "google.protobuf.OneofDescriptorProto", .size = sizeof(struct proto_oneof),
	.fields = oneof_fields, .field_count = CC_COUNT(oneof_fields),
};

static const struct cc_field event_fields[] = {
	{ .name = "topic", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_event, topic) },
	{ .name = "key", .tag = 2, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_event, key) },
};

static const struct cc_message proto_event_message = {
	.name = "couchannel.Event", .size = sizeof(struct proto_event),
	.fields = event_fields, .field_count = CC_COUNT(event_fields),
};

static const struct cc_field message_options_fields[] = {
	{ .name = "map_entry", .tag = 7, .type = CC_BOOL, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_message_options, map_entry) },
	{ .name = "event", .tag = OPTION_TAG, .type = CC_MESSAGE, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_message_options, event), .message = &proto_event_message },
};

static const struct cc_message proto_message_options_message = {
	.name = "google.protobuf.MessageOptions", .size = sizeof(struct proto_message_options),
	.fields = message_options_fields, .field_count = CC_COUNT(message_options_fields),
};

static const struct cc_message proto_message_message;

static const struct cc_field message_fields[] = {
	{ .name = "name", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_message, name) },
	{ .name = "fields", .tag = 2, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_message, fields), .message = &proto_field_message },
	{ .name = "nested", .tag = 3, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_message, nested), .message = &proto_message_message },
	{ .name = "enums", .tag = 4, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_message, enums), .message = &proto_enum_message },
	{ .name = "options", .tag = 7, .type = CC_MESSAGE, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_message, options), .message = &proto_message_options_message },
	{ .name = "oneofs", .tag = 8, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_message, oneofs), .message = &proto_oneof_message },
};

static const struct cc_message proto_message_message = {
	.name = "google.protobuf.DescriptorProto", .size = sizeof(struct proto_message),
	.fields = message_fields, .field_count = CC_COUNT(message_fields),
};

static const struct cc_field watch_fields[] = {
	{ .name = "topic", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_watch, topic) },
	{ .name = "key", .tag = 2, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_watch, key) },
};

static const struct cc_message proto_watch_message = {
	.name = "couchannel.Watch", .size = sizeof(struct proto_watch),
	.fields = watch_fields, .field_count = CC_COUNT(watch_fields),
};

static const struct cc_field op_fields[] = {
	{ .name = "tx", .tag = 1, .type = CC_INT32, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_op, tx) },
	{ .name = "scope", .tag = 2, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_op, scope) },
	{ .name = "route", .tag = 3, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_op, route) },
	{ .name = "fails", .tag = 4, .type = CC_STRING, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_op, fails) },
	{ .name = "audience", .tag = 5, .type = CC_INT32, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_op, audience) },
	{ .name = "watch", .tag = 6, .type = CC_MESSAGE, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_op, watch), .message = &proto_watch_message },
	{ .name = "signature_header", .tag = 7, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_op, signature_header) },
	{ .name = "secret", .tag = 8, .type = CC_BOOL, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_op, secret) },
	{ .name = "content_type", .tag = 9, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_op, content_type) },
	{ .name = "kept_ms", .tag = 10, .type = CC_INT32, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_op, kept_ms) },
};

static const struct cc_message proto_op_message = {
	.name = "couchannel.Op", .size = sizeof(struct proto_op),
	.fields = op_fields, .field_count = CC_COUNT(op_fields),
};

static const struct cc_field method_options_fields[] = {
	{ .name = "op", .tag = OPTION_TAG, .type = CC_MESSAGE, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_method_options, op), .message = &proto_op_message },
};

static const struct cc_message proto_method_options_message = {
	.name = "google.protobuf.MethodOptions", .size = sizeof(struct proto_method_options),
	.fields = method_options_fields, .field_count = CC_COUNT(method_options_fields),
};

static const struct cc_field method_fields[] = {
	{ .name = "name", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_method, name) },
	{ .name = "input_type", .tag = 2, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_method, input_type) },
	{ .name = "output_type", .tag = 3, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_method, output_type) },
	{ .name = "options", .tag = 4, .type = CC_MESSAGE, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_method, options), .message = &proto_method_options_message },
	{ .name = "client_streaming", .tag = 5, .type = CC_BOOL, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_method, client_streaming) },
	{ .name = "server_streaming", .tag = 6, .type = CC_BOOL, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_method, server_streaming) },
};

static const struct cc_message proto_method_message = {
	.name = "google.protobuf.MethodDescriptorProto", .size = sizeof(struct proto_method),
	.fields = method_fields, .field_count = CC_COUNT(method_fields),
};

static const struct cc_field refusal_fields[] = {
	{ .name = "reason", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_refusal, reason) },
	{ .name = "advice", .tag = 2, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_refusal, advice) },
};

static const struct cc_message proto_refusal_message = {
	.name = "couchannel.Refusal", .size = sizeof(struct proto_refusal),
	.fields = refusal_fields, .field_count = CC_COUNT(refusal_fields),
};

static const struct cc_field service_options_fields[] = {
	{ .name = "refusals", .tag = OPTION_TAG, .type = CC_MESSAGE, .presence = CC_IMPLICIT,
	  .repeated = true, .offset = offsetof(struct proto_service_options, refusals),
	  .message = &proto_refusal_message },
};

static const struct cc_message proto_service_options_message = {
	.name = "google.protobuf.ServiceOptions", .size = sizeof(struct proto_service_options),
	.fields = service_options_fields, .field_count = CC_COUNT(service_options_fields),
};

static const struct cc_field service_fields[] = {
	{ .name = "name", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_service, name) },
	{ .name = "methods", .tag = 2, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_service, methods), .message = &proto_method_message },
	{ .name = "options", .tag = 3, .type = CC_MESSAGE, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_service, options), .message = &proto_service_options_message },
};

static const struct cc_message proto_service_message = {
	.name = "google.protobuf.ServiceDescriptorProto", .size = sizeof(struct proto_service),
	.fields = service_fields, .field_count = CC_COUNT(service_fields),
};

static const struct cc_field location_fields[] = {
	{ .name = "path", .tag = 1, .type = CC_INT32, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_location, path) },
	{ .name = "span", .tag = 2, .type = CC_INT32, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_location, span) },
	{ .name = "leading_comments", .tag = 3, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_location, leading_comments) },
	{ .name = "trailing_comments", .tag = 4, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_location, trailing_comments) },
};

static const struct cc_message proto_location_message = {
	.name = "google.protobuf.SourceCodeInfo.Location", .size = sizeof(struct proto_location),
	.fields = location_fields, .field_count = CC_COUNT(location_fields),
};

static const struct cc_field source_fields[] = {
	{ .name = "locations", .tag = 1, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_source, locations), .message = &proto_location_message },
};

static const struct cc_message proto_source_message = {
	.name = "google.protobuf.SourceCodeInfo", .size = sizeof(struct proto_source),
	.fields = source_fields, .field_count = CC_COUNT(source_fields),
};

static const struct cc_field file_fields[] = {
	{ .name = "name", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_file, name) },
	{ .name = "package", .tag = 2, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_file, package) },
	{ .name = "dependencies", .tag = 3, .type = CC_STRING, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_file, dependencies) },
	{ .name = "messages", .tag = 4, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_file, messages), .message = &proto_message_message },
	{ .name = "enums", .tag = 5, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_file, enums), .message = &proto_enum_message },
	{ .name = "services", .tag = 6, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_file, services), .message = &proto_service_message },
	{ .name = "extensions", .tag = 7, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_file, extensions), .message = &proto_field_message },
	{ .name = "source", .tag = 9, .type = CC_MESSAGE, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_file, source), .message = &proto_source_message },
	{ .name = "syntax", .tag = 12, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_file, syntax) },
};

static const struct cc_message proto_file_message = {
	.name = "google.protobuf.FileDescriptorProto", .size = sizeof(struct proto_file),
	.fields = file_fields, .field_count = CC_COUNT(file_fields),
};

static const struct cc_field request_fields[] = {
	{ .name = "files_to_generate", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_request, files_to_generate) },
	{ .name = "files", .tag = 15, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_request, files), .message = &proto_file_message },
};

const struct cc_message proto_request_message = {
	.name = "google.protobuf.compiler.CodeGeneratorRequest", .size = sizeof(struct proto_request),
	.fields = request_fields, .field_count = CC_COUNT(request_fields),
};

static const struct cc_field output_fields[] = {
	{ .name = "name", .tag = 1, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_output, name) },
	{ .name = "content", .tag = 15, .type = CC_STRING, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_output, content) },
};

static const struct cc_message proto_output_message = {
	.name = "google.protobuf.compiler.CodeGeneratorResponse.File", .size = sizeof(struct proto_output),
	.fields = output_fields, .field_count = CC_COUNT(output_fields),
};

static const struct cc_field response_fields[] = {
	{ .name = "error", .tag = 1, .type = CC_STRING, .presence = CC_OPTIONAL,
	  .offset = offsetof(struct proto_response, error),
	  .presence_offset = offsetof(struct proto_response, has_error) },
	{ .name = "features", .tag = 2, .type = CC_UINT64, .presence = CC_IMPLICIT,
	  .offset = offsetof(struct proto_response, features) },
	{ .name = "files", .tag = 15, .type = CC_MESSAGE, .presence = CC_IMPLICIT, .repeated = true,
	  .offset = offsetof(struct proto_response, files), .message = &proto_output_message },
};

const struct cc_message proto_response_message = {
	.name = "google.protobuf.compiler.CodeGeneratorResponse", .size = sizeof(struct proto_response),
	.fields = response_fields, .field_count = CC_COUNT(response_fields),
};
