/*
 * Small allocations that cannot fail.
 *
 * A reader that cannot get a few bytes has nothing better to do than to stop
 * with a word. So these never return NULL: when memory is gone they call the
 * fatal hook (the interface gives the terminal back there), print one line to
 * standard error and abort. What comes from outside and may be huge goes
 * through buf.h and arena.h under a bound instead.
 */
#ifndef GOGAI_MEM_H
#define GOGAI_MEM_H

#include "gogai/cc.h"

/*
 * Register what runs before the process dies of a fatal error, NULL for
 * nothing. It may only do what is allowed in a signal handler.
 */
void	mem_set_fatal(void (*hook)(void));

/* Run the hook, print "gogai: message" to standard error, abort. */
void	mem_fatal(const char *message) CC_NORETURN;

/* size bytes, uninitialised. Size 0 gives a pointer, too. Free with free(). */
void	*mem_alloc(size_t size);

/* n elements of size bytes, zeroed. The product is checked for overflow. */
void	*mem_calloc(size_t n, size_t size);

/* Resize to n elements of size bytes. The product is checked for overflow. */
void	*mem_realloc(void *p, size_t n, size_t size);

/* A copy of s, which the caller frees. NULL gives NULL. */
char	*mem_strdup(const char *s);

/* A terminated copy of the len bytes at p. The caller frees it. */
char	*mem_strndup(const char *p, size_t len);

/* A formatted string that the caller frees. */
char	*mem_printf(const char *fmt, ...) CC_PRINTF(1, 2);

/* Free *p's old string and take a copy of s (NULL: none) in its place. */
void	mem_replace(char **p, const char *s);

#endif
