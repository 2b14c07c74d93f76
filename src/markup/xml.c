/*
 * XML, pulled. Two readers stand behind one event: xml_strict.c drives the
 * library, which is quick and right on what is well formed; xml_tolerant.c
 * reads anything. At the first fault the tolerant reader takes over: it reads
 * the document from its start and passes over as many tags as were given out
 * already. To find the same place again, the strict reader gives text out
 * only together with the tag behind it; so what was given out always ends
 * with a tag, and how text is cut into pieces does not matter.
 *
 * A document costs at most two readings, so time stays linear.
 */
#include "gogai/xml.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/array.h"
#include "gogai/html.h"
#include "gogai/mem.h"
#include "gogai/sanitize.h"
#include "gogai/str.h"
#include "markup_priv.h"

/* ---- opening */

/* Pass over what often stands before "<?xml" and is harmless. */
static void
skip_front(struct xml *xml)
{
	const char *p = xml->p, *end = p + xml->len, *from;

	if (end - p >= 3 && memcmp(p, "\xef\xbb\xbf", 3) == 0)
		p += 3;
	for (from = p; p < end && ascii_space((unsigned char)*p); p++)
		if (*p == '\n')
			xml->first_line++;
	if (p > from && end - p > 5 && memcmp(p, "<?xml", 5) == 0)
		xml_add_note(xml, xml->first_line,
		    _("white space before the XML declaration"));
	xml->len -= (size_t)(p - xml->p);
	xml->p = p;
}

struct xml *
xml_open(const char *p, size_t len)
{
	struct xml *xml = mem_calloc(1, sizeof *xml);

	xml->p = p;
	xml->len = len;
	xml->first_line = 1;
	xml->ns = xml->name = xml->prefix = xml->text = "";
	xml->notes_arena = arena_new();
	skip_front(xml);
	xml->strict = xml_strict_new(xml);
	return xml;
}

void
xml_close(struct xml *xml)
{
	if (xml == NULL)
		return;
	xml_strict_free(xml->strict);
	xml_tolerant_free(xml->tolerant);
	arena_free(xml->notes_arena);
	free(xml->notes);
	free(xml->attrs);
	free(xml);
}

/* ---- events */

static void
count(struct xml *xml, int event)
{
	if (event == XML_START || event == XML_END)
		xml->n_tags++;
}

/* From the strict to the tolerant reader, at the same place. */
static int
change_reader(struct xml *xml, struct err *err)
{
	size_t n = xml->n_tags;
	int event = XML_TEXT;

	xml_strict_free(xml->strict);
	xml->strict = NULL;
	xml->tolerant = xml_tolerant_new(xml);
	xml->n_tags = 0;
	xml->replay = true;
	while (xml->n_tags < n && event > 0) {
		event = xml_tolerant_next(xml, err);
		count(xml, event);
	}
	xml->replay = false;
	return event < 0 ? -1 : 0;
}

int
xml_next(struct xml *xml, struct err *err)
{
	int event = XML_FAULT;

	if (xml->strict != NULL)
		event = xml_strict_next(xml);
	if (event == XML_FAULT) {
		if (xml->strict != NULL && change_reader(xml, err) < 0)
			return -1;
		event = xml_tolerant_next(xml, err);
	}
	count(xml, event);
	if (event >= 0)
		xml->event = (enum xml_event)event;
	return event;
}

const char *
xml_ns(const struct xml *xml)
{
	return xml->ns;
}

const char *
xml_name(const struct xml *xml)
{
	return xml->name;
}

const char *
xml_prefix(const struct xml *xml)
{
	return xml->prefix;
}

unsigned
xml_depth(const struct xml *xml)
{
	return xml->depth;
}

unsigned
xml_line(const struct xml *xml)
{
	return xml->line;
}

bool
xml_is_cut(const struct xml *xml)
{
	return xml->cut;
}

const char *
xml_text(const struct xml *xml, size_t *len)
{
	*len = xml->text_len;
	return xml->text;
}

/* ---- attributes */

struct xml_attr *
xml_add_attr(struct xml *xml)
{
	xml->attrs = array_reserve(xml->attrs, &xml->attrs_cap,
	    xml->n_attrs + 1, sizeof *xml->attrs);
	return &xml->attrs[xml->n_attrs++];
}

size_t
xml_n_attrs(const struct xml *xml)
{
	return xml->n_attrs;
}

const struct xml_attr *
xml_attr_at(const struct xml *xml, size_t i)
{
	return i < xml->n_attrs ? &xml->attrs[i] : NULL;
}

const char *
xml_attr(const struct xml *xml, const char *ns, const char *name)
{
	size_t i;

	for (i = 0; i < xml->n_attrs; i++)
		if (strcmp(xml->attrs[i].name, name) == 0 &&
		    strcmp(xml->attrs[i].ns, ns) == 0)
			return xml->attrs[i].value;
	return NULL;
}

const char *
xml_base(const struct xml *xml)
{
	return xml_attr(xml, XML_NS_XML, "base");
}

/* ---- whole elements */

/* Attributes keep their names; those of other namespaces lose the prefix. */
static void
add_start(const struct xml *xml, struct buf *out)
{
	size_t i;

	buf_addc(out, '<');
	buf_adds(out, xml->name);
	for (i = 0; i < xml->n_attrs; i++) {
		buf_addc(out, ' ');
		buf_adds(out, xml->attrs[i].name);
		buf_adds(out, "=\"");
		scan_escape(out, xml->attrs[i].value,
		    strlen(xml->attrs[i].value), true);
		buf_addc(out, '"');
	}
	buf_addc(out, '>');
}

static void
add_event(const struct xml *xml, struct buf *out, bool as_markup)
{
	if (xml->event == XML_TEXT && !as_markup) {
		buf_add(out, xml->text, xml->text_len);
	} else if (xml->event == XML_TEXT) {
		scan_escape(out, xml->text, xml->text_len, false);
	} else if (xml->event == XML_START && as_markup) {
		add_start(xml, out);
	} else if (as_markup && !html_is_void(xml->name)) {
		buf_add(out, "</", 2);
		buf_adds(out, xml->name);
		buf_addc(out, '>');
	}
}

/* Read to the end of the element that began; out may be NULL. */
static int
read_element(struct xml *xml, struct buf *out, bool as_markup,
    struct err *err)
{
	unsigned depth = xml->depth;
	int event;

	while ((event = xml_next(xml, err)) > 0) {
		if (event == XML_END && xml->depth <= depth)
			return 0;
		if (out != NULL)
			add_event(xml, out, as_markup);
	}
	return event < 0 ? -1 : 0;
}

int
xml_read_content(struct xml *xml, struct buf *out, bool as_markup,
    struct err *err)
{
	return read_element(xml, out, as_markup, err);
}

int
xml_skip(struct xml *xml, struct err *err)
{
	return read_element(xml, NULL, false, err);
}

/* ---- notes */

void
xml_add_note(struct xml *xml, unsigned line, const char *fmt, ...)
{
	struct buf line_of_words = BUF_INIT;
	char words[256];
	va_list ap;

	if (xml->n_notes == BOUND_XML_NOTES)
		return;
	va_start(ap, fmt);
	vsnprintf(words, sizeof words, fmt, ap);
	va_end(ap);
	sanitize_line(&line_of_words, words, strlen(words), 0);
	xml->notes = array_reserve(xml->notes, &xml->notes_cap,
	    xml->n_notes + 1, sizeof *xml->notes);
	xml->notes[xml->n_notes++] = arena_printf(xml->notes_arena,
	    _("line %u: %s"), line, buf_string(&line_of_words));
	buf_release(&line_of_words);
}

size_t
xml_n_notes(const struct xml *xml)
{
	return xml->n_notes;
}

const char *
xml_note(const struct xml *xml, size_t i)
{
	return i < xml->n_notes ? xml->notes[i] : NULL;
}
