#include "platform/core/suggest.h"

enum { NAME_MAX_LEN = 64 };

static size_t least(size_t a, size_t b, size_t c)
{
	size_t ab = a < b ? a : b;
	return ab < c ? ab : c;
}

/* How many letters must be put in, taken out or changed (Levenshtein), row by row. */
static size_t distance(cc_str a, cc_str b)
{
	size_t row[NAME_MAX_LEN + 1];
	for (size_t j = 0; j <= b.len; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b.len; j++) {
			size_t changed = diagonal + (a.ptr[i - 1] != b.ptr[j - 1]);
			diagonal = row[j];
			row[j] = least(row[j] + 1, row[j - 1] + 1, changed);
		}
	}
	return row[b.len];
}

const char *cc_suggest_field(const struct cc_message *message, cc_str misspelt, uint64_t taken)
{
	const char *nearest = NULL;
	size_t nearest_distance = misspelt.len / 3 + 1; /* farther than that is another word */
	if (misspelt.len > NAME_MAX_LEN)
		return NULL;
	for (size_t i = 0; i < message->field_count; i++) {
		cc_str name = cc_str_of(message->fields[i].name);
		if ((taken >> i & 1) || name.len > NAME_MAX_LEN)
			continue;
		size_t d = distance(misspelt, name);
		if (d > nearest_distance || (nearest && d == nearest_distance))
			continue;
		nearest = name.ptr;
		nearest_distance = d;
	}
	return nearest;
}
