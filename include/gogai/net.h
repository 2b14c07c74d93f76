/*
 * Requests: libcurl's only home.
 *
 * One struct net runs any number of transfers at once and is used by one
 * thread. A request is added, net_wait() lets transfers go on and returns
 * when something is done or net_wake() was called (from any thread), and
 * net_take() hands over one finished transfer after the other. Redirects are
 * followed here, under the rules of POLITENESS.md (P19): at most
 * BOUND_REDIRECTS, never from https to http, never from a public to a private
 * address. TLS is always verified. Bodies are decompressed under a bound.
 * Headers that count (ETag, Last-Modified ...) are those of the final answer
 * only. Who may be asked when is poll's business, not ours.
 */
#ifndef GOGAI_NET_H
#define GOGAI_NET_H

#include "gogai/article.h"
#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/err.h"

/* What all requests have in common. Strings are kept by the caller. */
struct net_options {
	const char *user_agent;		/* never NULL */
	const char *proxy;		/* NULL: the environment's */
	const char *ca_file;		/* NULL: the system's; for tests */
	unsigned max_connections;	/* 0: 100 */
	unsigned host_connections;	/* 0: no limit of ours */
	unsigned connect_secs;		/* 0: 10 */
	unsigned stall_secs;		/* 0: 30; below 1 byte/s so long: ended */
	unsigned transfer_secs;		/* 0: 120 */
};

enum net_kind {
	NET_FEED,		/* Accept: feeds; at most BOUND_FEED_BYTES */
	NET_PAGE,		/* Accept: HTML; at most BOUND_PAGE_BYTES */
	NET_ROBOTS		/* at most BOUND_ROBOTS_BYTES */
};

/* One request; strings are copied by net_add(). */
struct net_request {
	const char *url;	/* http, https; file only for NET_FEED */
	enum net_kind kind;
	struct validators validators;	/* sent if set */
	const char *user_agent;	/* NULL: the common one */
	void	*tag;		/* the caller's, handed back */
};

/* One hop of a redirect chain. */
struct net_hop {
	long	 status;	/* 301, 302, 303, 307, 308 */
	const char *to;		/* absolute */
};

/* What came of it; owned by the receiver: net_answer_free(). */
struct net_answer {
	void	*tag;
	char	*url;		/* as requested */
	char	*final_url;	/* after redirects; never NULL */
	long	 status;	/* HTTP status of the final answer; 0: none */
	struct err err;		/* code ERR_NONE: there is a complete answer,
				   whatever its status; else no body counts */
	struct buf body;	/* decompressed */
	bool	 truncated;	/* NET_FEED beyond its bound: body is its beginning */
	char	*content_type;	/* NULL: not said */
	char	*etag;		/* byte for byte, or NULL */
	char	*last_modified;	/* byte for byte, or NULL */
	char	*cache_control;	/* joined by ", ", or NULL */
	char	*expires;
	char	*date;
	char	*age;
	char	*retry_after;
	struct net_hop *hops;
	size_t	 n_hops;
	size_t	 n_bytes;	/* received on the wire, body only */
	double	 secs;		/* from start to end */
};

struct net;

/* Start; *out is the caller's: net_free(). ERR_NETWORK if libcurl fails. */
int	net_new(struct net **out, const struct net_options *options,
	    struct err *err);

/* End all transfers, unanswered, and free. NULL is allowed. */
void	net_free(struct net *net);

/*
 * Start a transfer. Fails with ERR_REFUSED for other schemes than those
 * above, with ERR_USAGE for what is no URL; nothing is started then.
 */
int	net_add(struct net *net, const struct net_request *request,
	    struct err *err);

/* Transfers that are under way. */
size_t	net_n_active(const struct net *net);

/*
 * Let transfers go on for at most ms milliseconds (-1: until something
 * happens). Returns at once if an answer waits.
 */
void	net_wait(struct net *net, int ms);

/* Make net_wait() return; the only function that any thread may call. */
void	net_wake(struct net *net);

/* One finished transfer, or NULL. The caller frees it: net_answer_free(). */
struct net_answer	*net_take(struct net *net);

/* Free an answer and all in it; NULL is allowed. */
void	net_answer_free(struct net_answer *answer);

/* The standard words for an HTTP status ("Not Found"), or "". */
const char	*net_status_words(long status);

#endif
