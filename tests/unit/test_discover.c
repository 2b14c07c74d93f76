/*
 * discover.h: the feeds that a page names.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/buf.h"
#include "gogai/discover.h"

#define RSS "type=\"application/rss+xml\""

struct row {
	const char *why;
	const char *html;
	const char *want;	/* url|title, a line each */
};

static const struct row rows[] = {
	{ "nothing", "", "" },
	{ "a page without feeds", "<p>hello", "" },
	{ "one", "<link rel=alternate " RSS " title='News' href='/feed'>",
	    "http://s.example/feed|News\n" },
	{ "relative to the page", "<link rel=alternate " RSS " href='feed'>",
	    "http://s.example/dir/feed|-\n" },
	{ "relative to base", "<base href='http://cdn.example/x/'>"
	    "<link rel=alternate " RSS " href='feed'>",
	    "http://cdn.example/x/feed|-\n" },
	{ "all four types, in order", "<link rel=alternate href=a "
	    "type='application/atom+xml'><link rel=alternate href=b "
	    "type='application/rdf+xml'><link rel=alternate href=c "
	    "type='application/feed+json'><link rel=alternate href=d " RSS ">",
	    "http://s.example/dir/a|-\nhttp://s.example/dir/b|-\n"
	    "http://s.example/dir/c|-\nhttp://s.example/dir/d|-\n" },
	{ "case and parameters of a type", "<LINK REL='Home Alternate' "
	    "TYPE='Application/RSS+XML; charset=utf-8' HREF=a>",
	    "http://s.example/dir/a|-\n" },
	{ "other alternates", "<link rel=alternate hreflang=ja href=ja>"
	    "<link rel=alternate type='application/json+oembed' href=o>"
	    "<link rel=stylesheet " RSS " href=s>", "" },
	{ "no address", "<link rel=alternate " RSS ">", "" },
	{ "what cannot be subscribed", "<link rel=alternate " RSS
	    " href='javascript:x'><link rel=alternate " RSS
	    " href='file:///etc/passwd'>", "" },
	{ "the same twice", "<link rel=alternate " RSS " href=a>"
	    "<link rel=alternate " RSS " href='./a'>",
	    "http://s.example/dir/a|-\n" },
	{ "comments last", "<link rel=alternate " RSS " href=/comments/feed>"
	    "<link rel=alternate " RSS " href=x title='コメント'>"
	    "<link rel=alternate " RSS " href=feed>",
	    "http://s.example/dir/feed|-\nhttp://s.example/comments/feed|-\n"
	    "http://s.example/dir/x|コメント\n" },
	{ "in the body", "<body><p>x<link rel=alternate " RSS " href=a>",
	    "http://s.example/dir/a|-\n" },
	{ "no control characters", "<link rel=alternate " RSS
	    " title='a&#27;[2Jb\n c' href=a>",
	    "http://s.example/dir/a|a[2Jb c\n" },
	{ "in a comment", "<!-- <link rel=alternate " RSS " href=a> -->", "" },
	{ "in a script", "<script>'<link rel=alternate " RSS
	    " href=a>'</script>", "" },
	{ "Shift_JIS", "<meta charset=shift_jis><link rel=alternate " RSS
	    " title='\x93\xfa\x96\x7b' href=a>",
	    "http://s.example/dir/a|日本\n" },
};

static void
test_parse(void **state)
{
	struct buf got = BUF_INIT;
	struct err err;
	size_t i, j;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		struct discover *found;

		err_clear(&err);
		if (discover_parse(&found, rows[i].html, strlen(rows[i].html),
		    NULL, "http://s.example/dir/page", &err) < 0)
			fail_msg("%s: %s", rows[i].why, err.message);
		buf_clear(&got);
		for (j = 0; j < discover_len(found); j++) {
			const struct discovered *d = discover_at(found, j);

			buf_addf(&got, "%s|%s\n", d->url,
			    d->title != NULL ? d->title : "-");
			assert_non_null(d->type);
		}
		if (strcmp(buf_string(&got), rows[i].want) != 0)
			fail_msg("%s: %s", rows[i].why, buf_string(&got));
		assert_null(discover_at(found, j));
		discover_free(found);
	}
	discover_free(NULL);
	buf_release(&got);
}

/* A page of nothing but links costs no square of them. */
static void
test_many(void **state)
{
	struct buf html = BUF_INIT;
	struct discover *found;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < 30000; i++)
		buf_addf(&html, "<link rel=alternate " RSS " href=%zu>", i);
	assert_int_equal(discover_parse(&found, html.data, html.len,
	    "text/html", "http://s.example/", &err), 0);
	assert_true(discover_len(found) > 1000);
	discover_free(found);
	buf_release(&html);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_many),
	};

	return cmocka_run_group_tests_name("discover", tests, NULL, NULL);
}
