/*
 * UTF-8, decoded by the bounds of the second byte.
 *
 * Table 3-7 of the Unicode standard says which second bytes may follow a lead
 * byte; the third and fourth are any continuation. Checking in that order
 * finds the end of a maximal subpart by itself: it is where the first byte
 * stands that does not fit. Long ASCII, most of any document, is passed over
 * eight bytes at a time.
 */
#include "gogai/utf8.h"

#include <string.h>

#include "text_priv.h"

/* Lead bytes, and what may follow them. */
struct lead {
	unsigned char first, last;
	unsigned char len;		/* bytes of the whole character */
	unsigned char low, high;	/* the second byte */
	unsigned char mask;		/* bits of the lead that count */
};

/* Unicode, table 3-7. */
static const struct lead leads[] = {
	{ 0xC2, 0xDF, 2, 0x80, 0xBF, 0x1F },
	{ 0xE0, 0xE0, 3, 0xA0, 0xBF, 0x0F },
	{ 0xE1, 0xEC, 3, 0x80, 0xBF, 0x0F },
	{ 0xED, 0xED, 3, 0x80, 0x9F, 0x0F },
	{ 0xEE, 0xEF, 3, 0x80, 0xBF, 0x0F },
	{ 0xF0, 0xF0, 4, 0x90, 0xBF, 0x07 },
	{ 0xF1, 0xF3, 4, 0x80, 0xBF, 0x07 },
	{ 0xF4, 0xF4, 4, 0x80, 0x8F, 0x07 },
};

static const struct lead *
lead_find(unsigned char byte)
{
	size_t i;

	for (i = 0; i < CC_COUNT(leads); i++)
		if (byte >= leads[i].first && byte <= leads[i].last)
			return &leads[i];
	return NULL;
}

/* Decode a character that is not ASCII; *ok is whether it was well formed. */
static size_t
decode_long(uint32_t *c, const unsigned char *s, size_t len, bool *ok)
{
	const struct lead *lead = lead_find(s[0]);
	uint32_t value;
	size_t i;

	*ok = false;
	*c = UTF8_REPLACEMENT;
	if (lead == NULL || len < 2 || s[1] < lead->low || s[1] > lead->high)
		return 1;
	value = (uint32_t)(s[0] & lead->mask) << 6 | (s[1] & 0x3Fu);
	for (i = 2; i < lead->len; i++) {
		if (i >= len || (s[i] & 0xC0) != 0x80)
			return i;
		value = value << 6 | (s[i] & 0x3Fu);
	}
	*c = value;
	*ok = true;
	return i;
}

size_t
utf8_decode(uint32_t *c, const char *p, size_t len)
{
	const unsigned char *s = (const unsigned char *)p;
	bool ok;

	if (s[0] < 0x80) {
		*c = s[0];
		return 1;
	}
	return decode_long(c, s, len, &ok);
}

size_t
utf8_encode(char out[4], uint32_t c)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = UTF8_REPLACEMENT;
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

void
utf8_add(struct buf *b, uint32_t c)
{
	char bytes[4];

	buf_add(b, bytes, utf8_encode(bytes, c));
}

size_t
text_ascii_run(const char *p, size_t len)
{
	uint64_t word;
	size_t i = 0;

	while (i + sizeof word <= len) {
		memcpy(&word, p + i, sizeof word);
		if ((word & UINT64_C(0x8080808080808080)) != 0)
			break;
		i += sizeof word;
	}
	while (i < len && (unsigned char)p[i] < 0x80)
		i++;
	return i;
}

/*
 * Well-formed characters of three bytes at p, those whose second byte has no
 * bounds of its own: kana, kanji, Hangul. The bytes that they take.
 */
static size_t
common_run(const unsigned char *s, size_t len)
{
	size_t i = 0;

	while (len - i >= 3 && s[i] > 0xE0 && s[i] < 0xED &&
	    (s[i + 1] & 0xC0) == 0x80 && (s[i + 2] & 0xC0) == 0x80)
		i += 3;
	return i;
}

size_t
text_wide_run(const char *p, size_t len)
{
	const unsigned char *s = (const unsigned char *)p;
	size_t i = 0;

	while (len - i >= 3 && s[i] >= 0xE3 && s[i] < 0xED &&
	    (s[i + 1] & 0xC0) == 0x80 && (s[i + 2] & 0xC0) == 0x80 &&
	    (s[i] > 0xE3 || s[i + 1] > 0x80))
		i += 3;
	return i;
}

/* Bytes at p that are well formed; *bad is the size of the damage behind. */
static size_t
valid_run(const char *p, size_t len, size_t *bad, size_t *n_long)
{
	const unsigned char *s = (const unsigned char *)p;
	uint32_t c;
	size_t i = 0, n;
	bool ok;

	*bad = 0;
	while (i < len) {
		i += text_ascii_run(p + i, len - i);
		n = common_run(s + i, len - i);
		i += n;
		*n_long += n / 3;
		if (i == len || s[i] < 0x80)
			continue;
		n = decode_long(&c, s + i, len - i, &ok);
		if (!ok) {
			*bad = n;
			break;
		}
		(*n_long)++;
		i += n;
	}
	return i;
}

bool
utf8_valid(const char *p, size_t len)
{
	size_t bad, n_long = 0;

	return valid_run(p, len, &bad, &n_long) == len;
}

bool
text_utf8_flawless(struct text_count *count, const char *p, size_t len)
{
	size_t bad;

	count->n_good = 0;
	count->n_bad = valid_run(p, len, &bad, &count->n_good) < len;
	return count->n_bad == 0;
}

void
text_utf8_count(struct text_count *count, const char *p, size_t len)
{
	size_t at = 0, bad;

	count->n_good = count->n_bad = 0;
	while (at < len) {
		at += valid_run(p + at, len - at, &bad, &count->n_good);
		at += bad;
		count->n_bad += bad > 0;
	}
}

void
text_add_fitting(struct buf *out, const char *p, size_t len)
{
	size_t room;

	if (out->over || len == 0)
		return;
	if (out->limit == 0 || len <= out->limit - out->len) {
		buf_add(out, p, len);
		return;
	}
	room = utf8_floor(p, len, out->limit - out->len);
	buf_add(out, p, room);
	buf_add(out, p + room, len - room);
}

void
utf8_repair(struct buf *out, const char *p, size_t len)
{
	size_t at = 0, n, bad, n_long = 0;

	while (at < len && !out->over) {
		n = valid_run(p + at, len - at, &bad, &n_long);
		text_add_fitting(out, p + at, n);
		if (bad > 0)
			text_add_fitting(out, TEXT_FFFD, TEXT_FFFD_LEN);
		at += n + bad;
	}
}

size_t
utf8_floor(const char *p, size_t len, size_t at)
{
	if (at >= len)
		return len;
	while (at > 0 && ((unsigned char)p[at] & 0xC0) == 0x80)
		at--;
	return at;
}
