/*
 * UTF-8 (RFC 3629, Unicode §3.9), strict.
 *
 * Inside gogai all text is UTF-8 that passed utf8_repair() or charset.h. What
 * is not well formed becomes U+FFFD, one for each maximal subpart (Unicode
 * §3.9 "Best Practices for Using U+FFFD"), as browsers do.
 */
#ifndef GOGAI_UTF8_H
#define GOGAI_UTF8_H

#include "gogai/buf.h"
#include "gogai/cc.h"

/* A character that stands for what could not be decoded. */
#define UTF8_REPLACEMENT 0xFFFDu

/*
 * Decode the character at p (len > 0 bytes follow) into *c; returns the
 * number of bytes it takes, always at least 1. Damage gives U+FFFD.
 */
size_t	utf8_decode(uint32_t *c, const char *p, size_t len);

/* Encode c into out, returns the number of bytes, 1 to 4. */
size_t	utf8_encode(char out[4], uint32_t c);

/* Append c to b. */
void	utf8_add(struct buf *b, uint32_t c);

/* Is all of it well formed? */
bool	utf8_valid(const char *p, size_t len);

/* Append p to out, damage replaced by U+FFFD. */
void	utf8_repair(struct buf *out, const char *p, size_t len);

/*
 * The largest length not above `at` that does not cut a character of the
 * len well-formed bytes at p.
 */
size_t	utf8_floor(const char *p, size_t len, size_t at);

#endif
