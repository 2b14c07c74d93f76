/*
 * Slices of bytes, and ASCII without a locale.
 *
 * A struct str points into memory that somebody else owns and is not
 * terminated. Comparisons are by bytes; those with "i" fold ASCII letters
 * only, which is what HTTP, HTML and feeds ask for (RFC 9110 §5.1, HTML
 * "ASCII case-insensitive"). ctype.h is not used on text from outside: its
 * answers depend on the locale.
 */
#ifndef GOGAI_STR_H
#define GOGAI_STR_H

#include "gogai/cc.h"

struct str {
	const char *p;
	size_t len;
};

/* The slice of a literal. */
#define STR(literal) ((struct str){ (literal), sizeof(literal) - 1 })

/* Space, tab, LF, FF or CR (the ASCII whitespace of HTML). */
bool	ascii_space(int c);
/* 0 to 9. */
bool	ascii_digit(int c);
/* A to Z, a to z. */
bool	ascii_alpha(int c);
/* A letter or a digit. */
bool	ascii_alnum(int c);
/* The lower case of A to Z, and everything else as it is. */
int	ascii_lower(int c);
/* The value of a hexadecimal digit, or -1. */
int	ascii_hex(int c);

/* The slice of a terminated string. NULL gives an empty one. */
struct str	str_of(const char *s);

/* The part of s without ASCII white space at both ends. */
struct str	str_trim(struct str s);

/* Equal bytes? */
bool	str_eq(struct str a, struct str b);
/* Equal but for the case of ASCII letters? */
bool	str_ieq(struct str a, struct str b);
/* Equal bytes, of a slice and a terminated string? */
bool	str_is(struct str a, const char *b);
/* Equal but for ASCII case, of a slice and a terminated string? */
bool	str_iis(struct str a, const char *b);
/* Does s start with prefix? */
bool	str_starts(struct str s, const char *prefix);
/* Does s start with prefix, but for ASCII case? */
bool	str_istarts(struct str s, const char *prefix);
/* Does s end with suffix? */
bool	str_ends(struct str s, const char *suffix);

/* Offset of the first needle in s, or -1. An empty needle is at 0. */
ptrdiff_t	str_find(struct str s, struct str needle);
/* The same, but for ASCII case. */
ptrdiff_t	str_ifind(struct str s, struct str needle);

/* The part of s from offset `from`, at most len bytes, clipped to s. */
struct str	str_sub(struct str s, size_t from, size_t len);

/*
 * Cut the next piece off *rest at the byte sep: *piece is what stood before
 * it, *rest what stands behind. Empty pieces are returned too: "a,,b" gives
 * three, "" gives one. False when *rest was used up (its p is NULL then).
 */
bool	str_split(struct str *rest, char sep, struct str *piece);

/*
 * Cut the next word (bytes that are not ASCII white space) off *rest.
 * False when there is none.
 */
bool	str_word(struct str *rest, struct str *word);

/*
 * A decimal number at the start of s, at most max; *used is the number of
 * bytes it takes (0: none, and the result is 0). Larger numbers give max.
 */
uint64_t	str_number(struct str s, uint64_t max, size_t *used);

#endif
