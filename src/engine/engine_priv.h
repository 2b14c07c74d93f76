/*
 * What the threads of the engine share: queues, messages, tasks.
 *
 * A task (a feed, a page) is owned by one thread at a time and travels with
 * the message that names it: network -> worker -> writer -> network, where it
 * is freed. Nothing else is shared but the queues, the options (copied at the
 * start, constant) and the generation of filters.
 */
#ifndef GOGAI_ENGINE_PRIV_H
#define GOGAI_ENGINE_PRIV_H

#include <pthread.h>
#include <stdatomic.h>

#include "gogai/arena.h"
#include "gogai/engine.h"
#include "gogai/feed.h"
#include "gogai/net.h"
#include "gogai/poll.h"
#include "gogai/reader.h"
#include "gogai/store.h"

enum message_kind {
	MESSAGE_STOP,
	/* to the network */
	MESSAGE_POLL,
	MESSAGE_CANCEL,
	MESSAGE_OPEN_PAGE,
	MESSAGE_PLANNED,
	MESSAGE_FEED_DONE,
	MESSAGE_PAGE_DONE,
	MESSAGE_WANTED,
	/* to the workers */
	MESSAGE_PARSE_FEED,
	MESSAGE_EXTRACT_PAGE,
	MESSAGE_ARTICLE,
	MESSAGE_CACHED_PAGE,
	MESSAGE_FILTER,
	/* to the writer */
	MESSAGE_PLAN,
	MESSAGE_STORE_FEED,
	MESSAGE_STORE_PAGE,
	MESSAGE_FIND_WANTED,
	MESSAGE_MARK,
	MESSAGE_MARK_VIEW,
	MESSAGE_SUBSCRIBE
};

/* A feed of a poll, on its way. */
struct feed_task {
	struct store_feed feed;		/* strings: the plan's or answer's */
	const char *title;		/* the user's, or NULL */
	const char *zone;
	time_t	 host_until;
	bool	 no_pages;
	struct net_answer *answer;
	struct poll_finding finding;
	struct feed *parsed;
	bool	*excerpts;		/* of each article: an excerpt only? */
	bool	 mostly_excerpts;	/* at least half of them */
	struct err err;			/* why it failed */
	enum feed_outcome outcome;
	size_t	 n_new, n_changed;
	bool	 wants_pages;
};

/* The feeds of one engine_poll(), as the writer found them. */
struct plan {
	struct plan *next;
	struct arena *arena;
	struct feed_task *tasks;
	size_t	 n;
	unsigned flags;
	struct err err;
};

/* A page on its way. */
struct page_task {
	struct page_task *next;		/* waiting for robots.txt */
	char	*url;
	char	*title, *excerpt;	/* evidence, or NULL */
	int64_t	 article;		/* prefetched for it; 0: a wish */
	uint64_t *tickets;		/* those who wait for it */
	size_t	 n_tickets, cap_tickets;
	bool	 is_robots;		/* a robots.txt, not a page */
	bool	 public_only;		/* see struct net_request */
	time_t	 host_until;		/* its host wants silence */
	/* The network's alone, wherever the task is. */
	bool	 away;			/* with a worker or the writer */
	uint64_t *late;			/* tickets that came since */
	size_t	 n_late, cap_late;
	struct net_answer *answer;
	struct reader *reader;
	struct document *document;
	struct err err;
};

struct message {
	struct message *next;
	enum message_kind kind;
	uint64_t ticket;
	struct feed_task *feed;
	struct page_task *page;
	struct plan *plan;
	struct err err;
	/* words, addresses: NULL-terminated, owned */
	char	**words;
	size_t	 n_words;
	char	**titles;
	unsigned flags;
	/* marks and lists */
	int64_t	*ids;
	size_t	 n_ids;
	enum store_mark mark;
	struct store_view view;
	/* pages that are wanted */
	struct arena *arena;
	const struct store_wanted *wanted;
	size_t	 n_wanted;
	/* for the writer: the event that tells of it */
	struct event *event;
};

struct queue {
	pthread_mutex_t mutex;
	pthread_cond_t filled;
	struct message *first, *last;
	atomic_size_t len;
};

#define ENGINE_WORKERS 2

struct engine {
	struct options *options;
	char	*cache, *urls, *user_agent;
	time_t	(*now)(void);

	struct net *net;
	struct queue to_network, to_workers, to_writer;
	struct store *writing;		/* the writer's */
	struct plan *plans;		/* the network's, while it runs */
	pthread_t network, writer, workers[ENGINE_WORKERS];
	bool	 has_network, has_writer;
	size_t	 n_workers;
	atomic_uint_fast64_t filter;	/* ticket of the newest filter */

	pthread_mutex_t event_mutex;
	struct event_link *first_event, *last_event;
	int	 wake[2];
	atomic_bool interrupted;
};

/* ---- queue.c ---- */

void	queue_init(struct queue *queue);
void	queue_release(struct queue *queue);
/* Add at the end (or, urgent, at the beginning); the queue owns it then. */
void	queue_put(struct queue *queue, struct message *message, bool urgent);
/* The first message; wait for one. */
struct message	*queue_take(struct queue *queue);
/* The first message, or NULL. */
struct message	*queue_try(struct queue *queue);
/* How many wait. */
size_t	queue_len(struct queue *queue);

/* A new message; message_free() frees all that it still owns. */
struct message	*message_new(enum message_kind kind);
void	message_free(struct message *message);

/* ---- tasks.c ---- */

/* Free what a task owns (not the plan's strings). */
void	feed_task_release(struct feed_task *task);
struct page_task	*page_task_new(const char *url);
void	page_task_free(struct page_task *task);
void	plan_free(struct plan *plan);
/* Free a list of them, and leave none. */
void	plans_free(struct plan **plans);
/* Copies of n strings, NULL-terminated. */
char	**words_copy(const char *const *words, size_t n);

/* ---- event.c ---- */

/* Send an event; the engine owns it then. */
void	event_send(struct engine *engine, struct event *event);
struct event	*event_new(enum event_kind kind);

/* ---- the threads ---- */

void	*network_main(void *engine);
void	*worker_main(void *engine);
void	*writer_main(void *engine);

/* To the network thread, and wake it. */
void	network_send(struct engine *engine, struct message *message);

#endif
