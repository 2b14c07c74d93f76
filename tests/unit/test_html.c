/*
 * The HTML tree: bytes to nodes to bytes, the walks and changes that callers
 * make, and input that is made to be expensive.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/bounds.h"
#include "gogai/html.h"

struct row {
	const char *why, *in, *out;
};

/* Parse, write, and see that what was written parses to the same. */
static void
check(const struct row *row, bool page)
{
	struct html *html, *again;
	struct buf out = BUF_INIT, out2 = BUF_INIT;
	int (*parse)(struct html **, const char *, size_t, struct err *) =
	    page ? html_parse : html_parse_fragment;

	assert_int_equal(parse(&html, row->in, strlen(row->in), NULL), 0);
	html_serialize_inner(&out, html_root(html));
	if (strcmp(buf_string(&out), row->out) != 0)
		print_message("%s: %s\n", row->why, row->in);
	assert_string_equal(buf_string(&out), row->out);
	assert_int_equal(parse(&again, buf_string(&out), out.len, NULL), 0);
	html_serialize_inner(&out2, html_root(again));
	assert_string_equal(buf_string(&out2), row->out);
	assert_int_equal(html_n_nodes(html), html_n_nodes(again));
	html_free(html);
	html_free(again);
	buf_release(&out);
	buf_release(&out2);
}

static const struct row fragments[] = {
	{ "empty", "", "" },
	{ "text", "one", "one" },
	{ "named references", "a &amp; b &lt;c&gt; &eacute;",
	    "a &amp; b &lt;c&gt; \u00e9" },
	{ "numbers", "&#233;&#xE9;&#146;", "\u00e9\u00e9\u2019" },
	{ "no reference", "AT&T &zzz;", "AT&amp;T &amp;zzz;" },
	{ "letters' case", "<P CLASS=A>x</P>", "<p class=\"A\">x</p>" },
	{ "quotes", "<a x='1\"' y=2 z>t</a>",
	    "<a x=\"1&quot;\" y=\"2\" z=\"\">t</a>" },
	{ "the first of two attributes", "<a x=1 X=2>t</a>",
	    "<a x=\"1\">t</a>" },
	{ "an address, not a sign", "<a href='?a=1&copy=2&lt;'>t</a>",
	    "<a href=\"?a=1&amp;copy=2&lt;\">t</a>" },
	{ "a '<' that begins nothing", "1 < 2 <3 </ x>",
	    "1 &lt; 2 &lt;3 " },
	{ "line ends", "a\r\nb\rc", "a\nb\nc" },
	{ "a carriage return kept", "a&#13;b", "a&#13;b" },
	{ "comments", "a<!-- <b> -->b<!-->c<!--->d<!--e--!>f", "abcdf" },
	{ "a comment without end", "a<!-- b", "a" },
	{ "other declarations", "<!doctype html>a<?php x ?>b", "ab" },
	{ "CDATA", "<![CDATA[a<b>]]>c", "a&lt;b&gt;c" },
	{ "CDATA without end", "<![CDATA[<i>x</i>",
	    "&lt;![CDATA[<i>x</i>" },
	{ "a tag without end", "a<b c", "a" },
	{ "void elements", "a<br>b<br/>c</br>d<hr>e",
	    "a<br>b<br>c<br>d<hr>e" },
	{ "elements ended in the start tag", "<i/>a<div/>b",
	    "<i></i>a<div></div>b" },
	{ "raw text", "<script>if (a<b) '</div>'</script>x",
	    "<script>if (a<b) '</div>'</script>x" },
	{ "raw text without end", "<style>a{}<p>",
	    "<style>a{}<p></style>" },
	{ "an end tag that only begins alike",
	    "<script></scripts></SCRIPT >x", "<script></scripts></script>x" },
	{ "decoded raw text", "<textarea>a<b>&amp;</textarea>",
	    "<textarea>a&lt;b&gt;&amp;</textarea>" },
	{ "a line feed that is none", "<pre>\nx</pre>", "<pre>x</pre>" },
	{ "a line feed that is one", "<pre>\n\nx</pre>",
	    "<pre>\n\nx</pre>" },
	{ "paragraphs", "<p>one<p>two<div>three</div>",
	    "<p>one</p><p>two</p><div>three</div>" },
	{ "a paragraph in an inline element",
	    "<span>a<p>b</span>c</p>d", "<span>a<p>bc</p>d</span>" },
	{ "an end of a paragraph alone", "a</p>b", "a<p></p>b" },
	{ "a paragraph in a button", "<p>a<button><p>b</button>c",
	    "<p>a<button><p>b</p></button>c</p>" },
	{ "items", "<ul><li>a<li>b<ul><li>c</ul><li>d</ul>",
	    "<ul><li>a</li><li>b<ul><li>c</li></ul></li><li>d</li></ul>" },
	{ "terms", "<dl><dt>a<dd>b<dt>c</dl>",
	    "<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>" },
	{ "headings", "<h1>a<h2>b</h1>c", "<h1>a</h1><h2>b</h2>c" },
	{ "options", "<select><option>a<option>b<optgroup><option>c</select>",
	    "<select><option>a</option><option>b</option><optgroup>"
	    "<option>c</option></optgroup></select>" },
	{ "ruby", "<ruby>\u6f22<rp>(<rt>\u304b\u3093<rp>)</ruby>x",
	    "<ruby>\u6f22<rp>(</rp><rt>\u304b\u3093</rt><rp>)</rp></ruby>x" },
	{ "misnested formatting", "<b>x<i>y</b>z</i>w",
	    "<b>x<i>y</i></b>zw" },
	{ "formatting across a block", "<b><p>x</b>y</p>z",
	    "<b><p>xy</p></b>z" },
	{ "a link in a link", "<a href=1>x<a href=2>y</a>",
	    "<a href=\"1\">x</a><a href=\"2\">y</a>" },
	{ "a link around blocks", "<a href=1><div>x</div></a>y",
	    "<a href=\"1\"><div>x</div></a>y" },
	{ "a link around a link in a block",
	    "<a href=1><div><a href=2>y</a></div>z",
	    "<a href=\"1\"><div><a href=\"2\">y</a></div></a>z" },
	{ "unknown elements", "<x-y><z>a</x-y>b",
	    "<x-y><z>a</z></x-y>b" },
	{ "an end that a block hides", "<x-y><div></x-y>a</div>b",
	    "<x-y><div>a</div>b</x-y>" },
	{ "a form in a form", "<form><p><form>a</form>b",
	    "<form><p>ab</p></form>" },
	{ "a form's end inside of a block", "<form><div></form>x</div>y",
	    "<form><div>x</div></form>y" },
	{ "parts of a table", "<table><tr><td>a<td>b<tr><th>c</table>d",
	    "<table><tbody><tr><td>a</td><td>b</td></tr>"
	    "<tr><th>c</th></tr></tbody></table>d" },
	{ "a cell alone", "<table><td>a</table>",
	    "<table><tbody><tr><td>a</td></tr></tbody></table>" },
	{ "a column alone", "<table><col><tr><td>a</table>",
	    "<table><colgroup><col></colgroup>"
	    "<tbody><tr><td>a</td></tr></tbody></table>" },
	{ "parts without a table", "<tr><td>a</td></tr>b", "ab" },
	{ "text in a table", "<table>a<tr>b<td>c</table>d",
	    "ab<table><tbody><tr><td>c</td></tr></tbody></table>d" },
	{ "a block in a table", "<table><tr><div>a</div><td>b</table>",
	    "<div>a</div><table><tbody><tr><td>b</td></tr></tbody></table>" },
	{ "a table in a cell", "<table><td>a<table><td>b</table>c</table>d",
	    "<table><tbody><tr><td>a<table><tbody><tr><td>b</td></tr>"
	    "</tbody></table>c</td></tr></tbody></table>d" },
	{ "a cell's end in an inner table",
	    "<table><td><table></td><tr><td>x</table></table>",
	    "<table><tbody><tr><td><table><tbody><tr><td>x</td></tr></tbody>"
	    "</table></td></tr></tbody></table>" },
	{ "a drawing", "<svg><path d=1 /><g>x</svg>y",
	    "<svg><path d=\"1\"></path><g>x</g></svg>y" },
	{ "a drawing that was not ended", "<svg><g><p>a",
	    "<svg><g></g></svg><p>a</p>" },
	{ "HTML in a drawing", "<svg><foreignobject><p>a</svg>b",
	    "<svg><foreignobject><p>ab</p></foreignobject></svg>" },
	{ "frames", "<frameset><frame src=x>a</frameset>b", "ab" },
	{ "page tags in a fragment", "<html><head></head><body>a</body>b",
	    "ab" },
};

static void
test_fragments(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof fragments / sizeof fragments[0]; i++)
		check(&fragments[i], false);
}

static const struct row pages[] = {
	{ "empty", "", "<html><head></head><body></body></html>" },
	{ "text", " text", "<html><head></head><body> text</body></html>" },
	{ "no tags but the content's", "<title>a<b></title><p>x",
	    "<html><head><title>a&lt;b&gt;</title></head>"
	    "<body><p>x</p></body></html>" },
	{ "everything", "<!doctype html>\n<html lang=ja>\n<head>\n"
	    "<meta charset=utf-8>\n</head>\n<body class=x><p>a</body></html>\n",
	    "<html lang=\"ja\"><head><meta charset=\"utf-8\"></head>"
	    "<body class=\"x\"><p>a\n</p></body></html>" },
	{ "a script of the head", "<head><script>a</script><link></head>b",
	    "<html><head><script>a</script><link></head>"
	    "<body>b</body></html>" },
	{ "what the head cannot hold",
	    "<head><noscript><link></noscript><div>a</div><meta></head>",
	    "<html><head><noscript><link></noscript></head>"
	    "<body><div>a</div><meta></body></html>" },
	{ "an image in the head's noscript",
	    "<head><noscript><img></noscript><meta></head><body>x",
	    "<html><head><noscript></noscript></head>"
	    "<body><img><meta>x</body></html>" },
	{ "a template in the head", "<template><p>a</template><meta><p>b",
	    "<html><head><template><p>a</p></template><meta></head>"
	    "<body><p>b</p></body></html>" },
	{ "a second body tag", "<body a=1>x<body a=2 b=3>y",
	    "<html><head></head><body a=\"1\" b=\"3\">xy</body></html>" },
};

static void
test_pages(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof pages / sizeof pages[0]; i++)
		check(&pages[i], true);
}

static struct html *
parse(const char *markup)
{
	struct html *html;

	assert_int_equal(html_parse_fragment(&html, markup, strlen(markup),
	    NULL), 0);
	return html;
}

static void
assert_tree(const struct html *html, const char *expected)
{
	struct buf out = BUF_INIT;

	html_serialize_inner(&out, html_root(html));
	assert_string_equal(buf_string(&out), expected);
	buf_release(&out);
}

static void
test_bytes(void **state)
{
	static const char nul[] = "a\0b<p x=\"1\0002\">c\0d</p>";
	struct html *html;

	(void)state;
	assert_int_equal(html_parse_fragment(&html, nul, sizeof nul - 1,
	    NULL), 0);
	assert_tree(html, "ab<p x=\"1\uFFFD2\">cd</p>");
	html_free(html);
	html_free(NULL);
}

static void
test_walk(void **state)
{
	struct html *html = parse("a<p id=x>b<i>c</i></p><p>d</p>");
	struct html_node *root = html_root(html), *p, *i, *n;
	struct buf text = BUF_INIT;
	unsigned index = 0;

	(void)state;
	assert_true(html_is(root, "#root"));
	p = html_find(root, "p");
	i = html_find(p, "i");
	assert_true(html_is(i, "i"));
	assert_false(html_is(i->first, "i"));
	assert_string_equal(i->first->name, "#text");
	assert_ptr_equal(html_next(i->first, p), NULL);
	assert_ptr_equal(html_skip(p, root), p->next);
	assert_ptr_equal(html_skip(root, root), NULL);
	assert_null(html_find(i, "i"));
	assert_string_equal(html_attr(p, "id"), "x");
	assert_null(html_attr(p, "class"));
	for (n = root; n != NULL; n = html_next(n, root))
		assert_int_equal(n->index, index++);
	assert_int_equal(html_n_nodes(html), index);
	html_text(&text, root);
	assert_string_equal(buf_string(&text), "abcd");
	buf_release(&text);
	html_free(html);
}

static void
test_changes(void **state)
{
	struct html *html = parse("<p>a<b>b<i>c</i></b>d</p><b></b>");
	struct html_node *root = html_root(html), *p, *em;
	struct buf out = BUF_INIT;

	(void)state;
	p = html_find(root, "p");
	html_unwrap(html_find(root, "b"));
	assert_tree(html, "<p>ab<i>c</i>d</p><b></b>");
	html_unwrap(html_find(root, "b"));
	assert_tree(html, "<p>ab<i>c</i>d</p>");
	html_unwrap(root);
	html_set_attr(html, p, "id", "1");
	html_set_attr(html, p, "lang", "ja");
	html_set_attr(html, p, "id", "2\"<");
	assert_tree(html, "<p id=\"2&quot;&lt;\" lang=\"ja\">ab<i>c</i>d</p>");
	html_set_attr(html, p, "id", NULL);
	html_set_attr(html, p, "none", NULL);
	em = html_new_element(html, "em");
	assert_int_equal(em->index, html_n_nodes(html) - 1);
	html_append(em, html_new_text(html, "x<y", 2));
	html_append(em, html_find(p, "i"));
	html_append(root, em);
	assert_tree(html, "<p lang=\"ja\">abd</p><em>x&lt;<i>c</i></em>");
	html_serialize(&out, em->first);
	html_serialize(&out, em);
	assert_string_equal(buf_string(&out),
	    "x&lt;<em>x&lt;<i>c</i></em>");
	html_remove(p);
	html_remove(p);
	assert_tree(html, "<em>x&lt;<i>c</i></em>");
	assert_true(arena_size(html_arena(html)) > 0);
	buf_release(&out);
	html_free(html);
}

static void
test_names(void **state)
{
	(void)state;
	assert_true(html_is_void("br"));
	assert_true(html_is_void("wbr"));
	assert_false(html_is_void("p"));
	assert_false(html_is_void("brr"));
	assert_true(html_is_block("p"));
	assert_true(html_is_block("address"));
	assert_true(html_is_block("xmp"));
	assert_false(html_is_block("span"));
	assert_false(html_is_block("x-block"));
	assert_false(html_is_block(""));
}

/* n times a, then n times b. */
static char *
repeat(const char *a, const char *b, size_t n)
{
	struct buf out = BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++)
		buf_adds(&out, a);
	for (i = 0; i < n; i++)
		buf_adds(&out, b);
	return buf_take(&out);
}

/* What would take minutes if any search were not bounded. */
static void
test_expensive(void **state)
{
	static const struct { const char *a, *b; } rows[] = {
		{ "<b>", "</i>" }, { "<x>", "</y>" }, { "<div><p>", "" },
		{ "<a ", "" }, { "<", "" }, { "&", "" }, { "<![CDATA[", "" },
		{ "<!-- -", "" }, { "<script></scrip", "" },
		{ "<table><tr>x", "" }, { "<svg><g>", "<p>" },
		{ "<ul><li>", "</ul>" }, { "</p>", "" },
		{ "<a><div>", "</div>" }, { "<form></form>", "" },
		{ "<body a=1>", "" }, { "<p x", ">" },
	};
	char *markup;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		markup = repeat(rows[i].a, rows[i].b, 100000);
		html_free(parse(markup));
		free(markup);
	}
}

static void
test_attributes(void **state)
{
	struct buf in = BUF_INIT;
	struct html *html;
	unsigned i;

	(void)state;
	buf_adds(&in, "<p");
	for (i = 0; i < 100000; i++)
		buf_addf(&in, " a%u=1", i);
	buf_adds(&in, ">x</p>y");
	html = parse(buf_string(&in));
	assert_int_equal(html_find(html_root(html), "p")->n_attrs,
	    BOUND_ATTRIBUTES);
	assert_string_equal(html_root(html)->last->text, "y");
	buf_release(&in);
	html_free(html);
}

/* How deep the tree is. */
static unsigned
depth_of(const struct html *html)
{
	const struct html_node *n, *up;
	unsigned depth, most = 0;

	for (n = html_root(html); n != NULL; n = html_next(n,
	    html_root(html))) {
		if (n->first != NULL)
			continue;
		for (depth = 0, up = n; up != NULL; up = up->parent)
			depth++;
		if (depth > most)
			most = depth;
	}
	return most;
}

static void
test_depth(void **state)
{
	char *markup = repeat("<div>a", "</div>b", 700);
	struct html *html = parse(markup);
	struct buf text = BUF_INIT;

	(void)state;
	assert_true(depth_of(html) <= BOUND_HTML_DEPTH + 1);
	html_text(&text, html_root(html));
	assert_int_equal(text.len, 1400);
	assert_string_equal(html_root(html)->last->text, "b");
	assert_false(html_truncated(html));
	buf_release(&text);
	free(markup);
	html_free(html);
}

static void
test_nodes(void **state)
{
	char *markup = repeat("<b>x</b>", "", 200000);
	struct html *html = parse(markup);
	struct buf text = BUF_INIT;

	(void)state;
	assert_true(html_truncated(html));
	assert_true(html_n_nodes(html) <= BOUND_HTML_NODES);
	html_text(&text, html_root(html));
	assert_int_equal(text.len, 200000);
	buf_release(&text);
	free(markup);
	html_free(html);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fragments),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_walk),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_expensive),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_nodes),
	};

	return cmocka_run_group_tests_name("html", tests, NULL, NULL);
}
