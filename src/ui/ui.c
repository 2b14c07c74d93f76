/*
 * The interface's state, and the loop: event -> command -> draw once, before
 * sleeping.
 *
 * Screens stand on a stack; the top one gets the keys. What was read from the
 * cache is read anew when a commit was seen (an event of ours, or another
 * process's by store_version()), once and just before it is drawn. Drawing is
 * all into a canvas; who shows it is not known here.
 */
#include "gogai/ui.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gogai/date.h"
#include "gogai/file.h"
#include "gogai/mem.h"
#include "gogai/str.h"
#include "gogai/url.h"
#include "ui_priv.h"

/* Keys taken between two drawings, when they come faster than we draw. */
enum { KEYS_AT_ONCE = 500 };
/* How long an old picture may stay for want of a text that is being made. */
enum { HOLD_MS = 40 };

/* ---- the cache and the urls file ---- */

/*
 * A cache without a file is empty; when the file comes, it is opened. What
 * cannot be read is said, and shown as empty.
 */
static void
open_store(struct ui *ui)
{
	struct err err;

	err_clear(&err);
	store_close(ui->store);
	ui->store = NULL;
	ui->unborn = !file_exists(ui->o.cache);
	if (store_open(&ui->store, ui->o.cache, STORE_READ, &err) < 0)
		status_fail(ui, "%s", err.message);
	else
		ui->version = store_version(ui->store);
	ui_stale(ui);
}

static void
load_subs(struct ui *ui)
{
	struct subs *subs = NULL;
	struct err err;

	err_clear(&err);
	ui->subs_stale = false;
	if (subs_load(&subs, ui->o.urls, &err) < 0) {
		status_fail(ui, "%s", err.message);
		if (ui->subs != NULL)
			return;
		subs = subs_parse("", 0);
	}
	subs_free(ui->subs);
	ui->subs = subs;
	if (subs_n_complaints(subs) > 0)
		status_fail(ui, "%s", subs_complaint(subs, 0));
}

void
ui_stale(struct ui *ui)
{
	struct screen *screen;

	ui->sources_stale = true;
	for (screen = ui->screen; screen != NULL; screen = screen->below)
		screen->stale = true;
	ui->dirty = true;
}

static void
renew(struct ui *ui)
{
	struct sources old = { .arena = NULL };
	struct screen *screen;

	if (ui->subs_stale)
		load_subs(ui);
	if (ui->sources_stale) {
		/* Screens still point there. */
		old = ui->sources;
		memset(&ui->sources, 0, sizeof(ui->sources));
		sources_read(ui);
	}
	ui->sources_stale = false;
	for (screen = ui->screen; screen != NULL; screen = screen->below) {
		if (screen->stale && screen->ops->renew != NULL)
			screen->ops->renew(screen);
		screen->stale = false;
	}
	sources_release(&old);
}

/* ---- options ---- */

static void
read_options(struct ui *ui)
{
	const struct options *o = ui->o.options;

	ui->widths.ambiguous_wide = options_bool(o, OPTION_AMBIGUOUS_WIDE);
	ui->widths.vs16_wide = options_bool(o, OPTION_VS16_WIDE);
	ui->ascii = options_bool(o, OPTION_ASCII);
}

void
ui_apply_options(struct ui *ui)
{
	int rows = canvas_rows(ui->canvas), cols = canvas_cols(ui->canvas);
	struct screen *screen;

	read_options(ui);
	canvas_free(ui->canvas);
	ui->canvas = canvas_new(rows, cols, &ui->widths);
	for (screen = ui->screen; screen != NULL; screen = screen->below)
		if (screen->ops->options != NULL)
			screen->ops->options(screen);
	ui_stale(ui);
}

/* The user's "bind" lines; what is wrong with one is its complaint. */
static void
read_bindings(struct ui *ui)
{
	const struct config_directive *line;
	struct err err;
	size_t i;

	for (i = 0; (line = config_directive(ui->o.config, i)) != NULL; i++) {
		if (strcmp(line->words[0], "bind") != 0)
			continue;
		err_clear(&err);
		if (keymap_bind(ui->keymap, line->words, line->n_words,
		    &err) < 0)
			config_complain(ui->o.config, line->file, line->line,
			    "%s", err.message);
	}
}

/* ---- life ---- */

int
ui_new(struct ui **out, const struct ui_options *options, int rows, int cols,
    struct err *err)
{
	struct ui *ui = mem_calloc(1, sizeof(*ui));

	(void)err;
	ui->o = *options;
	read_options(ui);
	ui->canvas = canvas_new(rows, cols, &ui->widths);
	prompt_init(&ui->prompt);
	ui->keymap = keymap_new();
	read_bindings(ui);
	load_subs(ui);
	open_store(ui);
	if (subs_len(ui->subs) == 0)
		picker_open(ui, true);
	else
		feeds_open(ui);
	if (config_n_complaints(ui->o.config) > 0)
		status_fail(ui, "%s", config_complaint(ui->o.config, 0));
	ui->dirty = true;
	*out = ui;
	return 0;
}

static void
drop_screen(struct ui *ui)
{
	struct screen *screen = ui->screen;

	ui->screen = screen->below;
	screen->ops->release(screen);
	free(screen);
}

void
ui_free(struct ui *ui)
{
	if (ui == NULL)
		return;
	while (ui->screen != NULL)
		drop_screen(ui);
	browser_reap(ui);
	store_close(ui->store);
	subs_free(ui->subs);
	canvas_free(ui->canvas);
	keymap_free(ui->keymap);
	sources_release(&ui->sources);
	free(ui->marks.rows);
	prompt_release(&ui->prompt);
	status_release(&ui->status);
	buf_release(&ui->scratch);
	free(ui);
}

uint64_t
ui_ticket(struct ui *ui)
{
	return ++ui->last_ticket;
}

time_t
ui_now(const struct ui *ui)
{
	return ui->o.now != NULL ? ui->o.now() : time(NULL);
}

/* ---- the stack ---- */

void
ui_push(struct ui *ui, struct screen *screen)
{
	screen->ui = ui;
	screen->below = ui->screen;
	screen->stale = true;
	ui->screen = screen;
	status_change(ui);
}

void
ui_pop(struct ui *ui)
{
	if (ui->screen->below == NULL)
		ui->done = true;
	else
		drop_screen(ui);
	status_change(ui);
}

struct screen *
ui_find(const struct ui *ui, enum screen_kind kind)
{
	struct screen *screen = ui->screen;

	while (screen != NULL && screen->ops->kind != kind)
		screen = screen->below;
	return screen;
}

static const struct {
	const char *name, *words;
} screen_table[SCREEN_COUNT] = {
	[SCREEN_FEEDS] = { "feeds", N_("The feeds") },
	[SCREEN_HEADLINES] = { "headlines", N_("The headlines") },
	[SCREEN_ARTICLE] = { "article", N_("An article") },
	[SCREEN_LINKS] = { "links", N_("An article's links") },
	[SCREEN_HELP] = { "help", N_("This help") },
	[SCREEN_PICKER] = { "picker", N_("Choosing feeds") },
};

const char *
screen_name(enum screen_kind kind)
{
	return screen_table[kind].name;
}

const char *
screen_words(enum screen_kind kind)
{
	return _(screen_table[kind].words);
}

/* ---- what screens ask for ---- */

void
ui_poll(struct ui *ui, const char *url)
{
	status_poll(ui);
	engine_poll(ui->o.engine, &url, url != NULL ? 1 : 0,
	    ENGINE_POLL_ASKED);
}

void
ui_subscribe(struct ui *ui, const char *url)
{
	const char *title = NULL;
	struct str trimmed = str_trim(str_of(url));
	char *copy = mem_strndup(trimmed.p, trimmed.len);
	const char *address = copy;

	status_say(ui, _("subscribing %s"), copy);
	engine_subscribe(ui->o.engine, &address, &title, 1);
	free(copy);
}

void
ui_open_outside(struct ui *ui, const char *url)
{
	struct err err;
	int r;

	err_clear(&err);
	if (!url_is_openable(url))
		r = err_set(&err, ERR_REFUSED,
		    _("only http, https and mailto are opened"));
	else if (ui->o.open_url != NULL)
		r = ui->o.open_url(ui->o.open_arg, url, &err);
	else
		r = browser_open(ui, url, &err);
	if (r < 0)
		status_fail(ui, "%s", err.message);
	else
		status_say(ui, _("opened %s"), url);
}

/* ---- keys ---- */

/* A digit that is bound to nothing is part of a number. */
static bool
take_digit(struct ui *ui, uint32_t key)
{
	if (key < '0' || key > '9' || (key == '0' && ui->count == 0) ||
	    keymap_find(ui->keymap, key, ui->screen->ops->kind) != NULL)
		return false;
	if (ui->count < 1000000)
		ui->count = ui->count * 10 + (int)(key - '0');
	return true;
}

static void
run_key(struct ui *ui, uint32_t key)
{
	const struct command *command = keymap_find(ui->keymap, key,
	    ui->screen->ops->kind);
	struct call call = { .count = ui->count };

	ui->count = 0;
	if (command == NULL)
		return;
	/* Rows are counted on what the cache has now. */
	renew(ui);
	status_fade(ui);
	call.how = command->how;
	command->run(ui, ui->screen, &call);
}

void
ui_key(struct ui *ui, uint32_t key)
{
	uint32_t plain = key & ~(uint32_t)UI_KEY_ALT;

	if (key == UI_KEY_NONE || ui->done)
		return;
	ui->dirty = true;
	if (plain != key && (ui->prompt.open || keymap_find(ui->keymap, key,
	    ui->screen->ops->kind) == NULL)) {
		/* Esc and a key that came in one packet. */
		ui_key(ui, UI_KEY_ESCAPE);
		ui_key(ui, plain);
	} else if (ui->prompt.open) {
		prompt_key(ui, key);
	} else if (!take_digit(ui, key)) {
		run_key(ui, key);
	}
}

void
ui_paste(struct ui *ui, const char *text, size_t len)
{
	if (!ui->prompt.open)
		return;
	prompt_insert(ui, text, len);
	ui->dirty = true;
}

/* ---- events ---- */

static void
subscribed(struct ui *ui, const struct event *event)
{
	if (event->err.code != ERR_NONE) {
		status_fail(ui, "%s", event->err.message);
		return;
	}
	if (event->n_changed_rows == 0)
		status_say(ui, "%s", _("subscribed already"));
	else
		status_poll(ui);
	ui->subs_stale = true;
	ui_stale(ui);
}

void
ui_event(struct ui *ui, struct event *event)
{
	struct screen *screen;

	ui->dirty = true;
	switch (event->kind) {
	case EVENT_FEED:
	case EVENT_POLLED:
		ui_stale(ui);
		status_event(ui, event);
		break;
	case EVENT_PROGRESS:
		status_event(ui, event);
		break;
	case EVENT_MARKED:
		marks_event(ui, event);
		break;
	case EVENT_SUBSCRIBED:
		subscribed(ui, event);
		break;
	case EVENT_TROUBLE:
		status_fail(ui, "%s", event->err.message);
		break;
	default:
		break;
	}
	for (screen = ui->screen; screen != NULL; screen = screen->below)
		if (screen->ops->event != NULL &&
		    screen->ops->event(screen, event))
			break;
}

void
ui_tick(struct ui *ui)
{
	int64_t version;

	status_tick(ui);
	browser_reap(ui);
	if (ui->store == NULL || (ui->unborn && file_exists(ui->o.cache))) {
		open_store(ui);
		return;
	}
	version = store_version(ui->store);
	if (version != ui->version)
		ui_stale(ui);
	ui->version = version;
}

void
ui_resize(struct ui *ui, int rows, int cols)
{
	canvas_resize(ui->canvas, rows, cols);
	ui->dirty = true;
}

/* ---- drawing ---- */

static void
draw_title(struct ui *ui, int cols)
{
	struct buf left = BUF_INIT, right = BUF_INIT;
	int width;

	ui->screen->ops->title(ui->screen, &left, &right);
	width = canvas_width(ui->canvas, buf_string(&right), right.len);
	if (width > cols / 2)
		width = 0;
	draw_field(ui, ui->canvas, 0, 0, buf_string(&left),
	    cols - width - (width > 0 ? 1 : 0), CANVAS_ACCENT, CANVAS_BOLD);
	draw_field(ui, ui->canvas, 0, cols - width, buf_string(&right), width,
	    CANVAS_BAR, 0);
	buf_release(&left);
	buf_release(&right);
}

const struct canvas *
ui_draw(struct ui *ui)
{
	struct area area = { .canvas = ui->canvas,
	    .cols = canvas_cols(ui->canvas) };
	int rows = canvas_rows(ui->canvas);

	renew(ui);
	canvas_clear(ui->canvas);
	/* Bars only where something is left between them. */
	area.row = rows >= 4 ? 1 : 0;
	area.rows = rows >= 2 ? rows - area.row - 1 : rows;
	ui->screen->ops->draw(ui->screen, &area);
	if (area.row > 0)
		draw_title(ui, area.cols);
	if (ui->prompt.open)
		prompt_draw(ui, rows - 1);
	else if (rows >= 2)
		status_draw(ui, rows - 1);
	ui->dirty = false;
	return ui->canvas;
}

bool
ui_done(const struct ui *ui)
{
	return ui->done;
}

bool
ui_wants_suspend(struct ui *ui)
{
	bool wants = ui->wants_suspend;

	ui->wants_suspend = false;
	return wants;
}

bool
ui_wants_redraw(struct ui *ui)
{
	bool wants = ui->wants_redraw;

	ui->wants_redraw = false;
	return wants;
}

/* ---- the loop ---- */

static void
take_events(struct ui *ui)
{
	struct event *event;

	while ((event = engine_take(ui->o.engine)) != NULL) {
		ui_event(ui, event);
		event_free(event);
	}
}

static void
take_key(struct ui *ui, const struct ui_terminal *terminal, uint32_t key)
{
	char *text;

	if (key != UI_KEY_PASTE) {
		ui_key(ui, key);
	} else if ((text = terminal->paste(terminal->self)) != NULL) {
		ui_paste(ui, text, strlen(text));
		free(text);
	}
}

static void
take_keys(struct ui *ui, const struct ui_terminal *terminal, uint32_t key)
{
	int n = 0;

	while (key != UI_KEY_NONE && !ui->done && !ui->wants_suspend) {
		take_key(ui, terminal, key);
		if (++n == KEYS_AT_ONCE)
			break;
		key = terminal->read(terminal->self, -1, 0);
	}
}

static void
show(struct ui *ui, const struct ui_terminal *terminal)
{
	int rows, cols;
	bool anew;

	terminal->size(terminal->self, &rows, &cols);
	if (rows != canvas_rows(ui->canvas) || cols != canvas_cols(ui->canvas))
		ui_resize(ui, rows, cols);
	anew = ui_wants_redraw(ui);
	if (ui->dirty || anew)
		terminal->draw(terminal->self, ui_draw(ui), anew);
}

/* Of a clock that never jumps. */
static int64_t
clock_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

void
ui_hold(struct ui *ui)
{
	ui->hold_until_ms = clock_ms() + HOLD_MS;
}

void
ui_release_hold(struct ui *ui)
{
	ui->hold_until_ms = 0;
}

/* Milliseconds until the next whole second, when time is to be told. */
static int
tick_if_due(struct ui *ui, int64_t *last)
{
	int64_t now = clock_ms();

	if (now / 1000 != *last) {
		*last = now / 1000;
		ui_tick(ui);
	}
	return (int)(1000 - now % 1000);
}

/* Draw, unless something better is about to come; returns how long to sleep. */
static int
show_in_time(struct ui *ui, const struct ui_terminal *terminal, int ms)
{
	int64_t held = ui->hold_until_ms - clock_ms();

	if (ui->hold_until_ms == 0 || held <= 0) {
		ui->hold_until_ms = 0;
		show(ui, terminal);
		return ms;
	}
	return held < ms ? (int)held : ms;
}

void
ui_run(struct ui *ui, const struct ui_terminal *terminal)
{
	int64_t last_tick = 0;
	int ms;

	while (!ui->done && !terminal->ended(terminal->self)) {
		take_events(ui);
		ms = tick_if_due(ui, &last_tick);
		ms = show_in_time(ui, terminal, ms);
		take_keys(ui, terminal, terminal->read(terminal->self,
		    engine_fd(ui->o.engine), ms));
		if (ui_wants_suspend(ui)) {
			terminal->suspend(terminal->self);
			ui->wants_redraw = true;
		}
	}
}

/* ---- for manuals ---- */

struct key_row {
	struct buf *out;
	enum screen_kind kind;
	const struct command *command;
};

static void
add_key_row(void *arg, const char *key)
{
	const struct key_row *row = arg;

	buf_addf(row->out, "%s\t%s\t%s\t%s\n", screen_name(row->kind), key,
	    row->command->name, _(row->command->help));
}

void
ui_keys_table(struct buf *out)
{
	struct keymap *keymap = keymap_new();
	struct key_row row = { .out = out };
	size_t i;
	int kind;

	for (kind = 0; kind < SCREEN_COUNT; kind++) {
		row.kind = (enum screen_kind)kind;
		for (i = 0; (row.command = command_at(i)) != NULL; i++)
			keymap_each(keymap, row.command, row.kind,
			    add_key_row, &row);
	}
	keymap_free(keymap);
}
