/*
 * Options: one table of names, types, limits, defaults and help.
 *
 * The parser of `config`, `:set`, `-o`, the manual and completion all read
 * option_at(). Values are kept typed and checked; a value that does not fit
 * never replaces one that did.
 */
#ifndef GOGAI_OPTION_H
#define GOGAI_OPTION_H

#include "gogai/cc.h"
#include "gogai/err.h"

enum option_type {
	OPTION_BOOL,		/* yes, no */
	OPTION_NUMBER,
	OPTION_SECONDS,		/* "30", "30s", "5m", "2h", "7d" */
	OPTION_BYTES,		/* "500", "200k", "16M" */
	OPTION_TEXT,
	OPTION_CHOICE		/* one of choices[] */
};

/* The rows of the table, in its order (option_table.c). */
enum option_id {
	OPTION_POLL_INTERVAL,	/* seconds between two polls of a feed */
	OPTION_POLL_ON_START,
	OPTION_PREFETCH_PAGES,	/* auto, yes, no */
	OPTION_PREFETCH_LIMIT,	/* pages a poll */
	OPTION_MAX_CONNECTIONS,
	OPTION_HOST_CONNECTIONS,
	OPTION_HOST_GAP,	/* seconds between two requests to one host */
	OPTION_CONNECT_TIMEOUT,
	OPTION_STALL_TIMEOUT,
	OPTION_TRANSFER_TIMEOUT,
	OPTION_USER_AGENT,	/* "" : gogai/VERSION (+URL) */
	OPTION_PROXY,
	OPTION_CA_FILE,
	OPTION_BROWSER,		/* "" : $BROWSER, else xdg-open */
	OPTION_COLOR,		/* auto, always, never */
	OPTION_ASCII,		/* no line-drawing or bullets beyond ASCII */
	OPTION_TEXT_WIDTH,	/* the measure of prose, columns */
	OPTION_AMBIGUOUS_WIDE,
	OPTION_VS16_WIDE,
	OPTION_LINE_BREAK,	/* strict, normal, loose */
	OPTION_LINKS,		/* inline, notes, none */
	OPTION_RUBY,		/* paren, hide */
	OPTION_DATE_FORMAT,	/* strftime for old dates */
	OPTION_SHOW_READ,	/* read articles stay in lists */
	OPTION_MARK_ON_OPEN,	/* opening an article marks it read */
	OPTION_LOG_FILE,
	OPTION_COUNT
};

/* One row. Words are N_(): pass them through _(). */
struct option {
	const char *name;
	enum option_type type;
	int64_t min, max;	/* of numbers, seconds, bytes */
	const char *def;	/* as the user would write it */
	const char *const *choices;	/* NULL-terminated, OPTION_CHOICE */
	const char *help;	/* one sentence */
};

/* The row of an option. */
const struct option	*option_at(enum option_id id);

/* The id of a name, OPTION_COUNT when nobody knows it. */
enum option_id	option_find(const char *name);

struct options;

/* All options at their defaults, the caller's: options_free(). */
struct options	*options_new(void);

/* A copy, for another thread. */
struct options	*options_copy(const struct options *options);

/* Free them, NULL is allowed. */
void	options_free(struct options *options);

/*
 * Set one from the user's words. ERR_USAGE names the option, what is wrong
 * and what would be right; the old value stays then.
 */
int	options_set(struct options *options, const char *name,
	    const char *value, struct err *err);

/* The typed value, asking for another type than the table's is our mistake. */
bool	options_bool(const struct options *options, enum option_id id);
/* A number, seconds or bytes. */
int64_t	options_number(const struct options *options, enum option_id id);
/* Text, "" where it is empty. Borrowed. */
const char	*options_text(const struct options *options, enum option_id id);
/* The index into choices[]. */
int	options_choice(const struct options *options, enum option_id id);

/* The value as the user would write it. The caller frees it. */
char	*options_format(const struct options *options, enum option_id id);

#endif
