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
 * only. Who may be asked when is poll's business, not ours; a limit on the
 * connections to one host is kept here, by letting requests wait their turn.
 *
 * No cookie, no Referer, no fragment and nothing of the user's machine is
 * sent. User and password that stand in a URL go to that URL's origin alone.
 * A broken connection must not end the program: it ignores SIGPIPE.
 */
#ifndef GOGAI_NET_H
#define GOGAI_NET_H

#include "gogai/article.h"
#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/err.h"

/* What all requests have in common, its strings outlive the struct net. */
struct net_options {
	const char *user_agent;		/* never NULL */
	const char *proxy;		/* NULL: the environment's */
	const char *ca_file;		/* NULL: the system's; for tests */
	unsigned max_connections;	/* transfers at once; 0: 100 */
	unsigned host_connections;	/* of these to a host:port; 0: all */
	unsigned connect_secs;		/* 0: 10 */
	unsigned stall_secs;		/* 0: 30; silent for so long: ended */
	unsigned transfer_secs;		/* 0: 120; redirects included, but not
					   the time it waited for its turn */
};

enum net_kind {
	NET_FEED,		/* Accept: feeds; at most BOUND_FEED_BYTES */
	NET_PAGE,		/* Accept: HTML; at most BOUND_PAGE_BYTES */
	NET_ROBOTS		/* at most BOUND_ROBOTS_BYTES */
};

/* One request, strings are copied by net_add(). */
struct net_request {
	const char *url;	/* http, https; file only for NET_FEED */
	enum net_kind kind;
	struct validators validators;	/* sent if set */
	const char *user_agent;	/* NULL: the common one */
	bool	 public_only;	/* no private address, not even the first:
				   for links that strangers wrote */
	void	*tag;		/* the caller's, handed back */
};

/* One hop of a redirect chain. */
struct net_hop {
	long	 status;	/* 301, 302, 303, 307, 308 */
	const char *to;		/* absolute */
};

/*
 * What came of it; owned by the receiver: net_answer_free(). A file that
 * could be read has status 200. err is ERR_NONE when there is a complete
 * answer, whatever its status, a 304 or 404 included; otherwise nothing but
 * url, final_url, hops, n_bytes and secs counts. Its codes: ERR_NETWORK,
 * ERR_TIMEOUT; ERR_BOUND (page, header, redirects); ERR_REFUSED (redirect,
 * address); ERR_NOT_FOUND, ERR_SYSTEM (file).
 */
struct net_answer {
	void	*tag;
	char	*url;		/* as requested */
	char	*final_url;	/* after redirects; never NULL */
	long	 status;	/* HTTP status of the final answer; 0: none */
	struct err err;
	struct buf body;	/* decompressed */
	bool	 truncated;	/* beyond the bound of a feed or of robots.txt:
				   body is its beginning */
	char	*content_type;	/* these are NULL where not said */
	char	*etag;		/* byte for byte */
	char	*last_modified;	/* byte for byte */
	char	*cache_control;	/* all of them, joined by ", " */
	char	*expires;
	char	*date;
	char	*age;
	char	*retry_after;
	struct net_hop *hops;
	size_t	 n_hops;
	size_t	 n_bytes;	/* received on the wire, bodies only */
	double	 secs;		/* from start to end, without waiting */
};

struct net;

/*
 * Start; *out is the caller's: net_free(). ERR_NETWORK if libcurl fails. Not
 * while another thread is in net_new() or net_free().
 */
int	net_new(struct net **out, const struct net_options *options,
	    struct err *err);

/* End all transfers, unanswered, and free. NULL is allowed. */
void	net_free(struct net *net);

/*
 * Start a transfer, or let it wait for its turn. Fails with ERR_REFUSED for
 * other schemes than those above, with ERR_USAGE for what is no URL; nothing
 * is started then. Validators that no header can carry are not sent.
 */
int	net_add(struct net *net, const struct net_request *request,
	    struct err *err);

/* Transfers that are under way or wait for their turn. */
size_t	net_n_active(const struct net *net);

/*
 * Let transfers go on until there is an answer to take, net_wake() is or was
 * called since the last wait, or ms milliseconds have passed (-1: no limit,
 * also with nothing under way). 0 does not wait.
 */
void	net_wait(struct net *net, int ms);

/* Make net_wait() return, the only function that any thread may call. */
void	net_wake(struct net *net);

/* One finished transfer, or NULL. The caller frees it: net_answer_free(). */
struct net_answer	*net_take(struct net *net);

/* Free an answer and all in it, NULL is allowed. */
void	net_answer_free(struct net_answer *answer);

/*
 * Is the URL's host an address of this machine or of a local network, or
 * localhost? Asks no name server: other names are taken for public.
 */
bool	net_is_private(const char *url);

/*
 * May a redirect from one URL to another (NULL: none that makes sense) be
 * followed? Fails with ERR_REFUSED: no http or https, from https to http, or
 * to a private address where that is not expected.
 */
int	net_check_redirect(const char *from, const char *to, bool private_ok,
	    struct err *err);

/* The standard words for an HTTP status ("Not Found"), or "". */
const char	*net_status_words(long status);

#endif
