/*
 * Feeds and hosts: records to rows and back.
 */
#include "gogai/store.h"

#include <string.h>

#include "gogai/date.h"
#include "store_priv.h"

void
store_feed_init(struct store_feed *feed)
{
	*feed = (struct store_feed){
		.next_at = DATE_NONE, .fresh_until = DATE_NONE,
		.asked_at = DATE_NONE, .success_at = DATE_NONE,
		.changed_at = DATE_NONE, .failing_since = DATE_NONE,
		.moved_since = DATE_NONE, .ttl_secs = -1,
	};
}

static int
find_feed(struct store *store, const char *url, int64_t *id, struct err *err)
{
	sqlite3_stmt *stmt = store_statement(store, SQL_FEED_FIND, err);
	int r;

	if (stmt == NULL)
		return -1;
	bind_text(stmt, 1, url);
	r = store_step(store, stmt, err);
	if (r > 0)
		*id = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return r;
}

int
store_feed_ensure(struct store *store, const char *url, int64_t *id,
    struct err *err)
{
	sqlite3_stmt *stmt;
	int r;

	r = find_feed(store, url, id, err);
	if (r != 0)
		return r < 0 ? -1 : 0;
	stmt = store_statement(store, SQL_FEED_ADD, err);
	if (stmt == NULL)
		return -1;
	bind_text(stmt, 1, url);
	if (store_run(store, stmt, err) < 0)
		return -1;
	/* Another process may have been quicker: it is there all the same. */
	return find_feed(store, url, id, err) > 0 ? 0 : -1;
}

/* The columns of FEED_COLUMNS (sql.c), in its order. */
static void
read_feed(sqlite3_stmt *s, struct arena *arena, struct store_feed *f)
{
	f->id = sqlite3_column_int64(s, 0);
	f->url = column_text_or_empty(s, 1, arena);
	f->fetch_url = column_text(s, 2, arena);
	f->title = column_text(s, 3, arena);
	f->site = column_text(s, 4, arena);
	f->language = column_text(s, 5, arena);
	f->type = column_text(s, 6, arena);
	f->validators.etag = column_text(s, 7, arena);
	f->validators.last_modified = column_text(s, 8, arena);
	f->next_at = column_time(s, 9);
	f->fresh_until = column_time(s, 10);
	f->asked_at = column_time(s, 11);
	f->success_at = column_time(s, 12);
	f->changed_at = column_time(s, 13);
	f->failing_since = column_time(s, 14);
	f->ttl_secs = sqlite3_column_int64(s, 15);
	f->skip_hours = (uint32_t)sqlite3_column_int64(s, 16);
	f->skip_days = (uint8_t)sqlite3_column_int(s, 17);
	f->failures = (unsigned)sqlite3_column_int(s, 18);
	f->unchanged = (unsigned)sqlite3_column_int(s, 19);
	f->status = (long)sqlite3_column_int64(s, 20);
	f->error = column_text(s, 21, arena);
	f->gone = sqlite3_column_int(s, 22) != 0;
	f->excerpts = sqlite3_column_int(s, 23) != 0;
	f->moved_seen = (unsigned)sqlite3_column_int(s, 24);
	f->moved_since = column_time(s, 25);
	f->n_articles = sqlite3_column_int64(s, 26);
	f->n_unread = sqlite3_column_int64(s, 27);
	f->n_starred = sqlite3_column_int64(s, 28);
}

int
store_feed_read(struct store *store, int64_t id, struct arena *arena,
    struct store_feed *out, struct err *err)
{
	sqlite3_stmt *stmt = store_statement(store, SQL_FEED_READ, err);
	int r;

	if (stmt == NULL)
		return -1;
	(void)sqlite3_bind_int64(stmt, 1, id);
	r = store_step(store, stmt, err);
	if (r == 0)
		return err_set(err, ERR_NOT_FOUND, _("no such feed"));
	if (r < 0)
		return -1;
	read_feed(stmt, arena, out);
	(void)sqlite3_reset(stmt);
	return 0;
}

int
store_feeds(struct store *store, struct arena *arena,
    const struct store_feed **out, size_t *n, struct err *err)
{
	sqlite3_stmt *stmt = store_statement(store, SQL_FEEDS, err);
	struct store_feed *feeds = NULL;
	size_t cap = 0, used = 0;
	int r;

	if (stmt == NULL)
		return -1;
	while ((r = store_step(store, stmt, err)) > 0) {
		if (used == cap) {
			cap = cap > 0 ? 2 * cap : 64;
			feeds = arena_grow(arena, feeds, used, cap,
			    sizeof(*feeds));
		}
		read_feed(stmt, arena, &feeds[used++]);
	}
	*out = feeds;
	*n = used;
	return r;
}

int
store_feed_write(struct store *store, const struct store_feed *f,
    struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_FEED_WRITE, err);

	if (s == NULL)
		return -1;
	(void)sqlite3_bind_int64(s, 1, f->id);
	bind_text(s, 2, f->fetch_url);
	bind_text(s, 3, f->validators.etag);
	bind_text(s, 4, f->validators.last_modified);
	bind_time(s, 5, f->next_at);
	bind_time(s, 6, f->fresh_until);
	bind_time(s, 7, f->asked_at);
	bind_time(s, 8, f->success_at);
	bind_time(s, 9, f->changed_at);
	bind_time(s, 10, f->failing_since);
	(void)sqlite3_bind_int64(s, 11, f->ttl_secs);
	(void)sqlite3_bind_int64(s, 12, f->skip_hours);
	(void)sqlite3_bind_int(s, 13, f->skip_days);
	(void)sqlite3_bind_int64(s, 14, f->failures);
	(void)sqlite3_bind_int64(s, 15, f->unchanged);
	(void)sqlite3_bind_int64(s, 16, f->status);
	bind_text(s, 17, f->error);
	(void)sqlite3_bind_int(s, 18, f->gone);
	(void)sqlite3_bind_int(s, 19, f->excerpts);
	(void)sqlite3_bind_int64(s, 20, f->moved_seen);
	bind_time(s, 21, f->moved_since);
	return store_run(store, s, err);
}

int
store_feed_info(struct store *store, int64_t id, const struct feed_info *info,
    struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_FEED_INFO, err);

	if (s == NULL)
		return -1;
	(void)sqlite3_bind_int64(s, 1, id);
	bind_text(s, 2, info->title);
	bind_text(s, 3, info->link);
	bind_text(s, 4, info->description);
	bind_text(s, 5, info->language);
	bind_text(s, 6, info->author);
	bind_text(s, 7, info->type);
	bind_text(s, 8, info->self);
	bind_text(s, 9, info->hub);
	bind_text(s, 10, info->icon);
	return store_run(store, s, err);
}

int
store_host_wait(struct store *store, const char *host, time_t at,
    struct err *err)
{
	sqlite3_stmt *stmt = store_statement(store, SQL_HOST_SET, err);

	if (stmt == NULL)
		return -1;
	bind_text(stmt, 1, host);
	(void)sqlite3_bind_int64(stmt, 2, (sqlite3_int64)at);
	return store_run(store, stmt, err);
}

time_t
store_host_waits(struct store *store, const char *host)
{
	sqlite3_stmt *stmt = store_statement(store, SQL_HOST_GET, NULL);
	time_t at = DATE_NONE;

	if (stmt == NULL)
		return DATE_NONE;
	bind_text(stmt, 1, host);
	if (store_step(store, stmt, NULL) > 0)
		at = column_time(stmt, 0);
	(void)sqlite3_reset(stmt);
	return at;
}
