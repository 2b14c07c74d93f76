/*
 * One paragraph: runs in, lines out.
 *
 * The runs of a block and the numbers behind its links are joined to one
 * text, and linebreak.h is asked once where it may break. What must stay
 * together is then taken back: nothing breaks before or inside a link's
 * number, nor between a base and its reading. What we took back, Unicode
 * permits; such places (BREAK_NEED) are used where a piece is wider than the
 * line, before clusters are parted.
 *
 * Fitting is greedy (CJK.md rules 1 and 6). Spaces at a line's end hang: they
 * are neither counted nor shown. Soft hyphens are never shown; where one is
 * used, "-" is. Fragments point into the document's text; nothing is copied.
 */
#include "gogai/layout.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "layout_priv.h"

/* Beside enum linebreak: permitted by Unicode, unwanted by us. */
#define BREAK_NEED 16

/* Bases longer than this (8 kanji) may break before their last. */
#define LONG_BASE 24

/* A place where a line could end. */
struct stop {
	size_t at;		/* the next line's start; 0: none found yet */
	size_t end;		/* what is shown of this one */
	int cols;
	bool hyphen;
};

/* ---- clusters */

static bool
is_soft_hyphen(const char *p, size_t len)
{
	return len >= 2 && p[0] == '\xC2' && p[1] == '\xAD';
}

/* Does this cluster hang at a line's end: space, LF, U+3000, U+200B? */
static bool
hangs(const char *p, size_t len)
{
	if (len == 1)
		return *p == ' ' || *p == '\n';
	if (len != 3 || (*p != '\xE3' && *p != '\xE2'))
		return false;
	return memcmp(p, "\xE3\x80\x80", 3) == 0 ||
	    memcmp(p, "\xE2\x80\x8B", 3) == 0;
}

/* The cluster at byte i: its bytes, and its columns. */
static size_t
cluster(int *cols, const struct paragraph *p, size_t i)
{
	const char *s = p->text + i;
	size_t len = p->len - i;

	if ((unsigned char)*s < 0x7F && (len == 1 || !(s[1] & 0x80))) {
		*cols = (unsigned char)*s >= 0x20;
		return 1;
	}
	if (is_soft_hyphen(s, len)) {
		*cols = 0;
		return 2;
	}
	return width_cluster(cols, s, len, p->rules);
}

/*
 * The ASCII letters from byte i on that no break parts and nothing combines
 * with, at most `most`: most of any Latin text, at a column each.
 */
static size_t
letters(const struct paragraph *p, size_t i, int most)
{
	size_t n, end = p->len - i;

	if (most <= 0)
		return 0;
	if (end > (size_t)most)
		end = (size_t)most;
	for (n = 0; n < end && p->text[i + n] > 0x20 &&
	    p->text[i + n] < 0x7F; n++)
		if (n > 0 && p->breaks[i + n] != LINEBREAK_NO)
			return n;
	if (n > 0 && i + n < p->len && p->text[i + n] & 0x80)
		n--;
	return n;
}

/* ---- joining */

void
paragraph_start(struct paragraph *p, const struct layout *layout)
{
	p->rules = &layout->options.width;
	p->n_pieces = 0;
	p->len = 0;
}

void
paragraph_release(struct paragraph *p)
{
	free(p->pieces);
	free(p->breaks);
	buf_release(&p->joined);
}

static void
add_piece(struct paragraph *p, struct piece piece)
{
	if (piece.len == 0)
		return;
	p->pieces = array_reserve(p->pieces, &p->cap_pieces, p->n_pieces + 1,
	    sizeof *p->pieces);
	piece.at = p->len;
	p->len += piece.len;
	p->pieces[p->n_pieces++] = piece;
}

void
paragraph_add_words(struct paragraph *p, const char *words,
    enum layout_role role, unsigned style, unsigned link)
{
	add_piece(p, (struct piece){ .text = words, .len = strlen(words),
	    .ours = true, .role = role, .style = style, .link = link });
}

static enum layout_role
role_of(const struct block *block, const struct run *run)
{
	static const enum layout_role roles[] = {
		[BLOCK_HEADING] = LAYOUT_HEADING,
		[BLOCK_PRE] = LAYOUT_CODE,
		[BLOCK_CAPTION] = LAYOUT_CAPTION,
		[BLOCK_DEFINITION] = LAYOUT_TEXT,
	};

	if (run->style & RUN_IMAGE)
		return LAYOUT_IMAGE;
	if (run->link > 0)
		return LAYOUT_LINK;
	if (run->style & RUN_NOTE)
		return LAYOUT_NOTE;
	if (run->style & (RUN_CODE | RUN_KBD))
		return LAYOUT_CODE;
	return roles[block->kind];
}

void
paragraph_disown(struct paragraph *p)
{
	size_t i;

	for (i = 0; i < p->n_pieces; i++) {
		p->pieces[i].ours = true;
		p->pieces[i].source = 0;
	}
}

/* "[n]", made once a link. */
static const char *
number_of(struct layout *layout, unsigned link)
{
	size_t n = document_n_links(layout->document);

	if (layout->numbers == NULL)
		layout->numbers = arena_array(layout->arena, n + 1,
		    sizeof *layout->numbers);
	if (layout->numbers[link] == NULL)
		layout->numbers[link] = arena_printf(layout->arena, "[%u]",
		    link);
	return layout->numbers[link];
}

/* The sign of an image in ASCII, where that is asked for. */
static void
add_run(struct paragraph *p, const struct layout *layout,
    struct piece piece)
{
	static const char sign[] = "▣";
	size_t len = sizeof sign - 1;
	struct piece plain = piece;

	if (layout->options.ascii && piece.role == LAYOUT_IMAGE &&
	    piece.len >= len && memcmp(piece.text, sign, len) == 0) {
		plain.text = "#";
		plain.len = 1;
		plain.ours = true;
		add_piece(p, plain);
		piece.text += len;
		piece.len -= len;
		piece.source += len;
	}
	add_piece(p, piece);
}

/* The number of the link that ends with this run. */
static void
add_number(struct paragraph *p, struct layout *layout, const struct run *run,
    const struct block *block)
{
	const char *number = number_of(layout, run->link);

	add_piece(p, (struct piece){ .text = number, .len = strlen(number),
	    .source = run->at + run->len - block->at, .ours = true,
	    .role = LAYOUT_LINK_NUMBER, .link = run->link });
}

void
paragraph_add_block(struct paragraph *p, struct layout *layout,
    const struct block *block, bool header)
{
	const struct run *run, *next;
	const char *text;
	size_t len, i;

	text = document_text(layout->document, &len);
	for (i = 0; i < block->n_runs; i++) {
		run = document_run(layout->document, block->run + i);
		next = i + 1 < block->n_runs ? run + 1 : NULL;
		add_run(p, layout, (struct piece){ .text = text + run->at,
		    .len = run->len, .source = run->at - block->at,
		    .role = role_of(block, run), .link = run->link,
		    .style = run->style | (header ? RUN_STRONG : 0) });
		if (run->link > 0 && layout->options.links !=
		    LAYOUT_LINKS_NONE && (next == NULL ||
		    next->link != run->link))
			add_number(p, layout, run, block);
	}
}

/* The text of all pieces: as it stands in memory, or joined. */
static void
join(struct paragraph *p)
{
	size_t i;

	if (p->n_pieces == 0)
		return;
	p->text = p->pieces[0].text;
	for (i = 1; i < p->n_pieces; i++)
		if (p->pieces[i].text != p->text + p->pieces[i].at)
			break;
	if (i == p->n_pieces)
		return;
	buf_clear(&p->joined);
	for (i = 0; i < p->n_pieces; i++)
		buf_add(&p->joined, p->pieces[i].text, p->pieces[i].len);
	p->text = p->joined.data;
}

/* Take back permissions inside a piece. */
static void
glue(struct paragraph *p, size_t from, size_t to)
{
	size_t i;

	for (i = from; i < to && i < p->len; i++)
		if (p->breaks[i] == LINEBREAK_YES)
			p->breaks[i] = BREAK_NEED;
}

static void
glue_pieces(struct paragraph *p)
{
	const struct piece *piece;
	size_t i;

	for (i = 0; i < p->n_pieces; i++) {
		piece = &p->pieces[i];
		if (piece->role == LAYOUT_LINK_NUMBER) {
			glue(p, piece->at + 1, piece->at + piece->len);
			p->breaks[piece->at] = BREAK_NEED;
		} else if (piece->style & RUN_RUBY) {
			glue(p, piece->at + 1, piece->at + piece->len);
			if (p->text[piece->at] == '(')
				p->breaks[piece->at] = LINEBREAK_NO;
		} else if (piece->style & RUN_BASE && piece->len <= LONG_BASE)
			glue(p, piece->at + 1, piece->at + piece->len);
	}
}

void
paragraph_close(struct paragraph *p, const struct layout *layout)
{
	const char *at;

	join(p);
	p->soft = false;
	if (p->len == 0)
		return;
	p->breaks = array_reserve(p->breaks, &p->cap_breaks, p->len, 1);
	linebreak_find(p->breaks, p->text, p->len, layout->options.level);
	glue_pieces(p);
	for (at = p->text; !p->soft && at != NULL; at++) {
		at = memchr(at, '\xC2', p->len - (size_t)(at - p->text));
		if (at == NULL)
			break;
		p->soft = is_soft_hyphen(at, p->len - (size_t)(at - p->text));
	}
}

/* ---- fitting */

/* What a break before byte i is worth, the line so far being `here`. */
static void
consider(const struct paragraph *p, size_t i, int cols,
    const struct stop *here, struct stop *best, struct stop *need)
{
	struct stop *stop = p->breaks[i] == BREAK_NEED ? need : best;
	bool hyphen = p->breaks[i] == LINEBREAK_HYPHEN;

	if (hyphen && here->cols + 1 > cols)
		return;
	*stop = *here;
	stop->at = i;
	stop->hyphen = hyphen;
}

void
paragraph_fit(const struct paragraph *p, size_t from, int cols,
    struct span *span)
{
	struct stop here = { .end = from }, best = { 0 }, need = { 0 };
	size_t i, n, start = from;
	int used = 0, w;

	for (i = from; i < p->len; i += n) {
		if (i > from && p->breaks[i] == LINEBREAK_MUST)
			break;
		n = letters(p, i, cols - used);
		w = (int)n;
		if (n == 0)
			n = cluster(&w, p, i);
		if (here.end > start && p->breaks[i] != LINEBREAK_NO)
			consider(p, i, cols, &here, &best, &need);
		if (!hangs(p->text + i, n)) {
			if (used + w > cols && here.end > start) {
				here = best.at > 0 ? best : need.at > 0 ?
				    need : here;
				i = here.at > 0 ? here.at : i;
				break;
			}
			if (used + w > cols) {	/* spaces alone fill it */
				start = i;
				used = 0;
			}
			here.end = i + n;
			here.cols = used + w;
		}
		used += w;
	}
	*span = (struct span){ .start = start, .end = here.end, .next = i,
	    .cols = here.cols, .hyphen = here.hyphen };
	if (span->end < span->start)
		span->end = span->start;
}

void
paragraph_measure(const struct paragraph *p, int *min, int *max)
{
	size_t i, n;
	int w, line = 0, word = 0, spaces = 0;

	*min = *max = 0;
	for (i = 0; i < p->len; i += n) {
		n = cluster(&w, p, i);
		if (i > 0 && p->breaks[i] == LINEBREAK_MUST)
			line = word = spaces = 0;
		else if (i > 0 && (p->breaks[i] == LINEBREAK_YES ||
		    p->breaks[i] == LINEBREAK_HYPHEN)) {
			if (p->breaks[i] == LINEBREAK_HYPHEN && word == *min)
				++*min;
			word = 0;
		}
		line += w;
		if (hangs(p->text + i, n)) {
			spaces += w;
			continue;
		}
		word += w + (word > 0 ? spaces : 0);
		spaces = 0;
		if (word > *min)
			*min = word;
		if (line > *max)
			*max = line;
	}
}

/* ---- drawing */

/* How far a fragment goes from byte i, at most to end; its columns. */
static size_t
stretch(const struct paragraph *p, size_t i, size_t end, int *cols)
{
	size_t n;
	int w;

	for (*cols = 0; i < end; i += n) {
		n = cluster(&w, p, i);
		if (p->soft && is_soft_hyphen(p->text + i, n))
			break;
		*cols += w;
	}
	return i;
}

/* Is a piece's text followed by that of the next one, in memory too? */
static bool
runs_on(const struct paragraph *p, const struct piece *piece)
{
	return piece + 1 < p->pieces + p->n_pieces &&
	    piece[1].text == piece->text + piece->len;
}

/*
 * Draw what the span has of one piece; returns where the next begins. whole
 * is the columns of all that is drawn, where that is known; else 0.
 */
static size_t
draw_piece(const struct paragraph *p, struct pen *pen,
    const struct piece *piece, size_t i, size_t end, int *col, int whole)
{
	size_t to = piece->at + piece->len < end ? piece->at + piece->len :
	    end, stop;
	struct fragment f = { .role = piece->role, .style = piece->style,
	    .link = piece->link };

	while (i < to) {
		f.cols = whole;
		stop = whole > 0 ? to : stretch(p, i, to, &f.cols);
		if (stop > to && !runs_on(p, piece))
			stop = to;
		f.text = piece->text + (i - piece->at);
		f.len = stop - i;
		f.col = *col;
		if (f.len > 0)
			pen_add(pen, &f);
		*col += f.cols;
		i = stop;
		while (i < end && is_soft_hyphen(p->text + i, end - i))
			i += 2;
	}
	return i;
}

size_t
paragraph_draw(const struct paragraph *p, struct pen *pen,
    const struct span *span, int col, size_t *piece)
{
	const struct piece *at = NULL;
	size_t i = span->start, offset = 0;
	struct fragment hyphen = { .text = "-", .len = 1, .cols = 1 };
	int whole = 0;

	while (*piece + 1 < p->n_pieces &&
	    p->pieces[*piece + 1].at <= span->start)
		++*piece;
	if (*piece < p->n_pieces) {
		at = &p->pieces[*piece];
		offset = at->source + (at->ours ? 0 : span->start - at->at);
	}
	if (at != NULL && !p->soft && span->end <= at->at + at->len)
		whole = span->cols;
	for (at = p->pieces + *piece; i < span->end; at++) {
		assert(at < p->pieces + p->n_pieces);
		if (at->at + at->len <= i)
			continue;
		i = draw_piece(p, pen, at, i, span->end, &col, whole);
		hyphen.role = at->role;
		hyphen.style = at->style;
		hyphen.link = at->link;
	}
	hyphen.col = col;
	if (span->hyphen)
		pen_add(pen, &hyphen);
	return offset;
}
