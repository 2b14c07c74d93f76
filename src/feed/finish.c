/*
 * Drafts to records: ids that are stable, dates in UTC, what articles take
 * from their feed.
 *
 * An article's id is the one that the document gives it. Without one it is
 * the link, else a hash of title and date, so that the next poll finds the
 * same. An id that two different articles of a document carry names neither
 * of them: each gets its link behind it (or a hash of title and date, where
 * the links are the same), whichever stands first, so that the ids do not
 * change when the next article comes in on top. The same article twice is
 * kept once, in its newer form.
 *
 * Dates wait for the end of the document: a date without a zone is read in
 * that of the feed's language, which may be said last.
 */
#include "feed_priv.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/date.h"
#include "gogai/map.h"
#include "gogai/sanitize.h"

/* Zones without summer time, which a line of settings may name. */
struct named_zone {
	const char *name;
	int secs;
};

static const struct named_zone named_zones[] = {
	{ "UTC", 0 },
	{ "GMT", 0 },
	{ "Z", 0 },
	{ "JST", DATE_JST },
	{ "Japan", DATE_JST },
	{ "Asia/Tokyo", DATE_JST },
	{ "Asia/Seoul", 9 * 3600 },
	{ "Asia/Shanghai", 8 * 3600 },
	{ "Asia/Taipei", 8 * 3600 },
	{ "Asia/Hong_Kong", 8 * 3600 },
	{ "Asia/Singapore", 8 * 3600 },
	{ "Asia/Manila", 8 * 3600 },
	{ "Asia/Bangkok", 7 * 3600 },
	{ "Asia/Jakarta", 7 * 3600 },
	{ "Asia/Ho_Chi_Minh", 7 * 3600 },
	{ "Asia/Kolkata", 5 * 3600 + 1800 },
	{ "Pacific/Honolulu", -10 * 3600 },
};

/* FNV-1a, 64 bits: not against malice, only to tell two titles apart. */
static uint64_t
hash(uint64_t h, const char *s)
{
	if (s == NULL)
		s = "";
	do {
		h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
	} while (*s++ != '\0');
	return h;
}

/* Title and dates; what else there is only where the title is missing. */
static uint64_t
hash_of(const struct article *a, const struct pending *pending)
{
	uint64_t h = UINT64_C(14695981039346656037);

	h = hash(h, a->title);
	h = hash(h, pending->published);
	h = hash(h, pending->updated);
	if (a->title != NULL)
		return h;
	h = hash(h, a->summary);
	h = hash(h, a->content);
	return hash(h, a->author);
}

void
feed_add_note(struct feed *feed, const char *fmt, ...)
{
	struct buf note = BUF_INIT, line = BUF_INIT;
	char words[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(words, sizeof(words), fmt, ap);
	va_end(ap);
	sanitize_line(&line, words, strlen(words), 0);
	feed->notes = array_reserve(feed->notes, &feed->notes_cap,
	    feed->n_notes + 1, sizeof(*feed->notes));
	feed->notes[feed->n_notes++] = arena_strdup(feed->arena,
	    buf_string(&line));
	buf_release(&note);
	buf_release(&line);
}

/* A list's elements in the arena, for good. */
static const void *
keep_list(struct feed *feed, const struct list *list, size_t size)
{
	void *kept;

	if (list->n == 0)
		return NULL;
	kept = arena_array(feed->arena, list->n, size);
	memcpy(kept, list->items, list->n * size);
	return kept;
}

static void
keep_lists(struct parse *p, struct article *a)
{
	struct draft *d = &p->item;
	struct feed_link canonical = { .rel = "canonical" };

	canonical.href = draft_get(d, FIELD_CANONICAL);
	if (canonical.href != NULL)
		draft_add_link(p, d, d->values[FIELD_CANONICAL].base,
		    &canonical);
	if (d->enclosures.n > 0 && draft_get(d, FIELD_DURATION) != NULL) {
		struct enclosure *first = d->enclosures.items;

		if (first->secs < 0)
			first->secs = seconds_of_duration(
			    draft_get(d, FIELD_DURATION));
	}
	a->n_categories = d->categories.n;
	a->categories = keep_list(p->feed, &d->categories,
	    sizeof(*a->categories));
	a->n_enclosures = d->enclosures.n;
	a->enclosures = keep_list(p->feed, &d->enclosures,
	    sizeof(*a->enclosures));
	a->n_links = d->links.n;
	a->links = keep_list(p->feed, &d->links, sizeof(*a->links));
}

/* The id as the document has it, without what sanitize.h forbids. */
static const char *
own_id(struct parse *p)
{
	const char *raw = draft_get(&p->item, FIELD_ID);
	size_t len;

	if (raw == NULL)
		return NULL;
	len = strlen(raw);
	buf_clear(&p->text);
	sanitize_text(&p->text, raw, len);
	if (p->text.len == 0)
		return NULL;
	if (p->text.len > BOUND_URL_BYTES)
		return arena_printf(p->feed->arena, "hash:%016llx",
		    (unsigned long long)hash(0, raw));
	return arena_strndup(p->feed->arena, p->text.data, p->text.len);
}

/* Name an article that its document does not name. */
static const char *
made_id(struct feed *feed, const struct article *a,
    const struct pending *pending)
{
	if (a->link != NULL)
		return a->link;
	return arena_printf(feed->arena, "hash:%016llx",
	    (unsigned long long)hash_of(a, pending));
}

static bool
same_string(const char *a, const char *b)
{
	return strcmp(a == NULL ? "" : a, b == NULL ? "" : b) == 0;
}

/* Dates without a zone err alike, so that their order is right. */
static time_t
rough_date(const struct pending *pending)
{
	const char *s = pending->updated != NULL ? pending->updated :
	    pending->published;
	time_t at = DATE_NONE;

	if (s != NULL)
		date_parse(&at, s, strlen(s), 0);
	return at;
}

/*
 * The same article twice? With an id of its own it may have changed its
 * date. Without one, title and link and dates must all be there and agree.
 */
static bool
same_article(const struct feed *feed, size_t i, const struct article *a,
    const struct pending *pending, bool own)
{
	const struct article *b = &feed->articles[i];
	const struct pending *other = &feed->pending[i];

	if (!same_string(a->link, b->link) || !same_string(a->title, b->title))
		return false;
	if (own)
		return true;
	return a->link != NULL && a->title != NULL &&
	    same_string(pending->published, other->published) &&
	    same_string(pending->updated, other->updated);
}

/* The id with what tells two articles apart: the link, else title and date. */
static const char *
distinct_id(struct feed *feed, const char *id, const struct article *a,
    const struct pending *pending, bool by_link)
{
	if (by_link && a->link != NULL && strcmp(a->link, id) != 0)
		return arena_printf(feed->arena, "%s %s", id, a->link);
	return arena_printf(feed->arena, "%s#%016llx", id,
	    (unsigned long long)hash_of(a, pending));
}

static void
remember(struct feed *feed, const char *id, size_t i)
{
	map_set(feed->ids, id, (void *)(uintptr_t)(i + 1));
}

static void
append(struct feed *feed, const struct article *a,
    const struct pending *pending)
{
	feed->articles = array_reserve(feed->articles, &feed->cap,
	    feed->n + 1, sizeof(*feed->articles));
	feed->pending = array_reserve(feed->pending, &feed->pending_cap,
	    feed->n + 1, sizeof(*feed->pending));
	feed->pending[feed->n] = *pending;
	feed->articles[feed->n] = *a;
	remember(feed, a->id, feed->n++);
}

/* The newer one of two forms of the same article stays. */
static void
keep_newer(struct feed *feed, size_t i, const struct article *a,
    const struct pending *pending)
{
	const char *id = feed->articles[i].id;

	if (rough_date(pending) <= rough_date(&feed->pending[i]))
		return;
	feed->articles[i] = *a;
	feed->articles[i].id = id;
	feed->pending[i] = *pending;
}

/*
 * Add the article under an id that no other article of the feed has: its own,
 * else with its link, else with a hash. Those that nothing tells apart are
 * numbered.
 */
static void
add_article(struct feed *feed, struct article *a,
    const struct pending *pending, bool own)
{
	const char *id = a->id;
	struct article *b;
	size_t i;
	int round;

	for (round = 0; round < 3; round++) {
		i = (size_t)(uintptr_t)map_find(feed->ids, a->id);
		if (i-- == 0) {
			append(feed, a, pending);
			return;
		}
		if (same_article(feed, i, a, pending, own)) {
			keep_newer(feed, i, a, pending);
			return;
		}
		if (round == 2)
			break;
		b = &feed->articles[i];
		if (strcmp(b->id, a->id) == 0) {
			b->id = distinct_id(feed, id, b, &feed->pending[i],
			    round == 0);
			remember(feed, b->id, i);
		}
		a->id = distinct_id(feed, id, a, pending, round == 0);
	}
	a->id = arena_printf(feed->arena, "%s#%u", a->id,
	    ++feed->pending[i].n_twins + 1);
	append(feed, a, pending);
}

void
finish_item(struct parse *p)
{
	struct draft *d = &p->item;
	struct article a = { 0 };
	struct pending pending = { 0 };

	a.title = value_title(p, d);
	a.link = value_url(p, d, FIELD_LINK);
	a.author = value_name(p, d, FIELD_AUTHOR);
	a.summary = value_html(p, d, FIELD_SUMMARY);
	a.content = value_html(p, d, FIELD_CONTENT);
	if (a.content != NULL && *a.content == '\0' && a.summary != NULL)
		a.content = NULL;
	a.comments = value_url(p, d, FIELD_COMMENTS);
	a.language = value_line(p, d, FIELD_LANGUAGE);
	pending.published = value_line(p, d, FIELD_PUBLISHED);
	pending.updated = value_line(p, d, FIELD_UPDATED);
	keep_lists(p, &a);
	a.id = own_id(p);
	if (a.id != NULL) {
		add_article(p->feed, &a, &pending, true);
	} else {
		a.id = made_id(p->feed, &a, &pending);
		add_article(p->feed, &a, &pending, false);
	}
	draft_clear(d);
}

/* "+09:00", "-0330" */
static bool
numeric_zone(int *secs, struct str zone)
{
	struct str digits;
	uint64_t hours, minutes = 0;
	size_t used;

	if (zone.len < 3 || (zone.p[0] != '+' && zone.p[0] != '-'))
		return false;
	digits = str_sub(zone, 1, 2);
	hours = str_number(digits, 99, &used);
	if (used != 2)
		return false;
	digits = str_sub(zone, 3, zone.len);
	if (digits.len > 0 && digits.p[0] == ':')
		digits = str_sub(digits, 1, digits.len);
	if (digits.len > 0)
		minutes = str_number(digits, 59, &used);
	*secs = (int)(hours * 3600 + minutes * 60);
	if (zone.p[0] == '-')
		*secs = -*secs;
	return true;
}

/* The zone of dates that name none. */
static int
zone_of(const struct feed_source *source, const char *language)
{
	struct str zone = str_trim(str_of(source == NULL ? NULL :
	    source->zone));
	int secs;
	size_t i;

	if (numeric_zone(&secs, zone))
		return secs;
	for (i = 0; i < CC_COUNT(named_zones); i++)
		if (str_iis(zone, named_zones[i].name))
			return named_zones[i].secs;
	return language != NULL && str_istarts(str_of(language), "ja") &&
	    (language[2] == '\0' || language[2] == '-') ? DATE_JST : 0;
}

static time_t
date_of(const char *s, int zone_secs)
{
	time_t at;

	if (s == NULL || !date_parse(&at, s, strlen(s), zone_secs))
		return DATE_NONE;
	return at;
}

/* BCP 47 has hyphens; many feeds write what a locale is called. */
static const char *
language_of(struct parse *p, const struct draft *d)
{
	const char *said = value_line(p, d, FIELD_LANGUAGE);
	char *language, *c;

	if (said == NULL)
		return NULL;
	language = arena_strdup(p->feed->arena, said);
	for (c = language; *c != '\0'; c++)
		if (*c == '_')
			*c = '-';
	return language;
}

/* How long the feed asks to be left alone (RSS ttl, syndication module). */
static int64_t
ttl_of(const struct draft *d)
{
	static const struct {
		const char *name;
		int64_t secs;
	} periods[] = {
		{ "hourly", 3600 },
		{ "daily", 86400 },
		{ "weekly", 7 * 86400 },
		{ "monthly", 30 * 86400 },
		{ "yearly", 365 * 86400 },
	};
	const char *ttl = draft_get(d, FIELD_TTL);
	const char *period = draft_get(d, FIELD_PERIOD);
	const char *often = draft_get(d, FIELD_FREQUENCY);
	uint64_t n;
	size_t used, i;

	if (ttl != NULL) {
		n = str_number(str_of(ttl), 366 * 1440, &used);
		return used > 0 && n > 0 ? (int64_t)n * 60 : -1;
	}
	n = str_number(str_of(often), 1000, &used);
	if (used == 0 || n == 0)
		n = 1;
	for (i = 0; period != NULL && i < CC_COUNT(periods); i++)
		if (str_iis(str_of(period), periods[i].name))
			return periods[i].secs / (int64_t)n;
	return -1;
}

static const char *
type_name(enum format format)
{
	static const char *const names[] = {
		[FORMAT_UNKNOWN] = "rss",
		[FORMAT_RSS] = "rss",
		[FORMAT_RDF] = "rdf",
		[FORMAT_ATOM] = "atom",
		[FORMAT_CDF] = "cdf",
		[FORMAT_JSON] = "json",
	};

	return names[format];
}

static void
finish_articles(struct parse *p)
{
	struct feed *feed = p->feed;
	int zone = zone_of(p->source, feed->info.language);
	struct article *a;
	size_t i;

	for (i = 0; i < feed->n; i++) {
		a = &feed->articles[i];
		a->published_at = date_of(feed->pending[i].published, zone);
		a->updated_at = date_of(feed->pending[i].updated, zone);
		if (a->author == NULL && (p->format == FORMAT_ATOM ||
		    p->format == FORMAT_JSON))
			a->author = feed->info.author;
	}
}

void
finish_feed(struct parse *p)
{
	struct draft *d = &p->about;
	struct feed_info *info = &p->feed->info;

	info->title = value_title(p, d);
	info->link = value_url(p, d, FIELD_LINK);
	info->description = value_html(p, d, FIELD_SUMMARY);
	info->language = language_of(p, d);
	info->author = value_name(p, d, FIELD_AUTHOR);
	info->type = type_name(p->format);
	info->self = value_url(p, d, FIELD_SELF);
	info->hub = value_url(p, d, FIELD_HUB);
	info->icon = value_url(p, d, FIELD_ICON);
	info->updated_at = date_of(draft_get(d, FIELD_UPDATED),
	    zone_of(p->source, info->language));
	info->ttl_secs = ttl_of(d);
	info->skip_hours = d->skip_hours;
	info->skip_days = d->skip_days;
	finish_articles(p);
}
