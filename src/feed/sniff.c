/*
 * What it is, when it is no feed.
 *
 * "Not a feed" helps nobody. People paste a site's address, servers answer
 * with a login page or with gzip that nobody asked for; the message says so,
 * and for an HTML page it names the feeds that the page names.
 */
#include "feed_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/html.h"
#include "gogai/sanitize.h"
#include "gogai/url.h"

/* No more feeds than this are named in a message. */
#define NAMED_FEEDS 5

struct magic {
	const char *bytes;
	size_t len;
	const char *words;
};

static const struct magic magics[] = {
	{ "\x1f\x8b", 2, N_("gzip data") },
	{ "BZh", 3, N_("bzip2 data") },
	{ "\xfd" "7zXZ", 5, N_("xz data") },
	{ "\x28\xb5\x2f\xfd", 4, N_("zstd data") },
	{ "PK\x03\x04", 4, N_("a ZIP archive") },
	{ "%PDF-", 5, N_("a PDF document") },
	{ "\x89PNG", 4, N_("an image (PNG)") },
	{ "\xff\xd8\xff", 3, N_("an image (JPEG)") },
	{ "GIF8", 4, N_("an image (GIF)") },
	{ "ID3", 3, N_("a sound file (MP3)") },
	{ "OggS", 4, N_("an Ogg file") },
	{ "SQLite format 3", 15, N_("an SQLite database") },
	{ "\x7f" "ELF", 4, N_("a program") },
};

int
sniff_bytes(const char *bytes, size_t len, struct err *err)
{
	size_t i;

	for (i = 0; i < len && (ascii_space((unsigned char)bytes[i]) ||
	    bytes[i] == '\0'); i++)
		;
	if (i == len)
		return err_set(err, ERR_NOT_FEED, _("empty"));
	for (i = 0; i < CC_COUNT(magics); i++)
		if (len >= magics[i].len &&
		    memcmp(bytes, magics[i].bytes, magics[i].len) == 0)
			return err_set(err, ERR_NOT_FEED, "%s",
			    _(magics[i].words));
	return 0;
}

/* The text behind white space, comments and processing instructions. */
static struct str
past_prologue(struct str s)
{
	ptrdiff_t end;

	for (;;) {
		s = str_trim(str_sub(s, 0, s.len));
		if (str_starts(s, "<!--"))
			end = str_find(s, STR("-->"));
		else if (str_starts(s, "<?"))
			end = str_find(s, STR(">"));
		else
			return s;
		if (end < 0)
			return (struct str){ s.p, 0 };
		s = str_sub(s, (size_t)end + (s.p[1] == '!' ? 3 : 1), s.len);
	}
}

bool
sniff_is_html(const char *text, size_t len)
{
	static const char *const starts[] = {
		"<!doctype html", "<html", "<head", "<body", "<title",
		"<meta", "<script", "<div", "<p>", "<h1", "<table",
	};
	struct str s = past_prologue((struct str){ text, len });
	size_t i;

	for (i = 0; i < CC_COUNT(starts); i++)
		if (str_istarts(s, starts[i]))
			return true;
	return false;
}

/* Does this element of a page name a feed? */
static bool
names_feed(const struct html_node *node)
{
	static const char *const types[] = {
		"application/rss+xml", "application/atom+xml",
		"application/rdf+xml", "application/feed+json",
	};
	const char *rel, *type;
	size_t i;

	if (!html_is(node, "link") || html_attr(node, "href") == NULL)
		return false;
	rel = html_attr(node, "rel");
	type = html_attr(node, "type");
	if (rel == NULL || type == NULL ||
	    str_ifind(str_of(rel), STR("alternate")) < 0)
		return false;
	for (i = 0; i < CC_COUNT(types); i++)
		if (str_istarts(str_trim(str_of(type)), types[i]))
			return true;
	return false;
}

static int
not_feed_but_html(const char *text, size_t len, const char *base,
    struct err *err)
{
	struct buf names = BUF_INIT;
	const struct html_node *node, *top;
	struct html *html;
	char *url;
	int n = 0;

	if (html_parse(&html, text, len, NULL) < 0)
		return err_set(err, ERR_NOT_FEED, _("an HTML page"));
	top = html_root(html);
	for (node = top; node != NULL && n < NAMED_FEEDS;
	    node = html_next(node, top)) {
		if (!names_feed(node))
			continue;
		url = url_resolve(base, html_attr(node, "href"));
		if (url != NULL) {
			buf_adds(&names, n++ > 0 ? " " : "");
			sanitize_line(&names, url, strlen(url), 0);
		}
		free(url);
	}
	html_free(html);
	if (n > 0)
		err_set(err, ERR_NOT_FEED,
		    _("an HTML page; it names these feeds: %s"),
		    buf_string(&names));
	else
		err_set(err, ERR_NOT_FEED,
		    _("an HTML page, and it names no feed"));
	buf_release(&names);
	return -1;
}

int
sniff_not_feed(const char *text, size_t len, const char *root,
    const char *base, struct err *err)
{
	if (sniff_is_html(text, len) || str_iis(str_of(root), "html"))
		return not_feed_but_html(text, len, base, err);
	if (root != NULL && *root != '\0')
		return err_set(err, ERR_NOT_FEED,
		    _("XML, but no known feed element: <%s>"), root);
	return err_set(err, ERR_NOT_FEED, _("neither XML nor JSON"));
}
