/* An article's lists as one column of text, and back; see parts.c. */
#ifndef GOGAI_STORE_PARTS_H
#define GOGAI_STORE_PARTS_H

#include "gogai/arena.h"
#include "gogai/article.h"
#include "gogai/buf.h"

/* Append the article's categories, enclosures and links to out. */
void	parts_format(struct buf *out, const struct article *article);

/* Fill them in again; parts may be NULL. */
void	parts_parse(struct article *article, const char *parts,
	    struct arena *arena);

#endif
