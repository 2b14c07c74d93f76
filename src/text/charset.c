/*
 * The order of belief, and when a candidate is given up.
 *
 * A byte order mark is believed. A label is believed unless the bytes say
 * otherwise: they prove another encoding, or too many of them do not decode.
 * Proof is an escape of ISO-2022-JP in seven-bit text, or a few characters of
 * flawless UTF-8, which words of no other encoding make by chance. How many
 * are too many depends on what the rest proves: a character of UTF-8 hardly
 * comes about by chance, so a tenth may be broken; of other encodings one in
 * fifty, and one more in any text of some length. When every candidate is
 * given up and nothing is likely, the first is taken after all if most of it
 * decodes, else windows-1252, which decodes everything.
 */
#include "gogai/charset.h"

#include <string.h>

#include "gogai/utf8.h"

#include "text_priv.h"

/* A byte order mark and what it says. */
struct bom {
	const char *bytes;
	size_t	 n;
	const char *name;
};

/* The longer ones first: UTF-32's starts as UTF-16's. */
static const struct bom boms[] = {
	{ "\xFF\xFE\0\0", 4, "UTF-32LE" },
	{ "\0\0\xFE\xFF", 4, "UTF-32BE" },
	{ "\xEF\xBB\xBF", 3, "UTF-8" },
	{ "\xFE\xFF", 2, "UTF-16BE" },
	{ "\xFF\xFE", 2, "UTF-16LE" },
};

/* The search for the encoding of one document. */
struct sniffer {
	struct buf *out;
	const char *p;
	size_t	 len;
	bool	 flawless;	/* the bytes are good UTF-8 */
	const struct text_charset *proof;	/* what the bytes prove */
	const struct text_charset *spare;	/* the first one given up */
	struct text_count spare_count;
	struct charset_result result;
};

static void
decode_utf8(struct text_decoding *d)
{
	struct text_count count;

	if (d->flawless || text_utf8_flawless(&count, d->p, d->len)) {
		text_add_fitting(d->out, d->p, d->len);
		return;
	}
	text_utf8_count(&count, d->p, d->len);
	d->n_replaced = count.n_bad;
	utf8_repair(d->out, d->p, d->len);
}

/* Decode; false when this encoding cannot be decoded here. */
static bool
decode(struct text_decoding *d, const struct text_charset *charset)
{
	switch ((enum text_codec)charset->codec) {
	case TEXT_CODEC_UTF8:
		decode_utf8(d);
		return true;
	case TEXT_CODEC_WIDE:
		text_decode_wide(d, charset);
		return true;
	case TEXT_CODEC_JIS:
		return text_decode_jis(d);
	case TEXT_CODEC_ICONV:
		return text_decode_iconv(d, charset);
	case TEXT_CODEC_NONE:
		break;
	}
	return false;
}

/* Is this few enough damage to go on believing? */
static bool
is_believable(const struct text_charset *charset,
    const struct text_count *count)
{
	if (count->n_bad == 0)
		return true;
	if (charset->codec == TEXT_CODEC_UTF8)
		return count->n_bad * 10 <= count->n_good;
	return count->n_bad <= count->n_good / 50 + (count->n_good >= 10);
}

/* Flawless characters of UTF-8 that are no chance. */
#define UTF8_PROOF 4

/* See what the bytes prove. */
static void
look(struct sniffer *s)
{
	struct text_count count;

	s->flawless = text_utf8_flawless(&count, s->p, s->len);
	if (!s->flawless)
		return;
	if (count.n_good >= UTF8_PROOF)
		s->proof = text_charset_named("UTF-8");
	else if (count.n_good == 0 && text_guess_is_jis(s->p, s->len))
		s->proof = text_charset_named("ISO-2022-JP");
}

/* Is this a byte of ASCII, and not NUL? */
static bool
is_ascii(char c)
{
	return c != 0 && (unsigned char)c < 0x80;
}

/* Do the bytes contradict this label before they are decoded? */
static bool
is_contradicted(const struct sniffer *s, const struct text_charset *charset)
{
	if (charset->codec == TEXT_CODEC_WIDE)
		return s->len >= 2 && is_ascii(s->p[0]) && is_ascii(s->p[1]);
	if (s->proof != NULL)
		return s->proof != charset;
	if (strcmp(charset->name, "Shift_JIS") == 0 ||
	    strcmp(charset->name, "windows-1252") == 0)
		return text_guess_is_euc_jp(s->p, s->len);
	return false;
}

/* Try a candidate; false when it is given up, and out is as before. */
static bool
attempt(struct sniffer *s, const struct text_charset *charset,
    const char *from)
{
	struct text_decoding d = { .out = s->out, .p = s->p, .len = s->len,
	    .flawless = s->flawless };
	struct text_count count = { 0, 0 };
	size_t start = s->out->len;
	bool over = s->out->over;

	if (charset == NULL || is_contradicted(s, charset) ||
	    !decode(&d, charset))
		return false;
	if (d.n_replaced + d.n_odd > 0) {
		text_utf8_count(&count, buf_string(s->out) + start,
		    s->out->len - start);
		count.n_bad = d.n_replaced + d.n_odd;
		count.n_good -= count.n_good < count.n_bad ? count.n_good :
		    count.n_bad;
	}
	s->result = (struct charset_result){ charset->name, from,
	    d.n_replaced };
	if (is_believable(charset, &count))
		return true;
	buf_cut(s->out, start);
	s->out->over = over;
	if (s->spare == NULL) {
		s->spare = charset;
		s->spare_count = count;
	}
	return false;
}

/* Decode whatever comes of it. */
static void
settle(struct sniffer *s, const struct text_charset *charset,
    const char *from)
{
	struct text_decoding d = { .out = s->out, .p = s->p, .len = s->len,
	    .flawless = s->flawless };

	if (!decode(&d, charset)) {
		charset = text_charset_named("UTF-8");
		decode(&d, charset);
	}
	s->result = (struct charset_result){ charset->name, from,
	    d.n_replaced };
}

static bool
try_mark(struct sniffer *s)
{
	size_t i, n;

	for (i = 0; i < CC_COUNT(boms); i++) {
		n = boms[i].n;
		if (s->len < n || memcmp(s->p, boms[i].bytes, n) != 0)
			continue;
		s->p += n;
		s->len -= n;
		settle(s, text_charset_named(boms[i].name), "bom");
		return true;
	}
	return false;
}

/* UTF-16 or UTF-32 without a mark, shown by NULs between ASCII. */
static bool
try_nuls(struct sniffer *s)
{
	const struct text_charset *charset = text_guess_wide(s->p, s->len);

	if (charset == NULL)
		return false;
	settle(s, charset, "detection");
	return true;
}

static bool
try_transport(struct sniffer *s, const char *content_type)
{
	char label[64];

	if (content_type == NULL)
		return false;
	if (charset_of_type(label, sizeof label, content_type))
		return attempt(s, text_charset_find(label, strlen(label)),
		    "transport");
	if (strpbrk(content_type, "/;=") != NULL)
		return false;
	return attempt(s, text_charset_find(content_type,
	    strlen(content_type)), "transport");
}

static bool
try_document(struct sniffer *s, enum charset_kind kind)
{
	const struct text_charset *charset;
	struct str label;
	bool found = false;

	if (kind == CHARSET_HTML)
		found = text_declared_html(&label, s->p, s->len);
	if (kind == CHARSET_XML || (kind == CHARSET_HTML && !found))
		found = text_declared_xml(&label, s->p, s->len);
	if (!found)
		return false;
	charset = text_charset_find(label.p, label.len);
	if (charset != NULL && charset->codec == TEXT_CODEC_WIDE)
		charset = text_charset_named("UTF-8");	/* we could read it */
	return attempt(s, charset, "document");
}

static void
detect(struct sniffer *s)
{
	const struct text_charset *charset = s->proof;
	size_t worth;

	if (charset == NULL)
		charset = text_guess(s->p, s->len);
	if (charset == NULL && s->spare != NULL) {
		worth = s->spare->codec == TEXT_CODEC_UTF8 ? 1 : 4;
		if (s->spare_count.n_good > worth * s->spare_count.n_bad)
			charset = s->spare;
	}
	if (charset == NULL)
		charset = text_charset_named("windows-1252");
	settle(s, charset, "detection");
}

void
charset_decode(struct buf *out, const char *p, size_t len,
    const char *content_type, enum charset_kind kind,
    struct charset_result *result)
{
	struct sniffer s = { .out = out, .p = p, .len = len };

	if (!try_mark(&s) && !try_nuls(&s)) {
		look(&s);
		if (!try_transport(&s, content_type) &&
		    !try_document(&s, kind))
			detect(&s);
	}
	if (result != NULL)
		*result = s.result;
}
