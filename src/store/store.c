/*
 * The connection: opening, transactions, statements, proof.
 *
 * WAL lets readers go on while the writer commits, in this process and in
 * others; a writer waits its turn for up to BUSY_MS. With synchronous=NORMAL
 * a commit survives every crash of the program, and a power cut from the next
 * store_sync() on; what a cut takes away, it takes away whole. Page caches are
 * kept small: a list reads a window, never the table.
 */
#include "gogai/store.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/date.h"
#include "gogai/file.h"
#include "gogai/mem.h"
#include "store_priv.h"

/* How long a writer waits for another process's transaction. */
#define BUSY_MS 30000

/* How long to wait before the journal's mode is tried again. */
#define WAL_RETRY_MS 10

/* KiB of page cache of one connection. */
#define CACHE_PRAGMA "PRAGMA cache_size = -4096"

int
store_fault(struct store *store, struct err *err)
{
	int code = sqlite3_errcode(store->db) & 0xff;

	switch (code) {
	case SQLITE_FULL:
		return err_set(err, ERR_CACHE,
		    _("the disk is full: make room and try again"));
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return err_set(err, ERR_CACHE,
		    _("the cache cannot be written (%s): check who owns it"),
		    sqlite3_errmsg(store->db));
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(err, ERR_CACHE,
		    _("the cache is damaged or no cache at all (%s): move the "
		    "file away and poll again"), sqlite3_errmsg(store->db));
	case SQLITE_IOERR:
		return err_set(err, ERR_CACHE,
		    _("the file cannot be read or written (%s): check the "
		    "disk"), sqlite3_errmsg(store->db));
	case SQLITE_BUSY:
		return err_set(err, ERR_CACHE,
		    _("another program holds the cache: try again"));
	default:
		return err_set(err, ERR_CACHE, "%s",
		    sqlite3_errmsg(store->db));
	}
}

sqlite3_stmt *
store_prepare(struct store *store, const char *sql, struct err *err)
{
	sqlite3_stmt *stmt = NULL;

	if (sqlite3_prepare_v3(store->db, sql, -1, 0, &stmt, NULL) !=
	    SQLITE_OK) {
		(void)store_fault(store, err);
		return NULL;
	}
	return stmt;
}

sqlite3_stmt *
store_statement(struct store *store, enum sql_id id, struct err *err)
{
	sqlite3_stmt **stmt = &store->prepared[id];

	if (*stmt == NULL && sqlite3_prepare_v3(store->db, sql_text(id), -1,
	    SQLITE_PREPARE_PERSISTENT, stmt, NULL) != SQLITE_OK) {
		(void)store_fault(store, err);
		return NULL;
	}
	(void)sqlite3_reset(*stmt);
	(void)sqlite3_clear_bindings(*stmt);
	return *stmt;
}

int
store_step(struct store *store, sqlite3_stmt *stmt, struct err *err)
{
	int r = sqlite3_step(stmt);

	if (r == SQLITE_ROW)
		return 1;
	if (r != SQLITE_DONE)
		(void)store_fault(store, err);
	(void)sqlite3_reset(stmt);
	return r == SQLITE_DONE ? 0 : -1;
}

int
store_run(struct store *store, sqlite3_stmt *stmt, struct err *err)
{
	int r;

	do
		r = store_step(store, stmt, err);
	while (r > 0);
	return r;
}

void
bind_text(sqlite3_stmt *stmt, int i, const char *s)
{
	if (s == NULL)
		(void)sqlite3_bind_null(stmt, i);
	else
		(void)sqlite3_bind_text(stmt, i, s, -1, SQLITE_STATIC);
}

void
bind_time(sqlite3_stmt *stmt, int i, time_t at)
{
	if (at == DATE_NONE)
		(void)sqlite3_bind_null(stmt, i);
	else
		(void)sqlite3_bind_int64(stmt, i, (sqlite3_int64)at);
}

const char *
column_text(sqlite3_stmt *stmt, int i, struct arena *arena)
{
	const char *text = (const char *)sqlite3_column_text(stmt, i);

	if (text == NULL)
		return NULL;
	return arena_strndup(arena, text, (size_t)sqlite3_column_bytes(stmt,
	    i));
}

const char *
column_text_or_empty(sqlite3_stmt *stmt, int i, struct arena *arena)
{
	const char *text = column_text(stmt, i, arena);

	return text != NULL ? text : "";
}

time_t
column_time(sqlite3_stmt *stmt, int i)
{
	if (sqlite3_column_type(stmt, i) == SQLITE_NULL)
		return DATE_NONE;
	return (time_t)sqlite3_column_int64(stmt, i);
}

/*
 * Change the journal's mode. SQLite does not wait for others here, as it does
 * elsewhere: where several open a new file at once, all but one are told that
 * it is busy (or, rarely, that the locking protocol failed), and try again.
 */
static int
switch_to_wal(struct store *store, struct err *err)
{
	int waited_ms, code;

	for (waited_ms = 0; ; waited_ms += sqlite3_sleep(WAL_RETRY_MS)) {
		if (sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL,
		    NULL, NULL) == SQLITE_OK)
			return 0;
		code = sqlite3_errcode(store->db) & 0xff;
		if ((code != SQLITE_BUSY && code != SQLITE_LOCKED &&
		    code != SQLITE_PROTOCOL) || waited_ms >= BUSY_MS)
			return store_fault(store, err);
	}
}

/* Settings of a connection that can write. */
static int
configure(struct store *store, struct err *err)
{
	static const char *const pragmas[] = {
		"PRAGMA synchronous = NORMAL",
		"PRAGMA foreign_keys = ON",
		"PRAGMA journal_size_limit = 16777216",
		CACHE_PRAGMA,
	};
	size_t i;

	if (switch_to_wal(store, err) < 0)
		return -1;
	for (i = 0; i < CC_COUNT(pragmas); i++)
		if (sqlite3_exec(store->db, pragmas[i], NULL, NULL, NULL) !=
		    SQLITE_OK)
			return store_fault(store, err);
	return 0;
}

static int
open_file(struct store *store, const char *path, int flags, struct err *err)
{
	if (sqlite3_open_v2(path, &store->db, flags | SQLITE_OPEN_NOMUTEX,
	    NULL) != SQLITE_OK) {
		if (store->db == NULL)
			mem_fatal(_("out of memory"));
		return store_fault(store, err);
	}
	(void)sqlite3_extended_result_codes(store->db, 0);
	(void)sqlite3_busy_timeout(store->db, BUSY_MS);
	return 0;
}

static int
open_for_writing(struct store *store, const char *path, struct err *err)
{
	bool in_memory = strcmp(path, ":memory:") == 0;

	if (!in_memory && file_make_parents(path, err) < 0)
		return -1;
	if (open_file(store, path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE,
	    err) < 0 || configure(store, err) < 0)
		return -1;
	return schema_migrate(store, err);
}

static int
open_for_reading(struct store *store, const char *path, struct err *err)
{
	enum schema_age age;

	if (!file_exists(path))
		return open_for_writing(store, ":memory:", err);
	if (open_file(store, path, SQLITE_OPEN_READONLY, err) < 0 ||
	    schema_look(store, &age, err) < 0)
		return -1;
	if (age == SCHEMA_CURRENT) {
		(void)sqlite3_exec(store->db, CACHE_PRAGMA, NULL, NULL, NULL);
		return 0;
	}
	(void)sqlite3_close(store->db);
	store->db = NULL;
	return open_for_writing(store, age == SCHEMA_NONE ? ":memory:" : path,
	    err);
}

int
store_open(struct store **out, const char *path, enum store_mode mode,
    struct err *err)
{
	struct store *store = mem_calloc(1, sizeof(*store));
	int r;

	r = mode == STORE_WRITE ? open_for_writing(store, path, err) :
	    open_for_reading(store, path, err);
	if (r < 0) {
		store_close(store);
		return err_add(err, _("opening the cache %s"), path);
	}
	*out = store;
	return 0;
}

void
store_close(struct store *store)
{
	size_t i;

	if (store == NULL)
		return;
	store_rollback(store);
	for (i = 0; i < SQL_COUNT; i++)
		(void)sqlite3_finalize(store->prepared[i]);
	(void)sqlite3_close(store->db);
	free(store);
}

int64_t
store_version(struct store *store)
{
	sqlite3_stmt *stmt = store_statement(store, SQL_DATA_VERSION, NULL);
	int64_t version = 0;

	/* SQLite counts the commits of others here, and we our own. */
	if (stmt != NULL && store_step(store, stmt, NULL) > 0)
		version = sqlite3_column_int64(stmt, 0);
	if (stmt != NULL)
		(void)sqlite3_reset(stmt);
	return (store->n_commits << 32) + version;
}

static int
run(struct store *store, enum sql_id id, struct err *err)
{
	sqlite3_stmt *stmt = store_statement(store, id, err);

	return stmt != NULL ? store_run(store, stmt, err) : -1;
}

int
store_begin(struct store *store, struct err *err)
{
	if (run(store, SQL_BEGIN, err) < 0)
		return -1;
	store->in_transaction = true;
	return 0;
}

int
store_commit(struct store *store, struct err *err)
{
	if (run(store, SQL_COMMIT, err) < 0) {
		store_rollback(store);
		return -1;
	}
	store->in_transaction = false;
	store->n_commits++;
	return 0;
}

void
store_rollback(struct store *store)
{
	/* SQLite may have rolled back by itself; then this is no error. */
	if (store->in_transaction)
		(void)run(store, SQL_ROLLBACK, NULL);
	store->in_transaction = false;
}

int
store_sync(struct store *store, struct err *err)
{
	int r;

	r = sqlite3_wal_checkpoint_v2(store->db, NULL,
	    SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
	if (r != SQLITE_OK && r != SQLITE_BUSY && r != SQLITE_LOCKED)
		return store_fault(store, err);
	return 0;
}

/* Counters beside a recount of what they count: a row for each that is off. */
static const char *const proofs[] = {
	"PRAGMA quick_check",
	"SELECT 'feed ' || f.id || ': counters do not match its articles'"
	" FROM feed f LEFT JOIN (SELECT feed, count(*) AS n, sum(unread) AS u,"
	" sum(starred) AS s FROM article GROUP BY feed) c ON c.feed = f.id"
	" WHERE f.n_articles <> coalesce(c.n, 0)"
	" OR f.n_unread <> coalesce(c.u, 0)"
	" OR f.n_starred <> coalesce(c.s, 0)",
	"SELECT 'totals do not match the articles' FROM total WHERE"
	" (n_articles, n_unread, n_starred) <> (SELECT count(*),"
	" coalesce(sum(unread), 0), coalesce(sum(starred), 0) FROM article)",
	("SELECT 'article ' || id || ' has no body' FROM article"
	" WHERE id NOT IN (SELECT article FROM body)"),
};

int
store_verify(struct store *store, struct buf *problems, struct err *err)
{
	sqlite3_stmt *stmt;
	size_t i;
	int r = 0;

	for (i = 0; i < CC_COUNT(proofs) && r == 0; i++) {
		stmt = store_prepare(store, proofs[i], err);
		if (stmt == NULL)
			return -1;
		while ((r = store_step(store, stmt, err)) > 0) {
			const char *line =
			    (const char *)sqlite3_column_text(stmt, 0);

			if (line != NULL && strcmp(line, "ok") != 0)
				buf_addf(problems, "%s\n", line);
		}
		(void)sqlite3_finalize(stmt);
	}
	return r;
}
