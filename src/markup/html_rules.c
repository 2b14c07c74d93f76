/*
 * What a start tag does to the elements that are open (HTML §13.2.6.4.7 and
 * the modes for tables, ruby and select): a table of rules, one function for
 * each. A rule answers whether the element is put in at all.
 */
#include "gogai/html.h"

#include <string.h>

#include "markup_priv.h"

/* Add the attributes of a second html or body tag to the first. */
static void
merge_attrs(struct builder *b, struct html_node *node)
{
	const struct html_attr *old = node->attrs, *attrs;
	uint32_t i, n_old = node->n_attrs, n;

	build_take_attrs(b, node);
	if (n_old == 0 || b->lexer.n_attrs == 0)
		return;
	attrs = node->attrs;
	n = node->n_attrs;
	node->attrs = old;
	node->n_attrs = n_old;
	for (i = 0; i < n && node->n_attrs < BOUND_ATTRIBUTES; i++)
		if (html_attr(node, attrs[i].name) == NULL)
			html_set_attr(b->html, node, attrs[i].name,
			    attrs[i].value);
}

static bool
rule_ignored(struct builder *b, const struct element *element)
{
	(void)b;
	(void)element;
	return false;
}

static bool
rule_html(struct builder *b, const struct element *element)
{
	if (b->body == NULL)
		return false;
	if (element->id == TAG_HTML) {
		merge_attrs(b, b->body->parent);
	} else if (element->id == TAG_HEAD) {
		merge_attrs(b, b->head);
	} else {
		build_flush(b);
		if (b->in_head)
			build_leave_head(b);
		merge_attrs(b, b->body);
	}
	return false;
}

/* End the one that is open; where a block stands between, when that ends. */
static bool
rule_a(struct builder *b, const struct element *element)
{
	size_t i = build_find(b, element->id, EL_SCOPE);

	if (i == 0)
		return true;
	if (build_find_flags(b, EL_SPECIAL, 0) < i)
		build_pop_to(b, i);
	else
		b->stack[i].ended = true;
	return true;
}

static bool
rule_alone(struct builder *b, const struct element *element)
{
	size_t i = build_find(b, element->id, 0);

	if (i > 0 && build_find_flags(b, EL_SCOPE, 0) <= i)
		build_pop_to(b, i);
	return true;
}

static bool
rule_heading(struct builder *b, const struct element *element)
{
	(void)element;
	if ((build_top(b)->element->flags & EL_HEADING) != 0)
		build_pop_to(b, b->depth - 1);
	return true;
}

/* Do two items end each other? li and li; dt and dd in any order. */
static bool
same_kind(enum element_id a, enum element_id b)
{
	return (a == TAG_LI) == (b == TAG_LI) &&
	    (b == TAG_LI || b == TAG_DT || b == TAG_DD);
}

static bool
rule_item(struct builder *b, const struct element *element)
{
	const struct element *open;
	size_t i;

	for (i = b->depth - 1; i > 0; i--) {
		open = b->stack[i].element;
		if (same_kind(element->id, open->id)) {
			build_pop_to(b, i);
			break;
		}
		if ((open->flags & EL_SPECIAL) != 0 && open->id != TAG_P &&
		    open->id != TAG_DIV && open->id != TAG_ADDRESS)
			break;
	}
	return true;
}

static bool
rule_option(struct builder *b, const struct element *element)
{
	if (build_top(b)->element->id == TAG_OPTION)
		build_pop_to(b, b->depth - 1);
	if (element->id == TAG_OPTGROUP &&
	    build_top(b)->element->id == TAG_OPTGROUP)
		build_pop_to(b, b->depth - 1);
	return true;
}

static bool
rule_ruby(struct builder *b, const struct element *element)
{
	bool reading = element->id == TAG_RT || element->id == TAG_RP;
	enum element_id open;

	if (build_find(b, TAG_RUBY, EL_SCOPE) == 0)
		return true;
	for (;;) {
		open = build_top(b)->element->id;
		if (open != TAG_RT && open != TAG_RP && open != TAG_RB &&
		    (open != TAG_RTC || reading))
			return true;
		build_pop_to(b, b->depth - 1);
	}
}

static bool
rule_table(struct builder *b, const struct element *element)
{
	size_t i;

	(void)element;
	if ((build_top(b)->element->flags & EL_ROWS) != 0 &&
	    (i = build_find_table(b)) > 0)
		build_pop_to(b, i);
	return true;
}

/* Open a part of a table that its content implies. */
static void
imply(struct builder *b, const char *name)
{
	const struct element *element = element_find(name, strlen(name));

	build_push(b, build_insert(b, element, name), element);
}

/* What may hold a part directly: the cells' row, the rows' group ... */
static bool
may_hold(const struct element *outer, enum element_id part)
{
	bool group = outer->id == TAG_TBODY || outer->id == TAG_THEAD ||
	    outer->id == TAG_TFOOT;

	switch (part) {
	case TAG_TD:
	case TAG_TH:
		return group || outer->id == TAG_TR;
	case TAG_TR:
		return group;
	case TAG_COL:
		return outer->id == TAG_COLGROUP;
	default:
		return false;
	}
}

static bool
rule_part(struct builder *b, const struct element *element)
{
	size_t table = build_find_table(b);
	bool cell = element->id == TAG_TD || element->id == TAG_TH;

	if (table == 0)
		return false;
	while (b->depth - 1 > table &&
	    !may_hold(build_top(b)->element, element->id))
		build_pop(b);
	if (build_top(b)->element->id == TAG_TABLE) {
		if (cell || element->id == TAG_TR)
			imply(b, "tbody");
		else if (element->id == TAG_COL)
			imply(b, "colgroup");
	}
	if (cell && build_top(b)->element->id != TAG_TR)
		imply(b, "tr");
	return true;
}

static bool	(*const rules[RULE_COUNT])(struct builder *,
    const struct element *) = {
	[RULE_NONE] = NULL,
	[RULE_IGNORED] = rule_ignored,
	[RULE_HTML] = rule_html,
	[RULE_A] = rule_a,
	[RULE_ALONE] = rule_alone,
	[RULE_HEADING] = rule_heading,
	[RULE_ITEM] = rule_item,
	[RULE_OPTION] = rule_option,
	[RULE_RUBY] = rule_ruby,
	[RULE_TABLE] = rule_table,
	[RULE_PART] = rule_part,
};

bool
build_apply_rule(struct builder *b, const struct element *element)
{
	return rules[element->rule] == NULL || rules[element->rule](b, element);
}
