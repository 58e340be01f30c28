/* internal.h - what the commands and queries of this folder share. */
#pragma once

#include "platform/cc.h"

#include "contracts/hosting.h"
#include "services/hosting/circle.h"
#include "services/hosting/hosting.h"
#include "services/hosting/hosting.sql.h"
#include "services/hosting/sight.h"

/* Fails: host_not_found. */
CC_RESULT hosting_load_host(struct cc_ctx *ctx, cc_id host_id, struct hosting_host *host);

/* "pl en", and back.  Fails: duplicate_language. */
CC_RESULT hosting_join_languages(struct cc_ctx *ctx, const struct cc_str_list *languages, cc_str *text);
struct cc_str_list hosting_split_languages(struct cc_ctx *ctx, cc_str text);

/* Without its room.  Fails: home_not_found. */
CC_RESULT hosting_load_home(struct cc_ctx *ctx, cc_id home_id, struct hosting_home *home);
/* The caller's; others' are not found. */
CC_RESULT hosting_load_own_home(struct cc_ctx *ctx, cc_id home_id, struct hosting_home *home);
/* As it stands in a row. */
void hosting_read_home(struct cc_ctx *ctx, const struct hosting_home_row *row, struct hosting_home *home);
CC_RESULT hosting_home_not_found_here(struct cc_ctx *ctx);

/* Adds the room, if there is one. */
CC_RESULT hosting_add_room(struct cc_ctx *ctx, struct hosting_home *home);
/* Once something of a home was changed: notes when, tells others if it is ready, and answers with it all. */
CC_RESULT hosting_describe(struct cc_ctx *ctx, cc_id home_id, struct hosting_home *home);

/* What is to be said about a room.  Fails: duplicate_seat, outside_the_room. */
CC_RESULT hosting_look_round(struct cc_ctx *ctx, const struct hosting_room *room,
                             struct hosting_furnished_room *furnished);

/* Fails: home_not_found, no_package. */
CC_RESULT hosting_load_proof(struct cc_ctx *ctx, cc_id home_id, struct hosting_kept_proof *kept);

/* As bytes of a row, bound to its home. */
cc_str hosting_encrypt_address(struct cc_ctx *ctx, cc_id home_id, const struct hosting_address *address);
/* Of this host's home.  Fails: home_not_found. */
CC_RESULT hosting_load_address(struct cc_ctx *ctx, cc_id home_id, cc_id host_id,
                               struct hosting_address *address);

/* The circle that is shown of a place, drawn by this installation's secret. */
struct hosting_circle hosting_draw_circle(struct cc_ctx *ctx, cc_id home_id,
                                          const struct hosting_address *address);

CC_RESULT hosting_set_equipment(struct cc_ctx *ctx, cc_id home_id, const struct hosting_equipment *equipment);

extern const struct cc_consumer hosting_on_user_erased_consumer;

static inline cc_str hosting_id_bytes(const cc_id *id)
{
	return (cc_str){ (const char *)id->byte, sizeof id->byte };
}
