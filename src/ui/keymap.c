/*
 * Key names, key codes, and what a key does where.
 *
 * A keymap is the list of all "bind" lines in their order, the defaults first.
 * A key means the latest binding whose command is valid on the open screen;
 * bindings made for that screen go before those made for all. "none" unbinds.
 */
#include "ui_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/config.h"
#include "gogai/mem.h"
#include "gogai/str.h"
#include "gogai/utf8.h"

struct binding {
	uint32_t key;
	unsigned screens;
	char	*command;
};

struct keymap {
	struct binding *rows;
	size_t	 n, cap;
};

/* ---- names ---- */

struct key_name {
	const char *name;
	uint32_t key;
};

static const struct key_name names[] = {
	{ "Space", ' ' }, { "Enter", UI_KEY_ENTER }, { "Tab", UI_KEY_TAB },
	{ "S-Tab", UI_KEY_BACK_TAB }, { "Esc", UI_KEY_ESCAPE },
	{ "Backspace", UI_KEY_BACKSPACE }, { "Delete", UI_KEY_DELETE },
	{ "Insert", UI_KEY_INSERT }, { "Up", UI_KEY_UP },
	{ "Down", UI_KEY_DOWN }, { "Left", UI_KEY_LEFT },
	{ "Right", UI_KEY_RIGHT }, { "PageUp", UI_KEY_PAGE_UP },
	{ "PageDown", UI_KEY_PAGE_DOWN }, { "Home", UI_KEY_HOME },
	{ "End", UI_KEY_END },
};

static bool
parse_function_key(uint32_t *key, const char *name)
{
	uint64_t n;
	size_t used;

	if (name[0] != 'F' || name[1] == '\0')
		return false;
	n = str_number(str_of(name + 1), 99, &used);
	if (used == 0 || name[1 + used] != '\0' || n < 1 || n > 12)
		return false;
	*key = UI_KEY_F1 + (uint32_t)n - 1;
	return true;
}

bool
key_parse(uint32_t *key, const char *name)
{
	size_t i, len = strlen(name);

	for (i = 0; i < CC_COUNT(names); i++) {
		if (str_iis(str_of(name), names[i].name)) {
			*key = names[i].key;
			return true;
		}
	}
	if (strncmp(name, "M-", 2) == 0 && len > 2) {
		if (!key_parse(key, name + 2))
			return false;
		*key |= UI_KEY_ALT;
		return true;
	}
	if (strncmp(name, "C-", 2) == 0 && len == 3 &&
	    ascii_alpha((unsigned char)name[2])) {
		*key = (uint32_t)(ascii_lower((unsigned char)name[2]) - 'a' +
		    1);
		return true;
	}
	if (len > 0 && utf8_decode(key, name, len) == len)
		return *key > ' ';
	return parse_function_key(key, name);
}

void
key_format(struct buf *out, uint32_t key)
{
	size_t i;

	if ((key & UI_KEY_ALT) != 0) {
		buf_adds(out, "M-");
		key &= ~(uint32_t)UI_KEY_ALT;
	}
	for (i = 0; i < CC_COUNT(names); i++) {
		if (names[i].key == key) {
			buf_adds(out, names[i].name);
			return;
		}
	}
	if (key >= UI_KEY_F1 && key <= UI_KEY_F12)
		buf_addf(out, "F%u", (unsigned)(key - UI_KEY_F1 + 1));
	else if (key < ' ')
		buf_addf(out, "C-%c", (char)(key + 'a' - 1));
	else
		utf8_add(out, key);
}

/* ---- bindings ---- */

static bool
find_screen(const char *name, unsigned *screens)
{
	int kind;

	for (kind = 0; kind < SCREEN_COUNT; kind++) {
		if (strcmp(screen_name((enum screen_kind)kind), name) == 0) {
			*screens = 1u << kind;
			return true;
		}
	}
	return false;
}

static void
add_binding(struct keymap *keymap, uint32_t key, unsigned screens,
    const char *command)
{
	keymap->rows = array_reserve(keymap->rows, &keymap->cap,
	    keymap->n + 1, sizeof(*keymap->rows));
	keymap->rows[keymap->n++] = (struct binding){ .key = key,
	    .screens = screens, .command = mem_strdup(command) };
}

int
keymap_bind(struct keymap *keymap, const char *const *words, size_t n_words,
    struct err *err)
{
	unsigned screens = ON_ALL;
	uint32_t key;

	if (n_words < 3 || n_words > 4)
		return err_set(err, ERR_USAGE,
		    _("bind takes a key, a command and perhaps a screen"));
	if (!key_parse(&key, words[1]))
		return err_set(err, ERR_USAGE, _("no key is called \"%s\""),
		    words[1]);
	if (strcmp(words[2], "none") != 0 && !command_known(words[2]))
		return err_set(err, ERR_USAGE,
		    _("no command is called \"%s\""), words[2]);
	if (n_words == 4 && !find_screen(words[3], &screens))
		return err_set(err, ERR_USAGE,
		    _("no screen is called \"%s\""), words[3]);
	add_binding(keymap, key, screens, words[2]);
	return 0;
}

/* The default lines go through the parser that the user's lines go through. */
struct keymap *
keymap_new(void)
{
	struct keymap *keymap = mem_calloc(1, sizeof(*keymap));
	struct options *options = options_new();
	struct config *config = config_new();
	const struct config_directive *line;
	struct err err;
	size_t i;

	config_parse(config, options, "keys", keys_default,
	    strlen(keys_default));
	for (i = 0; (line = config_directive(config, i)) != NULL; i++) {
		err_clear(&err);
		if (keymap_bind(keymap, line->words, line->n_words, &err) < 0)
			mem_fatal(err.message);
	}
	config_free(config);
	options_free(options);
	return keymap;
}

void
keymap_free(struct keymap *keymap)
{
	size_t i;

	if (keymap == NULL)
		return;
	for (i = 0; i < keymap->n; i++)
		free(keymap->rows[i].command);
	free(keymap->rows);
	free(keymap);
}

/*
 * The latest binding of the key that means something here; own: only those
 * made for this screen. True: it was found, *out NULL where it is "none".
 */
static bool
find_binding(const struct keymap *keymap, uint32_t key, enum screen_kind kind,
    bool own, const struct command **out)
{
	size_t i;

	for (i = keymap->n; i > 0; i--) {
		const struct binding *b = &keymap->rows[i - 1];

		if (b->key != key || (own ? b->screens != 1u << kind :
		    b->screens != ON_ALL))
			continue;
		*out = command_find(b->command, kind);
		if (*out != NULL || strcmp(b->command, "none") == 0)
			return true;
	}
	return false;
}

const struct command *
keymap_find(const struct keymap *keymap, uint32_t key, enum screen_kind kind)
{
	const struct command *command = NULL;

	if (!find_binding(keymap, key, kind, true, &command))
		(void)find_binding(keymap, key, kind, false, &command);
	return command;
}

/* Did an earlier row have the same key? */
static bool
seen_before(const struct keymap *keymap, size_t i)
{
	size_t j;

	for (j = 0; j < i; j++)
		if (keymap->rows[j].key == keymap->rows[i].key)
			return true;
	return false;
}

void
keymap_each(const struct keymap *keymap, const struct command *command,
    enum screen_kind kind, void (*each)(void *, const char *key), void *arg)
{
	struct buf name = BUF_INIT;
	size_t i;

	for (i = 0; i < keymap->n; i++) {
		if (seen_before(keymap, i) || keymap_find(keymap,
		    keymap->rows[i].key, kind) != command)
			continue;
		buf_clear(&name);
		key_format(&name, keymap->rows[i].key);
		each(arg, buf_string(&name));
	}
	buf_release(&name);
}

static void
add_key(void *arg, const char *key)
{
	struct buf *out = arg;

	buf_addf(out, "%s%s", out->len > 0 ? ", " : "", key);
}

void
keymap_keys(const struct keymap *keymap, const struct command *command,
    enum screen_kind kind, struct buf *out)
{
	struct buf keys = BUF_INIT;

	keymap_each(keymap, command, kind, add_key, &keys);
	buf_adds(out, buf_string(&keys));
	buf_release(&keys);
}
