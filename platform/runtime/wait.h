/* wait.h - until when a condition variable of CLOCK_MONOTONIC is waited for. */
#pragma once

#include <stdint.h>
#include <time.h>

static inline struct timespec cc_wait_until(int64_t ms_from_now)
{
	struct timespec until;
	clock_gettime(CLOCK_MONOTONIC, &until);
	int64_t ns = until.tv_nsec + (ms_from_now > 0 ? ms_from_now : 0) * 1000000;
	until.tv_sec += ns / 1000000000;
	until.tv_nsec = ns % 1000000000;
	return until;
}
