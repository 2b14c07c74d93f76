/*
 * Cursor and scroll over n rows.
 *
 * The view knows numbers only; rows are asked for when they are drawn, so a
 * list of a million costs what fits on the screen. The screen moves as little
 * as it can: by one line when the cursor leaves it by one, which a terminal
 * can scroll for a few bytes.
 */
#include "ui_priv.h"

static int64_t
clamp(int64_t i, int64_t low, int64_t high)
{
	if (i > high)
		i = high;
	return i < low ? low : i;
}

void
listview_set(struct listview *list, int64_t n)
{
	list->n = n;
	listview_go(list, list->cursor);
}

void
listview_go(struct listview *list, int64_t i)
{
	list->cursor = clamp(i, 0, list->n - 1);
}

void
listview_halves(struct listview *list, int64_t n)
{
	/* A page keeps one row of the old one in view. */
	int64_t half = list->rows > 2 ? list->rows / 2 : 1;
	int64_t by = n % 2 != 0 ? n * half :
	    n / 2 * (list->rows > 2 ? list->rows - 1 : 1);
	int64_t offset = list->cursor - list->top;

	listview_go(list, list->cursor + by);
	list->top = list->cursor - offset;
}

void
listview_fit(struct listview *list, int rows)
{
	list->rows = rows > 0 ? rows : 1;
	list->top = clamp(list->top, 0, list->n - list->rows);
	list->top = clamp(list->top, list->cursor - list->rows + 1,
	    list->cursor);
}

void
listview_draw(struct listview *list, const struct area *area,
    void (*row)(void *arg, const struct area *, int at, int64_t i), void *arg)
{
	int64_t i;
	int at;

	listview_fit(list, area->rows);
	for (i = list->top; i < list->n && i < list->top + area->rows; i++) {
		at = area->row + (int)(i - list->top);
		row(arg, area, at, i);
		if (i == list->cursor) {
			canvas_mark(area->canvas, at, 0, area->cols,
			    CANVAS_SELECTED);
			canvas_set_cursor(area->canvas, at, 0);
		}
	}
}
