/*
 * field.h - how the codecs reach a field's bytes.  For platform/core and the SQL adapters.
 *
 * A list made here has room for the next power of two, so that it grows by
 * doubling although it does not store its capacity.
 */
#pragma once

#include "platform/core/arena.h"
#include "platform/core/message.h"

/* 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z: what a Timestamp can say. */
static const int64_t cc_time_min_ms = -62135596800000, cc_time_max_ms = 253402300799999;

/* How Timestamp and Money look on the wire. */
struct cc_wire_time {
	int64_t seconds;
	int32_t nanos;
};
struct cc_wire_money {
	int64_t minor;
	cc_str currency;
};

extern const struct cc_message cc_wire_time_message, cc_wire_money_message;

struct cc_wire_time cc_wire_time_of(cc_time t);
struct cc_wire_money cc_wire_money_of(const cc_money *money); /* points into *money */
bool cc_time_of_wire(const struct cc_wire_time *wire, cc_time *t);
bool cc_money_of_wire(const struct cc_wire_money *wire, cc_money *money); /* no currency at all is accepted */

/* Marks the REQUIRED times of a zeroed message as not given; bit i of `given` leaves field i out. */
void cc_message_clear_times(const struct cc_message *message, void *msg, uint64_t given);
/* A zeroed item at the list's end. */
void *cc_list_append(struct cc_arena *arena, struct cc_list *list, size_t item_size);

static inline cc_time cc_time_clamped(cc_time t)
{
	return (cc_time){ t.ms < cc_time_min_ms   ? cc_time_min_ms
		          : t.ms > cc_time_max_ms ? cc_time_max_ms
		                                  : t.ms };
}

static inline void *cc_field_in(const struct cc_field *field, void *msg)
{
	return (char *)msg + field->offset;
}

static inline const void *cc_field_of(const struct cc_field *field, const void *msg)
{
	return (const char *)msg + field->offset;
}

static inline bool cc_money_is_none(const cc_money *money)
{
	return money->minor == 0 && money->currency.code[0] == '\0';
}

/* False for a scalar of implicit presence, whatever its value, and for a list. */
static inline bool cc_field_absent(const struct cc_field *field, const void *msg)
{
	const void *at = cc_field_of(field, msg);
	if (field->repeated)
		return false;
	if (field->presence == CC_ONEOF)
		return *(const int32_t *)((const char *)msg + field->presence_offset) != (int32_t)field->tag;
	if (field->type == CC_MESSAGE)
		return *(const void *const *)at == NULL;
	if (field->presence == CC_OPTIONAL)
		return !*(const bool *)((const char *)msg + field->presence_offset);
	if (field->type == CC_TIME)
		return ((const cc_time *)at)->ms == CC_TIME_NOT_GIVEN.ms;
	return field->type == CC_MONEY && cc_money_is_none(at);
}

static inline void cc_field_set_present(const struct cc_field *field, void *msg)
{
	void *at = (char *)msg + field->presence_offset;
	if (field->presence == CC_ONEOF)
		*(int32_t *)at = (int32_t)field->tag;
	else if (field->presence == CC_OPTIONAL && field->type != CC_MESSAGE && !field->repeated)
		*(bool *)at = true;
}
