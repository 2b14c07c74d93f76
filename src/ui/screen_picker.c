/*
 * Choosing feeds from the bundled list of Japan news.
 *
 * On a first run this is the first screen, with its first feed chosen. Groups
 * are headings between the feeds; a heading that would only say its one
 * feed's name again is left out.
 */
#include "ui_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/bounds.h"
#include "gogai/file.h"
#include "gogai/mem.h"
#include "gogai/opml.h"

/* A heading (feed NULL) or a feed. */
struct choice {
	const struct opml_feed *feed;
	const char *group;
	bool	 chosen;
	bool	 subscribed;		/* already */
};

struct picker {
	struct screen base;
	struct listview list;
	struct opml *opml;
	struct choice *rows;
	size_t	 n;
	bool	 first;			/* nothing is subscribed yet */
};

static void
picker_release(struct screen *screen)
{
	struct picker *picker = (struct picker *)screen;

	free(picker->rows);
	opml_free(picker->opml);
}

static size_t
count_chosen(const struct picker *picker)
{
	size_t i, n = 0;

	for (i = 0; i < picker->n; i++)
		n += picker->rows[i].chosen && !picker->rows[i].subscribed;
	return n;
}

static void
picker_title(struct screen *screen, struct buf *left, struct buf *right)
{
	struct picker *picker = (struct picker *)screen;

	buf_adds(left, _("Japan news"));
	buf_addf(right, _("%zu chosen"), count_chosen(picker));
}

static void
draw_choice(void *arg, const struct area *area, int at, int64_t i)
{
	struct picker *picker = arg;
	struct ui *ui = picker->base.ui;
	const struct choice *row = &picker->rows[i];
	int cols = area->cols, language = cols >= 50 ? 4 : 0;

	if (row->feed == NULL) {
		draw_field(ui, area->canvas, at, 0, row->group, cols,
		    CANVAS_HEADING, 0);
		return;
	}
	(void)canvas_puts(area->canvas, at, 2, row->chosen ? "[x]" : "[ ]",
	    row->chosen ? CANVAS_ACCENT : CANVAS_DIM, 0);
	draw_field(ui, area->canvas, at, 6, row->feed->title != NULL ?
	    row->feed->title : row->feed->url, cols - 6 - language,
	    row->chosen ? CANVAS_UNREAD : CANVAS_TEXT, 0);
	if (language > 0 && row->feed->language != NULL)
		draw_right(ui, area->canvas, at, cols - language,
		    row->feed->language, language - 1, CANVAS_DIM, 0);
}

static void
picker_draw(struct screen *screen, const struct area *area)
{
	struct picker *picker = (struct picker *)screen;

	listview_draw(&picker->list, area, draw_choice, picker);
}

static void
picker_hint(struct screen *screen, struct buf *words, bool *error)
{
	struct picker *picker = (struct picker *)screen;

	(void)error;
	if (picker->n == 0)
		buf_adds(words, _("a subscribes an address, q leaves"));
	else
		buf_adds(words, _("Space chooses, Enter subscribes, "
		    "a another address, q leaves"));
}

/* An address was subscribed from here on a first run: on to the feeds. */
static bool
picker_event(struct screen *screen, struct event *event)
{
	struct picker *picker = (struct picker *)screen;
	struct ui *ui = screen->ui;

	if (event->kind != EVENT_SUBSCRIBED ||
	    event->err.code != ERR_NONE || screen != ui->screen)
		return false;
	if (picker->first) {
		feeds_open(ui);
		/* The feeds are the first screen now. */
		ui->screen->below = NULL;
		picker_release(screen);
		free(screen);
	} else {
		ui_pop(ui);
	}
	return true;
}

static const struct screen_ops picker_ops = {
	.kind = SCREEN_PICKER,
	.release = picker_release,
	.title = picker_title,
	.draw = picker_draw,
	.event = picker_event,
	.hint = picker_hint,
};

/* ---- the list ---- */

static bool
same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static void
add_rows(struct picker *picker)
{
	const struct subs *subs = picker->base.ui->subs;
	const struct opml_feed *feed;
	const char *group = NULL;
	size_t i;

	picker->rows = mem_calloc(2 * opml_len(picker->opml) + 1,
	    sizeof(*picker->rows));
	for (i = 0; (feed = opml_at(picker->opml, i)) != NULL; i++) {
		struct choice row = { .feed = feed, .group = feed->group };

		if (feed->group != NULL && !same(group, feed->group) &&
		    !same(feed->group, feed->title))
			picker->rows[picker->n++] = (struct choice){
			    .group = feed->group };
		group = feed->group;
		row.subscribed = subs_find(subs, feed->url) != NULL;
		row.chosen = row.subscribed || (picker->first && i == 0);
		picker->rows[picker->n++] = row;
	}
	listview_set(&picker->list, (int64_t)picker->n);
}

static void
read_list(struct picker *picker)
{
	struct ui *ui = picker->base.ui;
	char *path = mem_printf("%s/japan-feeds.opml", ui->o.data);
	struct buf text;
	struct err err;

	err_clear(&err);
	buf_init(&text, BOUND_SETTINGS_BYTES);
	if (file_read(&text, path, &err) < 0 ||
	    opml_parse(&picker->opml, buf_string(&text), text.len, &err) < 0)
		status_fail(ui, _("the list of feeds: %s"), err.message);
	else
		add_rows(picker);
	buf_release(&text);
	free(path);
}

void
picker_open(struct ui *ui, bool first)
{
	struct picker *picker = mem_calloc(1, sizeof(*picker));

	picker->base.ops = &picker_ops;
	picker->base.list = &picker->list;
	picker->first = first;
	ui_push(ui, &picker->base);
	read_list(picker);
}

/* ---- commands ---- */

static struct choice *
selected_choice(struct picker *picker)
{
	return picker->n > 0 ? &picker->rows[picker->list.cursor] : NULL;
}

void
picker_group(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct picker *picker = (struct picker *)screen;
	const struct choice *row = selected_choice(picker);
	bool all = true;
	size_t i;

	(void)ui;
	(void)call;
	if (row == NULL)
		return;
	for (i = 0; i < picker->n; i++)
		if (picker->rows[i].feed != NULL &&
		    same(picker->rows[i].group, row->group))
			all &= picker->rows[i].chosen;
	for (i = 0; i < picker->n; i++)
		if (picker->rows[i].feed != NULL &&
		    same(picker->rows[i].group, row->group))
			picker->rows[i].chosen = !all ||
			    picker->rows[i].subscribed;
}

void
picker_toggle(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct picker *picker = (struct picker *)screen;
	struct choice *row = selected_choice(picker);

	if (row == NULL)
		return;
	if (row->feed == NULL) {
		picker_group(ui, screen, call);
		return;
	}
	row->chosen = !row->chosen || row->subscribed;
	listview_go(&picker->list, picker->list.cursor + 1);
}

void
picker_subscribe(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct picker *picker = (struct picker *)screen;
	const char **urls, **titles;
	size_t i, n = 0;

	(void)call;
	if (count_chosen(picker) == 0) {
		status_say(ui, "%s", _("nothing is chosen: Space chooses"));
		return;
	}
	urls = mem_calloc(picker->n, sizeof(*urls));
	titles = mem_calloc(picker->n, sizeof(*titles));
	for (i = 0; i < picker->n; i++) {
		if (!picker->rows[i].chosen || picker->rows[i].subscribed)
			continue;
		urls[n] = picker->rows[i].feed->url;
		titles[n++] = picker->rows[i].feed->title;
	}
	engine_subscribe(ui->o.engine, urls, titles, n);
	status_say(ui, "%s", _("subscribing…"));
	free(urls);
	free(titles);
}
