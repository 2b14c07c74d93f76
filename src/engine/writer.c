/*
 * The writer: the thread that owns the writing connection.
 *
 * What waits in its queue is written in one transaction of at most BATCH
 * messages, and told of only after the commit. If a batch fails, each of its
 * messages is tried in a transaction of its own, so that one bad feed fails
 * alone; handlers therefore leave their task as they found it but for results
 * that a second try sets again, and may not have run at all when their failure
 * is told. What is no matter of the cache is done while telling. Validators
 * are written with the articles they stand for (POLITENESS P7), so killing the
 * process anywhere loses nothing.
 */
#include "engine_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/date.h"
#include "gogai/mem.h"
#include "gogai/subs.h"
#include "gogai/url.h"

enum { BATCH = 64 };

/* ---- a feed ---- */

/* Shall an article's page be fetched beforehand, by option and kind? */
static bool
wants_page(const struct engine *engine, const struct feed_task *task, size_t i)
{
	enum { WHEN_AUTO, WHEN_YES, WHEN_NO };
	const struct article *article = feed_article(task->parsed, i);
	int when = options_choice(engine->options, OPTION_PREFETCH_PAGES);

	if (when == WHEN_NO || article->link == NULL ||
	    !url_is_web(article->link))
		return false;
	return when == WHEN_YES ||
	    (task->mostly_excerpts && task->excerpts[i]);
}

/* From the end to the beginning: equal dates keep the feed's order. */
static int
put_articles(struct engine *engine, struct feed_task *task,
    struct store_feed *feed, time_t now, struct err *err)
{
	enum store_put what;
	int64_t id;
	size_t i;

	task->n_new = task->n_changed = 0;
	task->wants_pages = false;
	for (i = feed_n_articles(task->parsed); i > 0; i--) {
		const struct article *a = feed_article(task->parsed, i - 1);
		bool wants = wants_page(engine, task, i - 1);

		if (store_article_put(engine->writing, feed->id, a, now,
		    wants, &what, &id, err) < 0)
			return -1;
		task->n_new += what == STORE_NEW;
		task->n_changed += what == STORE_CHANGED;
		task->wants_pages |= what == STORE_NEW && wants;
	}
	return 0;
}

static int
store_parsed(struct engine *engine, struct feed_task *task,
    struct store_feed *feed, time_t now, struct err *err)
{
	int64_t interval = options_number(engine->options,
	    OPTION_POLL_INTERVAL);
	const struct feed_info *info = NULL;

	if (task->parsed != NULL) {
		info = feed_info(task->parsed);
		feed->excerpts = task->mostly_excerpts;
		if (put_articles(engine, task, feed, now, err) < 0 ||
		    store_feed_info(engine->writing, feed->id, info, err) < 0)
			return -1;
	}
	poll_parsed(feed, task->answer, info, task->n_new + task->n_changed,
	    &task->err, interval, now);
	return 0;
}

/* Keep the silence that the host behind an address asked for, if it did. */
static int
store_silence(struct engine *engine, const char *url, time_t until,
    struct err *err)
{
	char *host;
	int r;

	if (until == DATE_NONE)
		return 0;
	host = poll_host(url);
	r = store_host_wait(engine->writing, host, until, err);
	free(host);
	return r;
}

/* Until when the host behind an address wants silence, or DATE_NONE. */
static time_t
read_silence(struct engine *engine, const char *url)
{
	char *host = poll_host(url);
	time_t until = store_host_waits(engine->writing, host);

	free(host);
	return until;
}

static int
store_feed(struct engine *engine, struct message *message, struct err *err)
{
	struct feed_task *task = message->feed;
	struct store_feed feed = task->feed;
	time_t now = engine->now();

	if (task->finding.verdict == POLL_BODY &&
	    store_parsed(engine, task, &feed, now, err) < 0)
		return -1;
	if (store_silence(engine, task->answer->final_url,
	    task->finding.host_until, err) < 0)
		return -1;
	return store_feed_write(engine->writing, &feed, err);
}

/* Tell of a feed whose fate is known. */
static void
tell_feed(struct engine *engine, struct message *message,
    const struct err *failure)
{
	struct feed_task *task = message->feed;
	struct event *event = event_new(EVENT_FEED);
	const char *title = task->title;
	struct message *done;

	if (failure != NULL) {
		task->err = *failure;
		task->n_new = task->n_changed = 0;
		task->wants_pages = false;
	}
	if (title == NULL && task->parsed != NULL)
		title = feed_info(task->parsed)->title;
	event->feed = task->feed.id;
	event->url = mem_strdup(task->feed.url);
	event->title = mem_strdup(title != NULL ? title : task->feed.title);
	event->err = task->err;
	event->n_new = task->n_new;
	event->n_changed = task->n_changed;
	task->outcome = task->err.code != ERR_NONE ? FEED_FAILED :
	    task->n_new + task->n_changed > 0 ? FEED_NEW : FEED_UNCHANGED;
	event->outcome = task->outcome;
	if (task->answer != NULL && task->answer->n_hops > 0 &&
	    task->err.code == ERR_NONE)
		event->why = mem_printf(_("moved to %s"),
		    task->answer->final_url);
	done = message_new(MESSAGE_FEED_DONE);
	done->feed = task;
	message->feed = NULL;
	event_send(engine, event);
	network_send(engine, done);
}

/* ---- a page ---- */

static int
store_extracted(struct engine *engine, const struct page_task *task,
    struct err *err)
{
	const struct reader_page *got = reader_page(task->reader);
	const struct store_page page = {
		.url = task->url,
		.final_url = task->answer->final_url,
		.title = got->title,
		.byline = got->byline,
		.site = got->site,
		.language = got->language,
		.published_at = got->published_at,
		.fetched_at = engine->now(),
		.validators = { task->answer->etag,
		    task->answer->last_modified },
		.html = got->html,
		.html_len = got->html_len,
		.how = got->how,
	};

	return store_page_put(engine->writing, &page, err);
}

/* What did not reach the server, or came too early, the next poll tries. */
static bool
is_worth_another_try(const struct page_task *task)
{
	enum err_code code = task->err.code;

	return code == ERR_NETWORK || code == ERR_TIMEOUT ||
	    code == ERR_CANCELLED || task->host_until != DATE_NONE;
}

static int
store_page(struct engine *engine, struct message *message, struct err *err)
{
	const struct page_task *task = message->page;

	if (task->reader != NULL &&
	    store_extracted(engine, task, err) < 0)
		return -1;
	if (task->answer != NULL && store_silence(engine,
	    task->answer->final_url, task->host_until, err) < 0)
		return -1;
	if (task->article != 0 && !is_worth_another_try(task))
		return store_page_unwant(engine->writing, task->article, err);
	return 0;
}

static void
tell_reader(struct engine *engine, struct page_task *task, uint64_t ticket)
{
	struct event *event = event_new(EVENT_PAGE);
	const struct reader_page *got;

	event->ticket = ticket;
	event->url = mem_strdup(task->url);
	event->err = task->err;
	event->page_published_at = DATE_NONE;
	event->full_text = true;
	event->document = task->document;
	task->document = NULL;
	if (task->reader != NULL) {
		got = reader_page(task->reader);
		event->page_title = mem_strdup(got->title);
		event->page_byline = mem_strdup(got->byline);
		event->page_published_at = got->published_at;
	}
	event_send(engine, event);
}

static void
tell_page(struct engine *engine, struct message *message,
    const struct err *failure)
{
	struct page_task *task = message->page;
	struct message *done;

	if (failure != NULL)
		task->err = *failure;
	/* The first who asked gets the document; the network tells others. */
	if (task->n_tickets > 0)
		tell_reader(engine, task, task->tickets[0]);
	done = message_new(MESSAGE_PAGE_DONE);
	done->page = task;
	message->page = NULL;
	network_send(engine, done);
}

/* ---- a plan ---- */

/* One feed of the plan; url is the subscription's. */
static int
plan_feed(struct engine *engine, struct plan *plan, const struct subs *subs,
    const char *url, struct err *err)
{
	const struct subscription *sub = subs_find(subs, url);
	struct feed_task *task = &plan->tasks[plan->n];
	int64_t id;

	if (sub == NULL) {
		store_feed_init(&task->feed);
		task->feed.url = arena_strdup(plan->arena, url);
		(void)err_set(&task->err, ERR_USAGE,
		    _("not subscribed: add it with gogai add"));
		plan->n++;
		return 0;
	}
	if (store_feed_ensure(engine->writing, url, &id, err) < 0 ||
	    store_feed_read(engine->writing, id, plan->arena, &task->feed,
	    err) < 0)
		return -1;
	task->host_until = read_silence(engine, task->feed.fetch_url != NULL ?
	    task->feed.fetch_url : url);
	task->title = arena_strdup(plan->arena, sub->title);
	task->zone = arena_strdup(plan->arena, sub->zone);
	task->no_pages = (plan->flags & ENGINE_POLL_NO_PAGES) != 0;
	plan->n++;
	return 0;
}

/* An empty plan, in place of one that failed. */
static struct plan *
new_plan(struct message *message)
{
	struct plan *plan = mem_calloc(1, sizeof(*plan));

	plan_free(message->plan);
	message->plan = plan;
	plan->arena = arena_new();
	plan->flags = message->flags;
	err_clear(&plan->err);
	return plan;
}

static int
make_plan(struct engine *engine, struct message *message, struct err *err)
{
	struct plan *plan = new_plan(message);
	struct subs *subs = NULL;
	size_t i, n;
	int r = 0;

	if (subs_load(&subs, engine->urls, &plan->err) < 0)
		return 0;
	n = message->n_words > 0 ? message->n_words : subs_len(subs);
	plan->tasks = arena_array(plan->arena, n > 0 ? n : 1,
	    sizeof(*plan->tasks));
	for (i = 0; i < n && r == 0; i++)
		r = plan_feed(engine, plan, subs, message->n_words > 0 ?
		    message->words[i] : subs_at(subs, i)->url, err);
	subs_free(subs);
	return r;
}

static void
tell_plan(struct engine *engine, struct message *message,
    const struct err *failure)
{
	struct message *planned = message_new(MESSAGE_PLANNED);

	if (failure != NULL)
		new_plan(message)->err = *failure;
	planned->plan = message->plan;
	message->plan = NULL;
	network_send(engine, planned);
}

/* ---- the rest ---- */

static int
find_wanted(struct engine *engine, struct message *message, struct err *err)
{
	const struct store_wanted *found;
	struct store_wanted *wanted;
	time_t now = engine->now();
	size_t i, n = 0, n_found;

	arena_free(message->arena);
	message->arena = arena_new();
	if (store_pages_wanted(engine->writing, message->n_ids,
	    message->arena, &found, &n_found, err) < 0)
		return -1;
	wanted = arena_array(message->arena, n_found + 1, sizeof(*wanted));
	for (i = 0; i < n_found; i++)
		if (read_silence(engine, found[i].url) <= now)
			wanted[n++] = found[i];
	message->wanted = wanted;
	message->n_wanted = n;
	return 0;
}

static void
tell_wanted(struct engine *engine, struct message *message,
    const struct err *failure)
{
	struct message *wanted = message_new(MESSAGE_WANTED);

	if (failure == NULL) {
		wanted->arena = message->arena;
		wanted->wanted = message->wanted;
		wanted->n_wanted = message->n_wanted;
		message->arena = NULL;
	}
	network_send(engine, wanted);
}

/* The event that a message will be told with, made anew for a second try. */
static struct event *
new_event(struct message *message, enum event_kind kind)
{
	event_free(message->event);
	message->event = event_new(kind);
	return message->event;
}

static int
mark(struct engine *engine, struct message *message, struct err *err)
{
	struct event *event = new_event(message, EVENT_MARKED);

	return store_mark(engine->writing, message->ids, message->n_ids,
	    message->mark, &event->n_changed_rows, err);
}

static int
mark_view(struct engine *engine, struct message *message, struct err *err)
{
	struct event *event = new_event(message, EVENT_MARKED);

	return store_mark_view(engine->writing, &message->view, message->mark,
	    &event->n_changed_rows, err);
}

static void
tell_marked(struct engine *engine, struct message *message,
    const struct err *failure)
{
	struct event *event = message->event;

	if (failure != NULL) {
		event = new_event(message, EVENT_MARKED);
		event->err = *failure;
	}
	message->event = NULL;
	event_send(engine, event);
}

/* No matter of the cache: the file is written here, and only once. */
static void
subscribe(struct engine *engine, struct message *message,
    const struct err *failure)
{
	struct event *event = event_new(EVENT_SUBSCRIBED);
	struct subscription *feeds;
	size_t i, added = 0;
	int r;

	(void)failure;
	feeds = mem_calloc(message->n_words + 1, sizeof(*feeds));
	for (i = 0; i < message->n_words; i++) {
		feeds[i].url = message->words[i];
		feeds[i].title = message->titles[i];
	}
	r = subs_add(engine->urls, feeds, message->n_words, &added,
	    &event->err);
	free(feeds);
	event->n_changed_rows = (int64_t)added;
	event_send(engine, event);
	if (r == 0 && message->n_words > 0)
		engine_poll(engine, (const char *const *)message->words,
		    message->n_words, ENGINE_POLL_ASKED);
}

static const struct {
	/* in a transaction; NULL: nothing */
	int	(*handle)(struct engine *, struct message *, struct err *);
	void	(*tell)(struct engine *, struct message *,
		    const struct err *);
} handlers[] = {
	[MESSAGE_PLAN] = { make_plan, tell_plan },
	[MESSAGE_STORE_FEED] = { store_feed, tell_feed },
	[MESSAGE_STORE_PAGE] = { store_page, tell_page },
	[MESSAGE_FIND_WANTED] = { find_wanted, tell_wanted },
	[MESSAGE_MARK] = { mark, tell_marked },
	[MESSAGE_MARK_VIEW] = { mark_view, tell_marked },
	[MESSAGE_SUBSCRIBE] = { NULL, subscribe },
};

/* ---- transactions ---- */

static int
handle(struct engine *engine, struct message *message, struct err *err)
{
	if (handlers[message->kind].handle == NULL)
		return 0;
	return handlers[message->kind].handle(engine, message, err);
}

/* *begun: the cache could be had, so one message may be what fails. */
static int
write_all(struct engine *engine, struct message **batch, size_t n, bool *begun,
    struct err *err)
{
	size_t i;

	err_clear(err);
	*begun = store_begin(engine->writing, err) == 0;
	if (!*begun)
		return -1;
	for (i = 0; i < n; i++) {
		if (handle(engine, batch[i], err) < 0) {
			store_rollback(engine->writing);
			return -1;
		}
	}
	return store_commit(engine->writing, err);
}

static void
tell(struct engine *engine, struct message *message, const struct err *failure)
{
	struct event *trouble;

	if (failure != NULL) {
		trouble = event_new(EVENT_TROUBLE);
		trouble->err = *failure;
		(void)err_add(&trouble->err, _("writing the cache"));
		event_send(engine, trouble);
	}
	handlers[message->kind].tell(engine, message, failure);
	message_free(message);
}

static void
write_batch(struct engine *engine, struct message **batch, size_t n)
{
	bool begun, failed, alone;
	struct err err;
	size_t i;

	failed = write_all(engine, batch, n, &begun, &err) < 0;
	alone = failed && begun && n > 1;
	for (i = 0; i < n; i++) {
		if (alone)
			failed = write_all(engine, &batch[i], 1, &begun,
			    &err) < 0;
		tell(engine, batch[i], failed ? &err : NULL);
	}
	/* The network may have held back while we were behind. */
	net_wake(engine->net);
}

void *
writer_main(void *arg)
{
	struct engine *engine = arg;
	struct message *batch[BATCH], *message;
	time_t synced_at = engine->now();
	bool stop = false;
	size_t n;

	while (!stop) {
		n = 0;
		message = queue_take(&engine->to_writer);
		do {
			if (message->kind == MESSAGE_STOP) {
				stop = true;
				message_free(message);
				break;
			}
			batch[n++] = message;
		} while (n < BATCH &&
		    (message = queue_try(&engine->to_writer)) != NULL);
		if (n > 0)
			write_batch(engine, batch, n);
		if (stop || engine->now() != synced_at) {
			(void)store_sync(engine->writing, NULL);
			synced_at = engine->now();
		}
	}
	return NULL;
}
