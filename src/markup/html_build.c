/*
 * Tags to nodes: the HTML standard's tree construction (§13.2.6), as far as
 * a reader of articles can see it.
 *
 * A stack of the open elements; each start tag may end some of them (a table
 * of rules), is put in and, unless it is void, becomes the newest; an end tag
 * ends all down to its own element. What is kept of the standard: implied
 * ends (p, li, td ...), implied parts of tables, what a table cannot hold
 * stands before it, scopes, head and body, raw text, drawings inside of HTML.
 * What is simpler: misnested formatting is not opened again behind the block
 * that it does not fit; it is marked as ended and leaves with that block.
 *
 * The stack has BOUND_HTML_DEPTH places, so no search in it is long; what
 * is deeper is put in but never open. The last walk over the tree numbers the
 * nodes and joins texts that became neighbours.
 */
#include "gogai/html.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/mem.h"
#include "markup_priv.h"

/* An open element. */
struct open {
	struct html_node *node;
	const struct element *element;
	uint32_t hash;		/* of the name, for those not in the table */
	bool ended;		/* goes when what it holds has gone */
};

struct builder {
	struct html *html;
	struct lexer lexer;
	struct html_node *head, *body;	/* of a page */
	bool in_head;			/* nothing of the body was seen yet */
	unsigned n_open[TAG_COUNT + 1];
	unsigned n_flat;		/* open, but beyond the stack */
	size_t depth;			/* of the stack; the root is at 0 */
	struct open stack[BOUND_HTML_DEPTH];
};

static struct open *
top(struct builder *b)
{
	return &b->stack[b->depth - 1];
}

static uint32_t
hash_name(const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name != '\0'; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash;
}

static void
push(struct builder *b, struct html_node *node, const struct element *element)
{
	struct open *open;

	if (b->depth == BOUND_HTML_DEPTH) {
		b->n_flat++;
		return;
	}
	open = &b->stack[b->depth++];
	open->node = node;
	open->element = element;
	open->hash = element->id == TAG_COUNT ? hash_name(node->name) : 0;
	open->ended = false;
	b->n_open[element->id]++;
}

/* ---- searching what is open; 0 (the root) means that it is not */

/* The newest open element of this id that no flag of `stop` hides. */
static size_t
find_open(const struct builder *b, enum element_id id, unsigned stop)
{
	size_t i;

	if (b->n_open[id] == 0)
		return 0;
	for (i = b->depth - 1; i > 0; i--) {
		if (b->stack[i].element->id == id)
			return i;
		if ((b->stack[i].element->flags & stop) != 0)
			return 0;
	}
	return 0;
}

/* The newest open element that has one of the flags and is not hidden. */
static size_t
find_flags(const struct builder *b, unsigned flags, unsigned stop)
{
	size_t i;

	for (i = b->depth - 1; i > 0; i--) {
		if ((b->stack[i].element->flags & flags) != 0)
			return i;
		if ((b->stack[i].element->flags & stop) != 0)
			return 0;
	}
	return 0;
}

/* The table whose parts may come next, whatever is open inside of it. */
static size_t
find_table(const struct builder *b)
{
	size_t i;

	if (b->n_open[TAG_TABLE] == 0)
		return 0;
	for (i = b->depth - 1; i > 0; i--) {
		if (b->stack[i].element->id == TAG_TABLE)
			return i;
		if (b->stack[i].element->id == TAG_TEMPLATE)
			return 0;
	}
	return 0;
}

/* ---- putting in */

/* Can the page have one more node? */
static bool
has_room(struct builder *b)
{
	if (b->html->n_nodes < b->html->max_nodes)
		return true;
	b->html->truncated = true;
	return false;
}

/* Where a node comes that the newest element cannot hold: before the table. */
static void
insert_before_table(struct builder *b, struct html_node *node)
{
	size_t i = find_table(b);
	struct html_node *table;

	if (i == 0) {
		html_insert(top(b)->node, node, NULL);
		return;
	}
	table = b->stack[i].node;
	html_insert(table->parent, node, table);
}

static bool
is_space(const struct buf *text)
{
	size_t i;

	for (i = 0; i < text->len; i++)
		if (!ascii_space((unsigned char)text->data[i]))
			return false;
	return true;
}

static void	leave_head(struct builder *b);

/* Is what is newest a place of the head that holds no text? */
static bool
holds_no_text(struct builder *b)
{
	enum element_id id = top(b)->element->id;

	return b->in_head && b->n_open[TAG_TEMPLATE] == 0 &&
	    (id == TAG_HEAD || id == TAG_NOSCRIPT);
}

/* Put the text that was collected into the tree. */
static void
flush_text(struct builder *b)
{
	struct buf *text = &b->lexer.text;
	struct html_node *node;
	bool rows;

	if (text->len == 0)
		return;
	rows = (top(b)->element->flags & EL_ROWS) != 0;
	if ((rows || holds_no_text(b)) && is_space(text)) {
		buf_clear(text);
		return;
	}
	if (holds_no_text(b))
		leave_head(b);
	node = html_new_text(b->html, text->data, text->len);
	buf_clear(text);
	if (rows)
		insert_before_table(b, node);
	else
		html_insert(top(b)->node, node, NULL);
}

static void
pop(struct builder *b)
{
	flush_text(b);
	b->n_open[top(b)->element->id]--;
	b->depth--;
	b->n_flat = 0;
}

/* End all elements down to the one at i, and those that only waited. */
static void
pop_to(struct builder *b, size_t i)
{
	while (b->depth > i)
		pop(b);
	while (b->depth > 1 && top(b)->ended)
		pop(b);
}

static void
leave_head(struct builder *b)
{
	b->in_head = false;
	while (top(b)->element->id != TAG_HTML) {
		b->n_open[top(b)->element->id]--;
		b->depth--;
	}
	push(b, b->body, element_find("body", 4));
}

/* The attributes that the lexer has read, in the tree's arena. */
static void
take_attrs(struct builder *b, struct html_node *node)
{
	const struct lexer *lexer = &b->lexer;
	struct arena *arena = b->html->arena;
	const char *words = lexer->words.data;
	struct html_attr *attrs;
	size_t i;

	if (lexer->n_attrs == 0)
		return;
	attrs = arena_array(arena, lexer->n_attrs, sizeof *attrs);
	for (i = 0; i < lexer->n_attrs; i++) {
		attrs[i].name = arena_strndup(arena,
		    words + lexer->attrs[i].name_at, lexer->attrs[i].name_len);
		attrs[i].value = arena_strndup(arena,
		    words + lexer->attrs[i].value_at,
		    lexer->attrs[i].value_len);
	}
	node->attrs = attrs;
	node->n_attrs = (uint32_t)lexer->n_attrs;
}

/* May the element stand where only parts of a table are expected? */
static bool
fits_rows(const struct element *element)
{
	return (element->flags & EL_PART) != 0 || element->id == TAG_SCRIPT ||
	    element->id == TAG_STYLE || element->id == TAG_TEMPLATE;
}

/* Put an element without attributes behind all else and open it. */
static struct html_node *
insert(struct builder *b, const struct element *element, const char *name)
{
	struct html_node *node;

	flush_text(b);
	node = html_add_node(b->html, HTML_ELEMENT);
	node->name = element->id != TAG_COUNT ? element->name :
	    arena_strdup(b->html->arena, name);
	if ((top(b)->element->flags & EL_ROWS) != 0 && !fits_rows(element))
		insert_before_table(b, node);
	else
		html_insert(top(b)->node, node, NULL);
	return node;
}

/* Put the element in whose start tag was read, and its raw content. */
static void
insert_tag(struct builder *b, const struct element *element)
{
	struct lexer *lexer = &b->lexer;
	struct html_node *node, *text;
	bool in_rows;

	flush_text(b);
	in_rows = (top(b)->element->flags & EL_ROWS) != 0;
	node = insert(b, element, lexer->words.data);
	take_attrs(b, node);
	if (lexer->self_closing || (element->flags & EL_VOID) != 0 ||
	    (in_rows && element->id == TAG_FORM))
		return;
	if ((element->flags & (EL_RAW | EL_RCDATA)) != 0) {
		lexer_raw(lexer, element);
		if (lexer->text.len > 0) {
			text = html_new_text(b->html, lexer->text.data,
			    lexer->text.len);
			html_insert(node, text, NULL);
			buf_clear(&lexer->text);
		}
		return;
	}
	lexer->skip_newline = (element->flags & EL_NEWLINE) != 0;
	push(b, node, element);
}

/* ---- start tags */

/* End an open paragraph that is in scope. */
static void
close_p(struct builder *b)
{
	size_t i = find_open(b, TAG_P, EL_SCOPE | EL_BUTTON);

	if (i > 0)
		pop_to(b, i);
}

/* Add the attributes of a second html or body tag to the first. */
static void
merge_attrs(struct builder *b, struct html_node *node)
{
	const struct html_attr *old = node->attrs, *attrs;
	uint32_t i, n_old = node->n_attrs, n;

	take_attrs(b, node);
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
		flush_text(b);
		if (b->in_head)
			leave_head(b);
		merge_attrs(b, b->body);
	}
	return false;
}

/* End the one that is open; where a block stands between, when that ends. */
static bool
rule_a(struct builder *b, const struct element *element)
{
	size_t i = find_open(b, element->id, EL_SCOPE);

	if (i == 0)
		return true;
	if (find_flags(b, EL_SPECIAL, 0) < i)
		pop_to(b, i);
	else
		b->stack[i].ended = true;
	return true;
}

static bool
rule_alone(struct builder *b, const struct element *element)
{
	size_t i = find_open(b, element->id, 0);

	if (i > 0 && find_flags(b, EL_SCOPE, 0) <= i)
		pop_to(b, i);
	return true;
}

static bool
rule_form(struct builder *b, const struct element *element)
{
	(void)element;
	return b->n_open[TAG_FORM] == 0 || b->n_open[TAG_TEMPLATE] > 0;
}

static bool
rule_heading(struct builder *b, const struct element *element)
{
	(void)element;
	close_p(b);
	if ((top(b)->element->flags & EL_HEADING) != 0)
		pop_to(b, b->depth - 1);
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
			pop_to(b, i);
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
	if (top(b)->element->id == TAG_OPTION)
		pop_to(b, b->depth - 1);
	if (element->id == TAG_OPTGROUP &&
	    top(b)->element->id == TAG_OPTGROUP)
		pop_to(b, b->depth - 1);
	return true;
}

static bool
rule_ruby(struct builder *b, const struct element *element)
{
	bool reading = element->id == TAG_RT || element->id == TAG_RP;
	enum element_id open;

	if (find_open(b, TAG_RUBY, EL_SCOPE) == 0)
		return true;
	for (;;) {
		open = top(b)->element->id;
		if (open != TAG_RT && open != TAG_RP && open != TAG_RB &&
		    (open != TAG_RTC || reading))
			return true;
		pop_to(b, b->depth - 1);
	}
}

static bool
rule_table(struct builder *b, const struct element *element)
{
	size_t i;

	(void)element;
	if ((top(b)->element->flags & EL_ROWS) != 0 &&
	    (i = find_table(b)) > 0)
		pop_to(b, i);
	return true;
}

/* Open a part of a table that its content implies. */
static void
imply(struct builder *b, const char *name)
{
	const struct element *element = element_find(name, strlen(name));

	push(b, insert(b, element, name), element);
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
	size_t table = find_table(b);
	bool cell = element->id == TAG_TD || element->id == TAG_TH;

	if (table == 0)
		return false;
	while (b->depth - 1 > table && !may_hold(top(b)->element, element->id))
		pop(b);
	if (top(b)->element->id == TAG_TABLE) {
		if (cell || element->id == TAG_TR)
			imply(b, "tbody");
		else if (element->id == TAG_COL)
			imply(b, "colgroup");
	}
	if (cell && top(b)->element->id != TAG_TR)
		imply(b, "tr");
	return true;
}

/* A rule changes what is open; false: the tag is not put in. */
static bool	(*const rules[RULE_COUNT])(struct builder *,
    const struct element *) = {
	[RULE_NONE] = NULL,
	[RULE_IGNORED] = rule_ignored,
	[RULE_HTML] = rule_html,
	[RULE_A] = rule_a,
	[RULE_ALONE] = rule_alone,
	[RULE_FORM] = rule_form,
	[RULE_HEADING] = rule_heading,
	[RULE_ITEM] = rule_item,
	[RULE_OPTION] = rule_option,
	[RULE_RUBY] = rule_ruby,
	[RULE_TABLE] = rule_table,
	[RULE_PART] = rule_part,
};

/* End a drawing or formula in which this element cannot stand. */
static void
break_out(struct builder *b)
{
	enum element_id id;
	size_t i;

	for (i = b->depth - 1; i > 0; i--) {
		id = b->stack[i].element->id;
		if ((b->stack[i].element->flags & EL_ISLAND) != 0)
			return;
		if (id == TAG_SVG || id == TAG_MATH) {
			pop_to(b, i);
			return;
		}
	}
}

/* The end of the head, where this element cannot stand in it. */
static void
check_head(struct builder *b, const struct element *element)
{
	enum element_id id;

	flush_text(b);
	id = top(b)->element->id;
	if (!b->in_head || b->n_open[TAG_TEMPLATE] > 0 ||
	    element->rule == RULE_HTML)
		return;
	if ((element->flags & EL_HEAD) == 0 ||
	    (id == TAG_NOSCRIPT && (element->id == TAG_SCRIPT ||
	    element->id == TAG_TITLE || element->id == TAG_TEMPLATE)))
		leave_head(b);
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

	if (!has_room(b)) {
		pass_over(b, element);
		return;
	}
	if (b->in_head)
		check_head(b, element);
	if (b->n_open[TAG_SVG] + b->n_open[TAG_MATH] > 0 &&
	    (element->flags & EL_BREAKOUT) != 0)
		break_out(b);
	if (rules[element->rule] != NULL && !rules[element->rule](b, element))
		return;
	if ((element->flags & EL_CLOSES_P) != 0)
		close_p(b);
	insert_tag(b, element);
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
	hash = hash_name(name);
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
	size_t i = find_open(b, element->id, EL_SCOPE);

	if (i == 0)
		return;
	if (find_flags(b, EL_SPECIAL, 0) < i)
		pop_to(b, i);
	else
		b->stack[i].ended = true;
}

/* A form ends without ending what it holds. */
static void
end_form(struct builder *b)
{
	size_t i = find_open(b, TAG_FORM, EL_SCOPE);

	if (i == 0)
		return;
	b->stack[i].ended = true;
	if (i == b->depth - 1)
		pop_to(b, i);
}

/* An end tag that has no start is an element of its own for two of them. */
static void
end_without_start(struct builder *b, const struct element *element)
{
	if (b->in_head || (element->id != TAG_P && element->id != TAG_BR))
		return;
	b->lexer.n_attrs = 0;
	b->lexer.self_closing = true;
	insert_tag(b, element);
}

/* The open element that an end tag of a special element ends. */
static size_t
find_special(const struct builder *b, const struct element *element)
{
	unsigned stop = EL_SCOPE;
	size_t i;

	if ((element->flags & EL_HEADING) != 0)
		return find_flags(b, EL_HEADING, EL_SCOPE);
	if (element->id == TAG_TABLE)
		return find_table(b);
	if ((element->flags & EL_PART) != 0) {
		i = find_open(b, element->id, 0);
		return i > find_table(b) ? i : 0;
	}
	if (element->id == TAG_LI)
		stop |= EL_LIST;
	else if (element->id == TAG_P)
		stop |= EL_BUTTON;
	return find_open(b, element->id, stop);
}

static void
end_tag(struct builder *b)
{
	const char *name = b->lexer.words.data;
	const struct element *element = element_find(name, b->lexer.name_len);
	size_t i;

	if (!has_room(b))
		return;
	if (b->n_flat > 0) {
		flush_text(b);
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
		i = find_open(b, element->id, EL_SPECIAL);
	if (i > 0)
		pop_to(b, i);
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
	push(b, html, element_find("html", 4));
	push(b, b->head, element_find("head", 4));
	b->in_head = true;
}

void
html_build(struct html *html, const char *p, size_t len, bool fragment)
{
	struct builder *b = mem_calloc(1, sizeof *b);
	enum lexer_event event;

	b->html = html;
	lexer_init(&b->lexer, p, len);
	push(b, html->root, element_of(html->root->name));
	if (!fragment)
		open_page(b);
	while ((event = lexer_next(&b->lexer)) != LEX_END) {
		if (event == LEX_START_TAG)
			start_tag(b);
		else
			end_tag(b);
	}
	flush_text(b);
	number_nodes(html);
	lexer_release(&b->lexer);
	free(b);
}
