/*
 * subs.h: the urls file, read and edited in place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gogai/buf.h"
#include "gogai/file.h"
#include "gogai/mem.h"
#include "gogai/subs.h"

#define A "http://a.example/feed"
#define B "https://b.example/?x=1&y=2#frag"

/* ---- reading ---- */

/* A subscription in one line: url|title|zone|hidden|tags. */
static void
describe(struct buf *out, const struct subscription *s)
{
	size_t i;

	buf_addf(out, "%s|%s|%s|%s|", s->url,
	    s->title != NULL ? s->title : "-",
	    s->zone != NULL ? s->zone : "-", s->hidden ? "hidden" : "");
	for (i = 0; i < s->n_tags; i++)
		buf_addf(out, "%s%s", i > 0 ? "," : "", s->tags[i]);
}

struct line_row {
	const char *why;
	const char *line;
	const char *want;	/* NULL: no subscription */
	const char *words;	/* the complaint; NULL: none */
};

static const struct line_row line_rows[] = {
	{ "an address", A, A "|-|-||", NULL },
	{ "with everything", A " \"~A title\" news \"two words\" tz:Asia/Tokyo"
	    " \"!\"", A "|A title|Asia/Tokyo|hidden|news,two words", NULL },
	{ "blanks around", " \t" A "\ttag \r", A "|-|-||tag", NULL },
	{ "a fragment is no comment", B, B "|-|-||", NULL },
	{ "a comment behind", A " tag # why", A "|-|-||tag", NULL },
	{ "a quoted #", A " \"#tag\"", A "|-|-||#tag", NULL },
	{ "a title without quotes", A " ~News", A "|News|-||", NULL },
	{ "an empty title is none", A " \"~\"", A "|-|-||", NULL },
	{ "the last title counts", A " ~a ~b", A "|b|-||", NULL },
	{ "escapes in quotes", A " \"~a \\\"b\\\" \\\\c\"",
	    A "|a \"b\" \\c|-||", NULL },
	{ "a quoted address", "\"" A "\" tag", A "|-|-||tag", NULL },
	{ "a tag that hides", A " !later news", A "|-|-|hidden|!later,news",
	    NULL },
	{ "an empty word is no tag", A " \"\" x", A "|-|-||x", NULL },
	{ "Japanese", A " \"~朝の 新聞\" 日本", A "|朝の 新聞|-||日本",
	    NULL },
	{ "control characters go", A " \"~a\x1b[2Jb\"", A "|a[2Jb|-||", NULL },
	{ "upper case scheme", "HTTPS://A.example/", "HTTPS://A.example/|-|-||",
	    NULL },
	{ "a file", "file:///home/u/feed.xml tag",
	    "file:///home/u/feed.xml|-|-||tag", NULL },
	{ "nothing", "", NULL, NULL },
	{ "a comment", "# " A, NULL, NULL },
	{ "a comment without a blank", "#" A, NULL, NULL },
	{ "an open quote", A " \"~A title", NULL, "a quote is not closed" },
	{ "an open quote at the address", "\"" A, NULL,
	    "a quote is not closed" },
	{ "a saved search", "\"query:Unread:unread = \\\"yes\\\"\"", NULL,
	    "saved searches are not supported yet: "
	    "query:Unread:unread = \"yes\"" },
	{ "a program", "\"exec:~/bin/news --all\"", NULL,
	    "programs are not run: exec:~/bin/news --all" },
	{ "a filter", "filter:~/bin/f:http://a/", NULL,
	    "programs are not run: filter:~/bin/f:http://a/" },
	{ "another scheme", "gopher://a.example/", NULL,
	    "not an http, https or file address: gopher://a.example/" },
	{ "no scheme", "a.example/feed", NULL,
	    "not an http, https or file address: a.example/feed" },
	{ "no host", "http:///feed", NULL, "not an http, https or file" },
};

static void
test_lines(void **state)
{
	struct buf got = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(line_rows); i++) {
		const struct line_row *row = &line_rows[i];
		struct subs *subs = subs_parse(row->line, strlen(row->line));

		buf_clear(&got);
		if (subs_len(subs) > 0)
			describe(&got, subs_at(subs, 0));
		if (strcmp(buf_string(&got),
		    row->want != NULL ? row->want : "") != 0)
			fail_msg("%s: %s", row->why, buf_string(&got));
		assert_int_equal(subs_n_complaints(subs), row->words != NULL);
		if (row->words != NULL &&
		    strstr(subs_complaint(subs, 0), row->words) == NULL)
			fail_msg("%s: %s", row->why, subs_complaint(subs, 0));
		subs_free(subs);
	}
	buf_release(&got);
}

static void
test_file(void **state)
{
	static const char text[] = "\xef\xbb\xbf" A " one\r\n"
	    "# comment\r\n"
	    "nonsense\r\n"
	    "\r\n"
	    B "\r\n"
	    A " again\r\n"
	    "http://c.example/ last";
	struct subs *subs = subs_parse(text, sizeof(text) - 1);

	(void)state;
	assert_int_equal(subs_len(subs), 3);
	assert_int_equal(subs_at(subs, 0)->line, 1);
	assert_string_equal(subs_at(subs, 0)->tags[0], "one");
	assert_int_equal(subs_at(subs, 1)->line, 5);
	assert_int_equal(subs_at(subs, 2)->line, 7);
	assert_null(subs_at(subs, 3));
	assert_ptr_equal(subs_find(subs, B), subs_at(subs, 1));
	assert_null(subs_find(subs, "http://d.example/"));
	assert_int_equal(subs_n_complaints(subs), 2);
	assert_string_equal(subs_complaint(subs, 0),
	    "urls:3: not an http, https or file address: nonsense");
	assert_string_equal(subs_complaint(subs, 1),
	    "urls:6: subscribed already: " A);
	assert_null(subs_complaint(subs, 2));
	subs_free(subs);
	subs_free(NULL);
}

static void
test_too_long(void **state)
{
	struct buf line = BUF_INIT;
	struct subs *subs;

	(void)state;
	buf_adds(&line, A "?");
	while (line.len < 10000)
		buf_addc(&line, 'x');
	subs = subs_parse(line.data, line.len);
	assert_int_equal(subs_len(subs), 0);
	assert_non_null(strstr(subs_complaint(subs, 0), "too long"));
	subs_free(subs);
	buf_release(&line);
}

/* ---- writing ---- */

static int
setup(void **state)
{
	char folder[] = "/tmp/gogai-subs.XXXXXX";

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return -1;
	*state = mem_strdup(folder);
	return 0;
}

static int
teardown(void **state)
{
	int r = chdir("/");

	r |= file_remove_tree(*state, NULL);
	free(*state);
	return r;
}

static void
assert_urls(const char *want)
{
	struct buf b = BUF_INIT;
	struct err err;

	assert_int_equal(file_read(&b, "urls", &err), 0);
	assert_string_equal(buf_string(&b), want);
	buf_release(&b);
}

static void
put_urls(const char *text)
{
	struct err err;

	assert_int_equal(file_replace("urls", text, strlen(text), &err), 0);
}

static void
test_add(void **state)
{
	static const char *const tags[] = { "news", "two words" };
	const struct subscription feeds[] = {
		{ .url = A, .title = "Say \"A\" \\", .zone = "Asia/Tokyo",
		    .tags = tags, .n_tags = 2, .hidden = true },
		{ .url = B }, { .url = B },
	};
	struct subs *subs;
	struct buf got = BUF_INIT;
	struct err err;
	size_t added;

	(void)state;
	assert_int_equal(subs_add("urls", feeds, 3, &added, &err), 0);
	assert_int_equal(added, 2);
	assert_int_equal(subs_load(&subs, "urls", &err), 0);
	assert_int_equal(subs_n_complaints(subs), 0);
	assert_int_equal(subs_len(subs), 2);
	describe(&got, subs_at(subs, 0));
	assert_string_equal(buf_string(&got),
	    A "|Say \"A\" \\|Asia/Tokyo|hidden|news,two words");
	subs_free(subs);
	buf_release(&got);

	/* Once more changes nothing. */
	assert_int_equal(subs_add("urls", feeds, 3, &added, &err), 0);
	assert_int_equal(added, 0);
}

static void
test_add_keeps(void **state)
{
	const struct subscription feeds[] = { { .url = A }, { .url = B } };
	struct err err;
	size_t added;

	(void)state;
	put_urls("# mine\r\n\r\nbad line\r\n" A " tag # why");
	assert_int_equal(subs_add("urls", feeds, 2, &added, &err), 0);
	assert_int_equal(added, 1);
	assert_urls("# mine\r\n\r\nbad line\r\n" A " tag # why\n" B "\n");

	/* Folders are made. */
	assert_int_equal(subs_add("new/folder/urls", feeds, 1, &added, &err),
	    0);
	assert_true(file_exists("new/folder/urls"));
}

static const char *const refused[] = {
	"gopher://a.example/", "a.example", "query:x:y", "",
	"http://a.example/ b", "http://a.example/\"", "http://a.example/\nx",
	"http://a.example/\x1b[2J", "http://a.example/　x", (" " A),
};

static void
test_add_refused(void **state)
{
	struct err err;
	size_t added, i;

	(void)state;
	put_urls("# mine\n");
	for (i = 0; i < CC_COUNT(refused); i++) {
		const struct subscription feeds[] = {
			{ .url = A }, { .url = refused[i] } };

		err_clear(&err);
		if (subs_add("urls", feeds, 2, &added, &err) == 0)
			fail_msg("added %s", refused[i]);
		assert_int_equal(err.code, ERR_USAGE);
		assert_int_equal(added, 0);
	}
	assert_urls("# mine\n");
}

static void
test_unwritable(void **state)
{
	const struct subscription feed = { .url = A };
	struct subs *subs;
	struct err err;
	size_t added;

	(void)state;
	put_urls("");
	assert_int_equal(subs_add("urls/below", &feed, 1, &added, &err), -1);
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_int_equal(added, 0);
	assert_int_equal(subs_load(&subs, "/", &err), -1);
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_int_equal(subs_load(&subs, "absent", &err), 0);
	assert_int_equal(subs_len(subs), 0);
	subs_free(subs);
}

struct remove_row {
	const char *why;
	const char *before;
	const char *after;	/* NULL: not found */
};

static const struct remove_row remove_rows[] = {
	{ "the only line", A "\n", "" },
	{ "no newline at the end", B "\n" A, B "\n" },
	{ "the first", A " tag\n" B "\n", B "\n" },
	{ "comments stay", "# a\n" A " # gone\n# b\n", "# a\n# b\n" },
	{ "CR LF", "# a\r\n" A "\r\n" B "\r\n", "# a\r\n" B "\r\n" },
	{ "all of its lines", A "\n" B "\n" A " again\n", B "\n" },
	{ "a byte order mark", "\xef\xbb\xbf" A "\n" B "\n",
	    "\xef\xbb\xbf" B "\n" },
	{ "only mentioned", "# " A "\n" B " \"" A "\"\n", NULL },
	{ "a longer one", A "s\n", NULL },
};

static void
test_remove(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(remove_rows); i++) {
		const struct remove_row *row = &remove_rows[i];
		struct err err;
		int r;

		put_urls(row->before);
		err_clear(&err);
		r = subs_remove("urls", A, &err);
		if (r != (row->after != NULL ? 0 : -1))
			fail_msg("%s: %s", row->why, err.message);
		if (r < 0)
			assert_int_equal(err.code, ERR_NOT_FOUND);
		assert_urls(r < 0 ? row->before : row->after);
	}
}

static void
test_fallback_title(void **state)
{
	static const struct {
		const char *url, *want;
	} rows[] = {
		{ "https://u:p@news.example:81/feed", "news.example" },
		{ "file:///home/u/my%20feed.xml", "my feed.xml" },
		{ "file:", "file:" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		char *got = subs_fallback_title(rows[i].url);

		assert_string_equal(got, rows[i].want);
		free(got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_file),
		cmocka_unit_test(test_too_long),
		cmocka_unit_test_setup_teardown(test_add, setup, teardown),
		cmocka_unit_test_setup_teardown(test_add_keeps, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_add_refused, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_unwritable, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_remove, setup, teardown),
		cmocka_unit_test(test_fallback_title),
	};

	return cmocka_run_group_tests_name("subs", tests, NULL, NULL);
}
