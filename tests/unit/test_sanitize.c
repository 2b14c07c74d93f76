/*
 * What is taken out, and what a line looks like afterwards.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "gogai/sanitize.h"
#include "gogai/utf8.h"

struct row {
	const char *in, *out, *why;
};

static void
forbids(void **state)
{
	static const uint32_t out[] = { 0, 7, 0x0B, 0x0D, 0x1B, 0x7F, 0x80,
	    0x9B, 0x9F, 0x202A, 0x202E, 0x2066, 0x2069, 0xFDD0, 0xFFF9,
	    0xFFFE, 0xFFFF, 0x1FFFE, 0x10FFFF, 0xE0001, 0xE007F };
	static const uint32_t in[] = { '\t', '\n', ' ', 'a', '~', 0xA0, 0x200B,
	    0x200D, 0x202F, 0x2065, 0x206A, 0x3000, 0xFE0F, 0xFFFD, 0x1F600,
	    0xE0100 };
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(out); i++)
		assert_true(sanitize_forbids(out[i]));
	for (i = 0; i < CC_COUNT(in); i++)
		assert_false(sanitize_forbids(in[i]));
}

static void
texts(void **state)
{
	static const struct row rows[] = {
		{ "", "", "nothing" },
		{ "a\tb\nc", "a\tb\nc", "tab and LF stay" },
		{ "a\r\nb\rc\r", "a\nb\nc\n", "CR LF and CR are LF" },
		{ "\x1B[31mred\x1B[0m", "[31mred[0m", "escape's letters" },
		{ "\x1B]0;x\x07", "]0;x", "a terminal's title" },
		{ "\xC2\x9B" "31m", "31m", "C1" },
		{ "a\u202Eb\u202Cc", "abc", "override" },
		{ "a\xFF" "b", "a\xEF\xBF\xBD" "b", "damage" },
		{ "夕\u200D刊", "夕\u200D刊", "joiners stay in texts" },
		{ "号\xEF\xBF\xBE外", "号外", "noncharacter" },
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&out);
		sanitize_text(&out, rows[i].in, strlen(rows[i].in));
		if (strcmp(buf_string(&out), rows[i].out) != 0)
			fail_msg("%s: %s", rows[i].why, buf_string(&out));
	}
	buf_clear(&out);
	sanitize_text(&out, "a\0b", 3);
	assert_string_equal(buf_string(&out), "ab");
	buf_release(&out);
}

static void
lines(void **state)
{
	static const struct row rows[] = {
		{ "", "", "nothing" },
		{ " \t\n ", "", "white space alone" },
		{ "  a \r\n\tb  ", "a b", "one space, none at the ends" },
		{ "東京　大阪\u3000", "東京 大阪", "wide spaces" },
		{ "a\u00A0\u2003\u202Fb", "a b", "spaces of all kinds" },
		{ "a\u2028b\xC2\x85" "c", "a b c", "line separators" },
		{ "a\u200B\u2060\uFEFFb", "ab", "zero width" },
		{ "a\u00ADb", "ab", "soft hyphen" },
		{ "\u200F\u200Ea", "a", "direction marks" },
		{ "\U0001F468\u200D\U0001F469", "\U0001F468\u200D\U0001F469",
		    "joiner between two" },
		{ "\u200Da\u200D \u200Db\u200D\u200D", "a b",
		    "joiners at edges" },
		{ "a\u200C\u200C\u200Cb", "a\u200Cb", "joiners pile up" },
		{ "か\u3099", "か\u3099", "marks stay" },
		{ "\u2764\uFE0F", "\u2764\uFE0F", "variation selectors stay" },
		{ "\x1B]8;;http://x\x07y", "]8;;http://xy", "a fake link" },
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&out);
		sanitize_line(&out, rows[i].in, strlen(rows[i].in), 0);
		if (strcmp(buf_string(&out), rows[i].out) != 0)
			fail_msg("%s: %s", rows[i].why, buf_string(&out));
	}
	buf_release(&out);
}

static void
cuts(void **state)
{
	static const struct {
		const char *in;
		size_t	 max;
		const char *out, *why;
	} rows[] = {
		{ "abcdef", 6, "abcdef", "fits exactly" },
		{ "abcdef   ", 6, "abcdef", "white space behind counts not" },
		{ "abcdefg", 6, "abc…", "cut" },
		{ "ab cdefg", 6, "ab…", "no space before the mark" },
		{ "号外号外", 11, "号外…", "between characters" },
		{ "号外号外", 10, "号外…", "not inside one" },
		{ "aか\u3099いう", 8, "a…", "not inside a cluster" },
		{ "abc", 2, "", "no room for the mark" },
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&out);
		buf_adds(&out, "-");
		sanitize_line(&out, rows[i].in, strlen(rows[i].in),
		    rows[i].max);
		if (strcmp(buf_string(&out) + 1, rows[i].out) != 0)
			fail_msg("%s: %s", rows[i].why, buf_string(&out));
	}
	buf_release(&out);
}

/* Whatever goes in, nothing that is forbidden comes out. */
static void
every_character(void **state)
{
	struct buf text = BUF_INIT, line = BUF_INIT;
	char bytes[4];
	uint32_t c, back;
	size_t n, at;

	(void)state;
	for (c = 0; c < 0x110000; c++) {
		n = utf8_encode(bytes, c);
		sanitize_text(&text, bytes, n);
		sanitize_line(&line, bytes, n, 0);
	}
	assert_true(utf8_valid(text.data, text.len));
	for (at = 0; at < text.len;) {
		at += utf8_decode(&back, text.data + at, text.len - at);
		assert_false(sanitize_forbids(back));
	}
	for (at = 0; at < line.len;) {
		at += utf8_decode(&back, line.data + at, line.len - at);
		assert_false(sanitize_forbids(back) || back == '\n' ||
		    back == '\t');
	}
	buf_release(&text);
	buf_release(&line);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(forbids),
		cmocka_unit_test(texts),
		cmocka_unit_test(lines),
		cmocka_unit_test(cuts),
		cmocka_unit_test(every_character),
	};

	return cmocka_run_group_tests_name("sanitize", tests, NULL, NULL);
}
