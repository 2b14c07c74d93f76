/*
 * ISO-2022-JP, as it is met: with the rows of NEC and IBM, half-width kana
 * by escape or shift, JIS X 0212.
 *
 * The C library's converter knows the RFC's sets only and would lose a ①.
 * So the seven bits are made the eight of EUC-JP, which is a matter of
 * setting the high bit while a set of two bytes is shifted in, and go through
 * that converter. A line's end goes back to ASCII (RFC 1468).
 */
#include <string.h>

#include "text_priv.h"

/* The set that is shifted in. */
enum jis_set { JIS_ASCII, JIS_KANA, JIS_KANJI, JIS_KANJI_2 };

/* An escape sequence behind its ESC. */
struct jis_escape {
	const char *bytes;
	enum jis_set set;
};

static const struct jis_escape escapes[] = {
	{ "(B", JIS_ASCII },
	{ "(J", JIS_ASCII },	/* JIS-Roman: \ and ~ stay what they are */
	{ "(H", JIS_ASCII },	/* an old mistake for (J */
	{ "(I", JIS_KANA },
	{ "$B", JIS_KANJI },
	{ "$@", JIS_KANJI },	/* JIS C 6226-1978 */
	{ "$(B", JIS_KANJI },
	{ "$(O", JIS_KANJI },	/* JIS X 0213, plane 1 */
	{ "$(Q", JIS_KANJI },
	{ "$(D", JIS_KANJI_2 },	/* JIS X 0212 */
};

/* The escape sequence at p; returns its bytes, 0 where none is known. */
static size_t
escape_read(enum jis_set *set, const char *p, size_t len)
{
	size_t i, n;

	for (i = 0; i < CC_COUNT(escapes); i++) {
		n = strlen(escapes[i].bytes);
		if (len > n && memcmp(p + 1, escapes[i].bytes, n) == 0) {
			*set = escapes[i].set;
			return n + 1;
		}
	}
	return 0;
}

/* Can this be a byte of a set of two bytes? */
static bool
is_jis_byte(char c)
{
	return c >= 0x21 && c < 0x7F;
}

/* Append the character at p as EUC-JP; returns the bytes it takes. */
static size_t
add_euc(struct buf *euc, enum jis_set set, const char *p, size_t len)
{
	if (set == JIS_ASCII || !is_jis_byte(p[0])) {
		buf_addc(euc, p[0]);
		return 1;
	}
	if (set == JIS_KANA) {
		buf_addc(euc, (char)0x8E);
		buf_addc(euc, (char)(p[0] | 0x80));
		return 1;
	}
	if (len < 2 || !is_jis_byte(p[1])) {
		buf_addc(euc, (char)0xFF);	/* half a character */
		return 1;
	}
	if (set == JIS_KANJI_2)
		buf_addc(euc, (char)0x8F);
	buf_addc(euc, (char)(p[0] | 0x80));
	buf_addc(euc, (char)(p[1] | 0x80));
	return 2;
}

/* Seven bits to eight; bytes that had eight become damage. */
static void
to_euc(struct buf *euc, const char *p, size_t len)
{
	enum jis_set set = JIS_ASCII, before_shift = JIS_ASCII;
	size_t at = 0, n;

	while (at < len) {
		n = p[at] == 0x1B ? escape_read(&set, p + at, len - at) : 0;
		if (n > 0) {
			at += n;
		} else if (p[at] == 0x0E) {	/* shift out: kana */
			before_shift = set;
			set = JIS_KANA;
			at++;
		} else if (p[at] == 0x0F) {
			set = before_shift;
			at++;
		} else if ((unsigned char)p[at] >= 0x80) {
			buf_addc(euc, (char)0xFF);
			at++;
		} else {
			if (p[at] == '\n')
				set = before_shift = JIS_ASCII;
			at += add_euc(euc, set, p + at, len - at);
		}
	}
}

bool
text_decode_jis(struct text_decoding *d)
{
	struct buf euc = BUF_INIT;
	const char *p = d->p;
	size_t len = d->len;
	bool done;

	buf_reserve(&euc, len);
	to_euc(&euc, p, len);
	d->p = buf_string(&euc);
	d->len = euc.len;
	done = text_decode_iconv(d, text_charset_named("EUC-JP"));
	d->p = p;
	d->len = len;
	buf_release(&euc);
	return done;
}
