/*
 * Scrolling through laid out text.
 *
 * A view is a few documents one below another: the head's, laid out whole,
 * and the body, laid out as far as it is looked at. Lines are numbered through
 * all of them. Where the reader is, is kept as a place (part, block, offset)
 * that is set when they scroll and only looked up when the width changes, so
 * that any number of resizings comes back to the same line.
 */
#include "ui_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/fold.h"
#include "gogai/mem.h"

void
textview_init(struct textview *text, struct ui *ui)
{
	memset(text, 0, sizeof(*text));
	text->ui = ui;
	buf_init(&text->needle, 0);
}

void
textview_release(struct textview *text)
{
	size_t i;

	for (i = 0; i < text->n_parts; i++) {
		layout_free(text->parts[i].layout);
		document_free(text->parts[i].document);
	}
	buf_release(&text->needle);
	free(text->hits);
	text->n_parts = 0;
	text->hits = NULL;
}

void
textview_add(struct textview *text, struct document *document,
    enum canvas_role role, unsigned style, bool gap)
{
	if (text->n_parts == TEXT_PARTS)
		mem_fatal("a text of too many parts");
	text->parts[text->n_parts++] = (struct text_part){
		.document = document, .role = role, .style = style,
		.gap = gap };
	text->cols = 0;
}

void
textview_forget(struct textview *text)
{
	text->cols = 0;
}

static struct text_part *
body_part(const struct textview *text)
{
	return (struct text_part *)&text->parts[text->n_parts - 1];
}

struct document *
textview_body(const struct textview *text)
{
	return text->n_parts > 0 ? body_part(text)->document : NULL;
}

void
textview_replace(struct textview *text, struct document *document)
{
	struct text_part *body = body_part(text);

	layout_free(body->layout);
	document_free(body->document);
	body->layout = NULL;
	body->document = document;
	text->cols = 0;
	text->link = 0;
}

/* ---- lines ---- */

/* Where a line is found: its part and its number there. */
struct line_place {
	const struct text_part *part;
	size_t	 index;
	const struct line *line;	/* NULL: the blank one behind a part */
};

/* Lines of a part that is not the body, with the blank one behind it. */
static size_t
part_lines(const struct text_part *part)
{
	return layout_n_lines(part->layout) + (part->gap ? 1 : 0);
}

/* Lines above a part. */
static size_t
lines_above(const struct textview *text, size_t part)
{
	size_t i, n = 0;

	for (i = 0; i < part; i++)
		n += part_lines(&text->parts[i]);
	return n;
}

/* Find line i; false behind the end. */
static bool
find_line(const struct textview *text, size_t i, struct line_place *out)
{
	size_t part, n;

	for (part = 0; part + 1 < text->n_parts; part++) {
		n = part_lines(&text->parts[part]);
		if (i < n)
			break;
		i -= n;
	}
	if (part >= text->n_parts)
		return false;
	out->part = &text->parts[part];
	out->index = part;
	out->line = layout_line(out->part->layout, i);
	return out->line != NULL || part + 1 < text->n_parts;
}

static size_t
all_lines(const struct textview *text)
{
	if (text->n_parts == 0)
		return 0;
	return lines_above(text, text->n_parts - 1) +
	    layout_n_lines(body_part(text)->layout);
}

static size_t
place_line(const struct textview *text, const struct text_place *place)
{
	struct layout *layout;
	const struct line *above;
	size_t i;

	if (place->part >= text->n_parts || (place->part == 0 &&
	    place->block == 0 && place->offset == 0))
		return 0;
	layout = text->parts[place->part].layout;
	i = layout_find(layout, place->block, place->offset);
	above = place->blank && i > 0 ? layout_line(layout, i - 1) : NULL;
	if (above != NULL && above->blank)
		i--;
	return lines_above(text, place->part) + i;
}

static void
set_anchor(struct textview *text)
{
	struct line_place at;

	text->anchor = (struct text_place){ 0, 0, 0, false };
	if (!find_line(text, text->top, &at))
		return;
	text->anchor.part = at.index;
	if (at.line != NULL) {
		text->anchor.block = at.line->block;
		text->anchor.offset = at.line->offset;
		text->anchor.blank = at.line->blank;
	} else {
		text->anchor.part++;
	}
}

/* ---- layout ---- */

static void	find_hits(struct textview *text);

/* The measure: prose stays near the option's width, margins shrink first. */
static int
measure_for(const struct ui *ui, int cols)
{
	int margin = cols >= 60 ? 2 : cols >= 30 ? 1 : 0;
	int measure = (int)options_number(ui->o.options, OPTION_TEXT_WIDTH);

	if (measure > cols - 2 * margin)
		measure = cols - 2 * margin;
	return measure > 0 ? measure : 1;
}

static void
lay_out(struct textview *text, int cols)
{
	const struct options *o = text->ui->o.options;
	struct layout_options how = {
		.links = (enum layout_links)options_choice(o, OPTION_LINKS),
		.level = (enum linebreak_level)options_choice(o,
		    OPTION_LINE_BREAK),
		.width = text->ui->widths,
		.ascii = text->ui->ascii,
	};
	size_t i;

	if (text->cols == cols)
		return;
	text->cols = cols;
	text->measure = how.cols = measure_for(text->ui, cols);
	for (i = 0; i < text->n_parts; i++) {
		layout_free(text->parts[i].layout);
		text->parts[i].layout = layout_new(text->parts[i].document,
		    &how);
	}
	text->top = place_line(text, &text->anchor);
	find_hits(text);
}

/* Before anything that counts lines: nothing was drawn yet, or all is old. */
static bool
ready(struct textview *text)
{
	if (text->n_parts == 0)
		return false;
	if (text->cols == 0 || body_part(text)->layout == NULL) {
		text->cols = 0;
		lay_out(text, canvas_cols(text->ui->canvas));
	}
	return true;
}

/* No empty screen below the text. */
static void
clamp_top(struct textview *text)
{
	struct line_place at;
	size_t n, rows = text->rows > 0 ? (size_t)text->rows : 1;

	if (text->top == 0 || find_line(text, text->top + rows - 1, &at))
		return;
	n = all_lines(text);
	text->top = n > rows ? n - rows : 0;
}

/* ---- moves ---- */

void
textview_scroll(struct textview *text, long by)
{
	if (!ready(text))
		return;
	if (by < 0 && (size_t)-by > text->top)
		text->top = 0;
	else
		text->top += (size_t)by;
	clamp_top(text);
	set_anchor(text);
}

void
textview_halves(struct textview *text, int n)
{
	long half = text->rows > 2 ? text->rows / 2 : 1;
	long page = text->rows > 3 ? text->rows - 2 : 1;

	textview_scroll(text, n % 2 != 0 ? n * half : n / 2 * page);
}

void
textview_home(struct textview *text)
{
	text->top = 0;
	text->anchor = (struct text_place){ 0, 0, 0, false };
}

void
textview_end(struct textview *text)
{
	if (ready(text))
		textview_scroll(text, (long)all_lines(text));
}

bool
textview_at_end(struct textview *text)
{
	struct line_place at;

	return !ready(text) ||
	    !find_line(text, text->top + (size_t)text->rows, &at);
}

int
textview_percent(struct textview *text)
{
	const struct document *body = textview_body(text);
	const struct block *block;
	struct line_place at;
	size_t len = 0;

	if (textview_at_end(text))
		return 100;
	if (!find_line(text, text->top + (size_t)text->rows - 1, &at) ||
	    at.index + 1 < text->n_parts || at.line == NULL)
		return 0;
	(void)document_text(body, &len);
	block = document_block(body, at.line->block);
	if (block == NULL || len == 0)
		return 0;
	return (int)((block->at + at.line->offset) * 100 / len);
}

/* Scroll so that a line of the body is in view. */
static void
show_line(struct textview *text, size_t line)
{
	size_t rows = text->rows > 0 ? (size_t)text->rows : 1;

	line += lines_above(text, text->n_parts - 1);
	if (line >= text->top && line < text->top + rows)
		return;
	text->top = line > rows / 3 ? line - rows / 3 : 0;
	clamp_top(text);
	set_anchor(text);
}

/* ---- links ---- */

/* The first link at or below the top of the screen. */
static unsigned
link_in_view(const struct textview *text, unsigned n)
{
	struct layout *layout = body_part(text)->layout;
	size_t above = lines_above(text, text->n_parts - 1), line;
	unsigned i;

	for (i = 1; i <= n; i++) {
		line = layout_find_link(layout, i);
		if (line != SIZE_MAX && line + above >= text->top)
			return i;
	}
	return 1;
}

bool
textview_walk(struct textview *text, int by)
{
	unsigned n, link = text->link;
	size_t line;

	if (!ready(text))
		return false;
	n = (unsigned)document_n_links(textview_body(text));
	if (n == 0)
		return false;
	if (link == 0)
		link = link_in_view(text, n);
	else
		link = (link - 1 + n + (unsigned)(by % (int)n)) % n + 1;
	text->link = link;
	line = layout_find_link(body_part(text)->layout, link);
	if (line != SIZE_MAX)
		show_line(text, line);
	return true;
}

/* ---- search ---- */

static void
add_hit(struct textview *text, size_t line)
{
	text->hits = array_reserve(text->hits, &text->cap_hits,
	    text->n_hits + 1, sizeof(*text->hits));
	text->hits[text->n_hits++] = line;
}

/* All places of the needle in one block, wherever its lines break. */
static void
search_block(struct textview *text, const struct block *block, size_t i)
{
	struct buf folded = BUF_INIT;
	size_t *map = NULL, len;
	const char *all = document_text(textview_body(text), &len);
	const char *p, *hay, *end;

	fold_text_map(&folded, &map, all + block->at, block->len);
	hay = buf_string(&folded);
	end = hay + folded.len;
	for (p = hay; (p = memmem(p, (size_t)(end - p), text->needle.data,
	    text->needle.len)) != NULL; p += text->needle.len)
		add_hit(text, layout_find(body_part(text)->layout, i,
		    map[p - hay]));
	free(map);
	buf_release(&folded);
}

/* A table's cells stand side by side: its lines are searched. */
static void
search_table(struct textview *text, size_t i)
{
	struct layout *layout = body_part(text)->layout;
	size_t at = layout_find(layout, i, 0);
	struct buf shown = BUF_INIT, folded = BUF_INIT;
	const struct line *line;

	for (; (line = layout_line(layout, at)) != NULL && line->block == i;
	    at++) {
		buf_clear(&shown);
		buf_clear(&folded);
		layout_line_text(&shown, line);
		fold_text(&folded, buf_string(&shown), shown.len);
		if (fold_contains(buf_string(&folded), folded.len,
		    text->needle.data, text->needle.len))
			add_hit(text, at);
	}
	buf_release(&shown);
	buf_release(&folded);
}

static void
find_hits(struct textview *text)
{
	const struct document *body = textview_body(text);
	const struct block *block;
	size_t i;

	text->n_hits = 0;
	if (text->needle.len == 0)
		return;
	for (i = 0; i < document_n_blocks(body); i++) {
		block = document_block(body, i);
		if (block->kind == BLOCK_TABLE)
			search_table(text, i);
		else
			search_block(text, block, i);
	}
	if (text->hit >= text->n_hits)
		text->hit = 0;
	text->has_hit = text->has_hit && text->n_hits > 0;
}

bool
textview_search(struct textview *text, const char *words)
{
	size_t i, above;

	buf_clear(&text->needle);
	text->has_hit = false;
	if (!ready(text))
		return false;
	fold_text(&text->needle, words, strlen(words));
	find_hits(text);
	if (text->n_hits == 0)
		return false;
	above = lines_above(text, text->n_parts - 1);
	for (i = 0; i + 1 < text->n_hits; i++)
		if (text->hits[i] + above >= text->top)
			break;
	text->hit = i;
	text->has_hit = true;
	show_line(text, text->hits[i]);
	return true;
}

bool
textview_hit(struct textview *text, int by)
{
	size_t n = text->n_hits;

	if (!ready(text) || n == 0)
		return false;
	text->has_hit = true;
	text->hit = (text->hit + n + (size_t)(by % (int)n)) % n;
	show_line(text, text->hits[text->hit]);
	return true;
}

/* Mark what a row shows of the needle, as it stands there. */
static void
mark_hits(const struct textview *text, const struct area *area, int row)
{
	struct buf shown = BUF_INIT, folded = BUF_INIT;
	int *cols_of = mem_calloc((size_t)area->cols * CANVAS_CLUSTER_MAX + 1,
	    sizeof(*cols_of));
	size_t *map = NULL, i, from, to;
	const char *hay, *p;
	int col;

	for (col = 0; col < area->cols; col++) {
		const char *s = canvas_cell(area->canvas, row, col)->text;

		for (i = 0; s[i] != '\0'; i++)
			cols_of[shown.len + i] = col;
		buf_adds(&shown, s);
	}
	cols_of[shown.len] = area->cols;
	fold_text_map(&folded, &map, buf_string(&shown), shown.len);
	hay = buf_string(&folded);
	for (p = hay; (p = memmem(p, folded.len - (size_t)(p - hay),
	    text->needle.data, text->needle.len)) != NULL;
	    p += text->needle.len) {
		from = map[p - hay];
		i = (size_t)(p - hay) + text->needle.len;
		to = i < folded.len ? map[i] : shown.len;
		canvas_mark(area->canvas, row, cols_of[from],
		    cols_of[to] - cols_of[from], CANVAS_SELECTED);
	}
	free(cols_of);
	free(map);
	buf_release(&shown);
	buf_release(&folded);
}

/* ---- drawing ---- */

static const unsigned char roles[] = {
	[LAYOUT_TEXT] = CANVAS_TEXT,
	[LAYOUT_HEADING] = CANVAS_HEADING,
	[LAYOUT_LINK] = CANVAS_LINK,
	[LAYOUT_LINK_NUMBER] = CANVAS_LINK_NUMBER,
	[LAYOUT_CAPTION] = CANVAS_CAPTION,
	[LAYOUT_IMAGE] = CANVAS_IMAGE,
	[LAYOUT_CODE] = CANVAS_CODE,
	[LAYOUT_QUOTE_BAR] = CANVAS_QUOTE_BAR,
	[LAYOUT_MARKER] = CANVAS_MARKER,
	[LAYOUT_RULE] = CANVAS_RULE,
	[LAYOUT_NOTE] = CANVAS_NOTE,
};

struct run_look {
	unsigned run, style;
};

static const struct run_look styles[] = {
	{ RUN_EMPHASIS, CANVAS_ITALIC },
	{ RUN_STRONG, CANVAS_BOLD },
	{ RUN_STRIKE, CANVAS_STRIKE },
	{ RUN_MARK, CANVAS_UNDERLINE },
	{ RUN_KBD, CANVAS_BOLD },
};

static unsigned
style_of(const struct fragment *fragment)
{
	unsigned style = 0;
	size_t i;

	for (i = 0; i < CC_COUNT(styles); i++)
		if ((fragment->style & styles[i].run) != 0)
			style |= styles[i].style;
	return style;
}

static void
draw_fragment(const struct textview *text, const struct area *area, int row,
    int margin, const struct line_place *at, const struct fragment *f)
{
	enum canvas_role role = (enum canvas_role)roles[f->role];
	unsigned style = style_of(f);
	bool marked = f->link != 0 && f->link == text->link &&
	    at->index + 1 == text->n_parts;

	if (at->part->role != CANVAS_TEXT) {
		role = at->part->role;
		style |= at->part->style;
	}
	if (marked)
		style |= CANVAS_SELECTED;
	(void)canvas_put(area->canvas, row, margin + f->col, f->text, f->len,
	    -1, role, style);
	if (marked)
		canvas_set_cursor(area->canvas, row, margin + f->col);
}

static void
draw_line(const struct textview *text, const struct area *area, int row,
    const struct line_place *at)
{
	int margin = (area->cols - text->measure) / 2;
	size_t i;

	if (at->line == NULL)
		return;
	for (i = 0; i < at->line->n_fragments; i++)
		draw_fragment(text, area, row, margin, at,
		    &at->line->fragments[i]);
	if (text->has_hit && at->index + 1 == text->n_parts)
		mark_hits(text, area, row);
}

/* The cursor stands on the hit, the marked link, or where reading goes on. */
static void
put_cursor(const struct textview *text, const struct area *area)
{
	size_t above = lines_above(text, text->n_parts - 1), line;

	canvas_set_cursor(area->canvas, area->row, 0);
	if (!text->has_hit)
		return;
	line = text->hits[text->hit] + above;
	if (line >= text->top && line < text->top + (size_t)area->rows)
		canvas_set_cursor(area->canvas,
		    area->row + (int)(line - text->top), 0);
}

void
textview_draw(struct textview *text, const struct area *area)
{
	struct line_place at;
	int i;

	text->rows = area->rows;
	if (text->n_parts == 0)
		return;
	lay_out(text, area->cols);
	clamp_top(text);
	put_cursor(text, area);
	for (i = 0; i < area->rows; i++)
		if (find_line(text, text->top + (size_t)i, &at))
			draw_line(text, area, area->row + i, &at);
}
