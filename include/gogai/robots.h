/*
 * robots.txt (RFC 9309): may an automatic request go there?
 *
 * Only prefetching asks; a page that the user opens is the user's own wish
 * (POLITENESS P29).
 */
#ifndef GOGAI_ROBOTS_H
#define GOGAI_ROBOTS_H

#include "gogai/cc.h"

struct robots;

/*
 * Read a robots.txt for the product token `agent` ("gogai", RFC 9309 §2.2.1).
 * The caller's: robots_free().
 */
struct robots	*robots_parse(const char *text, size_t len, const char *agent);

/*
 * What an answer other than 2xx means (RFC 9309 §2.3.1): 4xx allows all, 5xx
 * and no answer allow nothing.
 */
struct robots	*robots_unavailable(long status);

/* Free it, NULL is allowed. */
void	robots_free(struct robots *robots);

/* May this URL be fetched? The longest matching rule decides, allow wins. */
bool	robots_allows(const struct robots *robots, const char *url);

/* The address of the robots.txt that governs url. The caller frees it. */
char	*robots_url(const char *url);

#endif
