/*
 * HTTP caching, as far as one reader of one URL needs it (RFC 9111).
 *
 * A feed's answer says how long it stays good; asking earlier would only cost
 * its publisher. We are a private cache, so s-maxage is not for us. What is
 * said badly is said not at all, and then the answer counts as stale at once
 * (RFC 9111 §4.2.1): the floor between two polls, which is poll's, protects
 * the host then. Age is taken from the header alone: "apparent age" (§4.2.3)
 * would compare the host's clock with ours, and one of them is often wrong.
 */
#include "gogai/freshness.h"

#include "gogai/date.h"
#include "gogai/str.h"

/* Beyond this a "fresh for a year" is somebody's mistake about a feed. */
#define AHEAD_MAX (7 * 24 * 3600)

/* What Cache-Control says that counts here. */
struct directives {
	bool	 stale;		/* no-store, no-cache, or a bad max-age */
	bool	 has_max_age;
	uint64_t max_age;
};

/* A whole number of seconds, also quoted; false: something else. */
static bool
seconds(uint64_t *secs, struct str value)
{
	size_t used;

	value = str_trim(value);
	if (value.len >= 2 && value.p[0] == '"' &&
	    value.p[value.len - 1] == '"')
		value = str_sub(value, 1, value.len - 2);
	*secs = str_number(value, UINT32_MAX, &used);
	return used > 0 && used == value.len;
}

/*
 * Cut the next directive off *rest at its comma; commas in quoted strings
 * are part of a directive (no-cache="Set-Cookie, X").
 */
static bool
next_directive(struct str *rest, struct str *directive)
{
	bool quoted = false;
	size_t i;

	if (rest->len == 0)
		return false;
	for (i = 0; i < rest->len; i++) {
		if (rest->p[i] == '"')
			quoted = !quoted;
		else if (rest->p[i] == ',' && !quoted)
			break;
		else if (rest->p[i] == '\\' && quoted)
			i++;
	}
	*directive = str_trim(str_sub(*rest, 0, i));
	*rest = str_sub(*rest, i + 1, rest->len);
	return true;
}

/*
 * Take one directive in. Of two max-age the first counts (§4.2.1). A
 * no-cache that names fields (§5.2.2.4) speaks of those fields only.
 */
static void
take_directive(struct directives *out, struct str directive)
{
	ptrdiff_t eq = str_find(directive, STR("="));
	struct str name = directive, value = { NULL, 0 };

	if (eq >= 0) {
		name = str_trim(str_sub(directive, 0, (size_t)eq));
		value = str_sub(directive, (size_t)eq + 1, directive.len);
	}
	if (str_iis(name, "no-store") ||
	    (str_iis(name, "no-cache") && eq < 0)) {
		out->stale = true;
	} else if (str_iis(name, "max-age") && !out->has_max_age) {
		out->has_max_age = true;
		if (!seconds(&out->max_age, value))
			out->stale = true;
	}
}

static struct directives
cache_control(const char *header)
{
	struct directives out = { false, false, 0 };
	struct str rest = str_of(header), directive;

	while (next_directive(&rest, &directive))
		take_directive(&out, directive);
	return out;
}

/* The Age header in seconds; of a list the first; nonsense is 0 (§5.1). */
static uint64_t
age_of(const char *header)
{
	struct str rest = str_of(header), first;
	uint64_t secs;

	if (!str_split(&rest, ',', &first) || !seconds(&secs, first))
		return 0;
	return secs;
}

/* Expires less Date; 0 where Expires is nonsense, as "0" often is (§5.3). */
static uint64_t
expires_in(const struct freshness *headers, time_t now)
{
	struct str expires = str_of(headers->expires);
	struct str date = str_of(headers->date);
	time_t end, start;

	if (!date_parse(&end, expires.p, expires.len, 0))
		return 0;
	if (date.len == 0 || !date_parse(&start, date.p, date.len, 0))
		start = now;
	return end > start ? (uint64_t)(end - start) : 0;
}

time_t
freshness_until(const struct freshness *headers, time_t now)
{
	struct directives said = cache_control(headers->cache_control);
	uint64_t life, age;

	if (said.stale)
		return now;
	if (said.has_max_age)
		life = said.max_age;
	else if (headers->expires != NULL)
		life = expires_in(headers, now);
	else
		return now;
	age = age_of(headers->age);
	if (age >= life)
		return now;
	life -= age;
	return now + (time_t)(life < AHEAD_MAX ? life : AHEAD_MAX);
}

time_t
freshness_retry_at(const char *retry_after, time_t now)
{
	struct str s = str_trim(str_of(retry_after));
	uint64_t secs;
	time_t at;

	if (s.len == 0)
		return DATE_NONE;
	if (seconds(&secs, s))
		at = now + (time_t)secs;
	else if (ascii_digit(s.p[0]) || !date_parse(&at, s.p, s.len, 0))
		return DATE_NONE;
	return at < now + AHEAD_MAX ? at : now + AHEAD_MAX;
}
