/*
 * context.h - what a rule knows besides its input.
 *
 * A cc_ctx is one run of one operation: its arena, its clock, its caller, its
 * deadline and its open transaction.  Nothing ambient exists beside it.
 */
#pragma once

#include "platform/core/value.h"

struct cc_ctx;

/* Who asks.  Made by the edge from a verified token, or by a peer's identity. */
struct cc_principal {
	cc_id subject;  /* the user; none for a service or for nobody */
	cc_str service; /* the calling service; empty for a user */
	cc_str scopes;  /* space-separated (RFC 6749 section 3.3) */
	cc_str roles;   /* space-separated: guest host admin */
};

cc_time cc_now(struct cc_ctx *ctx);      /* the same throughout one run of a WRITE or READ */
cc_id cc_new_id(struct cc_ctx *ctx);     /* UUIDv7 (RFC 9562): ordered by time */
cc_time cc_deadline(struct cc_ctx *ctx); /* when the caller stops waiting */

const struct cc_principal *cc_caller(struct cc_ctx *ctx); /* never NULL */
bool cc_caller_has_role(struct cc_ctx *ctx, cc_str role);

/* Where guests find the web pages, without a slash at the end: "https://couchannel.example".  For links in
 * what is sent to them. */
cc_str cc_public_url(struct cc_ctx *ctx);

/* Zeroed, aligned for any type, gone with the request; never NULL. */
void *cc_alloc(struct cc_ctx *ctx, size_t size);
void *cc_alloc_array(struct cc_ctx *ctx, size_t count, size_t size);

/* NUL-terminated, though len does not count the NUL. */
cc_str cc_printf(struct cc_ctx *ctx, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
cc_str cc_copy(struct cc_ctx *ctx, cc_str text);
