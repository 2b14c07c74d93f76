/*
 * What stands in one element: text, markup, or both.
 *
 * Markup is written out again as HTML: names without prefix, void elements
 * without an end, text escaped where it is known to be text. An xml:base
 * inside counts for the addresses below it, which are made absolute here,
 * because nothing behind this door knows of it.
 */
#include "feed_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/html.h"
#include "gogai/url.h"

void
content_escape(struct buf *out, const char *p, size_t len)
{
	size_t i, from = 0;
	const char *as;

	for (i = 0; i < len; i++) {
		switch (p[i]) {
		case '&':
			as = "&amp;";
			break;
		case '<':
			as = "&lt;";
			break;
		case '>':
			as = "&gt;";
			break;
		case '"':
			as = "&quot;";
			break;
		default:
			continue;
		}
		buf_add(out, p + from, i - from);
		buf_adds(out, as);
		from = i + 1;
	}
	buf_add(out, p + from, len - from);
}

static bool
is_address(const char *attr)
{
	static const char *const names[] = {
		"href", "src", "cite", "poster", "longdesc", "data",
	};
	size_t i;

	for (i = 0; i < CC_COUNT(names); i++)
		if (strcmp(attr, names[i]) == 0)
			return true;
	return false;
}

/* base: the one of this element, NULL where it is the one around it all. */
static void
add_start(struct parse *p, struct buf *out, const char *base)
{
	const struct xml_attr *attr;
	char *url;
	size_t i;

	buf_addc(out, '<');
	buf_adds(out, xml_name(p->xml));
	for (i = 0; i < xml_n_attrs(p->xml); i++) {
		attr = xml_attr_at(p->xml, i);
		if (*attr->ns != '\0')
			continue;
		buf_addc(out, ' ');
		buf_adds(out, attr->name);
		buf_adds(out, "=\"");
		url = base != NULL && is_address(attr->name) ?
		    url_resolve(base, attr->value) : NULL;
		if (url != NULL)
			content_escape(out, url, strlen(url));
		else
			content_escape(out, attr->value, strlen(attr->value));
		free(url);
		buf_addc(out, '"');
	}
	buf_addc(out, '>');
}

static void
add_end(struct parse *p, struct buf *out)
{
	const char *name = xml_name(p->xml);

	if (html_is_void(name))
		return;
	buf_adds(out, "</");
	buf_adds(out, name);
	buf_addc(out, '>');
}

static void
add_text(struct parse *p, struct buf *out, enum content_mode mode, bool inside)
{
	size_t len;
	const char *text = xml_text(p->xml, &len);

	if (mode == CONTENT_XML || (mode == CONTENT_RAW && inside))
		content_escape(out, text, len);
	else
		buf_add(out, text, len);
}

int
content_read(struct parse *p, struct buf *out, enum content_mode mode,
    bool *has_markup, struct err *err)
{
	unsigned top = xml_depth(p->xml);
	const char *base = parse_base(p);
	size_t was = out->len;
	bool markup = false;
	int event;

	while ((event = xml_next(p->xml, err)) > 0) {
		if (event == XML_END && xml_depth(p->xml) <= top)
			break;
		if (event == XML_TEXT) {
			add_text(p, out, mode, xml_depth(p->xml) > top);
			continue;
		}
		if (event == XML_START) {
			markup = true;
			parse_enter(p);
		}
		if (mode == CONTENT_FLAT)
			continue;
		if (event == XML_START)
			add_start(p, out,
			    parse_base(p) == base ? NULL : parse_base(p));
		else
			add_end(p, out);
	}
	if (has_markup != NULL)
		*has_markup = markup;
	if (event < 0)
		return -1;
	if (xml_is_cut(p->xml))
		buf_cut(out, was);
	return 0;
}

static int
base64_value(unsigned char c)
{
	if (ascii_alpha(c))
		return c >= 'a' ? c - 'a' + 26 : c - 'A';
	if (ascii_digit(c))
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

bool
content_base64(struct buf *out, const char *s, size_t len)
{
	size_t was = out->len, i, n = 0;
	uint32_t bits = 0;
	int value;

	for (i = 0; i < len && s[i] != '='; i++) {
		if (ascii_space((unsigned char)s[i]))
			continue;
		value = base64_value((unsigned char)s[i]);
		if (value < 0)
			break;
		bits = bits << 6 | (uint32_t)value;
		n++;
		if (n % 4 != 1)
			buf_addc(out, (char)(bits >> (6 - (n - 1) % 4 * 2)));
	}
	while (i < len && (s[i] == '=' || ascii_space((unsigned char)s[i])))
		i++;
	if (i == len && n > 0 && n % 4 != 1)
		return true;
	buf_cut(out, was);
	return false;
}
