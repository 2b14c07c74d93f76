/*
 * Bytes of any kind under any label: what comes out is UTF-8 within the
 * limit, and sanitised text has nothing forbidden in it. The first byte of
 * the input chooses label and kind.
 */
#include <string.h>

#include "fuzz.h"
#include "gogai/charset.h"
#include "gogai/sanitize.h"
#include "gogai/utf8.h"

static const char *const types[] = { NULL, "utf-8", "text/xml;charset=sjis",
    "text/html; charset=\"euc-jp\"", "iso-2022-jp", "gb18030", "big5",
    "euc-kr", "windows-1252", "windows-1258", "utf-16be", "utf-16",
    "utf-32le", "koi8-r", "windows-874", "nonsense" };

static void
check_clean(const struct buf *text)
{
	struct buf clean = BUF_INIT;
	size_t at = 0;
	uint32_t c;

	sanitize_text(&clean, buf_string(text), text->len);
	fuzz_require(utf8_valid(buf_string(&clean), clean.len),
	    "sanitised text is UTF-8");
	while (at < clean.len) {
		at += utf8_decode(&c, clean.data + at, clean.len - at);
		fuzz_require(!sanitize_forbids(c), "nothing forbidden");
	}
	buf_release(&clean);
}

/* Read the input as a Content-Type, too. */
static void
check_type(const char *p, size_t len)
{
	char type[256], charset[32];

	if (len >= sizeof type)
		len = sizeof type - 1;
	memcpy(type, p, len);
	type[len] = '\0';
	if (charset_of_type(charset, sizeof charset, type))
		charset_name(charset, strlen(charset));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct charset_result result;
	struct buf out;
	const char *p = (const char *)data + 1;

	if (size == 0)
		return 0;
	buf_init(&out, 1u << 20);
	charset_decode(&out, p, size - 1, types[data[0] % CC_COUNT(types)],
	    (enum charset_kind)(data[0] / CC_COUNT(types) % 3), &result);
	fuzz_require(utf8_valid(buf_string(&out), out.len), "UTF-8 comes out");
	fuzz_require(out.len <= out.limit, "within the limit");
	fuzz_require(result.name != NULL && result.from != NULL, "a result");
	check_clean(&out);
	check_type(p, size - 1);
	buf_release(&out);
	return 0;
}
