/*
 * An article's lists (categories, enclosures, links) as one column of text.
 *
 * They are only ever read together with the article, so a table of their own
 * would cost rows and joins for nothing. Records end in RS (U+001E), fields in
 * US (U+001F), which no sanitised text contains; the first field says what the
 * record is: c name, e url type length secs, l rel href type.
 */
#include <inttypes.h>
#include <string.h>

#include "gogai/buf.h"
#include "gogai/str.h"
#include "store_parts.h"

#define RECORD '\x1e'
#define FIELD '\x1f'

enum { MAX_FIELDS = 5 };

/* One field of a record; separators cannot occur, and are dropped. */
static void
add_field(struct buf *out, const char *text)
{
	buf_addc(out, FIELD);
	for (; text != NULL && *text != '\0'; text++)
		if (*text != RECORD && *text != FIELD)
			buf_addc(out, *text);
}

void
parts_format(struct buf *out, const struct article *article)
{
	size_t i;

	for (i = 0; i < article->n_categories; i++) {
		buf_addc(out, 'c');
		add_field(out, article->categories[i]);
		buf_addc(out, RECORD);
	}
	for (i = 0; i < article->n_enclosures; i++) {
		const struct enclosure *e = &article->enclosures[i];

		buf_addc(out, 'e');
		add_field(out, e->url);
		add_field(out, e->type);
		buf_addf(out, "%c%" PRId64 "%c%" PRId64, FIELD, e->length,
		    FIELD, e->secs);
		buf_addc(out, RECORD);
	}
	for (i = 0; i < article->n_links; i++) {
		const struct feed_link *l = &article->links[i];

		buf_addc(out, 'l');
		add_field(out, l->rel);
		add_field(out, l->href);
		add_field(out, l->type);
		buf_addc(out, RECORD);
	}
}

/* A field as a string, NULL for an empty one. */
static const char *
text(struct arena *arena, struct str field)
{
	return field.len > 0 ? arena_strndup(arena, field.p, field.len) : NULL;
}

/* A number, or -1. */
static int64_t
number(struct str field)
{
	size_t used;
	uint64_t n = str_number(field, INT64_MAX, &used);

	return used > 0 ? (int64_t)n : -1;
}

struct lists {
	const char **categories;
	struct enclosure *enclosures;
	struct feed_link *links;
};

static void
take_record(struct lists *lists, struct article *a, struct arena *arena,
    const struct str *f)
{
	switch (f[0].len > 0 ? f[0].p[0] : '\0') {
	case 'c':
		lists->categories = arena_grow(arena, lists->categories,
		    a->n_categories, a->n_categories + 1,
		    sizeof(*lists->categories));
		lists->categories[a->n_categories++] =
		    arena_strndup(arena, f[1].p, f[1].len);
		break;
	case 'e':
		lists->enclosures = arena_grow(arena, lists->enclosures,
		    a->n_enclosures, a->n_enclosures + 1,
		    sizeof(*lists->enclosures));
		lists->enclosures[a->n_enclosures++] = (struct enclosure){
			.url = text(arena, f[1]), .type = text(arena, f[2]),
			.length = number(f[3]), .secs = number(f[4]) };
		break;
	case 'l':
		lists->links = arena_grow(arena, lists->links, a->n_links,
		    a->n_links + 1, sizeof(*lists->links));
		lists->links[a->n_links++] = (struct feed_link){
			.rel = text(arena, f[1]), .href = text(arena, f[2]),
			.type = text(arena, f[3]) };
		break;
	}
}

void
parts_parse(struct article *article, const char *parts, struct arena *arena)
{
	struct lists lists = { NULL, NULL, NULL };
	struct str rest = str_of(parts), record;

	while (str_split(&rest, RECORD, &record)) {
		struct str fields[MAX_FIELDS] = { { NULL, 0 } };
		size_t n;

		for (n = 0; n < MAX_FIELDS; n++)
			if (!str_split(&record, FIELD, &fields[n]))
				break;
		take_record(&lists, article, arena, fields);
	}
	article->categories = lists.categories;
	article->enclosures = lists.enclosures;
	article->links = lists.links;
}
