/*
 * The command line: what cli_start() makes of arguments and settings.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "gogai/cli.h"

#define MAX_ARGS 12

struct row {
	const char *args[MAX_ARGS];
	const char *command;
	const char *first;		/* the command's first argument */
	const char *cache;		/* NULL: the usual place */
	bool	 done;
	int	 status;
	const char *why;
};

static const struct row rows[] = {
	{ .args = { "gogai" }, .why = "the interface" },
	{ .args = { "gogai", "list", "--json" }, .command = "list",
	    .first = "--json", .why = "a command's own flag is left alone" },
	{ .args = { "gogai", "--cache", "/c", "list" }, .command = "list",
	    .cache = "/c", .why = "an option before the command" },
	{ .args = { "gogai", "list", "--cache=/c", "--json" },
	    .command = "list", .cache = "/c", .first = "--json",
	    .why = "an option behind it, with =" },
	{ .args = { "gogai", "show", "--", "--cache" }, .command = "show",
	    .first = "--cache", .why = "nothing is an option after --" },
	{ .args = { "gogai", "--version" }, .done = true, .why = "version" },
	{ .args = { "gogai", "--help" }, .done = true, .why = "help" },
	{ .args = { "gogai", "--nonsense" }, .done = true,
	    .status = CLI_USAGE, .why = "an unknown option" },
	{ .args = { "gogai", "list", "--cache" }, .done = true,
	    .command = "list", .status = CLI_USAGE, .why = "no value" },
};

static void
same(const char *got, const char *want, const char *why)
{
	if (got == NULL || want == NULL)
		assert_true(got == want);
	else if (strcmp(got, want) != 0)
		fail_msg("%s: \"%s\", not \"%s\"", why, got, want);
}

static void
check_row(const struct row *row)
{
	char *argv[MAX_ARGS + 1] = { NULL };
	struct cli cli;
	int argc;

	for (argc = 0; row->args[argc] != NULL; argc++)
		argv[argc] = (char *)(uintptr_t)row->args[argc];
	cli_start(&cli, argc, argv);
	assert_int_equal(cli.done, row->done);
	assert_int_equal(cli.status, row->status);
	same(cli.command, row->command, row->why);
	same(cli.n_args > 0 ? cli.args[0] : NULL,
	    row->done ? (cli.n_args > 0 ? cli.args[0] : NULL) : row->first,
	    row->why);
	if (row->cache != NULL)
		same(cli.paths.cache, row->cache, row->why);
	cli_end(&cli);
}

static void
test_arguments(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++)
		check_row(&rows[i]);
}

static void
test_settings(void **state)
{
	char *argv[] = { "gogai", "--config", "/dev/null", "-o", "host-gap 7",
	    "-o", "host-gap wide", "list", NULL };
	struct cli cli;

	(void)state;
	cli_start(&cli, 8, argv);
	assert_false(cli.done);
	assert_int_equal(options_number(cli.options, OPTION_HOST_GAP), 7);
	assert_int_equal(config_n_complaints(cli.config), 1);
	assert_non_null(strstr(config_complaint(cli.config, 0), "host-gap"));
	cli_end(&cli);
}

static void
test_unknown_command(void **state)
{
	char *argv[] = { "gogai", "--config", "/dev/null", "dance", NULL };
	struct cli cli;

	(void)state;
	cli_start(&cli, 4, argv);
	assert_int_equal(cli_run(&cli), CLI_USAGE);
	cli_end(&cli);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arguments),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_unknown_command),
	};

	return cmocka_run_group_tests_name("cli", tests, NULL, NULL);
}
