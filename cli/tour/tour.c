/* tour.c - the tour's server, its people, and its flows one after the other. */
#include "cli/tour/tour.h"

#include <unistd.h>

#include "cli/commands.h"
#include "cli/demo/folder.h"
#include "cli/process.h"
#include "cli/secret.h"
#include "contracts/compliance.h"
#include "contracts/identity.h"
#include "platform/core/id.h"

static cc_err (*const flows[])(struct tour *tour) = {
	tour_an_evening,  tour_at_the_door,       tour_the_host_cancels,
	tour_money_fails, tour_the_fixture_moves, tour_a_licence_ends,
};

/* ---- People -------------------------------------------------------------------- */

/* New ones each time, so that the tour can be repeated. */
static bool make_people(struct tour *tour, struct cli_failure *failure)
{
	static const char *const roles[TOUR_PEOPLE] = { NULL, "guest", "host", "admin", "guest" };
	for (enum tour_who who = TOUR_GUEST; who < TOUR_PEOPLE; who++) {
		char subject[CC_ID_TEXT_LEN + 1] = { 0 };
		tour->ids[who] = cc_new_id(tour->cli->ctx);
		cc_id_print(tour->ids[who], subject);
		if (!cli_make_token(tour->cli, roles[who], cli_text(tour->cli, "%s", subject),
		                    &tour->tokens[who], failure))
			return false;
	}
	return true;
}

/* Whoever gets mail has an address. */
static CC_RESULT register_one(struct tour *tour, enum tour_who who, const char *name, const char *locale)
{
	enum identity_role roles[] = { IDENTITY_ROLE_GUEST, IDENTITY_ROLE_HOST, IDENTITY_ROLE_ADMIN };
	char id[CC_ID_TEXT_LEN + 1] = { 0 };
	cc_id_print(tour->ids[who], id);
	const struct identity_put_user_request cmd = {
		.user_id = tour->ids[who],
		.name = cc_str_of(name),
		.email = cc_printf(tour->cli->ctx, "%s@couchannel.example", id),
		.locale = cc_str_of(locale),
		.time_zone = CC_STR("Europe/Warsaw"),
		.roles = { roles, (size_t)who }, /* a host is a guest as well, and an administrator both */
	};
	struct identity_user user;
	return tour_ask(tour, TOUR_ADMIN, &identity_put_user_op, &cmd, &user);
}

static CC_RESULT register_people(struct tour *tour)
{
	TRY(register_one(tour, TOUR_GUEST, "Ola Zielińska", "pl"));
	return register_one(tour, TOUR_HOST, "Marek Wilk", "en");
}

static CC_RESULT make_competition(struct tour *tour, cc_str slug)
{
	const struct inventory_put_competition_request cmd = {
		.competition_id = tour->competition_id,
		.slug = slug,
		.name = CC_STR("Tour Cup"),
		.sport = CC_STR("football"),
	};
	struct inventory_competition competition;
	return tour_ask(tour, TOUR_ADMIN, &inventory_put_competition_op, &cmd, &competition);
}

/* The last flow comes to its limit. */
static CC_RESULT publish_licence(struct tour *tour, cc_str slug)
{
	const struct compliance_put_rule_request draft = {
		.rule_id = slug,
		.has_competition = true,
		.competition = slug,
		.has_venue = true,
		.venue = COMPLIANCE_VENUE_PRIVATE_HOME,
		.has_charge_basis = true,
		.charge_basis = COMPLIANCE_CHARGE_BASIS_COST_SHARE,
		.heads_max = TOUR_HEADS_MAX,
		.source = CC_STR("The tour"),
	};
	const struct compliance_publish_rule_request publish = { .rule_id = slug, .version = 1 };
	struct compliance_draft drafted;
	struct compliance_rule rule;
	TRY(tour_ask(tour, TOUR_ADMIN, &compliance_put_rule_op, &draft, &drafted));
	TRY(tour_ask(tour, TOUR_ADMIN, &compliance_publish_rule_op, &publish, &rule));
	return tour_check(tour, rule.heads_max == TOUR_HEADS_MAX, "at home, %d guests may watch it together",
	                  rule.heads_max);
}

static CC_RESULT prepare(struct tour *tour)
{
	tour_title(tour, "0. People, a competition and its licence, and a host who describes a living room");
	tour->competition_id = cc_new_id(tour->cli->ctx);
	char id[CC_ID_TEXT_LEN + 1] = { 0 };
	cc_id_print(tour->competition_id, id);
	cc_str slug = cc_printf(tour->cli->ctx, "tour-%s", id);
	TRY(register_people(tour));
	TRY(make_competition(tour, slug));
	TRY(publish_licence(tour, slug));
	return tour_make_home(tour);
}

/* ---- Playing --------------------------------------------------------------------- */

/* What failed has been said where it was. */
static int play(struct tour *tour)
{
	cc_err err = prepare(tour);
	tour->failures = err != CC_OK;
	for (size_t i = 0; err == CC_OK && i < CC_COUNT(flows); i++)
		tour->failures += flows[i](tour) != CC_OK;
	printf("\n%d requests, %d of %zu flows as they should be\n", tour->steps,
	       err != CC_OK ? 0 : (int)CC_COUNT(flows) - tour->failures, CC_COUNT(flows));
	return tour->failures == 0 ? CLI_EXIT_OK : CLI_EXIT_FAILED;
}

static bool begin(struct tour *tour, const char *url, struct cli_failure *failure)
{
	struct cli *cli = tour->cli;
	if (tour_client_init(&tour->client, cli->ctx, url))
		return make_people(tour, failure);
	*failure = (struct cli_failure){
		.exit = CLI_EXIT_USAGE,
		.what = cli_text(cli, "'%s' is no server to tour", url),
		.why = "it must be http://host:port",
		.fix = "couchannel tour --url http://127.0.0.1:8080 --data ./my-couch",
	};
	return false;
}

static int play_at(struct tour *tour, const char *url)
{
	struct cli_failure failure;
	if (!begin(tour, url, &failure))
		return cli_fail(tour->cli, &failure);
	printf("A tour of %s, %s.\n", url,
	       tour->own ? "a server of its own" : "where real guests may be as well");
	return play(tour);
}

static int play_alone(struct tour *tour)
{
	struct cli *cli = tour->cli;
	struct cli_failure failure;
	struct demo demo = { 0 };
	sigset_t signals;
	cli->values.of[CLI_LISTEN].text = "127.0.0.1:0";
	if (cli->values.of[CLI_LOG_LEVEL].origin == CLI_FROM_DEFAULT)
		cli->values.of[CLI_LOG_LEVEL].text = "off"; /* what is shown is what came back */
	demo_set_up(&demo, cli);
	if (!demo_open_folder(&demo, &failure))
		return cli_fail(cli, &failure);
	cli_prepare_process(&signals);
	cli_host_init(&demo.host, cli);
	cli_host_open_log(&demo.host);
	tour->own = &demo;
	int exit = demo_start(&demo, &failure) ? play_at(tour, cli_host_url(&demo.host))
	                                       : cli_fail(cli, &failure);
	tour->own = NULL;
	demo_close(&demo);
	return exit;
}

int cli_tour(struct cli *cli)
{
	struct tour tour = { .cli = cli };
	const char *url = cli->values.of[CLI_URL].text;
	if (url)
		return play_at(&tour, url);
	if (cli->values.of[CLI_DATA].origin != CLI_FROM_FLAG)
		return play_alone(&tour);
	const struct cli_failure failure = {
		.exit = CLI_EXIT_USAGE,
		.what = "--data goes with --url",
		.why = "it is the folder of the server that is shown; the tour's own server has a temporary "
		       "one",
		.fix = "couchannel tour --url http://127.0.0.1:8080 --data ./my-couch",
	};
	return cli_fail(cli, &failure);
}
