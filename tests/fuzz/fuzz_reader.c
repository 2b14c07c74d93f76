/*
 * Any bytes as a page: an article or a clear error; and making its safe HTML
 * safe once more loses nothing of its text.
 */
#include <string.h>

#include "fuzz.h"
#include "gogai/reader.h"
#include "gogai/safe_html.h"
#include "gogai/str.h"
#include "gogai/utf8.h"

/* The text of safe HTML without its white space. */
static void
add_text(struct buf *out, const char *html, size_t len)
{
	struct buf text = BUF_INIT;
	size_t i;

	reader_text(&text, html, len);
	for (i = 0; i < text.len; i++)
		if (!ascii_space((unsigned char)text.data[i]))
			buf_addc(out, text.data[i]);
	buf_release(&text);
}

static void
check_found(const struct reader_page *page)
{
	struct buf again = BUF_INIT, first = BUF_INIT, second = BUF_INIT;

	fuzz_require(page->how != NULL && page->html_len > 0, "an article");
	fuzz_require(utf8_valid(page->html, page->html_len), "UTF-8");
	safe_html_fragment(&again, page->html, page->html_len, NULL);
	add_text(&first, page->html, page->html_len);
	add_text(&second, buf_string(&again), again.len);
	fuzz_require(first.len == second.len && memcmp(buf_string(&first),
	    buf_string(&second), first.len) == 0, "safe HTML");
	buf_release(&again);
	buf_release(&first);
	buf_release(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct reader_source source = { .url = "http://news.example/a/b" };
	struct reader *reader;
	struct err err;

	if (reader_extract(&reader, (const char *)data, size, &source,
	    &err) < 0) {
		fuzz_require(err.code == ERR_NOT_ARTICLE ||
		    err.code == ERR_BOUND, "an error of the contract");
		return 0;
	}
	check_found(reader_page(reader));
	reader_free(reader);
	return 0;
}
