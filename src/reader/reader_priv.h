/*
 * What the passes of the reader share: the page laid out flat.
 *
 * All passes work on one array of cells, one for each node of the tree in
 * document order, so that "all below a node" is a range and a pass is a loop.
 * The tree itself is not changed until a winner is known: what a candidate
 * leaves out is marked in its own array of bytes.
 *
 * Text is counted in units: a character is one, an East Asian one, which says
 * as much as a short word, is two; runs of white space are one.
 */
#ifndef GOGAI_READER_PRIV_H
#define GOGAI_READER_PRIV_H

#include "gogai/arena.h"
#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/html.h"
#include "gogai/reader.h"
#include "gogai/str.h"

/* What is true of a node by its name, its attributes and the rules. */
enum trait {
	T_TEXT = 1 << 0,
	T_BLOCK = 1 << 1,
	T_HEADING = 1 << 2,	/* h1 to h6 */
	T_ITEM = 1 << 3,	/* li, dt, dd */
	T_LIST = 1 << 4,	/* ul, ol, dl */
	T_TABLE = 1 << 5,
	T_MEDIA = 1 << 6,	/* img, video, audio and their like */
	T_FIGURE = 1 << 7,
	T_CAPTION = 1 << 8,
	T_LINK = 1 << 9,
	T_INPUT = 1 << 10,	/* something to fill in or to press */
	T_NEVER = 1 << 11,	/* never text of an article */
	T_HIDDEN = 1 << 12,	/* not shown */
	T_AWAY = 1 << 13,	/* named as something else than the article */
	T_COMMENTS = 1 << 14,	/* what readers wrote */
	T_SIDE = 1 << 15,	/* named as something beside the article */
	T_GOOD = 1 << 16,	/* named like an article or its parts */
	T_BODY = 1 << 17,	/* named as the body of the article */
	T_META = 1 << 18,	/* byline, date, tags */
	T_LEAD = 1 << 19,	/* standfirst */
	T_ARTICLE = 1 << 20,	/* the article element */
	T_MAIN = 1 << 21,	/* main, role=main */
	T_QUOTE = 1 << 22,	/* blockquote, pre: kept as they are */
	T_PARA = 1 << 23,	/* p */
	T_BREAK = 1 << 24,	/* br */
	T_EMBED = 1 << 25,	/* a post of another site, quoted */
	T_DATED = 1 << 26,	/* time */
	T_ROOT = 1 << 27,	/* html, body: no rule takes them out */
	T_GALLERY = 1 << 28	/* pictures to leaf through */
};

struct cell {
	struct html_node *node;
	uint32_t parent;	/* of cell 0: itself */
	uint32_t end;		/* the first cell behind all below it */
	uint32_t owner;		/* the block a text stands in */
	uint32_t traits;
	uint32_t units;		/* text nodes: units of text */
	uint16_t stops;		/* text nodes: commas and full stops */
	bool linked;		/* inside of a link */
};

/* What a range holds, without what is left out. */
struct sums {
	uint32_t own;		/* text that the block itself owns, units */
	uint32_t own_link;	/* of it, in links */
	uint32_t own_stops;
	uint32_t text;		/* with all below */
	uint32_t link;
	uint32_t prose;		/* text in blocks that read like sentences */
	uint32_t n_prose;	/* those blocks */
	uint32_t n_media;
	uint32_t n_inputs;
};

/* Bytes, one for each cell: whether it, and all below it, is left out. */
enum gone {
	STAYS = 0,
	GONE_GROWN = 'g',	/* a sibling that does not belong */
	GONE_HEADED = 'h',	/* below a heading that tables know */
	GONE_TWICE = 't',
	GONE_END = 'e',
	GONE_PAGE = '1',	/* and up: the page's rules */
	GONE_RULE = 'A'		/* and up: the candidate's rules */
};

/* The page as the passes see it. */
struct flat {
	struct html *html;
	struct arena *arena;
	struct cell *cells;
	uint32_t n;
	uint32_t body;		/* the cell of the body element */
	uint32_t title_at;	/* the heading that is the title, or 0 */
	uint32_t page_prose;	/* prose of all that is not hidden */
	const uint8_t *base;	/* marks: what no candidate shows */
	uint8_t *phrases;	/* what flat_phrase() found, and KNOWN */
	struct buf explain;	/* what was judged, one candidate a line */
};

/* A possible answer: one element, and what is left out of it. */
struct candidate {
	const char *how;
	uint32_t core;		/* the cell that the strategy named */
	uint32_t top;		/* it, or what it has grown to */
	uint8_t *gone;
	struct sums sums;	/* of top, after cleaning */
	double prior, score;
	uint32_t hits, missed;	/* sentences of the evidence */
};

/* What the page says of itself (meta.c); strings live in the arena. */
struct meta {
	const char *title;
	const char *byline;
	const char *site;
	const char *language;
	const char *dir;
	const char *excerpt;
	const char *image;
	const char *canonical;
	const char *body;	/* JSON-LD's articleBody */
	const char *base;	/* what relative addresses are relative to */
	time_t published_at;
	const char **wants;
	size_t n_wants;
};

/* ---- rules.c */

/* The traits that an element's name gives it. */
uint32_t	rules_tag(const char *name);
/* Where in the table of words the rows of each letter stand. */
struct rules {
	uint16_t first[26], end[26];
};
void	rules_index(struct rules *rules);
/* The traits that words in a class, an id or the like give. */
uint32_t	rules_names(const struct rules *rules, const char *names);
/* The traits that a role gives. */
uint32_t	rules_role(const char *role);

/* ---- phrases.c */

enum phrase_kind {
	PHRASE_LINE = 1 << 0,	/* a line of its own that is no text */
	PHRASE_HEAD = 1 << 1,	/* heads a part that is no text */
	PHRASE_END = 1 << 2,	/* heads what stands behind the end */
	PHRASE_KNOWN = 1 << 3	/* it was asked before */
};

/* The kinds of phrase that a line of text (lower case, trimmed) is. */
unsigned	rules_phrase(const char *line, size_t len);

/* ---- flat.c */

/* Lay the tree out; everything is in the arena. */
struct flat	*flat_new(struct html *html, struct arena *arena);
/* A copy of marks for all cells; from NULL: nothing is left out. */
uint8_t	*flat_marks(const struct flat *flat, const uint8_t *from);
/*
 * Sum up what is below top; the array has flat->n elements and only those of
 * top's range are set.
 */
void	flat_sum(const struct flat *flat, uint32_t top, const uint8_t *gone,
	    struct sums *sums);
/* Is cell i, or anything around it up to top, left out? */
bool	flat_is_gone(const struct flat *flat, uint32_t i, uint32_t top,
	    const uint8_t *gone);
/* Append the text in range i as one line of single spaces. */
void	flat_line(const struct flat *flat, uint32_t i, const uint8_t *gone,
	    struct buf *out);
/* The same in lower case (Latin-1), at most max bytes. */
void	flat_key(const struct flat *flat, uint32_t i, const uint8_t *gone,
	    size_t max, struct buf *out);
/* The kinds of phrase that cell i is, by all its text; asked once a cell. */
unsigned	flat_phrase(const struct flat *flat, uint32_t i);
/* Is b a below a, or a itself? */
bool	flat_within(const struct flat *flat, uint32_t a, uint32_t b);
/* The next cell that is an element of range top for which trait is set. */
uint32_t	flat_find(const struct flat *flat, uint32_t from, uint32_t end,
	    uint32_t traits);
/* Does the text a block owns read like sentences? */
bool	flat_is_prose(const struct sums *sums, uint32_t traits);
/* Text of a line, folded to compare: ASCII lower case, letters and digits. */
void	flat_squash(struct buf *out, const char *p, size_t len);
/* Append the cell's element as "name#id.class", for people. */
void	flat_name(const struct flat *flat, uint32_t i, struct buf *out);

/* ---- meta.c, ldjson.c */

/* Read what the page says of itself; *meta was zeroed. */
void	meta_read(struct meta *meta, const struct flat *flat,
	    const struct reader_source *source);

/* What JSON-LD says of the article. */
struct ldjson {
	struct buf headline, author, date, publisher, body, image, language;
	bool is_article;
};

/* Read one script's text into *ld, first come first kept. */
void	ldjson_read(struct ldjson *ld, const char *p, size_t len);
void	ldjson_release(struct ldjson *ld);

/* ---- score.c */

/* The best candidate, or NULL when the page has no article. */
struct candidate	*score_best(struct flat *flat,
	    const struct reader_source *source, const struct meta *meta);

/* ---- clean.c */

/* How much of what names say is believed. */
enum belief {
	BELIEF_NONE,		/* nothing: only what is hidden goes */
	BELIEF_COMMENTS,	/* what readers wrote goes too */
	BELIEF_ALL
};

/* Mark what is named as no part of any article, for all candidates. */
void	clean_page(struct flat *flat, uint8_t *gone, enum belief belief);
/* ---- strip.c, lines.c, parts.c */

/* A candidate, while it is being stripped. */
struct view {
	const struct flat *flat;
	struct candidate *c;
	struct sums *sums;
	const struct meta *meta;
	struct buf key;
	uint32_t first_prose;	/* the first block that is */
};

/* A rule: does cell i not belong? It and all below it then goes. */
typedef bool strip_rule(struct view *v, uint32_t i);

strip_rule	line_is_title, line_is_before_title, line_is_meta,
		line_is_byline, line_is_phrase, line_is_labelled,
		line_is_link_alone;
strip_rule	part_is_aside, part_is_other, part_is_gallery, part_is_form,
		part_is_links, part_is_empty;

/* The traits of a cell. */
uint32_t	strip_traits(const struct view *v, uint32_t i);
/* Mark what does not belong to this candidate. */
void	strip_candidate(const struct flat *flat, struct candidate *candidate,
	    const struct meta *meta);

#endif
