#include "services/services.h"

#include "services/inventory/inventory.h"
#include "services/payment/payment.h"
#include "services/pricing/pricing.h"

const struct cc_service *const cc_services[] = {
	&inventory_service,
	&payment_service,
	&pricing_service,
	NULL,
};
