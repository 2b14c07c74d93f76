/*
 * Columns: of characters, clusters, cut and padded text; and where ours
 * differ from the C library's, by which curses goes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <locale.h>
#include <string.h>
#include <wchar.h>

#include <unictype.h>
#include <unigbrk.h>

#include "gogai/sanitize.h"
#include "gogai/utf8.h"
#include "gogai/width.h"

static const struct width_rules narrow = { false, false };
static const struct width_rules wide = { true, false };
static const struct width_rules vs16 = { false, true };

static void
clusters(void **state)
{
	static const struct {
		const char *text;
		const struct width_rules *rules;
		int	 cols;
		const char *why;
	} rows[] = {
		{ "a", NULL, 1, "ASCII" },
		{ "\xC3\xA9", NULL, 1, "Latin" },
		{ "号", NULL, 2, "kanji" },
		{ "か\u3099", NULL, 2, "combining voicing mark" },
		{ "ｶ", NULL, 1, "half-width" },
		{ "ｶﾞ", NULL, 2, "half-width with its mark" },
		{ "ﾞ", NULL, 1, "the mark alone" },
		{ "\u3000", NULL, 2, "wide space" },
		{ "\u309B", NULL, 2, "voicing mark of its own" },
		{ "㋿", NULL, 2, "era name" },
		{ "\U00020000", NULL, 2, "kanji of plane 2" },
		{ "葛\U000E0100", NULL, 2, "variation selector" },
		{ "e\u0301\u0302", NULL, 1, "marks on marks" },
		{ "\u0301", NULL, 0, "a mark alone" },
		{ "\u200B", NULL, 0, "zero width space" },
		{ "\u00AD", NULL, 0, "soft hyphen" },
		{ "\n", NULL, 0, "control" },
		{ "\r\n", NULL, 0, "CR LF is one cluster" },
		{ "\u1112\u1161\u11AB", NULL, 2, "jamo" },
		{ "한", NULL, 2, "Hangul" },
		{ "\U0001F600", NULL, 2, "emoji" },
		{ "\U0001F468\u200D\U0001F469\u200D\U0001F467", NULL, 2,
		    "family" },
		{ "\U0001F44D\U0001F3FD", NULL, 2, "skin tone" },
		{ "\U0001F1EF\U0001F1F5", NULL, 2, "flag" },
		{ "\U0001F1EF", NULL, 1, "half a flag" },
		{ "1\uFE0F\u20E3", NULL, 1, "keycap" },
		{ "1\uFE0F\u20E3", &vs16, 2, "keycap, wide by option" },
		{ "\u2600\uFE0F", NULL, 1, "emoji style" },
		{ "\u2600\uFE0F", &vs16, 2, "emoji style, wide by option" },
		{ "\u0E19\u0E33", NULL, 2, "Thai vowel with a cell" },
		{ "\u0600\u0661", NULL, 2, "Arabic number sign" },
		{ "\u0E01\u0E49", NULL, 1, "Thai tone mark" },
		{ "…", NULL, 1, "ambiguous" },
		{ "…", &wide, 2, "ambiguous, by option" },
		{ "①", &wide, 2, "circled" },
		{ "α", &wide, 2, "Greek" },
		{ "Ж", &wide, 2, "Cyrillic" },
		{ "\xC3\x80", &wide, 1, "neutral stays narrow" },
		{ "a", &wide, 1, "ASCII stays narrow" },
		{ "\uFFFD", NULL, 1, "replacement" },
		{ "\U0001FA77", NULL, 1, "not assigned for the library" },
	};
	size_t i, n, len;
	int cols;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		len = strlen(rows[i].text);
		n = width_cluster(&cols, rows[i].text, len, rows[i].rules);
		if (n != len || cols != rows[i].cols)
			fail_msg("%s: %zu bytes, %d columns", rows[i].why, n,
			    cols);
		assert_int_equal(width_text(rows[i].text, len, rows[i].rules),
		    cols);
	}
}

static void
texts(void **state)
{
	static const struct {
		const char *text;
		int	 cols;
	} rows[] = {
		{ "", 0 },
		{ "extra edition", 13 },
		{ "号外（ごうがい）", 16 },
		{ "ｺﾞｳｶﾞｲ", 6 },
		{ "e\u0301te\u0301", 3 },
		{ "aか\u3099b", 4 },
		{ "家族\U0001F468\u200D\U0001F467です", 10 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++)
		assert_int_equal(width_text(rows[i].text,
		    strlen(rows[i].text), &narrow), rows[i].cols);
}

static void
each(void **state)
{
	static const char text[] = "ab e\u0301号ｶﾞ";
	static const unsigned char cols[] = { 1, 1, 1, 1, 255, 255, 2, 255, 255,
	    2, 255, 255, 255, 255, 255 };
	unsigned char out[sizeof cols];

	(void)state;
	assert_int_equal(strlen(text), sizeof cols);
	width_each(out, text, sizeof cols, NULL);
	assert_memory_equal(out, cols, sizeof cols);
}

/* Every character between kana, by the slow way and by the fast one. */
static void
each_as_one_by_one(void **state)
{
	unsigned char out[16];
	char text[16];
	size_t len, at, n;
	uint32_t c;
	int cols;

	(void)state;
	memcpy(text, "\xE3\x81\x82", 3);
	for (c = 0x80; c < 0x20000; c++) {
		len = 3 + utf8_encode(text + 3, c);
		memcpy(text + len, "\xE3\x81\x84", 3);
		len += 3;
		width_each(out, text, len, NULL);
		for (at = 0; at < len; at += n) {
			n = width_cluster(&cols, text + at, len - at, NULL);
			assert_int_equal(out[at], cols);
			assert_true(n == 1 || out[at + n - 1] == WIDTH_INSIDE);
		}
	}
}

static void
fits(void **state)
{
	static const struct {
		const char *text;
		int	 cols;
		size_t	 bytes;
		int	 used;
		const char *why;
	} rows[] = {
		{ "abc", 5, 3, 3, "all of it" },
		{ "abc", 2, 2, 2, "some of it" },
		{ "abc", 0, 0, 0, "nothing" },
		{ "号外", 3, 3, 2, "not half a character" },
		{ "号外", 1, 0, 0, "not even one" },
		{ "e\u0301x", 1, 3, 1, "the mark comes along" },
		{ "ab\u200B", 2, 5, 2, "zero width comes along" },
	};
	size_t i;
	int used;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		assert_int_equal(width_fit(&used, rows[i].text,
		    strlen(rows[i].text), rows[i].cols, NULL), rows[i].bytes);
		assert_int_equal(used, rows[i].used);
	}
}

static void
pads(void **state)
{
	static const struct {
		const char *text;
		int	 cols;
		const struct width_rules *rules;
		const char *out, *why;
	} rows[] = {
		{ "abc", 5, NULL, "abc  ", "padded" },
		{ "abc", 3, NULL, "abc", "exact" },
		{ "abcd", 3, NULL, "ab…", "cut" },
		{ "号外が出た", 6, NULL, "号外… ", "a space for half" },
		{ "号外が出た", 7, NULL, "号外が…", "cut between" },
		{ "号外", 1, NULL, "…", "only the mark" },
		{ "号外", 0, NULL, "", "nothing" },
		{ "", 2, NULL, "  ", "spaces" },
		{ "abcd", 3, &wide, "a…", "a wide mark" },
		{ "abcd", 1, &wide, " ", "a wide mark has no room" },
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&out);
		width_pad(&out, rows[i].text, strlen(rows[i].text),
		    rows[i].cols, rows[i].rules);
		if (strcmp(buf_string(&out), rows[i].out) != 0)
			fail_msg("%s: %s", rows[i].why, buf_string(&out));
		assert_int_equal(width_text(buf_string(&out), out.len,
		    rows[i].rules), rows[i].cols);
	}
	buf_release(&out);
}

/* The clusters are those of the library, which looks at the whole text. */
static void
clusters_as_the_library(void **state)
{
	static const uint32_t chars[] = { 'a', '\r', '\n', 0xA9, 0x301, 0x600,
	    0x903, 0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x200B, 0x200D,
	    0x2764, 0x3042, 0x3099, 0x4E9C, 0xFE0F, 0xFF9E, 0x1F1EF, 0x1F1F5,
	    0x1F44D, 0x1F3FD, 0x1F469, 0xE0100 };
	char text[64], breaks[64];
	uint32_t seed = 9;
	size_t len, at, n;
	int round, i, cols;

	(void)state;
	for (round = 0; round < 50000; round++) {
		for (i = 0, len = 0; i < 8; i++) {
			seed = seed * 1664525u + 1013904223u;
			len += utf8_encode(text + len,
			    chars[(seed >> 8) % CC_COUNT(chars)]);
		}
		u8_grapheme_breaks((uint8_t *)text, len, breaks);
		for (at = 0; at < len; at += n) {
			n = width_cluster(&cols, text + at, len - at, NULL);
			assert_true(at + n == len || breaks[at + n]);
			for (i = 1; i < (int)n; i++)
				assert_false(breaks[at + (size_t)i]);
		}
	}
}

/*
 * Where our idea and the C library's differ for characters that both know,
 * the interface places the cursor anew. The list may shrink, not grow.
 */
static void
against_the_c_library(void **state)
{
	static const struct { uint32_t first, last; } known[] = {
		{ 0xAD, 0xAD },		/* soft hyphen, which is never drawn */
		{ 0xCBF, 0xCBF }, { 0xCC6, 0xCC6 },	/* Kannada vowels */
		{ 0x11A07, 0x11A08 }, { 0x11C3F, 0x11C3F },
	};
	char bytes[4];
	size_t i = 0;
	uint32_t c;
	int cols;

	(void)state;
	if (setlocale(LC_ALL, "C.UTF-8") == NULL)
		skip();
	for (c = 1; c < 0x110000; c++) {
		while (i < CC_COUNT(known) && c > known[i].last)
			i++;
		if (sanitize_forbids(c) || c == '\t' || c == '\n' ||
		    uc_is_general_category_withtable(c,
		    UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Cs)
		    || wcwidth((wchar_t)c) < 0 ||
		    (i < CC_COUNT(known) && c >= known[i].first))
			continue;
		width_cluster(&cols, bytes, utf8_encode(bytes, c), NULL);
		if (cols != wcwidth((wchar_t)c))
			fail_msg("U+%04X: %d, C library %d", (unsigned)c,
			    cols, wcwidth((wchar_t)c));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(clusters),
		cmocka_unit_test(texts),
		cmocka_unit_test(each),
		cmocka_unit_test(each_as_one_by_one),
		cmocka_unit_test(fits),
		cmocka_unit_test(pads),
		cmocka_unit_test(clusters_as_the_library),
		cmocka_unit_test(against_the_c_library),
	};

	return cmocka_run_group_tests_name("width", tests, NULL, NULL);
}
