/*
 * Folding: what is searched as equal, and where each byte came from.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/fold.h"
#include "gogai/utf8.h"

static void
folds(void **state)
{
	static const struct {
		const char *in, *out, *why;
	} rows[] = {
		{ "", "", "nothing" },
		{ "Extra EDITION", "extra edition", "case" },
		{ "STRASSE Straße", "strasse strasse", "full case folding" },
		{ "ΛΌΓΟΣ λόγος", "λόγοσ λόγοσ", "final sigma" },
		{ "カタカナ", "かたかな", "katakana" },
		{ "ｶﾞﾝﾀﾞﾑ", "がんだむ", "half-width katakana" },
		{ "か\u3099", "が", "combining mark composes" },
		{ "か\u309B ハ\u309C", "が ぱ", "spacing mark after kana" },
		{ "\u309B", " \u3099", "spacing mark alone" },
		{ "ヴ ヽヾ ー", "ゔ ゝゞ ー", "marks of katakana" },
		{ "人々", "人々", "iteration mark stays" },
		{ "㈱㍻㋿①㌔", "(株)平成令和1きろ", "compatibility" },
		{ "ＮＨＫ２４", "nhk24", "full width" },
		{ "…℃", "...°c", "signs" },
		{ "～〜~", "~~~", "wave dashes" },
		{ "−－-\u2010\u2011", "-----", "minus and hyphen" },
		{ "葛\U000E0100城\uFE00", "葛城", "variation selectors" },
		{ "ex\u00ADtra", "extra", "soft hyphen" },
		{ "神\uFA19", "神神", "compatibility kanji" },
		{ "한글 \u1112\u1161\u11AB", "한글 한", "Hangul composes" },
		{ "e\u0301 \u00C9", "\u00E9 \u00E9", "accents compose" },
		{ "\uFB01", "fi", "ligature" },
		{ "国國", "国國", "old kanji are others" },
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&out);
		fold_text(&out, rows[i].in, strlen(rows[i].in));
		if (strcmp(buf_string(&out), rows[i].out) != 0)
			fail_msg("%s: %s", rows[i].why, buf_string(&out));
	}
	buf_release(&out);
}

/* What is folded stays as it is when it is folded again. */
static void
is_stable(void **state)
{
	struct buf once = BUF_INIT, twice = BUF_INIT;
	char bytes[4];
	uint32_t c;

	(void)state;
	for (c = 1; c < 0x30000; c++) {
		if (c >= 0xD800 && c < 0xE000)
			continue;
		buf_clear(&once);
		buf_clear(&twice);
		fold_text(&once, bytes, utf8_encode(bytes, c));
		fold_text(&twice, buf_string(&once), once.len);
		if (strcmp(buf_string(&once), buf_string(&twice)) != 0)
			fail_msg("U+%04X: %s, then %s", (unsigned)c,
			    buf_string(&once), buf_string(&twice));
	}
	buf_release(&once);
	buf_release(&twice);
}

static void
maps(void **state)
{
	static const char text[] = "A㈱か\u3099ｶﾞz";
	/* a ( 株株株 ) ががが ががが z */
	static const size_t from[] = { 0, 1, 1, 1, 1, 1, 4, 4, 4, 10, 10, 10,
	    16 };
	struct buf out = BUF_INIT;
	size_t *map, i;

	(void)state;
	buf_adds(&out, "before");
	fold_text_map(&out, &map, text, strlen(text));
	assert_string_equal(buf_string(&out), "beforea(株)ががz");
	assert_int_equal(out.len - 6, CC_COUNT(from));
	for (i = 0; i < CC_COUNT(from); i++)
		assert_int_equal(map[i], from[i]);
	free(map);
	buf_release(&out);
}

static void
contains(void **state)
{
	static const struct {
		const char *hay, *needle;
		bool	 found;
	} rows[] = {
		{ "円安が進む", "円安", true },
		{ "スポーツ新聞", "すぽーつ", true },
		{ "すぽーつ", "ｽﾎﾟｰﾂ", true },
		{ "Peace Treaty", "TREATY", true },
		{ "会、議", "会議", false },
		{ "abc", "", true },
		{ "", "a", false },
		{ "がん", "か", false },
	};
	struct buf hay = BUF_INIT, needle = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&hay);
		buf_clear(&needle);
		fold_text(&hay, rows[i].hay, strlen(rows[i].hay));
		fold_text(&needle, rows[i].needle, strlen(rows[i].needle));
		assert_int_equal(fold_contains(buf_string(&hay), hay.len,
		    buf_string(&needle), needle.len), rows[i].found);
	}
	buf_release(&hay);
	buf_release(&needle);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(folds),
		cmocka_unit_test(is_stable),
		cmocka_unit_test(maps),
		cmocka_unit_test(contains),
	};

	return cmocka_run_group_tests_name("fold", tests, NULL, NULL);
}
