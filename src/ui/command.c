/*
 * The table of every command, and the command line.
 *
 * A name may have several rows, for screens on which it means something else.
 * Keys, ":" lines, the help screen and the manual all come from here; order
 * is that of the help.
 */
#include "ui_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/config.h"
#include "gogai/mem.h"
#include "gogai/str.h"

/* ---- moves that all screens share ---- */

static void
move_lines(struct ui *ui, struct screen *screen, const struct call *call)
{
	int n = call->how * (call->count > 0 ? call->count : 1);

	(void)ui;
	if (screen->list != NULL)
		listview_go(screen->list, screen->list->cursor + n);
	else if (screen->text != NULL)
		textview_scroll(screen->text, n);
}

static void
move_halves(struct ui *ui, struct screen *screen, const struct call *call)
{
	int n = call->how * (call->count > 0 ? call->count : 1);

	(void)ui;
	if (screen->list != NULL)
		listview_halves(screen->list, n);
	else if (screen->text != NULL)
		textview_halves(screen->text, n);
}

/* To an end; a count is a row's number. */
static void
move_end(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)ui;
	if (screen->list != NULL)
		listview_go(screen->list, call->count > 0 ? call->count - 1 :
		    call->how > 0 ? screen->list->n - 1 : 0);
	else if (screen->text != NULL && call->how > 0)
		textview_end(screen->text);
	else if (screen->text != NULL)
		textview_home(screen->text);
}

/* ---- commands of the program ---- */

static void
leave(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)screen;
	(void)call;
	ui_pop(ui);
}

static void
out(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)call;
	if (screen->below != NULL)
		ui_pop(ui);
}

static void
quit(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)screen;
	(void)call;
	ui->done = true;
}

static void
cancel(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)call;
	status_clear(ui);
	if (screen->text != NULL) {
		screen->text->link = 0;
		screen->text->has_hit = false;
	}
}

static void
redraw(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)screen;
	(void)call;
	ui->wants_redraw = true;
	ui->subs_stale = true;
	ui_stale(ui);
}

static void
suspend(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)screen;
	(void)call;
	ui->wants_suspend = true;
}

static void
poll_all(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)screen;
	(void)call;
	ui_poll(ui, NULL);
}

static void
cancel_poll(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)screen;
	(void)call;
	if (!ui->status.polling) {
		status_say(ui, "%s", _("no poll is under way"));
		return;
	}
	status_say(ui, "%s", _("giving up the poll"));
	engine_poll_cancel(ui->o.engine);
}

static void
show_read(struct ui *ui, struct screen *screen, const struct call *call)
{
	bool shown = options_bool(ui->o.options, OPTION_SHOW_READ);

	(void)screen;
	(void)call;
	(void)options_set(ui->o.options, "show-read", shown ? "no" : "yes",
	    NULL);
	ui_apply_options(ui);
	status_say(ui, "%s", shown ? _("read articles are hidden") :
	    _("read articles are shown"));
}

static void
help(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)call;
	if (screen->ops->kind != SCREEN_HELP)
		help_open(ui, screen->ops->kind);
}

static void
open_picker(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)screen;
	(void)call;
	picker_open(ui, false);
}

static void
subscribe_typed(struct ui *ui, struct screen *screen, const char *text)
{
	(void)screen;
	if (text != NULL && text[0] != '\0')
		ui_subscribe(ui, text);
}

static void
add(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)screen;
	if (call->argument != NULL)
		ui_subscribe(ui, call->argument);
	else
		prompt_open(ui, PROMPT_ADDRESS, _("Address of a feed: "), "",
		    subscribe_typed);
}

/* ---- search in texts ---- */

static void
search_typed(struct ui *ui, struct screen *screen, const char *text)
{
	if (text == NULL || screen->text == NULL)
		return;
	if (text[0] == '\0')
		screen->text->has_hit = false;
	else if (!textview_search(screen->text, text))
		status_say(ui, _("not found: %s"), text);
	else
		status_say(ui, "%zu/%zu", screen->text->hit + 1,
		    screen->text->n_hits);
}

static void
search(struct ui *ui, struct screen *screen, const struct call *call)
{
	if (call->argument != NULL)
		search_typed(ui, screen, call->argument);
	else
		prompt_open(ui, PROMPT_SEARCH, "/", "", search_typed);
}

static void
search_on(struct ui *ui, struct screen *screen, const struct call *call)
{
	if (!textview_hit(screen->text, call->how))
		status_say(ui, "%s", _("nothing was searched for: / searches"));
	else
		status_say(ui, "%zu/%zu", screen->text->hit + 1,
		    screen->text->n_hits);
}

/* ---- the command line ---- */

/* The words of a line in the settings language; -1: said what is wrong. */
static int
split_line(struct ui *ui, const char *line, const char *const **words)
{
	struct err err;
	int n;

	err_clear(&err);
	n = config_split(ui->o.config, line, strlen(line), words, &err);
	if (n < 0)
		status_fail(ui, "%s", err.message);
	return n;
}

static void
show_option(struct ui *ui, const char *name)
{
	enum option_id id = option_find(name);
	char *value;

	if (id == OPTION_COUNT) {
		status_fail(ui, _("no option is called \"%s\""), name);
		return;
	}
	value = options_format(ui->o.options, id);
	status_say(ui, "%s %s", name, value);
	free(value);
}

static void
set_option(struct ui *ui, struct screen *screen, const struct call *call)
{
	const char *const *words;
	struct err err;
	int n;

	(void)screen;
	err_clear(&err);
	n = split_line(ui, call->argument != NULL ? call->argument : "",
	    &words);
	if (n == 1)
		show_option(ui, words[0]);
	else if (n == 0 || n > 2)
		status_fail(ui, "%s", _("set takes an option and its value"));
	else if (n == 2 && options_set(ui->o.options, words[0], words[1],
	    &err) < 0)
		status_fail(ui, "%s", err.message);
	else if (n == 2)
		ui_apply_options(ui);
}

static void
bind_key(struct ui *ui, struct screen *screen, const struct call *call)
{
	char *line = mem_printf("bind %s", call->argument != NULL ?
	    call->argument : "");
	const char *const *words;
	struct err err;
	int n;

	(void)screen;
	err_clear(&err);
	n = split_line(ui, line, &words);
	if (n > 0 && keymap_bind(ui->keymap, words, (size_t)n, &err) < 0)
		status_fail(ui, "%s", err.message);
	free(line);
}

static void
open_address(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)screen;
	if (call->argument != NULL)
		article_open_url(ui, call->argument);
	else
		status_fail(ui, "%s", _("open takes an address"));
}

static void
line_typed(struct ui *ui, struct screen *screen, const char *text)
{
	(void)screen;
	if (text != NULL && text[0] != '\0')
		command_line(ui, text);
}

static void
ask_command(struct ui *ui, struct screen *screen, const struct call *call)
{
	(void)screen;
	(void)call;
	prompt_open(ui, PROMPT_COMMAND, ":", "", line_typed);
}

/* ---- the table ---- */

#define ARTICLES (ON(HEADLINES) | ON(ARTICLE))
#define READING (ON(FEEDS) | ARTICLES)

static const struct command commands[] = {
	{ "open", ON(FEEDS), feeds_enter, 0, N_("Open the headlines") },
	{ "open", ON(HEADLINES), headlines_enter, 0,
	    N_("Read the article") },
	{ "open", ON(ARTICLE), article_enter, 0,
	    N_("Follow the link: its number, then this key; or the marked "
	    "one") },
	{ "open", ON(LINKS), links_enter, 0, N_("Follow the link") },
	{ "open", ON(PICKER), picker_subscribe, 0,
	    N_("Subscribe the chosen feeds and poll them") },
	{ "leave", ON_ALL, leave, 0,
	    N_("One screen up; on the first one, the end") },
	{ "out", ON_ALL, out, 0, N_("One screen up") },
	{ "back", ON(ARTICLE), article_back, 0,
	    N_("Back to where the link was") },
	{ "choose", ON(PICKER), picker_toggle, 0,
	    N_("Choose the feed, or its whole group on a heading") },
	{ "choose-group", ON(PICKER), picker_group, 0,
	    N_("Choose the whole group") },
	{ "down", ON_LISTS, move_lines, 1, N_("One row down") },
	{ "up", ON_LISTS, move_lines, -1, N_("One row up") },
	{ "down", ON_TEXTS, move_lines, 1, N_("One line down") },
	{ "up", ON_TEXTS, move_lines, -1, N_("One line up") },
	{ "page-down", ON_ALL & ~ON(ARTICLE), move_halves, 2,
	    N_("A page down") },
	{ "page-down", ON(ARTICLE), article_page, 2,
	    N_("A page down; at the end, the next unread article") },
	{ "page-up", ON_ALL, move_halves, -2, N_("A page up") },
	{ "half-down", ON_ALL, move_halves, 1, N_("Half a page down") },
	{ "half-up", ON_ALL, move_halves, -1, N_("Half a page up") },
	{ "top", ON_ALL, move_end, -1,
	    N_("To the beginning; in a list, a number before it is a row") },
	{ "bottom", ON_ALL, move_end, 1, N_("To the end") },
	{ "next-unread", ON(FEEDS), feeds_next_unread, 0,
	    N_("To the next feed with unread articles") },
	{ "next-unread", ON(HEADLINES), headlines_next_unread, 0,
	    N_("To the next unread article") },
	{ "next-unread", ON(ARTICLE), article_next_unread, 0,
	    N_("Read the next unread article") },
	{ "next", ON(ARTICLE), article_beside, 1,
	    N_("Read the next article of the list") },
	{ "previous", ON(ARTICLE), article_beside, -1,
	    N_("Read the previous article of the list") },
	{ "next-link", ON(ARTICLE), article_walk, 1, N_("Mark the next link") },
	{ "previous-link", ON(ARTICLE), article_walk, -1,
	    N_("Mark the previous link") },
	{ "links", ON(ARTICLE), article_links, 0, N_("List the links") },
	{ "browser", ON(HEADLINES), headlines_browser, 0,
	    N_("Open the article in the browser") },
	{ "browser", ON(ARTICLE), article_browser, 0,
	    N_("Open the article, or the marked or numbered link, in the "
	    "browser") },
	{ "browser", ON(LINKS), links_browser, 0,
	    N_("Open the link in the browser") },
	{ "toggle-read", ON(HEADLINES), headlines_toggle, 0,
	    N_("Read or unread") },
	{ "toggle-read", ON(ARTICLE), article_toggle, 0,
	    N_("Read or unread") },
	{ "star", ON(HEADLINES), headlines_star, 0, N_("Star, or no star") },
	{ "star", ON(ARTICLE), article_star, 0, N_("Star, or no star") },
	{ "mark-all-read", ON(FEEDS), feeds_mark_all, 0,
	    N_("All articles of the feed are read") },
	{ "mark-all-read", ON(HEADLINES), headlines_mark_all, 0,
	    N_("All articles of the list are read") },
	{ "filter", ON(FEEDS), feeds_filter, 0,
	    N_("Headlines with these words") },
	{ "filter", ON(HEADLINES), headlines_filter, 0,
	    N_("Only headlines with these words; none for all") },
	{ "search", ON_TEXTS, search, 0, N_("Search in the text") },
	{ "search-next", ON_TEXTS, search_on, 1, N_("The next place found") },
	{ "search-previous", ON_TEXTS, search_on, -1,
	    N_("The previous place found") },
	{ "show-read", ON(FEEDS) | ON(HEADLINES), show_read, 0,
	    N_("Show or hide read articles") },
	{ "poll", ON(FEEDS), feeds_poll, 0, N_("Poll this feed") },
	{ "poll", ON(HEADLINES), headlines_poll, 0, N_("Poll this feed") },
	{ "poll", ON(ARTICLE), article_poll, 0, N_("Poll this feed") },
	{ "poll-all", READING, poll_all, 0, N_("Poll all feeds") },
	{ "cancel-poll", READING, cancel_poll, 0, N_("Give up the poll") },
	{ "add", ON(FEEDS) | ON(PICKER), add, 0, N_("Subscribe an address") },
	{ "picker", ON(FEEDS), open_picker, 0,
	    N_("Choose from the list of Japan news") },
	{ "command", ON_ALL, ask_command, 0,
	    N_("A command: set NAME VALUE, open URL, bind KEY COMMAND, …") },
	{ "set", ON_ALL, set_option, 0, N_("Set an option") },
	{ "bind", ON_ALL, bind_key, 0, N_("Bind a key") },
	{ "open-url", ON_ALL, open_address, 0, N_("Read the page at a URL") },
	{ "help", ON_ALL, help, 0, N_("The keys of this screen") },
	{ "cancel", ON_ALL, cancel, 0,
	    N_("Forget the number, the mark, the message") },
	{ "redraw", ON_ALL, redraw, 0, N_("Draw everything anew") },
	{ "suspend", ON_ALL, suspend, 0, N_("To the shell for a while") },
	{ "quit", ON_ALL, quit, 0, N_("Leave gogai") },
};

const struct command *
command_at(size_t i)
{
	return i < CC_COUNT(commands) ? &commands[i] : NULL;
}

const struct command *
command_find(const char *name, enum screen_kind kind)
{
	size_t i;

	for (i = 0; i < CC_COUNT(commands); i++)
		if ((commands[i].screens & (1u << kind)) != 0 &&
		    strcmp(commands[i].name, name) == 0)
			return &commands[i];
	return NULL;
}

bool
command_known(const char *name)
{
	size_t i;

	for (i = 0; i < CC_COUNT(commands); i++)
		if (strcmp(commands[i].name, name) == 0)
			return true;
	return false;
}

/* "open URL" reads a page; without one it is what Enter does. */
static const char *
full_name(const char *name, const char *argument)
{
	return argument != NULL && strcmp(name, "open") == 0 ? "open-url" :
	    name;
}

void
command_line(struct ui *ui, const char *line)
{
	struct str rest = str_of(line), word;
	const struct command *command;
	struct call call = { 0 };
	char *name, *argument = NULL;

	if (!str_word(&rest, &word))
		return;
	rest = str_trim(rest);
	name = mem_strndup(word.p, word.len);
	if (rest.len > 0)
		argument = mem_strndup(rest.p, rest.len);
	command = command_find(full_name(name, argument),
	    ui->screen->ops->kind);
	if (command != NULL) {
		call.how = command->how;
		call.argument = argument;
		command->run(ui, ui->screen, &call);
	} else if (command_known(name)) {
		status_fail(ui, _("%s is not for this screen"), name);
	} else {
		status_fail(ui, _("no command is called \"%s\""), name);
	}
	free(name);
	free(argument);
}
