/*
 * gogai list: headlines, newest first, for people and for scripts.
 *
 * Rows are read and written by windows, so a cache of any size takes the
 * memory of one. A headline's line is its id, mark, date, source and title,
 * parted by tabs: cut(1) and a person can both read it.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "cli_priv.h"
#include "gogai/arena.h"
#include "gogai/date.h"
#include "gogai/mem.h"

enum { WINDOW = 256 };

/* What a list needs to know of a feed. */
struct source {
	int64_t id;
	const char *url;
	const char *title;	/* the user's, the feed's, or the host */
};

struct listing {
	struct cli *cli;
	struct store *store;
	struct subs *subs;
	struct arena *arena;		/* of the sources */
	struct source *sources;		/* by id */
	size_t	 n_sources;
	struct store_view view;
	int64_t	 limit;
	bool	 json;
	bool	 any;			/* something was written */
};

static const char *
title_of(struct listing *l, const struct store_feed *feed)
{
	const struct subscription *sub = subs_find(l->subs, feed->url);
	const char *title;
	char *host;

	if (sub != NULL && sub->title != NULL)
		return arena_strdup(l->arena, sub->title);
	if (feed->title != NULL && feed->title[0] != '\0')
		return feed->title;
	host = subs_fallback_title(feed->url);
	title = arena_strdup(l->arena, host);
	free(host);
	return title;
}

static int
read_sources(struct listing *l, struct err *err)
{
	const struct store_feed *feeds;
	size_t i, n;

	if (store_feeds(l->store, l->arena, &feeds, &n, err) < 0)
		return -1;
	l->sources = arena_array(l->arena, n + 1, sizeof(*l->sources));
	for (i = 0; i < n; i++)
		l->sources[i] = (struct source){ .id = feeds[i].id,
		    .url = feeds[i].url, .title = title_of(l, &feeds[i]) };
	l->n_sources = n;
	return 0;
}

static int
compare_id(const void *key, const void *element)
{
	int64_t id = *(const int64_t *)key;
	const struct source *source = element;

	return (id > source->id) - (id < source->id);
}

static const struct source *
source_of(const struct listing *l, int64_t feed)
{
	static const struct source none = { 0, "", "" };
	const struct source *found = bsearch(&feed, l->sources, l->n_sources,
	    sizeof(*l->sources), compare_id);

	return found != NULL ? found : &none;
}

static void
add_tags(struct json *object, const char *joined)
{
	const char *tags[64];
	char *copy = mem_strdup(joined), *p = copy;
	size_t n = 0;

	while (p != NULL && *p != '\0' && n < CC_COUNT(tags)) {
		char *comma = strchr(p, ',');

		if (comma != NULL)
			*comma = '\0';
		tags[n++] = p;
		p = comma != NULL ? comma + 1 : NULL;
	}
	json_add_texts(object, "tags", tags, n);
	free(copy);
}

/* Every key is there for scripts: a date that is not is null. */
static void
add_time(struct json *object, const char *key, time_t at)
{
	if (at == DATE_NONE)
		json_add_null(object, key);
	else
		json_add_time(object, key, at);
}

static void
print_json(struct listing *l, const struct headline *h)
{
	const struct source *source = source_of(l, h->feed);
	struct json *object = json_new();

	json_add_number(object, "id", h->key.id);
	json_add_text(object, "feed", source->url);
	json_add_text(object, "feed_title", source->title);
	json_add_text(object, "title", h->title);
	json_add_text(object, "link", h->link);
	json_add_text(object, "author", h->author);
	add_time(object, "published", h->published_at);
	add_time(object, "updated", h->updated_at);
	json_add_bool(object, "unread", h->unread);
	json_add_bool(object, "starred", h->starred);
	add_tags(object, h->tags);
	(void)fputs(l->any ? ",\n" : "[\n", stdout);
	json_write(stdout, object, false);
}

static void
print_line(struct listing *l, const struct headline *h)
{
	char date[DATE_RFC3339_MAX] = "";
	struct tm local;

	if (localtime_r(&h->key.at, &local) != NULL)
		(void)strftime(date, sizeof(date), "%Y-%m-%d %H:%M", &local);
	out_print(stdout, "%" PRId64 "\t%s%s\t%s\t%s\t%s\n", h->key.id,
	    h->unread ? "N" : " ", h->starred ? "*" : " ", date,
	    source_of(l, h->feed)->title, h->title);
}

/* One window behind *key; 1 when there may be more, 0, -1. */
static int
print_window(struct listing *l, struct store_key *key, bool first,
    struct err *err)
{
	struct arena *arena = arena_new();
	size_t i, n = 0, want = WINDOW;
	struct headline *rows;
	int r;

	if (l->limit >= 0 && (int64_t)want > l->limit)
		want = (size_t)l->limit;
	r = store_window(l->store, &l->view, first ? NULL : key, STORE_AFTER,
	    want, arena, &rows, &n, err);
	for (i = 0; r == 0 && i < n; i++) {
		if (l->json)
			print_json(l, &rows[i]);
		else
			print_line(l, &rows[i]);
		l->any = true;
		*key = rows[i].key;
	}
	if (l->limit >= 0)
		l->limit -= (int64_t)n;
	arena_free(arena);
	return r < 0 ? -1 : n == WINDOW;
}

static int
print_all(struct listing *l, struct err *err)
{
	struct store_key key = { 0, 0 };
	int r = 1;

	for (bool first = true; r > 0; first = false)
		r = print_window(l, &key, first, err);
	if (l->json && r == 0)
		(void)fputs(l->any ? "\n]\n" : "[]\n", stdout);
	return r;
}

/* The view's feed by its address: ERR_NOT_FOUND where nobody knows it. */
static int
choose_feed(struct listing *l, const char *url, struct err *err)
{
	size_t i;

	if (url == NULL)
		return 0;
	for (i = 0; i < l->n_sources; i++)
		if (strcmp(l->sources[i].url, url) == 0)
			l->view.feed = l->sources[i].id;
	if (l->view.feed == 0)
		return err_set(err, ERR_NOT_FOUND,
		    _("no feed of this address was polled: %s"), url);
	return 0;
}

int
cmd_list(struct cli *cli)
{
	struct listing l = { .cli = cli, .limit = -1 };
	const char *feed = NULL;
	const struct flag flags[] = {
		{ "--unread", FLAG_BOOL, &l.view.unread },
		{ "--starred", FLAG_BOOL, &l.view.starred },
		{ "--feed", FLAG_TEXT, &feed },
		{ "--limit", FLAG_NUMBER, &l.limit },
		{ "--json", FLAG_BOOL, &l.json },
	};
	struct err err;
	int r = -1;

	err_clear(&err);
	if (cli_flags(cli, flags, CC_COUNT(flags)) < 0)
		return CLI_USAGE;
	l.arena = arena_new();
	if (subs_load(&l.subs, cli->paths.urls, &err) == 0 &&
	    store_open(&l.store, cli->paths.cache, STORE_READ, &err) == 0 &&
	    read_sources(&l, &err) == 0 && choose_feed(&l, feed, &err) == 0)
		r = print_all(&l, &err);
	store_close(l.store);
	subs_free(l.subs);
	arena_free(l.arena);
	return r < 0 ? cli_fail(&err, CLI_SOME) : CLI_OK;
}
