/*
 * The network thread's own state: network.c drives feeds and transfers,
 * prefetch.c pages and robots.txt.
 */
#ifndef GOGAI_NETWORK_PRIV_H
#define GOGAI_NETWORK_PRIV_H

#include "engine_priv.h"
#include "gogai/map.h"

/* What waits in the queue and is on the wire: one of the two. */
struct request {
	struct request *prev, *next;	/* on the wire */
	struct feed_task *feed;
	struct page_task *page;
};

struct network {
	struct engine *engine;
	struct poll_queue *queue;
	struct map *feeds;		/* address -> feed_task under way */
	struct map *pages;		/* address -> page_task under way */
	struct map *tried;		/* pages of this poll that are done with */
	struct map *robots;		/* origin -> struct origin */
	struct request *active;		/* on the wire */
	struct plan *plans;		/* freed when the poll has ended */
	struct event counts;		/* of the poll under way */
	bool	 stop;
	bool	 polling;
	bool	 prefetch;		/* this poll may fetch pages */
	unsigned n_planning;		/* plans that the writer works on */
	size_t	 n_feeds;		/* feeds under way */
	size_t	 n_pages;		/* prefetched pages under way */
	bool	 wanting;		/* the writer looks for wanted pages */
	bool	 want_again;		/* and shall look once more */
};

/* Let a request wait for its turn. */
void	network_queue(struct network *network, const char *url,
	    struct feed_task *feed, struct page_task *page, bool urgent);

/* An event with the poll's counts. */
void	network_progress(struct network *network, enum event_kind kind);

/* ---- prefetch.c ---- */

/* Ask the writer which pages are wanted, if this poll may fetch more. */
void	prefetch_look(struct network *network);
/* The writer's answer. */
void	prefetch_wanted(struct network *network, struct message *message);
/* A page, or a robots.txt, has answered; the task's answer is set. */
void	prefetch_answer(struct network *network, struct page_task *task);
/* The writer is done with a page: the task is freed. */
void	prefetch_done(struct network *network, struct page_task *task);
/* The user opens a page: the message's task is taken. */
void	prefetch_open(struct network *network, struct message *message);
/* Forget what robots.txt files said. */
void	prefetch_release(struct network *network);

#endif
