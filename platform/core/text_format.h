/* text_format.h - the formats that a contract can ask of a string.  For platform/core only. */
#pragma once

#include "platform/core/message.h"

bool cc_format_matches(enum cc_format format, cc_str text);
/* "an e-mail address such as ...": for people. */
const char *cc_format_expected(enum cc_format format);
