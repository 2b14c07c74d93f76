/* The grid: clipping, wide and combining characters, what never gets in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "gogai/canvas.h"

/* Put into a grid of 1 x 8, and what it shows then, "" behind a wide one. */
static const struct {
	const char *text;
	int	 col, max_cols, used;
	const char *picture;
	const char *why;
} puts_rows[] = {
	{ "abc", 0, -1, 3, "abc", "plain" },
	{ "abcdefghij", 0, -1, 8, "abcdefgh", "cut at the right edge" },
	{ "abc", 6, -1, 2, "      ab", "cut at the edge, not at zero" },
	{ "abc", 9, -1, 0, "", "outside" },
	{ "abc", -2, -1, 3, "c", "cut at the left edge" },
	{ "abcdef", 1, 3, 3, " abc", "cut at a width" },
	{ "日本語", 0, -1, 6, "日本語", "wide" },
	{ "日本語", 0, 5, 5, "日本", "no half of a wide one at a width" },
	{ "日本語", 4, -1, 4, "    日本", "fits to the edge" },
	{ "a日本語文", 0, -1, 8, "a日本語", "nor at the edge" },
	{ "日本", -1, -1, 4, " 本", "nor at the left" },
	{ "か\xE3\x82\x99き", 0, -1, 4, "か\xE3\x82\x99き", "combining mark" },
	{ "\xE2\x80\x8B" "ab", 0, -1, 2, "ab", "a break of no width" },
	{ "a\x1b[1m", 0, -1, 5, "a\xEF\xBF\xBD[1m", "an escape is a sign" },
	{ "a\tb\n", 0, -1, 4, "a\xEF\xBF\xBD" "b\xEF\xBF\xBD",
	    "so are tab and line feed" },
	{ "a\xC2\x9B" "b", 0, -1, 3, "a\xEF\xBF\xBD" "b", "and C1" },
	{ "a\xE2\x80\xAE" "b", 0, -1, 3, "a\xEF\xBF\xBD" "b",
	    "and the bidi overrides" },
	{ "ｶﾞ", 0, -1, 2, "ｶﾞ", "halfwidth voicing takes its column" },
};

static void
dump_is(const struct canvas *canvas, const char *expected, const char *why)
{
	struct buf out = BUF_INIT;

	canvas_dump(&out, canvas);
	if (strcmp(buf_string(&out), expected) != 0)
		fail_msg("%s:\n%s instead of\n%s", why, buf_string(&out),
		    expected);
	buf_release(&out);
}

static void
test_put(void **state)
{
	struct canvas *canvas;
	char line[64];
	size_t i;
	int used;

	(void)state;
	for (i = 0; i < CC_COUNT(puts_rows); i++) {
		canvas = canvas_new(1, 8, NULL);
		used = canvas_put(canvas, 0, puts_rows[i].col,
		    puts_rows[i].text, strlen(puts_rows[i].text),
		    puts_rows[i].max_cols, CANVAS_TEXT, 0);
		if (used != puts_rows[i].used)
			fail_msg("%s: used %d", puts_rows[i].why, used);
		(void)snprintf(line, sizeof(line), "%s\n",
		    puts_rows[i].picture);
		dump_is(canvas, line, puts_rows[i].why);
		canvas_free(canvas);
	}
}

/* What is written over a part of a wide character leaves no half of it. */
static void
test_overwrite(void **state)
{
	struct canvas *canvas = canvas_new(1, 6, NULL);

	(void)state;
	(void)canvas_puts(canvas, 0, 0, "日本語", CANVAS_TEXT, 0);
	(void)canvas_puts(canvas, 0, 1, "x", CANVAS_TEXT, 0);
	dump_is(canvas, " x本語\n", "right half");
	(void)canvas_puts(canvas, 0, 2, "y", CANVAS_TEXT, 0);
	dump_is(canvas, " xy 語\n", "left half");
	(void)canvas_puts(canvas, 0, 3, "字", CANVAS_TEXT, 0);
	dump_is(canvas, " xy字\n", "two halves");
	assert_int_equal(canvas_cell(canvas, 0, 4)->cols, 0);
	assert_string_equal(canvas_cell(canvas, 0, 4)->text, "");
	assert_int_equal(canvas_cell(canvas, 0, 5)->cols, 1);
	canvas_free(canvas);
}

static void
test_roles(void **state)
{
	struct canvas *canvas = canvas_new(2, 6, NULL);
	const struct canvas_cell *cell;

	(void)state;
	(void)canvas_puts(canvas, 1, 0, "日", CANVAS_TITLE, CANVAS_BOLD);
	canvas_fill(canvas, 1, 2, 9, '-', CANVAS_RULE, 0);
	canvas_mark(canvas, 1, -3, 20, CANVAS_SELECTED);
	canvas_mark(canvas, 7, 0, 2, CANVAS_SELECTED);
	cell = canvas_cell(canvas, 1, 1);
	assert_int_equal(cell->role, CANVAS_TITLE);
	assert_int_equal(cell->style, CANVAS_BOLD | CANVAS_SELECTED);
	assert_int_equal(canvas_cell(canvas, 1, 5)->role, CANVAS_RULE);
	assert_int_equal(canvas_cell(canvas, 0, 0)->style, 0);
	assert_null(canvas_cell(canvas, 2, 0));
	assert_null(canvas_cell(canvas, 0, -1));
	dump_is(canvas, "\n日----\n", "fill is clipped");
	canvas_free(canvas);
}

static void
test_long_cluster(void **state)
{
	struct canvas *canvas = canvas_new(1, 4, NULL);
	char text[CANVAS_CLUSTER_MAX * 2 + 8] = "e";
	const struct canvas_cell *cell;
	size_t i;

	(void)state;
	for (i = 0; i < CANVAS_CLUSTER_MAX; i++)
		(void)strcat(text, "\xCC\x81");
	(void)canvas_puts(canvas, 0, 0, text, CANVAS_TEXT, 0);
	cell = canvas_cell(canvas, 0, 0);
	assert_int_equal(cell->cols, 1);
	/* Cut between two marks, never inside of one. */
	assert_int_equal(strlen(cell->text), 31);
	canvas_free(canvas);
}

static void
test_size_and_cursor(void **state)
{
	const struct width_rules wide = { .ambiguous_wide = true };
	struct canvas *canvas = canvas_new(0, -5, &wide);
	int row, col;

	(void)state;
	assert_int_equal(canvas_rows(canvas), 1);
	assert_int_equal(canvas_cols(canvas), 1);
	canvas_resize(canvas, 3, 10);
	assert_int_equal(canvas_width(canvas, "…", strlen("…")), 2);
	canvas_cursor(canvas, &row, &col);
	assert_int_equal(row, -1);
	canvas_set_cursor(canvas, 9, 99);
	canvas_cursor(canvas, &row, &col);
	assert_int_equal(row, 2);
	assert_int_equal(col, 9);
	(void)canvas_puts(canvas, 0, 0, "x", CANVAS_TEXT, 0);
	canvas_clear(canvas);
	dump_is(canvas, "\n\n\n", "cleared");
	canvas_free(canvas);
	canvas_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_put),
		cmocka_unit_test(test_overwrite),
		cmocka_unit_test(test_roles),
		cmocka_unit_test(test_long_cluster),
		cmocka_unit_test(test_size_and_cursor),
	};

	return cmocka_run_group_tests_name("canvas", tests, NULL, NULL);
}
