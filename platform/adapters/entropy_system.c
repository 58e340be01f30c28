#include "platform/adapters/entropy_system.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "platform/core/arena.h"

enum { STORED_MAX = 2048 };

struct entropy_system {
	struct cc_entropy base;
	pthread_mutex_t lock;
	size_t left; /* at the front of stored */
	uint8_t stored[STORED_MAX];
};

/* Blocks only until the kernel's pool is ready after boot. */
static void fetch(uint8_t *bytes, size_t n)
{
	while (n > 0) {
		ssize_t got = getrandom(bytes, n, 0);
		if (got < 0 && errno != EINTR)
			cc_die("the system gives no random bytes: %s", strerror(errno));
		if (got > 0) {
			bytes += got;
			n -= (size_t)got;
		}
	}
}

static void fill(struct cc_entropy *entropy, void *bytes, size_t n)
{
	struct entropy_system *system = (struct entropy_system *)entropy;
	if (n > STORED_MAX) {
		fetch(bytes, n);
		return;
	}
	pthread_mutex_lock(&system->lock);
	if (n > system->left) {
		fetch(system->stored, STORED_MAX);
		system->left = STORED_MAX;
	}
	system->left -= n;
	memcpy(bytes, system->stored + system->left, n);
	explicit_bzero(system->stored + system->left, n);
	pthread_mutex_unlock(&system->lock);
}

static const struct cc_entropy_ops ops = {
	.name = "system",
	.fill = fill,
};

struct cc_entropy *cc_entropy_system_new(void)
{
	struct entropy_system *system = calloc(1, sizeof *system);
	if (!system || pthread_mutex_init(&system->lock, NULL) != 0)
		cc_die("out of memory for random bytes");
	system->base.ops = &ops;
	return &system->base;
}

void cc_entropy_system_free(struct cc_entropy *entropy)
{
	struct entropy_system *system = (struct entropy_system *)entropy;
	if (!system)
		return;
	pthread_mutex_destroy(&system->lock);
	explicit_bzero(system->stored, sizeof system->stored);
	free(system);
}
