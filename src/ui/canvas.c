/*
 * A grid of cells.
 *
 * A cluster stands in the cell of its first column; the cells behind it that
 * it covers are empty and of no width. The invariant: a covered cell's owner
 * stands before it, and an owner's columns are inside the grid. Whoever
 * writes over a part of a cluster makes spaces of the rest (break_cell).
 */
#include "gogai/canvas.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/mem.h"
#include "gogai/sanitize.h"
#include "gogai/utf8.h"

struct canvas {
	int	 rows, cols;
	struct canvas_cell *cells;
	struct width_rules rules;
	int	 cursor_row, cursor_col;
};

static struct canvas_cell *
cell_at(const struct canvas *canvas, int row, int col)
{
	return &canvas->cells[(size_t)row * (size_t)canvas->cols +
	    (size_t)col];
}

static void
set_space(struct canvas_cell *cell, unsigned role, unsigned style)
{
	memset(cell, 0, sizeof(*cell));
	cell->text[0] = ' ';
	cell->cols = 1;
	cell->role = (uint8_t)role;
	cell->style = (uint8_t)style;
}

struct canvas *
canvas_new(int rows, int cols, const struct width_rules *rules)
{
	struct canvas *canvas = mem_calloc(1, sizeof(*canvas));

	if (rules != NULL)
		canvas->rules = *rules;
	canvas_resize(canvas, rows, cols);
	return canvas;
}

void
canvas_free(struct canvas *canvas)
{
	if (canvas == NULL)
		return;
	free(canvas->cells);
	free(canvas);
}

void
canvas_resize(struct canvas *canvas, int rows, int cols)
{
	canvas->rows = rows > 0 ? rows : 1;
	canvas->cols = cols > 0 ? cols : 1;
	free(canvas->cells);
	canvas->cells = mem_calloc((size_t)canvas->rows * (size_t)canvas->cols,
	    sizeof(*canvas->cells));
	canvas_clear(canvas);
}

int
canvas_rows(const struct canvas *canvas)
{
	return canvas->rows;
}

int
canvas_cols(const struct canvas *canvas)
{
	return canvas->cols;
}

void
canvas_clear(struct canvas *canvas)
{
	size_t i, n = (size_t)canvas->rows * (size_t)canvas->cols;

	for (i = 0; i < n; i++)
		set_space(&canvas->cells[i], CANVAS_TEXT, 0);
	canvas->cursor_row = -1;
	canvas->cursor_col = 0;
}

/* Make spaces of the cluster that covers this cell. */
static void
break_cell(struct canvas *canvas, int row, int col)
{
	struct canvas_cell *cell;
	int i, cols;

	while (col > 0 && cell_at(canvas, row, col)->cols == 0)
		col--;
	cell = cell_at(canvas, row, col);
	cols = cell->cols;
	for (i = 0; cols > 1 && i < cols; i++)
		set_space(cell + i, cell->role, cell->style);
}

static void
put_cell(struct canvas *canvas, int row, int col, const char *text,
    size_t len, int cols, unsigned role, unsigned style)
{
	struct canvas_cell *cell;
	int i;

	for (i = 0; i < cols; i++)
		break_cell(canvas, row, col + i);
	for (i = 0; i < cols; i++) {
		cell = cell_at(canvas, row, col + i);
		memset(cell, 0, sizeof(*cell));
		cell->role = (uint8_t)role;
		cell->style = (uint8_t)style;
	}
	cell = cell_at(canvas, row, col);
	len = utf8_floor(text, len,
	    len < CANVAS_CLUSTER_MAX ? len : CANVAS_CLUSTER_MAX);
	memcpy(cell->text, text, len);
	cell->cols = (uint8_t)cols;
}

/* A mark without a base of its own joins what stands before it. */
static void
join(struct canvas *canvas, int row, int col, const char *text, size_t len)
{
	struct canvas_cell *cell;
	size_t used;

	while (col > 0 && cell_at(canvas, row, col)->cols == 0)
		col--;
	cell = cell_at(canvas, row, col);
	used = strlen(cell->text);
	if (used + len <= CANVAS_CLUSTER_MAX)
		memcpy(cell->text + used, text, len);
}

/* Is this a mark that is seen, not a joiner or a break that is not? */
static bool
is_mark(uint32_t c)
{
	return c != 0xad && c != 0x34f && c != 0x61c && c != 0xfeff &&
	    !(c >= 0x200b && c <= 0x200f) && !(c >= 0x2060 && c <= 0x206f);
}

static bool
is_control(uint32_t c)
{
	return c < 0x20 || sanitize_forbids(c);
}

/* Where a text is being put. */
struct pen {
	struct canvas *canvas;
	int	 row, col, end;
	int	 start;		/* of the text, for marks */
	unsigned role, style;
};

/* Put one cluster; false: it does not fit any more. */
static bool
pen_put(struct pen *pen, const char *p, size_t len, int cols)
{
	static const char replacement[] = "\xEF\xBF\xBD";
	uint32_t c;

	(void)utf8_decode(&c, p, len);
	if (is_control(c)) {
		p = replacement;
		len = sizeof(replacement) - 1;
		cols = 1;
	}
	if (cols == 0) {
		if (pen->col > pen->start && pen->col > 0 && is_mark(c))
			join(pen->canvas, pen->row, pen->col - 1, p, len);
		return true;
	}
	if (pen->col + cols > pen->end)
		return false;
	if (pen->col >= 0)
		put_cell(pen->canvas, pen->row, pen->col, p, len, cols,
		    pen->role, pen->style);
	else if (pen->col + cols > 0)
		canvas_fill(pen->canvas, pen->row, 0, pen->col + cols, ' ',
		    (enum canvas_role)pen->role, pen->style);
	pen->col += cols;
	return true;
}

int
canvas_put(struct canvas *canvas, int row, int col, const char *text,
    size_t len, int max_cols, enum canvas_role role, unsigned style)
{
	struct pen pen = { canvas, row, col, canvas->cols, col, role, style };
	size_t at = 0, n;
	int cols;

	if (row < 0 || row >= canvas->rows)
		return 0;
	if (max_cols >= 0 && max_cols < pen.end - col)
		pen.end = col + max_cols;
	while (at < len) {
		n = width_cluster(&cols, text + at, len - at, &canvas->rules);
		if (!pen_put(&pen, text + at, n, cols))
			break;
		at += n;
	}
	/* What half of a wide character would have stood in. */
	if (at < len && pen.col < pen.end) {
		canvas_fill(canvas, row, pen.col, pen.end - pen.col, ' ', role,
		    style);
		pen.col = pen.end;
	}
	return pen.col - col;
}

int
canvas_puts(struct canvas *canvas, int row, int col, const char *text,
    enum canvas_role role, unsigned style)
{
	return canvas_put(canvas, row, col, text, strlen(text), -1, role,
	    style);
}

void
canvas_fill(struct canvas *canvas, int row, int col, int n, char c,
    enum canvas_role role, unsigned style)
{
	int i;

	if (row < 0 || row >= canvas->rows)
		return;
	for (i = 0; i < n; i++)
		if (col + i >= 0 && col + i < canvas->cols)
			put_cell(canvas, row, col + i, &c, 1, 1, role, style);
}

void
canvas_mark(struct canvas *canvas, int row, int col, int n, unsigned style)
{
	struct canvas_cell *cell;
	int i;

	if (row < 0 || row >= canvas->rows)
		return;
	for (i = 0; i < n; i++) {
		if (col + i < 0 || col + i >= canvas->cols)
			continue;
		cell = cell_at(canvas, row, col + i);
		cell->style = (uint8_t)(cell->style | style);
	}
}

void
canvas_set_cursor(struct canvas *canvas, int row, int col)
{
	canvas->cursor_row = row < canvas->rows ? row : canvas->rows - 1;
	if (col >= canvas->cols)
		col = canvas->cols - 1;
	canvas->cursor_col = col > 0 ? col : 0;
}

void
canvas_cursor(const struct canvas *canvas, int *row, int *col)
{
	*row = canvas->cursor_row;
	*col = canvas->cursor_col;
}

const struct canvas_cell *
canvas_cell(const struct canvas *canvas, int row, int col)
{
	if (row < 0 || row >= canvas->rows || col < 0 || col >= canvas->cols)
		return NULL;
	return cell_at(canvas, row, col);
}

void
canvas_dump(struct buf *out, const struct canvas *canvas)
{
	size_t end;
	int row, col;

	for (row = 0; row < canvas->rows; row++) {
		end = out->len;
		for (col = 0; col < canvas->cols; col++) {
			const char *text = cell_at(canvas, row, col)->text;

			buf_adds(out, text);
			if (text[0] != ' ' || text[1] != '\0')
				end = out->len;
		}
		buf_cut(out, end);
		buf_addc(out, '\n');
	}
}

int
canvas_width(const struct canvas *canvas, const char *text, size_t len)
{
	return width_text(text, len, &canvas->rules);
}
