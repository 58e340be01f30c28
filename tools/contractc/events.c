/* events.c - (event): messages that tell what happened, and streams that watch them. */
#include "contract.h"

static bool is_topic(cc_str topic)
{
	for (size_t i = 0; i < topic.len; i++)
		if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_.", topic.ptr[i]) || topic.ptr[i] == '\0')
			return false;
	return topic.len > 0;
}

void read_event(struct contract *contract, struct type *type)
{
	if (!type->event)
		return;
	struct place place = place_in(type->place, MESSAGE_OPTIONS, OPTION_TAG);
	if (type->event->topic.len == 0)
		complain(contract, place, "%s: the event has no topic", type->name);
	else if (!is_topic(type->event->topic))
		complain(contract, place, "%s: a topic is lower-case letters, digits, '_' and '.'",
		         type->name);

	type->event_key = field_named(type, type->event->key);
	const struct field *key = type->event_key;
	if (type->event->key.len == 0)
		complain(contract, place, "%s: the event has no key", type->name);
	else if (!key)
		complain(contract, place, "%s: the event's key %.*s is not a field of it", type->name,
		         (int)type->event->key.len, type->event->key.ptr);
	else if ((key->type != CC_UUID && key->type != CC_STRING) || key->repeated ||
	         key->presence >= CC_OPTIONAL)
		complain(contract, place,
		         "%s: the event's key %s must be a UUID or string that is always there", type->name,
		         key->name);
}

/* NULL if no event of the unit's package has the topic. */
static const struct type *event_of_topic(const struct contract *contract, const struct unit *unit,
                                         cc_str topic)
{
	for (size_t i = 0; i < contract->type_count; i++) {
		const struct type *type = &contract->types[i];
		if (belongs_to(type, unit) && type->event && cc_str_eq(type->event->topic, topic))
			return type;
	}
	return NULL;
}

void check_watch(struct contract *contract, const struct unit *unit, struct op *op)
{
	const struct proto_watch *watch = op->option->watch;
	struct place place = place_in(op->place, METHOD_OPTIONS, OPTION_TAG);
	const struct type *event = event_of_topic(contract, unit, watch->topic);
	op->watch_topic = text_of(contract, watch->topic);
	op->watch_key = field_named(op->in, watch->key);
	if (!event) {
		complain(contract, place, "%s: no event of this package has the topic \"%s\"", op->label,
		         op->watch_topic);
		return;
	}
	if (!op->watch_key)
		complain(contract, place, "%s: the watch's key \"%.*s\" is not a field of %s", op->label,
		         (int)watch->key.len, watch->key.ptr, op->in->name);
	else if (event->event_key && (op->watch_key->type != event->event_key->type ||
	                              op->watch_key->repeated || op->watch_key->presence >= CC_OPTIONAL))
		complain(contract, place,
		         "%s: the watch's key %s must be of the type of %s's key, and always there",
		         op->label, op->watch_key->name, event->name);
}
