/*
 * How many columns text takes on a terminal.
 *
 * The unit is the grapheme cluster (UAX #29): the width of a cluster is the
 * greatest width of its characters (UAX #11: Wide and Fullwidth 2, combining
 * 0); but what terminals give a cell of its own adds up: U+FF9E/FF9F, the two
 * halves of a flag, spacing marks of Thai or Devanagari. Ambiguous characters
 * are 1 or, by option, 2; controls are 0. Cutting and padding go through
 * here: a byte is not a column.
 */
#ifndef GOGAI_WIDTH_H
#define GOGAI_WIDTH_H

#include "gogai/buf.h"
#include "gogai/cc.h"

/* Options of width, zero is the default. */
struct width_rules {
	bool	ambiguous_wide;	/* East Asian Width class A takes 2 columns */
	bool	vs16_wide;	/* U+FE0F makes its base 2 columns wide */
};

/*
 * The first cluster of the len > 0 well-formed bytes at p: its bytes are
 * returned (at least 1), its columns put in *cols (0, 1, 2 or more).
 */
size_t	width_cluster(int *cols, const char *p, size_t len,
	    const struct width_rules *rules);

/* What width_each() puts at bytes that start no cluster. */
#define WIDTH_INSIDE 255

/*
 * Columns for each of the len bytes at p: at the first byte of a cluster what
 * it takes (254 at most), at its other bytes WIDTH_INSIDE. The fast way to
 * measure a paragraph that is to be fitted.
 */
void	width_each(unsigned char *out, const char *p, size_t len,
	    const struct width_rules *rules);

/* Columns of the whole text. rules NULL: the default ones. */
int	width_text(const char *p, size_t len, const struct width_rules *rules);

/*
 * The longest beginning of p, in bytes, that fits in cols columns; *used is
 * what it takes (less than cols when a wide cluster did not fit).
 */
size_t	width_fit(int *used, const char *p, size_t len, int cols,
	    const struct width_rules *rules);

/*
 * Append p to out cut or padded with spaces to exactly cols columns. Cut text
 * ends in "…", where that has room. Never half a wide character.
 */
void	width_pad(struct buf *out, const char *p, size_t len, int cols,
	    const struct width_rules *rules);

#endif
