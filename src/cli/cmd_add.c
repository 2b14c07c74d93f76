/*
 * gogai add: append feeds to the urls file, with its comments kept.
 */
#include <stdlib.h>

#include "cli_priv.h"
#include "gogai/mem.h"

int
cmd_add(struct cli *cli)
{
	const char *title = NULL, *tag = NULL;
	const struct flag flags[] = {
		{ "--title", FLAG_TEXT, &title },
		{ "--tag", FLAG_TEXT, &tag },
	};
	struct subscription *feeds;
	struct err err;
	size_t i, n, added;
	int r;

	err_clear(&err);
	if (cli_flags(cli, flags, CC_COUNT(flags)) < 0)
		return CLI_USAGE;
	n = (size_t)cli->n_args;
	if (n == 0)
		return cli_usage(cli);
	feeds = mem_calloc(n, sizeof(*feeds));
	for (i = 0; i < n; i++) {
		feeds[i].url = cli->args[i];
		feeds[i].title = title;
		feeds[i].tags = &tag;
		feeds[i].n_tags = tag != NULL;
	}
	r = subs_add(cli->paths.urls, feeds, n, &added, &err);
	free(feeds);
	if (r < 0)
		return cli_fail(&err, CLI_SOME);
	out_print(stdout, _("%zu added to %s; gogai poll fetches the news\n"),
	    added, cli->paths.urls);
	if (added < n)
		out_print(stdout, _("%zu subscribed already\n"), n - added);
	return CLI_OK;
}
