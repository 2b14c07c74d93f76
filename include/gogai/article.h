/*
 * The records that travel: what a feed says of itself and of its articles.
 *
 * Made by feed, kept by store, shown by ui and cli. All strings are UTF-8
 * that sanitize.h has cleaned, or NULL where the feed said nothing. Titles
 * and names are plain text of one line; summary and content are HTML whose
 * addresses are absolute. Whoever makes a record owns its strings; the
 * records here only point to them.
 */
#ifndef GOGAI_ARTICLE_H
#define GOGAI_ARTICLE_H

#include <time.h>

#include "gogai/cc.h"

/* A file that belongs to an article (RSS 2.0 enclosure, Atom rel=enclosure). */
struct enclosure {
	const char *url;
	const char *type;	/* MIME type */
	int64_t length;		/* bytes, -1: not said */
	int64_t secs;		/* playing time, -1: not said */
};

/* A link that an article carries besides its own (Atom link). */
struct feed_link {
	const char *rel;
	const char *href;
	const char *type;
};

/* One entry of a feed. */
struct article {
	const char *id;		/* identity within the feed; never NULL */
	const char *title;
	const char *link;	/* the article's own page, absolute */
	const char *author;
	const char *summary;	/* HTML */
	const char *content;	/* HTML: what the feed calls the whole text */
	const char *comments;	/* the page with the comments */
	const char *language;	/* BCP 47 */
	time_t published_at;	/* DATE_NONE: not said */
	time_t updated_at;	/* DATE_NONE: not said */
	const char *const *categories;
	size_t n_categories;
	const struct enclosure *enclosures;
	size_t n_enclosures;
	const struct feed_link *links;
	size_t n_links;
};

/* What a feed says of itself. */
struct feed_info {
	const char *title;
	const char *link;	/* the site */
	const char *description;	/* HTML */
	const char *language;	/* BCP 47 */
	const char *author;
	const char *type;	/* rss, rdf, atom, json */
	const char *self;	/* its own address (rel=self) */
	const char *hub;	/* WebSub; noted, never used */
	const char *icon;
	time_t updated_at;	/* DATE_NONE: not said */
	int64_t ttl_secs;	/* how long not to ask; -1: not said */
	uint32_t skip_hours;	/* bit h: not in hour h, GMT (skipHours) */
	uint8_t skip_days;	/* bit d: not on day d, Sunday 0 (skipDays) */
};

/*
 * What an HTTP answer gave to ask "changed since?" with, kept byte for byte
 * (RFC 9110 §8.8): never parsed, never formatted anew.
 */
struct validators {
	const char *etag;		/* NULL: none */
	const char *last_modified;	/* NULL: none */
};

#endif
