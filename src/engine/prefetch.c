/*
 * Pages: those the user opens, and those fetched beforehand.
 *
 * What the user opens goes first and asks nobody. What is fetched beforehand
 * is bounded by `prefetch-limit` a poll and obeys robots.txt (POLITENESS P29),
 * which is asked once per origin and run; pages wait for it in the origin's
 * list. A page under way for the one serves the other, too.
 */
#include "network_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/buf.h"
#include "gogai/date.h"
#include "gogai/mem.h"
#include "gogai/robots.h"
#include "gogai/str.h"
#include "gogai/url.h"

/* The token that robots.txt knows us by. */
#define AGENT_TOKEN "gogai"

/* For so long, a robots.txt is believed (RFC 9309 §2.4). */
enum { BELIEVED_SECS = 86400 };

/* What is known of an origin's robots.txt. */
struct origin {
	struct robots *robots;		/* NULL: it is being asked for */
	struct err err;			/* why nothing was learned */
	time_t	 asked_at;
	struct page_task *waiting;
};

/* ---- what is wanted ---- */

/* How many more pages this poll may fetch. */
static size_t
budget(const struct network *network)
{
	size_t limit = (size_t)options_number(network->engine->options,
	    OPTION_PREFETCH_LIMIT);

	return limit > network->counts.n_pages ?
	    limit - network->counts.n_pages : 0;
}

void
prefetch_look(struct network *network)
{
	struct message *message;

	if (!network->prefetch || budget(network) == 0)
		return;
	if (network->wanting) {
		network->want_again = true;
		return;
	}
	network->wanting = true;
	message = message_new(MESSAGE_FIND_WANTED);
	/* Some of them are under way: ask for so many more. */
	message->n_ids = budget(network) + map_len(network->tried);
	queue_put(&network->engine->to_writer, message, false);
}

/* The origin of a URL, which robots.txt governs, made if it is new. */
static struct origin *
origin_of(struct network *network, const char *url, char **robots_address)
{
	struct origin *origin;

	*robots_address = robots_url(url);
	if (*robots_address == NULL)
		return NULL;
	origin = map_find(network->robots, *robots_address);
	if (origin == NULL) {
		origin = mem_calloc(1, sizeof(*origin));
		(void)map_set(network->robots, *robots_address, origin);
	}
	return origin;
}

/* Hand a page to the writer, with what came of it. */
static void
settle(struct network *network, struct page_task *task)
{
	struct message *message = message_new(MESSAGE_STORE_PAGE);

	message->page = task;
	task->away = true;
	queue_put(&network->engine->to_writer, message, false);
}

/* The rules are known: fetch the page, or say why not. */
static void
fetch_if_allowed(struct network *network, const struct origin *origin,
    struct page_task *task)
{
	if (task->n_tickets > 0 || robots_allows(origin->robots, task->url)) {
		network_queue(network, task->url, NULL, task,
		    task->n_tickets > 0);
		return;
	}
	if (origin->err.code != ERR_NONE)
		task->err = origin->err;
	else
		(void)err_set(&task->err, ERR_REFUSED, _("its robots.txt asks "
		    "programs not to fetch it beforehand"));
	settle(network, task);
}

static void
ask_robots(struct network *network, const char *address, bool public_only)
{
	struct page_task *task = page_task_new(address);

	task->is_robots = true;
	task->public_only = public_only;
	network_queue(network, address, NULL, task, false);
}

/* Only who was subscribed to on the local network may lead us there. */
static bool
is_private_feed(const char *url)
{
	return url_has_scheme(url, "file") || net_is_private(url);
}

static void
fetch_beforehand(struct network *network, const struct store_wanted *wanted)
{
	struct page_task *task;
	struct origin *origin;
	char *address;

	if (map_has(network->tried, wanted->url) ||
	    map_has(network->pages, wanted->url) ||
	    network_is_silent(network, wanted->url))
		return;
	task = page_task_new(wanted->url);
	task->article = wanted->article;
	task->public_only = !is_private_feed(wanted->feed_url);
	(void)map_set(network->tried, wanted->url, NULL);
	(void)map_set(network->pages, wanted->url, task);
	network->n_pages++;
	network->counts.n_pages++;
	origin = origin_of(network, wanted->url, &address);
	if (origin == NULL) {
		(void)err_set(&task->err, ERR_REFUSED, _("no web address"));
		settle(network, task);
	} else if (origin->robots != NULL) {
		fetch_if_allowed(network, origin, task);
	} else {
		if (origin->waiting == NULL)
			ask_robots(network, address, task->public_only);
		task->next = origin->waiting;
		origin->waiting = task;
	}
	free(address);
}

void
prefetch_wanted(struct network *network, struct message *message)
{
	size_t i;

	network->wanting = false;
	for (i = 0; network->prefetch && i < message->n_wanted &&
	    budget(network) > 0; i++)
		fetch_beforehand(network, &message->wanted[i]);
	if (network->want_again) {
		network->want_again = false;
		prefetch_look(network);
	}
	network_progress(network, EVENT_PROGRESS);
}

/* ---- what the user opens ---- */

static void
add_ticket(struct page_task *task, uint64_t ticket)
{
	task->tickets = array_reserve(task->tickets, &task->cap_tickets,
	    task->n_tickets + 1, sizeof(*task->tickets));
	task->tickets[task->n_tickets++] = ticket;
}

void
prefetch_open(struct network *network, struct message *message)
{
	struct page_task *task = map_find(network->pages, message->page->url);

	if (task != NULL && task->away) {
		task->late = array_reserve(task->late, &task->cap_late,
		    task->n_late + 1, sizeof(*task->late));
		task->late[task->n_late++] = message->ticket;
		return;
	}
	if (task != NULL) {
		add_ticket(task, message->ticket);
		return;
	}
	task = message->page;
	message->page = NULL;
	add_ticket(task, message->ticket);
	(void)map_set(network->pages, task->url, task);
	network_queue(network, task->url, NULL, task, true);
}

/* ---- answers ---- */

/* Was nothing learned from the answer for a robots.txt? Then say why. */
static void
word_robots(struct err *err, const struct page_task *task)
{
	const struct net_answer *answer = task->answer;

	if (answer == NULL)
		*err = task->err;		/* given up */
	else if (answer->err.code != ERR_NONE)
		*err = answer->err;
	else if (answer->status >= 500 || answer->status == 429)
		(void)err_set(err, ERR_NETWORK,
		    _("its robots.txt cannot be had now: HTTP %ld"),
		    answer->status);
}

static void
take_robots(struct network *network, struct page_task *task)
{
	struct origin *origin = map_find(network->robots, task->url);
	const struct net_answer *answer = task->answer;
	struct page_task *page;

	word_robots(&origin->err, task);
	origin->asked_at = network->engine->now();
	if (origin->err.code != ERR_NONE)
		origin->robots = robots_unavailable(0);
	else if (answer->status >= 200 && answer->status < 300)
		origin->robots = robots_parse(buf_string(&answer->body),
		    answer->body.len, AGENT_TOKEN);
	else
		origin->robots = robots_unavailable(answer->status);
	while ((page = origin->waiting) != NULL) {
		origin->waiting = page->next;
		page->next = NULL;
		fetch_if_allowed(network, origin, page);
	}
	page_task_free(task);
}

/* A page has answered: to the workers with it, or to the writer with why. */
static void
take_page(struct network *network, struct page_task *task)
{
	const struct net_answer *answer = task->answer;
	struct message *message;

	if (answer->err.code != ERR_NONE) {
		task->err = answer->err;
		settle(network, task);
	} else if (answer->status < 200 || answer->status > 299) {
		(void)err_set(&task->err, ERR_HTTP, "HTTP %ld %s",
		    answer->status, net_status_words(answer->status));
		settle(network, task);
	} else {
		message = message_new(MESSAGE_EXTRACT_PAGE);
		message->page = task;
		task->away = true;
		queue_put(&network->engine->to_workers, message,
		    task->n_tickets > 0);
	}
}

void
prefetch_answer(struct network *network, struct page_task *task)
{
	if (task->answer != NULL)
		task->host_until = poll_silence(task->answer,
		    network->engine->now());
	if (task->host_until != DATE_NONE)
		network_silence(network, task->answer->final_url,
		    task->host_until);
	if (task->is_robots)
		take_robots(network, task);
	else if (task->answer == NULL)
		settle(network, task);		/* given up */
	else
		take_page(network, task);
}

/* The document went to the first who asked; others read it from the cache. */
static void
tell_other(struct network *network, const struct page_task *task,
    uint64_t ticket)
{
	struct message *again;
	struct event *event;

	if (task->err.code != ERR_NONE) {
		event = event_new(EVENT_PAGE);
		event->ticket = ticket;
		event->url = mem_strdup(task->url);
		event->err = task->err;
		event->page_published_at = DATE_NONE;
		event_send(network->engine, event);
		return;
	}
	again = message_new(MESSAGE_CACHED_PAGE);
	again->ticket = ticket;
	again->flags = EVENT_PAGE;
	again->words = words_copy((const char *const *)&task->url, 1);
	again->n_words = 1;
	queue_put(&network->engine->to_workers, again, true);
}

void
prefetch_done(struct network *network, struct page_task *task)
{
	struct event *event;
	size_t i;

	(void)map_remove(network->pages, task->url);
	for (i = 1; i < task->n_tickets; i++)
		tell_other(network, task, task->tickets[i]);
	for (i = 0; i < task->n_late; i++)
		tell_other(network, task, task->late[i]);
	if (task->article != 0) {
		network->n_pages--;
		network->counts.n_pages_done++;
		network->counts.n_pages_failed += task->err.code != ERR_NONE;
		event = event_new(EVENT_PREFETCHED);
		event->url = mem_strdup(task->url);
		event->err = task->err;
		event_send(network->engine, event);
		network_progress(network, EVENT_PROGRESS);
	}
	page_task_free(task);
}

static void
free_origin(void *p)
{
	struct origin *origin = p;
	struct page_task *page;

	while ((page = origin->waiting) != NULL) {
		origin->waiting = page->next;
		page_task_free(page);
	}
	robots_free(origin->robots);
	free(origin);
}

void
prefetch_forget(struct network *network)
{
	time_t now = network->engine->now();
	struct origin *origin;
	size_t i;

	for (i = map_len(network->robots); i > 0; i--) {
		const char *key = map_key(network->robots, i - 1);

		origin = map_find(network->robots, key);
		if (origin->robots == NULL || (origin->err.code == ERR_NONE &&
		    now - origin->asked_at < BELIEVED_SECS))
			continue;
		(void)map_remove(network->robots, key);
		free_origin(origin);
	}
}

void
prefetch_release(struct network *network)
{
	map_free(network->robots, free_origin);
}
