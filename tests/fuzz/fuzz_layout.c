/*
 * Any bytes as HTML: they become a document, and its lines keep their word.
 *
 * The first byte is the width, the second the options. No line is wider than
 * the measure but for a single cluster; outside of tables every byte of the
 * document is shown once and in order; every line is found by its own place.
 */
#include "fuzz.h"
#include "gogai/document.h"
#include "gogai/layout.h"
#include "gogai/utf8.h"

static bool
may_miss(const char *p, size_t len)
{
	uint32_t c;
	size_t i;

	for (i = 0; i < len; ) {
		i += utf8_decode(&c, p + i, len - i);
		if (c != ' ' && c != '\n' && c != 0x3000 && c != 0x200B &&
		    c != 0xAD)
			return false;
	}
	return true;
}

static bool
has_tables(const struct document *d)
{
	size_t i;

	for (i = 0; i < document_n_blocks(d); i++)
		if (document_block(d, i)->table != NULL)
			return true;
	return false;
}

static void
check_line(const struct line *line, const struct layout_options *options)
{
	const struct fragment *f;
	size_t i;
	int col = 0, cols;

	for (i = 0; i < line->n_fragments; i++) {
		f = &line->fragments[i];
		fuzz_require(f->len > 0 && f->col >= col && f->cols >= 0,
		    "fragments stand behind one another");
		fuzz_require(utf8_valid(f->text, f->len), "UTF-8");
		col = f->col + f->cols;
	}
	if (col <= options->cols || options->links == LAYOUT_LINKS_INLINE)
		return;
	f = &line->fragments[0];
	fuzz_require(width_cluster(&cols, f->text, f->len, &options->width) ==
	    f->len || cols > options->cols, "no line is too wide");
}

static void
check_text(const struct document *d, struct layout *layout)
{
	const struct fragment *f;
	const struct line *line;
	const char *text;
	size_t len, at = 0, i, k;

	text = document_text(d, &len);
	for (i = 0; (line = layout_line(layout, i)) != NULL; i++)
		for (k = 0; k < line->n_fragments; k++) {
			f = &line->fragments[k];
			if (f->text < text || f->text >= text + len)
				continue;
			fuzz_require(f->text >= text + at, "shown in order");
			fuzz_require(may_miss(text + at,
			    (size_t)(f->text - text) - at), "nothing is lost");
			at = (size_t)(f->text - text) + f->len;
		}
	fuzz_require(may_miss(text + at, len - at), "nor at the end");
}

static void
check_places(struct layout *layout)
{
	const struct line *line, *found;
	size_t i, at;

	for (i = 0; (line = layout_line(layout, i)) != NULL; i++) {
		if (line->blank)
			continue;
		at = layout_find(layout, line->block, line->offset);
		fuzz_require(at <= i, "a line is found by its place");
		found = layout_line(layout, at);
		fuzz_require(found->block == line->block &&
		    found->offset <= line->offset, "in its block");
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct layout_options options = { 0 };
	struct document *d;
	struct layout *layout;
	size_t i;

	if (size < 2)
		return 0;
	options.cols = data[0];
	options.links = (enum layout_links)(data[1] % 3);
	options.ascii = data[1] & 4;
	options.width.ambiguous_wide = data[1] & 8;
	options.width.vs16_wide = data[1] & 16;
	options.level = (enum linebreak_level)((data[1] >> 5) % 3);
	if (document_parse(&d, (const char *)data + 2, size - 2, NULL,
	    NULL) < 0)
		return 0;
	layout = layout_new(d, &options);
	if (options.cols < 1)
		options.cols = 1;
	for (i = 0; layout_line(layout, i) != NULL; i++)
		check_line(layout_line(layout, i), &options);
	if (!has_tables(d) && !options.ascii)	/* "▣" becomes "#" */
		check_text(d, layout);
	check_places(layout);
	layout_free(layout);
	document_free(d);
	return 0;
}
