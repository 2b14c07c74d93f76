/*
 * Whose turn it is: requests wait by host, hosts wait by time.
 *
 * Each host has a list of waiting requests and is in one of four states: idle
 * (nothing waits), ready (may start now, as far as we know), timed (its gap or
 * silence has not passed), full (its connections are in use). Ready hosts
 * stand in a ring, so that none starves; timed ones in a heap by the time they
 * had when they came in. A host's time only grows, so an entry of the heap may
 * be too early: it is checked when it comes to the top, and put back.
 */
#include "gogai/poll.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/map.h"
#include "gogai/mem.h"
#include "gogai/str.h"
#include "gogai/url.h"

enum state {
	IDLE,
	READY,
	TIMED,
	FULL
};

struct waiting {
	struct waiting *next;
	void	*tag;
};

struct host {
	struct host *next;		/* in the ring of ready hosts */
	struct waiting *first, *last;
	enum state state;
	bool	 limited;		/* false for local files */
	unsigned active;
	int64_t	 next_ms;
};

struct timed {
	int64_t	 ms;
	struct host *host;
};

struct poll_queue {
	struct poll_limits limits;
	struct map *hosts;
	struct host *ready_first, *ready_last;
	struct timed *heap;
	size_t	 n_heap, cap_heap;
	size_t	 n_waiting, n_active;
};

struct poll_queue *
poll_queue_new(const struct poll_limits *limits)
{
	struct poll_queue *queue = mem_calloc(1, sizeof(*queue));

	queue->limits = *limits;
	queue->hosts = map_new(0);
	return queue;
}

void
poll_queue_free(struct poll_queue *queue)
{
	if (queue == NULL)
		return;
	while (poll_queue_drop(queue) != NULL)
		continue;
	map_free(queue->hosts, free);
	free(queue->heap);
	free(queue);
}

/* The host of this name, made if it is new. */
static struct host *
host_named(struct poll_queue *queue, const char *name)
{
	struct host *host = map_find(queue->hosts, name);

	if (host == NULL) {
		host = mem_calloc(1, sizeof(*host));
		host->next_ms = INT64_MIN;
		host->limited = name[0] != '\0';
		(void)map_set(queue->hosts, name, host);
	}
	return host;
}

char *
poll_host(const char *url)
{
	struct str name = url_host(url);
	char *lower = mem_strndup(name.p != NULL ? name.p : "", name.len);
	size_t i;

	for (i = 0; i < name.len; i++)
		lower[i] = (char)ascii_lower((unsigned char)lower[i]);
	return lower;
}

static struct host *
host_of(struct poll_queue *queue, const char *url)
{
	char *name = poll_host(url);
	struct host *host = host_named(queue, name);

	free(name);
	return host;
}

static void
heap_swap(struct poll_queue *queue, size_t a, size_t b)
{
	struct timed timed = queue->heap[a];

	queue->heap[a] = queue->heap[b];
	queue->heap[b] = timed;
}

static void
heap_add(struct poll_queue *queue, struct host *host)
{
	size_t i = queue->n_heap;

	queue->heap = array_reserve(queue->heap, &queue->cap_heap,
	    queue->n_heap + 1, sizeof(*queue->heap));
	queue->heap[queue->n_heap++] = (struct timed){ host->next_ms, host };
	for (; i > 0 && queue->heap[(i - 1) / 2].ms > queue->heap[i].ms;
	    i = (i - 1) / 2)
		heap_swap(queue, i, (i - 1) / 2);
}

/* Restore the order of the heap from its top down. */
static void
heap_sink(struct poll_queue *queue)
{
	size_t i = 0, child;

	while ((child = 2 * i + 1) < queue->n_heap) {
		if (child + 1 < queue->n_heap &&
		    queue->heap[child + 1].ms < queue->heap[child].ms)
			child++;
		if (queue->heap[i].ms <= queue->heap[child].ms)
			break;
		heap_swap(queue, i, child);
		i = child;
	}
}

static void
ring_add(struct poll_queue *queue, struct host *host)
{
	host->next = NULL;
	if (queue->ready_last != NULL)
		queue->ready_last->next = host;
	else
		queue->ready_first = host;
	queue->ready_last = host;
}

static struct host *
ring_take(struct poll_queue *queue)
{
	struct host *host = queue->ready_first;

	if (host == NULL)
		return NULL;
	queue->ready_first = host->next;
	if (queue->ready_first == NULL)
		queue->ready_last = NULL;
	return host;
}

static bool
is_full(const struct poll_queue *queue, const struct host *host)
{
	return host->limited && queue->limits.host_connections > 0 &&
	    host->active >= queue->limits.host_connections;
}

/* Put a host that is in neither ring nor heap where it belongs. */
static void
place(struct poll_queue *queue, struct host *host, bool may_be_early)
{
	if (host->first == NULL) {
		host->state = IDLE;
	} else if (is_full(queue, host)) {
		host->state = FULL;
	} else if (may_be_early && host->limited) {
		host->state = TIMED;
		heap_add(queue, host);
	} else {
		host->state = READY;
		ring_add(queue, host);
	}
}

void
poll_queue_add(struct poll_queue *queue, const char *url, void *tag,
    bool urgent)
{
	struct host *host = host_of(queue, url);
	struct waiting *w = mem_calloc(1, sizeof(*w));

	w->tag = tag;
	if (urgent) {
		w->next = host->first;
		host->first = w;
	} else if (host->last != NULL) {
		host->last->next = w;
	} else {
		host->first = w;
	}
	if (host->last == NULL || !urgent)
		host->last = w;
	queue->n_waiting++;
	if (host->state == IDLE)
		place(queue, host, host->next_ms != INT64_MIN);
}

void
poll_queue_hold(struct poll_queue *queue, const char *name, int64_t ms)
{
	struct host *host = host_named(queue, name);

	if (host->next_ms < ms)
		host->next_ms = ms;
}

/* Hosts whose time has come go from the heap to the ring. */
static void
wake_hosts(struct poll_queue *queue, int64_t now_ms)
{
	struct host *host;

	while (queue->n_heap > 0 && queue->heap[0].ms <= now_ms) {
		host = queue->heap[0].host;
		queue->heap[0] = queue->heap[--queue->n_heap];
		heap_sink(queue);
		place(queue, host, false);
	}
}

static void *
take_first(struct poll_queue *queue, struct host *host)
{
	struct waiting *w = host->first;
	void *tag = w->tag;

	host->first = w->next;
	if (host->first == NULL)
		host->last = NULL;
	free(w);
	queue->n_waiting--;
	return tag;
}

/* The next ready host whose time has really come, or NULL. */
static struct host *
ready_host(struct poll_queue *queue, int64_t now_ms)
{
	struct host *host;

	while ((host = ring_take(queue)) != NULL) {
		bool early = host->limited && host->next_ms > now_ms;

		/* What waited may have been dropped. */
		if (host->first != NULL && !early)
			return host;
		place(queue, host, early);
	}
	return NULL;
}

void *
poll_queue_next(struct poll_queue *queue, int64_t now_ms, int64_t *wait_ms)
{
	struct host *host;
	void *tag;

	*wait_ms = -1;
	if (queue->n_active >= queue->limits.connections)
		return NULL;
	wake_hosts(queue, now_ms);
	host = ready_host(queue, now_ms);
	if (host == NULL) {
		if (queue->n_heap > 0)
			*wait_ms = queue->heap[0].ms - now_ms;
		return NULL;
	}
	tag = take_first(queue, host);
	host->active++;
	queue->n_active++;
	if (queue->limits.host_gap_ms > 0)
		host->next_ms = now_ms + queue->limits.host_gap_ms;
	place(queue, host, host->next_ms > now_ms);
	return tag;
}

void
poll_queue_done(struct poll_queue *queue, const char *url)
{
	struct host *host = host_of(queue, url);

	host->active--;
	queue->n_active--;
	if (host->state == FULL)
		place(queue, host, host->next_ms != INT64_MIN);
}

size_t
poll_queue_waiting(const struct poll_queue *queue)
{
	return queue->n_waiting;
}

size_t
poll_queue_active(const struct poll_queue *queue)
{
	return queue->n_active;
}

void *
poll_queue_drop_host(struct poll_queue *queue, const char *name)
{
	struct host *host = map_find(queue->hosts, name);

	return host != NULL && host->first != NULL ?
	    take_first(queue, host) : NULL;
}

void *
poll_queue_drop(struct poll_queue *queue)
{
	struct host *host;
	size_t i;

	/* Hosts stay where they are; without requests they become idle. */
	for (i = 0; queue->n_waiting > 0 &&
	    (host = map_value(queue->hosts, i)) != NULL; i++)
		if (host->first != NULL)
			return take_first(queue, host);
	return NULL;
}
