/*
 * The one door out of the commands: text in the locale's charset, and JSON.
 *
 * JSON is built with Jansson, which has its only home here and in the JSON
 * readers; the rest of cli sees struct json. JSON output is UTF-8 whatever the
 * locale is (RFC 8259 §8.1).
 */
#include <jansson.h>
#include <langinfo.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "cli_priv.h"
#include "gogai/date.h"
#include "gogai/mem.h"
#include "gogai/sanitize.h"
#include "gogai/utf8.h"
#include "gogai/width.h"

static bool
is_utf8_locale(void)
{
	const char *name = nl_langinfo(CODESET);

	return strcmp(name, "UTF-8") == 0 || strcmp(name, "utf8") == 0;
}

/* One character in the locale's charset, or "?" of equal width. */
static void
put_converted(FILE *to, uint32_t c, const char *p, size_t len)
{
	char bytes[MB_LEN_MAX];
	mbstate_t state;
	size_t n;
	int cols;

	memset(&state, 0, sizeof(state));
	n = wcrtomb(bytes, (wchar_t)c, &state);
	if (n != (size_t)-1) {
		(void)fwrite(bytes, 1, n, to);
		return;
	}
	for (cols = width_text(p, len, NULL); cols > 0; cols--)
		(void)putc('?', to);
}

static bool
may_pass(uint32_t c, bool styled)
{
	return !sanitize_forbids(c) || (styled && c == 0x1b);
}

static void
put_text(FILE *to, const char *text, size_t len, bool styled)
{
	bool utf8 = is_utf8_locale();
	size_t i, n;
	uint32_t c;

	for (i = 0; i < len; i += n) {
		n = utf8_decode(&c, text + i, len - i);
		if (!may_pass(c, styled))
			continue;
		if (utf8)
			(void)fwrite(text + i, 1, n, to);
		else
			put_converted(to, c, text + i, n);
	}
}

void
out_text(FILE *to, const char *text, size_t len)
{
	put_text(to, text, len, false);
}

void
out_styled(FILE *to, const char *text, size_t len)
{
	put_text(to, text, len, true);
}

void
out_print(FILE *to, const char *fmt, ...)
{
	struct buf text = BUF_INIT;
	va_list ap;
	char *words;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0)
		return;
	words = mem_alloc((size_t)len + 1);
	va_start(ap, fmt);
	(void)vsnprintf(words, (size_t)len + 1, fmt, ap);
	va_end(ap);
	utf8_repair(&text, words, (size_t)len);
	out_text(to, buf_string(&text), text.len);
	buf_release(&text);
	free(words);
}

/* ---- JSON ---- */

static json_t *
value_of(struct json *json)
{
	return (json_t *)(void *)json;
}

static const json_t *
const_value_of(const struct json *json)
{
	return (const json_t *)(const void *)json;
}

static struct json *
checked(json_t *value)
{
	if (value == NULL)
		mem_fatal(_("out of memory"));
	return (struct json *)(void *)value;
}

struct json *
json_new(void)
{
	return checked(json_object());
}

struct json *
json_new_list(void)
{
	return checked(json_array());
}

/* A string; what is no UTF-8 (it never should be) is repaired. */
static json_t *
text_value(const char *text)
{
	json_t *value = json_string(text);
	struct buf repaired = BUF_INIT;

	if (value != NULL)
		return value;
	utf8_repair(&repaired, text, strlen(text));
	value = json_string(buf_string(&repaired));
	buf_release(&repaired);
	return value;
}

void
json_add_text(struct json *object, const char *key, const char *value)
{
	if (value != NULL)
		(void)json_object_set_new(value_of(object), key,
		    text_value(value));
}

void
json_add_number(struct json *object, const char *key, int64_t value)
{
	(void)json_object_set_new(value_of(object), key, json_integer(value));
}

void
json_add_known(struct json *object, const char *key, int64_t value)
{
	if (value >= 0)
		json_add_number(object, key, value);
}

void
json_add_bool(struct json *object, const char *key, bool value)
{
	(void)json_object_set_new(value_of(object), key, json_boolean(value));
}

void
json_add_time(struct json *object, const char *key, time_t at)
{
	char text[DATE_RFC3339_MAX];

	if (at == DATE_NONE)
		return;
	date_format_rfc3339(text, at);
	json_add_text(object, key, text);
}

void
json_add_null(struct json *object, const char *key)
{
	(void)json_object_set_new(value_of(object), key, json_null());
}

void
json_add_texts(struct json *object, const char *key,
    const char *const *values, size_t n)
{
	json_t *list = json_array();
	size_t i;

	for (i = 0; i < n; i++)
		(void)json_array_append_new(list, text_value(values[i]));
	(void)json_object_set_new(value_of(object), key, list);
}

void
json_put(struct json *parent, const char *key, struct json *child)
{
	if (key != NULL)
		(void)json_object_set_new(value_of(parent), key,
		    value_of(child));
	else
		(void)json_array_append_new(value_of(parent),
		    value_of(child));
}

bool
json_is_empty(const struct json *json)
{
	const json_t *value = const_value_of(json);

	return json_is_array(value) ? json_array_size(value) == 0 :
	    json_object_size(value) == 0;
}

void
json_write(FILE *to, struct json *json, bool indented)
{
	(void)json_dumpf(value_of(json), to, indented ? JSON_INDENT(2) :
	    JSON_COMPACT);
	json_drop(json);
}

void
json_drop(struct json *json)
{
	json_decref(value_of(json));
}
