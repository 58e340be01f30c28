#include "platform/core/validate.h"

/* The length of the multi-byte character that text begins with; 0 if it is none (RFC 3629 section 4). */
static size_t character(const uint8_t *text, size_t len)
{
	uint8_t lead = text[0], low = 0x80, high = 0xbf;
	size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
	if (lead < 0xc2 || lead > 0xf4 || size > len)
		return 0;
	if (lead == 0xe0)
		low = 0xa0; /* overlong */
	else if (lead == 0xed)
		high = 0x9f; /* surrogates */
	else if (lead == 0xf0)
		low = 0x90; /* overlong */
	else if (lead == 0xf4)
		high = 0x8f; /* beyond U+10FFFF */
	if (text[1] < low || text[1] > high)
		return 0;
	for (size_t i = 2; i < size; i++)
		if ((text[i] & 0xc0) != 0x80)
			return 0;
	return size;
}

bool cc_utf8_valid(cc_str text)
{
	const uint8_t *at = (const uint8_t *)text.ptr;
	size_t left = text.len;
	while (left > 0) {
		size_t size = *at == 0 ? 0 : *at < 0x80 ? 1 : character(at, left);
		if (size == 0)
			return false;
		at += size;
		left -= size;
	}
	return true;
}
