/*
 * Any bytes as a page: an article or a clear error, and what is called safe
 * HTML stays the same when it is made safe once more.
 */
#include <string.h>

#include "fuzz.h"
#include "gogai/reader.h"
#include "gogai/safe_html.h"
#include "gogai/utf8.h"

static void
check_found(const struct reader_page *page)
{
	struct buf again = BUF_INIT, text = BUF_INIT;

	fuzz_require(page->how != NULL && page->html_len > 0, "an article");
	fuzz_require(utf8_valid(page->html, page->html_len), "UTF-8");
	safe_html_fragment(&again, page->html, page->html_len, NULL);
	fuzz_require(again.len == page->html_len &&
	    memcmp(again.data, page->html, again.len) == 0, "safe HTML");
	reader_text(&text, page->html, page->html_len);
	buf_release(&again);
	buf_release(&text);
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
