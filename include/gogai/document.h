/*
 * A text as blocks, runs, links and images, made from safe or unsafe HTML.
 *
 * Blocks are what stands below one another (a paragraph, a heading, a list
 * item's first paragraph, a table cell); runs are stretches of one block's
 * text with one look. All text of the document is one string, without markup
 * and with white space collapsed as HTML asks; blocks and runs are byte
 * ranges of it. A place in a document is a block and an offset into it, so it
 * outlives every re-layout. Links are numbered from 1, once per target, in
 * the order of reading; images have no link numbers, and neither have
 * addresses inside the page nor those that no program may open. Nested
 * structure (quotes in lists in quotes) is flattened into each block's frames.
 * Blocks are parted by a line feed in the text, and so are lines that the
 * author broke inside of one.
 */
#ifndef GOGAI_DOCUMENT_H
#define GOGAI_DOCUMENT_H

#include "gogai/cc.h"
#include "gogai/err.h"

enum block_kind {
	BLOCK_PARAGRAPH,
	BLOCK_HEADING,		/* level 1-6 */
	BLOCK_PRE,		/* line feeds and spaces are kept */
	BLOCK_CAPTION,		/* of a figure or table */
	BLOCK_IMAGE,		/* one image on its own: a run RUN_IMAGE */
	BLOCK_RULE,		/* a horizontal line; no text */
	BLOCK_TABLE,		/* see `table`; its text is that of its cells */
	BLOCK_TERM,		/* of a definition list */
	BLOCK_DEFINITION
};

/* What a block stands in, from the outside in. */
enum frame_kind {
	FRAME_QUOTE,		/* a bar at the left */
	FRAME_BULLET,		/* an item of an unordered list */
	FRAME_NUMBER,		/* an item of an ordered list; its markers are
				   padded at the left to one width */
	FRAME_INDENT		/* a definition, a nested list without marker */
};

struct frame {
	enum frame_kind kind;
	bool	first;		/* its first block, which shows the marker */
	const char *marker;	/* "•", "12.", "" */
};

/* The look of a run: bits. */
enum run_style {
	RUN_PLAIN = 0,
	RUN_EMPHASIS = 1 << 0,
	RUN_STRONG = 1 << 1,
	RUN_CODE = 1 << 2,
	RUN_STRIKE = 1 << 3,
	RUN_MARK = 1 << 4,
	RUN_KBD = 1 << 5,
	RUN_SMALL = 1 << 6,
	RUN_IMAGE = 1 << 7,	/* the text is "▣ caption or alt" */
	RUN_RUBY = 1 << 8,	/* a reading "(かんじ)", kept with its base */
	RUN_NOTE = 1 << 9,	/* words of ours ("[video]") */
	RUN_BASE = 1 << 10	/* what a reading follows: kept in one piece */
};

struct run {
	size_t	 at, len;	/* bytes of document_text() */
	unsigned style;		/* enum run_style */
	unsigned link;		/* number, or 0 */
	unsigned image;		/* number, or 0 */
};

struct table;

struct block {
	enum block_kind kind;
	unsigned level;		/* of a heading */
	size_t	 at, len;	/* bytes of document_text() */
	size_t	 run, n_runs;	/* runs of document_run() */
	const struct frame *frames;
	size_t	 n_frames;
	bool	 tight;		/* no blank line above (items of a list) */
	bool	 rtl;
	const struct table *table;
	const char *anchor;	/* id or name, or NULL */
};

/* A cell's text is a range of blocks that are not part of the main flow. */
struct cell {
	size_t	 block, n_blocks;	/* of document_cell_block() */
	unsigned colspan, rowspan;	/* at least 1 */
	bool	 header;
	bool	 right;			/* a number, or aligned so */
};

struct table {
	size_t	 n_rows, n_cols;
	size_t	 n_header_rows;
	const struct cell *cells;	/* all places; covered: colspan 0 */
};

struct link {
	const char *url;	/* absolute where a base was known */
	const char *title;	/* its title attribute, or NULL */
};

struct image {
	const char *url;
	const char *alt;
};

struct document;

/* How to make one. Zero is the default. */
struct document_options {
	const char *base_url;
	const char *language;	/* for <q>; NULL: the page's own */
	bool	 hide_ruby;	/* leave readings out */
};

/*
 * Parse len bytes of UTF-8 HTML (a fragment or a page). *out is the caller's:
 * document_free(). Fails with ERR_MALFORMED only where html_parse() does.
 */
int	document_parse(struct document **out, const char *html, size_t len,
	    const struct document_options *options, struct err *err);

/*
 * A document of plain text: blank lines part paragraphs.
 */
struct document	*document_from_text(const char *text, size_t len);

/* Free it, NULL is allowed. */
void	document_free(struct document *document);

/* All of its text, borrowed. */
const char	*document_text(const struct document *document, size_t *len);

/* How many blocks the main flow has. */
size_t	document_n_blocks(const struct document *document);

/* Block i of the main flow, from 0; NULL behind the last. */
const struct block	*document_block(const struct document *document,
	    size_t i);

/* Block i of those that stand in table cells; NULL behind the last. */
const struct block	*document_cell_block(const struct document *document,
	    size_t i);

/* Run i of those that blocks name; NULL behind the last. */
const struct run	*document_run(const struct document *document,
	    size_t i);

/* How many links there are. */
size_t	document_n_links(const struct document *document);

/* Link `number`, from 1; NULL for other numbers. */
const struct link	*document_link(const struct document *document,
	    size_t number);

/* How many images there are. */
size_t	document_n_images(const struct document *document);

/* Image `number`, from 1; NULL for other numbers. */
const struct image	*document_image(const struct document *document,
	    size_t number);

#endif
