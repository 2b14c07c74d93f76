/*
 * Tags of XML as people write them: attributes without quotes or without a
 * value, quotes that never end, a ">" that was forgotten.
 *
 * A '<' begins a tag when a name stands behind it and the tag ends in '>'.
 * Where another '<' comes first it is still one if all in between are
 * attributes; else the '<' is text ("if a <b and c"). A quoted value ends at
 * its quote; if that comes only after what looks like the end of the tag and
 * the begin of another, the quote was forgotten, and the value ends there.
 */
#include "markup_priv.h"

#include <string.h>

bool
xml_begins_name(unsigned char c)
{
	return ascii_alpha(c) || c == '_' || c == ':' || c >= 0x80;
}

/* Does this byte end a name? */
static bool
ends_name(char c)
{
	return ascii_space((unsigned char)c) || c == '>' || c == '<' ||
	    c == '/' || c == '=' || c == '"' || c == '\'';
}

/* The name at p, parted at its first colon. */
static const char *
read_name(const char *p, const char *end, struct str *prefix,
    struct str *name)
{
	const char *from = p;

	prefix->p = from;
	prefix->len = 0;
	for (; p < end && !ends_name(*p); p++) {
		if (*p == ':' && prefix->len == 0 && p > prefix->p &&
		    end - p > 1 && !ends_name(p[1])) {
			prefix->len = (size_t)(p - prefix->p);
			from = p + 1;
		}
	}
	name->p = from;
	name->len = (size_t)(p - from);
	return p;
}

/* Is the quote at p where a value can end? */
static bool
ends_value(const char *p, const char *end)
{
	p++;
	return p == end || *p == '>' || *p == '/' || *p == '?' ||
	    ascii_space((unsigned char)*p);
}

/*
 * Where the value ends that began with `quote` before p: at the quote, or
 * at the first '>' if the quote was forgotten; NULL: nowhere.
 */
static const char *
quoted_end(const char *p, const char *end, char quote)
{
	const char *close = NULL;
	bool other = false, line = false;

	for (; p < end && *p != quote; p++) {
		if (*p == '>' && close == NULL)
			close = p;
		else if (*p == '<' && close != NULL)
			other = true;
		else if (*p == '\n')
			line = true;
		if (other && line)
			return close;
	}
	if (p == end)
		return close;
	return other && !ends_value(p, end) ? close : p;
}

/* The value at p; NULL where the input ends inside. */
static const char *
read_value(struct xml_tag *tag, const char *p, const char *end,
    struct str *value)
{
	const char *from = p, *stop;
	char quote = p < end ? *p : '\0';

	if (quote == '"' || quote == '\'') {
		stop = quoted_end(p + 1, end, quote);
		if (stop == NULL)
			return NULL;
		value->p = p + 1;
		value->len = (size_t)(stop - value->p);
		if (*stop != quote ||
		    memchr(p, '<', (size_t)(stop - p)) != NULL)
			tag->damaged = true;
		return *stop == quote ? stop + 1 : stop;
	}
	tag->damaged = true;
	while (p < end && *p != '>' && *p != '<' &&
	    !ascii_space((unsigned char)*p))
		p++;
	if (p < end && *p == '>' && p > from && p[-1] == '/')
		p--;
	value->p = from;
	value->len = (size_t)(p - from);
	return p;
}

static bool
is_repeated(const struct xml_tag *tag, const struct xml_tag_attr *attr)
{
	size_t i;

	for (i = 0; i < tag->n_attrs; i++)
		if (str_eq(tag->attrs[i].name, attr->name) &&
		    str_eq(tag->attrs[i].prefix, attr->prefix))
			return true;
	return false;
}

/* Of too many, the first half stays, and the last: one of them may count. */
static void
keep_attr(struct xml_tag *tag, const struct xml_tag_attr *attr)
{
	const size_t half = BOUND_ATTRIBUTES / 2;

	if (is_repeated(tag, attr)) {
		tag->damaged = true;
	} else if (tag->n_attrs < BOUND_ATTRIBUTES) {
		tag->attrs[tag->n_attrs++] = *attr;
	} else {
		tag->attrs[half + tag->n_more++ % half] = *attr;
	}
}

/* The attribute at p; *plain: it has a value. NULL: the input ends inside. */
static const char *
read_attr(struct xml_tag *tag, const char *p, const char *end, bool *plain)
{
	struct xml_tag_attr attr = { .value = { "", 0 } };
	const char *next;

	next = read_name(p, end, &attr.prefix, &attr.name);
	if (next == p) {
		tag->damaged = true;
		*plain = false;
		return p + 1;
	}
	p = scan_space(next, end);
	*plain = p < end && *p == '=';
	if (*plain) {
		next = read_value(tag, scan_space(p + 1, end), end,
		    &attr.value);
		if (next == NULL)
			return NULL;
	} else {
		tag->damaged = true;
	}
	keep_attr(tag, &attr);
	return next;
}

enum xml_scan
xml_scan_tag(struct xml_tag *tag, const char *p, const char *end)
{
	bool all_plain = true, plain;

	tag->n_attrs = tag->n_more = 0;
	tag->empty = tag->damaged = false;
	if (end - p < 2 || !xml_begins_name((unsigned char)p[1]))
		return SCAN_TEXT;
	p = read_name(p + 1, end, &tag->prefix, &tag->name);
	while ((p = scan_space(p, end)) < end) {
		if (*p == '>') {
			tag->next = p + 1;
			return SCAN_TAG;
		}
		if (*p == '<') {
			tag->damaged = true;
			tag->next = p;
			return all_plain && tag->n_attrs > 0 ? SCAN_TAG :
			    SCAN_TEXT;
		}
		tag->empty = *p == '/';
		if (tag->empty) {
			p++;
			continue;
		}
		p = read_attr(tag, p, end, &plain);
		if (p == NULL)
			return SCAN_CUT;
		all_plain = all_plain && plain;
	}
	return SCAN_CUT;
}

void
xml_scan_end_tag(struct xml_tag *tag, const char *p, const char *end)
{
	tag->damaged = false;
	p = scan_space(read_name(p + 2, end, &tag->prefix, &tag->name), end);
	if (p < end && *p != '>')
		tag->damaged = true;
	while (p < end && *p != '>' && *p != '<')
		p++;
	tag->next = p < end && *p == '>' ? p + 1 : p;
}
