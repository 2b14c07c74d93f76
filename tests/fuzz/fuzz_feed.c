/*
 * Any bytes as a feed: a feed or a clean error comes out, and its records
 * keep what article.h promises. The first byte of the input chooses what is
 * known of the bytes: bits 0 and 1 the charset, bit 2 a base address.
 */
#include <string.h>

#include "fuzz.h"
#include "gogai/feed.h"
#include "gogai/sanitize.h"
#include "gogai/utf8.h"

static void
check_string(const char *s, bool line)
{
	size_t at = 0, len;
	uint32_t c;

	if (s == NULL)
		return;
	len = strlen(s);
	fuzz_require(utf8_valid(s, len), "UTF-8");
	while (at < len) {
		at += utf8_decode(&c, s + at, len - at);
		fuzz_require(!sanitize_forbids(c), "nothing forbidden");
		fuzz_require(!line || (c != '\n' && c != '\t'), "one line");
	}
}

static void
check_article(const struct article *a)
{
	size_t i;

	fuzz_require(a->id != NULL && *a->id != '\0', "an id");
	check_string(a->id, false);
	check_string(a->title, true);
	check_string(a->link, true);
	check_string(a->author, true);
	check_string(a->summary, false);
	check_string(a->content, false);
	check_string(a->comments, true);
	for (i = 0; i < a->n_categories; i++)
		check_string(a->categories[i], true);
	for (i = 0; i < a->n_enclosures; i++)
		check_string(a->enclosures[i].url, true);
	for (i = 0; i < a->n_links; i++)
		check_string(a->links[i].href, true);
	(void)feed_is_excerpt(a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const types[] = {
		NULL, "text/xml; charset=utf-8", "text/xml; charset=Shift_JIS",
		"application/feed+json",
	};
	struct feed_source source = { 0 };
	struct feed *feed;
	struct err err;
	size_t i;

	if (size == 0)
		return 0;
	err_clear(&err);
	source.content_type = types[data[0] & 3];
	source.base_url = (data[0] & 4) != 0 ? "http://f.example/x/" : NULL;
	if (feed_parse(&feed, (const char *)data + 1, size - 1, &source,
	    &err) < 0) {
		fuzz_require(err.code == ERR_NOT_FEED || err.code == ERR_BOUND,
		    "an error of the contract");
		check_string(err.message, true);
		return 0;
	}
	check_string(feed_info(feed)->title, true);
	check_string(feed_info(feed)->link, true);
	check_string(feed_info(feed)->description, false);
	for (i = 0; i < feed_n_articles(feed); i++)
		check_article(feed_article(feed, i));
	for (i = 0; i < feed_n_notes(feed); i++)
		check_string(feed_note(feed, i), true);
	feed_free(feed);
	return 0;
}
