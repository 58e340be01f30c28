/* get_trial_balance.c - what stands in each account of the ledger. */
#include "services/payment/internal.h"

cc_err payment_get_trial_balance(struct cc_ctx *ctx, const struct payment_get_trial_balance_request *query,
                                 struct payment_trial_balance *balance)
{
	(void)query;
	return cc_sql_all(ctx, &trial_balance, &payment_account_balance_message, &balance->items);
}
