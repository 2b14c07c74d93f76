/*
 * Memory that is freed all at once.
 *
 * What is built together dies together: a feed, a document, a layout has one
 * arena and one free; its nodes have none. Blocks grow by doubling, so that
 * small documents stay small and large ones need few calls. Like mem.h, an
 * arena aborts when the machine has no memory; what feeds it is bounded.
 */
#ifndef GOGAI_ARENA_H
#define GOGAI_ARENA_H

#include "gogai/cc.h"

struct arena;

/* A new, empty arena. arena_free() gives back all that came from it. */
struct arena	*arena_new(void);

/* Free the arena and everything in it. NULL is allowed. */
void	arena_free(struct arena *arena);

/* size zeroed bytes, aligned for any type. They die with the arena. */
void	*arena_alloc(struct arena *arena, size_t size);

/* n zeroed elements of size bytes. The product is checked for overflow. */
void	*arena_array(struct arena *arena, size_t n, size_t size);

/*
 * Grow an array that came from this arena: a pointer to new_n elements whose
 * first old_n are those of old (which may be NULL); the rest is zeroed. The
 * last allocation of the arena is extended in place where that is possible.
 */
void	*arena_grow(struct arena *arena, void *old, size_t old_n, size_t new_n,
	    size_t size);

/* A copy of s. NULL gives NULL. */
char	*arena_strdup(struct arena *arena, const char *s);

/* A terminated copy of the len bytes at p. */
char	*arena_strndup(struct arena *arena, const char *p, size_t len);

/* A formatted string. */
char	*arena_printf(struct arena *arena, const char *fmt, ...)
	    CC_PRINTF(2, 3);

/* Bytes taken from the system so far: a measure for tests and benchmarks. */
size_t	arena_size(const struct arena *arena);

#endif
