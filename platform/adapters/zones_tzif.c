#include "platform/adapters/zones_tzif.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "platform/core/run.h"

enum { HEADER_BYTES = 44, TYPE_BYTES = 6, YEARS_MAX = 50 };

/* A file's second part: the first is for readers that know no 64-bit times. */
struct tzif {
	uint32_t is_utc, is_standard, leaps, times, types, chars; /* how many */
	const uint8_t *changes, *indices, *kinds, *labels;
	cc_str footer;
};

/* Numbers ------------------------------------------------------------------------- */

static uint32_t number_at(const uint8_t *at)
{
	return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int64_t time_at(const uint8_t *at)
{
	return (int64_t)((uint64_t)number_at(at) << 32 | number_at(at + 4));
}

/* The file ------------------------------------------------------------------------ */

/* RFC 8536 section 3.1; how long the part's data is, with times of this many bytes. */
static bool read_header(cc_str bytes, size_t time_bytes, struct tzif *file, size_t *data)
{
	const uint8_t *at = (const uint8_t *)bytes.ptr;
	if (bytes.len < HEADER_BYTES || memcmp(at, "TZif", 4) != 0 || at[4] < '2')
		return false;
	uint32_t *counts[] = { &file->is_utc, &file->is_standard, &file->leaps,
		               &file->times,  &file->types,       &file->chars };
	for (size_t i = 0; i < CC_COUNT(counts); i++) {
		*counts[i] = number_at(at + 20 + 4 * i);
		if (*counts[i] > CC_TZIF_BYTES_MAX)
			return false;
	}
	*data = file->times * (time_bytes + 1) + file->types * TYPE_BYTES + file->chars +
	        file->leaps * (time_bytes + 4) + file->is_standard + file->is_utc;
	return bytes.len - HEADER_BYTES >= *data && file->types > 0;
}

static bool read_file(cc_str bytes, struct tzif *file)
{
	size_t data;
	if (!read_header(bytes, 4, file, &data))
		return false;
	bytes = (cc_str){ bytes.ptr + HEADER_BYTES + data, bytes.len - HEADER_BYTES - data };
	if (!read_header(bytes, 8, file, &data))
		return false;
	file->changes = (const uint8_t *)bytes.ptr + HEADER_BYTES;
	file->indices = file->changes + 8 * file->times;
	file->kinds = file->indices + file->times;
	file->labels = file->kinds + TYPE_BYTES * file->types;
	for (size_t i = 0; i < file->times; i++)
		if (file->indices[i] >= file->types)
			return false;
	cc_str footer = { bytes.ptr + HEADER_BYTES + data, bytes.len - HEADER_BYTES - data };
	if (footer.len < 2 || footer.ptr[0] != '\n' || footer.ptr[footer.len - 1] != '\n')
		return false;
	file->footer = (cc_str){ footer.ptr + 1, footer.len - 2 };
	return true;
}

/* What clocks show from a change on; false if the type is none. */
static bool read_type(const struct tzif *file, size_t type, struct cc_zone_onset *onset)
{
	const uint8_t *kind = file->kinds + TYPE_BYTES * type;
	size_t at = kind[5], len = 0;
	onset->offset_s = (int32_t)number_at(kind);
	onset->daylight = kind[4] != 0;
	while (at + len < file->chars && len < CC_ZONE_LABEL_MAX && file->labels[at + len])
		len++;
	memcpy(onset->label, file->labels + at, at < file->chars ? len : 0);
	onset->label[len] = '\0';
	return at < file->chars && onset->offset_s > -26 * 3600 && onset->offset_s < 26 * 3600;
}

/* Onsets -------------------------------------------------------------------------- */

struct window {
	cc_time from, until;
	struct cc_zone *zone;
};

/* They come in order of time. */
static void offer(const struct window *window, const struct cc_zone_onset *onset)
{
	struct cc_zone *zone = window->zone;
	if (!cc_time_before(window->from, onset->at)) {
		zone->onsets[0] = *onset;
		zone->count = 1;
		return;
	}
	const struct cc_zone_onset *last = &zone->onsets[zone->count - 1];
	bool same = last->offset_s == onset->offset_s && strcmp(last->label, onset->label) == 0;
	if (!same && cc_time_before(onset->at, window->until) && zone->count < CC_ZONE_ONSETS_MAX)
		zone->onsets[zone->count++] = *onset;
}

/* Before the first change, the first type counts (section 3.2). */
static bool offer_changes(const struct window *window, const struct tzif *file, struct cc_zone_onset *last)
{
	struct cc_zone_onset onset = { .at = window->from };
	if (!read_type(file, 0, &onset))
		return false;
	onset.offset_before_s = onset.offset_s;
	offer(window, &onset);
	onset.at = (cc_time){ INT64_MIN };
	for (size_t i = 0; i < file->times; i++) {
		struct cc_zone_onset next;
		int64_t at_s = time_at(file->changes + 8 * i);
		if (!read_type(file, file->indices[i], &next) || at_s < INT64_MIN / 1000 ||
		    at_s > INT64_MAX / 1000)
			return false;
		next.at = (cc_time){ at_s * 1000 };
		next.offset_before_s = onset.offset_s;
		if (i > 0 && !cc_time_before(onset.at, next.at))
			return false;
		offer(window, &next);
		onset = next;
	}
	*last = onset;
	return true;
}

/* From the year before, whose last change may still count. */
static void offer_rule(const struct window *window, const struct cc_tzif_rule *rule,
                       const struct cc_zone_onset *last)
{
	int64_t first = cc_civil_of(window->from, 0).year - 1, end = cc_civil_of(window->until, 0).year + 1;
	for (int64_t year = first; year <= end && year - first < YEARS_MAX; year++) {
		struct cc_zone_onset onsets[2];
		size_t count = cc_tzif_rule_year(rule, year, onsets);
		for (size_t i = 0; i < count; i++)
			if (cc_time_before(last->at, onsets[i].at))
				offer(window, &onsets[i]);
	}
}

bool cc_tzif_read(cc_str bytes, cc_time from, cc_time until, struct cc_zone *zone)
{
	const struct window window = { from, until, zone };
	struct cc_zone_onset last;
	struct cc_tzif_rule rule;
	struct tzif file;
	if (!read_file(bytes, &file) || !offer_changes(&window, &file, &last))
		return false;
	if (file.footer.len == 0)
		return true;
	if (!cc_tzif_rule_read(file.footer, &rule))
		return false;
	offer_rule(&window, &rule, &last);
	return true;
}

/* The port ------------------------------------------------------------------------ */

struct zones_tzif {
	struct cc_zones base;
	const char *folder;
};

static cc_err between_tzif(struct cc_zones *base, struct cc_ctx *ctx, cc_time from, cc_time until,
                           struct cc_zone *zone)
{
	const struct zones_tzif *zones = (const struct zones_tzif *)base;
	const char *path = cc_printf(ctx, "%s/%.*s", zones->folder, (int)zone->name.len, zone->name.ptr).ptr;
	char *bytes = cc_alloc(ctx, CC_TZIF_BYTES_MAX);
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, bytes, CC_TZIF_BYTES_MAX);
	if (fd >= 0)
		close(fd);
	if (n > 0 && cc_tzif_read((cc_str){ bytes, (size_t)n }, from, until, zone))
		return CC_OK;
	return cc_fail(ctx, &cc_zone_unknown, "The system knows no time zone of this name.");
}

static void free_tzif(struct cc_zones *base)
{
	free(base);
}

struct cc_zones *cc_zones_tzif_new(const char *folder)
{
	static const struct cc_zones_ops ops = { .name = "tzif", .between = between_tzif, .free = free_tzif };
	struct zones_tzif *zones = calloc(1, sizeof *zones);
	if (!zones)
		cc_die("out of memory for time zones");
	*zones = (struct zones_tzif){ { &ops }, folder };
	return &zones->base;
}
