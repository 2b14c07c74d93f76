/*
 * One scanner for all the ways to write a date.
 *
 * Feeds mix the standards: an RFC 822 weekday before an ISO date, a Japanese
 * date with a clock and an RFC 822 zone. So the text is read piece by piece,
 * each piece by what it is and by what is still missing, and not matched
 * against a list of formats:
 *
 *	number		with ":" a clock; with - / . a numeric date; of six digits
 *			and more a packed one; with a unit (年 時 h) that unit; else
 *			day, year, or minutes, in the order in which they are missing
 *	word		month, half of the day, era, zone, or nothing
 *	+ or -		before a digit, once there is a clock: the offset
 *	(...)		a comment, which may name the zone where nothing else does
 *
 * What fits nowhere makes the whole text no date: better none than a wrong
 * one. Only one unknown word is passed over, before all numbers: a weekday in
 * a language that we do not know.
 */
#include "base_priv.h"

#include <string.h>

#include "gogai/date.h"

/* Letters of a zone's name that may be unknown ("+0900" beats it anyway). */
#define ZONE_NAME_MAX 5

struct scan {
	struct str rest;
	struct date_parts *d;
	struct str comment;	/* the last one behind a clock */
	bool after_t;		/* the T of ISO 8601 was read just now */
	bool unknown;		/* the one unknown word was read */
	bool month_first;	/* the month came before all else */
};

/* A field of a numeric date. */
struct field {
	int value;
	size_t digits;
};

static void
skip(struct scan *s, size_t n)
{
	s->rest = str_sub(s->rest, n, s->rest.len);
}

/* The byte at offset i of the rest, 0 behind its end. */
static int
peek(const struct scan *s, size_t i)
{
	return i < s->rest.len ? (unsigned char)s->rest.p[i] : 0;
}

static void
skip_blanks(struct scan *s)
{
	while (peek(s, 0) == ' ')
		skip(s, 1);
}

static bool
has(const struct scan *s, unsigned bits)
{
	return (s->d->have & bits) == bits;
}

static bool
has_any(const struct scan *s, unsigned bits)
{
	return (s->d->have & bits) != 0;
}

/* Read digits as a field of at most `max` digits; false: none, or more. */
static bool
read_field(struct scan *s, struct field *f, size_t max)
{
	f->value = (int)str_number(s->rest, INT32_MAX, &f->digits);
	skip(s, f->digits);
	return f->digits > 0 && f->digits <= max;
}

/* Set what `bit` names, once. */
static bool
put(struct scan *s, unsigned bit, int value)
{
	struct date_parts *d = s->d;

	if (has_any(s, bit))
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

/* A year as it was written: of an era, of two or three digits, or whole. */
static bool
put_year(struct scan *s, struct field f)
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
	return put(s, DATE_YEAR, f.value);
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
	return month <= 12 && ordinal > 0 && put(s, DATE_YEAR, year) &&
	    put(s, DATE_MONTH, month) && put(s, DATE_DAY, ordinal);
}

/* Packed digits of a clock: hh, hhmm, hhmmss. */
static bool
put_packed_clock(struct scan *s, struct field f)
{
	int value = f.value;

	if (f.digits == 6) {
		put(s, DATE_SECOND, value % 100);
		value /= 100;
	}
	if (f.digits >= 4) {
		put(s, DATE_MINUTE, value % 100);
		value /= 100;
	}
	return put(s, DATE_HOUR, value);
}

/* Pass over ".123" or ",123" behind seconds. */
static void
skip_fraction(struct scan *s)
{
	if ((peek(s, 0) != '.' && peek(s, 0) != ',') || !ascii_digit(peek(s, 1)))
		return;
	skip(s, 1);
	while (ascii_digit(peek(s, 0)))
		skip(s, 1);
}

/* h:mm, hh:mm:ss, with a fraction. */
static bool
scan_clock(struct scan *s)
{
	struct field hour, minute, second;

	if (!read_field(s, &hour, 2))
		return false;
	skip(s, 1);
	if (!read_field(s, &minute, 2) || !put(s, DATE_HOUR, hour.value) ||
	    !put(s, DATE_MINUTE, minute.value))
		return false;
	if (peek(s, 0) != ':' || !ascii_digit(peek(s, 1)))
		return true;
	skip(s, 1);
	if (!read_field(s, &second, 2) || !put(s, DATE_SECOND, second.value))
		return false;
	skip_fraction(s);
	return true;
}

/* Take three numbers as year, month and day in the order that `order` says. */
static bool
put_ordered(struct scan *s, const struct field f[3], const char *order)
{
	const struct field *year = &f[strchr(order, 'y') - order];
	int month = f[strchr(order, 'm') - order].value;
	int day = f[strchr(order, 'd') - order].value;
	struct date_parts before = *s->d;

	if (put_year(s, *year) && put(s, DATE_MONTH, month) &&
	    put(s, DATE_DAY, day) && day > 0 &&
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
put_numeric(struct scan *s, const struct field f[3], int separator)
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

	while (blanks && peek(s, i) == ' ')
		i++;
	separator = peek(s, i++);
	while (blanks && peek(s, i) == ' ')
		i++;
	*next = i;
	if (separator != '-' && separator != '/' && separator != '.')
		return 0;
	return ascii_digit(peek(s, i)) ? separator : 0;
}

/* Year and one more number: 2026-11, or 2026-327. */
static bool
put_pair(struct scan *s, struct field year, struct field second)
{
	if (year.digits != 4 && s->d->era == 0)
		return false;
	if (second.digits == 3)
		return put_ordinal(s, year.value, second.value);
	return put_year(s, year) && put(s, DATE_MONTH, second.value);
}

static bool
scan_numeric(struct scan *s, int separator)
{
	struct field f[3];
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
		skip(s, i < 2 ? next : f[i].digits);
	}
	if (i == 3)
		return put_numeric(s, f, separator);
	skip(s, f[i].digits);
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

/* 2026-W48-1, 2026W481, 2026-W48: the rest starts behind the W. */
static bool
scan_week(struct scan *s, int year)
{
	int week = (peek(s, 0) - '0') * 10 + (peek(s, 1) - '0'), day = 1;

	skip(s, 2);
	if (peek(s, 0) == '-' && ascii_digit(peek(s, 1)))
		skip(s, 1);
	if (ascii_digit(peek(s, 0))) {
		day = peek(s, 0) - '0';
		skip(s, 1);
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
	size_t i = peek(s, 4) == '-' ? 5 : 4;

	*used = i + 1;
	return peek(s, i) == 'w' && ascii_digit(peek(s, i + 1)) &&
	    ascii_digit(peek(s, i + 2));
}

/* Six digits: YYMMDD, or where that is no day YYYYMM. */
static bool
put_six(struct scan *s, int value)
{
	struct field f[3] = {
		{ value / 10000, 2 }, { value / 100 % 100, 2 },
		{ value % 100, 2 },
	};
	int year = value / 100;

	if (put_ordered(s, f, "ymd"))
		return true;
	return year >= 1900 && year < 2100 && put(s, DATE_YEAR, year) &&
	    put(s, DATE_MONTH, value % 100);
}

/* Digits without a separator: a date, and maybe the clock. */
static bool
scan_packed(struct scan *s, size_t digits)
{
	struct field f, clock = { 0, 0 };
	size_t used;
	int value;

	if (digits == 12 || digits == 14)
		clock.digits = digits - 8;
	value = (int)str_number(str_sub(s->rest, 0, digits - clock.digits),
	    INT32_MAX, &used);
	clock.value = (int)str_number(str_sub(s->rest, 8, clock.digits),
	    INT32_MAX, &used);
	skip(s, digits);
	f = (struct field){ value / 10000, 4 };
	if (digits == 6)
		return put_six(s, value);
	if (digits == 7)
		return put_ordinal(s, value / 1000, value % 1000);
	if (digits != 8 && clock.digits == 0)
		return false;
	return put_year(s, f) && put(s, DATE_MONTH, value / 100 % 100) &&
	    put(s, DATE_DAY, value % 100) &&
	    (clock.digits == 0 || put_packed_clock(s, clock));
}

/* The length of the comment that starts at offset i of the rest. */
static size_t
comment_len(const struct scan *s, size_t i)
{
	size_t from = i;
	int open = peek(s, i), close = open == '(' ? ')' : ']', depth = 0;

	for (; i < s->rest.len; i++) {
		if (peek(s, i) == '\\')
			i++;
		else if (peek(s, i) == open)
			depth++;
		else if (peek(s, i) == close && --depth == 0)
			return i + 1 - from;
	}
	return s->rest.len - from;
}

static bool
scan_comment(struct scan *s)
{
	size_t len = comment_len(s, 0);

	if (has_any(s, DATE_HOUR) && len > 2)
		s->comment = str_trim(str_sub(s->rest, 1, len - 2));
	skip(s, len);
	return true;
}

/*
 * The unit behind a number's digits, over blanks and a comment, as in
 * 令和8(2026)年; *used are the bytes of all of it. A letter makes "h" a word.
 */
static unsigned
unit_behind(const struct scan *s, size_t digits, size_t *used, bool *cn)
{
	size_t i = digits, len;
	unsigned bit;

	while (peek(s, i) == ' ')
		i++;
	if (peek(s, i) == '(')
		i += comment_len(s, i);
	while (peek(s, i) == ' ')
		i++;
	bit = date_unit_find(str_sub(s->rest, i, s->rest.len), &len, cn);
	*used = i + len;
	if (bit != 0 && peek(s, i) == 'h' && ascii_alpha(peek(s, i + 1)))
		return 0;
	return bit;
}

/* A number with its unit: 2026年, 午後3時, 14h. */
static bool
scan_unit(struct scan *s, struct field f, unsigned bit, bool cn)
{
	if (cn)
		s->d->not_jst = true;
	if (bit == DATE_YEAR) {
		s->d->jst = true;
		return put_year(s, f);
	}
	if (bit != DATE_HOUR)
		return put(s, bit, f.value);
	if (str_starts(s->rest, "間"))
		return false;	/* 3時間: a duration */
	if (!put(s, DATE_HOUR, f.value))
		return false;
	if (!str_starts(s->rest, "半"))
		return true;
	skip(s, strlen("半"));
	return put(s, DATE_MINUTE, 30);
}

/* Do blanks and "am" or "pm" follow? */
static bool
half_follows(const struct scan *s)
{
	size_t i = 0;

	while (peek(s, i) == ' ')
		i++;
	if (peek(s, i) != 'a' && peek(s, i) != 'p')
		return false;
	i += peek(s, i + 1) == '.' ? 2 : 1;
	return peek(s, i) == 'm' && !ascii_alpha(peek(s, i + 1));
}

/* A number that nothing explains but what is missing. */
static bool
scan_bare(struct scan *s, struct field f, bool after_t)
{
	if (!has_any(s, DATE_HOUR)) {
		if (f.digits <= 2 && (after_t || half_follows(s)))
			return put(s, DATE_HOUR, f.value);
		if (has(s, DATE_CALENDAR))
			return (f.digits == 4 || f.digits == 6) &&
			    put_packed_clock(s, f);
	} else if (!has_any(s, DATE_MINUTE) && f.digits <= 2) {
		return put(s, DATE_MINUTE, f.value);
	}
	if (f.digits >= 3 || (s->d->era != 0 && !has_any(s, DATE_YEAR)))
		return put_year(s, f);
	if (!has_any(s, DATE_DAY))
		return put(s, DATE_DAY, f.value);
	return has_any(s, DATE_MONTH) && put_year(s, f);
}

static bool
scan_number(struct scan *s, bool after_t)
{
	size_t digits, used;
	uint64_t value = str_number(s->rest, UINT64_MAX, &digits);
	struct field f = { (int)(value & INT32_MAX), digits };
	int separator;
	unsigned bit;
	bool cn;

	if (peek(s, digits) == ':' && ascii_digit(peek(s, digits + 1)))
		return scan_clock(s);
	if (!has_any(s, DATE_CALENDAR)) {
		if (digits >= 6)
			return digits <= 14 && scan_packed(s, digits);
		separator = numeric_separator(s, digits, &used);
		if (separator != 0)
			return scan_numeric(s, separator);
		if (digits == 4 && is_week(s, &used)) {
			skip(s, used);
			return scan_week(s, f.value);
		}
	}
	if (digits > 6)
		return false;
	bit = unit_behind(s, digits, &used, &cn);
	if (bit != 0) {
		skip(s, used);
		return scan_unit(s, f, bit, cn);
	}
	skip(s, digits);
	return scan_bare(s, f, after_t);
}

/* +09:00, -0800, +9, +530: hours and minutes east. */
static bool
scan_offset(struct scan *s)
{
	int sign = peek(s, 0) == '-' ? -1 : 1, hours, minutes = 0;
	struct field f, m;

	skip(s, 1);
	if (!read_field(s, &f, 4))
		return false;
	hours = f.value;
	if (f.digits > 2) {
		hours = f.value / 100;
		minutes = f.value % 100;
	} else if (peek(s, 0) == ':') {
		skip(s, 1);
		if (!read_field(s, &m, 2))
			return false;
		minutes = m.value;
	}
	if (hours > 23 || minutes > 59)
		return false;
	s->d->have |= DATE_ZONE | DATE_OFFSET;
	s->d->zone_secs = sign * (hours * 3600 + minutes * 60);
	return true;
}

/* The letters and the bytes outside ASCII that the rest starts with. */
static struct str
word_ahead(const struct scan *s)
{
	size_t i = 0;

	while (ascii_alpha(peek(s, i)) || peek(s, i) >= 0x80)
		i++;
	return str_sub(s->rest, 0, i);
}

/* Apply what a word or mark means. */
static bool
apply_word(struct scan *s, enum date_word word, int value)
{
	bool first = s->d->have == 0;

	switch (word) {
	case DATE_WORD_FILLER:
		return true;
	case DATE_WORD_MONTH:
		if (s->month_first) {
			/* "mar, 23 nov": it was a Tuesday. */
			s->d->have &= ~DATE_MONTH;
		}
		s->month_first = first;
		return put(s, DATE_MONTH, value);
	case DATE_WORD_HALF_CN:
		s->d->not_jst = true;
		s->d->half = value;
		return true;
	case DATE_WORD_HALF:
		s->d->half = value;
		return true;
	case DATE_WORD_NOON:
		return put(s, DATE_HOUR, 12);
	case DATE_WORD_ERA:
		s->d->jst = true;
		s->d->era = value;
		return !has_any(s, DATE_YEAR);
	case DATE_WORD_ZONE:
		if (!has_any(s, DATE_OFFSET))
			s->d->zone_secs = value * 60;
		s->d->have |= DATE_ZONE;
		return true;
	case DATE_WORD_UNKNOWN:
		break;
	}
	return false;
}

/* The era that a letter before a digit means at the start: R8.11.23. */
static int
era_letter(const struct scan *s, struct str word)
{
	static const char *const eras = "rhs";
	static const int before[] = { 2018, 1988, 1925 };
	const char *at;

	if (word.len != 1 || s->d->have != 0 || !ascii_digit(peek(s, 1)))
		return 0;
	at = strchr(eras, word.p[0]);
	return at == NULL ? 0 : before[at - eras];
}

/*
 * A zone's name, or a name like one ("Asia/Tokyo", "Etc/GMT": the last piece
 * counts). Unknown ones are passed over: the text names no zone then.
 */
static bool
scan_zone_name(struct scan *s, struct str word)
{
	bool place = false;
	int minutes;

	while (peek(s, word.len) == '/' || peek(s, word.len) == '_') {
		skip(s, word.len + 1);
		word = word_ahead(s);
		place = true;
	}
	skip(s, word.len);
	if (date_zone_find(word, &minutes))
		return apply_word(s, DATE_WORD_ZONE, minutes);
	if (!has_any(s, DATE_HOUR))
		return false;
	return place || (word.len <= ZONE_NAME_MAX && word.len > 0 &&
	    ascii_alpha(word.p[0]));
}

/* a.m., am, pm behind a clock. */
static bool
scan_half(struct scan *s)
{
	if (!half_follows(s))
		return false;
	s->d->half = peek(s, 0) == 'a' ? DATE_AM : DATE_PM;
	skip(s, peek(s, 1) == '.' ? 3 : 2);
	return true;
}

static bool
scan_word(struct scan *s)
{
	struct str word = word_ahead(s);
	enum date_word kind;
	size_t used = 0;
	int value = 0, minutes;

	kind = date_mark_find(s->rest, &value, &used);
	if (kind != DATE_WORD_UNKNOWN) {
		skip(s, used);
		return apply_word(s, kind, value);
	}
	if (str_is(word, "t") && has(s, DATE_CALENDAR) &&
	    !has_any(s, DATE_HOUR) && ascii_digit(peek(s, 1))) {
		s->after_t = true;
		skip(s, 1);
		return true;
	}
	value = era_letter(s, word);
	if (value != 0) {
		skip(s, 1);
		return apply_word(s, DATE_WORD_ERA, value);
	}
	if (has_any(s, DATE_HOUR) && scan_half(s))
		return true;
	if (has_any(s, DATE_HOUR) && date_zone_find(word, &minutes))
		return scan_zone_name(s, word);
	kind = date_word_find(word, &value);
	if (kind == DATE_WORD_UNKNOWN &&
	    (has_any(s, DATE_HOUR) || has(s, DATE_CALENDAR)))
		return scan_zone_name(s, word);
	skip(s, word.len);
	if (kind != DATE_WORD_UNKNOWN)
		return apply_word(s, kind, value);
	if (s->d->have != 0 || s->unknown)
		return false;
	s->unknown = true;
	return true;
}

/* Can an offset stand here? Not where "-" still separates parts of a date. */
static bool
offset_ahead(const struct scan *s)
{
	return (peek(s, 0) == '+' || peek(s, 0) == '-') &&
	    ascii_digit(peek(s, 1)) && !has_any(s, DATE_OFFSET) &&
	    (has_any(s, DATE_HOUR) || has(s, DATE_CALENDAR));
}

/* Read one piece; false: it belongs to no date. */
static bool
scan_piece(struct scan *s)
{
	bool after_t = s->after_t;
	int c = peek(s, 0);

	s->after_t = false;
	if (ascii_digit(c))
		return scan_number(s, after_t);
	if (ascii_alpha(c) || c >= 0x80)
		return scan_word(s);
	if (c == '(' || c == '[')
		return scan_comment(s);
	if (offset_ahead(s))
		return scan_offset(s);
	if (c == '\0' || strchr(" ,.-/;|'", c) == NULL) {
		if (c != ':' || s->d->have != 0)
			return false;
	}
	skip(s, 1);
	return true;
}

/* The zone that a comment behind the clock names, if nothing else did. */
static void
zone_of_comment(struct date_parts *d, struct str comment)
{
	struct date_parts found = { .have = DATE_HOUR };
	struct scan s = { .rest = comment, .d = &found };

	while (s.rest.len > 0)
		if (!scan_piece(&s))
			return;
	if ((found.have & DATE_ZONE) == 0)
		return;
	d->have |= DATE_ZONE;
	d->zone_secs = found.zone_secs;
}

bool
date_scan(struct date_parts *d, struct str text)
{
	struct scan s = { .rest = text, .d = d };

	memset(d, 0, sizeof *d);
	skip_blanks(&s);
	while (s.rest.len > 0)
		if (!scan_piece(&s))
			return false;
	if ((d->have & DATE_ZONE) == 0 && s.comment.len > 0)
		zone_of_comment(d, s.comment);
	return true;
}
