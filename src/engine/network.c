/*
 * The network thread: it plans polls, starts what may start, and hands
 * answers on.
 *
 * One round takes what was sent here, starts requests as the queue of turns
 * allows, and lets transfers go on until something happens. It never parses,
 * writes or waits for another thread. While the workers or the writer are
 * behind by BEHIND messages no request is started, which bounds what is held
 * in memory. A poll ends when all its feeds and their pages are done.
 */
#include "network_priv.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gogai/date.h"
#include "gogai/log.h"
#include "gogai/mem.h"
#include "gogai/url.h"

enum { BEHIND = 64 };

void
network_send(struct engine *engine, struct message *message)
{
	queue_put(&engine->to_network, message, false);
	net_wake(engine->net);
}

void
network_queue(struct network *network, const char *url,
    struct feed_task *feed, struct page_task *page, bool urgent)
{
	struct request *request = mem_calloc(1, sizeof(*request));

	request->feed = feed;
	request->page = page;
	poll_queue_add(network->queue, url, request, urgent);
}

void
network_progress(struct network *network, enum event_kind kind)
{
	struct event *event = event_new(kind);

	*event = network->counts;
	event->kind = kind;
	event_send(network->engine, event);
}

/* ---- giving up ---- */

/* A feed of the plan that is not asked: say why. */
static void
tell_not_asked(struct network *network, const struct feed_task *task,
    const char *why)
{
	struct event *event = event_new(EVENT_FEED);
	const char *title = task->title != NULL ? task->title :
	    task->feed.title;

	event->feed = task->feed.id;
	event->url = mem_strdup(task->feed.url);
	event->title = mem_strdup(title);
	event->err = task->err;
	event->outcome = task->err.code != ERR_NONE ? FEED_FAILED :
	    FEED_NOT_DUE;
	event->why = why != NULL ? mem_strdup(why) : NULL;
	network->counts.n_feeds_done++;
	network->counts.n_failed += event->outcome == FEED_FAILED;
	network->counts.n_not_due += event->outcome == FEED_NOT_DUE;
	event_send(network->engine, event);
}

/* A request that does not get its turn. */
static void
give_up(struct network *network, struct request *request, const char *why)
{
	if (request->feed != NULL) {
		tell_not_asked(network, request->feed, why);
		(void)map_remove(network->feeds, request->feed->feed.url);
		network->n_feeds--;
	} else {
		(void)err_set(&request->page->err, ERR_CANCELLED, "%s", why);
		prefetch_answer(network, request->page);
	}
	free(request);
}

/* Give up all that waits (for one host), but what the user opened. */
static void
give_up_waiting(struct network *network, const char *host, const char *why)
{
	struct poll_queue *queue = network->queue;
	struct request *request, *wishes = NULL;

	while ((request = host != NULL ? poll_queue_drop_host(queue, host) :
	    poll_queue_drop(queue)) != NULL) {
		if (request->page == NULL || request->page->n_tickets == 0) {
			give_up(network, request, why);
			continue;
		}
		request->next = wishes;
		wishes = request;
	}
	while ((request = wishes) != NULL) {
		wishes = request->next;
		poll_queue_add(queue, request->page->url, request, true);
	}
}

/* ---- silence ---- */

static time_t
silent_until(const struct network *network, const char *url)
{
	char *host = poll_host(url);
	const time_t *until = map_find(network->silent, host);

	free(host);
	return until != NULL ? *until : DATE_NONE;
}

bool
network_is_silent(const struct network *network, const char *url)
{
	return silent_until(network, url) > network->engine->now();
}

void
network_silence(struct network *network, const char *url, time_t until)
{
	char *host = poll_host(url);
	time_t *value = mem_alloc(sizeof(*value));

	*value = until;
	free(map_set(network->silent, host, value));
	give_up_waiting(network, host, poll_due_words(POLL_DUE_HOST));
	free(host);
}

/* ---- feeds ---- */

/* Where the feed is really asked for. */
static const char *
feed_address(const struct feed_task *task)
{
	return task->feed.fetch_url != NULL ? task->feed.fetch_url :
	    task->feed.url;
}

static void
begin_feed(struct network *network, struct feed_task *task, unsigned flags,
    bool urgent)
{
	enum poll_due due;
	time_t until = silent_until(network, feed_address(task));

	if (map_has(network->feeds, task->feed.url))
		return;
	network->counts.n_feeds++;
	if (until == DATE_NONE || until < task->host_until)
		until = task->host_until;
	due = poll_due(&task->feed, until,
	    (flags & ENGINE_POLL_ASKED) != 0, (flags & ENGINE_POLL_FORCE) != 0,
	    network->engine->now());
	if (task->err.code != ERR_NONE || due != POLL_DUE) {
		tell_not_asked(network, task, due != POLL_DUE ?
		    poll_due_words(due) : NULL);
		return;
	}
	(void)map_set(network->feeds, task->feed.url, task);
	network->n_feeds++;
	network_queue(network, feed_address(task), task, NULL, urgent);
}

static void
begin_poll(struct network *network, struct message *message)
{
	struct plan *plan = message->plan;
	bool given_up = network->n_void > 0;
	struct event *event;
	size_t i;

	message->plan = NULL;
	network->n_planning--;
	network->n_void -= given_up;
	plan->next = network->engine->plans;
	network->engine->plans = plan;
	if (plan->err.code != ERR_NONE) {
		event = event_new(EVENT_TROUBLE);
		event->err = plan->err;
		event_send(network->engine, event);
		network->counts.err = plan->err;
		return;
	}
	network->counts.n_feeds += given_up ? plan->n : 0;
	for (i = 0; given_up && i < plan->n; i++)
		tell_not_asked(network, &plan->tasks[i], _("given up"));
	if (!given_up && (plan->flags & ENGINE_POLL_NO_PAGES) == 0)
		network->prefetch = true;
	for (i = 0; !given_up && i < plan->n; i++)
		begin_feed(network, &plan->tasks[i], plan->flags,
		    plan->n == 1);
	network_progress(network, EVENT_PROGRESS);
	prefetch_look(network);
}

/* The answer for a feed: judged here, parsed by a worker, written there. */
static void
take_feed_answer(struct network *network, struct feed_task *task)
{
	struct engine *engine = network->engine;
	struct message *message;

	network->counts.n_bytes += task->answer->n_bytes;
	poll_judge(&task->feed, task->answer,
	    options_number(engine->options, OPTION_POLL_INTERVAL),
	    engine->now(), &task->finding);
	if (task->finding.host_until != DATE_NONE)
		network_silence(network, task->answer->final_url,
		    task->finding.host_until);
	task->err = task->finding.err;
	message = message_new(task->finding.verdict == POLL_BODY ?
	    MESSAGE_PARSE_FEED : MESSAGE_STORE_FEED);
	message->feed = task;
	queue_put(message->kind == MESSAGE_PARSE_FEED ? &engine->to_workers :
	    &engine->to_writer, message, false);
}

static void
feed_done(struct network *network, struct message *message)
{
	struct feed_task *task = message->feed;
	struct event *counts = &network->counts;

	message->feed = NULL;
	counts->n_feeds_done++;
	counts->n_failed += task->outcome == FEED_FAILED;
	counts->n_unchanged += task->outcome == FEED_UNCHANGED;
	counts->n_articles += task->n_new;
	(void)map_remove(network->feeds, task->feed.url);
	network->n_feeds--;
	feed_task_release(task);
	network_progress(network, EVENT_PROGRESS);
	if (task->wants_pages)
		prefetch_look(network);
}

/* ---- starting and ending ---- */

static int64_t
monotonic_ms(void)
{
	struct timespec now;

	(void)clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* An answer for what could not even be started. */
static struct net_answer *
failed_answer(const char *url, const struct err *err)
{
	struct net_answer *answer = mem_calloc(1, sizeof(*answer));

	answer->url = mem_strdup(url);
	answer->final_url = mem_strdup(url);
	answer->err = *err;
	return answer;
}

static void
link_request(struct network *network, struct request *request)
{
	request->prev = NULL;
	request->next = network->active;
	if (network->active != NULL)
		network->active->prev = request;
	network->active = request;
}

static void
unlink_request(struct network *network, struct request *request)
{
	if (request->prev != NULL)
		request->prev->next = request->next;
	else
		network->active = request->next;
	if (request->next != NULL)
		request->next->prev = request->prev;
}

static void
take_answer(struct network *network, struct request *request,
    struct net_answer *answer)
{
	unlink_request(network, request);
	poll_queue_done(network->queue, answer->url);
	if (request->feed != NULL) {
		request->feed->answer = answer;
		take_feed_answer(network, request->feed);
	} else {
		network->counts.n_bytes += answer->n_bytes;
		request->page->answer = answer;
		prefetch_answer(network, request->page);
	}
	free(request);
}

static void
start(struct network *network, struct request *request)
{
	struct net_request what = { .tag = request };
	struct err err;

	if (request->feed != NULL) {
		what.url = feed_address(request->feed);
		what.kind = NET_FEED;
		what.validators = request->feed->feed.validators;
	} else {
		what.url = request->page->url;
		what.kind = request->page->is_robots ? NET_ROBOTS : NET_PAGE;
		what.public_only = request->page->public_only;
	}
	if (log_on()) {
		char *url = url_redact(what.url);

		log_line("asking %s", url);
		free(url);
	}
	link_request(network, request);
	err_clear(&err);
	if (net_add(network->engine->net, &what, &err) < 0)
		take_answer(network, request, failed_answer(what.url, &err));
}

/* Start what may start; returns how long to wait for the next turn. */
static int64_t
start_all(struct network *network)
{
	struct engine *engine = network->engine;
	int64_t wait_ms = -1;
	struct request *request;

	while (queue_len(&engine->to_workers) < BEHIND &&
	    queue_len(&engine->to_writer) < BEHIND &&
	    (request = poll_queue_next(network->queue, monotonic_ms(),
	    &wait_ms)) != NULL)
		start(network, request);
	return wait_ms;
}

/* Has the poll come to its end? Then say so, and forget it. */
static void
end_poll(struct network *network)
{
	if (!network->polling || network->n_planning > 0 ||
	    network->n_feeds > 0 || network->n_pages > 0 || network->wanting)
		return;
	network_progress(network, EVENT_POLLED);
	network->polling = network->prefetch = false;
	network->counts = (struct event){ .kind = EVENT_PROGRESS };
	map_free(network->tried, NULL);
	network->tried = map_new(0);
	prefetch_forget(network);
	plans_free(&network->engine->plans);
}

static void
cancel(struct network *network)
{
	network->counts.cancelled = network->polling;
	network->prefetch = false;
	network->n_void = network->n_planning;
	give_up_waiting(network, NULL, _("given up"));
}

/* ---- the thread ---- */

static void
plan_poll(struct network *network, struct message *message)
{
	message->kind = MESSAGE_PLAN;
	network->polling = true;
	network->n_planning++;
	queue_put(&network->engine->to_writer, message, false);
}

static void
handle(struct network *network, struct message *message)
{
	switch (message->kind) {
	case MESSAGE_POLL:
		plan_poll(network, message);
		return;
	case MESSAGE_PLANNED:
		begin_poll(network, message);
		break;
	case MESSAGE_FEED_DONE:
		feed_done(network, message);
		break;
	case MESSAGE_OPEN_PAGE:
		prefetch_open(network, message);
		break;
	case MESSAGE_PAGE_DONE:
		prefetch_done(network, message->page);
		message->page = NULL;
		break;
	case MESSAGE_WANTED:
		prefetch_wanted(network, message);
		break;
	case MESSAGE_CANCEL:
		cancel(network);
		break;
	default:
		network->stop = true;
		break;
	}
	message_free(message);
}

static void
run_round(struct network *network)
{
	struct engine *engine = network->engine;
	struct message *message;
	struct net_answer *answer;
	int64_t wait_ms;

	while (!network->stop &&
	    (message = queue_try(&engine->to_network)) != NULL)
		handle(network, message);
	if (network->stop)
		return;
	wait_ms = start_all(network);
	end_poll(network);
	if (queue_len(&engine->to_network) > 0)
		wait_ms = 0;
	net_wait(engine->net, wait_ms > 60000 ? 60000 : (int)wait_ms);
	while ((answer = net_take(engine->net)) != NULL)
		take_answer(network, answer->tag, answer);
}

/* What waited for its turn or was on the wire is asked by the next poll. */
static void
release_requests(struct network *network)
{
	struct request *request;

	while ((request = poll_queue_drop(network->queue)) != NULL) {
		page_task_free(request->page);
		free(request);
	}
	while ((request = network->active) != NULL) {
		network->active = request->next;
		page_task_free(request->page);
		free(request);
	}
}

void *
network_main(void *arg)
{
	struct network network = { .engine = arg };
	const struct options *options = network.engine->options;
	const struct poll_limits limits = {
		.connections =
		    (unsigned)options_number(options, OPTION_MAX_CONNECTIONS),
		.host_connections =
		    (unsigned)options_number(options, OPTION_HOST_CONNECTIONS),
		.host_gap_ms = options_number(options, OPTION_HOST_GAP) * 1000,
	};

	network.queue = poll_queue_new(&limits);
	network.feeds = map_new(0);
	network.pages = map_new(0);
	network.tried = map_new(0);
	network.robots = map_new(0);
	network.silent = map_new(0);
	while (!network.stop)
		run_round(&network);
	release_requests(&network);
	poll_queue_free(network.queue);
	prefetch_release(&network);
	map_free(network.feeds, NULL);
	map_free(network.pages, NULL);
	map_free(network.tried, NULL);
	map_free(network.silent, free);
	return NULL;
}
