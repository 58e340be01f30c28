/* effect_key.h - what the key of a committed plan is made of.  For the runtime, and tests of adapters. */
#pragma once

#include "platform/core/effect.h"

struct cc_effect_key {
	cc_str text; /* as in effects.key */
};
