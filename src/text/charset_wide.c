/*
 * UTF-16 and UTF-32, without a library: units to characters, surrogates to
 * one character, what is none to U+FFFD.
 */
#include "gogai/utf8.h"

#include "text_priv.h"

/* The unit at p. */
static uint32_t
unit_at(const struct text_charset *charset, const unsigned char *p)
{
	uint32_t value = 0;
	size_t i;

	for (i = 0; i < charset->unit; i++)
		value = value << 8 |
		    p[charset->big_endian ? i : charset->unit - 1 - i];
	return value;
}

static bool
is_surrogate(uint32_t c, uint32_t first)
{
	return c >= first && c < first + 0x400;
}

/* The character at p; returns its bytes. left >= unit. */
static size_t
wide_char(uint32_t *c, const struct text_charset *charset,
    const unsigned char *p, size_t left)
{
	size_t unit = charset->unit;
	uint32_t low;

	*c = unit_at(charset, p);
	if (unit == 2 && is_surrogate(*c, 0xD800) && left >= 2 * unit) {
		low = unit_at(charset, p + unit);
		if (is_surrogate(low, 0xDC00)) {
			*c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
			return 2 * unit;
		}
	}
	if (*c > 0x10FFFF || (*c >= 0xD800 && *c <= 0xDFFF))
		*c = UTF8_REPLACEMENT;
	return unit;
}

void
text_decode_wide(struct text_decoding *d, const struct text_charset *charset)
{
	const unsigned char *p = (const unsigned char *)d->p;
	char room[4096];
	size_t at = 0, n = 0;
	uint32_t c;

	while (d->len - at >= charset->unit && !d->out->over) {
		at += wide_char(&c, charset, p + at, d->len - at);
		d->n_replaced += c == UTF8_REPLACEMENT;
		n += utf8_encode(room + n, c);
		if (n > sizeof room - 4) {
			text_add_fitting(d->out, room, n);
			n = 0;
		}
	}
	text_add_fitting(d->out, room, n);
	if (at < d->len) {
		text_add_fitting(d->out, TEXT_FFFD, TEXT_FFFD_LEN);
		d->n_replaced++;
	}
}

/* Is p[i] ASCII text and are the other bytes of its unit NUL? */
static bool
is_ascii_unit(const struct text_charset *charset, const unsigned char *p)
{
	uint32_t c = unit_at(charset, p);

	return (c >= 0x20 && c < 0x7F) || (c >= 0x09 && c <= 0x0D);
}

const struct text_charset *
text_guess_wide(const char *p, size_t len)
{
	static const char *const names[] = { "UTF-32LE", "UTF-32BE",
	    "UTF-16LE", "UTF-16BE" };
	const unsigned char *s = (const unsigned char *)p;
	const struct text_charset *charset;
	size_t i;

	for (i = 0; i < CC_COUNT(names); i++) {
		charset = text_charset_named(names[i]);
		if (len >= 2u * charset->unit && is_ascii_unit(charset, s) &&
		    is_ascii_unit(charset, s + charset->unit))
			return charset;
	}
	return NULL;
}
