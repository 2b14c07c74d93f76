/*
 * Where a document says what it is encoded in: the charset parameter of a
 * Content-Type (RFC 9110 §8.3), the XML declaration (XML 1.0, appendix F),
 * the meta elements of an HTML page's first 1,024 bytes (HTML §13.2.3.2).
 *
 * All are written by people and read forgivingly: either quote or none,
 * spaces around "=", white space or other junk before "<?xml".
 */
#include "gogai/charset.h"

#include <string.h>

#include "text_priv.h"

/* Where the declaration is looked for. */
#define DECLARED_WITHIN 1024

/* Drop white space at the start of s. */
static void
skip_space(struct str *s)
{
	while (s->len > 0 && ascii_space((unsigned char)s->p[0]))
		*s = str_sub(*s, 1, s->len);
}

/* Cut off the bytes of *s before the first of the bytes in `ends`. */
static struct str
cut_until(struct str *s, const char *ends)
{
	struct str piece = { s->p, 0 };

	while (piece.len < s->len && strchr(ends, s->p[piece.len]) == NULL)
		piece.len++;
	*s = str_sub(*s, piece.len, s->len);
	return piece;
}

/* Cut an attribute's or parameter's value off *s, quoted or not. */
static struct str
cut_value(struct str *s, const char *ends)
{
	struct str value;
	char quote[2] = "";

	skip_space(s);
	if (s->len == 0 || (s->p[0] != '"' && s->p[0] != '\''))
		return cut_until(s, ends);
	quote[0] = s->p[0];
	*s = str_sub(*s, 1, s->len);
	value = cut_until(s, quote);
	*s = str_sub(*s, 1, s->len);
	return value;
}

/*
 * The value behind `name` and "=" in s: "charset = 'x'". False when the name
 * is not there, or not followed by "=".
 */
static bool
value_of(struct str *value, struct str s, const char *name, const char *ends)
{
	ptrdiff_t at;

	while ((at = str_ifind(s, str_of(name))) >= 0) {
		s = str_sub(s, (size_t)at + strlen(name), s.len);
		skip_space(&s);
		if (s.len == 0 || s.p[0] != '=')
			continue;
		s = str_sub(s, 1, s.len);
		*value = str_trim(cut_value(&s, ends));
		return value->len > 0;
	}
	return false;
}

bool
charset_of_type(char *out, size_t cap, const char *content_type)
{
	struct str value;

	if (content_type == NULL || cap == 0 ||
	    !value_of(&value, str_of(content_type), "charset", " \t;,") ||
	    value.len >= cap)
		return false;
	memcpy(out, value.p, value.len);
	out[value.len] = '\0';
	return true;
}

bool
text_declared_xml(struct str *label, const char *p, size_t len)
{
	struct str head = { p, len < DECLARED_WITHIN ? len : DECLARED_WITHIN };
	ptrdiff_t at;

	at = str_find(head, STR("<?xml"));
	if (at < 0)
		return false;
	head = str_sub(head, (size_t)at, head.len);
	at = str_find(head, STR(">"));
	if (at >= 0)
		head = str_sub(head, 0, (size_t)at);
	return value_of(label, head, "encoding", " \t\r\n?");
}

/* Cut the next attribute of a tag off *s; false at the tag's end. */
static bool
cut_attribute(struct str *s, struct str *name, struct str *value)
{
	while (s->len > 0 && (ascii_space((unsigned char)s->p[0]) ||
	    s->p[0] == '/'))
		*s = str_sub(*s, 1, s->len);
	*value = (struct str){ "", 0 };
	*name = cut_until(s, " \t\r\n\f=/>");
	if (name->len == 0)
		return false;
	skip_space(s);
	if (s->len > 0 && s->p[0] == '=') {
		*s = str_sub(*s, 1, s->len);
		*value = cut_value(s, " \t\r\n\f>");
	}
	return true;
}

/* The label in the attributes of a meta element, which *s starts with. */
static bool
meta_label(struct str *label, struct str *s)
{
	struct str name, value, charset = { "", 0 }, content = { "", 0 };
	bool is_type = false;

	while (cut_attribute(s, &name, &value)) {
		if (str_iis(name, "charset"))
			charset = value;
		else if (str_iis(name, "content"))
			content = value;
		else if (str_iis(name, "http-equiv"))
			is_type = str_iis(str_trim(value), "content-type");
	}
	*label = str_trim(charset);
	return label->len > 0 ||
	    (is_type && value_of(label, content, "charset", " \t;"));
}

/* Drop a comment, or one byte, at the start of *s. */
static void
skip_markup(struct str *s)
{
	ptrdiff_t end;
	size_t n = 1;

	if (str_starts(*s, "<!--")) {
		end = str_find(str_sub(*s, 2, s->len), STR("-->"));
		n = end < 0 ? s->len : (size_t)end + 5;
	}
	*s = str_sub(*s, n, s->len);
}

bool
text_declared_html(struct str *label, const char *p, size_t len)
{
	struct str head = { p, len < DECLARED_WITHIN ? len : DECLARED_WITHIN };

	while (head.len > 6) {
		cut_until(&head, "<");
		if (str_istarts(head, "<meta") && head.len > 5 &&
		    (ascii_space((unsigned char)head.p[5]) ||
		    head.p[5] == '/')) {
			head = str_sub(head, 5, head.len);
			if (meta_label(label, &head))
				return true;
		} else {
			skip_markup(&head);
		}
	}
	return false;
}
