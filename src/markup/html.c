/*
 * HTML as a tree: what callers do with nodes. How it is read stands in
 * lexer.c (bytes to tags and text) and html_build.c (tags to nodes), how it
 * is written in html_write.c.
 *
 * All that belongs to a tree is in one arena. Walks use the links between the
 * nodes and no recursion, so depth costs no stack.
 */
#include "gogai/html.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/mem.h"
#include "markup_priv.h"

static const char text_name[] = "#text";

/* How many nodes a page of this size may have. */
static unsigned
nodes_for(size_t len)
{
	size_t n = BOUND_HTML_NODES_FREE + len / BOUND_HTML_NODE_BYTES;

	return n < BOUND_HTML_NODES ? (unsigned)n : BOUND_HTML_NODES;
}

static int
parse(struct html **out, const char *bytes, size_t len, bool fragment,
    struct err *err)
{
	struct html *html;

	*out = NULL;
	if (len > (size_t)1 << 30)
		return err_set(err, ERR_BOUND, _("the page is too large"));
	html = mem_calloc(1, sizeof *html);
	html->arena = arena_new();
	html->max_nodes = nodes_for(len);
	html->root = html_new_element(html, "#root");
	html_build(html, bytes, len, fragment);
	*out = html;
	return 0;
}

int
html_parse(struct html **out, const char *bytes, size_t len, struct err *err)
{
	return parse(out, bytes, len, false, err);
}

int
html_parse_fragment(struct html **out, const char *bytes, size_t len,
    struct err *err)
{
	return parse(out, bytes, len, true, err);
}

void
html_free(struct html *html)
{
	if (html == NULL)
		return;
	arena_free(html->arena);
	free(html);
}

struct html_node *
html_root(const struct html *html)
{
	return html->root;
}

unsigned
html_n_nodes(const struct html *html)
{
	return html->n_nodes;
}

bool
html_truncated(const struct html *html)
{
	return html->truncated;
}

struct arena *
html_arena(struct html *html)
{
	return html->arena;
}

/* ---- attributes and names */

const char *
html_attr(const struct html_node *node, const char *name)
{
	size_t i;

	for (i = 0; i < node->n_attrs; i++)
		if (strcmp(node->attrs[i].name, name) == 0)
			return node->attrs[i].value;
	return NULL;
}

/* The attributes of node as an array of its own with one more behind. */
static struct html_attr *
copy_attrs(struct html *html, const struct html_node *node)
{
	struct html_attr *attrs = arena_array(html->arena,
	    (size_t)node->n_attrs + 1, sizeof *attrs);

	if (node->n_attrs > 0)
		memcpy(attrs, node->attrs, node->n_attrs * sizeof *attrs);
	return attrs;
}

void
html_set_attr(struct html *html, struct html_node *node, const char *name,
    const char *value)
{
	struct html_attr *attrs;
	uint32_t i = 0, n = node->n_attrs;

	while (i < n && strcmp(node->attrs[i].name, name) != 0)
		i++;
	if (i == n && value == NULL)
		return;
	attrs = copy_attrs(html, node);
	if (value == NULL) {
		memmove(attrs + i, attrs + i + 1,
		    (n - i - 1) * sizeof *attrs);
		node->n_attrs--;
	} else {
		if (i == n) {
			attrs[i].name = arena_strdup(html->arena, name);
			node->n_attrs++;
		}
		attrs[i].value = arena_strdup(html->arena, value);
	}
	node->attrs = attrs;
}

bool
html_is(const struct html_node *node, const char *name)
{
	return node->kind == HTML_ELEMENT && strcmp(node->name, name) == 0;
}

bool
html_is_void(const char *name)
{
	return (element_of(name)->flags & EL_VOID) != 0;
}

bool
html_is_block(const char *name)
{
	return (element_of(name)->flags & EL_BLOCK) != 0;
}

/* ---- walking */

struct html_node *
html_skip(const struct html_node *node, const struct html_node *top)
{
	while (node != top) {
		if (node->next != NULL)
			return node->next;
		node = node->parent;
		if (node == NULL)
			return NULL;
	}
	return NULL;
}

struct html_node *
html_next(const struct html_node *node, const struct html_node *top)
{
	return node->first != NULL ? node->first : html_skip(node, top);
}

struct html_node *
html_find(const struct html_node *top, const char *name)
{
	struct html_node *node;

	for (node = html_next(top, top); node != NULL;
	    node = html_next(node, top))
		if (html_is(node, name))
			return node;
	return NULL;
}

void
html_text(struct buf *out, const struct html_node *node)
{
	const struct html_node *n;

	for (n = node; n != NULL; n = html_next(n, node))
		if (n->kind == HTML_TEXT)
			buf_add(out, n->text, n->len);
}

/* ---- changing */

void
html_remove(struct html_node *node)
{
	struct html_node *parent = node->parent;

	if (parent == NULL)
		return;
	if (node->prev != NULL)
		node->prev->next = node->next;
	else
		parent->first = node->next;
	if (node->next != NULL)
		node->next->prev = node->prev;
	else
		parent->last = node->prev;
	node->parent = node->prev = node->next = NULL;
}

void
html_insert(struct html_node *parent, struct html_node *node,
    struct html_node *before)
{
	struct html_node *prev = before != NULL ? before->prev : parent->last;

	node->parent = parent;
	node->prev = prev;
	node->next = before;
	if (prev != NULL)
		prev->next = node;
	else
		parent->first = node;
	if (before != NULL)
		before->prev = node;
	else
		parent->last = node;
}

void
html_unwrap(struct html_node *node)
{
	struct html_node *parent = node->parent, *child, *first = node->first;

	if (parent == NULL)
		return;
	if (first != NULL) {
		for (child = first; child != NULL; child = child->next)
			child->parent = parent;
		first->prev = node->prev;
		node->last->next = node->next;
		if (node->prev != NULL)
			node->prev->next = first;
		else
			parent->first = first;
		if (node->next != NULL)
			node->next->prev = node->last;
		else
			parent->last = node->last;
		node->first = node->last = NULL;
		node->parent = node->prev = node->next = NULL;
		return;
	}
	html_remove(node);
}

void
html_append(struct html_node *parent, struct html_node *node)
{
	html_remove(node);
	html_insert(parent, node, NULL);
}

struct html_node *
html_add_node(struct html *html, enum html_kind kind)
{
	struct html_node *node = arena_alloc(html->arena, sizeof *node);

	node->kind = kind;
	node->name = text_name;
	node->index = html->n_nodes++;
	return node;
}

struct html_node *
html_new_element(struct html *html, const char *name)
{
	struct html_node *node = html_add_node(html, HTML_ELEMENT);
	const struct element *element = element_find(name, strlen(name));

	node->name = element->id != TAG_COUNT ? element->name :
	    arena_strdup(html->arena, name);
	return node;
}

struct html_node *
html_new_text(struct html *html, const char *p, size_t len)
{
	struct html_node *node = html_add_node(html, HTML_TEXT);

	node->text = arena_strndup(html->arena, p, len);
	node->len = (uint32_t)len;
	return node;
}
