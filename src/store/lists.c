/*
 * Lists: windows, lengths, ranks and the next unread, all by key.
 *
 * The text of a list's statement is put together from the view: which of the
 * indexes it walks follows from its conditions, each of which has one
 * (article_all, _of_feed, _unread, _unread_of_feed, _starred, tag's key). No
 * statement here reads rows that it does not return, but store_rank() and
 * store_at(), which walk an index, and store_filter(), which reads all.
 */
#include "gogai/store.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/buf.h"
#include "gogai/date.h"
#include "gogai/fold.h"
#include "store_priv.h"

/* Bound parameters, the same in all texts. */
enum { P_FEED = 1, P_TAG, P_AT, P_ID, P_N };

#define HEADLINE_COLUMNS \
	"a.id, a.sort_at, a.feed, a.title, f.title, a.link, a.author," \
	" a.published_at, a.updated_at, a.unread, a.starred," \
	" (SELECT group_concat(name) FROM tag WHERE article = a.id)"

/* "FROM ... WHERE ..." for the rows of a view. */
static void
from_view(struct buf *sql, const struct store_view *view, bool with_feed)
{
	buf_adds(sql, " FROM article a");
	if (view->tag != NULL)
		buf_adds(sql, " JOIN tag t ON t.article = a.id AND"
		    " t.name = ?2");
	if (with_feed)
		buf_adds(sql, " CROSS JOIN feed f ON f.id = a.feed");
	buf_adds(sql, " WHERE 1");
	if (view->feed != 0)
		buf_adds(sql, " AND a.feed = ?1");
	if (view->unread)
		buf_adds(sql, " AND a.unread = 1");
	if (view->starred)
		buf_adds(sql, " AND a.starred = 1");
}

static void
bind_view(sqlite3_stmt *s, const struct store_view *view,
    const struct store_key *key)
{
	if (view->feed != 0)
		(void)sqlite3_bind_int64(s, P_FEED, view->feed);
	if (view->tag != NULL)
		bind_text(s, P_TAG, view->tag);
	if (key != NULL) {
		bind_time(s, P_AT, key->at);
		(void)sqlite3_bind_int64(s, P_ID, key->id);
	}
}

/* Prepare what is in sql, which is released, and bind view and key. */
static sqlite3_stmt *
prepare_view(struct store *store, struct buf *sql,
    const struct store_view *view, const struct store_key *key,
    struct err *err)
{
	sqlite3_stmt *s = store_prepare(store, buf_string(sql), err);

	buf_release(sql);
	if (s != NULL)
		bind_view(s, view, key);
	return s;
}

static void
read_headline(sqlite3_stmt *s, struct arena *arena, struct headline *h)
{
	h->key.id = sqlite3_column_int64(s, 0);
	h->key.at = column_time(s, 1);
	h->feed = sqlite3_column_int64(s, 2);
	h->title = column_text_or_empty(s, 3, arena);
	h->feed_title = column_text_or_empty(s, 4, arena);
	h->link = column_text_or_empty(s, 5, arena);
	h->author = column_text_or_empty(s, 6, arena);
	h->published_at = column_time(s, 7);
	h->updated_at = column_time(s, 8);
	h->unread = sqlite3_column_int(s, 9) != 0;
	h->starred = sqlite3_column_int(s, 10) != 0;
	h->tags = column_text_or_empty(s, 11, arena);
}

int
store_window(struct store *store, const struct store_view *view,
    const struct store_key *key, enum store_direction direction, size_t n,
    struct arena *arena, struct headline **out, size_t *n_out,
    struct err *err)
{
	bool after = direction == STORE_AFTER;
	struct headline *rows;
	struct buf sql = BUF_INIT;
	size_t used = 0, cap = n < 256 ? n : 256;
	sqlite3_stmt *s;
	int r;

	buf_adds(&sql, "SELECT " HEADLINE_COLUMNS);
	from_view(&sql, view, true);
	if (key != NULL)
		buf_adds(&sql, after ? " AND (a.sort_at, a.id) < (?3, ?4)" :
		    " AND (a.sort_at, a.id) > (?3, ?4)");
	buf_adds(&sql, after ? " ORDER BY a.sort_at DESC, a.id DESC LIMIT ?5" :
	    " ORDER BY a.sort_at, a.id LIMIT ?5");
	s = prepare_view(store, &sql, view, key, err);
	if (s == NULL)
		return -1;
	(void)sqlite3_bind_int64(s, P_N, (sqlite3_int64)n);
	rows = arena_array(arena, cap, sizeof(*rows));
	while ((r = store_step(store, s, err)) > 0) {
		if (used == cap) {
			rows = arena_grow(arena, rows, cap, 2 * cap,
			    sizeof(*rows));
			cap *= 2;
		}
		read_headline(s, arena, &rows[used++]);
	}
	(void)sqlite3_finalize(s);
	*out = rows;
	*n_out = used;
	return r;
}

int
store_headline(struct store *store, int64_t id, struct arena *arena,
    struct headline *out, struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_HEADLINE, err);
	int r;

	if (s == NULL)
		return -1;
	(void)sqlite3_bind_int64(s, 1, id);
	r = store_step(store, s, err);
	if (r == 0)
		return err_set(err, ERR_NOT_FOUND, _("no article %lld"),
		    (long long)id);
	if (r < 0)
		return -1;
	read_headline(s, arena, out);
	(void)sqlite3_reset(s);
	return 0;
}

/* The first column of the first row of a view's statement, 0 for none. */
static int
one_number(struct store *store, struct buf *sql,
    const struct store_view *view, const struct store_key *key, int64_t *n,
    struct err *err)
{
	sqlite3_stmt *s = prepare_view(store, sql, view, key, err);
	int r;

	if (s == NULL)
		return -1;
	r = store_step(store, s, err);
	*n = r > 0 ? sqlite3_column_int64(s, 0) : 0;
	(void)sqlite3_finalize(s);
	return r < 0 ? -1 : 0;
}

/* Lengths that are counted with every change. */
static int
kept_count(struct store *store, const struct store_view *view, int64_t *n,
    struct err *err)
{
	sqlite3_stmt *s = store_statement(store,
	    view->feed != 0 ? SQL_FEED_TOTALS : SQL_TOTALS, err);
	int r;

	if (s == NULL)
		return -1;
	if (view->feed != 0)
		(void)sqlite3_bind_int64(s, 1, view->feed);
	r = store_step(store, s, err);
	*n = r > 0 ? sqlite3_column_int64(s, view->unread ? 1 :
	    view->starred ? 2 : 0) : 0;
	(void)sqlite3_reset(s);
	return r < 0 ? -1 : 0;
}

int
store_count(struct store *store, const struct store_view *view, int64_t *n,
    struct err *err)
{
	struct buf sql = BUF_INIT;

	if (view->tag == NULL && !(view->unread && view->starred))
		return kept_count(store, view, n, err);
	buf_adds(&sql, "SELECT count(*)");
	from_view(&sql, view, false);
	return one_number(store, &sql, view, NULL, n, err);
}

int
store_rank(struct store *store, const struct store_view *view,
    const struct store_key *key, int64_t *n, struct err *err)
{
	struct buf sql = BUF_INIT;

	buf_adds(&sql, "SELECT count(*)");
	from_view(&sql, view, false);
	buf_adds(&sql, " AND (a.sort_at, a.id) > (?3, ?4)");
	return one_number(store, &sql, view, key, n, err);
}

/* The key in the first row: 1, 0 for no row, -1. */
static int
one_key(struct store *store, struct buf *sql, const struct store_view *view,
    const struct store_key *key, int64_t offset, struct store_key *out,
    struct err *err)
{
	sqlite3_stmt *s = prepare_view(store, sql, view, key, err);
	int r;

	if (s == NULL)
		return -1;
	if (sqlite3_bind_parameter_count(s) >= P_N)
		(void)sqlite3_bind_int64(s, P_N, offset);
	r = store_step(store, s, err);
	if (r > 0) {
		out->at = column_time(s, 0);
		out->id = sqlite3_column_int64(s, 1);
	}
	(void)sqlite3_finalize(s);
	return r;
}

int
store_at(struct store *store, const struct store_view *view, int64_t rank,
    struct store_key *out, struct err *err)
{
	struct buf sql = BUF_INIT;
	int r;

	/* SQLite takes a negative offset for none. */
	if (rank < 0)
		return err_set(err, ERR_NOT_FOUND, _("no such row"));
	buf_adds(&sql, "SELECT a.sort_at, a.id");
	from_view(&sql, view, false);
	buf_adds(&sql, " ORDER BY a.sort_at DESC, a.id DESC"
	    " LIMIT 1 OFFSET ?5");
	r = one_key(store, &sql, view, NULL, rank, out, err);
	if (r == 0)
		return err_set(err, ERR_NOT_FOUND, _("no such row"));
	return r < 0 ? -1 : 0;
}

static int
first_unread(struct store *store, const struct store_view *view,
    const struct store_key *key, struct store_key *out, struct err *err)
{
	struct store_view unread = *view;
	struct buf sql = BUF_INIT;

	unread.unread = true;
	buf_adds(&sql, "SELECT a.sort_at, a.id");
	from_view(&sql, &unread, false);
	if (key != NULL)
		buf_adds(&sql, " AND (a.sort_at, a.id) < (?3, ?4)");
	buf_adds(&sql, " ORDER BY a.sort_at DESC, a.id DESC LIMIT 1");
	return one_key(store, &sql, &unread, key, 0, out, err);
}

int
store_next_unread(struct store *store, const struct store_view *view,
    const struct store_key *key, struct store_key *out, struct err *err)
{
	int r = first_unread(store, view, key, out, err);

	if (r == 0 && key != NULL)
		r = first_unread(store, view, NULL, out, err);
	if (r == 0)
		return err_set(err, ERR_NOT_FOUND, _("nothing unread"));
	return r < 0 ? -1 : 0;
}

/* ---- filtering ---- */

/* Rows between two questions whether to stop. */
enum { STOP_EVERY = 512 };

struct filter {
	struct buf needle;	/* folded */
	struct buf hay;
	struct store_key *keys;
	size_t n, cap;
};

static bool
column_holds(struct filter *filter, sqlite3_stmt *s, int i)
{
	const char *text = (const char *)sqlite3_column_text(s, i);

	if (text == NULL)
		return false;
	buf_clear(&filter->hay);
	fold_text(&filter->hay, text, (size_t)sqlite3_column_bytes(s, i));
	return fold_contains(buf_string(&filter->hay), filter->hay.len,
	    buf_string(&filter->needle), filter->needle.len);
}

static void
filter_row(struct filter *filter, sqlite3_stmt *s)
{
	if (!column_holds(filter, s, 2) && !column_holds(filter, s, 3) &&
	    !column_holds(filter, s, 4))
		return;
	filter->keys = array_reserve(filter->keys, &filter->cap,
	    filter->n + 1, sizeof(*filter->keys));
	filter->keys[filter->n++] = (struct store_key){
		.at = column_time(s, 0), .id = sqlite3_column_int64(s, 1) };
}

static int
filter_rows(struct store *store, sqlite3_stmt *s, struct filter *filter,
    size_t max, bool (*stop)(void *), void *arg, struct err *err)
{
	unsigned rows = 0;
	int r = 0;

	while (filter->n < max && (r = store_step(store, s, err)) > 0) {
		if (++rows % STOP_EVERY == 0 && stop != NULL && stop(arg))
			return err_set(err, ERR_CANCELLED, _("given up"));
		filter_row(filter, s);
	}
	return r < 0 ? -1 : 0;
}

int
store_filter(struct store *store, const struct store_view *view,
    const char *words, size_t max, bool (*stop)(void *), void *arg,
    struct store_key **out, size_t *n, struct err *err)
{
	struct filter filter = { .keys = NULL };
	struct buf sql = BUF_INIT;
	sqlite3_stmt *s;
	int r;

	buf_adds(&sql, "SELECT a.sort_at, a.id, a.title, f.title, a.author");
	from_view(&sql, view, true);
	buf_adds(&sql, " ORDER BY a.sort_at DESC, a.id DESC");
	s = prepare_view(store, &sql, view, NULL, err);
	if (s == NULL)
		return -1;
	fold_text(&filter.needle, words, strlen(words));
	r = filter_rows(store, s, &filter, max, stop, arg, err);
	(void)sqlite3_finalize(s);
	buf_release(&filter.needle);
	buf_release(&filter.hay);
	if (r < 0) {
		free(filter.keys);
		return -1;
	}
	*out = filter.keys;
	*n = filter.n;
	return 0;
}
