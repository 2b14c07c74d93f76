/*
 * The judge: what is due, and what an answer means for a feed.
 *
 * Everything is a function of the feed's record, the answer and the present
 * time. Rules are numbered as in POLITENESS (P5, P7 ...); their words for the
 * user stand in tables.
 */
#include "gogai/poll.h"

#include <string.h>

#include "gogai/date.h"
#include "gogai/freshness.h"

enum {
	MINUTE = 60,
	DAY = 86400,
	ALL_HOURS = 0xffffff,
	ALL_DAYS = 0x7f,
	/* Even the user's own wish does not ask twice within this time. */
	ASKED_FLOOR = MINUTE,
	/* A feed may ask to be left alone for so long (P12). */
	MOST_TTL = 7 * DAY,
	/* Permanent redirects are believed after so many (P18). */
	MOVED_SEEN = 3,
	MOVED_SECS = 2 * DAY
};

/* ---- what is due ---- */

static bool
is_skipped(const struct store_feed *feed, time_t now)
{
	int64_t days = (int64_t)now / DAY;
	unsigned hour = (unsigned)((int64_t)now % DAY / 3600);
	/* 1970 began on a Thursday. */
	unsigned day = (unsigned)((days + 4) % 7);

	/* A feed that names every hour or day names none. */
	return ((feed->skip_hours >> hour & 1) != 0 &&
	    (feed->skip_hours & ALL_HOURS) != ALL_HOURS) ||
	    ((feed->skip_days >> day & 1) != 0 &&
	    (feed->skip_days & ALL_DAYS) != ALL_DAYS);
}

static bool
lies_ahead(time_t at, time_t now)
{
	return at != DATE_NONE && at > now;
}

/* Back-off holds for the user too, unless the server was never reached. */
static bool
backs_off(const struct store_feed *feed, bool asked_for, time_t now)
{
	return feed->failures > 0 && lies_ahead(feed->next_at, now) &&
	    !(asked_for && feed->status == 0);
}

enum poll_due
poll_due(const struct store_feed *feed, time_t host_until, bool asked_for,
    bool force, time_t now)
{
	time_t floor = feed->asked_at == DATE_NONE ? DATE_NONE :
	    feed->asked_at + ASKED_FLOOR;

	if (force)
		return POLL_DUE;
	if (feed->gone)
		return POLL_DUE_GONE;
	if (lies_ahead(host_until, now))
		return POLL_DUE_HOST;
	if (backs_off(feed, asked_for, now))
		return POLL_DUE_BACKOFF;
	if (lies_ahead(feed->fresh_until, now))
		return POLL_DUE_FRESH;
	if (asked_for)
		return feed->failures == 0 && lies_ahead(floor, now) ?
		    POLL_DUE_LATER : POLL_DUE;
	if (lies_ahead(feed->next_at, now))
		return POLL_DUE_LATER;
	return is_skipped(feed, now) ? POLL_DUE_SKIPPED : POLL_DUE;
}

const char *
poll_due_words(enum poll_due due)
{
	static const char *const words[] = {
		[POLL_DUE] = "",
		[POLL_DUE_LATER] = N_("asked a short while ago"),
		[POLL_DUE_FRESH] = N_("still fresh, says its server"),
		[POLL_DUE_BACKOFF] = N_("failed lately, waits"),
		[POLL_DUE_HOST] = N_("its server asked for silence"),
		[POLL_DUE_GONE] = N_("gone for good (410)"),
		[POLL_DUE_SKIPPED] = N_("asks to be left alone at this hour"),
	};

	return due == POLL_DUE ? "" : _(words[due]);
}

/* ---- what an answer means ---- */

static time_t
later(time_t a, time_t b)
{
	if (a == DATE_NONE)
		return b;
	return b == DATE_NONE || a > b ? a : b;
}

static time_t
fresh_until(const struct net_answer *answer, time_t now)
{
	const struct freshness headers = {
		.cache_control = answer->cache_control,
		.expires = answer->expires,
		.date = answer->date,
		.age = answer->age,
	};

	return freshness_until(&headers, now);
}

/* It went well: streaks end, and the next time follows from the interval. */
static void
schedule(struct store_feed *feed, const struct net_answer *answer,
    int64_t interval_secs, time_t now)
{
	bool has_validators = feed->validators.etag != NULL ||
	    feed->validators.last_modified != NULL;
	int64_t secs = backoff_unchanged_secs(interval_secs, feed->unchanged,
	    has_validators);
	int64_t ttl = feed->ttl_secs < MOST_TTL ? feed->ttl_secs : MOST_TTL;

	feed->status = answer->status;
	feed->success_at = now;
	feed->failing_since = DATE_NONE;
	feed->failures = 0;
	feed->error = NULL;
	feed->gone = false;
	feed->fresh_until = fresh_until(answer, now);
	feed->next_at = later(now + (ttl > secs ? ttl : secs),
	    feed->fresh_until);
}

/* The reasons that a status has for people; others get their standard name. */
static const struct {
	long status;
	const char *words;
} reasons[] = {
	{ 401, N_("it wants a user and a password: write them into the "
	    "address in urls") },
	{ 403, N_("the server refuses us; a wall against programs, perhaps") },
	{ 404, N_("there is nothing at this address any more") },
	{ 410, N_("the feed is gone for good; its articles stay, it is asked "
	    "no more") },
	{ 429, N_("we asked too often; the server wants to be left alone") },
	{ 451, N_("not available for legal reasons") },
	{ 503, N_("the server is overloaded or in maintenance") },
};

static void
word_status(struct err *err, const struct net_answer *answer)
{
	const char *name = net_status_words(answer->status);
	size_t i;

	(void)err_set(err, ERR_HTTP, "HTTP %ld%s%s", answer->status,
	    name[0] != '\0' ? " " : "", name);
	for (i = 0; i < CC_COUNT(reasons); i++)
		if (reasons[i].status == answer->status)
			(void)err_set(err, ERR_HTTP, "HTTP %ld: %s",
			    answer->status, _(reasons[i].words));
}

/* A failure: count it, and choose when to try again. */
static void
fail(struct store_feed *feed, long status, int64_t interval_secs,
    time_t retry_at, time_t now)
{
	uint32_t seed = (uint32_t)(feed->id * 2654435761u) >> 7;
	int64_t secs;

	if (feed->failures == 0 || feed->failing_since == DATE_NONE)
		feed->failing_since = now;
	feed->failures++;
	feed->status = status;
	secs = backoff_secs(status, feed->failures, seed);
	if (secs < interval_secs)
		secs = interval_secs;
	feed->next_at = retry_at != DATE_NONE ?
	    later(retry_at, now + interval_secs) : now + secs;
	/* Where a redirect led may be what fails: ask the first address. */
	feed->fetch_url = NULL;
	feed->moved_seen = 0;
}

time_t
poll_silence(const struct net_answer *answer, time_t now)
{
	time_t at;

	if (answer->err.code != ERR_NONE ||
	    (answer->status != 429 && answer->status != 503))
		return DATE_NONE;
	at = freshness_retry_at(answer->retry_after, now);
	if (at == DATE_NONE && answer->status == 429)
		at = now + backoff_secs(429, 1, 0);
	return lies_ahead(at, now) ? at : DATE_NONE;
}

static void
judge_status(struct store_feed *feed, const struct net_answer *answer,
    int64_t interval_secs, time_t now, struct poll_finding *finding)
{
	bool may_wait = answer->status == 429 || answer->status == 503;
	time_t retry_at = may_wait ?
	    freshness_retry_at(answer->retry_after, now) : DATE_NONE;

	finding->verdict = POLL_FAILED;
	word_status(&finding->err, answer);
	fail(feed, answer->status, interval_secs, retry_at, now);
	feed->gone = answer->status == 410;
	finding->host_until = poll_silence(answer, now);
	/* Nothing was said: the streak decides how long. */
	if (answer->status == 429 && retry_at == DATE_NONE)
		finding->host_until = feed->next_at;
	feed->error = finding->err.message;
}

/* Was every step of the way a permanent one? */
static bool
moved_for_good(const struct net_answer *answer)
{
	size_t i;

	for (i = 0; i < answer->n_hops; i++)
		if (answer->hops[i].status != 301 &&
		    answer->hops[i].status != 308)
			return false;
	return answer->n_hops > 0;
}

/* P18: a permanent redirect is followed at once, but believed late. */
static void
note_move(struct store_feed *feed, const struct net_answer *answer, time_t now)
{
	if (!moved_for_good(answer)) {
		feed->moved_seen = 0;
		feed->moved_since = DATE_NONE;
		return;
	}
	if (feed->moved_seen == 0 || feed->moved_since == DATE_NONE)
		feed->moved_since = now;
	feed->moved_seen++;
	if (feed->moved_seen >= MOVED_SEEN &&
	    now - feed->moved_since >= MOVED_SECS)
		feed->fetch_url = answer->final_url;
}

static void
judge_unchanged(struct store_feed *feed, const struct net_answer *answer,
    int64_t interval_secs, time_t now, struct poll_finding *finding)
{
	finding->verdict = POLL_UNCHANGED;
	if (answer->etag != NULL)			/* P6 */
		feed->validators.etag = answer->etag;
	if (answer->last_modified != NULL)
		feed->validators.last_modified = answer->last_modified;
	feed->unchanged++;
	/* What has not changed was parsed once. */
	note_move(feed, answer, now);
	schedule(feed, answer, interval_secs, now);
}

void
poll_judge(struct store_feed *feed, const struct net_answer *answer,
    int64_t interval_secs, time_t now, struct poll_finding *finding)
{
	*finding = (struct poll_finding){ .host_until = DATE_NONE };
	feed->asked_at = now;
	if (answer->err.code != ERR_NONE) {
		finding->verdict = POLL_FAILED;
		finding->err = answer->err;
		fail(feed, 0, interval_secs, DATE_NONE, now);
		feed->error = finding->err.message;
	} else if (answer->status == 304) {
		judge_unchanged(feed, answer, interval_secs, now, finding);
	} else if (answer->status == 0 ||
	    (answer->status >= 200 && answer->status < 300)) {
		finding->verdict = POLL_BODY;
	} else {
		judge_status(feed, answer, interval_secs, now, finding);
	}
}

void
poll_parsed(struct store_feed *feed, const struct net_answer *answer,
    const struct feed_info *info, size_t n_new, const struct err *parse_err,
    int64_t interval_secs, time_t now)
{
	if (info == NULL) {				/* P7 */
		fail(feed, answer->status, interval_secs, DATE_NONE, now);
		feed->error = parse_err->message;
		return;
	}
	feed->validators.etag = answer->etag;		/* P5 */
	feed->validators.last_modified = answer->last_modified;
	feed->ttl_secs = info->ttl_secs;
	feed->skip_hours = info->skip_hours;
	feed->skip_days = info->skip_days;
	if (n_new > 0)
		feed->changed_at = now;
	feed->unchanged = n_new > 0 ? 0 : feed->unchanged + 1;
	note_move(feed, answer, now);
	schedule(feed, answer, interval_secs, now);
}
