/*
 * Blocks to lines: rows of text and the lines expected, pages with the lines
 * beside them, and properties that hold for any text at any width.
 *
 * The pages are tests/data/layout/NAME.html, their lines NAME.COLS.txt; with
 * UPDATE=1 in the environment the latter are written anew.
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
#include "gogai/document.h"
#include "gogai/layout.h"
#include "gogai/utf8.h"

static struct document *
parse(const char *html, size_t len)
{
	static const struct document_options options = {
		.base_url = "https://news.example/"
	};
	struct document *d;
	struct err err;

	if (document_parse(&d, html, len, &options, &err) < 0)
		fail_msg("%s", err.message);
	return d;
}

/* All lines of a document, parted by `between`. */
static void
lay(struct buf *out, const struct document *d,
    const struct layout_options *options, const char *between)
{
	struct layout *layout = layout_new(d, options);
	size_t i, n = layout_n_lines(layout);

	buf_clear(out);
	for (i = 0; i < n; i++) {
		if (i > 0)
			buf_adds(out, between);
		layout_line_text(out, layout_line(layout, i));
	}
	layout_free(layout);
}

static const char *
top_dir(void)
{
	const char *dir = getenv("GOGAI_SRCDIR");

	return dir != NULL ? dir : ".";
}

/* The bytes of a file; false: it is not there. */
static bool
read_whole(struct buf *out, const char *path)
{
	char bytes[4096];
	size_t n;
	FILE *f = fopen(path, "rb");

	buf_clear(out);
	if (f == NULL)
		return false;
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		buf_add(out, bytes, n);
	fclose(f);
	return true;
}

/* ---- rows */

struct row {
	int cols;
	const char *html;
	const char *expected;	/* lines parted by "|" */
	const char *why;
};

static void
check_rows(const struct row *rows, size_t n,
    const struct layout_options *base)
{
	struct layout_options options = *base;
	struct buf out = BUF_INIT;
	struct document *d;
	size_t i, wrong = 0;

	for (i = 0; i < n; i++) {
		d = parse(rows[i].html, strlen(rows[i].html));
		options.cols = rows[i].cols;
		lay(&out, d, &options, "|");
		if (strcmp(buf_string(&out), rows[i].expected) != 0) {
			print_error("%s: %s\ngives  %s\nwanted %s\n",
			    rows[i].why, rows[i].html, buf_string(&out),
			    rows[i].expected);
			wrong++;
		}
		document_free(d);
	}
	buf_release(&out);
	assert_int_equal(wrong, 0);
}

static const struct layout_options inline_links = { .cols = 40 };
static const struct layout_options no_links = {
	.cols = 40, .links = LAYOUT_LINKS_NONE
};

static void
test_fitting(void **state)
{
	static const struct row rows[] = {
		{ 9, "rain falls", "rain|falls", "at a space" },
		{ 10, "rain falls now", "rain falls|now", "a space hangs" },
		{ 5, "ab &nbsp;c", "ab \u00A0c", "no-break space is counted" },
		{ 4, "extraordinary", "extr|aord|inar|y", "too long a word" },
		{ 8, "雨が降る、明日も。", "雨が降|る、明日|も。", "push out" },
		{ 7, "雨　　雪", "雨|雪", "wide spaces hang" },
		{ 12, "a<b>b</b>c <i>def</i>ghij k", "abc defghij|k",
		    "looks do not part words" },
		{ 6, "hyphen&shy;ated", "hyphen|ated", "no room for a hyphen" },
		{ 7, "hyphen&shy;ated", "hyphen-|ated", "a soft hyphen" },
		{ 20, "hyphen&shy;ated", "hyphenated", "not needed" },
		{ 3, "ab<wbr>cd<wbr>ef", "ab|cd|ef", "may break" },
		{ 9, "one<br>two<br>three four", "one|two|three|four", "br" },
		{ 0, "あb", "あ|b", "no width is one column" },
		{ 20, "", "", "nothing" },
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), &inline_links);
}

static void
test_links(void **state)
{
	static const struct row rows[] = {
		{ 40, "a <a href=b>link</a>, and", "a link[1], and", "after" },
		{ 9, "see <a href=b>link</a> x", "see|link[1] x",
		    "stays with the word" },
		{ 8, "<a href=b>good link</a>", "good|link[1]", "the last one" },
		{ 5, "<a href=b>links</a>x", "links|[1]x",
		    "when that fits, else whole" },
		{ 8, "<a href=b>日本語</a>です", "日本|語[1]で|す",
		    "kanji too" },
		{ 7, "<a href=b>日本</a>。次", "日|本[1]。|次",
		    "takes what may not start a line along" },
		{ 2, "<a href=b>a</a>", "a|[1|]", "too narrow for it" },
	};
	static const struct row none[] = {
		{ 40, "a <a href=b>link</a>, and", "a link, and", "none" },
	};
	static const struct row notes[] = {
		{ 40, "a <a href=b>link</a>",
		    "a link[1]||[1] https://news.example/b", "at the end" },
	};
	static const struct layout_options with_notes = {
		.links = LAYOUT_LINKS_NOTES
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), &inline_links);
	check_rows(none, CC_COUNT(none), &no_links);
	check_rows(notes, CC_COUNT(notes), &with_notes);
}

static void
test_ruby(void **state)
{
	static const struct row rows[] = {
		{ 40, "<ruby>雪<rt>ゆき</rt></ruby>だ", "雪(ゆき)だ", "brackets" },
		{ 12, "白い<ruby>吹雪<rt>ふぶき</rt></ruby>だ",
		    "白い|吹雪(ふぶき)|だ", "never parted from its base" },
		{ 8, "<ruby>白<rt>しろ</rt>雪<rt>ゆき</rt></ruby>",
		    "白(しろ)|雪(ゆき)", "each with its own" },
		{ 8, "<ruby>吹雪<rt>ふぶき</rt></ruby>", "吹雪(ふ|ぶき)",
		    "longer than the line" },
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), &inline_links);
}

static void
test_margins(void **state)
{
	static const struct row rows[] = {
		{ 12, "<ul><li>one two three<li>b</ul>",
		    "• one two|  three|• b", "items hang" },
		{ 20, "<ol start=9><li>a<li>b c</ol>", " 9. a|10. b c",
		    "numbers in a column" },
		{ 12, "<blockquote>one two three<p>b</blockquote>",
		    "│ one two|│ three|│|│ b", "bars go through" },
		{ 12, "<blockquote>a</blockquote><blockquote>b</blockquote>",
		    "│ a||│ b", "but not from one to the next" },
		{ 20, "<ul><li>a<ul><li>b</ul></ul>", "• a|  ◦ b", "nested" },
		{ 6, "<ul><li>a<ul><li>b<ul><li>c d e</ul></ul></ul>",
		    "• a|◦ b|▪ c d|  e", "half of it at most is margin" },
		{ 50, "<dl><dt>a<dd>b</dl>", "a|    b", "definitions" },
		{ 1, "<ul><li>ab</ul>", "a|b", "no room at all" },
		{ 5, "a<hr>b", "a||─────||b", "rule" },
		{ 20, "<pre>a\n  b\n\nc</pre>", "a|  b||c", "kept" },
		{ 4, "<pre>      ab</pre>", "ab", "indent beyond the measure" },
	};
	static const struct row plain[] = {
		{ 20, "<ul><li>a<ul><li>b</ul></ul><hr>",
		    "* a|  - b||--------------------", "signs" },
		{ 20, "<blockquote>a</blockquote><img alt=b src=c>",
		    "| a||# b", "bars, images" },
	};
	static const struct layout_options ascii = { .ascii = true };
	static const struct row wide[] = {
		{ 8, "<ul><li>①②③</ul>", "• ①②|   ③", "ambiguous ones" },
		{ 7, "<hr>", "───", "rules too" },
	};
	static const struct layout_options ambiguous = {
		.width = { .ambiguous_wide = true }
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), &inline_links);
	check_rows(plain, CC_COUNT(plain), &ascii);
	check_rows(wide, CC_COUNT(wide), &ambiguous);
}

static void
test_tables(void **state)
{
	static const struct row rows[] = {
		{ 40, "<table><tr><th>Town<th>Rain<tr><td>Otaru<td>12"
		    "<tr><td>Nago<td>9</table>",
		    "Town   Rain|─────  ────|Otaru    12|Nago      9",
		    "columns; numbers to the right" },
		{ 16, "<table><tr><td>one two three<td>b<tr><td>c<td>d</table>",
		    "one two three  b|c              d", "just fits" },
		{ 15, "<table><tr><td>one two three<td>b<tr><td>c<td>d</table>",
		    "one two       b|three||c             d", "wraps, with air" },
		{ 30, "<table><tr><td rowspan=2>a<td>b<tr><td>c</table>",
		    "a  b|   c", "rowspan" },
		{ 14, "<table><tr><td rowspan=2>one two three<td>b c"
		    "<tr><td>d</table>", "one two    b c|three      d",
		    "rowspan over lines" },
		{ 30, "<table><tr><td>a<td>b<td>x<tr><td colspan=2>c d e f"
		    "<td>y</table>", "a   b    x|c d e f  y", "colspan" },
		{ 12, "<table><tr><th>Town<th>Weather<tr><td>Otaru"
		    "<td>heavy snow<tr><td>Nago<td>fine</table>",
		    "Town: Otaru|Weather:|heavy snow||Town: Nago|"
		    "Weather:|fine", "too wide: records" },
		{ 14, "<table><tr><th colspan=2>Today<tr><th>Town<th>Weather"
		    "<tr><td>Otaru<td>heavy snow</table>",
		    "Today||Town: Otaru|Weather: heavy|snow",
		    "headers over several columns" },
		{ 40, "<table><tr><td>a</table>", "a", "layout" },
		{ 40, "<ul><li><table><tr><th>a<tr><td>b</table></ul>",
		    "• a|  ─|  b", "in an item" },
	};

	(void)state;
	check_rows(rows, CC_COUNT(rows), &inline_links);
}

/* ---- the shared rows */

/* \uXXXX and \UXXXXXXXX to characters; markup to references. */
static void
add_row_text(struct buf *out, const char *p, size_t len, bool html)
{
	size_t i, n;
	char digits[9] = "";

	for (i = 0; i < len; i++) {
		n = i + 1 < len && p[i] == '\\' ? (p[i + 1] == 'u' ? 4 :
		    p[i + 1] == 'U' ? 8 : 0) : 0;
		if (n > 0 && i + 2 + n <= len) {
			memcpy(digits, p + i + 2, n);
			digits[n] = '\0';
			utf8_add(out, (uint32_t)strtoul(digits, NULL, 16));
			i += 1 + n;
		} else if (html && p[i] == '&')
			buf_adds(out, "&amp;");
		else
			buf_addc(out, p[i]);
	}
}

static bool
check_shared_row(char *line)
{
	struct buf html = BUF_INIT, wanted = BUF_INIT, out = BUF_INIT;
	struct layout_options options = no_links;
	char *fields[4], *end = line;
	struct document *d;
	size_t i;
	bool same;

	for (i = 0; i < CC_COUNT(fields); i++) {
		fields[i] = end;
		end = strchr(end, i < 3 ? '\t' : '\0');
		assert_non_null(end);
		*end++ = '\0';
	}
	options.cols = (int)strtol(fields[0], NULL, 10);
	add_row_text(&html, fields[1], strlen(fields[1]), true);
	add_row_text(&wanted, fields[2], strlen(fields[2]), false);
	d = parse(html.data, html.len);
	lay(&out, d, &options, " | ");
	same = strcmp(buf_string(&out), wanted.data) == 0;
	if (!same)
		print_error("%s: %d %s\ngives  %s\nwanted %s\n", fields[3],
		    options.cols, html.data, buf_string(&out), wanted.data);
	document_free(d);
	buf_release(&html);
	buf_release(&wanted);
	buf_release(&out);
	return same;
}

static void
test_shared_rows(void **state)
{
	const char *shared = getenv("GOGAI_SHARED");
	struct buf rows = BUF_INIT, path = BUF_INIT;
	char *line, *next;
	size_t n = 0, wrong = 0;
	bool there;

	(void)state;
	if (shared == NULL)
		skip();
	buf_addf(&path, "%s/data/cjk-layout.tsv", shared);
	there = read_whole(&rows, path.data);
	buf_release(&path);
	if (!there)
		skip();
	for (line = rows.data; line != NULL && *line != '\0'; line = next) {
		next = strchr(line, '\n');
		if (next != NULL)
			*next++ = '\0';
		if (*line == '#' || *line == '\0')
			continue;
		n++;
		wrong += !check_shared_row(line);
	}
	buf_release(&rows);
	print_message("%zu rows, %zu wrong\n", n, wrong);
	assert_true(n > 0);
	assert_int_equal(wrong, 0);
}

/* ---- pages */

static const char *const pages[] = { "feature", "column", "recipe" };
static const int page_cols[] = { 40, 80 };

static bool
check_page(const char *name, int cols)
{
	struct buf path = BUF_INIT, html = BUF_INIT, wanted = BUF_INIT;
	struct buf out = BUF_INIT;
	struct layout_options options = inline_links;
	struct document *d;
	FILE *f;
	bool same = true;

	buf_addf(&path, "%s/tests/data/layout/%s.html", top_dir(), name);
	if (!read_whole(&html, path.data))
		fail_msg("%s is missing", path.data);
	d = parse(html.data, html.len);
	options.cols = cols;
	lay(&out, d, &options, "\n");
	buf_addc(&out, '\n');
	buf_clear(&path);
	buf_addf(&path, "%s/tests/data/layout/%s.%d.txt", top_dir(), name,
	    cols);
	if (getenv("UPDATE") != NULL) {
		f = fopen(path.data, "wb");
		assert_non_null(f);
		fwrite(out.data, 1, out.len, f);
		fclose(f);
	} else {
		read_whole(&wanted, path.data);
		same = strcmp(out.data, buf_string(&wanted)) == 0;
	}
	if (!same)
		print_error("%s gives\n%s", path.data, out.data);
	document_free(d);
	buf_release(&path);
	buf_release(&html);
	buf_release(&wanted);
	buf_release(&out);
	return same;
}

static void
test_pages(void **state)
{
	size_t i, k, wrong = 0;

	(void)state;
	for (i = 0; i < CC_COUNT(pages); i++)
		for (k = 0; k < CC_COUNT(page_cols); k++)
			wrong += !check_page(pages[i], page_cols[k]);
	assert_int_equal(wrong, 0);
}

/* ---- properties */

static const char *const texts[] = {
	"The harbour master of Otaru keeps two clocks, and neither of them is "
	"right; \u201Cthat,\u201D she says, \u201Cis how one knows.\u201D "
	"See <a href=a>the list</a> and <a href=b>well-known "
	"state-of-the-art e.g.&nbsp;ones</a>. Extraordinarily"
	"long&shy;hyphen&shy;ated&shy;words, https://news.example/2026/01/"
	"a?b=c&amp;d=e, U.S. figures (3.5 %), and\u2014dashes.",
	"港の時計は二つあるが、どちらも合っていない。「だから時刻がわかるのです」と"
	"<a href=a>管理人</a>は笑う。<ruby>灯台<rt>とうだい</rt></ruby>の光は"
	"１５，０００ｍ先まで届き、……と聞いた。ラーメン・コーヒー、ちょっと"
	"待って！？　円安ＮＨＫ 100％。",
	"<p>かな\u3099 👨\u200D👩\u200D👧\u200D👦 🇯🇵🇺🇸 👍🏽 葛\U000E0100 한국어 "
	"<b>e\u0301</b><i>\u0301x</i> ｶﾞﾝﾀﾞﾑ ไทย देवनागरी العربية</p>",
	"<ul><li>one two three<ol><li>four five<li>six</ol></ul>"
	"<blockquote>seven <code>eight nine</code></blockquote>"
	"<pre>int x;\n\tint y = 1;   \n\nend</pre><dl><dt>a<dd>b c d</dl>"
	"<hr><figure><img src=a alt='a lamp'><figcaption>by night"
	"</figcaption></figure>x<br>y",
	"<p>a \u200Bb\u200B\u200B c</p><p>\u3000\u3000あ\u3000い</p>"
	"<p>((((「「「「。。。。</p><p>\u0301</p><p>\u00AD\u00AD a\u00AD</p>",
};

/* What may be missing at the end of a line, or anywhere (soft hyphens). */
static bool
may_miss(const char *p, size_t len)
{
	uint32_t c;
	size_t i;

	for (i = 0; i < len; ) {
		i += utf8_decode(&c, p + i, len - i);
		if (c != ' ' && c != '\n' && c != 0x3000 && c != 0x200B &&
		    c != 0xAD)
			return false;
	}
	return true;
}

/* Is this line one cluster (and what stands for nothing)? */
static bool
is_one_cluster(const struct line *line, const struct width_rules *rules)
{
	const struct fragment *f = &line->fragments[0];
	int cols;

	return line->n_fragments == 1 &&
	    width_cluster(&cols, f->text, f->len, rules) == f->len;
}

/* Every fragment is as wide as it says, behind the one before. */
static void
check_line(const struct line *line, int cols)
{
	static const struct width_rules rules;
	const struct fragment *f;
	size_t i;
	int col = 0;

	for (i = 0; i < line->n_fragments; i++) {
		f = &line->fragments[i];
		assert_true(f->len > 0);
		assert_true(f->col >= col);
		assert_int_equal(f->cols, width_text(f->text, f->len, &rules));
		col = f->col + f->cols;
	}
	if (col > cols && !is_one_cluster(line, &rules))
		fail_msg("%d columns of %d", col, cols);
}

/* All bytes of the document stand in its lines, once and in order. */
static void
check_lines(const struct document *d, struct layout *layout, int cols)
{
	const struct fragment *f;
	const struct line *line;
	const char *text;
	size_t len, at = 0, i, k;

	text = document_text(d, &len);
	for (i = 0; (line = layout_line(layout, i)) != NULL; i++) {
		check_line(line, cols);
		for (k = 0; k < line->n_fragments; k++) {
			f = &line->fragments[k];
			if (f->text < text || f->text >= text + len)
				continue;
			assert_true(f->text >= text + at);
			assert_true(may_miss(text + at,
			    (size_t)(f->text - text) - at));
			at = (size_t)(f->text - text) + f->len;
		}
	}
	assert_true(may_miss(text + at, len - at));
}

static void
test_properties(void **state)
{
	struct layout_options options = inline_links;
	struct document *d;
	struct layout *layout;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(texts); i++) {
		d = parse(texts[i], strlen(texts[i]));
		for (options.cols = 1; options.cols <= 200; options.cols++) {
			options.links = options.cols % 2 == 0 ?
			    LAYOUT_LINKS_NONE : LAYOUT_LINKS_INLINE;
			layout = layout_new(d, &options);
			check_lines(d, layout, options.cols);
			layout_free(layout);
		}
		document_free(d);
	}
}

/* At once or in parts, from the front or from a place in the middle. */
static void
test_parts(void **state)
{
	struct buf once = BUF_INIT, parts = BUF_INIT;
	struct layout_options options = inline_links;
	struct layout *layout;
	struct document *d;
	size_t i, k;

	(void)state;
	for (i = 0; i < CC_COUNT(texts); i++) {
		d = parse(texts[i], strlen(texts[i]));
		for (options.cols = 3; options.cols < 90; options.cols += 7) {
			lay(&once, d, &options, "\n");
			layout = layout_new(d, &options);
			layout_find(layout, i % 3, 7);
			buf_clear(&parts);
			for (k = 0; layout_line(layout, k) != NULL; k++) {
				if (k > 0)
					buf_addc(&parts, '\n');
				layout_line_text(&parts,
				    layout_line(layout, k));
			}
			assert_int_equal(layout_n_lines(layout), k);
			layout_free(layout);
			assert_string_equal(once.data, parts.data);
		}
		document_free(d);
	}
	buf_release(&once);
	buf_release(&parts);
}

/* ---- places */

static void
test_find(void **state)
{
	static const char html[] = "<p>one two three four<p>five six"
	    "<p><a href=a>seven</a><table><tr><th>h<th>i<tr><td>j<td>k</table>";
	static const struct {
		size_t block, offset, line;
	} rows[] = {
		{ 0, 0, 0 }, { 0, 5, 0 }, { 0, 8, 1 }, { 0, 14, 2 },
		{ 0, 999, 2 }, { 1, 0, 4 }, { 1, 6, 4 }, { 2, 0, 6 },
		{ 3, 0, 8 }, { 3, 4, 10 }, { 4, 0, 11 }, { 99, 1, 11 },
	};
	struct layout_options options = { .cols = 9 };
	struct document *d = parse(html, sizeof html - 1);
	struct layout *layout;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		layout = layout_new(d, &options);
		assert_int_equal(layout_find(layout, rows[i].block,
		    rows[i].offset), rows[i].line);
		layout_free(layout);
	}
	layout = layout_new(d, &options);
	assert_int_equal(layout_find_link(layout, 1), 6);
	assert_true(layout_find_link(layout, 2) == SIZE_MAX);
	assert_int_equal(layout_line(layout, 2)->block, 0);
	assert_int_equal(layout_line(layout, 2)->offset, 14);
	assert_true(layout_line(layout, 3)->blank);
	assert_int_equal(layout_line(layout, 3)->block, 1);
	assert_null(layout_line(layout, 11));
	layout_free(layout);
	document_free(d);
	layout_free(NULL);
}

/* A place found at one width is found again at another. */
static void
test_places_survive(void **state)
{
	struct layout_options options = inline_links;
	struct document *d = parse(texts[0], strlen(texts[0]));
	struct layout *layout, *other;
	const struct line *line, *found;
	size_t i, at;
	int cols;

	(void)state;
	layout = layout_new(d, &options);
	for (cols = 10; cols < 120; cols += 13) {
		options.cols = cols;
		other = layout_new(d, &options);
		for (i = 0; (line = layout_line(layout, i)) != NULL; i++) {
			at = layout_find(other, line->block, line->offset);
			found = layout_line(other, at);
			assert_true(found->offset <= line->offset);
			found = layout_line(other, at + 1);
			if (found != NULL && found->block == line->block)
				assert_true(found->offset > line->offset);
		}
		layout_free(other);
	}
	layout_free(layout);
	document_free(d);
}

static void
test_roles(void **state)
{
	static const char html[] = "<h1>a</h1><p>b <a href=c>d</a> "
	    "<code>e</code><blockquote>f</blockquote><ul><li>g</ul>"
	    "<hr><img src=h alt=i><video src=j></video>";
	static const enum layout_role roles[] = {
		LAYOUT_HEADING, LAYOUT_TEXT, LAYOUT_LINK, LAYOUT_LINK_NUMBER,
		LAYOUT_TEXT, LAYOUT_CODE, LAYOUT_QUOTE_BAR, LAYOUT_TEXT,
		LAYOUT_MARKER, LAYOUT_TEXT, LAYOUT_RULE, LAYOUT_IMAGE,
		LAYOUT_LINK, LAYOUT_LINK_NUMBER,
	};
	struct document *d = parse(html, sizeof html - 1);
	struct layout *layout = layout_new(d, &inline_links);
	const struct line *line;
	size_t i, k, n = 0;

	(void)state;
	for (i = 0; (line = layout_line(layout, i)) != NULL; i++)
		for (k = 0; k < line->n_fragments; k++, n++) {
			assert_true(n < CC_COUNT(roles));
			assert_int_equal(line->fragments[k].role, roles[n]);
		}
	assert_int_equal(n, CC_COUNT(roles));
	assert_int_equal(layout_line(layout, 2)->fragments[1].link, 1);
	layout_free(layout);
	document_free(d);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fitting),
		cmocka_unit_test(test_links),
		cmocka_unit_test(test_ruby),
		cmocka_unit_test(test_margins),
		cmocka_unit_test(test_tables),
		cmocka_unit_test(test_shared_rows),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_properties),
		cmocka_unit_test(test_parts),
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_places_survive),
		cmocka_unit_test(test_roles),
	};

	return cmocka_run_group_tests_name("layout", tests, NULL, NULL);
}
