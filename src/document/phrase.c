/*
 * Phrases that need more than a style: quotes, raised and lowered text, ruby.
 *
 * Superscripts become Unicode's where all of their characters have one ("m²");
 * ordinals and trade marks read best as they stand ("1st"); the rest is
 * marked as "x^n" and "x_max". Ruby is its base with the reading in brackets;
 * <rp> only serves browsers that know no ruby, so it is passed over, but
 * parsers that do not know it either may have put readings inside of it.
 */
#include "gogai/document.h"

#include <string.h>

#include "gogai/str.h"
#include "document_priv.h"

/* Raised text longer than this is a note, and needs no mark. */
#define LONG_SCRIPT 80

/* The quotation marks of a language (CLDR); the first row is the rest's. */
static const struct marks {
	const char *language;
	const char *marks[4];	/* outer, then inner */
} quotation[] = {
	{ "en", { "“", "”", "‘", "’" } },
	{ "ja", { "「", "」", "『", "』" } },
	{ "zh-TW", { "「", "」", "『", "』" } },
	{ "zh-Hant", { "「", "」", "『", "』" } },
	{ "de", { "„", "“", "‚", "‘" } },
	{ "fr", { "«\u00A0", "\u00A0»", "“", "”" } },
	{ "es", { "«", "»", "“", "”" } },
	{ "it", { "«", "»", "“", "”" } },
	{ "ru", { "«", "»", "„", "“" } },
	{ "pl", { "„", "”", "«", "»" } },
};

static const char *const ordinals[] = {
	"st", "nd", "rd", "th", "er", "re", "e", "ème", "o", "a", "TM", "SM",
};

static const char *
language_of(const struct builder *b, const struct html_node *node)
{
	const char *lang = NULL;

	for (; node != NULL && lang == NULL; node = node->parent)
		lang = html_attr(node, "lang");
	if (lang != NULL)
		return lang;
	return b->options->language != NULL ? b->options->language : "";
}

static const struct marks *
marks_of(const char *language)
{
	struct str lang = str_of(language), row;
	size_t i;

	for (i = 0; i < CC_COUNT(quotation); i++) {
		row = str_of(quotation[i].language);
		if (str_istarts(lang, quotation[i].language) &&
		    (lang.len == row.len || lang.p[row.len] == '-'))
			return &quotation[i];
	}
	return &quotation[0];
}

void
walk_quoted(struct builder *b, const struct html_node *node,
    const struct element *element CC_UNUSED)
{
	const struct marks *marks = marks_of(language_of(b, node));
	size_t inner = b->quoted % 2 * 2;
	const char *open = marks->marks[inner];
	const char *close = marks->marks[inner + 1];

	b->quoted++;
	builder_text(b, open, strlen(open));
	walk_children(b, node);
	if (b->is_open)		/* the mark stands right behind the text */
		b->space.kind = SPACE_NONE;
	builder_text(b, close, strlen(close));
	b->quoted--;
}

/* ---- raised and lowered */

enum scripting {
	SCRIPTING_PLAIN,
	SCRIPTING_MAPPED,
	SCRIPTING_MARKED,
	SCRIPTING_BRACKETED
};

static enum scripting
scripting_of(struct str text)
{
	bool mapped = true, word = true;
	size_t i;

	for (i = 0; i < CC_COUNT(ordinals); i++)
		if (str_is(text, ordinals[i]))
			return SCRIPTING_PLAIN;
	for (i = 0; i < text.len; i++) {
		if (text.p[i] & 0x80)
			return SCRIPTING_PLAIN;
		if (strchr("0123456789+-=()n", text.p[i]) == NULL)
			mapped = false;
		if (!ascii_alnum(text.p[i]))
			word = false;
	}
	if (text.len == 0)
		return SCRIPTING_PLAIN;
	if (mapped)
		return SCRIPTING_MAPPED;
	return word || text.p[0] == '[' || text.p[0] == '(' ?
	    SCRIPTING_MARKED : SCRIPTING_BRACKETED;
}

void
walk_script(struct builder *b, const struct html_node *node,
    const struct element *element)
{
	bool super = element->detail == SCRIPT_SUPER;
	struct buf line = BUF_INIT;
	enum scripting how = SCRIPTING_PLAIN;

	if (!node_is_long(node, LONG_SCRIPT)) {
		node_line(&line, node);
		how = scripting_of((struct str){ buf_string(&line), line.len });
		buf_release(&line);
	}
	b->look.script = SCRIPT_NONE;
	if (how == SCRIPTING_MAPPED)
		b->look.script = super ? SCRIPT_SUPER : SCRIPT_SUB;
	else if (how != SCRIPTING_PLAIN)
		builder_text(b, super ? "^" : "_", 1);
	if (how == SCRIPTING_BRACKETED)
		builder_text(b, "(", 1);
	walk_children(b, node);
	if (how == SCRIPTING_BRACKETED)
		builder_text(b, ")", 1);
}

/* ---- ruby */

void
walk_ruby(struct builder *b, const struct html_node *node,
    const struct element *element CC_UNUSED)
{
	size_t around = b->ruby_at;

	b->look.ruby = RUBY_BASE;
	b->ruby_at = b->text.len;
	walk_children(b, node);
	builder_end_reading(b);
	b->ruby_at = around;
}

void
walk_ruby_part(struct builder *b, const struct html_node *node,
    const struct element *element)
{
	if (b->look.ruby != RUBY_NONE)
		b->look.ruby = (enum ruby_part)element->detail;
	walk_children(b, node);
}
