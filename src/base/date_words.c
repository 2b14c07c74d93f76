/*
 * The words of dates: months in the languages that feeds of the world use,
 * zones, eras, units.
 *
 * Words are compared after date_fold(), so they stand here in small letters
 * without accents. A month or weekday may be shortened to three characters,
 * whatever its abbreviation is in its language. Zones are minutes east; where
 * a name has several meanings (CST, IST, BST), it is the one of RFC 822,
 * or else of the larger press.
 */
#include "base_priv.h"

#include <string.h>

#include "gogai/array.h"
#include "gogai/date.h"

/* Characters that a month or weekday has at least. */
#define ABBREVIATED 3

struct month {
	const char *name;
	int month;
};

/*
 * In the order of their bytes: they are found by halves, and by prefix. The
 * Greek ones end in the sigma that date_fold() leaves.
 */
static const struct month months[] = {
	{ "abril", 4 }, { "agosto", 8 }, { "aout", 8 }, { "april", 4 },
	{ "aprile", 4 }, { "aprilis", 4 }, { "august", 8 }, { "augusti", 8 },
	{ "augustus", 8 }, { "augusztus", 8 }, { "avril", 4 },
	{ "december", 12 }, { "decembre", 12 }, { "dezember", 12 },
	{ "dezembro", 12 }, { "dicembre", 12 }, { "diciembre", 12 },
	{ "enero", 1 }, { "febbraio", 2 }, { "febrero", 2 }, { "februari", 2 },
	{ "february", 2 }, { "fevereiro", 2 }, { "fevrier", 2 },
	{ "gennaio", 1 }, { "giugno", 6 }, { "jaenner", 1 }, { "janeiro", 1 },
	{ "januari", 1 }, { "january", 1 }, { "janvier", 1 }, { "juillet", 7 },
	{ "juin", 6 }, { "julho", 7 }, { "juli", 7 }, { "julio", 7 },
	{ "julius", 7 }, { "july", 7 }, { "june", 6 }, { "junho", 6 },
	{ "juni", 6 }, { "junio", 6 }, { "junius", 6 }, { "luglio", 7 },
	{ "maart", 3 }, { "maerz", 3 }, { "maggio", 5 }, { "mai", 5 },
	{ "maio", 5 }, { "maj", 5 }, { "majus", 5 }, { "march", 3 },
	{ "marcius", 3 }, { "marco", 3 }, { "mars", 3 }, { "marz", 3 },
	{ "marzo", 3 }, { "may", 5 }, { "mayo", 5 }, { "mei", 5 },
	{ "november", 11 }, { "novembre", 11 }, { "novembro", 11 },
	{ "noviembre", 11 }, { "october", 10 }, { "octobre", 10 },
	{ "octubre", 10 }, { "oktober", 10 }, { "ottobre", 10 },
	{ "outubro", 10 }, { "september", 9 }, { "septembre", 9 },
	{ "septiembre", 9 }, { "setembro", 9 }, { "settembre", 9 },
	{ "szeptember", 9 }, { "απριλιοσ", 4 }, { "απριλιου", 4 },
	{ "αυγουστοσ", 8 }, { "αυγουστου", 8 }, { "δεκεμβριοσ", 12 },
	{ "δεκεμβριου", 12 }, { "ιανουαριοσ", 1 }, { "ιανουαριου", 1 },
	{ "ιουλιοσ", 7 }, { "ιουλιου", 7 }, { "ιουνιοσ", 6 }, { "ιουνιου", 6 },
	{ "μαιοσ", 5 }, { "μαιου", 5 }, { "μαρτιοσ", 3 }, { "μαρτιου", 3 },
	{ "νοεμβριοσ", 11 }, { "νοεμβριου", 11 }, { "οκτωβριοσ", 10 },
	{ "οκτωβριου", 10 }, { "σεπτεμβριοσ", 9 }, { "σεπτεμβριου", 9 },
	{ "φεβρουαριοσ", 2 }, { "φεβρουαριου", 2 }, { "август", 8 },
	{ "августа", 8 }, { "апрель", 4 }, { "апреля", 4 }, { "декабрь", 12 },
	{ "декабря", 12 }, { "июль", 7 }, { "июля", 7 }, { "июнь", 6 },
	{ "июня", 6 }, { "май", 5 }, { "март", 3 }, { "марта", 3 },
	{ "мая", 5 }, { "ноябрь", 11 }, { "ноября", 11 }, { "октябрь", 10 },
	{ "октября", 10 }, { "сентябрь", 9 }, { "сентября", 9 },
	{ "февраль", 2 }, { "февраля", 2 }, { "январь", 1 }, { "января", 1 },
};

static const char weekdays[] =
	"monday tuesday wednesday thursday friday saturday sunday";

/* Short words that say nothing, taken whole. */
static const char fillers[] =
	"at on of the de del am um uhr le den der st nd rd th er a o "
	"posted published updated";

struct zone {
	const char *name;
	int minutes;
};

static const struct zone zones[] = {
	{ "z", 0 }, { "ut", 0 }, { "utc", 0 }, { "gmt", 0 }, { "wet", 0 },
	{ "jst", 540 }, { "tokyo", 540 }, { "japan", 540 },
	{ "kst", 540 }, { "seoul", 540 },
	/* RFC 822 §5.1, and the short forms without a season */
	{ "est", -300 }, { "edt", -240 }, { "et", -300 },
	{ "cst", -360 }, { "cdt", -300 }, { "ct", -360 },
	{ "mst", -420 }, { "mdt", -360 }, { "mt", -420 },
	{ "pst", -480 }, { "pdt", -420 }, { "pt", -480 },
	{ "akst", -540 }, { "akdt", -480 }, { "hst", -600 },
	{ "ast", -240 }, { "adt", -180 }, { "at", -240 },
	{ "nst", -210 }, { "ndt", -150 }, { "brt", -180 }, { "art", -180 },
	/* Europe, Africa */
	{ "bst", 60 }, { "west", 60 }, { "cet", 60 }, { "cest", 120 },
	{ "met", 60 }, { "mest", 120 }, { "mez", 60 }, { "mesz", 120 },
	{ "eet", 120 }, { "eest", 180 }, { "msk", 180 }, { "msd", 240 },
	{ "trt", 180 }, { "sast", 120 }, { "eat", 180 }, { "wat", 60 },
	/* Asia, Pacific */
	{ "gst", 240 }, { "pkt", 300 }, { "ist", 330 }, { "npt", 345 },
	{ "ict", 420 }, { "wib", 420 }, { "hkt", 480 }, { "sgt", 480 },
	{ "pht", 480 }, { "myt", 480 }, { "awst", 480 },
	{ "acst", 570 }, { "acdt", 630 }, { "aest", 600 }, { "aedt", 660 },
	{ "nzst", 720 }, { "nzdt", 780 },
};

struct mark {
	const char *text;
	enum date_word word;
	int value;
};

/* A longer mark stands before the one that it begins with. */
static const struct mark marks[] = {
	{ "令和", DATE_WORD_ERA, 2018 }, { "㋿", DATE_WORD_ERA, 2018 },
	{ "平成", DATE_WORD_ERA, 1988 }, { "㍻", DATE_WORD_ERA, 1988 },
	{ "昭和", DATE_WORD_ERA, 1925 }, { "㍼", DATE_WORD_ERA, 1925 },
	{ "大正", DATE_WORD_ERA, 1911 }, { "㍽", DATE_WORD_ERA, 1911 },
	{ "明治", DATE_WORD_ERA, 1867 }, { "㍾", DATE_WORD_ERA, 1867 },
	{ "西暦", DATE_WORD_FILLER, 0 },
	{ "午前", DATE_WORD_HALF, DATE_AM }, { "午後", DATE_WORD_HALF, DATE_PM },
	{ "오전", DATE_WORD_HALF, DATE_AM }, { "오후", DATE_WORD_HALF, DATE_PM },
	{ "上午", DATE_WORD_HALF_CN, DATE_AM },
	{ "下午", DATE_WORD_HALF_CN, DATE_PM },
	{ "正午", DATE_WORD_NOON, 0 },
	{ "日本時間", DATE_WORD_ZONE, 540 }, { "日本標準時", DATE_WORD_ZONE, 540 },
	{ "更新", DATE_WORD_FILLER, 0 }, { "公開", DATE_WORD_FILLER, 0 },
	{ "配信", DATE_WORD_FILLER, 0 }, { "掲載", DATE_WORD_FILLER, 0 },
	{ "発表", DATE_WORD_FILLER, 0 }, { "現在", DATE_WORD_FILLER, 0 },
	{ "ごろ", DATE_WORD_FILLER, 0 }, { "頃", DATE_WORD_FILLER, 0 },
	{ "付", DATE_WORD_FILLER, 0 }, { "祝", DATE_WORD_FILLER, 0 },
	/* Weekdays, one piece at a time */
	{ "月", DATE_WORD_FILLER, 0 }, { "火", DATE_WORD_FILLER, 0 },
	{ "水", DATE_WORD_FILLER, 0 }, { "木", DATE_WORD_FILLER, 0 },
	{ "金", DATE_WORD_FILLER, 0 }, { "土", DATE_WORD_FILLER, 0 },
	{ "日", DATE_WORD_FILLER, 0 }, { "曜", DATE_WORD_FILLER, 0 },
	{ "월요일", DATE_WORD_FILLER, 0 }, { "화요일", DATE_WORD_FILLER, 0 },
	{ "수요일", DATE_WORD_FILLER, 0 }, { "목요일", DATE_WORD_FILLER, 0 },
	{ "금요일", DATE_WORD_FILLER, 0 }, { "토요일", DATE_WORD_FILLER, 0 },
	{ "일요일", DATE_WORD_FILLER, 0 },
};

struct unit {
	const char *text;
	unsigned bit;
	bool cn;
};

static const struct unit units[] = {
	{ "年", DATE_YEAR, false }, { "년", DATE_YEAR, false },
	{ "月", DATE_MONTH, false }, { "월", DATE_MONTH, false },
	{ "日", DATE_DAY, false }, { "일", DATE_DAY, false },
	{ "号", DATE_DAY, true },
	{ "時", DATE_HOUR, false }, { "시", DATE_HOUR, false },
	{ "时", DATE_HOUR, true }, { "点", DATE_HOUR, true },
	{ "分", DATE_MINUTE, false }, { "분", DATE_MINUTE, false },
	{ "秒", DATE_SECOND, false }, { "초", DATE_SECOND, false },
	{ "h", DATE_HOUR, false },
};

/* The number of characters of UTF-8. */
static size_t
characters(struct str s)
{
	size_t i, n = 0;

	for (i = 0; i < s.len; i++)
		if (((unsigned char)s.p[i] & 0xC0) != 0x80)
			n++;
	return n;
}

/* Does word end where name goes on, or with it? Its order, else. */
static int
compare_month(const void *key, const void *element)
{
	const struct str *word = key;
	struct str name = str_of(((const struct month *)element)->name);
	size_t len = word->len < name.len ? word->len : name.len;
	int order = memcmp(word->p, name.p, len);

	return order != 0 ? order : word->len > name.len;
}

/* The month whose name, and no other's, begins with word, or 0. */
static int
month_of(struct str word)
{
	int month = 0;
	size_t i;

	if (characters(word) < ABBREVIATED)
		return 0;
	i = array_lower_bound(&word, months, CC_COUNT(months),
	    sizeof months[0], compare_month);
	for (; i < CC_COUNT(months); i++) {
		if (compare_month(&word, &months[i]) != 0)
			break;
		if (month != 0 && month != months[i].month)
			return 0;	/* "jui" */
		month = months[i].month;
	}
	return month;
}

/* Is word a weekday, or the first letters of one? */
static bool
is_weekday(struct str word)
{
	struct str rest = str_of(weekdays), name;

	if (word.len < ABBREVIATED)
		return false;
	while (str_word(&rest, &name))
		if (str_eq(str_sub(name, 0, word.len), word))
			return true;
	return false;
}

/* Is word one of the words of list, letter by letter? */
static bool
is_listed(struct str word, const char *list)
{
	struct str rest = str_of(list), name;

	while (str_word(&rest, &name))
		if (str_eq(name, word))
			return true;
	return false;
}

enum date_word
date_word_find(struct str word, int *value)
{
	if (is_weekday(word))
		return DATE_WORD_FILLER;
	*value = month_of(word);
	if (*value != 0)
		return DATE_WORD_MONTH;
	return is_listed(word, fillers) ? DATE_WORD_FILLER : DATE_WORD_UNKNOWN;
}

/*
 * The military letters as RFC 822 has them (A is one hour west): RFC 2822
 * calls the sign a mistake, but who writes one writes it by RFC 822.
 */
static bool
military_zone(int letter, int *minutes)
{
	int hours;

	if (letter == 'j' || letter == 'z')
		return false;
	if (letter <= 'm')
		hours = -(letter - 'a' + (letter < 'j' ? 1 : 0));
	else
		hours = letter - 'n' + 1;
	*minutes = hours * 60;
	return true;
}

bool
date_zone_find(struct str name, int *minutes)
{
	size_t i;

	if (name.len == 0)
		return false;
	for (i = 0; i < CC_COUNT(zones); i++) {
		if (zones[i].name[0] == name.p[0] &&
		    str_is(name, zones[i].name)) {
			*minutes = zones[i].minutes;
			return true;
		}
	}
	return name.len == 1 && ascii_alpha(name.p[0]) &&
	    military_zone(name.p[0], minutes);
}

enum date_word
date_mark_find(struct str s, int *value, size_t *used)
{
	size_t i;

	if (s.len == 0 || (unsigned char)s.p[0] < 0x80)
		return DATE_WORD_UNKNOWN;
	for (i = 0; i < CC_COUNT(marks); i++) {
		if (!str_starts(s, marks[i].text))
			continue;
		*value = marks[i].value;
		*used = str_of(marks[i].text).len;
		return marks[i].word;
	}
	return DATE_WORD_UNKNOWN;
}

unsigned
date_unit_find(struct str s, size_t *used, bool *cn)
{
	size_t i;

	if (s.len == 0 || ((unsigned char)s.p[0] < 0x80 && s.p[0] != 'h'))
		return 0;
	for (i = 0; i < CC_COUNT(units); i++) {
		if (!str_starts(s, units[i].text))
			continue;
		*used = str_of(units[i].text).len;
		*cn = units[i].cn;
		return units[i].bit;
	}
	return 0;
}
