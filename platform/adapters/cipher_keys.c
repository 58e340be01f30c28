/* cipher_keys.c - reads the keys that a cipher is given, line by line. */
#include "platform/adapters/cipher_aes.h"

static const uint32_t id_max = INT32_MAX;

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static cc_str take_line(cc_str *text)
{
	const char *end = memchr(text->ptr, '\n', text->len);
	size_t len = end ? (size_t)(end - text->ptr) : text->len;
	cc_str line = { text->ptr, len };
	size_t taken = end ? len + 1 : len;
	*text = (cc_str){ text->ptr + taken, text->len - taken };
	return line;
}

/* Takes the number and the space behind it; 0 if they are not there. */
static uint32_t take_id(cc_str *line)
{
	uint32_t id = 0;
	size_t i = 0;
	for (; i < line->len && line->ptr[i] >= '0' && line->ptr[i] <= '9'; i++) {
		uint32_t digit = (uint32_t)(line->ptr[i] - '0');
		if (id > (id_max - digit) / 10)
			return 0;
		id = id * 10 + digit;
	}
	if (i == line->len || line->ptr[i] != ' ')
		return 0;
	*line = (cc_str){ line->ptr + i + 1, line->len - i - 1 };
	return id;
}

static bool read_bytes(cc_str digits, uint8_t bytes[CC_CIPHER_KEY_BYTES])
{
	if (digits.len != 2 * CC_CIPHER_KEY_BYTES)
		return false;
	for (size_t i = 0; i < CC_CIPHER_KEY_BYTES; i++) {
		int high = hex_value(digits.ptr[2 * i]), low = hex_value(digits.ptr[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		bytes[i] = (uint8_t)(high << 4 | low);
	}
	return true;
}

static bool has_key(const struct cc_cipher_keys *keys, uint32_t id)
{
	for (size_t i = 0; i < keys->count; i++)
		if (keys->at[i].id == id)
			return true;
	return false;
}

static const char *add_key(cc_str line, struct cc_cipher_keys *keys)
{
	struct cc_cipher_key key;
	if (keys->count == CC_CIPHER_KEYS_MAX)
		return "there are more than 16 keys";
	key.id = take_id(&line);
	if (key.id == 0)
		return "a key begins with its number, from 1 to 2147483647, and a space";
	if (has_key(keys, key.id))
		return "another key has the same number";
	if (!read_bytes(line, key.bytes))
		return "a key is 64 hexadecimal digits";
	keys->at[keys->count++] = key;
	return NULL;
}

const char *cc_cipher_keys_read(cc_str text, struct cc_cipher_keys *keys, size_t *line)
{
	*keys = (struct cc_cipher_keys){ 0 };
	for (*line = 1; text.len > 0; ++*line) {
		cc_str key = take_line(&text);
		if (key.len == 0 || key.ptr[0] == '#')
			continue;
		const char *wrong = add_key(key, keys);
		if (wrong)
			return wrong;
	}
	return keys->count > 0 ? NULL : "there is no key";
}
