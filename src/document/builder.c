/*
 * Runs and blocks, and what is around them.
 *
 * A block opens when its first visible text comes, so that empty paragraphs
 * leave nothing behind, and closes when an element that stands apart begins
 * or ends. Only then is it known what it is and what is around it, so that it
 * takes its place in the list, and its frames, at its close.
 */
#include "gogai/document.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/bounds.h"
#include "gogai/str.h"
#include "document_priv.h"

void
builder_release(struct builder *b)
{
	buf_release(&b->text);
	buf_release(&b->clean);
	buf_release(&b->mapped);
	map_free(b->numbers, NULL);
	free(b->blocks.v);
	free(b->cell_blocks.v);
	free(b->runs);
	free(b->links);
	free(b->images);
	free(b->frames);
}

/* ---- runs */

static struct run *
last_run(struct builder *b)
{
	return b->n_runs > b->open.run ? &b->runs[b->n_runs - 1] : NULL;
}

unsigned
builder_style(const struct builder *b)
{
	unsigned style = b->look.style;

	if (b->look.ruby == RUBY_BASE)
		style |= RUN_BASE;
	else if (b->look.ruby == RUBY_READING)
		style |= RUN_RUBY;
	return style;
}

unsigned
builder_link(const struct builder *b)
{
	return b->look.anchor == NULL ? 0 : b->look.anchor->number;
}

/* Write bytes into the open block. */
void
builder_append(struct builder *b, const char *p, size_t len, unsigned style,
    unsigned link, unsigned image)
{
	struct run *run = last_run(b);

	if (run == NULL || run->style != style || run->link != link ||
	    run->image != image) {
		b->runs = array_reserve(b->runs, &b->cap_runs, b->n_runs + 1,
		    sizeof *b->runs);
		run = &b->runs[b->n_runs++];
		*run = (struct run){ .at = b->text.len, .style = style,
		    .link = link, .image = image };
	}
	run->len += len;
	buf_add(&b->text, p, len);
}

/* Write white space, in the look that all around it share. */
void
builder_append_space(struct builder *b, char c, unsigned style, unsigned link)
{
	struct run *run = last_run(b);
	unsigned here = builder_link(b);

	if (run == NULL)
		return;
	style &= run->style & builder_style(b);
	if (run->link != link || link != here)
		link = 0;
	builder_append(b, &c, 1, style & ~(unsigned)RUN_IMAGE, link, 0);
}

/* Take blank bytes off the end of the open block. */
static void
trim(struct builder *b)
{
	struct run *run;
	size_t end = b->text.len, cut;

	while (end > b->open.at && ascii_space(b->text.data[end - 1]))
		end--;
	while ((run = last_run(b)) != NULL && b->text.len > end) {
		cut = b->text.len - end;
		if (cut > run->len)
			cut = run->len;
		run->len -= cut;
		buf_cut(&b->text, b->text.len - cut);
		if (run->len == 0)
			b->n_runs--;
	}
}

/* ---- blocks */

static void
push_block(struct block_list *list, const struct block *block)
{
	list->v = array_reserve(list->v, &list->cap, list->n + 1,
	    sizeof *list->v);
	list->v[list->n++] = *block;
}

/* The frames around, for a block: shared with the last one where equal. */
static void
give_frames(struct builder *b, struct block *block)
{
	bool fresh = b->n_given != b->n_frames;
	size_t i;

	for (i = 0; i < b->n_frames && !fresh; i++)
		fresh = b->frames[i].first || b->given[i].first ||
		    b->given[i].kind != b->frames[i].kind ||
		    b->given[i].marker != b->frames[i].marker;
	if (fresh && b->n_frames > 0) {
		b->given = arena_array(b->arena, b->n_frames,
		    sizeof *b->given);
		memcpy(b->given, b->frames, b->n_frames * sizeof *b->given);
	}
	b->n_given = b->n_frames;
	for (i = 0; i < b->n_frames; i++)
		b->frames[i].first = false;
	block->frames = b->n_frames > 0 ? b->given : NULL;
	block->n_frames = b->n_frames;
}

static void
start_block(struct builder *b, struct block *block, enum block_kind kind)
{
	if (b->text.len > 0 && b->text.data[b->text.len - 1] != '\n')
		buf_addc(&b->text, '\n');
	*block = (struct block){
		.kind = kind,
		.level = b->look.level,
		.at = b->text.len,
		.run = b->n_runs,
		.tight = b->gap == 0 && b->into->n > 0,
		.rtl = b->look.rtl,
		.anchor = b->anchor,
	};
	b->gap = 0;
	b->gap_fixed = false;
	b->anchor = NULL;
	b->tab_at = 0;
	b->space.kind = SPACE_NONE;
	b->breaks = 0;
}

void
builder_open(struct builder *b)
{
	start_block(b, &b->open,
	    b->look.pre ? BLOCK_PRE : b->look.kind);
	b->is_open = true;
	b->only_image = false;
}

void
builder_close(struct builder *b, unsigned gap)
{
	b->space.kind = SPACE_NONE;
	b->breaks = 0;
	if (b->is_open) {
		builder_end_reading(b);
		trim(b);
		b->is_open = false;
		b->open.len = b->text.len - b->open.at;
		b->open.n_runs = b->n_runs - b->open.run;
		if (b->open.len > 0) {
			give_frames(b, &b->open);
			push_block(b->into, &b->open);
		} else {
			buf_cut(&b->text, b->open.at > 0 ? b->open.at - 1 : 0);
			b->gap = !b->open.tight;
		}
	}
	if (gap > b->gap && !b->gap_fixed)
		b->gap = gap;
}

struct block *
builder_empty_block(struct builder *b, enum block_kind kind)
{
	struct block block;

	builder_close(b, 0);
	start_block(b, &block, kind);
	give_frames(b, &block);
	push_block(b->into, &block);
	return &b->into->v[b->into->n - 1];
}

void
builder_fix_gap(struct builder *b, unsigned gap)
{
	b->gap = gap;
	b->gap_fixed = true;
}

void
builder_push(struct builder *b, enum frame_kind kind, const char *marker)
{
	if (b->n_frames == BOUND_FRAMES) {
		b->n_deeper++;
		return;
	}
	b->frames = array_reserve(b->frames, &b->cap_frames, b->n_frames + 1,
	    sizeof *b->frames);
	b->frames[b->n_frames++] = (struct frame){ .kind = kind,
	    .first = true, .marker = marker };
}

void
builder_pop(struct builder *b)
{
	if (b->n_deeper > 0)
		b->n_deeper--;
	else
		b->n_frames--;
}

/* ---- images */

static unsigned
add_image(struct builder *b, const char *url, const char *alt)
{
	b->images = array_reserve(b->images, &b->cap_images, b->n_images + 1,
	    sizeof *b->images);
	b->images[b->n_images++] = (struct image){
		.url = arena_strdup(b->arena, url),
		.alt = arena_strdup(b->arena, alt),
	};
	return (unsigned)b->n_images;
}

void
builder_image(struct builder *b, const char *label, const char *url)
{
	unsigned image = add_image(b, url, label);
	bool alone;

	if (b->is_open && b->only_image)
		builder_close(b, 1);
	builder_settle_breaks(b);
	alone = !b->is_open && b->look.kind == BLOCK_PARAGRAPH &&
	    !b->look.pre;
	if (!b->is_open)
		builder_open(b);
	else if (b->text.len > b->open.at && !b->look.pre)
		builder_append_space(b, ' ', builder_style(b), builder_link(b));
	builder_append(b, "▣ ", sizeof "▣ " - 1, RUN_IMAGE, 0, image);
	builder_append(b, label, strlen(label), RUN_IMAGE, 0, image);
	if (alone)
		b->open.kind = BLOCK_IMAGE;
	b->only_image = alone;
	b->space.kind = alone || label[0] == '\0' ? SPACE_NONE : SPACE_PLAIN;
	b->space.style = b->space.link = 0;
}
