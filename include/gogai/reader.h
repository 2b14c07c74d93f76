/*
 * The main content of a web page: the article, and nothing but the article.
 *
 * A pure function: bytes in, clean HTML and metadata out. It never fetches;
 * where other addresses would help (AMP, print, the next page of the same
 * article) it names them, and the engine decides. Three passes: what the page
 * says of itself (meta.c), which part is the article (score.c), what does not
 * belong to it (clean.c). Words and tags that raise, lower or end a node
 * stand in one table (rules.c).
 */
#ifndef GOGAI_READER_H
#define GOGAI_READER_H

#include <time.h>

#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/err.h"

/* What is known beforehand, all of it may be zero. */
struct reader_source {
	const char *url;		/* the page's address after redirects */
	const char *content_type;	/* the transport's */
	const char *title;		/* the feed's headline: evidence */
	const char *excerpt;		/* the feed's body, HTML: evidence */
};

/* What was found. Strings are NULL where the page did not say. */
struct reader_page {
	const char *title;	/* without the site's name */
	const char *byline;	/* without dates */
	const char *site;
	const char *language;	/* BCP 47 */
	const char *dir;	/* "rtl", or NULL */
	const char *excerpt;	/* plain text */
	const char *image;	/* absolute URL */
	const char *canonical;	/* absolute URL */
	time_t published_at;	/* DATE_NONE: not said */
	const char *html;	/* safe HTML, addresses absolute */
	size_t html_len;
	const char *how;	/* the strategy that won, and its score */
	const char *explain;	/* all candidates, one a line, for --explain */
	const char *const *wants;	/* addresses that may hold more */
	size_t n_wants;
};

struct reader;

/*
 * Take the article out of the len bytes of a page. *out is the caller's:
 * reader_free(). Fails with ERR_NOT_ARTICLE (the message says what the page
 * is instead: a login wall, an index, a video without text) and ERR_BOUND.
 */
int	reader_extract(struct reader **out, const char *bytes, size_t len,
	    const struct reader_source *source, struct err *err);

/* The result, borrowed. */
const struct reader_page	*reader_page(const struct reader *reader);

/* Free it, NULL is allowed. */
void	reader_free(struct reader *reader);

/*
 * Append safe HTML as plain text: paragraphs apart by one blank line, LF at
 * the end, captions as paragraphs, list items with "- " or "1. ", of a ruby
 * only the base; no title, no links.
 */
void	reader_text(struct buf *out, const char *html, size_t len);

#endif
