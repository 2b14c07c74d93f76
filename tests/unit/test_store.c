/*
 * store.h: records in and out, lists against a plain sort, counters against
 * a recount, and files that are damaged, newer or somebody else's.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gogai/date.h"
#include "gogai/file.h"
#include "gogai/mem.h"
#include "gogai/store.h"

#define NOW ((time_t)1790000000)

/* ---- helpers ---- */

/* A call that has to go well. */
#define OK(call) do { \
	struct err err_; \
	err_clear(&err_); \
	if ((call) < 0) \
		fail_msg("%s: %s", #call, err_.message); \
} while (0)
#define ERR (&err_)

static struct store *
open_store(const char *path, enum store_mode mode)
{
	struct store *store;

	OK(store_open(&store, path, mode, ERR));
	return store;
}

static int64_t
add_feed(struct store *store, const char *url)
{
	int64_t id;

	OK(store_feed_ensure(store, url, &id, ERR));
	return id;
}

static int64_t
put(struct store *store, int64_t feed, const struct article *a, time_t seen_at,
    enum store_put want)
{
	enum store_put what;
	int64_t id;

	OK(store_article_put(store, feed, a, seen_at, false, &what, &id, ERR));
	assert_int_equal(what, want);
	return id;
}

static void
assert_sound(struct store *store)
{
	struct buf problems = BUF_INIT;

	OK(store_verify(store, &problems, ERR));
	assert_string_equal(buf_string(&problems), "");
	buf_release(&problems);
}

static int
setup(void **state)
{
	char folder[] = "/tmp/gogai-store.XXXXXX";

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return -1;
	*state = mem_strdup(folder);
	return 0;
}

static int
teardown(void **state)
{
	int r = chdir("/");

	r |= file_remove_tree(*state, NULL);
	free(*state);
	return r;
}

static void
put_file(const char *path, const char *bytes, size_t len)
{
	OK(file_replace(path, bytes, len, ERR));
}

/* ---- files ---- */

static void
test_open(void **state)
{
	struct store *store, *again, *reader;
	struct err err;
	int64_t id;

	(void)state;
	/* Nothing there: an empty cache, and no file is made. */
	reader = open_store("a/b/cache.db", STORE_READ);
	assert_false(file_exists("a/b/cache.db"));
	assert_sound(reader);
	store_close(reader);

	store = open_store("a/b/cache.db", STORE_WRITE);
	(void)add_feed(store, "http://a/");
	reader = open_store("a/b/cache.db", STORE_READ);
	again = open_store("a/b/cache.db", STORE_WRITE);
	assert_int_equal(add_feed(again, "http://a/"),
	    add_feed(store, "http://a/"));

	/* A reading connection never writes. */
	err_clear(&err);
	assert_int_equal(store_feed_ensure(reader, "http://b/", &id, &err),
	    -1);
	assert_int_equal(err.code, ERR_CACHE);
	assert_non_null(strstr(err.message, "cannot be written"));
	store_close(store);
	store_close(again);
	store_close(reader);
	store_close(NULL);
}

/* Of all that open a new file at once, each one gets it. */
static void
test_open_at_once(void **state)
{
	enum { N = 8 };
	pid_t pids[N];
	struct store *store;
	int i, status;

	(void)state;
	for (i = 0; i < N; i++) {
		pids[i] = fork();
		assert_true(pids[i] >= 0);
		if (pids[i] == 0) {
			struct err err;
			int64_t id;

			err_clear(&err);
			if (store_open(&store, "cache.db", STORE_WRITE,
			    &err) == 0 && store_feed_ensure(store,
			    "http://a/", &id, &err) == 0)
				_exit(0);
			print_message("%s\n", err.message);
			_exit(1);
		}
	}
	for (i = 0; i < N; i++) {
		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_int_equal(status, 0);
	}
	store = open_store("cache.db", STORE_WRITE);
	assert_sound(store);
	store_close(store);
}

struct bad_row {
	const char *why;
	enum err_code code;
	const char *words;
};

static void
assert_refused(const char *path, const struct bad_row *row)
{
	enum store_mode mode;
	struct store *store;
	struct err err;

	for (mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		err_clear(&err);
		if (store_open(&store, path, mode, &err) == 0)
			fail_msg("%s: opened", row->why);
		assert_int_equal(err.code, row->code);
		if (strstr(err.message, row->words) == NULL ||
		    strstr(err.message, path) == NULL)
			fail_msg("%s: %s", row->why, err.message);
	}
}

/* Put other bytes where the file has some, all of them. */
static void
edit(const char *path, const char *from, const char *to)
{
	struct buf b = BUF_INIT;
	size_t i, len = strlen(from), done = 0;

	OK(file_read(&b, path, ERR));
	for (i = 0; i + len <= b.len; i++) {
		if (memcmp(b.data + i, from, len) == 0) {
			memcpy(b.data + i, to, len);
			done++;
		}
	}
	assert_true(done > 0);
	put_file(path, b.data, b.len);
	buf_release(&b);
}

static void
test_bad_files(void **state)
{
	static const struct bad_row damaged = { "no database", ERR_CACHE,
	    "damaged or no cache at all" };
	static const struct bad_row folder = { "a folder", ERR_CACHE,
	    ": check " };
	static const struct bad_row foreign = { "another program's",
	    ERR_CACHE, "another program's database" };
	struct store *store;
	char *text = mem_calloc(1, 8192);

	(void)state;
	memset(text, 'x', 8192);
	put_file("noise", text, 8192);
	assert_refused("noise", &damaged);
	free(text);

	assert_int_equal(mkdir("folder", 0700), 0);
	assert_refused("folder", &folder);

	store_close(open_store("theirs", STORE_WRITE));
	edit("theirs", "migration", "mygration");
	assert_refused("theirs", &foreign);

	/* An empty file is an empty cache. */
	put_file("empty", "", 0);
	store_close(open_store("empty", STORE_READ));
	store = open_store("empty", STORE_WRITE);
	assert_sound(store);
	store_close(store);
}

/* Cut and overwritten, it is an error in words, and never a crash. */
static void
test_damage(void **state)
{
	struct buf good = BUF_INIT;
	struct store *store = open_store("cache.db", STORE_WRITE);
	struct arena *arena = arena_new();
	const struct store_view all = { 0 };
	struct headline *rows;
	struct err err;
	int64_t feed = add_feed(store, "http://a/");
	size_t i, n, found = 0;
	char id[16];

	(void)state;
	OK(store_begin(store, ERR));
	for (i = 0; i < 300; i++) {
		snprintf(id, sizeof(id), "%zu", i);
		(void)put(store, feed, &(struct article){ .id = id,
		    .title = "title", .published_at = NOW - (time_t)i,
		    .updated_at = DATE_NONE }, NOW, STORE_NEW);
	}
	OK(store_commit(store, ERR));
	store_close(store);
	OK(file_read(&good, "cache.db", ERR));

	for (i = 1; i < 16; i++) {
		struct buf problems = BUF_INIT;
		size_t at = good.len / 16 * i;

		memset(good.data + at, (int)(0xa0 + i), 300);
		put_file("bad.db", good.data, i % 2 ? good.len : at);
		err_clear(&err);
		if (store_open(&store, "bad.db", STORE_READ, &err) < 0) {
			assert_int_equal(err.code, ERR_CACHE);
			found++;
			continue;
		}
		if (store_verify(store, &problems, &err) < 0 ||
		    problems.len > 0)
			found++;
		(void)store_window(store, &all, NULL, STORE_AFTER, 1000, arena,
		    &rows, &n, &err);
		buf_release(&problems);
		store_close(store);
	}
	assert_true(found >= 7);
	buf_release(&good);
	arena_free(arena);
}

static void
test_newer(void **state)
{
	static const struct bad_row row = { "newer", ERR_NEWER,
	    "a later version of gogai wrote this cache" };
	struct buf b = BUF_INIT;
	struct store *store = open_store("cache.db", STORE_WRITE);
	char *pattern, *p;
	size_t i;

	(void)state;
	store_close(store);
	/*
	 * The row of `migration` on its page: length 8, key 1, header
	 * (3 bytes, NULL for the key, a 4-byte integer), the time. Its key
	 * becomes 99.
	 */
	OK(file_read(&b, "cache.db", ERR));
	pattern = mem_strndup("\x07\x01\x03\x00\x04", 5);
	for (i = 0, p = NULL; i + 9 < b.len && p == NULL; i++)
		if (memcmp(b.data + i, pattern, 5) == 0)
			p = b.data + i;
	free(pattern);
	assert_non_null(p);
	p[1] = 99;
	put_file("cache.db", b.data, b.len);
	buf_release(&b);
	assert_refused("cache.db", &row);
}

/* ---- feeds and hosts ---- */

static void
test_feed(void **state)
{
	struct store *store = open_store(":memory:", STORE_WRITE);
	struct arena *arena = arena_new();
	const struct feed_info info = { .title = "T", .link = "http://s/",
	    .language = "ja", .type = "rss", .ttl_secs = -1 };
	const struct store_feed *all;
	struct store_feed f, g;
	struct err err;
	int64_t id = add_feed(store, "http://a/");
	size_t n;

	(void)state;
	assert_int_equal(add_feed(store, "http://a/"), id);
	assert_int_not_equal(add_feed(store, "http://b/"), id);
	OK(store_feed_read(store, id, arena, &f, ERR));
	store_feed_init(&g);
	assert_int_equal(f.id, id);
	assert_string_equal(f.url, "http://a/");
	assert_null(f.fetch_url);
	assert_null(f.title);
	assert_null(f.validators.etag);
	assert_null(f.error);
	assert_true(f.next_at == g.next_at && f.moved_since == g.moved_since);
	assert_int_equal(f.ttl_secs, g.ttl_secs);
	assert_int_equal(f.n_articles, 0);

	f.fetch_url = "http://moved/";
	f.validators.etag = "W/\"a\"";
	f.validators.last_modified = "Sat, 1 Aug 26";
	f.next_at = 1; f.fresh_until = 2; f.asked_at = 3; f.success_at = 4;
	f.changed_at = 5; f.failing_since = 6; f.moved_since = 7;
	f.ttl_secs = 8;
	f.skip_hours = 0x800001;
	f.skip_days = 0x41;
	f.failures = 9; f.unchanged = 10; f.status = 503;
	f.error = "why";
	f.gone = f.excerpts = true;
	f.moved_seen = 11;
	OK(store_feed_write(store, &f, ERR));
	OK(store_feed_info(store, id, &info, ERR));
	OK(store_feed_read(store, id, arena, &g, ERR));
	assert_string_equal(g.fetch_url, f.fetch_url);
	assert_string_equal(g.validators.etag, f.validators.etag);
	assert_string_equal(g.validators.last_modified, "Sat, 1 Aug 26");
	assert_string_equal(g.error, "why");
	assert_string_equal(g.title, "T");
	assert_string_equal(g.site, "http://s/");
	assert_string_equal(g.language, "ja");
	assert_string_equal(g.type, "rss");
	assert_true(g.next_at == 1 && g.fresh_until == 2 && g.asked_at == 3 &&
	    g.success_at == 4 && g.changed_at == 5 && g.failing_since == 6);
	assert_int_equal(g.ttl_secs, 8);
	assert_int_equal(g.skip_hours, 0x800001);
	assert_int_equal(g.skip_days, 0x41);
	assert_int_equal(g.failures, 9);
	assert_int_equal(g.unchanged, 10);
	assert_int_equal(g.status, 503);
	assert_true(g.gone && g.excerpts);
	assert_int_equal(g.moved_seen, 11);
	assert_int_equal(g.moved_since, 7);

	OK(store_feeds(store, arena, &all, &n, ERR));
	assert_int_equal(n, 2);
	assert_string_equal(all[1].url, "http://b/");
	err_clear(&err);
	assert_int_equal(store_feed_read(store, 99, arena, &f, &err), -1);
	assert_int_equal(err.code, ERR_NOT_FOUND);
	arena_free(arena);
	store_close(store);
}

static void
test_hosts(void **state)
{
	struct store *store = open_store(":memory:", STORE_WRITE);

	(void)state;
	assert_true(store_host_waits(store, "a.example") == DATE_NONE);
	OK(store_host_wait(store, "a.example", NOW, ERR));
	assert_true(store_host_waits(store, "a.example") == NOW);
	OK(store_host_wait(store, "a.example", NOW + 5, ERR));
	assert_true(store_host_waits(store, "a.example") == NOW + 5);
	assert_true(store_host_waits(store, "b.example") == DATE_NONE);
	store_close(store);
}

/* ---- articles ---- */

static const char *const categories[] = { "政治", "a|b", "x" };
static const struct enclosure enclosures[] = {
	{ "http://a/1.mp3", "audio/mpeg", 12345678901, 60 },
	{ "http://a/2", NULL, -1, -1 },
};
static const struct feed_link links[] = {
	{ "related", "http://a/rel", "text/html" },
	{ NULL, "http://a/x", NULL },
};

static const struct article whole = {
	.id = "urn:1", .title = "見出し", .link = "http://a/1#frag",
	.author = "A", .summary = "<p>s", .content = "<p>c",
	.comments = "http://a/1/c", .language = "ja",
	.published_at = NOW - 100, .updated_at = NOW - 50,
	.categories = categories, .n_categories = CC_COUNT(categories),
	.enclosures = enclosures, .n_enclosures = CC_COUNT(enclosures),
	.links = links, .n_links = CC_COUNT(links),
};

static void
assert_text(const char *got, const char *want)
{
	if (want == NULL)
		assert_null(got);
	else
		assert_string_equal(got, want);
}

static void
assert_parts(const struct article *got, const struct article *want)
{
	size_t i;

	assert_int_equal(got->n_categories, want->n_categories);
	for (i = 0; i < got->n_categories; i++)
		assert_string_equal(got->categories[i], want->categories[i]);
	assert_int_equal(got->n_enclosures, want->n_enclosures);
	for (i = 0; i < got->n_enclosures; i++) {
		assert_text(got->enclosures[i].url, want->enclosures[i].url);
		assert_text(got->enclosures[i].type, want->enclosures[i].type);
		assert_int_equal(got->enclosures[i].length,
		    want->enclosures[i].length);
		assert_int_equal(got->enclosures[i].secs,
		    want->enclosures[i].secs);
	}
	assert_int_equal(got->n_links, want->n_links);
	for (i = 0; i < got->n_links; i++) {
		assert_text(got->links[i].rel, want->links[i].rel);
		assert_text(got->links[i].href, want->links[i].href);
		assert_text(got->links[i].type, want->links[i].type);
	}
}

static void
assert_article(const struct article *got, const struct article *want)
{
	assert_text(got->id, want->id);
	assert_text(got->title, want->title);
	assert_text(got->link, want->link);
	assert_text(got->author, want->author);
	assert_text(got->summary, want->summary);
	assert_text(got->content, want->content);
	assert_text(got->comments, want->comments);
	assert_text(got->language, want->language);
	assert_true(got->published_at == want->published_at);
	assert_true(got->updated_at == want->updated_at);
	assert_parts(got, want);
}

static void
test_article(void **state)
{
	static const struct article bare = { .id = "", .published_at =
	    DATE_NONE, .updated_at = DATE_NONE };
	struct store *store = open_store(":memory:", STORE_WRITE);
	struct arena *arena = arena_new();
	int64_t feed = add_feed(store, "http://a/"), id, bare_id;
	struct store_article got;
	struct headline row;
	struct err err;

	(void)state;
	id = put(store, feed, &whole, NOW, STORE_NEW);
	bare_id = put(store, feed, &bare, NOW, STORE_NEW);
	OK(store_tag(store, id, "later", true, ERR));
	OK(store_tag(store, id, "a b", true, ERR));
	OK(store_tag(store, id, "a b", true, ERR));
	OK(store_article_read(store, id, arena, &got, ERR));
	assert_article(&got.article, &whole);
	assert_int_equal(got.id, id);
	assert_int_equal(got.feed, feed);
	assert_string_equal(got.feed_title, "");
	assert_string_equal(got.feed_url, "http://a/");
	assert_true(got.unread && !got.starred);
	assert_true(got.sort_at == NOW - 100 && got.seen_at == NOW);
	assert_int_equal(got.n_tags, 2);
	assert_string_equal(got.tags[0], "a b");

	OK(store_article_read(store, bare_id, arena, &got, ERR));
	assert_article(&got.article, &bare);
	OK(store_headline(store, bare_id, arena, &row, ERR));
	assert_string_equal(row.title, "");
	assert_string_equal(row.feed_title, "");
	assert_string_equal(row.tags, "");
	assert_true(row.published_at == DATE_NONE);
	OK(store_headline(store, id, arena, &row, ERR));
	assert_string_equal(row.title, "見出し");

	err_clear(&err);
	assert_int_equal(store_article_read(store, 99, arena, &got, &err), -1);
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_int_equal(store_headline(store, 99, arena, &row, &err), -1);
	assert_int_equal(err.code, ERR_NOT_FOUND);
	arena_free(arena);
	store_close(store);
}

/* Each field that changes changes the article, and no mark. */
static void
test_changes(void **state)
{
	struct article changed[12], *c = changed;
	struct store *store = open_store(":memory:", STORE_WRITE);
	struct arena *arena = arena_new();
	int64_t feed = add_feed(store, "http://a/"), id, n;
	struct store_article got;
	size_t i;

	(void)state;
	id = put(store, feed, &whole, NOW, STORE_NEW);
	assert_int_equal(put(store, feed, &whole, NOW + 9, STORE_SAME), id);
	OK(store_mark(store, &id, 1, STORE_READ_MARK, &n, ERR));
	OK(store_mark(store, &id, 1, STORE_STAR_MARK, &n, ERR));
	for (i = 0; i < CC_COUNT(changed); i++)
		changed[i] = whole;
	(*c++).title = "T";
	(*c++).title = NULL;
	(*c++).link = "http://a/2";
	(*c++).author = "";
	(*c++).summary = NULL;
	(*c++).content = "<p>c2";
	(*c++).comments = NULL;
	(*c++).language = "en";
	(*c++).published_at = NOW - 99;
	(*c++).updated_at = DATE_NONE;
	(*c++).n_categories = 1;
	(*c++).n_enclosures = 1;
	for (i = 0; i < CC_COUNT(changed); i++) {
		assert_int_equal(put(store, feed, &changed[i], NOW + 60,
		    STORE_CHANGED), id);
		assert_int_equal(put(store, feed, &changed[i], NOW + 60,
		    STORE_SAME), id);
		OK(store_article_read(store, id, arena, &got, ERR));
		assert_article(&got.article, &changed[i]);
		assert_true(!got.unread && got.starred);
		assert_true(got.seen_at == NOW);
	}
	/* The same id in another feed is another article. */
	assert_int_not_equal(put(store, add_feed(store, "http://b/"), &whole,
	    NOW, STORE_NEW), id);
	assert_sound(store);
	arena_free(arena);
	store_close(store);
}

struct sort_row {
	const char *why;
	time_t published_at, updated_at;
	time_t want;
};

static const struct sort_row sort_rows[] = {
	{ "its date", NOW - 9, NOW - 5, NOW - 9 },
	{ "only an update", DATE_NONE, NOW - 5, NOW - 5 },
	{ "no date: when first seen", DATE_NONE, DATE_NONE, NOW },
	{ "in the future: when first seen", NOW + 1, DATE_NONE, NOW },
	{ "this very second", NOW, DATE_NONE, NOW },
	{ "before 1970", -5, DATE_NONE, -5 },
};

static void
test_sort_time(void **state)
{
	struct store *store = open_store(":memory:", STORE_WRITE);
	struct arena *arena = arena_new();
	int64_t feed = add_feed(store, "http://a/"), id;
	struct headline row;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(sort_rows); i++) {
		struct article a = { .id = sort_rows[i].why,
		    .published_at = sort_rows[i].published_at,
		    .updated_at = sort_rows[i].updated_at };

		id = put(store, feed, &a, NOW, STORE_NEW);
		OK(store_headline(store, id, arena, &row, ERR));
		if (row.key.at != sort_rows[i].want)
			fail_msg("%s: %lld", a.id, (long long)row.key.at);
		/* Later polls move nothing. */
		a.title = "changed";
		(void)put(store, feed, &a, NOW + 1000, STORE_CHANGED);
		OK(store_headline(store, id, arena, &row, ERR));
		assert_true(row.key.at == sort_rows[i].want);
	}
	arena_free(arena);
	store_close(store);
}

/* Undated articles stand in the document's order, new ones above. */
static void
test_document_order(void **state)
{
	static const char *const polls[] = { "cba", "edcba" };
	struct store *store = open_store(":memory:", STORE_WRITE);
	struct arena *arena = arena_new();
	const struct store_view all = { 0 };
	int64_t feed = add_feed(store, "http://a/");
	struct headline *rows;
	size_t i, j, n;
	char id[2] = "";

	(void)state;
	for (i = 0; i < CC_COUNT(polls); i++) {
		for (j = strlen(polls[i]); j > 0; j--) {
			struct article a = { .id = id, .title = id,
			    .published_at = DATE_NONE,
			    .updated_at = DATE_NONE };
			enum store_put what;
			int64_t at;

			id[0] = polls[i][j - 1];
			OK(store_article_put(store, feed, &a,
			    NOW + (time_t)i, false, &what, &at, ERR));
		}
		OK(store_window(store, &all, NULL, STORE_AFTER, 99, arena,
		    &rows, &n, ERR));
		assert_int_equal(n, strlen(polls[i]));
		for (j = 0; j < n; j++)
			assert_int_equal(rows[j].title[0], polls[i][j]);
	}
	arena_free(arena);
	store_close(store);
}

/* ---- lists against a model ---- */

enum { N_FEEDS = 3, N_MODEL = 240 };

struct model_row {
	struct store_key key;
	int64_t	 feed;
	bool	 unread, starred, tagged;
};

struct model {
	struct store *store;
	struct arena *arena;
	int64_t	 feeds[N_FEEDS];
	struct model_row rows[N_MODEL];	/* in the list's order when sorted */
	size_t	 n;
	uint64_t seed;
};

static uint64_t
roll(struct model *m, uint64_t below)
{
	m->seed ^= m->seed << 13;
	m->seed ^= m->seed >> 7;
	m->seed ^= m->seed << 17;
	return m->seed % below;
}

static int
by_key(const void *a, const void *b)
{
	const struct model_row *x = a, *y = b;

	if (x->key.at != y->key.at)
		return x->key.at > y->key.at ? -1 : 1;
	return x->key.id > y->key.id ? -1 : x->key.id < y->key.id;
}

static void
model_add(struct model *m)
{
	struct model_row *row = &m->rows[m->n];
	char id[16];
	struct article a = { .id = id, .title = id, .updated_at = DATE_NONE };

	snprintf(id, sizeof(id), "%zu", m->n++);
	row->feed = m->feeds[roll(m, N_FEEDS)];
	/* Few different times, so that many are equal. */
	row->key.at = a.published_at = NOW - (time_t)roll(m, 20);
	row->key.id = put(m->store, row->feed, &a, NOW, STORE_NEW);
	row->unread = true;
}

static bool
shows(const struct store_view *view, const struct model_row *row)
{
	return (view->feed == 0 || view->feed == row->feed) &&
	    (!view->unread || row->unread) &&
	    (!view->starred || row->starred) &&
	    (view->tag == NULL || row->tagged);
}

/* The i-th kind of view, of N_VIEWS. */
enum { N_VIEWS = (N_FEEDS + 1) * 8 };

static struct store_view
view_at(const struct model *m, size_t i)
{
	return (struct store_view){
		.feed = i / 8 == 0 ? 0 : m->feeds[i / 8 - 1],
		.unread = i & 1, .starred = i & 2,
		.tag = i & 4 ? "later" : NULL };
}

static const enum store_mark all_marks[] = { STORE_READ_MARK,
    STORE_UNREAD_MARK, STORE_STAR_MARK, STORE_UNSTAR_MARK };

/* Set the mark in the model; was it not so before? */
static bool
model_mark(struct model_row *row, enum store_mark mark)
{
	bool *flag = mark < STORE_STAR_MARK ? &row->unread : &row->starred;
	bool to = mark == STORE_UNREAD_MARK || mark == STORE_STAR_MARK;
	bool changed = *flag != to;

	*flag = to;
	return changed;
}

static void
random_change(struct model *m)
{
	struct model_row *row = &m->rows[roll(m, m->n)];
	enum store_mark mark = all_marks[roll(m, 4)];
	struct store_view view;
	int64_t changed, want = 0;
	size_t i;

	switch (roll(m, 8)) {
	case 0:
		view = view_at(m, roll(m, N_VIEWS));
		for (i = 0; i < m->n; i++)
			if (shows(&view, &m->rows[i]))
				want += model_mark(&m->rows[i], mark);
		OK(store_mark_view(m->store, &view, mark, &changed, ERR));
		assert_int_equal(changed, want);
		break;
	case 1:
	case 2:
		row->tagged = roll(m, 2) != 0;
		OK(store_tag(m->store, row->key.id, "later", row->tagged,
		    ERR));
		break;
	default:
		OK(store_mark(m->store, &row->key.id, 1, mark, &changed, ERR));
		assert_int_equal(changed, model_mark(row, mark));
	}
}

static void
assert_rows(struct model *m, const struct headline *got, size_t n_got,
    const struct model_row *const *want, size_t n_want)
{
	size_t i;

	(void)m;
	assert_int_equal(n_got, n_want);
	for (i = 0; i < n_got; i++) {
		assert_int_equal(got[i].key.id, want[i]->key.id);
		assert_true(got[i].key.at == want[i]->key.at);
		assert_int_equal(got[i].feed, want[i]->feed);
		assert_int_equal(got[i].unread, want[i]->unread);
		assert_int_equal(got[i].starred, want[i]->starred);
		assert_string_equal(got[i].tags,
		    want[i]->tagged ? "later" : "");
	}
}

/* Windows of four rows on both sides of the key at place `at` of all rows. */
static void
check_windows(struct model *m, const struct store_view *view,
    const struct store_key *key)
{
	const struct model_row *older[4], *newer[4];
	struct headline *got;
	size_t i, n, n_older = 0, n_newer = 0;
	struct model_row here = { .key = *key };

	for (i = 0; i < m->n; i++)
		if (n_older < 4 && shows(view, &m->rows[i]) &&
		    by_key(&here, &m->rows[i]) < 0)
			older[n_older++] = &m->rows[i];
	for (i = m->n; i > 0; i--)
		if (n_newer < 4 && shows(view, &m->rows[i - 1]) &&
		    by_key(&here, &m->rows[i - 1]) > 0)
			newer[n_newer++] = &m->rows[i - 1];
	OK(store_window(m->store, view, key, STORE_AFTER, 4, m->arena, &got,
	    &n, ERR));
	assert_rows(m, got, n, older, n_older);
	OK(store_window(m->store, view, key, STORE_BEFORE, 4, m->arena, &got,
	    &n, ERR));
	assert_rows(m, got, n, newer, n_newer);
}

/* The next unread row by the model, or NULL. */
static const struct model_row *
model_next(const struct model *m, const struct store_view *view,
    const struct store_key *key)
{
	const struct model_row *first = NULL;
	struct model_row here = { .key = *key };
	size_t i;

	for (i = 0; i < m->n; i++) {
		const struct model_row *row = &m->rows[i];

		if (!row->unread || !shows(view, row))
			continue;
		if (first == NULL)
			first = row;
		if (by_key(&here, row) < 0)
			return row;
	}
	return first;
}

static void
check_next_unread(struct model *m, const struct store_view *view,
    const struct store_key *key)
{
	const struct model_row *want = model_next(m, view, key);
	struct store_key got;
	struct err err;

	err_clear(&err);
	if (want == NULL) {
		assert_int_equal(store_next_unread(m->store, view, key, &got,
		    &err), -1);
		assert_int_equal(err.code, ERR_NOT_FOUND);
		return;
	}
	OK(store_next_unread(m->store, view, key, &got, ERR));
	assert_int_equal(got.id, want->key.id);
}

/* Length, ranks and whole list of one view. */
static void
check_view(struct model *m, const struct store_view *view)
{
	const struct model_row *want[N_MODEL];
	struct headline *got;
	struct store_key key;
	struct err err;
	int64_t count;
	size_t i, n, n_want = 0;

	for (i = 0; i < m->n; i++) {
		if (!shows(view, &m->rows[i]))
			continue;
		want[n_want++] = &m->rows[i];
		OK(store_rank(m->store, view, &m->rows[i].key, &count, ERR));
		assert_int_equal(count, n_want - 1);
		OK(store_at(m->store, view, count, &key, ERR));
		assert_int_equal(key.id, m->rows[i].key.id);
	}
	OK(store_count(m->store, view, &count, ERR));
	assert_int_equal(count, n_want);
	OK(store_window(m->store, view, NULL, STORE_AFTER, N_MODEL + 9,
	    m->arena, &got, &n, ERR));
	assert_rows(m, got, n, want, n_want);
	assert_int_equal(store_at(m->store, view, count, &key, &err), -1);
	assert_int_equal(store_at(m->store, view, -1, &key, &err), -1);
	assert_int_equal(err.code, ERR_NOT_FOUND);
	for (i = 0; i < 3; i++) {
		key = m->rows[roll(m, m->n)].key;
		check_windows(m, view, &key);
		check_next_unread(m, view, &key);
	}
}

static void
test_lists(void **state)
{
	struct model m = { .seed = 0x9e3779b97f4a7c15 };
	size_t i, round;

	(void)state;
	m.store = open_store(":memory:", STORE_WRITE);
	m.arena = arena_new();
	for (i = 0; i < N_FEEDS; i++) {
		char url[32];

		snprintf(url, sizeof(url), "http://%zu.example/", i);
		m.feeds[i] = add_feed(m.store, url);
	}
	for (round = 0; round < 6; round++) {
		OK(store_begin(m.store, ERR));
		for (i = 0; i < N_MODEL / 6; i++)
			model_add(&m);
		for (i = 0; i < 150; i++)
			random_change(&m);
		OK(store_commit(m.store, ERR));
		qsort(m.rows, m.n, sizeof(*m.rows), by_key);
		for (i = 0; i < N_VIEWS; i++) {
			struct store_view view = view_at(&m, i);

			check_view(&m, &view);
		}
		assert_sound(m.store);
	}
	arena_free(m.arena);
	store_close(m.store);
}

/* ---- filters ---- */

static const struct article filtered[] = {
	{ .id = "1", .title = "カタカナの見出し", .published_at = NOW - 1 },
	{ .id = "2", .title = "ひらがな", .author = "Tanaka Tarō",
	    .published_at = NOW - 2 },
	{ .id = "3", .title = "ＦＵＬＬ Width", .published_at = NOW - 3 },
	{ .id = "4", .title = "ﾊﾝｶｸ", .published_at = NOW - 4 },
	{ .id = "5", .published_at = NOW - 5 },
};

static const struct {
	const char *why, *words, *want;
} filter_rows[] = {
	{ "katakana as hiragana", "かたかな", "1" },
	{ "hiragana as katakana", "ヒラガナ", "2" },
	{ "width and case", "full w", "3" },
	{ "half-width kana", "ハンカク", "4" },
	{ "the author", "TANAKA", "2" },
	{ "the feed's title", "the feed", "12345" },
	{ "nothing", "zebra", "" },
	{ "no words: all", "", "12345" },
};

static bool
stop_at_once(void *arg)
{
	(*(int *)arg)++;
	return true;
}

static void
test_filter(void **state)
{
	struct store *store = open_store(":memory:", STORE_WRITE);
	const struct feed_info info = { .title = "The Feed" };
	const struct store_view all = { 0 };
	int64_t feed = add_feed(store, "http://a/"), first;
	struct store_key *keys;
	struct err err;
	size_t i, j, n;
	int asked = 0;

	(void)state;
	OK(store_feed_info(store, feed, &info, ERR));
	first = put(store, feed, &filtered[0], NOW, STORE_NEW);
	for (i = 1; i < CC_COUNT(filtered); i++)
		(void)put(store, feed, &filtered[i], NOW, STORE_NEW);
	for (i = 0; i < CC_COUNT(filter_rows); i++) {
		OK(store_filter(store, &all, filter_rows[i].words, 99, NULL,
		    NULL, &keys, &n, ERR));
		if (n != strlen(filter_rows[i].want))
			fail_msg("%s: %zu rows", filter_rows[i].why, n);
		for (j = 0; j < n; j++)
			assert_int_equal(keys[j].id - first + '1',
			    filter_rows[i].want[j]);
		free(keys);
	}
	OK(store_filter(store, &all, "the feed", 2, NULL, NULL, &keys, &n,
	    ERR));
	assert_int_equal(n, 2);
	free(keys);

	OK(store_begin(store, ERR));
	for (i = 0; i < 1000; i++) {
		char id[16];

		snprintf(id, sizeof(id), "more %zu", i);
		(void)put(store, feed, &(struct article){ .id = id,
		    .published_at = NOW }, NOW, STORE_NEW);
	}
	OK(store_commit(store, ERR));
	err_clear(&err);
	assert_int_equal(store_filter(store, &all, "the", 9999, stop_at_once,
	    &asked, &keys, &n, &err), -1);
	assert_int_equal(err.code, ERR_CANCELLED);
	assert_int_equal(asked, 1);
	store_close(store);
}

/* ---- pages ---- */

static void
test_pages(void **state)
{
	struct store *store = open_store(":memory:", STORE_WRITE);
	struct arena *arena = arena_new();
	struct store_page page = { .url = "http://a/1#top",
	    .final_url = "http://a/one", .title = "T", .byline = "B",
	    .site = "S", .language = "ja", .published_at = NOW,
	    .fetched_at = NOW + 1, .validators = { "\"e\"", "m" },
	    .html = "<p>x</p>tail", .html_len = 8, .how = "h" };
	struct store_page got;
	struct err err;

	(void)state;
	assert_false(store_page_has(store, "http://a/1"));
	OK(store_page_put(store, &page, ERR));
	assert_true(store_page_has(store, "http://a/1"));
	assert_true(store_page_has(store, "http://a/1#other"));
	assert_false(store_page_has(store, "http://a/"));
	OK(store_page_read(store, "http://a/1#x", arena, &got, ERR));
	assert_string_equal(got.url, "http://a/1");
	assert_string_equal(got.final_url, "http://a/one");
	assert_string_equal(got.title, "T");
	assert_string_equal(got.byline, "B");
	assert_string_equal(got.site, "S");
	assert_string_equal(got.language, "ja");
	assert_true(got.published_at == NOW && got.fetched_at == NOW + 1);
	assert_string_equal(got.validators.etag, "\"e\"");
	assert_string_equal(got.validators.last_modified, "m");
	assert_string_equal(got.html, "<p>x</p>");
	assert_int_equal(got.html_len, 8);
	assert_null(got.error);

	page.html = NULL;
	page.error = "a login wall";
	page.published_at = DATE_NONE;
	OK(store_page_put(store, &page, ERR));
	assert_false(store_page_has(store, "http://a/1"));
	OK(store_page_read(store, "http://a/1", arena, &got, ERR));
	assert_null(got.html);
	assert_string_equal(got.error, "a login wall");
	assert_true(got.published_at == DATE_NONE);
	err_clear(&err);
	assert_int_equal(store_page_read(store, "http://b/", arena, &got,
	    &err), -1);
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_non_null(strstr(err.message, "not in the cache"));
	arena_free(arena);
	store_close(store);
}

/* The wanted pages as "1 3 ", by article. */
static void
assert_wanted(struct store *store, size_t max, const char *want)
{
	struct arena *arena = arena_new();
	const struct store_wanted *wanted;
	struct buf got = BUF_INIT;
	size_t i, n;

	OK(store_pages_wanted(store, max, arena, &wanted, &n, ERR));
	for (i = 0; i < n; i++) {
		buf_addf(&got, "%s ", wanted[i].url);
		assert_string_equal(wanted[i].feed_url, "http://feed/");
	}
	assert_string_equal(buf_string(&got), want);
	buf_release(&got);
	arena_free(arena);
}

static void
test_wanted(void **state)
{
	static const struct article rows[] = {
		{ .id = "1", .link = "http://a/1", .published_at = NOW - 1 },
		{ .id = "2", .link = "http://a/2#x", .published_at = NOW - 2 },
		{ .id = "3", .link = "http://a/3", .published_at = NOW - 3 },
		{ .id = "4", .published_at = NOW },
	};
	struct store *store = open_store(":memory:", STORE_WRITE);
	struct store_page page = { .url = "http://a/2", .html = "<p>",
	    .html_len = 3, .fetched_at = NOW, .published_at = DATE_NONE };
	int64_t feed = add_feed(store, "http://feed/"), id, other;
	enum store_put what;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++)
		OK(store_article_put(store, feed, &rows[i], NOW, true, &what,
		    i == 0 ? &id : &other, ERR));
	(void)put(store, feed, &(struct article){ .id = "5",
	    .link = "http://a/5", .published_at = NOW }, NOW, STORE_NEW);
	assert_wanted(store, 9, "http://a/1 http://a/2#x http://a/3 ");
	assert_wanted(store, 2, "http://a/1 http://a/2#x ");
	OK(store_page_put(store, &page, ERR));
	assert_wanted(store, 9, "http://a/1 http://a/3 ");
	OK(store_page_unwant(store, id, ERR));
	assert_wanted(store, 9, "http://a/3 ");
	store_close(store);
}

/* ---- two connections ---- */

/* Every way of reading, once each. */
static void
read_all_ways(struct store *store, int64_t feed, int64_t id)
{
	const struct store_view views[] = { { 0 }, { .unread = true,
	    .starred = true }, { .feed = feed } };
	struct arena *arena = arena_new();
	const struct store_feed *feeds;
	const struct store_wanted *wanted;
	struct store_article article;
	struct store_feed f;
	struct store_page page;
	struct headline row, *rows;
	struct store_key key = { NOW, 0 }, *keys;
	int64_t count;
	size_t i, n;

	OK(store_feeds(store, arena, &feeds, &n, ERR));
	OK(store_feed_read(store, feed, arena, &f, ERR));
	(void)store_host_waits(store, "a");
	OK(store_article_read(store, id, arena, &article, ERR));
	OK(store_headline(store, id, arena, &row, ERR));
	for (i = 0; i < CC_COUNT(views); i++) {
		OK(store_window(store, &views[i], NULL, STORE_AFTER, 1, arena,
		    &rows, &n, ERR));
		OK(store_count(store, &views[i], &count, ERR));
		OK(store_rank(store, &views[i], &key, &count, ERR));
		(void)store_at(store, &views[i], 0, &key, NULL);
		(void)store_next_unread(store, &views[i], NULL, &key, NULL);
	}
	OK(store_filter(store, &views[0], "t", 1, NULL, NULL, &keys, &n,
	    ERR));
	free(keys);
	OK(store_page_read(store, "http://a/1", arena, &page, ERR));
	(void)store_page_has(store, "http://a/1");
	OK(store_pages_wanted(store, 9, arena, &wanted, &n, ERR));
	(void)store_version(store);
	arena_free(arena);
}

/*
 * Readers see every commit at once, and hold none back: the log does not
 * grow while they read.
 */
static void
test_two_connections(void **state)
{
	struct store *writer = open_store("cache.db", STORE_WRITE);
	struct store *reader = open_store("cache.db", STORE_READ);
	const struct store_view all = { 0 };
	struct store_page page = { .url = "http://a/1", .html = "<p>",
	    .html_len = 3, .fetched_at = NOW, .published_at = DATE_NONE };
	char *body = mem_calloc(1, 20001);
	int64_t feed, id = 0, n, version, own;
	struct stat st;
	size_t i;

	(void)state;
	memset(body, 'b', 20000);
	feed = add_feed(writer, "http://a/");
	OK(store_page_put(writer, &page, ERR));
	version = store_version(reader);
	assert_int_equal(store_version(reader), version);
	for (i = 0; i < 300; i++) {
		char text[16];
		struct article a = { .id = text, .title = text,
		    .content = body, .published_at = NOW };

		snprintf(text, sizeof(text), "t%zu", i);
		own = store_version(writer);
		OK(store_begin(writer, ERR));
		id = put(writer, feed, &a, NOW, STORE_NEW);
		OK(store_count(reader, &all, &n, ERR));
		assert_int_equal(n, i);
		OK(store_commit(writer, ERR));
		OK(store_count(reader, &all, &n, ERR));
		assert_int_equal(n, i + 1);
		assert_int_not_equal(store_version(reader), version);
		assert_int_not_equal(store_version(writer), own);
		version = store_version(reader);
		read_all_ways(reader, feed, id);
		assert_int_equal(store_version(reader), version);
	}
	OK(store_sync(writer, ERR));
	assert_int_equal(stat("cache.db-wal", &st), 0);
	assert_true(st.st_size < 6 << 20);
	/* What reads left open would refuse this, or the next commit. */
	read_all_ways(writer, feed, id);
	OK(store_begin(writer, ERR));
	OK(store_commit(writer, ERR));
	assert_sound(reader);
	free(body);
	store_close(reader);
	store_close(writer);
}

static void
test_rollback(void **state)
{
	struct store *store = open_store("cache.db", STORE_WRITE);
	const struct store_view all = { 0 };
	int64_t feed = add_feed(store, "http://a/"), n;

	(void)state;
	store_rollback(store);
	OK(store_begin(store, ERR));
	(void)put(store, feed, &whole, NOW, STORE_NEW);
	store_rollback(store);
	OK(store_count(store, &all, &n, ERR));
	assert_int_equal(n, 0);
	/* Closed in the middle: as if it had not begun. */
	OK(store_begin(store, ERR));
	(void)put(store, feed, &whole, NOW, STORE_NEW);
	store_close(store);
	store = open_store("cache.db", STORE_WRITE);
	OK(store_count(store, &all, &n, ERR));
	assert_int_equal(n, 0);
	(void)put(store, feed, &whole, NOW, STORE_NEW);
	assert_sound(store);
	store_close(store);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_open, setup, teardown),
		cmocka_unit_test_setup_teardown(test_open_at_once, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_bad_files, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_damage, setup, teardown),
		cmocka_unit_test_setup_teardown(test_newer, setup, teardown),
		cmocka_unit_test(test_feed),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_article),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_sort_time),
		cmocka_unit_test(test_document_order),
		cmocka_unit_test(test_lists),
		cmocka_unit_test(test_filter),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_wanted),
		cmocka_unit_test_setup_teardown(test_two_connections, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_rollback, setup,
		    teardown),
	};

	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
