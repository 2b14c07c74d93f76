/*
 * JSON-LD: the few fields that tell of an article.
 *
 * A tolerant pull scanner: it takes what real pages write (raw line feeds in
 * strings, commas too many, comments around, text cut off) and never fails, it
 * only finds less. Objects are read to a small record each; when one ends,
 * what it is decides where its fields go: an article's to the result, a
 * person's name to the author of the object around it. Depth is bounded.
 */
#include "reader_priv.h"

#include <string.h>

#include "gogai/utf8.h"

/* Deeper objects are passed over; the article stands in the first five. */
#define DEPTH_MAX 24

struct scan {
	const char *p, *end;
	struct ldjson *ld;
	unsigned depth;
};

/* One object, as far as it matters. */
struct thing {
	struct buf type, name, headline, author, date, publisher, body, image,
	    language;
};

static void	read_value(struct scan *s, struct thing *into,
		    struct buf *field);

static void
skip_space(struct scan *s)
{
	while (s->p < s->end && ascii_space((unsigned char)*s->p))
		s->p++;
}

/* Is the next byte c? Then take it. */
static bool
take(struct scan *s, char c)
{
	skip_space(s);
	if (s->p >= s->end || *s->p != c)
		return false;
	s->p++;
	return true;
}

static uint32_t
hex4(struct scan *s)
{
	uint32_t c = 0;
	int i, digit;

	for (i = 0; i < 4 && s->p < s->end; i++, s->p++) {
		digit = ascii_hex((unsigned char)*s->p);
		if (digit < 0)
			break;
		c = c * 16 + (uint32_t)digit;
	}
	return c;
}

static void
read_unicode(struct scan *s, struct buf *out)
{
	uint32_t c = hex4(s), low;

	if (c >= 0xD800 && c < 0xDC00 && s->end - s->p >= 6 &&
	    s->p[0] == '\\' && s->p[1] == 'u') {
		s->p += 2;
		low = hex4(s);
		c = low >= 0xDC00 && low < 0xE000 ?
		    0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00) :
		    UTF8_REPLACEMENT;
	}
	if (c != 0)
		utf8_add(out, c >= 0xD800 && c < 0xE000 ? UTF8_REPLACEMENT :
		    c);
}

static void
read_escape(struct scan *s, struct buf *out)
{
	char c = *s->p++;

	switch (c) {
	case 'n':
	case 'r':
		buf_addc(out, '\n');
		break;
	case 't':
	case 'b':
	case 'f':
		buf_addc(out, ' ');
		break;
	case 'u':
		read_unicode(s, out);
		break;
	default:
		buf_addc(out, c);
	}
}

/* Behind the opening quote: the string, appended to out. */
static void
read_string(struct scan *s, struct buf *out)
{
	while (s->p < s->end && *s->p != '"') {
		if (*s->p == '\\' && s->end - s->p >= 2) {
			s->p++;
			read_escape(s, out);
		} else {
			buf_addc(out, *s->p++);
		}
	}
	if (s->p < s->end)
		s->p++;
}

/* The field of a thing that a key stands for, or NULL. */
static struct buf *
field_of(struct thing *t, const char *key)
{
	const struct {
		const char *key;
		struct buf *field;
	} rows[] = {
		{ "@type", &t->type }, { "name", &t->name },
		{ "headline", &t->headline }, { "author", &t->author },
		{ "creator", &t->author }, { "datePublished", &t->date },
		{ "publisher", &t->publisher }, { "articleBody", &t->body },
		{ "image", &t->image }, { "url", &t->image },
		{ "inLanguage", &t->language },
	};
	size_t i;

	for (i = 0; i < CC_COUNT(rows); i++)
		if (strcmp(rows[i].key, key) == 0)
			return rows[i].field;
	return NULL;
}

static bool
type_is_article(const char *type)
{
	static const char *const types[] = { "Article", "BlogPosting",
	    "Report", "Review", "Recipe", "SocialMediaPosting", "HowTo" };
	size_t i;

	for (i = 0; i < CC_COUNT(types); i++)
		if (strstr(type, types[i]) != NULL)
			return true;
	return false;
}

/* Fill *to if it is empty. */
static void
give(struct buf *to, const struct buf *from)
{
	if (to->len == 0 && from->len > 0)
		buf_add(to, from->data, from->len);
}

/* Add a further value of a field that may have several. */
static void
give_more(struct buf *to, const struct buf *from)
{
	if (from->len == 0 || strstr(buf_string(to), from->data) != NULL)
		return;
	if (to->len > 0)
		buf_adds(to, ", ");
	buf_add(to, from->data, from->len);
}

static void
finish_thing(struct scan *s, struct thing *t, struct buf *field, bool is_url)
{
	if (type_is_article(buf_string(&t->type)) && !s->ld->is_article) {
		s->ld->is_article = true;
		give(&s->ld->headline, &t->headline);
		give(&s->ld->headline, &t->name);
		give(&s->ld->author, &t->author);
		give(&s->ld->date, &t->date);
		give(&s->ld->publisher, &t->publisher);
		give(&s->ld->body, &t->body);
		give(&s->ld->image, &t->image);
		give(&s->ld->language, &t->language);
	}
	if (field == NULL)
		return;
	if (is_url)
		give(field, &t->image);
	else
		give_more(field, &t->name);
}

static void
read_object(struct scan *s, struct buf *field, bool is_url)
{
	struct thing t;
	struct buf key = BUF_INIT;
	struct buf *into;

	memset(&t, 0, sizeof t);
	while (!take(s, '}') && s->p < s->end) {
		if (!take(s, '"')) {
			s->p++;
			continue;
		}
		buf_clear(&key);
		read_string(s, &key);
		if (!take(s, ':'))
			continue;
		into = field_of(&t, buf_string(&key));
		if (into == &t.image && strcmp(key.data, "url") == 0 &&
		    type_is_article(buf_string(&t.type)))
			into = NULL;
		read_value(s, &t, into);
	}
	finish_thing(s, &t, field, is_url);
	buf_release(&key);
	buf_release(&t.type);
	buf_release(&t.name);
	buf_release(&t.headline);
	buf_release(&t.author);
	buf_release(&t.date);
	buf_release(&t.publisher);
	buf_release(&t.body);
	buf_release(&t.image);
	buf_release(&t.language);
}

static void
read_array(struct scan *s, struct thing *into, struct buf *field)
{
	while (!take(s, ']') && s->p < s->end) {
		if (take(s, ','))
			continue;
		read_value(s, into, field);
	}
}

/* A value that belongs to a field of *into (NULL: to none that matters). */
static void
read_value(struct scan *s, struct thing *into, struct buf *field)
{
	struct buf text = BUF_INIT;
	const char *start;

	skip_space(s);
	start = s->p;
	if (s->depth >= DEPTH_MAX) {
		s->p = s->end;
		return;
	}
	s->depth++;
	if (take(s, '"')) {
		read_string(s, &text);
		if (field != NULL && into != NULL &&
		    (field == &into->author || field == &into->type))
			give_more(field, &text);
		else if (field != NULL)
			give(field, &text);
		buf_release(&text);
	} else if (take(s, '{')) {
		read_object(s, field, into != NULL && field == &into->image);
	} else if (take(s, '[')) {
		read_array(s, into, field);
	} else {
		while (s->p < s->end && strchr(",]}\"{[", *s->p) == NULL)
			s->p++;
	}
	if (s->p == start && s->p < s->end)
		s->p++;
	s->depth--;
}

void
ldjson_read(struct ldjson *ld, const char *p, size_t len)
{
	struct scan s = { p, p + len, ld, 0 };

	while (s.p < s.end) {
		while (s.p < s.end && *s.p != '{' && *s.p != '[')
			s.p++;
		if (s.p < s.end)
			read_value(&s, NULL, NULL);
	}
}

void
ldjson_release(struct ldjson *ld)
{
	buf_release(&ld->headline);
	buf_release(&ld->author);
	buf_release(&ld->date);
	buf_release(&ld->publisher);
	buf_release(&ld->body);
	buf_release(&ld->image);
	buf_release(&ld->language);
}
