/*
 * OPML 2.0: lists of feeds, in and out.
 */
#ifndef GOGAI_OPML_H
#define GOGAI_OPML_H

#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/err.h"

/* One feed of a list. */
struct opml_feed {
	const char *url;
	const char *title;	/* or NULL */
	const char *site;	/* or NULL */
	const char *language;	/* or NULL */
	const char *group;	/* outlines around it, joined by "/", or NULL */
	bool ticked;		/* offered on: no category="gogai:off" */
};

struct opml;

/* Parse, *out is the caller's: opml_free(). ERR_MALFORMED: no OPML. */
int	opml_parse(struct opml **out, const char *bytes, size_t len,
	    struct err *err);

/* Free it, NULL is allowed. */
void	opml_free(struct opml *opml);

/* The feeds in order. */
size_t	opml_len(const struct opml *opml);
/* The i-th of them, or NULL. */
const struct opml_feed	*opml_at(const struct opml *opml, size_t i);

/* Append an OPML document that holds these feeds, grouped, to out. */
void	opml_format(struct buf *out, const char *title,
	    const struct opml_feed *feeds, size_t n);

#endif
