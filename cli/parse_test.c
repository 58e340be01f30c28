/* parse_test.c - what becomes of arguments and environment, and what is said of those that are wrong. */
#include "cli/cli.h"
#include "cli/commands.h"
#include "platform/core/sample_test.h"

static struct cc_ctx *ctx;
static struct cli_values values;
static struct cli_failure failure;
static const char *const empty[] = { NULL };

static int set_up(void **state)
{
	(void)state;
	ctx = sample_ctx_new();
	cli_values_init(&values);
	failure = (struct cli_failure){ 0 };
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	sample_ctx_free(ctx);
	return 0;
}

/* As main.c does: the environment, then the flags over it. */
static bool reads(enum cli_command_id command, const char *const *environment, const char *const *arguments)
{
	cli_values_init(&values);
	return cli_read_environment(ctx, command, environment, &values, &failure) &&
	       cli_read_arguments(ctx, command, arguments, &values, &failure);
}

#define WORDS(...) ((const char *const[]){ __VA_ARGS__, NULL })

static void a_flag_beats_the_variable_which_beats_the_default(void **state)
{
	(void)state;
	const char *const *variables = WORDS("COUCHANNEL_LISTEN=127.0.0.1:1");
	assert_true(reads(CLI_COMMAND_SERVE, empty, empty));
	assert_string_equal(values.of[CLI_LISTEN].text, "127.0.0.1:8080");
	assert_int_equal(values.of[CLI_LISTEN].origin, CLI_FROM_DEFAULT);
	assert_true(reads(CLI_COMMAND_SERVE, variables, empty));
	assert_string_equal(values.of[CLI_LISTEN].text, "127.0.0.1:1");
	assert_int_equal(values.of[CLI_LISTEN].origin, CLI_FROM_VARIABLE);
	assert_true(reads(CLI_COMMAND_SERVE, variables, WORDS("--listen", "127.0.0.1:2")));
	assert_string_equal(values.of[CLI_LISTEN].text, "127.0.0.1:2");
	assert_int_equal(values.of[CLI_LISTEN].origin, CLI_FROM_FLAG);
}

static void an_empty_variable_is_none(void **state)
{
	(void)state;
	assert_true(reads(CLI_COMMAND_SERVE, WORDS("COUCHANNEL_JWKS=", "COUCHANNEL_DEV="), empty));
	assert_null(values.of[CLI_JWKS].text);
	assert_false(cli_is_on(&values, CLI_DEV));
}

static void values_stand_beside_the_flag_or_behind_an_equals_sign(void **state)
{
	(void)state;
	assert_true(reads(CLI_COMMAND_SERVE, empty, WORDS("--data=a=b", "--drain-seconds", "0", "--dev")));
	assert_string_equal(values.of[CLI_DATA].text, "a=b");
	assert_int_equal(cli_number(&values, CLI_DRAIN_SECONDS), 0);
	assert_true(cli_is_on(&values, CLI_DEV));
}

static void a_switch_is_turned_off_over_its_variable(void **state)
{
	(void)state;
	assert_true(reads(CLI_COMMAND_SERVE, WORDS("COUCHANNEL_DEV=1"), WORDS("--dev=false")));
	assert_false(cli_is_on(&values, CLI_DEV));
}

static void a_misspelt_option_is_answered_with_the_nearest(void **state)
{
	(void)state;
	assert_false(reads(CLI_COMMAND_SERVE, empty, WORDS("--lisen", "x")));
	assert_int_equal(failure.exit, CLI_EXIT_USAGE);
	assert_string_equal(failure.what, "couchannel serve has no option --lisen");
	assert_string_equal(failure.fix, "couchannel serve --listen");
	assert_false(reads(CLI_COMMAND_SERVE, empty, WORDS("--entirely-else")));
	assert_string_equal(failure.fix, "couchannel help serve");
}

static void an_option_of_other_commands_is_said_to_be_theirs(void **state)
{
	(void)state;
	assert_false(reads(CLI_COMMAND_SERVE, empty, WORDS("--dry-run")));
	assert_string_equal(failure.why, "it is an option of migrate");
	assert_false(reads(CLI_COMMAND_SERVE, empty, WORDS("-n")));
	assert_string_equal(failure.what, "couchannel serve has no option -n");
}

static void a_wrong_flag_is_usage_and_a_wrong_variable_is_configuration(void **state)
{
	(void)state;
	assert_false(reads(CLI_COMMAND_SERVE, empty, WORDS("--log-level", "inf")));
	assert_int_equal(failure.exit, CLI_EXIT_USAGE);
	assert_string_equal(failure.fix, "--log-level info");
	assert_false(reads(CLI_COMMAND_SERVE, WORDS("COUCHANNEL_LOG_LEVEL=inf"), empty));
	assert_int_equal(failure.exit, CLI_EXIT_CONFIG);
	assert_string_equal(failure.fix, "COUCHANNEL_LOG_LEVEL=info");
	assert_string_equal(failure.why, "it must be debug, info, warn, error or off");
}

static void numbers_have_limits_and_no_tail(void **state)
{
	(void)state;
	static const char *const wrong[] = { "-1", "301", "1x", "", "0x10", "1.5", "99999999999999999999" };
	for (size_t i = 0; i < CC_COUNT(wrong); i++) {
		char argument[64];
		snprintf(argument, sizeof argument, "--drain-seconds=%s", wrong[i]);
		assert_false(reads(CLI_COMMAND_SERVE, empty, WORDS(argument)));
		assert_string_equal(failure.why, "it must be a whole number from 0 to 300");
	}
	assert_true(reads(CLI_COMMAND_SERVE, empty, WORDS("--drain-seconds=300")));
}

static void an_option_without_its_value_is_refused(void **state)
{
	(void)state;
	assert_false(reads(CLI_COMMAND_SERVE, empty, WORDS("--jwks")));
	assert_string_equal(failure.what, "--jwks needs a value");
	assert_false(reads(CLI_COMMAND_SERVE, empty, WORDS("--data=")));
}

static void words_are_kept_and_two_dashes_end_the_options(void **state)
{
	(void)state;
	assert_true(reads(CLI_COMMAND_EVENTS, empty, WORDS("retry", "--json", "--", "--json", "-")));
	assert_int_equal(values.word_count, 3);
	assert_string_equal(values.words[0], "retry");
	assert_string_equal(values.words[1], "--json");
	assert_string_equal(values.words[2], "-");
	assert_false(reads(CLI_COMMAND_EVENTS, empty, WORDS("a", "b", "c", "d")));
	assert_int_equal(failure.exit, CLI_EXIT_USAGE);
}

static void an_unknown_variable_is_found_with_its_nearest_name(void **state)
{
	(void)state;
	const char *const *environment = WORDS("HOME=/", "COUCHANNEL_DATA=x", "COUCHANNEL_LISEN=secret",
	                                       "COUCHANNEL_Q=1");
	size_t at = 0;
	const char *nearest = "";
	assert_string_equal(cli_unknown_variable(ctx, environment, &at, &nearest), "COUCHANNEL_LISEN");
	assert_string_equal(nearest, "COUCHANNEL_LISTEN");
	assert_string_equal(cli_unknown_variable(ctx, environment, &at, &nearest), "COUCHANNEL_Q");
	assert_null(nearest);
	assert_null(cli_unknown_variable(ctx, environment, &at, &nearest));
}

/* What holds for a new row of the table as well. */
static void every_row_of_the_table_is_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < CLI_OPTION_COUNT; i++) {
		const struct cli_option *option = &cli_options[i];
		char variable[64] = "COUCHANNEL_";
		for (size_t j = 0, at = strlen(variable); option->name[j]; j++)
			variable[at + j] = option->name[j] == '-' ? '_' : (char)(option->name[j] & ~0x20);
		if (option->variable)
			assert_string_equal(option->variable, variable);
		assert_true(option->commands != 0);
		assert_int_equal(option->kind == CLI_SWITCH, option->value_name == NULL);
		assert_int_equal(option->help[strlen(option->help) - 1], '.');
		assert_int_equal(option->kind == CLI_CHOICE, option->choices[0] != NULL);
	}
	for (size_t i = 0; i < CLI_COMMAND_COUNT; i++) {
		assert_non_null(cli_commands[i].run);
		assert_non_null(cli_commands[i].examples[0].line);
		assert_ptr_equal(cli_command_named(cli_commands[i].name), &cli_commands[i]);
	}
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_flag_beats_the_variable_which_beats_the_default),
		CASE(an_empty_variable_is_none),
		CASE(values_stand_beside_the_flag_or_behind_an_equals_sign),
		CASE(a_switch_is_turned_off_over_its_variable),
		CASE(a_misspelt_option_is_answered_with_the_nearest),
		CASE(an_option_of_other_commands_is_said_to_be_theirs),
		CASE(a_wrong_flag_is_usage_and_a_wrong_variable_is_configuration),
		CASE(numbers_have_limits_and_no_tail),
		CASE(an_option_without_its_value_is_refused),
		CASE(words_are_kept_and_two_dashes_end_the_options),
		CASE(an_unknown_variable_is_found_with_its_nearest_name),
		CASE(every_row_of_the_table_is_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
