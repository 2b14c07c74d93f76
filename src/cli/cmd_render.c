/*
 * gogai render: HTML laid out as the article screen does.
 *
 * The width is the measure: no margin, no centring, nothing before or after.
 */
#include <string.h>

#include "cli_priv.h"
#include "gogai/bounds.h"
#include "gogai/charset.h"
#include "render.h"

void
render_document(const struct document *document, const struct options *options,
    int cols, enum layout_links links)
{
	const struct layout_options how = {
		.cols = cols,
		.links = links,
		.level = (enum linebreak_level)options_choice(options,
		    OPTION_LINE_BREAK),
		.width = {
			.ambiguous_wide = options_bool(options,
			    OPTION_AMBIGUOUS_WIDE),
			.vs16_wide = options_bool(options, OPTION_VS16_WIDE),
		},
		.ascii = options_bool(options, OPTION_ASCII),
	};
	struct layout *layout = layout_new(document, &how);
	struct buf text = BUF_INIT;
	const struct line *line;
	size_t i;

	for (i = 0; (line = layout_line(layout, i)) != NULL; i++) {
		buf_clear(&text);
		layout_line_text(&text, line);
		buf_addc(&text, '\n');
		out_text(stdout, buf_string(&text), text.len);
	}
	buf_release(&text);
	layout_free(layout);
}

/* The word's place in the option's choices, or -1. */
static int
links_named(const char *name)
{
	const struct option *option = option_at(OPTION_LINKS);
	int i;

	for (i = 0; option->choices[i] != NULL; i++)
		if (strcmp(option->choices[i], name) == 0)
			return i;
	return -1;
}

static int
render(struct cli *cli, const char *base_url, int cols, int links,
    struct err *err)
{
	struct buf bytes, text;
	struct document *document;
	int r = -1;

	buf_init(&text, BOUND_PAGE_BYTES);
	if (cli_read(cli, &bytes, BOUND_PAGE_BYTES, err) < 0)
		goto out;
	charset_decode(&text, buf_string(&bytes), bytes.len, NULL,
	    CHARSET_HTML, NULL);
	if (engine_page_document(&document, buf_string(&text), text.len,
	    base_url, cli->options, err) < 0)
		goto out;
	render_document(document, cli->options, cols,
	    (enum layout_links)links);
	document_free(document);
	r = 0;
out:
	buf_release(&bytes);
	buf_release(&text);
	return r;
}

int
cmd_render(struct cli *cli)
{
	const char *base_url = NULL, *links_name = NULL;
	int64_t width = 80;
	const struct flag flags[] = {
		{ "--width", FLAG_NUMBER, &width },
		{ "--links", FLAG_TEXT, &links_name },
		{ "--base-url", FLAG_TEXT, &base_url },
	};
	struct err err;
	int links;

	err_clear(&err);
	if (cli_flags(cli, flags, CC_COUNT(flags)) < 0)
		return CLI_USAGE;
	links = links_name != NULL ? links_named(links_name) :
	    options_choice(cli->options, OPTION_LINKS);
	if (cli->n_args != 1 || width < 1 || links < 0)
		return cli_usage(cli);
	if (render(cli, base_url, (int)width, links, &err) < 0)
		return cli_fail(&err, CLI_SOME);
	return CLI_OK;
}
