/*
 * What the files of the interface share.
 *
 * A screen is a const struct screen_ops and its own state, of which struct
 * screen is the beginning; it has a listview or a textview that the common
 * moves work on. Screens stand on a stack; keys go to the one on top, events
 * to whoever knows their ticket. A command is a row of one table: keys, the
 * command line, help and manual all go through it.
 */
#ifndef GOGAI_UI_PRIV_H
#define GOGAI_UI_PRIV_H

#include <sys/types.h>
#include <time.h>

#include "gogai/arena.h"
#include "gogai/buf.h"
#include "gogai/canvas.h"
#include "gogai/document.h"
#include "gogai/layout.h"
#include "gogai/store.h"
#include "gogai/subs.h"
#include "gogai/ui.h"

/* ---- screens ---- */

enum screen_kind {
	SCREEN_FEEDS,
	SCREEN_HEADLINES,
	SCREEN_ARTICLE,
	SCREEN_LINKS,
	SCREEN_HELP,
	SCREEN_PICKER,
	SCREEN_COUNT
};

/* Sets of screens, for tables. */
#define ON(kind) (1u << SCREEN_##kind)
#define ON_ALL ((1u << SCREEN_COUNT) - 1)
#define ON_TEXTS (ON(ARTICLE) | ON(HELP))
#define ON_LISTS (ON_ALL & ~ON_TEXTS)

struct listview;
struct textview;
struct screen;

/* The rows of a screen's own area, between the bars. */
struct area {
	struct canvas *canvas;
	int	 row, rows, cols;
};

struct screen_ops {
	enum screen_kind kind;
	void	(*release)(struct screen *);	/* free what it owns */
	/* The title bar's two ends. */
	void	(*title)(struct screen *, struct buf *left, struct buf *right);
	void	(*draw)(struct screen *, const struct area *);
	/* Read the cache anew, it has changed. NULL: nothing to read. */
	void	(*renew)(struct screen *);
	/* Is this event for this screen? It is used up then. NULL: never. */
	bool	(*event)(struct screen *, struct event *);
	/* A word for the status line when there is no message. NULL: none. */
	void	(*hint)(struct screen *, struct buf *words, bool *error);
	/* Options or keys were changed. NULL: nothing depends on them. */
	void	(*options)(struct screen *);
};

struct screen {
	const struct screen_ops *ops;
	struct ui *ui;
	struct screen *below;
	struct listview *list;		/* what the common moves move */
	struct textview *text;
	bool	 stale;			/* renew() before the next drawing */
};

/* ---- commands ---- */

/* How a command was called. */
struct call {
	int	 count;			/* digits before it, 0: none */
	int	 how;			/* the table's */
	const char *argument;		/* of the command line, or NULL */
};

struct command {
	const char *name;
	unsigned screens;		/* where it is valid */
	void	(*run)(struct ui *, struct screen *, const struct call *);
	int	 how;
	const char *help;		/* N_(): a few words */
};

/* The command of this name that is valid on the screen, or NULL. */
const struct command	*command_find(const char *name,
	    enum screen_kind kind);
/* The same, whatever the screen. */
bool	command_known(const char *name);
/* The table's i-th row, NULL behind the end. */
const struct command	*command_at(size_t i);
/* Run a line of the command line: a command's name and its argument. */
void	command_line(struct ui *ui, const char *line);

/* The names of screens in `bind`, and for people. */
const char	*screen_name(enum screen_kind kind);
const char	*screen_words(enum screen_kind kind);

/* ---- keys ---- */

struct keymap;

/* The default keys. */
struct keymap	*keymap_new(void);
void	keymap_free(struct keymap *keymap);
/* "bind KEY COMMAND [SCREEN]" as words. ERR_USAGE. */
int	keymap_bind(struct keymap *keymap, const char *const *words,
	    size_t n_words, struct err *err);
/* The command of a key on a screen, or NULL. */
const struct command	*keymap_find(const struct keymap *keymap,
	    uint32_t key, enum screen_kind kind);
/* The keys of a command on a screen, "j, Down", appended. */
void	keymap_keys(const struct keymap *keymap, const struct command *command,
	    enum screen_kind kind, struct buf *out);
/* The same, each handed to a function. */
void	keymap_each(const struct keymap *keymap, const struct command *command,
	    enum screen_kind kind, void (*each)(void *, const char *key),
	    void *arg);
/* Names to codes and back. False: no such key. */
bool	key_parse(uint32_t *key, const char *name);
void	key_format(struct buf *out, uint32_t key);

/* Config lines, in the user's own language (keys_default.c). */
extern const char keys_default[];

/* ---- looks ---- */

enum look {
	LOOK_BOLD = 1 << 0,
	LOOK_DIM = 1 << 1,
	LOOK_ITALIC = 1 << 2,
	LOOK_UNDERLINE = 1 << 3,
	LOOK_REVERSE = 1 << 4,
	LOOK_ACCENT = 1 << 5		/* the one colour */
};

/* The look of a cell; without colours the accent has another sign. */
unsigned	style_look(unsigned role, unsigned style, bool colors);
/* One ASCII character for a symbol of ours, or '?'. */
char	style_ascii(const char *cluster);

/* ---- listview.c ---- */

struct listview {
	int64_t	 n;			/* rows there are */
	int64_t	 cursor, top;		/* the selected row, the first shown */
	int	 rows;			/* shown at the last drawing */
};

/* There are n rows now; the cursor stays on one. */
void	listview_set(struct listview *list, int64_t n);
/* Select row i, or the nearest there is. */
void	listview_go(struct listview *list, int64_t i);
/* Half a screen for each of n, as vi does. */
void	listview_halves(struct listview *list, int64_t n);
/* For this many rows on the screen: the cursor is among them. */
void	listview_fit(struct listview *list, int rows);
/* Draw what is in view, a row at a time, and mark the selected one. */
void	listview_draw(struct listview *list, const struct area *area,
	    void (*row)(void *arg, const struct area *, int at, int64_t i),
	    void *arg);

/* ---- textview.c ---- */

#define TEXT_PARTS 4

/* A document below another one, with its own look. */
struct text_part {
	struct document *document;
	struct layout *layout;
	enum canvas_role role;		/* of plain text */
	unsigned style;
	bool	 gap;			/* a blank line behind it */
};

/* A place that outlives another width. */
struct text_place {
	size_t	 part, block, offset;
	bool	 blank;			/* the blank line above it */
};

/*
 * Documents one below another, the last of them the body, which is laid out
 * as far as it is looked at.
 */
struct textview {
	struct ui *ui;
	struct text_part parts[TEXT_PARTS];
	size_t	 n_parts;
	int	 cols, measure;		/* of the last layout */
	int	 rows;
	size_t	 top;			/* the first line shown */
	struct text_place anchor;	/* what was on top when it was chosen */
	unsigned link;			/* the marked one, 0: none */
	struct buf needle;		/* folded, of the last search */
	size_t	*hits;			/* lines of the body */
	size_t	 n_hits, cap_hits, hit;
	bool	 has_hit;		/* hits are shown */
};

void	textview_init(struct textview *text, struct ui *ui);
void	textview_release(struct textview *text);
/* Append a document, which the view owns then. */
void	textview_add(struct textview *text, struct document *document,
	    enum canvas_role role, unsigned style, bool gap);
/* Another body in place of the last part, the place is kept. */
void	textview_replace(struct textview *text, struct document *document);
/* The body. */
struct document	*textview_body(const struct textview *text);
/* Options have changed: lay out anew at the next drawing. */
void	textview_forget(struct textview *text);
/* Scroll by lines; by halves of the screen; to the beginning or end. */
void	textview_scroll(struct textview *text, long by);
void	textview_halves(struct textview *text, int n);
void	textview_end(struct textview *text);
void	textview_home(struct textview *text);
/* Is the last line in view? */
bool	textview_at_end(struct textview *text);
/* How far it is read, in percent, guessed from bytes. */
int	textview_percent(struct textview *text);
/* Mark the next (+1) or previous (-1) link. False: there is none. */
bool	textview_walk(struct textview *text, int by);
/* Search the body; false: not found. Then to the next or previous hit. */
bool	textview_search(struct textview *text, const char *words);
bool	textview_hit(struct textview *text, int by);
void	textview_draw(struct textview *text, const struct area *area);

/* ---- prompt.c ---- */

enum prompt_kind {
	PROMPT_FILTER,
	PROMPT_SEARCH,
	PROMPT_COMMAND,
	PROMPT_ADDRESS,
	PROMPT_COUNT
};

#define PROMPT_HISTORY 50

struct prompt_history {
	char	*lines[PROMPT_HISTORY];
	size_t	 n;
};

struct prompt {
	bool	 open;
	enum prompt_kind kind;
	const char *label;
	struct buf text;
	size_t	 at;			/* the cursor, bytes */
	size_t	 recalled;		/* lines back in the history, 0: none */
	/* text NULL: the user gave up. */
	void	(*done)(struct ui *, struct screen *, const char *text);
	struct prompt_history histories[PROMPT_COUNT];
};

void	prompt_init(struct prompt *prompt);
void	prompt_release(struct prompt *prompt);
/* Ask for a line; what is typed goes there until Enter or Esc. */
void	prompt_open(struct ui *ui, enum prompt_kind kind, const char *label,
	    const char *text,
	    void (*done)(struct ui *, struct screen *, const char *text));
void	prompt_key(struct ui *ui, uint32_t key);
void	prompt_insert(struct ui *ui, const char *text, size_t len);
void	prompt_draw(struct ui *ui, int row);

/* ---- status.c ---- */

struct status {
	char	*message;
	bool	 error;
	int	 ticks;			/* seconds that it still stands */
	bool	 polling;
	size_t	 n_feeds, n_feeds_done, n_articles, n_pages, n_pages_done;
	char	*feed_words;		/* of the last feed that failed or was
					   not asked */
	bool	 feed_failed;
};

void	status_release(struct status *status);
/* Say something; it fades. */
void	status_say(struct ui *ui, const char *fmt, ...) CC_PRINTF(2, 3);
/* Say what went wrong; it stands longer. */
void	status_fail(struct ui *ui, const char *fmt, ...) CC_PRINTF(2, 3);
void	status_clear(struct ui *ui);
/* Another screen: what was said of the old one goes, errors stay. */
void	status_change(struct ui *ui);
/* A key was pressed: what could be read by now goes. */
void	status_fade(struct ui *ui);
/* A second has passed. */
void	status_tick(struct ui *ui);
/* A poll was asked for. */
void	status_poll(struct ui *ui);
/* Events of a poll. */
void	status_event(struct ui *ui, const struct event *event);
void	status_draw(struct ui *ui, int row);

/* ---- sources.c: the feeds, as the urls file and the cache have them ---- */

struct source {
	int64_t	 feed;			/* 0: never polled */
	const char *url, *title;
	const char *error;		/* NULL: it went well */
	int64_t	 n_articles, n_unread;
	bool	 hidden, subscribed, gone;
	bool	 asked;			/* it was polled at least once */
};

struct sources {
	struct arena *arena;
	struct source *rows;		/* subscribed ones first, in order */
	size_t	 n, n_subscribed;
	const struct source **by_id;
	size_t	 n_by_id;
	int64_t	 n_articles, n_unread;
};

void	sources_release(struct sources *sources);
/* Read both anew, into the empty table. */
void	sources_read(struct ui *ui);
/* The feed of this number, or NULL. */
const struct source	*sources_find(const struct ui *ui, int64_t feed);

/* ---- marks.c: marks that are not committed yet ---- */

#define MARKS_MANY ((int64_t)-1)

struct pending_mark {
	int64_t	 id;			/* 0: a view's; MARKS_MANY: of a list */
	int64_t	 feed;			/* of the view, 0: all */
	enum store_mark mark;
};

struct marks {
	struct pending_mark *rows;	/* in the order of sending */
	size_t	 n, cap;
};

/* Send a mark; it shows at once. */
void	marks_send(struct ui *ui, int64_t id, enum store_mark mark);
void	marks_send_view(struct ui *ui, const struct store_view *view,
	    enum store_mark mark);
void	marks_send_keys(struct ui *ui, const struct store_key *keys, size_t n,
	    enum store_mark mark);
/* The oldest one is committed, or failed. */
void	marks_event(struct ui *ui, const struct event *event);
/* Put what is pending over what the cache said. */
void	marks_apply(const struct ui *ui, struct headline *row);

/* ---- the interface ---- */

#define UI_CHILDREN 8

struct ui {
	struct ui_options o;
	struct width_rules widths;
	bool	 ascii;
	struct store *store;
	bool	 unborn;		/* the cache's file is not there yet */
	int64_t	 version;
	struct subs *subs;
	bool	 subs_stale;
	struct canvas *canvas;
	struct screen *screen;		/* the top of the stack */
	struct keymap *keymap;
	struct sources sources;
	bool	 sources_stale;
	struct marks marks;
	struct prompt prompt;
	struct status status;
	struct buf scratch;
	int	 count;
	uint64_t last_ticket;
	pid_t	 children[UI_CHILDREN];	/* browsers, to be waited for */
	bool	 dirty, done, wants_suspend, wants_redraw;
	int64_t	 hold_until_ms;		/* draw later; 0: at once */
};

/* A text comes in a moment: one drawing is enough. Then: it is there. */
void	ui_hold(struct ui *ui);
void	ui_release_hold(struct ui *ui);
/* A number for a request. */
uint64_t	ui_ticket(struct ui *ui);
time_t	ui_now(const struct ui *ui);
/* Put a screen on top; take the top one off (the last one: the end). */
void	ui_push(struct ui *ui, struct screen *screen);
void	ui_pop(struct ui *ui);
/* The screen of a kind on the stack, or NULL. */
struct screen	*ui_find(const struct ui *ui, enum screen_kind kind);
/* What was read from the cache is old. */
void	ui_stale(struct ui *ui);
/* Options were changed. */
void	ui_apply_options(struct ui *ui);
/* A poll of one feed (url) or all (NULL), as the user asks. */
void	ui_poll(struct ui *ui, const char *url);
/* Subscribe an address. */
void	ui_subscribe(struct ui *ui, const char *url);
/* Hand an address to a program. */
void	ui_open_outside(struct ui *ui, const char *url);

/* browser.c */
int	browser_open(struct ui *ui, const char *url, struct err *err);
void	browser_reap(struct ui *ui);

/* draw.c: text in a field, dates, glyphs */

/* Text in exactly cols columns, cut with an ellipsis or padded. */
void	draw_field(struct ui *ui, struct canvas *canvas, int row, int col,
	    const char *text, int cols, enum canvas_role role, unsigned style);
/* The same at the right end of the field. */
void	draw_right(struct ui *ui, struct canvas *canvas, int row, int col,
	    const char *text, int cols, enum canvas_role role, unsigned style);
/* "·" with its blanks, by option in ASCII. */
const char	*draw_dot(const struct ui *ui);
/* "09:12", "Nov 23", "2025-11-23"; short: seven columns at most. */
void	draw_date(struct buf *out, time_t at, time_t now, bool is_short);
/* The date by an option's format. */
void	draw_long_date(struct buf *out, time_t at, const char *format);

/* ---- one file, one screen ---- */

void	feeds_open(struct ui *ui);

struct headlines;

/* The articles of a view; words: filtered by them at once, or NULL. */
void	headlines_open(struct ui *ui, const struct store_view *view,
	    const char *title, const char *words);
/* From where an article stands to another one of its list. */
bool	headlines_unread_after(struct screen *screen,
	    const struct store_key *key, struct store_key *out);
bool	headlines_beside(struct screen *screen, const struct store_key *key,
	    int by, struct store_key *out);
/* Select an article's row. */
void	headlines_select(struct screen *screen, const struct store_key *key);
/* "3/120", the selected row's place. */
void	headlines_place(struct screen *screen, struct buf *out);

/* Read an article of the headlines on top, or an address. */
void	article_open(struct ui *ui, const struct store_key *key);
void	article_open_url(struct ui *ui, const char *url);
/* Follow an address from the article on top. */
void	article_follow(struct screen *screen, const char *url);

void	links_open(struct ui *ui, const struct document *document);
void	help_open(struct ui *ui, enum screen_kind kind);
void	picker_open(struct ui *ui, bool first);

/* The screens' own commands, for the table. */
#define COMMAND(name) \
	void name(struct ui *ui, struct screen *screen, \
	    const struct call *call)

COMMAND(feeds_enter);
COMMAND(feeds_next_unread);
COMMAND(feeds_poll);
COMMAND(feeds_mark_all);
COMMAND(feeds_filter);
COMMAND(headlines_enter);
COMMAND(headlines_next_unread);
COMMAND(headlines_poll);
COMMAND(headlines_toggle);
COMMAND(headlines_star);
COMMAND(headlines_mark_all);
COMMAND(headlines_filter);
COMMAND(headlines_browser);
COMMAND(article_enter);
COMMAND(article_page);
COMMAND(article_next_unread);
COMMAND(article_beside);
COMMAND(article_poll);
COMMAND(article_toggle);
COMMAND(article_star);
COMMAND(article_walk);
COMMAND(article_back);
COMMAND(article_links);
COMMAND(article_browser);
COMMAND(links_enter);
COMMAND(links_browser);
COMMAND(picker_toggle);
COMMAND(picker_group);
COMMAND(picker_subscribe);

#undef COMMAND

#endif
