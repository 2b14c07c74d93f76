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

/*
 * Dates: date_fold.c makes the text plain, date_scan.c reads its parts with
 * the words of date_words.c, date.c checks the parts and makes an instant.
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
