/*
 * Readers of RSS's elements, 0.90 to 2.0 and RDF, and of its usual modules.
 *
 * A reader starts behind XML_START. Most read to the element's end; those of
 * containers (groups, media:content, categories within categories) leave
 * their children to the walk.
 */
#include "feed_priv.h"

#include <string.h>

#include "gogai/url.h"

/* Read the element's text into p->text and offer it as the row's field. */
static int
read_as(struct parse *p, struct draft *d, const struct field_row *row,
    enum content_mode mode, enum text_kind kind, struct err *err)
{
	const char *base = parse_base(p);
	enum rank rank = parse_rank(p, row);

	if (!draft_wants(d, row->field, rank))
		return xml_skip(p->xml, err);
	buf_clear(&p->text);
	if (content_read(p, &p->text, mode, NULL, err) < 0)
		return -1;
	draft_set(d, row->field, rank, kind, base, buf_string(&p->text),
	    p->text.len);
	return 0;
}

int
read_text(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	bool title = row->field == FIELD_TITLE;

	return read_as(p, d, row, title ? CONTENT_RAW : CONTENT_FLAT,
	    title ? TEXT_GUESS : TEXT_PLAIN, err);
}

int
read_html(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	enum text_kind kind = row->ns == NS_CONTENT ? TEXT_HTML : TEXT_GUESS;

	return read_as(p, d, row, CONTENT_RAW, kind, err);
}

int
read_xhtml(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	return read_as(p, d, row, CONTENT_XML, TEXT_HTML, err);
}

int
read_both_dates(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	if (read_as(p, d, row, CONTENT_FLAT, TEXT_PLAIN, err) < 0)
		return -1;
	draft_set(d, FIELD_UPDATED, RANK_LAST_RESORT, TEXT_PLAIN, NULL,
	    buf_string(&p->text), p->text.len);
	return 0;
}

int
read_media_text(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	return read_as(p, d, row, CONTENT_RAW, TEXT_GUESS, err);
}

/* The address of an element: of these attributes the first. */
static const char *
address_attr(const struct parse *p)
{
	static const char *const names[] = { "href", "url", "resource" };
	const struct xml_attr *attr;
	size_t i, k;

	for (k = 0; k < CC_COUNT(names); k++)
		for (i = 0; i < xml_n_attrs(p->xml); i++) {
			attr = xml_attr_at(p->xml, i);
			if (str_iis(str_of(attr->name), names[k]))
				return attr->value;
		}
	return NULL;
}

int
read_href(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	const char *href = address_attr(p);

	if (href == NULL)
		return read_text(p, d, row, err);
	draft_set(d, row->field, parse_rank(p, row), TEXT_PLAIN, parse_base(p),
	    href, strlen(href));
	return xml_skip(p->xml, err);
}

/* RSS's <link>, or Atom's, or one that is empty but for an attribute. */
int
read_link(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	if (xml_attr(p->xml, "", "href") != NULL)
		return read_atom_link(p, d, row, err);
	return read_href(p, d, row, err);
}

int
read_guid(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	const char *permalink = NULL, *base = parse_base(p);
	const struct xml_attr *attr;
	size_t i;

	for (i = 0; i < xml_n_attrs(p->xml); i++) {
		attr = xml_attr_at(p->xml, i);
		if (str_iis(str_of(attr->name), "isPermaLink"))
			permalink = attr->value;
	}
	buf_clear(&p->text);
	if (permalink != NULL &&
	    str_iis(str_trim(str_of(permalink)), "false"))
		return read_as(p, d, row, CONTENT_FLAT, TEXT_PLAIN, err);
	if (read_as(p, d, row, CONTENT_FLAT, TEXT_PLAIN, err) < 0)
		return -1;
	if (str_istarts(str_trim(str_of(buf_string(&p->text))), "http") ||
	    *buf_string(&p->text) == '/')
		draft_set(d, FIELD_LINK, RANK_SUBSTITUTE, TEXT_PLAIN, base,
		    buf_string(&p->text), p->text.len);
	return 0;
}

int64_t
attr_number(const struct parse *p, const char *name)
{
	const char *value = xml_attr(p->xml, "", name);
	uint64_t n;
	size_t used;

	if (value == NULL)
		return -1;
	n = str_number(str_trim(str_of(value)), INT64_MAX, &used);
	return used > 0 ? (int64_t)n : -1;
}

int
read_enclosure(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	struct enclosure enclosure;

	(void)row;
	enclosure.url = address_attr(p);
	enclosure.type = xml_attr(p->xml, "", "type");
	enclosure.length = attr_number(p, "length");
	enclosure.secs = -1;
	if (enclosure.url != NULL)
		draft_add_enclosure(p, d, parse_base(p), &enclosure);
	return xml_skip(p->xml, err);
}

int
read_media(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	struct enclosure enclosure;

	(void)row;
	(void)err;
	enclosure.url = xml_attr(p->xml, "", "url");
	enclosure.type = xml_attr(p->xml, "", "type");
	enclosure.length = attr_number(p, "fileSize");
	enclosure.secs = attr_number(p, "duration");
	if (enclosure.url != NULL)
		draft_add_enclosure(p, d, parse_base(p), &enclosure);
	return 0;
}

int
read_group(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	(void)p;
	(void)d;
	(void)row;
	(void)err;
	return 0;
}

/* term and label are Atom's, text is that of iTunes. */
int
read_category(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	static const char *const names[] = { "term", "label", "text" };
	const char *value;
	size_t i;

	(void)row;
	for (i = 0; i < CC_COUNT(names); i++) {
		value = xml_attr(p->xml, "", names[i]);
		if (value == NULL || *value == '\0')
			continue;
		draft_add_category(p, d, value, strlen(value));
		return 0;
	}
	buf_clear(&p->text);
	if (content_read(p, &p->text, CONTENT_FLAT, NULL, err) < 0)
		return -1;
	draft_add_category(p, d, buf_string(&p->text), p->text.len);
	return 0;
}

int
read_keywords(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	struct str rest, word;

	(void)row;
	buf_clear(&p->text);
	if (content_read(p, &p->text, CONTENT_FLAT, NULL, err) < 0)
		return -1;
	rest = str_of(buf_string(&p->text));
	while (str_split(&rest, ',', &word))
		draft_add_category(p, d, word.p, word.len);
	return 0;
}

/*
 * Read the children of the current element that have this name, one text
 * after the other, and hand each to take().
 */
static int
read_children(struct parse *p, struct draft *d, const char *name,
    void (*take)(struct parse *, struct draft *), struct err *err)
{
	unsigned top = xml_depth(p->xml);
	int event;

	while ((event = xml_next(p->xml, err)) > 0) {
		if (event == XML_END && xml_depth(p->xml) <= top)
			return 0;
		if (event != XML_START)
			continue;
		if (!str_iis(str_of(xml_name(p->xml)), name)) {
			if (xml_skip(p->xml, err) < 0)
				return -1;
			continue;
		}
		parse_enter(p);
		buf_clear(&p->text);
		if (content_read(p, &p->text, CONTENT_FLAT, NULL, err) < 0)
			return -1;
		take(p, d);
	}
	return event < 0 ? -1 : 0;
}

static void
take_icon(struct parse *p, struct draft *d)
{
	draft_set(d, FIELD_ICON, RANK_OWN, TEXT_PLAIN, parse_base(p),
	    buf_string(&p->text), p->text.len);
}

static void
take_hour(struct parse *p, struct draft *d)
{
	size_t used;
	uint64_t hour = str_number(str_trim(str_of(buf_string(&p->text))), 99,
	    &used);

	if (used > 0 && hour <= 24)
		d->skip_hours |= UINT32_C(1) << hour % 24;
}

static void
take_day(struct parse *p, struct draft *d)
{
	static const char *const days[] = {
		"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday",
		"Friday", "Saturday",
	};
	struct str day = str_trim(str_of(buf_string(&p->text)));
	size_t i;

	for (i = 0; i < CC_COUNT(days); i++)
		if (str_iis(day, days[i]))
			d->skip_days = (uint8_t)(d->skip_days | 1u << i);
}

int
read_image(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	(void)row;
	return read_children(p, d, "url", take_icon, err);
}

int
read_skip_hours(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	(void)row;
	return read_children(p, d, "hour", take_hour, err);
}

int
read_skip_days(struct parse *p, struct draft *d, const struct field_row *row,
    struct err *err)
{
	(void)row;
	return read_children(p, d, "day", take_day, err);
}
