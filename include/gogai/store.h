/*
 * The cache: SQLite's only home.
 *
 * A struct store is one connection to the database file and belongs to one
 * thread. One of them writes (the engine's writer); any number read. Writers
 * of other processes are waited for. Every write happens between
 * store_begin() and store_commit(), so that counters, articles and validators
 * change together or not at all.
 *
 * Cost follows the screen: a list is read by key, a window at a time, from a
 * covering index; its length comes from counters that are kept with every
 * change. A place in a list is a key (sort time and id), newest first; it
 * stays valid whatever comes in.
 *
 * Schema, invariants and recovery: doc/architecture.md.
 */
#ifndef GOGAI_STORE_H
#define GOGAI_STORE_H

#include <time.h>

#include "gogai/arena.h"
#include "gogai/article.h"
#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/err.h"

struct store;

enum store_mode {
	STORE_READ,		/* never writes; no file is an empty cache */
	STORE_WRITE		/* makes and migrates the file */
};

/*
 * Open the cache at path (":memory:" for tests). STORE_WRITE makes folders,
 * file and schema, and migrates older ones, each step in a transaction.
 * Fails with ERR_NEWER for a file of a later version, ERR_CACHE otherwise,
 * with words about what to do.
 */
int	store_open(struct store **out, const char *path, enum store_mode mode,
	    struct err *err);

/* Close, NULL is allowed. Open transactions are rolled back. */
void	store_close(struct store *store);

/*
 * A number that changes when this or any other connection has committed
 * (SQLite's data_version, and our own commits).
 */
int64_t	store_version(struct store *store);

/* Start, keep, drop a transaction. Not nested. ERR_CACHE. */
int	store_begin(struct store *store, struct err *err);
/* Keep what the transaction did. On failure it is rolled back. */
int	store_commit(struct store *store, struct err *err);
/* Drop what the transaction did. Without one: nothing. */
void	store_rollback(struct store *store);

/*
 * Make what was committed survive a power cut (it survives a crash without).
 */
int	store_sync(struct store *store, struct err *err);

/* ---- feeds ---- */

/* All that the cache knows of a feed. Strings are the arena's. */
struct store_feed {
	int64_t	 id;
	const char *url;	/* as subscribed: the key */
	const char *fetch_url;	/* where a permanent redirect leads, or NULL */
	const char *title;	/* the feed's own; NULL: never read */
	const char *site;
	const char *language;
	const char *type;
	struct validators validators;
	time_t	 next_at;	/* not before; DATE_NONE: now */
	time_t	 fresh_until;	/* HTTP freshness; DATE_NONE: not said */
	time_t	 asked_at;	/* last request; DATE_NONE: never */
	time_t	 success_at;	/* last good answer */
	time_t	 changed_at;	/* last answer with something new */
	time_t	 failing_since;	/* DATE_NONE: it does not */
	int64_t	 ttl_secs;	/* -1: not said */
	uint32_t skip_hours;
	uint8_t	 skip_days;
	unsigned failures;	/* streak */
	unsigned unchanged;	/* streak of answers without news */
	long	 status;	/* last HTTP status, 0: none */
	const char *error;	/* last failure in words; NULL: it went well */
	bool	 gone;		/* 410: asked no more */
	bool	 excerpts;	/* carries only excerpts */
	unsigned moved_seen;	/* permanent redirects seen, and since when */
	time_t	 moved_since;
	int64_t	 n_articles, n_unread, n_starred;
};

/* Zero but for the dates (DATE_NONE) and ttl (-1). */
void	store_feed_init(struct store_feed *feed);

/*
 * The feed subscribed under url; made if it is not there (write). Sets *id.
 */
int	store_feed_ensure(struct store *store, const char *url, int64_t *id,
	    struct err *err);

/* One feed, strings from arena. ERR_NOT_FOUND, ERR_CACHE. */
int	store_feed_read(struct store *store, int64_t id, struct arena *arena,
	    struct store_feed *out, struct err *err);

/*
 * All feeds in order of id; *out and the strings are the arena's.
 */
int	store_feeds(struct store *store, struct arena *arena,
	    const struct store_feed **out, size_t *n, struct err *err);

/* Write what polling found out: all but id, url and counters. */
int	store_feed_write(struct store *store, const struct store_feed *feed,
	    struct err *err);

/* What the feed says of itself. */
int	store_feed_info(struct store *store, int64_t id,
	    const struct feed_info *info, struct err *err);

/*
 * A host's silence (Retry-After): no request before `at`. Reading gives
 * DATE_NONE when there is none.
 */
int	store_host_wait(struct store *store, const char *host, time_t at,
	    struct err *err);
/* Until when the host wants silence, or DATE_NONE. */
time_t	store_host_waits(struct store *store, const char *host);

/* ---- articles ---- */

/* What store_article_put() did. */
enum store_put {
	STORE_SAME,		/* nothing changed */
	STORE_NEW,
	STORE_CHANGED		/* text, title, link or dates; marks are kept */
};

/*
 * Keep an article of a feed, keyed by (feed, article->id). Articles of one
 * document are put from its end to its beginning, so that equal dates keep
 * the document's order. seen_at is when it was first seen: its sort time when
 * it has no date or one in the future. wants_page: its page shall be fetched
 * beforehand, if it is new.
 */
int	store_article_put(struct store *store, int64_t feed,
	    const struct article *article, time_t seen_at, bool wants_page,
	    enum store_put *what, int64_t *id, struct err *err);

/* An article with everything, strings are the arena's. */
struct store_article {
	int64_t	 id, feed;
	const char *feed_title;	/* never NULL */
	const char *feed_url;
	struct article article;
	time_t	 sort_at, seen_at;
	bool	 unread, starred;
	const char *const *tags;
	size_t	 n_tags;
};

/* One article. ERR_NOT_FOUND, ERR_CACHE. */
int	store_article_read(struct store *store, int64_t id,
	    struct arena *arena, struct store_article *out, struct err *err);

/* A place in a list: newest first, then the greater id. */
struct store_key {
	time_t	 at;
	int64_t	 id;
};

/* Which articles a list shows. Zero is: all of them. */
struct store_view {
	int64_t	 feed;		/* 0: all feeds */
	bool	 unread;	/* only unread ones */
	bool	 starred;	/* only starred ones */
	const char *tag;	/* only those with this user tag, or NULL */
};

/* A row of a list. Strings are the arena's, never NULL. */
struct headline {
	struct store_key key;
	int64_t	 feed;
	const char *title;
	const char *feed_title;
	const char *link;
	const char *author;
	time_t	 published_at, updated_at;	/* DATE_NONE: not said */
	bool	 unread, starred;
	const char *tags;	/* joined by ",": "" for none */
};

enum store_direction {
	STORE_AFTER,		/* older than the key */
	STORE_BEFORE		/* newer than the key */
};

/*
 * At most n rows of the view that stand after (or before) key in the list,
 * nearest first; key NULL: from the beginning (or the end). *out is the
 * arena's.
 */
int	store_window(struct store *store, const struct store_view *view,
	    const struct store_key *key, enum store_direction direction,
	    size_t n, struct arena *arena, struct headline **out,
	    size_t *n_out, struct err *err);

/* The row of one article, whatever the view. ERR_NOT_FOUND, ERR_CACHE. */
int	store_headline(struct store *store, int64_t id, struct arena *arena,
	    struct headline *out, struct err *err);

/* The length of a view, from counters where it has no tag. */
int	store_count(struct store *store, const struct store_view *view,
	    int64_t *n, struct err *err);

/* How many rows of the view stand before key. */
int	store_rank(struct store *store, const struct store_view *view,
	    const struct store_key *key, int64_t *n, struct err *err);

/* The row at a rank (0 is the newest). ERR_NOT_FOUND, ERR_CACHE. */
int	store_at(struct store *store, const struct store_view *view,
	    int64_t rank, struct store_key *out, struct err *err);

/*
 * The first unread row after key (NULL: of all), going round at the end.
 * ERR_NOT_FOUND when there is none.
 */
int	store_next_unread(struct store *store, const struct store_view *view,
	    const struct store_key *key, struct store_key *out,
	    struct err *err);

/*
 * The keys of all rows of the view whose folded title, feed title or author
 * holds the folded words (fold.h), newest first, at most max. *out is the
 * caller's (free). stop, if not NULL, is asked now and then: true ends the
 * search with ERR_CANCELLED.
 */
int	store_filter(struct store *store, const struct store_view *view,
	    const char *words, size_t max, bool (*stop)(void *), void *arg,
	    struct store_key **out, size_t *n, struct err *err);

/* ---- marks ---- */

enum store_mark {
	STORE_READ_MARK,
	STORE_UNREAD_MARK,
	STORE_STAR_MARK,
	STORE_UNSTAR_MARK
};

/* Mark articles, *changed is how many were not so before. */
int	store_mark(struct store *store, const int64_t *ids, size_t n,
	    enum store_mark mark, int64_t *changed, struct err *err);

/* Mark all rows of a view. */
int	store_mark_view(struct store *store, const struct store_view *view,
	    enum store_mark mark, int64_t *changed, struct err *err);

/* Give or take a user tag. */
int	store_tag(struct store *store, int64_t id, const char *tag, bool on,
	    struct err *err);

/* ---- pages ---- */

/* A fetched web page's main content. Strings are the arena's. */
struct store_page {
	const char *url;	/* as linked, without fragment: the key */
	const char *final_url;
	const char *title;
	const char *byline;
	const char *site;
	const char *language;
	time_t	 published_at;
	time_t	 fetched_at;
	struct validators validators;
	const char *html;	/* safe HTML; NULL: there was no article */
	size_t	 html_len;
	const char *error;	/* why there is none, in words; or NULL */
	const char *how;
};

/* Keep a page, in place of an older one of the same address. */
int	store_page_put(struct store *store, const struct store_page *page,
	    struct err *err);

/* The page of an address (fragment ignored). ERR_NOT_FOUND, ERR_CACHE. */
int	store_page_read(struct store *store, const char *url,
	    struct arena *arena, struct store_page *out, struct err *err);

/* Is there a page with content for this address? */
bool	store_page_has(struct store *store, const char *url);

/*
 * Articles whose page is wanted and not there, newest first: at most n.
 * Links are the arena's.
 */
struct store_wanted {
	int64_t	 article, feed;
	const char *feed_url;
	const char *url;
};

/* Look for them: *out and its strings are the arena's. ERR_CACHE. */
int	store_pages_wanted(struct store *store, size_t n, struct arena *arena,
	    const struct store_wanted **out, size_t *n_out, struct err *err);

/* The article's page is wanted no more: it was fetched, or never will be. */
int	store_page_unwant(struct store *store, int64_t article,
	    struct err *err);

/* ---- proof ---- */

/*
 * Check the file and recount all counters. *problems gets a line each; 0
 * when all is well.
 */
int	store_verify(struct store *store, struct buf *problems,
	    struct err *err);

#endif
