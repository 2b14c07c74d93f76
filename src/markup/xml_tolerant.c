/*
 * XML that is not well formed, read as its author must have meant it.
 *
 * A tokenizer that cannot fail, and a stack of the open elements. Rules, each
 * of which leaves a note:
 *
 * - an end tag closes down to its start, letters' case aside; without a start
 *   it closes the current element if the names are alike ("titel"), else it
 *   is dropped;
 * - an item does not stand in an item, nor an entry in an entry; HTML's br,
 *   img and the like have no content;
 * - what is open at the end of the input is closed there;
 * - '<' that begins no tag is text, and so is '&' without a known name;
 *   control characters are dropped;
 * - a CDATA section that stands in another does not end it.
 *
 * Sources are stacked: the document, CDATA sections, and the entities being
 * expanded, whose bytes are counted against their bound. Searches that ran to
 * the end are not repeated, so time stays linear; the stack is bounded, so
 * the search for a start is, too.
 */
#include "markup_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/mem.h"

/* Entities within entities; real ones have two or three levels. */
#define SOURCES 16
/* Elements that are followed; events are given of the outer half. */
#define STACK (2 * BOUND_XML_DEPTH)

/* An open element: "prefix\0name\0" in the reader's words. */
struct open {
	size_t at;		/* in words */
	size_t name;		/* its name in words */
	uint32_t hash;		/* of both */
	const char *ns;
	size_t n_spaces;	/* namespaces in scope around it */
	bool has_children;
};

struct namespace {
	const char *prefix, *uri;
};

enum source_kind {
	SOURCE_DOCUMENT,
	SOURCE_CDATA,
	SOURCE_ENTITY
};

struct source {
	enum source_kind kind;
	const char *p, *end;
};

struct xml_tolerant {
	struct source sources[SOURCES];
	size_t n_sources;
	struct xml_entities *entities;
	size_t expanded;	/* bytes of entities so far */
	bool bomb;

	struct open stack[STACK];
	unsigned depth;
	unsigned n_flat;	/* open beyond the stack */
	unsigned n_close;	/* to be ended next */
	bool at_end;
	struct buf words;	/* names of what is open ... */
	size_t words_len;	/* ... and behind this of what just ended */

	struct namespace spaces[BOUND_ATTRIBUTES];
	size_t n_spaces;
	struct arena *arena;	/* of namespaces */

	struct xml_tag tag;
	struct buf scratch;	/* what the event's strings point to */
	unsigned line;
	const char *line_at;	/* lines are counted up to here */
	bool no_comment_end, no_cdata_end, no_instruction_end;
	bool noted_junk, noted_control;
};

struct xml_tolerant *
xml_tolerant_new(const struct xml *xml)
{
	struct xml_tolerant *t = mem_calloc(1, sizeof *t);

	t->sources[0] = (struct source){ SOURCE_DOCUMENT, xml->p,
		xml->p + xml->len };
	t->n_sources = 1;
	t->entities = xml_entities_new();
	t->arena = arena_new();
	t->line = xml->first_line;
	t->line_at = xml->p;
	return t;
}

void
xml_tolerant_free(struct xml_tolerant *t)
{
	if (t == NULL)
		return;
	xml_entities_free(t->entities);
	arena_free(t->arena);
	buf_release(&t->words);
	buf_release(&t->scratch);
	free(t);
}

static struct source *
source(struct xml_tolerant *t)
{
	return &t->sources[t->n_sources - 1];
}

/* The line that the document is read at. */
static unsigned
line(struct xml_tolerant *t)
{
	const char *to = t->sources[0].p, *p = t->line_at;

	while (p < to && (p = memchr(p, '\n', (size_t)(to - p))) != NULL) {
		t->line++;
		p++;
	}
	t->line_at = to;
	return t->line;
}

/* ---- sources */

static bool
push_source(struct xml_tolerant *t, enum source_kind kind, const char *p,
    const char *end)
{
	if (t->n_sources == SOURCES)
		return false;
	t->sources[t->n_sources++] = (struct source){ kind, p, end };
	return true;
}

/* Count an entity's bytes; false when it is too much. */
static bool
may_expand(struct xml_tolerant *t, size_t len)
{
	t->expanded += len + 1;
	if (t->expanded > BOUND_XML_ENTITY_BYTES)
		t->bomb = true;
	return !t->bomb;
}

/* ---- the event */

static int
give_text(struct xml *xml, const char *p, size_t len)
{
	struct xml_tolerant *t = xml->tolerant;

	xml->depth = t->depth < BOUND_XML_DEPTH ? t->depth : BOUND_XML_DEPTH;
	xml->line = line(t);
	xml->text = p;
	xml->text_len = len;
	return XML_TEXT;
}

/* Set the event's names to those of an open element. */
static void
set_names(struct xml *xml, const struct open *open)
{
	const struct xml_tolerant *t = xml->tolerant;

	xml->prefix = t->words.data + open->at;
	xml->name = t->words.data + open->name;
	xml->ns = open->ns;
	xml->depth = t->depth;
	xml->n_attrs = 0;
}

/* End the innermost element; its names stay until the next is opened. */
static int
give_end(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct open *open = &t->stack[t->depth - 1];
	bool shown = t->depth <= BOUND_XML_DEPTH;

	set_names(xml, open);
	xml->line = line(t);
	xml->cut = t->at_end;
	t->n_close--;
	t->depth--;
	t->n_spaces = open->n_spaces;
	t->words_len = open->at;
	return shown ? XML_END : XML_NOTHING;
}

/* ---- references and values */

static void	add_value(struct xml_tolerant *t, struct buf *out,
    struct str value, unsigned level);

/* The '&' at p in a value; the first byte behind it. */
static const char *
add_reference(struct xml_tolerant *t, struct buf *out, const char *p,
    const char *end, unsigned level)
{
	struct str name = xml_reference_name(p, end), text;
	size_t n;

	if (name.len > 0 && level < SOURCES &&
	    xml_entities_find(t->entities, name, &text)) {
		if (may_expand(t, text.len))
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
	struct namespace *space;
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
	struct open *open;

	if (t->depth == STACK) {
		t->n_flat += !t->tag.empty;
		return false;
	}
	if (t->depth > 0)
		t->stack[t->depth - 1].has_children = true;
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
	const struct open *open;
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

	if (tag->too_many)
		xml_add_note(xml, xml->line,
		    _("too many attributes of <%.*s>: some are left out"),
		    (int)tag->name.len, tag->name.p);
	else if (tag->damaged)
		xml_add_note(xml, xml->line, _("the tag <%.*s> is damaged"),
		    (int)tag->name.len, tag->name.p);
}

/* The start tag at the source's place, which was scanned. */
static int
start_tag(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	unsigned unclosed = find_unclosed(xml);

	xml->line = line(t);
	if (unclosed > 0) {
		xml_add_note(xml, xml->line, _("<%.*s> was not closed"),
		    (int)t->tag.name.len, t->tag.name.p);
		t->n_close = t->depth - unclosed + 1;
		return XML_NOTHING;
	}
	source(t)->p = t->tag.next;
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
	const struct open *open;

	if (t->depth == 0)
		return 0;
	open = &t->stack[t->depth - 1];
	return !open->has_children && is_alike(t->tag.name,
	    str_of(t->words.data + open->name));
}

static int
end_tag(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	const struct str *name = &t->tag.name;
	unsigned at, now = line(t);

	xml_scan_end_tag(&t->tag, source(t)->p, source(t)->end);
	source(t)->p = t->tag.next;
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

/* ---- what else begins with '<' */

/* The first byte behind the next `mark` in [p, end), or NULL. */
static const char *
behind(const char *p, const char *end, const char *mark)
{
	struct str rest = { p, (size_t)(end - p) };
	ptrdiff_t at = str_find(rest, str_of(mark));

	return at < 0 ? NULL : p + at + strlen(mark);
}

/* Pass over the source up to and with `mark`, or its `opening` alone. */
static void
skip_behind(struct xml *xml, const char *mark, size_t opening, bool *none)
{
	struct source *s = source(xml->tolerant);
	const char *next = *none ? NULL : behind(s->p + opening, s->end, mark);

	if (next == NULL && !*none) {
		*none = true;
		xml_add_note(xml, line(xml->tolerant),
		    _("\"%s\" is missing"), mark);
	}
	s->p = next != NULL ? next : s->p + opening;
}

/*
 * Where the section ends that another was put into, whose "]]>" ends at
 * `inner`: behind the next "]]>", if that comes before a section begins or
 * the element ends; else NULL.
 */
static const char *
outer_end(const struct xml_tolerant *t, const char *inner, const char *end)
{
	struct str rest, name = { "", 0 };

	if (t->depth > 0)
		name = str_of(t->words.data + t->stack[t->depth - 1].name);
	for (rest.p = inner; rest.p < end; rest.p++) {
		rest.len = (size_t)(end - rest.p);
		if (str_starts(rest, "]]>"))
			return rest.p + 3;
		if (str_starts(rest, "<![CDATA["))
			break;
		if (str_starts(rest, "</") &&
		    str_eq(str_sub(rest, 2, name.len), name))
			break;
	}
	return NULL;
}

/* The section whose content begins at p and that has no end. */
static void
endless_cdata(struct xml *xml, const char *p)
{
	struct xml_tolerant *t = xml->tolerant;
	struct source *s = source(t);

	t->no_cdata_end = true;
	xml_add_note(xml, line(t), _("\"%s\" is missing"), "]]>");
	s->p = s->end;
	push_source(t, SOURCE_CDATA, p, s->end);
}

/* The section whose content begins at p; one that stands in it is part of it. */
static void
cdata(struct xml *xml, const char *p)
{
	struct xml_tolerant *t = xml->tolerant;
	struct source *s = source(t);
	const char *close = t->no_cdata_end ? NULL : behind(p, s->end, "]]>");
	const char *inner, *outer = NULL;

	if (close == NULL) {
		endless_cdata(xml, p);
		return;
	}
	inner = behind(p, close, "<![CDATA[");
	if (inner != NULL && !xml->replay)
		outer = outer_end(t, close, s->end);
	if (outer == NULL) {
		s->p = close;
		push_source(t, SOURCE_CDATA, p, close - 3);
		return;
	}
	s->p = outer;
	xml_add_note(xml, line(t), _("a CDATA section stands in another"));
	push_source(t, SOURCE_CDATA, close, outer - 3);
	push_source(t, SOURCE_CDATA, inner, close - 3);
	push_source(t, SOURCE_CDATA, p, inner - 9);
}

/* "<!" and what belongs to it. */
static void
declaration(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct source *s = source(t);
	struct str rest = { s->p, (size_t)(s->end - s->p) };
	const char *next = NULL;

	if (str_starts(rest, "<!--")) {
		skip_behind(xml, "-->", 4, &t->no_comment_end);
		return;
	}
	if (str_starts(rest, "<![CDATA[") && t->n_sources + 3 <= SOURCES) {
		cdata(xml, s->p + 9);
		return;
	}
	if (str_istarts(rest, "<!DOCTYPE") && t->depth == 0)
		next = xml_entities_declare(t->entities, s->p + 9, s->end);
	else
		next = behind(s->p, s->end, ">");
	s->p = next != NULL ? next : s->end;
}

/* What begins with '<'; XML_TEXT: only the '<' itself does. */
static int
markup(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct source *s = source(t);
	char c = s->end - s->p > 1 ? s->p[1] : '\0';

	if (c == '!') {
		declaration(xml);
		return XML_NOTHING;
	}
	if (c == '?') {
		skip_behind(xml, "?>", 2, &t->no_instruction_end);
		return XML_NOTHING;
	}
	if (c == '/' && s->end - s->p > 2 &&
	    xml_begins_name((unsigned char)s->p[2]))
		return end_tag(xml);
	switch (xml_scan_tag(&t->tag, s->p, s->end)) {
	case SCAN_TAG:
		return start_tag(xml);
	case SCAN_CUT:
		xml_add_note(xml, line(t), _("the document ends in a tag"));
		s->p = s->end;
		return XML_NOTHING;
	default:
		return XML_TEXT;
	}
}

/* ---- text */

/* A character that stands for itself, though it began like markup. */
static int
give_bare(struct xml *xml)
{
	struct source *s = source(xml->tolerant);
	char c = *s->p;

	xml_add_note(xml, line(xml->tolerant), _("\"%c\" without its name"),
	    c);
	return give_text(xml, s->p++, 1);
}

/* The '&' at the source's place. */
static int
reference(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct source *s = source(t);
	struct str name = xml_reference_name(s->p, s->end), text;
	size_t n;

	if (name.len > 0 && xml_entities_find(t->entities, name, &text)) {
		s->p = name.p + name.len + 1;
		if (may_expand(t, text.len))
			push_source(t, SOURCE_ENTITY, text.p,
			    text.p + text.len);
		return XML_NOTHING;
	}
	buf_clear(&t->scratch);
	n = xml_reference(&t->scratch, s->p, s->end);
	if (n == 0)
		return give_bare(xml);
	s->p += n;
	return give_text(xml, t->scratch.data, t->scratch.len);
}

/* Is the byte at p the first of a control character? */
static bool
is_control(const char *p, const char *end)
{
	if ((unsigned char)*p < ' ')
		return *p != '\n' && *p != '\t';
	return (unsigned char)*p == 0xc2 && xml_is_control(p, end);
}

/* A control character: line ends become LF, windows-1252 itself, others go. */
static int
control(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct source *s = source(t);
	bool cr = *s->p == '\r';

	if (xml_is_control(s->p, s->end)) {
		buf_clear(&t->scratch);
		xml_add_text(&t->scratch, s->p, 2);
		s->p += 2;
		return give_text(xml, t->scratch.data, t->scratch.len);
	}
	s->p++;
	if (cr && (s->p == s->end || *s->p != '\n'))
		return give_text(xml, "\n", 1);
	if (!cr && !t->noted_control) {
		t->noted_control = true;
		xml_add_note(xml, line(t), _("control characters left out"));
	}
	return XML_NOTHING;
}

/* The run of plain text at the source's place. */
static int
run(struct xml *xml)
{
	struct source *s = source(xml->tolerant);
	const char *from = s->p, *p = from;
	bool raw = s->kind == SOURCE_CDATA;

	for (; p < s->end; p++) {
		if (is_control(p, s->end) ||
		    (!raw && (*p == '<' || *p == '&')))
			break;
	}
	s->p = p;
	return give_text(xml, from, (size_t)(p - from));
}

/* ---- the whole */

static bool
is_space(const char *p, size_t len)
{
	struct str s = { p, len };

	return str_trim(s).len == 0;
}

/* Text outside of the document element is junk. */
static int
drop_junk(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;

	if (!t->noted_junk && !is_space(xml->text, xml->text_len)) {
		t->noted_junk = true;
		xml_add_note(xml, xml->line, _("text outside of the document"));
	}
	return XML_NOTHING;
}

/* At the end of a source; XML_END_OF_INPUT after the last. */
static int
end_source(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;

	if (t->n_sources > 1) {
		t->n_sources--;
		return XML_NOTHING;
	}
	if (t->depth == 0)
		return XML_END_OF_INPUT;
	xml_add_note(xml, line(t), _("the document is cut off"));
	t->at_end = true;
	t->n_close = t->depth;
	return XML_NOTHING;
}

/* One step: an event, or XML_NOTHING. */
static int
step(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct source *s = source(t);
	bool raw = s->kind == SOURCE_CDATA;
	int event;

	if (t->n_close > 0)
		return give_end(xml);
	if (s->p == s->end)
		return end_source(xml);
	if (*s->p == '<' && !raw) {
		event = markup(xml);
		if (event != XML_TEXT)
			return event;
		event = give_bare(xml);
	} else if (*s->p == '&' && !raw) {
		event = reference(xml);
	} else if (is_control(s->p, s->end)) {
		event = control(xml);
	} else {
		event = run(xml);
	}
	return event == XML_TEXT && t->depth == 0 ? drop_junk(xml) : event;
}

int
xml_tolerant_next(struct xml *xml, struct err *err)
{
	int event;

	do {
		event = step(xml);
		if (xml->tolerant->bomb)
			return err_set(err, ERR_BOUND,
			    _("entities expand to more than %u bytes"),
			    BOUND_XML_ENTITY_BYTES);
	} while (event == XML_NOTHING);
	return event;
}
