/*
 * Safe HTML: what may be kept of markup that somebody else wrote.
 *
 * An allow-list of elements, attributes and URL schemes over a real parse:
 * scripts, styles, handlers, forms, frames and tracking pixels go, addresses
 * become absolute (http, https, mailto only), lazily loaded images get their
 * real source, text is sanitised. Used for bodies of feeds and for the main
 * content of pages, so that nothing else ever reaches the cache.
 */
#ifndef GOGAI_SAFE_HTML_H
#define GOGAI_SAFE_HTML_H

#include "gogai/buf.h"
#include "gogai/cc.h"

struct html;
struct html_node;

/*
 * Append the safe form of an HTML fragment to out. base_url may be NULL:
 * relative addresses then stay relative.
 */
void	safe_html_fragment(struct buf *out, const char *html, size_t len,
	    const char *base_url);

/* Make a parsed tree safe in place, below top. */
void	safe_html_tree(struct html *html, struct html_node *top,
	    const char *base_url);

/*
 * The best address of an image element (src, srcset, data-src and the like),
 * resolved; NULL when there is none or it is a tracking pixel. The caller
 * frees it.
 */
char	*safe_html_image_url(const struct html_node *img, const char *base_url);

#endif
