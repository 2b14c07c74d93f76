/*
 * robots.txt (RFC 9309).
 *
 * All groups that name our product token are joined; where there is none, the
 * groups for "*". A rule's path may hold "*" (any run of characters) and end
 * in "$" (the end of the address). Of the rules that match, the longest
 * decides; of equals, allow. Paths are compared with what need not be encoded
 * decoded, and what has to be, encoded (RFC 9309 §2.2.2).
 */
#include "gogai/robots.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/buf.h"
#include "gogai/mem.h"
#include "gogai/str.h"
#include "gogai/url.h"

struct rule {
	char	*path;
	size_t	 len;
	bool	 allow;
};

struct robots {
	struct rule *rules;
	size_t	 n, cap;
	bool	 nothing;		/* the file could not be had */
};

/* The byte that "%XX" at p stands for, or -1. */
static int
encoded_byte(const char *p, size_t len)
{
	if (len < 3 || p[0] != '%' || ascii_hex((unsigned char)p[1]) < 0 ||
	    ascii_hex((unsigned char)p[2]) < 0)
		return -1;
	return ascii_hex((unsigned char)p[1]) * 16 +
	    ascii_hex((unsigned char)p[2]);
}

/* Append a path in the one form that is compared. */
static void
add_path(struct buf *out, struct str path)
{
	size_t i;
	int c;

	for (i = 0; i < path.len; i++) {
		c = encoded_byte(path.p + i, path.len - i);
		if (c >= 0)
			i += 2;
		if (c >= 0 && (ascii_alnum(c) || (c != 0 &&
		    strchr("-._~", c) != NULL)))
			buf_addc(out, (char)c);
		else if (c >= 0 || (unsigned char)path.p[i] > 0x7e)
			buf_addf(out, "%%%02X", c >= 0 ? (unsigned)c :
			    (unsigned char)path.p[i]);
		else
			buf_addc(out, path.p[i]);
	}
}

static void
add_rule(struct robots *robots, struct str path, bool allow)
{
	struct buf plain = BUF_INIT;
	size_t len;

	if (path.len == 0)
		return;
	add_path(&plain, path);
	len = plain.len;
	robots->rules = array_reserve(robots->rules, &robots->cap,
	    robots->n + 1, sizeof(*robots->rules));
	robots->rules[robots->n++] = (struct rule){
		.path = buf_take(&plain), .len = len, .allow = allow };
}

static void
forget_rules(struct robots *robots)
{
	size_t i;

	for (i = 0; i < robots->n; i++)
		free(robots->rules[i].path);
	robots->n = 0;
}

/* What the reader of lines remembers. */
struct reading {
	const char *agent;
	bool	 in_agents;	/* the last line named an agent */
	bool	 ours;		/* the open group names us */
	bool	 for_all;	/* the open group is for "*" */
	bool	 named;		/* some group has named us */
};

/* Is this our product token, whatever stands behind it ("gogai/1.0")? */
static bool
is_agent(struct str name, const char *agent)
{
	size_t i = 0;

	while (i < name.len && (ascii_alpha((unsigned char)name.p[i]) ||
	    name.p[i] == '-' || name.p[i] == '_'))
		i++;
	return i > 0 && str_iis(str_sub(name, 0, i), agent);
}

static void
take_agent(struct robots *robots, struct reading *r, struct str name)
{
	if (!r->in_agents)
		r->ours = r->for_all = false;
	r->in_agents = true;
	if (str_is(name, "*"))
		r->for_all = true;
	if (!is_agent(name, r->agent))
		return;
	/* The first group of our own ends what "*" said. */
	if (!r->named)
		forget_rules(robots);
	r->named = r->ours = true;
}

static void
take_line(struct robots *robots, struct reading *r, struct str line)
{
	struct str key, value;
	bool allow;

	/* A comment goes; the key is what stands before the colon. */
	if (!str_split(&line, '#', &value) || !str_split(&value, ':', &key))
		return;
	key = str_trim(key);
	value = str_trim(value);
	if (str_iis(key, "user-agent")) {
		take_agent(robots, r, value);
		return;
	}
	allow = str_iis(key, "allow");
	if (!allow && !str_iis(key, "disallow"))
		return;
	r->in_agents = false;
	if (r->ours || (r->for_all && !r->named))
		add_rule(robots, value, allow);
}

struct robots *
robots_parse(const char *text, size_t len, const char *agent)
{
	struct robots *robots = mem_calloc(1, sizeof(*robots));
	struct reading reading = { .agent = agent };
	struct str rest = { text, len }, line;

	if (str_starts(rest, "\xef\xbb\xbf"))
		rest = str_sub(rest, 3, rest.len);
	while (str_split(&rest, '\n', &line))
		take_line(robots, &reading, line);
	return robots;
}

struct robots *
robots_unavailable(long status)
{
	struct robots *robots = mem_calloc(1, sizeof(*robots));

	robots->nothing = status < 400 || status >= 500;
	return robots;
}

void
robots_free(struct robots *robots)
{
	if (robots == NULL)
		return;
	forget_rules(robots);
	free(robots->rules);
	free(robots);
}

/*
 * Does the pattern match a beginning of the path? One "*" is tried at a time,
 * the last one backtracks: linear in practice, product of lengths at worst.
 */
static bool
matches(const char *pattern, const char *path)
{
	const char *star = NULL, *retry = NULL;

	for (;;) {
		if (*pattern == '*') {
			star = pattern++;
			retry = path;
		} else if (*pattern == '\0' ||
		    (*pattern == '$' && pattern[1] == '\0' && *path == '\0')) {
			return true;
		} else if (*path != '\0' && *pattern == *path) {
			pattern++;
			path++;
		} else if (star != NULL && *retry != '\0') {
			pattern = star + 1;
			path = ++retry;
		} else {
			return false;
		}
	}
}

bool
robots_allows(const struct robots *robots, const char *url)
{
	const struct rule *best = NULL;
	struct buf path = BUF_INIT;
	struct url parts;
	size_t i;

	if (robots->nothing)
		return false;
	url_split(&parts, str_of(url));
	if (parts.path.len == 0)
		buf_addc(&path, '/');
	add_path(&path, parts.path);
	if (parts.query.p != NULL) {
		buf_addc(&path, '?');
		add_path(&path, parts.query);
	}
	for (i = 0; i < robots->n; i++) {
		const struct rule *rule = &robots->rules[i];

		if (!matches(rule->path, path.data))
			continue;
		if (best == NULL || rule->len > best->len ||
		    (rule->len == best->len && rule->allow))
			best = rule;
	}
	buf_release(&path);
	return best == NULL || best->allow;
}

char *
robots_url(const char *url)
{
	return url_resolve(url, "/robots.txt");
}
