/*
 * UTF-8: what is well formed, what damage becomes, where text may be cut.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "gogai/utf8.h"

#define FFFD "\xEF\xBF\xBD"

static void
every_character(void **state)
{
	char bytes[4];
	uint32_t c, back;
	size_t n;

	(void)state;
	for (c = 0; c < 0x110000; c++) {
		if (c >= 0xD800 && c < 0xE000)
			continue;
		n = utf8_encode(bytes, c);
		assert_true(utf8_valid(bytes, n));
		assert_int_equal(utf8_decode(&back, bytes, n), n);
		assert_int_equal(back, c);
	}
}

static void
not_characters(void **state)
{
	static const uint32_t wrong[] = { 0xD800, 0xDFFF, 0x110000,
	    0xFFFFFFFF };
	char bytes[4];
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(wrong); i++) {
		assert_int_equal(utf8_encode(bytes, wrong[i]), 3);
		assert_memory_equal(bytes, FFFD, 3);
	}
}

static void
repairs(void **state)
{
	static const struct {
		const char *in, *out, *why;
	} rows[] = {
		{ "", "", "nothing" },
		{ "plain", "plain", "ASCII" },
		{ "nine bytes of ASCII, then \xC3\xA9", "nine bytes of ASCII, "
		    "then \xC3\xA9", "words of eight, then two bytes" },
		{ "\x80", FFFD, "a tail alone" },
		{ "\xC0\x80", FFFD FFFD, "overlong NUL" },
		{ "\xC1\xBF", FFFD FFFD, "overlong" },
		{ "\xE0\x80\x80", FFFD FFFD FFFD, "overlong of three" },
		{ "\xF0\x80\x80\x80", FFFD FFFD FFFD FFFD, "of four" },
		{ "\xED\xA0\x80", FFFD FFFD FFFD, "surrogate" },
		{ "\xF4\x90\x80\x80", FFFD FFFD FFFD FFFD, "too large" },
		{ "\xF5x", FFFD "x", "never a lead byte" },
		{ "\xE3\x81", FFFD, "cut off: one for the maximal subpart" },
		{ "\xE3\x81z", FFFD "z", "cut by ASCII" },
		{ "\xF0\x9F\x98\xE3\x81\x82", FFFD "あ", "cut by another" },
		{ "\xE3\x81\xE3\x81\x82\xFF", FFFD "あ" FFFD, "several" },
		{ "a\xF1\x80\x80\xE1\x80\xC2" "b\x80" "c\x80\xBF" "d",
		    "a" FFFD FFFD FFFD "b" FFFD "c" FFFD FFFD "d",
		    "the example of Unicode, table 3-8" },
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&out);
		utf8_repair(&out, rows[i].in, strlen(rows[i].in));
		if (strcmp(buf_string(&out), rows[i].out) != 0)
			fail_msg("%s", rows[i].why);
		assert_true(utf8_valid(buf_string(&out), out.len));
		assert_int_equal(utf8_valid(rows[i].in, strlen(rows[i].in)),
		    strcmp(rows[i].in, rows[i].out) == 0);
	}
	buf_release(&out);
}

static void
fills_to_the_limit(void **state)
{
	struct buf out;

	(void)state;
	buf_init(&out, 7);
	utf8_repair(&out, "あいう", 9);
	assert_string_equal(buf_string(&out), "あい");
	assert_false(buf_ok(&out));
	buf_release(&out);
}

static void
floors(void **state)
{
	static const char text[] = "aあ\U0001F600";
	static const size_t floor[] = { 0, 1, 1, 1, 4, 4, 4, 4, 8, 8 };
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(floor); i++)
		assert_int_equal(utf8_floor(text, 8, i), floor[i]);
}

static void
adds(void **state)
{
	struct buf out = BUF_INIT;

	(void)state;
	utf8_add(&out, 'x');
	utf8_add(&out, 0x53F7);
	utf8_add(&out, 0x1F5DE);
	assert_string_equal(buf_string(&out), "x号\U0001F5DE");
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_character),
		cmocka_unit_test(not_characters),
		cmocka_unit_test(repairs),
		cmocka_unit_test(fills_to_the_limit),
		cmocka_unit_test(floors),
		cmocka_unit_test(adds),
	};

	return cmocka_run_group_tests_name("utf8", tests, NULL, NULL);
}
