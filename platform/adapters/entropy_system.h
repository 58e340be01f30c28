/*
 * entropy_system.h - the kernel's random bytes, fetched some at a time: an id costs no system call.
 *
 * Bytes handed out are wiped, so that what was given cannot be read again.  Not
 * after fork(): the process makes no children that go on.
 */
#pragma once

#include "platform/ports/entropy.h"

struct cc_entropy *cc_entropy_system_new(void);
void cc_entropy_system_free(struct cc_entropy *entropy); /* NULL is fine */
