/*
 * gogai extract: the main content of a page, as text, HTML or JSON.
 *
 * A file never leads to the network; the addresses that the reader would like
 * are listed in the JSON.
 */
#include <stdlib.h>
#include <string.h>

#include "cli_priv.h"
#include "gogai/bounds.h"
#include "gogai/reader.h"

static void
print_json(const struct reader_page *page, const char *text)
{
	struct json *object = json_new();

	json_add_text(object, "title", page->title);
	json_add_text(object, "byline", page->byline);
	json_add_text(object, "site", page->site);
	json_add_time(object, "published", page->published_at);
	json_add_text(object, "language", page->language);
	json_add_text(object, "dir", page->dir);
	json_add_text(object, "excerpt", page->excerpt);
	json_add_text(object, "image", page->image);
	json_add_text(object, "text", text);
	json_add_text(object, "html", page->html);
	json_add_text(object, "how", page->how);
	if (page->n_wants > 0)
		json_add_texts(object, "wants", page->wants, page->n_wants);
	json_write(stdout, object, true);
	(void)fputc('\n', stdout);
}

static void
print_page(const struct reader_page *page, bool html, bool json)
{
	struct buf text = BUF_INIT;

	reader_text(&text, page->html, page->html_len);
	if (json)
		print_json(page, buf_string(&text));
	else if (html)
		out_print(stdout, "%s\n", page->html);
	else
		out_text(stdout, buf_string(&text), text.len);
	buf_release(&text);
}

int
cmd_extract(struct cli *cli)
{
	struct reader_source source = { 0 };
	bool text = false, html = false, json = false;
	const struct flag flags[] = {
		{ "--text", FLAG_BOOL, &text },
		{ "--html", FLAG_BOOL, &html },
		{ "--json", FLAG_BOOL, &json },
		{ "--base-url", FLAG_TEXT, &source.url },
		{ "--content-type", FLAG_TEXT, &source.content_type },
		{ "--excerpt", FLAG_TEXT, &source.excerpt },
	};
	struct reader *reader = NULL;
	struct buf bytes;
	struct err err;
	int r;

	err_clear(&err);
	if (cli_flags(cli, flags, CC_COUNT(flags)) < 0)
		return CLI_USAGE;
	if (cli->n_args != 1)
		return cli_usage(cli);
	r = cli_read(cli, &bytes, BOUND_PAGE_BYTES, &err);
	if (r == 0)
		r = reader_extract(&reader, buf_string(&bytes), bytes.len,
		    &source, &err);
	if (r == 0)
		print_page(reader_page(reader), html, json);
	reader_free(reader);
	buf_release(&bytes);
	return r < 0 ? cli_fail(&err, CLI_SOME) : CLI_OK;
}
