/*
 * The table of elements: what each becomes.
 *
 * Rows are sorted by name and found by bisection. An element that is not
 * here adds nothing of its own: its text flows on, or stands apart where
 * browsers lay the element out as a block.
 */
#include "gogai/document.h"

#include <string.h>

#include "gogai/array.h"
#include "document_priv.h"

#define APART(element) { .name = element, .act = ACT_BLOCK }
#define DROPPED(element) { .name = element, .act = ACT_DROP }
#define STYLED(element, bits) \
	{ .name = element, .act = ACT_INLINE, .style = bits }
#define HEADING(element, n) { .name = element, .act = ACT_BLOCK, \
	.kind = BLOCK_HEADING, .detail = n }
#define MEDIUM(element, note) \
	{ .name = element, .act = ACT_MEDIA, .words = note }

static const struct element elements[] = {
	{ .name = "a", .act = ACT_LINK },
	APART("address"),
	DROPPED("annotation"),
	DROPPED("annotation-xml"),
	DROPPED("applet"),
	APART("article"),
	APART("aside"),
	MEDIUM("audio", N_("[audio]")),
	STYLED("b", RUN_STRONG),
	{ .name = "blockquote", .act = ACT_QUOTE },
	{ .name = "br", .act = ACT_BREAK },
	DROPPED("button"),
	DROPPED("canvas"),
	{ .name = "caption", .act = ACT_DROP },	/* its table takes it */
	APART("center"),
	STYLED("cite", RUN_EMPHASIS),
	STYLED("code", RUN_CODE),
	DROPPED("datalist"),
	{ .name = "dd", .act = ACT_DEFINITION, .kind = BLOCK_DEFINITION },
	STYLED("del", RUN_STRIKE),
	APART("details"),
	STYLED("dfn", RUN_EMPHASIS),
	{ .name = "dir", .act = ACT_LIST },
	APART("div"),
	{ .name = "dl", .act = ACT_TERMS },
	{ .name = "dt", .act = ACT_TERM, .kind = BLOCK_TERM },
	STYLED("em", RUN_EMPHASIS),
	MEDIUM("embed", N_("[embedded]")),
	APART("fieldset"),
	{ .name = "figcaption", .act = ACT_CAPTION, .kind = BLOCK_CAPTION },
	{ .name = "figure", .act = ACT_FIGURE },
	APART("footer"),
	APART("form"),
	HEADING("h1", 1),
	HEADING("h2", 2),
	HEADING("h3", 3),
	HEADING("h4", 4),
	HEADING("h5", 5),
	HEADING("h6", 6),
	DROPPED("head"),
	APART("header"),
	APART("hgroup"),
	{ .name = "hr", .act = ACT_RULE, .kind = BLOCK_RULE },
	STYLED("i", RUN_EMPHASIS),
	MEDIUM("iframe", N_("[embedded]")),
	{ .name = "image", .act = ACT_IMAGE },
	{ .name = "img", .act = ACT_IMAGE },
	DROPPED("input"),
	STYLED("kbd", RUN_KBD),
	APART("legend"),
	{ .name = "li", .act = ACT_ITEM },
	{ .name = "listing", .act = ACT_PRE, .kind = BLOCK_PRE },
	APART("main"),
	DROPPED("map"),
	STYLED("mark", RUN_MARK),
	{ .name = "menu", .act = ACT_LIST },
	DROPPED("meter"),
	APART("nav"),
	DROPPED("noframes"),
	DROPPED("noscript"),
	MEDIUM("object", N_("[embedded]")),
	{ .name = "ol", .act = ACT_LIST },
	DROPPED("optgroup"),
	DROPPED("option"),
	APART("p"),
	{ .name = "plaintext", .act = ACT_PRE, .kind = BLOCK_PRE },
	{ .name = "pre", .act = ACT_PRE, .kind = BLOCK_PRE },
	DROPPED("progress"),
	{ .name = "q", .act = ACT_QUOTED },
	{ .name = "rb", .act = ACT_RUBY_PART, .detail = RUBY_BASE },
	{ .name = "rp", .act = ACT_RUBY_PART, .detail = RUBY_PAREN },
	{ .name = "rt", .act = ACT_RUBY_PART, .detail = RUBY_READING },
	{ .name = "rtc", .act = ACT_RUBY_PART, .detail = RUBY_READING },
	{ .name = "ruby", .act = ACT_RUBY },
	STYLED("s", RUN_STRIKE),
	STYLED("samp", RUN_CODE),
	DROPPED("script"),
	APART("search"),
	APART("section"),
	DROPPED("select"),
	STYLED("small", RUN_SMALL),
	STYLED("strike", RUN_STRIKE),
	STYLED("strong", RUN_STRONG),
	DROPPED("style"),
	{ .name = "sub", .act = ACT_SCRIPT, .detail = SCRIPT_SUB },
	{ .name = "summary", .act = ACT_BLOCK, .style = RUN_STRONG },
	{ .name = "sup", .act = ACT_SCRIPT, .detail = SCRIPT_SUPER },
	DROPPED("svg"),
	{ .name = "table", .act = ACT_TABLE },
	APART("td"),
	DROPPED("template"),
	DROPPED("textarea"),
	APART("th"),
	DROPPED("title"),
	APART("tr"),
	STYLED("tt", RUN_CODE),
	{ .name = "ul", .act = ACT_LIST },
	STYLED("var", RUN_EMPHASIS),
	MEDIUM("video", N_("[video]")),
	{ .name = "wbr", .act = ACT_MAY_BREAK },
	{ .name = "xmp", .act = ACT_PRE, .kind = BLOCK_PRE },
};

static const struct element unknown_inline = { .act = ACT_INLINE };
static const struct element unknown_block = { .act = ACT_BLOCK };

static int
compare_name(const void *key, const void *element)
{
	return strcmp(key, ((const struct element *)element)->name);
}

const struct element *
element_row(const char *name)
{
	size_t i = array_lower_bound(name, elements, CC_COUNT(elements),
	    sizeof elements[0], compare_name);

	if (i < CC_COUNT(elements) && strcmp(elements[i].name, name) == 0)
		return &elements[i];
	return html_is_block(name) ? &unknown_block : &unknown_inline;
}
