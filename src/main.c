/*
 * gogai: locale, settings, then the interface or a subcommand.
 */
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gogai/build.h"
#include "gogai/cli.h"
#include "gogai/engine.h"
#include "gogai/mem.h"
#include "gogai/ui.h"

/*
 * The user's locale; where it is unset, C or POSIX, UTF-8 all the same, so
 * that Japanese is shown on any machine without a word said.
 */
static void
set_locale(void)
{
	const char *charset;

	if (setlocale(LC_ALL, "") == NULL)
		(void)setlocale(LC_ALL, "C");
	charset = nl_langinfo(CODESET);
	if (strcmp(charset, "ANSI_X3.4-1968") == 0 ||
	    strcmp(charset, "US-ASCII") == 0)
		(void)setlocale(LC_CTYPE, "C.UTF-8");
	(void)bindtextdomain(PACKAGE_NAME, PACKAGE_LOCALEDIR);
	(void)bind_textdomain_codeset(PACKAGE_NAME, "UTF-8");
	/* The words of strerror(3), too, are UTF-8 inside. */
	(void)bind_textdomain_codeset("libc", "UTF-8");
	(void)textdomain(PACKAGE_NAME);
}

/* A peer or a pager that goes away is an error of write(2), no end. */
static void
ignore_broken_pipes(void)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN };

	(void)sigemptyset(&ignore.sa_mask);
	(void)sigaction(SIGPIPE, &ignore, NULL);
}

static void
run_loop(struct cli *cli, struct engine *engine, struct err *err)
{
	const struct ui_options how = {
		.engine = engine, .cache = cli->paths.cache,
		.urls = cli->paths.urls, .data = cli->paths.data,
		.options = cli->options, .config = cli->config };
	const struct width_rules widths = {
		.ambiguous_wide = options_bool(cli->options,
		    OPTION_AMBIGUOUS_WIDE),
		.vs16_wide = options_bool(cli->options, OPTION_VS16_WIDE) };
	struct ui_terminal terminal;
	int rows, cols;
	struct ui *ui;

	if (ui_terminal_open(&terminal, cli->options, &widths, err) < 0)
		return;
	mem_set_fatal(ui_terminal_emergency);
	terminal.size(terminal.self, &rows, &cols);
	if (ui_new(&ui, &how, rows, cols, err) == 0) {
		if (options_bool(cli->options, OPTION_POLL_ON_START))
			engine_poll(engine, NULL, 0, ENGINE_POLL_DUE);
		ui_run(ui, &terminal);
		ui_free(ui);
	}
	ui_terminal_close(&terminal);
}

static int
run_interface(struct cli *cli)
{
	const struct engine_options how = { .options = cli->options,
	    .cache = cli->paths.cache, .urls = cli->paths.urls };
	struct engine *engine;
	struct err err;

	err_clear(&err);
	if (engine_start(&engine, &how, &err) < 0)
		return cli_fail(&err, CLI_NOTHING);
	run_loop(cli, engine, &err);
	engine_stop(engine);
	cli_complain(cli, NULL);
	return err.code != ERR_NONE ? cli_fail(&err, CLI_NOTHING) : CLI_OK;
}

int
main(int argc, char **argv)
{
	struct cli cli;
	int status;

	ignore_broken_pipes();
	set_locale();
	cli_start(&cli, argc, argv);
	if (cli.done)
		status = cli.status;
	else if (cli.command != NULL)
		status = cli_run(&cli);
	else if (isatty(STDOUT_FILENO) != 1 || isatty(STDIN_FILENO) != 1)
		status = cli_run_plain(&cli);
	else
		status = run_interface(&cli);
	if (fflush(stdout) != 0 && status == CLI_OK)
		status = CLI_SOME;
	cli_end(&cli);
	return status;
}
