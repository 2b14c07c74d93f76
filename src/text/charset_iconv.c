/*
 * iconv with repair.
 *
 * The converter stops at what it cannot read; we put in U+FFFD and go on
 * behind it. How far is the Encoding Standard's rule: a pair that means
 * nothing goes as a whole, unless its second byte is ASCII, which is read
 * again. In encodings of one byte a character, 80 to 9F without a meaning are
 * the C1 controls of that number, which sanitize.h takes out later.
 */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "gogai/utf8.h"

#include "text_priv.h"

/*
 * Bytes that the converter may give at a time. When they are used up it does
 * part of its work again, so they should not be few.
 */
#define ROOM 32768

/* No converter. */
#define NONE ((iconv_t)-1)

static iconv_t
converter_open(const struct text_charset *charset)
{
	struct str names = str_of(charset->iconv), name;
	char string[32];
	iconv_t cd = NONE;

	while (cd == NONE && str_word(&names, &name)) {
		if (name.len >= sizeof string)
			continue;
		memcpy(string, name.p, name.len);
		string[name.len] = '\0';
		cd = iconv_open("UTF-8", string);
	}
	return cd;
}

/* Some converters hold a character back until they see the next: get it. */
static void
converter_flush(iconv_t cd, struct buf *out)
{
	char room[64], *to = room;
	size_t left = sizeof room;

	iconv(cd, NULL, NULL, &to, &left);
	text_add_fitting(out, room, (size_t)(to - room));
}

/* Stand in for what cannot be read at p; returns the bytes it takes. */
static size_t
add_damage(struct text_decoding *d, const struct text_charset *charset,
    const char *p, size_t left)
{
	const unsigned char *s = (const unsigned char *)p;
	char bytes[4];

	if (charset->pairs == NULL && s[0] >= 0x80 && s[0] <= 0x9F) {
		text_add_fitting(d->out, bytes, utf8_encode(bytes, s[0]));
		d->n_odd++;
		return 1;
	}
	text_add_fitting(d->out, TEXT_FFFD, TEXT_FFFD_LEN);
	d->n_replaced++;
	return left >= 2 && charset->pairs != NULL && s[1] >= 0x80 &&
	    text_is_pair(charset->pairs, s) ? 2 : 1;
}

bool
text_decode_iconv(struct text_decoding *d, const struct text_charset *charset)
{
	char room[ROOM], *from = (char *)d->p, *to;
	size_t left = d->len, room_left, n;
	iconv_t cd = converter_open(charset);
	int errnum;

	if (cd == NONE)
		return false;
	if (d->out->limit == 0 || d->out->limit - d->out->len > left * 3 / 2)
		buf_reserve(d->out, left * 3 / 2);
	while (left > 0 && !d->out->over) {
		to = room;
		room_left = sizeof room;
		errno = 0;
		iconv(cd, &from, &left, &to, &room_left);
		errnum = errno;
		text_add_fitting(d->out, room, (size_t)(to - room));
		if (errnum != EILSEQ && errnum != EINVAL)
			continue;
		converter_flush(cd, d->out);
		n = add_damage(d, charset, from, left);
		from += n;
		left -= n;
	}
	converter_flush(cd, d->out);
	iconv_close(cd);
	return true;
}
