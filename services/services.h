/* services.h - every service of couchannel.  A new one is one line in services.c. */
#pragma once

#include "platform/cc.h"

extern const struct cc_service *const cc_services[]; /* ends with NULL */
