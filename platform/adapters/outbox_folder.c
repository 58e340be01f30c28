#include "platform/adapters/outbox_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/adapters/mail_outbox.h"
#include "platform/core/run.h"

/* Nothing else in the folder, and nothing outside it, has such a name. */
static bool is_mail(cc_str name)
{
	if (name.len != CC_MAIL_OUTBOX_NAME_BYTES)
		return false;
	for (size_t i = 0; i < name.len - 4; i++)
		if (!(name.ptr[i] >= '0' && name.ptr[i] <= '9') &&
		    !(name.ptr[i] >= 'a' && name.ptr[i] <= 'f'))
			return false;
	return memcmp(name.ptr + name.len - 4, ".eml", 4) == 0;
}

static CC_RESULT not_found(struct cc_ctx *ctx)
{
	return cc_fail(ctx, &cc_not_found, "There is no such mail in the outbox.");
}

static CC_RESULT read_bytes(struct cc_ctx *ctx, int fd, cc_str *bytes)
{
	struct stat stat;
	if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode) || stat.st_size > CC_OUTBOX_FILE_BYTES_MAX)
		return not_found(ctx);
	char *buffer = cc_alloc(ctx, (size_t)stat.st_size + 1);
	size_t len = 0;
	ssize_t n;
	while (len < (size_t)stat.st_size && (n = read(fd, buffer + len, (size_t)stat.st_size - len)) > 0)
		len += (size_t)n;
	*bytes = (cc_str){ buffer, len };
	return CC_OK;
}

cc_err cc_outbox_open(struct cc_ctx *ctx, const char *folder, cc_str name, struct cc_mail_read *mail,
                      cc_str *bytes)
{
	if (!is_mail(name))
		return not_found(ctx);
	int fd = open(cc_printf(ctx, "%s/%.*s", folder, (int)name.len, name.ptr).ptr,
	              O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return not_found(ctx);
	cc_err err = read_bytes(ctx, fd, bytes);
	close(fd);
	TRY(err);
	return cc_mail_read(ctx->arena, *bytes, mail) ? CC_OK : not_found(ctx);
}

static int newest_first(const void *a, const void *b)
{
	const struct cc_outbox_entry *first = a, *second = b;
	if (first->written_at.ms != second->written_at.ms)
		return first->written_at.ms > second->written_at.ms ? -1 : 1;
	return memcmp(first->name.ptr, second->name.ptr, CC_MAIL_OUTBOX_NAME_BYTES);
}

static void add_entry(struct cc_ctx *ctx, DIR *folder, const char *file, struct cc_outbox_entry_list *mails)
{
	struct stat stat;
	cc_str name = cc_str_of(file);
	if (!is_mail(name) || fstatat(dirfd(folder), file, &stat, AT_SYMLINK_NOFOLLOW) != 0)
		return;
	mails->items[mails->count++] = (struct cc_outbox_entry){
		.name = cc_copy(ctx, name),
		.written_at = { (int64_t)stat.st_mtim.tv_sec * 1000 + stat.st_mtim.tv_nsec / 1000000 },
	};
}

cc_err cc_outbox_list(struct cc_ctx *ctx, const char *folder, struct cc_outbox_entry_list *mails)
{
	struct cc_outbox_entry_list found = {
		.items = cc_alloc_array(ctx, CC_OUTBOX_FILES_MAX, sizeof *found.items),
	};
	DIR *files = opendir(folder);
	for (const struct dirent *file;
	     files && found.count < CC_OUTBOX_FILES_MAX && (file = readdir(files));)
		add_entry(ctx, files, file->d_name, &found);
	if (files)
		closedir(files);
	qsort(found.items, found.count, sizeof *found.items, newest_first);
	if (found.count > CC_OUTBOX_LIST_MAX)
		found.count = CC_OUTBOX_LIST_MAX;
	for (size_t i = 0; i < found.count; i++) {
		struct cc_mail_read *mail = cc_alloc(ctx, sizeof *mail);
		cc_str bytes;
		if (cc_outbox_open(ctx, folder, found.items[i].name, mail, &bytes) == CC_OK)
			found.items[i].mail = mail;
	}
	*mails = found;
	return CC_OK;
}
