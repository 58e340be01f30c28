#include "cli/demo/show.h"

#include <unistd.h>

#include "cli/build.h"

enum { BAR_WIDTH = 20, PERCENT = 100 };

bool demo_is_for_people(const struct cli *cli)
{
	const char *style = cli->values.of[CLI_LOG_STYLE].text;
	return strcmp(style, "text") == 0 || (strcmp(style, "json") != 0 && isatty(STDERR_FILENO));
}

void demo_show_begin(const struct demo *demo)
{
	const char *folder = demo->cli->values.of[CLI_DATA].text;
	if (demo_is_for_people(demo->cli))
		fprintf(stderr, "\ncouchannel %s (%s) - demo - data: %s%s\n\n", CLI_VERSION, CLI_COMMIT,
		        folder, demo->temporary ? " (deleted on exit)" : "");
}

void demo_show_progress(const struct demo *demo, size_t done, size_t total)
{
	if (!demo_is_for_people(demo->cli) || !isatty(STDERR_FILENO) || total == 0)
		return;
	size_t filled = done * BAR_WIDTH / total;
	fprintf(stderr, "\r  seeding     ");
	for (size_t i = 0; i < BAR_WIDTH; i++)
		fputs(i < filled ? "█" : "░", stderr);
	fprintf(stderr, " %zu %%", done * PERCENT / total);
}

/* Whom one can be. */
static const struct {
	const char *role, *name;
	enum demo_kind kind;
} people[] = {
	{ "guest", "Ola", DEMO_GUEST_ID },
	{ "host", "Marek", DEMO_HOST_ID },
	{ "admin", "Ewa", DEMO_ADMIN_ID },
};

/* A link that cannot be made is left out: tokens come from the command line as well. */
static void show_links(struct demo *demo, const char *url)
{
	struct cc_arena *arena = cc_arena_new();
	struct cc_ctx ctx = demo_ctx(demo, arena);
	for (size_t i = 0; i < CC_COUNT(people); i++) {
		cc_str code;
		if (demo_login_code(demo, &ctx, demo_id(&demo->plan, people[i].kind, 0), &code) != CC_OK)
			continue;
		cc_log_line(demo->host.telemetry, CC_LEVEL_INFO, "login_link", "as=%s url=%s/d/%.*s",
		            people[i].role, url, (int)code.len, code.ptr);
		if (demo_is_for_people(demo->cli))
			fprintf(stderr, "  %-11s %-6s %-6s %s/d/%.*s%s\n", i == 0 ? "Log in as" : "",
			        people[i].role, people[i].name, url, (int)code.len, code.ptr,
			        i == 0 ? "   (once, within 30 minutes)" : "");
	}
	cc_arena_free(arena);
}

static void show_drivers(const struct demo *demo, int crowd_size)
{
	const struct cli *cli = demo->cli;
	fprintf(stderr, "\n  drivers     db sqlite - events in-process - mail outbox - payments sandbox: "
	                "play money\n");
	if (crowd_size > 0)
		fprintf(stderr, "  ghost crowd %d guests, one action every 2 s   (--crowd 0 to stop)\n",
		        crowd_size);
	fprintf(stderr,
	        "  %snote        demo keys, loopback only, invented people.  In earnest: couchannel help "
	        "serve%s\n",
	        cli->colour ? "\033[33m" : "", cli->colour ? "\033[0m" : "");
	fprintf(stderr, "\n  A tour      %s tour --url %s --data %s\n", cli->program,
	        cli_host_url(&demo->host), cli->values.of[CLI_DATA].text);
	fprintf(stderr, "  A token     %s token --data %s --as guest\n", cli->program,
	        cli->values.of[CLI_DATA].text);
	fprintf(stderr, "  Ctrl-C stops it.  What happens now:\n\n");
}

static void show_seeded(const struct demo *demo, int64_t duration_ms)
{
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%*s\r", BAR_WIDTH + 24, "");
	if (demo->seeded)
		fprintf(stderr,
		        "  seeded      %d hosts - %d evenings - %d guests - %d bookings   %lld.%lld s\n\n",
		        DEMO_HOSTS, DEMO_SESSIONS, DEMO_GUESTS, DEMO_BOOKINGS,
		        (long long)(duration_ms / 1000), (long long)(duration_ms % 1000 / 100));
}

void demo_show_ready(struct demo *demo, int crowd_size, int64_t duration_ms)
{
	const char *public_url = demo->cli->values.of[CLI_PUBLIC_URL].text;
	const char *url = public_url ? public_url : cli_host_url(&demo->host);
	bool for_people = demo_is_for_people(demo->cli);
	if (for_people) {
		show_seeded(demo, duration_ms);
		fprintf(stderr, "  Open        %s/\n", url);
	}
	show_links(demo, url);
	if (!for_people)
		return;
	fprintf(stderr, "  API         %s/docs     OpenAPI %s/openapi.json\n", url, url);
	fprintf(stderr, "  Mail        %s/outbox     (nothing leaves this machine)\n", url);
	fprintf(stderr, "  Health      %s/readinessz   Metrics %s/metrics\n", url, url);
	show_drivers(demo, crowd_size);
}

void demo_show_end(const struct demo *demo, const struct demo_ticker *ticker)
{
	if (!demo_is_for_people(demo->cli))
		return;
	fprintf(stderr, "\nstopped. %llu bookings and %llu events were only a demo; ",
	        (unsigned long long)ticker->bookings, (unsigned long long)ticker->events);
	if (demo->temporary)
		fprintf(stderr, "keep them next time: %s demo --data ./my-couch\n", demo->cli->program);
	else
		fprintf(stderr, "they are kept in %s\n", demo->cli->values.of[CLI_DATA].text);
}
