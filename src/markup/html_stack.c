/*
 * What is open while a tree is built, and how nodes come into it.
 *
 * The stack has BOUND_HTML_DEPTH places, so no search in it is long; what is
 * deeper is put in but never open. Text is collected until the tree changes.
 */
#include "gogai/html.h"

#include <string.h>

#include "gogai/arena.h"
#include "markup_priv.h"

struct open *
build_top(struct builder *b)
{
	return &b->stack[b->depth - 1];
}

uint32_t
build_hash(const char *name)
{
	uint32_t hash = 2166136261u;

	for (; *name != '\0'; name++)
		hash = (hash ^ (unsigned char)*name) * 16777619u;
	return hash;
}

void
build_push(struct builder *b, struct html_node *node,
    const struct element *element)
{
	struct open *open;

	if (b->depth == BOUND_HTML_DEPTH) {
		b->n_flat++;
		return;
	}
	open = &b->stack[b->depth++];
	open->node = node;
	open->element = element;
	open->hash = element->id == TAG_COUNT ? build_hash(node->name) : 0;
	open->ended = false;
	b->n_open[element->id]++;
}

/* ---- searching what is open; 0 (the root) means that it is not */

/* The newest open element of this id that no flag of `stop` hides. */
size_t
build_find(const struct builder *b, enum element_id id, unsigned stop)
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
size_t
build_find_flags(const struct builder *b, unsigned flags, unsigned stop)
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
size_t
build_find_table(const struct builder *b)
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
bool
build_has_room(struct builder *b)
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
	size_t i = build_find_table(b);
	struct html_node *table;

	if (i == 0) {
		html_insert(build_top(b)->node, node, NULL);
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

/* Is what is newest a place of the head that holds no text? */
static bool
holds_no_text(struct builder *b)
{
	enum element_id id = build_top(b)->element->id;

	return b->in_head && b->n_open[TAG_TEMPLATE] == 0 &&
	    (id == TAG_HEAD || id == TAG_NOSCRIPT);
}

/* Put the text that was collected into the tree. */
void
build_flush(struct builder *b)
{
	struct buf *text = &b->lexer.text;
	struct html_node *node;
	bool rows;

	if (text->len == 0)
		return;
	rows = (build_top(b)->element->flags & EL_ROWS) != 0;
	if ((rows || holds_no_text(b)) && is_space(text)) {
		buf_clear(text);
		return;
	}
	if (holds_no_text(b))
		build_leave_head(b);
	node = html_new_text(b->html, text->data, text->len);
	buf_clear(text);
	if (rows)
		insert_before_table(b, node);
	else
		html_insert(build_top(b)->node, node, NULL);
}

void
build_pop(struct builder *b)
{
	build_flush(b);
	b->n_open[build_top(b)->element->id]--;
	b->depth--;
	b->n_flat = 0;
}

/* End all elements down to the one at i, and those that only waited. */
void
build_pop_to(struct builder *b, size_t i)
{
	while (b->depth > i)
		build_pop(b);
	while (b->depth > 1 && build_top(b)->ended)
		build_pop(b);
}

void
build_leave_head(struct builder *b)
{
	b->in_head = false;
	while (build_top(b)->element->id != TAG_HTML) {
		b->n_open[build_top(b)->element->id]--;
		b->depth--;
	}
	build_push(b, b->body, element_find("body", 4));
}

/* The attributes that the lexer has read, in the tree's arena. */
void
build_take_attrs(struct builder *b, struct html_node *node)
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
struct html_node *
build_insert(struct builder *b, const struct element *element, const char *name)
{
	struct html_node *node;

	build_flush(b);
	node = html_add_node(b->html, HTML_ELEMENT);
	node->name = element->id != TAG_COUNT ? element->name :
	    arena_strdup(b->html->arena, name);
	if ((build_top(b)->element->flags & EL_ROWS) != 0 &&
	    !fits_rows(element))
		insert_before_table(b, node);
	else
		html_insert(build_top(b)->node, node, NULL);
	return node;
}

/* Put the element in whose start tag was read, and its raw content. */
void
build_insert_tag(struct builder *b, const struct element *element)
{
	struct lexer *lexer = &b->lexer;
	struct html_node *node, *text;
	bool in_rows;

	build_flush(b);
	in_rows = (build_top(b)->element->flags & EL_ROWS) != 0;
	node = build_insert(b, element, lexer->words.data);
	build_take_attrs(b, node);
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
	build_push(b, node, element);
}

/* End an open paragraph that is in scope. */
void
build_close_p(struct builder *b)
{
	size_t i = build_find(b, TAG_P, EL_SCOPE | EL_BUTTON);

	if (i > 0)
		build_pop_to(b, i);
}
