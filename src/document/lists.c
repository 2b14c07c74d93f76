/*
 * Lists: bullets, numbers, terms and definitions.
 *
 * A list is tight unless an item holds several blocks: then, as in print, air
 * between the items is what shows where one ends. Numbers are padded to the
 * widest of their list, so that all of its text stands in one column.
 */
#include "gogai/document.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/str.h"
#include "document_priv.h"

/* A definition longer than this makes its list loose. */
#define LONG_DEFINITION 160

struct list {
	bool ordered;
	bool loose;
	char type;		/* '1', 'a', 'A', 'i' or 'I' */
	int value, step;	/* of the next item */
	size_t width;		/* bytes of the widest marker */
};

static const char *const bullets[] = { "•", "◦", "▪" };

/* ---- markers */

/* a, b ... z, aa, ab ... (CSS Counter Styles: alphabetic) */
static void
add_letters(struct buf *out, int value, char first)
{
	char digits[8];
	size_t n = 0;

	for (; value > 0 && n < sizeof digits; value = (value - 1) / 26)
		digits[n++] = (char)(first + (value - 1) % 26);
	while (n > 0)
		buf_addc(out, digits[--n]);
}

static void
add_roman(struct buf *out, int value, bool upper)
{
	static const struct {
		int value;
		const char *lower, *upper;
	} parts[] = {
		{ 1000, "m", "M" }, { 900, "cm", "CM" }, { 500, "d", "D" },
		{ 400, "cd", "CD" }, { 100, "c", "C" }, { 90, "xc", "XC" },
		{ 50, "l", "L" }, { 40, "xl", "XL" }, { 10, "x", "X" },
		{ 9, "ix", "IX" }, { 5, "v", "V" }, { 4, "iv", "IV" },
		{ 1, "i", "I" },
	};
	size_t i;

	for (i = 0; i < CC_COUNT(parts); )
		if (value >= parts[i].value) {
			buf_adds(out, upper ? parts[i].upper : parts[i].lower);
			value -= parts[i].value;
		} else
			i++;
}

static void
add_marker(struct buf *out, char type, int value)
{
	if ((type == 'a' || type == 'A') && value > 0)
		add_letters(out, value, type);
	else if ((type == 'i' || type == 'I') && value > 0 && value < 4000)
		add_roman(out, value, type == 'I');
	else
		buf_addf(out, "%d", value);
	buf_addc(out, '.');
}

/* A whole number in an attribute, or what stands in for it. */
static int
number_of(const struct html_node *node, const char *name, int otherwise)
{
	const char *value = html_attr(node, name);
	struct str s;
	bool minus;
	size_t used;
	int n;

	if (value == NULL)
		return otherwise;
	s = str_trim(str_of(value));
	minus = str_starts(s, "-");
	if (minus)
		s = str_sub(s, 1, SIZE_MAX);
	n = (int)str_number(s, 1000000000, &used);
	if (used == 0)
		return otherwise;
	return minus ? -n : n;
}

/* The number of this item; the list goes on from it. */
static int
take_value(struct list *list, const struct html_node *item)
{
	int value = number_of(item, "value", list->value);

	list->value = value + list->step;
	return value;
}

static void
measure_markers(struct list *list, const struct html_node *node)
{
	struct list copy = *list;
	struct buf marker = BUF_INIT;
	const struct html_node *n;

	for (n = node->first; n != NULL; n = n->next) {
		if (!html_is(n, "li"))
			continue;
		buf_clear(&marker);
		add_marker(&marker, list->type, take_value(&copy, n));
		if (marker.len > list->width)
			list->width = marker.len;
	}
	buf_release(&marker);
}

/* ---- lists */

static bool
is_apart(const struct html_node *node)
{
	return node->kind == HTML_ELEMENT && html_is_block(node->name) &&
	    !html_is(node, "ul") && !html_is(node, "ol");
}

/* Does an item hold several blocks, besides nested lists? */
static bool
is_loose(const struct html_node *node)
{
	const struct html_node *item, *n;
	size_t blocks;

	for (item = node->first; item != NULL; item = item->next) {
		blocks = 0;
		for (n = item->first; n != NULL; n = n->next)
			blocks += is_apart(n);
		if (blocks > 1)
			return true;
	}
	return false;
}

static int
count_items(const struct html_node *node)
{
	const struct html_node *n;
	int items = 0;

	for (n = node->first; n != NULL; n = n->next)
		items += html_is(n, "li");
	return items;
}

static struct list
list_of(const struct html_node *node)
{
	const char *type = html_attr(node, "type");
	struct list list = { .ordered = html_is(node, "ol"), .step = 1,
	    .type = '1' };
	bool reversed = html_attr(node, "reversed") != NULL;

	list.loose = is_loose(node);
	if (!list.ordered)
		return list;
	if (type != NULL && type[0] != '\0' && type[1] == '\0' &&
	    strchr("aAiI", type[0]) != NULL)
		list.type = type[0];
	if (reversed)
		list.step = -1;
	list.value = number_of(node, "start", reversed ? count_items(node) : 1);
	measure_markers(&list, node);
	return list;
}

void
walk_list(struct builder *b, const struct html_node *node,
    const struct element *element CC_UNUSED)
{
	struct list *around = b->list;
	struct list list = list_of(node);
	unsigned gap = around == NULL || around->loose;

	builder_close(b, gap);
	b->list = &list;
	walk_children(b, node);
	builder_close(b, gap);
	b->list = around;
}

static const struct html_node *
element_before(const struct html_node *node)
{
	const struct html_node *n = node->prev;

	while (n != NULL && n->kind != HTML_ELEMENT)
		n = n->prev;
	return n;
}

static const char *
bullet_of(const struct builder *b)
{
	size_t depth = 0, i;

	for (i = 0; i < b->n_frames; i++)
		depth += b->frames[i].kind == FRAME_BULLET;
	return bullets[depth % CC_COUNT(bullets)];
}

static const char *
number_marker(struct builder *b, const struct html_node *node)
{
	struct buf marker = BUF_INIT;
	const char *kept;

	add_marker(&marker, b->list->type, take_value(b->list, node));
	kept = arena_printf(b->arena, "%*s",
	    (int)(b->list->width > marker.len ? b->list->width : marker.len),
	    marker.data);
	buf_release(&marker);
	return kept;
}

/* What is around an item or definition does not reach into it. */
static void
walk_inner(struct builder *b, const struct html_node *node,
    enum block_kind kind)
{
	struct list *around = b->list;
	struct list inner = { .loose = around != NULL && around->loose };

	b->list = &inner;
	walk_block(b, node, kind, 0);
	b->list = around;
}

void
walk_item(struct builder *b, const struct html_node *node,
    const struct element *element CC_UNUSED)
{
	const struct html_node *before = element_before(node);
	bool ordered = b->list != NULL && b->list->ordered;
	bool loose = b->list != NULL && b->list->loose;

	builder_close(b, 0);
	builder_fix_gap(b, before == NULL && b->gap > 0 ? b->gap : loose);
	builder_push(b, ordered ? FRAME_NUMBER : FRAME_BULLET,
	    ordered ? number_marker(b, node) : bullet_of(b));
	walk_inner(b, node, BLOCK_PARAGRAPH);
	builder_pop(b);
	b->gap_fixed = false;
}

/* ---- terms and definitions */

void
walk_terms(struct builder *b, const struct html_node *node,
    const struct element *element CC_UNUSED)
{
	struct list *around = b->list;
	struct list list = { .loose = is_loose(node) };
	const struct html_node *n;

	for (n = node->first; n != NULL && !list.loose; n = n->next)
		list.loose = html_is(n, "dd") &&
		    node_is_long(n, LONG_DEFINITION);
	b->list = &list;
	walk_block(b, node, b->look.kind, 1);
	b->list = around;
}

void
walk_term(struct builder *b, const struct html_node *node,
    const struct element *element)
{
	const struct html_node *before = element_before(node);
	bool loose = b->list != NULL && b->list->loose;

	builder_close(b, 0);
	if (before != NULL)
		builder_fix_gap(b, loose && html_is(before, "dd"));
	walk_block(b, node, element->kind, 0);
	b->gap_fixed = false;
}

void
walk_definition(struct builder *b, const struct html_node *node,
    const struct element *element)
{
	builder_close(b, 0);
	builder_fix_gap(b, 0);
	builder_push(b, FRAME_INDENT, "");
	walk_inner(b, node, element->kind);
	builder_pop(b);
	b->gap_fixed = false;
}
