/*
 * robots.h: the examples of RFC 9309, and what real files make of it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/buf.h"
#include "gogai/robots.h"

#define ALL "User-agent: *\n"
#define OURS "User-agent: gogai\n"

struct row {
	const char *why;
	const char *text;
	const char *path;	/* behind http://a.example */
	bool allowed;
};

/* RFC 9309 §5.1, with our token for "foobot". */
#define SIMPLE \
	ALL "Disallow: *.gif$\nDisallow: /example/\n" \
	"Allow: /publications/\n\n" \
	OURS "Disallow:/\nAllow:/example/page.html\n" \
	"Allow:/example/allowed.gif\n\n" \
	"User-Agent: barbot\nUser-Agent: bazbot\n" \
	"Disallow: /example/page.html\n\n" \
	"User-Agent: quxbot\n"

/* RFC 9309 §5.2. */
#define LONGEST OURS "Allow: /example/page/\n" \
	"Disallow: /example/page/disallowed.gif\n"

static const struct row rows[] = {
	{ "an empty file", "", "/a", true },
	{ "5.1: ours alone counts", SIMPLE, "/publications/", false },
	{ "5.1: allowed page", SIMPLE, "/example/page.html", true },
	{ "5.1: allowed picture", SIMPLE, "/example/allowed.gif", true },
	{ "5.1: everything else", SIMPLE, "/", false },
	{ "5.2: the folder", LONGEST, "/example/page/x.html", true },
	{ "5.2: the longest rule", LONGEST, "/example/page/disallowed.gif",
	    false },
	{ "2.2.2: a beginning", ALL "Disallow: /foo", "/foobar", false },
	{ "2.2.2: not in the middle", ALL "Disallow: /foo", "/a/foo", true },
	{ "2.2.2: case counts in paths", ALL "Disallow: /Foo", "/foo", true },
	{ "2.2.2: the query belongs to it", ALL "Disallow: /foo/bar?baz",
	    "/foo/bar?baz=qux", false },
	{ "2.2.2: another query", ALL "Disallow: /foo/bar?baz",
	    "/foo/bar?x", true },
	{ "2.2.2: UTF-8 as it is", ALL "Disallow: /foo/bar/ツ",
	    "/foo/bar/%E3%83%84", false },
	{ "2.2.2: UTF-8 encoded", ALL "Disallow: /foo/bar/%e3%83%84",
	    "/foo/bar/ツ", false },
	{ "2.2.2: letters encoded", ALL "Disallow: /foo/bar/%62%61%7A",
	    "/foo/bar/baz", false },
	{ "2.2.2: an encoded slash is none", ALL "Disallow: /a/b",
	    "/a%2Fb", true },
	{ "2.2.2: allow wins over as long", ALL "Disallow: /a\nAllow: /a",
	    "/a", true },
	{ "2.2.3: * stands for any run", ALL "Disallow: /*.php", "/x/y.php?z",
	    false },
	{ "2.2.3: $ is the end", ALL "Disallow: /*.gif$", "/a.gif", false },
	{ "2.2.3: not at the end", ALL "Disallow: /*.gif$", "/a.gif?x",
	    true },
	{ "2.2.3: several *", ALL "Disallow: /a*b*c$", "/aXbXbXc", false },
	{ "2.2.3: $ in the middle is itself", ALL "Disallow: /a$b", "/a$b",
	    false },
	{ "2.2.1: case of tokens", "user-AGENT: GoGai\nDISALLOW: /", "/x",
	    false },
	{ "2.2.1: a version behind", "User-agent: gogai/1.0\nDisallow: /",
	    "/x", false },
	{ "2.2.1: a longer token is another", "User-agent: gogaibot\n"
	    "Disallow: /", "/x", true },
	{ "2.2.1: groups of ours are joined", OURS "Disallow: /a\n"
	    "User-agent: x\nDisallow: /c\n" OURS "Disallow: /b\n", "/b",
	    false },
	{ "2.2.1: the first of them", OURS "Disallow: /a\n"
	    "User-agent: x\nDisallow: /c\n" OURS "Disallow: /b\n", "/a",
	    false },
	{ "2.2.1: another's group", OURS "Disallow: /a\n"
	    "User-agent: x\nDisallow: /c\n" OURS "Disallow: /b\n", "/c",
	    true },
	{ "2.2.1: ours before all", OURS "Disallow: /a\n" ALL "Disallow: /",
	    "/b", true },
	{ "2.2.1: one group, two agents", ALL OURS "Disallow: /a\n", "/a",
	    false },
	{ "2.2: rules before a group", "Disallow: /\n" ALL "Disallow: /b",
	    "/a", true },
	{ "an empty Disallow allows all", ALL "Disallow:", "/a", true },
	{ "comments", "# x\nUser-agent: * # all\nDisallow: /a # b\n", "/a",
	    false },
	{ "CR LF", "User-agent: *\r\nDisallow: /a\r\n", "/a", false },
	{ "a byte order mark", "\xef\xbb\xbf" ALL "Disallow: /a", "/a",
	    false },
	{ "unknown lines", ALL "Crawl-delay: 5\nSitemap: http://a/\n"
	    "nonsense\nDisallow: /a", "/a", false },
	{ "HTML for a robots.txt", "<html><body>Not here</body></html>",
	    "/a", true },
	{ "no path is the root", ALL "Disallow: /$", "", false },
	{ "the fragment does not count", ALL "Disallow: /*x", "/a#x", true },
};

static void
test_allows(void **state)
{
	struct buf url = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		struct robots *robots = robots_parse(rows[i].text,
		    strlen(rows[i].text), "gogai");

		buf_clear(&url);
		buf_addf(&url, "http://a.example%s", rows[i].path);
		if (robots_allows(robots, url.data) != rows[i].allowed)
			fail_msg("%s", rows[i].why);
		robots_free(robots);
	}
	robots_free(NULL);
	buf_release(&url);
}

static void
test_unavailable(void **state)
{
	static const struct {
		long status;
		bool allowed;
	} statuses[] = {
		{ 404, true }, { 403, true }, { 401, true }, { 429, true },
		{ 500, false }, { 503, false }, { 0, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(statuses); i++) {
		struct robots *robots =
		    robots_unavailable(statuses[i].status);

		assert_int_equal(robots_allows(robots, "http://a.example/x"),
		    statuses[i].allowed);
		robots_free(robots);
	}
}

static void
test_url(void **state)
{
	static const char *const urls[][2] = {
		{ "http://a.example/x/y?z#f", "http://a.example/robots.txt" },
		{ "https://a.example:8443",
		    "https://a.example:8443/robots.txt" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(urls); i++) {
		char *got = robots_url(urls[i][0]);

		assert_string_equal(got, urls[i][1]);
		free(got);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_allows),
		cmocka_unit_test(test_unavailable),
		cmocka_unit_test(test_url),
	};

	return cmocka_run_group_tests_name("robots", tests, NULL, NULL);
}
