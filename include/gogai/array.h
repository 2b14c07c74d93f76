/*
 * Growable arrays, as three plain variables of their owner: the pointer, the
 * number in use, the number allocated.
 *
 *	struct row *rows = NULL;
 *	size_t n = 0, cap = 0;
 *	rows = array_reserve(rows, &cap, n + 1, sizeof *rows);
 *	rows[n++] = row;
 *
 * Growth is by half again, so that n additions cost n copies. The bound on n
 * is the owner's, from bounds.h. Freed with free().
 */
#ifndef GOGAI_ARRAY_H
#define GOGAI_ARRAY_H

#include "gogai/cc.h"

/*
 * Make room for `need` elements of `size` bytes; returns the array, moved if
 * it had to grow, and sets *cap. New elements are not initialised.
 */
void	*array_reserve(void *array, size_t *cap, size_t need, size_t size);

/*
 * Where key stands in a sorted array of n elements of `size` bytes by
 * compare(key, element): the index of the first element that is not smaller
 * (n when all are).
 */
size_t	array_lower_bound(const void *key, const void *array, size_t n,
	    size_t size, int (*compare)(const void *key, const void *element));

#endif
