/*
 * What the files of store share: the connection, its statements, and the
 * small steps between records and rows.
 */
#ifndef GOGAI_STORE_PRIV_H
#define GOGAI_STORE_PRIV_H

#include <sqlite3.h>

#include "gogai/store.h"

/* Every statement that is kept prepared; its text is in sql.c. */
enum sql_id {
	SQL_BEGIN,
	SQL_COMMIT,
	SQL_ROLLBACK,
	SQL_DATA_VERSION,
	SQL_FEED_FIND,
	SQL_FEED_ADD,
	SQL_FEED_READ,
	SQL_FEEDS,
	SQL_FEED_WRITE,
	SQL_FEED_INFO,
	SQL_HOST_SET,
	SQL_HOST_GET,
	SQL_ARTICLE_FIND,
	SQL_ARTICLE_ADD,
	SQL_ARTICLE_CHANGE,
	SQL_BODY_PUT,
	SQL_ARTICLE_READ,
	SQL_ARTICLE_TAGS,
	SQL_HEADLINE,
	SQL_TOTALS,
	SQL_FEED_TOTALS,
	SQL_MARK_READ,
	SQL_MARK_UNREAD,
	SQL_MARK_STAR,
	SQL_MARK_UNSTAR,
	SQL_TAG_ADD,
	SQL_TAG_REMOVE,
	SQL_PAGE_PUT,
	SQL_PAGE_READ,
	SQL_PAGE_HAS,
	SQL_PAGES_WANTED,
	SQL_PAGE_UNWANT,
	SQL_COUNT
};

struct store {
	sqlite3	*db;
	sqlite3_stmt *prepared[SQL_COUNT];
	bool	 in_transaction;
	int64_t	 n_commits;
};

/* The text of a statement. */
const char	*sql_text(enum sql_id id);

/* Set err to what SQLite says. Returns -1. */
int	store_fault(struct store *store, struct err *err);

/* A statement, ready to be bound; NULL with err on failure. */
sqlite3_stmt	*store_statement(struct store *store, enum sql_id id,
	    struct err *err);

/* Prepare a text for one use; sqlite3_finalize() it. NULL with err. */
sqlite3_stmt	*store_prepare(struct store *store, const char *sql,
	    struct err *err);

/*
 * Take one step: 1 a row, 0 done, -1 with err. A kept statement is reset when
 * it is done or failed.
 */
int	store_step(struct store *store, sqlite3_stmt *stmt, struct err *err);

/* Step a statement that gives no rows. */
int	store_run(struct store *store, sqlite3_stmt *stmt, struct err *err);

/* Bind text (NULL: NULL), kept by the caller until the step. */
void	bind_text(sqlite3_stmt *stmt, int i, const char *s);
/* Bind a time; DATE_NONE is NULL. */
void	bind_time(sqlite3_stmt *stmt, int i, time_t at);

/* A column's text in the arena, or NULL. */
const char	*column_text(sqlite3_stmt *stmt, int i, struct arena *arena);
/* The same, "" for NULL. */
const char	*column_text_or_empty(sqlite3_stmt *stmt, int i,
	    struct arena *arena);
/* A column's time; NULL is DATE_NONE. */
time_t	column_time(sqlite3_stmt *stmt, int i);

/* What a file's schema is beside ours. */
enum schema_age {
	SCHEMA_NONE,		/* the file is empty */
	SCHEMA_OLD,
	SCHEMA_CURRENT
};

/* Look at a file. ERR_NEWER, or ERR_CACHE where it is none of ours. */
int	schema_look(struct store *store, enum schema_age *age,
	    struct err *err);

/* Bring the schema up to date, each step in a transaction. */
int	schema_migrate(struct store *store, struct err *err);

#endif
