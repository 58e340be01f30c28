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

void cc_nearest_offer(struct cc_nearest *nearest, cc_str misspelt, const char *name)
{
	cc_str offered = cc_str_of(name);
	if (misspelt.len > NAME_MAX_LEN || offered.len > NAME_MAX_LEN)
		return;
	size_t d = distance(misspelt, offered);
	if (d > misspelt.len / 3 + 1 || (nearest->name && d >= nearest->distance))
		return;
	*nearest = (struct cc_nearest){ name, d };
}

const char *cc_suggest_field(const struct cc_message *message, cc_str misspelt, uint64_t taken)
{
	struct cc_nearest nearest = { NULL, 0 };
	for (size_t i = 0; i < message->field_count; i++)
		if (!(taken >> i & 1))
			cc_nearest_offer(&nearest, misspelt, message->fields[i].name);
	return nearest.name;
}
