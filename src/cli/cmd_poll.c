/*
 * gogai poll: ask for news, and say what came.
 *
 * On a terminal one line shows the progress and is wiped at the end; failures
 * and the summary stay. Elsewhere each feed has its line. An interrupt gives
 * up what waits and still ends with a summary.
 */
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli_priv.h"
#include "gogai/url.h"

struct polling {
	bool	 terminal;
	bool	 line_open;	/* the progress line is on the screen */
	bool	 trouble;
	struct event sum;	/* counts of the last EVENT_POLLED */
};

/*
 * Interrupts are not handled but looked for, between events: blocked here,
 * they stay pending, and no handler needs a place to leave a note.
 */
static void
hold_interrupts(sigset_t *interrupts)
{
	(void)sigemptyset(interrupts);
	(void)sigaddset(interrupts, SIGINT);
	(void)sigaddset(interrupts, SIGTERM);
	(void)sigaddset(interrupts, SIGHUP);
	(void)pthread_sigmask(SIG_BLOCK, interrupts, NULL);
}

/* Did one come since the last time? */
static bool
was_interrupted(const sigset_t *interrupts)
{
	sigset_t pending;
	int number;

	(void)sigpending(&pending);
	if (!sigismember(&pending, SIGINT) &&
	    !sigismember(&pending, SIGTERM) && !sigismember(&pending, SIGHUP))
		return false;
	(void)sigwait(interrupts, &number);
	return true;
}

static void
wipe_progress(struct polling *p)
{
	if (p->line_open)
		(void)fputs("\r\033[K", stdout);
	p->line_open = false;
}

static void
show_progress(struct polling *p, const struct event *e)
{
	if (!p->terminal)
		return;
	wipe_progress(p);
	out_print(stdout, _("feeds %zu/%zu, new articles %zu"),
	    e->n_feeds_done, e->n_feeds, e->n_articles);
	if (e->n_pages > 0)
		out_print(stdout, _(", pages %zu/%zu"), e->n_pages_done,
		    e->n_pages);
	(void)fflush(stdout);
	p->line_open = true;
}

/* The feed as people know it. */
static void
print_name(FILE *to, const struct event *e)
{
	char *url = url_redact(e->url);

	if (e->title != NULL)
		out_print(to, "%s (%s)", e->title, url);
	else
		out_print(to, "%s", url);
	free(url);
}

static void
show_feed(struct polling *p, const struct event *e)
{
	FILE *to = e->outcome == FEED_FAILED ? stderr : stdout;

	if (p->terminal && e->outcome != FEED_FAILED)
		return;
	wipe_progress(p);
	print_name(to, e);
	switch (e->outcome) {
	case FEED_NEW:
		out_print(to, _(": %zu new, %zu changed"), e->n_new,
		    e->n_changed);
		break;
	case FEED_UNCHANGED:
		out_print(to, "%s", _(": nothing new"));
		break;
	case FEED_NOT_DUE:
		out_print(to, _(": not asked, %s"), e->why);
		break;
	case FEED_FAILED:
		out_print(to, ": %s", e->err.message);
		break;
	}
	if (e->outcome != FEED_NOT_DUE && e->why != NULL)
		out_print(to, " (%s)", e->why);
	out_print(to, "\n");
}

static void
show_page(struct polling *p, const struct event *e)
{
	char *url;

	if (e->err.code == ERR_NONE)
		return;
	wipe_progress(p);
	url = url_redact(e->url);
	out_print(stderr, _("page %s: %s\n"), url, e->err.message);
	free(url);
}

static void
show_summary(struct polling *p)
{
	const struct event *e = &p->sum;

	wipe_progress(p);
	out_print(stdout, _("Feeds: %zu (%zu unchanged, %zu not asked, "
	    "%zu failed). New articles: %zu."), e->n_feeds, e->n_unchanged,
	    e->n_not_due, e->n_failed, e->n_articles);
	if (e->n_pages > 0)
		out_print(stdout, _(" Pages: %zu (%zu failed)."),
		    e->n_pages_done, e->n_pages_failed);
	if (e->cancelled)
		out_print(stdout, "%s", _(" Given up before the end."));
	out_print(stdout, "\n");
	if (e->n_not_due > 0)
		out_print(stdout, "%s", _("gogai poll --force asks all.\n"));
}

/* Show one event; true: the poll has ended. */
static bool
show(struct polling *p, struct event *e)
{
	switch (e->kind) {
	case EVENT_PROGRESS:
		show_progress(p, e);
		break;
	case EVENT_FEED:
		show_feed(p, e);
		break;
	case EVENT_PREFETCHED:
		show_page(p, e);
		break;
	case EVENT_TROUBLE:
		wipe_progress(p);
		(void)cli_fail(&e->err, 0);
		p->trouble = true;
		break;
	case EVENT_POLLED:
		p->sum = *e;
		return true;
	default:
		break;
	}
	return false;
}

/* The first interrupt gives up what waits, a second one everything. */
static void
follow(struct polling *p, struct engine *engine, const sigset_t *interrupts)
{
	unsigned n_interrupts = 0;
	struct event *event;
	bool ended = false;

	while (!ended && n_interrupts < 2) {
		event = engine_wait(engine, 200);
		if (event != NULL)
			ended = show(p, event);
		event_free(event);
		if (!was_interrupted(interrupts))
			continue;
		n_interrupts++;
		engine_poll_cancel(engine);
	}
}

static int
status_of(const struct polling *p)
{
	const struct event *e = &p->sum;

	if (e->n_feeds == 0 || (e->n_failed == e->n_feeds && p->trouble))
		return CLI_NOTHING;
	return e->n_failed > 0 || p->trouble ? CLI_SOME : CLI_OK;
}

/* Is there anything to poll? If not, say how to begin. */
static bool
has_feeds(const struct cli *cli, struct err *err)
{
	struct subs *subs = NULL;
	bool has;

	if (subs_load(&subs, cli->paths.urls, err) < 0)
		return false;
	cli_complain(cli, subs);
	has = subs_len(subs) > 0;
	if (!has)
		(void)err_set(err, ERR_USAGE, _("nothing is subscribed: "
		    "gogai add URL subscribes to a feed"));
	subs_free(subs);
	return has;
}

int
cmd_poll(struct cli *cli)
{
	bool force = false, no_pages = false;
	const struct flag flags[] = {
		{ "--force", FLAG_BOOL, &force },
		{ "--no-pages", FLAG_BOOL, &no_pages },
	};
	struct polling polling = { .terminal = isatty(STDOUT_FILENO) == 1 };
	struct engine_options how = { .options = cli->options,
	    .cache = cli->paths.cache, .urls = cli->paths.urls };
	struct engine *engine;
	struct err err;
	sigset_t interrupts;
	unsigned what = 0;

	err_clear(&err);
	if (cli_flags(cli, flags, CC_COUNT(flags)) < 0)
		return CLI_USAGE;
	hold_interrupts(&interrupts);
	if (!has_feeds(cli, &err) || engine_start(&engine, &how, &err) < 0)
		return cli_fail(&err, CLI_NOTHING);
	if (force)
		what |= ENGINE_POLL_FORCE;
	if (no_pages)
		what |= ENGINE_POLL_NO_PAGES;
	if (cli->n_args > 0)
		what |= ENGINE_POLL_ASKED;
	engine_poll(engine, (const char *const *)cli->args,
	    (size_t)cli->n_args, what);
	follow(&polling, engine, &interrupts);
	engine_stop(engine);
	show_summary(&polling);
	return status_of(&polling);
}
