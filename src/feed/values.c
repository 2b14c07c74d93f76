/*
 * Raw bytes of a document to the clean values of a record.
 *
 * A draft keeps the best raw value of each field; here it becomes a line of
 * plain text, safe HTML or an absolute address, in the feed's arena. Nothing
 * gets past without sanitize.h having seen it.
 */
#include "feed_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/plain.h"
#include "gogai/safe_html.h"
#include "gogai/sanitize.h"
#include "gogai/url.h"

/* How many earlier entries of a list are looked at for doubles. */
#define DOUBLES_LOOKED_AT 64

/* Of elements that say the same twice, does the last one count? */
static bool
last_counts(enum field field)
{
	return field == FIELD_PUBLISHED || field == FIELD_UPDATED;
}

/* Schemes of addresses that a feed may give; others are dropped. */
static bool
is_kept_scheme(struct str url)
{
	static const char *const schemes[] = {
		"http", "https", "ftp", "ftps", "mailto", "gopher", "gemini",
		"magnet", "tel", "xmpp", "irc", "news", "nntp", "file",
		"feed",
	};
	struct url parts;
	size_t i;

	url_split(&parts, url);
	if (parts.scheme.p == NULL)
		return true;
	for (i = 0; i < CC_COUNT(schemes); i++)
		if (str_iis(parts.scheme, schemes[i]))
			return true;
	return false;
}

bool
draft_wants(const struct draft *d, enum field field, enum rank rank)
{
	enum rank there = d->values[field].rank;

	return rank > there || (rank == there && last_counts(field));
}

void
draft_set(struct draft *d, enum field field, enum rank rank,
    enum text_kind kind, const char *base, const char *s, size_t len)
{
	struct str trimmed = str_trim((struct str){ s, len });
	struct value *v = &d->values[field];

	if (trimmed.len == 0 || !draft_wants(d, field, rank) ||
	    (field == FIELD_LINK && !is_kept_scheme(trimmed)))
		return;
	v->off = d->raw.len;
	v->len = trimmed.len;
	v->kind = kind;
	v->rank = rank;
	v->base = base;
	buf_add(&d->raw, trimmed.p, trimmed.len);
	buf_addc(&d->raw, '\0');
	if (d->raw.len != v->off + v->len + 1)
		*v = (struct value){ 0 };
}

const char *
draft_get(const struct draft *d, enum field field)
{
	const struct value *v = &d->values[field];

	return v->rank == RANK_NONE ? NULL : d->raw.data + v->off;
}

static struct str
raw_of(const struct draft *d, enum field field)
{
	const struct value *v = &d->values[field];

	return (struct str){ v->rank == RANK_NONE ? "" :
	    d->raw.data + v->off, v->len };
}

void
draft_clear(struct draft *d)
{
	memset(d->values, 0, sizeof(d->values));
	buf_clear(&d->raw);
	d->categories.n = 0;
	d->enclosures.n = 0;
	d->links.n = 0;
	d->open = false;
}

void
draft_release(struct draft *d)
{
	buf_release(&d->raw);
	free(d->categories.items);
	free(d->enclosures.items);
	free(d->links.items);
}

/* The name in "mail (name)" or "name <mail>"; else what is there. */
static struct str
name_of_person(struct str s)
{
	ptrdiff_t open, close;
	struct str inner, before;
	char closing;

	s = str_trim(s);
	open = str_find(s, STR("<"));
	closing = '>';
	if (open < 0) {
		open = str_find(s, STR("("));
		closing = ')';
	}
	if (open < 0 || s.len == 0 || s.p[s.len - 1] != closing)
		return s;
	close = (ptrdiff_t)s.len - 1;
	before = str_trim(str_sub(s, 0, (size_t)open));
	inner = str_trim(str_sub(s, (size_t)open + 1,
	    (size_t)(close - open - 1)));
	if (str_find(before, STR("@")) >= 0 && inner.len > 0)
		return inner;
	if (str_find(inner, STR("@")) >= 0)
		return before.len > 0 ? before : inner;
	return s;
}

void
draft_add_author(struct draft *d, enum rank rank, const char *s, size_t len)
{
	struct str name = name_of_person((struct str){ s, len });
	struct value *v = &d->values[FIELD_AUTHOR];
	struct buf joined = BUF_INIT;

	/* an address alone is worth less than any name */
	if (str_find(name, STR("@")) >= 0 && str_find(name, STR(" ")) < 0)
		rank = RANK_LAST_RESORT;
	if (v->rank != rank || name.len == 0) {
		draft_set(d, FIELD_AUTHOR, rank, TEXT_PLAIN, NULL, name.p,
		    name.len);
		return;
	}
	if (str_find(raw_of(d, FIELD_AUTHOR), name) >= 0 ||
	    v->len + name.len > BOUND_TITLE_BYTES)
		return;
	buf_adds(&joined, draft_get(d, FIELD_AUTHOR));
	buf_adds(&joined, ", ");
	buf_add(&joined, name.p, name.len);
	v->rank = RANK_NONE;
	draft_set(d, FIELD_AUTHOR, rank, TEXT_PLAIN, NULL,
	    buf_string(&joined), joined.len);
	buf_release(&joined);
}

/* Room for one more element, or NULL when the article has enough of them. */
static void *
list_add(struct list *list, size_t size)
{
	if (list->n >= BOUND_ARTICLE_PARTS)
		return NULL;
	list->items = array_reserve(list->items, &list->cap, list->n + 1,
	    size);
	return (char *)list->items + list->n++ * size;
}

static size_t
first_looked_at(const struct list *list)
{
	return list->n > DOUBLES_LOOKED_AT ? list->n - DOUBLES_LOOKED_AT : 0;
}

void
draft_add_category(struct parse *p, struct draft *d, const char *s, size_t len)
{
	const char *const *there = d->categories.items;
	const char *name = clean_name(p->feed, s, len), **place;
	size_t i;

	if (name == NULL)
		return;
	for (i = first_looked_at(&d->categories); i < d->categories.n; i++)
		if (strcmp(there[i], name) == 0)
			return;
	place = list_add(&d->categories, sizeof(*place));
	if (place != NULL)
		*place = name;
}

static const char *
clean_word(struct feed *feed, const char *s)
{
	return s == NULL ? NULL : clean_name(feed, s, strlen(s));
}

void
draft_add_enclosure(struct parse *p, struct draft *d, const char *base,
    const struct enclosure *enclosure)
{
	const struct enclosure *there = d->enclosures.items;
	const char *url = clean_url(p->feed, base, enclosure->url);
	struct enclosure *place;
	size_t i;

	if (url == NULL)
		return;
	for (i = first_looked_at(&d->enclosures); i < d->enclosures.n; i++)
		if (strcmp(there[i].url, url) == 0)
			return;
	place = list_add(&d->enclosures, sizeof(*place));
	if (place == NULL)
		return;
	*place = *enclosure;
	place->url = url;
	place->type = clean_word(p->feed, enclosure->type);
}

void
draft_add_link(struct parse *p, struct draft *d, const char *base,
    const struct feed_link *link)
{
	const struct feed_link *there = d->links.items;
	struct feed_link *place;
	const char *href = clean_url(p->feed, base, link->href);
	const char *rel = clean_word(p->feed, link->rel);
	size_t i;

	if (href == NULL || rel == NULL)
		return;
	for (i = first_looked_at(&d->links); i < d->links.n; i++)
		if (strcmp(there[i].href, href) == 0 &&
		    strcmp(there[i].rel, rel) == 0)
			return;
	place = list_add(&d->links, sizeof(*place));
	if (place == NULL)
		return;
	place->href = href;
	place->rel = rel;
	place->type = clean_word(p->feed, link->type);
}

/* The content of a scratch buffer as a string of the arena; "" is NULL. */
static const char *
keep(struct feed *feed, const struct buf *b)
{
	return b->len == 0 ? NULL :
	    arena_strndup(feed->arena, b->data, b->len);
}

/*
 * Names are text: "&lt;p&gt;" in one stands for itself. Only where nothing
 * looks like a tag are references taken for such, as in "Food &amp; Drink".
 */
const char *
clean_name(struct feed *feed, const char *s, size_t len)
{
	struct str name = { s, len };
	struct buf line = BUF_INIT;
	const char *kept;

	if (str_find(name, STR("&")) >= 0 && str_find(name, STR("<")) < 0 &&
	    str_ifind(name, STR("&lt;")) < 0)
		plain_title(&line, s, len, BOUND_TITLE_BYTES);
	else
		sanitize_line(&line, s, len, BOUND_TITLE_BYTES);
	kept = keep(feed, &line);
	buf_release(&line);
	return kept;
}

const char *
value_name(struct parse *p, const struct draft *d, enum field field)
{
	struct str raw = raw_of(d, field);

	return clean_name(p->feed, raw.p, raw.len);
}

const char *
value_line(struct parse *p, const struct draft *d, enum field field)
{
	struct str raw = raw_of(d, field);
	struct buf *line = &p->html;

	buf_clear(line);
	switch (d->values[field].kind) {
	case TEXT_HTML:
		plain_from_html(line, raw.p, raw.len, BOUND_TITLE_BYTES);
		break;
	case TEXT_GUESS:
		plain_title(line, raw.p, raw.len, BOUND_TITLE_BYTES);
		break;
	case TEXT_PLAIN:
	case TEXT_LINES:
		sanitize_line(line, raw.p, raw.len, BOUND_TITLE_BYTES);
		break;
	}
	return keep(p->feed, line);
}

const char *
value_title(struct parse *p, const struct draft *d)
{
	const char *title = value_line(p, d, FIELD_TITLE);

	return title == NULL && draft_get(d, FIELD_TITLE) != NULL ? "" : title;
}

/* Append text as HTML: an empty line parts paragraphs, and with `breaks`
 * every line break is one. */
static void
add_text_as_html(struct buf *out, struct str text, bool breaks)
{
	struct str line;
	bool gap = false, first = true, paragraphs;

	paragraphs = str_find(text, STR("\n\n")) >= 0;
	if (paragraphs)
		buf_adds(out, "<p>");
	while (str_split(&text, '\n', &line)) {
		if (str_trim(line).len == 0) {
			gap = true;
			continue;
		}
		if (!first && gap && paragraphs)
			buf_adds(out, "</p>\n<p>");
		else if (!first)
			buf_adds(out, breaks ? "<br>\n" : "\n");
		content_escape(out, line.p, line.len);
		first = gap = false;
	}
	if (paragraphs)
		buf_adds(out, "</p>");
}

/* Does a text that may be HTML have to be read as such? */
static bool
is_html(const struct value *v, struct str raw)
{
	if (v->kind == TEXT_HTML)
		return true;
	return v->kind == TEXT_GUESS &&
	    (plain_looks_like_html(raw.p, raw.len) ||
	    str_find(raw, STR("</")) >= 0 || str_find(raw, STR("<!")) >= 0);
}

const char *
value_html(struct parse *p, const struct draft *d, enum field field)
{
	const struct value *v = &d->values[field];
	struct str raw = raw_of(d, field), html;

	if (v->rank == RANK_NONE)
		return NULL;
	buf_clear(&p->html);
	if (is_html(v, raw)) {
		safe_html_fragment(&p->html, raw.p, raw.len, v->base);
	} else {
		buf_clear(&p->text);
		sanitize_text(&p->text, raw.p, raw.len);
		add_text_as_html(&p->html, (struct str){
		    buf_string(&p->text), p->text.len },
		    v->kind == TEXT_LINES);
	}
	html = (struct str){ buf_string(&p->html), p->html.len };
	html.len = excerpt_without_credit(html.p, html.len);
	html = str_trim(html);
	return html.len == 0 ? "" :
	    arena_strndup(p->feed->arena, html.p, html.len);
}

/* "feed:https://..." and "feed://..." are the web's; "&amp;" is an "&". */
static void
plain_address(struct buf *out, const char *ref)
{
	struct str s = str_trim(str_of(ref));
	ptrdiff_t at;

	if (str_istarts(s, "feed://"))
		buf_adds(out, "http:");
	if (str_istarts(s, "feed:"))
		s = str_sub(s, 5, s.len);
	while ((at = str_find(s, STR("&amp;"))) >= 0) {
		buf_add(out, s.p, (size_t)at + 1);
		s = str_sub(s, (size_t)at + 5, s.len);
	}
	buf_add(out, s.p, s.len);
}

const char *
clean_url(struct feed *feed, const char *base, const char *ref)
{
	struct buf plain = BUF_INIT, clean = BUF_INIT;
	const char *kept = NULL;
	char *url;

	plain_address(&plain, ref);
	url = plain.len > 0 ? url_resolve(base, buf_string(&plain)) : NULL;
	if (url != NULL && is_kept_scheme(str_of(url))) {
		sanitize_line(&clean, url, strlen(url), 0);
		kept = keep(feed, &clean);
	}
	free(url);
	buf_release(&plain);
	buf_release(&clean);
	return kept;
}

const char *
value_url(struct parse *p, const struct draft *d, enum field field)
{
	const char *ref = draft_get(d, field);

	return ref == NULL ? NULL :
	    clean_url(p->feed, d->values[field].base, ref);
}

int64_t
seconds_of_duration(const char *s)
{
	struct str rest = str_of(s), part;
	int64_t secs = 0;
	uint64_t n;
	size_t used;

	while (str_split(&rest, ':', &part)) {
		part = str_trim(part);
		n = str_number(part, 1000000000, &used);
		if (used == 0 || secs > 1000000000)
			return -1;
		secs = secs * 60 + (int64_t)n;
	}
	return secs;
}
