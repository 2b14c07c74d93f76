/*
 * Bytes of HTML to tags and text, as the HTML standard §13.2.5 tells it.
 *
 * This is our own because no bound can be put on the libraries': libxml2 2.9
 * compares each attribute of a tag with all before it, and looks for the
 * start of an end tag through all open elements, so that 700 KB of "<b>" and
 * "</i>" take 23 seconds. Here every byte is looked at a fixed number of times:
 * no search that failed once is made again, attributes beyond the bound are
 * read over.
 *
 * Departures from the standard, for what feeds hold: "/>" ends any element,
 * not only foreign ones; the content of <![CDATA[ ]]> is text everywhere, and
 * so is the mark itself where it has no end; what stands in an iframe is
 * markup, as it was before frames had scripts.
 */
#include "markup_priv.h"

#include <string.h>

#include "gogai/plain.h"

/* What a NUL becomes where it may not just go. */
#define REPLACEMENT "\xef\xbf\xbd"

void
lexer_init(struct lexer *lexer, const char *p, size_t len)
{
	lexer->p = p;
	lexer->end = p + len;
	buf_init(&lexer->text, 0);
	buf_init(&lexer->words, 0);
	lexer->name_len = 0;
	lexer->self_closing = false;
	lexer->skip_newline = false;
	lexer->no_cdata_end = false;
	lexer->has_odd = len > 0 && (memchr(p, '\r', len) != NULL ||
	    memchr(p, '\0', len) != NULL);
	lexer->n_attrs = 0;
}

void
lexer_release(struct lexer *lexer)
{
	buf_release(&lexer->text);
	buf_release(&lexer->words);
}

/* ---- text */

/* The next byte that is more than itself: a CR, a NUL, a reference. */
static const char *
find_special(const struct lexer *lexer, const char *p, const char *end,
    bool decode)
{
	const char *found;

	if (!lexer->has_odd) {
		found = decode ? memchr(p, '&', (size_t)(end - p)) : NULL;
		return found != NULL ? found : end;
	}
	while (p < end && *p != '\r' && *p != '\0' && (*p != '&' || !decode))
		p++;
	return p;
}

/* The '&' at p, decoded or as it is; the first byte behind it. */
static const char *
add_entity(struct buf *out, const char *p, const char *end)
{
	size_t n = plain_entity(out, p, (size_t)(end - p));

	if (n > 0)
		return p + n;
	buf_addc(out, '&');
	return p + 1;
}

/* The line end at p as one LF. */
static const char *
add_newline(struct buf *out, const char *p, const char *end)
{
	buf_addc(out, '\n');
	return end - p > 1 && p[1] == '\n' ? p + 2 : p + 1;
}

/* Append p up to end as text: references decoded if asked, no NUL, no CR. */
static void
add_text(struct lexer *lexer, const char *p, const char *end, bool decode)
{
	struct buf *out = &lexer->text;
	const char *from;

	if (lexer->skip_newline && p < end) {
		lexer->skip_newline = false;
		if (*p == '\r')
			p++;
		if (p < end && *p == '\n')
			p++;
	}
	while (p < end) {
		from = p;
		p = find_special(lexer, from, end, decode);
		buf_add(out, from, (size_t)(p - from));
		if (p == end)
			return;
		if (*p == '&')
			p = add_entity(out, p, end);
		else if (*p == '\r')
			p = add_newline(out, p, end);
		else if (*p++ == '\0' && !decode)
			buf_adds(out, REPLACEMENT);
	}
}

/* ---- what is neither text nor tag */

/* The comment whose "<!--" ends at p; the first byte behind it. */
static const char *
skip_comment(const char *p, const char *end)
{
	const char *dashes;

	if (p < end && *p == '>')
		return p + 1;
	if (end - p > 1 && p[0] == '-' && p[1] == '>')
		return p + 2;
	while ((dashes = scan_behind(p, end, "--")) != NULL) {
		if (dashes < end && *dashes == '>')
			return dashes + 1;
		if (end - dashes > 1 && dashes[0] == '!' && dashes[1] == '>')
			return dashes + 2;
		p = dashes - 1;
	}
	return end;
}

/* A declaration, instruction or other "<!" and "<?": up to the next '>'. */
static const char *
skip_bogus(const char *p, const char *end)
{
	const char *close = memchr(p, '>', (size_t)(end - p));

	return close != NULL ? close + 1 : end;
}

/* What begins with "<!" at p; the first byte behind it. */
static const char *
read_declaration(struct lexer *lexer, const char *p)
{
	static const char cdata[] = "<![CDATA[";
	const char *from, *close;

	if (lexer->end - p >= 4 && memcmp(p, "<!--", 4) == 0)
		return skip_comment(p + 4, lexer->end);
	if ((size_t)(lexer->end - p) < sizeof cdata - 1 ||
	    memcmp(p, cdata, sizeof cdata - 1) != 0)
		return skip_bogus(p, lexer->end);
	from = p + sizeof cdata - 1;
	close = lexer->no_cdata_end ? NULL :
	    scan_behind(from, lexer->end, "]]>");
	if (close == NULL) {
		lexer->no_cdata_end = true;
		add_text(lexer, p, from, false);
		return from;
	}
	add_text(lexer, from, close - 3, false);
	return close;
}

/* ---- tags */

/* Does a name end at this byte? */
static bool
ends_name(char c)
{
	return c == '>' || c == '/' || ascii_space((unsigned char)c);
}

/* Append a name in lower case. */
static void
add_name(struct buf *out, const char *p, const char *end)
{
	for (; p < end; p++) {
		if (*p == '\0')
			buf_adds(out, REPLACEMENT);
		else
			buf_addc(out, (char)ascii_lower((unsigned char)*p));
	}
}

/*
 * May the character reference of n bytes at p be decoded in an attribute?
 * "?a=1&copy=2" is an address, not a sign (HTML §13.2.5.73).
 */
static bool
decodes_in_value(const char *p, size_t n, const char *end)
{
	if (p[n - 1] == ';' || p + n >= end)
		return true;
	return p[n] != '=' && !ascii_alnum((unsigned char)p[n]);
}

static void
add_value(struct lexer *lexer, const char *p, const char *end)
{
	struct buf *out = &lexer->words;
	const char *from;
	size_t len, n;

	while (p < end) {
		from = p;
		p = find_special(lexer, from, end, true);
		buf_add(out, from, (size_t)(p - from));
		if (p == end)
			return;
		if (*p == '\r') {
			p = add_newline(out, p, end);
			continue;
		}
		if (*p == '\0') {
			buf_adds(out, REPLACEMENT);
			p++;
			continue;
		}
		len = out->len;
		n = plain_entity(out, p, (size_t)(end - p));
		if (n == 0 || !decodes_in_value(p, n, end)) {
			buf_cut(out, len);
			buf_addc(out, '&');
			n = 1;
		}
		p += n;
	}
}

/* Where the value that begins at p ends; *next is where to go on. */
static const char *
value_end(const char **p, const char *end, const char **next)
{
	const char *from = *p, *close;

	if (from < end && (*from == '"' || *from == '\'')) {
		*p = from + 1;
		close = memchr(from + 1, *from, (size_t)(end - from) - 1);
		*next = close != NULL ? close + 1 : end;
		return close != NULL ? close : end;
	}
	while (from < end && *from != '>' && !ascii_space((unsigned char)*from))
		from++;
	*next = from;
	return from;
}

/* Was an attribute of this name, the last of words, there before? */
static bool
is_repeated(const struct lexer *lexer, uint32_t at, uint32_t len)
{
	const char *words = lexer->words.data;
	size_t i;

	for (i = 0; i < lexer->n_attrs; i++)
		if (lexer->attrs[i].name_len == len &&
		    memcmp(words + lexer->attrs[i].name_at, words + at,
			len) == 0)
			return true;
	return false;
}

/* Keep an attribute, unless it is the second of its name or one too many. */
static void
keep_attr(struct lexer *lexer, struct str name, struct str value)
{
	struct buf *words = &lexer->words;
	struct lexer_attr attr;
	size_t before = words->len;

	if (lexer->n_attrs == BOUND_ATTRIBUTES)
		return;
	attr.name_at = (uint32_t)words->len;
	add_name(words, name.p, name.p + name.len);
	attr.name_len = (uint32_t)words->len - attr.name_at;
	if (is_repeated(lexer, attr.name_at, attr.name_len)) {
		buf_cut(words, before);
		return;
	}
	attr.value_at = (uint32_t)words->len;
	if (value.len > 0)
		add_value(lexer, value.p, value.p + value.len);
	attr.value_len = (uint32_t)words->len - attr.value_at;
	lexer->attrs[lexer->n_attrs++] = attr;
}

/* The attribute at p; the first byte behind it. */
static const char *
read_attr(struct lexer *lexer, const char *p)
{
	const char *end = lexer->end, *next, *stop;
	struct str name = { p, 0 }, value = { NULL, 0 };

	for (p++; p < end && *p != '=' && !ends_name(*p); p++)
		;
	name.len = (size_t)(p - name.p);
	next = scan_space(p, end);
	if (next < end && *next == '=') {
		p = scan_space(next + 1, end);
		stop = value_end(&p, end, &next);
		value.p = p;
		value.len = (size_t)(stop - p);
	}
	keep_attr(lexer, name, value);
	return next;
}

/* The tag whose name begins at p; false where the input ends inside. */
static bool
read_tag(struct lexer *lexer, const char *p)
{
	const char *end = lexer->end, *from = p;

	buf_clear(&lexer->words);
	lexer->n_attrs = 0;
	lexer->self_closing = false;
	lexer->skip_newline = false;
	while (p < end && !ends_name(*p))
		p++;
	add_name(&lexer->words, from, p);
	lexer->name_len = lexer->words.len;
	buf_addc(&lexer->words, '\0');
	for (;;) {
		p = scan_space(p, end);
		if (p == end)
			break;
		if (*p == '>') {
			lexer->p = p + 1;
			return true;
		}
		lexer->self_closing = *p == '/';
		p = *p == '/' ? p + 1 : read_attr(lexer, p);
	}
	lexer->p = end;
	return false;
}

/* What begins with the '<' at p and is no tag; the first byte behind it. */
static const char *
read_other(struct lexer *lexer, const char *p)
{
	const char *end = lexer->end;

	if (end - p > 1 && p[1] == '!')
		return read_declaration(lexer, p);
	if (end - p > 1 && p[1] == '?')
		return skip_bogus(p, end);
	if (end - p > 2 && p[1] == '/')
		return skip_bogus(p, end);
	add_text(lexer, p, p + 1, true);
	return p + 1;
}

enum lexer_event
lexer_next(struct lexer *lexer)
{
	const char *p = lexer->p, *end = lexer->end, *less;
	bool ends;

	while (p < end) {
		less = memchr(p, '<', (size_t)(end - p));
		add_text(lexer, p, less != NULL ? less : end, true);
		if (less == NULL)
			break;
		ends = end - less > 2 && less[1] == '/';
		p = less + (ends ? 2 : 1);
		if (p >= end || !ascii_alpha((unsigned char)*p)) {
			p = read_other(lexer, less);
			continue;
		}
		if (read_tag(lexer, p))
			return ends ? LEX_END_TAG : LEX_START_TAG;
		break;
	}
	lexer->p = end;
	return LEX_END;
}

/* Where the end tag of this name begins in [p, end), or end. */
static const char *
find_end_tag(const char *p, const char *end, const char *name)
{
	size_t len = strlen(name);
	struct str found = { NULL, len };

	while ((p = scan_behind(p, end, "</")) != NULL) {
		if ((size_t)(end - p) <= len)
			break;
		found.p = p;
		if (str_iis(found, name) && ends_name(p[len]))
			return p - 2;
	}
	return end;
}

void
lexer_raw(struct lexer *lexer, const struct element *element)
{
	const char *p = lexer->p;
	const char *stop = find_end_tag(p, lexer->end, element->name);

	lexer->skip_newline = (element->flags & EL_NEWLINE) != 0;
	add_text(lexer, p, stop, (element->flags & EL_RCDATA) != 0);
	lexer->skip_newline = false;
	lexer->p = stop;
	if (stop < lexer->end)
		read_tag(lexer, stop + 2);
}
