/*
 * An error as a value: a code that programs decide by, a message for people.
 *
 * The place that finds the fault words it once with err_set(); every caller
 * may say what it was doing with err_add(), which puts its words in front;
 * the top (cli or ui) shows the message. Nothing is allocated, so reporting
 * "out of memory" or "disk full" cannot fail itself. A NULL struct err * is
 * allowed everywhere and means that the caller does not want the words.
 */
#ifndef GOGAI_ERR_H
#define GOGAI_ERR_H

#include "gogai/cc.h"

enum err_code {
	ERR_NONE = 0,
	ERR_SYSTEM,		/* the operating system said no */
	ERR_USAGE,		/* the user's words cannot be understood */
	ERR_NOT_FOUND,		/* no such article, feed, page, file */
	ERR_BOUND,		/* more than bounds.h allows */
	ERR_MALFORMED,		/* bytes that are not what they claim to be */
	ERR_NOT_FEED,		/* well, but no feed */
	ERR_NOT_ARTICLE,	/* a page without an article on it */
	ERR_NETWORK,		/* name, connection, TLS, broken transfer */
	ERR_TIMEOUT,		/* no answer, or too slow an answer */
	ERR_HTTP,		/* an answer that is not a success */
	ERR_REFUSED,		/* we do not do this: a scheme, a redirect */
	ERR_CACHE,		/* SQLite's complaint, in words */
	ERR_NEWER,		/* a cache that a later version has written */
	ERR_CANCELLED		/* the user changed their mind */
};

/* Bytes of a message with its terminator, beyond which it is cut. */
#define ERR_MESSAGE_MAX 512

struct err {
	enum err_code code;
	char message[ERR_MESSAGE_MAX];	/* UTF-8, one line, no full stop */
};

/* Empty the error: code ERR_NONE, message "". */
void	err_clear(struct err *err);

/*
 * Set code and message (printf's format), whatever stood there. Control
 * characters in the message become spaces. Returns -1, so that a function
 * can end with `return err_set(...)`.
 */
int	err_set(struct err *err, enum err_code code, const char *fmt, ...)
	    CC_PRINTF(3, 4);

/*
 * Set ERR_SYSTEM with the words "what: strerror(errnum)". Returns -1.
 */
int	err_system(struct err *err, int errnum, const char *fmt, ...)
	    CC_PRINTF(3, 4);

/*
 * Put what the caller was doing before the message: "what: message". The
 * code stays. Returns -1.
 */
int	err_add(struct err *err, const char *fmt, ...) CC_PRINTF(2, 3);

#endif
