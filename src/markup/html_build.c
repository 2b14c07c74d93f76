/*
 * Tags to nodes: the HTML standard's tree construction (§13.2.6), as far as
 * a reader of articles can see it.
 *
 * A stack of the open elements (html_stack.c); each start tag may end some of
 * them (html_rules.c), is put in and, unless it is void, becomes the newest;
 * an end tag ends all down to its own element. What is kept of the standard:
 * implied ends (p, li, td ...), implied parts of tables, what a table cannot
 * hold stands before it, scopes, head and body, raw text, drawings inside of
 * HTML. What is simpler: misnested formatting is not opened again behind the
 * block that it does not fit; it is marked as ended and leaves with that block.
 *
 * The last walk over the tree numbers the nodes and joins texts that became
 * neighbours.
 */
#include "gogai/html.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/mem.h"
#include "markup_priv.h"

/* End the drawings and formulas in which this element cannot stand. */
static void
break_out(struct builder *b)
{
	enum element_id id;
	size_t i, outermost = 0;

	if (b->n_open[TAG_SVG] + b->n_open[TAG_MATH] == 0)
		return;
	for (i = b->depth - 1; i > 0; i--) {
		id = b->stack[i].element->id;
		if ((b->stack[i].element->flags & EL_ISLAND) != 0)
			break;
		if (id == TAG_SVG || id == TAG_MATH)
			outermost = i;
	}
	if (outermost > 0)
		build_pop_to(b, outermost);
}

/* The end of the head, where this element cannot stand in it. */
static void
check_head(struct builder *b, const struct element *element)
{
	enum element_id id;

	build_flush(b);
	id = build_top(b)->element->id;
	if (!b->in_head || b->n_open[TAG_TEMPLATE] > 0 ||
	    element->rule == RULE_HTML)
		return;
	if ((element->flags & EL_HEAD) == 0 ||
	    (id == TAG_NOSCRIPT && (element->id == TAG_SCRIPT ||
	    element->id == TAG_TITLE || element->id == TAG_TEMPLATE)))
		build_leave_head(b);
}

/* A start tag when there may be no more nodes: only texts are kept apart. */
static void
pass_over(struct builder *b, const struct element *element)
{
	struct lexer *lexer = &b->lexer;
	size_t len = lexer->text.len;

	if ((element->flags & EL_RAW) != 0 && !lexer->self_closing) {
		lexer_raw(lexer, element);
		buf_cut(&lexer->text, len);
	} else if ((element->flags & EL_BLOCK) != 0 ||
	    element->id == TAG_BR) {
		buf_addc(&lexer->text, '\n');
	}
}

static void
start_tag(struct builder *b)
{
	struct lexer *lexer = &b->lexer;
	const struct element *element =
	    element_find(lexer->words.data, lexer->name_len);

	if (!build_has_room(b)) {
		pass_over(b, element);
		return;
	}
	if (b->in_head)
		check_head(b, element);
	if ((element->flags & EL_BREAKOUT) != 0)
		break_out(b);
	if (element->id == TAG_FORM && b->n_open[TAG_FORM] > 0)
		return;			/* forms do not stand in forms */
	if ((element->flags & EL_CLOSES_P) != 0)
		build_close_p(b);
	if (build_apply_rule(b, element))
		build_insert_tag(b, element);
}

/* ---- end tags */

/* The newest open element of a name that is not in the table. */
static size_t
find_unknown(const struct builder *b, const char *name)
{
	uint32_t hash;
	size_t i;

	if (b->n_open[TAG_COUNT] == 0)
		return 0;
	hash = build_hash(name);
	for (i = b->depth - 1; i > 0; i--) {
		if (b->stack[i].hash == hash &&
		    strcmp(b->stack[i].node->name, name) == 0)
			return i;
		if ((b->stack[i].element->flags & EL_SPECIAL) != 0)
			return 0;
	}
	return 0;
}

/* End formatting: at once, or when the block that stands between ends. */
static void
end_formatting(struct builder *b, const struct element *element)
{
	size_t i = build_find(b, element->id, EL_SCOPE);

	if (i == 0)
		return;
	if (build_find_flags(b, EL_SPECIAL, 0) < i)
		build_pop_to(b, i);
	else
		b->stack[i].ended = true;
}

/* A form ends without ending what it holds. */
static void
end_form(struct builder *b)
{
	size_t i = build_find(b, TAG_FORM, EL_SCOPE);

	if (i == 0)
		return;
	b->stack[i].ended = true;
	if (i == b->depth - 1)
		build_pop_to(b, i);
}

/* An end tag that has no start is an element of its own for two of them. */
static void
end_without_start(struct builder *b, const struct element *element)
{
	if (b->in_head || (element->id != TAG_P && element->id != TAG_BR))
		return;
	break_out(b);
	b->lexer.n_attrs = 0;
	b->lexer.self_closing = true;
	build_insert_tag(b, element);
}

/* The open element that an end tag of a special element ends. */
static size_t
find_special(const struct builder *b, const struct element *element)
{
	unsigned stop = EL_SCOPE;
	size_t i;

	if ((element->flags & EL_HEADING) != 0)
		return build_find_flags(b, EL_HEADING, EL_SCOPE);
	if (element->id == TAG_TABLE)
		return build_find_table(b);
	if ((element->flags & EL_PART) != 0) {
		i = build_find(b, element->id, 0);
		return i > build_find_table(b) ? i : 0;
	}
	if (element->id == TAG_LI)
		stop |= EL_LIST;
	else if (element->id == TAG_P)
		stop |= EL_BUTTON;
	return build_find(b, element->id, stop);
}

static void
end_tag(struct builder *b)
{
	const char *name = b->lexer.words.data;
	const struct element *element = element_find(name, b->lexer.name_len);
	size_t i;

	if (!build_has_room(b))
		return;
	if (b->in_head || b->n_flat > 0)
		build_flush(b);		/* text may end the head */
	if (b->n_flat > 0) {
		b->n_flat--;
		return;
	}
	if (element->rule == RULE_HTML)
		return;
	if ((element->flags & EL_FORMAT) != 0) {
		end_formatting(b, element);
		return;
	}
	if (element->id == TAG_FORM) {
		end_form(b);
		return;
	}
	if (element->id == TAG_COUNT)
		i = find_unknown(b, name);
	else if ((element->flags & EL_SPECIAL) != 0)
		i = find_special(b, element);
	else
		i = build_find(b, element->id, EL_SPECIAL);
	if (i > 0)
		build_pop_to(b, i);
	else
		end_without_start(b, element);
}

/* ---- the whole */

/* A text node for a run of neighbours from first up to the one before end. */
static void
join_texts(struct html *html, struct html_node *first, struct html_node *end)
{
	struct html_node *node, *next;
	struct buf text = BUF_INIT;

	for (node = first; node != end; node = node->next)
		buf_add(&text, node->text, node->len);
	first->text = arena_strndup(html->arena, text.data, text.len);
	first->len = (uint32_t)text.len;
	buf_release(&text);
	for (node = first->next; node != end; node = next) {
		next = node->next;
		html_remove(node);
	}
}

static void
number_nodes(struct html *html)
{
	struct html_node *node, *end;
	unsigned index = 0;

	for (node = html->root; node != NULL;
	    node = html_next(node, html->root)) {
		node->index = index++;
		if (node->kind != HTML_TEXT)
			continue;
		for (end = node->next; end != NULL && end->kind == HTML_TEXT;
		    end = end->next)
			;
		if (end != node->next)
			join_texts(html, node, end);
	}
	html->n_nodes = index;
}

/* The three elements that every page has. */
static void
open_page(struct builder *b)
{
	struct html_node *html = html_new_element(b->html, "html");

	b->head = html_new_element(b->html, "head");
	b->body = html_new_element(b->html, "body");
	html_insert(b->html->root, html, NULL);
	html_insert(html, b->head, NULL);
	html_insert(html, b->body, NULL);
	build_push(b, html, element_find("html", 4));
	build_push(b, b->head, element_find("head", 4));
	b->in_head = true;
}

void
html_build(struct html *html, const char *p, size_t len, bool fragment)
{
	struct builder *b = mem_calloc(1, sizeof *b);
	enum lexer_event event;

	b->html = html;
	lexer_init(&b->lexer, p, len);
	build_push(b, html->root, element_of(html->root->name));
	if (!fragment)
		open_page(b);
	while ((event = lexer_next(&b->lexer)) != LEX_END) {
		if (event == LEX_START_TAG)
			start_tag(b);
		else
			end_tag(b);
	}
	build_flush(b);
	number_nodes(html);
	lexer_release(&b->lexer);
	free(b);
}
