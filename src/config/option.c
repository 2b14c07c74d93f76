/*
 * Typed values of options.
 *
 * A value is kept as a number (bool, number, seconds, bytes, the index of a
 * choice) or as text, in an array in the order of the table. Each type has
 * one parser and one formatter, in a table by type.
 */
#include "gogai/option.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config_priv.h"
#include "gogai/date.h"
#include "gogai/mem.h"
#include "gogai/str.h"

struct value {
	int64_t	 number;
	char	*text;
};

struct options {
	struct value values[OPTION_COUNT];
};

static int
parse_bool(const struct option *o, const char *s, int64_t *out,
    struct err *err)
{
	static const char *const yes[] = { "yes", "true", "on", "1" };
	static const char *const no[] = { "no", "false", "off", "0" };
	size_t i;

	for (i = 0; i < CC_COUNT(yes); i++) {
		if (strcmp(s, yes[i]) == 0 || strcmp(s, no[i]) == 0) {
			*out = strcmp(s, yes[i]) == 0;
			return 0;
		}
	}
	return err_set(err, ERR_USAGE, _("%s takes yes or no, not \"%s\""),
	    o->name, s);
}

static int
parse_number(const struct option *o, const char *s, int64_t *out,
    struct err *err)
{
	size_t used, len = strlen(s);

	*out = (int64_t)str_number(str_of(s), INT64_MAX, &used);
	if (used == 0 || used != len)
		return err_set(err, ERR_USAGE,
		    _("%s takes a number, not \"%s\""), o->name, s);
	return 0;
}

static int
parse_seconds(const struct option *o, const char *s, int64_t *out,
    struct err *err)
{
	*out = date_parse_duration(s);
	if (*out < 0)
		return err_set(err, ERR_USAGE,
		    _("%s takes a time such as 30s, 5m, 2h or 7d, not \"%s\""),
		    o->name, s);
	return 0;
}

static int
parse_bytes(const struct option *o, const char *s, int64_t *out,
    struct err *err)
{
	static const char units[] = "kmg";
	size_t used, len = strlen(s);
	const char *unit;
	int shift = 0;

	*out = (int64_t)str_number(str_of(s), INT64_MAX >> 30, &used);
	if (used > 0 && used + 1 == len) {
		unit = strchr(units, ascii_lower((unsigned char)s[used]));
		if (unit != NULL) {
			shift = 10 * (int)(unit - units + 1);
			used++;
		}
	}
	if (used == 0 || used != len)
		return err_set(err, ERR_USAGE,
		    _("%s takes bytes such as 500, 200k or 16M, not \"%s\""),
		    o->name, s);
	*out <<= shift;
	return 0;
}

static int
parse_choice(const struct option *o, const char *s, int64_t *out,
    struct err *err)
{
	char all[128] = "";
	size_t i, len = 0;

	for (i = 0; o->choices[i] != NULL; i++) {
		if (strcmp(o->choices[i], s) == 0) {
			*out = (int64_t)i;
			return 0;
		}
		len += (size_t)snprintf(all + len, sizeof(all) - len, "%s%s",
		    i > 0 ? ", " : "", o->choices[i]);
	}
	return err_set(err, ERR_USAGE, _("%s takes one of %s, not \"%s\""),
	    o->name, all, s);
}

typedef int parser(const struct option *, const char *, int64_t *,
    struct err *);

static parser *const parsers[] = {
	[OPTION_BOOL] = parse_bool,
	[OPTION_NUMBER] = parse_number,
	[OPTION_SECONDS] = parse_seconds,
	[OPTION_BYTES] = parse_bytes,
	[OPTION_CHOICE] = parse_choice,
};

static bool
has_limits(const struct option *o)
{
	return o->type == OPTION_NUMBER || o->type == OPTION_SECONDS ||
	    o->type == OPTION_BYTES;
}

/* The user's words for a number of this option's kind. */
static char *
format_number(const struct option *o, int64_t n)
{
	static const struct {
		int64_t secs;
		char letter;
	} units[] = { { 86400, 'd' }, { 3600, 'h' }, { 60, 'm' } };
	size_t i;

	switch (o->type) {
	case OPTION_BOOL:
		return mem_strdup(n != 0 ? "yes" : "no");
	case OPTION_CHOICE:
		return mem_strdup(o->choices[n]);
	case OPTION_SECONDS:
		for (i = 0; i < CC_COUNT(units); i++)
			if (n > 0 && n % units[i].secs == 0)
				return mem_printf("%" PRId64 "%c",
				    n / units[i].secs, units[i].letter);
		return mem_printf("%" PRId64 "s", n);
	default:
		return mem_printf("%" PRId64, n);
	}
}

/* Is the number within the table's limits? The complaint names them. */
static int
check_limits(const struct option *o, const char *value, int64_t n,
    struct err *err)
{
	char *min, *max;

	if (!has_limits(o) || (n >= o->min && n <= o->max))
		return 0;
	min = format_number(o, o->min);
	max = format_number(o, o->max);
	(void)err_set(err, ERR_USAGE, _("%s is from %s to %s, not \"%s\""),
	    o->name, min, max, value);
	free(min);
	free(max);
	return -1;
}

int
options_set(struct options *options, const char *name, const char *value,
    struct err *err)
{
	enum option_id id = option_find(name);
	const struct option *o;
	int64_t n;

	if (id == OPTION_COUNT)
		return err_set(err, ERR_USAGE, _("no option is called \"%s\""),
		    name);
	o = option_at(id);
	if (o->type == OPTION_TEXT) {
		mem_replace(&options->values[id].text, value);
		return 0;
	}
	if (parsers[o->type](o, value, &n, err) < 0 ||
	    check_limits(o, value, n, err) < 0)
		return -1;
	options->values[id].number = n;
	return 0;
}

struct options *
options_new(void)
{
	struct options *options = mem_calloc(1, sizeof(*options));
	struct err err;
	size_t i;

	for (i = 0; i < OPTION_COUNT; i++) {
		err_clear(&err);
		if (options_set(options, option_table[i].name,
		    option_table[i].def, &err) < 0)
			mem_fatal(err.message);
	}
	return options;
}

struct options *
options_copy(const struct options *options)
{
	struct options *copy = mem_calloc(1, sizeof(*copy));
	size_t i;

	for (i = 0; i < OPTION_COUNT; i++) {
		copy->values[i].number = options->values[i].number;
		copy->values[i].text = mem_strdup(options->values[i].text);
	}
	return copy;
}

void
options_free(struct options *options)
{
	size_t i;

	if (options == NULL)
		return;
	for (i = 0; i < OPTION_COUNT; i++)
		free(options->values[i].text);
	free(options);
}

bool
options_bool(const struct options *options, enum option_id id)
{
	return options->values[id].number != 0;
}

int64_t
options_number(const struct options *options, enum option_id id)
{
	return options->values[id].number;
}

const char *
options_text(const struct options *options, enum option_id id)
{
	const char *text = options->values[id].text;

	return text != NULL ? text : "";
}

int
options_choice(const struct options *options, enum option_id id)
{
	return (int)options->values[id].number;
}

char *
options_format(const struct options *options, enum option_id id)
{
	if (option_table[id].type == OPTION_TEXT)
		return mem_strdup(options_text(options, id));
	return format_number(&option_table[id], options->values[id].number);
}
