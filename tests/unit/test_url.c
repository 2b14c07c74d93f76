/*
 * url.h: RFC 3986 by its own examples, and what feeds write instead.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/bounds.h"
#include "gogai/mem.h"
#include "gogai/url.h"

/* A slice as a string, "-" where the part is absent. */
static void
assert_part(struct str part, const char *want)
{
	if (part.p == NULL) {
		assert_string_equal(want, "-");
		return;
	}
	assert_int_equal(part.len, strlen(want));
	assert_memory_equal(part.p, want, part.len);
}

static void
test_split(void **state)
{
	static const struct {
		const char *url, *scheme, *authority, *path, *query, *fragment;
	} rows[] = {
	    { "http://a/b?c#d", "http", "a", "/b", "c", "d" },
	    { "http://a", "http", "a", "", "-", "-" },
	    { "http://a?#", "http", "a", "", "", "" },
	    { "//a/b", "-", "a", "/b", "-", "-" },
	    { "/b", "-", "-", "/b", "-", "-" },
	    { "?c", "-", "-", "", "c", "-" },
	    { "#d?e#f", "-", "-", "", "-", "d?e#f" },
	    { "", "-", "-", "", "-", "-" },
	    { "mailto:a@b", "mailto", "-", "a@b", "-", "-" },
	    { "file:///x", "file", "", "/x", "-", "-" },
	    { "12:30", "-", "-", "12:30", "-", "-" },
	    { "a b:c", "-", "-", "a b:c", "-", "-" },
	    { ":x", "-", "-", ":x", "-", "-" },
	    { "a+b-c.d:x", "a+b-c.d", "-", "x", "-", "-" },
	    { "http://h/https://i/j?k=//l", "http", "h", "/https://i/j",
	      "k=//l", "-" },
	};
	struct url u;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		url_split(&u, str_of(rows[i].url));
		assert_part(u.scheme, rows[i].scheme);
		assert_part(u.authority, rows[i].authority);
		assert_part(u.path, rows[i].path);
		assert_part(u.query, rows[i].query);
		assert_part(u.fragment, rows[i].fragment);
	}
}

struct resolution {
	const char *base, *ref, *want;
};

static void
check(const struct resolution *rows, size_t n, const char *base)
{
	size_t i;
	char *got;

	for (i = 0; i < n; i++) {
		got = url_resolve(base != NULL ? base : rows[i].base,
		    rows[i].ref);
		assert_string_equal(got, rows[i].want);
		free(got);
	}
}

/* RFC 3986 §5.4.1 and §5.4.2, with the strict reading of "http:g". */
static void
test_rfc3986(void **state)
{
	static const struct resolution rows[] = {
	    { NULL, "g:h", "g:h" },
	    { NULL, "g", "http://a/b/c/g" },
	    { NULL, "./g", "http://a/b/c/g" },
	    { NULL, "g/", "http://a/b/c/g/" },
	    { NULL, "/g", "http://a/g" },
	    { NULL, "//g", "http://g" },
	    { NULL, "?y", "http://a/b/c/d;p?y" },
	    { NULL, "g?y", "http://a/b/c/g?y" },
	    { NULL, "#s", "http://a/b/c/d;p?q#s" },
	    { NULL, "g#s", "http://a/b/c/g#s" },
	    { NULL, "g?y#s", "http://a/b/c/g?y#s" },
	    { NULL, ";x", "http://a/b/c/;x" },
	    { NULL, "g;x", "http://a/b/c/g;x" },
	    { NULL, "g;x?y#s", "http://a/b/c/g;x?y#s" },
	    { NULL, "", "http://a/b/c/d;p?q" },
	    { NULL, ".", "http://a/b/c/" },
	    { NULL, "./", "http://a/b/c/" },
	    { NULL, "..", "http://a/b/" },
	    { NULL, "../", "http://a/b/" },
	    { NULL, "../g", "http://a/b/g" },
	    { NULL, "../..", "http://a/" },
	    { NULL, "../../", "http://a/" },
	    { NULL, "../../g", "http://a/g" },
	    { NULL, "../../../g", "http://a/g" },
	    { NULL, "../../../../g", "http://a/g" },
	    { NULL, "/./g", "http://a/g" },
	    { NULL, "/../g", "http://a/g" },
	    { NULL, "g.", "http://a/b/c/g." },
	    { NULL, ".g", "http://a/b/c/.g" },
	    { NULL, "g..", "http://a/b/c/g.." },
	    { NULL, "..g", "http://a/b/c/..g" },
	    { NULL, "./../g", "http://a/b/g" },
	    { NULL, "./g/.", "http://a/b/c/g/" },
	    { NULL, "g/./h", "http://a/b/c/g/h" },
	    { NULL, "g/../h", "http://a/b/c/h" },
	    { NULL, "g;x=1/./y", "http://a/b/c/g;x=1/y" },
	    { NULL, "g;x=1/../y", "http://a/b/c/y" },
	    { NULL, "g?y/./x", "http://a/b/c/g?y/./x" },
	    { NULL, "g?y/../x", "http://a/b/c/g?y/../x" },
	    { NULL, "g#s/./x", "http://a/b/c/g#s/./x" },
	    { NULL, "g#s/../x", "http://a/b/c/g#s/../x" },
	    { NULL, "http:g", "http:g" },
	};

	(void)state;
	check(rows, CC_COUNT(rows), "http://a/b/c/d;p?q");
}

static void
test_bases(void **state)
{
	static const struct resolution rows[] = {
	    { NULL, "http://a/b", "http://a/b" },
	    { "", "b/../c", "b/../c" },	/* no base: not ours to shorten */
	    { "", "//a/b/../c", "//a/c" },
	    { "", "", "" },
	    { NULL, NULL, "" },
	    { "http://a", "b", "http://a/b" },
	    { "http://a?q", "b", "http://a/b" },
	    { "http://a/b#f", "", "http://a/b" },
	    { "http://a/b#f", "#g", "http://a/b#g" },
	    { "http://a/b", "http://c/d/../e", "http://c/e" },
	    { "https://a/b", "//c/d", "https://c/d" },
	    { "http://a/b", "MAILTO:x@y", "MAILTO:x@y" },
	    { "http://a/b", "urn:x:../y", "urn:x:../y" },
	    { "file:///a/b", "../../c", "file:///c" },
	    { "file:/a", "/..//b", "file:/.//b" },
	    { "b/c", "d", "b/d" },	/* a relative base stays relative */
	};

	(void)state;
	check(rows, CC_COUNT(rows), NULL);
}

static void
test_dirt(void **state)
{
	static const struct resolution rows[] = {
	    { NULL, " \n /g\t ", "http://a/g" },
	    { NULL, "/g h", "http://a/g%20h" },
	    { NULL, "/g  h", "http://a/g%20%20h" },
	    { NULL, "/g\n    h", "http://a/gh" },
	    { NULL, "/g\r\nh", "http://a/gh" },
	    { NULL, "/g\th", "http://a/gh" },
	    { NULL, "/\x01g\x7f", "http://a/%01g%7F" },
	    { NULL, "/号外?q=円#安", "http://a/%E5%8F%B7%E5%A4%96?q=%E5%86%86"
	      "#%E5%AE%89" },
	    { NULL, "http://日本.example/号", "http://日本.example/%E5%8F%B7" },
	    { NULL, "/a%20b%zz", "http://a/a%20b%zz" },
	    { NULL, "/caf\xe9", "http://a/caf%E9" },
	    { NULL, "/a//b///c", "http://a/a//b///c" },
	    { NULL, "/a//../b", "http://a/a/b" },
	    { NULL, "/web/2026/https://example.com//x",
	      "http://a/web/2026/https://example.com//x" },
	    { NULL, "https://web.example/https://example.com/",
	      "https://web.example/https://example.com/" },
	    { NULL, "/a|b{c}\\d'\"<>^\x60", "http://a/a|b{c}\\d'\"<>^\x60" },
	    { NULL, "javascript:alert(1)", "javascript:alert(1)" },
	};

	(void)state;
	check(rows, CC_COUNT(rows), "http://a/b/c");
}

/* What was resolved once resolves to itself. */
static void
test_idempotent(void **state)
{
	static const char *const refs[] = {
		"../号 外/?q= x#y", "//h:1/../a", "a/./b/../c//d", "?", "#",
	};
	char *once, *twice;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(refs); i++) {
		once = url_resolve("http://u@a:8/b/c?d", refs[i]);
		twice = url_resolve(NULL, once);
		assert_string_equal(once, twice);
		free(once);
		free(twice);
	}
}

static void
test_bound(void **state)
{
	char *ref = mem_alloc(BOUND_URL_BYTES + 2), *got;

	(void)state;
	memset(ref, 'x', BOUND_URL_BYTES + 1);
	ref[BOUND_URL_BYTES + 1] = '\0';
	assert_null(url_resolve("http://a/", ref));
	ref[BOUND_URL_BYTES] = '\0';
	got = url_resolve("http://a/", ref);
	assert_int_equal(strlen(got), BOUND_URL_BYTES + 9);
	free(got);
	free(ref);
}

static void
test_questions(void **state)
{
	static const struct {
		const char *url;
		bool web, openable;
	} rows[] = {
	    { "http://a/", true, true }, { "HTTPS://a", true, true },
	    { "http://", false, false }, { "http:///x", false, false },
	    { "http:a", false, false }, { "mailto:a@b", false, true },
	    { "javascript:alert(1)", false, false },
	    { "java\nscript:alert(1)", false, false },
	    { "file:///etc/passwd", false, false }, { "", false, false },
	    { "ftp://a/", false, false }, { "//a/", false, false },
	    { " https://a/", false, false }, { "data:text/html,x", false,
	      false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		assert_int_equal(url_is_web(rows[i].url), rows[i].web);
		assert_int_equal(url_is_openable(rows[i].url),
		    rows[i].openable);
	}
	assert_true(url_has_scheme("HTTP://a", "http"));
	assert_false(url_has_scheme("https://a", "http"));
	assert_false(url_has_scheme("a", ""));
	assert_false(url_has_scheme(NULL, "http"));
}

static void
test_host(void **state)
{
	static const struct {
		const char *url, *host;
		unsigned port;
	} rows[] = {
	    { "http://a/b", "a", 80 },
	    { "https://a", "a", 443 },
	    { "https://A.example:8443/", "A.example", 8443 },
	    { "http://u:p@a:81/", "a", 81 },
	    { "http://u:p@q@a/", "a", 80 },
	    { "http://evil.example@a/", "a", 80 },
	    { "http://[::1]:8080/x", "::1", 8080 },
	    { "http://u@[2001:db8::1]/", "2001:db8::1", 80 },
	    { "http://a:/", "a", 80 },
	    { "http://a:x/", "a", 0 },
	    { "http://a:65536/", "a", 0 },
	    { "http://a:65535/", "a", 65535 },
	    { "//a:7/", "a", 7 },
	    { "gopher://a/", "a", 0 },
	    { "mailto:u@a", "", 0 },
	    { "/x", "", 0 },
	    { "", "", 0 },
	};
	struct str host;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		host = url_host(rows[i].url);
		assert_int_equal(host.len, strlen(rows[i].host));
		if (host.len > 0)
			assert_memory_equal(host.p, rows[i].host, host.len);
		assert_int_equal(url_port(rows[i].url), rows[i].port);
	}
}

static void
test_same(void **state)
{
	static const struct {
		const char *a, *b;
		bool origin, page;
	} rows[] = {
	    { "http://a/b", "http://a/b", true, true },
	    { "http://a/b#x", "http://a/b#y", true, true },
	    { "http://a/b?x", "http://a/b?y", true, false },
	    { "http://a/b?", "http://a/b", true, false },
	    { "http://a/b", "http://a/c", true, false },
	    { "http://a", "HTTP://A/#top", true, true },
	    { "http://a:80/b", "http://a/c", true, false },
	    { "http://a/b", "https://a/b", false, false },
	    { "http://a/b", "http://a:81/b", false, false },
	    { "http://a/b", "http://sub.a/b", false, false },
	    { "https://u:p@a/b", "https://a/c", true, false },
	    { "/b", "/b", false, true },
	    { "file:///b", "file:///b", false, true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		assert_int_equal(url_same_origin(rows[i].a, rows[i].b),
		    rows[i].origin);
		assert_int_equal(url_same_origin(rows[i].b, rows[i].a),
		    rows[i].origin);
		assert_int_equal(url_same_page(rows[i].a, rows[i].b),
		    rows[i].page);
	}
}

static void
test_redact(void **state)
{
	static const struct {
		const char *url, *want;
	} rows[] = {
	    { "https://user:secret@a/b?c", "https://***@a/b?c" },
	    { "https://user@a/", "https://***@a/" },
	    { "https://u:p@q@a/", "https://***@a/" },
	    { "https://@a/", "https://***@a/" },
	    { " https://u:p@a/", " https://***@a/" },
	    { "https://a/@b", "https://a/@b" },
	    { "mailto:a@b", "mailto:a@b" },
	    { "", "" },
	};
	size_t i;
	char *got;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		got = url_redact(rows[i].url);
		assert_string_equal(got, rows[i].want);
		free(got);
	}
}

static void
test_file_path(void **state)
{
	static const struct {
		const char *url, *path;
	} rows[] = {
	    { "file:///a/b.xml", "/a/b.xml" },
	    { "FILE://localhost/a", "/a" },
	    { "file:/a", "/a" },
	    { "file:///a%20b/%E5%8F%B7", "/a b/号" },
	    { "file:///100%", "/100%" },
	    { "file:///a%2", "/a%2" },
	    { "file://other/a", NULL },
	    { "file:a", NULL },
	    { "file://", NULL },
	    { "file:///a%00b", NULL },
	    { "http://a/b", NULL },
	    { "/a", NULL },
	};
	size_t i;
	char *got;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		got = url_file_path(rows[i].url);
		if (rows[i].path == NULL)
			assert_null(got);
		else
			assert_string_equal(got, rows[i].path);
		free(got);
	}
}

static void
test_from_path(void **state)
{
	static const char path[] = "/tmp/a b/号外 #1?%20.xml";
	char *url = url_from_path(path), *back = url_file_path(url);

	(void)state;
	assert_string_equal(url,
	    "file:///tmp/a%20b/%E5%8F%B7%E5%A4%96%20%231%3F%2520.xml");
	assert_string_equal(back, path);
	free(url);
	free(back);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_split),
		cmocka_unit_test(test_rfc3986),
		cmocka_unit_test(test_bases),
		cmocka_unit_test(test_dirt),
		cmocka_unit_test(test_idempotent),
		cmocka_unit_test(test_bound),
		cmocka_unit_test(test_questions),
		cmocka_unit_test(test_host),
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_redact),
		cmocka_unit_test(test_file_path),
		cmocka_unit_test(test_from_path),
	};

	return cmocka_run_group_tests_name("url", tests, NULL, NULL);
}
