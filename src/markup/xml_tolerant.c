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

struct xml_tolerant *
xml_tolerant_new(const struct xml *xml)
{
	struct xml_tolerant *t = mem_calloc(1, sizeof *t);

	t->sources[0] = (struct xml_source){ SOURCE_DOCUMENT, xml->p,
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

struct xml_source *
tolerant_source(struct xml_tolerant *t)
{
	return &t->sources[t->n_sources - 1];
}

/* The line that the document is read at. */
unsigned
tolerant_line(struct xml_tolerant *t)
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
push_source(struct xml_tolerant *t, enum xml_source_kind kind, const char *p,
    const char *end)
{
	if (t->n_sources == XML_SOURCES)
		return false;
	t->sources[t->n_sources++] = (struct xml_source){ kind, p, end };
	return true;
}

/* Count an entity's bytes; false when it is too much, or from outside. */
bool
tolerant_may_expand(struct xml_tolerant *t, struct str text)
{
	if (text.p == NULL) {
		t->outside = true;
		return false;
	}
	t->expanded += text.len + 1;
	if (t->expanded > BOUND_XML_ENTITY_BYTES)
		t->bomb = true;
	return !t->bomb;
}

static int
give_text(struct xml *xml, const char *p, size_t len)
{
	struct xml_tolerant *t = xml->tolerant;

	xml->depth = t->depth < BOUND_XML_DEPTH ? t->depth : BOUND_XML_DEPTH;
	xml->line = tolerant_line(t);
	xml->text = p;
	xml->text_len = len;
	return XML_TEXT;
}

/* ---- what else begins with '<' */

/* Pass over the source up to and with `mark`, or its `opening` alone. */
static void
skip_behind(struct xml *xml, const char *mark, size_t opening, bool *none)
{
	struct xml_source *s = tolerant_source(xml->tolerant);
	const char *next = *none ? NULL :
	    scan_behind(s->p + opening, s->end, mark);

	if (next == NULL && s->kind == SOURCE_ENTITY) {
		s->p = s->end;
		return;
	}
	if (next == NULL && !*none) {
		*none = true;
		xml_add_note(xml, tolerant_line(xml->tolerant),
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
	struct xml_source *s = tolerant_source(t);

	t->no_cdata_end = s->kind == SOURCE_DOCUMENT;
	xml_add_note(xml, tolerant_line(t), _("\"%s\" is missing"), "]]>");
	s->p = s->end;
	push_source(t, SOURCE_CDATA, p, s->end);
}

/* The section whose content begins at p; one in it is part of it. */
static void
cdata(struct xml *xml, const char *p)
{
	struct xml_tolerant *t = xml->tolerant;
	struct xml_source *s = tolerant_source(t);
	const char *close = t->no_cdata_end ? NULL :
	    scan_behind(p, s->end, "]]>");
	const char *inner, *outer = NULL;

	if (close == NULL) {
		endless_cdata(xml, p);
		return;
	}
	inner = scan_behind(p, close, "<![CDATA[");
	if (inner != NULL && !xml->replay)
		outer = outer_end(t, close, s->end);
	if (outer == NULL) {
		s->p = close;
		push_source(t, SOURCE_CDATA, p, close - 3);
		return;
	}
	s->p = outer;
	xml_add_note(xml, tolerant_line(t),
	    _("a CDATA section stands in another"));
	push_source(t, SOURCE_CDATA, close, outer - 3);
	push_source(t, SOURCE_CDATA, inner, close - 3);
	push_source(t, SOURCE_CDATA, p, inner - 9);
}

/* "<!" and what belongs to it. */
static void
declaration(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct xml_source *s = tolerant_source(t);
	struct str rest = { s->p, (size_t)(s->end - s->p) };
	const char *next = NULL;

	if (str_starts(rest, "<!--")) {
		skip_behind(xml, "-->", 4, &t->no_comment_end);
		return;
	}
	if (str_starts(rest, "<![CDATA[") && t->n_sources + 3 <= XML_SOURCES) {
		cdata(xml, s->p + 9);
		return;
	}
	if (str_istarts(rest, "<!DOCTYPE") && t->depth == 0)
		next = xml_entities_declare(t->entities, s->p + 9, s->end);
	else
		next = scan_behind(s->p, s->end, ">");
	s->p = next != NULL ? next : s->end;
}

/* What begins with '<'; XML_TEXT: only the '<' itself does. */
static int
markup(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct xml_source *s = tolerant_source(t);
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
		return tolerant_end_tag(xml);
	switch (xml_scan_tag(&t->tag, s->p, s->end)) {
	case SCAN_TAG:
		return tolerant_start_tag(xml);
	case SCAN_CUT:
		xml_add_note(xml, tolerant_line(t),
		    _("the document ends in a tag"));
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
	struct xml_source *s = tolerant_source(xml->tolerant);
	char c = *s->p;

	xml_add_note(xml, tolerant_line(xml->tolerant),
	    _("\"%c\" without its name"), c);
	return give_text(xml, s->p++, 1);
}

/* The '&' at the source's place. */
static int
reference(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct xml_source *s = tolerant_source(t);
	struct str name = xml_reference_name(s->p, s->end), text;
	size_t n;

	if (name.len > 0 && xml_entities_find(t->entities, name, &text)) {
		s->p = name.p + name.len + 1;
		if (tolerant_may_expand(t, text))
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
	struct xml_source *s = tolerant_source(t);
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
		xml_add_note(xml, tolerant_line(t),
		    _("control characters left out"));
	}
	return XML_NOTHING;
}

/* The run of plain text at the source's place. */
static int
run(struct xml *xml)
{
	struct xml_source *s = tolerant_source(xml->tolerant);
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
	xml_add_note(xml, tolerant_line(t), _("the document is cut off"));
	t->at_end = true;
	t->n_close = t->depth;
	return XML_NOTHING;
}

/* One step: an event, or XML_NOTHING. */
static int
step(struct xml *xml)
{
	struct xml_tolerant *t = xml->tolerant;
	struct xml_source *s = tolerant_source(t);
	bool raw = s->kind == SOURCE_CDATA;
	int event;

	if (t->n_close > 0)
		return tolerant_give_end(xml);
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
		if (xml->tolerant->outside)
			return err_set(err, ERR_REFUSED,
			    _("an external entity is refused: nothing outside "
			    "of a feed is read"));
	} while (event == XML_NOTHING);
	return event;
}
