/*
 * What the readers and writers of both languages do with bytes.
 */
#include "markup_priv.h"

#include <string.h>

const char *
scan_space(const char *p, const char *end)
{
	while (p < end && ascii_space((unsigned char)*p))
		p++;
	return p;
}

const char *
scan_behind(const char *p, const char *end, const char *mark)
{
	struct str rest = { p, (size_t)(end - p) };
	ptrdiff_t at = str_find(rest, str_of(mark));

	return at < 0 ? NULL : p + at + strlen(mark);
}

/* What a byte is written as in text and values; NULL: as itself. */
static const char *const references['>' + 1] = {
	['&'] = "&amp;",
	['<'] = "&lt;",
	['>'] = "&gt;",
	['"'] = "&quot;",
	['\r'] = "&#13;",
};

void
scan_escape(struct buf *out, const char *p, size_t len, bool in_value)
{
	size_t i, from = 0;
	unsigned char c;

	for (i = 0; i < len; i++) {
		c = (unsigned char)p[i];
		if (c > '>' || references[c] == NULL || (c == '"' && !in_value))
			continue;
		buf_add(out, p + from, i - from);
		buf_adds(out, references[c]);
		from = i + 1;
	}
	buf_add(out, p + from, len - from);
}
