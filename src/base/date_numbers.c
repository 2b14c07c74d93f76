/*
 * The numbers of dates: clocks, and days by their numbers alone.
 *
 * What a number is shows in what stands behind its digits: ":" makes a clock,
 * - / . a numeric date, "-W" a week, and six digits and more are a date in one
 * piece. Which number is which in 11/12/26 is a table of the usual orders, by
 * separator; the first one that gives a day of the calendar counts.
 */
#include "base_priv.h"

#include <string.h>

#include "gogai/date.h"

bool
scan_field(struct scan *s, struct scan_field *f, size_t max)
{
	f->value = (int)str_number(s->rest, INT32_MAX, &f->digits);
	scan_skip(s, f->digits);
	return f->digits > 0 && f->digits <= max;
}

bool
scan_put(struct scan *s, unsigned bit, int value)
{
	struct date_parts *d = s->d;

	if (scan_has_any(s, bit))
		return false;
	d->have |= bit;
	switch (bit) {
	case DATE_MONTH:
		d->month = value;
		break;
	case DATE_DAY:
		d->day = value;
		break;
	case DATE_HOUR:
		d->hour = value;
		break;
	case DATE_MINUTE:
		d->minute = value;
		break;
	case DATE_SECOND:
		d->second = value;
		break;
	default:
		d->year = value;
		break;
	}
	return true;
}

bool
scan_put_year(struct scan *s, struct scan_field f)
{
	if (f.digits > 4)
		return false;
	if (s->d->era != 0) {
		if (f.digits > 3 || f.value == 0)
			return false;
		f.value += s->d->era;
	} else if (f.digits == 3) {
		f.value += 1900;
	} else if (f.digits < 3) {
		f.value = (int)date_short_year(f.value);
	}
	return scan_put(s, DATE_YEAR, f.value);
}

/* The day with this number in a year (ISO 8601 ordinal dates). */
static bool
put_ordinal(struct scan *s, int year, int ordinal)
{
	int month = 1, days;

	while (month <= 12 && ordinal > (days = date_month_days(year, month))) {
		ordinal -= days;
		month++;
	}
	return month <= 12 && ordinal > 0 && scan_put(s, DATE_YEAR, year) &&
	    scan_put(s, DATE_MONTH, month) && scan_put(s, DATE_DAY, ordinal);
}

bool
scan_put_clock(struct scan *s, struct scan_field f)
{
	int value = f.value;

	if (f.digits == 6) {
		scan_put(s, DATE_SECOND, value % 100);
		value /= 100;
	}
	if (f.digits >= 4) {
		scan_put(s, DATE_MINUTE, value % 100);
		value /= 100;
	}
	return scan_put(s, DATE_HOUR, value);
}

/* Pass over ".123" or ",123" behind seconds. */
static void
skip_fraction(struct scan *s)
{
	int c = scan_peek(s, 0);

	if ((c != '.' && c != ',') || !ascii_digit(scan_peek(s, 1)))
		return;
	scan_skip(s, 1);
	while (ascii_digit(scan_peek(s, 0)))
		scan_skip(s, 1);
}

/* h:mm, hh:mm:ss, with a fraction. */
static bool
scan_clock(struct scan *s)
{
	struct scan_field hour, minute, second;

	if (!scan_field(s, &hour, 2))
		return false;
	scan_skip(s, 1);
	if (!scan_field(s, &minute, 2) || !scan_put(s, DATE_HOUR, hour.value) ||
	    !scan_put(s, DATE_MINUTE, minute.value))
		return false;
	if (scan_peek(s, 0) != ':' || !ascii_digit(scan_peek(s, 1)))
		return true;
	scan_skip(s, 1);
	if (!scan_field(s, &second, 2) ||
	    !scan_put(s, DATE_SECOND, second.value))
		return false;
	skip_fraction(s);
	return true;
}

/* Take three numbers as year, month and day in the order that `order` says. */
static bool
put_ordered(struct scan *s, const struct scan_field f[3], const char *order)
{
	const struct scan_field *year = &f[strchr(order, 'y') - order];
	int month = f[strchr(order, 'm') - order].value;
	int day = f[strchr(order, 'd') - order].value;
	struct date_parts before = *s->d;

	if (scan_put_year(s, *year) && scan_put(s, DATE_MONTH, month) &&
	    scan_put(s, DATE_DAY, day) && day > 0 &&
	    day <= date_month_days(s->d->year, month))
		return true;
	*s->d = before;
	return false;
}

/*
 * The orders to try, the likeliest first: by the separator and by where a
 * year of four digits stands ('0': nowhere). 11/23/2026 is American,
 * 23.11.2026 German, 26-11-23 ISO without its century.
 */
struct order {
	char separator;
	char year;
	const char *tries[3];
};

static const struct order orders[] = {
	{ '-', 'f', { "ymd" } },
	{ '/', 'f', { "ymd" } },
	{ '.', 'f', { "ymd" } },
	{ '-', 'l', { "dmy", "mdy" } },
	{ '/', 'l', { "mdy", "dmy" } },
	{ '.', 'l', { "dmy", "mdy" } },
	{ '-', '0', { "ymd", "dmy" } },
	{ '/', '0', { "mdy", "dmy", "ymd" } },
	{ '.', '0', { "dmy", "ymd" } },
};

static bool
put_numeric(struct scan *s, const struct scan_field f[3], int separator)
{
	char year = '0';
	size_t i, k;

	if (f[0].digits == 4 || s->d->era != 0)
		year = 'f';
	else if (f[2].digits == 4)
		year = 'l';
	for (i = 0; i < CC_COUNT(orders); i++) {
		if (orders[i].separator != separator || orders[i].year != year)
			continue;
		for (k = 0; k < 3 && orders[i].tries[k] != NULL; k++)
			if (put_ordered(s, f, orders[i].tries[k]))
				return true;
	}
	return false;
}

/*
 * The separator of a numeric date behind `digits` digits, and the offset of
 * the next digit; 0: none. Blanks may stand around it where a year of four
 * digits begins the date: "2026. 11. 23".
 */
static int
numeric_separator(const struct scan *s, size_t digits, size_t *next)
{
	bool blanks = digits == 4;
	size_t i = digits;
	int separator;

	while (blanks && scan_peek(s, i) == ' ')
		i++;
	separator = scan_peek(s, i++);
	while (blanks && scan_peek(s, i) == ' ')
		i++;
	*next = i;
	if (separator != '-' && separator != '/' && separator != '.')
		return 0;
	return ascii_digit(scan_peek(s, i)) ? separator : 0;
}

/* Year and one more number: 2026-11, or 2026-327. */
static bool
put_pair(struct scan *s, struct scan_field year, struct scan_field second)
{
	if (year.digits != 4 && s->d->era == 0)
		return false;
	if (second.digits == 3)
		return put_ordinal(s, year.value, second.value);
	return scan_put_year(s, year) && scan_put(s, DATE_MONTH, second.value);
}

static bool
scan_numeric(struct scan *s, int separator)
{
	struct scan_field f[3];
	size_t next, i;

	for (i = 0; i < 3; i++) {
		f[i].value = (int)str_number(s->rest, INT32_MAX, &f[i].digits);
		if (f[i].digits > (i == 1 ? 3 : 4))
			return false;
		if (i < 2 && numeric_separator(s, f[i].digits, &next) !=
		    separator) {
			/* "2026. 11." asked with blanks only for its year */
			break;
		}
		scan_skip(s, i < 2 ? next : f[i].digits);
	}
	if (i == 3)
		return put_numeric(s, f, separator);
	scan_skip(s, f[i].digits);
	return i == 1 && put_pair(s, f[0], f[1]);
}

/* The days of ISO week 1's Monday before or after January 1st. */
static int
first_monday(int year)
{
	time_t new_year = date_from_civil(year, 1, 1, 0, 0, 0);
	int weekday = (int)((new_year / 86400 % 7 + 7 + 3) % 7); /* Monday 0 */

	return weekday <= 3 ? -weekday : 7 - weekday;
}

/* 2026-W48-1, 2026W481, 2026-W48; `used` are the bytes up to the week. */
static bool
scan_week(struct scan *s, size_t used)
{
	int week, day = 1, year;
	size_t digits;

	year = (int)str_number(s->rest, INT32_MAX, &digits);
	scan_skip(s, used);
	week = (scan_peek(s, 0) - '0') * 10 + (scan_peek(s, 1) - '0');
	scan_skip(s, 2);
	if (scan_peek(s, 0) == '-' && ascii_digit(scan_peek(s, 1)))
		scan_skip(s, 1);
	if (ascii_digit(scan_peek(s, 0))) {
		day = scan_peek(s, 0) - '0';
		scan_skip(s, 1);
	}
	if (week < 1 || week > 53 || day < 1 || day > 7)
		return false;
	/* An ordinal below 1 or beyond the year belongs to its neighbour. */
	day += first_monday(year) + (week - 1) * 7;
	if (day < 1)
		return put_ordinal(s, year - 1, day + 337 +
		    date_month_days(year - 1, 2));
	if (day > 337 + date_month_days(year, 2))
		return put_ordinal(s, year + 1, day - 337 -
		    date_month_days(year, 2));
	return put_ordinal(s, year, day);
}

/* Is the rest, behind a year, a week? Then *used are the bytes up to it. */
static bool
is_week(const struct scan *s, size_t *used)
{
	size_t i = scan_peek(s, 4) == '-' ? 5 : 4;

	*used = i + 1;
	return scan_peek(s, i) == 'w' && ascii_digit(scan_peek(s, i + 1)) &&
	    ascii_digit(scan_peek(s, i + 2));
}

/* Six digits: YYMMDD, or where that is no day YYYYMM. */
static bool
put_six(struct scan *s, int value)
{
	struct scan_field f[3] = {
		{ value / 10000, 2 }, { value / 100 % 100, 2 },
		{ value % 100, 2 },
	};
	int year = value / 100;

	if (put_ordered(s, f, "ymd"))
		return true;
	return year >= 1900 && year < 2100 && scan_put(s, DATE_YEAR, year) &&
	    scan_put(s, DATE_MONTH, value % 100);
}

/* Digits without a separator: a date, and maybe the clock. */
static bool
scan_packed(struct scan *s, size_t digits)
{
	struct scan_field f, clock = { 0, 0 };
	size_t used;
	int value;

	if (digits == 12 || digits == 14)
		clock.digits = digits - 8;
	value = (int)str_number(str_sub(s->rest, 0, digits - clock.digits),
	    INT32_MAX, &used);
	clock.value = (int)str_number(str_sub(s->rest, 8, clock.digits),
	    INT32_MAX, &used);
	scan_skip(s, digits);
	f = (struct scan_field){ value / 10000, 4 };
	if (digits == 6)
		return put_six(s, value);
	if (digits == 7)
		return put_ordinal(s, value / 1000, value % 1000);
	if (digits != 8 && clock.digits == 0)
		return false;
	return scan_put_year(s, f) &&
	    scan_put(s, DATE_MONTH, value / 100 % 100) &&
	    scan_put(s, DATE_DAY, value % 100) &&
	    (clock.digits == 0 || scan_put_clock(s, clock));
}

bool
scan_formed(struct scan *s, size_t digits, bool *ok)
{
	size_t used;
	int separator;

	if (scan_peek(s, digits) == ':' &&
	    ascii_digit(scan_peek(s, digits + 1))) {
		*ok = scan_clock(s);
		return true;
	}
	if (scan_has_any(s, DATE_CALENDAR))
		return false;
	separator = numeric_separator(s, digits, &used);
	if (digits >= 6) {
		*ok = digits <= 14 && scan_packed(s, digits);
	} else if (separator != 0) {
		*ok = scan_numeric(s, separator);
	} else if (digits == 4 && is_week(s, &used)) {
		*ok = scan_week(s, used);
	} else {
		return false;
	}
	return true;
}
