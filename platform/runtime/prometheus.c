#include "platform/runtime/prometheus.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <sys/resource.h>
#include <unistd.h>

/* A help text escapes the backslash and the line feed; a label's value the quote too. */
static void put_escaped(struct cc_buf *out, const char *text, bool quoted)
{
	for (; *text; text++) {
		if (*text == '\\' || *text == '\n' || (*text == '"' && quoted))
			cc_buf_add_char(out, '\\');
		cc_buf_add_char(out, *text == '\n' ? 'n' : *text);
	}
}

void cc_prometheus_head(struct cc_buf *out, const char *name, const char *type, const char *help)
{
	cc_buf_printf(out, "# HELP %s ", name);
	put_escaped(out, help, false);
	cc_buf_printf(out, "\n# TYPE %s %s\n", name, type);
}

static void put_number(struct cc_buf *out, double number)
{
	if (isnan(number))
		cc_buf_add(out, CC_STR("NaN"));
	else if (isinf(number))
		cc_buf_add(out, number > 0 ? CC_STR("+Inf") : CC_STR("-Inf"));
	else
		cc_buf_printf(out, "%.15g", number);
}

static void put_sample(struct cc_buf *out, const struct cc_gauge *gauge)
{
	cc_buf_add(out, cc_str_of(gauge->name));
	if (gauge->label) {
		cc_buf_printf(out, "{%s=\"", gauge->label);
		put_escaped(out, gauge->value, true);
		cc_buf_add(out, CC_STR("\"}"));
	}
	cc_buf_add_char(out, ' ');
	put_number(out, gauge->read(gauge->arg));
	cc_buf_add_char(out, '\n');
}

static bool same_name(const struct cc_gauge *a, const struct cc_gauge *b)
{
	return strcmp(a->name, b->name) == 0;
}

static bool seen_before(const struct cc_gauge *gauges, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (same_name(&gauges[i], &gauges[at]))
			return true;
	return false;
}

static const char *type_of(const struct cc_gauge *gauge)
{
	static const char ending[] = "_total";
	size_t len = strlen(gauge->name), ending_len = sizeof ending - 1;
	bool counts = len > ending_len && strcmp(gauge->name + len - ending_len, ending) == 0;
	return counts ? "counter" : "gauge";
}

void cc_prometheus_gauges(struct cc_buf *out, const struct cc_gauge *gauges, size_t count)
{
	for (size_t first = 0; first < count; first++) {
		if (seen_before(gauges, first))
			continue;
		cc_prometheus_head(out, gauges[first].name, type_of(&gauges[first]), gauges[first].help);
		for (size_t i = first; i < count; i++)
			if (same_name(&gauges[i], &gauges[first]))
				put_sample(out, &gauges[i]);
	}
}

/* process_* --------------------------------------------------------------------- */

struct process {
	double resident_bytes, virtual_bytes, cpu_seconds, open_fds, max_fds, started_seconds;
};

static void read_memory(struct process *process)
{
	FILE *file = fopen("/proc/self/statm", "re");
	if (!file)
		return;
	long pages, resident_pages;
	if (fscanf(file, "%ld %ld", &pages, &resident_pages) == 2) {
		double page_bytes = (double)sysconf(_SC_PAGESIZE);
		process->virtual_bytes = (double)pages * page_bytes;
		process->resident_bytes = (double)resident_pages * page_bytes;
	}
	fclose(file);
}

static double seconds_of(struct timeval time)
{
	return (double)time.tv_sec + (double)time.tv_usec / 1e6;
}

static void read_cpu(struct process *process)
{
	struct rusage usage;
	if (getrusage(RUSAGE_SELF, &usage) == 0)
		process->cpu_seconds = seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime);
}

static void read_fds(struct process *process)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
		process->max_fds = limit.rlim_cur == RLIM_INFINITY ? INFINITY : (double)limit.rlim_cur;
	DIR *folder = opendir("/proc/self/fd");
	if (!folder)
		return;
	process->open_fds = -1; /* the folder's own */
	for (const struct dirent *entry; (entry = readdir(folder));)
		process->open_fds += entry->d_name[0] != '.';
	closedir(folder);
}

static double read_double(void *arg)
{
	return *(const double *)arg;
}

/* What cannot be read is not a number, rather than a zero that looks like one. */
void cc_prometheus_process(struct cc_buf *out, cc_time started)
{
	struct process process = { NAN, NAN, NAN, NAN, NAN, (double)started.ms / 1000 };
	read_memory(&process);
	read_cpu(&process);
	read_fds(&process);
	const struct cc_gauge gauges[] = {
		{ .name = "process_resident_memory_bytes",
		  .help = "Resident memory size in bytes.",
		  .arg = &process.resident_bytes,
		  .read = read_double },
		{ .name = "process_virtual_memory_bytes",
		  .help = "Virtual memory size in bytes.",
		  .arg = &process.virtual_bytes,
		  .read = read_double },
		{ .name = "process_cpu_seconds_total",
		  .help = "Total user and system CPU time spent in seconds.",
		  .arg = &process.cpu_seconds,
		  .read = read_double },
		{ .name = "process_open_fds",
		  .help = "Number of open file descriptors.",
		  .arg = &process.open_fds,
		  .read = read_double },
		{ .name = "process_max_fds",
		  .help = "Maximum number of open file descriptors.",
		  .arg = &process.max_fds,
		  .read = read_double },
		{ .name = "process_start_time_seconds",
		  .help = "Start time of the process since unix epoch in seconds.",
		  .arg = &process.started_seconds,
		  .read = read_double },
	};
	cc_prometheus_gauges(out, gauges, CC_COUNT(gauges));
}
