/*
 * Blocks to lines, as far as they are asked for.
 *
 * A block is laid out whole or not at all, so that laying in parts gives what
 * laying at once gives. Lines stand in chunks and fragments in the layout's
 * arena: neither moves when more come. Of each block its first line is kept,
 * and every line knows its offset, so that a place is found by bisection.
 */
#include "gogai/layout.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/mem.h"
#include "layout_priv.h"

#define CHUNK_LINES 64

/* ---- lines and the pen */

struct line *
lines_at(const struct lines *lines, size_t i)
{
	return &lines->chunks[i / CHUNK_LINES][i % CHUNK_LINES];
}

static struct line *
lines_add(struct lines *lines, struct arena *arena)
{
	size_t chunk = lines->n / CHUNK_LINES;

	if (lines->n % CHUNK_LINES == 0) {
		lines->chunks = array_reserve(lines->chunks, &lines->cap,
		    chunk + 1, sizeof *lines->chunks);
		lines->chunks[chunk] = arena_array(arena, CHUNK_LINES,
		    sizeof **lines->chunks);
	}
	return lines_at(lines, lines->n++);
}

void
pen_add(struct pen *pen, const struct fragment *fragment)
{
	struct layout *layout = pen->layout;

	layout->fragments = array_reserve(layout->fragments,
	    &layout->cap_fragments, layout->n_fragments + 1,
	    sizeof *layout->fragments);
	layout->fragments[layout->n_fragments++] = *fragment;
}

void
pen_end(struct pen *pen, size_t offset)
{
	struct layout *layout = pen->layout;
	struct line *line = lines_add(pen->lines, pen->arena);
	size_t n = layout->n_fragments;
	struct fragment *fragments = NULL;

	if (n > 0) {
		fragments = arena_array(pen->arena, n, sizeof *fragments);
		memcpy(fragments, layout->fragments, n * sizeof *fragments);
	}
	*line = (struct line){ .fragments = fragments, .n_fragments = n,
	    .block = pen->block, .offset = pen->base + offset };
	layout->n_fragments = 0;
}

void
pen_blank(struct pen *pen, size_t offset)
{
	pen_end(pen, offset);
	lines_at(pen->lines, pen->lines->n - 1)->blank = true;
}

void
pen_paragraph(struct pen *pen, const struct margin *margin, int cols)
{
	const struct paragraph *p = &pen->layout->paragraph;
	size_t at = 0, piece = 0, offset;
	struct span span;

	while (at < p->len) {
		paragraph_fit(p, at, cols - margin->cols, &span);
		margin_draw(pen, margin, at == 0);
		offset = paragraph_draw(p, pen, &span, margin->cols, &piece);
		pen_end(pen, offset);
		at = span.next;
	}
}

void
pen_block(struct pen *pen, const struct block *block, int cols)
{
	struct layout *layout = pen->layout;
	struct margin margin;

	margin_measure(&margin, layout, block, cols);
	if (block->kind == BLOCK_RULE) {
		margin_draw(pen, &margin, true);
		margin_rule(pen, margin.cols, cols - margin.cols);
		pen_end(pen, 0);
		return;
	}
	if (block->kind == BLOCK_TABLE) {
		table_draw(pen, block, cols);
		return;
	}
	paragraph_start(&layout->paragraph, layout);
	paragraph_add_block(&layout->paragraph, layout, block, pen->header);
	paragraph_close(&layout->paragraph, layout);
	pen_paragraph(pen, &margin, cols);
}

/* ---- the blocks, and the list of links as one more */

/* The next block starts with the next line. */
static void
note_first_line(struct layout *layout)
{
	layout->first_line = array_reserve(layout->first_line,
	    &layout->cap_first, layout->next_block + 1,
	    sizeof *layout->first_line);
	layout->first_line[layout->next_block++] = layout->lines.n;
}

static void
lay_notes(struct layout *layout, struct pen *pen)
{
	struct paragraph *p = &layout->paragraph;
	struct margin none = { 0 };
	size_t i;

	if (layout->lines.n > 0)
		pen_blank(pen, 0);
	note_first_line(layout);
	for (i = 1; i <= document_n_links(layout->document); i++) {
		paragraph_start(p, layout);
		paragraph_add_words(p, arena_printf(layout->arena, "[%zu] ",
		    i), LAYOUT_LINK_NUMBER, 0, (unsigned)i);
		paragraph_add_words(p, document_link(layout->document,
		    i)->url, LAYOUT_LINK, 0, (unsigned)i);
		paragraph_close(p, layout);
		pen_paragraph(pen, &none, layout->options.cols);
		pen->base += p->len;
	}
}

/* Lay the next block out, with the blank line above it. */
static void
lay_block(struct layout *layout, struct pen *pen, const struct block *block)
{
	struct margin margin;

	if (!block->tight && layout->lines.n > 0) {
		margin_measure(&margin, layout, block, layout->options.cols);
		margin_draw_blank(pen, &margin);
		pen_blank(pen, 0);
	}
	note_first_line(layout);
	pen_block(pen, block, layout->options.cols);
}

/* Lay one more block out; false: all is done. */
static bool
lay_more(struct layout *layout)
{
	const struct block *block = document_block(layout->document,
	    layout->next_block);
	struct pen pen = { .layout = layout, .arena = layout->arena,
	    .lines = &layout->lines, .block = layout->next_block };

	if (block != NULL)
		lay_block(layout, &pen, block);
	else if (layout->options.links == LAYOUT_LINKS_NOTES &&
	    document_n_links(layout->document) > 0 &&
	    layout->next_block == document_n_blocks(layout->document))
		lay_notes(layout, &pen);
	else
		return false;
	return true;
}

/* ---- the layout */

struct layout *
layout_new(const struct document *document,
    const struct layout_options *options)
{
	struct layout *layout = mem_calloc(1, sizeof *layout);

	layout->document = document;
	layout->options = *options;
	if (layout->options.cols < 1)
		layout->options.cols = 1;
	layout->arena = arena_new();
	return layout;
}

void
layout_free(struct layout *layout)
{
	if (layout == NULL)
		return;
	arena_free(layout->arena);
	free(layout->lines.chunks);
	free(layout->first_line);
	free(layout->fragments);
	paragraph_release(&layout->paragraph);
	free(layout);
}

const struct line *
layout_line(struct layout *layout, size_t i)
{
	while (i >= layout->lines.n)
		if (!lay_more(layout))
			return NULL;
	return lines_at(&layout->lines, i);
}

size_t
layout_n_lines(struct layout *layout)
{
	while (lay_more(layout))
		;
	return layout->lines.n;
}

size_t
layout_find(struct layout *layout, size_t block, size_t offset)
{
	const struct line *line;
	size_t low, high, mid, first;

	while (layout->next_block <= block && lay_more(layout))
		;
	if (block >= layout->next_block)
		return layout_n_lines(layout);
	first = low = layout->first_line[block];
	high = block + 1 < layout->next_block ?
	    layout->first_line[block + 1] : layout->lines.n;
	while (low + 1 < high) {	/* the last line at or before it */
		mid = low + (high - low) / 2;
		line = lines_at(&layout->lines, mid);
		if (line->block == block && line->offset <= offset)
			low = mid;
		else
			high = mid;
	}
	if (low == layout->lines.n)	/* a last block without lines */
		return low;
	offset = lines_at(&layout->lines, low)->offset;
	while (low > first && /* of the lines of a table's row, the first */
	    lines_at(&layout->lines, low - 1)->offset == offset)
		low--;
	while (low + 1 < layout->lines.n &&
	    lines_at(&layout->lines, low)->blank)
		low++;
	return low;
}

size_t
layout_find_link(struct layout *layout, unsigned link)
{
	const struct line *line;
	size_t i, k;

	for (i = 0; (line = layout_line(layout, i)) != NULL; i++)
		for (k = 0; k < line->n_fragments; k++)
			if (line->fragments[k].link == link)
				return i;
	return SIZE_MAX;
}

void
layout_line_text(struct buf *out, const struct line *line)
{
	const struct fragment *f;
	size_t i;
	int col = 0;

	for (i = 0; i < line->n_fragments; i++) {
		f = &line->fragments[i];
		for (; col < f->col; col++)
			buf_addc(out, ' ');
		buf_add(out, f->text, f->len);
		col = f->col + f->cols;
	}
}
