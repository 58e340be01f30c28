/* host.c - finding a host, and the languages that people speak. */
#include "services/hosting/internal.h"

cc_err hosting_load_host(struct cc_ctx *ctx, cc_id host_id, struct hosting_host *host)
{
	struct hosting_host_row row;
	cc_err err = cc_sql_one(ctx, &host_by_id, &hosting_host_row_message, &row, host_id);
	if (cc_is(err, CC_NOT_FOUND))
		return cc_fail(ctx, &hosting_host_not_found, "There is no such host; check the id.");
	TRY(err);
	*host = (struct hosting_host){
		.host_id = row.host_id,
		.name = row.name,
		.about = row.about,
		.languages = hosting_split_languages(ctx, row.languages),
		.host_since = row.host_since,
	};
	return CC_OK;
}

cc_err hosting_join_languages(struct cc_ctx *ctx, const struct cc_str_list *languages, cc_str *text)
{
	cc_str joined = CC_STR("");
	for (size_t i = 0; i < languages->count; i++) {
		cc_str language = languages->items[i];
		if (cc_str_has_word(joined, language))
			return cc_fail(ctx, &hosting_duplicate_language, "%.*s is named twice; name it once.",
			               (int)language.len, language.ptr);
		joined = cc_printf(ctx, "%.*s%s%.*s", (int)joined.len, joined.ptr, i > 0 ? " " : "",
		                   (int)language.len, language.ptr);
	}
	*text = joined;
	return CC_OK;
}

static size_t count_words(cc_str text)
{
	size_t spaces = 0;
	for (size_t i = 0; i < text.len; i++)
		spaces += text.ptr[i] == ' ';
	return text.len > 0 ? spaces + 1 : 0;
}

struct cc_str_list hosting_split_languages(struct cc_ctx *ctx, cc_str text)
{
	struct cc_str_list words = { .count = count_words(text) };
	words.items = cc_alloc_array(ctx, words.count, sizeof *words.items);
	for (size_t i = 0; i < words.count; i++) {
		const char *space = memchr(text.ptr, ' ', text.len);
		size_t len = space ? (size_t)(space - text.ptr) : text.len;
		words.items[i] = (cc_str){ text.ptr, len };
		text = (cc_str){ text.ptr + len + (space != NULL), text.len - len - (space != NULL) };
	}
	return words;
}
