/*
 * Any bytes as a title or a piece of HTML: a line comes out, sanitised,
 * within its bytes. The first byte of the input is the limit.
 */
#include <string.h>

#include "fuzz.h"
#include "gogai/plain.h"
#include "gogai/sanitize.h"
#include "gogai/utf8.h"

static void
check_line(const struct buf *line, size_t max)
{
	size_t at = 0;
	uint32_t c;

	fuzz_require(utf8_valid(buf_string(line), line->len), "UTF-8");
	fuzz_require(max == 0 || line->len <= max, "within its bytes");
	if (line->len > 0)
		fuzz_require(line->data[0] != ' ' &&
		    line->data[line->len - 1] != ' ', "no space at the ends");
	while (at < line->len) {
		at += utf8_decode(&c, line->data + at, line->len - at);
		fuzz_require(!sanitize_forbids(c) && c != '\t' && c != '\n',
		    "nothing forbidden");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *p = (const char *)data + 1;
	struct buf out = BUF_INIT;
	size_t max;

	if (size == 0)
		return 0;
	max = data[0];
	size--;
	plain_from_html(&out, p, size, max);
	check_line(&out, max);
	buf_clear(&out);
	plain_title(&out, p, size, max);
	check_line(&out, max);
	buf_clear(&out);
	sanitize_line(&out, p, size, max);
	check_line(&out, max);
	buf_clear(&out);
	fuzz_require(plain_entity(&out, p, size) <= size, "an entity's bytes");
	fuzz_require(utf8_valid(buf_string(&out), out.len), "an entity");
	buf_release(&out);
	return 0;
}
