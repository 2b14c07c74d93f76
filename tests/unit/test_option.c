/*
 * option.h: values of every type, their limits, and what is said of bad ones.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/mem.h"
#include "gogai/option.h"

static void
test_table(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < OPTION_COUNT; i++) {
		const struct option *o = option_at((enum option_id)i);
		size_t len = strlen(o->help);

		assert_int_equal(option_find(o->name), i);
		assert_true(len > 0 && o->help[len - 1] == '.');
		assert_int_equal(o->type == OPTION_CHOICE, o->choices != NULL);
		assert_true(o->min <= o->max);
	}
	assert_int_equal(option_find("no-such-option"), OPTION_COUNT);
	assert_int_equal(option_find(""), OPTION_COUNT);
	assert_int_equal(option_find("Poll-Interval"), OPTION_COUNT);
}

/* What is formatted is read again as the same value. */
static void
test_defaults(void **state)
{
	struct options *options = options_new();
	struct err err;
	char *value, *again;
	size_t i;

	(void)state;
	for (i = 0; i < OPTION_COUNT; i++) {
		enum option_id id = (enum option_id)i;

		value = options_format(options, id);
		err_clear(&err);
		if (options_set(options, option_at(id)->name, value, &err) < 0)
			fail_msg("%s: %s", option_at(id)->name, err.message);
		again = options_format(options, id);
		assert_string_equal(value, again);
		free(value);
		free(again);
	}
	assert_int_equal(options_number(options, OPTION_POLL_INTERVAL), 3600);
	assert_false(options_bool(options, OPTION_POLL_ON_START));
	assert_true(options_bool(options, OPTION_SHOW_READ));
	assert_int_equal(options_choice(options, OPTION_PREFETCH_PAGES), 0);
	assert_string_equal(options_text(options, OPTION_PROXY), "");
	options_free(options);
}

struct row {
	const char *why;
	const char *name;
	const char *value;
	const char *want;	/* formatted; NULL: refused */
	const char *words;	/* what the complaint holds */
};

static const struct row rows[] = {
	{ "yes", "ascii", "yes", "yes", NULL },
	{ "on", "ascii", "on", "yes", NULL },
	{ "true", "ascii", "true", "yes", NULL },
	{ "1", "ascii", "1", "yes", NULL },
	{ "no", "show-read", "no", "no", NULL },
	{ "off", "show-read", "off", "no", NULL },
	{ "0", "show-read", "0", "no", NULL },
	{ "neither", "ascii", "maybe", NULL,
	    "ascii takes yes or no, not \"maybe\"" },
	{ "empty is neither", "ascii", "", NULL, "yes or no" },
	{ "a number", "text-width", "72", "72", NULL },
	{ "the least", "text-width", "20", "20", NULL },
	{ "below the least", "text-width", "19", NULL,
	    "text-width is from 20 to 500, not \"19\"" },
	{ "the most", "text-width", "500", "500", NULL },
	{ "above the most", "text-width", "501", NULL, "from 20 to 500" },
	{ "more than any number", "text-width", "99999999999999999999999",
	    NULL, "from 20 to 500" },
	{ "no number", "text-width", "wide", NULL,
	    "text-width takes a number, not \"wide\"" },
	{ "a number and more", "text-width", "80x", NULL, "a number" },
	{ "a negative one", "text-width", "-80", NULL, "a number" },
	{ "an empty one", "text-width", "", NULL, "a number" },
	{ "bare seconds", "poll-interval", "300", "5m", NULL },
	{ "seconds", "poll-interval", "301s", "301s", NULL },
	{ "minutes", "poll-interval", "90m", "90m", NULL },
	{ "minutes that are hours", "poll-interval", "120m", "2h", NULL },
	{ "hours", "poll-interval", "2h", "2h", NULL },
	{ "days", "poll-interval", "7d", "7d", NULL },
	{ "a week", "poll-interval", "1w", "7d", NULL },
	{ "too short", "poll-interval", "4m", NULL,
	    "poll-interval is from 5m to 7d, not \"4m\"" },
	{ "too long", "poll-interval", "8d", NULL, "from 5m to 7d" },
	{ "far too long", "poll-interval", "9223372036854775807w", NULL,
	    "a time such as" },
	{ "no time", "poll-interval", "often", NULL,
	    "a time such as 30s, 5m, 2h or 7d, not \"often\"" },
	{ "an unknown unit", "poll-interval", "5y", NULL, "a time such as" },
	{ "no gap", "host-gap", "0", "0s", NULL },
	{ "a choice", "prefetch-pages", "no", "no", NULL },
	{ "no choice", "prefetch-pages", "sometimes", NULL,
	    "prefetch-pages takes one of auto, yes, no, not \"sometimes\"" },
	{ "half of a choice", "line-break", "norm", NULL,
	    "strict, normal, loose" },
	{ "text", "proxy", "socks5://127.0.0.1:1080",
	    "socks5://127.0.0.1:1080", NULL },
	{ "empty text", "browser", "", "", NULL },
	{ "unknown", "colour", "yes", NULL, "no option is called \"colour\"" },
};

static void
test_set(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		const struct row *row = &rows[i];
		struct options *options = options_new();
		enum option_id id = option_find(row->name);
		char *before = NULL, *after = NULL;
		struct err err;
		int r;

		err_clear(&err);
		if (id != OPTION_COUNT)
			before = options_format(options, id);
		r = options_set(options, row->name, row->value, &err);
		if (r != (row->want != NULL ? 0 : -1))
			fail_msg("%s: %d %s", row->why, r, err.message);
		if (id != OPTION_COUNT) {
			after = options_format(options, id);
			assert_string_equal(after,
			    row->want != NULL ? row->want : before);
		}
		if (row->want == NULL) {
			assert_int_equal(err.code, ERR_USAGE);
			if (strstr(err.message, row->words) == NULL)
				fail_msg("%s: %s", row->why, err.message);
		}
		free(before);
		free(after);
		options_free(options);
	}
}

static void
test_copy(void **state)
{
	struct options *a = options_new(), *b;
	struct err err;

	(void)state;
	assert_int_equal(options_set(a, "proxy", "http://p:1", &err), 0);
	assert_int_equal(options_set(a, "text-width", "60", &err), 0);
	b = options_copy(a);
	assert_int_equal(options_set(a, "proxy", "", &err), 0);
	options_free(a);
	assert_string_equal(options_text(b, OPTION_PROXY), "http://p:1");
	assert_int_equal(options_number(b, OPTION_TEXT_WIDTH), 60);
	options_free(b);
	options_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_table),
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_copy),
	};

	return cmocka_run_group_tests_name("option", tests, NULL, NULL);
}
