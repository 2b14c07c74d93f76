/*
 * robots.txt (RFC 9309).
 *
 * All groups that name our product token are joined; where there is none, the
 * groups for "*". A rule's path may hold "*" (any run of characters) and end
 * in "$" (the end of the address). Of the rules that match, the longest
 * decides; of equals, allow.
 */
#include "gogai/robots.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
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

static void
add_rule(struct robots *robots, struct str path, bool allow)
{
	if (path.len == 0)
		return;
	robots->rules = array_reserve(robots->rules, &robots->cap,
	    robots->n + 1, sizeof(*robots->rules));
	robots->rules[robots->n++] = (struct rule){
		.path = mem_strndup(path.p, path.len), .len = path.len,
		.allow = allow };
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

static void
take_agent(struct robots *robots, struct reading *r, struct str name)
{
	if (!r->in_agents)
		r->ours = r->for_all = false;
	r->in_agents = true;
	if (str_is(name, "*"))
		r->for_all = true;
	if (!str_istarts(name, r->agent))
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
	struct url parts;
	char *path;
	size_t i;

	if (robots->nothing)
		return false;
	url_split(&parts, str_of(url));
	path = mem_printf("%s%.*s%s%.*s", parts.path.len > 0 ? "" : "/",
	    (int)parts.path.len, parts.path.len > 0 ? parts.path.p : "",
	    parts.query.p != NULL ? "?" : "", (int)parts.query.len,
	    parts.query.p != NULL ? parts.query.p : "");
	for (i = 0; i < robots->n; i++) {
		const struct rule *rule = &robots->rules[i];

		if (!matches(rule->path, path))
			continue;
		if (best == NULL || rule->len > best->len ||
		    (rule->len == best->len && rule->allow))
			best = rule;
	}
	free(path);
	return best == NULL || best->allow;
}

char *
robots_url(const char *url)
{
	return url_resolve(url, "/robots.txt");
}
