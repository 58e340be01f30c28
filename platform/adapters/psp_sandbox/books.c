/* books.c - every movement of money, in the order in which it happened. */
#include "platform/adapters/psp_sandbox/internal.h"
#include "platform/runtime/rows.h"

cc_err cc_psp_sandbox_move(struct cc_ctx *ctx, enum cc_psp_movement_kind kind,
                           const struct cc_psp_intent *intent, cc_money amount, cc_str reference)
{
	return cc_sql_exec(ctx, &insert_movement, cc_psp_sandbox_new_id(ctx, "txn"),
	                   cc_enum_text(&cc_psp_movement_enum, kind), intent->id, reference, amount.minor,
	                   cc_str_of(amount.currency.code), cc_now(ctx));
}

static CC_RESULT position_of(struct cc_ctx *ctx, cc_str id, int64_t *position)
{
	struct cc_number_row row = { 0 };
	if (id.len > 0) {
		cc_err err = cc_sql_one(ctx, &position_of_movement, &cc_number_row_message, &row, id);
		if (cc_is(err, CC_NOT_FOUND))
			return cc_fail(ctx, &cc_psp_not_found, "There is no such movement; check its id.");
		TRY(err);
	}
	*position = row.number;
	return CC_OK;
}

cc_err cc_psp_sandbox_movements(struct cc_ctx *ctx, cc_str after, size_t max,
                                struct cc_psp_movement_list *movements)
{
	int64_t position = 0;
	TRY(position_of(ctx, after, &position));
	return cc_sql_all(ctx, &movements_after, &cc_psp_movement_message, movements, position,
	                  (int64_t)(max < CC_PSP_LIST_MAX ? max : CC_PSP_LIST_MAX));
}
