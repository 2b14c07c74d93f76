/*
 * Entities: what a document type declares, and what references stand for.
 *
 * Only the internal subset is read, and of it only the general entities. A
 * value is kept with its character references replaced (XML 1.0 §4.5) and all
 * else as it stands; who expands it counts the bytes. External entities are
 * known by name and empty: nothing is ever loaded.
 */
#include "markup_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/map.h"
#include "gogai/mem.h"
#include "gogai/plain.h"

/* Bytes of an entity's name, with its end; HTML's longest have 31. */
#define NAME_MAX_LEN 64

struct xml_entities {
	struct arena *arena;
	struct map *map;	/* name to struct str */
};

struct xml_entities *
xml_entities_new(void)
{
	struct xml_entities *entities = mem_calloc(1, sizeof *entities);

	entities->arena = arena_new();
	entities->map = map_new(0);
	return entities;
}

void
xml_entities_free(struct xml_entities *entities)
{
	if (entities == NULL)
		return;
	map_free(entities->map, NULL);
	arena_free(entities->arena);
	free(entities);
}

/* The name as a string; false for what is no name of an entity. */
static bool
make_key(char key[NAME_MAX_LEN], struct str name)
{
	if (name.len == 0 || name.len >= NAME_MAX_LEN)
		return false;
	memcpy(key, name.p, name.len);
	key[name.len] = '\0';
	return true;
}

bool
xml_entities_find(const struct xml_entities *entities, struct str name,
    struct str *text)
{
	const struct str *found;
	char key[NAME_MAX_LEN];

	if (map_len(entities->map) == 0 || !make_key(key, name))
		return false;
	found = map_find(entities->map, key);
	if (found == NULL)
		return false;
	*text = *found;
	return true;
}

/* ---- references */

struct str
xml_reference_name(const char *p, const char *end)
{
	struct str name = { p + 1, 0 };
	const char *stop = p + 1;

	while (stop < end && (ascii_alnum((unsigned char)*stop) ||
	    *stop == '_' || *stop == '-' || *stop == '.' || *stop == ':' ||
	    (unsigned char)*stop >= 0x80))
		stop++;
	if (stop < end && *stop == ';')
		name.len = (size_t)(stop - name.p);
	return name;
}

size_t
xml_reference(struct buf *out, const char *p, const char *end)
{
	size_t before = out->len;
	size_t len = plain_entity(out, p, (size_t)(end - p));

	if (len > 0 && p[len - 1] == ';')
		return len;
	buf_cut(out, before);
	return 0;
}

bool
xml_is_control(const char *p, const char *end)
{
	return end - p > 1 && (unsigned char)p[0] == 0xc2 &&
	    (unsigned char)p[1] >= 0x80 && (unsigned char)p[1] < 0xa0;
}

/* Append what a reference to U+0080-009F stands for. */
static void
add_control(struct buf *out, unsigned char c)
{
	char reference[16];

	snprintf(reference, sizeof reference, "&#%u;", c);
	plain_entity(out, reference, strlen(reference));
}

void
xml_add_text(struct buf *out, const char *p, size_t len)
{
	const char *end = p + len, *from = p;

	while (p < end && (p = memchr(p, 0xc2, (size_t)(end - p))) != NULL) {
		if (xml_is_control(p, end)) {
			buf_add(out, from, (size_t)(p - from));
			add_control(out, (unsigned char)p[1]);
			from = p + 2;
		}
		p++;
	}
	buf_add(out, from, (size_t)(end - from));
}

/* ---- declarations */

/* The word at p. */
static const char *
read_word(const char *p, const char *end, struct str *word)
{
	word->p = p;
	while (p < end && !ascii_space((unsigned char)*p) && *p != '>' &&
	    *p != '"' && *p != '\'')
		p++;
	word->len = (size_t)(p - word->p);
	return p;
}

/* The quoted literal at p; NULL where there is none or it has no end. */
static const char *
read_literal(const char *p, const char *end, struct str *literal)
{
	const char *close;

	if (p == end || (*p != '"' && *p != '\''))
		return NULL;
	close = memchr(p + 1, *p, (size_t)(end - p) - 1);
	if (close == NULL)
		return NULL;
	literal->p = p + 1;
	literal->len = (size_t)(close - literal->p);
	return close + 1;
}

/* A value with its character references replaced, in the arena if any. */
static struct str
replace_characters(struct xml_entities *entities, struct str value)
{
	const char *p = value.p, *end = p + value.len, *from;
	struct buf out = BUF_INIT;
	size_t n;

	if (str_find(value, STR("&#")) < 0)
		return value;
	while (p < end) {
		for (from = p; p < end && *p != '&'; p++)
			;
		buf_add(&out, from, (size_t)(p - from));
		if (p == end)
			break;
		n = end - p > 1 && p[1] == '#' ?
		    xml_reference(&out, p, end) : 0;
		if (n == 0)
			buf_addc(&out, '&');
		p += n > 0 ? n : 1;
	}
	value.p = arena_strndup(entities->arena, out.data, out.len);
	value.len = out.len;
	buf_release(&out);
	return value;
}

/* Keep an entity; the first declaration of a name counts (XML 1.0 §4.2). */
static void
keep(struct xml_entities *entities, struct str name, struct str value)
{
	struct str *text;
	char key[NAME_MAX_LEN];

	if (!make_key(key, name) || map_has(entities->map, key) ||
	    map_len(entities->map) == BOUND_XML_ENTITIES)
		return;
	text = arena_alloc(entities->arena, sizeof *text);
	if (value.p != NULL)
		*text = replace_characters(entities, value);
	map_set(entities->map, key, text);
}

/* What is behind "<!ENTITY" at p; the first byte that it did not read. */
static const char *
declare_entity(struct xml_entities *entities, const char *p, const char *end)
{
	struct str name, value = { NULL, 0 };	/* NULL: an external one */
	const char *next;

	p = read_word(scan_space(p, end), end, &name);
	if (str_is(name, "%"))
		return p;
	p = scan_space(p, end);
	next = read_literal(p, end, &value);
	keep(entities, name, value);
	return next != NULL ? next : p;
}

/* The first byte behind a declaration's ">", quotes minded. */
static const char *
skip_declaration(const char *p, const char *end)
{
	struct str literal;
	const char *next;

	for (; p < end && *p != '>'; p++) {
		next = read_literal(p, end, &literal);
		if (next != NULL)
			p = next - 1;
	}
	return p < end ? p + 1 : end;
}

/* The internal subset, behind its "["; the first byte behind its "]". */
static const char *
read_subset(struct xml_entities *entities, const char *p, const char *end)
{
	struct str rest;

	while (p != NULL && p < end && *p != ']') {
		rest.p = p;
		rest.len = (size_t)(end - p);
		if (str_starts(rest, "<!--")) {
			p = scan_behind(p + 4, end, "-->");
		} else if (str_starts(rest, "<?")) {
			p = scan_behind(p, end, "?>");
		} else if (str_starts(rest, "<!ENTITY")) {
			p = declare_entity(entities, p + 8, end);
			p = skip_declaration(p, end);
		} else if (*p == '<') {
			p = skip_declaration(p, end);
		} else {
			p++;
		}
	}
	return p != NULL && p < end ? p + 1 : end;
}

const char *
xml_entities_declare(struct xml_entities *entities, const char *p,
    const char *end)
{
	struct str literal;
	const char *next;

	for (; p < end && *p != '>' && *p != '['; p++) {
		next = read_literal(p, end, &literal);
		if (next != NULL)
			p = next - 1;
	}
	if (p < end && *p == '[')
		p = read_subset(entities, p + 1, end);
	p = memchr(p, '>', (size_t)(end - p));
	return p != NULL ? p + 1 : NULL;
}
