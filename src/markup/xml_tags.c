/*
 * Tags of XML that is not well formed: which elements they begin and end, in
 * which namespaces, with which values. The rules stand in xml_tolerant.c.
 */
#include "markup_priv.h"

#include <string.h>

#include "gogai/arena.h"

static void	add_value(struct xml_tolerant *t, struct buf *out,
    struct str value, unsigned level);

/* The '&' at p in a value; the first byte behind it. */
static const char *
add_reference(struct xml_tolerant *t, struct buf *out, const char *p,
    const char *end, unsigned level)
{
	struct str name = xml_reference_name(p, end), text;
	size_t n;

	if (name.len > 0 && level < XML_SOURCES &&
	    xml_entities_find(t->entities, name, &text)) {
		if (tolerant_may_expand(t, text))
			add_value(t, out, text, level + 1);
		return name.p + name.len + 1;
	}
	n = xml_reference(out, p, end);
	if (n == 0)
		buf_addc(out, '&');
	return p + (n > 0 ? n : 1);
}

/* Append an attribute's value (XML 1.0 §3.3.3). */
static void
add_value(struct xml_tolerant *t, struct buf *out, struct str value,
    unsigned level)
{
	const char *p = value.p, *end = p + value.len, *from;

	while (p < end && !t->bomb) {
		for (from = p; p < end && *p != '&' &&
		    (unsigned char)*p >= ' '; p++)
			;
		xml_add_text(out, from, (size_t)(p - from));
		if (p == end)
			break;
		if (*p == '&') {
			p = add_reference(t, out, p, end, level);
			continue;
		}
		if (*p == '\r' && end - p > 1 && p[1] == '\n')
			p++;
		if (ascii_space((unsigned char)*p++))
			buf_addc(out, ' ');
	}
}

/* ---- namespaces */

static const char *
find_ns(const struct xml_tolerant *t, const char *prefix)
{
	size_t i;

	for (i = t->n_spaces; i > 0; i--)
		if (strcmp(t->spaces[i - 1].prefix, prefix) == 0)
			return t->spaces[i - 1].uri;
	return NULL;
}

/* The URI of a prefix: declared, or what it usually means. */
static const char *
uri_of(struct xml *xml, const char *prefix)
{
	const char *uri = find_ns(xml->tolerant, prefix);

	if (uri != NULL || *prefix == '\0')
		return uri != NULL ? uri : "";
	if (strcmp(prefix, "xml") != 0 && !xml->replay)
		xml_add_note(xml, xml->line,
		    _("the prefix \"%s\" is not declared"), prefix);
	return xml_usual_ns(prefix);
}

static bool
is_declaration(const struct xml_tag_attr *attr)
{
	return str_is(attr->prefix, "xmlns") ||
	    (attr->prefix.len == 0 && str_is(attr->name, "xmlns"));
}

/* Bring the namespaces into scope that the tag declares. */
static void
declare_namespaces(struct xml_tolerant *t)
{
	const struct xml_tag_attr *attr;
	struct xml_namespace *space;
	size_t i;

	for (i = 0; i < t->tag.n_attrs; i++) {
		attr = &t->tag.attrs[i];
		if (!is_declaration(attr) || t->n_spaces == BOUND_ATTRIBUTES)
			continue;
		buf_clear(&t->scratch);
		add_value(t, &t->scratch, attr->value, 0);
		space = &t->spaces[t->n_spaces++];
		space->prefix = attr->prefix.len == 0 ? "" :
		    arena_strndup(t->arena, attr->name.p, attr->name.len);
		space->uri = arena_strdup(t->arena, buf_string(&t->scratch));
	}
}

/* ---- the event */

/* Set the event's names to those of an open element. */
static void
set_names(struct xml *xml, const struct xml_element *open)
{
	const struct xml_tolerant *t = xml->tolerant;

	xml->prefix = t->words.data + open->at;
	xml->name = t->words.data + open->name;
	xml->ns = open->ns;
	xml->depth = t->depth;
	xml->n_attrs = 0;
}

/* End the innermost element; its names stay until the next is opened. */
int
tolerant_give_end(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct xml_element *open = &t->stack[t->depth - 1];
	bool shown = t->depth <= BOUND_XML_DEPTH;

	set_names(xml, open);
	xml->line = tolerant_line(t);
	xml->cut = t->at_end;
	t->n_close--;
	t->depth--;
	t->n_spaces = open->n_spaces;
	t->words_len = open->at;
	return shown ? XML_END : XML_NOTHING;
}

/* ---- start tags */

/* Append a slice and its terminator; where it stands in out. */
static size_t
add_string(struct buf *out, struct str s)
{
	size_t at = out->len;

	buf_add(out, s.p, s.len);
	buf_addc(out, '\0');
	return at;
}

/* The attributes of the tag as those of the event. */
static void
give_attrs(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	const struct xml_tag_attr *attr;
	struct { size_t prefix, name, value; } at[BOUND_ATTRIBUTES];
	struct xml_attr *given;
	size_t i, n = 0;

	buf_clear(&t->scratch);
	for (i = 0; i < t->tag.n_attrs; i++) {
		attr = &t->tag.attrs[i];
		if (is_declaration(attr))
			continue;
		at[n].prefix = add_string(&t->scratch, attr->prefix);
		at[n].name = add_string(&t->scratch, attr->name);
		at[n].value = t->scratch.len;
		add_value(t, &t->scratch, attr->value, 0);
		buf_addc(&t->scratch, '\0');
		n++;
	}
	for (i = 0; i < n; i++) {
		given = xml_add_attr(xml);
		given->ns = t->scratch.data[at[i].prefix] == '\0' ? "" :
		    uri_of(xml, t->scratch.data + at[i].prefix);
		given->name = t->scratch.data + at[i].name;
		given->value = t->scratch.data + at[i].value;
	}
}

/* A hash of a qualified name without regard to letters' case. */
static uint32_t
hash_name(const struct xml_tag *tag)
{
	uint32_t hash = 2166136261u;
	size_t i;

	for (i = 0; i < tag->prefix.len; i++)
		hash = (hash ^ (uint32_t)ascii_lower(
		    (unsigned char)tag->prefix.p[i])) * 16777619u;
	hash = (hash ^ ':') * 16777619u;
	for (i = 0; i < tag->name.len; i++)
		hash = (hash ^ (uint32_t)ascii_lower(
		    (unsigned char)tag->name.p[i])) * 16777619u;
	return hash;
}

/* Put the tag's element on the stack; false where that is full. */
static bool
push(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct xml_element *open;

	if (t->depth == XML_STACK) {
		t->n_flat += !t->tag.empty;
		return false;
	}
	if (t->depth > 0)
		t->stack[t->depth - 1].has_children = true;
	else if (t->had_root)
		xml_add_note(xml, xml->line, _("a second document element"));
	t->had_root = true;
	open = &t->stack[t->depth++];
	open->n_spaces = t->n_spaces;
	declare_namespaces(t);
	buf_cut(&t->words, t->words_len);
	open->at = add_string(&t->words, t->tag.prefix);
	open->name = add_string(&t->words, t->tag.name);
	t->words_len = t->words.len;
	open->hash = hash_name(&t->tag);
	open->ns = uri_of(xml, t->words.data + open->at);
	open->has_children = false;
	return true;
}

/* Elements that have no content, however they are written. */
static bool
has_no_content(const struct xml_tag *tag)
{
	static const char *const names[] = {
		"area", "br", "embed", "hr", "img", "input", "param", "wbr"
	};
	size_t i;

	for (i = 0; i < CC_COUNT(names); i++)
		if (str_iis(tag->name, names[i]))
			return true;
	return false;
}

/* Where an element of this name is open, 1 for the outermost; 0: nowhere. */
static unsigned
find_open(const struct xml_tolerant *t, const struct xml_tag *tag)
{
	uint32_t hash = hash_name(tag);
	const struct xml_element *open;
	unsigned i;

	for (i = t->depth; i > 0; i--) {
		open = &t->stack[i - 1];
		if (open->hash == hash &&
		    str_iis(tag->name, t->words.data + open->name) &&
		    str_iis(tag->prefix, t->words.data + open->at))
			return i;
	}
	return 0;
}

/* The depth of an item that is open although the tag begins another, or 0. */
static unsigned
find_unclosed(const struct xml *xml)
{
	const struct xml_tag *tag = &xml->tolerant->tag;

	if (xml->replay || (!str_iis(tag->name, "item") &&
	    !str_iis(tag->name, "entry")))
		return 0;
	return find_open(xml->tolerant, tag);
}

static void
note_tag(struct xml *xml)
{
	const struct xml_tag *tag = &xml->tolerant->tag;

	if (tag->n_more > 0)
		xml_add_note(xml, xml->line,
		    _("too many attributes of <%.*s>: some are left out"),
		    (int)tag->name.len, tag->name.p);
	else if (tag->damaged)
		xml_add_note(xml, xml->line, _("the tag <%.*s> is damaged"),
		    (int)tag->name.len, tag->name.p);
}

/* The start tag at the source's place, which was scanned. */
int
tolerant_start_tag(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	unsigned unclosed = find_unclosed(xml);

	xml->line = tolerant_line(t);
	if (unclosed > 0) {
		xml_add_note(xml, xml->line, _("<%.*s> was not closed"),
		    (int)t->tag.name.len, t->tag.name.p);
		t->n_close = t->depth - unclosed + 1;
		return XML_NOTHING;
	}
	tolerant_source(t)->p = t->tag.next;
	note_tag(xml);
	if (!push(xml))
		return XML_NOTHING;
	if (t->tag.empty || (!xml->replay && has_no_content(&t->tag)))
		t->n_close = 1;
	if (t->depth > BOUND_XML_DEPTH)
		return XML_NOTHING;
	set_names(xml, &t->stack[t->depth - 1]);
	give_attrs(xml);
	return XML_START;
}

/* ---- end tags */

/* Are the names alike, so that one may be the other mistyped? */
static bool
is_alike(struct str a, struct str b)
{
	size_t longer = a.len > b.len ? a.len : b.len, n = 0;

	while (n < a.len && n < b.len && ascii_lower((unsigned char)a.p[n]) ==
	    ascii_lower((unsigned char)b.p[n]))
		n++;
	return n > 1 && n * 2 >= longer;
}

/* An end tag without a start: how many elements it closes all the same. */
static unsigned
close_alike(const struct xml_tolerant *t)
{
	const struct xml_element *open;

	if (t->depth == 0)
		return 0;
	open = &t->stack[t->depth - 1];
	return !open->has_children && is_alike(t->tag.name,
	    str_of(t->words.data + open->name));
}

int
tolerant_end_tag(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct xml_source *s = tolerant_source(t);
	const struct str *name = &t->tag.name;
	unsigned at, now = tolerant_line(t);

	xml_scan_end_tag(&t->tag, s->p, s->end);
	s->p = t->tag.next;
	at = find_open(t, &t->tag);
	if (t->n_flat > 0 && at == 0) {
		t->n_flat--;
		return XML_NOTHING;
	}
	if (at > 0) {
		if (at < t->depth || t->n_flat > 0)
			xml_add_note(xml, now,
			    _("</%.*s> ends what was not closed"),
			    (int)name->len, name->p);
		else if (!str_is(*name, t->words.data + t->stack[at - 1].name))
			xml_add_note(xml, now,
			    _("</%.*s> does not match its start"),
			    (int)name->len, name->p);
		t->n_flat = 0;
		t->n_close = t->depth - at + 1;
		return XML_NOTHING;
	}
	xml_add_note(xml, now, _("</%.*s> has no start"), (int)name->len,
	    name->p);
	t->n_close = close_alike(t);
	return XML_NOTHING;
}
