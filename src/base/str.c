/*
 * Slices and ASCII. Everything is a loop over bytes; searching looks for the
 * first byte with memchr(), which is what makes it quick in practice.
 */
#include "gogai/str.h"

#include <string.h>

bool
ascii_space(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r';
}

bool
ascii_digit(int c)
{
	return c >= '0' && c <= '9';
}

bool
ascii_alpha(int c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool
ascii_alnum(int c)
{
	return ascii_alpha(c) || ascii_digit(c);
}

int
ascii_lower(int c)
{
	return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
}

int
ascii_hex(int c)
{
	int low = ascii_lower(c);

	if (ascii_digit(c))
		return c - '0';
	return low >= 'a' && low <= 'f' ? low - 'a' + 10 : -1;
}

struct str
str_of(const char *s)
{
	if (s == NULL)
		s = "";
	return (struct str){ s, strlen(s) };
}

struct str
str_trim(struct str s)
{
	while (s.len > 0 && ascii_space(s.p[0])) {
		s.p++;
		s.len--;
	}
	while (s.len > 0 && ascii_space(s.p[s.len - 1]))
		s.len--;
	return s;
}

/* Are the first len bytes equal but for the case of ASCII letters? */
static bool
same_letters(const char *a, const char *b, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++)
		if (ascii_lower(a[i]) != ascii_lower(b[i]))
			return false;
	return true;
}

bool
str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.p, b.p, a.len) == 0);
}

bool
str_ieq(struct str a, struct str b)
{
	return a.len == b.len && same_letters(a.p, b.p, a.len);
}

bool
str_is(struct str a, const char *b)
{
	return str_eq(a, str_of(b));
}

bool
str_iis(struct str a, const char *b)
{
	return str_ieq(a, str_of(b));
}

bool
str_starts(struct str s, const char *prefix)
{
	return str_is(str_sub(s, 0, strlen(prefix)), prefix);
}

bool
str_istarts(struct str s, const char *prefix)
{
	return str_iis(str_sub(s, 0, strlen(prefix)), prefix);
}

bool
str_ends(struct str s, const char *suffix)
{
	size_t len = strlen(suffix);

	return s.len >= len && str_is(str_sub(s, s.len - len, len), suffix);
}

ptrdiff_t
str_find(struct str s, struct str needle)
{
	const char *p = s.p, *last;

	if (needle.len == 0)
		return 0;
	if (needle.len > s.len)
		return -1;
	last = s.p + (s.len - needle.len);
	while (p <= last) {
		p = memchr(p, needle.p[0], (size_t)(last - p) + 1);
		if (p == NULL)
			return -1;
		if (memcmp(p, needle.p, needle.len) == 0)
			return p - s.p;
		p++;
	}
	return -1;
}

ptrdiff_t
str_ifind(struct str s, struct str needle)
{
	size_t i;

	for (i = 0; needle.len <= s.len && i <= s.len - needle.len; i++)
		if (same_letters(s.p + i, needle.p, needle.len))
			return (ptrdiff_t)i;
	return -1;
}

struct str
str_sub(struct str s, size_t from, size_t len)
{
	if (from > s.len)
		from = s.len;
	if (len > s.len - from)
		len = s.len - from;
	return (struct str){ s.len == 0 ? s.p : s.p + from, len };
}

bool
str_split(struct str *rest, char sep, struct str *piece)
{
	const char *end;

	if (rest->p == NULL)
		return false;
	end = rest->len > 0 ? memchr(rest->p, sep, rest->len) : NULL;
	*piece = *rest;
	if (end == NULL) {
		*rest = (struct str){ NULL, 0 };
		return true;
	}
	piece->len = (size_t)(end - rest->p);
	*rest = str_sub(*rest, piece->len + 1, rest->len);
	return true;
}

bool
str_word(struct str *rest, struct str *word)
{
	size_t from = 0, to;

	while (from < rest->len && ascii_space(rest->p[from]))
		from++;
	to = from;
	while (to < rest->len && !ascii_space(rest->p[to]))
		to++;
	*word = str_sub(*rest, from, to - from);
	*rest = str_sub(*rest, to, rest->len);
	return word->len > 0;
}

uint64_t
str_number(struct str s, uint64_t max, size_t *used)
{
	uint64_t n = 0, digit;
	size_t i;

	for (i = 0; i < s.len && ascii_digit(s.p[i]); i++) {
		digit = (uint64_t)(s.p[i] - '0');
		if (digit > max || n > (max - digit) / 10)
			n = max;
		else
			n = n * 10 + digit;
	}
	*used = i;
	return n;
}
