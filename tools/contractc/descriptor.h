/*
 * descriptor.h - what protoc tells a plug-in, as far as contractc asks.
 *
 * The messages of google/protobuf/compiler/plugin.proto and descriptor.proto,
 * with the options of contracts/options.proto as ordinary fields; laid out as
 * the compiler would itself generate them.  Enums are int32_t: proto2's have no
 * value for "unspecified".
 */
#pragma once

#include "platform/core/message.h"

enum { OPTION_TAG = 50001 }; /* of (op), (rule), (event) and (refusal) in options.proto */

/* Tags that lead to an element: the steps of a location's path. */
enum {
	FILE_MESSAGE = 4, FILE_ENUM = 5, FILE_SERVICE = 6, FILE_EXTENSION = 7,
	MESSAGE_FIELD = 2, MESSAGE_NESTED = 3, MESSAGE_ENUM = 4, MESSAGE_OPTIONS = 7, MESSAGE_ONEOF = 8,
	FIELD_OPTIONS = 8, ENUM_VALUE = 2, SERVICE_METHOD = 2, SERVICE_OPTIONS = 3, METHOD_OPTIONS = 4,
};

enum { LABEL_REPEATED = 3 };

enum { /* google.protobuf.FieldDescriptorProto.Type */
	TYPE_INT64 = 3, TYPE_UINT64 = 4, TYPE_INT32 = 5, TYPE_BOOL = 8, TYPE_STRING = 9, TYPE_MESSAGE = 11,
	TYPE_BYTES = 12, TYPE_UINT32 = 13, TYPE_ENUM = 14,
};

struct proto_rule {
	bool uuid;
	bool has_min, has_max, has_min_length, has_max_length, has_min_items, has_max_items;
	int64_t min, max, min_length, max_length, min_items, max_items;
	int32_t format; /* numbered as enum cc_format */
};

struct proto_field_options { const struct proto_rule *rule; };

struct proto_field {
	cc_str name;
	int32_t number, label, type;
	cc_str type_name; /* ".couchannel.inventory.v1.Hold" */
	const struct proto_field_options *options;
	bool has_oneof_index;
	int32_t oneof_index;
	cc_str json_name;
	bool proto3_optional;
};

struct proto_field_list { struct proto_field *items; size_t count; };

struct proto_enum_value { cc_str name; int32_t number; };
struct proto_enum_value_list { struct proto_enum_value *items; size_t count; };

struct proto_enum { cc_str name; struct proto_enum_value_list values; };
struct proto_enum_list { struct proto_enum *items; size_t count; };

struct proto_oneof { cc_str name; };
struct proto_oneof_list { struct proto_oneof *items; size_t count; };

struct proto_event { cc_str topic, key; };
struct proto_message_options { bool map_entry; const struct proto_event *event; };

struct proto_message_list { struct proto_message *items; size_t count; };

struct proto_message {
	cc_str name;
	struct proto_field_list fields;
	struct proto_message_list nested;
	struct proto_enum_list enums;
	const struct proto_message_options *options;
	struct proto_oneof_list oneofs;
};

struct proto_watch { cc_str topic, key; };

struct proto_op {
	int32_t tx; /* numbered as enum cc_tx_kind */
	cc_str scope, route;
	struct cc_str_list fails;
	int32_t audience; /* numbered as enum cc_audience */
	const struct proto_watch *watch;
	cc_str signature_header;
	bool secret;
	cc_str content_type;
	int32_t kept_ms;
};

struct proto_method_options { const struct proto_op *op; };

struct proto_method {
	cc_str name, input_type, output_type;
	const struct proto_method_options *options;
	bool client_streaming, server_streaming;
};

struct proto_method_list { struct proto_method *items; size_t count; };

struct proto_refusal { cc_str reason, advice; };
struct proto_refusal_list { struct proto_refusal *items; size_t count; };
struct proto_service_options { struct proto_refusal_list refusals; };

struct proto_service {
	cc_str name;
	struct proto_method_list methods;
	const struct proto_service_options *options;
};

struct proto_service_list { struct proto_service *items; size_t count; };

struct proto_location { struct cc_int32_list path, span; cc_str leading_comments, trailing_comments; };
struct proto_location_list { struct proto_location *items; size_t count; };
struct proto_source { struct proto_location_list locations; };

struct proto_file {
	cc_str name, package;
	struct cc_str_list dependencies;
	struct proto_message_list messages;
	struct proto_enum_list enums;
	struct proto_service_list services;
	struct proto_field_list extensions;
	const struct proto_source *source;
	cc_str syntax;
};

struct proto_file_list { struct proto_file *items; size_t count; };

/* google.protobuf.compiler.CodeGeneratorRequest */
struct proto_request { struct cc_str_list files_to_generate; struct proto_file_list files; };

struct proto_output { cc_str name, content; };
struct proto_output_list { struct proto_output *items; size_t count; };

/* google.protobuf.compiler.CodeGeneratorResponse */
struct proto_response { bool has_error; cc_str error; uint64_t features; struct proto_output_list files; };

enum { FEATURE_PROTO3_OPTIONAL = 1 };

extern const struct cc_message proto_request_message;
extern const struct cc_message proto_response_message;
