/*
 * Tables: columns beside one another, or, too wide for that, each row as
 * lines of "header: value".
 *
 * Widths are shared as browsers do (CSS 2 §17.5.2.2): every cell has a least
 * width, at which only its longest word fits, and a most, at which it needs
 * no second line; columns get what lies between in proportion. A least width
 * also grows with the text, so that no cell becomes a tower of syllables.
 * Cells are laid out into lines of their own first, and then put together.
 */
#include "gogai/layout.h"

#include <stdlib.h>
#include <string.h>

#include "layout_priv.h"

#define GAP_COLS 2

/* No column is narrower than this and a twelfth of its longest text. */
#define LEAST_COLS 8
#define LEAST_SHARE 12

/* More than one row in so many is tall: the table needs air. */
#define TALL_SHARE 4

struct column {
	int64_t min, max;
	int width, at;
};

/* A cell's lines, and where it stands. */
struct box {
	size_t row, col;
	size_t line, n_lines;	/* of sheet.lines */
};

struct sheet {
	struct layout *layout;
	struct pen *pen;	/* where the table goes */
	const struct block *block;
	const struct table *table;
	struct margin margin;
	int cols;		/* for the table, without the margin */
	struct arena *arena;	/* of what is needed until it is drawn */
	struct lines lines;	/* of the cells */
	struct column *columns;
	struct box *boxes;	/* one for each place of the grid */
	size_t *owners;		/* the cell that covers each place */
	size_t *heights;	/* lines of each row, with the air below it */
	bool air;		/* there is air between rows */
	bool drawn;		/* a line was drawn: markers are out */
};

static const struct cell *
cell_at(const struct sheet *s, size_t i)
{
	return &s->table->cells[i];
}

static const struct block *
block_at(const struct sheet *s, const struct cell *cell, size_t i)
{
	return document_cell_block(s->layout->document, cell->block + i);
}

static size_t
n_places(const struct sheet *s)
{
	return s->table->n_rows * s->table->n_cols;
}

/* ---- the grid */

static void
own_places(struct sheet *s, size_t i)
{
	const struct cell *cell = cell_at(s, i);
	size_t row, col, n_cols = s->table->n_cols;

	s->boxes[i].row = i / n_cols;
	s->boxes[i].col = i % n_cols;
	for (row = 0; row < cell->rowspan; row++)
		for (col = 0; col < cell->colspan; col++)
			s->owners[i + row * n_cols + col] = i;
}

static void
sheet_open(struct sheet *s, struct pen *pen, const struct block *block,
    int cols)
{
	size_t i;

	*s = (struct sheet){ .layout = pen->layout, .pen = pen,
	    .block = block, .table = block->table, .arena = arena_new() };
	margin_measure(&s->margin, s->layout, block, cols);
	s->cols = cols - s->margin.cols;
	s->columns = arena_array(s->arena, s->table->n_cols,
	    sizeof *s->columns);
	s->heights = arena_array(s->arena, s->table->n_rows,
	    sizeof *s->heights);
	s->boxes = arena_array(s->arena, n_places(s), sizeof *s->boxes);
	s->owners = arena_array(s->arena, n_places(s), sizeof *s->owners);
	for (i = 0; i < n_places(s); i++)
		s->owners[i] = SIZE_MAX;
	for (i = 0; i < n_places(s); i++)
		if (cell_at(s, i)->colspan > 0)
			own_places(s, i);
}

static void
sheet_close(struct sheet *s)
{
	free(s->lines.chunks);
	arena_free(s->arena);
}

/* ---- widths */

static void
measure_cell(const struct sheet *s, const struct cell *cell, int *min,
    int *max)
{
	struct paragraph *p = &s->layout->paragraph;
	const struct block *block;
	struct margin margin;
	int low, high;
	size_t i;

	*min = *max = 0;
	for (i = 0; i < cell->n_blocks; i++) {
		block = block_at(s, cell, i);
		margin_measure(&margin, s->layout, block, s->cols);
		paragraph_start(p, s->layout);
		paragraph_add_block(p, s->layout, block, cell->header);
		paragraph_close(p, s->layout);
		paragraph_measure(p, &low, &high);
		if (low + margin.cols > *min)
			*min = low + margin.cols;
		if (high + margin.cols > *max)
			*max = high + margin.cols;
	}
	low = *max < LEAST_COLS ? *max : LEAST_COLS + *max / LEAST_SHARE;
	if (low > *max)
		low = *max;
	if (low > *min)
		*min = low;
}

/* Widen the columns that a cell spans until it has room. */
static void
widen(struct sheet *s, size_t i, int min, int max)
{
	size_t n = cell_at(s, i)->colspan, k;
	struct column *c = &s->columns[s->boxes[i].col];
	int64_t has_min = (int64_t)(n - 1) * GAP_COLS, has_max = has_min;
	int64_t more_min, more_max, share = (int64_t)n;

	for (k = 0; k < n; k++) {
		has_min += c[k].min;
		has_max += c[k].max;
	}
	more_min = min > has_min ? min - has_min : 0;
	more_max = max > has_max ? max - has_max : 0;
	for (k = 0; k < n; k++, share--) {
		c[k].min += more_min / share;
		c[k].max += more_max / share;
		more_min -= more_min / share;
		more_max -= more_max / share;
		if (c[k].max < c[k].min)
			c[k].max = c[k].min;
	}
}

/* Least and most of all columns; cells that span several come last. */
static void
measure_columns(struct sheet *s)
{
	size_t i;
	int min, max, pass;

	for (pass = 0; pass < 2; pass++)
		for (i = 0; i < n_places(s); i++) {
			if (cell_at(s, i)->colspan == 0 ||
			    (cell_at(s, i)->colspan > 1) != (pass == 1))
				continue;
			measure_cell(s, cell_at(s, i), &min, &max);
			widen(s, i, min, max);
		}
}

/* Give out what is left between the sums of least and most. */
static void
share(struct sheet *s, int64_t spare, int64_t wanted)
{
	struct column *c;
	int64_t more, left = spare;
	size_t i;

	for (i = 0; i < s->table->n_cols; i++) {
		c = &s->columns[i];
		more = wanted <= spare ? c->max - c->min :
		    (c->max - c->min) * spare / wanted;
		c->width = (int)(c->min + more);
		left -= more;
	}
	for (i = 0; i < s->table->n_cols && left > 0; i++)
		if (s->columns[i].width < s->columns[i].max) {
			s->columns[i].width++;
			left--;
		}
}

/* Set the columns' widths; false: they do not fit. */
static bool
set_widths(struct sheet *s)
{
	size_t n = s->table->n_cols, i;
	int64_t min = (int64_t)(n - 1) * GAP_COLS, wanted = 0;
	int at = 0;

	measure_columns(s);
	for (i = 0; i < n; i++) {
		min += s->columns[i].min;
		wanted += s->columns[i].max - s->columns[i].min;
	}
	if (min > s->cols)
		return false;
	share(s, s->cols - min, wanted);
	for (i = 0; i < n; i++) {
		s->columns[i].at = at;
		at += s->columns[i].width + GAP_COLS;
	}
	return true;
}

static int
cell_width(const struct sheet *s, size_t i)
{
	const struct column *first = &s->columns[s->boxes[i].col];
	const struct column *last = first + cell_at(s, i)->colspan - 1;

	return last->at + last->width - first->at;
}

/* ---- cells */

/* Where a cell's text begins, seen from the table's. */
static size_t
offset_of(const struct sheet *s, const struct block *block)
{
	return block->at - s->block->at;
}

/* Lay a cell out in `width` columns, from its block `from` on. */
static void
lay_cell(struct sheet *s, size_t i, size_t from, int width)
{
	const struct cell *cell = cell_at(s, i);
	struct pen pen = { .layout = s->layout, .arena = s->arena,
	    .lines = &s->lines, .block = s->pen->block,
	    .header = cell->header };
	const struct block *block;
	size_t k;

	for (k = from; k < cell->n_blocks; k++) {
		block = block_at(s, cell, k);
		pen.base = offset_of(s, block);
		if (k > 0 && !block->tight)
			pen_blank(&pen, 0);
		pen_block(&pen, block, width);
	}
	s->boxes[i].n_lines = s->lines.n - s->boxes[i].line;
}

/* Copy a cell's line into the line being made. */
static void
copy_line(struct sheet *s, const struct line *line, int col)
{
	struct fragment f;
	size_t i;

	for (i = 0; i < line->n_fragments; i++) {
		f = line->fragments[i];
		f.col += col;
		pen_add(s->pen, &f);
	}
}

static int
line_cols(const struct line *line)
{
	const struct fragment *last;

	if (line->n_fragments == 0)
		return 0;
	last = &line->fragments[line->n_fragments - 1];
	return last->col + last->cols;
}

/* ---- as columns */

/* Lay the cells out; rows get the lines of those that stand in one. */
static void
lay_cells(struct sheet *s)
{
	size_t i, *height;

	for (i = 0; i < n_places(s); i++) {
		if (cell_at(s, i)->colspan == 0)
			continue;
		s->boxes[i].line = s->lines.n;
		lay_cell(s, i, 0, cell_width(s, i));
		height = &s->heights[s->boxes[i].row];
		if (cell_at(s, i)->rowspan == 1 &&
		    s->boxes[i].n_lines > *height)
			*height = s->boxes[i].n_lines;
	}
}

/* Where many rows have several lines, all but the last get air below. */
static void
add_air(struct sheet *s)
{
	size_t row, first = s->table->n_header_rows, tall = 0;

	for (row = first; row < s->table->n_rows; row++)
		tall += s->heights[row] > 1;
	s->air = tall * TALL_SHARE > s->table->n_rows - first;
	for (row = first; row + 1 < s->table->n_rows && s->air; row++)
		s->heights[row]++;
}

/* A cell that spans rows may stretch the last of them. */
static void
stretch_rows(struct sheet *s)
{
	const struct box *box;
	size_t i, row, last, room;

	for (i = 0; i < n_places(s); i++) {
		if (cell_at(s, i)->rowspan < 2 || cell_at(s, i)->colspan == 0)
			continue;
		box = &s->boxes[i];
		last = box->row + cell_at(s, i)->rowspan - 1;
		for (room = 0, row = box->row; row <= last; row++)
			room += s->heights[row];
		if (s->air && last + 1 < s->table->n_rows && room > 0)
			room--;
		if (box->n_lines > room)
			s->heights[last] += box->n_lines - room;
	}
}

/* Line k of a row, of all its cells. */
static void
draw_row_line(struct sheet *s, size_t row, size_t k, size_t offset)
{
	size_t n_cols = s->table->n_cols, col, owner, at, above;
	const struct box *box;
	const struct line *line;
	int shift;

	margin_draw(s->pen, &s->margin, !s->drawn);
	s->drawn = true;
	for (col = 0; col < n_cols; col++) {
		owner = s->owners[row * n_cols + col];
		if (owner == SIZE_MAX || s->boxes[owner].col != col)
			continue;
		box = &s->boxes[owner];
		for (at = k, above = box->row; above < row; above++)
			at += s->heights[above];
		if (at >= box->n_lines)
			continue;
		line = lines_at(&s->lines, box->line + at);
		shift = cell_at(s, owner)->right ?
		    cell_width(s, owner) - line_cols(line) : 0;
		copy_line(s, line, s->margin.cols + s->columns[col].at +
		    shift);
	}
	pen_end(s->pen, offset);
}

static void
draw_header_rule(struct sheet *s, size_t offset)
{
	size_t col;

	margin_draw(s->pen, &s->margin, false);
	for (col = 0; col < s->table->n_cols; col++)
		margin_rule(s->pen, s->margin.cols + s->columns[col].at,
		    s->columns[col].width);
	pen_end(s->pen, offset);
}

/* Where a row's text begins; false: it has none. */
static bool
find_row(const struct sheet *s, size_t row, size_t *offset)
{
	size_t col, i;

	for (col = 0; col < s->table->n_cols; col++) {
		i = row * s->table->n_cols + col;
		if (cell_at(s, i)->n_blocks > 0) {
			*offset = offset_of(s, block_at(s, cell_at(s, i), 0));
			return true;
		}
	}
	return false;
}

static void
draw_columns(struct sheet *s)
{
	size_t row, k, offset = 0;

	lay_cells(s);
	add_air(s);
	stretch_rows(s);
	for (row = 0; row < s->table->n_rows; row++) {
		if (row > 0 && row == s->table->n_header_rows)
			draw_header_rule(s, offset);
		find_row(s, row, &offset);
		for (k = 0; k < s->heights[row]; k++)
			draw_row_line(s, row, k, offset);
	}
}

/* ---- as records */

/* The header over a column, if it is of that column alone. */
static const struct cell *
label_of(const struct sheet *s, size_t col)
{
	const struct cell *cell;
	size_t owner;

	if (s->table->n_header_rows == 0)
		return NULL;
	owner = s->owners[(s->table->n_header_rows - 1) * s->table->n_cols +
	    col];
	if (owner == SIZE_MAX)
		return NULL;
	cell = cell_at(s, owner);
	return cell->colspan == 1 && cell->n_blocks > 0 ? cell : NULL;
}

/* "header: " and the cell's first block, where they go together. */
static size_t
lay_labelled(struct sheet *s, size_t i, const struct cell *label)
{
	const struct cell *cell = cell_at(s, i);
	const struct block *block = block_at(s, cell, 0);
	struct paragraph *p = &s->layout->paragraph;
	struct margin none = { 0 };
	struct pen pen = { .layout = s->layout, .arena = s->arena,
	    .lines = &s->lines, .block = s->pen->block,
	    .base = offset_of(s, block) };
	bool together = block->n_frames == 0 && block->n_runs > 0;
	size_t k;

	paragraph_start(p, s->layout);
	for (k = 0; k < label->n_blocks; k++) {
		paragraph_add_block(p, s->layout, block_at(s, label, k), true);
		paragraph_add_words(p, k + 1 < label->n_blocks ? " " : ": ",
		    LAYOUT_TEXT, RUN_STRONG, 0);
	}
	paragraph_disown(p);
	if (together)
		paragraph_add_block(p, s->layout, block, cell->header);
	paragraph_close(p, s->layout);
	pen_paragraph(&pen, &none, s->cols);
	return together ? 1 : 0;
}

/* Lay a cell out over the whole width and draw it. */
static void
draw_record_cell(struct sheet *s, size_t i, const struct cell *label)
{
	struct box *box = &s->boxes[i];
	const struct line *line;
	size_t from = 0, k;

	box->line = s->lines.n;
	if (label != NULL)
		from = lay_labelled(s, i, label);
	lay_cell(s, i, from, s->cols);
	for (k = 0; k < box->n_lines; k++) {
		line = lines_at(&s->lines, box->line + k);
		margin_draw(s->pen, &s->margin, !s->drawn);
		s->drawn = true;
		copy_line(s, line, s->margin.cols);
		pen_end(s->pen, line->offset);
	}
}

/* A row of headers: those that no value will name are said here. */
static void
draw_record_headers(struct sheet *s, size_t row)
{
	size_t col, i, n_cols = s->table->n_cols;

	for (col = 0; col < n_cols; col++) {
		i = row * n_cols + col;
		if (cell_at(s, i)->n_blocks > 0 &&
		    label_of(s, col) != cell_at(s, i))
			draw_record_cell(s, i, NULL);
	}
}

static void
draw_records(struct sheet *s)
{
	size_t row, col, i, n_cols = s->table->n_cols, offset = 0;

	for (row = 0; row < s->table->n_rows; row++) {
		if (row < s->table->n_header_rows) {
			draw_record_headers(s, row);
			continue;
		}
		if (!find_row(s, row, &offset))
			continue;
		if (s->drawn && n_cols > 1) {
			margin_draw(s->pen, &s->margin, false);
			pen_blank(s->pen, offset);
		}
		for (col = 0; col < n_cols; col++) {
			i = row * n_cols + col;
			if (cell_at(s, i)->n_blocks > 0)
				draw_record_cell(s, i, label_of(s, col));
		}
	}
}

void
table_draw(struct pen *pen, const struct block *block, int cols)
{
	struct sheet sheet;

	sheet_open(&sheet, pen, block, cols);
	if (set_widths(&sheet))
		draw_columns(&sheet);
	else
		draw_records(&sheet);
	sheet_close(&sheet);
}
