/*
 * The interface without a terminal: keys and events in, a canvas out.
 *
 * ui_run() is the loop for a real terminal, which it knows only as a struct
 * ui_terminal; tests call ui_key(), ui_event() and ui_draw() themselves.
 * Nothing here waits but ui_run(): reading the cache is by windows through a
 * reading connection of its own, everything else is a message to the engine.
 */
#ifndef GOGAI_UI_H
#define GOGAI_UI_H

#include "gogai/canvas.h"
#include "gogai/cc.h"
#include "gogai/config.h"
#include "gogai/engine.h"
#include "gogai/err.h"
#include "gogai/option.h"

/* Keys are characters (UTF-32), or one of these. */
enum ui_key {
	UI_KEY_NONE = 0,
	UI_KEY_TAB = '\t',
	UI_KEY_ENTER = '\r',
	UI_KEY_ESCAPE = 0x1b,
	UI_KEY_SPECIAL = 0x110000,	/* above Unicode */
	UI_KEY_UP,
	UI_KEY_DOWN,
	UI_KEY_LEFT,
	UI_KEY_RIGHT,
	UI_KEY_PAGE_UP,
	UI_KEY_PAGE_DOWN,
	UI_KEY_HOME,
	UI_KEY_END,
	UI_KEY_BACKSPACE,
	UI_KEY_DELETE,
	UI_KEY_INSERT,
	UI_KEY_BACK_TAB,
	UI_KEY_PASTE,			/* pasted text: ui_terminal.paste */
	UI_KEY_F1,			/* F1 to F12 follow each other */
	UI_KEY_F12 = UI_KEY_F1 + 11,
	UI_KEY_ALT = 1 << 24,		/* or-ed to a key: Alt was held */
	UI_KEY_CTRL_BASE = 0		/* Ctrl-A is 1, Ctrl-Z 26 */
};

/* What the interface works on, all of it outlives the ui. */
struct ui_options {
	struct engine *engine;
	const char *cache;		/* opened for reading by the ui */
	const char *urls;
	const char *data;		/* folder of the bundled files */
	struct options *options;	/* :set changes them */
	struct config *config;		/* its directives: bind */
	time_t	(*now)(void);		/* NULL: the system's clock */
	/* Hand an address to a program; NULL: spawn the browser. For tests. */
	int	(*open_url)(void *arg, const char *url, struct err *err);
	void	*open_arg;
};

struct ui;

/*
 * Make the interface for a terminal of this size, on its first screen: the
 * feeds, or the picker when nothing is subscribed. *out is the caller's:
 * ui_free(). Bad "bind" lines are complaints in options->config.
 */
int	ui_new(struct ui **out, const struct ui_options *options, int rows,
	    int cols, struct err *err);

/* Free it, NULL is allowed. */
void	ui_free(struct ui *ui);

/* A key was pressed. */
void	ui_key(struct ui *ui, uint32_t key);

/* Text was pasted: it goes into an open prompt, else nowhere. */
void	ui_paste(struct ui *ui, const char *text, size_t len);

/* Something happened in the engine, the event stays the caller's. */
void	ui_event(struct ui *ui, struct event *event);

/* The terminal has another size. */
void	ui_resize(struct ui *ui, int rows, int cols);

/* Time passed: messages fade, other processes' changes are looked for. */
void	ui_tick(struct ui *ui);

/* Draw what is not drawn, the canvas is the ui's. */
const struct canvas	*ui_draw(struct ui *ui);

/* Did the user leave? */
bool	ui_done(const struct ui *ui);

/* Does the user wish to suspend (^Z)? Asking clears the wish. */
bool	ui_wants_suspend(struct ui *ui);

/* Does the user wish everything drawn anew (^L)? Asking clears the wish. */
bool	ui_wants_redraw(struct ui *ui);

/* A terminal, as the loop needs one. */
struct ui_terminal {
	void	*self;
	/* Wait for a key, fd, a signal, at most ms: a key, or NONE. */
	uint32_t (*read)(void *self, int fd, int ms);
	void	(*size)(void *self, int *rows, int *cols);
	void	(*draw)(void *self, const struct canvas *canvas, bool anew);
	void	(*suspend)(void *self);
	/* The text of UI_KEY_PASTE; the caller frees it. */
	char	*(*paste)(void *self);
	bool	(*ended)(void *self);	/* SIGTERM or SIGHUP came */
};

/*
 * Take the terminal at standard input and output over: modes, alternate
 * screen, signals. *out is filled in, ui_terminal_close() gives all back. One
 * at a time. Fails with ERR_SYSTEM, in words, where there is no terminal or it
 * cannot move its cursor. (terminal.c, which only the program links.)
 */
int	ui_terminal_open(struct ui_terminal *out,
	    const struct options *options, const struct width_rules *rules,
	    struct err *err);

/* Give the terminal back as it was. */
void	ui_terminal_close(struct ui_terminal *terminal);

/*
 * Give the terminal back by its saved modes and fixed bytes, whatever state
 * curses is in: for mem_set_fatal(). Nothing where no terminal is open.
 */
void	ui_terminal_emergency(void);

/* Run until the user leaves: drain events and keys, draw once, sleep. */
void	ui_run(struct ui *ui, const struct ui_terminal *terminal);

/*
 * Append all commands and default keys as text for manuals: one line a key,
 * tab-separated: screen, key, command, help.
 */
void	ui_keys_table(struct buf *out);

#endif
