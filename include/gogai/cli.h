/*
 * The command line: settings of one run, subcommands, exit statuses.
 *
 * main() starts with cli_start(), which reads options and settings, and hands
 * the rest to a subcommand, or to the interface where none is named. Only
 * what is here and the interface print; messages go to standard error, what
 * was asked for to standard output.
 */
#ifndef GOGAI_CLI_H
#define GOGAI_CLI_H

#include "gogai/cc.h"
#include "gogai/config.h"
#include "gogai/err.h"
#include "gogai/option.h"

struct subs;

/* Exit statuses; of `poll`: all well, some feed failed, nothing was done. */
enum cli_status {
	CLI_OK = 0,
	CLI_SOME = 1,
	CLI_NOTHING = 2,
	CLI_USAGE = 2
};

/* One run of the program. */
struct cli {
	struct config_paths paths;
	struct options *options;
	struct config *config;
	char	*demo;		/* the throw-away profile's folder, or NULL */
	const char *command;	/* NULL: the interface */
	char	**args;		/* what stands behind the command */
	int	 n_args;
	int	 status;	/* where cli_start() says that all is done */
	bool	 done;
};

/*
 * Read the command line and the settings; fills *cli. done: there is nothing
 * more to do (--help, a mistake), leave with status.
 */
void	cli_start(struct cli *cli, int argc, char **argv);

/* Run the subcommand; returns the exit status. */
int	cli_run(struct cli *cli);

/* Without a terminal: the headlines, or how to begin. */
int	cli_run_plain(struct cli *cli);

/* Free, and remove a throw-away profile. */
void	cli_end(struct cli *cli);

/* Say what went wrong, on standard error. Returns status. */
int	cli_fail(const struct err *err, int status);

/* Print the complaints of config and urls on standard error. */
void	cli_complain(const struct cli *cli, const struct subs *subs);

#endif
