/*
 * opml.h: lists of feeds, as others write them and as we do.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/opml.h"

#define HEAD "<opml version=\"2.0\"><head><title>t</title></head><body>"
#define TAIL "</body></opml>"

struct row {
	const char *why;
	const char *text;
	const char *want;	/* url|title|group|ticked, a line each */
};

static const struct row rows[] = {
	{ "nothing", HEAD TAIL, "" },
	{ "a feed", HEAD "<outline type='rss' text='A' "
	    "xmlUrl='http://a/'/>" TAIL, "http://a/|A|-|on\n" },
	{ "title before text", HEAD "<outline text='x' title='A' "
	    "xmlUrl='http://a/'/>" TAIL, "http://a/|A|-|on\n" },
	{ "no title at all", HEAD "<outline xmlUrl='http://a/'/>" TAIL,
	    "http://a/|-|-|on\n" },
	{ "names in any case", "<OPML><Body><Outline TEXT='A' "
	    "xmlURL='http://a/'/></Body></OPML>", "http://a/|A|-|on\n" },
	{ "groups", HEAD "<outline text='G'><outline text='A' "
	    "xmlUrl='http://a/'/></outline><outline text='B' "
	    "xmlUrl='http://b/'/>" TAIL,
	    "http://a/|A|G|on\nhttp://b/|B|-|on\n" },
	{ "groups in groups", HEAD "<outline text='G'><outline text='H'>"
	    "<outline xmlUrl='http://a/'/></outline><outline "
	    "xmlUrl='http://b/'/></outline>" TAIL,
	    "http://a/|-|G/H|on\nhttp://b/|-|G|on\n" },
	{ "a group without a name", HEAD "<outline><outline "
	    "xmlUrl='http://a/'/></outline>" TAIL, "http://a/|-|-|on\n" },
	{ "a feed inside a feed is beside it", HEAD "<outline text='A' "
	    "xmlUrl='http://a/'><outline xmlUrl='http://b/'/></outline>" TAIL,
	    "http://a/|A|-|on\nhttp://b/|-|-|on\n" },
	{ "not ticked", HEAD "<outline category='/x,gogai:off' "
	    "xmlUrl='http://a/'/>" TAIL, "http://a/|-|-|off\n" },
	{ "entities", HEAD "<outline text='A &amp; B &lt;x&gt; &#x8a18;' "
	    "xmlUrl='http://a/?x=1&amp;y=2'/>" TAIL,
	    "http://a/?x=1&y=2|A & B <x> 記|-|on\n" },
	{ "a bare ampersand", HEAD "<outline text='A & B' "
	    "xmlUrl='http://a/?x=1&y=2'/>" TAIL,
	    "http://a/?x=1&y=2|A & B|-|on\n" },
	{ "control characters and line breaks", HEAD "<outline "
	    "text='A&#10;B\x1b[2J' xmlUrl=' http://a/\n'/>" TAIL,
	    "http://a/|A B[2J|-|on\n" },
	{ "an empty address is a group", HEAD "<outline text='G' xmlUrl=''>"
	    "<outline xmlUrl='http://a/'/></outline>" TAIL,
	    "http://a/|-|G|on\n" },
	{ "cut in the middle", HEAD "<outline text='G'><outline text='A' "
	    "xmlUrl='http://a/'/><outline text='B' xmlU",
	    "http://a/|A|G|on\n" },
	{ "ends that are missing", HEAD "<outline text='G'><outline "
	    "text='A' xmlUrl='http://a/'></body></opml>",
	    "http://a/|A|G|on\n" },
	{ "Shift_JIS", "<?xml version='1.0' encoding='Shift_JIS'?>" HEAD
	    "<outline text='\x93\xfa\x96\x7b' xmlUrl='http://a/'/>" TAIL,
	    "http://a/|日本|-|on\n" },
};

static void
describe(struct buf *out, const struct opml *opml)
{
	size_t i;

	for (i = 0; i < opml_len(opml); i++) {
		const struct opml_feed *f = opml_at(opml, i);

		buf_addf(out, "%s|%s|%s|%s\n", f->url,
		    f->title != NULL ? f->title : "-",
		    f->group != NULL ? f->group : "-",
		    f->ticked ? "on" : "off");
	}
}

static void
test_parse(void **state)
{
	struct buf got = BUF_INIT;
	struct opml *opml;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		err_clear(&err);
		if (opml_parse(&opml, rows[i].text, strlen(rows[i].text),
		    &err) < 0)
			fail_msg("%s: %s", rows[i].why, err.message);
		buf_clear(&got);
		describe(&got, opml);
		if (strcmp(buf_string(&got), rows[i].want) != 0)
			fail_msg("%s: %s", rows[i].why, buf_string(&got));
		assert_null(opml_at(opml, opml_len(opml)));
		opml_free(opml);
	}
	opml_free(NULL);
	buf_release(&got);
}

static void
test_no_opml(void **state)
{
	static const char *const texts[] = {
		"", "words", "<rss version='2.0'><channel/></rss>",
		"<html><body><outline xmlUrl='http://a/'></body></html>",
		"http://a.example/feed\n",
	};
	struct opml *opml;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(texts); i++) {
		err_clear(&err);
		assert_int_equal(opml_parse(&opml, texts[i],
		    strlen(texts[i]), &err), -1);
		assert_int_equal(err.code, ERR_MALFORMED);
	}
}

/* Nested beyond all bounds, and back again. */
static void
test_deep(void **state)
{
	struct buf text = BUF_INIT, got = BUF_INIT;
	struct opml *opml;
	struct err err;
	size_t i;

	(void)state;
	buf_adds(&text, HEAD);
	for (i = 0; i < 2000; i++)
		buf_adds(&text, "<outline text='g'>");
	buf_adds(&text, "<outline text='deep' xmlUrl='http://a/'/>");
	for (i = 0; i < 2000; i++)
		buf_adds(&text, "</outline>");
	buf_adds(&text, "<outline text='B' xmlUrl='http://b/'/>" TAIL);
	assert_int_equal(opml_parse(&opml, text.data, text.len, &err), 0);
	describe(&got, opml);
	assert_non_null(strstr(buf_string(&got), "http://b/|B|-|on\n"));
	opml_free(opml);
	buf_release(&text);
	buf_release(&got);
}

static void
test_bomb(void **state)
{
	static const char text[] = "<!DOCTYPE opml [<!ENTITY a 'aaaaaaaaaa'>"
	    "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
	    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
	    "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
	    "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>"
	    "<!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>"
	    "<!ENTITY g '&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;'>]>"
	    "<opml><body><outline text='&g;&g;' xmlUrl='http://a/'/>"
	    "</body></opml>";
	struct opml *opml;
	struct err err;

	(void)state;
	err_clear(&err);
	assert_int_equal(opml_parse(&opml, text, sizeof(text) - 1, &err), -1);
	assert_int_equal(err.code, ERR_BOUND);
}

static const struct opml_feed feeds[] = {
	{ "http://a.example/?x=1&y=2", "A \"quoted\" <title> & more",
	    "http://a.example/", "ja", NULL, true },
	{ "http://b.example/", NULL, NULL, NULL, "Japan/News", true },
	{ "http://c.example/", "朝刊", NULL, "ja", "Japan/News", false },
	{ "http://d.example/", "D", NULL, NULL, "Other & more", true },
};

static void
test_round_trip(void **state)
{
	struct buf text = BUF_INIT, again = BUF_INIT;
	struct opml *opml;
	struct err err;
	size_t i;

	(void)state;
	opml_format(&text, "Mine & yours", feeds, CC_COUNT(feeds));
	assert_int_equal(opml_parse(&opml, text.data, text.len, &err), 0);
	assert_int_equal(opml_len(opml), CC_COUNT(feeds));
	for (i = 0; i < CC_COUNT(feeds); i++) {
		const struct opml_feed *a = &feeds[i], *b = opml_at(opml, i);

		assert_string_equal(b->url, a->url);
		/* One without a title is called by its address. */
		assert_string_equal(b->title,
		    a->title != NULL ? a->title : a->url);
		assert_int_equal(b->ticked, a->ticked);
		if (a->group != NULL)
			assert_string_equal(b->group, a->group);
		else
			assert_null(b->group);
		if (a->language != NULL)
			assert_string_equal(b->language, a->language);
		if (a->site != NULL)
			assert_string_equal(b->site, a->site);
	}
	opml_format(&again, "none", NULL, 0);
	assert_non_null(strstr(again.data, "<body>\n  </body>\n</opml>\n"));
	opml_free(opml);
	buf_release(&text);
	buf_release(&again);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_no_opml),
		cmocka_unit_test(test_deep),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_round_trip),
	};

	return cmocka_run_group_tests_name("opml", tests, NULL, NULL);
}
