/*
 * What terminal.c stands on that knows no curses: the wake pipe, giving the
 * terminal back, and what a cell is to the C library.
 */
#ifndef GOGAI_UI_WAKE_H
#define GOGAI_UI_WAKE_H

#include <wchar.h>

#include "gogai/canvas.h"
#include "gogai/err.h"

/* ---- wake.c: signals by a pipe; the terminal's modes ---- */

/*
 * Keep the terminal's modes, make the pipe and catch signals: each writes its
 * number there. ERR_SYSTEM.
 */
int	wake_open(struct err *err);
/*
 * The bytes that give the screen back are known, the screen is about to be
 * taken: from now on crashes give it back, too.
 */
void	wake_arm(const char *restore);
/* Let signals be, and the terminal's modes be what they were. */
void	wake_close(void);
/* Readable when a signal came. */
int	wake_fd(void);
/* The next signal's number, or 0. */
int	wake_take(void);
/* Stop as ^Z does, in the terminal's own modes, until somebody goes on. */
void	wake_stop(void);
/* Write bytes to the terminal at once. */
void	wake_write(const char *bytes, size_t len);

/* ---- glyph.c ---- */

/* What a cell's cluster is to the C library. */
struct glyph {
	wchar_t	 chars[CANVAS_CLUSTER_MAX + 1];
	size_t	 n;
	int	 cols;			/* by wcwidth() */
	bool	 unsayable;		/* in the locale's charset */
	bool	 doubtful;		/* terminals disagree about it */
};

void	glyph_read(struct glyph *out, const struct canvas_cell *cell);
/* Something of the same width that every charset has. */
void	glyph_substitute(struct glyph *glyph, const struct canvas_cell *cell);
/* Is it sayable and doubtful? */
bool	glyph_is_doubtful(const struct canvas_cell *cell);
/* The bytes of it in the locale's charset, appended. */
void	glyph_format(struct buf *out, const struct glyph *glyph);

#endif
