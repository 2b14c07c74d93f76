/*
 * Reader mode: pages in the manner of the systems that make the web's news,
 * each with the exact text that must come out, and rows for single rules.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/buf.h"
#include "gogai/date.h"
#include "gogai/file.h"
#include "gogai/html.h"
#include "gogai/reader.h"

static const char *
in_folder(char path[1024], const char *variable, const char *name)
{
	const char *top = getenv(variable);

	snprintf(path, 1024, "%s/%s", top == NULL ? "." : top, name);
	return path;
}

static void
read_whole(struct buf *out, const char *path)
{
	struct err err;

	buf_init(out, 0);
	if (file_read(out, path, &err) < 0)
		fail_msg("%s", err.message);
}

static struct reader *
extract(const char *bytes, size_t len, const char *url, const char *excerpt)
{
	struct reader_source source = { .url = url, .excerpt = excerpt };
	struct reader *reader;
	struct err err;

	if (reader_extract(&reader, bytes, len, &source, &err) < 0)
		fail_msg("%s", err.message);
	return reader;
}

static void
assert_text(const struct reader *reader, const char *expected)
{
	const struct reader_page *page = reader_page(reader);
	struct buf text = BUF_INIT;

	reader_text(&text, page->html, page->html_len);
	assert_string_equal(buf_string(&text), expected);
	buf_release(&text);
}

/* The addresses of all links, each ended by a line feed. */
static void
assert_links(const struct reader *reader, const char *expected)
{
	const struct reader_page *page = reader_page(reader);
	const struct html_node *node, *root;
	struct buf links = BUF_INIT;
	struct html *html;

	html_parse_fragment(&html, page->html, page->html_len, NULL);
	root = html_root(html);
	for (node = root; node != NULL; node = html_next(node, root))
		if (html_is(node, "a"))
			buf_addf(&links, "%s\n", html_attr(node, "href"));
	assert_string_equal(buf_string(&links), expected);
	buf_release(&links);
	html_free(html);
}

static void
assert_same(const char *have, const char *want)
{
	assert_string_equal(have == NULL ? "(none)" : have,
	    want == NULL ? "(none)" : want);
}

struct page_row {
	const char *page, *text;	/* files */
	const char *url, *title, *byline, *site, *published, *links;
};

static void
check_page(const struct page_row *row, const char *variable)
{
	char path[1024], at[DATE_RFC3339_MAX];
	struct buf bytes, expected;
	struct reader *reader;
	const struct reader_page *page;

	read_whole(&bytes, in_folder(path, variable, row->page));
	read_whole(&expected, in_folder(path, variable, row->text));
	reader = extract(bytes.data, bytes.len, row->url, NULL);
	page = reader_page(reader);
	assert_text(reader, buf_string(&expected));
	assert_same(page->title, row->title);
	assert_same(page->byline, row->byline);
	assert_same(page->site, row->site);
	if (page->published_at != DATE_NONE)
		date_format_rfc3339(at, page->published_at);
	assert_same(page->published_at != DATE_NONE ? at : NULL,
	    row->published);
	assert_links(reader, row->links);
	reader_free(reader);
	buf_release(&bytes);
	buf_release(&expected);
}

#define DATA(name) "tests/data/reader/" name ".html", \
	"tests/data/reader/" name ".txt"

static void
pages(void **state)
{
	static const struct page_row rows[] = {
		{ DATA("post"), "https://islands.example/ferry/",
		    "A ferry for one village…. and its goats",
		    "Editor of the Day", "Islands Daily",
		    "2025-04-01T22:30:00Z", "http://harbour.example/\n"
		    "https://paper.example/2025/04/01/okihama-boat/\n" },
		{ DATA("reference"), "https://strait.example/2025/04/01/boat/",
		    "Harbour office orders a boat for Okihama",
		    "Staff Writers", "The Strait Times-Herald",
		    "2025-04-01T09:05:00Z",
		    "https://prefecture.example/lines/2025/\n" },
		{ DATA("block-theme"), "https://slowrails.example/tunnels/",
		    "Three tunnels nobody uses", "Mina Sorel", "Slow Rails",
		    "2026-02-11T10:00:00Z",
		    "https://friends.example/open-day\n" },
		{ DATA("paywall"), "https://ledger.example/content/1",
		    "City buys back its water", "Ada Finch, Jun Mori",
		    "The Morning Ledger", "2026-05-19T05:00:00Z", "" },
		{ DATA("portal-ja"), "https://news.example.jp/articles/9",
		    "路面電車の終点に小さな図書館 駅員が本を選ぶ（みなと新報）",
		    NULL, "まちナビニュース", NULL,
		    "https://news.example.jp/photo\n"
		    "https://tram.example.jp/press/1107\n" },
		{ DATA("amp"), "https://crumb.example/2026/loaf?amp",
		    "Bakers agree on the size of a loaf", "Lou Harrow",
		    "The Crumb", "2026-03-03T00:00:00Z", "" },
		{ DATA("bare"), "http://umbrella.example/~me/mend.html",
		    "Notes on mending an umbrella", NULL, NULL, NULL,
		    "http://umbrella.example/~me/kites.html\n" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++)
		check_page(&rows[i], "GOGAI_SRCDIR");
}

/* The page that everything is tested on: read where it stands, not copied. */
static void
seed(void **state)
{
	static const struct page_row rows[] = {
		{ "data/seed-article/page.html",
		    "data/seed-article/expected.txt",
		    "https://japan-360.net/from-japan-to-russia-with-love/",
		    "From Japan to Russia….. With love", "Japan 360 Editor",
		    "Japan 360", "2018-09-13T00:12:44Z",
		    "http://en.kremlin.ru/\nhttps://www.japantimes.co.jp/news/"
		    "2018/09/12/national/politics-diplomacy/putin-surprises-"
		    "abe-proposal-seal-peace-treaty-year-end/\n" },
		{ "data/seed-article/reference.html",
		    "data/seed-article/expected-reference.txt",
		    "https://www.japantimes.co.jp/news/2018/09/12/x/",
		    "Putin surprises Abe with proposal to seal peace treaty "
		    "by year-end", "Staff Report", "The Japan Times",
		    "2018-09-12T10:28:00Z",
		    "https://www.mofa.go.jp/region/europe/russia/territory/\n"
		},
	};
	char path[1024];
	size_t i;

	(void)state;
	if (getenv("GOGAI_SHARED") == NULL ||
	    !file_exists(in_folder(path, "GOGAI_SHARED", rows[0].page)))
		skip();
	for (i = 0; i < CC_COUNT(rows); i++)
		check_page(&rows[i], "GOGAI_SHARED");
}

#define LONG "This paragraph is long enough, and has stops enough, to be " \
	"taken for a part of the text by whoever reads the page. "
#define MORE "A second one stands behind it, with other words, because the " \
	"same words twice would be taken for a slip of the page. "

static void
rules(void **state)
{
	static const struct {
		const char *page, *text, *why;
	} rows[] = {
		{ "<p>" LONG "<p>" MORE, LONG "\n\n" MORE "\n", "nothing" },
		{ "<p>" LONG "<p hidden>" MORE, LONG "\n", "hidden" },
		{ "<p>" LONG "<p style='display : none'>" MORE, LONG "\n",
		    "hidden by style" },
		{ "<article><p>" LONG "</article><div id=comments><p>" MORE
		    "<p>" MORE MORE "<p>" MORE LONG MORE "</div>", LONG "\n",
		    "comments outweigh" },
		{ "<div class='page has-newsletter'><p>" LONG "<p>" MORE
		    "</div>", LONG "\n\n" MORE "\n", "an unlucky wrapper" },
		{ "<h1>A head</h1><p>" LONG "<p>" MORE, LONG "\n\n" MORE "\n",
		    "the title" },
		{ "<div class=body-part><p>" LONG "</div><div class=ad>Buy"
		    "</div><div class=body-part><p>" MORE "</div>",
		    LONG "\n\n" MORE "\n", "two parts" },
		{ "<p>" LONG "<p>" MORE "<h3>Related stories</h3><ul><li>"
		    "<a href=a>One</a><li><a href=b>Two</a></ul>",
		    LONG "\n\n" MORE "\n", "a list under a known heading" },
		{ "<p>" LONG "<p>続きを読む<p>" MORE,
		    LONG "\n\n" MORE "\n", "a line that is a button" },
		{ "<p>" LONG "<p>" MORE "<p>出典：<a href=http://a.example/>"
		    "資料</a>", LONG "\n\n" MORE "\n\n出典：資料\n",
		    "a reference" },
		{ "<p>" LONG "<p class=premium>" MORE "<p class='share'>"
		    "Share this page", LONG "\n\n" MORE "\n", "sharing" },
	};
	struct buf expected = BUF_INIT;
	struct reader *reader;
	size_t i, k;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&expected);
		for (k = 0; rows[i].text[k] != '\0'; k++)
			if (rows[i].text[k] != ' ' ||
			    rows[i].text[k + 1] != '\n')
				buf_addc(&expected, rows[i].text[k]);
		reader = extract(rows[i].page, strlen(rows[i].page),
		    "http://a.example/", NULL);
		assert_text(reader, buf_string(&expected));
		reader_free(reader);
	}
	buf_release(&expected);
}

static void
facts(void **state)
{
	static const struct {
		const char *page, *title, *byline, *why;
	} rows[] = {
		{ "<title>A long day | My Paper</title><meta "
		    "property=og:site_name content='My Paper'>", "A long day",
		    NULL, "the site said its name" },
		{ "<title>My Paper: A long day</title><h1>A long day</h1>",
		    "A long day", NULL, "a heading says which part" },
		{ "<title>Up - down - Paper</title>", "Up - down", NULL,
		    "a short last part" },
		{ "<title>Well-known words</title>", "Well-known words", NULL,
		    "no separator" },
		{ "<title>T</title><p class=byline>By Kim Day | 4 May 2021",
		    "T", "Kim Day", "without its date" },
		{ "<title>T</title><meta name=author content="
		    "'https://a.example/kim'>", "T", NULL, "an address" },
		{ "<script type=application/ld+json>{\"@type\":\"Article\","
		    "\"headline\":\"A \\u201cb\\u201d \\ud83d\\ude42\","
		    "\"author\":[\"X\",{\"name\":\"Y\"}],}</script>",
		    "A “b” 🙂", "X, Y", "JSON with a comma too many" },
		{ "<title>T</title><script type=application/ld+json>"
		    "{\"@graph\":[{\"@type\":\"Person\",\"name\":\"No\"},"
		    "{\"author\":{\"name\":\"Yes\"},\"@type\":[\"News\","
		    "\"NewsArticle\"]}]", "T", "Yes", "JSON, cut off" },
	};
	struct buf page = BUF_INIT;
	struct reader *reader;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&page);
		buf_addf(&page, "%s</script><body><p>" LONG "<p>" MORE,
		    rows[i].page);
		reader = extract(page.data, page.len, NULL, NULL);
		assert_same(reader_page(reader)->title, rows[i].title);
		assert_same(reader_page(reader)->byline, rows[i].byline);
		reader_free(reader);
	}
	buf_release(&page);
}

static void
evidence(void **state)
{
	static const char page[] = "<div><p>" LONG LONG "<p>" LONG LONG
	    "</div><main><p>" MORE "</main>";
	struct reader *reader;

	(void)state;
	reader = extract(page, sizeof page - 1, NULL, "<p>" MORE "</p>");
	assert_non_null(strstr(reader_page(reader)->html, "A second one"));
	assert_non_null(reader_page(reader)->how);
	assert_non_null(strstr(reader_page(reader)->explain, "main"));
	reader_free(reader);
}

static void
wants(void **state)
{
	static const char page[] = "<link rel=amphtml href=/amp>"
	    "<link rel=canonical href=/c><html lang=ar dir=rtl><p>" LONG;
	const struct reader_page *found;
	struct reader *reader;

	(void)state;
	reader = extract(page, sizeof page - 1, "http://a.example/x", NULL);
	found = reader_page(reader);
	assert_int_equal(found->n_wants, 1);
	assert_string_equal(found->wants[0], "http://a.example/amp");
	assert_string_equal(found->canonical, "http://a.example/c");
	assert_string_equal(found->language, "ar");
	assert_string_equal(found->dir, "rtl");
	reader_free(reader);
}

static void
not_articles(void **state)
{
	static const char *const rows[] = { "", "\0\0", "<p>Log in",
	    "<nav>" LONG "</nav>", "<script>" LONG "</script>" };
	struct reader_source source = { 0 };
	struct reader *reader;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		assert_int_equal(reader_extract(&reader, rows[i],
		    strlen(rows[i]), &source, &err), -1);
		assert_int_equal(err.code, ERR_NOT_ARTICLE);
		assert_null(reader);
	}
	reader_free(NULL);
}

static void
text(void **state)
{
	static const struct {
		const char *html, *text, *why;
	} rows[] = {
		{ "", "", "nothing" },
		{ "<p>a</p><p>b</p>", "a\n\nb\n", "paragraphs" },
		{ "<p>a</p><p>&nbsp;</p><p>b</p>", "a\n\nb\n", "an empty one" },
		{ "<p>a&nbsp;b</p>", "a\xC2\xA0" "b\n", "between words" },
		{ "<p>　一　二</p>", "一　二\n", "an indent" },
		{ "<p>a<br>b</p>", "a\nb\n", "a break" },
		{ "<ul><li>a</li><li>b</li></ul>", "- a\n- b\n", "a list" },
		{ "<ol start=3><li>a<li><p>b</ol>", "3. a\n4. b\n",
		    "a list with numbers" },
		{ "<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字</ruby>",
		    "漢字\n", "a ruby" },
		{ "<p>a</p><pre>\n x\n  y\n\n</pre><p>b</p>",
		    "a\n\n x\n  y\n\nb\n", "spaces kept" },
		{ "<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc\n",
		    "rows" },
		{ "<figure><img src=a><figcaption>c</figcaption></figure>d",
		    "c\n\nd\n", "a caption" },
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&out);
		reader_text(&out, rows[i].html, strlen(rows[i].html));
		assert_string_equal(buf_string(&out), rows[i].text);
	}
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages),
		cmocka_unit_test(seed),
		cmocka_unit_test(rules),
		cmocka_unit_test(facts),
		cmocka_unit_test(evidence),
		cmocka_unit_test(wants),
		cmocka_unit_test(not_articles),
		cmocka_unit_test(text),
	};

	return cmocka_run_group_tests_name("reader", tests, NULL, NULL);
}
