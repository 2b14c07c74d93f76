/*
 * The headlines of a view: newest first, unread ones standing out.
 *
 * The selected row is an article (a key), not a number: when the cache
 * changes, its place is looked up anew and the screen stays where it was. A
 * filter is the engine's work; until its answer is there the list shows what
 * it showed.
 */
#include "ui_priv.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/mem.h"
#include "rows.h"

struct headlines {
	struct screen base;
	struct listview list;
	struct rows rows;
	int64_t	 feed;			/* 0: all */
	char	*title;
	char	*words;			/* of the filter, or NULL */
	uint64_t ticket;		/* of the filter that is asked for */
	struct store_key selected;
	bool	 has_selected;
	bool	 jumped;		/* selected from another screen */
	int	 date_cols;		/* as wide as the dates in view */
};

static void
headlines_release(struct screen *screen)
{
	struct headlines *h = (struct headlines *)screen;

	rows_release(&h->rows);
	free(h->title);
	free(h->words);
}

/* ---- the selected article ---- */

static struct headline *
row_at(struct headlines *h, int64_t i)
{
	struct headline *row = rows_at(&h->rows, i);

	if (row != NULL)
		marks_apply(h->base.ui, row);
	return row;
}

static void
remember(struct headlines *h)
{
	const struct headline *row = rows_at(&h->rows, h->list.cursor);

	h->has_selected = row != NULL;
	if (row != NULL)
		h->selected = row->key;
}

/*
 * The cursor to the selected article's place. New rows come in above without
 * moving the screen, but where it shows the beginning it goes on to.
 */
static void
find_selected(struct headlines *h)
{
	int64_t offset = h->list.cursor - h->list.top, rank;
	bool at_top = h->list.top == 0;

	if (!h->has_selected) {
		listview_set(&h->list, h->rows.n);
		return;
	}
	rank = rows_rank(&h->rows, &h->selected);
	if (rank >= h->list.rows)
		rows_around(&h->rows, &h->selected, rank);
	listview_set(&h->list, h->rows.n);
	listview_go(&h->list, rank);
	h->list.top = at_top ? 0 : h->list.cursor - offset;
}

static void
set_view(struct headlines *h)
{
	h->rows.view = (struct store_view){ .feed = h->feed,
	    .unread = !options_bool(h->base.ui->o.options,
	    OPTION_SHOW_READ) };
}

static void
headlines_renew(struct screen *screen)
{
	struct headlines *h = (struct headlines *)screen;

	if (!h->jumped)
		remember(h);
	h->jumped = false;
	set_view(h);
	rows_renew(&h->rows, screen->ui->store);
	find_selected(h);
}

/* ---- filtering ---- */

static void
ask_filter(struct headlines *h)
{
	struct ui *ui = h->base.ui;

	h->ticket = ui_ticket(ui);
	engine_filter(ui->o.engine, h->ticket, &h->rows.view, h->words);
}

static void
set_filter(struct headlines *h, const char *words)
{
	if (words != NULL && words[0] == '\0')
		words = NULL;
	mem_replace(&h->words, words);
	if (words != NULL) {
		ask_filter(h);
		return;
	}
	h->ticket = 0;
	rows_filter(&h->rows, NULL, 0);
	find_selected(h);
}

static void
take_filter(struct headlines *h, struct event *event)
{
	struct ui *ui = h->base.ui;

	h->ticket = 0;
	if (event->err.code != ERR_NONE) {
		status_fail(ui, "%s", event->err.message);
		return;
	}
	/* An empty answer is a list of its own, not the whole one. */
	if (event->keys == NULL)
		event->keys = mem_calloc(1, sizeof(*event->keys));
	rows_filter(&h->rows, event->keys, event->n_keys);
	event->keys = NULL;
	if (h->rows.n == 0)
		status_say(ui, _("no headline has: %s"), h->words);
	find_selected(h);
}

static bool
headlines_event(struct screen *screen, struct event *event)
{
	struct headlines *h = (struct headlines *)screen;

	if (event->kind == EVENT_POLLED && h->words != NULL &&
	    event->n_articles > 0)
		ask_filter(h);
	if (event->kind != EVENT_FILTER || event->ticket != h->ticket)
		return false;
	take_filter(h, event);
	return true;
}

/* ---- drawing ---- */

void
headlines_place(struct screen *screen, struct buf *out)
{
	struct headlines *h = (struct headlines *)screen;

	if (h->rows.n > 0)
		buf_addf(out, "%" PRId64 "/%" PRId64, h->list.cursor + 1,
		    h->rows.n);
}

static void
headlines_title(struct screen *screen, struct buf *left, struct buf *right)
{
	struct headlines *h = (struct headlines *)screen;
	const struct source *source = sources_find(screen->ui, h->feed);
	int64_t unread = h->feed == 0 ? screen->ui->sources.n_unread :
	    source != NULL ? source->n_unread : 0;

	buf_adds(left, h->title);
	if (h->words != NULL)
		buf_addf(left, "%s/%s", draw_dot(screen->ui), h->words);
	else if (h->rows.view.unread)
		buf_addf(left, "%s%s", draw_dot(screen->ui), _("unread"));
	buf_addf(right, _("%" PRId64 " unread"), unread);
	if (h->rows.n > 0)
		buf_adds(right, draw_dot(screen->ui));
	headlines_place(screen, right);
}

static void
date_of(struct headlines *h, const struct headline *row, bool is_short,
    struct buf *out)
{
	draw_date(out, row->key.at, ui_now(h->base.ui), is_short);
}

/* How wide the dates are that come into view: years are seldom there. */
static void
measure_dates(struct headlines *h, const struct area *area)
{
	bool is_short = area->cols < 70;
	const struct headline *row;
	struct buf date = BUF_INIT;
	int64_t i;
	int cols;

	listview_fit(&h->list, area->rows);
	h->date_cols = 0;
	for (i = h->list.top; i < h->list.top + area->rows; i++) {
		row = area->cols >= 24 ? rows_at(&h->rows, i) : NULL;
		if (row == NULL)
			break;
		buf_clear(&date);
		date_of(h, row, is_short, &date);
		cols = canvas_width(area->canvas, buf_string(&date), date.len);
		if (cols > h->date_cols)
			h->date_cols = cols;
	}
	buf_release(&date);
}

/* Date and source, where there is room; returns the column behind them. */
static int
draw_origin(struct headlines *h, const struct area *area, int at,
    const struct headline *row)
{
	struct ui *ui = h->base.ui;
	int col = 2, cols = area->cols >= 100 ? 22 : 16;
	const struct source *source;
	struct buf date = BUF_INIT;

	if (h->date_cols > 0) {
		date_of(h, row, area->cols < 70, &date);
		draw_field(ui, area->canvas, at, col, buf_string(&date),
		    h->date_cols, CANVAS_DIM, 0);
		col += h->date_cols + 2;
		buf_release(&date);
	}
	if (h->feed == 0 && area->cols >= 60) {
		source = sources_find(ui, row->feed);
		draw_field(ui, area->canvas, at, col, source != NULL ?
		    source->title : row->feed_title, cols, CANVAS_DIM, 0);
		col += cols + 2;
	}
	return col;
}

static void
draw_headline(void *arg, const struct area *area, int at, int64_t i)
{
	struct headlines *h = arg;
	const struct headline *row = row_at(h, i);
	int col;

	if (row == NULL)
		return;
	if (row->starred)
		(void)canvas_puts(area->canvas, at, 0, "*", CANVAS_ACCENT, 0);
	col = draw_origin(h, area, at, row);
	draw_field(h->base.ui, area->canvas, at, col,
	    row->title[0] != '\0' ? row->title : row->link, area->cols - col,
	    row->unread ? CANVAS_UNREAD : CANVAS_READ, 0);
}

static void
draw_nothing(struct headlines *h, const struct area *area)
{
	const char *words = h->words != NULL ? _("No headline has these words.")
	    : h->rows.view.unread ? _("Nothing unread. t shows what was read.")
	    : _("Nothing here yet. r polls.");

	draw_field(h->base.ui, area->canvas, area->row, 2, words,
	    area->cols - 2, CANVAS_DIM, 0);
	canvas_set_cursor(area->canvas, area->row, 0);
}

static void
headlines_draw(struct screen *screen, const struct area *area)
{
	struct headlines *h = (struct headlines *)screen;

	if (h->rows.n == 0)
		draw_nothing(h, area);
	measure_dates(h, area);
	listview_draw(&h->list, area, draw_headline, h);
	remember(h);
}

static void
headlines_hint(struct screen *screen, struct buf *words, bool *error)
{
	struct headlines *h = (struct headlines *)screen;

	(void)error;
	if (h->ticket != 0)
		buf_adds(words, _("filtering…"));
	else
		buf_adds(words, _("Enter reads, n next unread, / filters, "
		    "? helps"));
}

static const struct screen_ops headlines_ops = {
	.kind = SCREEN_HEADLINES,
	.release = headlines_release,
	.title = headlines_title,
	.draw = headlines_draw,
	.renew = headlines_renew,
	.event = headlines_event,
	.hint = headlines_hint,
};

void
headlines_open(struct ui *ui, const struct store_view *view,
    const char *title, const char *words)
{
	struct headlines *h = mem_calloc(1, sizeof(*h));

	h->base.ops = &headlines_ops;
	h->base.list = &h->list;
	h->feed = view->feed;
	h->title = mem_strdup(title);
	ui_push(ui, &h->base);
	headlines_renew(&h->base);
	if (words != NULL)
		set_filter(h, words);
}

/* ---- for the article above ---- */

void
headlines_select(struct screen *screen, const struct store_key *key)
{
	struct headlines *h = (struct headlines *)screen;

	h->selected = *key;
	h->has_selected = true;
	h->jumped = true;
	screen->stale = true;
}

/* The next unread of a filter's rows, going round. */
static bool
unread_in_filter(struct headlines *h, const struct store_key *key,
    struct store_key *out)
{
	int64_t i, at = key != NULL ? rows_rank(&h->rows, key) : -1;
	const struct headline *row;

	for (i = 0; i < h->rows.n; i++) {
		at = (at + 1) % h->rows.n;
		row = row_at(h, at);
		if (row == NULL || !row->unread ||
		    (key != NULL && row->key.id == key->id))
			continue;
		*out = row->key;
		return true;
	}
	return false;
}

/*
 * The cache does not know yet of marks that are on their way: those rows are
 * passed over, of which there are only as many as marks.
 */
static bool
unread_in_view(struct headlines *h, const struct store_key *key,
    struct store_key *out)
{
	struct ui *ui = h->base.ui;
	const struct store_key *from = key;
	struct arena *arena = arena_new();
	struct headline row;
	size_t tries = ui->marks.n + 2;
	bool found = false;

	while (!found && tries-- > 0 && store_next_unread(ui->store,
	    &h->rows.view, from, out, NULL) == 0 &&
	    store_headline(ui->store, out->id, arena, &row, NULL) == 0) {
		marks_apply(ui, &row);
		found = row.unread && (key == NULL || out->id != key->id);
		from = out;
	}
	arena_free(arena);
	return found;
}

bool
headlines_unread_after(struct screen *screen, const struct store_key *key,
    struct store_key *out)
{
	struct headlines *h = (struct headlines *)screen;

	if (screen->ui->store == NULL)
		return false;
	return h->rows.keys != NULL ? unread_in_filter(h, key, out) :
	    unread_in_view(h, key, out);
}

bool
headlines_beside(struct screen *screen, const struct store_key *key, int by,
    struct store_key *out)
{
	struct headlines *h = (struct headlines *)screen;
	const struct headline *row;
	int64_t rank;

	if (screen->stale)
		headlines_renew(screen);
	screen->stale = false;
	rank = rows_rank(&h->rows, key);
	row = rows_at(&h->rows, rank);
	/* Of a list of unread ones the read one is gone: the next is there. */
	if (by < 0 || (row != NULL && row->key.id == key->id))
		row = rows_at(&h->rows, rank + by);
	if (row == NULL)
		return false;
	*out = row->key;
	return true;
}

/* ---- commands ---- */

static struct headline *
selected_row(struct headlines *h)
{
	return row_at(h, h->list.cursor);
}

void
headlines_enter(struct ui *ui, struct screen *screen, const struct call *call)
{
	const struct headline *row = selected_row((struct headlines *)screen);
	struct store_key key;

	(void)call;
	if (row == NULL)
		return;
	key = row->key;
	article_open(ui, &key);
}

void
headlines_next_unread(struct ui *ui, struct screen *screen,
    const struct call *call)
{
	struct headlines *h = (struct headlines *)screen;
	const struct headline *row = selected_row(h);
	struct store_key key, from = { 0, 0 };

	(void)call;
	if (row != NULL)
		from = row->key;
	if (!headlines_unread_after(screen, row != NULL ? &from : NULL,
	    &key)) {
		status_say(ui, "%s", _("nothing unread"));
		return;
	}
	h->selected = key;
	h->has_selected = true;
	listview_go(&h->list, rows_rank(&h->rows, &key));
}

void
headlines_poll(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct headlines *h = (struct headlines *)screen;
	const struct headline *row = selected_row(h);
	const struct source *source = sources_find(ui, h->feed != 0 ?
	    h->feed : row != NULL ? row->feed : 0);

	(void)call;
	if (source != NULL)
		ui_poll(ui, source->url);
	else
		ui_poll(ui, NULL);
}

void
headlines_toggle(struct ui *ui, struct screen *screen, const struct call *call)
{
	const struct headline *row = selected_row((struct headlines *)screen);

	(void)call;
	if (row != NULL)
		marks_send(ui, row->key.id, row->unread ? STORE_READ_MARK :
		    STORE_UNREAD_MARK);
}

void
headlines_star(struct ui *ui, struct screen *screen, const struct call *call)
{
	const struct headline *row = selected_row((struct headlines *)screen);

	(void)call;
	if (row != NULL)
		marks_send(ui, row->key.id, row->starred ? STORE_UNSTAR_MARK :
		    STORE_STAR_MARK);
}

void
headlines_mark_all(struct ui *ui, struct screen *screen,
    const struct call *call)
{
	struct headlines *h = (struct headlines *)screen;

	(void)call;
	if (h->rows.keys == NULL)
		marks_send_view(ui, &h->rows.view, STORE_READ_MARK);
	else
		marks_send_keys(ui, h->rows.keys, h->rows.n_keys,
		    STORE_READ_MARK);
	status_say(ui, _("all read: %s"), h->title);
}

static void
filter_typed(struct ui *ui, struct screen *screen, const char *text)
{
	(void)ui;
	set_filter((struct headlines *)screen, text);
}

void
headlines_filter(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct headlines *h = (struct headlines *)screen;

	if (call->argument != NULL)
		set_filter(h, call->argument);
	else
		prompt_open(ui, PROMPT_FILTER, "/",
		    h->words != NULL ? h->words : "", filter_typed);
}

void
headlines_browser(struct ui *ui, struct screen *screen,
    const struct call *call)
{
	const struct headline *row = selected_row((struct headlines *)screen);

	(void)call;
	if (row != NULL)
		ui_open_outside(ui, row->link);
}
