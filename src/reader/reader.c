/*
 * A page's bytes to its article: decode, parse, lay flat, read what the page
 * says of itself, choose and clean, and write what is left as safe HTML.
 *
 * All that belongs to a result is in one arena. Nothing is fetched.
 */
#include "gogai/reader.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/bounds.h"
#include "gogai/charset.h"
#include "gogai/mem.h"
#include "gogai/safe_html.h"
#include "reader_priv.h"

struct reader {
	struct arena *arena;
	struct html *html;
	struct buf out;
	struct reader_page page;
};

/* Fewer units of text are no article, only a line on a page without one. */
#define UNITS_MIN 40

static int
parse_page(struct reader *reader, const char *bytes, size_t len,
    const struct reader_source *source, struct err *err)
{
	struct buf text = BUF_INIT;
	int result;

	if (len > BOUND_PAGE_BYTES)
		return err_set(err, ERR_BOUND, _("the page is too large"));
	charset_decode(&text, bytes, len, source->content_type, CHARSET_HTML,
	    NULL);
	result = html_parse(&reader->html, buf_string(&text), text.len, err);
	buf_release(&text);
	return result;
}

/* Take out of the tree what the winner leaves out. */
static void
carve(const struct flat *flat, const struct candidate *c)
{
	uint32_t i = c->top + 1, end = flat->cells[c->top].end;

	while (i < end) {
		if (c->gone[i] == STAYS) {
			i++;
			continue;
		}
		html_remove(flat->cells[i].node);
		i = flat->cells[i].end;
	}
}

static void
write_html(struct reader *reader, const struct flat *flat,
    const struct candidate *c, const struct meta *meta)
{
	struct html_node *top = flat->cells[c->top].node, *box;

	carve(flat, c);
	box = html_new_element(reader->html, "div");
	if (html_is(top, "body") || html_is(top, "html")) {
		while (top->first != NULL) {
			struct html_node *child = top->first;

			html_remove(child);
			html_append(box, child);
		}
	} else {
		html_remove(top);
		html_append(box, top);
	}
	safe_html_tree(reader->html, box, meta->base);
	html_serialize_inner(&reader->out, box);
}

static void
fill_page(struct reader *reader, const struct meta *meta)
{
	struct reader_page *page = &reader->page;

	page->title = meta->title;
	page->byline = meta->byline;
	page->site = meta->site;
	page->language = meta->language;
	page->dir = meta->dir;
	page->excerpt = meta->excerpt;
	page->image = meta->image;
	page->canonical = meta->canonical;
	page->published_at = meta->published_at;
	page->wants = meta->wants;
	page->n_wants = meta->n_wants;
	page->html = buf_string(&reader->out);
	page->html_len = reader->out.len;
}

static int
extract(struct reader *reader, const struct reader_source *source,
    struct err *err)
{
	struct flat *flat = flat_new(reader->html, reader->arena);
	struct meta meta;
	struct candidate *best;

	memset(&meta, 0, sizeof meta);
	meta_read(&meta, flat, source);
	best = score_best(flat, source, &meta);
	reader->page.explain = arena_strdup(reader->arena,
	    buf_string(&flat->explain));
	buf_release(&flat->explain);
	if (best == NULL || best->sums.text < UNITS_MIN)
		return err_set(err, ERR_NOT_ARTICLE,
		    _("there is no article on this page"));
	reader->page.how = arena_printf(reader->arena, "%s %.0f", best->how,
	    best->score);
	write_html(reader, flat, best, &meta);
	fill_page(reader, &meta);
	return 0;
}

int
reader_extract(struct reader **out, const char *bytes, size_t len,
    const struct reader_source *source, struct err *err)
{
	struct reader *reader = mem_calloc(1, sizeof *reader);

	*out = NULL;
	reader->arena = arena_new();
	if (parse_page(reader, bytes, len, source, err) < 0 ||
	    extract(reader, source, err) < 0) {
		reader_free(reader);
		return -1;
	}
	*out = reader;
	return 0;
}

const struct reader_page *
reader_page(const struct reader *reader)
{
	return &reader->page;
}

void
reader_free(struct reader *reader)
{
	if (reader == NULL)
		return;
	html_free(reader->html);
	arena_free(reader->arena);
	buf_release(&reader->out);
	free(reader);
}
