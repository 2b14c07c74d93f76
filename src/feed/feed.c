/*
 * Bytes to a feed: what they are, what encoding they are in, who reads them.
 *
 * The whole document is decoded to UTF-8 first, under BOUND_FEED_BYTES, then
 * read by one of two readers, XML or JSON, into drafts (feed_priv.h). What
 * was repaired on the way is noted. What is beyond the bound is cut off
 * behind the last complete article before any reader sees it.
 */
#include "gogai/feed.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "feed_priv.h"
#include "gogai/charset.h"
#include "gogai/date.h"
#include "gogai/map.h"
#include "gogai/mem.h"
#include "gogai/plain.h"

static struct feed *
feed_new(size_t seed)
{
	struct feed *feed = mem_calloc(1, sizeof(*feed));

	feed->arena = arena_new();
	feed->ids = map_new((uint64_t)(uintptr_t)feed ^ seed);
	feed->info.updated_at = DATE_NONE;
	feed->info.ttl_secs = -1;
	return feed;
}

void
feed_free(struct feed *feed)
{
	if (feed == NULL)
		return;
	arena_free(feed->arena);
	map_free(feed->ids, NULL);
	free(feed->articles);
	free(feed->pending);
	free(feed->notes);
	free(feed);
}

/* The length up to and with the last end of an article; 0: there is none. */
static size_t
complete_articles(const char *text, size_t len)
{
	static const char *const ends[] = { "</item>", "</entry>" };
	size_t i, k, end_len;

	for (i = len; i-- > 0;) {
		if (text[i] != '<')
			continue;
		for (k = 0; k < CC_COUNT(ends); k++) {
			end_len = strlen(ends[k]);
			if (len - i >= end_len &&
			    memcmp(text + i, ends[k], end_len) == 0)
				return i + end_len;
		}
	}
	return 0;
}

/*
 * Windows-1252 that was taken for ISO-8859-1 on its way to UTF-8 leaves its
 * quotes and dashes as C1 controls. They are put right here; the five that
 * mean nothing there either go where all controls go.
 */
static void
mend_quotes(struct buf *text)
{
	struct buf mended = BUF_INIT;
	const char *p = buf_string(text), *end = p + text->len, *at = p, *from;
	char reference[8];

	buf_init(&mended, text->limit);
	from = p;
	while ((at = memchr(at, '\xc2', (size_t)(end - at))) != NULL) {
		if (end - at < 2 || (unsigned char)at[1] >= 0xa0) {
			at++;
			continue;
		}
		buf_add(&mended, from, (size_t)(at - from));
		snprintf(reference, sizeof(reference), "&#%u;",
		    (unsigned)(unsigned char)at[1]);
		plain_entity(&mended, reference, strlen(reference));
		from = at += 2;
	}
	if (from == p) {
		buf_release(&mended);
		return;
	}
	buf_add(&mended, from, (size_t)(end - from));
	buf_release(text);
	*text = mended;
}

static bool
is_json(const char *text)
{
	struct str s = str_trim(str_of(text));

	return s.len > 0 && s.p[0] == '{';
}

/* Decode into text; too much is cut behind an article that is complete. */
static int
decode(struct buf *text, const char *bytes, size_t len,
    const struct feed_source *source, struct feed *feed, struct err *err)
{
	struct charset_result result = { 0 };
	size_t whole = len;

	if (len > BOUND_FEED_BYTES)
		len = BOUND_FEED_BYTES;
	charset_decode(text, bytes, len, source == NULL ? NULL :
	    source->content_type, CHARSET_XML, &result);
	mend_quotes(text);
	if (result.n_replaced > 0)
		feed_add_note(feed,
		    _("%zu characters are damaged (read as %s)"),
		    result.n_replaced, result.name);
	if (whole <= BOUND_FEED_BYTES && buf_ok(text))
		return 0;
	if (!is_json(buf_string(text))) {
		len = complete_articles(buf_string(text), text->len);
		if (len == 0)
			return err_set(err, ERR_BOUND, _("more than %u MB, "
			    "and no article ends before"),
			    (unsigned)(BOUND_FEED_BYTES >> 20));
		buf_cut(text, len);
	}
	feed_add_note(feed, _("more than %u MB: cut after an article"),
	    (unsigned)(BOUND_FEED_BYTES >> 20));
	return 0;
}

static int
read_document(struct parse *p, struct buf *text, struct err *err)
{
	const char *s = buf_string(text);

	if (is_json(s))
		return jsonfeed_read(p, text, err);
	if (sniff_is_html(s, text->len))
		return sniff_not_feed(s, text->len, NULL, p->base[0], err);
	return xmlfeed_read(p, s, text->len, err);
}

int
feed_parse(struct feed **out, const char *bytes, size_t len,
    const struct feed_source *source, struct err *err)
{
	struct parse p = { .source = source };
	struct buf text;
	int r;

	if (sniff_bytes(bytes, len, err) < 0)
		return -1;
	p.feed = feed_new(len);
	if (source != NULL)
		p.base[0] = source->base_url;
	buf_init(&text, BOUND_FEED_BYTES);
	r = decode(&text, bytes, len, source, p.feed, err);
	if (r == 0)
		r = read_document(&p, &text, err);
	if (p.feed->full)
		feed_add_note(p.feed, _("more than %u articles: "
		    "the first ones are kept"), BOUND_FEED_ITEMS);
	buf_release(&text);
	buf_release(&p.text);
	buf_release(&p.html);
	draft_release(&p.about);
	draft_release(&p.item);
	if (r < 0) {
		feed_free(p.feed);
		return -1;
	}
	*out = p.feed;
	return 0;
}

const struct feed_info *
feed_info(const struct feed *feed)
{
	return &feed->info;
}

size_t
feed_n_articles(const struct feed *feed)
{
	return feed->n;
}

const struct article *
feed_article(const struct feed *feed, size_t i)
{
	return &feed->articles[i];
}

size_t
feed_n_notes(const struct feed *feed)
{
	return feed->n_notes;
}

const char *
feed_note(const struct feed *feed, size_t i)
{
	return feed->notes[i];
}
