/*
 * What stands left of the text: bars of quotes, bullets, numbers, indents.
 *
 * On a narrow screen deep nesting would leave no room for words, so that at
 * most half of the measure is margin: the outer frames go first, since the
 * inner marker is the one that says what the text is.
 */
#include "gogai/layout.h"

#include <string.h>

#include "layout_priv.h"

#define INDENT_COLS 4
#define INDENT_COLS_NARROW 2
#define NARROW_COLS 40

/* Signs that have an ASCII form. */
static const struct sign {
	const char *text, *ascii;
} signs[] = {
	{ "•", "*" },
	{ "◦", "-" },
	{ "▪", "+" },
	{ "│", "|" },
	{ "─", "-" },
};

static const char bar[] = "│";
static const char dash[] = "─";

/* A sign as this layout shows it. */
static const char *
sign_of(const struct layout *layout, const char *text)
{
	size_t i;

	for (i = 0; layout->options.ascii && i < CC_COUNT(signs); i++)
		if (strcmp(signs[i].text, text) == 0)
			return signs[i].ascii;
	return text;
}

static int
cols_of(const struct layout *layout, const char *text)
{
	return width_text(text, strlen(text), &layout->options.width);
}

static const char *
frame_sign(const struct layout *layout, const struct frame *frame)
{
	return sign_of(layout, frame->kind == FRAME_QUOTE ? bar :
	    frame->marker);
}

static int
frame_cols(const struct layout *layout, const struct frame *frame)
{
	if (frame->kind == FRAME_INDENT)
		return layout->options.cols < NARROW_COLS ?
		    INDENT_COLS_NARROW : INDENT_COLS;
	return cols_of(layout, frame_sign(layout, frame)) + 1;
}

void
margin_measure(struct margin *margin, const struct layout *layout,
    const struct block *block, int cols)
{
	int w;

	margin->frames = block->frames;
	margin->n = margin->from = block->n_frames;
	margin->cols = 0;
	while (margin->from > 0) {
		w = frame_cols(layout, &block->frames[margin->from - 1]);
		if (margin->cols + w > cols / 2)
			break;
		margin->cols += w;
		margin->from--;
	}
}

static void
add_sign(struct pen *pen, const char *sign, int col, enum layout_role role)
{
	struct fragment f = { .text = sign, .len = strlen(sign), .col = col,
	    .cols = cols_of(pen->layout, sign), .role = role };

	while (f.len > 0 && *f.text == ' ') {
		f.text++;
		f.len--;
		f.col++;
		f.cols--;
	}
	if (f.len > 0)
		pen_add(pen, &f);
}

/* Draw bars, and markers where they are wanted. */
static void
draw(struct pen *pen, const struct margin *margin, bool markers, bool blank)
{
	const struct frame *frame;
	const char *sign;
	size_t i;
	int col = 0;

	for (i = margin->from; i < margin->n; i++) {
		frame = &margin->frames[i];
		sign = frame_sign(pen->layout, frame);
		if (blank && frame->first)
			return;
		if (frame->kind == FRAME_QUOTE)
			add_sign(pen, sign, col, LAYOUT_QUOTE_BAR);
		else if (markers && frame->first)
			add_sign(pen, sign, col, LAYOUT_MARKER);
		col += frame_cols(pen->layout, frame);
	}
}

void
margin_draw(struct pen *pen, const struct margin *margin, bool first)
{
	draw(pen, margin, first, false);
}

void
margin_draw_blank(struct pen *pen, const struct margin *margin)
{
	draw(pen, margin, false, true);
}

void
margin_rule(struct pen *pen, int col, int cols)
{
	static const char long_rule[] =
	    "────────────────────────────────────────────────────────────────";
	static const char long_dashes[] =
	    "----------------------------------------------------------------";
	bool ascii = pen->layout->options.ascii;
	int w = ascii ? 1 : cols_of(pen->layout, dash);
	struct fragment f = { .text = ascii ? long_dashes : long_rule,
	    .role = LAYOUT_RULE };
	int n, signs_in = (int)(sizeof long_dashes - 1);

	for (n = cols / w; n > 0; n -= signs_in) {
		signs_in = n < signs_in ? n : signs_in;
		f.len = (size_t)signs_in * (ascii ? 1 : sizeof dash - 1);
		f.col = col;
		f.cols = signs_in * w;
		pen_add(pen, &f);
		col += f.cols;
	}
}
