/*
 * Well-formed XML, read by libxml2's push parser: the library's only home.
 *
 * The parser gets a chunk at a time and calls back; what it says is queued
 * until it is asked for, so memory holds the events of one chunk. Any fatal
 * error, and anything whose cost we could not bound, is a fault, after which
 * the tolerant reader takes over:
 *
 * - entities and other declarations of a DTD: nothing is ever expanded here
 *   but XML's own five and character references, and nothing is loaded;
 * - a tag, comment or declaration that does not fit in two chunks: the library
 *   compares each attribute of a tag with all before it;
 * - nesting, attributes and namespaces beyond their bounds.
 */
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/mem.h"
#include "markup_priv.h"

#define CHUNK ((size_t)16 << 10)

/* An event that waits. Names live as long as the parser's dictionary. */
struct item {
	enum xml_event kind;
	unsigned depth;
	unsigned line;
	const char *ns, *name, *prefix;
	size_t first_attr, n_attrs;	/* in attrs */
	size_t at, len;			/* of text in bytes */
};

/* An attribute of one; its value is a string in bytes. */
struct item_attr {
	const char *ns, *name;
	size_t at;
};

struct xml_strict {
	struct xml *xml;
	xmlParserCtxtPtr ctxt;
	size_t fed;			/* bytes given to the parser */
	bool fault;
	bool done;
	unsigned depth;
	struct item *items;
	size_t n_items, items_cap;
	size_t n_ready;			/* up to and with the last tag */
	size_t next;			/* the one to give out */
	struct item_attr *attrs;
	size_t n_attrs, attrs_cap;
	struct buf bytes;
};

/* ---- what the parser calls */

/* Not for us: the parser does nothing more. */
static void
set_fault(struct xml_strict *s)
{
	s->fault = true;
	xmlStopParser(s->ctxt);
}

static struct item *
add_item(struct xml_strict *s, enum xml_event kind)
{
	struct item *item;

	s->items = array_reserve(s->items, &s->items_cap, s->n_items + 1,
	    sizeof *s->items);
	item = &s->items[s->n_items++];
	memset(item, 0, sizeof *item);
	item->kind = kind;
	item->depth = s->depth;
	item->line = (unsigned)s->ctxt->input->line - 1 + s->xml->first_line;
	return item;
}

/* The strings of the library are unsigned. */
static const char *
chars(const xmlChar *s)
{
	return s != NULL ? (const char *)s : "";
}

/* The URI of a name: what is declared, or what the prefix usually means. */
static const char *
uri_of(struct xml_strict *s, const char *prefix, const xmlChar *uri)
{
	if (uri != NULL)
		return (const char *)uri;
	if (*prefix == '\0')
		return "";
	xml_add_note(s->xml, (unsigned)s->ctxt->input->line - 1 +
	    s->xml->first_line, _("the prefix \"%s\" is not declared"),
	    prefix);
	return xml_usual_ns(prefix);
}

static void
add_attrs(struct xml_strict *s, size_t n, const xmlChar **given)
{
	struct item_attr *attr;
	size_t i;

	s->attrs = array_reserve(s->attrs, &s->attrs_cap, s->n_attrs + n,
	    sizeof *s->attrs);
	for (i = 0; i < n; i++, given += 5) {
		attr = &s->attrs[s->n_attrs++];
		attr->name = chars(given[0]);
		attr->ns = uri_of(s, chars(given[1]), given[2]);
		attr->at = s->bytes.len;
		xml_add_text(&s->bytes, (const char *)given[3],
		    (size_t)(given[4] - given[3]));
		buf_addc(&s->bytes, '\0');
	}
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
    int n_attrs, int n_defaulted, const xmlChar **attrs)
{
	struct xml_strict *s = data;
	struct item *item;

	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	if (s->fault)
		return;
	if (s->depth == BOUND_XML_DEPTH || n_attrs > (int)BOUND_ATTRIBUTES ||
	    s->ctxt->nsNr / 2 > (int)BOUND_ATTRIBUTES) {
		set_fault(s);
		return;
	}
	s->depth++;
	item = add_item(s, XML_START);
	item->name = chars(name);
	item->prefix = chars(prefix);
	item->ns = uri_of(s, item->prefix, uri);
	item->first_attr = s->n_attrs;
	item->n_attrs = (size_t)n_attrs;
	if (n_attrs > 0)
		add_attrs(s, (size_t)n_attrs, attrs);
	s->n_ready = s->n_items;
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix,
    const xmlChar *uri)
{
	struct xml_strict *s = data;
	struct item *item;

	if (s->fault)
		return;
	item = add_item(s, XML_END);
	item->name = chars(name);
	item->prefix = chars(prefix);
	item->ns = uri != NULL ? (const char *)uri :
	    xml_usual_ns(item->prefix);
	s->depth--;
	s->n_ready = s->n_items;
}

static void
on_text(void *data, const xmlChar *text, int len)
{
	struct xml_strict *s = data;
	struct item *item;

	if (s->fault)
		return;
	if (s->n_items == s->n_ready) {
		item = add_item(s, XML_TEXT);
		item->at = s->bytes.len;
	} else {
		item = &s->items[s->n_items - 1];
	}
	xml_add_text(&s->bytes, (const char *)text, (size_t)len);
	item->len = s->bytes.len - item->at;
}

/* A declaration in a DTD, or a reference to what is not declared. */
static void
on_reference(void *data, const xmlChar *name)
{
	(void)name;
	set_fault(data);
}

static void
on_entity(void *data, const xmlChar *name, int type, const xmlChar *public_id,
    const xmlChar *system_id, xmlChar *content)
{
	(void)type;
	(void)public_id;
	(void)system_id;
	(void)content;
	on_reference(data, name);
}

static void
on_attribute_list(void *data, const xmlChar *element, const xmlChar *name,
    int type, int def, const xmlChar *value, xmlEnumerationPtr tree)
{
	(void)element;
	(void)type;
	(void)def;
	(void)value;
	xmlFreeEnumeration(tree);
	on_reference(data, name);
}

/* Take back the start tag that was told of before its end was seen. */
static void
take_back(struct xml_strict *s)
{
	if (s->n_items == 0 || s->items[s->n_items - 1].kind != XML_START)
		return;
	s->n_items--;
	s->depth--;
	s->n_ready = s->n_items;
	if (s->n_items > 0 && s->items[s->n_items - 1].kind == XML_TEXT)
		s->n_ready--;
}

/* A prefix that is not declared is no fault; all else that is wrong is. */
static void
#if LIBXML_VERSION >= 21200
on_error(void *data, const xmlError *error)
#else
on_error(void *data, xmlErrorPtr error)
#endif
{
	struct xml_strict *s = data;

	if (!s->fault && error->code == XML_ERR_GT_REQUIRED)
		take_back(s);
	if (!s->fault && (error->level == XML_ERR_FATAL ||
	    error->code == XML_WAR_UNDECLARED_ENTITY ||
	    (error->domain == XML_FROM_NAMESPACE &&
	    error->code != XML_NS_ERR_UNDEFINED_NAMESPACE)))
		set_fault(s);
}

/* ---- driving it */

struct xml_strict *
xml_strict_new(struct xml *xml)
{
	xmlSAXHandler sax;
	struct xml_strict *s = mem_calloc(1, sizeof *s);

	memset(&sax, 0, sizeof sax);
	sax.initialized = XML_SAX2_MAGIC;
	sax.startElementNs = on_start;
	sax.endElementNs = on_end;
	sax.characters = on_text;
	sax.ignorableWhitespace = on_text;
	sax.cdataBlock = on_text;
	sax.reference = on_reference;
	sax.entityDecl = on_entity;
	sax.attributeDecl = on_attribute_list;
	sax.serror = on_error;
	s->xml = xml;
	buf_init(&s->bytes, 0);
	s->ctxt = xmlCreatePushParserCtxt(&sax, s, NULL, 0, NULL);
	if (s->ctxt == NULL)
		mem_fatal("out of memory: the XML parser cannot start");
	xmlCtxtUseOptions(s->ctxt, XML_PARSE_NONET | XML_PARSE_NOENT |
	    XML_PARSE_HUGE | XML_PARSE_IGNORE_ENC);
	return s;
}

void
xml_strict_free(struct xml_strict *s)
{
	if (s == NULL)
		return;
	xmlFreeDoc(s->ctxt->myDoc);	/* the parser's, of declarations */
	xmlFreeParserCtxt(s->ctxt);
	buf_release(&s->bytes);
	free(s->items);
	free(s->attrs);
	free(s);
}

/* Bytes of the next chunk, which does not cut a character. */
static size_t
next_chunk(const struct xml_strict *s)
{
	const char *p = s->xml->p + s->fed;
	size_t rest = s->xml->len - s->fed, n = CHUNK;

	if (rest <= CHUNK)
		return rest;
	while (n > CHUNK - 4 && ((unsigned char)p[n] & 0xc0) == 0x80)
		n--;
	return n;
}

/* Forget what was given out; keep text that waits for its tag. */
static void
compact(struct xml_strict *s)
{
	struct item *text;

	if (s->n_items == s->n_ready) {
		s->n_items = 0;
		buf_clear(&s->bytes);
	} else {
		text = &s->items[s->n_items - 1];
		memmove(s->bytes.data, s->bytes.data + text->at, text->len);
		buf_cut(&s->bytes, text->len);
		text->at = 0;
		s->items[0] = *text;
		s->n_items = 1;
	}
	s->n_ready = s->next = s->n_attrs = 0;
}

/* Feed the parser until there is something to give out. */
static void
feed(struct xml_strict *s)
{
	size_t n;

	while (!s->fault && !s->done && s->next == s->n_ready) {
		if (s->next > 0)
			compact(s);
		n = next_chunk(s);
		s->done = n == s->xml->len - s->fed;
		xmlParseChunk(s->ctxt, s->xml->p + s->fed, (int)n, s->done);
		s->fed += n;
		if (!s->ctxt->wellFormed || s->ctxt->input->end -
		    s->ctxt->input->cur > (ptrdiff_t)(2 * CHUNK))
			s->fault = true;
	}
}

static void
give_attrs(struct xml *xml, const struct xml_strict *s,
    const struct item *item)
{
	const struct item_attr *from;
	struct xml_attr *to;
	size_t i;

	for (i = 0; i < item->n_attrs; i++) {
		from = &s->attrs[item->first_attr + i];
		to = xml_add_attr(xml);
		to->ns = from->ns;
		to->name = from->name;
		to->value = s->bytes.data + from->at;
	}
}

int
xml_strict_next(struct xml *xml)
{
	struct xml_strict *s = xml->strict;
	const struct item *item;

	feed(s);
	if (s->next == s->n_ready)
		return s->fault ? XML_FAULT : XML_END_OF_INPUT;
	item = &s->items[s->next++];
	xml->depth = item->depth;
	xml->line = item->line;
	xml->n_attrs = 0;
	if (item->kind == XML_TEXT) {
		xml->text = s->bytes.data + item->at;
		xml->text_len = item->len;
		return XML_TEXT;
	}
	xml->ns = item->ns;
	xml->name = item->name;
	xml->prefix = item->prefix;
	give_attrs(xml, s, item);
	return item->kind;
}

void
xml_init(void)
{
	xmlInitParser();
}
