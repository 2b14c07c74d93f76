/*
 * Signals, and giving the terminal back.
 *
 * Handlers write the signal's number to a pipe that the loop sleeps on,
 * nothing else. That pipe and what ui_terminal_emergency() needs are the
 * interface's one mutable global: a handler has no argument. A crash gives the
 * terminal back by fixed bytes and saved modes, whatever curses was doing.
 */
#include "wake.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "gogai/ui.h"

static struct {
	int	 pipe[2];
	bool	 armed;
	struct termios saved;
	char	 restore[160];
	size_t	 restore_len;
} shared = { .pipe = { -1, -1 } };

static const int signals[] = { SIGWINCH, SIGHUP, SIGTERM, SIGINT, SIGCONT,
    SIGTSTP };
static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };

void
wake_write(const char *bytes, size_t len)
{
	ssize_t n;

	while (len > 0 && (n = write(STDOUT_FILENO, bytes, len)) > 0) {
		bytes += n;
		len -= (size_t)n;
	}
}

void
ui_terminal_emergency(void)
{
	if (!shared.armed)
		return;
	shared.armed = false;
	wake_write(shared.restore, shared.restore_len);
	(void)tcsetattr(STDIN_FILENO, TCSANOW, &shared.saved);
}

static void
on_signal(int number)
{
	char byte = (char)number;
	int saved = errno;
	ssize_t n;

	n = write(shared.pipe[1], &byte, 1);
	(void)n;
	errno = saved;
}

/* The terminal first, then what the system does with a crash. */
static void
on_crash(int number)
{
	ui_terminal_emergency();
	(void)raise(number);
}

static void
catch_all(const int *numbers, size_t n, void (*handler)(int), int flags)
{
	struct sigaction action;
	size_t i;

	memset(&action, 0, sizeof(action));
	action.sa_handler = handler;
	action.sa_flags = flags;
	(void)sigemptyset(&action.sa_mask);
	for (i = 0; i < n; i++)
		(void)sigaction(numbers[i], &action, NULL);
}

int
wake_open(struct err *err)
{
	int i;

	if (tcgetattr(STDIN_FILENO, &shared.saved) < 0)
		return err_system(err, errno, _("the terminal"));
	if (pipe(shared.pipe) < 0) {
		shared.pipe[0] = shared.pipe[1] = -1;
		return err_system(err, errno, _("making a pipe"));
	}
	for (i = 0; i < 2; i++) {
		(void)fcntl(shared.pipe[i], F_SETFL, O_NONBLOCK);
		(void)fcntl(shared.pipe[i], F_SETFD, FD_CLOEXEC);
	}
	catch_all(signals, CC_COUNT(signals), on_signal, SA_RESTART);
	return 0;
}

void
wake_arm(const char *restore)
{
	size_t len = strlen(restore);

	if (len > sizeof(shared.restore))
		len = 0;
	memcpy(shared.restore, restore, len);
	shared.restore_len = len;
	shared.armed = true;
	catch_all(crashes, CC_COUNT(crashes), on_crash, (int)SA_RESETHAND);
}

void
wake_close(void)
{
	static const int hangup[] = { SIGHUP };

	shared.armed = false;
	catch_all(signals, CC_COUNT(signals), SIG_DFL, 0);
	catch_all(crashes, CC_COUNT(crashes), SIG_DFL, 0);
	/* A link that drops hangs up twice: what is being kept is kept. */
	catch_all(hangup, CC_COUNT(hangup), SIG_IGN, 0);
	(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &shared.saved);
	(void)close(shared.pipe[0]);
	(void)close(shared.pipe[1]);
	shared.pipe[0] = shared.pipe[1] = -1;
}

int
wake_fd(void)
{
	return shared.pipe[0];
}

int
wake_take(void)
{
	char byte = 0;

	return read(shared.pipe[0], &byte, 1) == 1 ? byte : 0;
}

void
wake_stop(void)
{
	static const int stop[] = { SIGTSTP };

	(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &shared.saved);
	catch_all(stop, 1, SIG_DFL, 0);
	/* The whole job: a shell waits for all of it. */
	(void)kill(0, SIGTSTP);
	catch_all(stop, 1, on_signal, SA_RESTART);
}
