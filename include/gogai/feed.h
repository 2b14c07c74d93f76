/*
 * Any feed format to records: RSS 0.9x, 1.0 (RDF) and 2.0, Atom, JSON Feed.
 *
 * Bytes in, values out: no network, no clock. Formats and modules are
 * recognised by namespace and element through one table (fields.c), encodings
 * by charset.h. Addresses come out absolute, titles as plain text, bodies as
 * safe HTML, dates in UTC or absent. A title or body that is there but has
 * nothing to show is "", what is absent is NULL. Where the sources are: RSS 2.0
 * (rssboard.org), RSS 1.0 (web.resource.org), RFC 4287, jsonfeed.org 1.1.
 */
#ifndef GOGAI_FEED_H
#define GOGAI_FEED_H

#include "gogai/article.h"
#include "gogai/cc.h"
#include "gogai/err.h"

/* What is known of the bytes, all of it may be zero. */
struct feed_source {
	const char *base_url;		/* links are relative to it */
	const char *content_type;	/* the transport's, with its charset */
	const char *zone;		/* of dates that name none, or NULL:
					   "+09:00", "Asia/Tokyo" and others
					   without summer time */
};

struct feed;

/*
 * Parse len bytes. Damage is repaired and listed in feed_note(). *out is the
 * caller's: feed_free(). Fails with ERR_NOT_FEED (the message says what it is
 * instead: "an HTML page; it names these feeds: ..."), ERR_REFUSED (an external
 * entity) and ERR_BOUND (entity bombs). Beyond BOUND_FEED_BYTES it is cut after
 * the last complete item, with a note.
 */
int	feed_parse(struct feed **out, const char *bytes, size_t len,
	    const struct feed_source *source, struct err *err);

/* Free the feed and all its records, NULL is allowed. */
void	feed_free(struct feed *feed);

/* What the feed says of itself, borrowed. */
const struct feed_info	*feed_info(const struct feed *feed);

/*
 * The articles in the document's order, borrowed. Their ids are the document's
 * own; where it has none, the link or a hash of title and date; where two
 * articles share one, the link is added. No two are equal.
 */
size_t	feed_n_articles(const struct feed *feed);
const struct article	*feed_article(const struct feed *feed, size_t i);

/* What was repaired or cut, in words. */
size_t	feed_n_notes(const struct feed *feed);
const char	*feed_note(const struct feed *feed, size_t i);

/*
 * Does this article carry only an excerpt, so that its page has more?
 * True for bodies that end in "[…]", "…", "...", "続きを読む", "Read more",
 * "appeared first on", for empty ones, and for short ones without a
 * content element.
 */
bool	feed_is_excerpt(const struct article *article);

#endif
