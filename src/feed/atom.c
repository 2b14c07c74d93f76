/*
 * Readers of Atom's elements, 1.0 (RFC 4287) and 0.3.
 *
 * 1.0 says what a text is by type (text, html, xhtml, a media type), 0.3 by
 * type and mode (xml, escaped, base64). Feeds mix the two, and forget both;
 * the words of either are understood in either. A text of type "text" that
 * has elements in it is taken for the markup that it looks like.
 */
#include "feed_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/url.h"
#include "gogai/utf8.h"

/* How the inside of a construct is to be read. */
enum construct {
	CONSTRUCT_TEXT,
	CONSTRUCT_GUESS,	/* 0.3 text: may be escaped markup */
	CONSTRUCT_HTML,
	CONSTRUCT_XHTML,
	CONSTRUCT_BASE64
};

struct construct_type {
	const char *type;
	enum construct construct;
};

static const struct construct_type construct_types[] = {
	{ "text", CONSTRUCT_TEXT },
	{ "plain", CONSTRUCT_TEXT },
	{ "html", CONSTRUCT_HTML },
	{ "text/html", CONSTRUCT_HTML },
	{ "xhtml", CONSTRUCT_XHTML },
	{ "text/xml", CONSTRUCT_XHTML },
	{ "application/xml", CONSTRUCT_XHTML },
};

static enum construct
construct_of_type(const char *type)
{
	struct str rest = str_of(type), s;
	size_t i;

	if (!str_split(&rest, ';', &s))
		return CONSTRUCT_TEXT;
	s = str_trim(s);
	for (i = 0; i < CC_COUNT(construct_types); i++)
		if (str_iis(s, construct_types[i].type))
			return construct_types[i].construct;
	if (str_ends(s, "+xml"))
		return CONSTRUCT_XHTML;
	if (str_istarts(s, "text/") || memchr(s.p, '/', s.len) == NULL)
		return CONSTRUCT_TEXT;
	return CONSTRUCT_BASE64;
}

/* The construct that the current element's attributes speak of. */
static enum construct
construct_of(const struct parse *p)
{
	const char *type = xml_attr(p->xml, "", "type");
	const char *mode = xml_attr(p->xml, "", "mode");
	enum construct construct = CONSTRUCT_TEXT;

	if (type != NULL && *type != '\0')
		construct = construct_of_type(type);
	if (mode != NULL && str_iis(str_of(mode), "base64"))
		return CONSTRUCT_BASE64;
	if (construct == CONSTRUCT_TEXT &&
	    (mode != NULL || strstr(xml_ns(p->xml), "2005/Atom") == NULL))
		return CONSTRUCT_GUESS;
	return construct;
}

/* Does the element say that its bytes are text and nothing else? */
static bool
says_text(const struct parse *p)
{
	const char *type = xml_attr(p->xml, "", "type");

	return type == NULL || construct_of_type(type) == CONSTRUCT_TEXT;
}

/* The bytes that p->text stands for, in p->html. */
static enum text_kind
decode_base64(struct parse *p, bool plain)
{
	struct buf bytes = BUF_INIT;
	bool ok;

	buf_clear(&p->html);
	ok = content_base64(&bytes, buf_string(&p->text), p->text.len);
	if (ok)
		utf8_repair(&p->html, buf_string(&bytes), bytes.len);
	else
		buf_add(&p->html, buf_string(&p->text), p->text.len);
	buf_release(&bytes);
	return ok && !plain ? TEXT_GUESS : TEXT_PLAIN;
}

static int
read_as_construct(struct parse *p, struct draft *d,
    const struct field_row *row, enum construct construct, struct err *err)
{
	const char *base = parse_base(p);
	enum rank rank = parse_rank(p, row);
	const struct buf *text = &p->text;
	enum text_kind kind = TEXT_PLAIN;
	bool plain = row->field == FIELD_TITLE && says_text(p), markup;

	if (!draft_wants(d, row->field, rank))
		return xml_skip(p->xml, err);
	buf_clear(&p->text);
	if (content_read(p, &p->text, construct == CONSTRUCT_XHTML ?
	    CONTENT_XML : CONTENT_RAW, &markup, err) < 0)
		return -1;
	if (markup || construct == CONSTRUCT_XHTML ||
	    construct == CONSTRUCT_HTML) {
		kind = TEXT_HTML;
	} else if (construct == CONSTRUCT_BASE64) {
		kind = decode_base64(p, plain);
		text = &p->html;
	} else if (construct == CONSTRUCT_GUESS) {
		kind = TEXT_GUESS;
	}
	draft_set(d, row->field, rank, kind, base, buf_string(text),
	    text->len);
	return 0;
}

int
read_construct(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	return read_as_construct(p, d, row, construct_of(p), err);
}

/* Content may be elsewhere: then it is the page of last resort. */
int
read_content(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	const char *src = xml_attr(p->xml, "", "src");

	if (src != NULL && *src != '\0')
		draft_set(d, FIELD_LINK, RANK_LAST_RESORT, TEXT_PLAIN,
		    parse_base(p), src, strlen(src));
	return read_as_construct(p, d, row, construct_of(p), err);
}

/*
 * An author of Atom (name, email, uri as elements) or of RSS (text). The name
 * is wanted; without one the mail address stands for it.
 */
int
read_person(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	unsigned top = xml_depth(p->xml);
	struct buf *name = &p->html, *other = &p->text;
	struct buf *to = other;
	const char *text;
	size_t len;
	int event;

	buf_clear(name);
	buf_clear(other);
	while ((event = xml_next(p->xml, err)) > 0) {
		if (event == XML_END && xml_depth(p->xml) <= top)
			break;
		if (event == XML_TEXT && to != NULL) {
			text = xml_text(p->xml, &len);
			buf_add(to, text, len);
		} else if (event == XML_START) {
			text = xml_name(p->xml);
			if (strcmp(text, "name") == 0)
				to = name;
			else if (strcmp(text, "email") == 0)
				to = other;
			else if (xml_skip(p->xml, err) < 0)
				return -1;
		} else if (event == XML_END) {
			to = other;
		}
	}
	if (str_trim(str_of(buf_string(name))).len == 0)
		name = other;
	draft_add_author(d, parse_rank(p, row), buf_string(name), name->len);
	return event < 0 ? -1 : 0;
}

/* The relation without the registry's address in front (RFC 4287 §4.2.7.2). */
static const char *
relation(const char *rel)
{
	static const char registry[] =
	    "http://www.iana.org/assignments/relation/";

	if (rel == NULL || *rel == '\0')
		return "alternate";
	if (str_istarts(str_of(rel), registry))
		return rel + sizeof(registry) - 1;
	return rel;
}

static bool
is_page_type(const char *type)
{
	return type == NULL || *type == '\0' ||
	    str_istarts(str_of(type), "text/html") ||
	    str_istarts(str_of(type), "application/xhtml");
}

/* Is this another language than the feed's own? Only the first part counts. */
static bool
is_foreign(const struct parse *p, const char *hreflang)
{
	const char *own = draft_get(&p->about, FIELD_LANGUAGE);

	if (hreflang == NULL || *hreflang == '\0' || own == NULL)
		return false;
	return !str_ieq(str_sub(str_of(hreflang), 0, 2),
	    str_sub(str_trim(str_of(own)), 0, 2));
}

/* What a relation gives besides standing in the list of links. */
static void
take_relation(struct draft *d, const struct feed_link *link, const char *base,
    enum rank rank)
{
	struct str rel = str_trim(str_of(link->rel));
	enum field field = FIELD_NONE;

	if (str_iis(rel, "alternate")) {
		field = FIELD_LINK;
	} else if (str_iis(rel, "self")) {
		field = FIELD_SELF;
	} else if (str_iis(rel, "hub")) {
		field = FIELD_HUB;
	} else if (str_iis(rel, "replies") && is_page_type(link->type)) {
		field = FIELD_COMMENTS;
	}
	if (field != FIELD_NONE)
		draft_set(d, field, rank, TEXT_PLAIN, base, link->href,
		    strlen(link->href));
}

/* RFC 4287 has the address in href; some feeds have it as text. */
int
read_atom_link(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	const char *base = parse_base(p), *type, *href;
	enum rank rank = parse_rank(p, row);
	struct arena *arena = p->feed->arena;
	struct enclosure file = { .secs = -1 };
	struct feed_link link;

	type = xml_attr(p->xml, "", "type");
	href = xml_attr(p->xml, "", "href");
	/* a page before other files, the feed's own language before others */
	if (!is_page_type(type) ||
	    is_foreign(p, xml_attr(p->xml, "", "hreflang")))
		rank = rank > RANK_LAST_RESORT ? rank - 1 : rank;
	link.rel = arena_strdup(arena,
	    relation(xml_attr(p->xml, "", "rel")));
	link.type = arena_strdup(arena, type);
	link.href = NULL;
	file.length = attr_number(p, "length");
	buf_clear(&p->text);
	if (href != NULL)
		buf_adds(&p->text, href);
	if (href != NULL ? xml_skip(p->xml, err) < 0 :
	    content_read(p, &p->text, CONTENT_FLAT, NULL, err) < 0)
		return -1;
	link.href = buf_string(&p->text);
	take_relation(d, &link, base, rank);
	file.url = link.href;
	file.type = link.type;
	if (str_iis(str_of(link.rel), "enclosure"))
		draft_add_enclosure(p, d, base, &file);
	draft_add_link(p, d, base, &link);
	return 0;
}

/*
 * An id is compared byte by byte (RFC 4287 §4.2.6.1) and so kept as it is;
 * only one that is plainly a path, or has an xml:base of its own, is an
 * address to be resolved.
 */
int
read_atom_id(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	const char *base = parse_base(p), *id;
	enum rank rank = parse_rank(p, row);
	char *url = NULL;

	buf_clear(&p->text);
	if (content_read(p, &p->text, CONTENT_FLAT, NULL, err) < 0)
		return -1;
	id = buf_string(&p->text);
	if (base != NULL && *str_trim(str_of(id)).p == '/')
		url = url_resolve(base, id);
	if (url != NULL)
		id = url;
	draft_set(d, FIELD_ID, rank, TEXT_PLAIN, base, id, strlen(id));
	if (url_is_web(id))
		draft_set(d, FIELD_LINK, RANK_LAST_RESORT, TEXT_PLAIN, base,
		    id, strlen(id));
	free(url);
	return 0;
}

/* An entry without an author has that of its source (RFC 4287 §4.1.2). */
int
read_source(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	unsigned top = xml_depth(p->xml);
	int event;

	while ((event = xml_next(p->xml, err)) > 0) {
		if (event == XML_END && xml_depth(p->xml) <= top)
			return 0;
		if (event != XML_START)
			continue;
		if (strcmp(xml_name(p->xml), "author") != 0) {
			if (xml_skip(p->xml, err) < 0)
				return -1;
		} else if (read_person(p, d, row, err) < 0) {
			return -1;
		}
	}
	return event < 0 ? -1 : 0;
}
