/*
 * The interface without a terminal: keys in, the picture expected.
 *
 * Pictures stand in plays under tests/data/ui, one readable file each, run on
 * a real engine and a cache that is filled here. Lines of a play:
 *
 *	size ROWS COLS		the terminal's size, from now on
 *	keys NAME...		press keys, by the names of `bind`
 *	type TEXT		press a key for each character
 *	paste TEXT		paste it
 *	await EVENT...		wait until such an event was handed over
 *	tick N			N seconds pass
 *	show			what is on the screen then, in lines with "|"
 *
 * GOGAI_UPDATE=1 writes the pictures anew, to be reviewed as code.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "gogai/date.h"
#include "gogai/file.h"
#include "gogai/mem.h"
#include "gogai/str.h"
#include "gogai/utf8.h"
#include "../../src/ui/ui_priv.h"

/* 2026-11-23 12:00 in Tokyo. */
#define NOW ((time_t)1795402800)
#define WAIT_MS 20000

#define OK(call) do { \
	struct err err_; \
	err_clear(&err_); \
	if ((call) < 0) \
		fail_msg("%s: %s", #call, err_.message); \
} while (0)
#define ERR (&err_)

/* ---- the cache that plays are run on ---- */

struct sample {
	int	 feed;
	const char *id, *title, *author, *link, *content;
	time_t	 at;
};

#define HOUR 3600
#define DAY (24 * HOUR)

/* Long enough not to be taken for an excerpt. */
#define FILLER \
	"<p>The harbour office keeps a book of the days on which the ferry " \
	"did not run. It begins in 1961, in pencil, and nobody has ever " \
	"needed a second volume. On most of those days there was wind; on " \
	"one of them there was a wedding.</p><p>Visitors may read it. The " \
	"office asks only that they wash their hands, sit by the window, and " \
	"say aloud which year they are looking for, because the clerk likes " \
	"to guess the page. She has been right, by her own count, four times " \
	"out of five.</p>"

static const struct sample samples[] = {
	{ 0, "t1", "Ferry to run all winter for the first time", "M. Hara",
	    "http://127.0.0.1:9/ferry",
	    "<p>The small ferry will run through the winter, the harbour "
	    "office said on Monday.</p><figure><img src='/f.jpg' "
	    "alt='the ferry at its pier'><figcaption>The ferry, this week"
	    "</figcaption></figure>" FILLER FILLER FILLER
	    "<p>Reference: <a href='http://127.0.0.1:9/timetable'>the winter "
	    "timetable</a>, and <a href='http://127.0.0.1:9/nowhere'>a page "
	    "that is not kept</a>. Letters to "
	    "<a href='mailto:office@example.org'>the office</a>.</p>",
	    NOW - 2 * HOUR },
	{ 0, "t2", "Two bakeries, one oven", NULL, "http://127.0.0.1:9/oven",
	    FILLER FILLER FILLER FILLER, NOW - 1 * DAY },
	{ 1, "k1", "港の灯台、百年ぶりに塗り替え　市民が色を選ぶ", "佐藤 花",
	    "http://127.0.0.1:9/lighthouse",
	    "<p>港の入り口に立つ灯台が、百年ぶりに塗り替えられることになった。"
	    "市は二十日、市民の投票で「波の白」に決まったと発表した。</p>"
	    "<p>投票には子どもから九十代までの四千人余りが参加した。担当者は"
	    "「どの色も灯台を思う気持ちから選ばれていた」と話す。</p>"
	    "<p>塗り替えは来年三月に始まり、約二か月かかる。期間中も灯りは"
	    "消えない。市は見学会を開く予定で、参加者を募っている。</p>"
	    "<p>灯台は一九二六年に建てられ、高さは十八メートル。戦争中は黒く"
	    "塗られ、戦後すぐに白へ戻された。そのときのペンキは、漁師たちが"
	    "船から少しずつ持ち寄ったものだったという。</p>"
	    "<p>塗装を請け負う会社は、古い塗膜を一枚ずつはがして色を調べた。"
	    "いちばん下から出てきたのは、記録にない淡い緑だった。</p>"
	    "<p>市の資料館は、はがした塗膜を来春から展示する。入場は無料。</p>",
	    NOW - 3 * HOUR },
	{ 1, "k2", "円安で輸入小麦が値上がり、町のパン屋は", NULL,
	    "http://127.0.0.1:9/flour", FILLER FILLER FILLER FILLER,
	    NOW - 4 * DAY },
	{ 1, "k3", "ｽﾀﾝﾌﾟﾗﾘｰ「十三軒の猫」始まる", NULL,
	    "http://127.0.0.1:9/cats", FILLER FILLER FILLER FILLER,
	    NOW - 400 * DAY },
};

static const char urls_text[] =
    "# what the tests read\n"
    "http://127.0.0.1:9/times.xml\n"
    "http://127.0.0.1:9/minato.xml \"~港町通信\"\n"
    "http://127.0.0.1:9/never.xml \"~Never polled\"\n"
    "http://127.0.0.1:9/hidden.xml !\n";

static const char *const feed_urls[] = {
	"http://127.0.0.1:9/times.xml", "http://127.0.0.1:9/minato.xml"
};
static const char *const feed_titles[] = { "Harbour Times", "Minato" };

static void
put_feed(struct store *store, int i, const struct sample *rows, size_t n)
{
	const struct feed_info info = { .title = feed_titles[i],
	    .updated_at = DATE_NONE, .ttl_secs = -1 };
	struct store_feed feed;
	struct arena *arena = arena_new();
	enum store_put what;
	int64_t id, article;
	size_t j;

	OK(store_feed_ensure(store, feed_urls[i], &id, ERR));
	OK(store_feed_info(store, id, &info, ERR));
	OK(store_feed_read(store, id, arena, &feed, ERR));
	feed.asked_at = NOW - HOUR;
	feed.next_at = NOW + HOUR;
	if (i == 1)
		feed.error = "HTTP 503 Service Unavailable";
	OK(store_feed_write(store, &feed, ERR));
	for (j = 0; j < n; j++) {
		const struct article a = { .id = rows[j].id,
		    .title = rows[j].title, .author = rows[j].author,
		    .link = rows[j].link, .content = rows[j].content,
		    .published_at = rows[j].at, .updated_at = DATE_NONE };

		if (rows[j].feed == i)
			OK(store_article_put(store, id, &a, NOW, false, &what,
			    &article, ERR));
	}
	arena_free(arena);
}

static void
put_page(struct store *store)
{
	static const char html[] = "<p>Boats leave the pier at <b>7:10</b>, "
	    "12:00 and 17:40.</p><p>On days of high wind a flag is shown; "
	    "<a href='http://127.0.0.1:9/flags'>the flags</a> have their own "
	    "page.</p>";
	const struct store_page page = {
		.url = "http://127.0.0.1:9/timetable",
		.final_url = "http://127.0.0.1:9/timetable",
		.title = "Winter timetable", .byline = "The harbour office",
		.published_at = NOW - 5 * DAY, .fetched_at = NOW - HOUR,
		.html = html, .html_len = sizeof(html) - 1 };

	OK(store_page_put(store, &page, ERR));
}

/* ---- a running interface ---- */

struct rig {
	char	 folder[64];
	char	*cache, *urls;
	struct options *options;
	struct config *config;
	struct engine *engine;
	struct ui *ui;
	char	*opened;		/* the last address for the browser */
	unsigned seen[EVENT_TROUBLE + 1];
};

static time_t
fixed_now(void)
{
	return NOW;
}

static int
keep_opened(void *arg, const char *url, struct err *err)
{
	struct rig *rig = arg;

	(void)err;
	mem_replace(&rig->opened, url);
	return 0;
}

static const char *
source_folder(void)
{
	const char *folder = getenv("GOGAI_SRCDIR");

	return folder != NULL ? folder : ".";
}

static void
fill_cache(const struct rig *rig, const struct sample *rows, size_t n)
{
	struct store *store;
	int i;

	OK(store_open(&store, rig->cache, STORE_WRITE, ERR));
	OK(store_begin(store, ERR));
	for (i = 0; i < 2; i++)
		put_feed(store, i, rows, n);
	put_page(store);
	OK(store_commit(store, ERR));
	store_close(store);
}

/* Start on a folder of its own; subscribed: with the samples in the cache. */
static struct rig *
rig_new(const char *config, bool subscribed, int rows, int cols)
{
	struct rig *rig = mem_calloc(1, sizeof(*rig));
	struct engine_options engine = { .now = fixed_now };
	struct ui_options ui = { .now = fixed_now, .open_url = keep_opened,
	    .open_arg = rig };
	char *data = mem_printf("%s/data", source_folder());

	(void)strcpy(rig->folder, "/tmp/gogai-test-ui-XXXXXX");
	assert_non_null(mkdtemp(rig->folder));
	rig->cache = mem_printf("%s/cache.db", rig->folder);
	rig->urls = mem_printf("%s/urls", rig->folder);
	rig->options = options_new();
	rig->config = config_new();
	config_parse(rig->config, rig->options, "config", config,
	    strlen(config));
	if (subscribed) {
		OK(file_replace(rig->urls, urls_text, strlen(urls_text), ERR));
		fill_cache(rig, samples, CC_COUNT(samples));
	}
	engine.options = ui.options = rig->options;
	engine.cache = ui.cache = rig->cache;
	engine.urls = ui.urls = rig->urls;
	ui.config = rig->config;
	ui.data = data;
	OK(engine_start(&rig->engine, &engine, ERR));
	ui.engine = rig->engine;
	OK(ui_new(&rig->ui, &ui, rows, cols, ERR));
	free(data);
	return rig;
}

static void
rig_free(struct rig *rig)
{
	ui_free(rig->ui);
	engine_stop(rig->engine);
	config_free(rig->config);
	options_free(rig->options);
	OK(file_remove_tree(rig->folder, ERR));
	free(rig->cache);
	free(rig->urls);
	free(rig->opened);
	free(rig);
}

static void
press(struct rig *rig, const char *name)
{
	uint32_t key;

	if (!key_parse(&key, name))
		fail_msg("no key %s", name);
	ui_key(rig->ui, key);
}

static void
type(struct rig *rig, const char *text)
{
	size_t at = 0, len = strlen(text);
	uint32_t c;

	while (at < len) {
		at += utf8_decode(&c, text + at, len - at);
		ui_key(rig->ui, c);
	}
}

/* Hand events over until one of this kind was seen that nobody waited for. */
static void
await(struct rig *rig, enum event_kind kind)
{
	struct event *event;

	while (rig->seen[kind] == 0) {
		event = engine_wait(rig->engine, WAIT_MS);
		if (event == NULL)
			fail_msg("no event of kind %d", (int)kind);
		rig->seen[event->kind]++;
		ui_event(rig->ui, event);
		event_free(event);
	}
	rig->seen[kind]--;
}

/* ---- plays ---- */

static const struct {
	const char *name;
	enum event_kind kind;
} kinds[] = {
	{ "document", EVENT_DOCUMENT }, { "page", EVENT_PAGE },
	{ "filter", EVENT_FILTER }, { "marked", EVENT_MARKED },
	{ "polled", EVENT_POLLED }, { "subscribed", EVENT_SUBSCRIBED },
};

static void
await_named(struct rig *rig, struct str name)
{
	size_t i;

	for (i = 0; i < CC_COUNT(kinds); i++) {
		if (str_is(name, kinds[i].name)) {
			await(rig, kinds[i].kind);
			return;
		}
	}
	fail_msg("no event is called %.*s", (int)name.len, name.p);
}

static void
do_each(struct rig *rig, struct str words,
    void (*each)(struct rig *, struct str))
{
	struct str word;

	while (str_word(&words, &word))
		each(rig, word);
}

static void
press_word(struct rig *rig, struct str word)
{
	char *name = mem_strndup(word.p, word.len);

	press(rig, name);
	free(name);
}

static void
do_text(struct rig *rig, struct str text, bool pasted)
{
	char *copy = mem_strndup(text.p, text.len);

	if (pasted)
		ui_paste(rig->ui, copy, text.len);
	else
		type(rig, copy);
	free(copy);
}

static void
do_size(struct rig *rig, struct str words)
{
	struct str word;
	size_t used;
	int size[2] = { 24, 80 }, i;

	for (i = 0; i < 2 && str_word(&words, &word); i++)
		size[i] = (int)str_number(word, 1000, &used);
	ui_resize(rig->ui, size[0], size[1]);
}

static void
do_ticks(struct rig *rig, struct str words)
{
	struct str word;
	size_t used;
	uint64_t n;

	if (!str_word(&words, &word))
		return;
	for (n = str_number(word, 1000, &used); n > 0; n--)
		ui_tick(rig->ui);
}

/* The screen in lines that begin with "|". */
static void
add_picture(struct rig *rig, struct buf *out)
{
	struct buf picture = BUF_INIT;
	struct str rest, line;

	canvas_dump(&picture, ui_draw(rig->ui));
	rest = (struct str){ buf_string(&picture), picture.len - 1 };
	while (str_split(&rest, '\n', &line))
		buf_addf(out, "|%.*s\n", (int)line.len, line.p);
	buf_release(&picture);
}

static void
play_line(struct rig *rig, struct str line, struct buf *out)
{
	struct str rest = line, word;

	if (!str_word(&rest, &word) || word.p[0] == '#')
		return;
	if (rest.len > 0)
		rest = str_sub(rest, 1, rest.len);
	if (str_is(word, "size"))
		do_size(rig, rest);
	else if (str_is(word, "keys"))
		do_each(rig, rest, press_word);
	else if (str_is(word, "type") || str_is(word, "paste"))
		do_text(rig, rest, str_is(word, "paste"));
	else if (str_is(word, "await"))
		do_each(rig, rest, await_named);
	else if (str_is(word, "tick"))
		do_ticks(rig, rest);
	else if (str_is(word, "show"))
		add_picture(rig, out);
	else
		fail_msg("a play has no \"%.*s\"", (int)word.len, word.p);
}

/* Run a play: the same text again, with the pictures that came out. */
static void
run_play(struct rig *rig, const struct buf *play, struct buf *out)
{
	struct str rest = { buf_string(play), play->len - 1 }, line;

	while (str_split(&rest, '\n', &line)) {
		if (line.len > 0 && line.p[0] == '|')
			continue;
		buf_addf(out, "%.*s\n", (int)line.len, line.p);
		play_line(rig, line, out);
	}
}

static void
check_play(const char *name, bool subscribed, const char *config)
{
	char *path = mem_printf("%s/tests/data/ui/%s.play", source_folder(),
	    name);
	struct buf play = BUF_INIT, got = BUF_INIT;
	struct rig *rig = rig_new(config, subscribed, 24, 80);

	OK(file_read(&play, path, ERR));
	run_play(rig, &play, &got);
	if (getenv("GOGAI_UPDATE") != NULL)
		OK(file_replace(path, buf_string(&got), got.len, ERR));
	else if (strcmp(buf_string(&got), buf_string(&play)) != 0)
		fail_msg("%s came out as\n%s", path, buf_string(&got));
	buf_release(&play);
	buf_release(&got);
	rig_free(rig);
	free(path);
}

static void
test_feeds(void **state)
{
	(void)state;
	check_play("feeds", true, "");
}

static void
test_headlines(void **state)
{
	(void)state;
	check_play("headlines", true, "");
}

static void
test_article(void **state)
{
	(void)state;
	check_play("article", true, "");
}

static void
test_narrow(void **state)
{
	(void)state;
	check_play("narrow", true, "ascii yes\n");
}

static void
test_help(void **state)
{
	(void)state;
	check_play("help", true, "bind J down\nbind F5 poll\n");
}

static void
test_picker(void **state)
{
	(void)state;
	check_play("picker", false, "");
}

/* ---- without pictures ---- */

/* Any key, any size: no crash, no endless loop, something is shown. */
static void
test_all_sizes(void **state)
{
	static const char *const walk[] = { "Enter", "Enter", "Tab", "L", "q",
	    "Space", "?", "q", "G", "q", "q" };
	struct rig *rig = rig_new("", true, 24, 80);
	int rows, cols;
	size_t i;

	(void)state;
	for (rows = 1; rows <= 6; rows++) {
		for (cols = 1; cols <= 24; cols += cols < 6 ? 1 : 5) {
			ui_resize(rig->ui, rows, cols);
			for (i = 0; i < CC_COUNT(walk); i++) {
				press(rig, walk[i]);
				if (i == 1)
					await(rig, EVENT_DOCUMENT);
				(void)ui_draw(rig->ui);
			}
			assert_false(ui_done(rig->ui));
		}
	}
	press(rig, "q");
	assert_true(ui_done(rig->ui));
	rig_free(rig);
}

static bool
shows(struct rig *rig, const char *words)
{
	struct buf picture = BUF_INIT;
	bool found;

	canvas_dump(&picture, ui_draw(rig->ui));
	found = strstr(buf_string(&picture), words) != NULL;
	buf_release(&picture);
	return found;
}

/* A storm of sizes ends on the line that it began on. */
static void
test_resize_keeps_place(void **state)
{
	struct rig *rig = rig_new("", true, 20, 60);
	struct textview *text;
	size_t top;
	int i;

	(void)state;
	press(rig, "Enter");
	press(rig, "Enter");
	await(rig, EVENT_DOCUMENT);
	(void)ui_draw(rig->ui);
	press(rig, "C-d");
	(void)ui_draw(rig->ui);
	text = rig->ui->screen->text;
	top = text->top;
	assert_true(top > 0);
	for (i = 0; i < 200; i++) {
		ui_resize(rig->ui, 5 + i % 20, 20 + i * 7 % 100);
		(void)ui_draw(rig->ui);
	}
	ui_resize(rig->ui, 20, 60);
	(void)ui_draw(rig->ui);
	assert_int_equal(text->top, top);
	rig_free(rig);
}

/* New articles and marks of another process come in; the row stays. */
static void
test_others_commits(void **state)
{
	static const struct sample late = { 0, "t9", "Late edition", NULL,
	    "http://127.0.0.1:9/late", FILLER, NOW - 60 };
	struct rig *rig = rig_new("", true, 24, 80);
	int row, col;

	(void)state;
	press(rig, "Enter");
	press(rig, "j");
	assert_true(shows(rig, "2/5"));
	fill_cache(rig, &late, 1);
	assert_false(shows(rig, "Late edition"));
	ui_tick(rig->ui);
	assert_true(shows(rig, "Late edition"));
	assert_true(shows(rig, "3/6"));
	canvas_cursor(ui_draw(rig->ui), &row, &col);
	assert_int_equal(row, 3);
	/* The same below an open article. */
	press(rig, "Enter");
	await(rig, EVENT_DOCUMENT);
	assert_true(shows(rig, "3/6"));
	rig_free(rig);
}

/* A list longer than any window: ends, numbers and the way between. */
static void
test_long_list(void **state)
{
	enum { N = 1200 };
	struct sample *rows = mem_calloc(N, sizeof(*rows));
	struct rig *rig = rig_new("", true, 24, 80);
	int i;

	(void)state;
	for (i = 0; i < N; i++)
		rows[i] = (struct sample){ .id = mem_printf("n%d", i),
		    .title = mem_printf("Row number %d.", i),
		    .link = "http://127.0.0.1:9/", .content = "",
		    .at = NOW - 30 * DAY - i };
	fill_cache(rig, rows, N);
	ui_tick(rig->ui);
	press(rig, "Enter");
	assert_true(shows(rig, "1/1205"));
	press(rig, "G");
	assert_true(shows(rig, "1205/1205"));
	assert_true(shows(rig, "十三軒の猫"));
	type(rig, "605G");
	assert_true(shows(rig, "Row number 600."));
	type(rig, "500k");
	assert_true(shows(rig, "Row number 100."));
	for (i = 0; i < 40; i++)
		press(rig, "Space");
	assert_true(shows(rig, "Row number 940."));
	press(rig, "g");
	assert_true(shows(rig, "1/1205"));
	for (i = 0; i < N; i++) {
		free((char *)rows[i].id);
		free((char *)rows[i].title);
	}
	free(rows);
	rig_free(rig);
}

/* What is handed to a program, and what never is. */
static void
test_browser(void **state)
{
	struct rig *rig = rig_new("", true, 24, 80);

	(void)state;
	press(rig, "Enter");
	press(rig, "o");
	assert_string_equal(rig->opened, "http://127.0.0.1:9/ferry");
	press(rig, "Enter");
	await(rig, EVENT_DOCUMENT);
	type(rig, "3o");
	assert_string_equal(rig->opened, "mailto:office@example.org");
	/* Mail is not followed, it is only opened. */
	type(rig, "3");
	press(rig, "Enter");
	assert_true(shows(rig, "o opens it"));
	type(rig, "9o");
	assert_true(shows(rig, "there is no link 9"));
	type(rig, ":open javascript:alert(1)");
	press(rig, "Enter");
	assert_true(shows(rig, "this is not opened"));
	assert_string_equal(rig->opened, "mailto:office@example.org");
	rig_free(rig);
}

/* A page that is neither cached nor there says so; the text stays. */
static void
test_page_not_reachable(void **state)
{
	struct rig *rig = rig_new("", true, 24, 80);

	(void)state;
	press(rig, "Enter");
	press(rig, "Enter");
	await(rig, EVENT_DOCUMENT);
	type(rig, "2");
	press(rig, "Enter");
	await(rig, EVENT_DOCUMENT);
	assert_true(shows(rig, "loading http://127.0.0.1:9/nowhere"));
	await(rig, EVENT_PAGE);
	assert_true(shows(rig, "not in the cache, and it cannot be fetched"));
	assert_true(shows(rig, "Ferry to run all winter"));
	press(rig, "Backspace");
	assert_true(shows(rig, "no page to go back to"));
	/* Without a text before it, back to where it was asked for. */
	press(rig, "q");
	type(rig, ":open http://127.0.0.1:9/nowhere");
	press(rig, "Enter");
	await(rig, EVENT_DOCUMENT);
	await(rig, EVENT_PAGE);
	assert_true(shows(rig, "it cannot be fetched"));
	assert_true(shows(rig, "1/5"));
	type(rig, ":open http://127.0.0.1:9/timetable");
	press(rig, "Enter");
	await(rig, EVENT_DOCUMENT);
	assert_true(shows(rig, "Winter timetable"));
	press(rig, "Backspace");
	assert_true(shows(rig, "no page to go back to"));
	rig_free(rig);
}

/* From nothing to reading: an address, its poll, its headlines. */
static void
test_first_feed(void **state)
{
	static const char feed[] = "<rss version='2.0'><channel>"
	    "<title>Own feed</title><item><title>Seen at once</title>"
	    "<guid>1</guid><description>Words.</description></item>"
	    "</channel></rss>";
	struct rig *rig = rig_new("", false, 24, 80);
	char *path = mem_printf("%s/feed.xml", rig->folder);

	(void)state;
	OK(file_replace(path, feed, sizeof(feed) - 1, ERR));
	type(rig, "afile://");
	type(rig, path);
	press(rig, "Enter");
	await(rig, EVENT_SUBSCRIBED);
	assert_true(shows(rig, "All articles"));
	await(rig, EVENT_POLLED);
	assert_true(shows(rig, "1 fetched, 1 new"));
	assert_true(shows(rig, "Own feed"));
	press(rig, "Enter");
	assert_true(shows(rig, "Seen at once"));
	press(rig, "r");
	await(rig, EVENT_POLLED);
	assert_true(shows(rig, "Own feed: "));
	/* No address at all is said so, and nothing is written. */
	press(rig, "q");
	type(rig, "anonsense");
	press(rig, "Enter");
	await(rig, EVENT_SUBSCRIBED);
	assert_true(shows(rig, "nonsense"));
	free(path);
	rig_free(rig);
}

/* Esc and a key in one packet; digits that are bound; unknown commands. */
static void
test_keys(void **state)
{
	struct rig *rig = rig_new("bind 5 down\nbind j none\n"
	    "bind nokey down\nbind x nothing\n", true, 24, 80);

	(void)state;
	assert_int_equal(config_n_complaints(rig->config), 2);
	press(rig, "Enter");
	type(rig, "5j");
	assert_true(shows(rig, "2/5"));
	press(rig, "M-5");
	assert_true(shows(rig, "3/5"));
	type(rig, ":frobnicate");
	press(rig, "Enter");
	assert_true(shows(rig, "no command is called \"frobnicate\""));
	type(rig, ":back");
	press(rig, "Enter");
	assert_true(shows(rig, "back is not for this screen"));
	type(rig, ":set show-read maybe");
	press(rig, "Enter");
	assert_true(shows(rig, "show-read takes yes or no"));
	type(rig, ":bind j down");
	press(rig, "Enter");
	press(rig, "j");
	assert_true(shows(rig, "4/5"));
	press(rig, "C-z");
	assert_true(ui_wants_suspend(rig->ui));
	assert_false(ui_wants_suspend(rig->ui));
	press(rig, "C-l");
	assert_true(ui_wants_redraw(rig->ui));
	press(rig, "Q");
	assert_true(ui_done(rig->ui));
	rig_free(rig);
}

static void
test_key_names(void **state)
{
	static const char *const names[] = { "a", "A", "Space", "Enter",
	    "S-Tab", "C-x", "M-x", "M-Left", "F1", "F12", "PageDown", "あ",
	    "?", "Esc" };
	struct buf name = BUF_INIT;
	uint32_t key;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(names); i++) {
		assert_true(key_parse(&key, names[i]));
		buf_clear(&name);
		key_format(&name, key);
		assert_string_equal(buf_string(&name), names[i]);
	}
	assert_false(key_parse(&key, ""));
	assert_false(key_parse(&key, "F13"));
	assert_false(key_parse(&key, "C-"));
	assert_false(key_parse(&key, "ab"));
	buf_release(&name);
}

/* Every command can be reached, and has words. */
static void
test_keys_table(void **state)
{
	struct buf table = BUF_INIT;
	struct str rest, line, field;
	int fields;

	(void)state;
	ui_keys_table(&table);
	rest = (struct str){ buf_string(&table), table.len - 1 };
	while (str_split(&rest, '\n', &line)) {
		for (fields = 0; str_split(&line, '\t', &field); fields++)
			assert_true(field.len > 0);
		assert_int_equal(fields, 4);
	}
	assert_non_null(strstr(buf_string(&table),
	    "article\tBackspace\tback\t"));
	buf_release(&table);
}

/* ---- the loop ---- */

struct fake {
	const char *keys;		/* what is typed, all at once */
	unsigned draws;
	bool	 quit;
};

static uint32_t
fake_read(void *self, int fd, int ms)
{
	struct fake *fake = self;

	(void)fd;
	if (*fake->keys != '\0')
		return (uint32_t)(unsigned char)*fake->keys++;
	if (ms > 0)
		fake->quit = true;
	return UI_KEY_NONE;
}

static void
fake_size(void *self, int *rows, int *cols)
{
	(void)self;
	*rows = 24;
	*cols = 80;
}

static void
fake_draw(void *self, const struct canvas *canvas, bool anew)
{
	struct fake *fake = self;

	(void)canvas;
	(void)anew;
	fake->draws++;
}

static bool
fake_ended(void *self)
{
	return ((struct fake *)self)->quit;
}

/* Fifty keys at once are one drawing. */
static void
test_draws_once(void **state)
{
	struct rig *rig = rig_new("", true, 24, 80);
	struct fake fake = { .keys = "jkjkjkjkjkjkjkjkjkjkjkjkj"
	    "jkjkjkjkjkjkjkjkjkjkjkjkj" };
	const struct ui_terminal terminal = { .self = &fake,
	    .read = fake_read, .size = fake_size, .draw = fake_draw,
	    .ended = fake_ended };

	(void)state;
	ui_run(rig->ui, &terminal);
	assert_int_equal(fake.draws, 2);
	fake = (struct fake){ .keys = "q" };
	ui_run(rig->ui, &terminal);
	assert_true(ui_done(rig->ui));
	rig_free(rig);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_feeds),
		cmocka_unit_test(test_headlines),
		cmocka_unit_test(test_article),
		cmocka_unit_test(test_narrow),
		cmocka_unit_test(test_help),
		cmocka_unit_test(test_picker),
		cmocka_unit_test(test_all_sizes),
		cmocka_unit_test(test_resize_keeps_place),
		cmocka_unit_test(test_others_commits),
		cmocka_unit_test(test_long_list),
		cmocka_unit_test(test_browser),
		cmocka_unit_test(test_page_not_reachable),
		cmocka_unit_test(test_first_feed),
		cmocka_unit_test(test_keys),
		cmocka_unit_test(test_key_names),
		cmocka_unit_test(test_keys_table),
		cmocka_unit_test(test_draws_once),
	};

	(void)setenv("TZ", "Asia/Tokyo", 1);
	tzset();
	return cmocka_run_group_tests_name("ui", tests, NULL, NULL);
}
