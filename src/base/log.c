/*
 * The debug log. The descriptor is one of the program's three mutable
 * globals; it is set before threads start and closed after they ended. A line
 * is made on the stack and written in one piece to a file opened for
 * appending, which is what keeps lines whole among threads and processes.
 */
#include "gogai/log.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "base_priv.h"
#include "gogai/date.h"

/* A line with its head and end; longer ones are cut at a character. */
#define LOG_LINE_MAX 4096
/* What prctl(PR_GET_NAME) writes. */
#define THREAD_NAME_MAX 16

static int log_fd = -1;

int
log_open(const char *path, struct err *err)
{
	int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_system(err, errno, "%s", path);
	log_close();
	log_fd = fd;
	return 0;
}

void
log_close(void)
{
	if (log_fd >= 0)
		close(log_fd);
	log_fd = -1;
}

bool
log_on(void)
{
	return log_fd >= 0;
}

/* The calling thread's name, where the system can tell. */
static void
thread_name(char name[THREAD_NAME_MAX])
{
	memcpy(name, "gogai", sizeof "gogai");
#ifdef __linux__
	prctl(PR_GET_NAME, name);
#endif
}

/* "2026-11-23T00:12:44.250Z 4711 writer: ", in UTC. Returns its length. */
static size_t
line_head(char *line, size_t size)
{
	char at[DATE_RFC3339_MAX], name[THREAD_NAME_MAX];
	struct timespec now;
	int n;

	clock_gettime(CLOCK_REALTIME, &now);
	date_format_rfc3339(at, now.tv_sec);
	thread_name(name);
	n = snprintf(line, size, "%.19s.%03dZ %ld %s: ", at,
	    (int)(now.tv_nsec / 1000000), (long)getpid(), name);
	return n > 0 && (size_t)n < size ? (size_t)n : 0;
}

void
log_line(const char *fmt, ...)
{
	char line[LOG_LINE_MAX];
	int errnum = errno;	/* callers log what they are about to report */
	va_list ap;
	size_t len;

	if (!log_on())
		return;
	len = line_head(line, sizeof line);
	va_start(ap, fmt);
	len += line_format(line + len, sizeof line - len - 1, fmt, ap);
	va_end(ap);
	line[len++] = '\n';
	if (write(log_fd, line, len) < 0) {
		/* A full disk must not stop the reader: the line is lost. */
	}
	errno = errnum;
}
