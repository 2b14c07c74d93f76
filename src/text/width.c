/*
 * Columns of clusters.
 *
 * Most text is ASCII, kana and kanji, whose width the first byte or two tell;
 * for the rest the library is asked character by character and the cluster
 * takes the widest of them. Some add up instead, because terminals give each
 * a cell of its own: half-width voicing marks (U+FF9E, U+FF9F), the two
 * regional indicators of a flag, spacing marks as in Thai or Devanagari, and
 * Arabic number signs. Were they counted as nothing, the next cluster would
 * be drawn on top of them.
 */
#include "gogai/width.h"

#include <string.h>

#include <unigbrk.h>
#include <uniwidth.h>

#include "text_priv.h"

static const struct width_rules default_rules;

/* Visible format characters: the library says 0, terminals 1. */
static const struct text_range visible_formats[] = {
	{ 0x0600, 0x0605 },	/* Arabic number signs */
	{ 0x06DD, 0x06DD },
	{ 0x070F, 0x070F },
	{ 0x0890, 0x0891 },
	{ 0x08E2, 0x08E2 },
	{ 0x110BD, 0x110BD },
	{ 0x110CD, 0x110CD },
};

/* Wide for the C library, and so for curses; the library says 1. */
static const struct text_range wide_for_curses[] = {
	{ 0x3248, 0x324F },	/* circled numbers on squares */
	{ 0x4DC0, 0x4DFF },	/* hexagrams: wide since Unicode 16 */
};

int
text_columns(uint32_t c)
{
	int cols;

	if (c >= 0x4E00 && c <= 0x9FFF)
		return 2;
	if (c >= 0x3040 && c <= 0x30FF)
		return c == 0x3099 || c == 0x309A ? 0 : 2;
	if (c < 0x300)
		return c >= 0x20 && (c < 0x7F || c >= 0xA0) && c != 0xAD;
	cols = uc_width(c, "UTF-8");
	if (cols == 1 && text_in_ranges(c, wide_for_curses,
	    CC_COUNT(wide_for_curses)))
		return 2;
	if (cols == 0 && text_in_ranges(c, visible_formats,
	    CC_COUNT(visible_formats)))
		return 1;
	return cols > 0 ? cols : 0;
}

static int
columns_by(uint32_t c, const struct width_rules *rules)
{
	int cols = text_columns(c);

	if (cols == 1 && rules->ambiguous_wide && c >= 0xA1 &&
	    text_in_ranges(c, text_ambiguous, text_n_ambiguous))
		return 2;
	return cols;
}

/* Does the terminal give this part of a cluster a cell of its own? */
static bool
adds_up(uint32_t c)
{
	int gcb;

	if (c < 0x600)
		return false;
	if (c == 0xFF9E || c == 0xFF9F)
		return true;
	gcb = uc_graphemeclusterbreak_property(c);
	return gcb == GBP_RI || gcb == GBP_SPACINGMARK || gcb == GBP_PREPEND;
}

/* Columns of the n bytes of one cluster of several characters. */
static int
cluster_columns(const char *p, size_t n, const struct width_rules *rules)
{
	int cols, widest = 0, added = 0;
	size_t at = 0;
	uint32_t c;

	while (at < n) {
		at += text_char(&c, p + at, n - at);
		cols = columns_by(c, rules);
		if (adds_up(c))
			added += cols;
		else if (cols > widest)
			widest = cols;
		if (c == 0xFE0F && rules->vs16_wide && widest == 1)
			widest = 2;
	}
	return widest + added;
}

size_t
width_cluster(int *cols, const char *p, size_t len,
    const struct width_rules *rules)
{
	uint32_t c;
	size_t n;

	n = text_cluster(p, len);
	if (rules == NULL)
		rules = &default_rules;
	if (n == text_char(&c, p, len))
		*cols = columns_by(c, rules);
	else
		*cols = cluster_columns(p, n, rules);
	return n;
}

/*
 * The printable ASCII at p that certainly stands alone: the last character
 * may yet be joined by what follows it.
 */
static size_t
ascii_alone(const char *p, size_t len)
{
	size_t n = 0;

	while (n < len && p[n] >= 0x20 && p[n] < 0x7F)
		n++;
	return n < len && n > 0 ? n - 1 : n;
}

int
width_text(const char *p, size_t len, const struct width_rules *rules)
{
	size_t at = 0, n;
	int total = 0, cols;

	while (at < len) {
		n = ascii_alone(p + at, len - at);
		total += (int)n;
		at += n;
		if (at == len)
			break;
		at += width_cluster(&cols, p + at, len - at, rules);
		total += cols;
	}
	return total;
}

/*
 * The kana and kanji at p, all two columns wide, that certainly stand alone:
 * leads E4 to E9 are U+4000-9FFF, E3 with 81 to 83 is U+3040-30FF. Half
 * of Japanese text is such, and fills out[] without a further look.
 */
static size_t
kanji_alone(unsigned char *out, const char *p, size_t len)
{
	const unsigned char *s = (const unsigned char *)p;
	size_t n = 0;

	for (; len - n >= 6; n += 3) {
		if (s[n] < 0xE3 || s[n] > 0xE9 ||
		    (s[n] == 0xE3 && (s[n + 1] < 0x81 || s[n + 1] > 0x83)))
			break;
		if (!text_is_plain(p + n, 3) ||
		    !text_is_plain(p + n + 3, len - n - 3))
			break;
		out[n] = 2;
		text_fill(out + n + 1, WIDTH_INSIDE, 2);
	}
	return n;
}

void
width_each(unsigned char *out, const char *p, size_t len,
    const struct width_rules *rules)
{
	size_t at = 0, n;
	int cols;

	while (at < len) {
		n = ascii_alone(p + at, len - at);
		memset(out + at, 1, n);
		at += n;
		at += kanji_alone(out + at, p + at, len - at);
		if (at == len)
			break;
		n = width_cluster(&cols, p + at, len - at, rules);
		out[at] = (unsigned char)(cols < WIDTH_INSIDE ? cols :
		    WIDTH_INSIDE - 1);
		text_fill(out + at + 1, WIDTH_INSIDE, n - 1);
		at += n;
	}
}

size_t
width_fit(int *used, const char *p, size_t len, int cols,
    const struct width_rules *rules)
{
	size_t at = 0, n;
	int w;

	*used = 0;
	while (at < len) {
		n = width_cluster(&w, p + at, len - at, rules);
		if (*used + w > cols)
			break;
		*used += w;
		at += n;
	}
	return at;
}

static void
add_spaces(struct buf *out, int n)
{
	while (n-- > 0)
		buf_addc(out, ' ');
}

void
width_pad(struct buf *out, const char *p, size_t len, int cols,
    const struct width_rules *rules)
{
	int used, mark;
	size_t n;

	n = width_fit(&used, p, len, cols, rules);
	if (n == len) {
		buf_add(out, p, n);
		add_spaces(out, cols - used);
		return;
	}
	width_cluster(&mark, TEXT_ELLIPSIS, TEXT_ELLIPSIS_LEN, rules);
	if (mark > cols) {
		add_spaces(out, cols);
		return;
	}
	n = width_fit(&used, p, len, cols - mark, rules);
	buf_add(out, p, n);
	buf_add(out, TEXT_ELLIPSIS, TEXT_ELLIPSIS_LEN);
	add_spaces(out, cols - mark - used);
}
