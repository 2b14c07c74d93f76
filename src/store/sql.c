/*
 * Every SQL statement that is kept prepared, in one place.
 *
 * Lists are the exception: their text is put together from a view in
 * lists.c. Columns are read by position, so the record readers in feeds.c,
 * articles.c and pages.c stand beside the column lists here.
 */
#include "store_priv.h"

#define FEED_COLUMNS \
	"id, url, fetch_url, title, site, language, type, etag," \
	" last_modified, next_at, fresh_until, asked_at, success_at," \
	" changed_at, failing_since, ttl_secs, skip_hours, skip_days," \
	" failures, unchanged, status, error, gone, excerpts, moved_seen," \
	" moved_since, n_articles, n_unread, n_starred"

static const char *const texts[SQL_COUNT] = {
	[SQL_BEGIN] = "BEGIN IMMEDIATE",
	[SQL_COMMIT] = "COMMIT",
	[SQL_ROLLBACK] = "ROLLBACK",
	[SQL_DATA_VERSION] = "PRAGMA data_version",

	[SQL_FEED_FIND] = "SELECT id FROM feed WHERE url = ?1",
	[SQL_FEED_ADD] = "INSERT INTO feed (url) VALUES (?1)"
	    " ON CONFLICT (url) DO NOTHING",
	[SQL_FEED_READ] = "SELECT " FEED_COLUMNS " FROM feed WHERE id = ?1",
	[SQL_FEEDS] = "SELECT " FEED_COLUMNS " FROM feed ORDER BY id",
	[SQL_FEED_WRITE] = "UPDATE feed SET fetch_url = ?2, etag = ?3,"
	    " last_modified = ?4, next_at = ?5, fresh_until = ?6,"
	    " asked_at = ?7, success_at = ?8, changed_at = ?9,"
	    " failing_since = ?10, ttl_secs = ?11, skip_hours = ?12,"
	    " skip_days = ?13, failures = ?14, unchanged = ?15,"
	    " status = ?16, error = ?17, gone = ?18, excerpts = ?19,"
	    " moved_seen = ?20, moved_since = ?21 WHERE id = ?1",
	[SQL_FEED_INFO] = "UPDATE feed SET title = ?2, site = ?3,"
	    " description = ?4, language = ?5, author = ?6, type = ?7,"
	    " self = ?8, hub = ?9, icon = ?10 WHERE id = ?1 AND"
	    " (title, site, description, language, author, type, self, hub,"
	    "  icon) IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",

	[SQL_HOST_SET] = "INSERT INTO host VALUES (?1, ?2)"
	    " ON CONFLICT (name) DO UPDATE SET silent_until = ?2",
	[SQL_HOST_GET] = "SELECT silent_until FROM host WHERE name = ?1",

	[SQL_ARTICLE_FIND] = "SELECT id, digest, seen_at FROM article"
	    " WHERE feed = ?1 AND guid = ?2",
	[SQL_ARTICLE_ADD] = "INSERT INTO article (feed, guid, digest, sort_at,"
	    " seen_at, published_at, updated_at, title, link, author,"
	    " wants_page)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
	[SQL_ARTICLE_CHANGE] = "UPDATE article SET digest = ?2, sort_at = ?3,"
	    " published_at = ?4, updated_at = ?5, title = ?6, link = ?7,"
	    " author = ?8 WHERE id = ?1",
	[SQL_BODY_PUT] = "INSERT INTO body"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
	    " ON CONFLICT (article) DO UPDATE SET summary = ?2, content = ?3,"
	    " comments = ?4, language = ?5, parts = ?6",
	[SQL_ARTICLE_READ] = "SELECT a.id, a.feed, coalesce(f.title, ''),"
	    " f.url, a.guid, a.title, a.link, a.author, b.summary, b.content,"
	    " b.comments, b.language, a.published_at, a.updated_at, a.sort_at,"
	    " a.seen_at, a.unread, a.starred, b.parts"
	    " FROM article a JOIN feed f ON f.id = a.feed"
	    " LEFT JOIN body b ON b.article = a.id WHERE a.id = ?1",
	[SQL_ARTICLE_TAGS] = "SELECT name FROM tag WHERE article = ?1"
	    " ORDER BY name",
	[SQL_HEADLINE] = "SELECT a.id, a.sort_at, a.feed, a.title, f.title,"
	    " a.link, a.author, a.published_at, a.updated_at, a.unread,"
	    " a.starred,"
	    " (SELECT group_concat(name) FROM tag WHERE article = a.id)"
	    " FROM article a JOIN feed f ON f.id = a.feed WHERE a.id = ?1",
	[SQL_TOTALS] = "SELECT n_articles, n_unread, n_starred FROM total",
	[SQL_FEED_TOTALS] = "SELECT n_articles, n_unread, n_starred FROM feed"
	    " WHERE id = ?1",

	[SQL_MARK_READ] = "UPDATE article SET unread = 0"
	    " WHERE id = ?1 AND unread = 1",
	[SQL_MARK_UNREAD] = "UPDATE article SET unread = 1"
	    " WHERE id = ?1 AND unread = 0",
	[SQL_MARK_STAR] = "UPDATE article SET starred = 1"
	    " WHERE id = ?1 AND starred = 0",
	[SQL_MARK_UNSTAR] = "UPDATE article SET starred = 0"
	    " WHERE id = ?1 AND starred = 1",
	[SQL_TAG_ADD] = "INSERT OR IGNORE INTO tag (name, article)"
	    " VALUES (?1, ?2)",
	[SQL_TAG_REMOVE] = "DELETE FROM tag WHERE name = ?1 AND article = ?2",

	[SQL_PAGE_PUT] = "INSERT INTO page (url, final_url, title, byline,"
	    " site, language, published_at, fetched_at, etag, last_modified,"
	    " html, error, how)"
	    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"
	    " ON CONFLICT (url) DO UPDATE SET final_url = ?2, title = ?3,"
	    " byline = ?4, site = ?5, language = ?6, published_at = ?7,"
	    " fetched_at = ?8, etag = ?9, last_modified = ?10, html = ?11,"
	    " error = ?12, how = ?13",
	[SQL_PAGE_READ] = "SELECT url, final_url, title, byline, site,"
	    " language, published_at, fetched_at, etag, last_modified, html,"
	    " error, how FROM page WHERE url = ?1",
	[SQL_PAGE_HAS] = "SELECT html IS NOT NULL FROM page WHERE url = ?1",
	[SQL_PAGES_WANTED] = "SELECT a.id, a.feed, f.url, a.link"
	    " FROM article a CROSS JOIN feed f ON f.id = a.feed"
	    " WHERE a.wants_page = 1 AND a.link IS NOT NULL AND NOT EXISTS"
	    " (SELECT 1 FROM page p WHERE p.url ="
	    "  substr(a.link, 1, instr(a.link || '#', '#') - 1))"
	    " ORDER BY a.sort_at DESC, a.id DESC LIMIT ?1",
	[SQL_PAGE_UNWANT] = "UPDATE article SET wants_page = 0"
	    " WHERE id = ?1 AND wants_page = 1",
};

const char *
sql_text(enum sql_id id)
{
	return texts[id];
}
