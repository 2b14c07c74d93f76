/*
 * Threads, queues and events: what lets the interface never wait.
 *
 * The engine owns four kinds of threads: one for the network, some workers
 * (parse feeds, extract pages, make documents, filter lists), one writer that
 * owns the writing connection to the cache. The owner (interface or command)
 * calls the functions here, none of which waits, and takes events. What is
 * sent is let go of. An event that is due puts a byte on a pipe, whose end
 * engine_fd() can be polled together with a terminal.
 *
 * Nothing asks the network unless a function here was called for it.
 */
#ifndef GOGAI_ENGINE_H
#define GOGAI_ENGINE_H

#include "gogai/article.h"
#include "gogai/cc.h"
#include "gogai/document.h"
#include "gogai/err.h"
#include "gogai/option.h"
#include "gogai/store.h"

struct engine;

/* What to start with, copied. */
struct engine_options {
	const struct options *options;
	const char *cache;		/* path of the database */
	const char *urls;		/* path of the urls file */
	time_t	(*now)(void);		/* NULL: the system's clock */
};

/*
 * Open the cache for writing and start the threads. Signals are blocked in
 * all of them. *out is the caller's: engine_stop(). Fails as store_open().
 */
int	engine_start(struct engine **out, const struct engine_options *options,
	    struct err *err);

/*
 * End transfers, let the writer finish what was handed to it, end the
 * threads, free everything. NULL is allowed.
 */
void	engine_stop(struct engine *engine);

/* Readable while an event waits. */
int	engine_fd(const struct engine *engine);

/* ---- what to do ---- */

enum engine_poll_flags {
	ENGINE_POLL_DUE = 0,		/* only what is due */
	ENGINE_POLL_ASKED = 1 << 0,	/* by the user: not only what is due */
	ENGINE_POLL_FORCE = 1 << 1,	/* whatever manners say */
	ENGINE_POLL_NO_PAGES = 1 << 2	/* do not prefetch pages */
};

/*
 * Poll the feeds of these addresses (n 0: all of the urls file, read anew).
 * One EVENT_FEED for each that was asked or refused, then EVENT_POLLED.
 * Polls that overlap are one: a feed under way is not asked twice.
 */
void	engine_poll(struct engine *engine, const char *const *urls, size_t n,
	    unsigned flags);

/*
 * Give up what waits of polls and of prefetching: their feeds are told of as
 * not asked. What is on the wire goes on, and so do pages that the user opens.
 */
void	engine_poll_cancel(struct engine *engine);

/*
 * Fetch a page for the user and extract it: EVENT_PAGE with this ticket. With
 * title and excerpt of the article as evidence, either may be NULL. A page
 * under way is not asked twice.
 */
void	engine_page(struct engine *engine, uint64_t ticket, const char *url,
	    const char *title, const char *excerpt);

/*
 * Make a document of an article as it is best known: the cached page's full
 * text, else the body. EVENT_DOCUMENT with this ticket.
 */
void	engine_article(struct engine *engine, uint64_t ticket, int64_t article);

/* The same of a cached page. ERR_NOT_FOUND in the event: it is not cached. */
void	engine_cached_page(struct engine *engine, uint64_t ticket,
	    const char *url);

/* Filter a view by words: EVENT_FILTER. A newer one ends an older one. */
void	engine_filter(struct engine *engine, uint64_t ticket,
	    const struct store_view *view, const char *words);

/* Mark articles, or a whole view: EVENT_MARKED when it is committed. */
void	engine_mark(struct engine *engine, const int64_t *ids, size_t n,
	    enum store_mark mark);
/* Mark all articles of a view. */
void	engine_mark_view(struct engine *engine, const struct store_view *view,
	    enum store_mark mark);

/*
 * Append feeds to the urls file: EVENT_SUBSCRIBED, then poll them. Strings
 * are copied. titles may be NULL, or some of them.
 */
void	engine_subscribe(struct engine *engine, const char *const *urls,
	    const char *const *titles, size_t n);

/* ---- what happened ---- */

enum event_kind {
	EVENT_FEED,		/* a feed of a poll is done */
	EVENT_PROGRESS,		/* of a poll: counts */
	EVENT_PREFETCHED,	/* a page of prefetching is done */
	EVENT_POLLED,		/* a poll and its prefetching have ended */
	EVENT_PAGE,		/* the user's page is there, or failed */
	EVENT_DOCUMENT,
	EVENT_FILTER,
	EVENT_MARKED,
	EVENT_SUBSCRIBED,
	EVENT_TROUBLE		/* the cache cannot be written: err says why */
};

enum feed_outcome {
	FEED_NEW,		/* articles came in */
	FEED_UNCHANGED,
	FEED_NOT_DUE,		/* why says so; not asked */
	FEED_FAILED
};

struct event {
	enum event_kind kind;
	uint64_t ticket;
	struct err err;		/* code ERR_NONE: it went well */

	/* EVENT_FEED */
	int64_t	 feed;
	char	*url;		/* of the feed or page */
	char	*title;		/* of the feed, or NULL */
	enum feed_outcome outcome;
	char	*why;		/* not asked because; or a note; or NULL */
	size_t	 n_new, n_changed;

	/* EVENT_PROGRESS, EVENT_POLLED */
	size_t	 n_feeds, n_feeds_done;
	size_t	 n_failed, n_not_due, n_unchanged;
	size_t	 n_articles;	/* new ones */
	size_t	 n_pages, n_pages_done, n_pages_failed;
	size_t	 n_bytes;	/* received */
	bool	 cancelled;

	/* EVENT_DOCUMENT, EVENT_PAGE: the receiver's, document_free() */
	struct document *document;
	char	*page_title, *page_byline;
	time_t	 page_published_at;
	bool	 full_text;	/* from the page, not from the feed */

	/* EVENT_FILTER: the receiver's, free() */
	struct store_key *keys;
	size_t	 n_keys;

	/* EVENT_MARKED, EVENT_SUBSCRIBED */
	int64_t	 n_changed_rows;
};

/* The next event, or NULL. The caller frees it: event_free(). */
struct event	*engine_take(struct engine *engine);

/*
 * Wait for an event, at most ms milliseconds (-1: for ever): for commands.
 * NULL when that time has passed, or a signal or engine_interrupt() came.
 */
struct event	*engine_wait(struct engine *engine, int ms);

/* Free an event and what it still owns, NULL is allowed. */
void	event_free(struct event *event);

/* ---- without threads ---- */

/*
 * The document of an article as it is best known: the cached page's full text
 * where it has at least as much to say as the feed's own body (paywalls give
 * less), else the body. *full_text says which. *out is the caller's:
 * document_free(). Fails as document_parse() does.
 */
int	engine_best_document(struct document **out, bool *full_text,
	    struct store *store, const struct store_article *article,
	    const struct options *options, struct err *err);

/* The document of safe HTML, made as the options say. */
int	engine_page_document(struct document **out, const char *html,
	    size_t len, const char *base_url, const struct options *options,
	    struct err *err);

/* Interrupt engine_wait() from a signal handler (async-signal-safe). */
void	engine_interrupt(struct engine *engine);

#endif
