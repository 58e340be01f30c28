#include "cli/demo/show.h"

#include <unistd.h>

#include "cli/build.h"
#include "platform/core/id.h"

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

static void show_people(const struct demo *demo)
{
	static const struct {
		const char *role, *name;
		enum demo_kind kind;
	} people[] = {
		{ "guest", "Ola", DEMO_GUEST_ID },
		{ "host", "Marek", DEMO_HOST_ID },
		{ "admin", "Ewa", DEMO_ADMIN_ID },
	};
	for (size_t i = 0; i < CC_COUNT(people); i++) {
		char id[CC_ID_TEXT_LEN + 1] = { 0 };
		cc_id_print(demo_id(&demo->plan, people[i].kind, 0), id);
		fprintf(stderr, "  %-11s %-6s %-6s %s token --data %s --as %s --subject %s\n",
		        i == 0 ? "A token as" : "", people[i].role, people[i].name, demo->cli->program,
		        demo->cli->values.of[CLI_DATA].text, people[i].role, id);
	}
}

static void show_drivers(const struct demo *demo, int crowd_size)
{
	const struct cli *cli = demo->cli;
	fprintf(stderr, "\n  drivers     db sqlite - events in-process - payments sandbox: play money\n");
	if (crowd_size > 0)
		fprintf(stderr, "  ghost crowd %d guests, one action every 2 s   (--crowd 0 to stop)\n",
		        crowd_size);
	fprintf(stderr,
	        "  %snote        demo keys, loopback only, invented people.  In earnest: couchannel help "
	        "serve%s\n",
	        cli->colour ? "\033[33m" : "", cli->colour ? "\033[0m" : "");
	fprintf(stderr, "\n  A tour      %s tour --url %s --data %s\n", cli->program,
	        cli_host_url(&demo->host), cli->values.of[CLI_DATA].text);
	fprintf(stderr, "  Ctrl-C stops it.  What happens now:\n\n");
}

void demo_show_ready(const struct demo *demo, const char *url, int crowd_size, int64_t duration_ms)
{
	if (!demo_is_for_people(demo->cli))
		return;
	if (isatty(STDERR_FILENO))
		fprintf(stderr, "\r%*s\r", BAR_WIDTH + 24, "");
	if (demo->seeded)
		fprintf(stderr,
		        "  seeded      %d hosts - %d evenings - %d guests - %d bookings   %lld.%lld s\n\n",
		        DEMO_HOSTS, DEMO_SESSIONS, DEMO_GUESTS, DEMO_BOOKINGS,
		        (long long)(duration_ms / 1000), (long long)(duration_ms % 1000 / 100));
	fprintf(stderr, "  Open        %s/\n", url);
	show_people(demo);
	fprintf(stderr, "  API         %s/docs     OpenAPI %s/openapi.json\n", url, url);
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
