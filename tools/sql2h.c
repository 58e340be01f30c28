/*
 * sql2h - turns a service's SQL into C tables, so that no string becomes SQL at run time.
 *
 *   sql2h statements <service> <first slot> <file>.sql  each "-- name: x" block as a struct cc_stmt
 *   sql2h migrations <service> V1__a.sql V2__b.sql ...  whole files, in order
 *
 * Writes the header to stdout.  A mistake is reported as file:line, exit 1.
 * Slots are indexes of a store's prepared-statement cache: the platform's own
 * statements take 0..31, and those of the service whose store it is follow.
 */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	SLOTS_MAX = 256,
	PARAMETERS_MAX = 12, /* as many as CC_VALS() takes */
	NAME_MAX_BYTES = 64,
	FILE_BYTES_MAX = 1 << 20,
};

struct source {
	const char *path;
	char *text; /* NUL-terminated */
	int line;   /* of the line being read, from 1 */
};

struct statement {
	char name[NAME_MAX_BYTES + 1];
	int line;
	const char *begin, *end; /* its lines in the source */
};

__attribute__((format(printf, 3, 4))) static _Noreturn void fail(const char *path, int line, const char *fmt,
                                                                 ...)
{
	va_list args;
	va_start(args, fmt);
	fprintf(stderr, "%s:%d: ", path, line);
	vfprintf(stderr, fmt, args);
	fputc('\n', stderr);
	va_end(args);
	exit(1);
}

static char *read_file(const char *path)
{
	FILE *file = fopen(path, "rb");
	char *text = malloc(FILE_BYTES_MAX + 1);
	if (!file || !text)
		fail(path, 1, "cannot be read: %s", strerror(errno));
	size_t len = fread(text, 1, FILE_BYTES_MAX + 1, file);
	if (ferror(file))
		fail(path, 1, "cannot be read: %s", strerror(errno));
	if (len > FILE_BYTES_MAX)
		fail(path, 1, "is larger than %d bytes", FILE_BYTES_MAX);
	fclose(file);
	text[len] = '\0';
	if (strlen(text) != len)
		fail(path, 1, "has a NUL byte: it is not text");
	return text;
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');
	return slash ? slash + 1 : path;
}

static const char *line_end(const char *line)
{
	const char *newline = strchr(line, '\n');
	return newline ? newline : line + strlen(line);
}

static const char *next_line(const char *line)
{
	const char *end = line_end(line);
	return *end ? end + 1 : end;
}

/* Blank lines and whole-line comments say nothing to the engine. */
static bool says_nothing(const char *line)
{
	line += strspn(line, " \t\r");
	return *line == '\0' || *line == '\n' || strncmp(line, "--", 2) == 0;
}

static void print_line(const char *line)
{
	fputs("\n\t\t\"", stdout);
	for (const char *c = line; c < line_end(line); c++) {
		if (*c == '"' || *c == '\\')
			putchar('\\');
		if (*c != '\r')
			putchar(*c);
	}
	fputs("\\n\"", stdout);
}

/* Steps over a quoted string, a quoted name or a comment; else over one character. */
static const char *skip_token(const char *c, const char *end)
{
	if (strncmp(c, "--", 2) == 0)
		return line_end(c);
	if (*c != '\'' && *c != '"')
		return c + 1;
	const char *close = c + 1;
	while (close < end && *close != *c)
		close++;
	return close < end ? close + 1 : end;
}

/* Parameters are $1..$n without a gap, so that the caller's list cannot slip. */
static void check_statement(const char *path, const struct statement *statement)
{
	bool used[PARAMETERS_MAX + 1] = { false };
	int line = statement->line + 1, highest = 0;
	bool empty = true;
	const char *c = statement->begin;
	while (c < statement->end) {
		const char *next = skip_token(c, statement->end);
		if (*c == ';')
			fail(path, line, "%s: a block is one statement, without ';'", statement->name);
		if (*c == '$') {
			long number = strtol(c + 1, NULL, 10);
			if (number < 1 || number > PARAMETERS_MAX)
				fail(path, line, "%s: parameters are $1 to $%d", statement->name,
				     PARAMETERS_MAX);
			used[number] = true;
			highest = number > highest ? (int)number : highest;
		}
		empty = empty && (isspace((unsigned char)*c) || strncmp(c, "--", 2) == 0);
		for (; c < next; c++)
			line += *c == '\n';
	}
	if (empty)
		fail(path, statement->line, "%s is empty", statement->name);
	for (int i = 1; i < highest; i++)
		if (!used[i])
			fail(path, statement->line, "%s uses $%d but not $%d", statement->name, highest, i);
}

static void read_name(struct source *source, const char *line, struct statement *statement)
{
	const char *name = line + strlen("-- name:");
	name += strspn(name, " ");
	size_t len = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_");
	const char *rest = name + len + strspn(name + len, " \t\r");
	if (len == 0 || len > NAME_MAX_BYTES || !islower((unsigned char)*name) || rest != line_end(line))
		fail(source->path, source->line,
		     "a name is snake_case, %d bytes at most: \"-- name: take_seat\"", NAME_MAX_BYTES);
	memcpy(statement->name, name, len);
	statement->name[len] = '\0';
	statement->line = source->line;
}

/* The last of them. */
static void require_new_name(const struct source *source, const struct statement *statements, int last)
{
	for (int i = 0; i < last; i++)
		if (strcmp(statements[i].name, statements[last].name) == 0)
			fail(source->path, source->line, "%s is already the name of line %d",
			     statements[i].name, statements[i].line);
}

/* Cuts the file into named blocks; returns how many there are. */
static int read_statements(struct source *source, struct statement *statements, int max)
{
	int count = 0;
	const char *line = source->text;
	for (source->line = 1; *line; line = next_line(line), source->line++) {
		if (strncmp(line, "-- name:", strlen("-- name:")) == 0) {
			if (count == max)
				fail(source->path, source->line, "more than %d statements", max);
			read_name(source, line, &statements[count]);
			require_new_name(source, statements, count);
			statements[count++].begin = next_line(line);
		} else if (count == 0 && !says_nothing(line)) {
			fail(source->path, source->line, "SQL before the first \"-- name:\"");
		}
		if (count > 0)
			statements[count - 1].end = next_line(line);
	}
	return count;
}

static void write_statements(const char *service, long first_slot, const char *path)
{
	struct statement statements[SLOTS_MAX] = { 0 };
	struct source source = { .path = path, .text = read_file(path) };
	int count = read_statements(&source, statements, SLOTS_MAX - (int)first_slot);
	printf("/* Made from %s by sql2h; edit that instead. */\n"
	       "#pragma once\n\n#include \"platform/core/sql.h\"\n",
	       base_name(path));
	for (int i = 0; i < count; i++) {
		const struct statement *statement = &statements[i];
		check_statement(path, statement);
		printf("\n__attribute__((unused)) static const struct cc_stmt %s = {\n"
		       "\t.name = \"%s.%s\",\n\t.slot = %ld,\n\t.sql =",
		       statement->name, service, statement->name, first_slot + i);
		for (const char *line = statement->begin; line < statement->end; line = next_line(line))
			if (!says_nothing(line))
				print_line(line);
		puts(",\n};");
	}
	printf("\n__attribute__((unused)) static const struct cc_stmt *const %s_statements[] = {\n", service);
	for (int i = 0; i < count; i++)
		printf("\t&%s,\n", statements[i].name);
	puts("\tNULL,\n};");
	free(source.text);
}

/* Flyway's V<n>__<what>.sql; the platform's own come before every service's and are V0_<n>__<what>.sql. */
static long migration_version(const char *service, const char *path)
{
	const char *prefix = strcmp(service, "platform") == 0 ? "V0_" : "V";
	const char *file = base_name(path);
	bool prefixed = strncmp(file, prefix, strlen(prefix)) == 0;
	char *rest = NULL;
	long version = prefixed ? strtol(file + strlen(prefix), &rest, 10) : 0;
	size_t len = strlen(file);
	if (version < 1 || strncmp(rest, "__", 2) != 0 || strcmp(file + len - 4, ".sql") != 0)
		fail(path, 1, "a migration of %s is called %s<n>__<what>.sql", service, prefix);
	return version;
}

static void write_migrations(const char *service, char **paths, int count)
{
	long previous = 0;
	printf("/* Made from the migrations of %s by sql2h; add a migration instead. */\n"
	       "#pragma once\n\n#include \"platform/core/service.h\"\n\n"
	       "__attribute__((unused)) static const struct cc_migration %s_migrations[] = {\n",
	       service, service);
	for (int i = 0; i < count; i++) {
		long version = migration_version(service, paths[i]);
		if (version <= previous)
			fail(paths[i], 1, "version %ld follows version %ld", version, previous);
		previous = version;
		char *text = read_file(paths[i]);
		if (text[strspn(text, " \t\r\n")] == '\0')
			fail(paths[i], 1, "is empty");
		printf("\t{\n\t\t.script = \"%s\",\n\t\t.sql =", base_name(paths[i]));
		for (const char *line = text; *line; line = next_line(line))
			print_line(line);
		puts(",\n\t},");
		free(text);
	}
	puts("\t{ 0 },\n};");
}

/* -1 if the text is not the number of a slot. */
static long parse_slot(const char *text)
{
	char *rest = NULL;
	long slot = strtol(text, &rest, 10);
	return *text && !*rest && slot >= 0 && slot < SLOTS_MAX ? slot : -1;
}

int main(int argc, char **argv)
{
	if (argc == 5 && strcmp(argv[1], "statements") == 0 && parse_slot(argv[3]) >= 0) {
		write_statements(argv[2], parse_slot(argv[3]), argv[4]);
	} else if (argc >= 4 && strcmp(argv[1], "migrations") == 0) {
		write_migrations(argv[2], argv + 3, argc - 3);
	} else {
		fputs("usage: sql2h statements <service> <first slot> <file>.sql\n"
		      "       sql2h migrations <service> V1__a.sql ...\n",
		      stderr);
		return 2;
	}
	return fflush(stdout) == 0 && !ferror(stdout) ? 0 : 1;
}
