/*
 * Blocks to lines for a width: the only engine that lays text out.
 *
 * Lines are made as far as they are asked for and kept; a line is a list of
 * fragments, each a stretch of bytes with a role, a column and a link. The
 * same document at the same width gives the same lines, whether laid at once
 * or in parts. Every line knows its block and offset, so that a place
 * survives another width. Layout emits roles; colours are the interface's.
 * Breaking is linebreak.h's, widths are width.h's, fitting is greedy
 * (CJK.md rule 1: spaces at a line's end are dropped and not counted).
 */
#ifndef GOGAI_LAYOUT_H
#define GOGAI_LAYOUT_H

#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/linebreak.h"
#include "gogai/width.h"

struct document;

enum layout_links {
	LAYOUT_LINKS_INLINE,	/* "[n]" behind the link's text */
	LAYOUT_LINKS_NOTES,	/* the same, and a list of targets at the end */
	LAYOUT_LINKS_NONE
};

struct layout_options {
	int	 cols;		/* the measure; at least 1 */
	enum layout_links links;
	enum linebreak_level level;
	struct width_rules width;
	bool	 ascii;		/* "*", "|", "-", "#" for "•", "│", "─", "▣" */
};

/* What a fragment is, so that a theme can colour it. */
enum layout_role {
	LAYOUT_TEXT,
	LAYOUT_HEADING,
	LAYOUT_LINK,
	LAYOUT_LINK_NUMBER,
	LAYOUT_CAPTION,
	LAYOUT_IMAGE,
	LAYOUT_CODE,
	LAYOUT_QUOTE_BAR,
	LAYOUT_MARKER,		/* bullet or number of a list */
	LAYOUT_RULE,		/* lines: of <hr>, of tables */
	LAYOUT_NOTE
};

struct fragment {
	const char *text;	/* not terminated; lives with the layout */
	size_t	 len;
	int	 col, cols;	/* where it starts, how wide it is */
	enum layout_role role;
	unsigned style;		/* enum run_style */
	unsigned link;		/* number, or 0 */
};

struct line {
	const struct fragment *fragments;
	size_t	 n_fragments;
	size_t	 block;		/* the block it belongs to */
	size_t	 offset;	/* bytes of the block before this line */
	bool	 blank;		/* a line between blocks: belongs to the next */
};

struct layout;

/*
 * Start laying document out. Both it and options' strings are kept by the
 * layout and stay the caller's; it must outlive the layout. cols below 1 are
 * taken as 1.
 */
struct layout	*layout_new(const struct document *document,
	    const struct layout_options *options);

/* Free it, NULL is allowed. */
void	layout_free(struct layout *layout);

/* Line i, laid out on demand, NULL behind the end. */
const struct line	*layout_line(struct layout *layout, size_t i);

/* Lay out everything, returns the number of lines. */
size_t	layout_n_lines(struct layout *layout);

/* The first line that shows byte `offset` of block `block`, or what follows. */
size_t	layout_find(struct layout *layout, size_t block, size_t offset);

/* The first line that holds a fragment of this link, SIZE_MAX: none. */
size_t	layout_find_link(struct layout *layout, unsigned link);

/* Append a line's text as a terminal would show it, without styles. */
void	layout_line_text(struct buf *out, const struct line *line);

#endif
