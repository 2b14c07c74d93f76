/*
 * Labels of encodings, as the Encoding Standard has them, and what decodes
 * them here.
 *
 * Labels mean what they mean on the web: ISO-8859-1 is windows-1252, GB2312
 * is GBK (GB18030 decodes it), Shift_JIS is CP932. To the standard's labels
 * come some that feeds use: names of vendors, and UTF-32. Where no label fits
 * as it is, hyphens, underscores and spaces are not looked at: "utf_8",
 * "Shift JIS".
 */
#include "gogai/charset.h"

#include <assert.h>
#include <string.h>

#include "gogai/str.h"

#include "text_priv.h"

static const struct text_pairs sjis_pairs =
    { { 0x81, 0x9F, 0xE0, 0xFC }, { 0x40, 0x7E, 0x80, 0xFC } };
static const struct text_pairs euc_pairs =
    { { 0xA1, 0xFE, 0x8E, 0x8F }, { 0xA1, 0xFE, 0xA1, 0xFE } };
static const struct text_pairs gbk_pairs =
    { { 0x81, 0xFE, 0x81, 0xFE }, { 0x40, 0x7E, 0x80, 0xFE } };
static const struct text_pairs big5_pairs =
    { { 0x81, 0xFE, 0x81, 0xFE }, { 0x40, 0x7E, 0xA1, 0xFE } };
static const struct text_pairs korean_pairs =
    { { 0x81, 0xFE, 0x81, 0xFE }, { 0x41, 0x7A, 0x81, 0xFE } };

/* A row of an encoding of one byte a character. */
#define SINGLE(name, labels, iconv) \
	{ name, labels, iconv, NULL, TEXT_CODEC_ICONV, 0, false }
/* A row of an encoding of two bytes a character. */
#define DOUBLE(name, labels, iconv, pairs) \
	{ name, labels, iconv, &pairs, TEXT_CODEC_ICONV, 0, false }
/* A row of UTF-16 or UTF-32. */
#define WIDE(name, labels, unit, big_endian) \
	{ name, labels, "", NULL, TEXT_CODEC_WIDE, unit, big_endian }

static const struct text_charset charsets[] = {
	{ "UTF-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 "
	    "x-unicode20utf8", "", NULL, TEXT_CODEC_UTF8, 0, false },
	SINGLE("IBM866", "866 cp866 csibm866 ibm866", "IBM866"),
	SINGLE("ISO-8859-2", "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 "
	    "iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2", "ISO-8859-2"),
	SINGLE("ISO-8859-3", "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 "
	    "iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3", "ISO-8859-3"),
	SINGLE("ISO-8859-4", "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 "
	    "iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4", "ISO-8859-4"),
	SINGLE("ISO-8859-5", "csisolatincyrillic cyrillic iso-8859-5 "
	    "iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
	    "ISO-8859-5"),
	SINGLE("ISO-8859-6", "arabic asmo-708 csiso88596e csiso88596i "
	    "csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i "
	    "iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
	    "ISO-8859-6"),
	SINGLE("ISO-8859-7", "csisolatingreek ecma-118 elot_928 greek greek8 "
	    "iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 "
	    "iso_8859-7:1987 sun_eu_greek", "ISO-8859-7"),
	SINGLE("ISO-8859-8", "csiso88598e csisolatinhebrew hebrew iso-8859-8 "
	    "iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 "
	    "iso_8859-8:1988 visual", "ISO-8859-8"),
	SINGLE("ISO-8859-8-I", "csiso88598i iso-8859-8-i logical",
	    "ISO-8859-8"),
	SINGLE("ISO-8859-10", "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 "
	    "iso885910 l6 latin6", "ISO-8859-10"),
	SINGLE("ISO-8859-13", "iso-8859-13 iso8859-13 iso885913",
	    "ISO-8859-13"),
	SINGLE("ISO-8859-14", "iso-8859-14 iso8859-14 iso885914",
	    "ISO-8859-14"),
	SINGLE("ISO-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso885915 "
	    "iso_8859-15 l9", "ISO-8859-15"),
	SINGLE("ISO-8859-16", "iso-8859-16", "ISO-8859-16"),
	SINGLE("KOI8-R", "cskoi8r koi koi8 koi8-r koi8_r", "KOI8-R"),
	SINGLE("KOI8-U", "koi8-ru koi8-u", "KOI8-U KOI8-R"),
	SINGLE("macintosh", "csmacintosh mac macintosh x-mac-roman",
	    "MACINTOSH"),
	SINGLE("windows-874", "dos-874 iso-8859-11 iso8859-11 iso885911 "
	    "tis-620 windows-874", "CP874 TIS-620"),
	SINGLE("windows-1250", "cp1250 windows-1250 x-cp1250", "CP1250"),
	SINGLE("windows-1251", "cp1251 windows-1251 x-cp1251", "CP1251"),
	SINGLE("windows-1252", "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 "
	    "ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 "
	    "iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
	    "CP1252 ISO-8859-1"),
	SINGLE("windows-1253", "cp1253 windows-1253 x-cp1253", "CP1253"),
	SINGLE("windows-1254", "cp1254 csisolatin5 iso-8859-9 iso-ir-148 "
	    "iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 "
	    "windows-1254 x-cp1254", "CP1254"),
	SINGLE("windows-1255", "cp1255 windows-1255 x-cp1255", "CP1255"),
	SINGLE("windows-1256", "cp1256 windows-1256 x-cp1256", "CP1256"),
	SINGLE("windows-1257", "cp1257 windows-1257 x-cp1257", "CP1257"),
	SINGLE("windows-1258", "cp1258 windows-1258 x-cp1258", "CP1258"),
	SINGLE("x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian",
	    "MAC-UK MAC-CYRILLIC"),
	DOUBLE("GBK", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 "
	    "gb_2312-80 gbk iso-ir-58 x-gbk cp936 ms936 windows-936 euc-cn",
	    "GB18030 GBK", gbk_pairs),
	DOUBLE("gb18030", "gb18030", "GB18030", gbk_pairs),
	DOUBLE("Big5", "big5 big5-hkscs cn-big5 csbig5 x-x-big5 cp950 "
	    "windows-950", "BIG5-HKSCS BIG5", big5_pairs),
	DOUBLE("EUC-JP", "cseucpkdfmtjapanese euc-jp x-euc-jp x-euc euc-jp-ms "
	    "eucjp-win cp51932", "EUC-JP-MS EUC-JP", euc_pairs),
	{ "ISO-2022-JP", "csiso2022jp iso-2022-jp iso-2022-jp-1 iso-2022-jp-2 "
	    "iso-2022-jp-3 iso-2022-jp-ms cp50220 cp50221 cp50222", "", NULL,
	    TEXT_CODEC_JIS, 0, false },
	DOUBLE("Shift_JIS", "csshiftjis ms932 ms_kanji shift-jis shift_jis "
	    "sjis windows-31j x-sjis cp932 windows-932 shift_jisx0213 "
	    "sjis-win", "CP932 SHIFT_JIS", sjis_pairs),
	DOUBLE("EUC-KR", "cseuckr csksc56011987 euc-kr iso-ir-149 korean "
	    "ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 "
	    "cp949 ms949 uhc", "CP949 UHC EUC-KR", korean_pairs),
	{ "replacement", "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext "
	    "iso-2022-kr replacement", "", NULL, TEXT_CODEC_NONE, 0, false },
	WIDE("UTF-16BE", "unicodefffe utf-16be", 2, true),
	WIDE("UTF-16LE", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff "
	    "utf-16 utf-16le", 2, false),
	WIDE("UTF-32BE", "utf-32be ucs-4be", 4, true),
	WIDE("UTF-32LE", "iso-10646-ucs-4 ucs-4 ucs-4le utf-32 utf-32le", 4,
	    false),
	SINGLE("x-user-defined", "x-user-defined", "CP1252 ISO-8859-1"),
};

/* Two labels that are the same but for case. */
static bool
same_label(struct str a, struct str b)
{
	return str_ieq(a, b);
}

static bool
is_filler(char c)
{
	return c == '-' || c == '_' || c == ' ';
}

/* Two labels that are the same but for case, hyphens and the like. */
static bool
similar_label(struct str a, struct str b)
{
	size_t i = 0, k = 0;

	for (;;) {
		while (i < a.len && is_filler(a.p[i]))
			i++;
		while (k < b.len && is_filler(b.p[k]))
			k++;
		if (i == a.len || k == b.len)
			return i == a.len && k == b.len;
		if (ascii_lower((unsigned char)a.p[i++]) !=
		    ascii_lower((unsigned char)b.p[k++]))
			return false;
	}
}

static const struct text_charset *
find_by(bool (*same)(struct str, struct str), struct str label)
{
	struct str labels, one;
	size_t i;

	for (i = 0; i < CC_COUNT(charsets); i++) {
		labels = str_of(charsets[i].labels);
		while (str_word(&labels, &one))
			if (same(label, one))
				return &charsets[i];
	}
	return NULL;
}

const struct text_charset *
text_charset_find(const char *label, size_t len)
{
	struct str trimmed = str_trim((struct str){ label, len });
	const struct text_charset *found;

	if (trimmed.len == 0)
		return NULL;
	found = find_by(same_label, trimmed);
	return found != NULL ? found : find_by(similar_label, trimmed);
}

const struct text_charset *
text_charset_named(const char *name)
{
	size_t i = 0;

	while (strcmp(charsets[i].name, name) != 0) {
		i++;
		assert(i < CC_COUNT(charsets));
	}
	return &charsets[i];
}

const char *
charset_name(const char *label, size_t len)
{
	const struct text_charset *found = text_charset_find(label, len);

	return found == NULL ? NULL : found->name;
}

static bool
in_ranges(const unsigned char *ranges, unsigned char byte)
{
	return (byte >= ranges[0] && byte <= ranges[1]) ||
	    (byte >= ranges[2] && byte <= ranges[3]);
}

bool
text_is_pair(const struct text_pairs *pairs, const unsigned char *p)
{
	return in_ranges(pairs->lead, p[0]) && in_ranges(pairs->trail, p[1]);
}
