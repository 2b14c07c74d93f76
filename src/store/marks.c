/*
 * Marks: read, starred, tags. Counters follow by triggers (schema.c).
 */
#include "gogai/store.h"

#include "gogai/buf.h"
#include "store_priv.h"

/* What a mark changes: the statement for one, and the text for many. */
static const struct {
	enum sql_id one;
	const char *set;
	const char *where;
} marks[] = {
	[STORE_READ_MARK] = { SQL_MARK_READ, "unread = 0", "unread = 1" },
	[STORE_UNREAD_MARK] = { SQL_MARK_UNREAD, "unread = 1", "unread = 0" },
	[STORE_STAR_MARK] = { SQL_MARK_STAR, "starred = 1", "starred = 0" },
	[STORE_UNSTAR_MARK] = { SQL_MARK_UNSTAR, "starred = 0",
	    "starred = 1" },
};

int
store_mark(struct store *store, const int64_t *ids, size_t n,
    enum store_mark mark, int64_t *changed, struct err *err)
{
	sqlite3_stmt *s;
	size_t i;

	*changed = 0;
	for (i = 0; i < n; i++) {
		s = store_statement(store, marks[mark].one, err);
		if (s == NULL)
			return -1;
		(void)sqlite3_bind_int64(s, 1, ids[i]);
		if (store_run(store, s, err) < 0)
			return -1;
		*changed += sqlite3_changes64(store->db);
	}
	return 0;
}

int
store_mark_view(struct store *store, const struct store_view *view,
    enum store_mark mark, int64_t *changed, struct err *err)
{
	struct buf sql = BUF_INIT;
	sqlite3_stmt *s;
	int r;

	buf_addf(&sql, "UPDATE article SET %s WHERE %s", marks[mark].set,
	    marks[mark].where);
	if (view->feed != 0)
		buf_adds(&sql, " AND feed = ?1");
	if (view->unread)
		buf_adds(&sql, " AND unread = 1");
	if (view->starred)
		buf_adds(&sql, " AND starred = 1");
	if (view->tag != NULL)
		buf_adds(&sql, " AND id IN (SELECT article FROM tag"
		    " WHERE name = ?2)");
	s = store_prepare(store, buf_string(&sql), err);
	buf_release(&sql);
	if (s == NULL)
		return -1;
	if (view->feed != 0)
		(void)sqlite3_bind_int64(s, 1, view->feed);
	if (view->tag != NULL)
		bind_text(s, 2, view->tag);
	r = store_run(store, s, err);
	*changed = r == 0 ? sqlite3_changes64(store->db) : 0;
	(void)sqlite3_finalize(s);
	return r;
}

int
store_tag(struct store *store, int64_t id, const char *tag, bool on,
    struct err *err)
{
	sqlite3_stmt *s = store_statement(store,
	    on ? SQL_TAG_ADD : SQL_TAG_REMOVE, err);

	if (s == NULL)
		return -1;
	bind_text(s, 1, tag);
	(void)sqlite3_bind_int64(s, 2, id);
	return store_run(store, s, err);
}
