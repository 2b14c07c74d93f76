/*
 * Break permissions, seen by what a greedy fitter makes of them.
 *
 * The fitter here is the smallest that follows the rules: spaces, U+3000 and
 * U+200B at a line's end are dropped; when no permitted break fits, the line
 * ends before the first cluster that does not. Rows in the tree are our own;
 * the shared table of layout rows is read where it is there.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <unigbrk.h>

#include "gogai/linebreak.h"
#include "gogai/utf8.h"
#include "gogai/width.h"

#define TEXT_MAX 4096

/* ---- permissions shown as text: ÷ for yes, ¬ for a hyphen, ¶ for must ---- */

static void
show_breaks(struct buf *out, const char *text, enum linebreak_level level)
{
	unsigned char breaks[TEXT_MAX];
	size_t i, len = strlen(text);

	assert_true(len < sizeof breaks);
	linebreak_find(breaks, text, len, level);
	buf_clear(out);
	for (i = 0; i < len; i++) {
		if (breaks[i] == LINEBREAK_YES)
			buf_adds(out, "÷");
		else if (breaks[i] == LINEBREAK_HYPHEN)
			buf_adds(out, "¬");
		else if (breaks[i] == LINEBREAK_MUST)
			buf_adds(out, "¶");
		buf_addc(out, text[i]);
	}
}

struct permission {
	const char *text;
	const char *shown;
	const char *why;
};

static void
check_permissions(const struct permission *rows, size_t n,
    enum linebreak_level level)
{
	struct buf out = BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++) {
		show_breaks(&out, rows[i].text, level);
		if (strcmp(buf_string(&out), rows[i].shown) != 0)
			fail_msg("%s: %s, not %s", rows[i].why,
			    buf_string(&out), rows[i].shown);
	}
	buf_release(&out);
}

static void
strict_permissions(void **state)
{
	static const struct permission rows[] = {
		{ "", "", "nothing" },
		{ "春、夏。秋", "春、÷夏。÷秋", "comma and stop stay" },
		{ "「奈良」と（京都）", "「奈÷良」÷と÷（京÷都）", "brackets" },
		{ "やっぱりケーキ", "やっ÷ぱ÷り÷ケー÷キ", "small kana" },
		{ "色々な佐々木", "色々÷な÷佐々÷木", "iteration mark" },
		{ "まあ……ね", "ま÷あ……÷ね", "ellipsis pair" },
		{ "空――海", "空÷――÷海", "dash pair" },
		{ "the U.K. is", "the ÷U.K. ÷is", "abbreviation" },
		{ "i.e. so, p.m.", "i.e. ÷so, ÷p.m.", "abbreviations" },
		{ "彼“夢”だ", "彼÷“夢”÷だ", "curly quotes" },
		{ "彼‘夢’だ", "彼÷‘夢’÷だ", "single curly quotes" },
		{ "「“夢”」", "「“夢”」", "quotes in brackets" },
		{ "say “yes” now", "say ÷“yes” ÷now", "English quotes" },
		{ "夏～秋〜冬", "夏～÷秋〜÷冬", "wave dashes" },
		{ "計２５，３００人", "計÷２５，３００÷人", "wide number" },
		{ "ＡＢＣ局", "ＡＢＣ÷局", "wide letters" },
		{ "あ，い", "あ，÷い", "wide comma elsewhere" },
		{ "９，い", "９，÷い", "wide comma, no digit behind" },
		{ "約30％増", "約÷30％÷増", "per cent" },
		{ "計￥90と$5", "計÷￥90÷と÷$5", "currency" },
		{ "( 夢 )", "( 夢 )", "bracket with spaces" },
		{ "「　夢」", "「　夢」", "bracket with a wide space" },
		{ "夢　。空", "夢　。÷空", "stop behind a space" },
		{ "ab\u00ADcd", "ab\u00AD¬cd", "soft hyphen" },
		{ "ab\ncd", "ab\n¶cd", "line feed" },
		{ "ab\r\ncd", "ab\r\n¶cd", "CR LF is one" },
		{ "あ\u2028い", "あ\u2028¶い", "line separator" },
		{ "a\u00A0b", "a\u00A0b", "no-break space" },
		{ "山\u2060川", "山\u2060川", "word joiner" },
		{ "ab\u200Bcd", "ab\u200B÷cd", "zero width space" },
		{ "see http://a.jp/x?y=1", "see ÷http://÷a.÷jp/÷x?÷y=÷1",
		    "URL" },
		{ "(http://a.jp/)と", "(http://÷a.÷jp/÷)÷と",
		    "URL up to what is not ASCII" },
		{ "http://b.jp/http://a.jp", "http://÷b.÷jp/÷http://÷a.÷jp",
		    "URL in a URL" },
		{ "か\u3099き", "か\u3099÷き", "combining mark" },
		{ "ｶﾞｽ｡ﾊｲ", "ｶﾞ÷ｽ｡÷ﾊ÷ｲ", "half-width" },
		{ "№5と℃", "№5÷と℃", "number sign, degree" },
		{ "\U0001F1EF\U0001F1F5\U0001F1EB\U0001F1F7",
		    "\U0001F1EF\U0001F1F5÷\U0001F1EB\U0001F1F7", "flags" },
		{ "한국 신문", "한÷국 ÷신÷문", "Hangul" },
		{ "a \u0308b", "a \u0308b", "mark on a space" },
	};

	(void)state;
	check_permissions(rows, CC_COUNT(rows), LINEBREAK_STRICT);
}

static void
looser_permissions(void **state)
{
	static const struct permission normal[] = {
		{ "やっぱ", "や÷っ÷ぱ", "small kana" },
		{ "ケーキ", "ケ÷ー÷キ", "long mark" },
		{ "ｹｰｷ", "ｹ÷ｰ÷ｷ", "half-width long mark" },
		{ "佐々木", "佐々÷木", "iteration mark still tied" },
		{ "夏〜秋", "夏÷〜÷秋", "wave dash" },
		{ "「ッ」、", "「ッ」、", "bracket before" },
	};
	static const struct permission loose[] = {
		{ "佐々木", "佐÷々÷木", "iteration mark" },
		{ "イ・ロ", "イ÷・÷ロ", "middle dot" },
		{ "え！？", "え÷！÷？", "exclamation" },
		{ "え、。」", "え、。」", "comma, stop, bracket stay" },
		{ "no, I!", "no, ÷I!", "ASCII as ever" },
	};

	(void)state;
	check_permissions(normal, CC_COUNT(normal), LINEBREAK_NORMAL);
	check_permissions(loose, CC_COUNT(loose), LINEBREAK_LOOSE);
}

static void
first_and_last(void **state)
{
	static const char *no_first = "、。，．,.・：；:;？！?!‼⁇⁈⁉）］｝〕〉》」』"
	    "】〙〗〟’”»)]}ー々〻ゝゞヽヾ〜～゠‐–ぁぃぅぇぉっゃゅょゎゕゖ"
	    "ァィゥェォッャュョヮヵヶㇰㇿ％‰℃…‥｡｣､･ｰﾞﾟｧｨｩｪｫｬｭｮｯ";
	static const char *no_last = "（［｛〔〈《「『【〘〖〝‘“«([{￥＄￡＃№";
	const char *p;
	uint32_t c;

	(void)state;
	for (p = no_first; *p != '\0';) {
		p += utf8_decode(&c, p, strlen(p));
		if (!linebreak_not_first(c, LINEBREAK_STRICT) ||
		    linebreak_not_last(c))
			fail_msg("U+%04X may not be first", (unsigned)c);
	}
	for (p = no_last; *p != '\0';) {
		p += utf8_decode(&c, p, strlen(p));
		if (!linebreak_not_last(c) ||
		    linebreak_not_first(c, LINEBREAK_STRICT))
			fail_msg("U+%04X may not be last", (unsigned)c);
	}
	for (c = 0x4E00; c <= 0x9FFF; c++)
		assert_false(linebreak_not_first(c, LINEBREAK_STRICT));
	assert_false(linebreak_not_first('a', LINEBREAK_STRICT));
	assert_false(linebreak_not_first(0x30C3, LINEBREAK_NORMAL));
	assert_true(linebreak_not_first(0x3005, LINEBREAK_NORMAL));
	assert_false(linebreak_not_first(0x3005, LINEBREAK_LOOSE));
	assert_true(linebreak_not_first(0x3002, LINEBREAK_LOOSE));
}

/* ---- a greedy fitter ---- */

static bool
dropped(const char *p, size_t n)
{
	return (n == 1 && *p == ' ') ||
	    (n == 3 && (memcmp(p, "\xE3\x80\x80", 3) == 0 ||
	    memcmp(p, "\xE2\x80\x8B", 3) == 0));
}

struct fit {
	const char *p;
	size_t	 len;
	const unsigned char *breaks;
	int	 cols;
};

/* Where the line that starts at `start` ends. */
static size_t
line_end(const struct fit *f, size_t start)
{
	size_t at = start, best = 0, n;
	int total = 0, seen = 0, w;

	while (at < f->len) {
		if (at > start && f->breaks[at] == LINEBREAK_MUST)
			return at;
		if (at > start && f->breaks[at] != LINEBREAK_NO && seen +
		    (f->breaks[at] == LINEBREAK_HYPHEN) <= f->cols)
			best = at;
		n = width_cluster(&w, f->p + at, f->len - at, NULL);
		total += w;
		if (!dropped(f->p + at, n)) {
			if (total > f->cols)
				return best > 0 ? best :
				    at > start ? at : at + n;
			seen = total;
		}
		at += n;
	}
	return at;
}

static size_t
trimmed_end(const char *p, size_t start, size_t end)
{
	size_t n;

	while (end > start) {
		n = p[end - 1] == ' ' ? 1 : 3;
		if (end - start < n || !dropped(p + end - n, n))
			break;
		end -= n;
	}
	return end;
}

static void
fit_text(struct buf *out, const char *p, int cols)
{
	unsigned char breaks[TEXT_MAX];
	struct fit f = { p, strlen(p), breaks, cols };
	size_t at = 0, end;

	assert_true(f.len < sizeof breaks);
	linebreak_find(breaks, p, f.len, LINEBREAK_STRICT);
	buf_clear(out);
	while (at < f.len) {
		end = line_end(&f, at);
		if (at > 0)
			buf_adds(out, " | ");
		buf_add(out, p + at, trimmed_end(p, at, end) - at);
		at = end;
	}
}

struct row {
	int	 cols;
	const char *text;
	const char *lines;
	const char *why;
};

static void
check_row(struct buf *out, const struct row *row)
{
	fit_text(out, row->text, row->cols);
	if (strcmp(buf_string(out), row->lines) != 0)
		fail_msg("%s, %d columns: %s, not %s", row->why, row->cols,
		    buf_string(out), row->lines);
}

static void
fitting(void **state)
{
	static const struct row rows[] = {
		{ 10, "それは、「奈良」です。ずっと、むかし。",
		    "それは、 | 「奈良」で | す。ずっ | と、むか | し。",
		    "kinsoku" },
		{ 8, "やってみた。スキーへ", "やってみ | た。ス | キーへ",
		    "small kana and long mark" },
		{ 6, "山川海。空", "山川 | 海。空", "push out" },
		{ 4, "（夢夢）", "（夢 | 夢）", "brackets" },
		{ 5, "山川海空星", "山川 | 海空 | 星", "odd width" },
		{ 1, "山川", "山 | 川", "wider than the line" },
		{ 4, "山川。空", "山 | 川。 | 空", "push out, narrow" },
		{ 8, "『夏』と話した", "『夏』と | 話した", "brackets" },
		{ 6, "佐々木氏", "佐々木 | 氏", "iteration mark" },
		{ 4, "今佐々", "今 | 佐々", "iteration mark" },
		{ 8, "ねえ……行こうよ", "ねえ……行 | こうよ", "ellipsis pair" },
		{ 6, "まさか！？うん", "まさ | か！？ | うん", "two marks" },
		{ 8, "トム・ソーヤ", "トム・ | ソーヤ", "middle dot" },
		{ 10, "計７，５００円に", "計 | ７，５００ | 円に", "number" },
		{ 8, "ＢＢＣ放送の", "ＢＢＣ放 | 送の", "wide letters" },
		{ 6, "計30％増", "計30％ | 増", "per cent" },
		{ 4, "ｶｺﾞｰｼ", "ｶｺﾞｰ | ｼ", "half-width voicing mark" },
		{ 4, "き\u3099ゃく", "き\u3099ゃ | く", "combining mark" },
		{ 9, "good news", "good news", "exact fit" },
		{ 9, "good news here", "good news | here", "space dropped" },
		{ 5, "x y z w", "x y z | w", "spaces" },
		{ 8, "incomprehensible day", "incompre | hensible | day",
		    "long word" },
		{ 8, "by U.N. men", "by U.N. | men", "abbreviation" },
		{ 9, "six-month-old", "six- | month-old", "hyphens" },
		{ 9, "2026-11-23 was", "2026-11-2 | 3 was", "date, too long" },
		{ 6, "ab/cd ef", "ab/cd | ef", "slash" },
		{ 6, "x\u00A0y zz", "x\u00A0y zz", "no-break space" },
		{ 5, "x\u00A0y zz", "x\u00A0y | zz", "no-break space" },
		{ 4, "山\u2060川海", "山\u2060川 | 海", "word joiner" },
		{ 3, "ab\u200Bcd", "ab | cd", "zero width space" },
		{ 4, "ab\u00ADcd", "ab\u00ADcd", "soft hyphen unused" },
		{ 3, "ab\u00ADcd", "ab\u00AD | cd", "soft hyphen used" },
		{ 7, "米国のFBIが", "米国の | FBIが", "word stays whole" },
		{ 14, "at http://a.example/b?c=1",
		    "at http://a. | example/b?c=1", "URL" },
		{ 6, "二人\U0001F469\u200D\U0001F467と",
		    "二人\U0001F469\u200D\U0001F467 | と", "ZWJ family" },
		{ 3, "\U0001F44D\U0001F3FD\U0001F44D\U0001F3FD",
		    "\U0001F44D\U0001F3FD | \U0001F44D\U0001F3FD",
		    "skin tone" },
		{ 4, "奈良　京都", "奈良 | 京都", "wide space dropped" },
		{ 10, "私は“夏”が好き", "私は“夏”が | 好き", "quotes" },
		{ 6, "((夢)))山", "((夢)) | )山", "no break: cut" },
		{ 4, "。。。山", "。。 | 。山", "marks only: cut" },
		{ 3, "山、川", "山 | 、 | 川", "no permitted break" },
		{ 8, "夏～秋〜冬と", "夏～秋〜 | 冬と", "wave dashes" },
		{ 4, "한국신", "한국 | 신", "Hangul" },
		{ 8, "a\nb c", "a\n | b c", "line feed" },
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++)
		check_row(&out, &rows[i]);
	buf_release(&out);
}

/* ---- the shared table ---- */

/* Copy s to out with \uXXXX and \UXXXXXXXX decoded. */
static void
unescape(struct buf *out, const char *s)
{
	char digits[9];
	size_t n;

	buf_clear(out);
	while (*s != '\0') {
		n = s[0] != '\\' ? 0 : s[1] == 'u' ? 4 : s[1] == 'U' ? 8 : 0;
		if (n == 0 || strlen(s) < 2 + n) {
			buf_addc(out, *s++);
			continue;
		}
		memcpy(digits, s + 2, n);
		digits[n] = '\0';
		utf8_add(out, (uint32_t)strtoul(digits, NULL, 16));
		s += 2 + n;
	}
}

/* The next tab-separated field of *rest, terminated in place. */
static char *
next_field(char **rest)
{
	char *field = *rest, *tab = strchr(field, '\t');

	if (tab != NULL) {
		*tab = '\0';
		*rest = tab + 1;
	} else {
		*rest = field + strlen(field);
	}
	return field;
}

static void
check_line(char *line)
{
	struct buf text = BUF_INIT, lines = BUF_INIT, out = BUF_INIT;
	struct row row;

	line[strcspn(line, "\n")] = '\0';
	row.cols = (int)strtol(next_field(&line), NULL, 10);
	unescape(&text, next_field(&line));
	unescape(&lines, next_field(&line));
	row.text = buf_string(&text);
	row.lines = buf_string(&lines);
	row.why = next_field(&line);
	check_row(&out, &row);
	buf_release(&text);
	buf_release(&lines);
	buf_release(&out);
}

static void
shared_table(void **state)
{
	const char *shared = getenv("GOGAI_SHARED");
	char path[1024], line[4096];
	size_t n = 0;
	FILE *file;

	(void)state;
	if (shared == NULL)
		skip();
	snprintf(path, sizeof path, "%s/data/cjk-layout.tsv", shared);
	file = fopen(path, "r");
	if (file == NULL)
		skip();
	while (fgets(line, sizeof line, file) != NULL) {
		if (line[0] == '#' || line[0] == '\n')
			continue;
		check_line(line);
		n++;
	}
	fclose(file);
	assert_true(n > 0);
}

/* ---- any text ---- */

static uint32_t
next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static size_t
random_text(char *text, size_t n_chars, uint32_t *seed)
{
	static const uint32_t chars[] = { 'a', ' ', '.', '\r', '\n', '(', '/',
	    ':', '1', 0xAD, 0x301, 0x600, 0x903, 0x1100, 0x1161, 0x11A8,
	    0xAC00, 0xAC01, 0x200B, 0x200D, 0x2028, 0x201C, 0x201D, 0x3000,
	    0x3001, 0x300C, 0x3042, 0x3063, 0x3099, 0x4E9C, 0xFE0F, 0xFF11,
	    0xFF9E, 0x1F1EF, 0x1F1F5, 0x1F44D, 0x1F3FD, 0x1F469, 0xE0100 };
	size_t i, len = 0;

	for (i = 0; i < n_chars; i++)
		len += utf8_encode(text + len,
		    chars[next_random(seed) % CC_COUNT(chars)]);
	return len;
}

static void
breaks_at_clusters_only(void **state)
{
	char text[400], clusters[400];
	unsigned char breaks[400];
	uint32_t seed = 5;
	size_t i, len;
	int round;

	(void)state;
	for (round = 0; round < 20000; round++) {
		len = random_text(text, 1 + next_random(&seed) % 12, &seed);
		linebreak_find(breaks, text, len,
		    (enum linebreak_level)(round % 3));
		u8_grapheme_breaks((uint8_t *)text, len, clusters);
		assert_int_equal(breaks[0], LINEBREAK_NO);
		for (i = 1; i < len; i++)
			if (breaks[i] != LINEBREAK_NO && !clusters[i])
				fail_msg("round %d: break in a cluster at %zu",
				    round, i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strict_permissions),
		cmocka_unit_test(looser_permissions),
		cmocka_unit_test(first_and_last),
		cmocka_unit_test(fitting),
		cmocka_unit_test(shared_table),
		cmocka_unit_test(breaks_at_clusters_only),
	};

	return cmocka_run_group_tests_name("linebreak", tests, NULL, NULL);
}
