/*
 * The XML reader: the same events from what is well formed and from what is
 * not, damage repaired and noted, bombs refused, work bounded.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/bounds.h"
#include "gogai/xml.h"

/* Events as text: <prefix:name{uri} {uri}a='v'>text</name>, "!" where cut. */
static int
print_events(struct buf *out, const char *p, size_t len, size_t *n_notes,
    struct err *err)
{
	struct xml *xml = xml_open(p, len);
	const struct xml_attr *attr;
	const char *text;
	size_t i, n;
	int event;

	while ((event = xml_next(xml, err)) > 0) {
		if (event == XML_TEXT) {
			text = xml_text(xml, &n);
			buf_add(out, text, n);
			continue;
		}
		if (event == XML_END) {
			buf_addf(out, "</%s%s>", xml_name(xml),
			    xml_is_cut(xml) ? "!" : "");
			continue;
		}
		buf_addf(out, "<%s%s%s", xml_prefix(xml),
		    *xml_prefix(xml) != '\0' ? ":" : "", xml_name(xml));
		if (*xml_ns(xml) != '\0')
			buf_addf(out, "{%s}", xml_ns(xml));
		for (i = 0; i < xml_n_attrs(xml); i++) {
			attr = xml_attr_at(xml, i);
			buf_addc(out, ' ');
			if (*attr->ns != '\0')
				buf_addf(out, "{%s}", attr->ns);
			buf_addf(out, "%s='%s'", attr->name, attr->value);
		}
		buf_addc(out, '>');
	}
	if (n_notes != NULL)
		*n_notes = xml_n_notes(xml);
	xml_close(xml);
	return event;
}

struct row {
	const char *why, *in, *out;
};

static void
check(const struct row *row, const char *in, bool noted)
{
	struct buf out = BUF_INIT;
	size_t n_notes;

	assert_int_equal(print_events(&out, in, strlen(in), &n_notes, NULL),
	    XML_END_OF_INPUT);
	if (strcmp(buf_string(&out), row->out) != 0)
		print_message("%s: %s\n", row->why, in);
	assert_string_equal(buf_string(&out), row->out);
	if (noted != (n_notes > 0))
		print_message("%s: %s\n", row->why, in);
	assert_int_equal(noted, n_notes > 0);
	buf_release(&out);
}

static const struct row sound[] = {
	{ "elements", "<a><b/>t<c></c></a>", "<a><b></b>t<c></c></a>" },
	{ "declaration in another encoding",
	    "<?xml version='1.0' encoding='Shift_JIS'?><a>\u53f7\u5916</a>",
	    "<a>\u53f7\u5916</a>" },
	{ "byte order mark", "\xef\xbb\xbf<a/>", "<a></a>" },
	{ "references", "<a b='1 &amp; 2'>&lt;&#65;&#x42;&gt;</a>",
	    "<a b='1 & 2'><AB></a>" },
	{ "CDATA", "<a>x<![CDATA[<b>&amp;]]>y</a>", "<a>x<b>&amp;y</a>" },
	{ "comments and instructions", "<!-- 1 --><a>x<!-- 2 --><?y?>z</a>",
	    "<a>xz</a>" },
	{ "line ends", "<a b='1\n2'>x\r\ny</a>", "<a b='1 2'>x\ny</a>" },
	{ "namespaces",
	    "<a xmlns='u:d' xmlns:p='u:p' p:x='1' y='2'><p:b/><c xmlns=''/></a>",
	    "<a{u:d} {u:p}x='1' y='2'><p:b{u:p}></b><c></c></a>" },
	{ "a prefix declared anew",
	    "<p:a xmlns:p='u:1'><p:b xmlns:p='u:2'/><p:c/></p:a>",
	    "<p:a{u:1}><p:b{u:2}></b><p:c{u:1}></c></a>" },
	{ "xml:lang", "<a xml:lang='ja'/>",
	    "<a {http://www.w3.org/XML/1998/namespace}lang='ja'></a>" },
	{ "a document type that is not read",
	    "<!DOCTYPE a PUBLIC '-//x' 'http://x.example/a.dtd'><a>x</a>",
	    "<a>x</a>" },
	{ "windows-1252 by number", "<a b='&#148;'>&#146;\u00e9</a>",
	    "<a b='\u201d'>\u2019\u00e9</a>" },
	{ "windows-1252 as control characters", "<a>don\xc2\x92t</a>",
	    "<a>don\u2019t</a>" },
	{ "elements that only look like HTML's", "<a><br></br><img/></a>",
	    "<a><br></br><img></img></a>" },
};

/* Both readers must see the same: text before the document is the fault. */
static void
test_sound(void **state)
{
	struct buf in = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof sound / sizeof sound[0]; i++) {
		check(&sound[i], sound[i].in, false);
		buf_clear(&in);
		buf_addf(&in, "junk%s", sound[i].in);
		if (strstr(sound[i].in, "<br>") == NULL)
			check(&sound[i], buf_string(&in), true);
	}
	buf_release(&in);
}

static const struct row known[] = {
	{ "HTML's names", "<a b='&eacute;'>x&nbsp;y&hellip;</a>",
	    "<a b='\u00e9'>x\u00a0y\u2026</a>" },
	{ "HTML's names with a document type",
	    "<!DOCTYPE a SYSTEM 'a.dtd'><a>&eacute;</a>", "<a>\u00e9</a>" },
	{ "declared entities",
	    "<!DOCTYPE a [<!ENTITY x 'X&y;'><!-- ' --><!ENTITY y \"<b>Y</b>\">"
	    "<!ENTITY x 'second'><!ELEMENT a ANY>]><a>&x;</a>",
	    "<a>X<b>Y</b></a>" },
	{ "declared entities in values",
	    "<!DOCTYPE a [<!ENTITY x 'X&y;'><!ENTITY y 'Y&#38;lt;'>]>"
	    "<a b='1&x;2'/>", "<a b='1XY<2'></a>" },
	{ "external entities that nobody asks for",
	    "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>"
	    "<!ENTITY % p SYSTEM 'http://x.example/'>%p;]><a>12</a>",
	    "<a>12</a>" },
	{ "entities that name each other",
	    "<!DOCTYPE a [<!ENTITY x '1&y;'><!ENTITY y '2&x;'>]><a b='&x;'/>",
	    "<a b='12121212121212121&y;'></a>" },
};

static void
test_entities(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i + 1 < sizeof known / sizeof known[0]; i++)
		check(&known[i], known[i].in, false);
}

static void
test_external_entities(void **state)
{
	static const char *const rows[] = {
		"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
		    "<a>1&x;2</a>",
		"<!DOCTYPE a [<!ENTITY x PUBLIC '-//x' 'http://x.example/'>]>"
		    "<a b='1&x;2'/>",
	};
	struct buf out = BUF_INIT;
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		err_clear(&err);
		assert_int_equal(print_events(&out, rows[i], strlen(rows[i]),
		    NULL, &err), -1);
		assert_int_equal(err.code, ERR_REFUSED);
		buf_clear(&out);
	}
	buf_release(&out);
}

static void
test_endless_entities(void **state)
{
	static const char *const rows[] = {
		"<!DOCTYPE a [<!ENTITY x '1&y;'><!ENTITY y '2&x;'>]><a>&x;</a>",
		"<!DOCTYPE a [<!ENTITY x '&x;&x;'>]><a b='&x;'/>",
	};
	struct buf out = BUF_INIT;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++)
		print_events(&out, rows[i], strlen(rows[i]), NULL, NULL);
	assert_true(out.len < 1000000);
	buf_release(&out);
}

static const struct row damaged[] = {
	{ "junk before", "junk <?xml version='1.0'?><a>x</a>", "<a>x</a>" },
	{ "lines before", "\n\n <?xml version='1.0'?><a>x</a>", "<a>x</a>" },
	{ "two declarations", "<?xml version='1.0'?><?xml version='1.0'?>"
	    "<a>x</a>,", "<a>x</a>" },
	{ "junk behind", "<a>x</a>junk<b/>", "<a>x</a><b></b>" },
	{ "bare &", "<a b='1&2=3'>AT&T &nosuch; &</a>",
	    "<a b='1&2=3'>AT&T &nosuch; &</a>" },
	{ "bare <", "<a>1 < 2 <3 x <y and z</a>",
	    "<a>1 < 2 <3 x <y and z</a>" },
	{ "a tag without its >", "<a><b c='1'<d/></b></a>",
	    "<a><b c='1'><d></d></b></a>" },
	{ "attributes without quotes", "<a b=1 c=x/y d e='2'/>",
	    "<a b='1' c='x/y' d='' e='2'></a>" },
	{ "an unquoted value at the end", "<a><b c=http://x.example/></a>",
	    "<a><b c='http://x.example'></b></a>" },
	{ "an attribute twice", "<a b='1' b='2'/>", "<a b='1'></a>" },
	{ "a quote that never ends", "<a><b c='x>text</b>\n<d/></a>",
	    "<a><b c='x'>text</b>\n<d></d></a>" },
	{ "a > in a value", "<a b='1 > 2'>&</a>", "<a b='1 > 2'>&</a>" },
	{ "markup in a value", "<a b='<i>x</i>'>y</a>",
	    "<a b='<i>x</i>'>y</a>" },
	{ "not closed", "<a>x<b>y</a>", "<a>x<b>y</b></a>" },
	{ "closed twice", "<a><b>x</b></b>y</a>", "<a><b>x</b>y</a>" },
	{ "closed in the wrong order", "<a><b><c>x</b></c>y</a>",
	    "<a><b><c>x</c></b>y</a>" },
	{ "another case", "<A><b>x</B></a>", "<A><b>x</b></A>" },
	{ "mistyped", "<a><title>x</titel><b>y</b></a>",
	    "<a><title>x</title><b>y</b></a>" },
	{ "an item in an item",
	    "<a><item><t>1</t><item><t>2</t></item></a>&",
	    "<a><item><t>1</t><item><t>2</t></item></item></a>" },
	{ "an item in an item behind a fault",
	    "<a>&<item><t>1</t><item><t>2</t></item></a>",
	    "<a>&<item><t>1</t></item><item><t>2</t></item></a>" },
	{ "HTML's void elements", "<a>x<br>y<img src='z'>w<hr></a>",
	    "<a>x<br>y<img src='z'>w<hr></hr></img></br></a>" },
	{ "HTML's void elements behind a fault", "<a>&x<br>y<img src='z'>w</a>",
	    "<a>&x<br></br>y<img src='z'></img>w</a>" },
	{ "CDATA in CDATA", "<a><![CDATA[x<![CDATA[y]]>z]]></a>",
	    "<a>xyz</a>" },
	{ "CDATA in CDATA without its end",
	    "<a><![CDATA[x<![CDATA[y]]></a>&<b><![CDATA[z]]></b>",
	    "<a>x<![CDATA[y</a><b>z</b>" },
	{ "CDATA without end", "<a><![CDATA[x<b>", "<a>x<b></a!>" },
	{ "a comment without end", "<a><!-- x<b>y</b></a>",
	    "<a> x<b>y</b></a>" },
	{ "control characters", "<a b='1\x01" "2'>x\x1by&#27;</a>",
	    "<a b='12'>xy\x1b</a>" },
	{ "cut in text", "<a><b>x", "<a><b>x</b!></a!>" },
	{ "cut in a tag", "<a>x<b c='y", "<a>x</a!>" },
	{ "cut in an end tag", "<a><b>x</b", "<a><b>x</b></a!>" },
	{ "cut in a declaration", "<a>x<!DOC", "<a>x</a!>" },
	{ "a second root", "<a/><a>x</a>", "<a></a><a>x</a>" },
	{ "usual prefixes", "<a><dc:b/><itunes:c media:d='1'/><zz:e/></a>",
	    "<a><dc:b{http://purl.org/dc/elements/1.1/}></b>"
	    "<itunes:c{http://www.itunes.com/dtds/podcast-1.0.dtd} "
	    "{http://search.yahoo.com/mrss/}d='1'></c><zz:e></e></a>" },
};

static void
test_damaged(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof damaged / sizeof damaged[0]; i++)
		check(&damaged[i], damaged[i].in, true);
}

static void
test_bytes(void **state)
{
	static const char nul[] = "<a>x\0y</a>";
	struct buf out = BUF_INIT;

	(void)state;
	print_events(&out, nul, sizeof nul - 1, NULL, NULL);
	print_events(&out, "", 0, NULL, NULL);
	print_events(&out, "no markup", 9, NULL, NULL);
	assert_string_equal(buf_string(&out), "<a>xy</a>");
	buf_release(&out);
	xml_close(NULL);
}

/* Cut at any byte, what is complete is there, and each start has its end. */
static void
test_cut_anywhere(void **state)
{
	static const char whole[] =
	    "<?xml version='1.0'?>\n<rss xmlns:p='u:p'><item p:a='1'>"
	    "<t>x &amp; \u53f7\u5916</t><![CDATA[<b>]]></item>\n"
	    "<item><t>y</t></item></rss>";
	static const char item[] = "<item {u:p}a='1'><t>x & \u53f7\u5916</t>"
	    "<b></item>";
	size_t complete = (size_t)(strstr(whole, "</item>") - whole) + 7;
	struct buf out = BUF_INIT;
	struct xml *xml;
	size_t len;
	int event, balance;

	(void)state;
	for (len = 0; len < sizeof whole - 1; len++) {
		buf_clear(&out);
		print_events(&out, whole, len, NULL, NULL);
		if (len >= complete)
			assert_non_null(strstr(buf_string(&out), item));
		xml = xml_open(whole, len);
		balance = 0;
		while ((event = xml_next(xml, NULL)) > 0)
			balance += (event == XML_START) - (event == XML_END);
		assert_int_equal(balance, 0);
		xml_close(xml);
	}
	buf_release(&out);
}

/* A large document: many chunks, events the same with a fault at the end. */
static void
test_many_chunks(void **state)
{
	struct buf in = BUF_INIT, out = BUF_INIT, out2 = BUF_INIT;
	size_t i, n_notes;

	(void)state;
	buf_adds(&in, "<a xmlns='u:a'>");
	for (i = 0; i < 5000; i++)
		buf_addf(&in, "<i n='%zu'>\u53f7\u5916%zu<![CDATA[<&%zu>]]>"
		    "</i>\n", i, i * i, i);
	buf_adds(&in, "</a>");
	print_events(&out, in.data, in.len, &n_notes, NULL);
	assert_int_equal(n_notes, 0);
	buf_adds(&in, "<");
	print_events(&out2, in.data, in.len, &n_notes, NULL);
	assert_true(n_notes > 0);
	assert_string_equal(buf_string(&out), buf_string(&out2));
	buf_release(&in);
	buf_release(&out);
	buf_release(&out2);
}

static void
test_places(void **state)
{
	static const char doc[] = "<a>\n<b x='1'\n xml:base='u'/>\n<c/>&</a>";
	struct xml *xml = xml_open(doc, sizeof doc - 1);

	(void)state;
	assert_int_equal(xml_next(xml, NULL), XML_START);
	assert_int_equal(xml_depth(xml), 1);
	assert_int_equal(xml_line(xml), 1);
	assert_null(xml_base(xml));
	assert_int_equal(xml_next(xml, NULL), XML_TEXT);
	assert_int_equal(xml_depth(xml), 1);
	assert_int_equal(xml_next(xml, NULL), XML_START);
	assert_int_equal(xml_depth(xml), 2);
	assert_string_equal(xml_base(xml), "u");
	assert_string_equal(xml_attr(xml, "", "x"), "1");
	assert_null(xml_attr(xml, "", "base"));
	assert_null(xml_attr_at(xml, 2));
	assert_int_equal(xml_next(xml, NULL), XML_END);
	assert_int_equal(xml_depth(xml), 2);
	assert_string_equal(xml_name(xml), "b");
	assert_int_equal(xml_n_attrs(xml), 0);
	while (xml_next(xml, NULL) > 0)
		;
	assert_int_equal(xml_n_notes(xml), 1);
	assert_string_equal(xml_note(xml, 0), "line 4: \"&\" without its name");
	assert_null(xml_note(xml, 1));
	xml_close(xml);
}

static void
test_content(void **state)
{
	static const char doc[] = "<r><a>x &lt; <b c='&quot;'>y<br/></b>"
	    "<![CDATA[<i>]]></a><a>z<b>w</b></a><c><d/></c>tail</r>";
	struct xml *xml = xml_open(doc, sizeof doc - 1);
	struct buf out = BUF_INIT;
	size_t len;

	(void)state;
	assert_int_equal(xml_next(xml, NULL), XML_START);
	assert_int_equal(xml_next(xml, NULL), XML_START);
	assert_int_equal(xml_read_content(xml, &out, true, NULL), 0);
	assert_string_equal(buf_string(&out), "x &lt; <b c=\"&quot;\">y<br></b>"
	    "&lt;i&gt;");
	buf_clear(&out);
	assert_int_equal(xml_next(xml, NULL), XML_START);
	assert_int_equal(xml_read_content(xml, &out, false, NULL), 0);
	assert_string_equal(buf_string(&out), "zw");
	assert_int_equal(xml_next(xml, NULL), XML_START);
	assert_int_equal(xml_skip(xml, NULL), 0);
	assert_int_equal(xml_next(xml, NULL), XML_TEXT);
	assert_memory_equal(xml_text(xml, &len), "tail", 4);
	buf_release(&out);
	xml_close(xml);
}

/* n times a, then n times b. */
static char *
repeat(const char *start, const char *a, const char *b, size_t n)
{
	struct buf out = BUF_INIT;
	size_t i;

	buf_adds(&out, start);
	for (i = 0; i < n; i++)
		buf_adds(&out, a);
	for (i = 0; i < n; i++)
		buf_adds(&out, b);
	return buf_take(&out);
}

static void
assert_bomb(const char *doc)
{
	struct buf out = BUF_INIT;
	struct err err;

	err_clear(&err);
	assert_int_equal(print_events(&out, doc, strlen(doc), NULL, &err), -1);
	assert_int_equal(err.code, ERR_BOUND);
	assert_non_null(strstr(err.message, "entities"));
	assert_true(out.len < 2 * BOUND_XML_ENTITY_BYTES);
	buf_release(&out);
}

static void
test_bombs(void **state)
{
	static const char laughs[] =
	    "<!DOCTYPE a [<!ENTITY a 'aaaaaaaaaaaaaaaa'>"
	    "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
	    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>"
	    "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;'>"
	    "<!ENTITY e '&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;'>"
	    "<!ENTITY f '&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;'>"
	    "]>";
	struct buf doc = BUF_INIT;
	char *many, *value;

	(void)state;
	buf_addf(&doc, "%s<a>&f;</a>", laughs);
	assert_bomb(buf_string(&doc));
	buf_clear(&doc);
	buf_addf(&doc, "%s<a x='&f;'/>", laughs);
	assert_bomb(buf_string(&doc));
	buf_clear(&doc);
	buf_addf(&doc, "%s<a xmlns:x='&f;'/>", laughs);
	assert_bomb(buf_string(&doc));
	value = repeat("", "x", "", 10000);
	many = repeat("", "&a;", "", 10000);
	buf_clear(&doc);
	buf_addf(&doc, "<!DOCTYPE a [<!ENTITY a '%s'>]><a>%s</a>", value,
	    many);
	assert_bomb(buf_string(&doc));
	free(value);
	free(many);
	buf_release(&doc);
}

/* What would take minutes if any search were not bounded. */
static void
test_expensive(void **state)
{
	static const struct { const char *start, *a, *b; } rows[] = {
		{ "", "<a>", "" }, { "", "<a>", "</b>" },
		{ "<r>", "<!--", "" }, { "<r>", "<![CDATA[", "" },
		{ "<r>", "<![CDATA[<![CDATA[]]>", "" }, { "<r>", "<?x ", "" },
		{ "<r>", "<!x ", "" }, { "<r>", "<", "&" },
		{ "<r>", "<a b ", "" }, { "<r>", "<a b='x>\n", "" },
		{ "<r>", "<a b='x><y>\n", "\"" }, { "<r>", "</r", "" },
		{ "<r>", "<p:a p:b='1'/>", "" }, { "", "<item>", "" },
		{ "<r>", "<a b='1' b='1'/>", "" }, { "<r>", "x\r", "\x01" },
		{ "<!DOCTYPE r [", "<!ENTITY a ''>", "<!ENTITY " },
		{ "<r>", "<a xmlns:b='c'>", "<b:d/>" },
	};
	struct buf out = BUF_INIT;
	char *doc;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		doc = repeat(rows[i].start, rows[i].a, rows[i].b, 100000);
		print_events(&out, doc, strlen(doc), NULL, NULL);
		buf_clear(&out);
		free(doc);
	}
	buf_release(&out);
}

static void
test_many_attributes(void **state)
{
	struct buf in = BUF_INIT;
	struct xml *xml;
	unsigned i;

	(void)state;
	buf_adds(&in, "<a");
	for (i = 0; i < 100000; i++)
		buf_addf(&in, " a%u='%u'", i, i);
	buf_adds(&in, "><b/></a>");
	xml = xml_open(in.data, in.len);
	assert_int_equal(xml_next(xml, NULL), XML_START);
	assert_int_equal(xml_n_attrs(xml), BOUND_ATTRIBUTES);
	assert_string_equal(xml_attr(xml, "", "a7"), "7");
	assert_string_equal(xml_attr(xml, "", "a99999"), "99999");
	assert_int_equal(xml_next(xml, NULL), XML_START);
	assert_string_equal(xml_name(xml), "b");
	assert_int_equal(xml_n_notes(xml), 1);
	xml_close(xml);
	buf_release(&in);
}

static void
test_depth(void **state)
{
	struct buf in = BUF_INIT;
	struct xml *xml;
	unsigned i, most = 0, ends = 0, starts = 0;
	int event;

	(void)state;
	buf_adds(&in, "<r>");
	for (i = 0; i < 400; i++)
		buf_adds(&in, "<d>");
	buf_adds(&in, "deep");
	for (i = 0; i < 400; i++)
		buf_adds(&in, "</d>");
	buf_adds(&in, "<last/></r>");
	xml = xml_open(in.data, in.len);
	while ((event = xml_next(xml, NULL)) > 0) {
		if (xml_depth(xml) > most)
			most = xml_depth(xml);
		starts += event == XML_START;
		ends += event == XML_END;
	}
	assert_int_equal(most, BOUND_XML_DEPTH);
	assert_int_equal(starts, BOUND_XML_DEPTH + 1);
	assert_int_equal(starts, ends);
	assert_string_equal(xml_name(xml), "r");
	xml_close(xml);
	buf_release(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sound),
		cmocka_unit_test(test_entities),
		cmocka_unit_test(test_external_entities),
		cmocka_unit_test(test_endless_entities),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_bytes),
		cmocka_unit_test(test_cut_anywhere),
		cmocka_unit_test(test_many_chunks),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_content),
		cmocka_unit_test(test_bombs),
		cmocka_unit_test(test_expensive),
		cmocka_unit_test(test_many_attributes),
		cmocka_unit_test(test_depth),
	};

	return cmocka_run_group_tests_name("xml", tests, NULL, NULL);
}
