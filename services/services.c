#include "services/services.h"

#include "services/inventory/inventory.h"

const struct cc_service *const cc_services[] = {
	&inventory_service,
	NULL,
};
