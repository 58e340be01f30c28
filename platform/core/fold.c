#include "platform/core/fold.h"

enum { LATIN_FIRST = 0xc0, LATIN_END = 0x180, VIETNAMESE_FIRST = 0x1e00, VIETNAMESE_END = 0x1f00 };

/* What Latin letters are without their marks: as Unicode decomposes them, and besides, what it takes
 * for letters of their own: ł is l, đ is d, ø is o, ı is i.  '*' is more than one letter, ' ' is none. */
static const char latin[LATIN_END - LATIN_FIRST + 1] =
	"aaaaaa*ceeeeiiiidnooooo ouuuuy**aaaaaa*ceeeeiiiidnooooo ouuuuy*y"   /* U+00C0 */
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkkllllll"    /* U+0100 */
	"llllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"; /* U+013F */

static const char vietnamese[VIETNAMESE_END - VIETNAMESE_FIRST + 1] =
	"aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmm"  /* U+1E00 */
	"mmmmnnnnnnnnoooooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvv"  /* U+1E40 */
	"wwwwwwwwwwxxxxyyzzzzzzhtwyasss*daaaaaaaaaaaaaaaaaaaaaaaaeeeeeeee"  /* U+1E80 */
	"eeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyllvvyy"; /* U+1EC0 */

static const struct pair {
	uint32_t letter;
	const char *folded;
} pairs[] = {
	{ 0xc6, "ae" },  { 0xe6, "ae" },  { 0xde, "th" },  { 0xfe, "th" },  { 0xdf, "ss" },
	{ 0x132, "ij" }, { 0x133, "ij" }, { 0x152, "oe" }, { 0x153, "oe" }, { 0x1e9e, "ss" },
};

/* Reading and writing UTF-8 ----------------------------------------------------- */

/* The first character of the text, which is not empty, and how long it is; 0 for bytes that are none. */
static uint32_t read_character(cc_str text, size_t *len)
{
	const uint8_t *at = (const uint8_t *)text.ptr;
	size_t size = at[0] < 0x80 ? 1 : at[0] >= 0xf0 ? 4 : at[0] >= 0xe0 ? 3 : at[0] >= 0xc2 ? 2 : 0;
	*len = 1;
	if (size == 0 || size > text.len || at[0] > 0xf4)
		return 0;
	uint32_t character = size == 1 ? at[0] : at[0] & (0x7f >> size);
	for (size_t i = 1; i < size; i++) {
		if ((at[i] & 0xc0) != 0x80)
			return 0;
		character = character << 6 | (at[i] & 0x3f);
	}
	*len = size;
	return character;
}

/* Of at most as many bytes as the character had that it was made of. */
static char *write_character(char *to, uint32_t character)
{
	if (character < 0x80) {
		*to++ = (char)character;
		return to;
	}
	if (character >= 0x10000) {
		*to++ = (char)(0xf0 | character >> 18);
		*to++ = (char)(0x80 | (character >> 12 & 0x3f));
	} else if (character >= 0x800) {
		*to++ = (char)(0xe0 | character >> 12);
	} else {
		*to++ = (char)(0xc0 | character >> 6);
	}
	if (character >= 0x800)
		*to++ = (char)(0x80 | (character >> 6 & 0x3f));
	*to++ = (char)(0x80 | (character & 0x3f));
	return to;
}

/* Letters ----------------------------------------------------------------------- */

/* Marks that stand after their letter: they are left out, and what is around them is one word. */
static bool is_mark(uint32_t character)
{
	return character >= 0x300 && character <= 0x36f;
}

/* Signs, spaces and punctuation of the blocks that people write in. */
static bool is_between_words(uint32_t character)
{
	return (character >= 0x80 && character < LATIN_FIRST) || character == 0xd7 || character == 0xf7 ||
	       (character >= 0x2000 && character <= 0x2bff) || (character >= 0x3000 && character <= 0x303f) ||
	       (character >= 0xd800 && character <= 0xf8ff) || (character >= 0xfe00 && character <= 0xfe0f) ||
	       character == 0xfeff || (character >= 0x1f000 && character <= 0x1faff) || character > 0xe0000;
}

/* Greek and Cyrillic capitals lie in rows above their small letters. */
static uint32_t lower(uint32_t character)
{
	if ((character >= 0x391 && character <= 0x3a9) || (character >= 0x410 && character <= 0x42f))
		return character + 0x20;
	return character >= 0x400 && character <= 0x40f ? character + 0x50 : character;
}

/* The letters that a Latin one is without its marks; 0 to 2. */
static char *write_latin(char *to, uint32_t character, char plain)
{
	if (plain != '*') {
		*to++ = plain;
		return to;
	}
	for (size_t i = 0; i < CC_COUNT(pairs); i++)
		if (pairs[i].letter == character)
			for (const char *letter = pairs[i].folded; *letter; letter++)
				*to++ = *letter;
	return to;
}

/* Nothing is written for what stands between words. */
static char *write_folded(char *to, uint32_t character)
{
	if ((character >= 'a' && character <= 'z') || (character >= '0' && character <= '9'))
		return write_character(to, character);
	if (character >= 'A' && character <= 'Z')
		return write_character(to, character + ('a' - 'A'));
	if (character < 0x80 || is_between_words(character))
		return to;
	if (character < LATIN_END)
		return write_latin(to, character, latin[character - LATIN_FIRST]);
	if (character >= VIETNAMESE_FIRST && character < VIETNAMESE_END)
		return write_latin(to, character, vietnamese[character - VIETNAMESE_FIRST]);
	return write_character(to, lower(character));
}

cc_str cc_fold(struct cc_ctx *ctx, cc_str text)
{
	char *folded = cc_alloc(ctx, text.len + 1), *to = folded;
	bool between = false;
	for (size_t at = 0, len; at < text.len; at += len) {
		uint32_t character = read_character((cc_str){ text.ptr + at, text.len - at }, &len);
		if (is_mark(character))
			continue;
		char *start = to;
		if (between && to > folded)
			*to++ = ' ';
		char *end = write_folded(to, character);
		between = end == to;
		to = between ? start : end;
	}
	return (cc_str){ folded, (size_t)(to - folded) };
}
