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

/* Longest first among those that end alike is not needed: any will do. */
static const char *const endings[] = {
	"…", "...", "[…]", "[...]", "(…)", "(...)", "……", "・・・",
	"続きを読む", "続きをよむ", "続きはこちら", "つづきを読む", "もっと見る",
	"もっと読む", "全文を読む", "記事の続きを読む", "詳細を見る", "詳しく見る",
	"read more", "read more.", "more", "continue reading",
	"read the full article", "read the full story", "read full article",
	"read on", "full story", "keep reading", "view article",
};

/* Where the last block or the last run without tags around it begins. */
static size_t
last_find(struct str s, struct str needle, size_t before)
{
	size_t i;

	if (before + needle.len > s.len)
		before = s.len >= needle.len ? s.len - needle.len + 1 : 0;
	for (i = before; i-- > 0;)
		if (memcmp(s.p + i, needle.p, needle.len) == 0)
			return i;
	return SIZE_MAX;
}

/* Does the body from `from` on hold nothing but this one paragraph? */
static bool
is_closing(struct str rest)
{
	ptrdiff_t p = str_ifind(rest, STR("<p"));

	return p < 0 && rest.len < 4096;
}

size_t
excerpt_without_credit(const char *html, size_t len)
{
	struct str s = { html, len };
	size_t i, words, start, tag;

	for (i = 0; i < CC_COUNT(credits); i++) {
		words = last_find(s, str_of(credits[i].words), len);
		if (words == SIZE_MAX)
			continue;
		start = last_find(s, str_of(credits[i].start), words);
		if (start == SIZE_MAX ||
		    !is_closing(str_sub(s, start, len)))
			continue;
		tag = last_find(s, STR("<p"), start);
		if (tag != SIZE_MAX && start - tag < 200 &&
		    memchr(html + tag, '>', start - tag) == html + start - 1)
			return tag;
		return start;
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
