/*
 * RSS autodiscovery: <link rel="alternate" type="application/rss+xml">.
 *
 * The page is decoded and parsed as HTML. Feeds of comments, which blogs name
 * beside the real one, go to the end, told by their title or address.
 */
#include "gogai/discover.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/array.h"
#include "gogai/bounds.h"
#include "gogai/charset.h"
#include "gogai/html.h"
#include "gogai/map.h"
#include "gogai/mem.h"
#include "gogai/sanitize.h"
#include "gogai/str.h"
#include "gogai/url.h"

struct discover {
	struct arena *arena;
	struct map *known;		/* addresses */
	struct discovered *all;
	size_t n, cap;
};

static const char *const feed_types[] = {
	"application/rss+xml",
	"application/atom+xml",
	"application/rdf+xml",
	"application/feed+json",
};

static bool
is_feed_type(const char *type)
{
	struct str t = str_of(type), piece;
	size_t i;

	if (!str_split(&t, ';', &piece))
		return false;
	piece = str_trim(piece);
	for (i = 0; i < CC_COUNT(feed_types); i++)
		if (str_iis(piece, feed_types[i]))
			return true;
	return false;
}

static bool
is_alternate(const char *rel)
{
	struct str rest = str_of(rel), word;

	while (str_word(&rest, &word))
		if (str_iis(word, "alternate"))
			return true;
	return false;
}

static bool
is_of_comments(const struct discovered *d)
{
	return str_ifind(str_of(d->url), STR("comments")) >= 0 ||
	    str_ifind(str_of(d->title), STR("comment")) >= 0 ||
	    str_find(str_of(d->title), STR("コメント")) >= 0;
}

static void
take(struct discover *discover, const struct html_node *link,
    const char *base)
{
	const char *title = html_attr(link, "title");
	struct buf line = BUF_INIT;
	struct discovered *d;
	char *url;

	url = url_resolve(base, html_attr(link, "href"));
	if (url == NULL || !url_is_web(url) ||
	    map_has(discover->known, url))
		goto out;
	(void)map_set(discover->known, url, NULL);
	discover->all = array_reserve(discover->all, &discover->cap,
	    discover->n + 1, sizeof(*discover->all));
	d = &discover->all[discover->n++];
	*d = (struct discovered){ 0 };
	d->url = arena_strdup(discover->arena, url);
	d->type = arena_strdup(discover->arena, html_attr(link, "type"));
	if (title != NULL) {
		sanitize_line(&line, title, strlen(title), BOUND_TITLE_BYTES);
		d->title = arena_strdup(discover->arena, buf_string(&line));
	}
out:
	free(url);
	buf_release(&line);
}

/* Feeds of comments behind the others, order kept. */
static void
sort_comments_last(struct discover *discover)
{
	struct discovered *sorted = mem_calloc(discover->n + 1,
	    sizeof(*sorted));
	size_t i, n = 0;

	for (i = 0; i < discover->n; i++)
		if (!is_of_comments(&discover->all[i]))
			sorted[n++] = discover->all[i];
	for (i = 0; i < discover->n; i++)
		if (is_of_comments(&discover->all[i]))
			sorted[n++] = discover->all[i];
	free(discover->all);
	discover->all = sorted;
}

int
discover_parse(struct discover **out, const char *bytes, size_t len,
    const char *content_type, const char *url, struct err *err)
{
	struct discover *discover;
	const struct html_node *node, *top;
	struct html *html;
	struct buf text;
	char *base = NULL;
	int r;

	buf_init(&text, BOUND_PAGE_BYTES);
	charset_decode(&text, bytes, len, content_type, CHARSET_HTML, NULL);
	r = html_parse(&html, buf_string(&text), text.len, err);
	buf_release(&text);
	if (r < 0)
		return -1;
	discover = mem_calloc(1, sizeof(*discover));
	discover->arena = arena_new();
	discover->known = map_new((uint64_t)(uintptr_t)discover);
	top = html_root(html);
	node = html_find(top, "base");
	if (node != NULL && html_attr(node, "href") != NULL)
		base = url_resolve(url, html_attr(node, "href"));
	for (node = top; node != NULL; node = html_next(node, top))
		if (html_is(node, "link") && html_attr(node, "rel") != NULL &&
		    html_attr(node, "type") != NULL &&
		    html_attr(node, "href") != NULL &&
		    is_alternate(html_attr(node, "rel")) &&
		    is_feed_type(html_attr(node, "type")))
			take(discover, node, base != NULL ? base : url);
	sort_comments_last(discover);
	free(base);
	html_free(html);
	*out = discover;
	return 0;
}

void
discover_free(struct discover *discover)
{
	if (discover == NULL)
		return;
	arena_free(discover->arena);
	map_free(discover->known, NULL);
	free(discover->all);
	free(discover);
}

size_t
discover_len(const struct discover *discover)
{
	return discover->n;
}

const struct discovered *
discover_at(const struct discover *discover, size_t i)
{
	return i < discover->n ? &discover->all[i] : NULL;
}
