/*
 * The workers: bytes in, records out.
 *
 * A job reads nothing but its message and, for documents and filters, the
 * cache through the worker's own reading connection. None of them writes.
 */
#include "engine_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/buf.h"
#include "gogai/date.h"
#include "gogai/log.h"
#include "gogai/mem.h"
#include "gogai/str.h"
#include "gogai/url.h"

/* How many keys a filter returns at most: a list nobody scrolls through. */
enum { FILTER_MAX = 100000 };

struct worker {
	struct engine *engine;
	struct store *store;
};

/* ---- feeds and pages from the network ---- */

/* Which articles carry only an excerpt: asked once, and not by the writer. */
static void
find_excerpts(struct feed_task *task)
{
	size_t i, found = 0, n = feed_n_articles(task->parsed);

	task->excerpts = mem_calloc(n > 0 ? n : 1, sizeof(*task->excerpts));
	for (i = 0; i < n; i++) {
		task->excerpts[i] =
		    feed_is_excerpt(feed_article(task->parsed, i));
		found += task->excerpts[i];
	}
	task->mostly_excerpts = found > 0 && 2 * found >= n;
}

static void
parse_feed(struct worker *worker, struct message *message)
{
	struct feed_task *task = message->feed;
	const struct feed_source source = {
		.base_url = task->answer->final_url,
		.content_type = task->answer->content_type,
		.zone = task->zone,
	};

	err_clear(&task->err);
	if (feed_parse(&task->parsed, buf_string(&task->answer->body),
	    task->answer->body.len, &source, &task->err) == 0)
		find_excerpts(task);
	/* The writer needs the records and the headers, not the bytes. */
	buf_release(&task->answer->body);
	message->kind = MESSAGE_STORE_FEED;
	queue_put(&worker->engine->to_writer, message, false);
}

/* Is this a type that a page may have? */
static bool
is_page_type(const char *type)
{
	static const char *const types[] = {
		"text/html", "application/xhtml+xml", "text/plain"
	};
	struct str t = str_of(type);
	size_t i;

	for (i = 0; i < CC_COUNT(types); i++)
		if (str_istarts(t, types[i]))
			return true;
	return t.len == 0;
}

static void
extract(struct worker *worker, struct page_task *task)
{
	const struct reader_source source = {
		.url = task->answer->final_url,
		.content_type = task->answer->content_type,
		.title = task->title,
		.excerpt = task->excerpt,
	};
	const struct reader_page *page;

	if (!is_page_type(task->answer->content_type)) {
		(void)err_set(&task->err, ERR_NOT_ARTICLE,
		    _("this is no web page but %s: o opens it in the browser"),
		    task->answer->content_type);
		return;
	}
	if (reader_extract(&task->reader, buf_string(&task->answer->body),
	    task->answer->body.len, &source, &task->err) < 0)
		return;
	page = reader_page(task->reader);
	if (task->n_tickets > 0)
		(void)engine_page_document(&task->document, page->html,
		    page->html_len, task->answer->final_url,
		    worker->engine->options, &task->err);
}

static void
extract_page(struct worker *worker, struct message *message)
{
	extract(worker, message->page);
	buf_release(&message->page->answer->body);
	message->kind = MESSAGE_STORE_PAGE;
	queue_put(&worker->engine->to_writer, message, false);
}

/* ---- documents from the cache ---- */

static void
make_article(struct worker *worker, struct message *message)
{
	struct event *event = event_new(EVENT_DOCUMENT);
	struct arena *arena = arena_new();
	struct store_article article;

	event->ticket = message->ticket;
	event->page_published_at = DATE_NONE;
	if (store_article_read(worker->store, message->ids[0], arena,
	    &article, &event->err) == 0) {
		event->url = mem_strdup(article.article.link);
		(void)engine_best_document(&event->document,
		    &event->full_text, worker->store, &article,
		    worker->engine->options, &event->err);
	}
	arena_free(arena);
	event_send(worker->engine, event);
}

static int
cached_document(struct worker *worker, struct arena *arena, const char *url,
    struct event *event)
{
	struct store_page page;

	if (store_page_read(worker->store, url, arena, &page,
	    &event->err) < 0)
		return -1;
	if (page.html == NULL)
		return err_set(&event->err, ERR_NOT_FOUND, "%s",
		    page.error != NULL ? page.error : _("no text"));
	event->page_title = mem_strdup(page.title);
	event->page_byline = mem_strdup(page.byline);
	event->page_published_at = page.published_at;
	return engine_page_document(&event->document, page.html, page.html_len,
	    page.final_url, worker->engine->options, &event->err);
}

static void
make_cached_page(struct worker *worker, struct message *message)
{
	struct event *event = event_new(message->flags == EVENT_PAGE ?
	    EVENT_PAGE : EVENT_DOCUMENT);
	struct arena *arena = arena_new();

	event->ticket = message->ticket;
	event->url = mem_strdup(message->words[0]);
	event->page_published_at = DATE_NONE;
	event->full_text = true;
	(void)cached_document(worker, arena, message->words[0], event);
	arena_free(arena);
	event_send(worker->engine, event);
}

/* ---- filters ---- */

struct filter_ticket {
	struct engine *engine;
	uint64_t ticket;
};

/* Has a newer filter been asked for? */
static bool
is_stale(void *arg)
{
	const struct filter_ticket *mine = arg;

	return atomic_load(&mine->engine->filter) != mine->ticket;
}

static void
filter(struct worker *worker, struct message *message)
{
	struct filter_ticket mine = { worker->engine, message->ticket };
	struct event *event = event_new(EVENT_FILTER);

	event->ticket = message->ticket;
	(void)store_filter(worker->store, &message->view, message->words[0],
	    FILTER_MAX, is_stale, &mine, &event->keys, &event->n_keys,
	    &event->err);
	event_send(worker->engine, event);
}

/* ---- the thread ---- */

/* Do one job; true: the message has gone on, with its task. */
static bool
work(struct worker *worker, struct message *message)
{
	switch (message->kind) {
	case MESSAGE_PARSE_FEED:
		parse_feed(worker, message);
		return true;
	case MESSAGE_EXTRACT_PAGE:
		extract_page(worker, message);
		return true;
	case MESSAGE_ARTICLE:
		make_article(worker, message);
		return false;
	case MESSAGE_CACHED_PAGE:
		make_cached_page(worker, message);
		return false;
	case MESSAGE_FILTER:
		filter(worker, message);
		return false;
	default:
		return false;
	}
}

void *
worker_main(void *arg)
{
	struct worker worker = { .engine = arg };
	struct message *message;
	struct event *event;
	struct err err;
	bool stop = false;

	err_clear(&err);
	if (store_open(&worker.store, worker.engine->cache, STORE_READ,
	    &err) < 0) {
		event = event_new(EVENT_TROUBLE);
		event->err = err;
		event_send(worker.engine, event);
		/* Feeds and pages are still worked on: they need no cache. */
		if (store_open(&worker.store, ":memory:", STORE_READ,
		    &err) < 0)
			mem_fatal(err.message);
	}
	while (!stop) {
		message = queue_take(&worker.engine->to_workers);
		stop = message->kind == MESSAGE_STOP;
		if (!work(&worker, message))
			message_free(message);
		/* The network may have held back while we were behind. */
		net_wake(worker.engine->net);
	}
	store_close(worker.store);
	return NULL;
}
