/*
 * What the files of layout/ share.
 *
 * inline.c fits the runs of one paragraph into lines; margin.c draws what
 * stands left of them; table.c puts cells beside one another; layout.c walks
 * the blocks as far as it is asked. All of them write through a pen, which
 * knows where its lines go: to the layout, or to a cell.
 */
#ifndef LAYOUT_PRIV_H
#define LAYOUT_PRIV_H

#include "gogai/arena.h"
#include "gogai/buf.h"
#include "gogai/document.h"
#include "gogai/layout.h"

/* Lines in chunks, so that they never move. */
struct lines {
	struct line **chunks;
	size_t n, cap;
};

/* Line i, which must be there. */
struct line	*lines_at(const struct lines *lines, size_t i);

/* A stretch of a paragraph with one look. */
struct piece {
	size_t at;		/* where in the paragraph */
	const char *text;	/* the same bytes, in memory that lasts */
	size_t len;
	size_t source;		/* where in its block; see ours */
	bool ours;		/* not in the document: "[3]", ": " */
	enum layout_role role;
	unsigned style, link;
};

/* One paragraph, ready to be fitted. Reused for the next. */
struct paragraph {
	const struct width_rules *rules;
	struct piece *pieces;
	size_t n_pieces, cap_pieces;
	struct buf joined;		/* the pieces' text, if it is not one */
	const char *text;
	size_t len;
	unsigned char *breaks;		/* before each byte */
	size_t cap_breaks;
	bool soft;			/* it has soft hyphens */
};

/* One line of a paragraph. */
struct span {
	size_t start, end;	/* what is shown */
	size_t next;		/* where the next line starts */
	int cols;
	bool hyphen;		/* a hyphen is shown behind it */
};

struct layout {
	const struct document *document;
	struct layout_options options;
	struct arena *arena;
	struct lines lines;
	size_t next_block;	/* laid out up to here */
	size_t *first_line;	/* of each block that is laid out */
	size_t cap_first;
	struct paragraph paragraph;
	struct fragment *fragments;	/* of the line being made */
	size_t n_fragments, cap_fragments;
	const char **numbers;	/* link -> "[n]" once it was needed */
};

/* Where lines are written, and what they say of themselves. */
struct pen {
	struct layout *layout;
	struct arena *arena;
	struct lines *lines;
	size_t block;
	size_t base;		/* added to the offsets of its lines */
	bool header;		/* text of a header cell: strong */
};

/* What stands left of a block's text. */
struct margin {
	const struct frame *frames;
	size_t from, n;		/* frames[from] to [n-1] have room */
	int cols;
};

/* ---- the pen (layout.c) */

/* Add a fragment to the line being made. */
void	pen_add(struct pen *pen, const struct fragment *fragment);

/* End the line. */
void	pen_end(struct pen *pen, size_t offset);

/* End the line as a blank one, which belongs to what follows. */
void	pen_blank(struct pen *pen, size_t offset);

/* Lay one block out in cols columns. */
void	pen_block(struct pen *pen, const struct block *block, int cols);

/* Write the lines of the layout's paragraph behind the margin. */
void	pen_paragraph(struct pen *pen, const struct margin *margin, int cols);

/* ---- margins (margin.c) */

/* The frames of a block that leave enough of cols for its text. */
void	margin_measure(struct margin *margin, const struct layout *layout,
	    const struct block *block, int cols);

/* Draw it: with markers on a block's first line, else without. */
void	margin_draw(struct pen *pen, const struct margin *margin, bool first);

/* Draw what goes on through a blank line before this block: bars. */
void	margin_draw_blank(struct pen *pen, const struct margin *margin);

/* Fill cols columns from col with a horizontal line. */
void	margin_rule(struct pen *pen, int col, int cols);

/* ---- paragraphs (inline.c) */

/* Forget what it held. */
void	paragraph_start(struct paragraph *p, const struct layout *layout);

/* Add the runs of a block, with the numbers of its links. */
void	paragraph_add_block(struct paragraph *p, struct layout *layout,
	    const struct block *block, bool header);

/* Add words of ours; they must last. */
void	paragraph_add_words(struct paragraph *p, const char *words,
	    enum layout_role role, unsigned style, unsigned link);

/* What was added so far counts as ours: it stands at offset 0. */
void	paragraph_disown(struct paragraph *p);

/* All is added: find where it may break. */
void	paragraph_close(struct paragraph *p, const struct layout *layout);

/* The line that starts at byte `from`, at most cols wide if that can be. */
void	paragraph_fit(const struct paragraph *p, size_t from, int cols,
	    struct span *span);

/* Columns of the longest stretch without a break, and of the longest line. */
void	paragraph_measure(const struct paragraph *p, int *min, int *max);

/*
 * Write a span's fragments from col. *piece is where to look for its first
 * piece, 0 at first, and is moved on. Returns the line's offset in its block.
 */
size_t	paragraph_draw(const struct paragraph *p, struct pen *pen,
	    const struct span *span, int col, size_t *piece);

/* Free what it holds. */
void	paragraph_release(struct paragraph *p);

/* ---- tables (table.c) */

/* Lay a block of kind BLOCK_TABLE out. */
void	table_draw(struct pen *pen, const struct block *block, int cols);

#endif
