/*
 * Addresses by the book (RFC 3986), with input that never read it.
 *
 * A URL is split by the grammar of appendix B, save that a scheme must look
 * like one: "12:30 today" is a path. Resolving is §5.2 in its strict reading.
 * Two things differ from it: a path without a base keeps its dots, so that it
 * can still be resolved later, and the path of a URL that is no hierarchy
 * ("urn:a:../b") is not touched. Empty segments stay, since paths hold whole
 * URLs ("/web/2026/https://example.com/").
 */
#include "gogai/url.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/bounds.h"
#include "gogai/buf.h"
#include "gogai/mem.h"

static const struct str nothing = { NULL, 0 };

/* Length of a scheme (RFC 3986 §3.1) that a ":" follows, or 0. */
static size_t
scheme_len(struct str s)
{
	size_t i = 0;

	if (s.len == 0 || !ascii_alpha(s.p[0]))
		return 0;
	while (i < s.len && (ascii_alnum(s.p[i]) || s.p[i] == '+' ||
	    s.p[i] == '-' || s.p[i] == '.'))
		i++;
	return i < s.len && s.p[i] == ':' ? i : 0;
}

/* Cut the bytes before the first of `ends` off *rest. */
static struct str
cut_before(struct str *rest, const char *ends)
{
	struct str piece = *rest;
	size_t i = 0, n = strlen(ends);

	while (i < rest->len && memchr(ends, rest->p[i], n) == NULL)
		i++;
	piece.len = i;
	*rest = str_sub(*rest, i, rest->len);
	return piece;
}

/* A part that starts with `mark`, without it; .p NULL where it is absent. */
static struct str
cut_marked(struct str *rest, char mark, const char *ends)
{
	if (rest->len == 0 || rest->p[0] != mark)
		return nothing;
	*rest = str_sub(*rest, 1, rest->len);
	return cut_before(rest, ends);
}

void
url_split(struct url *out, struct str s)
{
	size_t len = scheme_len(s);

	*out = (struct url){ nothing, nothing, nothing, nothing, nothing };
	if (len > 0) {
		out->scheme = str_sub(s, 0, len);
		s = str_sub(s, len + 1, s.len);
	}
	if (str_starts(s, "//")) {
		s = str_sub(s, 2, s.len);
		out->authority = cut_before(&s, "/?#");
	}
	out->path = cut_before(&s, "?#");
	out->query = cut_marked(&s, '?', "#");
	out->fragment = cut_marked(&s, '#', "");
}

/* Does a run of white space hold a line break? Then it is a wrapped line. */
static bool
is_wrap(struct str run)
{
	return run.len > 0 && (memchr(run.p, '\n', run.len) != NULL ||
	    memchr(run.p, '\r', run.len) != NULL);
}

/*
 * ref without what mail programs and editors put into it: white space and
 * controls at its ends, line breaks with their indentation, tabs.
 */
static char *
unwrap(const char *ref)
{
	struct buf out = BUF_INIT;
	struct str rest = str_of(ref), run;

	while (rest.len > 0 && (unsigned char)rest.p[0] <= ' ')
		rest = str_sub(rest, 1, rest.len);
	while (rest.len > 0 && (unsigned char)rest.p[rest.len - 1] <= ' ')
		rest.len--;
	while (rest.len > 0) {
		run = cut_before(&rest, " \t\r\n");
		buf_add(&out, run.p, run.len);
		for (run = rest; rest.len > 0 && ascii_space(rest.p[0]); )
			rest = str_sub(rest, 1, rest.len);
		run.len -= rest.len;
		for (; !is_wrap(run) && run.len > 0; run.len--, run.p++)
			if (run.p[0] != '\t')
				buf_addc(&out, run.p[0]);
	}
	return buf_take(&out);
}

static void
add_percent(struct buf *out, char c)
{
	static const char hex[] = "0123456789ABCDEF";
	unsigned char byte = (unsigned char)c;

	buf_addc(out, '%');
	buf_addc(out, hex[byte >> 4]);
	buf_addc(out, hex[byte & 15]);
}

/*
 * Append a part; what no URL may hold and no program would take (controls,
 * spaces, bytes outside ASCII unless `iri`) percent-encoded.
 */
static void
add_part(struct buf *out, struct str part, bool iri)
{
	size_t i, clean = 0;
	unsigned char c;

	for (i = 0; i < part.len; i++) {
		c = (unsigned char)part.p[i];
		if (c > ' ' && c != 0x7F && (c < 0x80 || iri))
			continue;
		buf_add(out, part.p + clean, i - clean);
		add_percent(out, part.p[i]);
		clean = i + 1;
	}
	buf_add(out, part.p + clean, i - clean);
}

/* Take the last segment off out, which ends in "/", but nothing below floor. */
static void
drop_segment(struct buf *out, size_t floor)
{
	size_t len = out->len;

	if (len > floor)
		len--;
	while (len > floor && out->data[len - 1] != '/')
		len--;
	buf_cut(out, len);
}

/* Append path without "." and ".." segments (RFC 3986 §5.2.4). */
static void
add_without_dots(struct buf *out, struct str path)
{
	struct str segment;
	size_t floor;

	if (path.len > 0 && path.p[0] == '/') {
		buf_addc(out, '/');
		path = str_sub(path, 1, path.len);
	}
	floor = out->len;
	while (str_split(&path, '/', &segment)) {
		if (str_is(segment, "."))
			continue;
		if (str_is(segment, "..")) {
			drop_segment(out, floor);
			continue;
		}
		add_part(out, segment, false);
		if (path.p != NULL)
			buf_addc(out, '/');
	}
}

/* The path of a reference that has no leading "/" (RFC 3986 §5.2.3). */
static void
merge_paths(struct buf *out, const struct url *base, struct str path)
{
	size_t dir = base->path.len;

	while (dir > 0 && base->path.p[dir - 1] != '/')
		dir--;
	if (base->path.len == 0 && base->authority.p != NULL)
		buf_addc(out, '/');
	buf_add(out, base->path.p, dir);
	buf_add(out, path.p, path.len);
}

/*
 * The target's parts (RFC 3986 §5.2.2). *merged holds the path where it is
 * made of two.
 */
static void
transform(struct url *target, const struct url *base, const struct url *ref,
    struct buf *merged)
{
	*target = *ref;
	if (ref->scheme.p != NULL)
		return;
	target->scheme = base->scheme;
	if (ref->authority.p != NULL)
		return;
	target->authority = base->authority;
	if (ref->path.len == 0) {
		target->path = base->path;
		if (ref->query.p == NULL)
			target->query = base->query;
	} else if (ref->path.p[0] != '/') {
		merge_paths(merged, base, ref->path);
		target->path = (struct str){ merged->data, merged->len };
	}
}

/* Append the parts as one string (RFC 3986 §5.3), cleaned. */
static void
recompose(struct buf *out, const struct url *u)
{
	size_t at;
	bool rooted = u->authority.p != NULL || (u->scheme.p != NULL &&
	    u->path.len > 0 && u->path.p[0] == '/');

	if (u->scheme.p != NULL) {
		add_part(out, u->scheme, false);
		buf_addc(out, ':');
	}
	if (u->authority.p != NULL) {
		buf_adds(out, "//");
		add_part(out, u->authority, true);
	}
	at = out->len;
	if (rooted)
		add_without_dots(out, u->path);
	else
		add_part(out, u->path, false);
	if (u->authority.p == NULL && rooted && out->len > at + 1 &&
	    out->data[at + 1] == '/') {
		/* "/..//x" left "//x", which would be read as a host. */
		buf_cut(out, at);
		buf_adds(out, "/.");
		add_without_dots(out, u->path);
	}
	if (u->query.p != NULL) {
		buf_addc(out, '?');
		add_part(out, u->query, false);
	}
	if (u->fragment.p != NULL) {
		buf_addc(out, '#');
		add_part(out, u->fragment, false);
	}
}

char *
url_resolve(const char *base, const char *ref)
{
	struct buf out = BUF_INIT, merged = BUF_INIT;
	struct url b, r, target;
	char *clean_base, *clean_ref;

	if (ref != NULL && strlen(ref) > BOUND_URL_BYTES)
		return NULL;
	clean_base = unwrap(base == NULL ? "" : base);
	clean_ref = unwrap(ref == NULL ? "" : ref);
	url_split(&b, str_of(clean_base));
	url_split(&r, str_of(clean_ref));
	transform(&target, &b, &r, &merged);
	recompose(&out, &target);
	free(clean_base);
	free(clean_ref);
	buf_release(&merged);
	return buf_take(&out);
}

bool
url_has_scheme(const char *url, const char *scheme)
{
	struct url u;

	url_split(&u, str_of(url));
	return u.scheme.p != NULL && str_iis(u.scheme, scheme);
}

bool
url_is_web(const char *url)
{
	return (url_has_scheme(url, "http") || url_has_scheme(url, "https")) &&
	    url_host(url).len > 0;
}

bool
url_is_openable(const char *url)
{
	return url_is_web(url) || url_has_scheme(url, "mailto");
}

/* The bytes of an authority before its last "@"; .p NULL: there is none. */
static struct str
user_info(struct str authority)
{
	size_t at = authority.len;

	while (at > 0 && authority.p[at - 1] != '@')
		at--;
	return at == 0 ? nothing : str_sub(authority, 0, at - 1);
}

/* Host and port of an authority; *port.p is NULL where no ":" stands. */
static struct str
split_host(struct str authority, struct str *port)
{
	struct str user = user_info(authority), host = authority;
	bool bracket;

	if (user.p != NULL)
		host = str_sub(authority, user.len + 1, authority.len);
	bracket = host.len > 0 && host.p[0] == '[';
	if (bracket)
		host = str_sub(host, 1, host.len);
	*port = host;
	host = cut_before(port, bracket ? "]" : ":");
	if (bracket)
		*port = str_sub(*port, 1, port->len);
	*port = cut_marked(port, ':', "");
	return host;
}

struct str
url_host(const char *url)
{
	struct str port;
	struct url u;

	url_split(&u, str_of(url));
	return split_host(u.authority, &port);
}

unsigned
url_port(const char *url)
{
	struct str port;
	struct url u;
	uint64_t n;
	size_t used;

	url_split(&u, str_of(url));
	split_host(u.authority, &port);
	if (port.len > 0) {
		n = str_number(port, UINT16_MAX + 1, &used);
		return used == port.len && n <= UINT16_MAX ? (unsigned)n : 0;
	}
	if (url_has_scheme(url, "http"))
		return 80;
	return url_has_scheme(url, "https") ? 443 : 0;
}

bool
url_same_origin(const char *a, const char *b)
{
	struct url ua, ub;
	struct str host = url_host(a);

	url_split(&ua, str_of(a));
	url_split(&ub, str_of(b));
	return host.len > 0 && str_ieq(host, url_host(b)) &&
	    str_ieq(ua.scheme, ub.scheme) && url_port(a) == url_port(b);
}

/* The path for comparing: no path below a host is "/" (RFC 3986 §6.2.3). */
static struct str
comparable_path(const struct url *u)
{
	return u->path.len == 0 && u->authority.p != NULL ? STR("/") : u->path;
}

bool
url_same_page(const char *a, const char *b)
{
	struct url ua, ub;

	url_split(&ua, str_of(a));
	url_split(&ub, str_of(b));
	return str_ieq(ua.scheme, ub.scheme) &&
	    str_ieq(ua.authority, ub.authority) &&
	    str_eq(comparable_path(&ua), comparable_path(&ub)) &&
	    (ua.query.p == NULL) == (ub.query.p == NULL) &&
	    str_eq(ua.query, ub.query);
}

char *
url_redact(const char *url)
{
	struct url u;
	struct str user;

	url_split(&u, str_trim(str_of(url)));
	user = user_info(u.authority);
	if (user.p == NULL)
		return mem_strdup(url == NULL ? "" : url);
	return mem_printf("%.*s***%s", (int)(user.p - url), url,
	    user.p + user.len);
}

/* The byte that "%XX" stands for, or -1. */
static int
percent_byte(struct str s)
{
	if (s.len < 3 || s.p[0] != '%' || ascii_hex(s.p[1]) < 0 ||
	    ascii_hex(s.p[2]) < 0)
		return -1;
	return ascii_hex(s.p[1]) * 16 + ascii_hex(s.p[2]);
}

char *
url_file_path(const char *url)
{
	struct buf out = BUF_INIT;
	struct str path, host = url_host(url);
	struct url u;
	size_t i;
	int c;

	url_split(&u, str_of(url));
	path = u.path;
	if (!url_has_scheme(url, "file") || path.len == 0 ||
	    path.p[0] != '/' || (host.len > 0 && !str_iis(host, "localhost")))
		return NULL;
	for (i = 0; i < path.len; i++) {
		c = percent_byte(str_sub(path, i, 3));
		buf_addc(&out, c < 0 ? path.p[i] : (char)c);
		if (c >= 0)
			i += 2;
	}
	if (strlen(buf_string(&out)) != out.len)
		buf_release(&out);	/* %00: no path has a NUL */
	return out.data == NULL ? NULL : buf_take(&out);
}

char *
url_from_path(const char *path)
{
	struct buf out = BUF_INIT;
	const char *p;

	buf_adds(&out, "file://");
	for (p = path; *p != '\0'; p++) {
		if (ascii_alnum(*p) || strchr("/-._~!$&'()*+,;=:@", *p) != NULL)
			buf_addc(&out, *p);
		else
			add_percent(&out, *p);
	}
	return buf_take(&out);
}
