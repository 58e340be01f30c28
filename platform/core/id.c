#include "platform/core/id.h"

void cc_id_print(cc_id id, char out[CC_ID_TEXT_LEN])
{
	static const char hex[] = "0123456789abcdef";
	for (size_t i = 0; i < sizeof id.byte; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			*out++ = '-';
		*out++ = hex[id.byte[i] >> 4];
		*out++ = hex[id.byte[i] & 15];
	}
}

/* -1 if it is no hexadecimal digit. */
static int digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool cc_id_parse(cc_str text, cc_id *id)
{
	if (text.len != CC_ID_TEXT_LEN)
		return false;
	cc_id parsed;
	const char *at = text.ptr;
	for (size_t i = 0; i < sizeof parsed.byte; i++) {
		if ((i == 4 || i == 6 || i == 8 || i == 10) && *at++ != '-')
			return false;
		int high = digit(at[0]), low = digit(at[1]);
		if (high < 0 || low < 0)
			return false;
		parsed.byte[i] = (uint8_t)(high << 4 | low);
		at += 2;
	}
	*id = parsed;
	return true;
}

cc_id cc_id_v7(cc_time now, const uint8_t random[10])
{
	cc_id id;
	for (int i = 0; i < 6; i++)
		id.byte[i] = (uint8_t)((uint64_t)now.ms >> (40 - 8 * i));
	memcpy(id.byte + 6, random, 10);
	id.byte[6] = (uint8_t)(0x70 | (id.byte[6] & 0x0f));
	id.byte[8] = (uint8_t)(0x80 | (id.byte[8] & 0x3f));
	return id;
}
