#include "cli/documents.h"

#include "cli/openapi.h"
#include "cli/pages.h"
#include "cli/port.h"
#include "cli/site.h"

enum { OUTBOX_PAGES = 3 };

static void print_openapi(struct cc_buf *out, const struct cc_service *const *services)
{
	openapi_print(out, CLI_JSON_SYNTAX, services);
}

static const struct {
	const char *path;
	void (*print)(struct cc_buf *out, const struct cc_service *const *services);
	const char *needs; /* a route, or the page is of no use; NULL: none */
	bool json;
} pages[] = {
	{ .path = "/", .print = start_page_print },
	{ .path = "/docs", .print = reference_page_print },
	{ .path = "/d/{code}", .print = sign_in_page_print, .needs = "/v1/token" },
	{ .path = "/openapi.json", .print = print_openapi, .json = true },
};

static bool offer(const struct cc_service *const *services, const char *route)
{
	for (; *services; services++)
		for (const struct cc_op *const *op = (*services)->ops; *op; op++)
			if ((*op)->path && strcmp((*op)->path, route) == 0)
				return true;
	return false;
}

static struct cc_document document_of(struct cli *cli, size_t page, const struct cc_service *const *services)
{
	struct cc_buf out = { .arena = cli->ctx->arena };
	pages[page].print(&out, services);
	struct cc_document document = { pages[page].path, "application/json",
		                        cc_copy(cli->ctx, cc_buf_str(&out)) };
	if (pages[page].json)
		return document;
	document.content_type = "text/html; charset=utf-8";
	document.policy = page_policy(cli->ctx->arena, document.body.ptr);
	return document;
}

/* Mails are private: they are shown where nobody else can look, and nowhere else. */
static size_t add_outbox(struct cli *cli, struct cc_document *documents)
{
	static const char *const paths[OUTBOX_PAGES] = { "/outbox", "/outbox/{mail}",
		                                         "/outbox/{mail}/{part}" };
	if (!cli_is_on(&cli->values, CLI_DEV) || !cli_is_loopback(cli->values.of[CLI_LISTEN].text))
		return 0;
	for (size_t i = 0; i < OUTBOX_PAGES; i++)
		documents[i] = (struct cc_document){
			.path = paths[i],
			.write = outbox_page_write,
			.arg = (char *)(uintptr_t)cli_outbox_folder(cli),
		};
	return OUTBOX_PAGES;
}

const struct cc_document *cli_documents(struct cli *cli, const struct cc_service *const *services)
{
	struct cc_document *documents = cc_alloc_array(cli->ctx, CC_COUNT(pages) + OUTBOX_PAGES + 1,
	                                               sizeof *documents);
	size_t count = add_outbox(cli, documents);
	for (size_t i = 0; i < CC_COUNT(pages); i++)
		if (!pages[i].needs || offer(services, pages[i].needs))
			documents[count++] = document_of(cli, i, services);
	return documents;
}
