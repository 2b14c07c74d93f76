/*
 * The table of every option.
 *
 * A row is all there is to an option: the parser of `config`, `:set` and -o,
 * the manual and completion read it from here. Order is that of enum
 * option_id.
 */
#include "config_priv.h"

#include <string.h>

static const char *const when_choices[] = { "auto", "yes", "no", NULL };
static const char *const color_choices[] = { "auto", "always", "never", NULL };
static const char *const break_choices[] = {
	"strict", "normal", "loose", NULL
};
static const char *const link_choices[] = { "inline", "notes", "none", NULL };
static const char *const ruby_choices[] = { "paren", "hide", NULL };

const struct option option_table[OPTION_COUNT] = {
	[OPTION_POLL_INTERVAL] = {
		.name = "poll-interval", .type = OPTION_SECONDS,
		.min = 300, .max = 7 * 86400, .def = "60m",
		.help = N_("Time between two polls of a feed.") },
	[OPTION_POLL_ON_START] = {
		.name = "poll-on-start", .type = OPTION_BOOL, .def = "no",
		.help = N_("Poll what is due when the interface opens.") },
	[OPTION_PREFETCH_PAGES] = {
		.name = "prefetch-pages", .type = OPTION_CHOICE,
		.choices = when_choices, .def = "auto",
		.help = N_("Fetch articles' pages while polling: of feeds that "
		    "carry only excerpts, of all, or never.") },
	[OPTION_PREFETCH_LIMIT] = {
		.name = "prefetch-limit", .type = OPTION_NUMBER,
		.min = 0, .max = 10000, .def = "50",
		.help = N_("The most pages that a poll fetches beforehand.") },
	[OPTION_MAX_CONNECTIONS] = {
		.name = "max-connections", .type = OPTION_NUMBER,
		.min = 1, .max = 1000, .def = "100",
		.help = N_("The most connections at once.") },
	[OPTION_HOST_CONNECTIONS] = {
		.name = "host-connections", .type = OPTION_NUMBER,
		.min = 0, .max = 100, .def = "2",
		.help = N_("The most connections to one host; 0 is no limit, "
		    "for a server of your own.") },
	[OPTION_HOST_GAP] = {
		.name = "host-gap", .type = OPTION_SECONDS,
		.min = 0, .max = 3600, .def = "1",
		.help = N_("Time between two requests to one host; 0 is none, "
		    "for a server of your own.") },
	[OPTION_CONNECT_TIMEOUT] = {
		.name = "connect-timeout", .type = OPTION_SECONDS,
		.min = 1, .max = 600, .def = "10",
		.help = N_("How long a host may take to connect.") },
	[OPTION_STALL_TIMEOUT] = {
		.name = "stall-timeout", .type = OPTION_SECONDS,
		.min = 1, .max = 600, .def = "30",
		.help = N_("How long a transfer may stand still.") },
	[OPTION_TRANSFER_TIMEOUT] = {
		.name = "transfer-timeout", .type = OPTION_SECONDS,
		.min = 1, .max = 3600, .def = "120",
		.help = N_("How long a transfer may take as a whole.") },
	[OPTION_USER_AGENT] = {
		.name = "user-agent", .type = OPTION_TEXT, .def = "",
		.help = N_("What to tell servers that we are; empty for the "
		    "program's own name and address.") },
	[OPTION_PROXY] = {
		.name = "proxy", .type = OPTION_TEXT, .def = "",
		.help = N_("A proxy's URL; empty for the environment's.") },
	[OPTION_CA_FILE] = {
		.name = "ca-file", .type = OPTION_TEXT, .def = "",
		.help = N_("A file of certificates to trust in place of the "
		    "system's.") },
	[OPTION_BROWSER] = {
		.name = "browser", .type = OPTION_TEXT, .def = "",
		.help = N_("The program that opens links; empty for $BROWSER, "
		    "else xdg-open.") },
	[OPTION_COLOR] = {
		.name = "color", .type = OPTION_CHOICE,
		.choices = color_choices, .def = "auto",
		.help = N_("Colours on the screen; auto minds NO_COLOR.") },
	[OPTION_ASCII] = {
		.name = "ascii", .type = OPTION_BOOL, .def = "no",
		.help = N_("Draw bars, bullets and rules in ASCII.") },
	[OPTION_TEXT_WIDTH] = {
		.name = "text-width", .type = OPTION_NUMBER,
		.min = 20, .max = 500, .def = "80",
		.help = N_("The most columns of a line of prose.") },
	[OPTION_AMBIGUOUS_WIDE] = {
		.name = "ambiguous-wide", .type = OPTION_BOOL, .def = "no",
		.help = N_("Characters of ambiguous width take two columns.") },
	[OPTION_VS16_WIDE] = {
		.name = "vs16-wide", .type = OPTION_BOOL, .def = "no",
		.help = N_("Emoji presentation makes a character two columns "
		    "wide.") },
	[OPTION_LINE_BREAK] = {
		.name = "line-break", .type = OPTION_CHOICE,
		.choices = break_choices, .def = "strict",
		.help = N_("How strict line breaking in Japanese is.") },
	[OPTION_LINKS] = {
		.name = "links", .type = OPTION_CHOICE,
		.choices = link_choices, .def = "inline",
		.help = N_("Link numbers behind the text, with a list at the "
		    "end (notes), or none.") },
	[OPTION_RUBY] = {
		.name = "ruby", .type = OPTION_CHOICE,
		.choices = ruby_choices, .def = "paren",
		.help = N_("Readings of kanji in parentheses, or hidden.") },
	[OPTION_DATE_FORMAT] = {
		.name = "date-format", .type = OPTION_TEXT,
		.def = "%Y-%m-%d %H:%M",
		.help = N_("How an article's head shows its date "
		    "(strftime(3)).") },
	[OPTION_SHOW_READ] = {
		.name = "show-read", .type = OPTION_BOOL, .def = "yes",
		.help = N_("Show read articles in lists.") },
	[OPTION_MARK_ON_OPEN] = {
		.name = "mark-on-open", .type = OPTION_BOOL, .def = "yes",
		.help = N_("Opening an article marks it read.") },
	[OPTION_LOG_FILE] = {
		.name = "log-file", .type = OPTION_TEXT, .def = "",
		.help = N_("Write a debug log to this file.") },
};

const struct option *
option_at(enum option_id id)
{
	return &option_table[id];
}

enum option_id
option_find(const char *name)
{
	size_t i;

	for (i = 0; i < OPTION_COUNT; i++)
		if (strcmp(option_table[i].name, name) == 0)
			break;
	return (enum option_id)i;
}
