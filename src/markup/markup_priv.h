/*
 * What the files of markup share: of HTML the table of elements and the lexer
 * that turns bytes into tags and text; of XML the event that the strict and
 * the tolerant reader fill in.
 */
#ifndef GOGAI_MARKUP_PRIV_H
#define GOGAI_MARKUP_PRIV_H

#include "gogai/bounds.h"
#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/html.h"
#include "gogai/str.h"
#include "gogai/xml.h"

/* ======== bytes */

/* The first byte at or behind p that is not ASCII white space. */
const char	*scan_space(const char *p, const char *end);

/* The first byte behind the next `mark` in [p, end), or NULL. */
const char	*scan_behind(const char *p, const char *end, const char *mark);

/* Append text, or a value that stands in double quotes, as markup. */
void	scan_escape(struct buf *out, const char *p, size_t len, bool in_value);

/* ======== HTML */

/* What is true of an element, wherever it stands (HTML §13.2.4.2). */
enum element_flag {
	EL_VOID = 1 << 0,	/* never has content */
	EL_BLOCK = 1 << 1,	/* laid out as a block */
	EL_CLOSES_P = 1 << 2,	/* its start ends an open paragraph */
	EL_RAW = 1 << 3,	/* content is text up to its end tag */
	EL_RCDATA = 1 << 4,	/* so too, but entities are decoded */
	EL_FORMAT = 1 << 5,	/* b, i, a ...: often ended out of order */
	EL_SPECIAL = 1 << 6,	/* an ordinary end tag does not reach past it */
	EL_SCOPE = 1 << 7,	/* no end tag inside ends what is outside */
	EL_LIST = 1 << 8,	/* nor an li what is outside of its list */
	EL_HEAD = 1 << 9,	/* may stand in the head */
	EL_ROWS = 1 << 10,	/* only holds other parts of a table */
	EL_PART = 1 << 11,	/* a part of a table */
	EL_BREAKOUT = 1 << 12,	/* cannot stand in a drawing or a formula */
	EL_ISLAND = 1 << 13,	/* where HTML may stand in one after all */
	EL_HEADING = 1 << 14,	/* h1 to h6 */
	EL_NEWLINE = 1 << 15,	/* a line feed behind its start is no text */
	EL_BUTTON = 1 << 16	/* a scope for paragraphs alone */
};

/* What a start tag does beyond being inserted (HTML §13.2.6.4.7). */
enum element_rule {
	RULE_NONE,
	RULE_IGNORED,		/* frames: the text in them stays */
	RULE_HTML,		/* attributes go to the one that is there */
	RULE_A,			/* ends the one that is open */
	RULE_ALONE,		/* so too: button, nobr */
	RULE_HEADING,		/* ends a heading that is open */
	RULE_ITEM,		/* li, dt, dd end the item before */
	RULE_OPTION,		/* option, optgroup end what stands before */
	RULE_RUBY,		/* rt, rp, rb, rtc end what stands before */
	RULE_TABLE,		/* ends a table whose cell it is not in */
	RULE_PART,		/* parts of tables imply those around them */
	RULE_COUNT
};

/*
 * X(ID, name, flags, rule), sorted by name. BLK is a block that ends a
 * paragraph, FMT an element of formatting.
 */
#define BLK (EL_BLOCK | EL_CLOSES_P | EL_SPECIAL)
#define FMT (EL_FORMAT | EL_BREAKOUT)
#define ELEMENTS(X) \
	X(A, "a", EL_FORMAT, RULE_A) \
	X(ABBR, "abbr", 0, RULE_NONE) \
	X(ACRONYM, "acronym", 0, RULE_NONE) \
	X(ADDRESS, "address", BLK, RULE_NONE) \
	X(AMP_IFRAME, "amp-iframe", 0, RULE_NONE) \
	X(AMP_IMG, "amp-img", 0, RULE_NONE) \
	X(ANNOTATION, "annotation", 0, RULE_NONE) \
	X(ANNOTATION_XML, "annotation-xml", EL_ISLAND, RULE_NONE) \
	X(APPLET, "applet", EL_SPECIAL | EL_SCOPE, RULE_NONE) \
	X(AREA, "area", EL_VOID | EL_SPECIAL, RULE_NONE) \
	X(ARTICLE, "article", BLK, RULE_NONE) \
	X(ASIDE, "aside", BLK, RULE_NONE) \
	X(AUDIO, "audio", 0, RULE_NONE) \
	X(B, "b", FMT, RULE_NONE) \
	X(BASE, "base", EL_VOID | EL_SPECIAL | EL_HEAD, RULE_NONE) \
	X(BASEFONT, "basefont", EL_VOID | EL_SPECIAL | EL_HEAD, RULE_NONE) \
	X(BDI, "bdi", 0, RULE_NONE) \
	X(BDO, "bdo", 0, RULE_NONE) \
	X(BGSOUND, "bgsound", EL_VOID | EL_SPECIAL | EL_HEAD, RULE_NONE) \
	X(BIG, "big", FMT, RULE_NONE) \
	X(BLOCKQUOTE, "blockquote", BLK | EL_BREAKOUT, RULE_NONE) \
	X(BODY, "body", EL_BLOCK | EL_SPECIAL | EL_BREAKOUT, RULE_HTML) \
	X(BR, "br", EL_VOID | EL_SPECIAL | EL_BREAKOUT, RULE_NONE) \
	X(BUTTON, "button", EL_SPECIAL | EL_BUTTON, RULE_ALONE) \
	X(CANVAS, "canvas", 0, RULE_NONE) \
	X(CAPTION, "caption", EL_BLOCK | EL_SPECIAL | EL_SCOPE | EL_PART, \
	    RULE_PART) \
	X(CENTER, "center", BLK | EL_BREAKOUT, RULE_NONE) \
	X(CITE, "cite", 0, RULE_NONE) \
	X(CODE, "code", FMT, RULE_NONE) \
	X(COL, "col", EL_VOID | EL_SPECIAL | EL_PART, RULE_PART) \
	X(COLGROUP, "colgroup", EL_SPECIAL | EL_PART | EL_ROWS, RULE_PART) \
	X(DATA, "data", 0, RULE_NONE) \
	X(DATALIST, "datalist", 0, RULE_NONE) \
	X(DD, "dd", BLK | EL_BREAKOUT, RULE_ITEM) \
	X(DEL, "del", 0, RULE_NONE) \
	X(DESC, "desc", EL_ISLAND, RULE_NONE) \
	X(DETAILS, "details", BLK, RULE_NONE) \
	X(DFN, "dfn", 0, RULE_NONE) \
	X(DIALOG, "dialog", BLK, RULE_NONE) \
	X(DIR, "dir", BLK, RULE_NONE) \
	X(DIV, "div", BLK | EL_BREAKOUT, RULE_NONE) \
	X(DL, "dl", BLK | EL_BREAKOUT, RULE_NONE) \
	X(DT, "dt", BLK | EL_BREAKOUT, RULE_ITEM) \
	X(EM, "em", FMT, RULE_NONE) \
	X(EMBED, "embed", EL_VOID | EL_SPECIAL | EL_BREAKOUT, RULE_NONE) \
	X(FIELDSET, "fieldset", BLK, RULE_NONE) \
	X(FIGCAPTION, "figcaption", BLK, RULE_NONE) \
	X(FIGURE, "figure", BLK, RULE_NONE) \
	X(FONT, "font", EL_FORMAT, RULE_NONE) \
	X(FOOTER, "footer", BLK, RULE_NONE) \
	X(FOREIGNOBJECT, "foreignobject", EL_ISLAND | EL_SPECIAL | EL_SCOPE, \
	    RULE_NONE) \
	X(FORM, "form", BLK, RULE_NONE) \
	X(FRAME, "frame", EL_VOID | EL_SPECIAL, RULE_IGNORED) \
	X(FRAMESET, "frameset", EL_BLOCK | EL_SPECIAL, RULE_IGNORED) \
	X(H1, "h1", BLK | EL_BREAKOUT | EL_HEADING, RULE_HEADING) \
	X(H2, "h2", BLK | EL_BREAKOUT | EL_HEADING, RULE_HEADING) \
	X(H3, "h3", BLK | EL_BREAKOUT | EL_HEADING, RULE_HEADING) \
	X(H4, "h4", BLK | EL_BREAKOUT | EL_HEADING, RULE_HEADING) \
	X(H5, "h5", BLK | EL_BREAKOUT | EL_HEADING, RULE_HEADING) \
	X(H6, "h6", BLK | EL_BREAKOUT | EL_HEADING, RULE_HEADING) \
	X(HEAD, "head", EL_SPECIAL | EL_BREAKOUT, RULE_HTML) \
	X(HEADER, "header", BLK, RULE_NONE) \
	X(HGROUP, "hgroup", BLK, RULE_NONE) \
	X(HR, "hr", BLK | EL_VOID | EL_BREAKOUT, RULE_NONE) \
	X(HTML, "html", EL_BLOCK | EL_SPECIAL | EL_SCOPE, RULE_HTML) \
	X(I, "i", FMT, RULE_NONE) \
	X(IFRAME, "iframe", EL_SPECIAL, RULE_NONE) \
	X(IMG, "img", EL_VOID | EL_SPECIAL | EL_BREAKOUT, RULE_NONE) \
	X(INPUT, "input", EL_VOID | EL_SPECIAL, RULE_NONE) \
	X(INS, "ins", 0, RULE_NONE) \
	X(KBD, "kbd", 0, RULE_NONE) \
	X(LABEL, "label", 0, RULE_NONE) \
	X(LEGEND, "legend", EL_BLOCK, RULE_NONE) \
	X(LI, "li", BLK | EL_BREAKOUT, RULE_ITEM) \
	X(LINK, "link", EL_VOID | EL_SPECIAL | EL_HEAD, RULE_NONE) \
	X(LISTING, "listing", BLK | EL_BREAKOUT | EL_NEWLINE, RULE_NONE) \
	X(MAIN, "main", BLK, RULE_NONE) \
	X(MAP, "map", 0, RULE_NONE) \
	X(MARK, "mark", 0, RULE_NONE) \
	X(MARQUEE, "marquee", EL_SPECIAL | EL_SCOPE, RULE_NONE) \
	X(MATH, "math", 0, RULE_NONE) \
	X(MENU, "menu", BLK | EL_BREAKOUT | EL_LIST, RULE_NONE) \
	X(META, "meta", EL_VOID | EL_SPECIAL | EL_HEAD | EL_BREAKOUT, \
	    RULE_NONE) \
	X(METER, "meter", 0, RULE_NONE) \
	X(MI, "mi", EL_ISLAND, RULE_NONE) \
	X(MN, "mn", EL_ISLAND, RULE_NONE) \
	X(MO, "mo", EL_ISLAND, RULE_NONE) \
	X(MS, "ms", EL_ISLAND, RULE_NONE) \
	X(MTEXT, "mtext", EL_ISLAND, RULE_NONE) \
	X(NAV, "nav", BLK, RULE_NONE) \
	X(NOBR, "nobr", FMT, RULE_ALONE) \
	X(NOEMBED, "noembed", EL_RAW | EL_SPECIAL, RULE_NONE) \
	X(NOFRAMES, "noframes", EL_RAW | EL_SPECIAL | EL_HEAD, RULE_NONE) \
	X(NOSCRIPT, "noscript", EL_SPECIAL | EL_HEAD, RULE_NONE) \
	X(OBJECT, "object", EL_SPECIAL | EL_SCOPE, RULE_NONE) \
	X(OL, "ol", BLK | EL_BREAKOUT | EL_LIST, RULE_NONE) \
	X(OPTGROUP, "optgroup", EL_BLOCK, RULE_OPTION) \
	X(OPTION, "option", EL_BLOCK, RULE_OPTION) \
	X(OUTPUT, "output", 0, RULE_NONE) \
	X(P, "p", BLK | EL_BREAKOUT, RULE_NONE) \
	X(PARAM, "param", EL_VOID | EL_SPECIAL, RULE_NONE) \
	X(PICTURE, "picture", 0, RULE_NONE) \
	X(PLAINTEXT, "plaintext", BLK | EL_RAW, RULE_NONE) \
	X(PRE, "pre", BLK | EL_BREAKOUT | EL_NEWLINE, RULE_NONE) \
	X(PROGRESS, "progress", 0, RULE_NONE) \
	X(Q, "q", 0, RULE_NONE) \
	X(RB, "rb", 0, RULE_RUBY) \
	X(RP, "rp", 0, RULE_RUBY) \
	X(RT, "rt", 0, RULE_RUBY) \
	X(RTC, "rtc", 0, RULE_RUBY) \
	X(RUBY, "ruby", EL_BREAKOUT, RULE_NONE) \
	X(S, "s", FMT, RULE_NONE) \
	X(SAMP, "samp", 0, RULE_NONE) \
	X(SCRIPT, "script", EL_RAW | EL_SPECIAL | EL_HEAD, RULE_NONE) \
	X(SEARCH, "search", BLK, RULE_NONE) \
	X(SECTION, "section", BLK, RULE_NONE) \
	X(SELECT, "select", EL_SPECIAL, RULE_ALONE) \
	X(SMALL, "small", FMT, RULE_NONE) \
	X(SOURCE, "source", EL_VOID | EL_SPECIAL, RULE_NONE) \
	X(SPAN, "span", EL_BREAKOUT, RULE_NONE) \
	X(STRIKE, "strike", FMT, RULE_NONE) \
	X(STRONG, "strong", FMT, RULE_NONE) \
	X(STYLE, "style", EL_RAW | EL_SPECIAL | EL_HEAD, RULE_NONE) \
	X(SUB, "sub", EL_BREAKOUT, RULE_NONE) \
	X(SUMMARY, "summary", BLK, RULE_NONE) \
	X(SUP, "sup", EL_BREAKOUT, RULE_NONE) \
	X(SVG, "svg", 0, RULE_NONE) \
	X(TABLE, "table", BLK | EL_BREAKOUT | EL_SCOPE | EL_ROWS, RULE_TABLE) \
	X(TBODY, "tbody", EL_BLOCK | EL_SPECIAL | EL_PART | EL_ROWS, \
	    RULE_PART) \
	X(TD, "td", EL_BLOCK | EL_SPECIAL | EL_PART | EL_SCOPE, RULE_PART) \
	X(TEMPLATE, "template", EL_SPECIAL | EL_SCOPE | EL_HEAD, RULE_NONE) \
	X(TEXTAREA, "textarea", EL_RCDATA | EL_SPECIAL | EL_NEWLINE, \
	    RULE_NONE) \
	X(TFOOT, "tfoot", EL_BLOCK | EL_SPECIAL | EL_PART | EL_ROWS, \
	    RULE_PART) \
	X(TH, "th", EL_BLOCK | EL_SPECIAL | EL_PART | EL_SCOPE, RULE_PART) \
	X(THEAD, "thead", EL_BLOCK | EL_SPECIAL | EL_PART | EL_ROWS, \
	    RULE_PART) \
	X(TIME, "time", 0, RULE_NONE) \
	X(TITLE, "title", EL_RCDATA | EL_SPECIAL | EL_HEAD, RULE_NONE) \
	X(TR, "tr", EL_BLOCK | EL_SPECIAL | EL_PART | EL_ROWS, RULE_PART) \
	X(TRACK, "track", EL_VOID | EL_SPECIAL, RULE_NONE) \
	X(TT, "tt", FMT, RULE_NONE) \
	X(U, "u", FMT, RULE_NONE) \
	X(UL, "ul", BLK | EL_BREAKOUT | EL_LIST, RULE_NONE) \
	X(VAR, "var", EL_BREAKOUT, RULE_NONE) \
	X(VIDEO, "video", 0, RULE_NONE) \
	X(WBR, "wbr", EL_VOID | EL_SPECIAL, RULE_NONE) \
	X(XMP, "xmp", BLK | EL_RAW, RULE_NONE)

#define ELEMENT_ID(id, name, flags, rule) TAG_##id,
enum element_id {
	ELEMENTS(ELEMENT_ID)
	TAG_COUNT		/* all others */
};
#undef ELEMENT_ID

struct element {
	char name[16];
	enum element_id id;
	unsigned flags;		/* enum element_flag */
	enum element_rule rule;
};

/* The element of this lower-case name; unknown ones have the id TAG_COUNT. */
const struct element	*element_find(const char *name, size_t len);

/* The same for a node's name, without a search where the name is interned. */
const struct element	*element_of(const char *name);

/* An attribute as it was read: offsets into the lexer's words. */
struct lexer_attr {
	uint32_t name_at, name_len;
	uint32_t value_at, value_len;
};

enum lexer_event {
	LEX_END,		/* of the input */
	LEX_START_TAG,
	LEX_END_TAG
};

/*
 * A lexer of HTML (§13.2.5). Text is collected in `text`, entities decoded,
 * until its user takes it; a tag's lower-case name and attributes stand in
 * `words` until the next one is read.
 */
struct lexer {
	const char *p, *end;
	struct buf text;
	struct buf words;
	size_t name_len;	/* the name stands at the start of words */
	bool self_closing;
	bool skip_newline;	/* if the next byte of text is one */
	bool no_cdata_end;	/* there is no "]]>" ahead */
	bool has_odd;		/* there is a CR or NUL somewhere */
	size_t n_attrs;
	struct lexer_attr attrs[BOUND_ATTRIBUTES];
};

/* Start reading the len bytes at p; give back what was collected. */
void	lexer_init(struct lexer *lexer, const char *p, size_t len);
void	lexer_release(struct lexer *lexer);

/* Read to the end of the next tag. */
enum lexer_event	lexer_next(struct lexer *lexer);

/* Read the content of a raw element up to and with its end tag. */
void	lexer_raw(struct lexer *lexer, const struct element *element);

/* Fill an empty tree from the bytes. */
void	html_build(struct html *html, const char *p, size_t len,
	    bool fragment);

/* Make a node; NULL where there may be no more. */
struct html_node	*html_add_node(struct html *html, enum html_kind kind);

/* Put a node that stands nowhere before `before`, NULL: at the end. */
void	html_insert(struct html_node *parent, struct html_node *node,
	    struct html_node *before);

/* A tree with its root. */
struct html {
	struct arena *arena;
	struct html_node *root;
	unsigned n_nodes;
	unsigned max_nodes;
	bool truncated;
};

/* ---- building a tree */

/* An open element. */
struct open {
	struct html_node *node;
	const struct element *element;
	uint32_t hash;		/* of the name, for those not in the table */
	bool ended;		/* goes when what it holds has gone */
};

struct builder {
	struct html *html;
	struct lexer lexer;
	struct html_node *head, *body;	/* of a page */
	bool in_head;			/* nothing of the body was seen yet */
	unsigned n_open[TAG_COUNT + 1];
	unsigned n_flat;		/* open, but beyond the stack */
	size_t depth;			/* of the stack; the root is at 0 */
	struct open stack[BOUND_HTML_DEPTH];
};

/* The newest open element, the root at the least. */
struct open	*build_top(struct builder *b);

/* Open an element; beyond the stack's places it is only counted. */
void	build_push(struct builder *b, struct html_node *node,
	    const struct element *element);

/* The hash of a name that is not in the table. */
uint32_t	build_hash(const char *name);

/*
 * Where on the stack the newest open element of this id, or with one of these
 * flags, is that no flag of `stop` hides; the table whose parts may come next.
 * 0 (the root): there is none.
 */
size_t	build_find(const struct builder *b, enum element_id id, unsigned stop);
size_t	build_find_flags(const struct builder *b, unsigned flags,
	    unsigned stop);
size_t	build_find_table(const struct builder *b);

/* End the newest element; all down to the one at i; an open paragraph. */
void	build_pop(struct builder *b);
void	build_pop_to(struct builder *b, size_t i);
void	build_close_p(struct builder *b);

/* From the head, with all that is open in it, to the body. */
void	build_leave_head(struct builder *b);

/* Put the text that was collected into the tree. */
void	build_flush(struct builder *b);

/* Can the page have one more node? */
bool	build_has_room(struct builder *b);

/* Put an element without attributes behind all else. */
struct html_node	*build_insert(struct builder *b,
	    const struct element *element, const char *name);

/* Put the element in whose start tag was read, and open it. */
void	build_insert_tag(struct builder *b, const struct element *element);

/* Give the node the attributes that the lexer has read. */
void	build_take_attrs(struct builder *b, struct html_node *node);

/* Change what is open for a start tag; false: the tag is not put in. */
bool	build_apply_rule(struct builder *b, const struct element *element);

/*
 * The address that a video embedded by this one is watched at, or NULL when
 * it is none that we know. The caller frees it.
 */
char	*safe_video_url(const char *embedded);

/* ======== XML */

struct arena;

/*
 * Where the reader stands. Both readers fill in the same event; what it
 * points to is good until the next one.
 */
struct xml {
	const char *p;		/* the document, without BOM */
	size_t len;
	unsigned first_line;	/* of p */

	enum xml_event event;
	const char *ns, *name, *prefix;
	unsigned depth;
	unsigned line;
	bool cut;
	const char *text;
	size_t text_len;
	struct xml_attr *attrs;
	size_t n_attrs, attrs_cap;

	struct xml_strict *strict;	/* NULL once a fault was met */
	struct xml_tolerant *tolerant;	/* NULL until then */
	size_t n_tags;			/* starts and ends given out */
	bool replay;			/* up to the fault: nothing to repair */

	struct arena *notes_arena;
	const char **notes;
	size_t n_notes, notes_cap;
};

/* What a reader can answer besides an event (enum xml_event). */
#define XML_FAULT (-2)		/* not well formed: another reader is needed */
#define XML_NOTHING (-3)	/* something was read, but is no event */

/* The library's reader: events of what is well formed, XML_FAULT at a fault. */
struct xml_strict	*xml_strict_new(struct xml *xml);
void	xml_strict_free(struct xml_strict *strict);
int	xml_strict_next(struct xml *xml);

/* Our own: events of anything; -1 with ERR_BOUND. */
struct xml_tolerant	*xml_tolerant_new(const struct xml *xml);
void	xml_tolerant_free(struct xml_tolerant *tolerant);
int	xml_tolerant_next(struct xml *xml, struct err *err);

/* Remember "line N: words". */
void	xml_add_note(struct xml *xml, unsigned line, const char *fmt, ...)
	    CC_PRINTF(3, 4);

/* One more attribute of the event; its values are set by the caller. */
struct xml_attr	*xml_add_attr(struct xml *xml);

/* The URI that a prefix usually stands for, or "". */
const char	*xml_usual_ns(const char *prefix);

#define XML_NS_XML "http://www.w3.org/XML/1998/namespace"

/* Entities that a document declares. */
struct xml_entities;

struct xml_entities	*xml_entities_new(void);
void	xml_entities_free(struct xml_entities *entities);

/*
 * Read the declaration whose "<!DOCTYPE" is at p; the first byte behind it,
 * or NULL where it has no end.
 */
const char	*xml_entities_declare(struct xml_entities *entities,
	    const char *p, const char *end);

/*
 * The text that the document declares for this name: false where it declares
 * none; external ones are empty.
 */
bool	xml_entities_find(const struct xml_entities *entities, struct str name,
	    struct str *text);

/*
 * The reference at p (which points to '&'): a character, one of XML's five or
 * of HTML's names, with its ";". Appends what it stands
 * for and returns its bytes; 0: it is none of these.
 */
size_t	xml_reference(struct buf *out, const char *p, const char *end);

/*
 * Append text with its control characters U+0080-009F as what they must have
 * been: windows-1252 (so HTML §13.2.5.80 reads references to them).
 */
void	xml_add_text(struct buf *out, const char *p, size_t len);

/* Does such a control character stand at p? */
bool	xml_is_control(const char *p, const char *end);

/* The name of the reference at p, empty where it is not "&name;". */
struct str	xml_reference_name(const char *p, const char *end);

/* A start tag as it stands: slices of the document. */
struct xml_tag {
	struct str prefix, name;
	struct xml_tag_attr {
		struct str prefix, name, value;
	} attrs[BOUND_ATTRIBUTES];
	size_t n_attrs;
	size_t n_more;		/* attributes beyond that */
	bool empty;		/* it ends in "/>" */
	bool damaged;		/* no XML parser would take it */
	const char *next;	/* the first byte behind it */
};

enum xml_scan {
	SCAN_TAG,
	SCAN_TEXT,		/* this '<' begins no tag */
	SCAN_CUT		/* the input ends inside the tag */
};

/* Read the start tag whose '<' is at p, however it is written. */
enum xml_scan	xml_scan_tag(struct xml_tag *tag, const char *p,
	    const char *end);

/* The name behind "</" at p; *next is the first byte behind the tag. */
void	xml_scan_end_tag(struct xml_tag *tag, const char *p, const char *end);

/* Can a name begin with this byte? */
bool	xml_begins_name(unsigned char c);

/* ---- the tolerant reader */

/* Entities within entities; real ones have two or three levels. */
#define XML_SOURCES 16
/* Elements that are followed; events are given of the outer half. */
#define XML_STACK (2 * BOUND_XML_DEPTH)

/* An open element: "prefix\0name\0" in the reader's words. */
struct xml_element {
	size_t at;		/* in words */
	size_t name;		/* its name in words */
	uint32_t hash;		/* of both */
	const char *ns;
	size_t n_spaces;	/* namespaces in scope around it */
	bool has_children;
};

struct xml_namespace {
	const char *prefix, *uri;
};

enum xml_source_kind {
	SOURCE_DOCUMENT,
	SOURCE_CDATA,
	SOURCE_ENTITY
};

struct xml_source {
	enum xml_source_kind kind;
	const char *p, *end;
};

struct xml_tolerant {
	struct xml_source sources[XML_SOURCES];
	size_t n_sources;
	struct xml_entities *entities;
	size_t expanded;	/* bytes of entities so far */
	bool bomb;
	bool outside;		/* an external entity was asked for */

	struct xml_element stack[XML_STACK];
	unsigned depth;
	unsigned n_flat;	/* open beyond the stack */
	unsigned n_close;	/* to be ended next */
	bool had_root;
	bool at_end;
	struct buf words;	/* names of what is open ... */
	size_t words_len;	/* ... and behind this of what just ended */

	struct xml_namespace spaces[BOUND_ATTRIBUTES];
	size_t n_spaces;
	struct arena *arena;	/* of namespaces */

	struct xml_tag tag;
	struct buf scratch;	/* what the event's strings point to */
	unsigned line;
	const char *line_at;	/* lines are counted up to here */
	bool no_comment_end, no_cdata_end, no_instruction_end;
	bool noted_junk, noted_control;
};

/* What is read: the document, a section of it, or an entity. */
struct xml_source	*tolerant_source(struct xml_tolerant *t);

/* The line that the document is read at. */
unsigned	tolerant_line(struct xml_tolerant *t);

/* Count an entity's bytes; false when it is too much, or from outside. */
bool	tolerant_may_expand(struct xml_tolerant *t, struct str text);

/* The start tag that was scanned; the end tag at the source's place. */
int	tolerant_start_tag(struct xml *xml);
int	tolerant_end_tag(struct xml *xml);

/* End the innermost element. */
int	tolerant_give_end(struct xml *xml);

#endif
