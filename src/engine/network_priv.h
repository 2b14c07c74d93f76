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
	struct map *tried;		/* pages that this poll has asked for */
	struct map *robots;		/* origin -> struct origin */
	struct request *active;		/* on the wire */
	struct map *silent;		/* host -> until when, a time_t */
	struct event counts;		/* of the poll under way */
	bool	 stop;
	bool	 polling;
	bool	 prefetch;		/* this poll may fetch pages */
	unsigned n_planning;		/* plans that the writer works on */
	unsigned n_void;		/* of them, those given up */
	size_t	 n_feeds;		/* feeds under way */
	size_t	 n_pages;		/* prefetched pages under way */
	bool	 wanting;		/* the writer looks for wanted pages */
	bool	 want_again;		/* and shall look once more */
};

/* Let a request wait for its turn. */
void	network_queue(struct network *network, const char *url,
	    struct feed_task *feed, struct page_task *page, bool urgent);

/* Does the host of this address want silence, by what this run saw? */
bool	network_is_silent(const struct network *network, const char *url);

/*
 * The host of this address wants silence: what waits for it is given up, but
 * for what the user opened.
 */
void	network_silence(struct network *network, const char *url,
	    time_t until);

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
/* The poll has ended: forget what may be known better by the next one. */
void	prefetch_forget(struct network *network);
/* The user opens a page: the message's task is taken. */
void	prefetch_open(struct network *network, struct message *message);
/* Forget what robots.txt files said. */
void	prefetch_release(struct network *network);

#endif
