/*
 * Handing an address to another program.
 *
 * An argument vector, never a shell; http, https and mailto, nothing else.
 * The program gets a session of its own and no part of our terminal, and it is
 * waited for without waiting, so that it leaves no zombie.
 */
#include "ui_priv.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gogai/config.h"
#include "gogai/mem.h"
#include "gogai/url.h"

/* Words of a browser's command line. */
enum { WORDS_MAX = 32 };

extern char **environ;

static const char *
browser_command(const struct ui *ui)
{
	const char *command = options_text(ui->o.options, OPTION_BROWSER);

	if (command[0] == '\0')
		command = getenv("BROWSER");
	return command != NULL && command[0] != '\0' ? command : "xdg-open";
}

/* The argument vector: the address in place of %s, or at the end. */
static int
make_argv(struct ui *ui, const char *url, const char *argv[WORDS_MAX + 2],
    struct err *err)
{
	const char *command = browser_command(ui);
	const char *const *words;
	bool placed = false;
	int i, n;

	n = config_split(ui->o.config, command, strlen(command), &words, err);
	if (n < 0)
		return err_add(err, _("the browser's command"));
	if (n == 0 || n > WORDS_MAX)
		return err_set(err, ERR_USAGE,
		    _("the browser's command makes no sense: %s"), command);
	for (i = 0; i < n; i++) {
		argv[i] = strcmp(words[i], "%s") == 0 ? url : words[i];
		placed |= argv[i] == url;
	}
	if (!placed)
		argv[i++] = url;
	argv[i] = NULL;
	return 0;
}

static int
spawn(pid_t *pid, const char *const argv[], struct err *err)
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t defaults, none;
	int fd, r;

	(void)posix_spawn_file_actions_init(&files);
	(void)posix_spawnattr_init(&how);
	for (fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
		(void)posix_spawn_file_actions_addopen(&files, fd, "/dev/null",
		    O_RDWR, 0);
	(void)sigemptyset(&none);
	(void)sigemptyset(&defaults);
	(void)sigaddset(&defaults, SIGPIPE);
	(void)posix_spawnattr_setsigdefault(&how, &defaults);
	(void)posix_spawnattr_setsigmask(&how, &none);
	(void)posix_spawnattr_setpgroup(&how, 0);
	(void)posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGDEF |
	    POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
	r = posix_spawnp(pid, argv[0], &files, &how, (char *const *)argv,
	    environ);
	(void)posix_spawn_file_actions_destroy(&files);
	(void)posix_spawnattr_destroy(&how);
	if (r != 0)
		return err_system(err, r, _("starting %s"), argv[0]);
	return 0;
}

int
browser_open(struct ui *ui, const char *url, struct err *err)
{
	const char *argv[WORDS_MAX + 2];
	pid_t pid;
	size_t i;

	if (!url_is_openable(url))
		return err_set(err, ERR_REFUSED,
		    _("only http, https and mailto are opened"));
	if (make_argv(ui, url, argv, err) < 0 || spawn(&pid, argv, err) < 0)
		return -1;
	browser_reap(ui);
	for (i = 0; i < UI_CHILDREN; i++) {
		if (ui->children[i] == 0) {
			ui->children[i] = pid;
			break;
		}
	}
	return 0;
}

void
browser_reap(struct ui *ui)
{
	size_t i;

	for (i = 0; i < UI_CHILDREN; i++)
		if (ui->children[i] != 0 &&
		    waitpid(ui->children[i], NULL, WNOHANG) != 0)
			ui->children[i] = 0;
}
