/*
 * Subscriptions: the urls file, edited in place.
 *
 * newsboat's format: a line is an address, then words: "~Title" renames the
 * feed, "!" (or a tag that begins so) hides it from the list, "tz:Asia/Tokyo"
 * names the zone of dates that name none, other words are tags. Quotes keep
 * spaces together; # begins a comment at the start of a line or behind a blank.
 * Addresses are http, https, file. A bad line is a complaint with its number,
 * and skipped; writing keeps all lines, comments and order.
 */
#ifndef GOGAI_SUBS_H
#define GOGAI_SUBS_H

#include "gogai/cc.h"
#include "gogai/err.h"

/* One subscribed feed. */
struct subscription {
	const char *url;
	const char *title;	/* the user's, or NULL */
	const char *zone;	/* of tz:, or NULL */
	const char *const *tags;
	size_t n_tags;
	bool hidden;
	unsigned line;		/* 1 is the first */
};

struct subs;

/* Parse the text of a urls file, the caller's: subs_free(). */
struct subs	*subs_parse(const char *text, size_t len);

/* Read the file at path, absent is empty. ERR_SYSTEM, ERR_BOUND. */
int	subs_load(struct subs **out, const char *path, struct err *err);

/* Free it, NULL is allowed. */
void	subs_free(struct subs *subs);

/* The subscriptions in the file's order, the same address twice counts once. */
size_t	subs_len(const struct subs *subs);
/* The i-th subscription, or NULL. */
const struct subscription	*subs_at(const struct subs *subs, size_t i);

/* The subscription of an address, or NULL. */
const struct subscription	*subs_find(const struct subs *subs,
	    const char *url);

/* Complaints: "urls:7: words". */
size_t	subs_n_complaints(const struct subs *subs);
/* The i-th complaint, or NULL. */
const char	*subs_complaint(const struct subs *subs, size_t i);

/*
 * Append a line for each feed that the file at path does not have yet; makes
 * file and folders. *added is how many. ERR_USAGE for an address that cannot
 * be subscribed (nothing is written then), ERR_SYSTEM.
 */
int	subs_add(const char *path, const struct subscription *feeds, size_t n,
	    size_t *added, struct err *err);

/* Take the lines of an address out. ERR_NOT_FOUND, ERR_SYSTEM. */
int	subs_remove(const char *path, const char *url, struct err *err);

/* The title that a list shows for an address that has none yet: its host. */
char	*subs_fallback_title(const char *url);

#endif
