#include "cli/documents.h"

#include "cli/openapi.h"
#include "cli/pages.h"

enum { DOCUMENTS = 3 };

static cc_str printed(struct cli *cli,
                      void (*print)(struct cc_buf *out, const struct cc_service *const *services),
                      const struct cc_service *const *services)
{
	struct cc_buf out = { .arena = cli->ctx->arena };
	print(&out, services);
	return cc_buf_str(&out);
}

static void print_openapi(struct cc_buf *out, const struct cc_service *const *services)
{
	openapi_print(out, CLI_JSON_SYNTAX, services);
}

const struct cc_document *cli_documents(struct cli *cli, const struct cc_service *const *services)
{
	static const char html[] = "text/html; charset=utf-8";
	struct cc_document *documents = cc_alloc_array(cli->ctx, DOCUMENTS + 1, sizeof *documents);
	documents[0] = (struct cc_document){ "/", html, printed(cli, start_page_print, services) };
	documents[1] = (struct cc_document){ "/docs", html, printed(cli, reference_page_print, services) };
	documents[2] = (struct cc_document){ "/openapi.json", "application/json",
		                             printed(cli, print_openapi, services) };
	return documents;
}
