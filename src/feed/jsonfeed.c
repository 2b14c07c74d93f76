/*
 * JSON Feed 1.0 and 1.1 (jsonfeed.org), over Jansson.
 *
 * Values go into the same drafts as those of XML feeds. JSON that breaks off
 * is mended: it is cut behind the last complete item and closed. Half of a
 * surrogate pair, which Jansson refuses, becomes U+FFFD.
 */
#include "feed_priv.h"

#include <stdio.h>
#include <string.h>

#include <jansson.h>

/* The string in a member, or NULL. */
static const char *
member(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static void
set(struct parse *p, struct draft *d, enum field field, enum rank rank,
    enum text_kind kind, const char *s)
{
	if (s != NULL)
		draft_set(d, field, rank, kind, p->base[0], s, strlen(s));
}

struct member_row {
	const char *name;
	enum field field;
	enum rank rank;
	enum text_kind kind;
};

static const struct member_row feed_members[] = {
	{ "title", FIELD_TITLE, RANK_OWN, TEXT_PLAIN },
	{ "home_page_url", FIELD_LINK, RANK_OWN, TEXT_PLAIN },
	{ "feed_url", FIELD_SELF, RANK_OWN, TEXT_PLAIN },
	{ "description", FIELD_SUMMARY, RANK_OWN, TEXT_LINES },
	{ "icon", FIELD_ICON, RANK_OWN, TEXT_PLAIN },
	{ "favicon", FIELD_ICON, RANK_SUBSTITUTE, TEXT_PLAIN },
	{ "language", FIELD_LANGUAGE, RANK_OWN, TEXT_PLAIN },
};

static const struct member_row item_members[] = {
	{ "id", FIELD_ID, RANK_OWN, TEXT_PLAIN },
	{ "url", FIELD_LINK, RANK_OWN, TEXT_PLAIN },
	{ "external_url", FIELD_LINK, RANK_SUBSTITUTE, TEXT_PLAIN },
	{ "title", FIELD_TITLE, RANK_OWN, TEXT_PLAIN },
	{ "content_html", FIELD_CONTENT, RANK_OWN, TEXT_HTML },
	{ "content_text", FIELD_CONTENT, RANK_SUBSTITUTE, TEXT_LINES },
	{ "summary", FIELD_SUMMARY, RANK_OWN, TEXT_LINES },
	{ "date_published", FIELD_PUBLISHED, RANK_OWN, TEXT_PLAIN },
	{ "date_modified", FIELD_UPDATED, RANK_OWN, TEXT_PLAIN },
	{ "language", FIELD_LANGUAGE, RANK_OWN, TEXT_PLAIN },
};

static void
take_members(struct parse *p, struct draft *d, const json_t *object,
    const struct member_row *rows, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		set(p, d, rows[i].field, rows[i].rank, rows[i].kind,
		    member(object, rows[i].name));
}

static void
take_author(struct draft *d, enum rank rank, const json_t *author)
{
	const char *name = json_is_string(author) ?
	    json_string_value(author) : member(author, "name");

	if (name != NULL)
		draft_add_author(d, rank, name, strlen(name));
}

/* 1.1 has authors, an array; 1.0 author, an object; some mix the two. */
static void
take_authors(struct draft *d, const json_t *object)
{
	const json_t *authors = json_object_get(object, "authors");
	size_t i;

	for (i = 0; i < json_array_size(authors); i++)
		take_author(d, RANK_OWN, json_array_get(authors, i));
	take_author(d, RANK_OWN_LESSER, authors);
	take_author(d, RANK_SUBSTITUTE, json_object_get(object, "author"));
}

static int64_t
number(const json_t *object, const char *name)
{
	const json_t *value = json_object_get(object, name);
	double n = json_number_value(value);

	return json_is_number(value) && n >= 0 && n < 9e15 ? (int64_t)n : -1;
}

static void
take_attachments(struct parse *p, const json_t *item)
{
	const json_t *all = json_object_get(item, "attachments"), *one;
	struct enclosure file;
	size_t i;

	for (i = 0; i < json_array_size(all); i++) {
		one = json_array_get(all, i);
		file.url = member(one, "url");
		file.type = member(one, "mime_type");
		file.length = number(one, "size_in_bytes");
		file.secs = number(one, "duration_in_seconds");
		if (file.url != NULL)
			draft_add_enclosure(p, &p->item, p->base[0], &file);
	}
}

static void
take_tags(struct parse *p, const json_t *item)
{
	const json_t *tags = json_object_get(item, "tags");
	const char *tag;
	size_t i;

	for (i = 0; i < json_array_size(tags); i++) {
		tag = json_string_value(json_array_get(tags, i));
		if (tag != NULL)
			draft_add_category(p, &p->item, tag, strlen(tag));
	}
}

/* Ids are strings; 1.0 feeds have numbers (jsonfeed.org 1.1 "id"). */
static void
take_number_id(struct parse *p, const json_t *item)
{
	const json_t *id = json_object_get(item, "id");
	char text[64];

	if (json_is_integer(id))
		snprintf(text, sizeof(text), "%lld",
		    (long long)json_integer_value(id));
	else if (json_is_real(id))
		snprintf(text, sizeof(text), "%.17g", json_real_value(id));
	else
		return;
	set(p, &p->item, FIELD_ID, RANK_OWN, TEXT_PLAIN, text);
}

static void
take_item(struct parse *p, const json_t *item)
{
	struct feed_link link = { .rel = "related" };

	draft_clear(&p->item);
	take_members(p, &p->item, item, item_members, CC_COUNT(item_members));
	take_number_id(p, item);
	take_authors(&p->item, item);
	take_tags(p, item);
	take_attachments(p, item);
	link.href = member(item, "external_url");
	if (link.href != NULL && member(item, "url") != NULL)
		draft_add_link(p, &p->item, p->base[0], &link);
	finish_item(p);
}

static void
take_hub(struct parse *p, const json_t *root)
{
	const json_t *hubs = json_object_get(root, "hubs");

	set(p, &p->about, FIELD_HUB, RANK_OWN, TEXT_PLAIN,
	    member(json_array_get(hubs, 0), "url"));
}

/* Each item is let go of when it was read: bodies are held once. */
static void
take_feed(struct parse *p, json_t *root)
{
	json_t *items = json_object_get(root, "items");
	size_t i, n = json_array_size(items);

	take_members(p, &p->about, root, feed_members,
	    CC_COUNT(feed_members));
	take_authors(&p->about, root);
	take_hub(p, root);
	for (i = 0; i < n && p->feed->n < BOUND_FEED_ITEMS; i++) {
		if (json_is_object(json_array_get(items, i)))
			take_item(p, json_array_get(items, i));
		json_array_set_new(items, i, json_null());
	}
	p->feed->full = i < n;
	finish_feed(p);
}

/* What the scanner for damage knows of the place where it stands. */
struct place {
	unsigned depth;
	bool string;
	size_t item_end;	/* behind the last complete item */
};

static void
pass(struct place *at, const char *text, size_t *i)
{
	switch (text[*i]) {
	case '\\':
		if (at->string)
			++*i;
		break;
	case '"':
		at->string = !at->string;
		break;
	case '{':
	case '[':
		at->depth += !at->string;
		break;
	case '}':
	case ']':
		if (at->string || at->depth == 0)
			break;
		if (--at->depth == 2 && text[*i] == '}')
			at->item_end = *i + 1;
		break;
	default:
		break;
	}
}

static int
hex4(const char *p, size_t len)
{
	int value = 0, digit;
	size_t i;

	for (i = 0; i < 4; i++) {
		digit = i < len ? ascii_hex((unsigned char)p[i]) : -1;
		if (digit < 0)
			return -1;
		value = value * 16 + digit;
	}
	return value;
}

/* Append text with halves of surrogate pairs replaced. */
static void
mend_surrogates(struct buf *out, const char *text, size_t len)
{
	size_t i = 0;
	int first, second;

	while (i < len) {
		if (text[i] != '\\' || i + 1 == len) {
			buf_addc(out, text[i++]);
			continue;
		}
		first = text[i + 1] == 'u' ?
		    hex4(text + i + 2, len - i - 2) : -1;
		if (first < 0xd800 || first > 0xdfff) {
			buf_add(out, text + i, 2);
			i += 2;
			continue;
		}
		second = len - i >= 12 && text[i + 6] == '\\' &&
		    text[i + 7] == 'u' ? hex4(text + i + 8, 4) : -1;
		if (first < 0xdc00 && second >= 0xdc00 && second <= 0xdfff) {
			buf_add(out, text + i, 12);
			i += 12;
		} else {
			buf_adds(out, "\\ufffd");
			i += 6;
		}
	}
}

/* Close what stands before the damage; NULL when there is no item. */
static json_t *
load_mended(struct parse *p, const char *text, size_t len,
    const json_error_t *why)
{
	struct place at = { 0 };
	struct buf mended = BUF_INIT;
	json_t *root;
	size_t i;

	mend_surrogates(&mended, text, len);
	root = json_loadb(buf_string(&mended), mended.len,
	    JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK, NULL);
	if (root == NULL) {
		for (i = 0; i < mended.len; i++)
			pass(&at, mended.data, &i);
		buf_cut(&mended, at.item_end);
		buf_adds(&mended, "]}");
		if (at.item_end > 0)
			root = json_loadb(buf_string(&mended), mended.len,
			    JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK, NULL);
	}
	buf_release(&mended);
	if (root != NULL)
		feed_add_note(p->feed, _("line %d: damaged JSON (%s)"),
		    why->line, why->text);
	return root;
}

static bool
is_feed(const json_t *root)
{
	const char *version = member(root, "version");

	return json_is_array(json_object_get(root, "items")) ||
	    (version != NULL &&
	    str_find(str_of(version), STR("jsonfeed.org")) >= 0);
}

int
jsonfeed_read(struct parse *p, struct buf *text, struct err *err)
{
	const char *s = buf_string(text);
	json_error_t why;
	json_t *root;
	int r = 0;

	p->format = FORMAT_JSON;
	root = json_loadb(s, text->len,
	    JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK, &why);
	if (root == NULL)
		root = load_mended(p, s, text->len, &why);
	buf_release(text);
	if (root == NULL)
		return err_set(err, ERR_NOT_FEED,
		    _("damaged JSON: line %d: %s"), why.line, why.text);
	if (is_feed(root))
		take_feed(p, root);
	else
		r = err_set(err, ERR_NOT_FEED, _("JSON, but no JSON Feed"));
	json_decref(root);
	return r;
}
