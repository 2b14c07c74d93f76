/*
 * A pull reader for XML that is often not well formed.
 *
 * The caller asks for one event after another. What is well formed (XML 1.0,
 * Namespaces in XML 1.0) is read by the library; from the first fault on a
 * tolerant reader of our own goes on, and the caller sees no seam. Nothing
 * external is ever fetched: no DTD, no external entity, no XInclude. HTML's
 * named entities are known although no DTD declares them; entities that a
 * document declares itself are expanded under BOUND_XML_ENTITY_BYTES, beyond
 * which (billion laughs) the reader fails with ERR_BOUND. Elements deeper
 * than BOUND_XML_DEPTH are left out, their text stays; of more attributes than
 * BOUND_ATTRIBUTES the first and the last stay, of namespaces the first.
 *
 * Damage is repaired where that can be done, and noted: bare & and <, unclosed
 * and wrongly nested tags, attributes without quotes, undeclared prefixes
 * (well-known ones get their usual URI), CDATA in CDATA, junk around the
 * document, control characters. The ends that are missing are added, so that
 * each XML_START has its XML_END.
 */
#ifndef GOGAI_XML_H
#define GOGAI_XML_H

#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/err.h"

enum xml_event {
	XML_END_OF_INPUT = 0,
	XML_START,		/* an element begins */
	XML_END,		/* an element ends (also of <empty/>) */
	XML_TEXT		/* text and CDATA; perhaps in several pieces */
};

struct xml_attr {
	const char *ns;		/* namespace URI, "" for none */
	const char *name;	/* local name */
	const char *value;
};

struct xml;

/*
 * Set the library up. Call it before several threads read: the library does
 * so by itself, but two threads that begin at once can both do it. Calling it
 * again does nothing.
 */
void	xml_init(void);

/*
 * Read the len bytes of UTF-8 at p, which the caller keeps until xml_close().
 */
struct xml	*xml_open(const char *p, size_t len);

/* Free the reader, NULL is allowed. */
void	xml_close(struct xml *xml);

/*
 * The next event, or -1 with the reason: ERR_BOUND, or ERR_REFUSED for an
 * external entity. What is merely broken ends in XML_END_OF_INPUT after what
 * could be read, with a note.
 */
int	xml_next(struct xml *xml, struct err *err);

/* Of the current element (start or end): namespace URI ("" for none). */
const char	*xml_ns(const struct xml *xml);
/* Its local name, and its prefix ("" for none). */
const char	*xml_name(const struct xml *xml);
const char	*xml_prefix(const struct xml *xml);
/* Its depth: 1 is the document element. Of text: its parent's. */
unsigned	xml_depth(const struct xml *xml);
/* The line of the document where the current event stands. */
unsigned	xml_line(const struct xml *xml);

/*
 * Of XML_END: did the input end inside of the element, so that this end is
 * ours and the content perhaps not whole?
 */
bool	xml_is_cut(const struct xml *xml);

/* Of XML_TEXT: the bytes of this piece, until the next event. */
const char	*xml_text(const struct xml *xml, size_t *len);

/* Of XML_START: attributes, the value by namespace ("" for none) and name. */
size_t	xml_n_attrs(const struct xml *xml);
const struct xml_attr	*xml_attr_at(const struct xml *xml, size_t i);
const char	*xml_attr(const struct xml *xml, const char *ns,
	    const char *name);

/*
 * xml:base as declared on the current element, or NULL. Inheriting is the
 * caller's.
 */
const char	*xml_base(const struct xml *xml);

/*
 * After XML_START: read to the element's end (its XML_END is consumed) and
 * append its text, CDATA and entities decoded. Markup inside is appended as
 * markup: elements in any namespace as <name ...> with their text escaped
 * when as_markup is set, and left out, their text kept, when it is not.
 * Fails as xml_next() does.
 */
int	xml_read_content(struct xml *xml, struct buf *out, bool as_markup,
	    struct err *err);

/* After XML_START: read to the element's end and drop it all. */
int	xml_skip(struct xml *xml, struct err *err);

/* What was repaired: the number of notes, and each as "line N: words". */
size_t	xml_n_notes(const struct xml *xml);
const char	*xml_note(const struct xml *xml, size_t i);

#endif
