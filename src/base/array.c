/*
 * Growth by half again, and the one binary search of the house.
 */
#include "gogai/array.h"

#include "gogai/mem.h"

/* What the first growth makes room for, if no more is needed. */
#define ARRAY_FIRST 8

void *
array_reserve(void *array, size_t *cap, size_t need, size_t size)
{
	size_t more = *cap + *cap / 2;

	if (need <= *cap)
		return array;
	if (more < ARRAY_FIRST)
		more = ARRAY_FIRST;
	if (more < need)
		more = need;
	*cap = more;
	return mem_realloc(array, more, size);
}

size_t
array_lower_bound(const void *key, const void *array, size_t n, size_t size,
    int (*compare)(const void *key, const void *element))
{
	const char *base = array;
	size_t from = 0, to = n, middle;

	while (from < to) {
		middle = from + (to - from) / 2;
		if (compare(key, base + middle * size) > 0)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}
