/*
 * Text of the page, on its way into a block.
 *
 * White space is remembered when it is seen and written only before the next
 * text (CSS Text 3 §4.1): at the edges of a block it is never written, and a
 * line feed between two wide characters is none (§4.1.3). A space belongs to
 * what both its neighbours have in common, so that neither a link nor its
 * underline ends in one. <br> waits in the same way: one is a line feed in
 * the text, a chain of them parts paragraphs. The brackets of ruby are
 * written where its parts change.
 */
#include "gogai/document.h"

#include <string.h>

#include "gogai/array.h"
#include "gogai/sanitize.h"
#include "gogai/str.h"
#include "gogai/utf8.h"
#include "gogai/width.h"
#include "document_priv.h"

#define TAB_COLS 8

/* Superscripts and subscripts that Unicode has; others are marked (walkers). */
static const char scripted[] = "0123456789+-=()n";
static const char *const super_forms[] = {
	"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹",
	"⁺", "⁻", "⁼", "⁽", "⁾", "ⁿ",
};
static const char *const sub_forms[] = {
	"₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉",
	"₊", "₋", "₌", "₍", "₎", "ₙ",
};

/* ---- what is seen */

static bool
is_blank(uint32_t c)
{
	return c <= ' ' || c == 0xA0 || c == 0xAD || c == 0x3000 ||
	    (c >= 0x2000 && c <= 0x200D) || c == 0x202F || c == 0x205F ||
	    c == 0x2060 || c == 0xFEFF;
}

bool
text_has_ink(const char *p, size_t len)
{
	uint32_t c;
	size_t i;

	for (i = 0; i < len; ) {
		i += utf8_decode(&c, p + i, len - i);
		if (!is_blank(c))
			return true;
	}
	return false;
}

/* Wide and not Hangul, so that a line feed beside it is no space? */
static bool
swallows_newline(uint32_t c, const char *p, size_t len)
{
	int cols;

	if (c < 0x1100 || (c >= 0xAC00 && c <= 0xD7FF) ||
	    (c >= 0x1100 && c <= 0x11FF) || (c >= 0x3130 && c <= 0x318F) ||
	    (c >= 0xA960 && c <= 0xA97F) || (c >= 0xFFA0 && c <= 0xFFDC))
		return false;
	if (c == 0x200B || (c >= 0xFF61 && c <= 0xFF9F))
		return true;
	width_cluster(&cols, p, len, NULL);
	return cols == 2;
}

/* Does the line feed between the open text and p vanish? */
static bool
newline_vanishes(const struct builder *b, const char *p, size_t len)
{
	size_t at = utf8_floor(b->text.data, b->text.len, b->text.len - 1);
	uint32_t before, after;

	utf8_decode(&before, b->text.data + at, b->text.len - at);
	if (!swallows_newline(before, b->text.data + at, b->text.len - at))
		return before == 0x200B;
	utf8_decode(&after, p, len);
	return before == 0x200B || swallows_newline(after, p, len);
}

/* ---- text */

/* Write bytes in the look of this place, and more of it. */
static void
write_text(struct builder *b, const char *p, size_t len, unsigned style)
{
	builder_append(b, p, len, builder_style(b) | style, builder_link(b),
	    0);
}

/* The number of the link around, given at its first visible text. */
static unsigned
number_link(struct builder *b)
{
	struct anchor *a = b->look.anchor;
	uintptr_t known;

	if (a == NULL || a->number > 0)
		return builder_link(b);
	known = (uintptr_t)map_find(b->numbers, a->url);
	if (known == 0) {
		b->links = array_reserve(b->links, &b->cap_links,
		    b->n_links + 1, sizeof *b->links);
		b->links[b->n_links++] = (struct link){
			.url = arena_strdup(b->arena, a->url),
			.title = arena_strdup(b->arena, a->title),
		};
		known = b->n_links;
		map_set(b->numbers, a->url, (void *)known);
	}
	a->number = (unsigned)known;
	return a->number;
}

/* Act on the <br>s that came before this text. */
void
builder_settle_breaks(struct builder *b)
{
	unsigned breaks = b->breaks;

	b->breaks = 0;
	if (breaks == 0 || !b->is_open)
		return;
	b->space.kind = SPACE_NONE;
	if (breaks > 1 && b->open.kind == BLOCK_PARAGRAPH)
		builder_close(b, 1);
	else
		builder_append_space(b, '\n', builder_style(b),
		    builder_link(b));
}

/* Make all ready for text at p: a block, and the white space before it. */
static bool
settle(struct builder *b, const char *p, size_t len)
{
	bool ink = text_has_ink(p, len);

	if (!ink && (!b->is_open || b->only_image))
		return false;
	if (b->is_open && b->only_image)
		builder_close(b, 1);
	if (ink)
		number_link(b);
	builder_settle_breaks(b);
	if (!b->is_open)
		builder_open(b);
	if (b->space.kind == SPACE_PLAIN ||
	    (b->space.kind == SPACE_NEWLINE && !newline_vanishes(b, p, len)))
		builder_append_space(b, ' ', b->space.style, b->space.link);
	b->space.kind = SPACE_NONE;
	return true;
}

/* Inside ruby no white space counts but within a base or within a reading. */
static bool
ruby_ignores_space(const struct builder *b)
{
	if (b->look.ruby == RUBY_BASE)
		return b->reading || b->text.len == b->ruby_at;
	return b->reading && b->text.data[b->text.len - 1] == '(';
}

static void
note_space(struct builder *b, bool newline)
{
	if (!b->is_open || b->breaks > 0 || ruby_ignores_space(b))
		return;
	if (b->space.kind == SPACE_NONE) {
		b->space.kind = SPACE_PLAIN;
		b->space.style = builder_style(b);
		b->space.link = builder_link(b);
	}
	if (newline)
		b->space.kind = SPACE_NEWLINE;
}

void
builder_end_reading(struct builder *b)
{
	if (!b->reading)
		return;
	b->reading = false;
	b->space.kind = SPACE_NONE;
	builder_append(b, ")", 1, b->look.style | RUN_RUBY, builder_link(b),
	    0);
}

/* Brackets of ruby, where its parts change. */
static void
settle_ruby(struct builder *b, const char *p, size_t len)
{
	if (b->look.ruby != RUBY_READING) {
		builder_end_reading(b);
		return;
	}
	if (b->reading || !b->is_open || !text_has_ink(p, len))
		return;
	b->space.kind = SPACE_NONE;
	write_text(b, "(", 1, 0);
	b->reading = true;
}

/* ASCII to its raised or lowered form, where there is one. */
static void
map_script(struct buf *out, enum script script, const char *p, size_t len)
{
	const char *const *forms = script == SCRIPT_SUPER ? super_forms :
	    sub_forms;
	const char *at;
	size_t i;

	buf_clear(out);
	for (i = 0; i < len; i++) {
		at = p[i] == '\0' ? NULL : strchr(scripted, p[i]);
		if (at != NULL)
			buf_adds(out, forms[at - scripted]);
		else
			buf_addc(out, p[i]);
	}
}

/* A stretch of text without white space that collapses. */
static void
add_stretch(struct builder *b, const char *p, size_t len)
{
	if (b->look.script != SCRIPT_NONE) {
		map_script(&b->mapped, b->look.script, p, len);
		p = b->mapped.data;
		len = b->mapped.len;
	}
	settle_ruby(b, p, len);
	if (settle(b, p, len))
		write_text(b, p, len, 0);
}

/* Is this U+2028 or U+2029, which break a line as <br> does? */
static bool
is_separator(const char *p, size_t len)
{
	return len >= 3 && p[0] == '\xE2' && p[1] == '\x80' &&
	    (p[2] == '\xA8' || p[2] == '\xA9');
}

/* How much of p is text whose white space is single spaces inside of it. */
static size_t
stretch_len(const char *p, size_t len)
{
	size_t i;

	for (i = 0; i < len; i++) {
		if (is_separator(p + i, len - i))
			break;
		if (!ascii_space(p[i]))
			continue;
		if (p[i] != ' ' || i + 1 == len || ascii_space(p[i + 1]))
			break;
	}
	return i;
}

static void
add_collapsed(struct builder *b, const char *p, size_t len)
{
	size_t i = 0, n;
	bool newline;

	while (i < len) {
		newline = false;
		for (n = i; i < len && ascii_space(p[i]); i++)
			newline = newline || p[i] == '\n';
		if (i > n)
			note_space(b, newline);
		if (is_separator(p + i, len - i)) {
			builder_break(b);
			i += 3;
			continue;
		}
		n = stretch_len(p + i, len - i);
		if (n > 0)
			add_stretch(b, p + i, n);
		i += n;
	}
}

/* The column that preformatted text has come to; each byte is read once. */
static int
pre_column(struct builder *b)
{
	size_t from = b->tab_at, at = b->text.len;

	if (from < b->open.at) {
		from = b->open.at;
		b->tab_cols = 0;
	}
	while (at > from && b->text.data[at - 1] != '\n')
		at--;
	if (at > from)
		b->tab_cols = 0;
	b->tab_cols += width_text(b->text.data + at, b->text.len - at, NULL);
	b->tab_at = b->text.len;
	return b->tab_cols;
}

static void
add_kept(struct builder *b, const char *p, size_t len)
{
	static const char spaces[TAB_COLS + 1] = "        ";
	size_t i = 0, n;
	int cols;

	if (!b->is_open) {
		while (i < len && (p[i] == '\n' || p[i] == '\r'))
			i++;
		if (i == len)
			return;
		builder_open(b);
	}
	for (; i < len; i += n) {
		for (n = 0; i + n < len && p[i + n] != '\t' &&
		    p[i + n] != '\r'; n++)
			;
		if (n > 0) {
			if (text_has_ink(p + i, n))
				number_link(b);
			write_text(b, p + i, n, 0);
			continue;
		}
		n = 1;
		if (p[i] == '\r')
			continue;
		cols = TAB_COLS - pre_column(b) % TAB_COLS;
		write_text(b, spaces, (size_t)cols, 0);
	}
}

void
builder_text(struct builder *b, const char *p, size_t len)
{
	if (b->look.ruby == RUBY_PAREN ||
	    (b->look.ruby == RUBY_READING && b->options->hide_ruby))
		return;
	buf_clear(&b->clean);
	sanitize_text(&b->clean, p, len);
	if (b->clean.len == 0)
		return;
	if (b->look.pre)
		add_kept(b, b->clean.data, b->clean.len);
	else
		add_collapsed(b, b->clean.data, b->clean.len);
}

void
builder_words(struct builder *b, const char *words, unsigned style)
{
	if (!settle(b, words, strlen(words)))
		return;
	write_text(b, words, strlen(words), style);
}

void
builder_break(struct builder *b)
{
	if (b->look.pre && b->is_open)
		write_text(b, "\n", 1, 0);
	else if (b->is_open)
		b->breaks++;
}

