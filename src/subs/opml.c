/*
 * OPML 2.0 (opml.org/spec2.opml), read with the XML pull reader.
 *
 * Outlines with an xmlUrl are feeds, the others are groups; a feed's group is
 * the path of the outlines around it. Attribute names are compared without
 * case, because writers disagree about "xmlUrl".
 */
#include "gogai/opml.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/array.h"
#include "gogai/bounds.h"
#include "gogai/charset.h"
#include "gogai/mem.h"
#include "gogai/sanitize.h"
#include "gogai/str.h"
#include "gogai/url.h"
#include "gogai/xml.h"

struct opml {
	struct arena *arena;
	struct opml_feed *feeds;
	size_t n, cap;
};

/* The names of the open outlines, and how long they are at each depth. */
struct groups {
	struct buf path;
	size_t at[BOUND_XML_DEPTH];
	unsigned depth;
};

static const char *
attr(const struct xml *xml, const char *name)
{
	size_t i;

	for (i = 0; i < xml_n_attrs(xml); i++) {
		const struct xml_attr *a = xml_attr_at(xml, i);

		if (str_iis(str_of(a->name), name))
			return a->value;
	}
	return NULL;
}

/* A sanitised copy of an attribute of one line, or NULL. */
static const char *
text_attr(struct opml *opml, const struct xml *xml, const char *name)
{
	const char *value = attr(xml, name), *copy = NULL;
	struct buf line = BUF_INIT;

	if (value == NULL)
		return NULL;
	sanitize_line(&line, value, strlen(value), BOUND_TITLE_BYTES);
	if (line.len > 0)
		copy = arena_strndup(opml->arena, line.data, line.len);
	buf_release(&line);
	return copy;
}

static const char *
url_attr(struct opml *opml, const struct xml *xml, const char *name)
{
	const char *value = attr(xml, name), *copy;
	char *url;

	if (value == NULL)
		return NULL;
	url = url_resolve(NULL, value);
	copy = arena_strdup(opml->arena, url);
	free(url);
	return copy;
}

static void
take_feed(struct opml *opml, const struct xml *xml, const char *url,
    const struct groups *groups)
{
	const char *category = attr(xml, "category");
	struct opml_feed *feed;

	opml->feeds = array_reserve(opml->feeds, &opml->cap, opml->n + 1,
	    sizeof(*opml->feeds));
	feed = &opml->feeds[opml->n++];
	*feed = (struct opml_feed){ .url = url };
	feed->title = text_attr(opml, xml, "title");
	if (feed->title == NULL)
		feed->title = text_attr(opml, xml, "text");
	feed->site = url_attr(opml, xml, "htmlUrl");
	feed->language = text_attr(opml, xml, "language");
	feed->ticked = category == NULL ||
	    strstr(category, "gogai:off") == NULL;
	if (groups->path.len > 0)
		feed->group = arena_strndup(opml->arena, groups->path.data,
		    groups->path.len);
}

static void
open_outline(struct opml *opml, const struct xml *xml, struct groups *groups)
{
	const char *url = url_attr(opml, xml, "xmlUrl"), *name;

	if (groups->depth < BOUND_XML_DEPTH)
		groups->at[groups->depth] = groups->path.len;
	groups->depth++;
	if (url != NULL && url[0] != '\0') {
		take_feed(opml, xml, url, groups);
		return;
	}
	name = text_attr(opml, xml, "text");
	if (name == NULL)
		name = text_attr(opml, xml, "title");
	if (name == NULL)
		return;
	if (groups->path.len > 0)
		buf_addc(&groups->path, '/');
	buf_adds(&groups->path, name);
}

static void
close_outline(struct groups *groups)
{
	if (groups->depth == 0)
		return;
	groups->depth--;
	if (groups->depth < BOUND_XML_DEPTH)
		buf_cut(&groups->path, groups->at[groups->depth]);
}

/* Read all outlines; is there an opml element at all? */
static int
read_outlines(struct opml *opml, struct xml *xml, struct groups *groups,
    bool *is_opml, struct err *err)
{
	int event;

	while ((event = xml_next(xml, err)) > XML_END_OF_INPUT) {
		if (event == XML_TEXT)
			continue;
		if (str_iis(str_of(xml_name(xml)), "opml"))
			*is_opml = true;
		if (!str_iis(str_of(xml_name(xml)), "outline"))
			continue;
		if (event == XML_START)
			open_outline(opml, xml, groups);
		else
			close_outline(groups);
	}
	return event;
}

int
opml_parse(struct opml **out, const char *bytes, size_t len, struct err *err)
{
	struct opml *opml = mem_calloc(1, sizeof(*opml));
	struct groups *groups = mem_calloc(1, sizeof(*groups));
	struct buf text;
	struct xml *xml;
	bool is_opml = false;
	int r;

	opml->arena = arena_new();
	buf_init(&text, BOUND_SETTINGS_BYTES);
	charset_decode(&text, bytes, len, NULL, CHARSET_XML, NULL);
	xml = xml_open(buf_string(&text), text.len);
	r = read_outlines(opml, xml, groups, &is_opml, err);
	xml_close(xml);
	buf_release(&text);
	buf_release(&groups->path);
	free(groups);
	if (r == 0 && !is_opml)
		r = err_set(err, ERR_MALFORMED,
		    _("not an OPML list: there is no <opml> element"));
	if (r < 0) {
		opml_free(opml);
		return -1;
	}
	*out = opml;
	return 0;
}

void
opml_free(struct opml *opml)
{
	if (opml == NULL)
		return;
	arena_free(opml->arena);
	free(opml->feeds);
	free(opml);
}

size_t
opml_len(const struct opml *opml)
{
	return opml->n;
}

const struct opml_feed *
opml_at(const struct opml *opml, size_t i)
{
	return i < opml->n ? &opml->feeds[i] : NULL;
}

static void
add_escaped(struct buf *out, const char *text)
{
	for (; *text != '\0'; text++) {
		switch (*text) {
		case '&':
			buf_adds(out, "&amp;");
			break;
		case '<':
			buf_adds(out, "&lt;");
			break;
		case '"':
			buf_adds(out, "&quot;");
			break;
		default:
			buf_addc(out, *text);
		}
	}
}

static void
add_attr(struct buf *out, const char *name, const char *value)
{
	if (value == NULL)
		return;
	buf_addf(out, " %s=\"", name);
	add_escaped(out, value);
	buf_addc(out, '"');
}

static void
format_feed(struct buf *out, const struct opml_feed *feed)
{
	buf_adds(out, feed->group != NULL ? "      " : "    ");
	buf_adds(out, "<outline type=\"rss\"");
	add_attr(out, "text", feed->title != NULL ? feed->title : feed->url);
	add_attr(out, "title", feed->title);
	add_attr(out, "xmlUrl", feed->url);
	add_attr(out, "htmlUrl", feed->site);
	add_attr(out, "language", feed->language);
	if (!feed->ticked)
		add_attr(out, "category", "gogai:off");
	buf_adds(out, "/>\n");
}

static bool
same_group(const char *a, const char *b)
{
	return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

/* End the open group, and begin another, either of which may be none. */
static void
change_group(struct buf *out, const char *from, const char *to)
{
	if (from != NULL)
		buf_adds(out, "    </outline>\n");
	if (to != NULL) {
		buf_adds(out, "    <outline");
		add_attr(out, "text", to);
		buf_adds(out, ">\n");
	}
}

void
opml_format(struct buf *out, const char *title, const struct opml_feed *feeds,
    size_t n)
{
	const char *group = NULL;
	size_t i;

	buf_adds(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<opml version=\"2.0\">\n  <head>\n    <title>");
	add_escaped(out, title);
	buf_adds(out, "</title>\n  </head>\n  <body>\n");
	for (i = 0; i < n; i++) {
		if (!same_group(group, feeds[i].group))
			change_group(out, group, feeds[i].group);
		group = feeds[i].group;
		format_feed(out, &feeds[i]);
	}
	change_group(out, group, NULL);
	buf_adds(out, "  </body>\n</opml>\n");
}
