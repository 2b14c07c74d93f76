/*
 * Markup to one line, without a tree.
 *
 * Titles and snippets need no HTML parser: text is copied, tags are passed
 * over, and sanitize_line() makes a line of it. A tag is what HTML takes for
 * one ("<" and a letter or "/"); in a title of unknown kind only names of
 * real elements count, so that "<Foo>" and "a <b" stay. One pass: where no
 * ">" is left, nothing is searched for again.
 */
#include "gogai/plain.h"

#include <string.h>

#include "gogai/array.h"
#include "gogai/sanitize.h"
#include "gogai/str.h"

#include "text_priv.h"

/* What an element does to a line of text. */
enum element_kind {
	INLINE,		/* nothing */
	BLOCK,		/* parts words */
	HIDDEN,		/* goes with its content */
	RUBY_TEXT,	/* stands in brackets */
	RUBY_PAREN,	/* the page's own such brackets: ours serve */
	RUBY_PART	/* ends a ruby text */
};

struct element {
	char	 name[12];
	unsigned char kind;	/* enum element_kind */
};

/* HTML's elements, the obsolete ones too, sorted by name. */
static const struct element elements[] = {
	{ "a", INLINE }, { "abbr", INLINE }, { "acronym", INLINE },
	{ "address", BLOCK }, { "applet", INLINE }, { "area", INLINE },
	{ "article", BLOCK }, { "aside", BLOCK }, { "audio", INLINE },
	{ "b", INLINE }, { "base", INLINE }, { "basefont", INLINE },
	{ "bdi", INLINE }, { "bdo", INLINE }, { "big", INLINE },
	{ "blink", INLINE }, { "blockquote", BLOCK }, { "body", BLOCK },
	{ "br", BLOCK }, { "button", INLINE }, { "canvas", INLINE },
	{ "caption", BLOCK }, { "center", BLOCK }, { "cite", INLINE },
	{ "code", INLINE }, { "col", INLINE }, { "colgroup", INLINE },
	{ "data", INLINE }, { "datalist", INLINE }, { "dd", BLOCK },
	{ "del", INLINE }, { "details", BLOCK }, { "dfn", INLINE },
	{ "dialog", BLOCK }, { "dir", BLOCK }, { "div", BLOCK },
	{ "dl", BLOCK }, { "dt", BLOCK }, { "em", INLINE },
	{ "embed", INLINE }, { "fieldset", BLOCK }, { "figcaption", BLOCK },
	{ "figure", BLOCK }, { "font", INLINE }, { "footer", BLOCK },
	{ "form", BLOCK }, { "frame", INLINE }, { "frameset", BLOCK },
	{ "h1", BLOCK }, { "h2", BLOCK }, { "h3", BLOCK }, { "h4", BLOCK },
	{ "h5", BLOCK }, { "h6", BLOCK }, { "head", BLOCK },
	{ "header", BLOCK }, { "hgroup", BLOCK }, { "hr", BLOCK },
	{ "html", BLOCK }, { "i", INLINE }, { "iframe", HIDDEN },
	{ "img", INLINE }, { "input", INLINE }, { "ins", INLINE },
	{ "kbd", INLINE }, { "keygen", INLINE }, { "label", INLINE },
	{ "legend", BLOCK }, { "li", BLOCK }, { "link", INLINE },
	{ "main", BLOCK }, { "map", INLINE }, { "mark", INLINE },
	{ "marquee", INLINE }, { "menu", BLOCK }, { "meta", INLINE },
	{ "meter", INLINE }, { "nav", BLOCK }, { "nobr", INLINE },
	{ "noembed", HIDDEN }, { "noframes", HIDDEN },
	{ "noscript", INLINE }, { "object", INLINE }, { "ol", BLOCK },
	{ "optgroup", BLOCK }, { "option", BLOCK }, { "output", INLINE },
	{ "p", BLOCK }, { "param", INLINE }, { "picture", INLINE },
	{ "pre", BLOCK }, { "progress", INLINE }, { "q", INLINE },
	{ "rb", RUBY_PART }, { "rp", RUBY_PAREN }, { "rt", RUBY_TEXT },
	{ "rtc", RUBY_PART }, { "ruby", RUBY_PART }, { "s", INLINE },
	{ "samp", INLINE }, { "script", HIDDEN }, { "search", BLOCK },
	{ "section", BLOCK }, { "select", INLINE }, { "slot", INLINE },
	{ "small", INLINE }, { "source", INLINE }, { "span", INLINE },
	{ "strike", INLINE }, { "strong", INLINE }, { "style", HIDDEN },
	{ "sub", INLINE }, { "summary", BLOCK }, { "sup", INLINE },
	{ "svg", INLINE }, { "table", BLOCK }, { "tbody", BLOCK },
	{ "td", BLOCK }, { "template", HIDDEN }, { "textarea", INLINE },
	{ "tfoot", BLOCK }, { "th", BLOCK }, { "thead", BLOCK },
	{ "time", INLINE }, { "title", BLOCK }, { "tr", BLOCK },
	{ "track", INLINE }, { "tt", INLINE }, { "u", INLINE },
	{ "ul", BLOCK }, { "var", INLINE }, { "video", INLINE },
	{ "wbr", INLINE },
};

static int
compare_element(const void *key, const void *element)
{
	const struct str *name = key;
	const char *known = ((const struct element *)element)->name;
	size_t i;
	int order;

	for (i = 0; i < name->len; i++) {
		order = ascii_lower((unsigned char)name->p[i]) -
		    (unsigned char)known[i];
		if (order != 0)
			return order;
	}
	return known[i] == '\0' ? 0 : -1;
}

static const struct element *
element_find(struct str name)
{
	size_t at;

	at = array_lower_bound(&name, elements, CC_COUNT(elements),
	    sizeof elements[0], compare_element);
	if (at == CC_COUNT(elements) ||
	    compare_element(&name, &elements[at]) != 0)
		return NULL;
	return &elements[at];
}

/* A start or end tag. */
struct tag {
	struct str name;
	const struct element *element;	/* NULL: not one of HTML's */
	bool	closes;			/* "</" */
	size_t	n;			/* bytes, from "<" to ">" */
};

/* Is the quote at `at` the start of an attribute's value? */
static bool
opens_value(const char *p, size_t at)
{
	while (at > 0 && ascii_space((unsigned char)p[at - 1]))
		at--;
	return at > 0 && p[at - 1] == '=';
}

/* Bytes from p to the ">" that ends a tag, or 0; values may hold ">". */
static size_t
tag_length(const char *p, size_t len)
{
	const char *close;
	size_t at = 0;

	while (at < len && p[at] != '>') {
		if ((p[at] == '"' || p[at] == '\'') && opens_value(p, at)) {
			close = memchr(p + at + 1, p[at], len - at - 1);
			if (close == NULL)
				break;
			at = (size_t)(close - p);
		}
		at++;
	}
	if (at < len && p[at] == '>')
		return at + 1;
	close = memchr(p, '>', len);
	return close == NULL ? 0 : (size_t)(close - p) + 1;
}

/*
 * Read the tag's name at p, which points to "<"; false where there is none.
 * Its end is not looked for: whoever does must use up what was looked at.
 */
static bool
tag_name(struct tag *tag, const char *p, size_t len)
{
	size_t at = 1;

	tag->closes = at < len && p[at] == '/';
	at += tag->closes;
	tag->name.p = p + at;
	if (at == len || !ascii_alpha((unsigned char)p[at]))
		return false;
	while (at < len && p[at] != '>' && p[at] != '/' &&
	    !ascii_space((unsigned char)p[at]))
		at++;
	tag->name.len = (size_t)(p + at - tag->name.p);
	tag->element = element_find(tag->name);
	return true;
}

/* Text on its way out of markup. */
struct stripper {
	struct buf text;
	size_t	 enough;	/* text beyond it is not wanted; 0: all */
	bool	 known_only;	/* only real elements are tags */
	bool	 in_reading;	/* inside a ruby text: a ")" is owed */
	bool	 in_paren;	/* inside the page's own ruby bracket */
	bool	 in_cdata;
};

static void
add_space(struct stripper *s)
{
	if (s->text.len > 0 && s->text.data[s->text.len - 1] != ' ')
		buf_addc(&s->text, ' ');
}

static void
end_reading(struct stripper *s)
{
	if (s->in_reading)
		buf_addc(&s->text, ')');
	s->in_reading = false;
}

/* The bytes of hidden content, up to its end tag. */
static size_t
hidden_length(struct str name, const char *p, size_t len)
{
	struct str rest = { p, len };
	size_t at = 0;
	ptrdiff_t found;

	for (;;) {
		found = str_find(str_sub(rest, at, len), STR("</"));
		if (found < 0)
			return len;
		at += (size_t)found;
		if (str_ieq(str_sub(rest, at + 2, name.len), name))
			return at;
		at += 2;
	}
}

/* Take a tag; returns the bytes of hidden content behind it. */
static size_t
take_tag(struct stripper *s, const struct tag *tag, const char *p, size_t len)
{
	enum element_kind kind = tag->element == NULL ? INLINE :
	    (enum element_kind)tag->element->kind;

	s->in_paren = kind == RUBY_PAREN && !tag->closes;
	if (kind == BLOCK)
		add_space(s);
	if (kind >= RUBY_TEXT)
		end_reading(s);
	if (kind == RUBY_TEXT && !tag->closes) {
		buf_addc(&s->text, '(');
		s->in_reading = true;
	}
	return kind == HIDDEN && !tag->closes ?
	    hidden_length(tag->name, p, len) : 0;
}

/*
 * A comment, declaration or processing instruction at p; returns its bytes,
 * 0 where it is none.
 */
static size_t
declaration_length(struct stripper *s, struct str rest)
{
	ptrdiff_t end;

	if (str_starts(rest, "<!--")) {
		end = str_find(str_sub(rest, 4, rest.len), STR("-->"));
		return end < 0 ? rest.len : (size_t)end + 7;
	}
	if (str_starts(rest, "<![CDATA[")) {
		s->in_cdata = true;
		return 9;
	}
	if (s->known_only || rest.len < 2 ||
	    (rest.p[1] != '!' && rest.p[1] != '?'))
		return 0;
	end = str_find(rest, STR(">"));
	return end < 0 ? rest.len : (size_t)end + 1;
}

/*
 * The markup at p, which points to "<"; returns its bytes, 0 for none. The
 * last ">" is last_close bytes away. HTML that is cut off in a tag ends there.
 */
static size_t
take_markup(struct stripper *s, const char *p, size_t len, size_t last_close)
{
	struct tag tag;
	size_t n;

	n = declaration_length(s, (struct str){ p, len });
	if (n > 0)
		return n;
	if (!tag_name(&tag, p, len))
		return 0;
	if (tag.element == NULL && (s->known_only || last_close == 0))
		return 0;
	tag.n = tag_length(p, last_close);
	if (tag.n == 0)
		return s->known_only ? 0 : len;
	return tag.n + take_tag(s, &tag, p + tag.n, len - tag.n);
}

/* Copy what is text at p, at least a byte; returns the bytes taken. */
static size_t
take_text(struct stripper *s, const char *p, size_t len)
{
	size_t n = 0;

	if (p[0] == '&' && !s->in_paren && (n = plain_entity(&s->text, p,
	    len)) > 0)
		return n;
	if (s->in_cdata && str_starts((struct str){ p, len }, "]]>")) {
		s->in_cdata = false;
		return 3;
	}
	if (ascii_space((unsigned char)p[0])) {
		add_space(s);
		return 1;
	}
	for (n = 1; n < len; n++)
		if (p[n] == '<' || p[n] == '&' || p[n] == ']' ||
		    ascii_space((unsigned char)p[n]))
			break;
	if (!s->in_paren)
		buf_add(&s->text, p, n);
	return n;
}

/* The bytes of p up to and with its last ">". */
static size_t
length_to_close(const char *p, size_t len)
{
	while (len > 0 && p[len - 1] != '>')
		len--;
	return len;
}

static void
strip(struct stripper *s, const char *p, size_t len)
{
	size_t at = 0, n, close = length_to_close(p, len);

	while (at < len && (s->enough == 0 || s->text.len < s->enough)) {
		n = 0;
		if (p[at] == '<')
			n = take_markup(s, p + at, len - at,
			    close > at ? close - at : 0);
		if (n == 0)
			n = take_text(s, p + at, len - at);
		at += n;
	}
	end_reading(s);
}

static void
add_stripped(struct buf *out, const char *p, size_t len, size_t max,
    bool known_only)
{
	struct stripper s = { .known_only = known_only };

	/* What a line may lose, invisible characters, is far less. */
	s.enough = max > 0 ? 4 * max + 4096 : 0;
	strip(&s, p, len);
	sanitize_line(out, buf_string(&s.text), s.text.len, max);
	buf_release(&s.text);
}

void
plain_from_html(struct buf *out, const char *p, size_t len, size_t max)
{
	add_stripped(out, p, len, max, false);
}

/* Is there a character reference with its ";" at p? */
static bool
is_reference(const char *p, size_t len)
{
	struct buf out = BUF_INIT;
	size_t n;

	n = plain_entity(&out, p, len);
	buf_release(&out);
	return n > 0 && p[n - 1] == ';';
}

bool
plain_looks_like_html(const char *p, size_t len)
{
	size_t at, close = length_to_close(p, len);
	struct tag tag;

	for (at = 0; at < len; at++) {
		if (p[at] == '&' && is_reference(p + at, len - at))
			return true;
		if (p[at] == '<' && at < close &&
		    tag_name(&tag, p + at, close - at) && tag.element != NULL)
			return tag_length(p + at, close - at) > 0;
	}
	return false;
}

void
plain_title(struct buf *out, const char *p, size_t len, size_t max)
{
	if (plain_looks_like_html(p, len))
		add_stripped(out, p, len, max, true);
	else
		sanitize_line(out, p, len, max);
}
