#include "platform/adapters/sim/names.h"

uint64_t cc_digest(uint64_t before, cc_str bytes)
{
	uint64_t digest = before;
	for (size_t i = 0; i < bytes.len; i++)
		digest = (digest ^ (uint8_t)bytes.ptr[i]) * UINT64_C(0x100000001b3);
	return digest;
}

/* Of the name, or the free one where it would be.  A free one there always is. */
static struct cc_named *slot_of(const struct cc_names *names, cc_str name)
{
	size_t at = (size_t)cc_digest(CC_DIGEST_OF_NOTHING, name) & (names->capacity - 1);
	while (names->slots[at].what && !cc_str_eq(names->slots[at].name, name))
		at = (at + 1) & (names->capacity - 1);
	return &names->slots[at];
}

void *cc_names_find(const struct cc_names *names, cc_str name)
{
	return names->capacity > 0 ? slot_of(names, name)->what : NULL;
}

static void make_room(struct cc_names *names)
{
	struct cc_names larger = { .arena = names->arena, .count = names->count };
	larger.capacity = names->capacity ? 2 * names->capacity : 64;
	larger.slots = cc_arena_alloc(names->arena, larger.capacity * sizeof *larger.slots);
	for (size_t i = 0; i < names->capacity; i++)
		if (names->slots[i].what)
			*slot_of(&larger, names->slots[i].name) = names->slots[i];
	*names = larger;
}

void cc_names_put(struct cc_names *names, cc_str name, void *what)
{
	if (2 * (names->count + 1) > names->capacity)
		make_room(names);
	struct cc_named *slot = slot_of(names, name);
	names->count += slot->what == NULL;
	*slot = (struct cc_named){ name, what };
}
