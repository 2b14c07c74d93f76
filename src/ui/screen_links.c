/*
 * The links of what is read: number, words, address.
 *
 * The rows are copies: while the list is open the text below may be replaced
 * by a fuller one.
 */
#include "ui_priv.h"

#include <stdio.h>
#include <stdlib.h>

#include "gogai/mem.h"

struct links {
	struct screen base;
	struct listview list;
	struct arena *arena;
	struct link *rows;		/* title: the link's words */
};

static void
links_release(struct screen *screen)
{
	arena_free(((struct links *)screen)->arena);
}

static void
links_title(struct screen *screen, struct buf *left, struct buf *right)
{
	struct links *links = (struct links *)screen;

	(void)right;
	buf_addf(left, _("Links (%d)"), (int)links->list.n);
}

static void
draw_link(void *arg, const struct area *area, int at, int64_t i)
{
	struct links *links = arg;
	struct ui *ui = links->base.ui;
	const struct link *link = &links->rows[i];
	int words = area->cols >= 60 ? (area->cols - 6) / 2 : area->cols - 6;
	char number[16];

	(void)snprintf(number, sizeof(number), "%d", (int)i + 1);
	draw_right(ui, area->canvas, at, 0, number, 4, CANVAS_LINK_NUMBER, 0);
	draw_field(ui, area->canvas, at, 5, link->title[0] != '\0' ?
	    link->title : link->url, words, CANVAS_TEXT, 0);
	if (area->cols >= 60)
		draw_field(ui, area->canvas, at, 6 + words, link->url,
		    area->cols - 6 - words, CANVAS_DIM, 0);
}

static void
links_draw(struct screen *screen, const struct area *area)
{
	struct links *links = (struct links *)screen;

	listview_draw(&links->list, area, draw_link, links);
}

static const struct link *
selected_link(const struct links *links)
{
	return &links->rows[links->list.cursor];
}

/* The whole address: the row may have cut it. */
static void
links_hint(struct screen *screen, struct buf *words, bool *error)
{
	(void)error;
	buf_adds(words, selected_link((struct links *)screen)->url);
}

static const struct screen_ops links_ops = {
	.kind = SCREEN_LINKS,
	.release = links_release,
	.title = links_title,
	.draw = links_draw,
	.hint = links_hint,
};

/* The words of a run, behind those that the link has already. */
static void
add_words(struct links *links, const struct document *document,
    const struct run *run)
{
	size_t len;
	const char *text = document_text(document, &len);
	struct link *link;

	if (run->link == 0 || (int64_t)run->link > links->list.n)
		return;
	link = &links->rows[run->link - 1];
	link->title = arena_printf(links->arena, "%s%.*s", link->title,
	    (int)run->len, text + run->at);
}

static void
read_links(struct links *links, const struct document *document)
{
	const struct block *block;
	size_t i, j, n = document_n_links(document);

	links->rows = arena_array(links->arena, n + 1, sizeof(*links->rows));
	for (i = 0; i < n; i++)
		links->rows[i] = (struct link){ .title = "",
		    .url = arena_strdup(links->arena,
		    document_link(document, i + 1)->url) };
	listview_set(&links->list, (int64_t)n);
	for (i = 0; i < document_n_blocks(document); i++) {
		block = document_block(document, i);
		for (j = 0; j < block->n_runs; j++)
			add_words(links, document,
			    document_run(document, block->run + j));
	}
}

void
links_open(struct ui *ui, const struct document *document)
{
	struct links *links = mem_calloc(1, sizeof(*links));

	links->base.ops = &links_ops;
	links->base.list = &links->list;
	links->arena = arena_new();
	read_links(links, document);
	if (ui->screen->text != NULL && ui->screen->text->link > 0)
		listview_go(&links->list, ui->screen->text->link - 1);
	ui_push(ui, &links->base);
}

void
links_enter(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct links *links = (struct links *)screen;
	char *url;

	if (call->count > 0)
		listview_go(&links->list, call->count - 1);
	url = mem_strdup(selected_link(links)->url);
	ui_pop(ui);
	if (ui->screen->text != NULL)
		ui->screen->text->link = 0;
	article_follow(ui->screen, url);
	free(url);
}

void
links_browser(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)call;
	ui_open_outside(ui, selected_link((struct links *)screen)->url);
}
