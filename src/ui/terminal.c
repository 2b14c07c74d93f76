/*
 * The terminal: keys in, canvas out. The only file that includes curses.
 *
 * Drawing: the canvas that is shown is kept; runs of cells that differ are
 * handed to curses, which moves, scrolls and colours for as few bytes as the
 * terminal allows. Curses measures with the C library's wcwidth(), and
 * terminals disagree about clusters of several characters. So curses gets
 * only what everybody measures alike; a doubtful cluster is blanks to curses
 * and is written over them after its frame, between two absolute cursor
 * moves: a terminal that disagrees damages that place and nothing behind it.
 * Rows that had such clusters are redrawn whole when they change.
 *
 * Keys: curses knows the terminal's keys; an escape sequence that a slow link
 * tore apart is put together here, so that its rest is never a command.
 *
 * Signals come through wake.c's pipe.
 */
#include "gogai/ui.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/poll.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#include "gogai/bounds.h"
#include "gogai/mem.h"
#include "gogai/utf8.h"
#include "ui_priv.h"
#include "wake.h"

/* Last: their macros have names such as `lines` and `tab`. */
#include <curses.h>
#include <term.h>

/* The keys of bracketed paste, beyond those of curses. */
enum { KEY_PASTE_BEGIN = KEY_MAX + 1, KEY_PASTE_END };
/* How long the next piece of a paste or of a torn sequence may take. */
enum { PASTE_MS = 2000, TORN_MS = 1000 };
/* The pair of the accent colour. */
enum { PAIR_ACCENT = 1 };
/* Characters of one curses cell. */
enum { CELL_CHARS = 5 };

struct terminal {
	bool	 colors;
	bool	 ended;
	SCREEN	*screen;
	struct canvas_cell *shown;	/* what the screen has */
	int	 rows, cols;		/* of shown */
	bool	 all;			/* draw everything anew */
	struct termios ours;
	enum {
		INPUT_PLAIN, INPUT_ESCAPE, INPUT_CSI, INPUT_SS3, INPUT_PASTE
	} input;			/* where in a sequence we are */
	int64_t	 input_ms;		/* since when */
	bool	 csi_plain;		/* without parameters so far */
	struct buf paste;
};

/* ---- keys ---- */

struct curses_key {
	int	 code;
	uint32_t key;
};

static const struct curses_key curses_keys[] = {
	{ KEY_UP, UI_KEY_UP }, { KEY_DOWN, UI_KEY_DOWN },
	{ KEY_LEFT, UI_KEY_LEFT }, { KEY_RIGHT, UI_KEY_RIGHT },
	{ KEY_PPAGE, UI_KEY_PAGE_UP }, { KEY_NPAGE, UI_KEY_PAGE_DOWN },
	{ KEY_HOME, UI_KEY_HOME }, { KEY_END, UI_KEY_END },
	{ KEY_FIND, UI_KEY_HOME }, { KEY_SELECT, UI_KEY_END },
	{ KEY_A1, UI_KEY_HOME }, { KEY_C1, UI_KEY_END },
	{ KEY_A3, UI_KEY_PAGE_UP }, { KEY_C3, UI_KEY_PAGE_DOWN },
	{ KEY_BACKSPACE, UI_KEY_BACKSPACE }, { KEY_DC, UI_KEY_DELETE },
	{ KEY_IC, UI_KEY_INSERT }, { KEY_BTAB, UI_KEY_BACK_TAB },
	{ KEY_ENTER, UI_KEY_ENTER }, { KEY_PASTE_BEGIN, UI_KEY_PASTE },
};

static uint32_t
from_code(int code)
{
	size_t i;

	for (i = 0; i < CC_COUNT(curses_keys); i++)
		if (curses_keys[i].code == code)
			return curses_keys[i].key;
	if (code >= KEY_F(1) && code <= KEY_F(12))
		return UI_KEY_F1 + (uint32_t)(code - KEY_F(1));
	return UI_KEY_NONE;
}

static uint32_t
from_character(wint_t c)
{
	if (c == '\n' || c == '\r')
		return UI_KEY_ENTER;
	if (c == 0x7f || c == '\b')
		return UI_KEY_BACKSPACE;
	return (uint32_t)c;
}

static int64_t
now_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* The final byte of a cursor key's sequence: CSI or SS3. */
static uint32_t
from_final(wint_t c)
{
	static const struct {
		char	 final;
		uint32_t key;
	} finals[] = {
		{ 'A', UI_KEY_UP }, { 'B', UI_KEY_DOWN },
		{ 'C', UI_KEY_RIGHT }, { 'D', UI_KEY_LEFT },
		{ 'H', UI_KEY_HOME }, { 'F', UI_KEY_END },
		{ 'Z', UI_KEY_BACK_TAB },
	};
	size_t i;

	for (i = 0; i < CC_COUNT(finals); i++)
		if (c == (wint_t)finals[i].final)
			return finals[i].key;
	return UI_KEY_NONE;
}

/* Has what began at input_ms been left unfinished for too long? */
static bool
is_late(const struct terminal *t, int64_t now)
{
	return now - t->input_ms > (t->input == INPUT_PASTE ? PASTE_MS :
	    TORN_MS);
}

/*
 * ESC: alone it is the key; with a character in the same packet it is Alt; "["
 * and "O" begin a sequence that curses does not know.
 */
static uint32_t
take_escape(struct terminal *t)
{
	wint_t next;
	int r = get_wch(&next);

	if (r == OK && next == '[')
		t->input = INPUT_CSI;
	else if (r == OK && next == 'O')
		t->input = INPUT_SS3;
	else if (r == OK && next != 0x1b)
		return from_character(next) | UI_KEY_ALT;
	else if (r == KEY_CODE_YES)
		return from_code((int)next);
	else
		t->input = INPUT_ESCAPE;
	t->csi_plain = true;
	return t->input == INPUT_ESCAPE ? UI_KEY_ESCAPE : UI_KEY_NONE;
}

/* A byte of a sequence; only a plain cursor key means something. */
static uint32_t
take_sequence(struct terminal *t, wint_t c)
{
	if (t->input == INPUT_CSI && c >= 0x20 && c < 0x40) {
		t->csi_plain = false;
		return UI_KEY_NONE;
	}
	t->input = INPUT_PLAIN;
	return t->csi_plain ? from_final(c) : UI_KEY_NONE;
}

static uint32_t
take_character(struct terminal *t, wint_t c)
{
	int64_t now = now_ms();

	if (t->input != INPUT_PLAIN && is_late(t, now))
		t->input = INPUT_PLAIN;
	t->input_ms = now;
	if (t->input == INPUT_PASTE) {
		utf8_add(&t->paste, (uint32_t)c);
		return UI_KEY_NONE;
	}
	if (t->input == INPUT_CSI || t->input == INPUT_SS3)
		return take_sequence(t, c);
	/* A lone ESC was a key; what a slow link sends behind it is none. */
	if (t->input == INPUT_ESCAPE && (c == '[' || c == 'O')) {
		t->input = c == '[' ? INPUT_CSI : INPUT_SS3;
		return UI_KEY_NONE;
	}
	t->input = INPUT_PLAIN;
	return c == 0x1b ? take_escape(t) : from_character(c);
}

static uint32_t
take_code(struct terminal *t, int code)
{
	if (code == KEY_PASTE_BEGIN) {
		buf_clear(&t->paste);
		t->input = INPUT_PASTE;
		t->input_ms = now_ms();
		return UI_KEY_NONE;
	}
	if (code == KEY_PASTE_END && t->input == INPUT_PASTE) {
		t->input = INPUT_PLAIN;
		return UI_KEY_PASTE;
	}
	return t->input == INPUT_PASTE ? UI_KEY_NONE : from_code(code);
}

/* A key from curses, without waiting; NONE: there is none. */
static uint32_t
get_key(struct terminal *t)
{
	uint32_t key = UI_KEY_NONE;
	wint_t c;
	int r;

	while (key == UI_KEY_NONE && (r = get_wch(&c)) != ERR)
		key = r == KEY_CODE_YES ? take_code(t, (int)c) :
		    take_character(t, c);
	return key;
}

static char *
take_paste(void *self)
{
	return buf_take(&((struct terminal *)self)->paste);
}

/* ---- size and signals taken in ---- */

static void
take_size(struct terminal *t)
{
	struct winsize size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
	    size.ws_row > 0 && size.ws_col > 0 &&
	    (size.ws_row != LINES || size.ws_col != COLS)) {
		(void)resizeterm(size.ws_row, size.ws_col);
		t->all = true;
	}
}

static void
paste_mode(bool on)
{
	const char *bytes = on ? "\033[?2004h" : "\033[?2004l";

	wake_write(bytes, strlen(bytes));
}

/* Another process may have had the terminal. */
static void
come_back(struct terminal *t)
{
	(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &t->ours);
	(void)refresh();
	paste_mode(true);
	t->all = true;
	take_size(t);
}

static void
suspend(void *self)
{
	paste_mode(false);
	(void)endwin();
	wake_stop();
	come_back(self);
}

static void
take_signals(struct terminal *t)
{
	int number;

	while ((number = wake_take()) != 0) {
		if (number == SIGWINCH)
			take_size(t);
		else if (number == SIGTSTP)
			suspend(t);
		else if (number == SIGCONT)
			come_back(t);
		else
			t->ended = true;
	}
}

static uint32_t
read_key(void *self, int fd, int ms)
{
	struct terminal *t = self;
	struct pollfd fds[3] = {
		{ .fd = STDIN_FILENO, .events = POLLIN },
		{ .fd = wake_fd(), .events = POLLIN },
		{ .fd = fd, .events = POLLIN },
	};
	uint32_t key = get_key(t);

	if (key != UI_KEY_NONE || ms == 0)
		return key;
	(void)poll(fds, 3, ms);
	if ((fds[1].revents & POLLIN) != 0)
		take_signals(t);
	/* A terminal that went away is readable and has nothing. */
	if ((fds[0].revents & (POLLHUP | POLLERR | POLLNVAL)) != 0)
		t->ended = true;
	return get_key(t);
}

static void
get_size(void *self, int *rows, int *cols)
{
	(void)self;
	*rows = LINES;
	*cols = COLS;
}

static bool
has_ended(void *self)
{
	return ((struct terminal *)self)->ended;
}

/* ---- drawing ---- */

struct attribute {
	unsigned look;
	attr_t attr;
};

static const struct attribute attributes[] = {
	{ LOOK_BOLD, WA_BOLD }, { LOOK_DIM, WA_DIM },
	{ LOOK_ITALIC, WA_ITALIC }, { LOOK_UNDERLINE, WA_UNDERLINE },
	{ LOOK_REVERSE, WA_REVERSE },
};

static attr_t
attributes_of(const struct terminal *t, const struct canvas_cell *cell,
    short *pair)
{
	unsigned look = style_look(cell->role, cell->style, t->colors);
	attr_t attr = 0;
	size_t i;

	for (i = 0; i < CC_COUNT(attributes); i++)
		if ((look & attributes[i].look) != 0)
			attr |= attributes[i].attr;
	*pair = (look & LOOK_ACCENT) != 0 ? PAIR_ACCENT : 0;
	return attr;
}

/* A character and the marks on it, to curses; returns how many it took. */
static size_t
put_character(int row, int col, const wchar_t *chars, size_t n, attr_t attr,
    short pair)
{
	wchar_t text[CELL_CHARS + 1];
	cchar_t out;
	size_t used = 1, kept = 1;

	text[0] = chars[0];
	while (used < n && wcwidth(chars[used]) == 0) {
		if (kept < CELL_CHARS)
			text[kept++] = chars[used];
		used++;
	}
	text[kept] = L'\0';
	if (setcchar(&out, text, attr, pair, NULL) == OK)
		(void)mvadd_wchnstr(row, col, &out, 1);
	return used;
}

/* Blanks, for what is written over them later. */
static void
put_blanks(int row, int col, int n, attr_t attr, short pair)
{
	static const wchar_t blank[] = L" ";
	int i;

	for (i = 0; i < n; i++)
		(void)put_character(row, col + i, blank, 1, attr, pair);
}

/* Returns whether the cell is doubtful. */
static bool
put_cell(const struct terminal *t, int row, int col,
    const struct canvas_cell *cell)
{
	struct glyph glyph;
	attr_t attr;
	short pair;
	size_t at;

	if (cell->cols == 0)
		return false;
	attr = attributes_of(t, cell, &pair);
	glyph_read(&glyph, cell);
	if (glyph.unsayable)
		glyph_substitute(&glyph, cell);
	if (glyph.doubtful) {
		put_blanks(row, col, cell->cols, attr, pair);
		return true;
	}
	for (at = 0; at < glyph.n; ) {
		int cols = wcwidth(glyph.chars[at]);

		at += put_character(row, col, glyph.chars + at,
		    glyph.n - at, attr, pair);
		col += cols;
	}
	return false;
}

/* Move without curses; it never knows. putp() writes to stdout's buffer. */
static void
move_directly(int row, int col)
{
	(void)putp(tparm(cursor_address, (long)row, (long)col, 0L, 0L, 0L, 0L,
	    0L, 0L, 0L));
}

/*
 * A cell, written directly at its place. Returns by how many columns a
 * terminal that joins no characters goes too far with it.
 */
static int
write_directly(const struct terminal *t, int row, int col,
    const struct canvas_cell *cell)
{
	struct buf bytes = BUF_INIT;
	struct glyph glyph;
	attr_t attr;
	short pair;

	attr = attributes_of(t, cell, &pair);
	glyph_read(&glyph, cell);
	if (glyph.unsayable)
		glyph_substitute(&glyph, cell);
	glyph_format(&bytes, &glyph);
	(void)vid_attr(attr, pair, NULL);
	move_directly(row, col);
	(void)putp(buf_string(&bytes));
	buf_release(&bytes);
	return glyph.cols - cell->cols;
}

static bool
row_is_doubtful(const struct canvas_cell *cells, int cols)
{
	int col;

	for (col = 0; col < cols; col++)
		if (glyph_is_doubtful(&cells[col]))
			return true;
	return false;
}

static bool
same_cell(const struct canvas_cell *a, const struct canvas_cell *b)
{
	return a->cols == b->cols && a->role == b->role &&
	    a->style == b->style && strcmp(a->text, b->text) == 0;
}

/* Hand curses what has changed of a row; returns whether it is doubtful. */
static bool
put_row(struct terminal *t, const struct canvas *canvas, int row)
{
	struct canvas_cell *shown = t->shown +
	    (size_t)row * (size_t)t->cols;
	const struct canvas_cell *cells = canvas_cell(canvas, row, 0);
	bool was_doubtful, doubtful = false;
	int col, first = t->cols, end = 0;

	for (col = 0; col < t->cols; col++) {
		if (t->all || !same_cell(&shown[col], &cells[col])) {
			first = col < first ? col : first;
			end = col + 1;
		}
	}
	if (end == 0)
		return false;
	was_doubtful = row_is_doubtful(shown, t->cols);
	memcpy(shown, cells, (size_t)t->cols * sizeof(*cells));
	if (was_doubtful || row_is_doubtful(cells, t->cols)) {
		(void)wredrawln(stdscr, row, 1);
		first = 0;
		end = t->cols;
	}
	for (col = first; col < end; col++)
		doubtful |= put_cell(t, row, col, &cells[col]);
	return doubtful;
}

/* Doubtful clusters, and what they may have been written over. */
static void
write_doubtful_row(const struct terminal *t, int row)
{
	const struct canvas_cell *cells = t->shown +
	    (size_t)row * (size_t)t->cols;
	int col, excess, damaged = 0;

	for (col = 0; col < t->cols; col++) {
		if (cells[col].cols == 0)
			continue;
		damaged -= cells[col].cols;
		if (!glyph_is_doubtful(&cells[col]) &&
		    damaged + cells[col].cols <= 0)
			continue;
		excess = write_directly(t, row, col, &cells[col]);
		if (excess > damaged)
			damaged = excess;
	}
}

/* A screen of this size: nothing is known of what it shows. */
static void
fit_shown(struct terminal *t, const struct canvas *canvas)
{
	int rows = canvas_rows(canvas), cols = canvas_cols(canvas);

	if (rows == t->rows && cols == t->cols && t->shown != NULL)
		return;
	free(t->shown);
	t->rows = rows;
	t->cols = cols;
	t->shown = mem_calloc((size_t)rows * (size_t)cols, sizeof(*t->shown));
	t->all = true;
}

static void
draw(void *self, const struct canvas *canvas, bool anew)
{
	struct terminal *t = self;
	int row, at_row, at_col;
	bool *doubtful, any = false;

	fit_shown(t, canvas);
	t->all |= anew;
	if (t->all)
		(void)clearok(stdscr, TRUE);
	doubtful = mem_calloc((size_t)t->rows, sizeof(*doubtful));
	for (row = 0; row < t->rows; row++) {
		doubtful[row] = put_row(t, canvas, row);
		any |= doubtful[row];
	}
	canvas_cursor(canvas, &at_row, &at_col);
	(void)curs_set(at_row >= 0 ? 1 : 0);
	at_row = at_row >= 0 ? at_row : 0;
	(void)move(at_row, at_col);
	(void)refresh();
	if (any) {
		for (row = 0; row < t->rows; row++)
			if (doubtful[row])
				write_doubtful_row(t, row);
		/* Back to where curses thinks that the cursor is. */
		(void)vid_attr(WA_NORMAL, 0, NULL);
		move_directly(at_row, at_col);
		(void)fflush(stdout);
	}
	free(doubtful);
	t->all = false;
}

/* ---- opening and closing ---- */

/* Is there anything that curses can do with it? Words saying why not. */
static int
check_terminal(struct err *err)
{
	const char *name = getenv("TERM");
	int why = 0, r = 0;

	if (name == NULL || name[0] == '\0')
		return err_set(err, ERR_SYSTEM,
		    _("TERM is not set: the terminal's kind is not known "
		    "(gogai list and gogai show work without)"));
	if (setupterm(NULL, STDOUT_FILENO, &why) == ERR)
		return err_set(err, ERR_SYSTEM,
		    _("the terminal \"%s\" is not known here: set TERM to "
		    "another one, such as xterm or vt100"), name);
	if (cursor_address == NULL)
		r = err_set(err, ERR_SYSTEM,
		    _("the terminal \"%s\" cannot move its cursor "
		    "(gogai list and gogai show work without)"), name);
	(void)del_curterm(cur_term);
	return r;
}

/* The bytes that give the screen back when there is no time for curses. */
static void
arm(void)
{
	static const char *const names[] = { "sgr0", "cnorm", "rmcup" };
	struct buf bytes = BUF_INIT;
	const char *cap;
	size_t i;

	buf_adds(&bytes, "\033[?2004l");
	for (i = 0; i < CC_COUNT(names); i++) {
		cap = tigetstr(names[i]);
		/* What has padding in it is for curses alone. */
		if (cap != NULL && cap != (const char *)-1 &&
		    strstr(cap, "$<") == NULL)
			buf_adds(&bytes, cap);
	}
	buf_adds(&bytes, "\r\n");
	wake_arm(buf_string(&bytes));
	buf_release(&bytes);
}

static bool
wants_colors(const struct options *options)
{
	enum { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };
	int when = options_choice(options, OPTION_COLOR);
	const char *no = getenv("NO_COLOR");

	if (when == COLOR_NEVER || !has_colors())
		return false;
	return when == COLOR_ALWAYS || no == NULL || no[0] == '\0';
}

static void
start_curses(struct terminal *t, const struct options *options)
{
	(void)set_escdelay(25);
	(void)raw();
	(void)noecho();
	(void)nonl();
	(void)keypad(stdscr, TRUE);
	(void)nodelay(stdscr, TRUE);
	(void)intrflush(stdscr, FALSE);
	(void)idlok(stdscr, TRUE);
	(void)typeahead(-1);
	(void)define_key("\033[200~", KEY_PASTE_BEGIN);
	(void)define_key("\033[201~", KEY_PASTE_END);
	t->colors = wants_colors(options);
	if (t->colors) {
		(void)start_color();
		(void)use_default_colors();
		(void)init_pair(PAIR_ACCENT, COLOR_RED, -1);
	}
	(void)tcgetattr(STDIN_FILENO, &t->ours);
	paste_mode(true);
}

int
ui_terminal_open(struct ui_terminal *out, const struct options *options,
    const struct width_rules *rules, struct err *err)
{
	struct terminal *t;

	/* The canvas brings its widths with it. */
	(void)rules;
	/* Signals before curses starts, or it would take SIGWINCH. */
	if (check_terminal(err) < 0 || wake_open(err) < 0)
		return -1;
	t = mem_calloc(1, sizeof(*t));
	t->all = true;
	buf_init(&t->paste, BOUND_PROMPT_BYTES);
	t->screen = newterm(NULL, stdout, stdin);
	if (t->screen == NULL) {
		wake_close();
		free(t);
		return err_set(err, ERR_SYSTEM,
		    _("the terminal cannot be used"));
	}
	arm();
	start_curses(t, options);
	*out = (struct ui_terminal){ .self = t, .read = read_key,
	    .size = get_size, .draw = draw, .suspend = suspend,
	    .paste = take_paste, .ended = has_ended };
	return 0;
}

void
ui_terminal_close(struct ui_terminal *terminal)
{
	struct terminal *t = terminal->self;

	paste_mode(false);
	(void)endwin();
	delscreen(t->screen);
	wake_close();
	free(t->shown);
	buf_release(&t->paste);
	free(t);
}
