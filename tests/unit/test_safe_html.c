/*
 * Safe HTML: what stays, what goes, and what is made absolute.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/html.h"
#include "gogai/safe_html.h"

#define BASE "http://news.example/a/b.html"

struct row {
	const char *why, *in, *out;
};

static void
check(const struct row *row, const char *base)
{
	struct buf out = BUF_INIT, again = BUF_INIT;

	safe_html_fragment(&out, row->in, strlen(row->in), base);
	if (strcmp(buf_string(&out), row->out) != 0)
		print_message("%s: %s\n", row->why, row->in);
	assert_string_equal(buf_string(&out), row->out);
	safe_html_fragment(&again, buf_string(&out), out.len, base);
	assert_string_equal(buf_string(&again), row->out);
	buf_release(&out);
	buf_release(&again);
}

static const struct row rows[] = {
	{ "empty", "", "" },
	{ "text alone", "1 > 0", "1 &gt; 0" },
	{ "text", "a &amp; b <b>c</b>", "a &amp; b <b>c</b>" },
	{ "terminal commands", "a\x1b[31mb&#27;]0;c&#7;<i>\u202ed</i>\xc2\x9b" "e",
	    "a[31mb]0;c<i>d</i>e" },
	{ "terminal commands without markup", "a\x1b[31mb\x7f\xc2\x9b" "c",
	    "a[31mbc" },
	{ "terminal commands in values", "<p title='a&#27;[1m\u202e'>b</p>",
	    "<p title=\"a[1m\">b</p>" },

	{ "scripts and styles", "a<script>b</script><style>c</style>d", "ad" },
	{ "handlers and styles",
	    "<p onclick=a OnLoad=b style='c:d' class=e id=f>g</p>",
	    "<p id=\"f\">g</p>" },
	{ "unknown elements", "<x-y onfoo=1><blink>a</blink></x-y>b", "ab" },
	{ "forms", "<form>a<input><select><option>b</select>"
	    "<textarea>c</textarea><button>d</button></form>e",
	    "<div>a</div>e" },
	{ "plug-ins", "a<object data=x><param><b>b</b></object>"
	    "<embed src=y><applet>c</applet>d", "a<b>b</b>cd" },
	{ "frames", "a<iframe src='http://x.example/'></iframe>"
	    "<frameset><frame src=y>b</frameset>", "ab" },
	{ "text of frames", "a<iframe src='http://x.example/'>b</iframe>c",
	    "abc" },
	{ "the head", "<head><title>a</title><meta content=b><base href=c>"
	    "<link href=d></head>e", "ae" },
	{ "templates", "a<template><p>b</template>c", "ac" },
	{ "comments", "a<!-- <script> -->b", "ab" },
	{ "drawings", "a<svg><desc>b<script>c</script></desc><text>d</text>"
	    "</svg>e", "abe" },
	{ "formulas", "<math><mi>x</mi><mo>=</mo><mn>1</mn>"
	    "<annotation>x=1</annotation></math>", "x=1" },
	{ "old names of pre", "<xmp><b></xmp><listing>a</listing>",
	    "<pre>&lt;b&gt;</pre><pre>a</pre>" },
	{ "ruby", "<ruby>\u53f7<rp>(</rp><rt>\u3054\u3046</rt><rp>)</rp></ruby>",
	    "<ruby>\u53f7<rp>(</rp><rt>\u3054\u3046</rt><rp>)</rp></ruby>" },
	{ "a table", "<table border=1><tr bgcolor=a><td colspan=2 align=right "
	    "width=9>b</table>", "<table><tbody><tr>"
	    "<td colspan=\"2\" align=\"right\">b</td></tr></tbody></table>" },
	{ "lists", "<ol start=3 type=a reversed><li value=4>b</ol>",
	    "<ol start=\"3\" type=\"a\" reversed=\"\">"
	    "<li value=\"4\">b</li></ol>" },

	{ "links", "<a href=c target=_blank>d</a><a href='/e?f=1&g'>h</a>"
	    "<a href='//x.example/i'>j</a>",
	    "<a href=\"http://news.example/a/c\">d</a>"
	    "<a href=\"http://news.example/e?f=1&amp;g\">h</a>"
	    "<a href=\"http://x.example/i\">j</a>" },
	{ "schemes", "<a href='mailto:a@b.example'>c</a>"
	    "<a href='javascript:x'>d</a><a href=' jAvA\nscript:x'>e</a>"
	    "<a href='&#1;javascript:x'>f</a><a href='data:text/html,x'>g</a>"
	    "<a href='ftp://h.example/'>i</a><a href='file:///etc/passwd'>j</a>",
	    "<a href=\"mailto:a@b.example\">c</a><a>d</a><a>e</a><a>f</a>"
	    "<a>g</a><a>i</a><a>j</a>" },
	{ "addresses of sources", "<q cite=c>d</q><del cite=x datetime=e>f</del>",
	    "<q cite=\"http://news.example/a/c\">d</q>"
	    "<del datetime=\"e\">f</del>" },
	{ "sound and film", "<video src=a poster=b onplay=c autoplay>"
	    "<source src=d type=e><track src=f>g</video>"
	    "<audio src='javascript:h'></audio>",
	    "<video src=\"http://news.example/a/a\" "
	    "poster=\"http://news.example/a/b\">"
	    "<source src=\"http://news.example/a/d\" type=\"e\">g</video>"
	    "<audio></audio>" },
};

static void
test_fragments(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		check(&rows[i], BASE);
}

static const struct row relative[] = {
	{ "links", "<a href='c?d'>e</a><a href='javascript:x'>f</a>",
	    "<a href=\"c?d\">e</a><a>f</a>" },
	{ "images", "<img src='c.jpg'>", "<img src=\"c.jpg\">" },
	{ "images without scheme", "<img src='data:image/gif;base64,R0'>", "" },
};

static void
test_without_base(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof relative / sizeof relative[0]; i++)
		check(&relative[i], NULL);
}

static const struct row images[] = {
	{ "plain", "<img src=c.jpg alt=d title=e width=640 border=0>",
	    "<img alt=\"d\" title=\"e\" width=\"640\" "
	    "src=\"http://news.example/a/c.jpg\">" },
	{ "no address", "a<img alt=b>c", "ac" },
	{ "in the page itself", "a<img src='data:image/png;base64,iVB'>b", "ab" },
	{ "a pixel by its size", "a<img src=b.gif width=1 height=1>c", "ac" },
	{ "a pixel in words", "a<img src=b.gif width='1px'>c", "ac" },
	{ "a pixel by its style", "a<img src=b style='width: 1px'>c", "ac" },
	{ "hidden", "a<img src=b style='x:y; display:\nnone'>c", "ac" },
	{ "a large one", "<img src=b width=100% height=10>",
	    "<img width=\"100%\" height=\"10\" "
	    "src=\"http://news.example/a/b\">" },
	{ "late", "<img src='data:image/gif;base64,R0' data-src=c.jpg>",
	    "<img src=\"http://news.example/a/c.jpg\">" },
	{ "late, over a small one", "<img src=small.jpg data-original=c.jpg>",
	    "<img src=\"http://news.example/a/c.jpg\">" },
	{ "late, a set", "<img src=/i/blank.gif "
	    "data-srcset='c.jpg 300w, d.jpg 900w'>",
	    "<img src=\"http://news.example/a/d.jpg\">" },
	{ "a set", "<img srcset=' c.jpg 1x,d,e.jpg 2x , f.jpg 1.5x'>",
	    "<img src=\"http://news.example/a/d,e.jpg\">" },
	{ "a set without sizes", "<img srcset='c.jpg,'>",
	    "<img src=\"http://news.example/a/c.jpg\">" },
	{ "src over a set", "<img src=c.jpg srcset='d.jpg 900w'>",
	    "<img src=\"http://news.example/a/c.jpg\">" },
	{ "a picture", "<picture><source srcset='c.webp 9w'><img></picture>",
	    "<img src=\"http://news.example/a/c.webp\">" },
	{ "a picture with its image",
	    "<picture><source srcset='c.webp'><img src=d.jpg></picture>",
	    "<img src=\"http://news.example/a/d.jpg\">" },
	{ "shown twice for those without scripts",
	    "<img data-src=c.jpg> <noscript><img src=c.jpg></noscript>d",
	    "<img src=\"http://news.example/a/c.jpg\"> d" },
	{ "shown only without scripts",
	    "<img src=placeholder.png><noscript><img src=c.jpg></noscript>d",
	    "<img src=\"http://news.example/a/c.jpg\">d" },
	{ "a plea for scripts", "a<noscript>Please</noscript>b", "ab" },
	{ "of mobile pages", "<amp-img src=c.jpg alt=d><noscript>e</noscript>"
	    "</amp-img>f",
	    "<img alt=\"d\" src=\"http://news.example/a/c.jpg\">f" },
};

static void
test_images(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof images / sizeof images[0]; i++)
		check(&images[i], BASE);
}

static const struct row videos[] = {
	{ "a known player", "<div><iframe title='A &lt;film&gt;\x1b' "
	    "src='//www.youtube.com/embed/aB-c_1?rel=0'></iframe></div>",
	    "<div><p><a href=\"https://www.youtube.com/watch?v=aB-c_1\">"
	    "A &lt;film&gt;</a></p></div>" },
	{ "without a title", "<iframe src='https://player.vimeo.com/video/7'>"
	    "</iframe>",
	    "<p><a href=\"https://vimeo.com/7\">vimeo.com</a></p>" },
	{ "in a paragraph", "<p>a<iframe "
	    "data-src='https://embed.nicovideo.jp/watch/sm9'></iframe>b</p>",
	    "<p>a<a href=\"https://www.nicovideo.jp/watch/sm9\">"
	    "www.nicovideo.jp</a>b</p>" },
	{ "a list of films", "<iframe "
	    "src='https://www.youtube.com/embed/videoseries?list=x'></iframe>",
	    "<p><a href=\"https://www.youtube.com/embed/videoseries?list=x\">"
	    "www.youtube.com</a></p>" },
	{ "a name that only looks like it",
	    "a<iframe src='https://notyoutube.com/embed/x'></iframe>"
	    "<iframe src='https://youtube.com.x.example/embed/x'></iframe>b",
	    "ab" },
	{ "not of the web", "a<iframe src='javascript:x//youtube.com/embed/x'>"
	    "</iframe>b", "ab" },
};

static void
test_videos(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof videos / sizeof videos[0]; i++)
		check(&videos[i], BASE);
}

static void
test_tree(void **state)
{
	static const char page[] = "<div onclick=a><p style=b>c"
	    "<script>d</script></p></div><script>e</script>";
	struct html *html;
	struct html_node *div;
	struct buf out = BUF_INIT;

	(void)state;
	assert_int_equal(html_parse_fragment(&html, page, sizeof page - 1,
	    NULL), 0);
	div = html_find(html_root(html), "div");
	safe_html_tree(html, div, BASE);
	html_serialize_inner(&out, html_root(html));
	assert_string_equal(buf_string(&out), "<div onclick=\"a\"><p>c</p></div>"
	    "<script>e</script>");
	buf_release(&out);
	html_free(html);
}

static void
test_image_url(void **state)
{
	static const char markup[] = "<img src=' c.jpg '>"
	    "<img src='javascript:x'><img src=e width=0>";
	struct html *html;
	struct html_node *img;
	char *url;

	(void)state;
	assert_int_equal(html_parse_fragment(&html, markup,
	    sizeof markup - 1, NULL), 0);
	img = html_find(html_root(html), "img");
	url = safe_html_image_url(img, BASE);
	assert_string_equal(url, "http://news.example/a/c.jpg");
	free(url);
	url = safe_html_image_url(img, NULL);
	assert_string_equal(url, "c.jpg");
	free(url);
	assert_null(safe_html_image_url(img->next, BASE));
	assert_null(safe_html_image_url(img->next->next, BASE));
	html_free(html);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fragments),
		cmocka_unit_test(test_without_base),
		cmocka_unit_test(test_images),
		cmocka_unit_test(test_videos),
		cmocka_unit_test(test_tree),
		cmocka_unit_test(test_image_url),
	};

	return cmocka_run_group_tests_name("safe_html", tests, NULL, NULL);
}
