/* threads_system.h - threads of the operating system (POSIX), with the signals of their starter. */
#pragma once

#include "platform/ports/threads.h"

const struct cc_threads *cc_threads_system(void); /* keeps nothing, and is nobody's to free */
