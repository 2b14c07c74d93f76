/*
 * The debug log: one line an event, for the curious and for bug reports.
 *
 * Off until log_open(). Lines carry the time and the thread's name; they
 * never carry credentials (callers redact URLs with url_redact()). Writing is
 * one write(2) a line, so threads and processes do not mix theirs.
 */
#ifndef GOGAI_LOG_H
#define GOGAI_LOG_H

#include "gogai/cc.h"
#include "gogai/err.h"

/* Append to the file at path from now on. ERR_SYSTEM. */
int	log_open(const char *path, struct err *err);

/* Stop. */
void	log_close(void);

/* Is anybody listening? (Spares the making of expensive words.) */
bool	log_on(void);

/* One line. Control characters become spaces. Nothing where it is off. */
void	log_line(const char *fmt, ...) CC_PRINTF(1, 2);

#endif
