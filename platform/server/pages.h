/* pages.h - what is answered without an operation: probes, metrics and documents. */
#pragma once

#include "platform/core/buf.h"

struct cc_http_request;
struct cc_document; /* http.h */

struct cc_page {
	const char *content_type;
	int (*write)(struct cc_http_request *request, struct cc_buf *body); /* the status; NULL: */
	cc_str body;
	const char *policy; /* Content-Security-Policy; NULL: it is no page for people */
	const struct cc_document *document; /* written for each request; NULL: all of the above */
};

extern const struct cc_page cc_page_healthz; /* the process answers */
extern const struct cc_page cc_page_readinessz; /* so does everything that it needs; else 503 */
extern const struct cc_page cc_page_metrics; /* Prometheus text format 0.0.4 */
