/*
 * config.h: words of a line, lines of a file, and where files live.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gogai/config.h"
#include "gogai/file.h"
#include "gogai/mem.h"

struct split_row {
	const char *why;
	const char *line;
	const char *want;	/* words, each in []; NULL: an open quote */
};

static const struct split_row split_rows[] = {
	{ "nothing", "", "" },
	{ "blanks", " \t ", "" },
	{ "a comment", "# bind x y", "" },
	{ "words", "a b", "[a][b]" },
	{ "blanks around", "\ta  b \r", "[a][b]" },
	{ "a comment behind", "a b # c", "[a][b]" },
	{ "# inside a word", "a b#c", "[a][b#c]" },
	{ "# in quotes", "a \"#b\"", "[a][#b]" },
	{ "double quotes", "a \"b c\"", "[a][b c]" },
	{ "single quotes", "a 'b \"c\"'", "[a][b \"c\"]" },
	{ "an empty word", "a \"\" ''", "[a][][]" },
	{ "quotes inside a word", "a b\" \"c", "[a][b c]" },
	{ "an escaped quote", "a \"b\\\"c\"", "[a][b\"c]" },
	{ "an escaped backslash", "a \"b\\\\\"", "[a][b\\]" },
	{ "other backslashes stay", "a \"b\\n\" c\\d", "[a][b\\n][c\\d]" },
	{ "no escapes in single quotes", "a 'b\\'", "[a][b\\]" },
	{ "a backslash at the end", "a b\\", "[a][b\\]" },
	{ "Japanese", "bind 次 下", "[bind][次][下]" },
	{ "an open quote", "a \"b", NULL },
	{ "an open single quote", "a 'b\"", NULL },
	{ "a quote that a backslash keeps open", "a \"b\\\"", NULL },
};

static void
test_split(void **state)
{
	struct config *config = config_new();
	const char *const *words;
	struct buf got = BUF_INIT;
	struct err err;
	size_t i;
	int j, n;

	(void)state;
	for (i = 0; i < CC_COUNT(split_rows); i++) {
		const struct split_row *row = &split_rows[i];

		err_clear(&err);
		n = config_split(config, row->line, strlen(row->line), &words,
		    &err);
		if ((n < 0) != (row->want == NULL))
			fail_msg("%s: %d words", row->why, n);
		if (n < 0) {
			assert_int_equal(err.code, ERR_USAGE);
			continue;
		}
		buf_clear(&got);
		for (j = 0; j < n; j++)
			buf_addf(&got, "[%s]", words[j]);
		if (strcmp(buf_string(&got), row->want) != 0)
			fail_msg("%s: %s", row->why, buf_string(&got));
	}
	buf_release(&got);
	config_free(config);
}

/* A line of a hundred thousand words takes no square of memory or time. */
static void
test_long_line(void **state)
{
	struct config *config = config_new();
	const char *const *words;
	struct buf line = BUF_INIT;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < 100000; i++)
		buf_adds(&line, "w ");
	assert_int_equal(config_split(config, line.data, line.len, &words,
	    &err), 100000);
	assert_string_equal(words[99999], "w");
	buf_release(&line);
	config_free(config);
}

static const char sample[] =
    "\xef\xbb\xbf# a comment\r\n"
    "text-width 72\r\n"
    "\n"
    "text-width wide\n"
    "ascii yes # behind\n"
    "date-format \"%d %b\"\n"
    "date-format %d %b\n"
    "bind x \"do this\"\n"
    "browser 'lynx\n"
    "bind \x1b[2J\n"
    "proxy";

static void
test_parse(void **state)
{
	static const char *const complaints[] = {
		"config:4: text-width takes a number, not \"wide\"",
		("config:7: date-format takes one value; quote it if it has "
		    "spaces"),
		"config:9: a quote is not closed",
		"config:11: proxy takes one value; quote it if it has spaces",
	};
	struct config *config = config_new();
	struct options *options = options_new();
	const struct config_directive *d;
	size_t i;

	(void)state;
	config_parse(config, options, "config", sample, sizeof(sample) - 1);
	assert_int_equal(options_number(options, OPTION_TEXT_WIDTH), 72);
	assert_true(options_bool(options, OPTION_ASCII));
	assert_string_equal(options_text(options, OPTION_DATE_FORMAT),
	    "%d %b");
	assert_int_equal(config_n_complaints(config), CC_COUNT(complaints));
	for (i = 0; i < CC_COUNT(complaints); i++)
		assert_string_equal(config_complaint(config, i),
		    complaints[i]);
	assert_null(config_complaint(config, i));

	assert_int_equal(config_n_directives(config), 2);
	d = config_directive(config, 0);
	assert_int_equal(d->line, 8);
	assert_string_equal(d->file, "config");
	assert_int_equal(d->n_words, 3);
	assert_string_equal(d->words[0], "bind");
	assert_string_equal(d->words[2], "do this");
	d = config_directive(config, 1);
	config_complain(config, d->file, d->line, "no key is called %s",
	    d->words[1]);
	assert_string_equal(config_complaint(config, i),
	    "config:10: no key is called  [2J");
	assert_null(config_directive(config, 2));
	options_free(options);
	config_free(config);
	config_free(NULL);
}

static void
test_load(void **state)
{
	char path[] = "/tmp/gogai-config.XXXXXX";
	struct config *config = config_new();
	struct options *options = options_new();
	struct err err;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	(void)close(fd);
	assert_int_equal(file_replace(path, "ascii yes\nascii 7\n", 18, &err),
	    0);
	assert_int_equal(config_load(config, options, path, &err), 0);
	assert_true(options_bool(options, OPTION_ASCII));
	assert_int_equal(config_n_complaints(config), 1);
	/* The file as the user knows it, not its folders. */
	assert_int_equal(strncmp(config_complaint(config, 0),
	    strrchr(path, '/') + 1, strlen(strrchr(path, '/') + 1)), 0);
	(void)unlink(path);

	err_clear(&err);
	assert_int_equal(config_load(config, options, path, &err), 0);
	assert_int_equal(config_load(config, options, "/", &err), -1);
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_non_null(strstr(err.message, "reading the settings"));
	options_free(options);
	config_free(config);
}

struct paths_row {
	const char *why;
	const char *home, *config, *data, *state, *installed;
	struct config_paths want;
};

static const struct paths_row paths_rows[] = {
	{ "home alone", "/h", NULL, NULL, NULL, "/d",
	    { (char *)"/h/.config/gogai/config",
	    (char *)"/h/.config/gogai/urls",
	    (char *)"/h/.local/share/gogai/gogai.db",
	    (char *)"/h/.local/state/gogai", (char *)"/d" } },
	{ "all said", "/h", "/c", "/s", "/t", "/d",
	    { (char *)"/c/gogai/config", (char *)"/c/gogai/urls",
	    (char *)"/s/gogai/gogai.db", (char *)"/t/gogai",
	    (char *)"/d" } },
	{ "empty and relative ones count as unset", "/h", "", "rel/ative",
	    "./x", "/d",
	    { (char *)"/h/.config/gogai/config",
	    (char *)"/h/.config/gogai/urls",
	    (char *)"/h/.local/share/gogai/gogai.db",
	    (char *)"/h/.local/state/gogai", (char *)"/d" } },
};

static void
set(const char *name, const char *value)
{
	if (value != NULL)
		assert_int_equal(setenv(name, value, 1), 0);
	else
		assert_int_equal(unsetenv(name), 0);
}

static void
test_paths(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(paths_rows); i++) {
		const struct paths_row *row = &paths_rows[i];
		struct config_paths got;
		struct err err;

		set("HOME", row->home);
		set("XDG_CONFIG_HOME", row->config);
		set("XDG_DATA_HOME", row->data);
		set("XDG_STATE_HOME", row->state);
		set("GOGAI_DATADIR", row->installed);
		assert_int_equal(config_paths_find(&got, &err), 0);
		assert_string_equal(got.config, row->want.config);
		assert_string_equal(got.urls, row->want.urls);
		assert_string_equal(got.cache, row->want.cache);
		assert_string_equal(got.state, row->want.state);
		assert_string_equal(got.data, row->want.data);
		config_paths_release(&got);
	}
}

/* Without HOME the system's word on the user's home counts. */
static void
test_no_home(void **state)
{
	struct config_paths got;
	struct err err;

	(void)state;
	set("HOME", NULL);
	set("XDG_CONFIG_HOME", NULL);
	set("GOGAI_DATADIR", NULL);
	if (config_paths_find(&got, &err) < 0) {
		assert_non_null(strstr(err.message, "HOME"));
		return;
	}
	assert_int_equal(got.config[0], '/');
	assert_int_equal(got.data[0], '/');
	config_paths_release(&got);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_long_line),
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_load),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_no_home),
	};

	return cmocka_run_group_tests_name("config", tests, NULL, NULL);
}
