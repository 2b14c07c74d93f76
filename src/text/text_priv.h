/*
 * What the files of text share.
 *
 * The grapheme cluster (UAX #29) is the unit of widths, breaks and cuts.
 * Nearly all of them are one character with another such character behind
 * it, so text_cluster() decides by the first bytes of both and calls the
 * real rules only for the rest.
 */
#ifndef TEXT_PRIV_H
#define TEXT_PRIV_H

#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/str.h"

/* U+FFFD in UTF-8. */
#define TEXT_FFFD "\xEF\xBF\xBD"
#define TEXT_FFFD_LEN 3u

/* U+2026, the mark of what was cut. */
#define TEXT_ELLIPSIS "\xE2\x80\xA6"
#define TEXT_ELLIPSIS_LEN 3u

/* A range of characters; tables of them are sorted. */
struct text_range {
	uint32_t first, last;
};

/* Is c in one of the n sorted ranges? */
bool	text_in_ranges(uint32_t c, const struct text_range *ranges, size_t n);

/* The characters of East Asian Width "Ambiguous". */
extern const struct text_range text_ambiguous[];
extern const size_t text_n_ambiguous;

/* A named character reference. */
struct text_entity {
	char	 name[13];
	bool	 bare;		/* understood without ";" */
	uint32_t c;
};

/* All of them, sorted by name. */
extern const struct text_entity text_entities[];
extern const size_t text_n_entities;

/* Characters beyond ASCII that decoded, and places that did not. */
struct text_count {
	size_t	n_good;
	size_t	n_bad;
};

/* Bytes at p before the first that is not ASCII. */
size_t	text_ascii_run(const char *p, size_t len);

/*
 * Bytes at p of well-formed characters between U+3040 and U+CFFF: kana, kanji,
 * Hangul, none of which is white space, invisible or forbidden.
 */
size_t	text_wide_run(const char *p, size_t len);

/* Count the characters beyond ASCII and the damage in p. */
void	text_utf8_count(struct text_count *count, const char *p, size_t len);

/* The same up to the first damage; true when there is none. */
bool	text_utf8_flawless(struct text_count *count, const char *p,
	    size_t len);

/*
 * Append well-formed text as far as it fits in out, cut at a character;
 * out->over tells that something was left out.
 */
void	text_add_fitting(struct buf *out, const char *p, size_t len);

/*
 * How a lead byte is decided: always plain, never plain, or by the bytes
 * behind it. A plain character is a cluster of its own between others.
 */
enum text_lead {
	TEXT_LEAD_RULES = 0,	/* ask the rules of UAX #29 */
	TEXT_LEAD_PLAIN,
	TEXT_LEAD_E2,		/* U+2000-2FFF */
	TEXT_LEAD_E3,		/* U+3000-3FFF but 302A-302F, 3099, 309A */
	TEXT_LEAD_EA,		/* U+A000-AFFF */
	TEXT_LEAD_ED,		/* U+D000-D7FF */
	TEXT_LEAD_EF		/* U+F000-FFFF */
};

/* One enum text_lead for each byte. */
extern const unsigned char text_leads[256];

/* The bytes of a character by the high four bits of its lead byte. */
extern const unsigned char text_lengths[16];

/* The same as text_is_plain() for the leads that need a closer look. */
bool	text_is_plain_tail(const char *p, size_t len);

/* The bytes of the cluster at p by the full rules. */
size_t	text_cluster_rules(const char *p, size_t len);

/* Is the character at p a cluster of its own when its neighbours are? */
static inline bool
text_is_plain(const char *p, size_t len)
{
	const unsigned char *s = (const unsigned char *)p;
	unsigned char lead = text_leads[s[0]];

	if (lead <= TEXT_LEAD_PLAIN)
		return lead == TEXT_LEAD_PLAIN;
	if (lead == TEXT_LEAD_E3 && len >= 3)
		return (s[1] != 0x80 || s[2] < 0xAA || s[2] > 0xAF) &&
		    (s[1] != 0x82 || s[2] < 0x99 || s[2] > 0x9A);
	return text_is_plain_tail(p, len);
}

/* The bytes of the cluster at the start of len > 0 well-formed bytes. */
static inline size_t
text_cluster(const char *p, size_t len)
{
	size_t n = text_lengths[(unsigned char)p[0] >> 4];

	if (n < len) {
		if (text_is_plain(p, len) && text_is_plain(p + n, len - n))
			return n;
	} else if (n == len)
		return n;
	return text_cluster_rules(p, len);
}

/*
 * The character at the start of len > 0 well-formed bytes, trusted to be so;
 * returns its bytes, never more than len.
 */
static inline size_t
text_char(uint32_t *c, const char *p, size_t len)
{
	const unsigned char *s = (const unsigned char *)p;
	size_t n = text_lengths[s[0] >> 4];

	if (n == 1 || n > len) {
		*c = s[0];
		return 1;
	}
	if (n == 2)
		*c = (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
	else if (n == 3)
		*c = (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 |
		    (s[2] & 0x3Fu);
	else
		*c = (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 |
		    (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
	return n;
}

/* Set n bytes: the few of a cluster, for which memset() is a long way. */
static inline void
text_fill(unsigned char *out, unsigned char value, size_t n)
{
	while (n-- > 0)
		*out++ = value;
}

/* Columns of one character, ambiguous ones narrow; 0 for controls. */
int	text_columns(uint32_t c);

/* ---- encodings: charset*.c ---- */

/* How bytes of an encoding are decoded. */
enum text_codec {
	TEXT_CODEC_NONE,	/* not at all: known by name only */
	TEXT_CODEC_UTF8,
	TEXT_CODEC_WIDE,	/* UTF-16, UTF-32 */
	TEXT_CODEC_JIS,		/* ISO-2022-JP, through EUC-JP */
	TEXT_CODEC_ICONV
};

/* The bytes that characters of two bytes are made of; two ranges each. */
struct text_pairs {
	unsigned char lead[4];	/* first, last, first, last */
	unsigned char trail[4];
};

struct text_charset {
	const char *name;	/* of the Encoding Standard */
	const char *labels;	/* its labels, apart by spaces */
	const char *iconv;	/* names for iconv_open(): the first to open */
	const struct text_pairs *pairs;	/* NULL: one byte a character */
	unsigned char codec;	/* enum text_codec */
	unsigned char unit;	/* of WIDE: bytes of a unit, 2 or 4 */
	bool	 big_endian;	/* of WIDE */
};

/* Bytes on their way to UTF-8. */
struct text_decoding {
	struct buf *out;
	const char *p;
	size_t	 len;
	bool	 flawless;	/* known to be good UTF-8 */
	size_t	 n_replaced;	/* U+FFFD put in */
	size_t	 n_odd;		/* bytes the encoding leaves undefined */
};

/* The encoding of a label, or NULL. */
const struct text_charset	*text_charset_find(const char *label,
				    size_t len);

/* The encoding of a standard name, which must be one. */
const struct text_charset	*text_charset_named(const char *name);

/* Do the two bytes at p look like a character of two bytes? */
bool	text_is_pair(const struct text_pairs *pairs, const unsigned char *p);

/* Decode by iconv; false when no converter opens, and nothing is done. */
bool	text_decode_iconv(struct text_decoding *d,
	    const struct text_charset *charset);

/* Decode UTF-16 or UTF-32. */
void	text_decode_wide(struct text_decoding *d,
	    const struct text_charset *charset);

/* Decode ISO-2022-JP; false as for text_decode_iconv(). */
bool	text_decode_jis(struct text_decoding *d);

/* The encoding that UTF-16 or UTF-32 without a mark shows by its NULs. */
const struct text_charset	*text_guess_wide(const char *p, size_t len);

/* Does an escape to a set of ISO-2022-JP stand in p? */
bool	text_guess_is_jis(const char *p, size_t len);

/* Are these bytes flawless EUC-JP with as much kana as Japanese has? */
bool	text_guess_is_euc_jp(const char *p, size_t len);

/* The likeliest encoding of unlabelled bytes; NULL when nothing is likely. */
const struct text_charset	*text_guess(const char *p, size_t len);

/* The label in an XML declaration within p; false when there is none. */
bool	text_declared_xml(struct str *label, const char *p, size_t len);

/* The label in an HTML meta element of the first 1,024 bytes of p. */
bool	text_declared_html(struct str *label, const char *p, size_t len);

#endif
