/*
 * Character references (HTML §13.2.5.72 to 80).
 *
 * Named ones are looked up by the longest run of letters and digits, not by
 * the longest prefix that is a name: "&copycat" is text to people, and a
 * title is made for people.
 */
#include <string.h>

#include "gogai/array.h"
#include "gogai/plain.h"
#include "gogai/str.h"
#include "gogai/utf8.h"

#include "text_priv.h"

/* What 128 to 159 mean: windows-1252, 0 where it has nothing. */
static const uint16_t windows_1252[32] = {
	0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
	0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
	0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
	0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178
};

/* The character that a number stands for. */
static uint32_t
numbered(uint32_t c)
{
	if (c >= 0x80 && c <= 0x9F && windows_1252[c - 0x80] != 0)
		return windows_1252[c - 0x80];
	if (c == 0 || c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		return UTF8_REPLACEMENT;
	return c;
}

/* "#" and digits at p, behind the "&"; returns their bytes, 0 for none. */
static size_t
parse_number(uint32_t *c, const char *p, size_t len)
{
	size_t at = 1, first;
	uint32_t base = 10, value = 0;
	int digit;

	if (at < len && (p[at] | 0x20) == 'x') {
		base = 16;
		at++;
	}
	for (first = at; at < len; at++) {
		digit = ascii_hex((unsigned char)p[at]);
		if (digit < 0 || digit >= (int)base)
			break;
		if (value <= 0x10FFFF)
			value = value * base + (uint32_t)digit;
	}
	*c = numbered(value);
	return at > first ? at : 0;
}

static int
compare_name(const void *key, const void *element)
{
	const struct str *name = key;
	const struct text_entity *entity = element;
	size_t len = strlen(entity->name);
	int order;

	order = memcmp(name->p, entity->name, name->len < len ? name->len :
	    len);
	if (order != 0)
		return order;
	return (name->len > len) - (name->len < len);
}

static const struct text_entity *
entity_find(struct str name)
{
	size_t at;

	at = array_lower_bound(&name, text_entities, text_n_entities,
	    sizeof text_entities[0], compare_name);
	if (at == text_n_entities ||
	    compare_name(&name, &text_entities[at]) != 0)
		return NULL;
	return &text_entities[at];
}

/* A name at p, behind the "&"; returns its bytes, 0 for none. */
static size_t
parse_name(uint32_t *c, const char *p, size_t len)
{
	const struct text_entity *entity;
	size_t n = 0;

	while (n < len && n < sizeof entity->name &&
	    ascii_alnum((unsigned char)p[n]))
		n++;
	entity = entity_find((struct str){ p, n });
	if (entity == NULL)
		return 0;
	if (n == len || p[n] != ';')
		if (!entity->bare || (n < len && p[n] == '='))
			return 0;
	*c = entity->c;
	return n;
}

size_t
plain_entity(struct buf *out, const char *p, size_t len)
{
	uint32_t c;
	size_t n;

	if (len < 3 || p[0] != '&')
		return 0;
	if (p[1] == '#')
		n = parse_number(&c, p + 1, len - 1);
	else
		n = parse_name(&c, p + 1, len - 1);
	if (n == 0)
		return 0;
	utf8_add(out, c);
	return 1 + n + (1 + n < len && p[1 + n] == ';');
}
