/*
 * An article, and the pages that it refers to.
 *
 * What is read is a page: a head (title, source, address) above a body, with
 * its own place and marked link. Following a link puts another page on top;
 * going back takes it off, and the one below is as it was left. Nothing here
 * waits: documents come as events, known by their tickets, and what was asked
 * for before and is wanted no more is dropped when it comes.
 */
#include "ui_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/date.h"
#include "gogai/mem.h"
#include "gogai/str.h"
#include "gogai/url.h"

/* A body that is shorter may be an excerpt: its page is fetched. */
enum { SHORT_BYTES = 1500 };

/* What is read: an article of the cache or a page of the web. */
struct page {
	struct page *below;
	struct headline article;	/* key.id 0: a page */
	struct arena *arena;		/* of the article's strings */
	char	*url;			/* "": it has none */
	struct textview text;
};

struct reading {
	struct screen base;
	struct page *page;		/* the top one, never NULL */
	uint64_t body_ticket;		/* the article's document */
	uint64_t full_ticket;		/* its full text */
	uint64_t follow_ticket;		/* the followed link's page */
	char	*follow_url;
	bool	 fetching;		/* follow: not in the cache */
};

/* ---- pages ---- */

static void
page_free(struct page *page)
{
	textview_release(&page->text);
	arena_free(page->arena);
	free(page->url);
	free(page);
}

static struct page *
page_new(struct ui *ui, const char *url)
{
	struct page *page = mem_calloc(1, sizeof(*page));

	page->arena = arena_new();
	page->url = mem_strdup(url != NULL ? url : "");
	textview_init(&page->text, ui);
	return page;
}

static void
push_page(struct reading *a, struct page *page)
{
	page->below = a->page;
	a->page = page;
	a->base.text = &page->text;
}

static struct page *
pop_page(struct reading *a)
{
	struct page *page = a->page;

	a->page = page->below;
	a->base.text = a->page != NULL ? &a->page->text : NULL;
	return page;
}

/* The article's own page, below all that was followed. */
static struct page *
bottom_page(const struct reading *a)
{
	struct page *page = a->page;

	while (page->below != NULL)
		page = page->below;
	return page;
}

static void
article_release(struct screen *screen)
{
	struct reading *a = (struct reading *)screen;

	while (a->page != NULL)
		page_free(pop_page(a));
	free(a->follow_url);
}

/* ---- heads ---- */

static void
add_head(struct page *page, const char *words, enum canvas_role role,
    unsigned style, bool gap)
{
	if (words != NULL && words[0] != '\0')
		textview_add(&page->text, document_from_text(words,
		    strlen(words)), role, style, gap);
}

static void
add_word(const struct ui *ui, struct buf *line, const char *word)
{
	if (word == NULL || word[0] == '\0')
		return;
	if (line->len > 0)
		buf_adds(line, draw_dot(ui));
	buf_adds(line, word);
}

/* Title; source, author and date; the address in full; then the body. */
static void
set_head(struct ui *ui, struct page *page, const char *title,
    const char *source, const char *author, time_t at,
    struct document *body)
{
	const char *format = options_text(ui->o.options, OPTION_DATE_FORMAT);
	struct buf line = BUF_INIT, date = BUF_INIT;
	bool has_url = page->url[0] != '\0';

	add_word(ui, &line, source);
	add_word(ui, &line, author);
	if (at != DATE_NONE)
		draw_long_date(&date, at, format);
	add_word(ui, &line, buf_string(&date));
	add_head(page, title, CANVAS_TITLE, 0, line.len == 0 && !has_url);
	add_head(page, buf_string(&line), CANVAS_DIM, 0, !has_url);
	add_head(page, page->url, CANVAS_DIM, 0, true);
	textview_add(&page->text, body != NULL ? body :
	    document_from_text("", 0), CANVAS_TEXT, 0, false);
	buf_release(&line);
	buf_release(&date);
}

/* ---- showing an article ---- */

/* Read its row; false: it is gone. */
static bool
read_article(struct ui *ui, struct page *page, const struct store_key *key)
{
	const struct source *source;
	const char *feed;

	if (ui->store == NULL || store_headline(ui->store, key->id,
	    page->arena, &page->article, NULL) < 0)
		return false;
	marks_apply(ui, &page->article);
	source = sources_find(ui, page->article.feed);
	feed = source != NULL ? arena_strdup(page->arena, source->title) :
	    page->article.feed_title;
	page->article.feed_title = feed;
	mem_replace(&page->url, page->article.link);
	set_head(ui, page, page->article.title, feed, page->article.author,
	    page->article.published_at != DATE_NONE ?
	    page->article.published_at : page->article.key.at, NULL);
	return true;
}

static void
mark_opened(struct ui *ui, struct page *page)
{
	if (!page->article.unread ||
	    !options_bool(ui->o.options, OPTION_MARK_ON_OPEN))
		return;
	marks_send(ui, page->article.key.id, STORE_READ_MARK);
	page->article.unread = false;
}

/* Forget what was on its way. */
static void
forget_requests(struct reading *a)
{
	a->body_ticket = a->full_ticket = a->follow_ticket = 0;
	mem_replace(&a->follow_url, NULL);
}

/* Show another article in place of what is read. */
static bool
show_article(struct reading *a, const struct store_key *key)
{
	struct ui *ui = a->base.ui;
	struct page *page = page_new(ui, NULL);

	if (!read_article(ui, page, key)) {
		page_free(page);
		status_fail(ui, "%s", _("the article is gone"));
		return false;
	}
	while (a->page != NULL)
		page_free(pop_page(a));
	push_page(a, page);
	forget_requests(a);
	status_clear(ui);
	mark_opened(ui, page);
	a->body_ticket = ui_ticket(ui);
	engine_article(ui->o.engine, a->body_ticket, key->id);
	ui_hold(ui);
	return true;
}

/* ---- full text ---- */

/* Does the text end as excerpts do? */
static bool
ends_as_excerpt(struct str text)
{
	static const char *const ends[] = {
		"…", "...", "[…]", "[...]", "[…", "続きを読む", "続きをみる",
		"全文を読む", "もっと見る", "Read more", "Read More",
		"Continue reading", "Read more »"
	};
	size_t i;

	text = str_trim(text);
	for (i = 0; i < CC_COUNT(ends); i++)
		if (str_ends(text, ends[i]))
			return true;
	return false;
}

static bool
wants_page(const struct page *page, bool full_text)
{
	struct str text;

	if (full_text || !url_is_web(page->url))
		return false;
	text.p = document_text(textview_body(&page->text), &text.len);
	return text.len < SHORT_BYTES || ends_as_excerpt(text);
}

static void
ask_full_text(struct reading *a, struct page *page)
{
	struct ui *ui = a->base.ui;
	size_t len;
	const char *text = document_text(textview_body(&page->text), &len);
	char *excerpt = mem_strndup(text, len);

	a->full_ticket = ui_ticket(ui);
	engine_page(ui->o.engine, a->full_ticket, page->url,
	    page->article.title, excerpt);
	free(excerpt);
}

static void
take_body(struct reading *a, struct event *event)
{
	struct page *page = bottom_page(a);

	a->body_ticket = 0;
	ui_release_hold(a->base.ui);
	if (event->document == NULL) {
		status_fail(a->base.ui, "%s", event->err.message);
		return;
	}
	textview_replace(&page->text, event->document);
	event->document = NULL;
	if (wants_page(page, event->full_text))
		ask_full_text(a, page);
}

static void
take_full_text(struct reading *a, struct event *event)
{
	struct page *page = bottom_page(a);
	size_t had = 0, got = 0;

	a->full_ticket = 0;
	if (event->document == NULL) {
		status_say(a->base.ui, _("no full text: %s"),
		    event->err.message);
		return;
	}
	/* A page that has less to say (a paywall) changes nothing. */
	(void)document_text(textview_body(&page->text), &had);
	(void)document_text(event->document, &got);
	if (got < had)
		return;
	textview_replace(&page->text, event->document);
	event->document = NULL;
}

/* ---- following ---- */

void
article_follow(struct screen *screen, const char *url)
{
	struct reading *a = (struct reading *)screen;
	struct ui *ui = screen->ui;

	if (!url_is_web(url)) {
		status_fail(ui, url_is_openable(url) ?
		    _("o opens it: %s") : _("this is not opened: %s"), url);
		return;
	}
	mem_replace(&a->follow_url, url);
	a->fetching = false;
	a->follow_ticket = ui_ticket(ui);
	engine_cached_page(ui->o.engine, a->follow_ticket, url);
	ui_hold(ui);
}

/* A page came: on top of what is read, or in place of nothing at all. */
static void
take_followed(struct reading *a, struct event *event)
{
	struct ui *ui = a->base.ui;
	struct page *page = page_new(ui, a->follow_url);
	const char *title = event->page_title;

	if (title == NULL || title[0] == '\0')
		title = page->url;
	set_head(ui, page, title, event->page_byline, NULL,
	    event->page_published_at, event->document);
	event->document = NULL;
	if (a->page->article.key.id == 0 && a->page->text.n_parts == 0)
		page_free(pop_page(a));
	push_page(a, page);
	a->follow_ticket = 0;
	status_clear(ui);
}

static void
follow_failed(struct reading *a, const struct err *err)
{
	struct ui *ui = a->base.ui;

	a->follow_ticket = 0;
	status_fail(ui, _("not in the cache, and it cannot be fetched: %s"),
	    err->message);
	/* Nothing was read before it: there is nothing to stay on. */
	if (a->page->text.n_parts == 0 && ui->screen == &a->base)
		ui_pop(ui);
}

static void
take_cached(struct reading *a, struct event *event)
{
	struct ui *ui = a->base.ui;

	ui_release_hold(ui);
	if (event->document != NULL) {
		take_followed(a, event);
		return;
	}
	a->fetching = true;
	a->follow_ticket = ui_ticket(ui);
	engine_page(ui->o.engine, a->follow_ticket, a->follow_url, NULL,
	    NULL);
}

static void
take_fetched(struct reading *a, struct event *event)
{
	if (event->document != NULL)
		take_followed(a, event);
	else
		follow_failed(a, &event->err);
}

static bool
article_event(struct screen *screen, struct event *event)
{
	struct reading *a = (struct reading *)screen;

	if (event->ticket == 0 || (event->kind != EVENT_DOCUMENT &&
	    event->kind != EVENT_PAGE))
		return false;
	if (event->ticket == a->body_ticket)
		take_body(a, event);
	else if (event->ticket == a->full_ticket)
		take_full_text(a, event);
	else if (event->ticket != a->follow_ticket)
		return false;
	else if (event->kind == EVENT_DOCUMENT)
		take_cached(a, event);
	else
		take_fetched(a, event);
	return true;
}

/* ---- drawing ---- */

static void
article_title(struct screen *screen, struct buf *left, struct buf *right)
{
	struct reading *a = (struct reading *)screen;
	const struct page *page = a->page;
	struct screen *list = ui_find(screen->ui, SCREEN_HEADLINES);

	if (page->article.key.id != 0)
		buf_adds(left, page->article.feed_title);
	else
		buf_add(left, url_host(page->url).p, url_host(page->url).len);
	if (page->article.key.id != 0 && page->article.starred)
		buf_adds(left, " *");
	if (list != NULL)
		headlines_place(list, right);
	if (right->len > 0)
		buf_adds(right, draw_dot(screen->ui));
	buf_addf(right, "%d%%", textview_percent(&a->page->text));
}

static void
article_draw(struct screen *screen, const struct area *area)
{
	struct reading *a = (struct reading *)screen;

	textview_draw(&a->page->text, area);
}

static void
article_hint(struct screen *screen, struct buf *words, bool *error)
{
	struct reading *a = (struct reading *)screen;
	const struct document *body = textview_body(&a->page->text);
	const struct link *link = body != NULL ?
	    document_link(body, a->page->text.link) : NULL;

	(void)error;
	if (screen->ui->count > 0 && body != NULL)
		link = document_link(body, (size_t)screen->ui->count);
	if (a->follow_ticket != 0 && a->fetching)
		buf_addf(words, _("loading %s"), a->follow_url);
	else if (link != NULL)
		buf_addf(words, "%s", link->url);
	else if (a->full_ticket != 0)
		buf_adds(words, _("loading the full text…"));
	else if (body != NULL && document_n_links(body) > 0)
		buf_adds(words, _("Space pages, Tab links, n next unread, "
		    "? helps"));
	else
		buf_adds(words, _("Space pages, n next unread, ? helps"));
}

static void
article_options(struct screen *screen)
{
	struct page *page;

	for (page = ((struct reading *)screen)->page; page != NULL;
	    page = page->below)
		textview_forget(&page->text);
}

static const struct screen_ops article_ops = {
	.kind = SCREEN_ARTICLE,
	.release = article_release,
	.title = article_title,
	.draw = article_draw,
	.event = article_event,
	.hint = article_hint,
	.options = article_options,
};

static struct reading *
push_screen(struct ui *ui)
{
	struct reading *a = mem_calloc(1, sizeof(*a));

	a->base.ops = &article_ops;
	push_page(a, page_new(ui, NULL));
	ui_push(ui, &a->base);
	return a;
}

void
article_open(struct ui *ui, const struct store_key *key)
{
	struct reading *a = push_screen(ui);

	if (!show_article(a, key))
		ui_pop(ui);
}

void
article_open_url(struct ui *ui, const char *url)
{
	if (ui->screen->ops->kind != SCREEN_ARTICLE && url_is_web(url))
		(void)push_screen(ui);
	if (ui->screen->ops->kind == SCREEN_ARTICLE)
		article_follow(ui->screen, url);
	else
		status_fail(ui, _("this is not opened: %s"), url);
}

/* ---- commands ---- */

/* The link that a command means: its number, or the marked one. */
static const struct link *
meant_link(const struct reading *a, const struct call *call)
{
	const struct textview *text = &a->page->text;
	const struct document *body = textview_body(text);

	if (body == NULL)
		return NULL;
	return document_link(body, call->count > 0 ? (size_t)call->count :
	    text->link);
}

void
article_enter(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct reading *a = (struct reading *)screen;
	const struct link *link = meant_link(a, call);

	if (link != NULL) {
		if (call->count > 0)
			a->page->text.link = (unsigned)call->count;
		article_follow(screen, link->url);
	} else if (call->count > 0) {
		status_say(ui, _("there is no link %d"), call->count);
	} else {
		status_say(ui, "%s", _("Tab marks a link, or type its number"));
	}
}

void
article_walk(struct ui *ui, struct screen *screen, const struct call *call)
{
	if (!textview_walk(screen->text, call->how))
		status_say(ui, "%s", _("there are no links"));
	else
		status_clear(ui);
}

void
article_back(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct reading *a = (struct reading *)screen;

	(void)call;
	if (a->follow_ticket != 0) {
		a->follow_ticket = 0;
		status_say(ui, "%s", _("given up"));
	} else if (a->page->below == NULL) {
		status_say(ui, "%s", _("no page to go back to: q leaves"));
	} else {
		page_free(pop_page(a));
		status_clear(ui);
	}
}

/* Read another article of the list below. */
static void
go_to(struct ui *ui, struct screen *screen, const struct store_key *key)
{
	struct screen *list = ui_find(ui, SCREEN_HEADLINES);
	struct store_key copy = *key;

	if (show_article((struct reading *)screen, &copy) && list != NULL)
		headlines_select(list, &copy);
}

void
article_next_unread(struct ui *ui, struct screen *screen,
    const struct call *call)
{
	struct screen *list = ui_find(ui, SCREEN_HEADLINES);
	const struct page *page = bottom_page((struct reading *)screen);
	struct store_key key;

	(void)call;
	if (list != NULL &&
	    headlines_unread_after(list, &page->article.key, &key))
		go_to(ui, screen, &key);
	else
		status_say(ui, "%s", _("nothing unread: q leaves"));
}

void
article_page(struct ui *ui, struct screen *screen, const struct call *call)
{
	if (textview_at_end(screen->text))
		article_next_unread(ui, screen, call);
	else
		textview_halves(screen->text, call->how);
}

void
article_beside(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct screen *list = ui_find(ui, SCREEN_HEADLINES);
	const struct page *page = bottom_page((struct reading *)screen);
	struct store_key key;

	if (list != NULL && headlines_beside(list, &page->article.key,
	    call->how, &key))
		go_to(ui, screen, &key);
	else
		status_say(ui, "%s", call->how > 0 ?
		    _("this is the last article of the list") :
		    _("this is the first article of the list"));
}

void
article_poll(struct ui *ui, struct screen *screen, const struct call *call)
{
	const struct page *page = bottom_page((struct reading *)screen);
	const struct source *source = sources_find(ui, page->article.feed);

	(void)call;
	if (source != NULL)
		ui_poll(ui, source->url);
}

void
article_toggle(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct headline *row = &bottom_page((struct reading *)screen)->article;

	(void)call;
	if (row->key.id == 0)
		return;
	row->unread = !row->unread;
	marks_send(ui, row->key.id, row->unread ? STORE_UNREAD_MARK :
	    STORE_READ_MARK);
	status_say(ui, "%s", row->unread ? _("marked unread") :
	    _("marked read"));
}

void
article_star(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct headline *row = &bottom_page((struct reading *)screen)->article;

	(void)call;
	if (row->key.id == 0)
		return;
	row->starred = !row->starred;
	marks_send(ui, row->key.id, row->starred ? STORE_STAR_MARK :
	    STORE_UNSTAR_MARK);
	status_say(ui, "%s", row->starred ? _("starred") : _("no star"));
}

void
article_links(struct ui *ui, struct screen *screen, const struct call *call)
{
	const struct document *body = textview_body(screen->text);

	(void)call;
	if (body == NULL || document_n_links(body) == 0)
		status_say(ui, "%s", _("there are no links"));
	else
		links_open(ui, body);
}

void
article_browser(struct ui *ui, struct screen *screen, const struct call *call)
{
	struct reading *a = (struct reading *)screen;
	const struct link *link = meant_link(a, call);

	if (link == NULL && call->count > 0)
		status_say(ui, _("there is no link %d"), call->count);
	else
		ui_open_outside(ui, link != NULL ? link->url : a->page->url);
}
