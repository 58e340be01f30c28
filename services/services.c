#include "services/services.h"

#include "services/bff_web/bff_web.h"
#include "services/booking/booking.h"
#include "services/compliance/compliance.h"
#include "services/hosting/hosting.h"
#include "services/identity/identity.h"
#include "services/inventory/inventory.h"
#include "services/notification/notification.h"
#include "services/payment/payment.h"
#include "services/pricing/pricing.h"
#include "services/search/search.h"

const struct cc_service *const cc_services[] = {
	&bff_web_service,
	&booking_service,
	&compliance_service,
	&hosting_service,
	&identity_service,
	&inventory_service,
	&notification_service,
	&payment_service,
	&pricing_service,
	&search_service,
	NULL,
};
