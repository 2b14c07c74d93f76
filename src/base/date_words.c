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

#include "gogai/date.h"

/* Row i: month i + 1, full names, most common languages first. */
static const char *const months[12] = {
	"january janvier enero gennaio janeiro januari jaenner "
	    "январь января ιανουαριος ιανουαριου",
	"february fevrier febrero febbraio fevereiro februari "
	    "февраль февраля φεβρουαριος φεβρουαριου",
	"march mars marz maerz marzo marco maart marcius "
	    "март марта μαρτιος μαρτιου",
	"april avril abril aprile aprilis "
	    "апрель апреля απριλιος απριλιου",
	"may mai mayo maggio maio mei majus maj "
	    "май мая μαιος μαιου",
	"june juin junio giugno junho juni junius "
	    "июнь июня ιουνιος ιουνιου",
	"july juillet julio luglio julho juli julius "
	    "июль июля ιουλιος ιουλιου",
	"august aout agosto augustus augusti augusztus "
	    "август августа αυγουστος αυγουστου",
	"september septembre septiembre settembre setembro szeptember "
	    "сентябрь сентября σεπτεμβριος σεπτεμβριου",
	"october octobre octubre ottobre outubro oktober "
	    "октябрь октября οκτωβριος οκτωβριου",
	"november novembre noviembre novembro "
	    "ноябрь ноября νοεμβριος νοεμβριου",
	"december decembre diciembre dicembre dezembro dezember "
	    "декабрь декабря δεκεμβριος δεκεμβριου",
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

/* Is word one of the words of list, or the first three or more of one? */
static bool
in_list(struct str word, const char *list)
{
	struct str rest = str_of(list), name;

	if (characters(word) < 3)
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
	int i;

	for (i = 0; i < 12; i++) {
		if (in_list(word, months[i])) {
			*value = i + 1;
			return DATE_WORD_MONTH;
		}
	}
	if (in_list(word, weekdays) || is_listed(word, fillers))
		return DATE_WORD_FILLER;
	return DATE_WORD_UNKNOWN;
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

	for (i = 0; i < CC_COUNT(zones); i++) {
		if (str_is(name, zones[i].name)) {
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

	for (i = 0; i < CC_COUNT(units); i++) {
		if (!str_starts(s, units[i].text))
			continue;
		*used = str_of(units[i].text).len;
		*cn = units[i].cn;
		return units[i].bit;
	}
	return 0;
}
