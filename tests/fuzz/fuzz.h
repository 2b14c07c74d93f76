/*
 * What fuzz targets share: the entry, and a way to say what does not hold.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Run one input through the target; returns 0. */
int	LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stop where `holds` is false: the fuzzer keeps the input. */
static inline void
fuzz_require(bool holds, const char *what)
{
	if (holds)
		return;
	fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

#endif
