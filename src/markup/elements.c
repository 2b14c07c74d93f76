/*
 * HTML's elements: one table, sorted by name, that lexer, builder, writer and
 * sanitiser ask. A node of a known element points to the name in this table,
 * so that what is known of it is found without a search.
 */
#include "markup_priv.h"

#include <string.h>

#define ELEMENT_ROW(id, name, flags, rule) \
	{ name, TAG_##id, flags, rule },
static const struct element elements[] = {
	ELEMENTS(ELEMENT_ROW)
};
#undef ELEMENT_ROW

static const struct element unknown = { "", TAG_COUNT, 0, RULE_NONE };

const struct element *
element_find(const char *name, size_t len)
{
	size_t low = 0, high = CC_COUNT(elements), mid;
	int order;

	if (len == 0 || len >= sizeof elements[0].name)
		return &unknown;
	while (low < high) {
		mid = (low + high) / 2;
		order = strncmp(elements[mid].name, name, len);
		if (order == 0 && elements[mid].name[len] != '\0')
			order = 1;
		if (order == 0)
			return &elements[mid];
		if (order < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return &unknown;
}

const struct element *
element_of(const char *name)
{
	uintptr_t at = (uintptr_t)name, table = (uintptr_t)elements;

	if (at >= table && at < table + sizeof elements)
		return &elements[(at - table) / sizeof elements[0]];
	return element_find(name, strlen(name));
}
