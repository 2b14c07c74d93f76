/*
 * Instants from text and text from instants.
 *
 * The text is made plain (date_fold.c), read (date_scan.c) and then checked
 * here: a day that its month does not have, an hour 25, a year before 100
 * are no dates but somebody's mistake. 24:00 is the end of its day
 * (ISO 8601:2004 §4.2.3), a second 60 a leap second, the first one of the
 * next minute here as in POSIX. The calendar is the Gregorian one, also
 * before it began.
 */
#include "gogai/date.h"

#include <stdio.h>
#include <string.h>

#include "base_priv.h"
#include "gogai/str.h"

/* Longer than any date that people or programs write. */
#define DATE_TEXT_MAX 256

/* A lone year is only taken for one where it can be that of a text. */
#define LONE_YEAR_MIN 1900
#define LONE_YEAR_MAX 2199

#define DAY_SECS 86400

int
date_month_days(int64_t year, int month)
{
	static const int days[] = {
		31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
	};

	if (month < 1 || month > 12)
		return 0;
	if (month == 2 && year % 4 == 0 && (year % 100 != 0 || year % 400 == 0))
		return 29;
	return days[month - 1];
}

int64_t
date_short_year(int64_t year)
{
	return year + (year < 50 ? 2000 : 1900);
}

/*
 * Days since 1970-01-01. Years are counted from March, so that the leap day
 * ends them and the months before it have a fixed pattern of 153 days in five.
 */
static int64_t
days_from_civil(int64_t year, int month, int day)
{
	int64_t y = month <= 2 ? year - 1 : year;
	int64_t cycle = (y >= 0 ? y : y - 399) / 400;
	int64_t of_cycle = y - cycle * 400;
	int64_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 +
	    day - 1;

	return cycle * 146097 + of_cycle * 365 + of_cycle / 4 -
	    of_cycle / 100 + of_year - 719468;
}

time_t
date_from_civil(int64_t year, int month, int day, int hour, int minute,
    int second)
{
	return (time_t)(days_from_civil(year, month, day) * DAY_SECS +
	    hour * 3600 + minute * 60 + second);
}

/* Is text nothing but digits? */
static bool
all_digits(struct str text)
{
	size_t used;

	str_number(text, 1, &used);
	return text.len > 0 && used == text.len;
}

/* Seconds (9 or 10 digits, no fraction kept) or milliseconds since 1970. */
static bool
parse_epoch(time_t *at, struct str text)
{
	size_t used;
	uint64_t n = str_number(text, INT64_MAX, &used);
	struct str behind = str_sub(text, used, text.len);

	if (behind.len > 0 && (behind.p[0] != '.' ||
	    !all_digits(str_sub(behind, 1, behind.len))))
		return false;
	if (used == 13)
		n /= 1000;
	else if (used != 9 && used != 10)
		return false;
	*at = (time_t)n;
	return true;
}

static bool
parse_lone_year(time_t *at, struct str text)
{
	size_t used;
	int year = (int)str_number(text, 9999, &used);

	if (used != 4 || text.len != 4 || year < LONE_YEAR_MIN ||
	    year > LONE_YEAR_MAX)
		return false;
	*at = date_from_civil(year, 1, 1, 0, 0, 0);
	return true;
}

/* The hour on a clock of 24 hours; 12 is the first hour of its half. */
static int
whole_hour(const struct date_parts *d)
{
	if (d->half == 0 || d->hour > 12)
		return d->hour;
	return d->hour % 12 + (d->half == DATE_PM ? 12 : 0);
}

static bool
clock_is_valid(const struct date_parts *d)
{
	if (d->minute > 59 || d->second > 60)
		return false;
	if (d->hour == 24)
		return d->minute == 0 && d->second == 0;
	return d->hour < 24;
}

/* Is everything there that makes a date, and within its range? */
static bool
is_valid(const struct date_parts *d)
{
	unsigned have = d->have;
	bool whole = (have & DATE_CALENDAR) == DATE_CALENDAR;
	int days = date_month_days(d->year, d->month);

	if ((have & DATE_YEAR) == 0 || d->year < 100 || d->year > 9999)
		return false;
	if (!whole && (have & (DATE_DAY | DATE_HOUR)) != 0)
		return false;
	if ((have & DATE_MONTH) == 0 && !d->jst)
		return false;	/* a number among words, no 2026年 */
	if ((have & DATE_MONTH) != 0 && days == 0)
		return false;
	if (whole && (d->day < 1 || d->day > days))
		return false;
	if ((have & DATE_HOUR) == 0)
		return (have & (DATE_MINUTE | DATE_SECOND)) == 0;
	return clock_is_valid(d);
}

/* The offset of a date's clock: its own, its country's, or the caller's. */
static int
zone_of(const struct date_parts *d, int zone_secs)
{
	if ((d->have & DATE_ZONE) != 0)
		return d->zone_secs;
	return d->jst && !d->not_jst ? DATE_JST : zone_secs;
}

bool
date_parse(time_t *at, const char *s, size_t len, int zone_secs)
{
	char text[DATE_TEXT_MAX];
	struct date_parts d;
	struct str plain;

	if (!date_fold(text, sizeof text, str_trim((struct str){ s, len })))
		return false;
	plain = str_trim(str_of(text));
	if (parse_epoch(at, plain))
		return true;
	if (parse_lone_year(at, plain)) {
		*at -= zone_secs;
		return true;
	}
	if (!date_scan(&d, plain) || !is_valid(&d))
		return false;
	if ((d.have & DATE_MONTH) == 0)
		d.month = 1;
	if ((d.have & DATE_DAY) == 0)
		d.day = 1;
	*at = date_from_civil(d.year, d.month, d.day, whole_hour(&d), d.minute,
	    d.second) - zone_of(&d, zone_secs);
	return true;
}

/* A civil time in UTC. */
struct civil {
	int64_t year;
	int month, day, hour, minute, second, weekday;
};

/* The inverse of days_from_civil(); at is cut to the years 0 to 9999. */
static struct civil
civil_from(time_t at)
{
	struct civil c;
	int64_t secs = at, days, cycle, of_cycle, of_year, month;
	int64_t first = days_from_civil(0, 1, 1) * DAY_SECS;
	int64_t end = days_from_civil(10000, 1, 1) * DAY_SECS;

	secs = secs < first ? first : secs >= end ? end - 1 : secs;
	days = (secs - first) / DAY_SECS + days_from_civil(0, 1, 1);
	secs -= days * DAY_SECS;
	c.weekday = (int)(((days + 4) % 7 + 7) % 7);
	days += 719468;
	cycle = (days >= 0 ? days : days - 146096) / 146097;
	days -= cycle * 146097;
	of_cycle = (days - days / 1460 + days / 36524 - days / 146096) / 365;
	of_year = days - (365 * of_cycle + of_cycle / 4 - of_cycle / 100);
	month = (5 * of_year + 2) / 153;
	c.day = (int)(of_year - (153 * month + 2) / 5 + 1);
	c.month = (int)(month < 10 ? month + 3 : month - 9);
	c.year = cycle * 400 + of_cycle + (c.month <= 2 ? 1 : 0);
	c.hour = (int)(secs / 3600);
	c.minute = (int)(secs / 60 % 60);
	c.second = (int)(secs % 60);
	return c;
}

void
date_format_rfc3339(char out[DATE_RFC3339_MAX], time_t at)
{
	struct civil c = civil_from(at);

	snprintf(out, DATE_RFC3339_MAX, "%04d-%02d-%02dT%02d:%02d:%02dZ",
	    (int)c.year, c.month, c.day, c.hour, c.minute, c.second);
}

void
date_format_http(char out[DATE_HTTP_MAX], time_t at)
{
	static const char weekdays[] = "SunMonTueWedThuFriSat";
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	struct civil c = civil_from(at);

	snprintf(out, DATE_HTTP_MAX, "%.3s, %02d %.3s %04d %02d:%02d:%02d GMT",
	    weekdays + 3 * c.weekday, c.day, months + 3 * (c.month - 1),
	    (int)c.year, c.hour, c.minute, c.second);
}

int64_t
date_parse_duration(const char *s)
{
	static const char units[] = "smhdw";
	static const int64_t secs[] = { 1, 60, 3600, DAY_SECS, 7 * DAY_SECS };
	struct str text = str_trim(str_of(s));
	const char *unit = units;
	size_t used;
	uint64_t n = str_number(text, UINT64_MAX, &used);

	if (used == 0 || text.len > used + 1)
		return -1;
	if (text.len == used + 1)
		unit = memchr(units, text.p[used], sizeof units - 1);
	if (unit == NULL || n > (uint64_t)(INT64_MAX / secs[unit - units]))
		return -1;
	return (int64_t)n * secs[unit - units];
}
