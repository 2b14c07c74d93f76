/*
 * What an image or an embedded video really is.
 *
 * Pages load images late: src holds a placeholder, and the address waits in
 * an attribute that a script would read. The attributes that say "the real
 * one" win over src, src over srcset, and a placeholder never wins.
 */
#include "gogai/safe_html.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/mem.h"
#include "gogai/url.h"
#include "markup_priv.h"

/* Attributes of lazy loaders, the most trusted first. */
static const char *const lazy_sources[] = {
	"data-src", "data-lazy-src", "data-original", "data-lazy",
	"data-actualsrc", "data-echo", "data-img-src", "data-image-src",
	"data-original-src", "data-hi-res-src", "data-full-src", "data-url"
};

static const char *const lazy_sets[] = { "data-srcset", "data-lazy-srcset" };

/* Words in the file name of an image that only holds a place. */
static const char *const placeholders[] = {
	"placeholder", "blank.", "spacer.", "transparent.", "pixel.gif",
	"1x1.", "lazyload", "lazy-load", "grey.gif", "gray.gif", "clear.gif",
	"trans.gif", "dummy.", "loading.gif", "loader.gif", "noimage."
};

/* The part of a URL behind its last slash, without query. */
static struct str
file_name(const char *url)
{
	struct url parts;
	size_t i;

	url_split(&parts, str_of(url));
	for (i = parts.path.len; i > 0 && parts.path.p[i - 1] != '/'; i--)
		;
	return str_sub(parts.path, i, parts.path.len - i);
}

static bool
is_placeholder(const char *url)
{
	struct str name = file_name(url);
	size_t i;

	for (i = 0; i < CC_COUNT(placeholders); i++)
		if (str_ifind(name, str_of(placeholders[i])) >= 0)
			return true;
	return false;
}

/* An address as it may be shown: resolved, of the web; else NULL. */
static char *
web_url(const char *value, const char *base_url)
{
	struct str trimmed = str_trim(str_of(value));
	struct url parts;
	char *ref, *url;

	if (trimmed.len == 0 || trimmed.len > BOUND_URL_BYTES)
		return NULL;
	ref = mem_strndup(trimmed.p, trimmed.len);
	url = url_resolve(base_url, ref);
	free(ref);
	if (url == NULL)
		return NULL;
	url_split(&parts, str_of(url));
	if (url_is_web(url) || (parts.scheme.p == NULL && *url != '\0'))
		return url;
	free(url);
	return NULL;
}

/* ---- srcset (HTML §4.8.4.2.1) */

/* The candidate at *rest and its weight; false at the end. */
static bool
next_candidate(struct str *rest, struct str *url, uint64_t *weight)
{
	struct str descriptor;
	size_t i = 0, used;

	while (i < rest->len && (ascii_space((unsigned char)rest->p[i]) ||
	    rest->p[i] == ','))
		i++;
	*rest = str_sub(*rest, i, rest->len);
	if (!str_word(rest, url))
		return false;
	*weight = 0;
	if (url->p[url->len - 1] == ',') {
		url->len--;
		return true;
	}
	for (i = 0; i < rest->len && rest->p[i] != ','; i++)
		;
	descriptor = str_trim(str_sub(*rest, 0, i));
	*rest = str_sub(*rest, i, rest->len);
	*weight = str_number(descriptor, 100000, &used);
	return true;
}

/* The largest image of a set, or NULL. */
static char *
best_of_set(const char *srcset, const char *base_url)
{
	struct str rest = str_of(srcset), url, best = { NULL, 0 };
	uint64_t weight, most = 0;
	char *ref, *resolved;

	while (next_candidate(&rest, &url, &weight)) {
		if (best.p != NULL && weight <= most)
			continue;
		best = url;
		most = weight;
	}
	if (best.p == NULL)
		return NULL;
	ref = mem_strndup(best.p, best.len);
	resolved = web_url(ref, base_url);
	free(ref);
	return resolved;
}

/* ---- tracking pixels */

/* Is this length, in pixels, one or none? */
static bool
is_tiny(const char *value)
{
	struct str s;
	size_t used;

	if (value == NULL)
		return false;
	s = str_trim(str_of(value));
	return str_number(s, 10, &used) <= 1 && used > 0 &&
	    (used == s.len || str_iis(str_sub(s, used, s.len), "px"));
}

/* Does the style hide it or make it as small as that? */
static bool
hides(const char *style)
{
	static const char *const properties[] = {
		"display:none", "visibility:hidden", "width:1px", "width:0",
		"height:1px", "height:0"
	};
	char packed[256];
	size_t i, n = 0;
	ptrdiff_t at;
	struct str s;

	if (style == NULL)
		return false;
	for (i = 0; style[i] != '\0' && n < sizeof packed; i++)
		if (!ascii_space((unsigned char)style[i]))
			packed[n++] = style[i];
	s = (struct str){ packed, n };
	for (i = 0; i < CC_COUNT(properties); i++) {
		at = str_ifind(s, str_of(properties[i]));
		if (at == 0 || (at > 0 && packed[at - 1] == ';'))
			return true;
	}
	return false;
}

/* ---- images */

static const struct html_node *
picture_of(const struct html_node *img)
{
	const struct html_node *parent = img->parent;

	return parent != NULL && html_is(parent, "picture") ? parent : NULL;
}

/* The best image of the sources beside img in a picture, or NULL. */
static char *
from_picture(const struct html_node *img, const char *base_url)
{
	const struct html_node *picture = picture_of(img), *node;
	const char *set;
	char *url;

	if (picture == NULL)
		return NULL;
	for (node = picture->first; node != NULL; node = node->next) {
		if (!html_is(node, "source"))
			continue;
		set = html_attr(node, "srcset");
		if (set == NULL)
			set = html_attr(node, "data-srcset");
		url = set != NULL ? best_of_set(set, base_url) : NULL;
		if (url != NULL)
			return url;
	}
	return NULL;
}

/* The first of some attributes that gives an address, or NULL. */
static char *
from_attrs(const struct html_node *img, const char *const *names, size_t n,
    bool is_set, const char *base_url)
{
	const char *value;
	char *url;
	size_t i;

	for (i = 0; i < n; i++) {
		value = html_attr(img, names[i]);
		if (value == NULL)
			continue;
		url = is_set ? best_of_set(value, base_url) :
		    web_url(value, base_url);
		if (url != NULL && !is_placeholder(url))
			return url;
		free(url);
	}
	return NULL;
}

char *
safe_html_image_url(const struct html_node *img, const char *base_url)
{
	static const char *const src[] = { "src" }, *const set[] = { "srcset" };
	char *url;

	if (is_tiny(html_attr(img, "width")) ||
	    is_tiny(html_attr(img, "height")))
		return NULL;
	url = from_attrs(img, lazy_sources, CC_COUNT(lazy_sources), false,
	    base_url);
	if (url == NULL && hides(html_attr(img, "style")))
		return NULL;
	if (url == NULL)
		url = from_attrs(img, src, 1, false, base_url);
	if (url == NULL)
		url = from_attrs(img, lazy_sets, CC_COUNT(lazy_sets), true,
		    base_url);
	if (url == NULL)
		url = from_attrs(img, set, 1, true, base_url);
	if (url == NULL)
		url = from_picture(img, base_url);
	return url;
}

/* ---- videos */

/* Where players are embedded from, and where the same is watched. */
struct player {
	const char *host, *path, *watch;
};

static const struct player players[] = {
	{ "youtube.com", "/embed/", "https://www.youtube.com/watch?v=" },
	{ "youtube.com", "/v/", "https://www.youtube.com/watch?v=" },
	{ "youtube.com", "/shorts/", "https://www.youtube.com/shorts/" },
	{ "youtube-nocookie.com", "/embed/",
	    "https://www.youtube.com/watch?v=" },
	{ "player.vimeo.com", "/video/", "https://vimeo.com/" },
	{ "dailymotion.com", "/embed/video/",
	    "https://www.dailymotion.com/video/" },
	{ "embed.nicovideo.jp", "/watch/", "https://www.nicovideo.jp/watch/" },
	{ "ext.nicovideo.jp", "/thumb/", "https://www.nicovideo.jp/watch/" },
	{ "streamable.com", "/e/", "https://streamable.com/" },
	{ "embed.ted.com", "/talks/", "https://www.ted.com/talks/" },
};

/* Is host this name or one below it? */
static bool
is_host(struct str host, const char *name)
{
	size_t len = strlen(name);

	if (host.len > len && host.p[host.len - len - 1] != '.')
		return false;
	return host.len >= len &&
	    str_iis(str_sub(host, host.len - len, len), name);
}

/* Bytes of a video's name at the start of s. */
static size_t
id_len(struct str s)
{
	size_t n = 0;

	while (n < s.len && (ascii_alnum((unsigned char)s.p[n]) ||
	    s.p[n] == '-' || s.p[n] == '_'))
		n++;
	return n;
}

char *
safe_video_url(const char *embedded)
{
	struct url parts;
	struct str id;
	size_t i, n;

	url_split(&parts, str_of(embedded));
	for (i = 0; i < CC_COUNT(players); i++) {
		if (!is_host(url_host(embedded), players[i].host) ||
		    !str_starts(parts.path, players[i].path))
			continue;
		id = str_sub(parts.path, strlen(players[i].path),
		    parts.path.len);
		n = id_len(id);
		if (n == 0 || str_is(str_sub(id, 0, n), "videoseries"))
			return mem_strdup(embedded);
		return mem_printf("%s%.*s", players[i].watch, (int)n, id.p);
	}
	return NULL;
}
