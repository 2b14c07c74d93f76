/*
 * Articles: keyed by (feed, guid), kept with their marks when they change.
 *
 * A digest of everything that the feed said tells a changed article from an
 * unchanged one without reading its body: a poll of a thousand feeds with no
 * news reads one index. Marks are never part of it, and never touched here.
 */
#include "gogai/store.h"

#include <string.h>

#include "gogai/buf.h"
#include "gogai/date.h"
#include "store_parts.h"
#include "store_priv.h"

/* Take one number in: a multiplication, and its high bits to the low ones. */
static uint64_t
digest_number(uint64_t h, uint64_t n)
{
	h = (h ^ n) * UINT64_C(0x9fb21c651e98df25);
	return h ^ h >> 32;
}

/* Eight bytes at a time: bodies are most of what a poll of old news reads. */
static uint64_t
digest_text(uint64_t h, const char *s)
{
	size_t len = s != NULL ? strlen(s) : 0, left = len;
	uint64_t word;

	for (; left >= sizeof(word); left -= sizeof(word), s += sizeof(word)) {
		memcpy(&word, s, sizeof(word));
		h = digest_number(h, word);
	}
	word = 0;
	if (left > 0)
		memcpy(&word, s, left);
	h = digest_number(h, word);
	/* "" is not NULL, and lengths part the fields. */
	return digest_number(h, s != NULL ? len + 1 : 0);
}

static int64_t
digest(const struct article *a, const char *parts)
{
	const char *const texts[] = {
		a->title, a->link, a->author, a->summary, a->content,
		a->comments, a->language, parts
	};
	uint64_t h = UINT64_C(0xcbf29ce484222325);
	size_t i;

	for (i = 0; i < CC_COUNT(texts); i++)
		h = digest_text(h, texts[i]);
	h = digest_number(h, (uint64_t)a->published_at);
	h = digest_number(h, (uint64_t)a->updated_at);
	return (int64_t)h;
}

/* Where it stands in lists: its own date, unless that is absent or to come. */
static time_t
sort_time(const struct article *a, time_t seen_at)
{
	time_t at = a->published_at;

	if (at == DATE_NONE)
		at = a->updated_at;
	return at == DATE_NONE || at > seen_at ? seen_at : at;
}

/* What is there already under this key. */
struct known {
	int64_t	 id;
	int64_t	 digest;
	time_t	 seen_at;
};

/* 1 and *known, 0 when it is new, -1. */
static int
find(struct store *store, int64_t feed, const char *guid, struct known *known,
    struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_ARTICLE_FIND, err);
	int r;

	if (s == NULL)
		return -1;
	(void)sqlite3_bind_int64(s, 1, feed);
	bind_text(s, 2, guid);
	r = store_step(store, s, err);
	if (r > 0) {
		known->id = sqlite3_column_int64(s, 0);
		known->digest = sqlite3_column_int64(s, 1);
		known->seen_at = column_time(s, 2);
	}
	(void)sqlite3_reset(s);
	return r;
}

static int
put_body(struct store *store, int64_t id, const struct article *a,
    const char *parts, struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_BODY_PUT, err);

	if (s == NULL)
		return -1;
	(void)sqlite3_bind_int64(s, 1, id);
	bind_text(s, 2, a->summary);
	bind_text(s, 3, a->content);
	bind_text(s, 4, a->comments);
	bind_text(s, 5, a->language);
	bind_text(s, 6, parts[0] != '\0' ? parts : NULL);
	return store_run(store, s, err);
}

static int
add(struct store *store, int64_t feed, const struct article *a,
    const struct known *known, bool wants_page, int64_t *id, struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_ARTICLE_ADD, err);

	if (s == NULL)
		return -1;
	(void)sqlite3_bind_int64(s, 1, feed);
	bind_text(s, 2, a->id);
	(void)sqlite3_bind_int64(s, 3, known->digest);
	bind_time(s, 4, sort_time(a, known->seen_at));
	bind_time(s, 5, known->seen_at);
	bind_time(s, 6, a->published_at);
	bind_time(s, 7, a->updated_at);
	bind_text(s, 8, a->title);
	bind_text(s, 9, a->link);
	bind_text(s, 10, a->author);
	(void)sqlite3_bind_int(s, 11, wants_page);
	if (store_run(store, s, err) < 0)
		return -1;
	*id = sqlite3_last_insert_rowid(store->db);
	return 0;
}

static int
change(struct store *store, const struct article *a,
    const struct known *known, struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_ARTICLE_CHANGE, err);

	if (s == NULL)
		return -1;
	(void)sqlite3_bind_int64(s, 1, known->id);
	(void)sqlite3_bind_int64(s, 2, known->digest);
	bind_time(s, 3, sort_time(a, known->seen_at));
	bind_time(s, 4, a->published_at);
	bind_time(s, 5, a->updated_at);
	bind_text(s, 6, a->title);
	bind_text(s, 7, a->link);
	bind_text(s, 8, a->author);
	return store_run(store, s, err);
}

int
store_article_put(struct store *store, int64_t feed,
    const struct article *article, time_t seen_at, bool wants_page,
    enum store_put *what, int64_t *id, struct err *err)
{
	struct known known = { 0 };
	struct buf parts = BUF_INIT;
	int64_t now_digest;
	int found, r = -1;

	parts_format(&parts, article);
	now_digest = digest(article, buf_string(&parts));
	found = find(store, feed, article->id, &known, err);
	if (found < 0)
		goto out;
	*what = found == 0 ? STORE_NEW :
	    known.digest == now_digest ? STORE_SAME : STORE_CHANGED;
	known.digest = now_digest;
	if (found == 0)
		known.seen_at = seen_at;
	if (*what == STORE_NEW)
		r = add(store, feed, article, &known, wants_page, &known.id,
		    err);
	else if (*what == STORE_CHANGED)
		r = change(store, article, &known, err);
	else
		r = 0;
	if (r == 0 && *what != STORE_SAME)
		r = put_body(store, known.id, article, buf_string(&parts),
		    err);
	*id = known.id;
out:
	buf_release(&parts);
	return r;
}

static int
read_tags(struct store *store, struct arena *arena, struct store_article *out,
    struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_ARTICLE_TAGS, err);
	const char **tags = NULL;
	int r;

	if (s == NULL)
		return -1;
	(void)sqlite3_bind_int64(s, 1, out->id);
	while ((r = store_step(store, s, err)) > 0) {
		tags = arena_grow(arena, tags, out->n_tags, out->n_tags + 1,
		    sizeof(*tags));
		tags[out->n_tags++] = column_text_or_empty(s, 0, arena);
	}
	out->tags = tags;
	return r;
}

/* The columns of SQL_ARTICLE_READ (sql.c), in its order. */
static void
read_article(sqlite3_stmt *s, struct arena *arena, struct store_article *out)
{
	struct article *a = &out->article;

	out->id = sqlite3_column_int64(s, 0);
	out->feed = sqlite3_column_int64(s, 1);
	out->feed_title = column_text_or_empty(s, 2, arena);
	out->feed_url = column_text_or_empty(s, 3, arena);
	a->id = column_text_or_empty(s, 4, arena);
	a->title = column_text(s, 5, arena);
	a->link = column_text(s, 6, arena);
	a->author = column_text(s, 7, arena);
	a->summary = column_text(s, 8, arena);
	a->content = column_text(s, 9, arena);
	a->comments = column_text(s, 10, arena);
	a->language = column_text(s, 11, arena);
	a->published_at = column_time(s, 12);
	a->updated_at = column_time(s, 13);
	out->sort_at = column_time(s, 14);
	out->seen_at = column_time(s, 15);
	out->unread = sqlite3_column_int(s, 16) != 0;
	out->starred = sqlite3_column_int(s, 17) != 0;
	parts_parse(a, column_text(s, 18, arena), arena);
}

int
store_article_read(struct store *store, int64_t id, struct arena *arena,
    struct store_article *out, struct err *err)
{
	sqlite3_stmt *s = store_statement(store, SQL_ARTICLE_READ, err);
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
	*out = (struct store_article){ 0 };
	read_article(s, arena, out);
	(void)sqlite3_reset(s);
	return read_tags(store, arena, out, err);
}
