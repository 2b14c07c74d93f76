/*
 * Markup to a line, titles of unknown kind, character references.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/plain.h"

struct row {
	const char *in, *out, *why;
};

typedef void plain_fn(struct buf *out, const char *p, size_t len, size_t max);

static void
check(plain_fn *function, const struct row *rows, size_t n)
{
	struct buf out = BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++) {
		buf_clear(&out);
		function(&out, rows[i].in, strlen(rows[i].in), 0);
		if (strcmp(buf_string(&out), rows[i].out) != 0)
			fail_msg("%s: [%s], not [%s]", rows[i].why,
			    buf_string(&out), rows[i].out);
	}
	buf_release(&out);
}

static void
from_html(void **state)
{
	static const struct row rows[] = {
		{ "", "", "nothing" },
		{ "<p>One</p><p>two</p>", "One two", "blocks part words" },
		{ "b<b>ol</b>d", "bold", "inline ones do not" },
		{ "a<br>b<BR/>c", "a b c", "line breaks" },
		{ "x<script>var a = '<b>';</script>y", "xy", "script" },
		{ "x<style>p{}</style>y<STYLE>q", "xy", "style, unclosed" },
		{ "x<!-- <b> -->y<!-- z", "xy", "comments" },
		{ "<!DOCTYPE html><?php x ?>y", "y", "declarations" },
		{ "a <foo>b</foo>", "a b", "unknown elements go too" },
		{ "5 < 10 <続報>", "5 < 10 <続報>", "no tags" },
		{ "<a title=\"x > y\" href='z'>t</a>", "t", "values" },
		{ "<a title=x\"y>t", "t", "a quote inside a value" },
		{ "<a title=\"x>t", "t", "a value that does not end" },
		{ "text <a href=\"http://", "text", "cut off in a tag" },
		{ "a &amp;amp; b", "a &amp; b", "decoded once" },
		{ "<ruby>号外<rt>ごうがい</rt></ruby>が", "号外(ごうがい)が",
		    "ruby" },
		{ "<ruby>号外<rp>（</rp><rt>ごうがい</rt><rp>）</rp></ruby>が",
		    "号外(ごうがい)が", "ruby with its own brackets" },
		{ "<ruby>号<rt>ごう<rb>外<rt>がい</ruby>", "号(ごう)外(がい)",
		    "ruby with end tags left out" },
		{ "<![CDATA[in <b>it</b>]]> out", "in it out", "CDATA" },
		{ "a\x1B&#27;[31m", "a[31m", "no escapes" },
		{ "&nbsp; a &#x3000;b&nbsp;", "a b", "spaces of all kinds" },
	};
	struct buf out = BUF_INIT;

	(void)state;
	check(plain_from_html, rows, CC_COUNT(rows));
	plain_from_html(&out, "<p>one <i>two</i> three", 23, 10);
	assert_string_equal(buf_string(&out), "one two…");
	buf_release(&out);
}

static void
titles(void **state)
{
	static const struct row rows[] = {
		{ "AT&T", "AT&T", "no reference" },
		{ "5 < 10 & 3 > 2", "5 < 10 & 3 > 2", "no tags" },
		{ "<続報>大雪", "<続報>大雪", "no element's name" },
		{ "the <Foo> tag", "the <Foo> tag", "nor this" },
		{ "a <b", "a <b", "no end" },
		{ "R&D &copy", "R&D &copy", "no reference without ;" },
		{ "&quot;yes&quot;", "\"yes\"", "references" },
		{ "Q&amp;A", "Q&A", "ampersand" },
		{ "&#26085;&#x672C;", "日本", "numbers" },
		{ "<b>Big</b> news", "Big news", "tags" },
		{ "new<br />s", "new s", "line break" },
		{ "use &lt;b&gt;", "use <b>", "a tag that is shown" },
		{ "<i>x</i> <続報> <Foo>", "x <続報> <Foo>",
		    "only elements go" },
		{ "  two \n lines ", "two lines", "white space" },
		{ "\x1B[2Jx\xC2\x9B", "[2Jx", "no escapes" },
	};

	(void)state;
	check(plain_title, rows, CC_COUNT(rows));
}

static void
looks(void **state)
{
	static const struct {
		const char *in;
		bool	 html;
	} rows[] = {
		{ "", false },
		{ "a < b > c", false },
		{ "<p>", true },
		{ "</P >", true },
		{ "<p", false },
		{ "<pp>", false },
		{ "&lt;", true },
		{ "&lt", false },
		{ "&#39;", true },
		{ "&#;", false },
		{ "&nosuchname;", false },
		{ "?a=1&copy=2", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++)
		if (plain_looks_like_html(rows[i].in, strlen(rows[i].in)) !=
		    rows[i].html)
			fail_msg("%s", rows[i].in);
}

static void
entities(void **state)
{
	static const struct {
		const char *in;
		size_t	 n;
		const char *out, *why;
	} rows[] = {
		{ "&amp;x", 5, "&", "named" },
		{ "&AElig;", 7, "Æ", "first of the table" },
		{ "&zwnj;", 6, "\u200C", "last of the table" },
		{ "&hellip;", 8, "…", "HTML 4" },
		{ "&apos;", 6, "'", "HTML 5" },
		{ "&lsquo;", 7, "‘", "quotes" },
		{ "&amp x", 4, "&", "without ;" },
		{ "&eacute", 7, "\u00E9", "without ;, at the end" },
		{ "&hellip x", 0, "", "needs its ;" },
		{ "&copy=2", 0, "", "a parameter" },
		{ "&Amp;", 0, "", "case matters" },
		{ "&verylongnamethatisnone;", 0, "", "no name" },
		{ "&;", 0, "", "nothing" },
		{ "& amp;", 0, "", "a space" },
		{ "&#65;", 5, "A", "decimal" },
		{ "&#x1F5DE;", 9, "\U0001F5DE", "hexadecimal" },
		{ "&#X41 ", 5, "A", "without ;" },
		{ "&#146;", 6, "’", "windows-1252" },
		{ "&#x80;", 6, "€", "windows-1252" },
		{ "&#0;", 4, "\uFFFD", "NUL" },
		{ "&#xD800;", 8, "\uFFFD", "surrogate" },
		{ "&#99999999999999999999;", 23, "\uFFFD", "too large" },
		{ "&#x;", 0, "", "no digits" },
		{ "&#", 0, "", "nothing" },
		{ "&", 0, "", "alone" },
	};
	struct buf out = BUF_INIT;
	size_t i, n;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&out);
		n = plain_entity(&out, rows[i].in, strlen(rows[i].in));
		if (n != rows[i].n || strcmp(buf_string(&out), rows[i].out))
			fail_msg("%s: %zu bytes, [%s]", rows[i].why, n,
			    buf_string(&out));
	}
	buf_release(&out);
}

/* Long runs of what might be searched again and again. */
static void
is_linear(void **state)
{
	static const char *pieces[] = { "<a ", "<a =\"", "<zz ", "<!--", "</",
	    "<script>", "&#1", "&amp", "]]", "<a b='\"" };
	struct buf in = BUF_INIT, out = BUF_INIT;
	size_t i, k;

	(void)state;
	for (i = 0; i < CC_COUNT(pieces); i++) {
		buf_clear(&in);
		for (k = 0; k < 200000; k++)
			buf_adds(&in, pieces[i]);
		buf_clear(&out);
		plain_from_html(&out, in.data, in.len, 100);
		plain_title(&out, in.data, in.len, 100);
		buf_addc(&in, '>');
		plain_from_html(&out, in.data, in.len, 0);
		plain_title(&out, in.data, in.len, 0);
	}
	buf_release(&in);
	buf_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(from_html),
		cmocka_unit_test(titles),
		cmocka_unit_test(looks),
		cmocka_unit_test(entities),
		cmocka_unit_test(is_linear),
	};

	return cmocka_run_group_tests_name("plain", tests, NULL, NULL);
}
