/*
 * gogai parse: a feed's bytes to JSON, without network or cache.
 */
#include <stdlib.h>
#include <string.h>

#include "cli_priv.h"
#include "gogai/bounds.h"
#include "gogai/feed.h"
#include "gogai/file.h"

static struct json *
enclosures_json(const struct article *a)
{
	struct json *list = json_new_list();
	size_t i;

	for (i = 0; i < a->n_enclosures; i++) {
		const struct enclosure *e = &a->enclosures[i];
		struct json *object = json_new();

		json_add_text(object, "url", e->url);
		json_add_text(object, "type", e->type);
		json_add_known(object, "length", e->length);
		json_add_known(object, "duration", e->secs);
		json_put(list, NULL, object);
	}
	return list;
}

static struct json *
links_json(const struct article *a)
{
	struct json *list = json_new_list();
	size_t i;

	for (i = 0; i < a->n_links; i++) {
		const struct feed_link *l = &a->links[i];
		struct json *object = json_new();

		json_add_text(object, "rel", l->rel);
		json_add_text(object, "href", l->href);
		json_add_text(object, "type", l->type);
		json_put(list, NULL, object);
	}
	return list;
}

/* Put a list into object unless it is empty. */
static void
put_list(struct json *object, const char *key, struct json *list)
{
	if (json_is_empty(list))
		json_drop(list);
	else
		json_put(object, key, list);
}

static struct json *
item_json(const struct article *a)
{
	struct json *object = json_new();

	json_add_text(object, "id", a->id);
	json_add_text(object, "title", a->title);
	json_add_text(object, "link", a->link);
	json_add_text(object, "author", a->author);
	json_add_time(object, "published", a->published_at);
	json_add_time(object, "updated", a->updated_at);
	/* Who wants a short text has one, whatever the feed called it. */
	json_add_text(object, "summary",
	    a->summary != NULL ? a->summary : a->content);
	json_add_text(object, "content", a->content);
	if (a->n_categories > 0)
		json_add_texts(object, "categories", a->categories,
		    a->n_categories);
	json_add_text(object, "comments", a->comments);
	put_list(object, "enclosures", enclosures_json(a));
	put_list(object, "links", links_json(a));
	return object;
}

static void
print_feed(const struct feed *feed)
{
	const struct feed_info *info = feed_info(feed);
	struct json *object = json_new(), *items = json_new_list();
	size_t i;

	json_add_text(object, "title", info->title);
	json_add_text(object, "link", info->link);
	json_add_text(object, "description", info->description);
	json_add_text(object, "language", info->language);
	json_add_text(object, "author", info->author);
	json_add_time(object, "updated", info->updated_at);
	json_add_text(object, "feed_type", info->type);
	json_add_text(object, "hub", info->hub);
	if (info->ttl_secs >= 0)
		json_add_number(object, "ttl", info->ttl_secs / 60);
	json_add_text(object, "icon", info->icon);
	for (i = 0; i < feed_n_articles(feed); i++)
		json_put(items, NULL, item_json(feed_article(feed, i)));
	json_put(object, "items", items);
	json_write(stdout, object, true);
	(void)fputc('\n', stdout);
}

int
cmd_parse(struct cli *cli)
{
	struct feed_source source = { 0 };
	bool json = false, stats = false;
	const struct flag flags[] = {
		{ "--json", FLAG_BOOL, &json },
		{ "--stats", FLAG_BOOL, &stats },
		{ "--base-url", FLAG_TEXT, &source.base_url },
		{ "--content-type", FLAG_TEXT, &source.content_type },
	};
	struct feed *feed = NULL;
	struct buf bytes;
	struct err err;
	size_t i;
	int r;

	err_clear(&err);
	if (cli_flags(cli, flags, CC_COUNT(flags)) < 0)
		return CLI_USAGE;
	if (cli->n_args != 1)
		return cli_usage(cli);
	/* One byte more than is parsed: the parser says that it has cut. */
	buf_init(&bytes, BOUND_FEED_BYTES + 1);
	r = file_read_start(&bytes, cli->args[0], &err);
	if (r == 0)
		r = feed_parse(&feed, buf_string(&bytes), bytes.len, &source,
		    &err);
	if (r == 0)
		print_feed(feed);
	for (i = 0; r == 0 && stats && i < feed_n_notes(feed); i++)
		out_print(stderr, "%s\n", feed_note(feed, i));
	feed_free(feed);
	buf_release(&bytes);
	return r < 0 ? cli_fail(&err, CLI_SOME) : CLI_OK;
}
