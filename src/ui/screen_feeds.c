/*
 * The feeds: "All articles" on top, then the urls file in its order.
 */
#include "ui_priv.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/mem.h"

struct feeds {
	struct screen base;
	struct listview list;
	const struct source **rows;	/* behind the row of all articles */
	size_t	 n;
	char	*selected;		/* its address, NULL: all articles */
};

/* The source of a row, NULL: all articles. */
static const struct source *
source_at(const struct feeds *feeds, int64_t i)
{
	return i >= 1 && (size_t)i <= feeds->n ? feeds->rows[i - 1] : NULL;
}

static void
feeds_release(struct screen *screen)
{
	struct feeds *feeds = (struct feeds *)screen;

	free(feeds->rows);
	free(feeds->selected);
}

static void
remember(struct feeds *feeds)
{
	const struct source *source = source_at(feeds, feeds->list.cursor);

	mem_replace(&feeds->selected, source != NULL ? source->url : NULL);
}

/*
 * The table of sources is new, the old one is there for the last time: point
 * into the new one, stay on the same feed.
 */
static void
feeds_renew(struct screen *screen)
{
	struct feeds *feeds = (struct feeds *)screen;
	const struct sources *sources = &screen->ui->sources;
	const struct source *source = NULL;
	int64_t cursor = 0;
	size_t i;

	remember(feeds);
	free(feeds->rows);
	feeds->rows = mem_calloc(sources->n_subscribed + 1,
	    sizeof(const struct source *));
	feeds->n = 0;
	for (i = 0; i < sources->n_subscribed; i++) {
		source = &sources->rows[i];
		if (source->hidden)
			continue;
		feeds->rows[feeds->n++] = source;
		if (feeds->selected != NULL &&
		    strcmp(source->url, feeds->selected) == 0)
			cursor = (int64_t)feeds->n;
	}
	listview_set(&feeds->list, (int64_t)feeds->n + 1);
	listview_go(&feeds->list, cursor);
}

static void
feeds_title(struct screen *screen, struct buf *left, struct buf *right)
{
	const struct sources *sources = &screen->ui->sources;

	buf_adds(left, "gogai");
	buf_addf(right, _("%" PRId64 " unread"), sources->n_unread);
}

/* Columns of a number, as wide as the greatest one. */
static int
digits(int64_t n)
{
	int cols = 1;

	for (; n >= 10; n /= 10)
		cols++;
	return cols;
}

/* "12/345" at the right, the strokes one below another. */
static int
draw_counts(struct feeds *feeds, const struct area *area, int at,
    int64_t unread, int64_t total)
{
	struct ui *ui = feeds->base.ui;
	int cols = digits(ui->sources.n_articles);
	char words[32];
	int col = area->cols;

	if (area->cols >= 40) {
		col -= cols + 1;
		(void)snprintf(words, sizeof(words), "/%" PRId64, total);
		draw_field(ui, area->canvas, at, col, words, cols + 1,
		    CANVAS_DIM, 0);
	}
	col -= cols;
	(void)snprintf(words, sizeof(words), "%" PRId64, unread);
	draw_right(ui, area->canvas, at, col, words, cols,
	    unread > 0 ? CANVAS_UNREAD : CANVAS_DIM, 0);
	return col;
}

static void
draw_feed(void *arg, const struct area *area, int at, int64_t i)
{
	struct feeds *feeds = arg;
	struct ui *ui = feeds->base.ui;
	const struct source *source = source_at(feeds, i);
	int64_t unread = source != NULL ? source->n_unread :
	    ui->sources.n_unread;
	int64_t total = source != NULL ? source->n_articles :
	    ui->sources.n_articles;
	int col = area->cols;

	if (source != NULL && source->error != NULL)
		(void)canvas_puts(area->canvas, at, 0, "!", CANVAS_ERROR, 0);
	if (source == NULL || source->asked)
		col = draw_counts(feeds, area, at, unread, total) - 1;
	draw_field(ui, area->canvas, at, 2,
	    source != NULL ? source->title : _("All articles"), col - 2,
	    unread > 0 ? CANVAS_UNREAD : CANVAS_READ, 0);
}

static void
feeds_draw(struct screen *screen, const struct area *area)
{
	struct feeds *feeds = (struct feeds *)screen;

	listview_draw(&feeds->list, area, draw_feed, feeds);
}

static void
feeds_hint(struct screen *screen, struct buf *words, bool *error)
{
	struct feeds *feeds = (struct feeds *)screen;
	const struct source *source = source_at(feeds, feeds->list.cursor);

	if (source != NULL && source->error != NULL) {
		buf_adds(words, source->error);
		*error = true;
	} else if (source != NULL && !source->asked) {
		buf_adds(words, _("never polled: r polls it, R polls all"));
	} else {
		buf_adds(words, _("Enter opens, R polls all, ? helps, "
		    "q leaves"));
	}
}

static const struct screen_ops feeds_ops = {
	.kind = SCREEN_FEEDS,
	.release = feeds_release,
	.title = feeds_title,
	.draw = feeds_draw,
	.renew = feeds_renew,
	.hint = feeds_hint,
};

void
feeds_open(struct ui *ui)
{
	struct feeds *feeds = mem_calloc(1, sizeof(*feeds));

	feeds->base.ops = &feeds_ops;
	feeds->base.list = &feeds->list;
	ui_push(ui, &feeds->base);
}

/* ---- commands ---- */

/* The view of the selected row, its title; false: nothing is known of it. */
static bool
selected_view(struct feeds *feeds, struct store_view *view,
    const char **title)
{
	const struct source *source = source_at(feeds, feeds->list.cursor);

	*view = (struct store_view){ .feed = 0 };
	*title = _("All articles");
	if (source == NULL)
		return true;
	view->feed = source->feed;
	*title = source->title;
	return source->feed != 0;
}

void
feeds_enter(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct feeds *feeds = (struct feeds *)screen;
	struct store_view view;
	const char *title;

	(void)call;
	if (selected_view(feeds, &view, &title))
		headlines_open(ui, &view, title, NULL);
	else
		status_say(ui, "%s",
		    _("never polled: r polls it, R polls all"));
}

void
feeds_next_unread(struct ui *ui, struct screen *screen,
    const struct call *call)
{
	struct feeds *feeds = (struct feeds *)screen;
	size_t i, at = (size_t)feeds->list.cursor;

	(void)call;
	for (i = 0; i < feeds->n; i++) {
		/* Rows are numbered from 1, behind all articles. */
		at = at % feeds->n + 1;
		if (feeds->rows[at - 1]->n_unread > 0) {
			listview_go(&feeds->list, (int64_t)at);
			return;
		}
	}
	status_say(ui, "%s", _("nothing unread"));
}

void
feeds_poll(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct feeds *feeds = (struct feeds *)screen;
	const struct source *source = source_at(feeds, feeds->list.cursor);

	(void)call;
	ui_poll(ui, source != NULL ? source->url : NULL);
}

void
feeds_mark_all(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct store_view view;
	const char *title;

	(void)call;
	if (!selected_view((struct feeds *)screen, &view, &title))
		return;
	marks_send_view(ui, &view, STORE_READ_MARK);
	status_say(ui, _("all read: %s"), title);
}

static void
filter_typed(struct ui *ui, struct screen *screen, const char *text)
{
	struct store_view view;
	const char *title;

	if (text != NULL && text[0] != '\0' &&
	    selected_view((struct feeds *)screen, &view, &title))
		headlines_open(ui, &view, title, text);
}

void
feeds_filter(struct ui *ui, struct screen *screen, const struct call *call)
{
	if (call->argument != NULL)
		filter_typed(ui, screen, call->argument);
	else
		prompt_open(ui, PROMPT_FILTER, "/", "", filter_typed);
}
