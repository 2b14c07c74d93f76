/*
 * Lines to options and directives.
 *
 * A line is split into words by one small scanner: blanks part words, quotes
 * keep blanks, # outside quotes at a word's start begins a comment. What is
 * an option is set; what is not is kept, with its place, for whoever owns the
 * name. All strings live in the config's arena.
 */
#include "gogai/config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/array.h"
#include "gogai/bounds.h"
#include "gogai/buf.h"
#include "gogai/file.h"
#include "gogai/mem.h"
#include "gogai/str.h"

struct config {
	struct arena *arena;
	struct config_directive *directives;
	size_t n_directives, cap_directives;
	const char **complaints;
	size_t n_complaints, cap_complaints;
};

struct config *
config_new(void)
{
	struct config *config = mem_calloc(1, sizeof(*config));

	config->arena = arena_new();
	return config;
}

void
config_free(struct config *config)
{
	if (config == NULL)
		return;
	arena_free(config->arena);
	free(config->directives);
	free(config->complaints);
	free(config);
}

/*
 * Append the word that starts at *at to word and move *at behind it. False:
 * a quote is not closed.
 */
static bool
scan_word(struct buf *word, const char *line, size_t len, size_t *at)
{
	char quote = '\0';
	size_t i;

	for (i = *at; i < len; i++) {
		char c = line[i];

		if (quote == '\0' && (c == '"' || c == '\'')) {
			quote = c;
		} else if (quote != '\0' && c == quote) {
			quote = '\0';
		} else if (quote == '\0' && ascii_space((unsigned char)c)) {
			break;
		} else if (c == '\\' && quote != '\'' && i + 1 < len &&
		    (line[i + 1] == '"' || line[i + 1] == '\\')) {
			buf_addc(word, line[++i]);
		} else {
			buf_addc(word, c);
		}
	}
	*at = i;
	return quote == '\0';
}

int
config_split(struct config *config, const char *line, size_t len,
    const char *const **words, struct err *err)
{
	const char **list = NULL;
	struct buf word = BUF_INIT;
	size_t at = 0, n = 0, cap = 0;
	int r = -1;

	for (;;) {
		while (at < len && ascii_space((unsigned char)line[at]))
			at++;
		if (at == len || line[at] == '#')
			break;
		buf_clear(&word);
		if (!scan_word(&word, line, len, &at)) {
			(void)err_set(err, ERR_USAGE,
			    _("a quote is not closed"));
			goto out;
		}
		if (n == cap) {
			cap = cap > 0 ? 2 * cap : 4;
			list = arena_grow(config->arena, list, n, cap,
			    sizeof(*list));
		}
		list[n++] = arena_strndup(config->arena, buf_string(&word),
		    word.len);
	}
	*words = list;
	r = (int)n;
out:
	buf_release(&word);
	return r;
}

void
config_complain(struct config *config, const char *file, unsigned line,
    const char *fmt, ...)
{
	char words[ERR_MESSAGE_MAX];
	struct err clean;
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(words, sizeof(words), fmt, ap);
	va_end(ap);
	/* A message is one line without control characters. */
	(void)err_set(&clean, ERR_USAGE, "%s", words);
	config->complaints = array_reserve(config->complaints,
	    &config->cap_complaints, config->n_complaints + 1,
	    sizeof(*config->complaints));
	config->complaints[config->n_complaints++] =
	    arena_printf(config->arena, "%s:%u: %s", file, line,
	    clean.message);
}

static void
keep_directive(struct config *config, const char *file, unsigned line,
    const char *const *words, size_t n)
{
	config->directives = array_reserve(config->directives,
	    &config->cap_directives, config->n_directives + 1,
	    sizeof(*config->directives));
	config->directives[config->n_directives++] =
	    (struct config_directive){ .file = file, .line = line,
	    .words = words, .n_words = n };
}

static void
take_line(struct config *config, struct options *options, const char *file,
    unsigned number, struct str line)
{
	const char *const *words;
	struct err err;
	int n;

	err_clear(&err);
	n = config_split(config, line.p, line.len, &words, &err);
	if (n < 0) {
		config_complain(config, file, number, "%s", err.message);
	} else if (n == 0) {
		return;
	} else if (option_find(words[0]) == OPTION_COUNT) {
		keep_directive(config, file, number, words, (size_t)n);
	} else if (n != 2) {
		config_complain(config, file, number,
		    _("%s takes one value; quote it if it has spaces"),
		    words[0]);
	} else if (options_set(options, words[0], words[1], &err) < 0) {
		config_complain(config, file, number, "%s", err.message);
	}
}

void
config_parse(struct config *config, struct options *options, const char *file,
    const char *text, size_t len)
{
	const char *name = arena_strdup(config->arena, file);
	struct str rest = { text, len }, line;
	unsigned number = 0;

	if (str_starts(rest, "\xef\xbb\xbf"))
		rest = str_sub(rest, 3, rest.len);
	while (str_split(&rest, '\n', &line))
		take_line(config, options, name, ++number, line);
}

int
config_load(struct config *config, struct options *options, const char *path,
    struct err *err)
{
	struct buf text;
	const char *slash = strrchr(path, '/');
	struct err why;

	buf_init(&text, BOUND_SETTINGS_BYTES);
	err_clear(&why);
	if (file_read(&text, path, &why) < 0) {
		buf_release(&text);
		if (why.code == ERR_NOT_FOUND)
			return 0;
		if (err != NULL)
			*err = why;
		return err_add(err, _("reading the settings"));
	}
	config_parse(config, options, slash != NULL ? slash + 1 : path,
	    buf_string(&text), text.len);
	buf_release(&text);
	return 0;
}

size_t
config_n_directives(const struct config *config)
{
	return config->n_directives;
}

const struct config_directive *
config_directive(const struct config *config, size_t i)
{
	return i < config->n_directives ? &config->directives[i] : NULL;
}

size_t
config_n_complaints(const struct config *config)
{
	return config->n_complaints;
}

const char *
config_complaint(const struct config *config, size_t i)
{
	return i < config->n_complaints ? config->complaints[i] : NULL;
}
