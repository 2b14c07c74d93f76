/*
 * One scanner for all the ways to write a date.
 *
 * Feeds mix the standards: an RFC 822 weekday before an ISO date, a Japanese
 * date with a clock and an RFC 822 zone. So the text is read piece by piece,
 * each piece by what it is and by what is still missing, and not matched
 * against a list of formats:
 *
 *	number		with ":" a clock; with - / . a numeric date; of six
 *			digits and more a packed one; with a unit (年 時 h)
 *			that unit; else day, year, or minutes, whichever is
 *			missing first
 *	word		month, half of the day, era, zone, or nothing
 *	+ or -		before a digit, once there is a clock: the offset
 *	(...)		a comment, which may name the zone where nothing else
 *			does
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

/* The length of the comment that starts at offset i of the rest. */
static size_t
comment_len(const struct scan *s, size_t i)
{
	size_t from = i;
	int open = scan_peek(s, i), close = open == '(' ? ')' : ']', depth = 0;

	for (; i < s->rest.len; i++) {
		if (scan_peek(s, i) == '\\')
			i++;
		else if (scan_peek(s, i) == open)
			depth++;
		else if (scan_peek(s, i) == close && --depth == 0)
			return i + 1 - from;
	}
	return s->rest.len - from;
}

static bool
scan_comment(struct scan *s)
{
	size_t len = comment_len(s, 0);

	if (scan_has_any(s, DATE_HOUR) && len > 2)
		s->comment = str_trim(str_sub(s->rest, 1, len - 2));
	scan_skip(s, len);
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

	while (scan_peek(s, i) == ' ')
		i++;
	if (scan_peek(s, i) == '(')
		i += comment_len(s, i);
	while (scan_peek(s, i) == ' ')
		i++;
	bit = date_unit_find(str_sub(s->rest, i, s->rest.len), &len, cn);
	*used = i + len;
	if (scan_peek(s, i) == 'h' && ascii_alpha(scan_peek(s, i + 1)))
		return 0;
	return bit;
}

/* A number with its unit: 2026年, 午後3時, 14h. */
static bool
scan_unit(struct scan *s, struct scan_field f, unsigned bit, bool cn)
{
	if (cn)
		s->d->not_jst = true;
	if (bit == DATE_YEAR) {
		s->d->jst = true;
		return scan_put_year(s, f);
	}
	if (bit != DATE_HOUR)
		return scan_put(s, bit, f.value);
	if (str_starts(s->rest, "間"))
		return false;	/* 3時間: a duration */
	if (!scan_put(s, DATE_HOUR, f.value))
		return false;
	if (!str_starts(s->rest, "半"))
		return true;
	scan_skip(s, strlen("半"));
	return scan_put(s, DATE_MINUTE, 30);
}

/* Do blanks and "am" or "pm" follow? */
static bool
half_follows(const struct scan *s)
{
	size_t i = 0;

	while (scan_peek(s, i) == ' ')
		i++;
	if (scan_peek(s, i) != 'a' && scan_peek(s, i) != 'p')
		return false;
	i += scan_peek(s, i + 1) == '.' ? 2 : 1;
	return scan_peek(s, i) == 'm' && !ascii_alpha(scan_peek(s, i + 1));
}

/* A number that nothing explains but what is missing. */
static bool
scan_bare(struct scan *s, struct scan_field f, bool after_t)
{
	if (!scan_has_any(s, DATE_HOUR)) {
		if (f.digits <= 2 && (after_t || half_follows(s)))
			return scan_put(s, DATE_HOUR, f.value);
		if (scan_has(s, DATE_CALENDAR))
			return (f.digits == 4 || f.digits == 6) &&
			    scan_put_clock(s, f);
	} else if (!scan_has_any(s, DATE_MINUTE) && f.digits <= 2) {
		return scan_put(s, DATE_MINUTE, f.value);
	}
	if (f.digits >= 3 || (s->d->era != 0 && !scan_has_any(s, DATE_YEAR)))
		return scan_put_year(s, f);
	if (!scan_has_any(s, DATE_DAY))
		return scan_put(s, DATE_DAY, f.value);
	return scan_has_any(s, DATE_MONTH) && scan_put_year(s, f);
}

static bool
scan_number(struct scan *s, bool after_t)
{
	size_t digits, used;
	uint64_t value = str_number(s->rest, UINT64_MAX, &digits);
	struct scan_field f = { (int)(value & INT32_MAX), digits };
	unsigned bit;
	bool cn, ok;

	if (scan_formed(s, digits, &ok))
		return ok;
	if (digits > 6)
		return false;
	bit = unit_behind(s, digits, &used, &cn);
	if (bit != 0) {
		scan_skip(s, used);
		return scan_unit(s, f, bit, cn);
	}
	scan_skip(s, digits);
	return scan_bare(s, f, after_t);
}

/* +09:00, -0800, +9, +530: hours and minutes east. */
static bool
scan_offset(struct scan *s)
{
	int sign = scan_peek(s, 0) == '-' ? -1 : 1, hours, minutes = 0;
	struct scan_field f, m;

	scan_skip(s, 1);
	if (!scan_field(s, &f, 4))
		return false;
	hours = f.value;
	if (f.digits > 2) {
		hours = f.value / 100;
		minutes = f.value % 100;
	} else if (scan_peek(s, 0) == ':') {
		scan_skip(s, 1);
		if (!scan_field(s, &m, 2))
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

	while (ascii_alpha(scan_peek(s, i)) || scan_peek(s, i) >= 0x80)
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
		return scan_put(s, DATE_MONTH, value);
	case DATE_WORD_HALF_CN:
		s->d->not_jst = true;
		s->d->half = value;
		return true;
	case DATE_WORD_HALF:
		s->d->half = value;
		return true;
	case DATE_WORD_NOON:
		return scan_put(s, DATE_HOUR, 12);
	case DATE_WORD_ERA:
		s->d->jst = true;
		s->d->era = value;
		return !scan_has_any(s, DATE_YEAR);
	case DATE_WORD_ZONE:
		if (!scan_has_any(s, DATE_OFFSET))
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

	if (word.len != 1 || s->d->have != 0 || !ascii_digit(scan_peek(s, 1)))
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

	while (scan_peek(s, word.len) == '/' || scan_peek(s, word.len) == '_') {
		scan_skip(s, word.len + 1);
		word = word_ahead(s);
		place = true;
	}
	scan_skip(s, word.len);
	if (date_zone_find(word, &minutes))
		return apply_word(s, DATE_WORD_ZONE, minutes);
	if (!scan_has_any(s, DATE_HOUR))
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
	s->d->half = scan_peek(s, 0) == 'a' ? DATE_AM : DATE_PM;
	scan_skip(s, scan_peek(s, 1) == '.' ? 3 : 2);
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
		scan_skip(s, used);
		return apply_word(s, kind, value);
	}
	if (str_is(word, "t") && scan_has(s, DATE_CALENDAR) &&
	    !scan_has_any(s, DATE_HOUR) && ascii_digit(scan_peek(s, 1))) {
		s->after_t = true;
		scan_skip(s, 1);
		return true;
	}
	value = era_letter(s, word);
	if (value != 0) {
		scan_skip(s, 1);
		return apply_word(s, DATE_WORD_ERA, value);
	}
	if (scan_has_any(s, DATE_HOUR) && scan_half(s))
		return true;
	if (scan_has_any(s, DATE_HOUR) && date_zone_find(word, &minutes))
		return scan_zone_name(s, word);
	kind = date_word_find(word, &value);
	if (kind == DATE_WORD_UNKNOWN &&
	    (scan_has_any(s, DATE_HOUR) || scan_has(s, DATE_CALENDAR)))
		return scan_zone_name(s, word);
	scan_skip(s, word.len);
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
	return (scan_peek(s, 0) == '+' || scan_peek(s, 0) == '-') &&
	    ascii_digit(scan_peek(s, 1)) && !scan_has_any(s, DATE_OFFSET) &&
	    (scan_has_any(s, DATE_HOUR) || scan_has(s, DATE_CALENDAR));
}

/* Read one piece; false: it belongs to no date. */
static bool
scan_piece(struct scan *s)
{
	bool after_t = s->after_t;
	int c = scan_peek(s, 0);

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
	scan_skip(s, 1);
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
	while (s.rest.len > 0)
		if (!scan_piece(&s))
			return false;
	if ((d->have & DATE_ZONE) == 0 && s.comment.len > 0)
		zone_of_comment(d, s.comment);
	return true;
}
