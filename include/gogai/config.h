/*
 * The settings language, and where files live.
 *
 * One `name value` a line, `#` comments, quotes ('...' or "..." with \" and
 * \\) where a value has spaces. The same line works in the config file, after
 * `:set` and as `-o 'name value'`. Lines whose name is an option are set at
 * once; others ("bind", "color") are directives that their owner takes. A line
 * that nobody understands is a complaint with its number, and skipped.
 */
#ifndef GOGAI_CONFIG_H
#define GOGAI_CONFIG_H

#include "gogai/cc.h"
#include "gogai/err.h"
#include "gogai/option.h"

/* One line that is no option: its words, the first is its name. */
struct config_directive {
	const char *file;	/* as the user named it, for complaints */
	unsigned line;
	const char *const *words;
	size_t n_words;
};

struct config;

/* Nothing read yet, the caller's: config_free(). */
struct config	*config_new(void);

/* Free it, NULL is allowed. */
void	config_free(struct config *config);

/*
 * Read len bytes of lines that came from `file`. Options are set in options;
 * what is wrong is a complaint.
 */
void	config_parse(struct config *config, struct options *options,
	    const char *file, const char *text, size_t len);

/*
 * Read the file at path. Absent is an empty one. ERR_SYSTEM, ERR_BOUND.
 */
int	config_load(struct config *config, struct options *options,
	    const char *path, struct err *err);

/*
 * Split one line into words (arena-allocated by the config, until it is
 * freed). Returns their number, 0 for blank or comment, -1 with ERR_USAGE for
 * an open quote.
 */
int	config_split(struct config *config, const char *line, size_t len,
	    const char *const **words, struct err *err);

/* The directives in order. */
size_t	config_n_directives(const struct config *config);
/* The i-th of them, or NULL. */
const struct config_directive	*config_directive(const struct config *config,
	    size_t i);

/* Complaints: "config:12: words". Owners of directives add theirs. */
size_t	config_n_complaints(const struct config *config);
/* The i-th of them, or NULL. */
const char	*config_complaint(const struct config *config, size_t i);
/* Add one, of a line of a file. */
void	config_complain(struct config *config, const char *file,
	    unsigned line, const char *fmt, ...) CC_PRINTF(4, 5);

/* Where files live (XDG Base Directory Specification). All absolute. */
struct config_paths {
	char	*config;	/* $XDG_CONFIG_HOME/gogai/config */
	char	*urls;		/* $XDG_CONFIG_HOME/gogai/urls */
	char	*cache;		/* $XDG_DATA_HOME/gogai/gogai.db */
	char	*state;		/* $XDG_STATE_HOME/gogai (a folder) */
	char	*data;		/* $GOGAI_DATADIR, or the installed files */
};

/*
 * Fill in what the environment says; the caller may replace strings
 * (mem_replace()) before use. ERR_SYSTEM where there is no home.
 */
int	config_paths_find(struct config_paths *paths, struct err *err);

/* Free the strings. */
void	config_paths_release(struct config_paths *paths);

#endif
