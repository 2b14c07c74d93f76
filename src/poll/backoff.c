/*
 * When to try again: pure arithmetic on streaks.
 *
 * One table says for each class of failure how long the first wait is and
 * where doubling ends (POLITENESS P15 to P17, P20). A spread of up to a
 * quarter keeps feeds that failed together from returning together.
 */
#include "gogai/poll.h"

enum { MINUTE = 60, HOUR = 3600, DAY = 86400, WEEK = 7 * DAY };

struct backoff {
	long	 status;	/* 0: all others, and no answer at all */
	int64_t	 first;		/* seconds after the first failure */
	int64_t	 most;		/* where doubling ends */
	unsigned long_after;	/* failures before `late`, 0: never */
	int64_t	 late;
};

static const struct backoff table[] = {
	{ 401, 4 * HOUR, DAY, 0, 0 },
	{ 403, 4 * HOUR, DAY, 0, 0 },
	{ 404, DAY, DAY, 14, WEEK },
	{ 429, 4 * HOUR, DAY, 0, 0 },
	{ 451, 4 * HOUR, DAY, 0, 0 },
	{ 0, 30 * MINUTE, DAY, 0, 0 },
};

int64_t
backoff_secs(long status, unsigned failures, uint32_t seed)
{
	const struct backoff *row = table;
	int64_t secs;
	unsigned i;

	while (row->status != 0 && row->status != status)
		row++;
	if (row->long_after > 0 && failures > row->long_after)
		return row->late;
	secs = row->first;
	for (i = 1; i < failures && secs < row->most; i++)
		secs *= 2;
	if (secs >= row->most)
		return row->most;
	return secs + secs / 4 * (int64_t)(seed % 1024) / 1024;
}

int64_t
backoff_unchanged_secs(int64_t interval_secs, unsigned unchanged,
    bool has_validators)
{
	/* Asking with validators costs a publisher little: grow more slowly. */
	unsigned doublings = has_validators ? unchanged / 4 : unchanged;
	int64_t secs = interval_secs;

	if (secs >= DAY)
		return secs;
	for (; doublings > 0 && secs < DAY; doublings--)
		secs *= 2;
	return secs < DAY ? secs : DAY;
}
