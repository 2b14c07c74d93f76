/*
 * Any bytes as XML: each start has its end, depth and attributes are bounded,
 * and what is well formed gives the same events from both readers. (Text
 * before the document is a fault, so it brings in the tolerant one.)
 */
#include <string.h>

#include "fuzz.h"
#include "gogai/bounds.h"
#include "gogai/str.h"
#include "gogai/xml.h"

/* Append the event to out, so that it can be compared. */
static void
print_event(struct buf *out, const struct xml *xml, int event)
{
	const struct xml_attr *attr;
	size_t i, len;
	const char *text;

	if (event == XML_TEXT) {
		text = xml_text(xml, &len);
		buf_add(out, text, len);
		return;
	}
	buf_addf(out, "%s%s{%s}%s", event == XML_END ? "</" : "<",
	    xml_prefix(xml), xml_ns(xml), xml_name(xml));
	for (i = 0; i < xml_n_attrs(xml); i++) {
		attr = xml_attr_at(xml, i);
		buf_addf(out, " {%s}%s='%s'", attr->ns, attr->name,
		    attr->value);
	}
	buf_addc(out, '>');
}

/* All events as text; how many notes there were, or -1 for an error. */
static int
print_events(struct buf *out, const char *p, size_t len)
{
	struct xml *xml = xml_open(p, len);
	unsigned depth = 0;
	int event, n_notes;

	while ((event = xml_next(xml, NULL)) > 0) {
		if (event == XML_START)
			depth++;
		fuzz_require(xml_depth(xml) == depth, "depth");
		fuzz_require(xml_n_attrs(xml) <= BOUND_ATTRIBUTES,
		    "attributes bounded");
		print_event(out, xml, event);
		if (event == XML_END)
			depth--;
		fuzz_require(depth <= BOUND_XML_DEPTH, "depth bounded");
	}
	fuzz_require(event < 0 || depth == 0, "each start has its end");
	n_notes = event < 0 ? -1 : (int)xml_n_notes(xml);
	fuzz_require(n_notes <= (int)BOUND_XML_NOTES, "notes bounded");
	xml_close(xml);
	return n_notes;
}

/* Names that the tolerant reader closes by rules of its own. */
static bool
has_rules(const char *p, size_t len)
{
	static const char *const names[] = { "item", "entry", "area", "br",
		"embed", "hr", "img", "input", "param", "wbr" };
	struct str s = { p, len };
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0]; i++)
		if (str_ifind(s, str_of(names[i])) >= 0)
			return true;
	return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data;
	struct buf out = BUF_INIT, again = BUF_INIT, in = BUF_INIT;
	int n_notes;

	n_notes = print_events(&out, p, size);
	if (n_notes == 0 && out.len > 0 && !has_rules(p, size) &&
	    memcmp(p, "\xef\xbb\xbf", size < 3 ? size : 3) != 0) {
		buf_adds(&in, "junk");
		buf_add(&in, p, size);
		print_events(&again, in.data, in.len);
		fuzz_require(out.len == again.len &&
		    memcmp(out.data, again.data, out.len) == 0,
		    "both readers see the same");
	}
	buf_release(&in);
	buf_release(&out);
	buf_release(&again);
	return 0;
}
