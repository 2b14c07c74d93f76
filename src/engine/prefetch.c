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
#include "gogai/mem.h"
#include "gogai/robots.h"
#include "gogai/str.h"
#include "gogai/url.h"

/* The token that robots.txt knows us by. */
#define AGENT_TOKEN "gogai"

/* What is known of an origin's robots.txt. */
struct origin {
	struct robots *robots;		/* NULL: it is being asked for */
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
	queue_put(&network->engine->to_writer, message, false);
}

/* The rules are known: fetch the page, or say why not. */
static void
fetch_if_allowed(struct network *network, const struct robots *robots,
    struct page_task *task)
{
	if (task->n_tickets > 0 || robots_allows(robots, task->url)) {
		network_queue(network, task->url, NULL, task, false);
		return;
	}
	(void)err_set(&task->err, ERR_REFUSED,
	    _("its robots.txt asks programs not to fetch it beforehand"));
	settle(network, task);
}

static void
ask_robots(struct network *network, const char *address)
{
	struct page_task *task = page_task_new(address);

	task->is_robots = true;
	network_queue(network, address, NULL, task, false);
}

static void
fetch_beforehand(struct network *network, const struct store_wanted *wanted)
{
	struct page_task *task;
	struct origin *origin;
	char *address;

	if (map_has(network->tried, wanted->url) ||
	    map_has(network->pages, wanted->url))
		return;
	task = page_task_new(wanted->url);
	task->article = wanted->article;
	(void)map_set(network->tried, wanted->url, NULL);
	(void)map_set(network->pages, wanted->url, task);
	network->n_pages++;
	network->counts.n_pages++;
	origin = origin_of(network, wanted->url, &address);
	if (origin == NULL) {
		(void)err_set(&task->err, ERR_REFUSED, _("no web address"));
		settle(network, task);
	} else if (origin->robots != NULL) {
		fetch_if_allowed(network, origin->robots, task);
	} else {
		if (origin->waiting == NULL)
			ask_robots(network, address);
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

static void
take_robots(struct network *network, struct page_task *task)
{
	struct origin *origin = map_find(network->robots, task->url);
	const struct net_answer *answer = task->answer;
	struct page_task *page;

	if (answer != NULL && answer->err.code == ERR_NONE &&
	    answer->status >= 200 && answer->status < 300)
		origin->robots = robots_parse(buf_string(&answer->body),
		    answer->body.len, AGENT_TOKEN);
	else
		origin->robots = robots_unavailable(
		    answer != NULL ? answer->status : 0);
	while ((page = origin->waiting) != NULL) {
		origin->waiting = page->next;
		page->next = NULL;
		fetch_if_allowed(network, origin->robots, page);
	}
	page_task_free(task);
}

void
prefetch_answer(struct network *network, struct page_task *task)
{
	const struct net_answer *answer = task->answer;
	struct message *message;

	if (task->is_robots) {
		take_robots(network, task);
		return;
	}
	if (answer == NULL) {
		settle(network, task);		/* given up */
		return;
	}
	if (answer->err.code != ERR_NONE) {
		task->err = answer->err;
	} else if (answer->status < 200 || answer->status > 299) {
		(void)err_set(&task->err, ERR_HTTP, "HTTP %ld %s",
		    answer->status, net_status_words(answer->status));
	} else {
		message = message_new(MESSAGE_EXTRACT_PAGE);
		message->page = task;
		queue_put(&network->engine->to_workers, message,
		    task->n_tickets > 0);
		return;
	}
	settle(network, task);
}

void
prefetch_done(struct network *network, struct page_task *task)
{
	struct event *event;

	(void)map_remove(network->pages, task->url);
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
prefetch_release(struct network *network)
{
	map_free(network->robots, free_origin);
}
