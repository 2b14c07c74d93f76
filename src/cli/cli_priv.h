/*
 * What the subcommands share: the settings of this run, their arguments, and
 * the one door out (output.c).
 */
#ifndef GOGAI_CLI_PRIV_H
#define GOGAI_CLI_PRIV_H

#include <stdio.h>
#include <time.h>

#include "gogai/buf.h"
#include "gogai/cli.h"
#include "gogai/config.h"
#include "gogai/engine.h"
#include "gogai/err.h"
#include "gogai/option.h"
#include "gogai/store.h"
#include "gogai/subs.h"

/* A subcommand. */
struct command {
	const char *name;
	const char *usage;	/* its arguments */
	const char *help;	/* N_(): one sentence */
	int	(*run)(struct cli *cli);
};

/* The table of subcommands, ended by a row without name. */
extern const struct command cli_commands[];

/* ---- arguments ---- */

enum flag_type {
	FLAG_BOOL,		/* bool */
	FLAG_TEXT,		/* const char * */
	FLAG_NUMBER		/* int64_t */
};

struct flag {
	const char *name;	/* "--limit" */
	enum flag_type type;
	void	*value;
};

/*
 * Take the flags out of the arguments; what is left are operands. Says what is
 * wrong on standard error and returns -1.
 */
int	cli_flags(struct cli *cli, const struct flag *flags, size_t n);

/* Say how the command is used, on standard error. Returns CLI_USAGE. */
int	cli_usage(const struct cli *cli);

/* The bytes of a FILE or "-" operand, under `limit`; ERR_USAGE for others. */
int	cli_read(struct cli *cli, struct buf *bytes, size_t limit,
	    struct err *err);

/* Columns of the terminal at standard output, or 80. */
int	cli_columns(void);

/* ---- the throw-away profile (demo.c) ---- */

/* Make it from the bundled edition and fill its cache. */
int	demo_make(struct cli *cli, struct err *err);

/* ---- output.c: the one door out ---- */

/*
 * Write UTF-8 text as the locale wants it: what its charset lacks is "?" of
 * equal width. Control characters but LF and tab are dropped, whatever they
 * come from; sgr lets our own escape sequences pass.
 */
void	out_text(FILE *to, const char *text, size_t len);
void	out_styled(FILE *to, const char *text, size_t len);

/* The same, formatted. */
void	out_print(FILE *to, const char *fmt, ...) CC_PRINTF(2, 3);

/* A JSON object or array under construction. */
struct json;

struct json	*json_new(void);
struct json	*json_new_list(void);
/* Fields; NULL strings, DATE_NONE and -1 (json_number_known) are left out. */
void	json_add_text(struct json *object, const char *key, const char *value);
void	json_add_number(struct json *object, const char *key, int64_t value);
void	json_add_known(struct json *object, const char *key, int64_t value);
void	json_add_bool(struct json *object, const char *key, bool value);
void	json_add_time(struct json *object, const char *key, time_t at);
void	json_add_null(struct json *object, const char *key);
void	json_add_texts(struct json *object, const char *key,
	    const char *const *values, size_t n);
/* Put child into object (key) or list (key NULL); child is taken over. */
void	json_put(struct json *parent, const char *key, struct json *child);
/* Is it an empty list or object? */
bool	json_is_empty(const struct json *json);
/* Write it in one line, or indented, and free it. */
void	json_write(FILE *to, struct json *json, bool indented);
void	json_drop(struct json *json);

/* ---- the subcommands ---- */

int	cmd_poll(struct cli *cli);
int	cmd_add(struct cli *cli);
int	cmd_list(struct cli *cli);
int	cmd_show(struct cli *cli);
int	cmd_parse(struct cli *cli);
int	cmd_extract(struct cli *cli);
int	cmd_render(struct cli *cli);
int	cmd_config(struct cli *cli);

#endif
