/*
 * The walk through an XML feed, of whatever format.
 *
 * The walk is flat: it does not follow a grammar, it looks at each element
 * where it stands. Those of the table (fields.c) are read, those that give
 * the document its shape (rss, channel, item ...) are entered, all others are
 * passed over with what is in them. So items outside of their channel, an
 * item that never ends before the next begins, upper-case names and
 * unexpected wrappers need no rules of their own.
 */
#include "feed_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/sanitize.h"
#include "gogai/url.h"

/* Unknown elements around a feed are looked into down to this depth. */
#define WRAPPERS 4

enum shape {
	SHAPE_OTHER,
	SHAPE_ROOT,		/* rss, rdf:RDF: holds the feed */
	SHAPE_FEED,
	SHAPE_ITEM
};

struct shape_row {
	const char *name;
	enum shape shape;
	enum format format;	/* of a document that starts with it */
};

static const struct shape_row shapes[] = {
	{ "rss", SHAPE_ROOT, FORMAT_RSS },
	{ "RDF", SHAPE_ROOT, FORMAT_RDF },
	{ "CHANNEL", SHAPE_FEED, FORMAT_CDF },
	{ "channel", SHAPE_FEED, FORMAT_RSS },
	{ "feed", SHAPE_FEED, FORMAT_ATOM },
	{ "item", SHAPE_ITEM, FORMAT_UNKNOWN },
	{ "entry", SHAPE_ITEM, FORMAT_ATOM },
};

static size_t
level(const struct parse *p)
{
	size_t depth = p->xml == NULL ? 0 : xml_depth(p->xml);

	return depth <= BOUND_XML_DEPTH ? depth : BOUND_XML_DEPTH;
}

const char *
parse_base(const struct parse *p)
{
	return p->base[level(p)];
}

void
parse_enter(struct parse *p)
{
	size_t depth = level(p);
	const char *outer = p->base[depth > 0 ? depth - 1 : 0];
	const char *own = xml_base(p->xml);
	char *url = NULL;

	p->base[depth] = outer;
	if (own != NULL && *own != '\0')
		url = url_resolve(outer, own);
	if (url != NULL)
		p->base[depth] = arena_strdup(p->feed->arena, url);
	free(url);
}

enum rank
parse_rank(const struct parse *p, const struct field_row *row)
{
	if (row->ns == NS_ATOM && p->format != FORMAT_ATOM &&
	    row->rank >= RANK_OWN_LESSER)
		return row->rank - 2;
	return row->rank;
}

/* Exactly as written first: CHANNEL alone is another format than channel. */
static const struct shape_row *
find_shape(const char *name)
{
	size_t i;

	for (i = 0; i < CC_COUNT(shapes); i++)
		if (strcmp(shapes[i].name, name) == 0)
			return &shapes[i];
	for (i = 0; i < CC_COUNT(shapes); i++)
		if (str_iis(str_of(name), shapes[i].name))
			return &shapes[i];
	return NULL;
}

/* What the current element is to the document's shape. */
static enum shape
shape_of(struct parse *p, enum namespace ns)
{
	const struct shape_row *row = find_shape(xml_name(p->xml));

	if (row == NULL || (ns != NS_CORE && ns != NS_RSS && ns != NS_ATOM &&
	    ns != NS_CDF && (ns != NS_RDF || row->format != FORMAT_RDF)))
		return SHAPE_OTHER;
	if (p->format == FORMAT_UNKNOWN) {
		if (row->shape == SHAPE_ITEM && (ns != NS_ATOM ||
		    xml_depth(p->xml) > 1))
			return SHAPE_OTHER;
		p->format = row->format;
	}
	return row->shape;
}

static const char *
any_attr(const struct parse *p, const char *name)
{
	const struct xml_attr *attr;
	size_t i;

	for (i = 0; i < xml_n_attrs(p->xml); i++) {
		attr = xml_attr_at(p->xml, i);
		if (str_iis(str_of(attr->name), name))
			return attr->value;
	}
	return NULL;
}

static void
set_attr(struct parse *p, struct draft *d, enum field field, enum rank rank,
    const char *attr)
{
	const char *value = any_attr(p, attr);

	if (value != NULL)
		draft_set(d, field, rank, TEXT_PLAIN, parse_base(p), value,
		    strlen(value));
}

/* What the attributes of a feed's or an article's own element say. */
static void
take_attrs(struct parse *p, struct draft *d)
{
	set_attr(p, d, FIELD_LANGUAGE, RANK_SUBSTITUTE, "lang");
	if (p->format == FORMAT_RDF && d == &p->item) {
		set_attr(p, d, FIELD_ID, RANK_OWN, "about");
		set_attr(p, d, FIELD_LINK, RANK_LAST_RESORT, "about");
	}
	if (p->format == FORMAT_CDF) {
		set_attr(p, d, FIELD_LINK, RANK_OWN, "href");
		set_attr(p, d, FIELD_UPDATED, RANK_OWN, "lastmod");
	}
}

static void
begin_item(struct parse *p)
{
	if (p->item.open)
		finish_item(p);
	draft_clear(&p->item);
	p->item.open = true;
	p->item.depth = xml_depth(p->xml);
	p->item.line = xml_line(p->xml);
	take_attrs(p, &p->item);
}

/* A start tag anywhere between elements that are read whole. */
static int
start(struct parse *p, struct err *err)
{
	enum namespace ns = field_namespace(xml_ns(p->xml),
	    xml_prefix(p->xml));
	enum field_place place = p->item.open ? IN_ITEM : IN_FEED;
	const struct field_row *row;

	parse_enter(p);
	switch (shape_of(p, ns)) {
	case SHAPE_ITEM:
		begin_item(p);
		return 0;
	case SHAPE_FEED:
		p->has_feed = true;
		/* FALLTHROUGH */
	case SHAPE_ROOT:
		take_attrs(p, &p->about);
		return 0;
	case SHAPE_OTHER:
		break;
	}
	if (p->format == FORMAT_UNKNOWN)
		return xml_depth(p->xml) < WRAPPERS ? 0 :
		    xml_skip(p->xml, err);
	row = field_find(p, ns, xml_name(p->xml), place);
	if (row == NULL)
		return xml_skip(p->xml, err);
	return row->read(p, p->item.open ? &p->item : &p->about, row, err);
}

/*
 * An article that the document's end cuts is kept if its id was read: the
 * next poll mends it. Without one it would come in again under another.
 */
static void
end_item(struct parse *p)
{
	if (!xml_is_cut(p->xml) || draft_get(&p->item, FIELD_ID) != NULL) {
		finish_item(p);
		return;
	}
	feed_add_note(p->feed,
	    _("line %u: the document ends inside of this article"),
	    p->item.line);
	draft_clear(&p->item);
}

static void
take_notes(struct parse *p)
{
	size_t i;

	for (i = 0; i < xml_n_notes(p->xml); i++)
		feed_add_note(p->feed, "%s", xml_note(p->xml, i));
}

/*
 * RDF is for more than news: without channel or item it is a feed only if it
 * names the namespace of RSS.
 */
static bool
is_feed(const struct parse *p, struct str text)
{
	if (p->format != FORMAT_RDF || p->has_feed || p->feed->n > 0)
		return p->format != FORMAT_UNKNOWN;
	text = str_sub(text, 0, 4096);
	return str_find(text, STR("//purl.org/rss/")) >= 0 ||
	    str_find(text, STR("//my.netscape.com/rdf/")) >= 0;
}

/* The current element's name for a message. */
static const char *
name_of_root(struct parse *p)
{
	const char *name = xml_name(p->xml);

	buf_clear(&p->text);
	sanitize_line(&p->text, name, strlen(name), 60);
	return arena_strdup(p->feed->arena, buf_string(&p->text));
}

static int
walk(struct parse *p, struct err *err)
{
	int event;

	while ((event = xml_next(p->xml, err)) > 0) {
		if (event == XML_START) {
			if (p->root == NULL)
				p->root = name_of_root(p);
			if (start(p, err) < 0)
				return -1;
		} else if (event == XML_END && p->item.open &&
		    xml_depth(p->xml) <= p->item.depth) {
			end_item(p);
		}
		if (p->feed->n >= BOUND_FEED_ITEMS) {
			p->feed->full = true;
			return 0;
		}
	}
	return event;
}

int
xmlfeed_read(struct parse *p, const char *text, size_t len, struct err *err)
{
	int r;

	p->xml = xml_open(text, len);
	r = walk(p, err);
	if (r == 0)
		take_notes(p);
	if (r == 0 && !is_feed(p, (struct str){ text, len }))
		r = sniff_not_feed(text, len, p->root, p->base[0], err);
	if (r == 0)
		finish_feed(p);
	xml_close(p->xml);
	p->xml = NULL;
	return r;
}
