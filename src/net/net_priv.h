/*
 * What the files of net share. libcurl is not seen here.
 *
 * answer.c: header lines to the fields of an answer.
 * hop.c: one request to one host, a libcurl easy handle.
 * redirect.c: addresses that are not public.
 * trouble.c: why there is no answer, in words.
 * turns.c: whose turn it is.
 */
#ifndef NET_PRIV_H
#define NET_PRIV_H

#include <sys/socket.h>

#include "gogai/cc.h"
#include "gogai/err.h"
#include "gogai/net.h"
#include "gogai/str.h"

/* An empty answer for url. */
struct net_answer	*answer_new(const char *url, void *tag);

/* Take one header line in, if it is of those that count. */
void	answer_header(struct net_answer *answer, struct str name,
	    struct str value);

/* Forget all headers: those of an interim answer or of a redirect. */
void	answer_forget(struct net_answer *answer);

/* Record that `status` sent us to `to`, which becomes the answer's. */
void	answer_hop(struct net_answer *answer, long status, char *to);

/* Has `url` been asked on the way already? */
bool	answer_asked(const struct net_answer *answer, const char *url);

/* One request to one host; its handle is used for one hop after the other. */
struct hop;

/* What to ask. The strings are copied, the answer is not. */
struct hop_request {
	const char *url;
	enum net_kind kind;
	const char *user_agent;
	struct validators validators;
	bool	 private_ok;	/* private addresses may be connected to */
	bool	 proxied;	/* a proxy may be between, for the words */
	double	 secs;		/* that it may take */
	struct net_answer *answer;	/* where to put what comes */
	void	*owner;		/* hop_owner() */
};

/*
 * A handle with what is common to all; share is a CURLSH * or NULL. The
 * options stay the caller's, and outlive it. Freed with hop_free().
 */
struct hop	*hop_new(const struct net_options *options, void *share);

/* Free it; not while it is part of a CURLM. */
void	hop_free(struct hop *hop);

/* Its CURL *; the hop of one, which libcurl gave back. */
void	*hop_easy(const struct hop *hop);
struct hop	*hop_of_easy(void *easy);

/* Whose it is. */
void	*hop_owner(const struct hop *hop);

/* Prepare it for a request; then it may be added to a CURLM. */
void	hop_start(struct hop *hop, const struct hop_request *request);

/*
 * It ended with a CURLcode: complete the answer's status, n_bytes, secs and
 * err. The hop is idle then. What it came to is borrowed until its next
 * start: `location` is NULL unless the answer is a redirect.
 */
struct hop_end {
	const char *location;
	bool	 was_private;	/* the address that it was connected to */
};
void	hop_finish(struct hop *hop, int code, struct hop_end *end);

/* Give up a request that has not ended. */
void	hop_cancel(struct hop *hop);

/* Is it the address of this machine, of a local network, or of nobody? */
bool	address_is_private(const struct sockaddr *address);

/* The same of an address in text, IPv4 or IPv6; false: not one, or public. */
bool	address_text_is_private(const char *text);

/* What is known of a hop that libcurl gave up. */
struct trouble {
	int	 code;		/* libcurl's */
	long	 errnum;	/* the system's, 0: unknown */
	const char *words;	/* libcurl's */
	const char *url;
	bool	 proxied;
	bool	 connected;	/* the request was sent */
	bool	 out_of_time;	/* all of transfer_secs is used up */
	unsigned secs;		/* how long this hop took */
	unsigned transfer_secs;	/* what was allowed in all */
	unsigned stall_secs;
};

/* Word it: ERR_TIMEOUT, ERR_BOUND or ERR_NETWORK. */
void	trouble_words(const struct trouble *trouble, struct err *err);

/*
 * Who may start next, when hosts have limits: one line of waiting items per
 * host, and the hosts that may start one take turns. A host that nobody
 * waits for and nothing runs on is forgotten.
 */
struct turns;
struct turns_host;

/* Whatever waits is linked through this, its first member. */
struct turns_item {
	struct turns_item *next;
	struct turns_host *host;	/* set while it waits or runs */
};

/* An empty set; per_host 0: no limit. Freed with turns_free(). */
struct turns	*turns_new(unsigned per_host);

/* Free it, and what still waits by free_item. NULL is allowed. */
void	turns_free(struct turns *turns, void (*free_item)(struct turns_item *));

/* Let item wait in the line of the host of url. */
void	turns_add(struct turns *turns, const char *url,
	    struct turns_item *item);

/* Take the next item that may run now, or NULL. */
struct turns_item	*turns_next(struct turns *turns);

/* An item that turns_next() gave runs no more. */
void	turns_done(struct turns *turns, struct turns_item *item);

#endif
