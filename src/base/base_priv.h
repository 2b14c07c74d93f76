/*
 * What the files of base share among themselves and with nobody else.
 */
#ifndef BASE_PRIV_H
#define BASE_PRIV_H

#include <stdarg.h>

#include "gogai/cc.h"
#include "gogai/str.h"

/*
 * Format one line into out: never beyond size, cut at a character, control
 * characters as spaces. Returns its length. (err.c)
 */
size_t	line_format(char *out, size_t size, const char *fmt, va_list ap)
	    CC_PRINTF(3, 0);

/* n * size; the program ends where that overflows. (mem.c) */
size_t	mem_product(size_t n, size_t size);

/* mem_printf() for who has the arguments as a list. (mem.c) */
char	*mem_vprintf(const char *fmt, va_list ap) CC_PRINTF(1, 0);

/*
 * Dates: date_fold.c makes the text plain, date_scan.c reads its parts with
 * the numbers of date_numbers.c and the words of date_words.c, date.c checks
 * the parts and makes an instant.
 */

/* What of a date was read. */
#define DATE_YEAR	(1u << 0)
#define DATE_MONTH	(1u << 1)
#define DATE_DAY	(1u << 2)
#define DATE_HOUR	(1u << 3)
#define DATE_MINUTE	(1u << 4)
#define DATE_SECOND	(1u << 5)
#define DATE_ZONE	(1u << 6)
/* The zone is a number, which no name behind it changes. */
#define DATE_OFFSET	(1u << 7)
#define DATE_CALENDAR	(DATE_YEAR | DATE_MONTH | DATE_DAY)

/* The halves of the day; 0 is "not said". */
#define DATE_AM 1
#define DATE_PM 2

struct date_parts {
	unsigned have;		/* DATE_YEAR and so on */
	int64_t year;
	int month, day, hour, minute, second;
	int half;		/* DATE_AM, DATE_PM, 0 */
	int era;		/* to be added to a year, 0: Christian era */
	int zone_secs;		/* east is positive */
	bool jst;		/* a form of Japan (or Korea, the same clock) */
	bool not_jst;		/* a word that only Chinese writes */
};

/* Where the scanner stands. */
struct scan {
	struct str rest;	/* what is still to be read, folded */
	struct date_parts *d;
	struct str comment;	/* the last one behind a clock */
	bool after_t;		/* the T of ISO 8601 was read just now */
	bool unknown;		/* the one unknown word was read */
	bool month_first;	/* the month came before all else */
};

/* A run of digits; how many they are tells a year from a day. */
struct scan_field {
	int value;
	size_t digits;
};

/* Pass over n bytes. */
static inline void
scan_skip(struct scan *s, size_t n)
{
	s->rest = str_sub(s->rest, n, s->rest.len);
}

/* The byte at offset i of the rest, 0 behind its end. */
static inline int
scan_peek(const struct scan *s, size_t i)
{
	return i < s->rest.len ? (unsigned char)s->rest.p[i] : 0;
}

/* Was all of this read? */
static inline bool
scan_has(const struct scan *s, unsigned bits)
{
	return (s->d->have & bits) == bits;
}

/* Was any of this read? */
static inline bool
scan_has_any(const struct scan *s, unsigned bits)
{
	return (s->d->have & bits) != 0;
}

/* Read digits as a field of at most `max` digits. False: none, or more. */
bool	scan_field(struct scan *s, struct scan_field *f, size_t max);

/* Set the part that `bit` names. False: it was read already. */
bool	scan_put(struct scan *s, unsigned bit, int value);

/* A year as it was written: of an era, of two or three digits, or whole. */
bool	scan_put_year(struct scan *s, struct scan_field f);

/* Packed digits of a clock: hh, hhmm, hhmmss. */
bool	scan_put_clock(struct scan *s, struct scan_field f);

/*
 * Read the number ahead, of so many digits, if its form alone says what it
 * is: a clock or a numeric date. False: it does not, and nothing was read.
 * *ok: what was read can be part of a date.
 */
bool	scan_formed(struct scan *s, size_t digits, bool *ok);

enum date_word {
	DATE_WORD_UNKNOWN,
	DATE_WORD_FILLER,	/* weekdays, "at", "Uhr": say nothing */
	DATE_WORD_MONTH,	/* 1 to 12 */
	DATE_WORD_HALF,		/* DATE_AM, DATE_PM */
	DATE_WORD_HALF_CN,	/* the same, as only Chinese writes it */
	DATE_WORD_NOON,
	DATE_WORD_ERA,		/* the year before its first */
	DATE_WORD_ZONE		/* minutes east */
};

/*
 * Make a date's text plain: full-width forms, letters with accents and
 * capitals become their plain small ones, kanji numbers before a unit become
 * digits, odd spaces and dashes the ASCII ones. False: longer than out.
 */
bool	date_fold(char *out, size_t size, struct str s);

/* Read all of a folded text. False: something in it belongs to no date. */
bool	date_scan(struct date_parts *d, struct str text);

/* What a folded word means where no zone can stand; *value is its number. */
enum date_word	date_word_find(struct str word, int *value);

/* The offset in minutes of a zone's folded name. */
bool	date_zone_find(struct str name, int *minutes);

/*
 * The East Asian word that s starts with, and its length in bytes; those are
 * written without spaces, so that only the table knows where they end.
 */
enum date_word	date_mark_find(struct str s, int *value, size_t *used);

/*
 * The unit that s starts with (a DATE_ bit, 0: none) and its length in bytes;
 * *cn: only Chinese writes it so.
 */
unsigned	date_unit_find(struct str s, size_t *used, bool *cn);

/* The days of a month, 0 when there is no such month. */
int	date_month_days(int64_t year, int month);

/* The year that two digits mean (RFC 2822 §4.3). */
int64_t	date_short_year(int64_t year);

#endif
