/*
 * The last row: a message, or the open screen's hint, and a poll's progress.
 *
 * Messages fade after some seconds or at the next one; errors stand longer.
 */
#include "ui_priv.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/mem.h"

/* Seconds that messages stand, and stand whatever is done. */
enum { SAY_TICKS = 6, FAIL_TICKS = 20, READ_TICKS = 2 };

void
status_release(struct status *status)
{
	free(status->message);
	free(status->feed_words);
}

static void
set_message(struct status *status, bool error, const char *fmt, va_list ap)
{
	char words[ERR_MESSAGE_MAX + 128];

	(void)vsnprintf(words, sizeof(words), fmt, ap);
	mem_replace(&status->message, words);
	status->error = error;
	status->ticks = error ? FAIL_TICKS : SAY_TICKS;
}

void
status_say(struct ui *ui, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	set_message(&ui->status, false, fmt, ap);
	va_end(ap);
	ui->dirty = true;
}

void
status_fail(struct ui *ui, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	set_message(&ui->status, true, fmt, ap);
	va_end(ap);
	ui->dirty = true;
}

void
status_clear(struct ui *ui)
{
	mem_replace(&ui->status.message, NULL);
	ui->dirty = true;
}

void
status_change(struct ui *ui)
{
	if (!ui->status.error)
		status_clear(ui);
	ui->dirty = true;
}

void
status_fade(struct ui *ui)
{
	if (!ui->status.error && ui->status.ticks <= SAY_TICKS - READ_TICKS)
		status_clear(ui);
}

void
status_tick(struct ui *ui)
{
	if (ui->status.message != NULL && --ui->status.ticks <= 0)
		status_clear(ui);
}

/* ---- polls ---- */

void
status_poll(struct ui *ui)
{
	struct status *status = &ui->status;

	if (!status->polling)
		status->n_feeds = status->n_feeds_done = status->n_articles =
		    status->n_pages = status->n_pages_done = 0;
	status->polling = true;
	mem_replace(&status->feed_words, NULL);
	status_clear(ui);
}

/* What became of a feed, for the case that it was the only one. */
static void
note_feed(struct status *status, const struct event *event)
{
	const char *name = event->title != NULL ? event->title : event->url;

	status->feed_failed = event->outcome == FEED_FAILED;
	free(status->feed_words);
	status->feed_words = NULL;
	if (status->feed_failed)
		status->feed_words = mem_printf("%s: %s", name,
		    event->err.message);
	else if (event->outcome == FEED_NOT_DUE && event->why != NULL)
		status->feed_words = mem_printf("%s: %s", name, event->why);
}

/* Part what follows from what stands there. */
static struct buf *
comma(struct buf *words)
{
	if (words->len > 0)
		buf_adds(words, ", ");
	return words;
}

static void
sum_up(struct ui *ui, const struct event *event)
{
	size_t others = event->n_not_due + event->n_failed;
	size_t fetched = event->n_feeds_done > others ?
	    event->n_feeds_done - others : 0;
	struct buf words = BUF_INIT;

	if (event->cancelled)
		buf_adds(&words, _("poll given up"));
	if (event->n_not_due > 0)
		buf_addf(comma(&words), _("%zu fresh"), event->n_not_due);
	buf_addf(comma(&words), _("%zu fetched"), fetched);
	buf_addf(comma(&words), _("%zu new"), event->n_articles);
	if (event->n_failed > 0)
		buf_addf(comma(&words), _("%zu failed"), event->n_failed);
	/* Nothing at all came: the reason is likely to be the same for all. */
	if (fetched == 0 && event->n_failed > 0 &&
	    ui->status.feed_words != NULL)
		status_fail(ui, "%s (%s)", buf_string(&words),
		    ui->status.feed_words);
	else
		status_say(ui, "%s", buf_string(&words));
	buf_release(&words);
}

static void
end_poll(struct ui *ui, const struct event *event)
{
	struct status *status = &ui->status;

	status->polling = false;
	if (event->err.code != ERR_NONE)
		status_fail(ui, "%s", event->err.message);
	else if (event->n_feeds != 1 || status->feed_words == NULL)
		sum_up(ui, event);
	else if (status->feed_failed)
		status_fail(ui, "%s", status->feed_words);
	else
		status_say(ui, "%s", status->feed_words);
}

void
status_event(struct ui *ui, const struct event *event)
{
	struct status *status = &ui->status;

	if (event->kind == EVENT_FEED) {
		note_feed(status, event);
	} else if (event->kind == EVENT_PROGRESS) {
		status->polling = true;
		status->n_feeds = event->n_feeds;
		status->n_feeds_done = event->n_feeds_done;
		status->n_articles = event->n_articles;
		status->n_pages = event->n_pages;
		status->n_pages_done = event->n_pages_done;
	} else if (event->kind == EVENT_POLLED) {
		end_poll(ui, event);
	}
	ui->dirty = true;
}

/* ---- drawing ---- */

static void
add_progress(const struct ui *ui, struct buf *out)
{
	const struct status *s = &ui->status;

	if (ui->count > 0)
		buf_addf(out, "%d ", ui->count);
	if (!s->polling)
		return;
	if (s->n_feeds_done < s->n_feeds || s->n_pages == 0)
		buf_addf(out, _("polling %zu/%zu"), s->n_feeds_done,
		    s->n_feeds);
	else
		buf_addf(out, _("pages %zu/%zu"), s->n_pages_done,
		    s->n_pages);
	if (s->n_articles > 0) {
		buf_adds(out, draw_dot(ui));
		buf_addf(out, _("%zu new"), s->n_articles);
	}
}

void
status_draw(struct ui *ui, int row)
{
	int cols = canvas_cols(ui->canvas), right;
	struct buf words = BUF_INIT, progress = BUF_INIT;
	const struct status *s = &ui->status;
	bool error = s->message != NULL && s->error;

	add_progress(ui, &progress);
	right = canvas_width(ui->canvas, buf_string(&progress), progress.len);
	if (s->message != NULL)
		buf_adds(&words, s->message);
	else if (ui->screen->ops->hint != NULL)
		ui->screen->ops->hint(ui->screen, &words, &error);
	if (right > cols / 2 && s->message != NULL)
		right = 0;
	draw_field(ui, ui->canvas, row, 0, buf_string(&words),
	    right > 0 ? cols - right - 1 : cols,
	    error ? CANVAS_ERROR : s->message != NULL ? CANVAS_TEXT :
	    CANVAS_BAR, 0);
	if (right > 0)
		draw_field(ui, ui->canvas, row, cols - right,
		    buf_string(&progress), right, CANVAS_ACCENT, 0);
	buf_release(&words);
	buf_release(&progress);
}
