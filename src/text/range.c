/*
 * Sorted tables of character ranges.
 */
#include "text_priv.h"

bool
text_in_ranges(uint32_t c, const struct text_range *ranges, size_t n)
{
	size_t low = 0, high = n, mid;

	while (low < high) {
		mid = low + (high - low) / 2;
		if (c > ranges[mid].last)
			low = mid + 1;
		else
			high = mid;
	}
	return low < n && c >= ranges[low].first;
}
