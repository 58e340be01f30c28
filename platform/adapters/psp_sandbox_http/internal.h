/* internal.h - one request of the sandbox's HTTP edge, and its answer. */
#pragma once

#include <microhttpd.h>

#include "platform/adapters/psp_sandbox_http/edge.h"
#include "platform/core/buf.h"
#include "platform/core/run.h"

enum { CC_PSP_FIELDS_MAX = 24, CC_PSP_VALUE_MAX = 1024 };

struct cc_psp_edge {
	struct cc_psp_edge_options options;
	int listen_fd;
	struct MHD_Daemon *daemon; /* NULL before it starts */
};

struct cc_psp_field { cc_str name, value; };

struct cc_psp_request {
	struct cc_psp_edge *edge;
	struct cc_ctx ctx; /* with an arena of its own */
	struct MHD_Connection *connection;
	struct MHD_PostProcessor *form; /* NULL: there is no form */
	const char *method, *path;
	cc_str id; /* the segment of the path that the route's "*" stands for */
	struct cc_psp_field fields[CC_PSP_FIELDS_MAX]; /* of the query and of the form */
	size_t field_count;
	bool refused; /* too many fields, or too long ones */
};

struct cc_psp_reply {
	unsigned status;
	const char *type;
	struct cc_buf body;
	bool hang_up; /* no answer at all */
};

cc_str cc_psp_request_field(const struct cc_psp_request *request, const char *name); /* "" if absent */
cc_str cc_psp_request_header(const struct cc_psp_request *request, const char *name);

/* api.c: answers every request. */
void cc_psp_edge_answer(struct cc_psp_request *request, struct cc_psp_reply *reply);

/* page.c: the page on which a guest confirms. */
cc_err cc_psp_edge_show_page(struct cc_psp_request *request, struct cc_psp_reply *reply);
cc_err cc_psp_edge_take_answer(struct cc_psp_request *request, struct cc_psp_reply *reply);
