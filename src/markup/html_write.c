/*
 * A tree as HTML that parses back to the same tree. A walk along the links,
 * down and up, without recursion: a tree's depth costs no stack.
 */
#include "gogai/html.h"

#include <string.h>

#include "markup_priv.h"

static void
write_text(struct buf *out, const struct html_node *node)
{
	const struct html_node *parent = node->parent;

	if (parent != NULL && (element_of(parent->name)->flags & EL_RAW) != 0)
		buf_add(out, node->text, node->len);
	else
		scan_escape(out, node->text, node->len, false);
}

static void
write_start(struct buf *out, const struct html_node *node)
{
	const struct html_attr *attr;
	size_t i;

	buf_addc(out, '<');
	buf_adds(out, node->name);
	for (i = 0; i < node->n_attrs; i++) {
		attr = &node->attrs[i];
		buf_addc(out, ' ');
		buf_adds(out, attr->name);
		buf_add(out, "=\"", 2);
		scan_escape(out, attr->value, strlen(attr->value), true);
		buf_addc(out, '"');
	}
	buf_addc(out, '>');
	if ((element_of(node->name)->flags & EL_NEWLINE) != 0 &&
	    node->first != NULL && node->first->kind == HTML_TEXT &&
	    node->first->text[0] == '\n')
		buf_addc(out, '\n');
}

static void
write_end(struct buf *out, const struct html_node *node)
{
	if (node->kind == HTML_TEXT || html_is_void(node->name))
		return;
	buf_add(out, "</", 2);
	buf_adds(out, node->name);
	buf_addc(out, '>');
}

void
html_serialize(struct buf *out, const struct html_node *node)
{
	const struct html_node *n = node;

	for (;;) {
		if (n->kind == HTML_TEXT)
			write_text(out, n);
		else
			write_start(out, n);
		if (n->first != NULL) {
			n = n->first;
			continue;
		}
		write_end(out, n);
		while (n != node && n->next == NULL) {
			n = n->parent;
			write_end(out, n);
		}
		if (n == node)
			return;
		n = n->next;
	}
}

void
html_serialize_inner(struct buf *out, const struct html_node *node)
{
	const struct html_node *child;

	for (child = node->first; child != NULL; child = child->next)
		html_serialize(out, child);
}
