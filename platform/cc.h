/*
 * cc.h - the whole platform as a service sees it.
 *
 * A service includes this header, its own, and generated contract headers.  It
 * never sees a socket, a thread, a commit, a retry, a database handle or the
 * heap; CC_SERVICE, which the build defines for every file under services/,
 * makes the names of those things compile errors.
 */
#pragma once

#include "platform/core/cache.h"
#include "platform/core/cipher.h"
#include "platform/core/context.h"
#include "platform/core/effect.h"
#include "platform/core/error.h"
#include "platform/core/fold.h"
#include "platform/core/id.h"
#include "platform/core/index.h"
#include "platform/core/mail.h"
#include "platform/core/message.h"
#include "platform/core/money.h"
#include "platform/core/place.h"
#include "platform/core/psp.h"
#include "platform/core/psp_intent.h"
#include "platform/core/qr.h"
#include "platform/core/saga.h"
#include "platform/core/seal.h"
#include "platform/core/secret.h"
#include "platform/core/service.h"
#include "platform/core/sql.h"
#include "platform/core/text.h"
#include "platform/core/time.h"
#include "platform/core/token.h"
#include "platform/core/value.h"
#include "platform/core/zone.h"

#ifdef CC_SERVICE
#pragma GCC poison malloc calloc realloc free strdup strndup asprintf alloca
#pragma GCC poison sprintf vsprintf strcpy strcat strtok gets printf fprintf puts fopen
#pragma GCC poison time clock_gettime gettimeofday rand random getrandom getenv
#pragma GCC poison pthread_create pthread_mutex_lock socket fork system popen sqlite3
#endif
