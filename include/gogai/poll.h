/*
 * What is due, and in what manner it is asked: politeness without a clock.
 *
 * Two pure parts. A queue holds the requests of one poll and says which may
 * start now, given what is under way: connections in all and per host, the
 * gap between two requests to one host, a host's Retry-After. A judge turns an
 * answer into the feed's new state: validators, next time, streaks, words.
 * Time comes in as an argument, so that tests move it. Rules are numbered as
 * in doc/polling: P2 to P29.
 */
#ifndef GOGAI_POLL_H
#define GOGAI_POLL_H

#include <time.h>

#include "gogai/cc.h"
#include "gogai/err.h"
#include "gogai/net.h"
#include "gogai/store.h"

/* ---- the queue ---- */

struct poll_limits {
	unsigned connections;		/* in all */
	unsigned host_connections;	/* per host; 0: no limit */
	int64_t	 host_gap_ms;		/* between two starts at one host */
};

struct poll_queue;

/* An empty queue, the caller's: poll_queue_free(). */
struct poll_queue	*poll_queue_new(const struct poll_limits *limits);

/* Free it, what waits in it is forgotten. NULL is allowed. */
void	poll_queue_free(struct poll_queue *queue);

/*
 * Let url wait for its turn. tag is handed back; urgent ones (the user waits
 * for them) go before others of the same host.
 */
void	poll_queue_add(struct poll_queue *queue, const char *url, void *tag,
	    bool urgent);

/* No request to this host before `ms` on the queue's clock (Retry-After). */
void	poll_queue_hold(struct poll_queue *queue, const char *host, int64_t ms);

/*
 * The next request that may start at now_ms (any clock that only goes
 * forward), or NULL. It counts as under way until poll_queue_done(). When
 * NULL, *wait_ms is how long nothing can start for reasons of time alone, or
 * -1 when only poll_queue_done() or poll_queue_add() can change that.
 */
void	*poll_queue_next(struct poll_queue *queue, int64_t now_ms,
	    int64_t *wait_ms);

/* A request to this URL, given out before, has ended. */
void	poll_queue_done(struct poll_queue *queue, const char *url);

/* How many wait, how many are under way. */
size_t	poll_queue_waiting(const struct poll_queue *queue);
/* How many are under way. */
size_t	poll_queue_active(const struct poll_queue *queue);

/* Take all that wait out, one a call: their tags, then NULL. */
void	*poll_queue_drop(struct poll_queue *queue);
/* The same of those that wait for one host. */
void	*poll_queue_drop_host(struct poll_queue *queue, const char *host);

/*
 * The host of a URL as the queue knows it: lower case, "" for local files.
 * The caller frees it.
 */
char	*poll_host(const char *url);

/* ---- the judge ---- */

/* Why a feed is or is not asked. */
enum poll_due {
	POLL_DUE,
	POLL_DUE_LATER,		/* its interval has not passed */
	POLL_DUE_FRESH,		/* HTTP says that it is fresh (P9) */
	POLL_DUE_BACKOFF,	/* it failed, and waits */
	POLL_DUE_HOST,		/* its host asked for silence (P15) */
	POLL_DUE_GONE,		/* 410 */
	POLL_DUE_SKIPPED	/* skipHours, skipDays (P13) */
};

/*
 * May this feed be asked at `now`? host_until is its host's silence
 * (DATE_NONE: none). asked_for: the user named this feed or pressed the key
 * for it, which passes over its interval, but not over freshness, back-off,
 * silence. force passes over everything.
 */
enum poll_due	poll_due(const struct store_feed *feed, time_t host_until,
	    bool asked_for, bool force, time_t now);

/* The words for it ("fresh until 09:12"), or "" for POLL_DUE. */
const char	*poll_due_words(enum poll_due due);

enum poll_verdict {
	POLL_BODY,		/* parse the body, then poll_parsed() */
	POLL_UNCHANGED,		/* 304, or what counts as one */
	POLL_FAILED		/* feed->error says why */
};

/* What else the judge found out. */
struct poll_finding {
	enum poll_verdict verdict;
	time_t	 host_until;	/* silence for the whole host, or DATE_NONE */
	struct err err;		/* POLL_FAILED: code and words */
};

/*
 * Judge an answer and put the outcome in *feed (strings it sets are the
 * answer's or the finding's: write it to the store before they go).
 * POLL_BODY leaves validators and streaks to poll_parsed(), because a body
 * that does not parse is not remembered (P7). interval_secs is the user's.
 */
void	poll_judge(struct store_feed *feed, const struct net_answer *answer,
	    int64_t interval_secs, time_t now, struct poll_finding *finding);

/*
 * The body was parsed (info, or NULL when it was no feed: parse_err says why):
 * put validators, next time and streaks in *feed. n_new is how many articles
 * were new or changed.
 */
void	poll_parsed(struct store_feed *feed, const struct net_answer *answer,
	    const struct feed_info *info, size_t n_new,
	    const struct err *parse_err, int64_t interval_secs, time_t now);

/*
 * Until when the whole host that gave this answer wants silence (P15), or
 * DATE_NONE: Retry-After of a 429 or 503, else four hours after a 429.
 */
time_t	poll_silence(const struct net_answer *answer, time_t now);

/* ---- back-off (backoff.c) ---- */

/*
 * Seconds until the next try after `failures` failures in a row with this
 * HTTP status (0: no answer), doubling, at most a day (P15, P16, P17, P20);
 * seed spreads them by up to a quarter.
 */
int64_t	backoff_secs(long status, unsigned failures, uint32_t seed);

/* Seconds between polls of a feed that says nothing new (P10, P14). */
int64_t	backoff_unchanged_secs(int64_t interval_secs, unsigned unchanged,
	    bool has_validators);

#endif
