/*
 * Which text an article is shown with: the page's or the feed's own.
 *
 * No thread and no network: what the workers do for the interface, commands
 * do by themselves.
 */
#include "gogai/engine.h"

#include <string.h>

#include "gogai/arena.h"

int
engine_page_document(struct document **out, const char *html, size_t len,
    const char *base_url, const struct options *options, struct err *err)
{
	const struct document_options how = {
		.base_url = base_url,
		.hide_ruby = options_choice(options, OPTION_RUBY) != 0,
	};

	return document_parse(out, html, len, &how, err);
}

static size_t
text_len(const struct document *document)
{
	size_t len = 0;

	if (document != NULL)
		(void)document_text(document, &len);
	return len;
}

/* What the feed carried; an article without a body gives an empty document. */
static int
body_document(struct document **out, const struct article *a,
    const struct options *options, struct err *err)
{
	const char *html = a->content != NULL ? a->content : a->summary;

	if (html == NULL)
		html = "";
	return engine_page_document(out, html, strlen(html), a->link, options,
	    err);
}

/* The cached page's document, or NULL. */
static struct document *
full_document(struct store *store, const struct article *a,
    const struct options *options)
{
	struct arena *arena = arena_new();
	struct document *full = NULL;
	struct store_page page;

	if (store_page_read(store, a->link, arena, &page, NULL) == 0 &&
	    page.html != NULL)
		(void)engine_page_document(&full, page.html, page.html_len,
		    page.final_url, options, NULL);
	arena_free(arena);
	return full;
}

int
engine_best_document(struct document **out, bool *full_text,
    struct store *store, const struct store_article *article,
    const struct options *options, struct err *err)
{
	struct document *body, *full = NULL;

	if (body_document(&body, &article->article, options, err) < 0)
		return -1;
	if (article->article.link != NULL)
		full = full_document(store, &article->article, options);
	*full_text = full != NULL && text_len(full) >= text_len(body);
	*out = *full_text ? full : body;
	document_free(*full_text ? body : full);
	return 0;
}
