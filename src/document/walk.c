/*
 * The tree, walked: elements become calls of the builder.
 *
 * The table says what an element is; a function for each act does it. How
 * text looks (style, link, ruby, direction) is a value that is saved before
 * an element and put back behind it, so that nothing leaks out of one.
 */
#include "gogai/document.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/sanitize.h"
#include "gogai/str.h"
#include "gogai/url.h"
#include "document_priv.h"

typedef void (*walker)(struct builder *, const struct html_node *,
    const struct element *);

void
node_line(struct buf *out, const struct html_node *node)
{
	struct buf text = BUF_INIT;

	buf_clear(out);
	html_text(&text, node);
	sanitize_line(out, buf_string(&text), text.len, 0);
	buf_release(&text);
}

bool
node_is_long(const struct html_node *node, size_t len)
{
	const struct html_node *n;
	size_t sum = 0;

	for (n = node->first; n != NULL && sum <= len; n = html_next(n, node))
		if (n->kind == HTML_TEXT)
			sum += n->len;
	return sum > len;
}

void
walk_block(struct builder *b, const struct html_node *node,
    enum block_kind kind, unsigned gap)
{
	enum block_kind around = b->look.kind;

	builder_close(b, gap);
	b->look.kind = kind;
	walk_children(b, node);
	builder_close(b, gap);
	b->look.kind = around;
}

/* May readers follow this address to another page? */
static bool
leads_out(const struct builder *b, const char *url)
{
	struct url parts;

	url_split(&parts, str_of(url));
	if (parts.scheme.p != NULL && !url_is_openable(url))
		return false;
	if (parts.fragment.p == NULL)
		return parts.path.len > 0 || parts.authority.p != NULL ||
		    parts.query.p != NULL;
	if (b->base_url != NULL && url_same_page(url, b->base_url))
		return false;
	return url[0] != '#';
}

void
walk_link(struct builder *b, const struct html_node *node, const char *url,
    const char *words)
{
	struct anchor *around = b->look.anchor;
	struct anchor anchor = { NULL, NULL, 0 };
	struct buf title = BUF_INIT, clean = BUF_INIT;
	const char *given = html_attr(node, "title");
	char *resolved = NULL;

	if (url != NULL)
		resolved = url_resolve(b->base_url, url);
	if (resolved != NULL)
		sanitize_text(&clean, resolved, strlen(resolved));
	if (resolved != NULL && leads_out(b, buf_string(&clean))) {
		if (given != NULL)
			sanitize_line(&title, given, strlen(given), 0);
		anchor.url = buf_string(&clean);
		anchor.title = title.len > 0 ? title.data : NULL;
		b->look.anchor = &anchor;
	}
	if (words != NULL)
		builder_words(b, words, RUN_NOTE);
	else
		walk_children(b, node);
	b->look.anchor = around;
	buf_release(&title);
	buf_release(&clean);
	free(resolved);
}

static void
walk_inline(struct builder *b, const struct html_node *node,
    const struct element *element CC_UNUSED)
{
	walk_children(b, node);
}

static void
walk_apart(struct builder *b, const struct html_node *node,
    const struct element *element)
{
	if (element->kind == BLOCK_HEADING)
		b->look.level = element->detail;
	if (b->look.pre) {	/* lines of code that are elements */
		if (b->is_open && b->text.data[b->text.len - 1] != '\n')
			builder_break(b);
		walk_children(b, node);
		if (b->is_open && b->text.data[b->text.len - 1] != '\n')
			builder_break(b);
		return;
	}
	walk_block(b, node, element->kind == BLOCK_PARAGRAPH ? b->look.kind :
	    element->kind, 1);
}

static void
walk_pre(struct builder *b, const struct html_node *node,
    const struct element *element)
{
	builder_close(b, 1);
	b->look.pre = true;
	walk_children(b, node);
	builder_close(b, 1);
	(void)element;
}

static void
walk_quote(struct builder *b, const struct html_node *node,
    const struct element *element CC_UNUSED)
{
	builder_close(b, 1);
	builder_push(b, FRAME_QUOTE, "");
	walk_children(b, node);
	builder_close(b, 1);
	builder_pop(b);
}

static void
walk_rule(struct builder *b, const struct html_node *node CC_UNUSED,
    const struct element *element CC_UNUSED)
{
	builder_close(b, 1);
	builder_empty_block(b, BLOCK_RULE);
	builder_close(b, 1);
}

static void
walk_break(struct builder *b, const struct html_node *node CC_UNUSED,
    const struct element *element CC_UNUSED)
{
	builder_break(b);
}

static void
walk_may_break(struct builder *b, const struct html_node *node CC_UNUSED,
    const struct element *element CC_UNUSED)
{
	static const char zwsp[] = "\xE2\x80\x8B";

	if (b->is_open && b->space.kind == SPACE_NONE)
		builder_text(b, zwsp, sizeof zwsp - 1);
}

static void
walk_anchor(struct builder *b, const struct html_node *node,
    const struct element *element CC_UNUSED)
{
	walk_link(b, node, html_attr(node, "href"), NULL);
}

static void
walk_nothing(struct builder *b CC_UNUSED,
    const struct html_node *node CC_UNUSED,
    const struct element *element CC_UNUSED)
{
}

static const walker walkers[] = {
	[ACT_INLINE] = walk_inline,
	[ACT_BLOCK] = walk_apart,
	[ACT_PRE] = walk_pre,
	[ACT_QUOTE] = walk_quote,
	[ACT_RULE] = walk_rule,
	[ACT_LIST] = walk_list,
	[ACT_ITEM] = walk_item,
	[ACT_TERMS] = walk_terms,
	[ACT_TERM] = walk_term,
	[ACT_DEFINITION] = walk_definition,
	[ACT_FIGURE] = walk_figure,
	[ACT_CAPTION] = walk_caption,
	[ACT_IMAGE] = walk_image,
	[ACT_MEDIA] = walk_media,
	[ACT_TABLE] = walk_table,
	[ACT_BREAK] = walk_break,
	[ACT_MAY_BREAK] = walk_may_break,
	[ACT_LINK] = walk_anchor,
	[ACT_QUOTED] = walk_quoted,
	[ACT_SCRIPT] = walk_script,
	[ACT_RUBY] = walk_ruby,
	[ACT_RUBY_PART] = walk_ruby_part,
	[ACT_DROP] = walk_nothing,
};

/* Does the page itself hide this element? */
static bool
is_hidden(const struct html_node *node)
{
	const char *style = html_attr(node, "style");
	ptrdiff_t at;
	struct str rest;

	if (html_attr(node, "hidden") != NULL)
		return true;
	if (style == NULL)
		return false;
	at = str_ifind(str_of(style), STR("display:"));
	if (at < 0)
		return false;
	rest = str_trim(str_sub(str_of(style), (size_t)at + 8, SIZE_MAX));
	return str_istarts(rest, "none");
}

/* What the attributes of any element may say. */
static void
heed_attributes(struct builder *b, const struct html_node *node)
{
	const char *dir = html_attr(node, "dir");
	const char *id = html_attr(node, "id");

	if (dir != NULL)
		b->look.rtl = str_iis(str_of(dir), "rtl");
	if (id == NULL && html_is(node, "a"))
		id = html_attr(node, "name");
	if (id != NULL && *id != '\0' && b->anchor == NULL)
		b->anchor = arena_strdup(b->arena, id);
}

static void
walk_element(struct builder *b, const struct html_node *node)
{
	const struct element *element = element_row(node->name);
	struct look around = b->look;

	if (element->act == ACT_DROP)
		return;
	if (node->n_attrs > 0) {
		if (is_hidden(node))
			return;
		heed_attributes(b, node);
	}
	b->look.style |= element->style;
	walkers[element->act](b, node, element);
	b->look = around;
}

void
walk_children(struct builder *b, const struct html_node *node)
{
	const struct html_node *n;

	for (n = node->first; n != NULL; n = n->next)
		if (n->kind == HTML_TEXT)
			builder_text(b, n->text, n->len);
		else
			walk_element(b, n);
}
