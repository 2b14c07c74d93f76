/*
 * The schema, as the steps that made it.
 *
 * A step is never changed once it was released: a new one is added, and runs
 * in a transaction of its own with its row in `migration`. A file whose last
 * step we do not know was written by a later version and is left alone.
 *
 * Invariants. feed.n_* and total.n_* equal a recount at every commit: the
 * triggers below keep them. Times are seconds, UTC, NULL when absent. An
 * article's id is never used again. Nothing here needs functions of ours, so
 * any SQLite shell can read, check and repair the file.
 */
#include <string.h>

#include "gogai/date.h"
#include "store_priv.h"

static const char *const steps[] = {
	/* 1: feeds, articles, bodies, pages, marks */
	"CREATE TABLE migration ("
	" version INTEGER PRIMARY KEY, applied_at INTEGER NOT NULL"
	") STRICT;"

	"CREATE TABLE feed ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" url TEXT NOT NULL UNIQUE,"
	" fetch_url TEXT, title TEXT, site TEXT, description TEXT,"
	" language TEXT, author TEXT, type TEXT, self TEXT, hub TEXT,"
	" icon TEXT, etag TEXT, last_modified TEXT,"
	" next_at INTEGER, fresh_until INTEGER, asked_at INTEGER,"
	" success_at INTEGER, changed_at INTEGER, failing_since INTEGER,"
	" ttl_secs INTEGER NOT NULL DEFAULT -1,"
	" skip_hours INTEGER NOT NULL DEFAULT 0,"
	" skip_days INTEGER NOT NULL DEFAULT 0,"
	" failures INTEGER NOT NULL DEFAULT 0,"
	" unchanged INTEGER NOT NULL DEFAULT 0,"
	" status INTEGER NOT NULL DEFAULT 0, error TEXT,"
	" gone INTEGER NOT NULL DEFAULT 0,"
	" excerpts INTEGER NOT NULL DEFAULT 0,"
	" moved_seen INTEGER NOT NULL DEFAULT 0, moved_since INTEGER,"
	" n_articles INTEGER NOT NULL DEFAULT 0,"
	" n_unread INTEGER NOT NULL DEFAULT 0,"
	" n_starred INTEGER NOT NULL DEFAULT 0) STRICT;"

	"CREATE TABLE host ("
	" name TEXT PRIMARY KEY, silent_until INTEGER NOT NULL"
	") STRICT, WITHOUT ROWID;"

	"CREATE TABLE article ("
	" id INTEGER PRIMARY KEY AUTOINCREMENT,"
	" feed INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,"
	" guid TEXT NOT NULL,"
	" digest INTEGER NOT NULL,"
	" sort_at INTEGER NOT NULL, seen_at INTEGER NOT NULL,"
	" published_at INTEGER, updated_at INTEGER,"
	" unread INTEGER NOT NULL DEFAULT 1,"
	" starred INTEGER NOT NULL DEFAULT 0,"
	" wants_page INTEGER NOT NULL DEFAULT 0,"
	" title TEXT, link TEXT, author TEXT,"
	" UNIQUE (feed, guid)) STRICT;"
	"CREATE INDEX article_all ON article (sort_at, id);"
	"CREATE INDEX article_of_feed ON article (feed, sort_at, id);"
	"CREATE INDEX article_unread ON article (sort_at, id)"
	" WHERE unread = 1;"
	"CREATE INDEX article_unread_of_feed ON article (feed, sort_at, id)"
	" WHERE unread = 1;"
	"CREATE INDEX article_starred ON article (sort_at, id)"
	" WHERE starred = 1;"
	"CREATE INDEX article_wanted ON article (sort_at, id)"
	" WHERE wants_page = 1;"

	"CREATE TABLE body ("
	" article INTEGER PRIMARY KEY"
	"  REFERENCES article(id) ON DELETE CASCADE,"
	" summary TEXT, content TEXT, comments TEXT, language TEXT,"
	" parts TEXT) STRICT;"

	"CREATE TABLE tag ("
	" name TEXT NOT NULL,"
	" article INTEGER NOT NULL REFERENCES article(id) ON DELETE CASCADE,"
	" PRIMARY KEY (name, article)) STRICT, WITHOUT ROWID;"
	"CREATE INDEX tag_of_article ON tag (article);"

	"CREATE TABLE page ("
	" id INTEGER PRIMARY KEY,"
	" url TEXT NOT NULL UNIQUE,"
	" final_url TEXT, title TEXT, byline TEXT, site TEXT, language TEXT,"
	" published_at INTEGER, fetched_at INTEGER NOT NULL,"
	" etag TEXT, last_modified TEXT,"
	" html TEXT, error TEXT, how TEXT) STRICT;"

	"CREATE TABLE total ("
	" id INTEGER PRIMARY KEY CHECK (id = 1),"
	" n_articles INTEGER NOT NULL, n_unread INTEGER NOT NULL,"
	" n_starred INTEGER NOT NULL) STRICT;"
	"INSERT INTO total VALUES (1, 0, 0, 0);"

	"CREATE TRIGGER article_counted AFTER INSERT ON article BEGIN"
	" UPDATE feed SET n_articles = n_articles + 1,"
	"  n_unread = n_unread + new.unread,"
	"  n_starred = n_starred + new.starred WHERE id = new.feed;"
	" UPDATE total SET n_articles = n_articles + 1,"
	"  n_unread = n_unread + new.unread,"
	"  n_starred = n_starred + new.starred;"
	"END;"
	"CREATE TRIGGER article_uncounted AFTER DELETE ON article BEGIN"
	" UPDATE feed SET n_articles = n_articles - 1,"
	"  n_unread = n_unread - old.unread,"
	"  n_starred = n_starred - old.starred WHERE id = old.feed;"
	" UPDATE total SET n_articles = n_articles - 1,"
	"  n_unread = n_unread - old.unread,"
	"  n_starred = n_starred - old.starred;"
	"END;"
	"CREATE TRIGGER article_recounted AFTER UPDATE OF unread, starred"
	" ON article WHEN new.unread <> old.unread"
	" OR new.starred <> old.starred BEGIN"
	" UPDATE feed SET n_unread = n_unread + new.unread - old.unread,"
	"  n_starred = n_starred + new.starred - old.starred"
	"  WHERE id = new.feed;"
	" UPDATE total SET n_unread = n_unread + new.unread - old.unread,"
	"  n_starred = n_starred + new.starred - old.starred;"
	"END;",
};

#define SCHEMA_VERSION ((int)CC_COUNT(steps))

/* Run one or several statements without rows. */
static int
execute(struct store *store, const char *sql, struct err *err)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		return store_fault(store, err);
	return 0;
}

/* The number in the first row of a statement. */
static int
read_number(struct store *store, const char *sql, int *n, struct err *err)
{
	sqlite3_stmt *stmt = store_prepare(store, sql, err);
	int r;

	if (stmt == NULL)
		return -1;
	r = store_step(store, stmt, err);
	if (r > 0)
		*n = sqlite3_column_int(stmt, 0);
	(void)sqlite3_finalize(stmt);
	return r < 0 ? -1 : 0;
}

/* The last step that this file has; 0 for an empty one. */
static int
current_version(struct store *store, int *version, struct err *err)
{
	int n_ours = 0, n_all = 0;

	*version = 0;
	if (read_number(store, "SELECT count(*) FROM sqlite_master", &n_all,
	    err) < 0 ||
	    read_number(store, "SELECT count(*) FROM sqlite_master"
	    " WHERE type = 'table' AND name = 'migration'", &n_ours, err) < 0)
		return -1;
	if (n_ours == 0 && n_all > 0)
		return err_set(err, ERR_CACHE,
		    _("this is another program's database, and left alone"));
	if (n_ours > 0 && read_number(store,
	    "SELECT coalesce(max(version), 0) FROM migration", version,
	    err) < 0)
		return -1;
	if (*version > SCHEMA_VERSION)
		return err_set(err, ERR_NEWER,
		    _("a later version of gogai wrote this cache (schema %d, "
		    "known is %d): use that version, or another file with "
		    "--cache"), *version, SCHEMA_VERSION);
	return 0;
}

int
schema_look(struct store *store, enum schema_age *age, struct err *err)
{
	int version;

	if (current_version(store, &version, err) < 0)
		return -1;
	*age = version == 0 ? SCHEMA_NONE :
	    version < SCHEMA_VERSION ? SCHEMA_OLD : SCHEMA_CURRENT;
	return 0;
}

/* Step number `version`, with its row. */
static int
migrate_one(struct store *store, int version, struct err *err)
{
	char row[128];

	(void)sqlite3_snprintf((int)sizeof(row), row,
	    "INSERT INTO migration VALUES"
	    " (%d, CAST(strftime('%%s') AS INTEGER))", version);
	if (execute(store, steps[version - 1], err) < 0 ||
	    execute(store, row, err) < 0)
		return err_add(err, _("migrating the cache to version %d"),
		    version);
	return 0;
}

int
schema_migrate(struct store *store, struct err *err)
{
	int version;

	for (;;) {
		if (store_begin(store, err) < 0)
			return -1;
		if (current_version(store, &version, err) < 0 ||
		    (version < SCHEMA_VERSION &&
		    migrate_one(store, version + 1, err) < 0)) {
			store_rollback(store);
			return -1;
		}
		if (store_commit(store, err) < 0)
			return -1;
		if (version == SCHEMA_VERSION)
			return 0;
	}
}
