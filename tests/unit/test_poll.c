/*
 * poll.h: whose turn it is, against a simulated clock; what is due and what an
 * answer means, by rows that name the rule (POLITENESS) they stand for.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/date.h"
#include "gogai/mem.h"
#include "gogai/poll.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400 };

/* Monday, 23 November 2026, 10:00 GMT. */
#define NOW ((time_t)1795428000)

/* ---- the queue ---- */

static struct poll_queue *
queue_of(unsigned connections, unsigned per_host, int64_t gap_ms)
{
	const struct poll_limits limits = { connections, per_host, gap_ms };

	return poll_queue_new(&limits);
}

/* Tags are the URLs themselves. */
static void
add(struct poll_queue *queue, const char *url, bool urgent)
{
	poll_queue_add(queue, url, (void *)(uintptr_t)url, urgent);
}

static const char *
next(struct poll_queue *queue, int64_t now_ms, int64_t *wait_ms)
{
	return poll_queue_next(queue, now_ms, wait_ms);
}

static void
assert_next(struct poll_queue *queue, int64_t now_ms, const char *want)
{
	int64_t wait_ms;
	const char *got = next(queue, now_ms, &wait_ms);

	if (want == NULL)
		assert_null(got);
	else
		assert_string_equal(got, want);
}

static void
assert_wait(struct poll_queue *queue, int64_t now_ms, int64_t want)
{
	int64_t wait_ms;

	assert_null(next(queue, now_ms, &wait_ms));
	assert_int_equal(wait_ms, want);
}

static void
test_empty(void **state)
{
	struct poll_queue *queue = queue_of(10, 2, 1000);

	(void)state;
	assert_wait(queue, 0, -1);
	assert_null(poll_queue_drop(queue));
	assert_null(poll_queue_drop_host(queue, "a"));
	poll_queue_free(queue);
	poll_queue_free(NULL);
}

static void
test_gap(void **state)
{
	struct poll_queue *queue = queue_of(10, 2, 1000);

	(void)state;
	add(queue, "http://a/1", false);
	add(queue, "http://A/2", false);	/* the same host */
	add(queue, "http://b/1", false);
	assert_next(queue, 5000, "http://a/1");
	assert_next(queue, 5000, "http://b/1");
	assert_wait(queue, 5000, 1000);
	assert_wait(queue, 5999, 1);
	/* The gap counts from start to start, done or not. */
	poll_queue_done(queue, "http://a/1");
	assert_wait(queue, 5999, 1);
	assert_next(queue, 6000, "http://A/2");
	assert_int_equal(poll_queue_active(queue), 2);
	assert_int_equal(poll_queue_waiting(queue), 0);
	/* It holds for who comes later, too. */
	add(queue, "http://a/3", false);
	assert_wait(queue, 6500, 500);
	assert_next(queue, 7000, "http://a/3");
	poll_queue_free(queue);
}

static void
test_host_limit(void **state)
{
	struct poll_queue *queue = queue_of(10, 2, 0);

	(void)state;
	add(queue, "http://a/1", false);
	add(queue, "http://a/2", false);
	add(queue, "http://a/3", false);
	assert_next(queue, 0, "http://a/1");
	assert_next(queue, 0, "http://a/2");
	assert_wait(queue, 0, -1);
	poll_queue_done(queue, "http://a/1");
	assert_next(queue, 0, "http://a/3");
	poll_queue_free(queue);
}

static void
test_limit_in_all(void **state)
{
	struct poll_queue *queue = queue_of(2, 0, 0);

	(void)state;
	add(queue, "http://a/", false);
	add(queue, "http://b/", false);
	add(queue, "http://c/", false);
	assert_next(queue, 0, "http://a/");
	assert_next(queue, 0, "http://b/");
	assert_wait(queue, 0, -1);
	poll_queue_done(queue, "http://b/");
	assert_next(queue, 0, "http://c/");
	poll_queue_free(queue);
}

/* A host with many requests does not hold up one with few. */
static void
test_fairness(void **state)
{
	struct poll_queue *queue = queue_of(100, 0, 0);

	(void)state;
	add(queue, "http://a/1", false);
	add(queue, "http://a/2", false);
	add(queue, "http://a/3", false);
	add(queue, "http://b/1", false);
	add(queue, "http://c/1", false);
	assert_next(queue, 0, "http://a/1");
	assert_next(queue, 0, "http://b/1");
	assert_next(queue, 0, "http://c/1");
	assert_next(queue, 0, "http://a/2");
	assert_next(queue, 0, "http://a/3");
	poll_queue_free(queue);
}

static void
test_urgent(void **state)
{
	struct poll_queue *queue = queue_of(100, 1, 0);

	(void)state;
	add(queue, "http://a/1", false);
	add(queue, "http://a/2", false);
	add(queue, "http://a/now", true);
	assert_next(queue, 0, "http://a/now");
	poll_queue_done(queue, "http://a/now");
	assert_next(queue, 0, "http://a/1");
	poll_queue_done(queue, "http://a/1");
	add(queue, "http://a/3", false);
	assert_next(queue, 0, "http://a/2");
	poll_queue_done(queue, "http://a/2");
	assert_next(queue, 0, "http://a/3");
	poll_queue_done(queue, "http://a/3");
	/* Urgent in an empty line, and then others behind it. */
	add(queue, "http://a/now", true);
	add(queue, "http://a/4", false);
	assert_next(queue, 0, "http://a/now");
	poll_queue_done(queue, "http://a/now");
	assert_next(queue, 0, "http://a/4");
	poll_queue_free(queue);
}

static void
test_files(void **state)
{
	struct poll_queue *queue = queue_of(100, 1, 60000);
	size_t i;

	(void)state;
	for (i = 0; i < 20; i++)
		add(queue, "file:///tmp/feed.xml", false);
	for (i = 0; i < 20; i++)
		assert_next(queue, 0, "file:///tmp/feed.xml");
	poll_queue_free(queue);
}

/* A host that is held while it stands in the heap blocks no other. */
static void
test_hold(void **state)
{
	struct poll_queue *queue = queue_of(100, 0, 1000);
	static const char *const urls[] = { "http://a/", "http://b/",
	    "http://c/", "http://d/" };
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(urls); i++)
		add(queue, urls[i], false);
	for (i = 0; i < CC_COUNT(urls); i++)
		assert_next(queue, (int64_t)i, urls[i]);
	for (i = 0; i < CC_COUNT(urls); i++)
		add(queue, urls[i], false);
	poll_queue_hold(queue, "a", 9000);
	poll_queue_hold(queue, "b", 100);	/* its gap is longer */
	assert_next(queue, 2000, "http://b/");
	assert_next(queue, 2000, "http://c/");
	assert_next(queue, 2000, "http://d/");
	assert_wait(queue, 2000, 7000);
	assert_next(queue, 9000, "http://a/");

	/* Before there is anything for it. */
	poll_queue_hold(queue, "e", 20000);
	add(queue, "http://e/", false);
	assert_wait(queue, 19999, 1);
	assert_next(queue, 20000, "http://e/");
	poll_queue_free(queue);
}

static void
test_drop(void **state)
{
	struct poll_queue *queue = queue_of(100, 1, 1000);
	size_t n = 0;

	(void)state;
	add(queue, "http://a/1", false);
	add(queue, "http://a/2", false);	/* full */
	add(queue, "http://b/1", false);	/* ready */
	add(queue, "http://c/1", false);
	add(queue, "http://c/2", false);
	assert_next(queue, 0, "http://a/1");
	assert_string_equal(poll_queue_drop_host(queue, "c"), "http://c/1");
	assert_string_equal(poll_queue_drop_host(queue, "c"), "http://c/2");
	assert_null(poll_queue_drop_host(queue, "c"));
	assert_null(poll_queue_drop_host(queue, "unknown"));
	assert_int_equal(poll_queue_waiting(queue), 2);
	while (poll_queue_drop(queue) != NULL)
		n++;
	assert_int_equal(n, 2);
	/* Hosts without requests are left in ring and heap: nothing to do. */
	assert_wait(queue, 0, -1);
	poll_queue_done(queue, "http://a/1");
	assert_wait(queue, 1000, -1);
	add(queue, "http://c/3", false);
	add(queue, "http://a/3", false);
	assert_next(queue, 1000, "http://c/3");
	assert_next(queue, 1000, "http://a/3");
	poll_queue_free(queue);
}

/* ---- the queue, simulated ---- */

enum { SIM_HOSTS = 13, SIM_REQUESTS = 600, SIM_GAP = 1000 };

struct sim {
	struct poll_queue *queue;
	char	 urls[SIM_REQUESTS][32];
	int64_t	 ends[SIM_REQUESTS];	/* 0: not under way */
	int64_t	 last_start[SIM_HOSTS];
	unsigned active[SIM_HOSTS];
	size_t	 n_started, n_ended;
	uint64_t seed;
};

static uint64_t
roll(struct sim *sim, uint64_t below)
{
	sim->seed ^= sim->seed << 13;
	sim->seed ^= sim->seed >> 7;
	sim->seed ^= sim->seed << 17;
	return sim->seed % below;
}

static void
sim_start(struct sim *sim, const char *url, int64_t now)
{
	size_t i = (size_t)(url - sim->urls[0]) / sizeof(sim->urls[0]);
	unsigned host = (unsigned)strtoul(url + 7, NULL, 10);

	assert_true(sim->ends[i] == 0);
	assert_true(now - sim->last_start[host] >= SIM_GAP);
	assert_true(++sim->active[host] <= 2);
	sim->last_start[host] = now;
	sim->ends[i] = now + 1 + (int64_t)roll(sim, 4000);
	sim->n_started++;
}

static void
sim_end(struct sim *sim, int64_t now)
{
	size_t i;

	for (i = 0; i < SIM_REQUESTS; i++) {
		if (sim->ends[i] == 0 || sim->ends[i] > now)
			continue;
		poll_queue_done(sim->queue, sim->urls[i]);
		sim->active[strtoul(sim->urls[i] + 7, NULL, 10)]--;
		sim->ends[i] = 0;
		sim->n_ended++;
	}
}

/* Random lengths, limits never passed, nothing forgotten, no time wasted. */
static void
test_simulation(void **state)
{
	struct sim *sim = mem_calloc(1, sizeof(*sim));
	int64_t now = 0, wait_ms = 0, quiet_until = 0;
	const char *url;
	size_t i;

	(void)state;
	sim->seed = 88172645463325252;
	sim->queue = queue_of(12, 2, SIM_GAP);
	for (i = 0; i < SIM_HOSTS; i++)
		sim->last_start[i] = -SIM_GAP;
	for (i = 0; i < SIM_REQUESTS; i++) {
		snprintf(sim->urls[i], sizeof(sim->urls[i]), "http://%d/%zu",
		    (int)roll(sim, SIM_HOSTS), i);
		add(sim->queue, sim->urls[i], roll(sim, 9) == 0);
	}
	while (sim->n_ended < SIM_REQUESTS) {
		size_t ended = sim->n_ended;

		sim_end(sim, now);
		while ((url = next(sim->queue, now, &wait_ms)) != NULL) {
			/* Nobody may start within a wait it announced. */
			assert_true(now >= quiet_until ||
			    sim->n_ended > ended);
			sim_start(sim, url, now);
		}
		assert_true(poll_queue_active(sim->queue) <= 12);
		if (sim->n_ended > ended || now >= quiet_until)
			quiet_until = wait_ms < 0 ? INT64_MAX : now + wait_ms;
		now += 10;
		assert_true(now < 10 * 1000 * 1000);
	}
	assert_int_equal(sim->n_started, SIM_REQUESTS);
	assert_int_equal(poll_queue_waiting(sim->queue), 0);
	poll_queue_free(sim->queue);
	free(sim);
}

static void
test_host(void **state)
{
	static const char *const rows[][2] = {
		{ "http://u:p@News.Example:81/x", "news.example" },
		{ "file:///tmp/x", "" }, { "", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		char *got = poll_host(rows[i][0]);

		assert_string_equal(got, rows[i][1]);
		free(got);
	}
}

/* ---- what is due ---- */

struct due_row {
	const char *why;
	struct store_feed feed;		/* times are relative to NOW; 0: none */
	int64_t	 host;			/* silence of its host */
	enum poll_due automatic, asked;
};

static const struct due_row due_rows[] = {
	{ "never asked", { .next_at = 0 }, 0, POLL_DUE, POLL_DUE },
	{ "P10: its time has come", { .next_at = -1, .asked_at = -HOUR }, 0,
	    POLL_DUE, POLL_DUE },
	{ "P10: not yet", { .next_at = 1, .asked_at = -HOUR }, 0,
	    POLL_DUE_LATER, POLL_DUE },
	{ "P30: the user asked a moment ago", { .next_at = HOUR,
	    .asked_at = -59 }, 0, POLL_DUE_LATER, POLL_DUE_LATER },
	{ "a minute is enough for the user", { .next_at = HOUR,
	    .asked_at = -60 }, 0, POLL_DUE_LATER, POLL_DUE },
	{ "P9: fresh, also for the user", { .next_at = -1, .asked_at = -3500,
	    .fresh_until = 100 }, 0, POLL_DUE_FRESH, POLL_DUE_FRESH },
	{ "P9: fresh no more", { .next_at = -1, .asked_at = -3600,
	    .fresh_until = -1 }, 0, POLL_DUE, POLL_DUE },
	{ "P15: its host wants silence", { .next_at = -1 }, 7200,
	    POLL_DUE_HOST, POLL_DUE_HOST },
	{ "P15: the silence is over", { .next_at = -1 }, -1, POLL_DUE,
	    POLL_DUE },
	{ "P16: refused, waits", { .next_at = 100, .asked_at = -HOUR,
	    .failures = 1, .status = 403 }, 0, POLL_DUE_BACKOFF,
	    POLL_DUE_BACKOFF },
	{ "P20: not reached; the user may try", { .next_at = 100,
	    .asked_at = -30, .failures = 3 }, 0, POLL_DUE_BACKOFF,
	    POLL_DUE },
	{ "P20: waited long enough", { .next_at = -1, .failures = 3,
	    .status = 500 }, 0, POLL_DUE, POLL_DUE },
	{ "P17: gone", { .next_at = -1, .gone = true, .status = 410 }, 0,
	    POLL_DUE_GONE, POLL_DUE_GONE },
	{ "P13: this hour is skipped", { .skip_hours = 1u << 10 }, 0,
	    POLL_DUE_SKIPPED, POLL_DUE },
	{ "P13: other hours are skipped", { .skip_hours = 0xfffbff }, 0,
	    POLL_DUE, POLL_DUE },
	{ "P13: Monday is skipped", { .skip_days = 1 << 1 }, 0,
	    POLL_DUE_SKIPPED, POLL_DUE },
	{ "P13: Tuesday is skipped", { .skip_days = 1 << 2 }, 0, POLL_DUE,
	    POLL_DUE },
	{ "P13: all hours skipped is nonsense", { .skip_hours = 0xffffff }, 0,
	    POLL_DUE, POLL_DUE },
	{ "P13: all days, too", { .skip_days = 0x7f }, 0, POLL_DUE,
	    POLL_DUE },
};

static time_t
from_now(int64_t secs)
{
	return secs == 0 ? DATE_NONE : NOW + (time_t)secs;
}

static void
test_due(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(due_rows); i++) {
		const struct due_row *row = &due_rows[i];
		struct store_feed f = row->feed;
		time_t host = from_now(row->host);

		f.next_at = from_now(f.next_at);
		f.fresh_until = from_now(f.fresh_until);
		f.asked_at = from_now(f.asked_at);
		if (poll_due(&f, host, false, false, NOW) != row->automatic)
			fail_msg("%s: automatic", row->why);
		if (poll_due(&f, host, true, false, NOW) != row->asked)
			fail_msg("%s: asked for", row->why);
		if (poll_due(&f, host, false, true, NOW) != POLL_DUE)
			fail_msg("%s: forced", row->why);
		assert_int_equal(poll_due_words(row->automatic)[0] == '\0',
		    row->automatic == POLL_DUE);
	}
}

/* ---- what an answer means ---- */

static struct net_answer
answer_of(long status)
{
	return (struct net_answer){ .status = status,
	    .url = (char *)"http://a/", .final_url = (char *)"http://a/" };
}

static struct store_feed
known_feed(void)
{
	struct store_feed f;

	store_feed_init(&f);
	f.id = 1;
	f.url = "http://a/";
	f.validators.etag = "\"old\"";
	f.validators.last_modified = "Sat, 1 Aug 26";
	return f;
}

static const struct feed_info plain_info = { .ttl_secs = -1 };

struct fail_row {
	const char *why;
	long status;			/* 0: no answer */
	const char *retry_after;
	unsigned failures;		/* before */
	int64_t	 min, max;		/* next_at, from now */
	int64_t	 host;			/* silence of the host; -1: as next */
	const char *words;
};

static const struct fail_row fail_rows[] = {
	{ "P15: seconds", 429, "7200", 0, 7200, 7200, 7200, "too often" },
	{ "P15: a date", 503, "Mon, 23 Nov 2026 12:00:00 GMT", 0, 7200, 7200,
	    7200, "overloaded" },
	{ "P15: shorter than the interval", 429, "120", 0, HOUR, HOUR, 120,
	    "too often" },
	{ "P15: already over", 429, "0", 0, HOUR, HOUR, 0, "too often" },
	{ "P15: without the header", 429, NULL, 0, 4 * HOUR, 5 * HOUR, -1,
	    "too often" },
	{ "P15: nonsense in the header", 429, "soon", 0, 4 * HOUR, 5 * HOUR,
	    -1, "too often" },
	{ "P15: doubling", 429, NULL, 1, 8 * HOUR, 10 * HOUR, -1, "429" },
	{ "P15: to a day", 429, NULL, 9, DAY, DAY, -1, "429" },
	{ "P15: 503 without the header", 503, NULL, 0, HOUR, HOUR, 0, "503" },
	{ "P15: others have no Retry-After", 500, "7200", 0, HOUR, HOUR, 0,
	    "500" },
	{ "P16: a wall", 403, NULL, 0, 4 * HOUR, 5 * HOUR, 0, "wall" },
	{ "P16: then daily", 401, NULL, 5, DAY, DAY, 0, "password" },
	{ "P16: for legal reasons", 451, NULL, 9, DAY, DAY, 0, "legal" },
	{ "P17: daily", 404, NULL, 0, DAY, DAY, 0, "nothing at this" },
	{ "P17: daily for 14 days", 404, NULL, 13, DAY, DAY, 0, "404" },
	{ "P17: then weekly", 404, NULL, 14, 7 * DAY, 7 * DAY, 0, "404" },
	{ "P20: first", 502, NULL, 0, HOUR, HOUR, 0, "HTTP 502 Bad Gateway" },
	{ "P20: doubling", 500, NULL, 2, 2 * HOUR, 3 * HOUR, 0, "500" },
	{ "P20: capped", 500, NULL, 40, DAY, DAY, 0, "500" },
	{ "P20: no answer", 0, NULL, 3, 4 * HOUR, 5 * HOUR, 0, "no host" },
	{ "a redirect that leads nowhere", 301, NULL, 0, HOUR, HOUR, 0,
	    "301" },
};

static void
test_failures(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(fail_rows); i++) {
		const struct fail_row *row = &fail_rows[i];
		struct net_answer answer = answer_of(row->status);
		struct store_feed f = known_feed();
		struct poll_finding finding;
		int64_t next_secs;
		time_t host;

		f.failures = row->failures;
		answer.retry_after = (char *)(uintptr_t)row->retry_after;
		if (row->status == 0)
			(void)err_set(&answer.err, ERR_NETWORK, "no host");
		poll_judge(&f, &answer, HOUR, NOW, &finding);
		assert_int_equal(finding.verdict, POLL_FAILED);
		next_secs = f.next_at - NOW;
		if (next_secs < row->min || next_secs > row->max)
			fail_msg("%s: next in %lld s", row->why,
			    (long long)next_secs);
		host = row->host < 0 ? f.next_at : from_now(row->host);
		if (finding.host_until != host)
			fail_msg("%s: host", row->why);
		if (strstr(f.error, row->words) == NULL)
			fail_msg("%s: %s", row->why, f.error);
		assert_int_equal(f.failures, row->failures + 1);
		assert_int_equal(f.status, row->status);
		assert_true(f.asked_at == NOW && f.failing_since == NOW);
		assert_string_equal(f.validators.etag, "\"old\"");
	}
}

static void
test_silence(void **state)
{
	struct net_answer answer = answer_of(429);

	(void)state;
	assert_true(poll_silence(&answer, NOW) == NOW + 4 * HOUR);
	answer.retry_after = (char *)"60";
	assert_true(poll_silence(&answer, NOW) == NOW + 60);
	answer.status = 500;
	assert_true(poll_silence(&answer, NOW) == DATE_NONE);
	answer = answer_of(503);
	assert_true(poll_silence(&answer, NOW) == DATE_NONE);
}

/* A day of the user's interval is more than any back-off that is shorter. */
static void
test_long_interval(void **state)
{
	struct net_answer answer = answer_of(500);
	struct store_feed f = known_feed();
	struct poll_finding finding;

	(void)state;
	poll_judge(&f, &answer, 7 * DAY, NOW, &finding);
	assert_true(f.next_at == NOW + 7 * DAY);
}

static void
test_gone(void **state)
{
	struct net_answer answer = answer_of(410);
	struct store_feed f = known_feed();
	struct poll_finding finding;

	(void)state;
	poll_judge(&f, &answer, HOUR, NOW, &finding);
	assert_true(f.gone);
	assert_int_equal(poll_due(&f, DATE_NONE, true, false, NOW + 999 * DAY),
	    POLL_DUE_GONE);
	/* Forced, it may turn out to be there again. */
	answer = answer_of(200);
	poll_judge(&f, &answer, HOUR, NOW, &finding);
	poll_parsed(&f, &answer, &plain_info, 1, NULL, HOUR, NOW);
	assert_false(f.gone);
	assert_int_equal(f.failures, 0);
	assert_null(f.error);
}

/* P5, P6, P7: which validators are kept. */
static void
test_validators(void **state)
{
	struct net_answer answer = answer_of(304);
	struct store_feed f = known_feed();
	struct poll_finding finding;
	struct err why;

	(void)state;
	poll_judge(&f, &answer, HOUR, NOW, &finding);
	assert_int_equal(finding.verdict, POLL_UNCHANGED);
	assert_string_equal(f.validators.etag, "\"old\"");
	answer.etag = (char *)"W/\"newer\"";
	poll_judge(&f, &answer, HOUR, NOW, &finding);
	assert_string_equal(f.validators.etag, "W/\"newer\"");
	assert_string_equal(f.validators.last_modified, "Sat, 1 Aug 26");

	answer = answer_of(200);
	answer.last_modified = (char *)"today";
	poll_judge(&f, &answer, HOUR, NOW, &finding);
	assert_int_equal(finding.verdict, POLL_BODY);
	assert_string_equal(f.validators.etag, "W/\"newer\"");
	(void)err_set(&why, ERR_NOT_FEED, "no feed");
	poll_parsed(&f, &answer, NULL, 0, &why, HOUR, NOW);
	assert_string_equal(f.validators.etag, "W/\"newer\"");
	assert_string_equal(f.error, "no feed");
	assert_int_equal(f.failures, 1);
	poll_parsed(&f, &answer, &plain_info, 1, NULL, HOUR, NOW);
	assert_null(f.validators.etag);
	assert_string_equal(f.validators.last_modified, "today");
	assert_int_equal(f.failures, 0);
	assert_true(f.success_at == NOW && f.changed_at == NOW);
}

struct next_row {
	const char *why;
	long status;
	const char *cache_control;
	int64_t	 ttl_secs;
	unsigned unchanged;		/* before */
	bool	 validators;
	size_t	 n_new;
	int64_t	 interval;
	int64_t	 want;			/* next_at, from now */
};

static const struct next_row next_rows[] = {
	{ "P10: the interval", 200, NULL, -1, 0, true, 1, HOUR, HOUR },
	{ "P10: the user's shorter one", 200, NULL, -1, 0, true, 1,
	    5 * MINUTE, 5 * MINUTE },
	{ "P10: unchanged, no validators", 200, NULL, -1, 0, false, 0, HOUR,
	    2 * HOUR },
	{ "P10: and again", 200, NULL, -1, 2, false, 0, HOUR, 8 * HOUR },
	{ "P10: up to a day", 200, NULL, -1, 9, false, 0, HOUR, DAY },
	{ "P10: until it changes", 200, NULL, -1, 9, false, 1, HOUR, HOUR },
	{ "P14: unchanged by 304", 304, NULL, -1, 0, true, 0, HOUR, HOUR },
	{ "P14: dead", 304, NULL, -1, 60, true, 0, HOUR, DAY },
	{ "P10: a longer interval stays", 304, NULL, -1, 60, true, 0, 3 * DAY,
	    3 * DAY },
	{ "P12: ttl widens", 200, NULL, DAY, 0, true, 1, HOUR, DAY },
	{ "P12: and never narrows", 200, NULL, MINUTE, 0, true, 1, HOUR,
	    HOUR },
	{ "P12: a week at most", 200, NULL, 400 * (int64_t)DAY, 0, true, 1,
	    HOUR, 7 * DAY },
	{ "P9: fresh for longer", 200, "max-age=7200", -1, 0, true, 1, HOUR,
	    7200 },
	{ "P9: fresh for less", 200, "max-age=60", -1, 0, true, 1, HOUR,
	    HOUR },
	{ "P9: a 304 makes it fresh", 304, "max-age=7200", -1, 0, true, 0,
	    HOUR, 7200 },
};

static void
test_next(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(next_rows); i++) {
		const struct next_row *row = &next_rows[i];
		struct net_answer answer = answer_of(row->status);
		const struct feed_info info = { .ttl_secs = row->ttl_secs,
		    .skip_hours = 5, .skip_days = 3 };
		struct store_feed f = known_feed();
		struct poll_finding finding;

		f.unchanged = row->unchanged;
		f.failures = 3;
		answer.cache_control = (char *)(uintptr_t)row->cache_control;
		answer.etag = row->validators ? (char *)"e" : NULL;
		poll_judge(&f, &answer, row->interval, NOW, &finding);
		if (finding.verdict == POLL_BODY)
			poll_parsed(&f, &answer, &info, row->n_new, NULL,
			    row->interval, NOW);
		if (f.next_at - NOW != row->want)
			fail_msg("%s: next in %lld s", row->why,
			    (long long)(f.next_at - NOW));
		assert_int_equal(f.failures, 0);
		assert_int_equal(f.unchanged,
		    row->n_new > 0 ? 0 : row->unchanged + 1);
		if (row->status == 200)
			assert_int_equal(f.skip_hours, 5);
	}
}

/* ---- redirects ---- */

struct move_row {
	const char *why;
	long hops[3];		/* statuses; 0: end */
	int days[6];		/* when it is fetched; -1: end */
	bool believed;
};

static const struct move_row move_rows[] = {
	{ "P18: three times over two days", { 301 }, { 0, 1, 2, -1 }, true },
	{ "P18: 308, too", { 308, 301 }, { 0, 1, 2, -1 }, true },
	{ "P18: only twice", { 301 }, { 0, 5, -1 }, false },
	{ "P18: often in one day", { 301 }, { 0, 0, 0, 0, 1, -1 }, false },
	{ "P18: one step is temporary", { 301, 302 }, { 0, 1, 2, 3, -1 },
	    false },
	{ "P18: 302", { 302 }, { 0, 1, 2, 3, -1 }, false },
	{ "P18: 303", { 303 }, { 0, 1, 2, 3, -1 }, false },
	{ "P18: 307", { 307 }, { 0, 1, 2, 3, -1 }, false },
	{ "P18: no redirect", { 0 }, { 0, 1, 2, 3, -1 }, false },
};

static void
run_moves(const struct move_row *row, long status)
{
	struct net_hop hops[3];
	struct net_answer answer = answer_of(status);
	struct store_feed f = known_feed();
	struct poll_finding finding;
	size_t i;

	answer.hops = hops;
	answer.final_url = (char *)"http://new/";
	for (i = 0; i < 3 && row->hops[i] != 0; i++)
		hops[answer.n_hops++] = (struct net_hop){ row->hops[i],
		    "http://new/" };
	for (i = 0; row->days[i] >= 0; i++) {
		time_t now = NOW + row->days[i] * DAY;

		poll_judge(&f, &answer, HOUR, now, &finding);
		if (finding.verdict == POLL_BODY)
			poll_parsed(&f, &answer, &plain_info, 1, NULL, HOUR,
			    now);
	}
	if ((f.fetch_url != NULL) != row->believed)
		fail_msg("%s (%ld)", row->why, status);
	if (row->believed)
		assert_string_equal(f.fetch_url, "http://new/");
	/* When the new place fails, the old one is asked again. */
	answer = answer_of(404);
	poll_judge(&f, &answer, HOUR, NOW, &finding);
	assert_null(f.fetch_url);
}

static void
test_moves(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(move_rows); i++) {
		run_moves(&move_rows[i], 200);
		run_moves(&move_rows[i], 304);
	}
}

/* A permanent redirect to what is no feed is not believed. */
static void
test_move_to_nothing(void **state)
{
	struct net_hop hop = { 301, "http://new/" };
	struct net_answer answer = answer_of(200);
	struct store_feed f = known_feed();
	struct poll_finding finding;
	struct err why;
	int day;

	(void)state;
	answer.hops = &hop;
	answer.n_hops = 1;
	(void)err_set(&why, ERR_NOT_FEED, "a page");
	for (day = 0; day < 9; day++) {
		poll_judge(&f, &answer, HOUR, NOW + day * DAY, &finding);
		poll_parsed(&f, &answer, NULL, 0, &why, HOUR,
		    NOW + day * DAY);
	}
	assert_null(f.fetch_url);
}

/* ---- over days ---- */

struct days_row {
	const char *why;
	long status;
	bool validators;
	int days;
	int min, max;		/* requests */
};

static const struct days_row days_rows[] = {
	{ "P10: a feed with news every time", 200, true, 7, 160, 169 },
	{ "P10: never news, no validators", 200, false, 7, 8, 14 },
	{ "P14: never news, with validators", 304, true, 7, 8, 30 },
	{ "P20: no answer for a day", 0, false, 1, 3, 8 },
	{ "P20: 500 for a day", 500, false, 1, 3, 8 },
	{ "P20: 500 for a week", 500, false, 7, 9, 14 },
	{ "P15: 429 for a week", 429, false, 7, 8, 10 },
	{ "P16: 403 for a week", 403, false, 7, 8, 10 },
	{ "P17: 404 for four weeks", 404, false, 28, 15, 17 },
	{ "P17: 410", 410, false, 28, 1, 1 },
};

/* Asked every five minutes whether it is due. */
static int
requests(const struct days_row *row)
{
	struct net_answer answer = answer_of(row->status);
	struct store_feed f = known_feed();
	struct poll_finding finding;
	time_t now, end = NOW + row->days * DAY;
	int n = 0;

	f.validators = (struct validators){ NULL, NULL };
	if (row->status == 0)
		(void)err_set(&answer.err, ERR_TIMEOUT, "slow");
	answer.etag = row->validators ? (char *)"e" : NULL;
	for (now = NOW; now < end; now += 5 * MINUTE) {
		if (poll_due(&f, DATE_NONE, false, false, now) != POLL_DUE)
			continue;
		n++;
		poll_judge(&f, &answer, HOUR, now, &finding);
		if (finding.verdict == POLL_BODY)
			poll_parsed(&f, &answer, &plain_info,
			    row->validators, NULL, HOUR, now);
	}
	return n;
}

static void
test_days(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(days_rows); i++) {
		int n = requests(&days_rows[i]);

		if (n < days_rows[i].min || n > days_rows[i].max)
			fail_msg("%s: %d requests", days_rows[i].why, n);
	}
}

/* Never shorter than its class says, never a quarter more, never past it. */
static void
test_backoff(void **state)
{
	unsigned failures;
	uint32_t seed;

	(void)state;
	for (failures = 0; failures < 70; failures++) {
		int64_t least = backoff_secs(500, failures, 0);

		for (seed = 0; seed < 5000; seed += 37) {
			int64_t secs = backoff_secs(500, failures, seed);

			assert_true(secs >= least && secs <= DAY &&
			    secs <= least + least / 4);
		}
	}
	assert_int_equal(backoff_secs(500, 1, 0), 30 * MINUTE);
	assert_int_equal(backoff_secs(500, 2, 0), HOUR);
	assert_true(backoff_secs(500, 1, 1023) > backoff_secs(500, 1, 0));
	assert_int_equal(backoff_unchanged_secs(HOUR, 3, true), HOUR);
	assert_int_equal(backoff_unchanged_secs(HOUR, 4, true), 2 * HOUR);
	assert_int_equal(backoff_unchanged_secs(HOUR, 4000000000u, false),
	    DAY);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_gap),
		cmocka_unit_test(test_host_limit),
		cmocka_unit_test(test_limit_in_all),
		cmocka_unit_test(test_fairness),
		cmocka_unit_test(test_urgent),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_hold),
		cmocka_unit_test(test_drop),
		cmocka_unit_test(test_simulation),
		cmocka_unit_test(test_host),
		cmocka_unit_test(test_due),
		cmocka_unit_test(test_failures),
		cmocka_unit_test(test_silence),
		cmocka_unit_test(test_long_interval),
		cmocka_unit_test(test_gone),
		cmocka_unit_test(test_validators),
		cmocka_unit_test(test_next),
		cmocka_unit_test(test_moves),
		cmocka_unit_test(test_move_to_nothing),
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_backoff),
	};

	return cmocka_run_group_tests_name("poll", tests, NULL, NULL);
}
