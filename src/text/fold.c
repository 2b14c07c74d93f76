/*
 * Folding, cluster by cluster.
 *
 * Normalisation never composes across a cluster's edge (what composes with
 * the character before it extends it), so text can be folded in pieces and
 * each piece knows where it came from. Kana, kanji and ASCII, which are
 * nearly everything, need no library call. One thing goes before NFKC: the
 * spacing voicing marks U+309B/309C after kana are what people type for the
 * combining ones, and NFKC would make a space of them.
 */
#include "gogai/fold.h"

#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <uninorm.h>

#include "gogai/array.h"
#include "gogai/str.h"
#include "gogai/utf8.h"

#include "text_priv.h"

/* One character stands for several that look alike; 0: it goes. */
struct fold_alike {
	uint32_t from, to;
};

/* Sorted by from. */
static const struct fold_alike alikes[] = {
	{ 0x00AD, 0 },		/* soft hyphen */
	{ 0x2010, '-' },	/* hyphen */
	{ 0x2011, '-' },
	{ 0x2212, '-' },	/* minus */
	{ 0x301C, '~' },	/* wave dash; NFKC makes U+FF5E the same */
	{ 0x30FD, 0x309D },	/* iteration marks */
	{ 0x30FE, 0x309E },
};

static const struct text_range selectors[] = {
	{ 0x180B, 0x180D },
	{ 0xFE00, 0xFE0F },
	{ 0xE0100, 0xE01EF },
};

/* Bytes that a cluster may fold to before memory must be asked for. */
#define PIECE_MAX 256

struct folder {
	struct buf *out;
	size_t	*map;
	size_t	 n_map, map_cap;
	bool	 with_map;
};

/* The bytes added since the map was last extended came from `from`. */
static void
map_to(struct folder *f, size_t from, size_t n)
{
	if (!f->with_map || n == 0)
		return;
	f->map = array_reserve(f->map, &f->map_cap, f->n_map + n,
	    sizeof *f->map);
	while (n-- > 0)
		f->map[f->n_map++] = from;
}

/* The last step: katakana to hiragana, what looks alike to one. 0: it goes. */
static uint32_t
fold_char(uint32_t c)
{
	size_t i;

	if (c >= 0x30A1 && c <= 0x30F6)
		return c - 0x60;
	if ((c >= 0x3041 && c < 0x30FD) || (c >= 0x4E00 && c <= 0x9FFF) ||
	    c < 0x80)
		return c;
	for (i = 0; i < CC_COUNT(alikes); i++)
		if (alikes[i].from == c)
			return alikes[i].to;
	if (text_in_ranges(c, selectors, CC_COUNT(selectors)))
		return 0;
	return c;
}

/* Append the n bytes at p, normal and of folded case, as the last step has. */
static void
add_folded(struct folder *f, const char *p, size_t n, size_t from)
{
	size_t at = 0, before = f->out->len;
	uint32_t c;

	while (at < n) {
		at += text_char(&c, p + at, n - at);
		c = fold_char(c);
		if (c != 0)
			utf8_add(f->out, c);
	}
	map_to(f, from, f->out->len - before);
}

/* A cluster that the library has to look at. */
static void
fold_cluster(struct folder *f, const char *p, size_t n, size_t from)
{
	uint8_t normal_room[PIECE_MAX], folded_room[PIECE_MAX];
	size_t n_normal = sizeof normal_room, n_folded = sizeof folded_room;
	uint8_t *normal, *folded = NULL;

	normal = u8_normalize(UNINORM_NFKC, (const uint8_t *)p, n,
	    normal_room, &n_normal);
	if (normal != NULL)
		folded = u8_casefold(normal, n_normal, NULL, UNINORM_NFKC,
		    folded_room, &n_folded);
	if (folded != NULL)
		add_folded(f, (const char *)folded, n_folded, from);
	else
		add_folded(f, p, n, from);
	if (folded != folded_room)
		free(folded);
	if (normal != normal_room)
		free(normal);
}

/* Is this kana, which a voicing mark may follow? */
static bool
is_kana(uint32_t c)
{
	return c >= 0x3041 && c <= 0x30FE;
}

/* Is U+309B or U+309C at p? */
static bool
is_voicing_mark(const char *p, size_t len)
{
	return len >= 3 && memcmp(p, "\xE3\x82", 2) == 0 &&
	    ((unsigned char)p[2] == 0x9B || (unsigned char)p[2] == 0x9C);
}

/* Kana, the n bytes at p, with the spacing mark behind it. */
static void
fold_voiced(struct folder *f, const char *p, size_t n, size_t from)
{
	struct buf piece = BUF_INIT;

	buf_add(&piece, p, n);
	utf8_add(&piece, (unsigned char)p[n + 2] == 0x9B ? 0x3099 : 0x309A);
	fold_cluster(f, piece.data, piece.len, from);
	buf_release(&piece);
}

/* Is NFKC and case folding of this character, standing alone, itself? */
static bool
is_folded(uint32_t c)
{
	return (c >= 0x3041 && c <= 0x3096) || (c >= 0x30A1 && c <= 0x30FE) ||
	    (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xAC00 && c <= 0xD7A3) ||
	    (c >= 0x3001 && c <= 0x301B);
}

/* Fold what stands at p; returns the bytes it takes. */
static size_t
fold_piece(struct folder *f, const char *p, size_t len, size_t from)
{
	size_t n, n_char;
	uint32_t c;

	n = text_cluster(p, len);
	n_char = text_char(&c, p, len);
	if (is_kana(c) && is_voicing_mark(p + n, len - n)) {
		fold_voiced(f, p, n, from);
		return n + 3;
	}
	if (n == n_char && is_folded(c))
		add_folded(f, p, n, from);
	else
		fold_cluster(f, p, n, from);
	return n;
}

/* Some ASCII at p that stands alone, folded; returns its bytes. */
static size_t
fold_ascii(struct folder *f, const char *p, size_t len, size_t from)
{
	size_t n = text_ascii_run(p, len), i;
	char lower[PIECE_MAX];

	if (n > 0 && n < len)
		n--;
	if (n > sizeof lower)
		n = sizeof lower;
	for (i = 0; i < n; i++) {
		lower[i] = (char)ascii_lower((unsigned char)p[i]);
		map_to(f, from + i, 1);
	}
	buf_add(f->out, lower, n);
	return n;
}

static void
fold_all(struct folder *f, const char *p, size_t len)
{
	size_t at = 0, n;

	while (at < len && !f->out->over) {
		n = fold_ascii(f, p + at, len - at, at);
		if (n == 0)
			n = fold_piece(f, p + at, len - at, at);
		at += n;
	}
}

void
fold_text(struct buf *out, const char *p, size_t len)
{
	struct folder f = { .out = out };

	fold_all(&f, p, len);
}

void
fold_text_map(struct buf *out, size_t **map, const char *p, size_t len)
{
	struct folder f = { .out = out, .with_map = true };

	f.map = array_reserve(NULL, &f.map_cap, len + 1, sizeof *f.map);
	fold_all(&f, p, len);
	*map = f.map;
}

bool
fold_contains(const char *hay, size_t hay_len, const char *needle,
    size_t needle_len)
{
	return str_find((struct str){ hay, hay_len },
	    (struct str){ needle, needle_len }) >= 0;
}
