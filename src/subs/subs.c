/*
 * The urls file: parsed into subscriptions, edited in place.
 *
 * The text is never regenerated. Adding appends lines, removing cuts one line
 * out, so that comments, order and everything that a person wrote stay.
 * Word splitting follows the format that newsboat users bring: blanks part
 * words, double quotes keep them together, \" and \\ inside quotes.
 */
#include "gogai/subs.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/arena.h"
#include "gogai/array.h"
#include "gogai/bounds.h"
#include "gogai/buf.h"
#include "gogai/file.h"
#include "gogai/map.h"
#include "gogai/mem.h"
#include "gogai/sanitize.h"
#include "gogai/str.h"
#include "gogai/url.h"

struct subs {
	struct arena *arena;
	struct map *by_url;		/* url -> index + 1, as a pointer */
	struct subscription *all;
	size_t n, cap;
	const char **complaints;
	size_t n_complaints, cap_complaints;
};

static void
complain(struct subs *subs, unsigned line, const char *why, const char *what)
{
	char *words = mem_printf("%s%s", why, what);

	subs->complaints = array_reserve(subs->complaints,
	    &subs->cap_complaints, subs->n_complaints + 1,
	    sizeof(*subs->complaints));
	subs->complaints[subs->n_complaints++] =
	    arena_printf(subs->arena, "urls:%u: %s", line, words);
	free(words);
}

/* May this address be subscribed? The reason why not, or NULL. */
static const char *
refusal(const char *url)
{
	if (strlen(url) > BOUND_URL_BYTES)
		return _("the address is too long: ");
	if (url_is_web(url) || url_has_scheme(url, "file"))
		return NULL;
	if (strncmp(url, "query:", 6) == 0)
		return _("saved searches are not supported yet: ");
	if (strncmp(url, "exec:", 5) == 0 || strncmp(url, "filter:", 7) == 0)
		return _("programs are not run: ");
	return _("not an http, https or file address: ");
}

/*
 * The next word of *rest, sanitised, in *word. *open is set when its quote is
 * not closed. False at the end or at a comment.
 */
static bool
next_word(struct str *rest, struct buf *word, bool *open)
{
	struct buf raw = BUF_INIT;
	bool quoted = false;
	size_t i;

	*rest = str_trim(*rest);
	if (rest->len == 0 || rest->p[0] == '#')
		return false;
	for (i = 0; i < rest->len; i++) {
		char c = rest->p[i];

		if (c == '"') {
			quoted = !quoted;
		} else if (!quoted && ascii_space((unsigned char)c)) {
			break;
		} else if (quoted && c == '\\' && i + 1 < rest->len) {
			buf_addc(&raw, rest->p[++i]);
		} else {
			buf_addc(&raw, c);
		}
	}
	*open = quoted;
	*rest = str_sub(*rest, i, rest->len);
	buf_clear(word);
	sanitize_line(word, buf_string(&raw), raw.len, 0);
	buf_release(&raw);
	return true;
}

/* One word behind the address. */
static void
take_word(struct subs *subs, struct subscription *feed, const char ***tags,
    const char *word)
{
	if (word[0] == '!')
		feed->hidden = true;
	if (word[0] == '~') {
		feed->title = word[1] != '\0' ?
		    arena_strdup(subs->arena, word + 1) : NULL;
	} else if (strncmp(word, "tz:", 3) == 0) {
		feed->zone = arena_strdup(subs->arena, word + 3);
	} else if (word[0] != '\0' && strcmp(word, "!") != 0) {
		*tags = arena_grow(subs->arena, *tags, feed->n_tags,
		    feed->n_tags + 1, sizeof(**tags));
		(*tags)[feed->n_tags++] = arena_strdup(subs->arena, word);
		feed->tags = *tags;
	}
}

static void
keep(struct subs *subs, const struct subscription *feed)
{
	if (map_has(subs->by_url, feed->url)) {
		complain(subs, feed->line, _("subscribed already: "),
		    feed->url);
		return;
	}
	subs->all = array_reserve(subs->all, &subs->cap, subs->n + 1,
	    sizeof(*subs->all));
	subs->all[subs->n++] = *feed;
	(void)map_set(subs->by_url, feed->url, (void *)(uintptr_t)subs->n);
}

static void
take_line(struct subs *subs, unsigned number, struct str line)
{
	struct subscription feed = { .line = number };
	struct buf word = BUF_INIT;
	const char **tags = NULL, *why;
	bool open = false;

	if (!next_word(&line, &word, &open))
		goto out;
	feed.url = arena_strndup(subs->arena, buf_string(&word), word.len);
	why = refusal(feed.url);
	if (why != NULL) {
		complain(subs, number, why, feed.url);
		goto out;
	}
	while (!open && next_word(&line, &word, &open))
		take_word(subs, &feed, &tags, buf_string(&word));
	if (open) {
		complain(subs, number, _("a quote is not closed"), "");
		goto out;
	}
	keep(subs, &feed);
out:
	buf_release(&word);
}

struct subs *
subs_parse(const char *text, size_t len)
{
	struct subs *subs = mem_calloc(1, sizeof(*subs));
	struct str rest = { text, len }, line;
	unsigned number = 0;

	subs->arena = arena_new();
	subs->by_url = map_new(0);
	if (str_starts(rest, "\xef\xbb\xbf"))
		rest = str_sub(rest, 3, rest.len);
	while (str_split(&rest, '\n', &line))
		take_line(subs, ++number, line);
	return subs;
}

/* The text of the file, empty where there is none. */
static int
read_text(struct buf *text, const char *path, struct err *err)
{
	struct err why;

	buf_init(text, BOUND_SETTINGS_BYTES);
	err_clear(&why);
	if (file_read(text, path, &why) == 0 || why.code == ERR_NOT_FOUND)
		return 0;
	buf_release(text);
	if (err != NULL)
		*err = why;
	return err_add(err, _("reading the subscriptions"));
}

int
subs_load(struct subs **out, const char *path, struct err *err)
{
	struct buf text;

	if (read_text(&text, path, err) < 0)
		return -1;
	*out = subs_parse(buf_string(&text), text.len);
	buf_release(&text);
	return 0;
}

void
subs_free(struct subs *subs)
{
	if (subs == NULL)
		return;
	arena_free(subs->arena);
	map_free(subs->by_url, NULL);
	free(subs->all);
	free(subs->complaints);
	free(subs);
}

size_t
subs_len(const struct subs *subs)
{
	return subs->n;
}

const struct subscription *
subs_at(const struct subs *subs, size_t i)
{
	return i < subs->n ? &subs->all[i] : NULL;
}

const struct subscription *
subs_find(const struct subs *subs, const char *url)
{
	uintptr_t i = (uintptr_t)map_find(subs->by_url, url);

	return i > 0 ? &subs->all[i - 1] : NULL;
}

size_t
subs_n_complaints(const struct subs *subs)
{
	return subs->n_complaints;
}

const char *
subs_complaint(const struct subs *subs, size_t i)
{
	return i < subs->n_complaints ? subs->complaints[i] : NULL;
}

/* Append a word, quoted where it has to be. */
static void
add_word(struct buf *out, const char *prefix, const char *word)
{
	const char *p;

	buf_adds(out, " \"");
	buf_adds(out, prefix);
	for (p = word; *p != '\0'; p++) {
		if (*p == '"' || *p == '\\')
			buf_addc(out, '\\');
		if (*p != '\n')
			buf_addc(out, *p);
	}
	buf_addc(out, '"');
}

static void
add_line(struct buf *out, const struct subscription *feed)
{
	size_t i;

	buf_adds(out, feed->url);
	if (feed->title != NULL && feed->title[0] != '\0')
		add_word(out, "~", feed->title);
	if (feed->hidden)
		buf_adds(out, " \"!\"");
	if (feed->zone != NULL)
		add_word(out, "tz:", feed->zone);
	for (i = 0; i < feed->n_tags; i++)
		add_word(out, "", feed->tags[i]);
	buf_addc(out, '\n');
}

/* Would the address be read again as it is written, as one word? */
static bool
is_one_word(const char *url)
{
	struct buf clean = BUF_INIT;
	bool same;

	sanitize_line(&clean, url, strlen(url), 0);
	same = strcmp(buf_string(&clean), url) == 0;
	buf_release(&clean);
	return same && strpbrk(url, " \"") == NULL;
}

/* Is every address one that can be subscribed? */
static int
check_all(const struct subscription *feeds, size_t n, struct err *err)
{
	const char *why;
	size_t i;

	for (i = 0; i < n; i++) {
		why = refusal(feeds[i].url);
		if (why == NULL && !is_one_word(feeds[i].url))
			why = _("an address has no spaces or quotes: ");
		if (why != NULL)
			return err_set(err, ERR_USAGE, "%s%s", why,
			    feeds[i].url);
	}
	return 0;
}

int
subs_add(const char *path, const struct subscription *feeds, size_t n,
    size_t *added, struct err *err)
{
	struct subs *old = NULL;
	struct buf text;
	size_t i;
	int r = -1;

	*added = 0;
	if (check_all(feeds, n, err) < 0 ||
	    read_text(&text, path, err) < 0)
		return -1;
	old = subs_parse(buf_string(&text), text.len);
	if (text.len > 0 && text.data[text.len - 1] != '\n')
		buf_addc(&text, '\n');
	for (i = 0; i < n; i++) {
		if (map_has(old->by_url, feeds[i].url))
			continue;
		add_line(&text, &feeds[i]);
		(void)map_set(old->by_url, feeds[i].url, NULL);
		(*added)++;
	}
	if (!buf_ok(&text)) {
		(void)err_set(err, ERR_BOUND, _("the file would be too large"));
		goto out;
	}
	if (*added > 0 && (file_make_parents(path, err) < 0 ||
	    file_replace(path, buf_string(&text), text.len, err) < 0)) {
		*added = 0;
		goto out;
	}
	r = 0;
out:
	subs_free(old);
	buf_release(&text);
	if (r < 0)
		return err_add(err, _("writing the subscriptions"));
	return 0;
}

/* Does this line subscribe the address? */
static bool
line_names(struct str line, const char *url)
{
	struct buf word = BUF_INIT;
	bool open = false, names;

	names = next_word(&line, &word, &open) &&
	    strcmp(buf_string(&word), url) == 0;
	buf_release(&word);
	return names;
}

/* Append the text without the lines of an address. */
static void
add_others(struct buf *out, struct str text, const char *url)
{
	size_t bom = str_starts(text, "\xef\xbb\xbf") ? 3 : 0;
	struct str rest = str_sub(text, bom, text.len), line;

	buf_add(out, text.p, bom);
	while (str_split(&rest, '\n', &line)) {
		if (line_names(line, url))
			continue;
		buf_add(out, line.p, line.len);
		if (line.p + line.len < text.p + text.len)
			buf_addc(out, '\n');
	}
}

int
subs_remove(const char *path, const char *url, struct err *err)
{
	struct buf text, kept = BUF_INIT;
	struct subs *subs;
	int r = -1;

	if (read_text(&text, path, err) < 0)
		return -1;
	subs = subs_parse(buf_string(&text), text.len);
	if (subs_find(subs, url) == NULL) {
		(void)err_set(err, ERR_NOT_FOUND, _("not subscribed: %s"), url);
		goto out;
	}
	add_others(&kept, (struct str){ text.data, text.len }, url);
	r = file_replace(path, buf_string(&kept), kept.len, err);
out:
	subs_free(subs);
	buf_release(&text);
	buf_release(&kept);
	return r;
}

char *
subs_fallback_title(const char *url)
{
	struct str host = url_host(url);
	char *path, *slash, *name;

	if (host.len > 0)
		return mem_strndup(host.p, host.len);
	path = url_file_path(url);
	slash = path != NULL ? strrchr(path, '/') : NULL;
	name = mem_strdup(slash != NULL ? slash + 1 : url);
	free(path);
	return name;
}
