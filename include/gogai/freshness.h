/*
 * When a URL may be asked again: HTTP caching as a pure function (RFC 9111).
 *
 * Headers as they came and the present time in; a time out. No I/O.
 */
#ifndef GOGAI_FRESHNESS_H
#define GOGAI_FRESHNESS_H

#include <time.h>

#include "gogai/cc.h"

/* The header fields that count, NULL where absent. */
struct freshness {
	const char *cache_control;
	const char *expires;
	const char *date;
	const char *age;
};

/*
 * Until when an answer received at `now` is fresh (RFC 9111 §4.2): max-age,
 * else Expires - Date (Expires - now without a Date), less Age. `now` when
 * nothing says so, when it is said badly, or with no-store or no-cache.
 * Never before `now`, never more than 7 days ahead.
 */
time_t	freshness_until(const struct freshness *headers, time_t now);

/*
 * The time that Retry-After names, seconds or an HTTP date (RFC 9110
 * §10.2.3), which may have gone by; DATE_NONE when it is absent or nonsense.
 * At most 7 days ahead.
 */
time_t	freshness_retry_at(const char *retry_after, time_t now);

#endif
