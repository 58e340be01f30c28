/*
 * text2h - turns a text file into a C string, so that the program carries it.
 *
 *   text2h <name> <file>
 *
 * Writes the header to stdout.  Bytes other than visible ASCII are refused: a page's text is C's business.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

static void put(int c)
{
	if (c == '"' || c == '\\')
		putchar('\\');
	if (c == '\n')
		fputs("\\n\"\n\t\"", stdout);
	else if (c == '\t')
		fputs("\\t", stdout);
	else
		putchar(c);
}

int main(int argc, char **argv)
{
	FILE *file = argc == 3 ? fopen(argv[2], "rb") : NULL;
	if (!file) {
		fprintf(stderr, "text2h: %s\n", argc == 3 ? strerror(errno) : "usage: text2h <name> <file>");
		return 1;
	}
	printf("/* Made from %s by text2h; edit that instead. */\nstatic const char %s[] =\n\t\"", argv[2],
	       argv[1]);
	int c, line = 1;
	while ((c = getc(file)) != EOF) {
		line += c == '\n';
		if ((c < ' ' && c != '\n' && c != '\t') || c > '~') {
			fprintf(stderr, "%s:%d: byte %d is not visible ASCII\n", argv[2], line, c);
			return 1;
		}
		put(c);
	}
	puts("\";");
	return ferror(file) || fflush(stdout) != 0;
}
