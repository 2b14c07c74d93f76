/*
 * gogai show: one article as the interface lays it out, as plain text.
 */
#include <stdlib.h>
#include <string.h>

#include "cli_priv.h"
#include "gogai/arena.h"
#include "gogai/date.h"
#include "gogai/document.h"
#include "gogai/str.h"
#include "render.h"

/* "feed · author · date", what there is of it. */
static void
print_source(const struct cli *cli, const struct store_article *a)
{
	const char *author = a->article.author;
	char date[128] = "";
	struct tm local;
	time_t at = a->article.published_at != DATE_NONE ?
	    a->article.published_at : a->sort_at;

	if (localtime_r(&at, &local) != NULL)
		(void)strftime(date, sizeof(date),
		    options_text(cli->options, OPTION_DATE_FORMAT), &local);
	out_print(stdout, "%s%s%s%s%s\n",
	    a->feed_title[0] != '\0' ? a->feed_title : a->feed_url,
	    author != NULL ? " · " : "", author != NULL ? author : "",
	    date[0] != '\0' ? " · " : "", date);
}

static int
print_article(struct cli *cli, struct store *store,
    const struct store_article *a, int cols, struct err *err)
{
	struct document *document;
	bool full_text;

	if (engine_best_document(&document, &full_text, store, a,
	    cli->options, err) < 0)
		return -1;
	if (a->article.title != NULL)
		out_print(stdout, "%s\n", a->article.title);
	print_source(cli, a);
	if (a->article.link != NULL)
		out_print(stdout, "%s\n", a->article.link);
	out_print(stdout, "\n");
	render_document(document, cli->options, cols, LAYOUT_LINKS_NOTES);
	document_free(document);
	return 0;
}

int
cmd_show(struct cli *cli)
{
	int64_t width = -1, id;
	const struct flag flags[] = { { "--width", FLAG_NUMBER, &width } };
	struct store_article article;
	struct store *store = NULL;
	struct arena *arena;
	struct err err;
	size_t used;
	int r = -1;

	err_clear(&err);
	if (cli_flags(cli, flags, CC_COUNT(flags)) < 0)
		return CLI_USAGE;
	if (cli->n_args != 1)
		return cli_usage(cli);
	id = (int64_t)str_number(str_of(cli->args[0]), INT64_MAX, &used);
	if (used == 0 || used != strlen(cli->args[0]))
		return cli_usage(cli);
	if (width < 1) {
		width = options_number(cli->options, OPTION_TEXT_WIDTH);
		if (width > cli_columns())
			width = cli_columns();
	}
	arena = arena_new();
	if (store_open(&store, cli->paths.cache, STORE_READ, &err) == 0 &&
	    store_article_read(store, id, arena, &article, &err) == 0)
		r = print_article(cli, store, &article, (int)width, &err);
	store_close(store);
	arena_free(arena);
	return r < 0 ? cli_fail(&err, CLI_SOME) : CLI_OK;
}
