/*
 * The sanitiser: two tables over a parsed tree. One says what becomes of
 * each element, the other which attributes it keeps and of what kind their
 * values are. What is in neither table goes: an unknown element leaves its
 * content, an unknown attribute nothing.
 *
 * The tree is walked once, parents first, so that the children of an element
 * that goes are judged where they land. What is put in stands behind the place
 * of the walk, so that it is judged like all else.
 */
#include "gogai/safe_html.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/array.h"
#include "gogai/html.h"
#include "gogai/sanitize.h"
#include "gogai/url.h"
#include "markup_priv.h"

enum action {
	UNWRAP = 0,		/* its content stays */
	KEEP,
	DROP,			/* it goes with its content */
	DIV,			/* a block without its meaning */
	PRE,			/* old names of pre */
	IMAGE,
	PICTURE,		/* its sources are the image's */
	DRAWING,		/* its description stays */
	FRAME,			/* a link if it is a known video */
	NOSCRIPT,		/* images that a script would load */
	PICTURE_SOURCE		/* kept in audio and video only */
};

/* Groups of elements that have attributes of their own: bits. */
enum group {
	ON_ALL = 1 << 0,
	ON_A = 1 << 1,
	ON_IMG = 1 << 2,
	ON_MEDIA = 1 << 3,
	ON_CELL = 1 << 4,
	ON_OL = 1 << 5,
	ON_LI = 1 << 6,
	ON_TIME = 1 << 7,
	ON_QUOTE = 1 << 8,
	ON_COL = 1 << 9
};

struct safe {
	unsigned char action;
	unsigned short groups;
};

static const struct safe elements[TAG_COUNT + 1] = {
	[TAG_A] = { KEEP, ON_A },
	[TAG_ABBR] = { KEEP, 0 },
	[TAG_ACRONYM] = { KEEP, 0 },
	[TAG_ADDRESS] = { KEEP, 0 },
	[TAG_AMP_IFRAME] = { FRAME, 0 },
	[TAG_AMP_IMG] = { IMAGE, ON_IMG },
	[TAG_ANNOTATION] = { DROP, 0 },
	[TAG_ANNOTATION_XML] = { DROP, 0 },
	[TAG_AREA] = { DROP, 0 },
	[TAG_ARTICLE] = { KEEP, 0 },
	[TAG_ASIDE] = { KEEP, 0 },
	[TAG_AUDIO] = { KEEP, ON_MEDIA },
	[TAG_B] = { KEEP, 0 },
	[TAG_BASE] = { DROP, 0 },
	[TAG_BASEFONT] = { DROP, 0 },
	[TAG_BDI] = { KEEP, 0 },
	[TAG_BDO] = { KEEP, 0 },
	[TAG_BGSOUND] = { DROP, 0 },
	[TAG_BIG] = { KEEP, 0 },
	[TAG_BLOCKQUOTE] = { KEEP, ON_QUOTE },
	[TAG_BR] = { KEEP, 0 },
	[TAG_BUTTON] = { DROP, 0 },
	[TAG_CAPTION] = { KEEP, 0 },
	[TAG_CENTER] = { KEEP, 0 },
	[TAG_CITE] = { KEEP, 0 },
	[TAG_CODE] = { KEEP, 0 },
	[TAG_COL] = { KEEP, ON_COL },
	[TAG_COLGROUP] = { KEEP, ON_COL },
	[TAG_DATA] = { KEEP, 0 },
	[TAG_DATALIST] = { DROP, 0 },
	[TAG_DD] = { KEEP, 0 },
	[TAG_DEL] = { KEEP, ON_TIME },
	[TAG_DETAILS] = { KEEP, 0 },
	[TAG_DFN] = { KEEP, 0 },
	[TAG_DIALOG] = { DIV, 0 },
	[TAG_DIR] = { KEEP, 0 },
	[TAG_DIV] = { KEEP, 0 },
	[TAG_DL] = { KEEP, 0 },
	[TAG_DT] = { KEEP, 0 },
	[TAG_EM] = { KEEP, 0 },
	[TAG_EMBED] = { FRAME, 0 },
	[TAG_FIELDSET] = { DIV, 0 },
	[TAG_FIGCAPTION] = { KEEP, 0 },
	[TAG_FIGURE] = { KEEP, 0 },
	[TAG_FOOTER] = { KEEP, 0 },
	[TAG_FORM] = { DIV, 0 },
	[TAG_H1] = { KEEP, 0 },
	[TAG_H2] = { KEEP, 0 },
	[TAG_H3] = { KEEP, 0 },
	[TAG_H4] = { KEEP, 0 },
	[TAG_H5] = { KEEP, 0 },
	[TAG_H6] = { KEEP, 0 },
	[TAG_HEADER] = { KEEP, 0 },
	[TAG_HGROUP] = { KEEP, 0 },
	[TAG_HR] = { KEEP, 0 },
	[TAG_I] = { KEEP, 0 },
	[TAG_IFRAME] = { FRAME, 0 },
	[TAG_IMG] = { IMAGE, ON_IMG },
	[TAG_INPUT] = { DROP, 0 },
	[TAG_INS] = { KEEP, ON_TIME },
	[TAG_KBD] = { KEEP, 0 },
	[TAG_LEGEND] = { DIV, 0 },
	[TAG_LI] = { KEEP, ON_LI },
	[TAG_LINK] = { DROP, 0 },
	[TAG_LISTING] = { PRE, 0 },
	[TAG_MAIN] = { KEEP, 0 },
	[TAG_MARK] = { KEEP, 0 },
	[TAG_MENU] = { KEEP, 0 },
	[TAG_META] = { DROP, 0 },
	[TAG_NAV] = { KEEP, 0 },
	[TAG_NOEMBED] = { DROP, 0 },
	[TAG_NOFRAMES] = { DROP, 0 },
	[TAG_NOSCRIPT] = { NOSCRIPT, 0 },
	[TAG_OL] = { KEEP, ON_OL },
	[TAG_P] = { KEEP, 0 },
	[TAG_PARAM] = { DROP, 0 },
	[TAG_PICTURE] = { PICTURE, 0 },
	[TAG_PLAINTEXT] = { PRE, 0 },
	[TAG_PRE] = { KEEP, 0 },
	[TAG_Q] = { KEEP, ON_QUOTE },
	[TAG_RB] = { KEEP, 0 },
	[TAG_RP] = { KEEP, 0 },
	[TAG_RT] = { KEEP, 0 },
	[TAG_RTC] = { KEEP, 0 },
	[TAG_RUBY] = { KEEP, 0 },
	[TAG_S] = { KEEP, 0 },
	[TAG_SAMP] = { KEEP, 0 },
	[TAG_SCRIPT] = { DROP, 0 },
	[TAG_SEARCH] = { DIV, 0 },
	[TAG_SECTION] = { KEEP, 0 },
	[TAG_SELECT] = { DROP, 0 },
	[TAG_SMALL] = { KEEP, 0 },
	[TAG_SOURCE] = { PICTURE_SOURCE, ON_MEDIA },
	[TAG_SPAN] = { KEEP, 0 },
	[TAG_STRIKE] = { KEEP, 0 },
	[TAG_STRONG] = { KEEP, 0 },
	[TAG_STYLE] = { DROP, 0 },
	[TAG_SUB] = { KEEP, 0 },
	[TAG_SUMMARY] = { KEEP, 0 },
	[TAG_SUP] = { KEEP, 0 },
	[TAG_SVG] = { DRAWING, 0 },
	[TAG_TABLE] = { KEEP, 0 },
	[TAG_TBODY] = { KEEP, 0 },
	[TAG_TD] = { KEEP, ON_CELL },
	[TAG_TEMPLATE] = { DROP, 0 },
	[TAG_TEXTAREA] = { DROP, 0 },
	[TAG_TFOOT] = { KEEP, 0 },
	[TAG_TH] = { KEEP, ON_CELL },
	[TAG_THEAD] = { KEEP, 0 },
	[TAG_TIME] = { KEEP, ON_TIME },
	[TAG_TR] = { KEEP, 0 },
	[TAG_TRACK] = { DROP, 0 },
	[TAG_TT] = { KEEP, 0 },
	[TAG_U] = { KEEP, 0 },
	[TAG_UL] = { KEEP, 0 },
	[TAG_VAR] = { KEEP, 0 },
	[TAG_VIDEO] = { KEEP, ON_MEDIA },
	[TAG_WBR] = { KEEP, 0 },
	[TAG_XMP] = { PRE, 0 },
};

enum value_kind {
	VALUE_TEXT,
	VALUE_LINK,		/* what may be opened: http, https, mailto */
	VALUE_SOURCE		/* what may be shown: http, https */
};

struct safe_attr {
	char name[12];
	unsigned short groups;
	unsigned char kind;
};

static const struct safe_attr attributes[] = {
	{ "align", ON_CELL, VALUE_TEXT },
	{ "alt", ON_IMG, VALUE_TEXT },
	{ "cite", ON_QUOTE, VALUE_LINK },
	{ "colspan", ON_CELL, VALUE_TEXT },
	{ "datetime", ON_TIME, VALUE_TEXT },
	{ "dir", ON_ALL, VALUE_TEXT },
	{ "headers", ON_CELL, VALUE_TEXT },
	{ "height", ON_IMG, VALUE_TEXT },
	{ "href", ON_A, VALUE_LINK },
	{ "id", ON_ALL, VALUE_TEXT },
	{ "lang", ON_ALL, VALUE_TEXT },
	{ "name", ON_A, VALUE_TEXT },
	{ "poster", ON_MEDIA, VALUE_SOURCE },
	{ "reversed", ON_OL, VALUE_TEXT },
	{ "rowspan", ON_CELL, VALUE_TEXT },
	{ "scope", ON_CELL, VALUE_TEXT },
	{ "span", ON_COL, VALUE_TEXT },
	{ "src", ON_MEDIA, VALUE_SOURCE },
	{ "start", ON_OL, VALUE_TEXT },
	{ "title", ON_ALL, VALUE_TEXT },
	{ "type", ON_OL | ON_MEDIA, VALUE_TEXT },
	{ "value", ON_LI, VALUE_TEXT },
	{ "width", ON_IMG, VALUE_TEXT },
};

struct washer {
	struct html *html;
	const char *base_url;
	struct buf scratch;
};

/* ---- values */

/* The text without forbidden characters: itself, or a copy in the arena. */
static const char *
clean_text(struct washer *w, const char *p, size_t len, size_t *clean_len)
{
	buf_clear(&w->scratch);
	sanitize_text(&w->scratch, p, len);
	*clean_len = w->scratch.len;
	if (w->scratch.len == len &&
	    (len == 0 || memcmp(w->scratch.data, p, len) == 0))
		return p;
	return arena_strndup(html_arena(w->html), buf_string(&w->scratch),
	    w->scratch.len);
}

/* The address made absolute, if it is of a kind that is allowed; or NULL. */
static const char *
clean_url(struct washer *w, const char *value, bool link)
{
	char *url = url_resolve(w->base_url, value);
	const char *kept = NULL;
	struct url parts;
	size_t len;

	if (url == NULL)
		return NULL;
	url_split(&parts, str_of(url));
	if (parts.scheme.p == NULL || (link ? url_is_openable(url) :
	    url_is_web(url))) {
		kept = clean_text(w, url, strlen(url), &len);
		if (kept == url)
			kept = arena_strdup(html_arena(w->html), url);
	}
	free(url);
	return kept;
}

static int
compare_attr(const void *key, const void *element)
{
	const struct safe_attr *attr = element;

	return strcmp(key, attr->name);
}

static const struct safe_attr *
find_attr(const char *name)
{
	size_t i = array_lower_bound(name, attributes, CC_COUNT(attributes),
	    sizeof attributes[0], compare_attr);

	if (i < CC_COUNT(attributes) && strcmp(attributes[i].name, name) == 0)
		return &attributes[i];
	return NULL;
}

/* The value that an attribute may keep, or NULL. */
static const char *
clean_value(struct washer *w, const struct safe_attr *safe, const char *value)
{
	size_t len;

	if (safe->kind == VALUE_TEXT)
		return clean_text(w, value, strlen(value), &len);
	return clean_url(w, value, safe->kind == VALUE_LINK);
}

/* Keep of the node's attributes what the table allows. */
static void
clean_attrs(struct washer *w, struct html_node *node, unsigned groups)
{
	const struct safe_attr *safe;
	struct html_attr *attrs;
	const char *value;
	uint32_t i, n = 0;

	if (node->n_attrs == 0)
		return;
	attrs = arena_array(html_arena(w->html), node->n_attrs,
	    sizeof *attrs);
	for (i = 0; i < node->n_attrs; i++) {
		safe = find_attr(node->attrs[i].name);
		if (safe == NULL || (safe->groups & (groups | ON_ALL)) == 0)
			continue;
		value = clean_value(w, safe, node->attrs[i].value);
		if (value == NULL)
			continue;
		attrs[n].name = safe->name;
		attrs[n++].value = value;
	}
	node->attrs = attrs;
	node->n_attrs = n;
}

/* ---- elements that are replaced */

static void
drop_children(struct html_node *node)
{
	while (node->first != NULL)
		html_remove(node->first);
}

/* An image keeps its real address; without one it goes. */
static bool
keep_image(struct washer *w, struct html_node *node)
{
	char *url = safe_html_image_url(node, w->base_url);
	const char *kept;

	if (url == NULL)
		return false;
	kept = clean_url(w, url, false);
	free(url);
	if (kept == NULL)
		return false;
	drop_children(node);
	node->name = "img";
	clean_attrs(w, node, ON_IMG);
	html_set_attr(w->html, node, "src", kept);
	return true;
}

/* Put what describes a drawing behind it. */
static void
keep_description(struct html_node *drawing)
{
	struct html_node *desc = html_find(drawing, "desc");

	if (desc == NULL)
		return;
	html_remove(desc);
	html_insert(drawing->parent, desc, drawing->next);
}

/* Give a picture's image the address that the picture has for it. */
static void
choose_source(struct washer *w, struct html_node *picture)
{
	struct html_node *img = picture->first;
	char *url;

	while (img != NULL && !html_is(img, "img"))
		img = img->next;
	if (img == NULL)
		return;
	url = safe_html_image_url(img, w->base_url);
	if (url != NULL)
		html_set_attr(w->html, img, "src", url);
	free(url);
}

/* Does a frame stand between blocks, so that its link is a paragraph? */
static bool
among_blocks(const struct html_node *node)
{
	const struct html_node *parent = node->parent;

	return parent != NULL && !html_is(parent, "p") &&
	    (parent->parent == NULL || html_is_block(parent->name));
}

/* Put a link to the video behind the frame that shows it. */
static void
link_video(struct washer *w, struct html_node *frame, const char *url)
{
	struct html_node *a = html_new_element(w->html, "a"), *p;
	const char *title = html_attr(frame, "title");
	struct str host = url_host(url);

	if (title == NULL || str_trim(str_of(title)).len == 0)
		title = arena_strndup(html_arena(w->html), host.p, host.len);
	html_set_attr(w->html, a, "href", url);
	html_append(a, html_new_text(w->html, title, strlen(title)));
	if (!among_blocks(frame)) {
		html_insert(frame->parent, a, frame->next);
		return;
	}
	p = html_new_element(w->html, "p");
	html_append(p, a);
	html_insert(frame->parent, p, frame->next);
}

static void
replace_frame(struct washer *w, struct html_node *frame)
{
	const char *src = html_attr(frame, "src"), *lazy;
	char *url, *video;

	lazy = html_attr(frame, "data-src");
	if (lazy != NULL)
		src = lazy;
	url = src != NULL ? url_resolve(w->base_url, src) : NULL;
	video = url != NULL && url_is_web(url) ? safe_video_url(url) : NULL;
	if (video != NULL)
		link_video(w, frame, video);
	free(video);
	free(url);
}

/* The image that ends right before a node, white space aside. */
static const struct html_node *
image_before(const struct html_node *node)
{
	const struct html_node *n = node->prev;

	if (n != NULL && n->kind == HTML_TEXT &&
	    str_trim((struct str){ n->text, n->len }).len == 0)
		n = n->prev;
	while (n != NULL && n->last != NULL)
		n = n->last;
	return n != NULL && html_is(n, "img") ? n : NULL;
}

/* The image that a noscript begins with, or NULL; few nodes are looked at. */
static const struct html_node *
image_inside(const struct html_node *noscript)
{
	const struct html_node *n = html_next(noscript, noscript);
	unsigned left = 32;

	while (n != NULL && !html_is(n, "img") && --left > 0)
		n = html_next(n, noscript);
	return left > 0 ? n : NULL;
}

/*
 * Shall the content of a noscript stay? Where scripts load the images it
 * holds an image that is not there yet; else it asks to switch scripts on.
 */
static bool
shows_image(struct washer *w, const struct html_node *node)
{
	const struct html_node *img = image_inside(node), *before;
	const char *shown;
	char *url;
	bool shows;

	if (img == NULL)
		return false;
	url = safe_html_image_url(img, w->base_url);
	before = image_before(node);
	shown = before != NULL ? html_attr(before, "src") : NULL;
	shows = url != NULL && (shown == NULL || strcmp(url, shown) != 0);
	free(url);
	return shows;
}

/* ---- the walk */

/* Take the node out; the one to go on with. */
static struct html_node *
drop(struct html_node *node, const struct html_node *top)
{
	struct html_node *next = html_skip(node, top);

	html_remove(node);
	return next;
}

/* Leave the node's content in its place; the one to go on with. */
static struct html_node *
unwrap(struct html_node *node, const struct html_node *top)
{
	struct html_node *next = html_next(node, top);

	html_unwrap(node);
	return next;
}

/* Is it a source of an audio or video element? */
static bool
is_media_source(const struct html_node *node)
{
	return html_is(node->parent, "video") || html_is(node->parent, "audio");
}

/* A node of a known element; the one to go on with. */
static struct html_node *
wash_element(struct washer *w, struct html_node *node,
    const struct html_node *top)
{
	const struct safe *safe = &elements[element_of(node->name)->id];

	switch ((enum action)safe->action) {
	case KEEP:
		break;
	case DIV:
		node->name = "div";
		break;
	case PRE:
		node->name = "pre";
		break;
	case IMAGE:
		return keep_image(w, node) ? html_skip(node, top) :
		    drop(node, top);
	case DRAWING:
		keep_description(node);
		return drop(node, top);
	case PICTURE:
		choose_source(w, node);
		return unwrap(node, top);
	case FRAME:
		replace_frame(w, node);
		return unwrap(node, top);
	case NOSCRIPT:
		return shows_image(w, node) ? unwrap(node, top) :
		    drop(node, top);
	case PICTURE_SOURCE:
		if (!is_media_source(node))
			return drop(node, top);
		break;
	case DROP:
		return drop(node, top);
	case UNWRAP:
		return unwrap(node, top);
	}
	clean_attrs(w, node, safe->groups);
	return html_next(node, top);
}

static struct html_node *
wash_text(struct washer *w, struct html_node *node,
    const struct html_node *top)
{
	size_t len;

	node->text = clean_text(w, node->text, node->len, &len);
	node->len = (uint32_t)len;
	return html_skip(node, top);
}

void
safe_html_tree(struct html *html, struct html_node *top, const char *base_url)
{
	struct washer w = { html, base_url, BUF_INIT };
	struct html_node *node = html_next(top, top);

	while (node != NULL)
		node = node->kind == HTML_TEXT ? wash_text(&w, node, top) :
		    wash_element(&w, node, top);
	buf_release(&w.scratch);
}

/* Text without any markup needs no tree. */
static void
add_plain(struct buf *out, const char *p, size_t len)
{
	struct buf text = BUF_INIT;

	sanitize_text(&text, p, len);
	scan_escape(out, buf_string(&text), text.len, false);
	buf_release(&text);
}

void
safe_html_fragment(struct buf *out, const char *markup, size_t len,
    const char *base_url)
{
	struct html *html;

	if (len == 0)
		return;
	if (memchr(markup, '<', len) == NULL &&
	    memchr(markup, '&', len) == NULL) {
		add_plain(out, markup, len);
		return;
	}
	if (html_parse_fragment(&html, markup, len, NULL) < 0)
		return;
	safe_html_tree(html, html_root(html), base_url);
	html_serialize_inner(out, html_root(html));
	html_free(html);
}
