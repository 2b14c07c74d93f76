/*
 * Images, figures with captions, and media that a terminal cannot play.
 *
 * An image is shown by its words: alt, or the caption of its figure. Where
 * the caption says it all, the sign of the image stands in front of it and
 * there is no second line. An image without any words is decoration.
 */
#include "gogai/document.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/safe_html.h"
#include "gogai/sanitize.h"
#include "gogai/str.h"
#include "gogai/utf8.h"
#include "document_priv.h"

/* No caption is longer; what is, is not compared with its image's words. */
#define LONG_CAPTION 4000

/* A figure while it is walked. */
struct figure {
	const struct html_node *image;	/* shown in its caption, or NULL */
	size_t first;			/* blocks that stood before it */
};

/* The words of an image, as one line in out (cleared). */
static void
image_words(struct buf *out, const struct html_node *image)
{
	const char *words = html_attr(image, "alt");

	buf_clear(out);
	if (words == NULL || !text_has_ink(words, strlen(words)))
		words = html_attr(image, "title");
	if (words != NULL)
		sanitize_line(out, words, strlen(words), 0);
}

/* Alt text that is one sign (an emoji as an image): it is just text. */
static bool
is_sign(const char *words)
{
	uint32_t c;
	size_t len = strlen(words), n;

	if (len == 0)
		return false;
	n = utf8_decode(&c, words, len);
	return c >= 0x2190 && (n == len || c >= 0x1F000) && len <= 32 &&
	    strchr(words, ' ') == NULL;
}

static void
show_image(struct builder *b, const struct html_node *image,
    const char *words)
{
	char *url = safe_html_image_url(image, b->base_url);
	struct buf clean = BUF_INIT;

	if (url != NULL)
		sanitize_text(&clean, url, strlen(url));
	builder_image(b, words, buf_string(&clean));
	buf_release(&clean);
	free(url);
}

void
walk_image(struct builder *b, const struct html_node *node,
    const struct element *element CC_UNUSED)
{
	struct buf words = BUF_INIT;

	if (b->figure != NULL && b->figure->image == node)
		return;
	image_words(&words, node);
	if (is_sign(buf_string(&words)))
		builder_text(b, words.data, words.len);
	else if (words.len > 0)
		show_image(b, node, words.data);
	buf_release(&words);
}

/* The first element of this name in a figure, not of a figure inside of it. */
static const struct html_node *
find_own(const struct html_node *figure, const char *name)
{
	const struct html_node *n = figure->first;

	while (n != NULL) {
		if (html_is(n, name))
			return n;
		n = html_is(n, "figure") ? html_skip(n, figure) :
		    html_next(n, figure);
	}
	return NULL;
}

/* The image that its caption describes well enough, or NULL. */
static const struct html_node *
image_in_caption(const struct html_node *figure)
{
	const struct html_node *image = find_own(figure, "img");
	const struct html_node *caption = find_own(figure, "figcaption");
	struct buf words = BUF_INIT, line = BUF_INIT;
	bool covered;

	if (image == NULL || caption == NULL ||
	    node_is_long(caption, LONG_CAPTION))
		return NULL;
	image_words(&words, image);
	node_line(&line, caption);
	covered = line.len > 0 && strstr(line.data, buf_string(&words)) != NULL;
	buf_release(&words);
	buf_release(&line);
	return covered ? image : NULL;
}

void
walk_figure(struct builder *b, const struct html_node *node,
    const struct element *element CC_UNUSED)
{
	struct figure *around = b->figure;
	struct figure figure = { .image = image_in_caption(node) };

	builder_close(b, 1);
	figure.first = b->into->n;
	b->figure = &figure;
	walk_block(b, node, b->look.kind, 1);
	b->figure = around;
}

void
walk_caption(struct builder *b, const struct html_node *node,
    const struct element *element)
{
	struct figure *figure = b->figure;
	enum block_kind around = b->look.kind;

	builder_close(b, 1);
	if (figure != NULL && figure->first < b->into->n)
		builder_fix_gap(b, 0);
	b->look.kind = element->kind;
	if (figure != NULL && figure->image != NULL)
		show_image(b, figure->image, "");
	walk_children(b, node);
	b->gap_fixed = false;
	builder_close(b, 1);
	b->look.kind = around;
}

/* The address of a medium: its own, or its first source's. */
static const char *
media_url(const struct html_node *node)
{
	static const char *const names[] = { "src", "data", "data-src" };
	const struct html_node *source;
	const char *url;
	size_t i;

	for (i = 0; i < CC_COUNT(names); i++) {
		url = html_attr(node, names[i]);
		if (url != NULL && *url != '\0')
			return url;
	}
	source = html_find(node, "source");
	return source == NULL ? NULL : html_attr(source, "src");
}

void
walk_media(struct builder *b, const struct html_node *node,
    const struct element *element)
{
	const char *url = media_url(node);

	if (url == NULL || str_istarts(str_trim(str_of(url)), "about:")) {
		if (html_is(node, "object"))	/* its fallback */
			walk_children(b, node);
		return;
	}
	builder_close(b, 1);
	walk_link(b, node, url, _(element->words));
	builder_close(b, 1);
}
