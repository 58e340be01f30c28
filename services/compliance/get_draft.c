/* get_draft.c - the next version of a rule, for whoever reviews it. */
#include "services/compliance/internal.h"

cc_err compliance_get_draft(struct cc_ctx *ctx, const struct compliance_get_draft_request *query,
                            struct compliance_draft *draft)
{
	return compliance_load_draft(ctx, query->rule_id, draft);
}
