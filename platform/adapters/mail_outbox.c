#include "platform/adapters/mail_outbox.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/adapters/mail_mime.h"
#include "platform/core/run.h"

enum { DIGEST_BYTES = 16, FILE_NAME_BYTES = CC_MAIL_OUTBOX_NAME_BYTES + 1 };

struct outbox {
	struct cc_mailer base;
	int folder;
	struct cc_mailbox from;
	atomic_ulong begun; /* mails */
};

static CC_RESULT failed(struct cc_ctx *ctx, const char *what)
{
	return cc_fail(ctx, &cc_unavailable, "The outbox cannot %s: %s.", what, strerror(errno));
}

/* Names --------------------------------------------------------------------------- */

static cc_str digest_of(struct cc_ctx *ctx, cc_str key)
{
	static const char hex[] = "0123456789abcdef";
	uint8_t digest[EVP_MAX_MD_SIZE];
	char *text = cc_alloc(ctx, 2 * DIGEST_BYTES);
	if (EVP_Digest(key.ptr, key.len, digest, NULL, EVP_sha256(), NULL) != 1)
		cc_die("SHA-256 failed");
	for (size_t i = 0; i < DIGEST_BYTES; i++) {
		text[2 * i] = hex[digest[i] >> 4];
		text[2 * i + 1] = hex[digest[i] & 15];
	}
	return (cc_str){ text, 2 * DIGEST_BYTES };
}

static cc_str host_of(cc_str address)
{
	const char *at = memchr(address.ptr, '@', address.len);
	return (cc_str){ at + 1, address.len - (size_t)(at + 1 - address.ptr) };
}

/* Files --------------------------------------------------------------------------- */

/* What begins so is not whole, or not yet named. */
static const char unfinished[] = ".new";

/* Each mail has its own, so that several are on their way to the disk at once: it takes them together. */
static void name_unfinished(struct outbox *outbox, char name[FILE_NAME_BYTES])
{
	unsigned long number = atomic_fetch_add_explicit(&outbox->begun, 1, memory_order_relaxed);
	snprintf(name, FILE_NAME_BYTES, "%s-%ld-%lx", unfinished, (long)getpid(), number & 0xffffffff);
}

static bool write_all(int fd, cc_str bytes)
{
	while (bytes.len > 0) {
		ssize_t n = write(fd, bytes.ptr, bytes.len);
		if (n < 0 && errno != EINTR)
			return false;
		size_t done = n > 0 ? (size_t)n : 0;
		bytes = (cc_str){ bytes.ptr + done, bytes.len - done };
	}
	return true;
}

static bool write_file(int folder, const char *name, cc_str bytes)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool done = write_all(fd, bytes) && fsync(fd) == 0;
	int why = errno;
	close(fd);
	if (!done)
		unlinkat(folder, name, 0); /* the disk may be full */
	errno = why;
	return done;
}

/* Another process may have put it there meanwhile: then that one stays. */
static bool give_name(int folder, const char *from, const char *to)
{
	return renameat2(folder, from, folder, to, RENAME_NOREPLACE) == 0 ||
	       (errno == EEXIST && unlinkat(folder, from, 0) == 0);
}

static CC_RESULT deliver(struct outbox *outbox, struct cc_ctx *ctx, const char *name, cc_str bytes)
{
	char own[FILE_NAME_BYTES];
	bool there = faccessat(outbox->folder, name, F_OK, 0) == 0;
	name_unfinished(outbox, own);
	if (!there && !write_file(outbox->folder, own, bytes))
		return failed(ctx, "write a mail");
	if (!there && !give_name(outbox->folder, own, name))
		return failed(ctx, "name a mail");
	/* A file that was there may be of a process that died before this. */
	return fsync(outbox->folder) == 0 ? CC_OK : failed(ctx, "keep a mail");
}

static cc_err send_outbox(struct cc_mailer *base, struct cc_ctx *ctx, cc_str key, const struct cc_mail *mail)
{
	struct outbox *outbox = (struct outbox *)base;
	char name[FILE_NAME_BYTES];
	cc_str digest = digest_of(ctx, key), host = host_of(outbox->from.address);
	struct cc_buf bytes = { .arena = ctx->arena };
	const struct cc_mail_envelope envelope = {
		.from = outbox->from,
		.message_id = cc_printf(ctx, "%.*s@%.*s", (int)digest.len, digest.ptr, (int)host.len,
		                        host.ptr),
	};
	cc_mail_mime_write(&bytes, &envelope, mail);
	snprintf(name, sizeof name, "%.*s.eml", (int)digest.len, digest.ptr);
	return deliver(outbox, ctx, name, cc_buf_str(&bytes));
}

/* Life ---------------------------------------------------------------------------- */

static void free_outbox(struct cc_mailer *base)
{
	struct outbox *outbox = (struct outbox *)base;
	if (!outbox)
		return;
	close(outbox->folder);
	free((char *)(uintptr_t)outbox->from.name.ptr);
	free((char *)(uintptr_t)outbox->from.address.ptr);
	free(outbox);
}

static const struct cc_mailer_ops outbox_ops = { .name = "outbox", .send = send_outbox, .free = free_outbox };

static cc_str kept(cc_str text)
{
	char *copy = malloc(text.len + 1);
	if (!copy)
		cc_die("out of memory for an outbox");
	memcpy(copy, text.ptr, text.len);
	return (cc_str){ copy, text.len };
}

/* What processes left behind that died: it was never sent.  The file that was just written goes, too. */
static bool clear(int folder)
{
	DIR *files = fdopendir(dup(folder));
	bool cleared = files != NULL;
	for (const struct dirent *file; files && (file = readdir(files));)
		if (memcmp(file->d_name, unfinished, sizeof unfinished - 1) == 0)
			cleared &= unlinkat(folder, file->d_name, 0) == 0;
	if (files)
		closedir(files);
	return cleared;
}

cc_err cc_mail_outbox_new(struct cc_ctx *ctx, const struct cc_mail_outbox_options *options,
                          struct cc_mailer **mailer)
{
	assert(cc_mail_address_valid(options->from.address));
	if (mkdir(options->folder, 0700) != 0 && errno != EEXIST)
		return failed(ctx, "be made");
	int folder = open(options->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		return failed(ctx, "be opened");
	if (!write_file(folder, unfinished, CC_STR("")) || !clear(folder)) {
		cc_err err = failed(ctx, "be written to");
		close(folder);
		return err;
	}
	struct outbox *outbox = calloc(1, sizeof *outbox);
	if (!outbox)
		cc_die("out of memory for an outbox");
	*outbox = (struct outbox){
		.base.ops = &outbox_ops,
		.folder = folder,
		.from = { kept(options->from.name), kept(options->from.address) },
	};
	*mailer = &outbox->base;
	return CC_OK;
}
