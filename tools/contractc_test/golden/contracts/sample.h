/*
 * sample.h - One of everything.
 *
 * Made from couchannel/sample/v1/sample.proto by contractc; edit that instead.
 */
#pragma once

#include "platform/core/service.h"
#include "contracts/neighbour.h"

enum sample_kind {
	SAMPLE_KIND_UNSPECIFIED = 0,
	/* The usual one. */
	SAMPLE_KIND_PLAIN = 1,
	SAMPLE_KIND_ODD = -1,
	SAMPLE_ELSE = 7,
};
struct sample_kind_list { enum sample_kind *items; size_t count; };
extern const struct cc_enum sample_kind_enum;

enum sample_thing_colour {
	SAMPLE_THING_COLOUR_UNSPECIFIED = 0,
	SAMPLE_THING_COLOUR_RED = 1,
};
struct sample_thing_colour_list { enum sample_thing_colour *items; size_t count; };
extern const struct cc_enum sample_thing_colour_enum;

struct sample_thing_part_list { struct sample_thing_part *items; size_t count; };

struct sample_thing {
	/* Fields stand in the contract's order, and in the table by tag. */
	struct sample_thing_part_list parts;
	cc_id id;
	enum sample_kind kind;
	struct sample_thing_colour_list colours;
	bool on;
	int32_t small;
	int64_t large;
	uint32_t positive;
	uint64_t huge;
	cc_str raw;
	cc_str mail;
	cc_time made_at;
	cc_money price;
	struct cc_money_list offers;
	bool has_other_kind;
	enum sample_kind other_kind;
	/* What friends say. */
	bool has_nick;
	cc_str nick;
	bool has_sold_at;
	cc_time sold_at;
	const struct neighbour_address *address;
	struct neighbour_address_list stays;
	int32_t owner_case; /* the tag of the member that is there, 0 for none */
	union {
		cc_id guest_id;
		const struct neighbour_address *house;
		int32_t number;
	};
	struct cc_id_list ids;
};
struct sample_thing_list { struct sample_thing *items; size_t count; };
extern const struct cc_message sample_thing_message;
extern const struct cc_event sample_thing_event;

struct sample_thing_part {
	cc_str name;
	/* A thing may be made of things. */
	const struct sample_thing *whole;
	struct sample_thing_part_list parts;
};
extern const struct cc_message sample_thing_part_message;

struct sample_make_thing_request {
	cc_id id;
	const struct sample_thing *thing;
};
struct sample_make_thing_request_list { struct sample_make_thing_request *items; size_t count; };
extern const struct cc_message sample_make_thing_request_message;

struct sample_watch_thing_request {
	cc_id id;
	int32_t page;
};
struct sample_watch_thing_request_list { struct sample_watch_thing_request *items; size_t count; };
extern const struct cc_message sample_watch_thing_request_message;

struct sample_picture {
	cc_str body;
};
struct sample_picture_list { struct sample_picture *items; size_t count; };
extern const struct cc_message sample_picture_message;

struct sample_nothing {
	char nothing; /* C has no empty struct */
};
struct sample_nothing_list { struct sample_nothing *items; size_t count; };
extern const struct cc_message sample_nothing_message;

struct sample_signed {
	cc_str signature;
	cc_str body;
};
struct sample_signed_list { struct sample_signed *items; size_t count; };
extern const struct cc_message sample_signed_message;

struct sample_count {
	int64_t things;
};
struct sample_count_list { struct sample_count *items; size_t count; };
extern const struct cc_message sample_count_message;

/* Why an operation here refuses. */
extern const struct cc_reason sample_thing_exists;    /* ALREADY_EXISTS */
extern const struct cc_reason sample_worn_out;        /* FAILED_PRECONDITION */
extern const struct cc_reason sample_owner_not_found; /* NOT_FOUND */
extern const struct cc_reason sample_too_many;        /* FAILED_PRECONDITION */

/*
 * Makes a thing, however often it is asked; a comment / * like this * / that is long enough to be
 * folded, "quoted" and \ escaped stays one comment and one string, with what??!
 *
 * Fails: ALREADY_EXISTS thing_exists; FAILED_PRECONDITION worn_out, too_many; NOT_FOUND
 * owner_not_found.
 */
CC_RESULT sample_make_thing(struct cc_ctx *ctx, const struct sample_make_thing_request *in,
                            struct sample_thing *out);
extern const struct cc_op sample_make_thing_op;

CC_RESULT sample_watch_thing(struct cc_ctx *ctx, const struct sample_watch_thing_request *in,
                             struct sample_thing *out);
extern const struct cc_op sample_watch_thing_op;

/*
 * For other services.
 */
CC_RESULT sample_count_things(struct cc_ctx *ctx, const struct sample_nothing *in,
                              struct sample_count *out);
extern const struct cc_op sample_count_things_op;

/*
 * Takes what a stranger signed.
 */
CC_RESULT sample_hear_stranger(struct cc_ctx *ctx, const struct sample_signed *in,
                               struct sample_count *out);
extern const struct cc_op sample_hear_stranger_op;

/*
 * What the things look like.
 */
CC_RESULT sample_draw_things(struct cc_ctx *ctx, const struct sample_nothing *in,
                             struct sample_picture *out);
extern const struct cc_op sample_draw_things_op;

/* All of them; each list ends with NULL. */
extern const struct cc_op *const sample_ops[];
extern const struct cc_event *const sample_events[];
