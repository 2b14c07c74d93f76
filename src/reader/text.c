/*
 * Safe HTML as plain text: blocks apart by one blank line.
 *
 * White space is folded as browsers fold it, except in pre; a br is a line
 * feed; of a ruby only the base is written. Rows of a table are lines, their
 * cells apart by a tab.
 */
#include "gogai/reader.h"

#include <string.h>

#include "gogai/html.h"
#include "gogai/str.h"

/* What is still to be written before the next text. */
enum gap { GAP_NONE, GAP_SPACE, GAP_NBSP, GAP_WIDE, GAP_LINE, GAP_BLANK };

struct writer {
	struct buf *out;
	size_t start;		/* out->len at the beginning */
	enum gap gap;
	unsigned pre;		/* inside of so many pre */
};

static void
want_gap(struct writer *w, enum gap gap)
{
	if (gap > w->gap)
		w->gap = gap;
}

static void
write_gap(struct writer *w)
{
	static const char *const gaps[] = { "", " ", "\xC2\xA0",
	    "\xE3\x80\x80", "\n", "\n\n" };

	while (w->gap >= GAP_LINE && w->out->len > w->start &&
	    ascii_space((unsigned char)w->out->data[w->out->len - 1]))
		buf_cut(w->out, w->out->len - 1);
	if (w->out->len > w->start)
		buf_adds(w->out, gaps[w->gap]);
	w->gap = GAP_NONE;
}

/*
 * A space at p: its bytes and the gap it makes; 0 where none is. Spaces that
 * do not break are kept between words only, so that a paragraph of them is
 * empty.
 */
static size_t
space_at(struct str s, enum gap *gap)
{
	*gap = GAP_SPACE;
	if (ascii_space((unsigned char)s.p[0]))
		return 1;
	*gap = GAP_NBSP;
	if (str_starts(s, "\xC2\xA0"))
		return 2;
	*gap = GAP_WIDE;
	return str_starts(s, "\xE3\x80\x80") ? 3 : 0;
}

static void
write_text(struct writer *w, const struct html_node *node)
{
	struct str s = { node->text, node->len };
	enum gap gap;
	size_t n;

	while (s.len > 0) {
		n = w->pre > 0 ? 0 : space_at(s, &gap);
		if (n > 0) {
			want_gap(w, gap);
		} else {
			write_gap(w);
			buf_addc(w->out, *s.p);
			n = 1;
		}
		s.p += n;
		s.len -= n;
	}
}

/* Which item of its list, from 1; 0 in a list without numbers. */
static unsigned
item_number(const struct html_node *item)
{
	const struct html_node *node;
	const char *start;
	unsigned n = 1;

	if (item->parent == NULL || !html_is(item->parent, "ol"))
		return 0;
	start = html_attr(item->parent, "start");
	if (start != NULL)
		n = (unsigned)str_number(str_of(start), 100000, &(size_t){0});
	for (node = item->prev; node != NULL; node = node->prev)
		n += html_is(node, "li");
	return n;
}

static void
write_item(struct writer *w, const struct html_node *item)
{
	unsigned n = item_number(item);

	write_gap(w);
	if (n > 0)
		buf_addf(w->out, "%u. ", n);
	else
		buf_adds(w->out, "- ");
}

/* The gap that an element makes before and behind itself. */
static enum gap
gap_of(const struct html_node *node)
{
	static const struct {
		const char *name;
		enum gap gap;
	} rows[] = {
		{ "li", GAP_LINE }, { "tr", GAP_LINE }, { "br", GAP_LINE },
		{ "dt", GAP_LINE }, { "dd", GAP_LINE }, { "td", GAP_SPACE },
		{ "th", GAP_SPACE }, { "thead", GAP_LINE },
		{ "tbody", GAP_LINE }, { "tfoot", GAP_LINE },
	};
	size_t i;

	for (i = 0; i < CC_COUNT(rows); i++)
		if (html_is(node, rows[i].name))
			return rows[i].gap;
	return html_is_block(node->name) ? GAP_BLANK : GAP_NONE;
}

static bool
is_skipped(const struct html_node *node)
{
	static const char *const names[] = { "rt", "rp", "rtc", "script",
	    "style", "head", "title" };
	size_t i;

	for (i = 0; i < CC_COUNT(names); i++)
		if (html_is(node, names[i]))
			return true;
	return false;
}

/* Is the block the first in its item, so that it stands behind the mark? */
static bool
opens_item(const struct html_node *node)
{
	const struct html_node *prev = node->prev;

	while (prev != NULL && prev->kind == HTML_TEXT &&
	    str_trim((struct str){ prev->text, prev->len }).len == 0)
		prev = prev->prev;
	return prev == NULL && node->parent != NULL &&
	    html_is(node->parent, "li");
}

static void
open_node(struct writer *w, const struct html_node *node)
{
	if (node->kind == HTML_TEXT) {
		write_text(w, node);
		return;
	}
	if (!opens_item(node))
		want_gap(w, gap_of(node));
	if (html_is(node, "li") && node->first != NULL)
		write_item(w, node);
	w->pre += html_is(node, "pre");
}

static void
close_node(struct writer *w, const struct html_node *node)
{
	if (node->kind == HTML_TEXT)
		return;
	want_gap(w, gap_of(node));
	w->pre -= html_is(node, "pre");
}

static void
write_tree(struct writer *w, const struct html_node *root)
{
	const struct html_node *node = root;

	for (;;) {
		if (!is_skipped(node)) {
			open_node(w, node);
			if (node->first != NULL) {
				node = node->first;
				continue;
			}
			close_node(w, node);
		}
		while (node != root && node->next == NULL) {
			node = node->parent;
			close_node(w, node);
		}
		if (node == root)
			return;
		node = node->next;
	}
}

void
reader_text(struct buf *out, const char *html, size_t len)
{
	struct writer w = { out, out->len, GAP_NONE, 0 };
	struct html *tree;

	if (html_parse_fragment(&tree, html, len, NULL) < 0)
		return;
	write_tree(&w, html_root(tree));
	html_free(tree);
	if (out->len > w.start)
		buf_addc(out, '\n');
}
