/*
 * Break opportunities: the library's, corrected.
 *
 * libunistring knows the rules of UAX #14 and treats small kana strictly. It
 * is asked once for the whole text; one walk over the clusters then corrects
 * its answer in place. In the order in which they win:
 *
 *  - after a line's end (LF, U+2028 ...) a break is a must (LB4, LB5);
 *  - inside a URL a line breaks after / ? & = - _ . , but not inside "://",
 *    and nowhere else;
 *  - no break inside a cluster;
 *  - no line starts with what must not (JLREQ cl-02 to 11, 13), none ends
 *    with what must not (cl-01, cl-12), spaces between looked through: they
 *    are dropped at a line's end;
 *  - curly quotes, which UAX #14 keeps with both neighbours, part from wide
 *    characters outside them; a looser level permits more (CSS Text 3);
 *  - no break after . , : ; before a letter (LB29, which the library lacks);
 *  - full-width digits and letters stay together, with the full-width comma
 *    and stop between digits;
 *  - else what the library says.
 */
#include "gogai/linebreak.h"

#include <string.h>

#include <unictype.h>
#include <unilbrk.h>

#include "text_priv.h"

/* What a character is to the rules here. */
enum trait {
	NOT_FIRST	= 1 << 0,	/* never first, at any level */
	NOT_FIRST_TIGHT	= 1 << 1,	/* ... unless LOOSE */
	NOT_FIRST_KANA	= 1 << 2,	/* ... only when STRICT */
	NOT_LAST	= 1 << 3,	/* never last */
	STOP		= 1 << 4,	/* class IS: . , : ; */
	CURRENCY	= 1 << 5,	/* not last before a digit */
	FULL_DIGIT	= 1 << 6,
	FULL_LETTER	= 1 << 7
};

#define NOT_FIRST_ANY (NOT_FIRST | NOT_FIRST_TIGHT | NOT_FIRST_KANA)

/* U+0000-00FF */
static const unsigned char latin_traits[256] = {
	['!'] = NOT_FIRST, ['?'] = NOT_FIRST, [')'] = NOT_FIRST,
	[']'] = NOT_FIRST, ['}'] = NOT_FIRST, [0xBB] = NOT_FIRST,
	['.'] = NOT_FIRST | STOP, [','] = NOT_FIRST | STOP,
	[':'] = NOT_FIRST | STOP, [';'] = NOT_FIRST | STOP,
	['('] = NOT_LAST, ['['] = NOT_LAST, ['{'] = NOT_LAST,
	[0xAB] = NOT_LAST,
	['$'] = CURRENCY, ['#'] = CURRENCY, [0xA3] = CURRENCY,
	[0xA5] = CURRENCY,
};

/* U+2000-20FF */
static const unsigned char punctuation_traits[256] = {
	[0x10] = NOT_FIRST_KANA,			/* ‐ */
	[0x13] = NOT_FIRST_KANA,			/* – */
	[0x18] = NOT_LAST, [0x1C] = NOT_LAST,		/* ‘ “ */
	[0x19] = NOT_FIRST, [0x1D] = NOT_FIRST,		/* ’ ” */
	[0x25] = NOT_FIRST, [0x26] = NOT_FIRST,		/* ‥ … */
	[0x30] = NOT_FIRST,				/* ‰ */
	[0x3C] = NOT_FIRST_TIGHT, [0x47] = NOT_FIRST_TIGHT, /* ‼ ⁇ */
	[0x48] = NOT_FIRST_TIGHT, [0x49] = NOT_FIRST_TIGHT, /* ⁈ ⁉ */
};

/* U+3000-30FF */
static const unsigned char kana_traits[256] = {
	[0x01] = NOT_FIRST, [0x02] = NOT_FIRST,		/* 、 。 */
	[0x05] = NOT_FIRST_TIGHT, [0x3B] = NOT_FIRST_TIGHT, /* 々 〻 */
	[0x08] = NOT_LAST, [0x0A] = NOT_LAST,		/* 〈 《 */
	[0x0C] = NOT_LAST, [0x0E] = NOT_LAST,		/* 「 『 */
	[0x10] = NOT_LAST, [0x14] = NOT_LAST,		/* 【 〔 */
	[0x16] = NOT_LAST, [0x18] = NOT_LAST,		/* 〖 〘 */
	[0x1D] = NOT_LAST,				/* 〝 */
	[0x09] = NOT_FIRST, [0x0B] = NOT_FIRST,		/* 〉 》 */
	[0x0D] = NOT_FIRST, [0x0F] = NOT_FIRST,		/* 」 』 */
	[0x11] = NOT_FIRST, [0x15] = NOT_FIRST,		/* 】 〕 */
	[0x17] = NOT_FIRST, [0x19] = NOT_FIRST,		/* 〗 〙 */
	[0x1F] = NOT_FIRST,				/* 〟 */
	[0x1C] = NOT_FIRST_KANA, [0xA0] = NOT_FIRST_KANA, /* 〜 ゠ */
	[0x41] = NOT_FIRST_KANA, [0x43] = NOT_FIRST_KANA, /* ぁ ぃ */
	[0x45] = NOT_FIRST_KANA, [0x47] = NOT_FIRST_KANA, /* ぅ ぇ */
	[0x49] = NOT_FIRST_KANA, [0x63] = NOT_FIRST_KANA, /* ぉ っ */
	[0x83] = NOT_FIRST_KANA, [0x85] = NOT_FIRST_KANA, /* ゃ ゅ */
	[0x87] = NOT_FIRST_KANA, [0x8E] = NOT_FIRST_KANA, /* ょ ゎ */
	[0x95] = NOT_FIRST_KANA, [0x96] = NOT_FIRST_KANA, /* ゕ ゖ */
	[0x9B] = NOT_FIRST, [0x9C] = NOT_FIRST,		/* ゛ ゜ */
	[0x9D] = NOT_FIRST_TIGHT, [0x9E] = NOT_FIRST_TIGHT, /* ゝ ゞ */
	[0xA1] = NOT_FIRST_KANA, [0xA3] = NOT_FIRST_KANA, /* ァ ィ */
	[0xA5] = NOT_FIRST_KANA, [0xA7] = NOT_FIRST_KANA, /* ゥ ェ */
	[0xA9] = NOT_FIRST_KANA, [0xC3] = NOT_FIRST_KANA, /* ォ ッ */
	[0xE3] = NOT_FIRST_KANA, [0xE5] = NOT_FIRST_KANA, /* ャ ュ */
	[0xE7] = NOT_FIRST_KANA, [0xEE] = NOT_FIRST_KANA, /* ョ ヮ */
	[0xF5] = NOT_FIRST_KANA, [0xF6] = NOT_FIRST_KANA, /* ヵ ヶ */
	[0xFB] = NOT_FIRST_TIGHT, [0xFC] = NOT_FIRST_KANA, /* ・ ー */
	[0xFD] = NOT_FIRST_TIGHT, [0xFE] = NOT_FIRST_TIGHT, /* ヽ ヾ */
};

/* A range of one block. */
struct trait_range {
	unsigned char first, last;	/* the low byte */
	unsigned char traits;
};

/* U+FF00-FFEF */
static const struct trait_range form_traits[] = {
	{ 0x01, 0x01, NOT_FIRST_TIGHT },	/* ！ */
	{ 0x03, 0x04, NOT_LAST },		/* ＃ ＄ */
	{ 0x05, 0x05, NOT_FIRST },		/* ％ */
	{ 0x08, 0x08, NOT_LAST },		/* （ */
	{ 0x09, 0x09, NOT_FIRST },		/* ） */
	{ 0x0C, 0x0C, NOT_FIRST | STOP },	/* ， */
	{ 0x0E, 0x0E, NOT_FIRST | STOP },	/* ． */
	{ 0x10, 0x19, FULL_DIGIT },
	{ 0x1A, 0x1B, NOT_FIRST_TIGHT },	/* ： ； */
	{ 0x1F, 0x1F, NOT_FIRST_TIGHT },	/* ？ */
	{ 0x21, 0x3A, FULL_LETTER },
	{ 0x3B, 0x3B, NOT_LAST },		/* ［ */
	{ 0x3D, 0x3D, NOT_FIRST },		/* ］ */
	{ 0x41, 0x5A, FULL_LETTER },
	{ 0x5B, 0x5B, NOT_LAST },		/* ｛ */
	{ 0x5D, 0x5D, NOT_FIRST },		/* ｝ */
	{ 0x5E, 0x5E, NOT_FIRST_KANA },		/* ～ */
	{ 0x61, 0x61, NOT_FIRST },		/* ｡ */
	{ 0x62, 0x62, NOT_LAST },		/* ｢ */
	{ 0x63, 0x64, NOT_FIRST },		/* ｣ ､ */
	{ 0x65, 0x65, NOT_FIRST_TIGHT },	/* ･ */
	{ 0x67, 0x70, NOT_FIRST_KANA },		/* ｧ to ｰ */
	{ 0x9E, 0x9F, NOT_FIRST },		/* ﾞ ﾟ */
	{ 0xE1, 0xE1, NOT_LAST },		/* ￡ */
	{ 0xE5, 0xE5, NOT_LAST },		/* ￥ */
};

static unsigned
form_trait(uint32_t low)
{
	size_t i;

	for (i = 0; i < CC_COUNT(form_traits); i++)
		if (low <= form_traits[i].last)
			return low >= form_traits[i].first ?
			    form_traits[i].traits : 0;
	return 0;
}

static unsigned
traits_of(uint32_t c)
{
	switch (c >> 8) {
	case 0x00:
		return latin_traits[c];
	case 0x20:
		return punctuation_traits[c & 0xFF];
	case 0x21:
		return c == 0x2103 ? NOT_FIRST : c == 0x2116 ? NOT_LAST : 0;
	case 0x30:
		return kana_traits[c & 0xFF];
	case 0x31:
		return c >= 0x31F0 ? NOT_FIRST_KANA : 0;
	case 0xFF:
		return form_trait(c & 0xFF);
	default:
		return 0;
	}
}

/* The traits that keep a character from a line's start at a level. */
static unsigned
not_first_mask(enum linebreak_level level)
{
	switch (level) {
	case LINEBREAK_LOOSE:
		return NOT_FIRST;
	case LINEBREAK_NORMAL:
		return NOT_FIRST | NOT_FIRST_TIGHT;
	default:
		return NOT_FIRST_ANY;
	}
}

bool
linebreak_not_first(uint32_t c, enum linebreak_level level)
{
	return (traits_of(c) & not_first_mask(level)) != 0;
}

bool
linebreak_not_last(uint32_t c)
{
	return (traits_of(c) & NOT_LAST) != 0;
}

/* Kana or kanji (or what stands between them): most of Japanese text. */
static bool
is_kana_or_kanji(uint32_t c)
{
	return c >= 0x3041 && c <= 0x9FFF;
}

/* A wide character, or half-width kana: what Japanese is written in. */
static bool
is_japanese(uint32_t c)
{
	return c >= 0x1100 &&
	    (text_columns(c) == 2 || (c >= 0xFF61 && c <= 0xFF9D));
}

/* Class AL or HL: a letter that is not wide, or an ASCII sign like one. */
static bool
is_letter(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
		    (c != 0 && strchr("#&*<=>@^_`~", (int)c) != NULL);
	return !is_japanese(c) && uc_is_property_alphabetic(c);
}

/* A letter or digit of ASCII, which an ASCII word is made of. */
static bool
is_word(uint32_t c)
{
	return (c | 0x20) - 'a' < 26 || c - '0' < 10;
}

static bool
is_digit(uint32_t c)
{
	return c >= '0' && c <= '9';
}

/* Dropped at a line's end, so that what stands before is the last. */
static bool
is_dropped(uint32_t c)
{
	return c == 0x20 || c == 0x3000 || c == 0x200B;
}

static bool
ends_line(uint32_t c)
{
	return (c >= 0x0A && c <= 0x0D) || c == 0x85 || c == 0x2028 ||
	    c == 0x2029;
}

/* The walk: what stands before the place that is looked at. */
struct walk {
	unsigned char	*out;
	const char	*p;
	size_t		 len;
	unsigned	 not_first;	/* traits, by level */
	uint32_t	 before;	/* the character before; 0: none */
	unsigned	 before_traits;
	bool		 digit_stop;	/* it is ， or ． after a digit */
	bool		 open;		/* the last seen may not be last */
};

/* Is a break before c allowed that the library does not know of? */
static bool
allows_more(const struct walk *w, uint32_t c, unsigned traits)
{
	uint32_t before = w->before;

	if (c == 0x201C || c == 0x2018)
		return is_japanese(before) || before == 0x201D ||
		    before == 0x2019;
	if (before == 0x201D || before == 0x2019)
		return is_japanese(c);
	return (traits & NOT_FIRST_ANY) != 0 && is_japanese(before);
}

/* Does something of ours forbid a break before c? */
static bool
forbids(const struct walk *w, uint32_t c, unsigned traits)
{
	unsigned before = w->before_traits;

	if (w->open || (traits & w->not_first) != 0)
		return true;
	if ((before & STOP) != 0 && w->before < 0x80)
		return is_letter(c);
	if ((before & CURRENCY) != 0)
		return is_digit(c);
	if ((traits & (FULL_DIGIT | FULL_LETTER)) == 0)
		return false;
	return (before & (FULL_DIGIT | FULL_LETTER)) != 0 ||
	    ((traits & FULL_DIGIT) != 0 && w->digit_stop);
}

static enum linebreak
decide(const struct walk *w, unsigned char library, uint32_t c,
    unsigned traits)
{
	if (ends_line(w->before))
		return LINEBREAK_MUST;
	if (library != UC_BREAK_POSSIBLE && !allows_more(w, c, traits))
		return LINEBREAK_NO;
	if (forbids(w, c, traits))
		return LINEBREAK_NO;
	return w->before == 0xAD ? LINEBREAK_HYPHEN : LINEBREAK_YES;
}

/* Go past a cluster that starts with c. */
static void
walk_past(struct walk *w, uint32_t c, unsigned traits)
{
	w->digit_stop = (traits & STOP) != 0 && c >= 0x80 &&
	    (w->before_traits & FULL_DIGIT) != 0;
	w->before = c;
	w->before_traits = traits;
	if (!is_dropped(c))
		w->open = (traits & NOT_LAST) != 0;
}

/* Is "://" at this place? */
static bool
is_scheme_end(const struct walk *w, size_t at)
{
	return w->len - at >= 3 && memcmp(w->p + at, "://", 3) == 0;
}

/*
 * The rest of a URL whose scheme ends at `at`: its breaks are set, and the
 * walk goes past it. Returns its end.
 */
static size_t
walk_url(struct walk *w, size_t at)
{
	const char *p = w->p;
	size_t guarded = at + 3;	/* no break before this place */

	w->out[at] = LINEBREAK_NO;
	for (at++; at < w->len && p[at] > 0x20 && p[at] < 0x7F; at++) {
		if (is_scheme_end(w, at))
			guarded = at + 3;
		if (at >= guarded && strchr("/?&=-_.,", p[at - 1]) != NULL)
			w->out[at] = LINEBREAK_YES;
		else
			w->out[at] = LINEBREAK_NO;
	}
	walk_past(w, (unsigned char)p[at - 1],
	    traits_of((unsigned char)p[at - 1]));
	return at;
}

static bool
is_ascii_letter(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/*
 * The rest of an ASCII word, from `at` on: nothing of ours is to be done
 * there, and the library breaks no word. The last letter is left where what
 * follows might join it.
 */
static size_t
walk_word(struct walk *w, size_t at)
{
	size_t end = at;

	while (end < w->len && is_word((unsigned char)w->p[end]))
		end++;
	if (end > at && end < w->len && (unsigned char)w->p[end] >= 0x80)
		end--;
	if (end > at) {
		memset(w->out + at, LINEBREAK_NO, end - at);
		w->before = (unsigned char)w->p[end - 1];
	}
	return end;
}

/*
 * Kana and kanji without traits, from `at` on, after one like them: only the
 * library's answer counts. As with words, the last is left.
 */
static size_t
walk_kanji(struct walk *w, size_t at)
{
	const char *p = w->p;
	uint32_t c;

	for (; w->len - at >= 6; at += 3) {
		if ((unsigned char)p[at] < 0xE3 || (unsigned char)p[at] > 0xE9)
			break;
		text_char(&c, p + at, 3);
		if (!is_kana_or_kanji(c) || traits_of(c) != 0 ||
		    !text_is_plain(p + at, 3) ||
		    !text_is_plain(p + at + 3, w->len - at - 3))
			break;
		w->out[at] = w->out[at] == UC_BREAK_POSSIBLE ? LINEBREAK_YES :
		    LINEBREAK_NO;
		text_fill(w->out + at + 1, LINEBREAK_NO, 2);
		w->before = c;
	}
	return at;
}

/* Correct the break before the cluster at `at`; returns where it ends. */
static size_t
walk_cluster(struct walk *w, size_t at)
{
	unsigned traits;
	uint32_t c;
	size_t n;

	n = text_cluster(w->p + at, w->len - at);
	text_char(&c, w->p + at, w->len - at);
	if (c == ':' && is_ascii_letter(w->before) && is_scheme_end(w, at))
		return walk_url(w, at);
	traits = traits_of(c);
	w->out[at] = at == 0 ? LINEBREAK_NO :
	    (unsigned char)decide(w, w->out[at], c, traits);
	text_fill(w->out + at + 1, LINEBREAK_NO, n - 1);
	walk_past(w, c, traits);
	return at + n;
}

void
linebreak_find(unsigned char *out, const char *p, size_t len,
    enum linebreak_level level)
{
	struct walk w = { .out = out, .p = p, .len = len,
	    .not_first = not_first_mask(level) };
	size_t at = 0;

	if (len == 0)
		return;
	u8_possible_linebreaks((const uint8_t *)p, len, "UTF-8", (char *)out);
	while (at < len) {
		at = walk_cluster(&w, at);
		if (is_word(w.before))
			at = walk_word(&w, at);
		else if (is_kana_or_kanji(w.before) && w.before_traits == 0)
			at = walk_kanji(&w, at);
	}
}
