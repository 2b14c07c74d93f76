/*
 * What the files of document/ share: the table of elements, and the builder,
 * which holds a document while the tree is walked.
 *
 * walk.c turns elements into calls of the builder by elements.c's table;
 * phrase.c, lists.c, figures.c and cells.c do those that need more than a
 * row. text.c takes text and settles its white space; builder.c writes it
 * into runs and blocks.
 */
#ifndef DOCUMENT_PRIV_H
#define DOCUMENT_PRIV_H

#include "gogai/arena.h"
#include "gogai/buf.h"
#include "gogai/document.h"
#include "gogai/html.h"
#include "gogai/map.h"

/* What is done with an element. */
enum element_act {
	ACT_INLINE,		/* its style is added to its text's */
	ACT_BLOCK,		/* its text is a block of its own */
	ACT_PRE,
	ACT_QUOTE,
	ACT_RULE,
	ACT_LIST,
	ACT_ITEM,
	ACT_TERMS,
	ACT_TERM,
	ACT_DEFINITION,
	ACT_FIGURE,
	ACT_CAPTION,
	ACT_IMAGE,
	ACT_MEDIA,
	ACT_TABLE,
	ACT_BREAK,
	ACT_MAY_BREAK,
	ACT_LINK,
	ACT_QUOTED,
	ACT_SCRIPT,
	ACT_RUBY,
	ACT_RUBY_PART,
	ACT_DROP		/* it and all in it is left out */
};

/* Which part of a ruby text belongs to. */
enum ruby_part {
	RUBY_NONE,
	RUBY_BASE,
	RUBY_READING,
	RUBY_PAREN		/* the author's brackets, which ours replace */
};

/* Raised or lowered text. */
enum script {
	SCRIPT_NONE,
	SCRIPT_SUPER,
	SCRIPT_SUB
};

struct element {
	const char *name;
	enum element_act act;
	unsigned style;		/* bits of enum run_style */
	enum block_kind kind;	/* of the blocks in it */
	unsigned detail;	/* level, enum ruby_part or enum script */
	const char *words;	/* of a medium: what stands for it */
};

/* The row of an element; unknown ones are inline or block, without style. */
const struct element	*element_row(const char *name);

/* An <a>: it gets its number when its first visible text comes. */
struct anchor {
	const char *url;
	const char *title;
	unsigned number;	/* 0: none yet */
};

/* How text looks at this place of the tree; saved and put back by walkers. */
struct look {
	unsigned style;
	struct anchor *anchor;
	enum ruby_part ruby;
	enum script script;
	bool pre;
	bool rtl;
	enum block_kind kind;	/* of blocks that open here */
	unsigned level;
};

enum space_kind {
	SPACE_NONE,
	SPACE_PLAIN,
	SPACE_NEWLINE		/* a line feed was in it */
};

/* White space that was seen and not yet written. */
struct space {
	enum space_kind kind;
	unsigned style, link;	/* of the place where it stood */
};

struct block_list {
	struct block *v;
	size_t n, cap;
};

struct list;
struct figure;

struct builder {
	struct arena *arena;
	const struct document_options *options;
	const char *base_url;
	const char *language;
	struct buf text, clean, mapped;
	struct block_list blocks, cell_blocks;
	struct block_list *into;	/* one of the two */
	struct run *runs;
	size_t n_runs, cap_runs;
	struct link *links;
	size_t n_links, cap_links;
	struct image *images;
	size_t n_images, cap_images;
	struct map *numbers;		/* URL -> number of its link */

	struct look look;
	struct block open;		/* what text is added to */
	bool is_open;
	bool only_image;		/* it has nothing but an image yet */
	struct space space;
	unsigned breaks;		/* <br>s not yet acted upon */
	bool reading;			/* the bracket of a reading is open */
	size_t ruby_at;			/* where the ruby began in the text */
	unsigned quoted;		/* depth of <q> */
	unsigned gap;			/* blank lines before the next block */
	bool gap_fixed;			/* ... and no other counts for it */
	const char *anchor;		/* id for the next block */
	size_t tab_at;			/* measured up to here, for tabs */
	int tab_cols;			/* ... its column in its line */
	struct frame *frames;		/* what is around, outermost first */
	size_t n_frames, cap_frames;
	size_t n_deeper;		/* not noted any more: BOUND_FRAMES */
	struct frame *given;		/* the last block's, to be shared */
	size_t n_given;
	struct list *list;
	struct figure *figure;
};

/* Give the builder's memory back, but for what document_take_over() took. */
void	builder_release(struct builder *b);

/* Text of the page: sanitised, white space collapsed (kept in pre). */
void	builder_text(struct builder *b, const char *p, size_t len);

/* Words of ours, as they are, in the text's flow. */
void	builder_words(struct builder *b, const char *words, unsigned style);

/*
 * An image of this text, apart where it stands alone. Without text it is a
 * sign before what comes next. Both strings are copied.
 */
void	builder_image(struct builder *b, const char *label, const char *url);

/* A <br>. */
void	builder_break(struct builder *b);

/* End the open block, if any; at least `gap` blank lines follow. */
void	builder_close(struct builder *b, unsigned gap);

/* A block without text of its own, for the caller to fill; valid until more. */
struct block	*builder_empty_block(struct builder *b, enum block_kind kind);

/* Set exactly `gap` blank lines before the next block. */
void	builder_fix_gap(struct builder *b, unsigned gap);

/* End the bracket of a ruby's reading, if it is open. */
void	builder_end_reading(struct builder *b);

/* Enter and leave a frame; the marker is kept, not copied. */
void	builder_push(struct builder *b, enum frame_kind kind,
	    const char *marker);
void	builder_pop(struct builder *b);

/* The look of text that is written here: style bits, link number or 0. */
unsigned	builder_style(const struct builder *b);
unsigned	builder_link(const struct builder *b);

/* Start a block; what is written next must be visible, or it is taken back. */
void	builder_open(struct builder *b);

/* Write bytes into the open block. */
void	builder_append(struct builder *b, const char *p, size_t len,
	    unsigned style, unsigned link, unsigned image);

/* Write white space, in the look that all around it share. */
void	builder_append_space(struct builder *b, char c, unsigned style,
	    unsigned link);

/* Act on the <br>s that came before what is written next. */
void	builder_settle_breaks(struct builder *b);

/* Is there something in the text that can be seen? */
bool	text_has_ink(const char *p, size_t len);

/* Is there more than len bytes of text below a node? */
bool	node_is_long(const struct html_node *node, size_t len);

/* All text below a node as one sanitised line; into out, which is cleared. */
void	node_line(struct buf *out, const struct html_node *node);

/* Walk what is in a node (walk.c). */
void	walk_children(struct builder *b, const struct html_node *node);

/* Walk a node's children as a block of its own, `gap` blank lines around. */
void	walk_block(struct builder *b, const struct html_node *node,
	    enum block_kind kind, unsigned gap);

/*
 * Walk a node as text that leads to url (NULL: to nowhere): words of ours, or
 * (NULL) its own.
 */
void	walk_link(struct builder *b, const struct html_node *node,
	    const char *url, const char *words);

/* The elements that need more than a row; their acts tell which. */
void	walk_quoted(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_script(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_ruby(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_ruby_part(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_list(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_item(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_terms(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_term(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_definition(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_figure(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_caption(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_image(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_media(struct builder *b, const struct html_node *node,
	    const struct element *element);
void	walk_table(struct builder *b, const struct html_node *node,
	    const struct element *element);

#endif
