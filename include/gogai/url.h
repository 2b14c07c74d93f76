/*
 * Addresses (RFC 3986), as far as a reader needs them.
 *
 * Strings in, strings out. Real feeds have spaces, line breaks and
 * characters outside ASCII in their URLs: url_resolve() takes them out or
 * percent-encodes them as UTF-8 (RFC 3987 §3.1) and leaves everything else as
 * it came, "//" inside a path included. Host names outside ASCII stay as they
 * are; the transfer library turns them into punycode.
 */
#ifndef GOGAI_URL_H
#define GOGAI_URL_H

#include "gogai/cc.h"
#include "gogai/str.h"

/* The five parts, as slices of the string that was parsed (RFC 3986 App. B). */
struct url {
	struct str scheme;	/* without ":"; .p NULL when absent */
	struct str authority;	/* without "//"; .p NULL when absent */
	struct str path;
	struct str query;	/* without "?"; .p NULL when absent */
	struct str fragment;	/* without "#"; .p NULL when absent */
};

/* Split a string into its parts. Every string has some. */
void	url_split(struct url *out, struct str s);

/*
 * ref as seen from base (NULL or "": no base), absolute where that is
 * possible (RFC 3986 §5.2), cleaned. "" resolves to base. NULL when ref is
 * longer than BOUND_URL_BYTES. The caller frees it.
 */
char	*url_resolve(const char *base, const char *ref);

/* The scheme of a URL equals `scheme` (ASCII case ignored)? */
bool	url_has_scheme(const char *url, const char *scheme);

/* http or https, with a host? */
bool	url_is_web(const char *url);

/* http, https or mailto: what may be handed to another program. */
bool	url_is_openable(const char *url);

/*
 * The host as a slice of url, without user, password, brackets and port;
 * empty when there is none.
 */
struct str	url_host(const char *url);

/* The port, or the scheme's own (http 80, https 443), or 0. */
unsigned	url_port(const char *url);

/*
 * Scheme, host and port equal, so that credentials may travel and manners
 * are shared?
 */
bool	url_same_origin(const char *a, const char *b);

/* Equal pages: same URLs but for the fragment? */
bool	url_same_page(const char *a, const char *b);

/*
 * A copy for messages and logs: user and password replaced by "***". The
 * caller frees it.
 */
char	*url_redact(const char *url);

/* The path that a file: URL names, decoded. NULL when it is none of ours. */
char	*url_file_path(const char *url);

/* A file: URL for an absolute path. The caller frees it. */
char	*url_from_path(const char *path);

#endif
