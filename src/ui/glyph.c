/*
 * What a cell's cluster is to the C library and to terminals.
 *
 * Curses measures with wcwidth(), we with width.h, and terminals each in
 * their own way. A cluster is doubtful when the first two disagree, or when it
 * is known that terminals do: joined emoji, emoji presentation.
 */
#include "wake.h"

#include <limits.h>
#include <string.h>

#include "gogai/utf8.h"
#include "ui_priv.h"

static bool
is_sayable(wchar_t c)
{
	char bytes[MB_LEN_MAX];
	mbstate_t state;

	memset(&state, 0, sizeof(state));
	return wcrtomb(bytes, c, &state) != (size_t)-1;
}

void
glyph_read(struct glyph *out, const struct canvas_cell *cell)
{
	size_t len = strlen(cell->text), at = 0;
	uint32_t c;
	int cols;

	memset(out, 0, sizeof(*out));
	while (at < len) {
		at += utf8_decode(&c, cell->text + at, len - at);
		cols = wcwidth((wchar_t)c);
		/* What the C library does not know cannot be drawn at all. */
		if (cols < 0) {
			c = UTF8_REPLACEMENT;
			cols = 1;
		}
		if (!is_sayable((wchar_t)c))
			out->unsayable = true;
		if (c == 0xfe0f || c == 0x200d)
			out->doubtful = true;
		out->cols += cols;
		out->chars[out->n++] = (wchar_t)c;
	}
	if (out->cols != cell->cols)
		out->doubtful = true;
}

void
glyph_substitute(struct glyph *glyph, const struct canvas_cell *cell)
{
	size_t i;

	glyph->n = cell->cols;
	glyph->cols = cell->cols;
	glyph->doubtful = false;
	for (i = 0; i < glyph->n; i++)
		glyph->chars[i] = L'?';
	if (glyph->n == 1)
		glyph->chars[0] = (wchar_t)style_ascii(cell->text);
}

bool
glyph_is_doubtful(const struct canvas_cell *cell)
{
	struct glyph glyph;

	/* ASCII is most of it. */
	if (cell->cols == 0 || (cell->text[1] == '\0' && cell->cols == 1))
		return false;
	glyph_read(&glyph, cell);
	return glyph.doubtful && !glyph.unsayable;
}

void
glyph_format(struct buf *out, const struct glyph *glyph)
{
	char bytes[MB_LEN_MAX];
	mbstate_t state;
	size_t i, n;

	memset(&state, 0, sizeof(state));
	for (i = 0; i < glyph->n; i++) {
		n = wcrtomb(bytes, glyph->chars[i], &state);
		if (n != (size_t)-1)
			buf_add(out, bytes, n);
	}
}
