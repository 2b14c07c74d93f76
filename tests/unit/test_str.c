/*
 * str.h: ASCII, comparing, finding, cutting.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "gogai/str.h"

static void
assert_str(struct str got, const char *want)
{
	assert_int_equal(got.len, strlen(want));
	assert_memory_equal(got.p, want, got.len);
}

/* All 256 bytes and EOF, against the definitions in str.h. */
static void
test_ascii(void **state)
{
	static const char hex[] = "0123456789abcdefABCDEF";
	int c, letter;

	(void)state;
	for (c = -128; c < 256; c++) {
		letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
		assert_int_equal(ascii_alpha(c), letter);
		assert_int_equal(ascii_digit(c), c >= '0' && c <= '9');
		assert_int_equal(ascii_alnum(c), letter || (c >= '0' &&
		    c <= '9'));
		assert_int_equal(ascii_space(c), c > 0 &&
		    strchr(" \t\n\f\r", c) != NULL);
		assert_int_equal(ascii_lower(c), c >= 'A' && c <= 'Z' ?
		    c + 32 : c);
		assert_int_equal(ascii_hex(c) >= 0, c > 0 &&
		    strchr(hex, c) != NULL);
	}
	assert_int_equal(ascii_hex('0'), 0);
	assert_int_equal(ascii_hex('9'), 9);
	assert_int_equal(ascii_hex('a'), 10);
	assert_int_equal(ascii_hex('F'), 15);
}

static void
test_trim(void **state)
{
	(void)state;
	assert_str(str_trim(STR(" \t\r\n\f a b \n")), "a b");
	assert_str(str_trim(STR("")), "");
	assert_str(str_trim(STR(" \n ")), "");
	assert_str(str_trim(str_of("\xe3\x80\x80x")), "\xe3\x80\x80x");
	assert_str(str_of(NULL), "");
}

static void
test_compare(void **state)
{
	(void)state;
	assert_true(str_eq(STR("abc"), STR("abc")));
	assert_false(str_eq(STR("abc"), STR("abC")));
	assert_false(str_eq(STR("abc"), STR("abcd")));
	assert_true(str_eq((struct str){ NULL, 0 }, STR("")));
	assert_true(str_ieq(STR("aBc-1"), STR("AbC-1")));
	assert_false(str_ieq(STR("\xc3\xa9"), STR("\xc3\x89")));
	assert_false(str_ieq(STR("@["), STR("\x60{")));
	assert_true(str_is(STR("abc"), "abc"));
	assert_false(str_is(STR("abc"), "ab"));
	assert_true(str_iis(STR("Abc"), "aBC"));
	assert_true(str_starts(STR("abc"), "ab"));
	assert_true(str_starts(STR("abc"), ""));
	assert_false(str_starts(STR("a"), "ab"));
	assert_false(str_starts(STR("abc"), "aB"));
	assert_true(str_istarts(STR("ABC"), "ab"));
	assert_true(str_ends(STR("abc"), "bc"));
	assert_false(str_ends(STR("c"), "bc"));
	assert_true(str_ends(STR("c"), ""));
}

static void
test_find(void **state)
{
	static const struct {
		const char *s, *needle;
		ptrdiff_t at, iat;
	} rows[] = {
		{ "hello", "l", 2, 2 },
		{ "hello", "lo", 3, 3 },
		{ "hello", "LO", -1, 3 },
		{ "hello", "", 0, 0 },
		{ "", "", 0, 0 },
		{ "", "a", -1, -1 },
		{ "aaab", "aab", 1, 1 },
		{ "abc", "abcd", -1, -1 },
		{ "号外号外", "外", 3, 3 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		assert_int_equal(str_find(str_of(rows[i].s),
		    str_of(rows[i].needle)), rows[i].at);
		assert_int_equal(str_ifind(str_of(rows[i].s),
		    str_of(rows[i].needle)), rows[i].iat);
	}
	assert_int_equal(str_find((struct str){ "a\0b", 3 }, STR("b")), 2);
}

static void
test_sub(void **state)
{
	(void)state;
	assert_str(str_sub(STR("abcdef"), 2, 3), "cde");
	assert_str(str_sub(STR("abcdef"), 4, 100), "ef");
	assert_str(str_sub(STR("abcdef"), 9, 1), "");
	assert_str(str_sub(STR("abcdef"), 1, SIZE_MAX), "bcdef");
	assert_int_equal(str_sub((struct str){ NULL, 0 }, 1, 1).len, 0);
}

static void
test_split(void **state)
{
	static const struct {
		const char *s;
		const char *pieces[4];
	} rows[] = {
		{ "a,,b", { "a", "", "b" } },
		{ "a", { "a" } },
		{ "a,", { "a", "" } },
		{ ",", { "", "" } },
		{ "", { "" } },
	};
	struct str rest, piece;
	size_t i, k;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		rest = str_of(rows[i].s);
		for (k = 0; rows[i].pieces[k] != NULL; k++) {
			assert_true(str_split(&rest, ',', &piece));
			assert_str(piece, rows[i].pieces[k]);
		}
		assert_false(str_split(&rest, ',', &piece));
		assert_int_equal(rest.len, 0);
	}
}

static void
test_word(void **state)
{
	struct str rest = str_of("  one\ttwo\n three "), word;

	(void)state;
	assert_true(str_word(&rest, &word));
	assert_str(word, "one");
	assert_true(str_word(&rest, &word));
	assert_str(word, "two");
	assert_true(str_word(&rest, &word));
	assert_str(word, "three");
	assert_false(str_word(&rest, &word));
	assert_false(str_word(&rest, &word));
}

static void
test_number(void **state)
{
	static const struct {
		const char *s;
		uint64_t max, value;
		size_t used;
	} rows[] = {
		{ "42", 100, 42, 2 },
		{ "42px", 100, 42, 2 },
		{ "007", 100, 7, 3 },
		{ "", 100, 0, 0 },
		{ "x1", 100, 0, 0 },
		{ "-1", 100, 0, 0 },
		{ "100", 100, 100, 3 },
		{ "101", 100, 100, 3 },
		{ "1000", 5, 5, 4 },
		{ "9", 5, 5, 1 },
		{ "12", 0, 0, 2 },
		{ "18446744073709551615", UINT64_MAX, UINT64_MAX, 20 },
		{ "18446744073709551616", UINT64_MAX, UINT64_MAX, 20 },
		{ "99999999999999999999999", UINT64_MAX, UINT64_MAX, 23 },
	};
	size_t i, used;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		assert_true(str_number(str_of(rows[i].s), rows[i].max,
		    &used) == rows[i].value);
		assert_int_equal(used, rows[i].used);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ascii),
		cmocka_unit_test(test_trim),
		cmocka_unit_test(test_compare),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_sub),
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_word),
		cmocka_unit_test(test_number),
	};

	return cmocka_run_group_tests_name("str", tests, NULL, NULL);
}
