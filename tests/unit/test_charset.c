/*
 * Encodings: the same text in many, labelled right, not at all and wrongly;
 * damage; labels; declarations.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/charset.h"
#include "gogai/utf8.h"

#define FFFD "\xEF\xBF\xBD"

static const char japanese[] = "号外です。昨日の夜、「東京」の駅前でニュースを"
    "配る人が見られた。とても寒い日だったが、たくさんの人が受け取って"
    "読んでいた。①と㈱も。";

/* Append utf8 in an iconv encoding to out. */
static void
encode(struct buf *out, const char *encoding, const char *utf8)
{
	char room[4096], *from = (char *)utf8, *to = room;
	size_t left = strlen(utf8), room_left = sizeof room;
	iconv_t cd = iconv_open(encoding, "UTF-8");

	assert_true(cd != (iconv_t)-1);
	if (iconv(cd, &from, &left, &to, &room_left) == (size_t)-1 ||
	    iconv(cd, NULL, NULL, &to, &room_left) == (size_t)-1)
		fail_msg("%s: %s", encoding, strerror(errno));
	iconv_close(cd);
	buf_add(out, room, (size_t)(to - room));
}

static void
decode(struct buf *out, struct charset_result *result, const char *p,
    size_t len, const char *type, enum charset_kind kind)
{
	buf_clear(out);
	charset_decode(out, p, len, type, kind, result);
	assert_true(utf8_valid(buf_string(out), out->len));
}

/* ---- labels ---- */

static void
labels(void **state)
{
	static const struct {
		const char *label, *name;
	} rows[] = {
		{ "utf-8", "UTF-8" }, { " UTF8\n", "UTF-8" },
		{ "sjis", "Shift_JIS" }, { "Windows-31J", "Shift_JIS" },
		{ "x-sjis", "Shift_JIS" }, { "ms_kanji", "Shift_JIS" },
		{ "Shift JIS", "Shift_JIS" }, { "x-euc-jp", "EUC-JP" },
		{ "eucjp", "EUC-JP" }, { "csISO2022JP", "ISO-2022-JP" },
		{ "latin1", "windows-1252" }, { "us-ascii", "windows-1252" },
		{ "ISO_8859-1:1987", "windows-1252" },
		{ "iso-8859-9", "windows-1254" }, { "tis-620", "windows-874" },
		{ "gb2312", "GBK" }, { "ks_c_5601-1987", "EUC-KR" },
		{ "big5-hkscs", "Big5" }, { "koi", "KOI8-R" },
		{ "utf-16", "UTF-16LE" }, { "utf_16be", "UTF-16BE" },
		{ "866", "IBM866" }, { "visual", "ISO-8859-8" },
		{ "logical", "ISO-8859-8-I" }, { "l5", "windows-1254" },
		{ "mac", "macintosh" }, { "iso-2022-kr", "replacement" },
		{ "", NULL }, { "  ", NULL }, { "no-such", NULL },
		{ "utf-8 utf8", NULL },
	};
	const char *name;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		name = charset_name(rows[i].label, strlen(rows[i].label));
		if (rows[i].name == NULL)
			assert_null(name);
		else if (name == NULL || strcmp(name, rows[i].name) != 0)
			fail_msg("%s: %s", rows[i].label, name);
	}
}

static void
content_types(void **state)
{
	static const struct {
		const char *type, *charset;
	} rows[] = {
		{ "text/html; charset=utf-8", "utf-8" },
		{ "text/html;charset=\"Shift_JIS\"", "Shift_JIS" },
		{ "text/xml; charset= 'euc-jp' ; x=y", "euc-jp" },
		{ "text/xml; a=b; CHARSET = x", "x" },
		{ "text/html; charset=a,text/html", "a" },
		{ "text/html", NULL },
		{ "text/html; charset", NULL },
		{ "text/html; charset=", NULL },
		{ "text/html; charset:utf-8", NULL },
		{ "", NULL },
		{ NULL, NULL },
	};
	char out[16];
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		bool found = charset_of_type(out, sizeof out, rows[i].type);

		assert_int_equal(found, rows[i].charset != NULL);
		if (found)
			assert_string_equal(out, rows[i].charset);
	}
	assert_false(charset_of_type(out, 4, "a/b; charset=utf-8"));
}

/* ---- one text, many encodings ---- */

/* Labelled by the transport, by the document, not at all, wrongly. */
static void
japanese_everywhere(void **state)
{
	static const struct {
		const char *iconv, *name;
	} codes[] = {
		{ "UTF-8", "UTF-8" }, { "CP932", "Shift_JIS" },
		{ "EUC-JP-MS", "EUC-JP" }, { "UTF-16LE", "UTF-16LE" },
		{ "UTF-16BE", "UTF-16BE" },
	};
	static const char *const types[] = { NULL, "text/xml",
	    "text/xml; charset=UTF-8", "text/xml; charset=Shift_JIS",
	    "text/xml; charset=EUC-JP", "text/xml; charset=ISO-2022-JP",
	    "text/xml; charset=ISO-8859-1", "text/xml; charset=nonsense" };
	struct buf text = BUF_INIT, bytes = BUF_INIT, out = BUF_INIT;
	struct charset_result result;
	size_t i, k;

	(void)state;
	buf_addf(&text, "<?xml version='1.0'?>\n<t>%s</t>", japanese);
	for (i = 0; i < CC_COUNT(codes); i++) {
		buf_clear(&bytes);
		encode(&bytes, codes[i].iconv, buf_string(&text));
		for (k = 0; k < CC_COUNT(types); k++) {
			decode(&out, &result, bytes.data, bytes.len, types[k],
			    CHARSET_XML);
			if (strcmp(result.name, codes[i].name) != 0 ||
			    strcmp(buf_string(&out), buf_string(&text)) != 0)
				fail_msg("%s as %s: %s, %s", codes[i].iconv,
				    types[k], result.name, buf_string(&out));
			assert_int_equal(result.n_replaced, 0);
		}
	}
	buf_release(&text);
	buf_release(&bytes);
	buf_release(&out);
}

static void
declared(void **state)
{
	static const struct {
		const char *iconv, *head, *text, *name;
		enum charset_kind kind;
	} rows[] = {
		{ "CP1251", "<?xml version='1.0' encoding='windows-1251'?>",
		    "Да", "windows-1251", CHARSET_XML },
		{ "KOI8-R", "\n <?xml encoding = \"koi8-r\" ?>", "Да",
		    "KOI8-R", CHARSET_XML },
		{ "CP932", "<?xml encoding=Shift_JIS?>", "表示", "Shift_JIS",
		    CHARSET_XML },
		{ "CP932", "<html><meta charset=sjis>", "表示", "Shift_JIS",
		    CHARSET_HTML },
		{ "EUC-JP", "<META content='text/html; charset=EUC-JP' "
		    "http-equiv=Content-Type>", "表示", "EUC-JP",
		    CHARSET_HTML },
		{ "CP1250", "<!-- <meta charset=utf-8> --><meta name=a "
		    "content='charset=koi8-r'/><meta charset='cp1250'/>",
		    "\u0141", "windows-1250", CHARSET_HTML },
		{ "CP1253", "<?xml version='1.0' encoding='windows-1253'?>"
		    "<html>", "Ω", "windows-1253", CHARSET_HTML },
		{ "UTF-8", "<?xml version='1.0' encoding='UTF-16'?>", "あ",
		    "UTF-8", CHARSET_XML },
		{ "UTF-8", "<meta charset=utf-16>", "あ", "UTF-8",
		    CHARSET_HTML },
		{ "CP949", "<?xml encoding='ks_c_5601-1987'?>", "똠방",
		    "EUC-KR", CHARSET_XML },
		{ "GB18030", "<?xml encoding='gb2312'?>", "新闻", "GBK",
		    CHARSET_XML },
		{ "BIG5-HKSCS", "<?xml encoding='big5'?>", "新聞嘅", "Big5",
		    CHARSET_XML },
		{ "CP874", "<?xml encoding='tis-620'?>", "ข่าว",
		    "windows-874", CHARSET_XML },
		{ "CP1255", "<?xml encoding='windows-1255'?>", "חדש",
		    "windows-1255", CHARSET_XML },
	};
	struct buf text = BUF_INIT, bytes = BUF_INIT, out = BUF_INIT;
	struct charset_result result;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&text);
		buf_clear(&bytes);
		buf_addf(&text, "%s<t>%s</t>", rows[i].head, rows[i].text);
		encode(&bytes, rows[i].iconv, buf_string(&text));
		decode(&out, &result, bytes.data, bytes.len, NULL,
		    rows[i].kind);
		if (strcmp(result.name, rows[i].name) != 0 ||
		    strcmp(buf_string(&out), buf_string(&text)) != 0)
			fail_msg("row %zu: %s, %s", i, result.name,
			    buf_string(&out));
		if (strcmp(rows[i].iconv, "UTF-8") != 0)
			assert_string_equal(result.from, "document");
	}
	buf_release(&text);
	buf_release(&bytes);
	buf_release(&out);
}

/* Nobody says; long enough to be told by the letters. */
static void
detected(void **state)
{
	static const struct {
		const char *iconv, *name, *text;
	} rows[] = {
		{ "CP1252", "windows-1252", "Le caf\u00E9 \u00E9tait d\u00E9j"
		    "\u00E0 ferm\u00E9, et l’\u00E9t\u00E9 aussi." },
		{ "CP1252", "windows-1252", "“It’s what he’d say,” they said, "
		    "“isn’t it?”" },
		{ "CP1251", "windows-1251", "Сегодня в городе прошла встреча "
		    "читателей газеты" },
		{ "KOI8-R", "KOI8-R", "Сегодня в городе прошла встреча "
		    "читателей газеты" },
		{ "CP1253", "windows-1253", "Η εφημερίδα κυκλοφόρησε σήμερα "
		    "το πρωί" },
		{ "CP1255", "windows-1255", "העיתון יצא היום לאור בירושלים" },
		{ "CP949", "EUC-KR", "오늘 아침 신문이 거리에서 나누어졌다" },
		{ "GB18030", "GBK", "今天早上报纸在街上发给了很多人" },
		{ "BIG5", "Big5", "今天早上報紙在街上發給了很多人" },
		{ "CP932", "Shift_JIS", "ラジオとテレビ" },
		{ "EUC-JP-MS", "EUC-JP", "ラジオとテレビ" },
	};
	struct buf bytes = BUF_INIT, out = BUF_INIT;
	struct charset_result result;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&bytes);
		encode(&bytes, rows[i].iconv, rows[i].text);
		decode(&out, &result, bytes.data, bytes.len, NULL,
		    CHARSET_PLAIN);
		if (strcmp(result.name, rows[i].name) != 0 ||
		    strcmp(buf_string(&out), rows[i].text) != 0)
			fail_msg("%s: %s, %s", rows[i].name, result.name,
			    buf_string(&out));
		assert_string_equal(result.from, "detection");
	}
	buf_release(&bytes);
	buf_release(&out);
}

/* ---- bytes by hand ---- */

struct bytes_row {
	const char *bytes;
	size_t	 len;
	const char *type;
	const char *out, *name, *from;
	size_t	 n_replaced;
	const char *why;
};

#define BYTES(literal) literal, sizeof literal - 1

static void
by_hand(void **state)
{
	static const struct bytes_row rows[] = {
		{ BYTES(""), NULL, "", "UTF-8", "detection", 0, "nothing" },
		{ BYTES("abc"), NULL, "abc", "UTF-8", "detection", 0, "ASCII" },
		{ BYTES("abc"), "sjis", "abc", "Shift_JIS", "transport", 0,
		    "a bare charset" },
		{ BYTES("\xEF\xBB\xBF\xE3\x81\x82"), "sjis", "あ", "UTF-8",
		    "bom", 0, "the mark wins and goes" },
		{ BYTES("\xFE\xFF\x30\x42"), NULL, "あ", "UTF-16BE", "bom", 0,
		    "UTF-16BE" },
		{ BYTES("\xFF\xFE\x42\x30"), NULL, "あ", "UTF-16LE", "bom", 0,
		    "UTF-16LE" },
		{ BYTES("\xFF\xFE\0\0\x42\x30\0\0"), NULL, "あ", "UTF-32LE",
		    "bom", 0, "UTF-32LE" },
		{ BYTES("\0\0\xFE\xFF\0\1\xF5\xDE"), NULL, "\U0001F5DE",
		    "UTF-32BE", "bom", 0, "UTF-32BE" },
		{ BYTES("<\0a\0>\0\x42\x30"), NULL, "<a>あ", "UTF-16LE",
		    "detection", 0, "UTF-16 by its NULs" },
		{ BYTES("\0\0\0<\0\0\0a"), "utf-8", "<a", "UTF-32BE",
		    "detection", 0, "UTF-32 by its NULs" },
		{ BYTES("\xFF\xFE\x3D\xD8\xDE\xDD\x3D\xD8" "a\0x"), NULL,
		    "\U0001F5DE" FFFD "a" FFFD, "UTF-16LE", "bom", 2,
		    "surrogates, one alone, half a unit" },
		{ BYTES("\x42\x30"), "utf-16be", "B0", "UTF-8", "detection",
		    0, "UTF-16 said, ASCII seen" },
		{ BYTES("\x30\x42\x30\x44"), "utf-16be", "0B0D", "UTF-8",
		    "detection", 0, "ASCII again" },
		{ BYTES("\x30\xA2\x30\xA4"), "utf-16be", "アイ", "UTF-16BE",
		    "transport", 0, "UTF-16 without a mark" },
		{ BYTES("\x1B$B9f30\x1B(B!"), NULL, "号外!", "ISO-2022-JP",
		    "detection", 0, "escapes" },
		{ BYTES("\x1B$B9f30\x1B(B!"), "utf-8", "号外!", "ISO-2022-JP",
		    "detection", 0, "escapes are proof" },
		{ BYTES("\x1B$B-!\x1B(I1\x1B(J\\\x1B$(D0\"\n!"),
		    "iso-2022-jp", "①ｱ\\丄\n!", "ISO-2022-JP", "transport", 0,
		    "NEC row, kana, JIS-Roman, JIS X 0212, line's end" },
		{ BYTES("\x1B$B9f\x1B(B \x0E" "1\x0F."), "cp50222", "号 ｱ.",
		    "ISO-2022-JP", "transport", 0, "shift out and in" },
		{ BYTES("\x82\xA0\x82\xA2\x81\xAD\x82\xA4"), "sjis",
		    "あい" FFFD "う", "Shift_JIS", "detection", 1,
		    "a pair without meaning is one" },
		{ BYTES("caf\xE9 na\xEFve"), "utf-8",
		    "caf\u00E9 na\u00EFve", "windows-1252", "detection", 0,
		    "Latin-1 that is said to be UTF-8" },
		{ BYTES("\x93quoted\x94 \x81"), "iso-8859-1",
		    "“quoted” \xC2\x81", "windows-1252", "detection", 0,
		    "Latin-1 is windows-1252, holes are C1" },
		{ BYTES("caf\xC3\xA9"), "iso-8859-1", "caf\u00C3\u00A9",
		    "windows-1252", "transport", 0, "no proof, believed" },
		{ BYTES("\xC2\xA9\xC3\xA9\xC3\xA8\xC3\xA0"), "iso-8859-1",
		    "\u00A9\u00E9\u00E8\u00E0", "UTF-8", "detection", 0,
		    "flawless UTF-8 is proof" },
	};
	struct buf out = BUF_INIT;
	struct charset_result result;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		const struct bytes_row *row = &rows[i];

		decode(&out, &result, row->bytes, row->len, row->type,
		    CHARSET_PLAIN);
		if (strcmp(buf_string(&out), row->out) != 0 ||
		    strcmp(result.name, row->name) != 0 ||
		    strcmp(result.from, row->from) != 0 ||
		    result.n_replaced != row->n_replaced)
			fail_msg("%s: %s, %s by %s, %zu replaced", row->why,
			    buf_string(&out), result.name, result.from,
			    result.n_replaced);
	}
	buf_release(&out);
}

/* A broken byte in a long text changes that character alone. */
static void
one_broken(void **state)
{
	static const struct {
		const char *iconv, *type, *name;
	} rows[] = {
		{ "UTF-8", "utf-8", "UTF-8" }, { "UTF-8", NULL, "UTF-8" },
		{ "EUC-JP-MS", "euc-jp", "EUC-JP" },
		{ "CP932", "shift_jis", "Shift_JIS" },
		{ "CP932", NULL, "Shift_JIS" },
	};
	struct buf bytes = BUF_INIT, out = BUF_INIT, text = BUF_INIT;
	struct charset_result result;
	size_t i;

	(void)state;
	buf_addf(&text, "%s|%s", japanese, japanese);
	for (i = 0; i < CC_COUNT(rows); i++) {
		buf_clear(&bytes);
		encode(&bytes, rows[i].iconv, buf_string(&text));
		*(char *)memchr(bytes.data, '|', bytes.len) = (char)0xFF;
		decode(&out, &result, bytes.data, bytes.len, rows[i].type,
		    CHARSET_PLAIN);
		if (strcmp(result.name, rows[i].name) != 0)
			fail_msg("row %zu: %s", i, result.name);
		assert_true(result.n_replaced >= 1);
		assert_memory_equal(out.data, japanese, sizeof japanese - 1);
	}
	buf_release(&bytes);
	buf_release(&out);
	buf_release(&text);
}

static void
fills_to_the_limit(void **state)
{
	struct buf out, bytes = BUF_INIT;

	(void)state;
	encode(&bytes, "CP932", japanese);
	buf_init(&out, 10);
	charset_decode(&out, bytes.data, bytes.len, "sjis", CHARSET_PLAIN,
	    NULL);
	assert_string_equal(buf_string(&out), "号外で");
	assert_false(buf_ok(&out));
	buf_release(&out);
	buf_init(&out, 10);
	charset_decode(&out, bytes.data, bytes.len, "utf-8", CHARSET_PLAIN,
	    NULL);
	assert_string_equal(buf_string(&out), "号外で");
	buf_release(&out);
	buf_release(&bytes);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(labels),
		cmocka_unit_test(content_types),
		cmocka_unit_test(japanese_everywhere),
		cmocka_unit_test(declared),
		cmocka_unit_test(detected),
		cmocka_unit_test(by_hand),
		cmocka_unit_test(one_broken),
		cmocka_unit_test(fills_to_the_limit),
	};

	return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
