/*
 * Grapheme clusters (UAX #29, extended), walked forward from a boundary.
 *
 * The library can tell the boundaries of a whole string, but not cheaply
 * those of one cluster, and its stepping functions cut emoji families and
 * flags. So the rules GB3 to GB13 stand here, on the library's properties.
 * In front of them is a table by lead byte of what never joins anything:
 * ASCII, Latin, Cyrillic letters, kana, kanji and Hangul syllables. It is
 * sound because no rule joins two characters of class Other (or of two Hangul
 * syllables); what extends, prepends or is a jamo is left to the rules.
 */
#include <unictype.h>
#include <unigbrk.h>

#include "text_priv.h"

const unsigned char text_lengths[16] = {
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4
};

/* The numbers are enum text_lead. CR is left to the rules for CR LF. */
const unsigned char text_leads[256] = {
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1, 1, /* 00 */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 10 */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 20 */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 30 */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 40 */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 50 */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 60 */
	1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, /* 70 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 80 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* 90 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* A0 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* B0 */
	0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, /* C0 */
	1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* D0 */
	0, 0, 2, 3, 1, 1, 1, 1, 1, 1, 4, 1, 1, 5, 0, 6, /* E0 */
	0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, /* F0 */
};

bool
text_is_plain_tail(const char *p, size_t len)
{
	uint32_t c;

	text_char(&c, p, len);
	switch (text_leads[(unsigned char)p[0]]) {
	case TEXT_LEAD_E2:
		return (c >= 0x2010 && c <= 0x205F) ||
		    (c >= 0x2070 && c <= 0x20CF) ||
		    (c >= 0x2100 && c <= 0x2CEE);
	case TEXT_LEAD_EA:
		return c >= 0xAC00;
	case TEXT_LEAD_ED:
		return c <= 0xD7A3;
	case TEXT_LEAD_EF:
		return (c >= 0xF900 && c <= 0xFAFF) ||
		    (c >= 0xFF01 && c <= 0xFF9D);
	default:
		return false;
	}
}

/* What the rules remember of a cluster so far. */
struct cluster {
	int	before;		/* class of the last character */
	bool	odd_flag;	/* one regional indicator waits for another */
	bool	emoji;		/* pictograph, then only extending ones */
	bool	emoji_zwj;	/* and then a joiner */
};

/* Take in the next character, of class gcb. */
static void
cluster_add(struct cluster *k, uint32_t c, int gcb)
{
	k->emoji_zwj = k->emoji && gcb == GBP_ZWJ;
	if (gcb != GBP_EXTEND)
		k->emoji = uc_is_property_extended_pictographic(c);
	k->odd_flag = gcb == GBP_RI && !k->odd_flag;
	k->before = gcb;
}

static bool
is_control(int gcb)
{
	return gcb == GBP_CR || gcb == GBP_LF || gcb == GBP_CONTROL;
}

/* GB6 to GB8: syllables made of jamo. */
static bool
hangul_joins(int before, int gcb)
{
	switch (before) {
	case GBP_L:
		return gcb == GBP_L || gcb == GBP_V || gcb == GBP_LV ||
		    gcb == GBP_LVT;
	case GBP_LV:
	case GBP_V:
		return gcb == GBP_V || gcb == GBP_T;
	case GBP_LVT:
	case GBP_T:
		return gcb == GBP_T;
	default:
		return false;
	}
}

/* GB3 to GB13: does the character c of class gcb belong to the cluster? */
static bool
cluster_joins(const struct cluster *k, uint32_t c, int gcb)
{
	if (k->before == GBP_CR && gcb == GBP_LF)
		return true;
	if (is_control(k->before) || is_control(gcb))
		return false;
	if (gcb == GBP_EXTEND || gcb == GBP_ZWJ || gcb == GBP_SPACINGMARK ||
	    k->before == GBP_PREPEND)
		return true;
	if (gcb == GBP_RI)
		return k->odd_flag;
	if (k->emoji_zwj)
		return uc_is_property_extended_pictographic(c);
	return hangul_joins(k->before, gcb);
}

size_t
text_cluster_rules(const char *p, size_t len)
{
	struct cluster k = { 0 };
	uint32_t c;
	size_t at, n;
	int gcb;

	at = text_char(&c, p, len);
	cluster_add(&k, c, uc_graphemeclusterbreak_property(c));
	while (at < len) {
		n = text_char(&c, p + at, len - at);
		gcb = uc_graphemeclusterbreak_property(c);
		if (!cluster_joins(&k, c, gcb))
			break;
		cluster_add(&k, c, gcb);
		at += n;
	}
	return at;
}
