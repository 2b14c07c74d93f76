/*
 * An HTML page or fragment as a tree, bounded.
 *
 * Read as the HTML standard has it (§13.2), in time that grows with the bytes
 * and nothing else. Left out of the standard: formatting that is misnested
 * ends with the block it stands in and is not opened again; "/>" ends any
 * element; the content of CDATA sections is text. Comments are dropped.
 *
 * Nodes are visible: walking them is what callers do. They live in the tree's
 * arena and die with it; links between them are changed through the functions
 * below only. Text is UTF-8, entities decoded, not yet sanitised (where it
 * leaves for a document or for safe HTML, it is); neighbouring texts are one
 * node. Elements deeper than BOUND_HTML_DEPTH are laid flat; when there are
 * BOUND_HTML_NODES, or more than a page of that size can need, only text is
 * kept from there on, and html_truncated() says so.
 */
#ifndef GOGAI_HTML_H
#define GOGAI_HTML_H

#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/err.h"

struct arena;

enum html_kind {
	HTML_ELEMENT,
	HTML_TEXT
};

struct html_attr {
	const char *name;	/* lower case */
	const char *value;	/* "" where none was given */
};

struct html_node {
	enum html_kind kind;
	unsigned index;		/* 0, 1 ... in document order: side tables */
	const char *name;	/* lower case, interned; text: "#text" */
	const char *text;	/* of a text node, terminated; else NULL */
	const struct html_attr *attrs;
	uint32_t len;		/* of text */
	uint32_t n_attrs;
	struct html_node *parent;
	struct html_node *first, *last;	/* children */
	struct html_node *prev, *next;	/* siblings */
};

struct html;

/*
 * Parse len bytes of UTF-8; what a page says of its encoding is not asked. A
 * page always has html, head and body elements, a fragment has none: its root
 * holds what was given. Nothing is fetched, scripts stay text. Every input
 * gives a tree; fails with ERR_BOUND above 1 GiB. *out is the caller's:
 * html_free().
 */
int	html_parse(struct html **out, const char *bytes, size_t len,
	    struct err *err);
int	html_parse_fragment(struct html **out, const char *bytes, size_t len,
	    struct err *err);

/* Free the tree, NULL is allowed. */
void	html_free(struct html *html);

/* The node above all others: an element named "#root". */
struct html_node	*html_root(const struct html *html);

/* One more than the largest index: the size of a side table. */
unsigned	html_n_nodes(const struct html *html);

/* Was something left out because of a bound? */
bool	html_truncated(const struct html *html);

/* The tree's arena, for what shall live as long as it. */
struct arena	*html_arena(struct html *html);

/* The value of an attribute (lower-case name), or NULL. */
const char	*html_attr(const struct html_node *node, const char *name);

/* Set an attribute (value is copied, NULL removes it). */
void	html_set_attr(struct html *html, struct html_node *node,
	    const char *name, const char *value);

/* Is it an element of this name? */
bool	html_is(const struct html_node *node, const char *name);

/*
 * The node after this one in document order within top's subtree, NULL at
 * the end. html_next() goes into children, html_skip() past them.
 */
struct html_node	*html_next(const struct html_node *node,
	    const struct html_node *top);
struct html_node	*html_skip(const struct html_node *node,
	    const struct html_node *top);

/* The first element of this name below top (top not counted), or NULL. */
struct html_node	*html_find(const struct html_node *top,
	    const char *name);

/* Append the text of all text nodes below node, as it stands. */
void	html_text(struct buf *out, const struct html_node *node);

/* Take the node and all below it out of the tree. */
void	html_remove(struct html_node *node);

/* Put the node's children in its place and take it out. */
void	html_unwrap(struct html_node *node);

/* Move node (taken out of where it stands) to the end of parent's children. */
void	html_append(struct html_node *parent, struct html_node *node);

/* A new, unattached element, or text node (bytes are copied). */
struct html_node	*html_new_element(struct html *html, const char *name);
struct html_node	*html_new_text(struct html *html, const char *p,
	    size_t len);

/*
 * Append the node (inner: only what is in it) as HTML that parses back to the
 * same tree: text and attributes escaped, void elements without end tags. (As
 * HTML §13.3 says, not all trees can be written so: content that was moved out
 * of a table, or put where it cannot stand, may come back in another place.)
 */
void	html_serialize(struct buf *out, const struct html_node *node);
void	html_serialize_inner(struct buf *out, const struct html_node *node);

/* Is this an element that never has content (br, img, hr ...)? */
bool	html_is_void(const char *name);

/* Is this an element that browsers lay out as a block? */
bool	html_is_block(const char *name);

#endif
