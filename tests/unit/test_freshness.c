/*
 * When a URL may be asked again: rows after RFC 9111 §4.2, §5.1 to §5.3 and
 * RFC 9110 §10.2.3. The present is always the same second.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "gogai/date.h"
#include "gogai/freshness.h"

#define WEEK (7 * 24 * 3600)
#define NOW_TEXT "Mon, 23 Nov 2026 00:12:44 GMT"
#define HOUR_LATER "Mon, 23 Nov 2026 01:12:44 GMT"
#define HOUR_EARLIER "Sun, 22 Nov 2026 23:12:44 GMT"

static time_t
present(void)
{
	return date_from_civil(2026, 11, 23, 0, 12, 44);
}

struct until_row {
	const char *why;
	struct freshness headers;	/* cache_control, expires, date, age */
	time_t	 secs;			/* fresh for so long */
};

static const struct until_row until_rows[] = {
	{ "nothing said", { NULL, NULL, NULL, NULL }, 0 },
	{ "Date alone says nothing", { NULL, NULL, NOW_TEXT, NULL }, 0 },
	{ "max-age", { "max-age=3600", NULL, NULL, NULL }, 3600 },
	{ "any case", { "Public, MAX-Age=60", NULL, NULL, NULL }, 60 },
	{ "spaces", { " public ,\tmax-age = 60 ", NULL, NULL, NULL }, 60 },
	{ "quoted", { "max-age=\"90\"", NULL, NULL, NULL }, 90 },
	{ "max-age before Expires",
	    { "max-age=60", HOUR_LATER, NOW_TEXT, NULL }, 60 },
	{ "a shared cache's lifetime is not ours",
	    { "s-maxage=9000", NULL, NULL, NULL }, 0 },
	{ "both: ours", { "s-maxage=9000, max-age=60", NULL, NULL, NULL }, 60 },
	{ "the first of two",
	    { "max-age=60, max-age=3600", NULL, NULL, NULL }, 60 },
	{ "zero", { "max-age=0", HOUR_LATER, NOW_TEXT, NULL }, 0 },
	{ "negative is no number", { "max-age=-1", NULL, NULL, NULL }, 0 },
	{ "a fraction is no number", { "max-age=1.5", NULL, NULL, NULL }, 0 },
	{ "a bad max-age does not fall back to Expires",
	    { "max-age=soon", HOUR_LATER, NOW_TEXT, NULL }, 0 },
	{ "no value", { "max-age", NULL, NULL, NULL }, 0 },
	{ "larger than any number",
	    { "max-age=99999999999999999999", NULL, NULL, NULL }, WEEK },
	{ "a year is a week", { "max-age=31536000", NULL, NULL, NULL }, WEEK },
	{ "no-store", { "no-store, max-age=60", NULL, NULL, NULL }, 0 },
	{ "no-cache", { "max-age=60, no-cache", NULL, NULL, NULL }, 0 },
	{ "no-cache of one field",
	    { "no-cache=\"Set-Cookie\", max-age=60", NULL, NULL, NULL }, 60 },
	{ "a comma inside quotes",
	    { "x=\"no-store, no-cache\", max-age=60", NULL, NULL, NULL }, 60 },
	{ "an escaped quote",
	    { "x=\"a\\\", no-store\", max-age=60", NULL, NULL, NULL }, 60 },
	{ "quotes that never close",
	    { "max-age=60, x=\"no-store", NULL, NULL, NULL }, 60 },
	{ "must-revalidate is for later",
	    { "max-age=60, must-revalidate", NULL, NULL, NULL }, 60 },
	{ "unknown words only, then Expires",
	    { "private", HOUR_LATER, NOW_TEXT, NULL }, 3600 },
	{ "empty Cache-Control", { "", HOUR_LATER, NOW_TEXT, NULL }, 3600 },
	{ "commas only", { ",,,", NULL, NULL, NULL }, 0 },
	{ "Expires less Date, whatever our clock says",
	    { NULL, NOW_TEXT, HOUR_EARLIER, NULL }, 3600 },
	{ "Expires without Date", { NULL, HOUR_LATER, NULL, NULL }, 3600 },
	{ "Expires with a bad Date",
	    { NULL, HOUR_LATER, "yesterday", NULL }, 3600 },
	{ "Expires in the past",
	    { NULL, HOUR_EARLIER, NOW_TEXT, NULL }, 0 },
	{ "Expires: 0", { NULL, "0", NOW_TEXT, NULL }, 0 },
	{ "Expires: -1", { NULL, "-1", NOW_TEXT, NULL }, 0 },
	{ "empty Expires", { NULL, "", NOW_TEXT, NULL }, 0 },
	{ "Expires far away", { NULL, "Wed, 01 Jan 2031 00:00:00 GMT",
	    NOW_TEXT, NULL }, WEEK },
	{ "RFC 850 date", { NULL, "Monday, 23-Nov-26 01:12:44 GMT",
	    NOW_TEXT, NULL }, 3600 },
	{ "asctime date", { NULL, "Mon Nov 23 01:12:44 2026",
	    NOW_TEXT, NULL }, 3600 },
	{ "Age is time used up", { "max-age=3600", NULL, NULL, "600" }, 3000 },
	{ "Age with Expires", { NULL, HOUR_LATER, NOW_TEXT, "600" }, 3000 },
	{ "older than its life", { "max-age=60", NULL, NULL, "61" }, 0 },
	{ "exactly used up", { "max-age=60", NULL, NULL, "60" }, 0 },
	{ "Age is no number", { "max-age=60", NULL, NULL, "old" }, 60 },
	{ "negative Age", { "max-age=60", NULL, NULL, "-5" }, 60 },
	{ "two Ages: the first", { "max-age=60", NULL, NULL, "5, 50" }, 55 },
	{ "Age is taken off before the cap",
	    { "max-age=31536000", NULL, NULL, "86400" }, WEEK },
};

static void
test_until(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(until_rows); i++) {
		const struct until_row *row = &until_rows[i];
		time_t got = freshness_until(&row->headers, present());

		if (got - present() != row->secs)
			fail_msg("%s: fresh for %lld s, not %lld", row->why,
			    (long long)(got - present()), (long long)row->secs);
	}
}

struct retry_row {
	const char *why;
	const char *header;
	int64_t	 secs;		/* from the present; NO_TIME: DATE_NONE */
};

#define NO_TIME INT64_MIN

static const struct retry_row retry_rows[] = {
	{ "absent", NULL, NO_TIME },
	{ "empty", "", NO_TIME },
	{ "white space", "  ", NO_TIME },
	{ "seconds", "7200", 7200 },
	{ "seconds with spaces", " 120 ", 120 },
	{ "now", "0", 0 },
	{ "at most a week", "31536000", WEEK },
	{ "larger than any number", "99999999999999999999", WEEK },
	{ "negative", "-1", NO_TIME },
	{ "a fraction", "1.5", NO_TIME },
	{ "with a unit", "120s", NO_TIME },
	{ "a word", "later", NO_TIME },
	{ "a date", HOUR_LATER, 3600 },
	{ "a date gone by", HOUR_EARLIER, -3600 },
	{ "a date far away", "Wed, 01 Jan 2031 00:00:00 GMT", WEEK },
	{ "RFC 850 date", "Monday, 23-Nov-26 01:12:44 GMT", 3600 },
};

static void
test_retry_at(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(retry_rows); i++) {
		const struct retry_row *row = &retry_rows[i];
		time_t got = freshness_retry_at(row->header, present());
		time_t want = row->secs == NO_TIME ? DATE_NONE :
		    present() + (time_t)row->secs;

		if (got != want)
			fail_msg("%s: %lld, not %lld", row->why,
			    (long long)got, (long long)want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_until),
		cmocka_unit_test(test_retry_at),
	};

	return cmocka_run_group_tests_name("freshness", tests, NULL, NULL);
}
