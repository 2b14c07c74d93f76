/*
 * engine.h: the real threads on a folder of the test's own, with feeds that
 * are files, and with a scripted server that writes down what it is asked.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gogai/date.h"
#include "gogai/engine.h"
#include "gogai/file.h"
#include "gogai/mem.h"
#include "gogai/str.h"

#define OK(call) do { \
	struct err err_; \
	err_clear(&err_); \
	if ((call) < 0) \
		fail_msg("%s: %s", #call, err_.message); \
} while (0)
#define ERR (&err_)

/* ---- the server ---- */

struct page {
	const char *path;
	const char *status;
	const char *headers;
	const char *body;	/* @ stands for http://address */
};

#define EXCERPTS(items) "<?xml version='1.0'?><rss version='2.0'><channel>" \
	"<title>Excerpts</title><link>@/</link>" items "</channel></rss>"
#define ITEM(path) "<item><guid>" path "</guid><title>About " path \
	"</title><link>@" path "</link><description>The beginning of " path \
	" [&#8230;]</description></item>"

#define PROSE "The council met on Monday and decided, after a long debate, " \
	"that the old bridge over the river will be repaired and not " \
	"replaced, because people are fond of it. "
#define ARTICLE "<html><head><title>Bridge</title></head><body><nav>" \
	"<a href='/'>Home</a></nav><article><h1>Bridge</h1><p>" PROSE PROSE \
	"</p><p>" PROSE PROSE "</p><p>" PROSE PROSE "</p></article>" \
	"<footer>Imprint</footer></body></html>"

static const struct page pages[] = {
	{ "/robots.txt", "200 OK", "", "User-agent: *\nDisallow: /private/" },
	{ "/feed", "200 OK", "ETag: \"1\"\r\n",
	    EXCERPTS(ITEM("/a/1") ITEM("/a/2") ITEM("/private/3")
	    ITEM("/a/gone")) },
	{ "/a/1", "200 OK", "Content-Type: text/html\r\n", ARTICLE },
	{ "/a/2", "200 OK", "Content-Type: text/html\r\n", ARTICLE },
	{ "/private/3", "200 OK", "Content-Type: text/html\r\n", ARTICLE },
	{ "/slow/page", "200 OK", "Content-Type: text/html\r\n", ARTICLE },
	{ "/busy", "429 Too Many Requests", "Retry-After: 7200\r\n", "" },
	{ "/plain", "200 OK", "", EXCERPTS("") },
};

struct server {
	pid_t	 pid;
	char	 base[64];
	char	 log[128];
};

static void
answer(int fd, const char *path, const char *base)
{
	const struct page *page = pages;
	struct buf body = BUF_INIT, head = BUF_INIT;
	const char *p;

	while (page < pages + CC_COUNT(pages) && strcmp(page->path, path) != 0)
		page++;
	if (strncmp(path, "/slow/", 6) == 0)
		(void)usleep(200000);
	if (strcmp(path, "/mute") == 0)
		(void)pause();
	if (page == pages + CC_COUNT(pages)) {
		buf_adds(&head, "HTTP/1.1 404 Not Found\r\n");
	} else {
		buf_addf(&head, "HTTP/1.1 %s\r\n%s", page->status,
		    page->headers);
		for (p = page->body; *p != '\0'; p++)
			if (*p == '@')
				buf_adds(&body, base);
			else
				buf_addc(&body, *p);
	}
	buf_addf(&head, "Content-Length: %zu\r\n\r\n%s", body.len,
	    buf_string(&body));
	(void)!write(fd, head.data, head.len);
	buf_release(&body);
	buf_release(&head);
}

static void
serve_connection(int fd, const struct server *server)
{
	char request[8192];
	size_t len = 0;
	ssize_t n;

	while ((n = read(fd, request + len, sizeof(request) - 1 - len)) > 0) {
		char *path = request + 4, *end;
		FILE *log;

		len += (size_t)n;
		request[len] = '\0';
		if (strstr(request, "\r\n\r\n") == NULL)
			continue;
		end = strchr(path, ' ');
		if (end == NULL)
			break;
		*end = '\0';
		log = fopen(server->log, "a");
		if (log != NULL) {
			fprintf(log, "%s\n", path);
			fclose(log);
		}
		answer(fd, path, server->base);
		len = 0;
	}
	_exit(0);
}

static void
serve(int listener, const struct server *server)
{
	int fd;

	if (freopen("/dev/null", "w", stdout) == NULL ||
	    freopen("/dev/null", "w", stderr) == NULL)
		_exit(1);
	(void)setpgid(0, 0);
	(void)signal(SIGCHLD, SIG_IGN);
	(void)alarm(300);
	while ((fd = accept(listener, NULL, NULL)) >= 0) {
		if (fork() == 0) {
			(void)alarm(300);
			serve_connection(fd, server);
		}
		(void)close(fd);
	}
	_exit(0);
}

static void
start_server(struct server *server)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	socklen_t len = sizeof(in);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_true(fd >= 0 && bind(fd, (struct sockaddr *)&in, len) == 0 &&
	    getsockname(fd, (struct sockaddr *)&in, &len) == 0 &&
	    listen(fd, 64) == 0);
	snprintf(server->base, sizeof(server->base), "http://127.0.0.1:%u",
	    ntohs(in.sin_port));
	fflush(NULL);
	server->pid = fork();
	assert_true(server->pid >= 0);
	if (server->pid == 0)
		serve(fd, server);
	(void)setpgid(server->pid, server->pid);
	(void)close(fd);
}

/* ---- the bench ---- */

struct bench {
	char	 folder[64];
	char	*urls, *cache;
	struct options *options;
	struct server server;
};

static int
setup(void **state)
{
	struct bench *b = mem_calloc(1, sizeof(*b));
	struct err err;

	snprintf(b->folder, sizeof(b->folder), "/tmp/gogai-engine.XXXXXX");
	if (mkdtemp(b->folder) == NULL)
		return -1;
	b->urls = mem_printf("%s/urls", b->folder);
	b->cache = mem_printf("%s/cache.db", b->folder);
	snprintf(b->server.log, sizeof(b->server.log), "%s/log", b->folder);
	b->options = options_new();
	if (options_set(b->options, "host-gap", "0", &err) < 0)
		return -1;
	*state = b;
	return 0;
}

static int
teardown(void **state)
{
	struct bench *b = *state;
	int r;

	if (b->server.pid > 0) {
		(void)kill(-b->server.pid, SIGTERM);
		(void)waitpid(b->server.pid, NULL, 0);
	}
	r = file_remove_tree(b->folder, NULL);
	free(b->urls);
	free(b->cache);
	options_free(b->options);
	free(b);
	return r;
}

static int
setup_server(void **state)
{
	if (setup(state) < 0)
		return -1;
	start_server(&((struct bench *)*state)->server);
	return 0;
}

/* How often the server was asked for a path. */
static int
times_asked(const struct bench *b, const char *path)
{
	struct buf log = BUF_INIT;
	struct str rest, line;
	int n = 0;

	(void)file_read(&log, b->server.log, NULL);
	rest = (struct str){ buf_string(&log), log.len };
	while (str_split(&rest, '\n', &line))
		n += str_is(line, path);
	buf_release(&log);
	return n;
}

static void
put_file(const struct bench *b, const char *name, const char *text)
{
	char *path = mem_printf("%s/%s", b->folder, name);

	OK(file_replace(path, text, strlen(text), ERR));
	free(path);
}

/* Lines of urls: names become addresses of files or of the server. */
static void
put_urls(const struct bench *b, const char *const *names, size_t n)
{
	struct buf text = BUF_INIT;
	size_t i;

	for (i = 0; i < n; i++)
		buf_addf(&text, "%s%s%s\n",
		    names[i][0] == '/' ? b->server.base : "file://",
		    names[i][0] == '/' ? "" : b->folder,
		    names[i][0] == '/' ? names[i] :
		    names[i] + strlen("folder"));
	put_file(b, "urls", buf_string(&text));
	buf_release(&text);
}

static atomic_llong clock_at = 1790000000;

static time_t
test_now(void)
{
	return (time_t)atomic_load(&clock_at);
}

static struct engine *
start(const struct bench *b)
{
	const struct engine_options options = { .options = b->options,
	    .cache = b->cache, .urls = b->urls, .now = test_now };
	struct engine *engine;

	OK(engine_start(&engine, &options, ERR));
	return engine;
}

static struct store *
open_cache(const struct bench *b)
{
	struct store *store;

	OK(store_open(&store, b->cache, STORE_READ, ERR));
	return store;
}

static int64_t
count(const struct bench *b, const struct store_view *view)
{
	struct store *store = open_cache(b);
	struct buf problems = BUF_INIT;
	int64_t n;

	OK(store_count(store, view, &n, ERR));
	OK(store_verify(store, &problems, ERR));
	assert_string_equal(buf_string(&problems), "");
	buf_release(&problems);
	store_close(store);
	return n;
}

static const struct store_view all = { 0 };

/* The next event of a kind, the caller's; others are passed over. */
static struct event *
await(struct engine *engine, enum event_kind kind)
{
	struct event *event;

	while ((event = engine_wait(engine, 60000)) != NULL) {
		if (event->kind == kind)
			return event;
		if (event->kind == EVENT_TROUBLE)
			fail_msg("trouble: %s", event->err.message);
		event_free(event);
	}
	fail_msg("no event of kind %d", kind);
	return NULL;
}

/* What a poll told: feeds by outcome, and its last counts. */
struct tally {
	int	 outcomes[FEED_FAILED + 1];
	struct buf words;	/* errors and reasons, a line each */
	struct event end;
	int	 n_prefetched, n_trouble;
};

static void
await_poll(struct engine *engine, struct tally *t)
{
	struct event *e;
	bool done = false;

	*t = (struct tally){ .n_trouble = 0 };
	while (!done) {
		e = engine_wait(engine, 60000);
		if (e == NULL)
			fail_msg("the poll does not end");
		if (e->kind == EVENT_FEED) {
			t->outcomes[e->outcome]++;
			buf_addf(&t->words, "%s%s\n", e->err.message,
			    e->why != NULL ? e->why : "");
		}
		t->n_prefetched += e->kind == EVENT_PREFETCHED;
		t->n_trouble += e->kind == EVENT_TROUBLE;
		done = e->kind == EVENT_POLLED;
		t->end = *e;
		event_free(e);
	}
}

static void
poll_and_tally(struct engine *engine, unsigned flags, struct tally *t)
{
	engine_poll(engine, NULL, 0, flags);
	await_poll(engine, t);
}

static void
assert_tally(struct tally *t, int n_new, int unchanged, int not_due,
    int failed)
{
	if (t->outcomes[FEED_NEW] != n_new ||
	    t->outcomes[FEED_UNCHANGED] != unchanged ||
	    t->outcomes[FEED_NOT_DUE] != not_due ||
	    t->outcomes[FEED_FAILED] != failed)
		fail_msg("%d new, %d unchanged, %d not due, %d failed: %s",
		    t->outcomes[0], t->outcomes[1], t->outcomes[2],
		    t->outcomes[3], buf_string(&t->words));
	assert_int_equal(t->end.n_feeds, n_new + unchanged + not_due + failed);
	assert_int_equal(t->end.n_feeds_done, t->end.n_feeds);
	assert_int_equal(t->end.n_failed, failed);
	assert_int_equal(t->end.n_not_due, not_due);
	assert_int_equal(t->end.n_unchanged, unchanged);
	buf_release(&t->words);
}

/* ---- feeds that are files ---- */

#define RSS(items) "<?xml version='1.0'?><rss version='2.0'><channel>" \
	"<title>Files</title>" items "</channel></rss>"
#define ENTRY(id, text) "<item><guid>" id "</guid><title>Title " id \
	"</title><description><![CDATA[<p>" text "</p>]]></description></item>"

static const char *const file_names[] = { "folder/one.xml", "folder/two.xml",
    "folder/absent.xml", "folder/words.xml" };

static void
put_feeds(const struct bench *b)
{
	put_file(b, "one.xml", RSS(ENTRY("1", "alpha") ENTRY("2", "beta")
	    ENTRY("3", "gamma")));
	put_file(b, "two.xml", RSS(ENTRY("1", "delta") ENTRY("1", "twice")));
	put_file(b, "words.xml", "These are only words.");
	put_urls(b, file_names, CC_COUNT(file_names));
}

static void
test_poll(void **state)
{
	struct bench *b = *state;
	struct engine *engine;
	struct tally t;
	int64_t n;

	put_feeds(b);
	engine = start(b);
	poll_and_tally(engine, ENGINE_POLL_DUE, &t);
	n = count(b, &all);
	assert_true(n == 4);
	assert_int_equal(t.end.n_articles, n);
	assert_non_null(strstr(t.words.data, "absent.xml"));
	assert_tally(&t, 2, 0, 0, 2);

	/* Nothing is due, not even in another process. */
	poll_and_tally(engine, ENGINE_POLL_DUE, &t);
	assert_tally(&t, 0, 0, 4, 0);
	engine_stop(engine);
	engine = start(b);
	poll_and_tally(engine, ENGINE_POLL_DUE, &t);
	assert_tally(&t, 0, 0, 4, 0);

	/* Forced, nothing has changed; an id that stands twice is one. */
	poll_and_tally(engine, ENGINE_POLL_FORCE, &t);
	assert_tally(&t, 0, 2, 0, 2);
	assert_true(count(b, &all) == n);

	put_file(b, "one.xml", RSS(ENTRY("4", "new") ENTRY("1", "other")));
	poll_and_tally(engine, ENGINE_POLL_FORCE, &t);
	assert_int_equal(t.end.n_articles, 1);
	assert_tally(&t, 1, 1, 0, 2);
	assert_true(count(b, &all) == n + 1);
	engine_stop(engine);
}

static void
test_some_feeds(void **state)
{
	struct bench *b = *state;
	char *url = mem_printf("file://%s/one.xml", b->folder);
	const char *urls[] = { url, "http://nobody.example/feed" };
	struct engine *engine;
	struct tally t;

	put_feeds(b);
	engine = start(b);
	engine_poll(engine, urls, 2, ENGINE_POLL_ASKED);
	await_poll(engine, &t);
	assert_non_null(strstr(t.words.data, "not subscribed"));
	assert_tally(&t, 1, 0, 0, 1);
	engine_stop(engine);
	free(url);
}

/* Polls that overlap are one; each ends. */
static void
test_overlap(void **state)
{
	struct bench *b = *state;
	struct engine *engine;
	struct tally t;
	int i, n_new = 0;

	put_feeds(b);
	engine = start(b);
	for (i = 0; i < 20; i++)
		engine_poll(engine, NULL, 0, ENGINE_POLL_FORCE);
	do {
		await_poll(engine, &t);
		n_new += t.outcomes[FEED_NEW];
		assert_int_equal(t.end.n_feeds, t.end.n_feeds_done);
		buf_release(&t.words);
	} while (engine_wait(engine, 300) != NULL);
	assert_int_equal(n_new, 2);
	assert_true(count(b, &all) == 4);
	engine_stop(engine);
}

static void
test_no_urls(void **state)
{
	struct bench *b = *state;
	struct engine *engine = start(b);
	struct tally t;

	poll_and_tally(engine, ENGINE_POLL_DUE, &t);
	assert_tally(&t, 0, 0, 0, 0);
	assert_int_equal(t.n_trouble, 0);
	assert_int_equal(mkdir(b->urls, 0700), 0);
	poll_and_tally(engine, ENGINE_POLL_DUE, &t);
	assert_int_equal(t.n_trouble, 1);
	assert_int_equal(t.end.err.code, ERR_SYSTEM);
	assert_tally(&t, 0, 0, 0, 0);
	engine_stop(engine);
}

static void
test_marks(void **state)
{
	struct bench *b = *state;
	const struct store_view unread = { .unread = true };
	const struct store_view starred = { .starred = true };
	const int64_t ids[] = { 1, 2, 99 };
	struct engine *engine;
	struct event *e;
	struct tally t;

	put_feeds(b);
	engine = start(b);
	poll_and_tally(engine, ENGINE_POLL_DUE, &t);
	buf_release(&t.words);
	engine_mark(engine, ids, 3, STORE_READ_MARK);
	e = await(engine, EVENT_MARKED);
	assert_int_equal(e->n_changed_rows, 2);
	event_free(e);
	assert_true(count(b, &unread) == 2);
	engine_mark(engine, ids, 0, STORE_READ_MARK);
	event_free(await(engine, EVENT_MARKED));
	engine_mark_view(engine, &unread, STORE_STAR_MARK);
	e = await(engine, EVENT_MARKED);
	assert_int_equal(e->n_changed_rows, 2);
	event_free(e);
	assert_true(count(b, &starred) == 2);

	/* A poll leaves marks as they are. */
	poll_and_tally(engine, ENGINE_POLL_FORCE, &t);
	buf_release(&t.words);
	assert_true(count(b, &unread) == 2);

	/* What was handed over is written, though nobody waits for it. */
	engine_mark_view(engine, &all, STORE_READ_MARK);
	engine_stop(engine);
	assert_true(count(b, &unread) == 0);
}

static void
test_filter(void **state)
{
	struct bench *b = *state;
	struct engine *engine;
	struct event *e;
	struct tally t;

	put_feeds(b);
	engine = start(b);
	poll_and_tally(engine, ENGINE_POLL_DUE, &t);
	buf_release(&t.words);
	engine_filter(engine, 7, &all, "title 2");
	e = await(engine, EVENT_FILTER);
	assert_int_equal(e->ticket, 7);
	assert_int_equal(e->err.code, ERR_NONE);
	assert_int_equal(e->n_keys, 1);
	event_free(e);
	/* Each one is answered, the last one in full. */
	engine_filter(engine, 8, &all, "t");
	engine_filter(engine, 9, &all, "title");
	do {
		e = await(engine, EVENT_FILTER);
		if (e->ticket == 9)
			break;
		event_free(e);
	} while (true);
	assert_int_equal(e->n_keys, 4);
	event_free(e);
	engine_stop(engine);
}

static void
assert_document(const struct event *e, const char *words)
{
	size_t len;

	assert_int_equal(e->err.code, ERR_NONE);
	assert_non_null(e->document);
	assert_non_null(strstr(document_text(e->document, &len), words));
}

static void
test_article(void **state)
{
	struct bench *b = *state;
	struct engine *engine;
	struct event *e;
	struct tally t;

	put_feeds(b);
	engine = start(b);
	poll_and_tally(engine, ENGINE_POLL_DUE, &t);
	buf_release(&t.words);
	engine_article(engine, 11, 1);
	e = await(engine, EVENT_DOCUMENT);
	assert_int_equal(e->ticket, 11);
	assert_document(e, "a");
	assert_false(e->full_text);
	event_free(e);
	engine_article(engine, 12, 999);
	e = await(engine, EVENT_DOCUMENT);
	assert_int_equal(e->ticket, 12);
	assert_int_equal(e->err.code, ERR_NOT_FOUND);
	assert_null(e->document);
	event_free(e);
	engine_cached_page(engine, 13, "http://a.example/");
	e = await(engine, EVENT_DOCUMENT);
	assert_int_equal(e->err.code, ERR_NOT_FOUND);
	event_free(e);
	engine_stop(engine);
}

static void
test_subscribe(void **state)
{
	struct bench *b = *state;
	char *url = mem_printf("file://%s/one.xml", b->folder);
	const char *urls[] = { url }, *titles[] = { "Mine" };
	const char *bad[] = { "gopher://a/" };
	struct engine *engine;
	struct event *e;
	struct tally t;

	put_feeds(b);
	put_file(b, "urls", "# mine\n");
	engine = start(b);
	engine_subscribe(engine, bad, NULL, 1);
	e = await(engine, EVENT_SUBSCRIBED);
	assert_int_equal(e->err.code, ERR_USAGE);
	event_free(e);
	engine_subscribe(engine, urls, titles, 1);
	e = await(engine, EVENT_SUBSCRIBED);
	assert_int_equal(e->err.code, ERR_NONE);
	assert_int_equal(e->n_changed_rows, 1);
	event_free(e);
	e = await(engine, EVENT_FEED);
	assert_string_equal(e->title, "Mine");
	assert_int_equal(e->n_new, 3);
	event_free(e);
	await_poll(engine, &t);
	buf_release(&t.words);
	engine_stop(engine);
	free(url);
}

/* ---- with a server ---- */

static void
test_prefetch(void **state)
{
	static const char *const names[] = { "/feed" };
	struct bench *b = *state;
	struct engine *engine;
	struct event *e;
	struct tally t;
	char *url = mem_printf("%s/a/1#top", b->server.base);

	put_urls(b, names, 1);
	engine = start(b);
	poll_and_tally(engine, ENGINE_POLL_DUE, &t);
	assert_int_equal(t.end.n_pages, 4);
	assert_int_equal(t.end.n_pages_done, 4);
	assert_int_equal(t.end.n_pages_failed, 2);
	assert_int_equal(t.n_prefetched, 4);
	assert_tally(&t, 1, 0, 0, 0);
	assert_int_equal(times_asked(b, "/feed"), 1);
	assert_int_equal(times_asked(b, "/robots.txt"), 1);
	assert_int_equal(times_asked(b, "/a/1"), 1);
	assert_int_equal(times_asked(b, "/private/3"), 0);

	/* What was refused or is not there is not tried again. */
	poll_and_tally(engine, ENGINE_POLL_FORCE, &t);
	assert_int_equal(t.end.n_pages, 0);
	assert_tally(&t, 0, 1, 0, 0);
	assert_int_equal(times_asked(b, "/robots.txt"), 1);

	engine_cached_page(engine, 5, url);
	e = await(engine, EVENT_DOCUMENT);
	assert_document(e, "old bridge");
	assert_true(e->full_text);
	event_free(e);
	engine_article(engine, 6, 4);
	e = await(engine, EVENT_DOCUMENT);
	assert_document(e, "old bridge");
	assert_true(e->full_text);
	event_free(e);
	engine_stop(engine);
	free(url);
}

static void
test_no_pages(void **state)
{
	static const char *const names[] = { "/feed" };
	struct bench *b = *state;
	struct engine *engine;
	struct tally t;

	put_urls(b, names, 1);
	engine = start(b);
	poll_and_tally(engine, ENGINE_POLL_NO_PAGES, &t);
	assert_int_equal(t.end.n_pages, 0);
	assert_tally(&t, 1, 0, 0, 0);
	/* A later poll finds them wanted, within its limit. */
	engine_stop(engine);
	OK(options_set(b->options, "prefetch-limit", "1", ERR));
	engine = start(b);
	poll_and_tally(engine, ENGINE_POLL_FORCE, &t);
	assert_int_equal(t.end.n_pages, 1);
	assert_tally(&t, 0, 1, 0, 0);
	engine_stop(engine);
}

/* Whoever asks for a page gets it, and the server is asked once. */
static void
test_page(void **state)
{
	enum { N = 40 };
	struct bench *b = *state;
	struct engine *engine = start(b);
	char *url = mem_printf("%s/slow/page", b->server.base);
	char *gone = mem_printf("%s/gone", b->server.base);
	bool seen[N] = { false };
	struct event *e;
	uint64_t i;

	for (i = 0; i < N; i++) {
		engine_page(engine, i, url, NULL, NULL);
		if (i % 8 == 7)
			(void)usleep(40000);
	}
	for (i = 0; i < N; i++) {
		e = await(engine, EVENT_PAGE);
		assert_true(e->ticket < N && !seen[e->ticket]);
		seen[e->ticket] = true;
		assert_document(e, "old bridge");
		assert_string_equal(e->page_title, "Bridge");
		event_free(e);
	}
	assert_true(times_asked(b, "/slow/page") <= 2);
	engine_page(engine, 91, gone, NULL, NULL);
	engine_page(engine, 92, gone, NULL, NULL);
	for (i = 0; i < 2; i++) {
		e = await(engine, EVENT_PAGE);
		assert_int_equal(e->err.code, ERR_HTTP);
		assert_null(e->document);
		event_free(e);
	}
	/* Whatever robots.txt says of it: the user asked. */
	free(url);
	url = mem_printf("%s/private/3", b->server.base);
	engine_page(engine, 93, url, "Bridge", NULL);
	e = await(engine, EVENT_PAGE);
	assert_document(e, "old bridge");
	event_free(e);
	engine_page(engine, 94, "ftp://a.example/", NULL, NULL);
	e = await(engine, EVENT_PAGE);
	assert_int_equal(e->err.code, ERR_REFUSED);
	event_free(e);
	assert_int_equal(times_asked(b, "/robots.txt"), 0);
	engine_stop(engine);
	free(url);
	free(gone);
}

/* P15: a host that wants silence is not asked for its other feeds. */
static void
test_silence(void **state)
{
	static const char *const names[] = { "/busy", "/plain", "/plain?2",
	    "/plain?3", "folder/one.xml" };
	struct bench *b = *state;
	struct engine *engine;
	struct event *e;
	struct tally t;
	char *url = mem_printf("%s/a/1", b->server.base);

	put_feeds(b);
	put_urls(b, names, CC_COUNT(names));
	OK(options_set(b->options, "host-connections", "1", ERR));
	engine = start(b);
	poll_and_tally(engine, ENGINE_POLL_DUE, &t);
	assert_non_null(strstr(t.words.data, "asked for silence"));
	assert_tally(&t, 1, 0, 3, 1);
	assert_int_equal(times_asked(b, "/plain"), 0);
	poll_and_tally(engine, ENGINE_POLL_ASKED, &t);
	assert_int_equal(times_asked(b, "/busy"), 1);
	buf_release(&t.words);

	/* What the user opens is opened. */
	engine_page(engine, 1, url, NULL, NULL);
	e = await(engine, EVENT_PAGE);
	assert_document(e, "old bridge");
	event_free(e);
	engine_stop(engine);

	/* Another run keeps it, until the time is over. */
	engine = start(b);
	atomic_fetch_add(&clock_at, 7100);
	poll_and_tally(engine, ENGINE_POLL_ASKED, &t);
	assert_int_equal(times_asked(b, "/plain"), 0);
	buf_release(&t.words);
	atomic_fetch_add(&clock_at, 200);
	poll_and_tally(engine, ENGINE_POLL_DUE, &t);
	assert_int_equal(times_asked(b, "/busy"), 2);
	buf_release(&t.words);
	engine_stop(engine);
	free(url);
}

/* ---- giving up, stopping ---- */

static const char *const many_names[] = { "/mute", "/plain", "/plain?2",
    "/plain?3", "/plain?4", "/plain?5", "/feed", "folder/one.xml" };

static void
test_cancel(void **state)
{
	struct bench *b = *state;
	struct engine *engine;
	struct tally t;

	put_feeds(b);
	put_urls(b, many_names, CC_COUNT(many_names));
	OK(options_set(b->options, "host-connections", "1", ERR));
	OK(options_set(b->options, "stall-timeout", "1", ERR));
	engine = start(b);
	/* Before anything was planned. */
	engine_poll(engine, NULL, 0, ENGINE_POLL_DUE);
	engine_poll_cancel(engine);
	await_poll(engine, &t);
	assert_true(t.end.cancelled);
	assert_int_equal(t.end.n_feeds_done, t.end.n_feeds);
	assert_int_equal(t.end.n_feeds, CC_COUNT(many_names));
	buf_release(&t.words);
	engine_poll_cancel(engine);

	/* In the middle: what is on the wire goes on, and ends. */
	engine_poll(engine, NULL, 0, ENGINE_POLL_FORCE);
	event_free(await(engine, EVENT_FEED));
	engine_poll_cancel(engine);
	await_poll(engine, &t);
	assert_true(t.end.cancelled);
	assert_int_equal(t.end.n_feeds_done, t.end.n_feeds);
	buf_release(&t.words);

	/* And the next one starts as if nothing had been. */
	engine_poll(engine, NULL, 0, ENGINE_POLL_FORCE);
	await_poll(engine, &t);
	assert_false(t.end.cancelled);
	assert_int_equal(t.end.n_feeds_done, CC_COUNT(many_names));
	buf_release(&t.words);
	engine_stop(engine);
}

/* Stopped in the middle of everything: it ends, and nothing is leaked. */
static void
test_stop_while_busy(void **state)
{
	struct bench *b = *state;
	char *url = mem_printf("%s/slow/page", b->server.base);
	int i;

	put_feeds(b);
	put_urls(b, many_names, CC_COUNT(many_names));
	for (i = 0; i < 24; i++) {
		struct engine *engine = start(b);

		engine_poll(engine, NULL, 0, ENGINE_POLL_FORCE);
		engine_page(engine, 1, url, NULL, NULL);
		engine_page(engine, 2, url, NULL, NULL);
		engine_article(engine, 3, 1);
		engine_filter(engine, 4, &all, "a");
		if (i % 4 != 0)
			(void)usleep((useconds_t)(i * 2000));
		if (i % 3 == 0)
			engine_poll_cancel(engine);
		engine_stop(engine);
		(void)count(b, &all);
	}
	free(url);
}

static void
test_bad_cache(void **state)
{
	struct bench *b = *state;
	struct engine_options options = { .options = b->options,
	    .cache = b->folder, .urls = b->urls };
	struct engine *engine = NULL;
	struct err err;

	err_clear(&err);
	assert_int_equal(engine_start(&engine, &options, &err), -1);
	assert_int_equal(err.code, ERR_CACHE);
	assert_non_null(strstr(err.message, b->folder));
	assert_null(engine);
	engine_stop(NULL);
	/* The system's clock. */
	options.cache = b->cache;
	OK(engine_start(&engine, &options, ERR));
	engine_stop(engine);
}

static void
test_several(void **state)
{
	struct bench *b = *state;
	struct tally t;
	int i;

	put_feeds(b);
	for (i = 0; i < 5; i++) {
		struct engine *engine = start(b);

		assert_true(engine_fd(engine) >= 0);
		assert_null(engine_take(engine));
		assert_null(engine_wait(engine, 0));
		poll_and_tally(engine, ENGINE_POLL_FORCE, &t);
		buf_release(&t.words);
		engine_interrupt(engine);
		assert_null(engine_wait(engine, -1));
		engine_stop(engine);
	}
	assert_true(count(b, &all) == 4);
}

#define WITH(test) \
	cmocka_unit_test_setup_teardown(test, setup, teardown)
#define WITH_SERVER(test) \
	cmocka_unit_test_setup_teardown(test, setup_server, teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		WITH(test_poll),
		WITH(test_some_feeds),
		WITH(test_overlap),
		WITH(test_no_urls),
		WITH(test_marks),
		WITH(test_filter),
		WITH(test_article),
		WITH(test_subscribe),
		WITH_SERVER(test_prefetch),
		WITH_SERVER(test_no_pages),
		WITH_SERVER(test_page),
		WITH_SERVER(test_silence),
		WITH_SERVER(test_cancel),
		WITH_SERVER(test_stop_while_busy),
		WITH(test_bad_cache),
		WITH(test_several),
	};

	(void)signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests_name("engine", tests, NULL, NULL);
}
