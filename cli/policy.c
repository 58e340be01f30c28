/* policy.c - what a page may do: run the script and use the style that stand in it, and nothing else. */
#include <openssl/evp.h>

#include "cli/page.h"
#include "platform/core/base64.h"

/* CSP level 3, section 2.3.1: 'sha256-...' of each element of this name, between its tags. */
static void put_hashes(struct cc_buf *out, const char *html, const char *name)
{
	char opening[16], closing[16];
	snprintf(opening, sizeof opening, "<%s>", name);
	snprintf(closing, sizeof closing, "</%s>", name);
	bool none = true;
	for (const char *at = html; (at = strstr(at, opening));) {
		const char *begin = at + strlen(opening), *end = strstr(begin, closing);
		uint8_t digest[EVP_MAX_MD_SIZE];
		unsigned len = 0;
		if (!end || EVP_Digest(begin, (size_t)(end - begin), digest, &len, EVP_sha256(), NULL) != 1)
			cc_die("a page's <%s> cannot be hashed", name);
		cc_buf_printf(out, " 'sha256-");
		cc_base64_add(out, (cc_str){ (const char *)digest, len });
		cc_buf_add_char(out, '\'');
		none = false;
		at = end;
	}
	if (none)
		cc_buf_printf(out, " 'none'");
}

const char *page_policy(struct cc_arena *arena, const char *html)
{
	struct cc_buf policy = { .arena = arena }, *out = &policy;
	cc_buf_printf(out, "default-src 'none'; script-src");
	put_hashes(out, html, "script");
	cc_buf_printf(out, "; style-src");
	put_hashes(out, html, "style");
	cc_buf_printf(out, "; img-src data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
	                   "frame-ancestors 'none'");
	cc_buf_add_char(out, '\0');
	return policy.ptr;
}
