/*
 * Tables: which are data, and their grid (HTML §4.9.12 "forming a table").
 *
 * Pages still lay themselves out with tables, so a table is one of data only
 * where it looks like it: it says so (headers, a caption), or it has rows and
 * columns of short text. Others are unwrapped, cell below cell. Columns in
 * which no cell starts do not exist, whatever colspan claims. Cells become
 * blocks of their own list; no cell holds a table, so those of one cell stand
 * together.
 */
#include "gogai/document.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/bounds.h"
#include "gogai/str.h"
#include "document_priv.h"

/* Text of a cell from which on it is layout, unless the table has headers. */
#define LONG_CELL_BYTES 400

/* A cell and where it stands. */
struct place {
	const struct html_node *node;
	size_t row, col;
	size_t colspan, rowspan;
};

/* A table being read. */
struct grid {
	struct place *places;
	size_t n, cap;
	size_t *held;		/* column -> first row that is free again */
	size_t n_held, cap_held;
	size_t n_rows, n_cols;
	size_t n_header_rows;
	bool	header;		/* all cells of this row so far are headers */
	bool	over;		/* beyond a bound: no more is placed */
};

/* ---- is it data? */

static bool
is_cell(const struct html_node *node)
{
	return html_is(node, "td") || html_is(node, "th");
}

static bool
says_presentation(const struct html_node *table)
{
	const char *role = html_attr(table, "role");

	return role != NULL && (str_iis(str_of(role), "presentation") ||
	    str_iis(str_of(role), "none"));
}

/* Elements that are found in pages and not in data. */
static bool
is_of_pages(const struct html_node *node)
{
	static const char *const names[] = {
		"table", "article", "section", "figure", "form", "iframe",
		"h1", "h2", "h3", "nav", "video", "blockquote", "pre",
	};
	size_t i;

	for (i = 0; i < CC_COUNT(names); i++)
		if (html_is(node, names[i]))
			return true;
	return false;
}

static bool
holds_page(const struct html_node *table)
{
	const struct html_node *n;

	for (n = table->first; n != NULL; n = html_next(n, table))
		if (is_of_pages(n))
			return true;
	return false;
}

/* Does the table itself say that it is one of data? */
static bool
is_declared(const struct html_node *table)
{
	return html_find(table, "th") != NULL ||
	    html_find(table, "thead") != NULL ||
	    html_find(table, "caption") != NULL;
}

static bool
is_data(const struct html_node *table, const struct grid *grid)
{
	struct buf line = BUF_INIT;
	bool ink = false, lengthy = false;
	size_t i;

	if (says_presentation(table) || holds_page(table) || grid->over ||
	    grid->n_rows * grid->n_cols > BOUND_TABLE_CELLS)
		return false;
	for (i = 0; i < grid->n; i++) {
		node_line(&line, grid->places[i].node);
		ink = ink || line.len > 0;
		lengthy = lengthy || line.len > LONG_CELL_BYTES;
	}
	buf_release(&line);
	return ink && (is_declared(table) ||
	    (!lengthy && grid->n_rows > 1 && grid->n_cols > 1));
}

/* ---- the grid */

static size_t
span_of(const struct html_node *cell, const char *name)
{
	const char *value = html_attr(cell, name);
	size_t n, used;

	if (value == NULL)
		return 1;
	n = (size_t)str_number(str_trim(str_of(value)), BOUND_TABLE_SPAN,
	    &used);
	return n == 0 ? 1 : n;
}

/* Column col is taken up to this row. */
static void
hold(struct grid *grid, size_t col, size_t row)
{
	if (col == grid->n_held) {
		grid->held = array_reserve(grid->held, &grid->cap_held,
		    col + 1, sizeof *grid->held);
		grid->n_held++;
	}
	grid->held[col] = row;
}

/* A cell goes where there is room; what was there before is not covered. */
static void
place_cell(struct grid *grid, const struct html_node *node, size_t *col)
{
	struct place place = { .node = node, .row = grid->n_rows };
	size_t end;

	while (*col < grid->n_held && grid->held[*col] > grid->n_rows)
		++*col;
	if (*col >= BOUND_TABLE_SPAN || grid->n >= BOUND_TABLE_CELLS) {
		grid->over = true;
		return;
	}
	place.col = *col;
	place.colspan = span_of(node, "colspan");
	place.rowspan = span_of(node, "rowspan");
	end = *col + place.colspan;
	place.colspan = 0;
	while (*col < end && *col < BOUND_TABLE_SPAN && (*col == grid->n_held ||
	    grid->held[*col] <= grid->n_rows)) {
		hold(grid, *col, grid->n_rows + place.rowspan);
		++*col;
		place.colspan++;
	}
	if (place.col + 1 > grid->n_cols)
		grid->n_cols = place.col + 1;
	grid->header = grid->header && html_is(node, "th");
	grid->places = array_reserve(grid->places, &grid->cap, grid->n + 1,
	    sizeof *grid->places);
	grid->places[grid->n++] = place;
}

static void
place_row(struct grid *grid, const struct html_node *row)
{
	const struct html_node *n;
	size_t col = 0, before = grid->n;

	grid->header = true;
	for (n = row->first; n != NULL && !grid->over; n = n->next)
		if (is_cell(n))
			place_cell(grid, n, &col);
	if (grid->n == before)
		return;
	if ((grid->header || html_is(row->parent, "thead")) &&
	    grid->n_header_rows == grid->n_rows)
		grid->n_header_rows++;
	grid->n_rows++;
}

/* The rows of one kind of section: "thead", "tfoot", or NULL for the rest. */
static void
place_section(struct grid *grid, const struct html_node *table,
    const char *section)
{
	const struct html_node *n = table->first;
	bool head, foot, wanted;

	while (n != NULL) {
		head = html_is(n, "thead");
		foot = html_is(n, "tfoot");
		wanted = section == NULL ? !head && !foot :
		    head || foot ? html_is(n, section) : true;
		if (html_is(n, "tr")) {
			if (section == NULL || html_is(n->parent, section))
				place_row(grid, n);
			n = html_skip(n, table);
		} else if (wanted && !html_is(n, "table"))
			n = html_next(n, table);
		else
			n = html_skip(n, table);
	}
}

/* Spans end where the table does. */
static void
clip_spans(struct grid *grid)
{
	struct place *p;
	size_t i;

	for (i = 0; i < grid->n; i++) {
		p = &grid->places[i];
		if (p->colspan > grid->n_cols - p->col)
			p->colspan = grid->n_cols - p->col;
		if (p->rowspan > grid->n_rows - p->row)
			p->rowspan = grid->n_rows - p->row;
	}
	if (grid->n_header_rows == grid->n_rows)
		grid->n_header_rows = grid->n_rows > 1;
}

/* ---- cells */

/* Is this a number, with its sign, currency or percent? */
static bool
is_number(struct str s)
{
	static const char *const beside[] = {
		"−", "¥", "￥", "€", "£", "±", "▲", "△",
	};
	bool digits = false;
	size_t i, k;

	for (i = 0; i < s.len; ) {
		digits = digits || ascii_digit(s.p[i]);
		if (strchr("0123456789.,+-%$() ", s.p[i]) != NULL) {
			i++;
			continue;
		}
		for (k = 0; k < CC_COUNT(beside); k++)
			if (str_starts(str_sub(s, i, SIZE_MAX), beside[k]))
				break;
		if (k == CC_COUNT(beside))
			return false;
		i += strlen(beside[k]);
	}
	return digits;
}

static bool
stands_right(const struct html_node *node)
{
	const char *align = html_attr(node, "align");
	struct buf line = BUF_INIT;
	bool right;

	if (align != NULL)
		return str_iis(str_of(align), "right");
	node_line(&line, node);
	right = is_number((struct str){ buf_string(&line), line.len });
	buf_release(&line);
	return right;
}

static void
fill_cell(struct builder *b, struct cell *cell, const struct place *place)
{
	cell->block = b->cell_blocks.n;
	cell->colspan = (unsigned)place->colspan;
	cell->rowspan = (unsigned)place->rowspan;
	cell->header = html_is(place->node, "th");
	cell->right = stands_right(place->node);
	walk_block(b, place->node, BLOCK_PARAGRAPH, 1);
	cell->n_blocks = b->cell_blocks.n - cell->block;
	b->gap = 0;
}

/* A header stands as the column below it does. */
static void
align_headers(const struct table *table, struct cell *cells)
{
	size_t row, col;
	const struct cell *c;
	bool right, any;

	for (col = 0; col < table->n_cols; col++) {
		right = true;
		any = false;
		for (row = table->n_header_rows; row < table->n_rows; row++) {
			c = &cells[row * table->n_cols + col];
			if (c->n_blocks == 0)
				continue;
			any = true;
			right = right && c->right;
		}
		for (row = 0; row < table->n_header_rows; row++)
			cells[row * table->n_cols + col].right = any && right;
	}
}

/* Walk the cells; they know nothing of what is around the table. */
static void
fill_table(struct builder *b, const struct grid *grid)
{
	struct table *table = arena_alloc(b->arena, sizeof *table);
	struct block *block = builder_empty_block(b, BLOCK_TABLE);
	size_t index = b->into->n - 1, at, i, n_frames = b->n_frames;
	struct block_list *around = b->into;
	struct list *list = b->list;
	struct cell *cells = arena_array(b->arena,
	    grid->n_rows * grid->n_cols, sizeof *cells);

	*table = (struct table){ .n_rows = grid->n_rows,
	    .n_cols = grid->n_cols, .n_header_rows = grid->n_header_rows,
	    .cells = cells };
	at = block->at;
	b->into = &b->cell_blocks;
	b->n_frames = 0;
	b->list = NULL;
	for (i = 0; i < grid->n; i++)
		fill_cell(b, &cells[grid->places[i].row * grid->n_cols +
		    grid->places[i].col], &grid->places[i]);
	align_headers(table, cells);
	b->into = around;
	b->n_frames = n_frames;
	b->list = list;
	block = &b->into->v[index];
	block->table = table;
	block->len = b->text.len - at;
}

static void
walk_table_caption(struct builder *b, const struct html_node *table)
{
	const struct html_node *n = table->first;

	while (n != NULL && !html_is(n, "caption"))
		n = n->next;
	if (n == NULL)
		return;
	walk_block(b, n, BLOCK_CAPTION, 1);
	b->gap = 0;
}

void
walk_table(struct builder *b, const struct html_node *node,
    const struct element *element CC_UNUSED)
{
	struct grid grid = { 0 };

	place_section(&grid, node, "thead");
	place_section(&grid, node, NULL);
	place_section(&grid, node, "tfoot");
	clip_spans(&grid);
	builder_close(b, 1);
	walk_table_caption(b, node);
	if (!b->look.pre && b->into == &b->blocks && is_data(node, &grid)) {
		fill_table(b, &grid);
		builder_close(b, 1);
	} else
		walk_block(b, node, b->look.kind, 1);
	free(grid.places);
	free(grid.held);
}
