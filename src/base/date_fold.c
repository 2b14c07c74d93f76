/*
 * A date's text made plain, so that the scanner knows ASCII and a few words.
 *
 * One pass over UTF-8: full-width forms (U+FF01 to FF5E) become ASCII,
 * capitals small, letters lose their accents, the many spaces and dashes of
 * Unicode become one, marks of direction go. Kanji numbers that a unit
 * follows become digits: 二〇二六年 2026年, 二十三日 23日, 元年 1年.
 */
#include "base_priv.h"

#include <stdio.h>
#include <string.h>

/* The plain letters of U+00C0 to U+00FF. */
static const char latin1[] =
	"aaaaaaaceeeeiiiidnooooo ouuuuypsaaaaaaaceeeeiiiidnooooo ouuuuypy";

struct pair {
	uint32_t from, to;
};

/* Greek with tonos and dialytika, final sigma; Cyrillic yo. */
static const struct pair letters[] = {
	{ 0x0386, 0x03B1 }, { 0x0388, 0x03B5 }, { 0x0389, 0x03B7 },
	{ 0x038A, 0x03B9 }, { 0x038C, 0x03BF }, { 0x038E, 0x03C5 },
	{ 0x038F, 0x03C9 }, { 0x0390, 0x03B9 }, { 0x03AA, 0x03B9 },
	{ 0x03AB, 0x03C5 }, { 0x03AC, 0x03B1 }, { 0x03AD, 0x03B5 },
	{ 0x03AE, 0x03B7 }, { 0x03AF, 0x03B9 }, { 0x03B0, 0x03C5 },
	{ 0x03C2, 0x03C3 }, { 0x03CA, 0x03B9 }, { 0x03CB, 0x03C5 },
	{ 0x03CC, 0x03BF }, { 0x03CD, 0x03C5 }, { 0x03CE, 0x03C9 },
	{ 0x0451, 0x0435 }, { 0x0401, 0x0435 },
	{ 0x2019, '\'' }, { 0x3001, ',' }, { 0x30FB, ' ' },
};

/* What a whole range becomes; 0: it is dropped. */
struct range {
	uint32_t first, last, to;
};

static const struct range ranges[] = {
	{ 0x0080, 0x00A0, ' ' },
	{ 0x2000, 0x200A, ' ' }, { 0x200B, 0x200F, 0 },
	{ 0x2010, 0x2015, '-' }, { 0x2028, 0x2029, ' ' },
	{ 0x202A, 0x202E, 0 }, { 0x202F, 0x202F, ' ' },
	{ 0x2060, 0x2069, 0 }, { 0x2212, 0x2212, '-' },
	{ 0x3000, 0x3000, ' ' }, { 0xFEFF, 0xFEFF, 0 },
};

struct shift {
	uint32_t first, last, up;
};

/* Capitals to small letters, full width to ASCII; wraps around as it should. */
static const struct shift shifts[] = {
	{ 0x0391, 0x03A9, 0x20 }, { 0x0410, 0x042F, 0x20 },
	{ 0xFF21, 0xFF3A, 0x20 - 0xFEE0u }, { 0xFF01, 0xFF5E, 0 - 0xFEE0u },
};

struct numeral {
	const char *text;
	int value;
};

/* 元 is the first year of an era. */
static const struct numeral numerals[] = {
	{ "〇", 0 }, { "零", 0 }, { "一", 1 }, { "二", 2 }, { "三", 3 },
	{ "四", 4 }, { "五", 5 }, { "六", 6 }, { "七", 7 }, { "八", 8 },
	{ "九", 9 }, { "十", 10 }, { "百", 100 }, { "千", 1000 }, { "元", 1 },
};

/* More kanji than this are no number of a date. */
#define NUMERALS_MAX 8

static uint32_t
plain(uint32_t c)
{
	size_t i;

	for (i = 0; i < CC_COUNT(ranges); i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return ranges[i].to;
	for (i = 0; i < CC_COUNT(shifts); i++)
		if (c >= shifts[i].first && c <= shifts[i].last)
			return c + shifts[i].up;
	if (c >= 0xC0 && c <= 0xFF)
		return (uint32_t)latin1[c - 0xC0];
	for (i = 0; i < CC_COUNT(letters); i++)
		if (c == letters[i].from)
			return letters[i].to;
	return c;
}

/*
 * The character at the start of s and its length. Damage, and what lies above
 * the BMP, gives 0 and one byte: no word of ours has it.
 */
static uint32_t
decode(struct str s, size_t *used)
{
	unsigned char c = (unsigned char)s.p[0], c1, c2;

	*used = 1;
	if (c < 0x80)
		return c;
	c1 = s.len > 1 ? (unsigned char)s.p[1] : 0;
	c2 = s.len > 2 ? (unsigned char)s.p[2] : 0;
	if (c >= 0xC2 && c < 0xE0 && (c1 & 0xC0) == 0x80) {
		*used = 2;
		return (uint32_t)((c & 0x1F) << 6 | (c1 & 0x3F));
	}
	if (c >= 0xE0 && c < 0xF0 && (c1 & 0xC0) == 0x80 &&
	    (c2 & 0xC0) == 0x80) {
		*used = 3;
		return (uint32_t)((c & 0x0F) << 12 | (c1 & 0x3F) << 6 |
		    (c2 & 0x3F));
	}
	return 0;
}

/* The inverse, for what plain() may answer; returns the length. */
static size_t
encode(char out[4], uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	out[0] = (char)(0xE0 | c >> 12);
	out[1] = (char)(0x80 | (c >> 6 & 0x3F));
	out[2] = (char)(0x80 | (c & 0x3F));
	return 3;
}

/* The value of the numeral that s starts with, or -1. */
static int
numeral_value(struct str s)
{
	size_t i;

	for (i = 0; i < CC_COUNT(numerals); i++)
		if (str_starts(s, numerals[i].text))
			return numerals[i].value;
	return -1;
}

/*
 * The kanji number that s starts with, if a unit follows it; its length in
 * bytes (each numeral has three), 0 where there is none. Reads both ways of
 * writing: 二〇二六 by place, 二千二十六 by name.
 */
static size_t
kanji_number(struct str s, int *number)
{
	int total = 0, digits = -1, value;
	size_t n, used;
	bool cn;

	for (n = 0; n < NUMERALS_MAX; n++) {
		value = numeral_value(str_sub(s, n * 3, 3));
		if (value < 0)
			break;
		if (value < 10) {
			digits = (digits < 0 ? 0 : digits) * 10 + value;
		} else {
			total += (digits < 0 ? 1 : digits) * value;
			digits = -1;
		}
	}
	if (n == 0 || date_unit_find(str_sub(s, n * 3, 3), &used, &cn) == 0)
		return 0;
	*number = total + (digits < 0 ? 0 : digits);
	return n * 3;
}

/* What the start of s becomes, in piece; *used bytes of s are done. */
static size_t
fold_one(char piece[16], struct str s, size_t *used)
{
	uint32_t c = (unsigned char)s.p[0];
	int number = 0;

	*used = 1;
	if (c < 0x80) {
		/* Nearly all dates are ASCII alone, and feeds have many. */
		piece[0] = (char)ascii_lower((int)c);
		if (c < ' ' || c == 0x7F)
			piece[0] = ' ';
		return 1;
	}
	*used = kanji_number(s, &number);
	if (*used > 0)
		return (size_t)snprintf(piece, 16, "%d", number);
	c = decode(s, used);
	if (c == 0) {
		piece[0] = s.p[0];
		return 1;
	}
	c = plain(c);
	return c == 0 ? 0 : encode(piece, c);
}

bool
date_fold(char *out, size_t size, struct str s)
{
	char piece[16];
	size_t len = 0, n, used;

	while (s.len > 0) {
		n = fold_one(piece, s, &used);
		if (len + n >= size)
			return false;
		memcpy(out + len, piece, n);
		len += n;
		s = str_sub(s, used, s.len);
	}
	out[len] = '\0';
	return true;
}
