/*
 * Pages: the main content of web pages, keyed by address without fragment.
 */
#include "gogai/store.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/date.h"
#include "gogai/mem.h"
#include "store_priv.h"

/* The key of an address; the caller frees it. */
static char *
page_key(const char *url)
{
	return mem_strndup(url, strcspn(url, "#"));
}

int
store_page_put(struct store *store, const struct store_page *page,
    struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_PAGE_PUT, err);
	char *key;
	int r;

	if (s == NULL)
		return -1;
	key = page_key(page->url);
	bind_text(s, 1, key);
	bind_text(s, 2, page->final_url);
	bind_text(s, 3, page->title);
	bind_text(s, 4, page->byline);
	bind_text(s, 5, page->site);
	bind_text(s, 6, page->language);
	bind_time(s, 7, page->published_at);
	bind_time(s, 8, page->fetched_at);
	bind_text(s, 9, page->validators.etag);
	bind_text(s, 10, page->validators.last_modified);
	if (page->html != NULL)
		(void)sqlite3_bind_text64(s, 11, page->html,
		    (sqlite3_uint64)page->html_len, SQLITE_STATIC,
		    SQLITE_UTF8);
	bind_text(s, 12, page->error);
	bind_text(s, 13, page->how);
	r = store_run(store, s, err);
	free(key);
	return r;
}

/* The columns of SQL_PAGE_READ (sql.c), in its order. */
static void
read_page(sqlite3_stmt *s, struct arena *arena, struct store_page *out)
{
	*out = (struct store_page){ 0 };
	out->url = column_text_or_empty(s, 0, arena);
	out->final_url = column_text(s, 1, arena);
	out->title = column_text(s, 2, arena);
	out->byline = column_text(s, 3, arena);
	out->site = column_text(s, 4, arena);
	out->language = column_text(s, 5, arena);
	out->published_at = column_time(s, 6);
	out->fetched_at = column_time(s, 7);
	out->validators.etag = column_text(s, 8, arena);
	out->validators.last_modified = column_text(s, 9, arena);
	out->html = column_text(s, 10, arena);
	out->html_len = out->html != NULL ?
	    (size_t)sqlite3_column_bytes(s, 10) : 0;
	out->error = column_text(s, 11, arena);
	out->how = column_text(s, 12, arena);
}

int
store_page_read(struct store *store, const char *url, struct arena *arena,
    struct store_page *out, struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_PAGE_READ, err);
	char *key;
	int r;

	if (s == NULL)
		return -1;
	key = page_key(url);
	bind_text(s, 1, key);
	r = store_step(store, s, err);
	if (r > 0) {
		read_page(s, arena, out);
		(void)sqlite3_reset(s);
	}
	(void)sqlite3_clear_bindings(s);
	free(key);
	if (r == 0)
		return err_set(err, ERR_NOT_FOUND,
		    _("this page is not in the cache: %s"), url);
	return r < 0 ? -1 : 0;
}

bool
store_page_has(struct store *store, const char *url)
{
	sqlite3_stmt *s = store_statement(store, SQL_PAGE_HAS, NULL);
	bool has = false;
	char *key;

	if (s == NULL)
		return false;
	key = page_key(url);
	bind_text(s, 1, key);
	if (store_step(store, s, NULL) > 0)
		has = sqlite3_column_int(s, 0) != 0;
	(void)sqlite3_reset(s);
	(void)sqlite3_clear_bindings(s);
	free(key);
	return has;
}

int
store_pages_wanted(struct store *store, size_t n, struct arena *arena,
    const struct store_wanted **out, size_t *n_out, struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_PAGES_WANTED, err);
	struct store_wanted *rows = NULL;
	size_t used = 0;
	int r;

	if (s == NULL)
		return -1;
	(void)sqlite3_bind_int64(s, 1, (sqlite3_int64)n);
	while ((r = store_step(store, s, err)) > 0) {
		rows = arena_grow(arena, rows, used, used + 1, sizeof(*rows));
		rows[used++] = (struct store_wanted){
			.article = sqlite3_column_int64(s, 0),
			.feed = sqlite3_column_int64(s, 1),
			.feed_url = column_text_or_empty(s, 2, arena),
			.url = column_text_or_empty(s, 3, arena) };
	}
	*out = rows;
	*n_out = used;
	return r;
}

int
store_page_unwant(struct store *store, int64_t article, struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_PAGE_UNWANT, err);

	if (s == NULL)
		return -1;
	(void)sqlite3_bind_int64(s, 1, article);
	return store_run(store, s, err);
}
