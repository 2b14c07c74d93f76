/*
 * HTML to blocks, runs, links and images.
 *
 * A document is written as one line a block, so that a row shows what came of
 * it: frames ("|" a quote, "*" an item, "." what goes on in one), then the
 * kind, "=" where no blank line stands above, and the text with its runs in
 * braces: {e:word} is emphasis, {1:word} belongs to link 1.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/buf.h"
#include "gogai/document.h"

static const char *const kinds[] = {
	[BLOCK_PARAGRAPH] = "p", [BLOCK_HEADING] = "h", [BLOCK_PRE] = "pre",
	[BLOCK_CAPTION] = "cap", [BLOCK_IMAGE] = "img", [BLOCK_RULE] = "hr",
	[BLOCK_TABLE] = "table", [BLOCK_TERM] = "dt",
	[BLOCK_DEFINITION] = "dd",
};

static const struct {
	unsigned bit;
	char sign;
} style_signs[] = {
	{ RUN_EMPHASIS, 'e' }, { RUN_STRONG, 's' }, { RUN_CODE, 'c' },
	{ RUN_STRIKE, 'x' }, { RUN_MARK, 'm' }, { RUN_KBD, 'k' },
	{ RUN_SMALL, 'l' }, { RUN_IMAGE, 'i' }, { RUN_RUBY, 'r' },
	{ RUN_NOTE, 'n' }, { RUN_BASE, 'b' },
};

static void
show_run(struct buf *out, const struct document *d, const struct run *run)
{
	const char *text;
	size_t len, i;

	text = document_text(d, &len);
	assert_true(run->at + run->len <= len);
	if (run->style != 0 || run->link > 0) {
		buf_addc(out, '{');
		for (i = 0; i < CC_COUNT(style_signs); i++)
			if (run->style & style_signs[i].bit)
				buf_addc(out, style_signs[i].sign);
		if (run->link > 0)
			buf_addf(out, "%u", run->link);
		buf_addc(out, ':');
	}
	for (i = 0; i < run->len; i++)
		if (text[run->at + i] == '\n')
			buf_adds(out, "/");
		else
			buf_addc(out, text[run->at + i]);
	if (run->style != 0 || run->link > 0)
		buf_addc(out, '}');
}

static void
show_block(struct buf *out, const struct document *d,
    const struct block *block)
{
	const struct frame *frame;
	size_t i, at = block->at;

	for (i = 0; i < block->n_frames; i++) {
		frame = &block->frames[i];
		if (frame->kind == FRAME_QUOTE)
			buf_adds(out, "| ");
		else if (frame->kind == FRAME_INDENT)
			buf_adds(out, "> ");
		else
			buf_addf(out, "%s ", frame->first ? frame->marker :
			    ".");
	}
	buf_adds(out, kinds[block->kind]);
	if (block->kind == BLOCK_HEADING)
		buf_addf(out, "%u", block->level);
	buf_adds(out, block->tight ? "= " : "  ");
	for (i = 0; i < block->n_runs; i++) {
		assert_int_equal(document_run(d, block->run + i)->at, at);
		at += document_run(d, block->run + i)->len;
		show_run(out, d, document_run(d, block->run + i));
	}
	if (block->kind != BLOCK_TABLE)
		assert_int_equal(at, block->at + block->len);
	buf_addc(out, '\n');
}

static void
show_table(struct buf *out, const struct document *d,
    const struct table *table)
{
	const struct cell *cell;
	size_t i, k;

	buf_addf(out, "  %zux%zu, %zu header\n", table->n_rows, table->n_cols,
	    table->n_header_rows);
	for (i = 0; i < table->n_rows * table->n_cols; i++) {
		cell = &table->cells[i];
		if (cell->colspan == 0)
			continue;
		buf_addf(out, "  %zu,%zu %ux%u%s%s\n", i / table->n_cols,
		    i % table->n_cols, cell->rowspan, cell->colspan,
		    cell->header ? " header" : "", cell->right ? " right" : "");
		for (k = 0; k < cell->n_blocks; k++) {
			buf_adds(out, "    ");
			show_block(out, d, document_cell_block(d,
			    cell->block + k));
		}
	}
}

static void
show(struct buf *out, const struct document *d)
{
	size_t i;

	buf_clear(out);
	for (i = 0; i < document_n_blocks(d); i++) {
		show_block(out, d, document_block(d, i));
		if (document_block(d, i)->table != NULL)
			show_table(out, d, document_block(d, i)->table);
	}
	for (i = 1; i <= document_n_links(d); i++)
		buf_addf(out, "link %s\n", document_link(d, i)->url);
	for (i = 1; i <= document_n_images(d); i++)
		buf_addf(out, "image %s\n", document_image(d, i)->url);
}

static struct document *
parse(const char *html, const struct document_options *options)
{
	struct document *d;
	struct err err;

	if (document_parse(&d, html, strlen(html), options, &err) < 0)
		fail_msg("%s: %s", html, err.message);
	return d;
}

struct row {
	const char *html;
	const char *expected;
	const char *why;
};

static void
check_rows(const struct row *rows, size_t n,
    const struct document_options *options)
{
	struct buf out = BUF_INIT;
	struct document *d;
	size_t i, wrong = 0;

	for (i = 0; i < n; i++) {
		d = parse(rows[i].html, options);
		show(&out, d);
		if (strcmp(buf_string(&out), rows[i].expected) != 0) {
			print_error("%s: %s\ngives\n%swanted\n%s",
			    rows[i].why, rows[i].html, buf_string(&out),
			    rows[i].expected);
			wrong++;
		}
		document_free(d);
	}
	buf_release(&out);
	assert_int_equal(wrong, 0);
}

static void
test_white_space(void **state)
{
	static const struct row rows[] = {
		{ "  one \n two\t three ", "p  one two three\n", "collapses" },
		{ "<p>one</p>\n\n<p> two </p>", "p  one\np  two\n", "edges" },
		{ "a<b> b</b>", "p  a {s:b}\n", "a space before a run" },
		{ "a <b>b </b>c", "p  a {s:b} c\n", "and behind it" },
		{ "<i>a </i><b> b</b>", "p  {e:a} {s:b}\n", "in nobody's look" },
		{ "<b>a </b><b>b</b>", "p  {s:a b}\n", "in the look of both" },
		{ "日本\n語", "p  日本語\n", "a line feed between wide" },
		{ "日本 語", "p  日本 語\n", "a space between wide stays" },
		{ "日本 \n <b>語</b>", "p  日本{s:語}\n", "through elements" },
		{ "日本\nABC", "p  日本 ABC\n", "one side is narrow" },
		{ "한국\n신문", "p  한국 신문\n", "Hangul has spaces" },
		{ "a&nbsp;b", "p  a\u00A0b\n", "no-break space" },
		{ "<p>&nbsp;</p><p> &#x3000; </p>a", "p  a\n", "only blank" },
		{ "<p>　あ</p>", "p  　あ\n", "an indent stays" },
		{ "<div><div>a</div></div><section>b</section>",
		    "p  a\np  b\n", "apart" },
		{ "a<wbr>b", "p  a\xE2\x80\x8B" "b\n", "may break" },
		{ "a\x1B[31mb", "p  a[31mb\n", "no commands" },
		{ "", "", "nothing" },
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), NULL);
}

static void
test_breaks(void **state)
{
	static const struct row rows[] = {
		{ "a<br>b", "p  a/b\n", "one" },
		{ "a <br> b", "p  a/b\n", "no space beside it" },
		{ "<br>a<br>", "p  a\n", "none at the edges" },
		{ "a<br><br>b", "p  a\np  b\n", "two part paragraphs" },
		{ "a<br>\n<br><br>b", "p  a\np  b\n", "so do more" },
		{ "<h2>a<br><br>b</h2>", "h2  a/b\n", "not headings" },
		{ "a<br><p>b", "p  a\np  b\n", "before a paragraph" },
		{ "<b>a<br>b</b>", "p  {s:a/b}\n", "inside a run" },
		{ "a\xE2\x80\xA8" "b", "p  a/b\n", "line separator" },
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), NULL);
}

static void
test_phrases(void **state)
{
	static const struct row rows[] = {
		{ "<em>a</em><strong>b</strong><code>c</code>",
		    "p  {e:a}{s:b}{c:c}\n", "looks" },
		{ "<del>a</del><mark>b</mark><kbd>c</kbd><small>d</small>",
		    "p  {x:a}{m:b}{k:c}{l:d}\n", "more" },
		{ "<b>a<i>b</i></b>", "p  {s:a}{es:b}\n", "nested" },
		{ "m<sup>2</sup> H<sub>2</sub>O", "p  m² H₂O\n", "Unicode" },
		{ "1<sup>st</sup> 3<sup> rd </sup>", "p  1st 3 rd\n",
		    "ordinals" },
		{ "x<sup>k</sup> x<sub>max</sub>", "p  x^k x_max\n", "marks" },
		{ "x<sup>a b</sup>", "p  x^(a b)\n", "brackets" },
		{ "語<sup>注</sup>", "p  語注\n", "not Latin: as it is" },
		{ "<q>a <q>b</q></q>", "p  “a ‘b’”\n", "quotes" },
		{ "<p lang=ja><q>あ<q>い</q> </q>。", "p  「あ『い』」。\n",
		    "in Japanese" },
		{ "<p lang=fr-CA><q>a</q>", "p  «\u00A0a\u00A0»\n", "French" },
		{ "<script>x</script><style>y</style>a<!-- z -->", "p  a\n",
		    "no script" },
		{ "a<span hidden>b</span><i style='Display: none'>c</i>",
		    "p  a\n", "hidden" },
		{ "<select><option>a</select><button>b</button>c", "p  c\n",
		    "controls" },
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), NULL);
}

static void
test_ruby(void **state)
{
	static const struct row rows[] = {
		{ "<ruby>漢字<rt>かんじ</rt></ruby>と",
		    "p  {b:漢字}{r:(かんじ)}と\n", "brackets" },
		{ "<ruby>漢字<rp>（</rp><rt>かんじ</rt><rp>）</rp></ruby>",
		    "p  {b:漢字}{r:(かんじ)}\n", "once" },
		{ "<ruby>漢<rt>かん</rt>字<rt>じ</rt></ruby>",
		    "p  {b:漢}{r:(かん)}{b:字}{r:(じ)}\n", "each" },
		{ "<ruby><rb>東</rb><rb>京</rb><rt>とう</rt><rt>きょう</rt></ruby>",
		    "p  {b:東京}{r:(とうきょう)}\n", "readings together" },
		{ "<ruby>\n 漢字\n <rt> かんじ </rt>\n</ruby>と",
		    "p  {b:漢字}{r:(かんじ)}と\n", "no space" },
		{ "<ruby>漢字<rtc><rt>かん</rt><rt>じ</rt></rtc></ruby>",
		    "p  {b:漢字}{r:(かんじ)}\n", "rtc" },
		{ "<ruby><ruby>東<rt>とう</rt></ruby><rt>East</rt></ruby>",
		    "p  {b:東}{r:(とう)(East)}\n", "nested" },
		{ "<ruby>漢<rp>(<rt>かん<rp>)</ruby>字",
		    "p  {b:漢}{r:(かん)}字\n", "end tags left out" },
		{ "<ruby>Far East<rt>the Orient</rt></ruby> is",
		    "p  {b:Far East}{r:(the Orient)} is\n", "words" },
		{ "<ruby>漢字</ruby>", "p  {b:漢字}\n", "no reading" },
	};
	static const struct row hidden[] = {
		{ "<ruby>漢字<rp>(</rp><rt>かんじ</rt><rp>)</rp></ruby>と",
		    "p  {b:漢字}と\n", "left out" },
	};
	static const struct document_options hide = { .hide_ruby = true };

	(void)state;
	check_rows(rows, CC_COUNT(rows), NULL);
	check_rows(hidden, CC_COUNT(hidden), &hide);
}

static void
test_links(void **state)
{
	static const struct row rows[] = {
		{ "<a href=b>a</a> <a href='c#d'>b</a> <a href=b>c</a>",
		    "p  {1:a} {2:b} {1:c}\nlink http://x.jp/n/b\n"
		    "link http://x.jp/n/c#d\n", "once a target" },
		{ "<a href=b> a </a>b", "p  {1:a} b\nlink http://x.jp/n/b\n",
		    "ends with its text" },
		{ "<a href=b><i>a</i> b</a>",
		    "p  {e1:a}{1: b}\nlink http://x.jp/n/b\n", "runs" },
		{ "<a href='#n'>a</a><a href='a#n'>b</a>", "p  ab\n",
		    "not inside the page" },
		{ "<a href='javascript:x()'>a</a><a name=q>b</a>", "p  ab\n",
		    "not where nothing opens" },
		{ "<a href='mailto:a@b.jp'>a</a>",
		    "p  {1:a}\nlink mailto:a@b.jp\n", "mail" },
		{ "<a href=b><img src=c alt=d></a>",
		    "img  {i:▣ d}\nimage http://x.jp/n/c\n",
		    "around an image: no number" },
		{ "<a href=b> &nbsp; </a>a", "p  a\n", "nothing to see" },
		{ "<base href='http://y.jp/'><a href=b>a</a>",
		    "p  {1:a}\nlink http://y.jp/b\n", "the page's base" },
		{ "<a href=b><p>a</p><p>c</p></a>",
		    "p  {1:a}\np  {1:c}\nlink http://x.jp/n/b\n",
		    "around blocks" },
	};
	static const struct document_options base = {
		.base_url = "http://x.jp/n/a"
	};
	struct document *d;

	(void)state;
	check_rows(rows, CC_COUNT(rows), &base);
	d = parse("<a href='http://x.jp/' title=' A  title '>a</a>", NULL);
	assert_string_equal(document_link(d, 1)->title, "A title");
	assert_null(document_link(d, 0));
	assert_null(document_link(d, 2));
	document_free(d);
}

static void
test_blocks(void **state)
{
	static const struct row rows[] = {
		{ "<h1>a</h1><h3>b</h3>", "h1  a\nh3  b\n", "headings" },
		{ "a<hr>b", "p  a\nhr  \np  b\n", "rule" },
		{ "<blockquote><p>a<p>b</blockquote>c",
		    "| p  a\n| p  b\np  c\n", "quote" },
		{ "<blockquote>a<blockquote>b", "| p  a\n| | p  b\n",
		    "quotes in quotes" },
		{ "<pre>\n a  b\n\n\tc\n</pre>", "pre   a  b//        c\n",
		    "kept; tabs are spaces" },
		{ "<pre><code>a <b>b</b>\n</code></pre>",
		    "pre  {c:a }{sc:b}\n", "code" },
		{ "<pre><span>  </span>a<br>b</pre>", "pre    a/b\n",
		    "indent in an element" },
		{ "<pre><div>a</div><div>b</div></pre>", "pre  a/b\n",
		    "lines as elements" },
		{ "<pre> \n </pre>a", "p  a\n", "blank code" },
		{ "<details><summary>a</summary>b</details>",
		    "p  {s:a}\np  b\n", "details" },
		{ "<address>a<br>b</address>", "p  a/b\n", "address" },
		{ "<video src=http://x.jp/v></video>",
		    "p  {n1:[video]}\nlink http://x.jp/v\n", "media" },
		{ "<iframe src=about:blank></iframe>a", "p  a\n", "no page" },
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), NULL);
}

static void
test_lists(void **state)
{
	static const struct row rows[] = {
		{ "a<ul><li>b<li>c</ul>d", "p  a\n• p  b\n• p= c\np  d\n",
		    "tight" },
		{ "<ul><li><p>b</p><li><p>c</p></ul>", "• p  b\n• p= c\n",
		    "one paragraph each" },
		{ "<ul><li><p>b</p><p>c</p><li>d</ul>e",
		    "• p  b\n. p  c\n• p  d\np  e\n", "several: loose" },
		{ "<ul><li>a<ul><li>b<ul><li>c</ul></ul>d</ul>",
		    "• p  a\n. ◦ p= b\n. . ▪ p= c\n. p= d\n", "nested" },
		{ "<ol><li>a<li>b</ol>", "1. p  a\n2. p= b\n", "numbers" },
		{ "<ol start=9><li>a<li>b</ol>", " 9. p  a\n10. p= b\n",
		    "start; one column" },
		{ "<ol reversed><li>a<li value=7>b<li>c</ol>",
		    "3. p  a\n7. p= b\n6. p= c\n", "reversed, value" },
		{ "<ol type=a start=26><li>a<li>b</ol>",
		    " z. p  a\naa. p= b\n", "letters" },
		{ "<ol type=I start=4><li>a<li>b</ol>", "IV. p  a\n V. p= b\n",
		    "Roman" },
		{ "<ol start=-1><li>a<li>b</ol>", "-1. p  a\n 0. p= b\n",
		    "below nought" },
		{ "<ul><li></li></ul><p>a", "p  a\n", "an empty item" },
		{ "<ul><li><h4>a</h4>b</ul>", "• h4  a\n. p  b\n",
		    "a heading in one" },
		{ "<dl><dt>a<dd>b<dt>c<dd>d</dl>e",
		    "dt  a\n> dd= b\ndt= c\n> dd= d\np  e\n", "terms" },
		{ "<dl><dt>a<dd><p>b</p><p>c</p><dt>d<dd>e</dl>",
		    "dt  a\n> dd= b\n> dd  c\ndt  d\n> dd= e\n",
		    "long definitions" },
		{ "<li>a", "• p  a\n", "an item of no list" },
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), NULL);
}

static void
test_figures(void **state)
{
	static const struct row rows[] = {
		{ "<img src=http://x.jp/a alt='A cat'>",
		    "img  {i:▣ A cat}\nimage http://x.jp/a\n", "alt" },
		{ "a<img src=http://x.jp/a alt=''>b", "p  ab\n", "decorative" },
		{ "<p>a <img src=http://x.jp/a alt=c> b</p>",
		    "p  a {i:▣ c} b\nimage http://x.jp/a\n", "in a line" },
		{ "<p><img src=http://x.jp/a alt=c> b</p>",
		    "img  {i:▣ c}\np  b\nimage http://x.jp/a\n",
		    "before a paragraph" },
		{ "a <img src=http://x.jp/a alt='😀'>", "p  a 😀\n",
		    "an emoji" },
		{ "<figure><img src=http://x.jp/a alt=b><figcaption>c"
		    "</figcaption></figure>",
		    "img  {i:▣ b}\ncap= c\nimage http://x.jp/a\n", "both" },
		{ "<figure><img src=http://x.jp/a alt=''><figcaption>by "
		    "<a href=http://y.jp/>c</a></figcaption></figure>d",
		    "cap  {i:▣ }by {1:c}\np  d\nlink http://y.jp/\n"
		    "image http://x.jp/a\n", "the caption's words" },
		{ "<figure><img src=http://x.jp/a alt=b><figcaption>b. "
		    "Reuters</figcaption></figure>",
		    "cap  {i:▣ }b. Reuters\nimage http://x.jp/a\n",
		    "alt is in the caption" },
		{ "<figure><img src=http://x.jp/a></figure>b", "p  b\n",
		    "no words" },
		{ "<figure><pre>a</pre><figcaption>b</figcaption></figure>",
		    "pre  a\ncap= b\n", "code with a caption" },
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), NULL);
}

static void
test_tables(void **state)
{
	static const struct row rows[] = {
		{ "<table><tr><th>a<th>b<tr><td>c<td>1,200</table>",
		    "table  \n  2x2, 1 header\n  0,0 1x1 header\n    p  a\n"
		    "  0,1 1x1 header right\n    p  b\n  1,0 1x1\n    p  c\n"
		    "  1,1 1x1 right\n    p  1,200\n", "headers" },
		{ "<table><tr><td>a<td>b<tr><td colspan=9>c</table>",
		    "table  \n  2x2, 0 header\n  0,0 1x1\n    p  a\n"
		    "  0,1 1x1\n    p  b\n  1,0 1x2\n    p  c\n",
		    "a span is cut" },
		{ "<table><tr><td rowspan=2>a<td>b<tr><td>c</table>",
		    "table  \n  2x2, 0 header\n  0,0 2x1\n    p  a\n"
		    "  0,1 1x1\n    p  b\n  1,1 1x1\n    p  c\n", "rowspan" },
		{ "<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c</table>",
		    "table  \n  2x2, 0 header\n  0,0 1x1\n    p  a\n"
		    "  0,1 2x1\n    p  b\n  1,0 1x1\n    p  c\n",
		    "spans do not overlap" },
		{ "<table><tfoot><tr><td>c<tbody><tr><td>b<thead><tr><td>a"
		    "</table>",
		    "table  \n  3x1, 1 header\n  0,0 1x1\n    p  a\n"
		    "  1,0 1x1\n    p  b\n  2,0 1x1\n    p  c\n", "sections" },
		{ "<table><caption>a</caption><tr><td>b</table>",
		    "cap  a\ntable= \n  1x1, 0 header\n  0,0 1x1\n    p  b\n",
		    "caption" },
		{ "<table><tr><td>a<td>b</table>", "p  a\np  b\n",
		    "one row is layout" },
		{ "<table role=presentation><tr><th>a<td>b<tr><td>c</table>",
		    "p  a\np  b\np  c\n", "says so" },
		{ "<table><tr><td>a<td><table><tr><td>b<th>c</table></table>",
		    "p  a\ntable  \n  1x2, 0 header\n  0,0 1x1\n    p  b\n"
		    "  0,1 1x1 header\n    p  c\n", "tables in tables" },
		{ "<table><tr><td></table>a", "p  a\n", "empty" },
		{ "<ul><li><table><tr><th>a<tr><td>b</table></ul>",
		    "• table  \n  2x1, 1 header\n  0,0 1x1 header\n    p  a\n"
		    "  1,0 1x1\n    p  b\n", "in an item" },
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), NULL);
}

static void
test_from_text(void **state)
{
	static const char text[] = "one\r\n two\n\n\nthree\x1B\n";
	struct document *d = document_from_text(text, sizeof text - 1);
	struct buf out = BUF_INIT;

	(void)state;
	show(&out, d);
	assert_string_equal(out.data, "p  one/two\np  three\n");
	document_free(d);
	buf_clear(&out);
	d = document_from_text("", 0);
	assert_int_equal(document_n_blocks(d), 0);
	document_free(d);
	buf_release(&out);
}

static void
test_places(void **state)
{
	struct document *d = parse("<h2 id=top>a</h2><p dir=rtl>b<p>c", NULL);
	size_t len;

	(void)state;
	assert_string_equal(document_block(d, 0)->anchor, "top");
	assert_null(document_block(d, 1)->anchor);
	assert_true(document_block(d, 1)->rtl);
	assert_false(document_block(d, 2)->rtl);
	assert_string_equal(document_text(d, &len), "a\nb\nc");
	assert_int_equal(len, 5);
	assert_null(document_block(d, 3));
	assert_null(document_cell_block(d, 0));
	assert_null(document_image(d, 1));
	document_free(d);
	document_free(NULL);
}

/* What nests or spans without end stays small and ends. */
static void
test_hostile(void **state)
{
	static const char *const parts[] = {
		"<blockquote>", "<ul><li>", "<b>", "<table><tr><td>",
		"<ruby><rt>", "<q>", "<figure>", "<pre>", "<dl><dd>",
	};
	struct buf html = BUF_INIT;
	size_t i, k;

	(void)state;
	for (i = 0; i < CC_COUNT(parts); i++) {
		buf_clear(&html);
		for (k = 0; k < 3000; k++)
			buf_addf(&html, "%sx", parts[i]);
		document_free(parse(html.data, NULL));
	}
	buf_clear(&html);
	buf_adds(&html, "<table>");
	for (k = 0; k < 2000; k++)
		buf_adds(&html, "<tr><td colspan=1000 rowspan=65534>a<td>b");
	document_free(parse(html.data, NULL));
	buf_clear(&html);
	buf_adds(&html, "<pre>");
	for (k = 0; k < 100000; k++)
		buf_adds(&html, "\tx");
	document_free(parse(html.data, NULL));
	buf_release(&html);
}

static void
test_tabs(void **state)
{
	static const struct row rows[] = {
		{ "<pre>\ta\tb\n日本\tc\t</pre>",
		    "pre          a       b/日本    c\n", "stops of 8" },
		{ "<pre>a<b>\t</b>b</pre>", "pre  a{s:       }b\n",
		    "over runs" },
		{ "<pre>\t</pre><pre>\ta</pre>", "pre          a\n",
		    "anew in each block" },
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_white_space),
		cmocka_unit_test(test_breaks),
		cmocka_unit_test(test_phrases),
		cmocka_unit_test(test_ruby),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_figures),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_from_text),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_tabs),
	};

	return cmocka_run_group_tests_name("document", tests, NULL, NULL);
}
