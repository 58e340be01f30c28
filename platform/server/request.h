/* request.h - a connection and the request that it is busy with, from its first line to its last byte. */
#pragma once

#include <microhttpd.h>

#include "platform/core/buf.h"
#include "platform/runtime/node.h"
#include "platform/server/head.h"
#include "platform/server/pages.h"
#include "platform/server/router.h"

struct cc_http_loop;
struct cc_http_stream;

/* Beside what libmicrohttpd keeps for a TCP connection. */
struct cc_http_connection {
	struct cc_http_loop *loop;
	int fd;
	struct cc_http_request *request; /* since its request line came, until it is answered; else NULL */
	int64_t deadline_us;             /* monotonic; INT64_MAX: none */
	struct cc_http_connection *next, **link;
};

enum cc_http_phase {
	CC_HTTP_HEAD,     /* its headers are not all here */
	CC_HTTP_BODY,     /* its body is being received */
	CC_HTTP_RUNNING,  /* with a lane or a worker; the connection is suspended */
	CC_HTTP_FINISHED, /* `err` is the outcome, to be answered */
	CC_HTTP_ANSWERED, /* libmicrohttpd sends the answer */
};

/* Pooled: a steady request costs the heap nothing.  Everything it makes is in its arena. */
struct cc_http_request {
	struct cc_http_connection *connection;
	struct MHD_Connection *mhd;
	struct cc_arena *arena;
	struct cc_invocation invocation; /* and its ctx; op is NULL until it is routed */
	enum cc_http_phase phase;
	cc_str target;
	cc_str query;
	struct cc_http_head head;
	struct cc_route_match match; /* .route is NULL until it is routed */
	struct cc_buf body;
	uint64_t commits;            /* of its service, before it was run, if its answer may be kept */
	cc_str kept;                 /* the answer, if it is one that was kept */
	size_t discarded;            /* bytes of a refused body */
	int64_t arrived_us;
	cc_err err;
	bool is_head;
	bool unframed;     /* err came from framing: nothing that follows is read */
	bool unauthorised; /* err came from authentication or authorisation */
	struct cc_http_stream *stream;
	struct cc_http_request *next; /* in the pool, and in `finished` */
};

/* request.c ---------------------------------------------------------------------- */

void *cc_http_on_request_line(void *cls, const char *target, struct MHD_Connection *mhd);
enum MHD_Result cc_http_on_request(void *cls, struct MHD_Connection *mhd, const char *url, const char *method,
                                   const char *version, const char *upload, size_t *upload_size,
                                   void **context);
void cc_http_on_completed(void *cls, struct MHD_Connection *mhd, void **context,
                          enum MHD_RequestTerminationCode how);
/* Of a connection that closes while libmicrohttpd still reads the head: it may run out of its memory
 * there, and then completes nothing. */
void cc_http_forget_request(struct cc_http_request *request);
/* Resumes what lanes and workers have finished. */
void cc_http_resume_finished(struct cc_http_loop *loop);
void cc_http_free_requests(struct cc_http_loop *loop);

/* pipeline.c --------------------------------------------------------------------- */

/* Before the body: limits, route, caller, load.  Fails with what is wrong. */
CC_RESULT cc_http_admit(struct cc_http_request *request, cc_str method, cc_str version);
/* With the body: reads the input and runs it.  Either request->err is the outcome, or it is RUNNING. */
void cc_http_run(struct cc_http_request *request);

/* Keeps the answer for others, if its operation's may be kept. */
void cc_http_keep(struct cc_http_request *request, cc_str body);

/* answer.c ----------------------------------------------------------------------- */

/* Queues what the request came to. */
enum MHD_Result cc_http_answer(struct cc_http_request *request);
/* The problem that err is, as JSON. */
void cc_http_problem(struct cc_buf *out, const struct cc_invocation *invocation, cc_err err);
int cc_http_status(cc_err err);
/* Headers that every answer has. */
void cc_http_add_headers(struct cc_http_request *request, struct MHD_Response *response);
/* Writes the problem past libmicrohttpd, which has sent nothing for this request yet. */
void cc_http_answer_raw(struct cc_http_request *request, cc_err err);
