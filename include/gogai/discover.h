/*
 * The feeds that an HTML page names (link rel=alternate, RSS autodiscovery).
 */
#ifndef GOGAI_DISCOVER_H
#define GOGAI_DISCOVER_H

#include "gogai/cc.h"
#include "gogai/err.h"

struct discovered {
	const char *url;	/* absolute */
	const char *title;	/* or NULL */
	const char *type;	/* MIME type */
};

struct discover;

/*
 * Look through a page's bytes (any encoding). The order is the page's, feeds
 * of comments last. *out is the caller's: discover_free(). ERR_BOUND.
 */
int	discover_parse(struct discover **out, const char *bytes, size_t len,
	    const char *content_type, const char *url, struct err *err);

/* Free it, NULL is allowed. */
void	discover_free(struct discover *discover);

/* What was found, borrowed. */
size_t	discover_len(const struct discover *discover);
/* The i-th of them, or NULL. */
const struct discovered	*discover_at(const struct discover *discover,
	    size_t i);

#endif
