/*
 * Taking out what commands a terminal, or hides in a line.
 *
 * Forbidden characters are few and stand in one table. Text is copied in
 * runs between them. A line is built character by character: white space
 * waits until something visible follows, so none is left at the ends, and
 * joiners wait with it, so that they only stand between visible characters.
 */
#include "gogai/sanitize.h"

#include "gogai/utf8.h"

#include "text_priv.h"

/* Taken out everywhere; tab and LF are looked at before. */
static const struct text_range forbidden[] = {
	{ 0x0000, 0x001F },	/* C0 */
	{ 0x007F, 0x009F },	/* DEL, C1 */
	{ 0x202A, 0x202E },	/* bidi embeddings and overrides */
	{ 0x2066, 0x2069 },	/* bidi isolates */
	{ 0xFDD0, 0xFDEF },	/* noncharacters */
	{ 0xFFF9, 0xFFFB },	/* interlinear annotation */
	{ 0xE0000, 0xE007F },	/* language tags */
};

/* White space that becomes one space in a line (U+0009-000D apart). */
static const struct text_range spaces[] = {
	{ 0x0009, 0x000D },
	{ 0x0020, 0x0020 },
	{ 0x0085, 0x0085 },
	{ 0x00A0, 0x00A0 },
	{ 0x1680, 0x1680 },
	{ 0x2000, 0x200A },
	{ 0x2028, 0x2029 },
	{ 0x202F, 0x202F },
	{ 0x205F, 0x205F },
	{ 0x3000, 0x3000 },
};

/* Without a look of their own, and of no use in a line. */
static const struct text_range invisible[] = {
	{ 0x00AD, 0x00AD },	/* soft hyphen */
	{ 0x034F, 0x034F },	/* combining grapheme joiner */
	{ 0x061C, 0x061C },	/* Arabic letter mark */
	{ 0x180E, 0x180E },	/* Mongolian vowel separator */
	{ 0x200B, 0x200B },	/* zero width space */
	{ 0x200E, 0x200F },	/* direction marks */
	{ 0x2060, 0x2065 },	/* word joiner, invisible operators */
	{ 0x206A, 0x206F },	/* deprecated format characters */
	{ 0xFEFF, 0xFEFF },	/* byte order mark */
};

/* A joiner in a line waits for a visible neighbour. */
#define ZWNJ 0x200Cu
#define ZWJ 0x200Du

bool
sanitize_forbids(uint32_t c)
{
	if (c >= 0x20 && c < 0x7F)
		return false;
	if (c == '\t' || c == '\n')
		return false;
	if ((c & 0xFFFE) == 0xFFFE)
		return true;
	return text_in_ranges(c, forbidden, CC_COUNT(forbidden));
}

/* Bytes at p that pass as they are: printable ASCII, tab, LF, kanji. */
static size_t
clean_run(const char *p, size_t len)
{
	size_t n = 0, before;

	do {
		before = n;
		while (n < len && ((p[n] >= 0x20 && p[n] < 0x7F) ||
		    p[n] == '\t' || p[n] == '\n'))
			n++;
		n += text_wide_run(p + n, len - n);
	} while (n > before);
	return n;
}

/* Bytes at p that can be seen: ASCII but white space, kanji. */
static size_t
visible_run(const char *p, size_t len)
{
	size_t n = 0, before;

	do {
		before = n;
		while (n < len && p[n] > 0x20 && p[n] < 0x7F)
			n++;
		n += text_wide_run(p + n, len - n);
	} while (n > before);
	return n;
}

/* Append what the character c, the n bytes at p, becomes. */
static void
add_clean(struct buf *out, uint32_t c, const char *p, size_t n, bool before_lf)
{
	if (c == '\r' && !before_lf)
		text_add_fitting(out, "\n", 1);
	else if (c == UTF8_REPLACEMENT)
		text_add_fitting(out, TEXT_FFFD, TEXT_FFFD_LEN);
	else if (!sanitize_forbids(c))
		text_add_fitting(out, p, n);
}

void
sanitize_text(struct buf *out, const char *p, size_t len)
{
	size_t at = 0, n;
	uint32_t c;

	while (at < len && !out->over) {
		n = clean_run(p + at, len - at);
		text_add_fitting(out, p + at, n);
		at += n;
		if (at == len)
			break;
		n = utf8_decode(&c, p + at, len - at);
		add_clean(out, c, p + at, n,
		    at + n < len && p[at + n] == '\n');
		at += n;
	}
}

/* A line as it is built. */
struct line {
	struct buf *out;
	size_t	 start;		/* where it starts in out */
	uint32_t joiner;	/* a joiner that waits, or 0 */
	bool	 space;		/* a space waits */
};

/* Add the n bytes at p, which can be seen, and what waited for them. */
static void
line_show(struct line *line, const char *p, size_t n)
{
	if (line->out->len > line->start) {
		if (line->space)
			buf_addc(line->out, ' ');
		else if (line->joiner != 0)
			utf8_add(line->out, line->joiner);
	}
	line->space = false;
	line->joiner = 0;
	text_add_fitting(line->out, p, n);
}

/* Add the character c. */
static void
line_add(struct line *line, uint32_t c)
{
	char bytes[4];

	if (text_in_ranges(c, spaces, CC_COUNT(spaces))) {
		line->space = true;
		line->joiner = 0;
	} else if (c == ZWJ || c == ZWNJ) {
		line->joiner = line->space ? 0 : c;
	} else if (!sanitize_forbids(c) &&
	    !text_in_ranges(c, invisible, CC_COUNT(invisible))) {
		line_show(line, bytes, utf8_encode(bytes, c));
	}
}

/* Cut the line to max bytes with the ellipsis, between clusters. */
static void
line_cut(struct line *line, size_t max)
{
	const char *p = line->out->data + line->start;
	size_t len = line->out->len - line->start, room, at = 0, n;

	room = max > TEXT_ELLIPSIS_LEN ? max - TEXT_ELLIPSIS_LEN : 0;
	while (at < len) {
		n = text_cluster(p + at, len - at);
		if (at + n > room)
			break;
		at += n;
	}
	while (at > 0 && p[at - 1] == ' ')
		at--;
	buf_cut(line->out, line->start + at);
	if (max >= TEXT_ELLIPSIS_LEN)
		buf_add(line->out, TEXT_ELLIPSIS, TEXT_ELLIPSIS_LEN);
}

void
sanitize_line(struct buf *out, const char *p, size_t len, size_t max)
{
	struct line line = { .out = out, .start = out->len };
	size_t at = 0, n;
	uint32_t c;

	while (at < len && !out->over) {
		n = visible_run(p + at, len - at);
		if (n > 0) {
			line_show(&line, p + at, n);
		} else {
			n = utf8_decode(&c, p + at, len - at);
			line_add(&line, c);
		}
		at += n;
		if (max > 0 && out->len - line.start > max) {
			line_cut(&line, max);
			return;
		}
	}
}
