/*
 * A growing run of bytes with a limit.
 *
 * Every byte from outside lands in one of these, under a bound of bounds.h.
 * Additions beyond the limit are dropped and remembered in `over`, so that a
 * chain of them is checked once, at its end, with buf_ok(). data is always
 * terminated by a NUL that len does not count, so it can be passed as a
 * string where its content is known to be one.
 */
#ifndef GOGAI_BUF_H
#define GOGAI_BUF_H

#include "gogai/cc.h"

struct buf {
	char	*data;		/* never NULL after the first addition */
	size_t	 len;		/* bytes used */
	size_t	 cap;		/* bytes owned */
	size_t	 limit;		/* len never passes it; 0: no limit */
	bool	 over;		/* something did not fit */
};

/* A buf on the stack, empty and without limit. */
#define BUF_INIT { NULL, 0, 0, 0, false }

/* Start an empty buf in place. Limit 0 means none. Nothing is allocated. */
void	buf_init(struct buf *b, size_t limit);

/* Free its bytes. The buf may be used again, with the same limit. */
void	buf_release(struct buf *b);

/* Forget the bytes and `over`, keep the memory. */
void	buf_clear(struct buf *b);

/* Append len bytes, or drop them whole when they do not fit (over is set). */
void	buf_add(struct buf *b, const void *p, size_t len);

/* Append a string without its terminator. NULL appends nothing. */
void	buf_adds(struct buf *b, const char *s);

/* Append one byte. */
void	buf_addc(struct buf *b, char c);

/* Append formatted text. */
void	buf_addf(struct buf *b, const char *fmt, ...) CC_PRINTF(2, 3);

/* Keep only the first len bytes (len <= b->len). */
void	buf_cut(struct buf *b, size_t len);

/* Make room for len further bytes without changing b->len. May set over. */
void	buf_reserve(struct buf *b, size_t len);

/* The content as a string: "" when nothing was added. Borrowed. */
const char	*buf_string(const struct buf *b);

/* Hand the terminated bytes to the caller, who frees them. b is empty then. */
char	*buf_take(struct buf *b);

/* Did everything fit so far? */
bool	buf_ok(const struct buf *b);

#endif
