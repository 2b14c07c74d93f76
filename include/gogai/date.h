/*
 * Dates of feeds, HTTP and pages.
 *
 * Reads RFC 822 with its later forms (RFC 2822, 1123, 850, asctime) in all
 * their real misuse, RFC 3339, ISO 8601 and W3C-DTF in all precisions, and
 * the Japanese forms (2026年11月23日 9時05分, 令和8年11月23日,
 * full-width digits). Nonsense is no date: never now, never 1970. The present
 * time is always an argument; nothing here asks a clock or the environment.
 */
#ifndef GOGAI_DATE_H
#define GOGAI_DATE_H

#include <time.h>

#include "gogai/cc.h"

/* No date. */
#define DATE_NONE ((time_t)INT64_MIN)
/* Japan Standard Time, seconds east of Greenwich; there is no summer time. */
#define DATE_JST (9 * 3600)

/*
 * The instant that the len bytes at s name. zone_secs (east is positive) is
 * used where the text names no zone; Japanese forms without one are JST.
 * A date without a time is its midnight, a month or year without a day its
 * first one; 24:00 is the next midnight. What does not exist (November 31st,
 * 25:00, an offset of 99 hours, years before 100) is no date.
 * False: not a date, *at untouched.
 */
bool	date_parse(time_t *at, const char *s, size_t len, int zone_secs);

/* Room for either of the formats below. */
#define DATE_RFC3339_MAX 32
#define DATE_HTTP_MAX 32

/*
 * RFC 3339 in UTC, "2026-11-23T00:12:44Z". Instants outside the years 0 to
 * 9999 are cut to them, here and below.
 */
void	date_format_rfc3339(char out[DATE_RFC3339_MAX], time_t at);

/* IMF-fixdate, "Mon, 23 Nov 2026 00:12:44 GMT" (RFC 9110 §5.6.7). */
void	date_format_http(char out[DATE_HTTP_MAX], time_t at);

/* The instant of a civil time in UTC, months 1-12. No range checks. */
time_t	date_from_civil(int64_t year, int month, int day, int hour, int minute,
	    int second);

/* A duration "30", "90s", "5m", "2h", "7d", "1w" in seconds, or -1. */
int64_t	date_parse_duration(const char *s);

#endif
