/*
 * A document: the tree walked once, and what came of it kept.
 *
 * The builder's arrays are handed over as they are; strings and frames live
 * in the document's arena. The tree is freed when it was walked.
 */
#include "gogai/document.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/mem.h"
#include "gogai/str.h"
#include "gogai/url.h"
#include "document_priv.h"

struct document {
	struct arena *arena;
	char *text;
	size_t len;
	struct block *blocks, *cell_blocks;
	size_t n_blocks, n_cell_blocks;
	struct run *runs;
	size_t n_runs;
	struct link *links;
	size_t n_links;
	struct image *images;
	size_t n_images;
};

static const struct document_options no_options;

static void
builder_start(struct builder *b, const struct document_options *options)
{
	*b = (struct builder){ 0 };
	b->arena = arena_new();
	b->numbers = map_new(0);
	b->options = options != NULL ? options : &no_options;
	b->base_url = b->options->base_url;
	b->into = &b->blocks;
}

/* An array that will not grow any more, without its spare room. */
static void *
shrink(void *array, size_t n, size_t size)
{
	if (n > 0)
		return mem_realloc(array, n, size);
	free(array);
	return NULL;
}

/* The document of what was built; the builder is released. */
static struct document *
builder_finish(struct builder *b)
{
	struct document *d = mem_calloc(1, sizeof *d);

	builder_close(b, 0);
	d->arena = b->arena;
	d->len = b->text.len;
	buf_adds(&b->text, "");
	d->text = mem_realloc(buf_take(&b->text), d->len + 1, 1);
	d->n_blocks = b->blocks.n;
	d->blocks = shrink(b->blocks.v, b->blocks.n, sizeof *d->blocks);
	d->n_cell_blocks = b->cell_blocks.n;
	d->cell_blocks = shrink(b->cell_blocks.v, b->cell_blocks.n,
	    sizeof *d->cell_blocks);
	d->n_runs = b->n_runs;
	d->runs = shrink(b->runs, b->n_runs, sizeof *d->runs);
	d->n_links = b->n_links;
	d->links = shrink(b->links, b->n_links, sizeof *d->links);
	d->n_images = b->n_images;
	d->images = shrink(b->images, b->n_images, sizeof *d->images);
	b->blocks.v = b->cell_blocks.v = NULL;
	b->runs = NULL;
	b->links = NULL;
	b->images = NULL;
	builder_release(b);
	return d;
}

/* The page may name another base for its addresses (HTML §4.2.3). */
static char *
page_base(const struct html_node *root, const char *base_url)
{
	const struct html_node *base = html_find(root, "base");
	const char *href = base == NULL ? NULL : html_attr(base, "href");

	return href == NULL ? NULL : url_resolve(base_url, href);
}

int
document_parse(struct document **out, const char *html, size_t len,
    const struct document_options *options, struct err *err)
{
	struct builder b;
	struct html *tree;
	char *base;

	if (html_parse(&tree, html, len, err) < 0)
		return err_add(err, _("reading the text"));
	builder_start(&b, options);
	base = page_base(html_root(tree), b.base_url);
	if (base != NULL)
		b.base_url = base;
	walk_children(&b, html_root(tree));
	*out = builder_finish(&b);
	free(base);
	html_free(tree);
	return 0;
}

struct document *
document_from_text(const char *text, size_t len)
{
	struct builder b;
	struct str rest = { text, len }, line;
	bool more = false;

	builder_start(&b, NULL);
	while (str_split(&rest, '\n', &line)) {
		if (!text_has_ink(line.p, line.len)) {
			builder_close(&b, 1);
			more = false;
			continue;
		}
		if (more)
			builder_break(&b);
		builder_text(&b, line.p, line.len);
		more = true;
	}
	return builder_finish(&b);
}

void
document_free(struct document *document)
{
	if (document == NULL)
		return;
	arena_free(document->arena);
	free(document->text);
	free(document->blocks);
	free(document->cell_blocks);
	free(document->runs);
	free(document->links);
	free(document->images);
	free(document);
}

const char *
document_text(const struct document *document, size_t *len)
{
	*len = document->len;
	return document->text;
}

size_t
document_n_blocks(const struct document *document)
{
	return document->n_blocks;
}

const struct block *
document_block(const struct document *document, size_t i)
{
	return i < document->n_blocks ? &document->blocks[i] : NULL;
}

const struct block *
document_cell_block(const struct document *document, size_t i)
{
	return i < document->n_cell_blocks ? &document->cell_blocks[i] : NULL;
}

const struct run *
document_run(const struct document *document, size_t i)
{
	return i < document->n_runs ? &document->runs[i] : NULL;
}

size_t
document_n_links(const struct document *document)
{
	return document->n_links;
}

const struct link *
document_link(const struct document *document, size_t number)
{
	if (number == 0 || number > document->n_links)
		return NULL;
	return &document->links[number - 1];
}

size_t
document_n_images(const struct document *document)
{
	return document->n_images;
}

const struct image *
document_image(const struct document *document, size_t number)
{
	if (number == 0 || number > document->n_images)
		return NULL;
	return &document->images[number - 1];
}
