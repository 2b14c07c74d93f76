/*
 * What the files of this folder share.
 *
 * A document is read into drafts: one for the feed, one for the article that
 * is open. A draft keeps, for each field, the best value seen so far as raw
 * bytes with their kind and the base of their addresses; markup is made safe,
 * dates are read and names are cleaned once, when the draft is closed. So an
 * element that a better one replaces costs nothing, and all formats end in
 * the same few functions (values.c, finish.c).
 */
#ifndef GOGAI_FEED_PRIV_H
#define GOGAI_FEED_PRIV_H

#include "gogai/arena.h"
#include "gogai/bounds.h"
#include "gogai/buf.h"
#include "gogai/feed.h"
#include "gogai/str.h"
#include "gogai/xml.h"

/* The single values of a feed or an article. */
enum field {
	FIELD_NONE,
	FIELD_TITLE,
	FIELD_LINK,
	FIELD_ID,
	FIELD_AUTHOR,
	FIELD_SUMMARY,		/* of a feed: its description */
	FIELD_CONTENT,
	FIELD_PUBLISHED,
	FIELD_UPDATED,
	FIELD_COMMENTS,
	FIELD_LANGUAGE,
	FIELD_ICON,
	FIELD_SELF,
	FIELD_HUB,
	FIELD_TTL,		/* minutes */
	FIELD_PERIOD,		/* hourly, daily ... */
	FIELD_FREQUENCY,	/* times a period */
	FIELD_DURATION,
	FIELD_CANONICAL,	/* the page that a counting link leads to */
	N_FIELDS
};

/* What the bytes of a value are. */
enum text_kind {
	TEXT_PLAIN,		/* text, every character meant as it stands */
	TEXT_LINES,		/* the same, and line breaks are meant too */
	TEXT_HTML,		/* HTML */
	TEXT_GUESS		/* RSS: text, or HTML, and nothing says which */
};

/* Whose namespace an element is in (fields.c). */
enum namespace {
	NS_CORE,		/* the document's own format */
	NS_FOREIGN,		/* one that nobody here knows */
	NS_RSS,
	NS_ATOM,
	NS_CDF,
	NS_RDF,
	NS_DC,
	NS_DCTERMS,
	NS_CONTENT,
	NS_SY,
	NS_ITUNES,
	NS_MEDIA,
	NS_PODCAST,
	NS_GOOGLEPLAY,
	NS_FEEDBURNER,
	NS_XHTML,
	N_NAMESPACES
};

enum format {
	FORMAT_UNKNOWN,
	FORMAT_RSS,
	FORMAT_RDF,
	FORMAT_ATOM,
	FORMAT_CDF,
	FORMAT_JSON
};

/* How much a value of the same field counts against another: more wins. */
enum rank {
	RANK_NONE,
	RANK_LAST_RESORT,
	RANK_SUBSTITUTE,	/* another module's word for it */
	RANK_MODULE,		/* the module that is usual for it */
	RANK_OWN_LESSER,	/* the format's own, with something better */
	RANK_OWN
};

struct value {
	size_t off, len;	/* in the draft's raw bytes */
	const char *base;
	enum text_kind kind;
	enum rank rank;
};

/* A growing list whose elements are copied to the arena at the end. */
struct list {
	void *items;
	size_t n, cap;
};

/* A feed or an article being read. */
struct draft {
	bool open;
	unsigned depth;		/* of the element that it is */
	unsigned line;
	struct value values[N_FIELDS];
	struct buf raw;
	struct list categories;	/* const char * */
	struct list enclosures;	/* struct enclosure */
	struct list links;	/* struct feed_link */
	uint32_t skip_hours;
	uint8_t skip_days;
};

/* What is kept of an article until the whole document is known. */
struct pending {
	const char *published;	/* as written; NULL: not said */
	const char *updated;
	unsigned n_twins;	/* articles that nothing tells apart from it */
};

struct feed {
	struct arena *arena;
	struct feed_info info;
	struct article *articles;
	struct pending *pending;
	size_t n, cap, pending_cap;
	struct map *ids;		/* id to 1 + index, while parsing */
	bool full;		/* there was more than BOUND_FEED_ITEMS */
	const char **notes;
	size_t n_notes, notes_cap;
};

/* A parse under way. */
struct parse {
	struct feed *feed;
	const struct feed_source *source;
	enum format format;
	struct xml *xml;	/* NULL in JSON */
	struct draft about;	/* the feed itself */
	struct draft item;
	const char *root;	/* the document element's name, to be shown */
	bool has_feed;		/* a channel or feed element was seen */
	const char *base[BOUND_XML_DEPTH + 2];	/* by depth; [0] the source's */
	struct buf text, html;	/* scratch */
};

struct field_row;

/* Reads the element that has just started; returns at its end, or inside. */
typedef int	field_reader(struct parse *p, struct draft *d,
    const struct field_row *row, struct err *err);

enum field_place {
	IN_FEED = 1,
	IN_ITEM = 2,
	IN_BOTH = IN_FEED | IN_ITEM
};

/* One element that means something: a row of the table in fields.c. */
struct field_row {
	enum namespace ns;
	const char *name;	/* in lower case */
	enum field_place place;
	field_reader *read;
	enum field field;
	enum rank rank;
	const char *spec;	/* where it is defined */
};

/* ---- fields.c: the table ---- */

/* The namespace of the current element or one of its attributes. */
enum namespace	field_namespace(const char *uri, const char *prefix);

/* The row for an element, or NULL when it means nothing there. */
const struct field_row	*field_find(const struct parse *p, enum namespace ns,
	    const char *name, enum field_place place);

/* ---- xmlfeed.c: the walk through a document ---- */

/*
 * Read an XML feed from len bytes of UTF-8. Fails with ERR_NOT_FEED or
 * ERR_BOUND.
 */
int	xmlfeed_read(struct parse *p, const char *text, size_t len,
	    struct err *err);

/* The base of addresses in the current element. */
const char	*parse_base(const struct parse *p);

/* After XML_START: note the element's xml:base. */
void	parse_enter(struct parse *p);

/* How much the row's value counts in a document of this format. */
enum rank	parse_rank(const struct parse *p, const struct field_row *row);

/* ---- content.c: what stands in one element ---- */

enum content_mode {
	CONTENT_FLAT,		/* text alone, tags dropped */
	CONTENT_RAW,		/* text as it is: it may be HTML; tags kept */
	CONTENT_XML		/* text escaped, tags kept: XHTML */
};

/*
 * After XML_START: read to the element's end and append what is in it to
 * out; nothing when the document is cut off inside of it. *has_markup (may be
 * NULL) tells whether there were elements.
 */
int	content_read(struct parse *p, struct buf *out, enum content_mode mode,
	    bool *has_markup, struct err *err);

/* Append text as HTML that shows it: & < > " escaped. */
void	content_escape(struct buf *out, const char *p, size_t len);

/*
 * Append the bytes that base64 text stands for; false (nothing appended)
 * when it is not base64.
 */
bool	content_base64(struct buf *out, const char *s, size_t len);

/* ---- rss.c, atom.c: readers of elements ---- */

field_reader	read_text;	/* <title>, dates, names: text of one field */
field_reader	read_both_dates;	/* dc:date: published, and so updated */
field_reader	read_html;	/* <description>, content:encoded */
field_reader	read_xhtml;	/* xhtml:body */
field_reader	read_link;	/* <link> of RSS */
field_reader	read_guid;
field_reader	read_enclosure;
field_reader	read_media;	/* media:content: a file, with children */
field_reader	read_media_text;	/* media:description */
field_reader	read_category;
field_reader	read_keywords;
field_reader	read_image;
field_reader	read_href;	/* an address in an attribute */
field_reader	read_skip_hours;
field_reader	read_skip_days;
field_reader	read_group;	/* a container: its children are read */

/* The number in an attribute of the current element, -1 when there is none. */
int64_t	attr_number(const struct parse *p, const char *name);

field_reader	read_construct;	/* Atom text construct */
field_reader	read_content;	/* atom:content */
field_reader	read_person;
field_reader	read_atom_link;
field_reader	read_atom_id;
field_reader	read_source;	/* atom:source */

/* ---- values.c: raw bytes to clean values ---- */

/*
 * Offer a value: it is taken when its rank is higher than that of what is
 * there. Empty ones are not taken.
 */
void	draft_set(struct draft *d, enum field field, enum rank rank,
	    enum text_kind kind, const char *base, const char *s, size_t len);

/* Would a value of this rank be taken? Spares work for nothing. */
bool	draft_wants(const struct draft *d, enum field field, enum rank rank);

/* The value as a string until the next draft_set(), or NULL. */
const char	*draft_get(const struct draft *d, enum field field);

/* Offer a name of an author; several of one rank are joined by commas. */
void	draft_add_author(struct draft *d, enum rank rank, const char *s,
	    size_t len);

/* Add to the lists; addresses are resolved, doubles and excess left out. */
void	draft_add_category(struct parse *p, struct draft *d, const char *s,
	    size_t len);
void	draft_add_enclosure(struct parse *p, struct draft *d, const char *base,
	    const struct enclosure *enclosure);
void	draft_add_link(struct parse *p, struct draft *d, const char *base,
	    const struct feed_link *link);

/* Start a draft anew, keeping its memory; free it. */
void	draft_clear(struct draft *d);
void	draft_release(struct draft *d);

/*
 * Clean values, in the feed's arena; NULL when there is none. A title or a
 * body of which nothing is left is "".
 */
const char	*value_title(struct parse *p, const struct draft *d);
const char	*value_line(struct parse *p, const struct draft *d,
	    enum field field);
const char	*value_name(struct parse *p, const struct draft *d,
	    enum field field);
const char	*value_html(struct parse *p, const struct draft *d,
	    enum field field);
const char	*value_url(struct parse *p, const struct draft *d,
	    enum field field);
/* A URL that may be kept, resolved, in the arena; NULL for javascript: etc. */
const char	*clean_url(struct feed *feed, const char *base,
	    const char *ref);
/* A clean line of a name or a label, in the arena; NULL when empty. */
const char	*clean_name(struct feed *feed, const char *s, size_t len);
/* "1:02:03", "62:03", "3723" in seconds, or -1. */
int64_t	seconds_of_duration(const char *s);

/* ---- finish.c: drafts to records ---- */

/* Close the open article and add it to the feed. */
void	finish_item(struct parse *p);
/* Close the feed: its own values, then what articles take from it. */
void	finish_feed(struct parse *p);
/* Add a note for people. */
void	feed_add_note(struct feed *feed, const char *fmt, ...)
	    CC_PRINTF(2, 3);

/* ---- excerpt.c ---- */

/*
 * The length of the body without a closing "The post ... appeared first on
 * ..." paragraph, as blog software adds it.
 */
size_t	excerpt_without_credit(const char *html, size_t len);

/* ---- jsonfeed.c ---- */

/*
 * Read a JSON Feed from UTF-8, which is let go of as soon as the tree stands.
 * Fails with ERR_NOT_FEED.
 */
int	jsonfeed_read(struct parse *p, struct buf *text, struct err *err);

/* ---- sniff.c: what it is instead of a feed ---- */

/* Is it (by its first bytes, not decoded) something that cannot be a feed? */
int	sniff_bytes(const char *bytes, size_t len, struct err *err);
/* Set the error for text in which no feed was found; root may be NULL. */
int	sniff_not_feed(const char *text, size_t len, const char *root,
	    const char *base, struct err *err);
/* Does the text look like an HTML page rather than XML? */
bool	sniff_is_html(const char *text, size_t len);

#endif
