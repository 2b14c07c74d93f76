/*
 * Is a body all that there is, or a teaser?
 *
 * Blog software says so in words: it ends an excerpt with "[…]" and puts
 * "The post ... appeared first on ..." below. The first is looked at, the
 * second is never part of an article and is taken off.
 */
#include "gogai/feed.h"

#include <string.h>

#include "feed_priv.h"
#include "gogai/plain.h"

/* A summary shorter than this does not prove to be the whole text. */
#define SHORT_BYTES 1000
/* A closing paragraph with two links is not longer than this. */
#define CREDIT_BYTES 4096
/* How much of a body's end is looked at for the words of an excerpt. */
#define TAIL_BYTES 200

/* WordPress's words, in the languages that this reader is made for. */
struct credit {
	const char *start;	/* how the paragraph begins */
	const char *words;	/* what stands in it */
};

static const struct credit credits[] = {
	{ "The post ", " appeared first on " },
	{ "The article ", " appeared first on " },
	{ "投稿 ", "に最初に表示されました" },
	{ "投稿", "の最初に登場" },
};

/* How a text goes on elsewhere; without regard to the case of letters. */
static const char *const endings[] = {
	"…", "...", "[…]", "[...]", "(…)", "(...)", "……", "・・・",
	"続きを読む", "続きをよむ", "続きはこちら", "つづきを読む", "もっと見る",
	"もっと読む", "全文を読む", "記事の続きを読む", "詳細を見る", "詳しく見る",
	"read more", "read more.", "more", "continue reading",
	"read the full article", "read the full story", "read full article",
	"read on", "full story", "keep reading", "view article",
};

/* The last occurrence of needle in the first `before` bytes of s, or -1. */
static ptrdiff_t
find_last(struct str s, const char *needle, size_t before)
{
	ptrdiff_t at, last = -1;
	size_t from = 0;

	s = str_sub(s, 0, before);
	while ((at = str_find(str_sub(s, from, s.len),
	    str_of(needle))) >= 0) {
		last = (ptrdiff_t)from + at;
		from = (size_t)last + 1;
	}
	return last;
}

/* Where in the tail of a body such a credit begins, or -1. */
static ptrdiff_t
find_credit(struct str tail, const struct credit *credit)
{
	ptrdiff_t words, start, p;

	words = find_last(tail, credit->words, tail.len);
	if (words < 0)
		return -1;
	start = find_last(tail, credit->start, (size_t)words);
	if (start < 0 || str_find(str_sub(tail, (size_t)start, tail.len),
	    STR("<p")) >= 0)
		return -1;
	p = find_last(tail, "<p", (size_t)start);
	if (p >= 0 && memchr(tail.p + p, '>', (size_t)(start - p)) ==
	    tail.p + start - 1)
		return p;
	return start;
}

size_t
excerpt_without_credit(const char *html, size_t len)
{
	size_t from = len > CREDIT_BYTES ? len - CREDIT_BYTES : 0, i;
	struct str tail = { html + from, len - from };
	ptrdiff_t at;

	for (i = 0; i < CC_COUNT(credits); i++) {
		at = find_credit(tail, &credits[i]);
		if (at >= 0)
			return from + (size_t)at;
	}
	return len;
}

/* Without the arrows, quotes and full stops that follow such words. */
static struct str
without_arrow(struct str s)
{
	static const char *const marks[] = {
		"→", "»", "›", ">", "&gt;", "≫", "＞", "]", "］", ")", "）",
		"▶", "►", "。",
	};
	size_t i;
	bool cut = true;

	while (cut) {
		cut = false;
		s = str_trim(s);
		for (i = 0; i < CC_COUNT(marks); i++)
			if (str_ends(s, marks[i])) {
				s.len -= strlen(marks[i]);
				cut = true;
			}
	}
	return s;
}

static bool
ends_like_excerpt(struct str text)
{
	struct str bare = without_arrow(text), tail;
	size_t i, len;

	for (i = 0; i < CC_COUNT(endings); i++) {
		len = strlen(endings[i]);
		if (bare.len < len)
			continue;
		tail = str_sub(bare, bare.len - len, len);
		if (str_iis(tail, endings[i]) && (strcmp(endings[i], "more") !=
		    0 || bare.len != text.len))
			return true;
	}
	tail = str_sub(text, text.len > TAIL_BYTES ? text.len - TAIL_BYTES : 0,
	    text.len);
	return str_find(tail, STR("appeared first on")) >= 0 ||
	    str_find(tail, STR("に最初に表示されました")) >= 0;
}

bool
feed_is_excerpt(const struct article *article)
{
	const char *body = article->content != NULL ? article->content :
	    article->summary;
	struct buf text = BUF_INIT;
	bool excerpt;

	if (body == NULL)
		return true;
	plain_from_html(&text, body, strlen(body), 0);
	excerpt = text.len == 0 ||
	    ends_like_excerpt((struct str){ text.data, text.len }) ||
	    (article->content == NULL && text.len < SHORT_BYTES);
	buf_release(&text);
	return excerpt;
}
