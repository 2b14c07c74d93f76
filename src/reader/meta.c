/*
 * What a page says of itself.
 *
 * Every source of a fact is a row with a rank: the lowest rank that says
 * something wins. In this order: JSON-LD, Open Graph, the article: names,
 * Dublin Core and other meta elements, itemprop and rel in the text, and at
 * last what is visible. Titles lose the site's name, bylines their "By" and
 * their dates.
 */
#include "reader_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/bounds.h"
#include "gogai/date.h"
#include "gogai/mem.h"
#include "gogai/plain.h"
#include "gogai/sanitize.h"
#include "gogai/url.h"

enum field { F_TITLE, F_BYLINE, F_SITE, F_DATE, F_LANGUAGE, F_EXCERPT,
    F_IMAGE, F_CANONICAL, F_COUNT };

struct row {
	const char *name;
	enum field field;
	int rank;
};

/* Names of meta elements (name, property), lower case. Rank 0 is JSON-LD's. */
static const struct row metas[] = {
	{ "og:title", F_TITLE, 2 },
	{ "twitter:title", F_TITLE, 4 },
	{ "dc.title", F_TITLE, 3 },
	{ "dcterms.title", F_TITLE, 3 },
	{ "title", F_TITLE, 6 },
	{ "article:author", F_BYLINE, 5 },
	{ "author", F_BYLINE, 2 },
	{ "byl", F_BYLINE, 2 },
	{ "parsely-author", F_BYLINE, 3 },
	{ "sailthru.author", F_BYLINE, 3 },
	{ "dc.creator", F_BYLINE, 1 },
	{ "dcterms.creator", F_BYLINE, 1 },
	{ "og:site_name", F_SITE, 1 },
	{ "application-name", F_SITE, 3 },
	{ "dc.publisher", F_SITE, 4 },
	{ "article:published_time", F_DATE, 1 },
	{ "article:published", F_DATE, 2 },
	{ "og:published_time", F_DATE, 2 },
	{ "datepublished", F_DATE, 2 },
	{ "parsely-pub-date", F_DATE, 2 },
	{ "sailthru.date", F_DATE, 2 },
	{ "dc.date.issued", F_DATE, 3 },
	{ "dc.date", F_DATE, 3 },
	{ "dcterms.created", F_DATE, 3 },
	{ "dcterms.issued", F_DATE, 3 },
	{ "pubdate", F_DATE, 3 },
	{ "publishdate", F_DATE, 3 },
	{ "publish-date", F_DATE, 3 },
	{ "date", F_DATE, 4 },
	{ "og:description", F_EXCERPT, 1 },
	{ "description", F_EXCERPT, 2 },
	{ "twitter:description", F_EXCERPT, 3 },
	{ "dc.description", F_EXCERPT, 4 },
	{ "og:image", F_IMAGE, 1 },
	{ "og:image:url", F_IMAGE, 2 },
	{ "twitter:image", F_IMAGE, 3 },
	{ "og:url", F_CANONICAL, 2 },
	{ "content-language", F_LANGUAGE, 2 },
	{ "og:locale", F_LANGUAGE, 3 },
};

/* Values of itemprop. */
static const struct row props[] = {
	{ "headline", F_TITLE, 5 },
	{ "author", F_BYLINE, 6 },
	{ "datepublished", F_DATE, 5 },
};

struct offers {
	struct arena *arena;
	const char *value[F_COUNT];
	int rank[F_COUNT];
};

/* One line of a fact, or NULL when there is nothing in it. */
static const char *
tidy(struct arena *arena, const char *p, size_t len)
{
	struct buf raw = BUF_INIT, line = BUF_INIT;
	const char *s = NULL;

	if (plain_looks_like_html(p, len))
		plain_from_html(&raw, p, len, BOUND_TITLE_BYTES);
	else
		buf_add(&raw, p, len);
	sanitize_line(&line, buf_string(&raw), raw.len, BOUND_TITLE_BYTES);
	if (line.len > 0)
		s = arena_strndup(arena, line.data, line.len);
	buf_release(&raw);
	buf_release(&line);
	return s;
}

static void
offer(struct offers *o, enum field field, int rank, const char *p, size_t len)
{
	const char *s;

	if (p == NULL || (o->value[field] != NULL && o->rank[field] <= rank))
		return;
	s = tidy(o->arena, p, len);
	if (s == NULL)
		return;
	/* An author's page is not the author's name. */
	if (field == F_BYLINE && strstr(s, "://") != NULL)
		return;
	o->value[field] = s;
	o->rank[field] = rank;
}

static void
offer_string(struct offers *o, enum field field, int rank, const char *s)
{
	if (s != NULL)
		offer(o, field, rank, s, strlen(s));
}

static void
offer_text(struct offers *o, const struct flat *flat, uint32_t i,
    enum field field, int rank)
{
	struct buf line = BUF_INIT;

	flat_line(flat, i, NULL, &line);
	offer(o, field, rank, buf_string(&line), line.len);
	buf_release(&line);
}

static const struct row *
row_of(const struct row *rows, size_t n, struct str name)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (str_iis(name, rows[i].name))
			return &rows[i];
	return NULL;
}

/* ---- the sources */

static void
read_meta(struct offers *o, const struct html_node *node)
{
	static const char *const attrs[] = { "property", "name", "itemprop",
	    "http-equiv" };
	const struct row *row;
	struct str rest, name;
	const char *names;
	size_t i;

	for (i = 0; i < CC_COUNT(attrs); i++) {
		names = html_attr(node, attrs[i]);
		rest = str_of(names);
		while (str_word(&rest, &name)) {
			row = row_of(metas, CC_COUNT(metas), name);
			if (row == NULL)
				row = row_of(props, CC_COUNT(props), name);
			if (row != NULL)
				offer_string(o, row->field, row->rank,
				    html_attr(node, "content"));
		}
	}
}

static bool
has_word(const char *list, const char *word)
{
	struct str rest = str_of(list), piece;

	while (str_word(&rest, &piece))
		if (str_iis(piece, word))
			return true;
	return false;
}

static void
want(struct meta *meta, struct arena *arena, const char *href)
{
	char *url = url_resolve(meta->base, href);

	if (url != NULL && url_is_web(url) && meta->n_wants < 8) {
		meta->wants = arena_grow(arena, meta->wants, meta->n_wants,
		    meta->n_wants + 1, sizeof *meta->wants);
		meta->wants[meta->n_wants++] = arena_strdup(arena, url);
	}
	free(url);
}

static void
read_link(struct offers *o, struct meta *meta, const struct html_node *node)
{
	const char *rel = html_attr(node, "rel");
	const char *href = html_attr(node, "href");

	if (rel == NULL || href == NULL || *href == '\0')
		return;
	if (has_word(rel, "canonical"))
		offer_string(o, F_CANONICAL, 1, href);
	if (has_word(rel, "amphtml"))
		want(meta, o->arena, href);
}

/* Facts in the text: itemprop, rel=author, time. */
static void
read_visible(struct offers *o, const struct flat *flat, uint32_t i)
{
	const struct html_node *node = flat->cells[i].node;
	const char *prop = html_attr(node, "itemprop");
	const char *when = html_attr(node, "datetime");
	const struct row *row = NULL;

	if (prop != NULL)
		row = row_of(props, CC_COUNT(props), str_of(prop));
	if (row != NULL && row->field == F_DATE)
		offer_string(o, F_DATE, row->rank, when != NULL ? when :
		    html_attr(node, "content"));
	if (row != NULL && !(row->field == F_DATE && when != NULL))
		offer_text(o, flat, i, row->field, row->rank);
	if (has_word(html_attr(node, "rel"), "author"))
		offer_text(o, flat, i, F_BYLINE, 7);
	if (has_word(html_attr(node, "role"), "author"))
		offer_text(o, flat, i, F_BYLINE, 7);
	if (when != NULL && html_attr(node, "pubdate") != NULL)
		offer_string(o, F_DATE, 6, when);
	if (when != NULL && html_is(node, "time"))
		offer_string(o, F_DATE, 7, when);
}

/* What is named as a byline, when it is short enough to be one. */
static void
read_byline(struct offers *o, const struct flat *flat, uint32_t i)
{
	const struct html_node *node = flat->cells[i].node;
	const char *class = html_attr(node, "class");
	struct buf line = BUF_INIT;

	if (class == NULL || o->value[F_BYLINE] != NULL)
		return;
	if (strstr(class, "author") == NULL &&
	    strstr(class, "byline") == NULL && strstr(class, "Author") == NULL)
		return;
	flat_line(flat, i, NULL, &line);
	if (line.len > 0 && line.len < 100)
		offer(o, F_BYLINE, 8, line.data, line.len);
	buf_release(&line);
}

static void
read_json(struct offers *o, struct meta *meta, const struct flat *flat)
{
	struct ldjson ld;
	const struct html_node *node;
	const char *type;
	uint32_t i;

	memset(&ld, 0, sizeof ld);
	for (i = 0; i < flat->n; i++) {
		node = flat->cells[i].node;
		if (!html_is(node, "script") || node->first == NULL)
			continue;
		type = html_attr(node, "type");
		if (type != NULL && str_istarts(str_trim(str_of(type)),
		    "application/ld+json"))
			ldjson_read(&ld, node->first->text, node->first->len);
	}
	offer(o, F_TITLE, 0, ld.headline.data, ld.headline.len);
	offer(o, F_BYLINE, 0, ld.author.data, ld.author.len);
	offer(o, F_DATE, 0, ld.date.data, ld.date.len);
	offer(o, F_SITE, 2, ld.publisher.data, ld.publisher.len);
	offer(o, F_IMAGE, 2, ld.image.data, ld.image.len);
	offer(o, F_LANGUAGE, 4, ld.language.data, ld.language.len);
	if (ld.body.len > 0)
		meta->body = arena_strndup(o->arena, ld.body.data,
		    ld.body.len);
	ldjson_release(&ld);
}

static void
read_nodes(struct offers *o, struct meta *meta, const struct flat *flat)
{
	const struct html_node *node;
	uint32_t i;

	for (i = 0; i < flat->n; i++) {
		node = flat->cells[i].node;
		if (node->kind != HTML_ELEMENT || node->n_attrs == 0) {
			if (html_is(node, "title"))
				offer_text(o, flat, i, F_TITLE, 8);
			continue;
		}
		if (html_is(node, "meta"))
			read_meta(o, node);
		else if (html_is(node, "link"))
			read_link(o, meta, node);
		else if (html_is(node, "title"))
			offer_text(o, flat, i, F_TITLE, 8);
		else if (html_is(node, "html"))
			offer_string(o, F_LANGUAGE, 1,
			    html_attr(node, "lang"));
		if (i > flat->body) {
			read_visible(o, flat, i);
			read_byline(o, flat, i);
		}
	}
}

/* ---- titles and names */

/* Separators between a title and a site's name. */
static const char *const separators[] = { " | ", " - ", " – ", " — ", " » ",
    " « ", " :: ", "｜", " / ", " · ", " • ", " : ", "：", " > ", " -- " };

static bool
same_words(struct str a, struct str b)
{
	struct buf x = BUF_INIT, y = BUF_INIT;
	bool same;

	flat_squash(&x, a.p, a.len);
	flat_squash(&y, b.p, b.len);
	same = x.len > 0 && strcmp(buf_string(&x), buf_string(&y)) == 0;
	buf_release(&x);
	buf_release(&y);
	return same;
}

/* The offset of the last needle in s, or -1. */
static ptrdiff_t
find_last(struct str s, struct str needle)
{
	ptrdiff_t at = -1, from = 0, k;

	for (;;) {
		k = str_find(str_sub(s, (size_t)from, s.len), needle);
		if (k < 0)
			return at;
		at = from + k;
		from = at + (ptrdiff_t)needle.len;
	}
}

/* Is this piece the name of the site, as it said it, or as its host does? */
static bool
is_site(struct str piece, const char *site, const char *url)
{
	struct buf name = BUF_INIT, host = BUF_INIT;
	bool is = false;

	if (site != NULL && same_words(piece, str_of(site)))
		return true;
	if (url != NULL) {
		flat_squash(&name, piece.p, piece.len);
		flat_squash(&host, url_host(url).p, url_host(url).len);
		is = name.len >= 4 && strstr(buf_string(&host),
		    buf_string(&name)) != NULL;
	}
	buf_release(&name);
	buf_release(&host);
	return is;
}

/* The title without the site's name at its end or its beginning. */
static struct str
without_site(struct str title, const char *site, const char *url)
{
	struct str sep, tail, head;
	ptrdiff_t at;
	size_t i;

	for (i = 0; i < CC_COUNT(separators); i++) {
		sep = str_of(separators[i]);
		at = find_last(title, sep);
		if (at <= 0)
			continue;
		tail = str_trim(str_sub(title, (size_t)at + sep.len,
		    title.len));
		if (is_site(tail, site, url))
			return str_trim(str_sub(title, 0, (size_t)at));
		at = str_find(title, sep);
		head = str_trim(str_sub(title, 0, (size_t)at));
		if (is_site(head, site, url))
			return str_trim(str_sub(title, (size_t)at + sep.len,
			    title.len));
	}
	return title;
}

/* Of a title with further parts, the one that a heading of the page is. */
static struct str
part_in_heading(struct str title, const struct flat *flat)
{
	struct buf line = BUF_INIT;
	struct str part = title;
	uint32_t i;
	ptrdiff_t at;

	for (i = flat->body; i < flat->n && part.len == title.len; i++) {
		if (!html_is(flat->cells[i].node, "h1"))
			continue;
		buf_clear(&line);
		flat_line(flat, i, NULL, &line);
		at = str_ifind(title, str_of(buf_string(&line)));
		if (line.len >= 8 && line.len * 3 > title.len && at >= 0)
			part = str_sub(title, (size_t)at, line.len);
	}
	buf_release(&line);
	return part;
}

/* From a title element, whose site nobody named: drop a short last part. */
static struct str
without_tail(struct str title)
{
	struct str sep;
	ptrdiff_t at;
	size_t i;

	for (i = 0; i < CC_COUNT(separators); i++) {
		sep = str_of(separators[i]);
		at = find_last(title, sep);
		if (at > 0 && (size_t)at * 2 > title.len &&
		    title.len - (size_t)at < 40)
			return str_trim(str_sub(title, 0, (size_t)at));
	}
	return title;
}

static const char *
title_of(const struct offers *o, const struct flat *flat, const char *url)
{
	struct str title, cut;

	if (o->value[F_TITLE] == NULL)
		return NULL;
	title = str_of(o->value[F_TITLE]);
	cut = without_site(title, o->value[F_SITE], url);
	if (cut.len == title.len)
		cut = part_in_heading(title, flat);
	if (cut.len == title.len && o->rank[F_TITLE] >= 8)
		cut = without_tail(title);
	return arena_strndup(o->arena, cut.p, cut.len);
}

/* Where a date begins in a byline: a digit after a mark, or a month. */
static size_t
byline_end(struct str s)
{
	static const char *const cuts[] = { " | ", " · ", " • ", " – ",
	    " on ", " posted ", " published ", " updated " };
	size_t i, end = s.len;
	ptrdiff_t at;

	for (i = 0; i < CC_COUNT(cuts); i++) {
		at = str_ifind(s, str_of(cuts[i]));
		if (at > 0 && (size_t)at < end)
			end = (size_t)at;
	}
	for (i = 1; i + 3 < end; i++)
		if (ascii_digit((unsigned char)s.p[i]) &&
		    ascii_digit((unsigned char)s.p[i + 1]) &&
		    ascii_digit((unsigned char)s.p[i + 2]) &&
		    ascii_digit((unsigned char)s.p[i + 3]))
			end = i;
	return end;
}

static const char *
byline_of(const struct offers *o)
{
	static const char *const starts[] = { "by ", "by: ", "posted by ",
	    "written by ", "author: ", "text by ", "文・", "文：", "著者：" };
	struct str s = str_trim(str_of(o->value[F_BYLINE]));
	size_t i;

	if (s.len == 0)
		return NULL;
	for (i = 0; i < CC_COUNT(starts); i++)
		if (str_istarts(s, starts[i]))
			s = str_trim(str_sub(s, strlen(starts[i]), s.len));
	s = str_trim(str_sub(s, 0, byline_end(s)));
	while (s.len > 0 && strchr(",;|-", s.p[s.len - 1]) != NULL)
		s = str_trim(str_sub(s, 0, s.len - 1));
	return s.len > 0 ? arena_strndup(o->arena, s.p, s.len) : NULL;
}

/* ---- the whole */

/* "en_US" is "en-US"; what is no language tag is none. */
static const char *
language_of(const struct offers *o)
{
	char *s = arena_strdup(o->arena, o->value[F_LANGUAGE]);
	size_t i;

	if (s == NULL)
		return NULL;
	for (i = 0; s[i] != '\0'; i++) {
		if (s[i] == '_')
			s[i] = '-';
		if (!ascii_alnum((unsigned char)s[i]) && s[i] != '-')
			return NULL;
	}
	return i >= 2 && i < 36 ? s : NULL;
}

static const char *
absolute(const struct offers *o, enum field field, const char *base)
{
	const char *s = NULL;
	char *url;

	if (o->value[field] == NULL)
		return NULL;
	url = url_resolve(base, o->value[field]);
	if (url != NULL && url_is_web(url))
		s = arena_strdup(o->arena, url);
	free(url);
	return s;
}

static void
find_base(struct meta *meta, const struct flat *flat, const char *url)
{
	const struct html_node *base = html_find(html_root(flat->html),
	    "base");
	const char *href = base != NULL ? html_attr(base, "href") : NULL;
	char *full = NULL;

	meta->base = url;
	if (href != NULL && *href != '\0')
		full = url_resolve(url, href);
	if (full != NULL && url_is_web(full))
		meta->base = arena_strdup(flat->arena, full);
	free(full);
}

static const char *
direction_of(const struct flat *flat)
{
	const char *dir;
	uint32_t i;

	for (i = 0; i <= flat->body; i++) {
		dir = html_attr(flat->cells[i].node, "dir");
		if (dir != NULL && str_iis(str_of(dir), "rtl"))
			return "rtl";
	}
	return NULL;
}

void
meta_read(struct meta *meta, const struct flat *flat,
    const struct reader_source *source)
{
	struct offers o;
	const char *date;

	memset(&o, 0, sizeof o);
	o.arena = flat->arena;
	find_base(meta, flat, source->url);
	read_json(&o, meta, flat);
	read_nodes(&o, meta, flat);
	meta->title = title_of(&o, flat, source->url);
	meta->byline = byline_of(&o);
	meta->site = o.value[F_SITE];
	meta->language = language_of(&o);
	meta->dir = direction_of(flat);
	meta->excerpt = o.value[F_EXCERPT];
	meta->image = absolute(&o, F_IMAGE, meta->base);
	meta->canonical = absolute(&o, F_CANONICAL, meta->base);
	meta->published_at = DATE_NONE;
	date = o.value[F_DATE];
	if (date != NULL)
		date_parse(&meta->published_at, date, strlen(date), 0);
}
