/*
 * Where a line may break (UAX #14), as JLREQ and JIS X 4051 want it.
 *
 * The Unicode rules come from a library; the tailoring for Japanese, for
 * abbreviations (U.S.), for runs of full-width digits and letters and for
 * URLs is ours, in the order of the rules in linebreak.c. Fitting is the
 * caller's: here is only what is allowed.
 */
#ifndef GOGAI_LINEBREAK_H
#define GOGAI_LINEBREAK_H

#include "gogai/cc.h"

enum linebreak {
	LINEBREAK_NO = 0,	/* no break before this byte */
	LINEBREAK_YES,		/* a break is allowed */
	LINEBREAK_HYPHEN,	/* allowed, and a hyphen is shown (U+00AD) */
	LINEBREAK_MUST		/* a break is required (after LF, U+2028 ...) */
};

/* How strict Japanese is (CSS Text "line-break"). */
enum linebreak_level {
	LINEBREAK_STRICT = 0,	/* small kana, ー and ・ never start a line */
	LINEBREAK_NORMAL,	/* small kana, ー, 〜, ゠, ‐ and – may */
	LINEBREAK_LOOSE		/* so may 々 and its kind, ・：；！？ */
};

/*
 * For each of the len well-formed bytes at p, whether a line may break
 * *before* it (enum linebreak as a byte). Bytes inside a character, and the
 * first byte, are LINEBREAK_NO. A break never stands inside a grapheme
 * cluster.
 */
void	linebreak_find(unsigned char *out, const char *p, size_t len,
	    enum linebreak_level level);

/* May no line start with this character, at this level? (JLREQ cl-02..13) */
bool	linebreak_not_first(uint32_t c, enum linebreak_level level);

/* May no line end with this character? (JLREQ cl-01, cl-12) */
bool	linebreak_not_last(uint32_t c);

#endif
