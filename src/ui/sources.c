/*
 * The feeds that screens show: the urls file's order and names, the cache's
 * numbers.
 *
 * One table, read anew when either has changed. Feeds that the cache still
 * has and the file no more stand behind the subscribed ones, so that their
 * articles have a source's name.
 */
#include "ui_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/date.h"
#include "gogai/map.h"
#include "gogai/mem.h"

void
sources_release(struct sources *sources)
{
	arena_free(sources->arena);
	memset(sources, 0, sizeof(*sources));
}

static const char *
title_for(struct arena *arena, const char *users, const char *own,
    const char *url)
{
	const char *title = users != NULL ? users : own;
	char *host;

	if (title != NULL && title[0] != '\0')
		return arena_strdup(arena, title);
	host = subs_fallback_title(url);
	title = arena_strdup(arena, host);
	free(host);
	return title;
}

static void
fill_source(struct arena *arena, struct source *source, const char *url,
    const struct subscription *sub, const struct store_feed *feed)
{
	source->url = arena_strdup(arena, url);
	source->title = title_for(arena, sub != NULL ? sub->title : NULL,
	    feed != NULL ? feed->title : NULL, url);
	source->subscribed = sub != NULL;
	source->hidden = sub == NULL || sub->hidden;
	if (feed == NULL)
		return;
	source->feed = feed->id;
	source->error = feed->error;
	source->gone = feed->gone;
	source->asked = feed->asked_at != DATE_NONE;
	source->n_articles = feed->n_articles;
	source->n_unread = feed->n_unread;
}

static int
compare_sources(const void *a, const void *b)
{
	const struct source *x = *(const struct source *const *)a;
	const struct source *y = *(const struct source *const *)b;

	return (x->feed > y->feed) - (x->feed < y->feed);
}

static void
index_sources(struct sources *sources)
{
	size_t i;

	sources->by_id = arena_array(sources->arena, sources->n + 1,
	    sizeof(*sources->by_id));
	for (i = 0; i < sources->n; i++)
		if (sources->rows[i].feed != 0)
			sources->by_id[sources->n_by_id++] = &sources->rows[i];
	qsort(sources->by_id, sources->n_by_id, sizeof(*sources->by_id),
	    compare_sources);
}

/* The cache's feeds by address; what cannot be read is shown as unknown. */
static struct map *
cached_feeds(struct ui *ui, struct arena *arena)
{
	const struct store_feed *feeds;
	struct map *map = map_new(0);
	struct err err;
	size_t i, n;

	err_clear(&err);
	if (ui->store == NULL)
		return map;
	if (store_feeds(ui->store, arena, &feeds, &n, &err) < 0) {
		status_fail(ui, "%s", err.message);
		return map;
	}
	for (i = 0; i < n; i++)
		(void)map_set(map, feeds[i].url, (void *)&feeds[i]);
	return map;
}

static void
read_totals(struct ui *ui, struct sources *sources)
{
	const struct store_view all = { .feed = 0 };
	const struct store_view unread = { .unread = true };

	if (ui->store == NULL)
		return;
	(void)store_count(ui->store, &all, &sources->n_articles, NULL);
	(void)store_count(ui->store, &unread, &sources->n_unread, NULL);
}

void
sources_read(struct ui *ui)
{
	struct sources *sources = &ui->sources;
	const struct subscription *sub;
	struct arena *arena = arena_new();
	struct map *feeds;
	size_t i, n = subs_len(ui->subs);
	const char *url;

	sources->arena = arena;
	feeds = cached_feeds(ui, arena);
	sources->rows = arena_array(arena, n + map_len(feeds) + 1,
	    sizeof(*sources->rows));
	for (i = 0; (sub = subs_at(ui->subs, i)) != NULL; i++)
		fill_source(arena, &sources->rows[sources->n++], sub->url, sub,
		    map_remove(feeds, sub->url));
	sources->n_subscribed = sources->n;
	for (i = 0; (url = map_key(feeds, i)) != NULL; i++)
		fill_source(arena, &sources->rows[sources->n++], url, NULL,
		    map_find(feeds, url));
	map_free(feeds, NULL);
	index_sources(sources);
	read_totals(ui, sources);
}

const struct source *
sources_find(const struct ui *ui, int64_t feed)
{
	const struct source key = { .feed = feed }, *wanted = &key;
	const struct source **found = NULL;

	if (ui->sources.n_by_id > 0)
		found = bsearch(&wanted, ui->sources.by_id,
		    ui->sources.n_by_id, sizeof(*found), compare_sources);
	return found != NULL ? *found : NULL;
}
