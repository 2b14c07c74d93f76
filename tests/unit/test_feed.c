/*
 * feed.h: whole documents against the text beside them, then rows.
 *
 * tests/data/feed/X is parsed as if it came from https://base.example/feed/
 * and written out as text; X.txt is what must come out. GOGAI_UPDATE=1 writes
 * the texts anew; their diff is read like code.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/bounds.h"
#include "gogai/buf.h"
#include "gogai/date.h"
#include "gogai/feed.h"

#define BASE "https://base.example/feed/"

/* ---- documents to text */

static void
put(struct buf *out, const char *key, const char *value)
{
	if (value != NULL)
		buf_addf(out, "%s: %s\n", key, value);
}

static void
put_time(struct buf *out, const char *key, time_t at)
{
	char text[DATE_RFC3339_MAX];

	if (at == DATE_NONE)
		return;
	date_format_rfc3339(text, at);
	put(out, key, text);
}

static void
put_number(struct buf *out, const char *key, int64_t n)
{
	if (n >= 0)
		buf_addf(out, "%s: %lld\n", key, (long long)n);
}

static void
put_info(struct buf *out, const struct feed_info *info)
{
	put(out, "type", info->type);
	put(out, "title", info->title);
	put(out, "link", info->link);
	put(out, "description", info->description);
	put(out, "language", info->language);
	put(out, "author", info->author);
	put(out, "self", info->self);
	put(out, "hub", info->hub);
	put(out, "icon", info->icon);
	put_time(out, "updated", info->updated_at);
	put_number(out, "ttl", info->ttl_secs);
	if (info->skip_hours != 0)
		buf_addf(out, "skip hours: %x\n", (unsigned)info->skip_hours);
	if (info->skip_days != 0)
		buf_addf(out, "skip days: %x\n", (unsigned)info->skip_days);
}

static void
put_parts(struct buf *out, const struct article *a)
{
	size_t i;

	for (i = 0; i < a->n_categories; i++)
		put(out, "  category", a->categories[i]);
	for (i = 0; i < a->n_enclosures; i++) {
		put(out, "  enclosure", a->enclosures[i].url);
		put(out, "    type", a->enclosures[i].type);
		put_number(out, "    length", a->enclosures[i].length);
		put_number(out, "    secs", a->enclosures[i].secs);
	}
	for (i = 0; i < a->n_links; i++)
		buf_addf(out, "  link %s: %s (%s)\n", a->links[i].rel,
		    a->links[i].href, a->links[i].type == NULL ? "" :
		    a->links[i].type);
}

static void
put_article(struct buf *out, const struct article *a)
{
	put(out, "\narticle", a->id);
	put(out, "  title", a->title);
	put(out, "  link", a->link);
	put(out, "  author", a->author);
	put(out, "  language", a->language);
	put_time(out, "  published", a->published_at);
	put_time(out, "  updated", a->updated_at);
	put(out, "  comments", a->comments);
	put_parts(out, a);
	put(out, "  summary", a->summary);
	put(out, "  content", a->content);
	if (feed_is_excerpt(a))
		buf_adds(out, "  an excerpt\n");
}

static void
put_feed(struct buf *out, const struct feed *feed)
{
	size_t i;

	put_info(out, feed_info(feed));
	for (i = 0; i < feed_n_articles(feed); i++)
		put_article(out, feed_article(feed, i));
	for (i = 0; i < feed_n_notes(feed); i++)
		put(out, "\nnote", feed_note(feed, i));
}

static struct feed *
parse(const char *bytes, size_t len, const struct feed_source *source)
{
	struct feed *feed = NULL;
	struct err err;

	err_clear(&err);
	if (feed_parse(&feed, bytes, len, source, &err) < 0)
		fail_msg("%s", err.message);
	return feed;
}

static struct feed *
parse_text(const char *text)
{
	return parse(text, strlen(text), NULL);
}

/* ---- documents */

static void
read_whole(struct buf *out, const char *path)
{
	char piece[4096];
	FILE *f = fopen(path, "rb");
	size_t n;

	if (f == NULL)
		fail_msg("cannot open %s", path);
	buf_init(out, BOUND_FEED_BYTES);
	while ((n = fread(piece, 1, sizeof(piece), f)) > 0)
		buf_add(out, piece, n);
	fclose(f);
}

static void
write_whole(const char *path, const struct buf *text)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	fwrite(text->data, 1, text->len, f);
	fclose(f);
}

static void
test_documents(void **state)
{
	static const char *const names[] = {
		"seed-twin.xml", "rss20-modules.xml", "rss-odd.xml",
		"rdf.xml", "sjis.xml", "atom10.xml", "atom03.xml", "cdf.xml",
		"feed.json", "broken.json", "same-ids.xml", "damaged.xml",
	};
	static const struct feed_source source = { .base_url = BASE };
	const char *top = getenv("GOGAI_SRCDIR");
	struct buf bytes, expected, got = BUF_INIT;
	struct feed *feed;
	char path[1024];
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(names); i++) {
		snprintf(path, sizeof(path), "%s/tests/data/feed/%s",
		    top == NULL ? "." : top, names[i]);
		read_whole(&bytes, path);
		feed = parse(buf_string(&bytes), bytes.len, &source);
		buf_clear(&got);
		put_feed(&got, feed);
		feed_free(feed);
		buf_release(&bytes);
		memcpy(path + strlen(path), ".txt", 5);
		if (getenv("GOGAI_UPDATE") != NULL)
			write_whole(path, &got);
		read_whole(&expected, path);
		assert_string_equal(buf_string(&got), buf_string(&expected));
		buf_release(&expected);
	}
	buf_release(&got);
}

/* The page that everything is tested on: read where it stands, not copied. */
static void
test_seed(void **state)
{
	const char *shared = getenv("GOGAI_SHARED");
	const struct article *a;
	struct feed *feed;
	struct buf bytes;
	char path[1024];
	FILE *f;

	(void)state;
	snprintf(path, sizeof(path), "%s/data/seed-article/feed.xml",
	    shared == NULL ? "" : shared);
	f = fopen(path, "r");
	if (f == NULL)
		skip();
	fclose(f);
	read_whole(&bytes, path);
	feed = parse(buf_string(&bytes), bytes.len, NULL);
	assert_string_equal(feed_info(feed)->title, "Japan 360");
	assert_string_equal(feed_info(feed)->link, "https://japan-360.net");
	assert_string_equal(feed_info(feed)->self,
	    "https://japan-360.net/feed/");
	assert_int_equal(feed_n_articles(feed), 5);
	a = feed_article(feed, 1);
	assert_string_equal(a->title, "From Japan to Russia….. With love");
	assert_string_equal(a->id, "https://japan-360.net/?p=4183");
	assert_string_equal(a->author, "Japan 360 Editor");
	assert_int_equal(a->published_at, 1536797564);
	assert_int_equal(a->n_categories, 3);
	assert_string_equal(a->categories[2], "Vladimir Putin");
	assert_non_null(strstr(a->summary, "[…]</p>"));
	assert_null(strstr(a->summary, "appeared first on"));
	assert_true(feed_is_excerpt(a));
	assert_true(feed_is_excerpt(feed_article(feed, 2)));
	a = feed_article(feed, 4);
	assert_string_equal(a->title, "「喫茶店」 A kissaten opens in Kanda");
	assert_non_null(strstr(a->summary, "Mondays &amp; Tuesdays"));
	feed_free(feed);
	buf_release(&bytes);
}

/* ---- rows */

/* An RSS item made of one element, and what the item's field must be. */
static struct feed *
parse_item(const char *inside)
{
	struct buf text = BUF_INIT;
	struct feed *feed;

	buf_addf(&text, "<rss><channel><item>%s</item></channel></rss>",
	    inside);
	feed = parse_text(buf_string(&text));
	buf_release(&text);
	assert_int_equal(feed_n_articles(feed), 1);
	return feed;
}

static void
check(const char *got, const char *want, const char *reason)
{
	if (want == NULL ? got != NULL : got == NULL || strcmp(got, want) != 0)
		fail_msg("%s: want \"%s\", got \"%s\"", reason,
		    want == NULL ? "(none)" : want,
		    got == NULL ? "(none)" : got);
}

static void
test_titles(void **state)
{
	static const struct {
		const char *xml, *title, *reason;
	} rows[] = {
		{ "Q&amp;A", "Q&A", "escaped once" },
		{ "Q&amp;amp;A", "Q&A", "escaped twice" },
		{ "5 &lt; 10", "5 < 10", "no tag" },
		{ "&lt;b&gt;Bold&lt;/b&gt; word", "Bold word", "escaped tag" },
		{ "<![CDATA[<b>Bold</b> word]]>", "Bold word", "CDATA" },
		{ "<b>Bold</b> word", "Bold word", "naked tag" },
		{ "&lt;続報&gt; 雨", "<続報> 雨", "no name of a tag" },
		{ "  a\n\t b　c ", "a b c", "white space" },
		{ "a&#x1b;[31mb\xe2\x80\xae" "c", "a[31mbc", "controls" },
		{ "don\xc2\x92t", "don’t", "windows-1252 in UTF-8" },
		{ "", NULL, "empty" },
	};
	struct feed *feed;
	struct buf xml = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&xml);
		buf_addf(&xml, "<title>%s</title>", rows[i].xml);
		feed = parse_item(buf_string(&xml));
		check(feed_article(feed, 0)->title, rows[i].title,
		    rows[i].reason);
		feed_free(feed);
	}
	buf_release(&xml);
}

static void
test_authors(void **state)
{
	static const struct {
		const char *xml, *author, *reason;
	} rows[] = {
		{ "me@x.example (Mio Tanabe)", "Mio Tanabe", "RSS 2.0" },
		{ "Mio Tanabe &lt;me@x.example&gt;", "Mio Tanabe", "mail" },
		{ "Mio Tanabe (me@x.example)", "Mio Tanabe", "turned round" },
		{ "me@x.example", "me@x.example", "a mail address alone" },
		{ "Mio (the younger)", "Mio (the younger)", "no address" },
		{ "Food &amp;amp; Drink", "Food & Drink", "escaped twice" },
		{ "&lt;p&gt;", "<p>", "names have no tags" },
		{ "<name>Mio</name><email>m@x.example</email>", "Mio",
		    "Atom's in RSS" },
	};
	struct feed *feed;
	struct buf xml = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&xml);
		buf_addf(&xml, "<author>%s</author>", rows[i].xml);
		feed = parse_item(buf_string(&xml));
		check(feed_article(feed, 0)->author, rows[i].author,
		    rows[i].reason);
		feed_free(feed);
	}
	buf_release(&xml);
}

static void
test_links(void **state)
{
	static const struct {
		const char *xml, *link, *reason;
	} rows[] = {
		{ "<link>http://a.example/x</link>", "http://a.example/x",
		    "plain" },
		{ "<guid>http://a.example/g</guid>", "http://a.example/g",
		    "the guid is the link" },
		{ "<guid isPermaLink='false'>http://a.example/g</guid>", NULL,
		    "it says that it is none" },
		{ "<guid>g-1</guid>", NULL, "no address" },
		{ "<guid>http://a.example/g</guid>"
		    "<link>http://a.example/x</link>", "http://a.example/x",
		    "the link goes first" },
		{ "<link href='http://a.example/h'/>", "http://a.example/h",
		    "as in Atom" },
		{ "<link> javascript:x() </link>", NULL, "a script" },
		{ "<link>data:text/html,x</link>", NULL, "data" },
		{ "<link>feed:https://a.example/</link>",
		    "https://a.example/", "feed: in front" },
		{ "<image><link>http://a.example/i</link></image>", NULL,
		    "of another element" },
	};
	struct feed *feed;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		feed = parse_item(rows[i].xml);
		check(feed_article(feed, 0)->link, rows[i].link,
		    rows[i].reason);
		feed_free(feed);
	}
}

static void
test_zones(void **state)
{
	static const struct {
		const char *language, *zone, *date, *want, *reason;
	} rows[] = {
		{ "en", NULL, "2026-10-05 09:00", "2026-10-05T09:00:00Z",
		    "UTC" },
		{ "ja", NULL, "2026-10-05 09:00", "2026-10-05T00:00:00Z",
		    "Japanese feed" },
		{ "ja-JP", NULL, "2026-10-05 09:00", "2026-10-05T00:00:00Z",
		    "with a country" },
		{ "jav", NULL, "2026-10-05 09:00", "2026-10-05T09:00:00Z",
		    "Javanese" },
		{ "en", NULL, "2026年10月5日 9時00分", "2026-10-05T00:00:00Z",
		    "Japanese form" },
		{ "en", "Asia/Tokyo", "2026-10-05 09:00",
		    "2026-10-05T00:00:00Z", "named by the user" },
		{ "ja", "-03:30", "2026-10-05 09:00", "2026-10-05T12:30:00Z",
		    "an offset" },
		{ "ja", NULL, "2026-10-05T09:00:00Z", "2026-10-05T09:00:00Z",
		    "the date's own zone" },
		{ "ja", NULL, "soon", NULL, "nonsense is no date" },
	};
	struct feed_source source = { 0 };
	char got[DATE_RFC3339_MAX];
	const struct article *a;
	struct feed *feed;
	struct buf xml = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&xml);
		buf_addf(&xml, "<rss><channel><item><pubDate>%s</pubDate>"
		    "</item><language>%s</language></channel></rss>",
		    rows[i].date, rows[i].language);
		source.zone = rows[i].zone;
		feed = parse(buf_string(&xml), xml.len, &source);
		a = feed_article(feed, 0);
		if (a->published_at != DATE_NONE)
			date_format_rfc3339(got, a->published_at);
		check(a->published_at == DATE_NONE ? NULL : got,
		    rows[i].want, rows[i].reason);
		feed_free(feed);
	}
	buf_release(&xml);
}

static void
test_bodies(void **state)
{
	static const struct {
		const char *xml, *summary, *content, *reason;
	} rows[] = {
		{ "<description>5 &lt; 6 &amp; 7</description>",
		    "5 &lt; 6 &amp; 7", NULL, "text" },
		{ "<description>&lt;p&gt;x&lt;/p&gt;</description>",
		    "<p>x</p>", NULL, "escaped HTML" },
		{ "<description>one\n\ntwo</description>",
		    "<p>one</p>\n<p>two</p>", NULL, "paragraphs of text" },
		{ "<description>a <![CDATA[<b>b</b>]]> c</description>",
		    "a <b>b</b> c", NULL, "mixed" },
		{ "<encoded xmlns='http://purl.org/rss/1.0/modules/content/'>"
		    "&lt;i&gt;x&lt;/i&gt;</encoded>", NULL, "<i>x</i>",
		    "content module" },
		{ "<body xmlns='http://www.w3.org/1999/xhtml'><p>x &lt; y"
		    "</p></body>", NULL, "<p>x &lt; y</p>", "XHTML body" },
		{ "<description>&lt;p&gt;x […]&lt;/p&gt;&lt;p&gt;The post "
		    "&lt;a href='http://a.example/'&gt;T&lt;/a&gt; appeared "
		    "first on &lt;a href='http://a.example/'&gt;B&lt;/a&gt;."
		    "&lt;/p&gt;</description>", "<p>x […]</p>", NULL,
		    "WordPress's last words" },
		{ "<description>&lt;p&gt;x […]&lt;/p&gt;&lt;p&gt;投稿 "
		    "&lt;a href='http://a.example/'&gt;題&lt;/a&gt; は "
		    "&lt;a href='http://a.example/'&gt;B&lt;/a&gt; に最初に"
		    "表示されました。&lt;/p&gt;</description>",
		    "<p>x […]</p>", NULL, "the same in Japanese" },
		{ "<description>&lt;p&gt;The post that appeared first on "
		    "the list&lt;/p&gt;&lt;p&gt;was mine&lt;/p&gt;"
		    "</description>", "<p>The post that appeared first on the "
		    "list</p><p>was mine</p>", NULL, "not at the end" },
	};
	const struct article *a;
	struct feed *feed;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		feed = parse_item(rows[i].xml);
		a = feed_article(feed, 0);
		check(a->summary, rows[i].summary, rows[i].reason);
		check(a->content, rows[i].content, rows[i].reason);
		feed_free(feed);
	}
}

static void
test_excerpts(void **state)
{
	static char whole[1500];
	const struct {
		const char *summary, *content;
		bool excerpt;
		const char *reason;
	} rows[] = {
		{ NULL, NULL, true, "nothing" },
		{ "<p>A few words.</p>", NULL, true, "short, no content" },
		{ whole, NULL, false, "long" },
		{ NULL, "<p>A few words.</p>", false, "content, if short" },
		{ NULL, "<p> </p>", true, "empty content" },
		{ NULL, "<p>Words [&#8230;]</p>", true, "[…]" },
		{ NULL, "<p>Words...</p>", true, "full stops" },
		{ NULL, "<p>Words <a href='x'>Read more →</a></p>", true,
		    "a link to the rest" },
		{ NULL, "<p>言葉。<a href='x'>続きを読む</a></p>", true,
		    "in Japanese" },
		{ NULL, "<p>Words</p><p>The post x appeared first on y.</p>",
		    true, "not taken off" },
		{ NULL, "<p>We want no more</p>", false, "only a word" },
	};
	struct article a = { 0 };
	size_t i;

	(void)state;
	memset(whole, 'x', sizeof(whole) - 1);
	for (i = 0; i < CC_COUNT(rows); i++) {
		a.summary = rows[i].summary;
		a.content = rows[i].content;
		if (feed_is_excerpt(&a) != rows[i].excerpt)
			fail_msg("%s", rows[i].reason);
	}
}

static void
test_not_feeds(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *words;
	} rows[] = {
#define NOT(bytes, words) { bytes, sizeof(bytes) - 1, words }
		NOT("", "empty"),
		NOT(" \n\t", "empty"),
		NOT("\x1f\x8b\x08\0\0", "gzip data"),
		NOT("%PDF-1.7", "a PDF document"),
		NOT("<!DOCTYPE html><title>x</title>",
		    "an HTML page, and it names no feed"),
		NOT("<html><head><link rel='alternate' "
		    "type='application/rss+xml' href='/f.xml'>"
		    "<link rel=alternate type=application/atom+xml "
		    "href='http://b.example/a'></head></html>",
		    "an HTML page; it names these feeds: "
		    "https://base.example/f.xml http://b.example/a"),
		NOT("<?xml version='1.0'?><urlset/>",
		    "XML, but no known feed element: <urlset>"),
		NOT("<?xml version='1.0'?><rdf:RDF xmlns:rdf="
		    "'http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
		    "<Person/></rdf:RDF>",
		    "XML, but no known feed element: <RDF>"),
		NOT("{\"a\": 1}", "JSON, but no JSON Feed"),
		NOT("just words", "neither XML nor JSON"),
#undef NOT
	};
	static const struct feed_source source = { .base_url = BASE };
	struct feed *feed = NULL;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		err_clear(&err);
		assert_int_equal(feed_parse(&feed, rows[i].bytes, rows[i].len,
		    &source, &err), -1);
		assert_int_equal(err.code, ERR_NOT_FEED);
		assert_string_equal(err.message, rows[i].words);
	}
}

/* One after the other: ids stay what they are when an article comes on top. */
static void
test_ids_are_stable(void **state)
{
	static const char older[] = "<item><title>B</title>"
	    "<link>http://i.example/b</link><guid>same</guid></item>"
	    "<item><title>C</title><link>http://i.example/c</link>"
	    "<guid>same</guid></item>";
	struct buf text = BUF_INIT;
	struct feed *before, *after;
	size_t i;

	(void)state;
	buf_addf(&text, "<rss><channel>%s</channel></rss>", older);
	before = parse_text(buf_string(&text));
	buf_clear(&text);
	buf_addf(&text, "<rss><channel><item><title>A</title>"
	    "<link>http://i.example/a</link><guid>same</guid></item>"
	    "%s</channel></rss>", older);
	after = parse_text(buf_string(&text));
	assert_int_equal(feed_n_articles(after), 3);
	for (i = 0; i < 2; i++)
		assert_string_equal(feed_article(before, i)->id,
		    feed_article(after, i + 1)->id);
	feed_free(before);
	feed_free(after);
	buf_release(&text);
}

static void
test_every_truncation(void **state)
{
	static const char text[] =
	    "<rss version='2.0'><channel><title>T</title>"
	    "<item><guid>1</guid><title>One</title></item>"
	    "<item><guid>2</guid><description><![CDATA[<p>Two]]>"
	    "</description></item></channel></rss>";
	const char *first_end = strstr(text, "</item>") + strlen("</item>");
	struct feed *feed;
	size_t len;

	(void)state;
	for (len = 20; len < sizeof(text); len++) {
		feed = parse(text, len, NULL);
		if (text + len >= first_end) {
			assert_in_range(feed_n_articles(feed), 1, 2);
			assert_string_equal(feed_article(feed, 0)->id, "1");
		}
		feed_free(feed);
	}
}

static void
test_entity_bomb(void **state)
{
	struct buf text = BUF_INIT;
	struct feed *feed = NULL;
	struct err err;
	int i;

	(void)state;
	buf_adds(&text, "<!DOCTYPE rss [<!ENTITY a0 'ha'>");
	for (i = 1; i < 30; i++)
		buf_addf(&text, "<!ENTITY a%d '&a%d;&a%d;&a%d;'>", i, i - 1,
		    i - 1, i - 1);
	buf_adds(&text, "]><rss><channel><title>&a29;</title></channel></rss>");
	err_clear(&err);
	assert_int_equal(feed_parse(&feed, buf_string(&text), text.len, NULL,
	    &err), -1);
	assert_int_equal(err.code, ERR_BOUND);
	buf_release(&text);
}

static void
test_too_many_bytes(void **state)
{
	static char filler[1000];
	struct buf text = BUF_INIT;
	struct feed *feed;
	unsigned n = 0;

	(void)state;
	memset(filler, 'x', sizeof(filler) - 1);
	buf_adds(&text, "<rss><channel><title>Large</title>");
	while (text.len < BOUND_FEED_BYTES + 5000)
		buf_addf(&text, "<item><guid>%u</guid><title>%s</title>"
		    "</item>", n++, filler);
	feed = parse(buf_string(&text), text.len, NULL);
	assert_in_range(feed_n_articles(feed), n - 10, n - 1);
	assert_int_equal(feed_n_notes(feed), 2);
	assert_string_equal(feed_note(feed, 0),
	    "more than 32 MB: cut after an article");
	feed_free(feed);
	buf_release(&text);
}

static void
test_too_many_items(void **state)
{
	struct buf text = BUF_INIT;
	struct feed *feed;
	unsigned i;

	(void)state;
	buf_adds(&text, "<rss><channel>");
	for (i = 0; i < BOUND_FEED_ITEMS + 10; i++)
		buf_adds(&text, "<item/>");
	feed = parse(buf_string(&text), text.len, NULL);
	assert_int_equal(feed_n_articles(feed), BOUND_FEED_ITEMS);
	feed_free(feed);
	buf_release(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_documents),
		cmocka_unit_test(test_seed),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_authors),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_zones),
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_excerpts),
		cmocka_unit_test(test_not_feeds),
		cmocka_unit_test(test_ids_are_stable),
		cmocka_unit_test(test_every_truncation),
		cmocka_unit_test(test_entity_bomb),
		cmocka_unit_test(test_too_many_bytes),
		cmocka_unit_test(test_too_many_items),
	};

	return cmocka_run_group_tests_name("feed", tests, NULL, NULL);
}
