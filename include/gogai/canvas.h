/*
 * Cells: what every screen draws on.
 *
 * A canvas is a grid of cells, each one grapheme cluster with a role and a
 * style; a wide cluster owns the cell behind it too. Screens put text and
 * roles; which colours a role has is the terminal's and the theme's. Text is
 * sanitised before it gets here; a control character that slips through is
 * drawn as U+FFFD. Drawing outside the grid is clipped, never an error.
 */
#ifndef GOGAI_CANVAS_H
#define GOGAI_CANVAS_H

#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/width.h"

/* Bytes of a cluster that a cell keeps; longer ones are cut at a character. */
#define CANVAS_CLUSTER_MAX 31

/* What a cell is, so that a theme can colour it. */
enum canvas_role {
	CANVAS_TEXT,
	CANVAS_UNREAD,
	CANVAS_READ,
	CANVAS_DIM,		/* dates, sources, counts */
	CANVAS_ACCENT,		/* the one accent colour: stars, progress */
	CANVAS_TITLE,
	CANVAS_HEADING,
	CANVAS_LINK,
	CANVAS_LINK_NUMBER,
	CANVAS_CAPTION,
	CANVAS_IMAGE,
	CANVAS_CODE,
	CANVAS_QUOTE_BAR,
	CANVAS_MARKER,
	CANVAS_RULE,
	CANVAS_NOTE,
	CANVAS_BAR,		/* the status and title bars */
	CANVAS_ERROR,
	CANVAS_KEY,		/* key names in help */
	CANVAS_ROLE_COUNT
};

/* Bits beside the role. */
enum canvas_style {
	CANVAS_BOLD = 1 << 0,
	CANVAS_ITALIC = 1 << 1,
	CANVAS_UNDERLINE = 1 << 2,
	CANVAS_STRIKE = 1 << 3,
	CANVAS_SELECTED = 1 << 4	/* the selected row, the marked link */
};

struct canvas_cell {
	/* Terminated; "" behind a wide one. */
	char	 text[CANVAS_CLUSTER_MAX + 1];
	uint8_t	 cols;		/* 1, 2, or 0 behind a wide one */
	uint8_t	 role;
	uint8_t	 style;
};

struct canvas;

/* A canvas of spaces, rules are copied. The caller's: canvas_free(). */
struct canvas	*canvas_new(int rows, int cols,
	    const struct width_rules *rules);

/* Free it, NULL is allowed. */
void	canvas_free(struct canvas *canvas);

/* Another size, the content is cleared. */
void	canvas_resize(struct canvas *canvas, int rows, int cols);

/* Its size. */
int	canvas_rows(const struct canvas *canvas);
int	canvas_cols(const struct canvas *canvas);

/* All cells a space in role CANVAS_TEXT, the cursor hidden. */
void	canvas_clear(struct canvas *canvas);

/*
 * Put text at a place, at most max_cols columns (-1: to the right edge); no
 * half of a wide character. Returns the columns used.
 */
int	canvas_put(struct canvas *canvas, int row, int col, const char *text,
	    size_t len, int max_cols, enum canvas_role role, unsigned style);

/* The same for a terminated string, to the right edge. */
int	canvas_puts(struct canvas *canvas, int row, int col, const char *text,
	    enum canvas_role role, unsigned style);

/* n cells of one ASCII character. */
void	canvas_fill(struct canvas *canvas, int row, int col, int n, char c,
	    enum canvas_role role, unsigned style);

/* Add style bits to n cells, whatever they hold. */
void	canvas_mark(struct canvas *canvas, int row, int col, int n,
	    unsigned style);

/* Where the terminal's cursor shall stand, row -1: hidden. */
void	canvas_set_cursor(struct canvas *canvas, int row, int col);
void	canvas_cursor(const struct canvas *canvas, int *row, int *col);

/* One cell, NULL outside the grid. */
const struct canvas_cell	*canvas_cell(const struct canvas *canvas,
	    int row, int col);

/* Append the grid as lines of text, spaces at their ends dropped. */
void	canvas_dump(struct buf *out, const struct canvas *canvas);

/* The columns that text would take here. */
int	canvas_width(const struct canvas *canvas, const char *text, size_t len);

#endif
