/*
 * The command line: options of the whole program, then a subcommand.
 *
 * Options of the program may stand anywhere before "--"; what is left goes to
 * the subcommand, which takes its own flags with cli_flags(). Help and the
 * manual's list of subcommands come from one table.
 */
#include "gogai/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "cli_priv.h"
#include "gogai/bounds.h"
#include "gogai/build.h"
#include "gogai/file.h"
#include "gogai/log.h"
#include "gogai/mem.h"
#include "gogai/str.h"

const struct command cli_commands[] = {
	{ "poll", "[--force] [--no-pages] [URL...]",
	    N_("Ask the feeds that are due, or the named ones, for news."),
	    cmd_poll },
	{ "add", "[--title TITLE] [--tag TAG] URL...",
	    N_("Subscribe: append feeds to the urls file."), cmd_add },
	{ "list", "[--unread] [--starred] [--feed URL] [--limit N] [--json]",
	    N_("Print headlines, newest first."), cmd_list },
	{ "show", "ID [--width N]",
	    N_("Print an article: its full text where it is cached."),
	    cmd_show },
	{ "parse", "--json [--base-url URL] [--content-type TYPE] FILE|-",
	    N_("Read a feed and print what is in it."), cmd_parse },
	{ "extract", "[--text|--html|--json] [--base-url URL] "
	    "[--content-type TYPE] [--excerpt TEXT] FILE|-",
	    N_("Print the main content of a web page."), cmd_extract },
	{ "render", "[--width N] [--links inline|notes|none] "
	    "[--base-url URL] FILE|-",
	    N_("Lay HTML out as the article screen does."), cmd_render },
	{ "config", "[--check]",
	    N_("Print the options with their values, or only complaints."),
	    cmd_config },
	{ NULL, NULL, NULL, NULL },
};

static void
print_help(FILE *to)
{
	const struct command *command;

	out_print(to, _("usage: %s [OPTION...] [COMMAND [ARGUMENT...]]\n\n"
	    "Without a command the interface opens.\n\nCommands:\n"),
	    PACKAGE_NAME);
	for (command = cli_commands; command->name != NULL; command++)
		out_print(to, "  %s %s\n      %s\n", command->name,
		    command->usage, _(command->help));
	out_print(to, "%s", _("\nOptions:\n"
	    "  --config FILE   settings, in place of the usual file\n"
	    "  --urls FILE     subscriptions\n"
	    "  --cache FILE    the cache, an SQLite database\n"
	    "  -o 'NAME VALUE' one line of settings; may be repeated\n"
	    "  --demo          a throw-away profile with a sample edition\n"
	    "  --version       the version\n"
	    "  --help          this\n"));
}

/* ---- reading the command line ---- */

struct reading {
	struct cli *cli;
	int	 argc;
	char	**argv;
	int	 at;
	char	**lines;	/* of -o */
	size_t	 n_lines;
	bool	 wants_demo;
};

static void
stop(struct cli *cli, int status)
{
	cli->done = true;
	cli->status = status;
}

/* The argument of an option that has one: --name VALUE or --name=VALUE. */
static const char *
value_of_option(struct reading *r, const char *name)
{
	const char *arg = r->argv[r->at];
	size_t len = strlen(name);

	if (arg[len] == '=')
		return arg + len + 1;
	if (r->at + 1 < r->argc)
		return r->argv[++r->at];
	out_print(stderr, _("gogai: %s needs a value\n"), name);
	stop(r->cli, CLI_USAGE);
	return NULL;
}

static bool
is_option(const char *arg, const char *name)
{
	size_t len = strlen(name);

	return strncmp(arg, name, len) == 0 &&
	    (arg[len] == '\0' || (arg[len] == '=' && len > 2));
}

/* Options that name a file, and whose path they replace. */
static bool
take_path(struct reading *r, const char *arg)
{
	struct config_paths *paths = &r->cli->paths;
	const struct {
		const char *name;
		char **path;
	} names[] = {
		{ "--config", &paths->config },
		{ "--urls", &paths->urls },
		{ "--cache", &paths->cache },
	};
	const char *value;
	size_t i;

	for (i = 0; i < CC_COUNT(names); i++) {
		if (!is_option(arg, names[i].name))
			continue;
		value = value_of_option(r, names[i].name);
		if (value != NULL)
			mem_replace(names[i].path, value);
		return true;
	}
	return false;
}

/* An option of the whole program? Then take it. */
static bool
take_global(struct reading *r, const char *arg)
{
	const char *value;

	if (take_path(r, arg))
		return true;
	if (is_option(arg, "-o")) {
		value = value_of_option(r, "-o");
		if (value != NULL)
			r->lines[r->n_lines++] = mem_strdup(value);
	} else if (strcmp(arg, "--demo") == 0) {
		r->wants_demo = true;
	} else if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
		print_help(stdout);
		stop(r->cli, CLI_OK);
	} else if (strcmp(arg, "--version") == 0) {
		out_print(stdout, "%s %s\n", PACKAGE_NAME, PACKAGE_VERSION);
		stop(r->cli, CLI_OK);
	} else {
		return false;
	}
	return true;
}

static void
read_arguments(struct reading *r)
{
	struct cli *cli = r->cli;
	bool options = true;

	for (r->at = 1; r->at < r->argc && !cli->done; r->at++) {
		char *arg = r->argv[r->at];

		if (options && strcmp(arg, "--") == 0)
			options = false;
		else if (options && take_global(r, arg))
			continue;
		else if (cli->command == NULL && arg[0] != '-')
			cli->command = arg;
		else
			cli->args[cli->n_args++] = arg;
	}
	if (!cli->done && cli->command == NULL && cli->n_args > 0) {
		out_print(stderr, _("gogai: unknown option %s; "
		    "gogai --help lists them\n"), cli->args[0]);
		stop(cli, CLI_USAGE);
	}
}

/* Lines that are neither options nor key bindings: nobody will take them. */
static void
complain_of_unknown(struct cli *cli)
{
	const struct config_directive *line;
	size_t i;

	for (i = 0; (line = config_directive(cli->config, i)) != NULL; i++)
		if (strcmp(line->words[0], "bind") != 0)
			config_complain(cli->config, line->file, line->line,
			    _("no option is called \"%s\""), line->words[0]);
}

/* The config file, then the lines of -o, which win. */
static void
read_settings(struct reading *r)
{
	struct cli *cli = r->cli;
	struct err err;
	size_t i;

	err_clear(&err);
	if (config_load(cli->config, cli->options, cli->paths.config,
	    &err) < 0)
		stop(cli, cli_fail(&err, CLI_NOTHING));
	for (i = 0; i < r->n_lines; i++)
		config_parse(cli->config, cli->options, "-o", r->lines[i],
		    strlen(r->lines[i]));
	complain_of_unknown(cli);
}

static void
open_log(struct cli *cli)
{
	const char *path = options_text(cli->options, OPTION_LOG_FILE);
	struct err err;

	err_clear(&err);
	if (path[0] != '\0' && log_open(path, &err) < 0)
		(void)cli_fail(&err, 0);
}

void
cli_start(struct cli *cli, int argc, char **argv)
{
	struct reading r = { .cli = cli, .argc = argc, .argv = argv };
	struct err err;
	size_t i;

	*cli = (struct cli){ 0 };
	err_clear(&err);
	cli->options = options_new();
	cli->config = config_new();
	cli->args = mem_calloc((size_t)argc + 1, sizeof(*cli->args));
	r.lines = mem_calloc((size_t)argc + 1, sizeof(*r.lines));
	if (config_paths_find(&cli->paths, &err) < 0)
		stop(cli, cli_fail(&err, CLI_NOTHING));
	else
		read_arguments(&r);
	if (!cli->done && r.wants_demo && demo_make(cli, &err) < 0)
		stop(cli, cli_fail(&err, CLI_NOTHING));
	if (!cli->done)
		read_settings(&r);
	if (!cli->done)
		open_log(cli);
	for (i = 0; i < r.n_lines; i++)
		free(r.lines[i]);
	free(r.lines);
}

void
cli_end(struct cli *cli)
{
	if (cli->demo != NULL)
		(void)file_remove_tree(cli->demo, NULL);
	free(cli->demo);
	free(cli->args);
	config_paths_release(&cli->paths);
	options_free(cli->options);
	config_free(cli->config);
	log_close();
}

static const struct command *
command_named(const char *name)
{
	const struct command *command;

	for (command = cli_commands; command->name != NULL; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return NULL;
}

int
cli_run(struct cli *cli)
{
	const struct command *command = command_named(cli->command);

	if (command == NULL) {
		out_print(stderr, _("gogai: unknown command \"%s\"; "
		    "gogai --help lists them\n"), cli->command);
		return CLI_USAGE;
	}
	return command->run(cli);
}

int
cli_run_plain(struct cli *cli)
{
	struct subs *subs = NULL;
	struct err err;
	size_t n;

	err_clear(&err);
	if (subs_load(&subs, cli->paths.urls, &err) < 0)
		return cli_fail(&err, CLI_NOTHING);
	n = subs_len(subs);
	subs_free(subs);
	if (n > 0)
		return cmd_list(cli);
	out_print(stdout, _("Nothing is subscribed yet.\n"
	    "  gogai --demo       shows a sample edition, without a network\n"
	    "  gogai add URL      subscribes to a feed\n"
	    "  gogai              in a terminal: a list of Japan news to "
	    "choose from\n"));
	return CLI_OK;
}

/* ---- what the subcommands use ---- */

int
cli_usage(const struct cli *cli)
{
	const struct command *command = command_named(cli->command);

	out_print(stderr, _("usage: %s %s %s\n"), PACKAGE_NAME, command->name,
	    command->usage);
	return CLI_USAGE;
}

int
cli_fail(const struct err *err, int status)
{
	out_print(stderr, "gogai: %s\n", err->message);
	return status;
}

static int
take_flag(struct cli *cli, const struct flag *flag, int *at)
{
	const char *text;
	size_t used;

	if (flag->type == FLAG_BOOL) {
		*(bool *)flag->value = true;
		return 0;
	}
	text = strchr(cli->args[*at], '=');
	if (text == NULL && *at + 1 == cli->n_args) {
		out_print(stderr, _("gogai: %s needs a value\n"), flag->name);
		return -1;
	}
	text = text != NULL ? text + 1 : cli->args[++*at];
	if (flag->type == FLAG_TEXT) {
		*(const char **)flag->value = text;
		return 0;
	}
	*(int64_t *)flag->value = (int64_t)str_number(str_of(text),
	    INT32_MAX, &used);
	if (used == strlen(text) && used > 0)
		return 0;
	out_print(stderr, _("gogai: %s takes a number, not \"%s\"\n"),
	    flag->name, text);
	return -1;
}

int
cli_flags(struct cli *cli, const struct flag *flags, size_t n)
{
	int at, kept = 0;
	size_t i;

	for (at = 0; at < cli->n_args; at++) {
		const char *arg = cli->args[at];

		if (arg[0] != '-' || arg[1] == '\0') {
			cli->args[kept++] = cli->args[at];
			continue;
		}
		for (i = 0; i < n; i++)
			if (is_option(arg, flags[i].name))
				break;
		if (i == n) {
			out_print(stderr, _("gogai: unknown option %s\n"),
			    arg);
			return cli_usage(cli) > 0 ? -1 : 0;
		}
		if (take_flag(cli, &flags[i], &at) < 0)
			return -1;
	}
	cli->n_args = kept;
	return 0;
}

int
cli_read(struct cli *cli, struct buf *bytes, size_t limit, struct err *err)
{
	buf_init(bytes, limit);
	if (cli->n_args != 1)
		return err_set(err, ERR_USAGE, _("one file is needed, or - "
		    "for standard input"));
	return file_read(bytes, cli->args[0], err);
}

void
cli_complain(const struct cli *cli, const struct subs *subs)
{
	size_t i;

	for (i = 0; i < config_n_complaints(cli->config); i++)
		out_print(stderr, "gogai: %s\n",
		    config_complaint(cli->config, i));
	for (i = 0; subs != NULL && i < subs_n_complaints(subs); i++)
		out_print(stderr, "gogai: %s\n", subs_complaint(subs, i));
}

int
cli_columns(void)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		return size.ws_col;
	return 80;
}
