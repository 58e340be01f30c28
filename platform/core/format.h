/* format.h - printf into an arena.  For platform/core and cli. */
#pragma once

#include <stdarg.h>

#include "platform/core/arena.h"
#include "platform/core/value.h"

/* NUL-terminated, though len does not count the NUL. */
cc_str cc_format(struct cc_arena *arena, const char *fmt, va_list args) __attribute__((format(printf, 2, 0)));
