/*
 * One request to one host, by a libcurl easy handle that is used again.
 *
 * What comes goes straight into the struct net_answer. Three callbacks see
 * to the bounds: all headers together, the body as decompressed, and the
 * address that is connected to, which no name in a URL gives away. A hop that
 * they end is, to libcurl, a "write error"; `stop` says what it really was.
 */
#include "gogai/net.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/socket.h>

#include <curl/curl.h>

#include "gogai/bounds.h"
#include "gogai/mem.h"
#include "gogai/url.h"
#include "net_priv.h"

/* Bytes read at once: most feeds come in one or two pieces. */
#define READ_BYTES (64l << 10)
/* A redirect's body is read so far, so that its connection lives on. */
#define SKIP_BYTES (64u << 10)

struct kind {
	const char *accept;
	size_t	 limit;		/* bytes of body */
	bool	 cut;		/* its beginning is worth having */
};

static const struct kind kinds[] = {
	[NET_FEED] = {
	    "Accept: application/atom+xml, application/rss+xml, "
	    "application/feed+json;q=0.9, application/xml;q=0.8, */*;q=0.1",
	    BOUND_FEED_BYTES, true },
	[NET_PAGE] = {
	    "Accept: text/html, application/xhtml+xml, "
	    "application/xml;q=0.8, */*;q=0.1",
	    BOUND_PAGE_BYTES, false },
	[NET_ROBOTS] = {
	    "Accept: text/plain, */*;q=0.1",
	    BOUND_ROBOTS_BYTES, true },
};

/* Why a callback ended the hop. */
enum stop {
	STOP_NONE,
	STOP_ENOUGH,		/* no more is needed, and that is no error */
	STOP_BODY,
	STOP_HEADERS,
	STOP_PRIVATE
};

struct hop {
	CURL	*easy;
	const struct net_options *options;
	struct curl_slist *headers;
	char	 words[CURL_ERROR_SIZE];
	const struct kind *kind;
	struct net_answer *answer;	/* NULL: idle */
	void	*owner;
	char	*url;
	char	*location;		/* the header, as it came */
	bool	 private_ok;
	bool	 proxied;
	bool	 in_body;		/* the headers have ended */
	bool	 skip;			/* the body, a redirect's */
	enum stop stop;
	double	 secs;			/* that it may take */
	size_t	 header_bytes;
	size_t	 skipped;
};

/* ---- what libcurl reports ---- */

static bool
is_redirect(const struct hop *hop)
{
	long status = 0;

	curl_easy_getinfo(hop->easy, CURLINFO_RESPONSE_CODE, &status);
	return hop->location != NULL && (status == 301 || status == 302 ||
	    status == 303 || status == 307 || status == 308);
}

/*
 * One header line, or the status line of this answer or of an interim one
 * (RFC 9110 §15.2). Trailers come after the body and do not count.
 */
static size_t
on_header(char *p, size_t size, size_t n, void *arg)
{
	struct hop *hop = arg;
	struct str line = { p, size * n }, name, value;
	ptrdiff_t colon;

	hop->header_bytes += line.len;
	if (hop->header_bytes > BOUND_HEADER_BYTES) {
		hop->stop = STOP_HEADERS;
		return 0;
	}
	if (hop->in_body)
		return line.len;
	if (str_starts(line, "HTTP/")) {
		answer_forget(hop->answer);
		mem_replace(&hop->location, NULL);
	}
	colon = str_find(line, STR(":"));
	if (colon <= 0)
		return line.len;
	name = str_sub(line, 0, (size_t)colon);
	value = str_trim(str_sub(line, (size_t)colon + 1, line.len));
	if (!str_iis(name, "location"))
		answer_header(hop->answer, name, value);
	else if (hop->location == NULL)
		hop->location = mem_strndup(value.p, value.len);
	return line.len;
}

static size_t
skip_body(struct hop *hop, size_t n)
{
	hop->skipped += n;
	if (hop->skipped <= SKIP_BYTES)
		return n;
	hop->stop = STOP_ENOUGH;
	return 0;
}

/* Decompressed bytes of the body; a result below n ends the hop. */
static size_t
on_body(char *p, size_t size, size_t n, void *arg)
{
	struct hop *hop = arg;
	struct buf *body = &hop->answer->body;
	size_t room = hop->kind->limit - body->len;

	n *= size;
	if (!hop->in_body)
		hop->skip = is_redirect(hop);
	hop->in_body = true;
	if (hop->skip)
		return skip_body(hop, n);
	if (n <= room) {
		buf_add(body, p, n);
		return n;
	}
	if (hop->kind->cut)
		buf_add(body, p, room);
	hop->answer->truncated = hop->kind->cut;
	hop->stop = hop->kind->cut ? STOP_ENOUGH : STOP_BODY;
	return 0;
}

/*
 * libcurl is about to connect to this address. The socket is not for the
 * programs that we start.
 */
static curl_socket_t
on_socket(void *arg, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct hop *hop = arg;
	int fd;

	(void)purpose;
	if (!hop->private_ok && address_is_private(&address->addr)) {
		hop->stop = STOP_PRIVATE;
		return CURL_SOCKET_BAD;
	}
	fd = socket(address->family, address->socktype, address->protocol);
	if (fd >= 0)
		fcntl(fd, F_SETFD, FD_CLOEXEC);
	return fd;
}

/* libcurl has a connection, perhaps an old one, and is about to ask. */
static int
on_request(void *arg, char *ip, char *own_ip, int port, int own_port)
{
	struct hop *hop = arg;

	(void)own_ip;
	(void)port;
	(void)own_port;
	if (hop->private_ok || !address_text_is_private(ip))
		return CURL_PREREQFUNC_OK;
	hop->stop = STOP_PRIVATE;
	return CURL_PREREQFUNC_ABORT;
}

/* ---- making one ---- */

/*
 * What later versions of libcurl have. Without QUICK_EXIT a name server that
 * is silent holds up all transfers while one gives up.
 */
static void
set_newer(CURL *easy)
{
#if CURL_AT_LEAST_VERSION(7, 85, 0)
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https,file");
#else
	curl_easy_setopt(easy, CURLOPT_PROTOCOLS,
	    (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS | CURLPROTO_FILE));
#endif
#if CURL_AT_LEAST_VERSION(7, 87, 0)
	curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
#endif
}

static void
set_common(CURL *easy, const struct net_options *o)
{
	set_newer(easy);
	curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYPEER, 1L);
	curl_easy_setopt(easy, CURLOPT_SSL_VERIFYHOST, 2L);
	if (o->ca_file != NULL)
		curl_easy_setopt(easy, CURLOPT_CAINFO, o->ca_file);
	if (o->proxy != NULL)
		curl_easy_setopt(easy, CURLOPT_PROXY, o->proxy);
	curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, (long)o->connect_secs);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
	curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, (long)o->stall_secs);
	curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, READ_BYTES);
}

struct hop *
hop_new(const struct net_options *options, void *share)
{
	struct hop *hop = mem_calloc(1, sizeof *hop);
	CURL *easy = curl_easy_init();

	if (easy == NULL)
		mem_fatal("out of memory");
	hop->easy = easy;
	hop->options = options;
	set_common(easy, options);
	curl_easy_setopt(easy, CURLOPT_SHARE, share);
	curl_easy_setopt(easy, CURLOPT_PRIVATE, hop);
	curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, hop->words);
	curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(easy, CURLOPT_HEADERDATA, hop);
	curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(easy, CURLOPT_WRITEDATA, hop);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
	curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, hop);
	curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_request);
	curl_easy_setopt(easy, CURLOPT_PREREQDATA, hop);
	return hop;
}

void
hop_free(struct hop *hop)
{
	if (hop == NULL)
		return;
	curl_easy_cleanup(hop->easy);
	hop_cancel(hop);
	free(hop->url);
	free(hop->location);
	free(hop);
}

void *
hop_easy(const struct hop *hop)
{
	return hop->easy;
}

struct hop *
hop_of_easy(void *easy)
{
	char *hop = NULL;

	curl_easy_getinfo(easy, CURLINFO_PRIVATE, &hop);
	return (struct hop *)(void *)hop;
}

void *
hop_owner(const struct hop *hop)
{
	return hop->owner;
}

/* ---- asking ---- */

/* Could a header carry this value? */
static bool
is_header_value(const char *s)
{
	const char *p;

	if (s == NULL || s[0] == '\0')
		return false;
	for (p = s; *p != '\0'; p++) {
		if (((unsigned char)*p < 0x20 && *p != '\t') || *p == 0x7f)
			return false;
	}
	return true;
}

static void
add_header(struct hop *hop, const char *line)
{
	struct curl_slist *headers = curl_slist_append(hop->headers, line);

	if (headers == NULL)
		mem_fatal("out of memory");
	hop->headers = headers;
}

static void
add_validator(struct hop *hop, const char *name, const char *value)
{
	char *line;

	if (!is_header_value(value))
		return;
	line = mem_printf("%s: %s", name, value);
	add_header(hop, line);
	free(line);
}

static void
set_request(struct hop *hop, const struct hop_request *request)
{
	CURL *easy = hop->easy;
	bool https = url_has_scheme(request->url, "https");

	add_header(hop, hop->kind->accept);
	add_validator(hop, "If-None-Match", request->validators.etag);
	add_validator(hop, "If-Modified-Since",
	    request->validators.last_modified);
	curl_easy_setopt(easy, CURLOPT_HTTPHEADER, hop->headers);
	curl_easy_setopt(easy, CURLOPT_USERAGENT, request->user_agent);
	curl_easy_setopt(easy, CURLOPT_URL, request->url);
	curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
	    request->secs > 0.001 ? (long)(request->secs * 1000) : 1L);
	curl_easy_setopt(easy, CURLOPT_MAXFILESIZE_LARGE,
	    (curl_off_t)(hop->kind->cut ? 0 : hop->kind->limit));
	/* A second request waits to see whether the first agrees on HTTP/2. */
	curl_easy_setopt(easy, CURLOPT_PIPEWAIT, https ? 1L : 0L);
}

void
hop_start(struct hop *hop, const struct hop_request *request)
{
	hop->kind = &kinds[request->kind];
	hop->answer = request->answer;
	hop->owner = request->owner;
	hop->private_ok = request->private_ok;
	hop->proxied = request->proxied;
	hop->secs = request->secs;
	hop->stop = STOP_NONE;
	hop->in_body = false;
	hop->skip = false;
	hop->header_bytes = 0;
	hop->skipped = 0;
	hop->words[0] = '\0';
	mem_replace(&hop->url, request->url);
	mem_replace(&hop->location, NULL);
	answer_forget(hop->answer);
	buf_init(&hop->answer->body, hop->kind->limit);
	set_request(hop, request);
}

/* ---- its end ---- */

/* The words for a stop of ours; false: it was none, or no error. */
static bool
stop_words(const struct hop *hop, struct err *err)
{
	struct str host = url_host(hop->url);

	if (hop->stop == STOP_BODY)
		err_set(err, ERR_BOUND,
		    _("%.*s sent a page of more than %u MB"), (int)host.len,
		    host.p, (unsigned)(hop->kind->limit >> 20));
	else if (hop->stop == STOP_HEADERS)
		err_set(err, ERR_BOUND,
		    _("%.*s sent more than %u KB of headers"), (int)host.len,
		    host.p, BOUND_HEADER_BYTES >> 10);
	else if (hop->stop == STOP_PRIVATE)
		err_set(err, ERR_REFUSED,
		    _("%.*s is an address of this machine or the local "
		    "network; a public page may not lead there"),
		    (int)host.len, host.p);
	else
		return false;
	return true;
}

static void
set_err(struct hop *hop, CURLcode code, double secs)
{
	struct trouble trouble = {
		.code = (int)code, .words = hop->words, .url = hop->url,
		.proxied = hop->proxied,
		.secs = (unsigned)(secs + 0.5),
		.stall_secs = hop->options->stall_secs,
		.transfer_secs = hop->options->transfer_secs,
		.out_of_time = secs + 0.01 >= hop->secs,
	};
	curl_off_t asked = 0;

	if (stop_words(hop, &hop->answer->err))
		return;
	curl_easy_getinfo(hop->easy, CURLINFO_OS_ERRNO, &trouble.errnum);
	curl_easy_getinfo(hop->easy, CURLINFO_PRETRANSFER_TIME_T, &asked);
	trouble.connected = asked > 0;
	trouble_words(&trouble, &hop->answer->err);
}

void
hop_finish(struct hop *hop, int code, struct hop_end *end)
{
	struct net_answer *answer = hop->answer;
	curl_off_t n_bytes = 0, us = 0;
	char *ip = NULL;

	curl_easy_getinfo(hop->easy, CURLINFO_SIZE_DOWNLOAD_T, &n_bytes);
	curl_easy_getinfo(hop->easy, CURLINFO_TOTAL_TIME_T, &us);
	curl_easy_getinfo(hop->easy, CURLINFO_RESPONSE_CODE, &answer->status);
	curl_easy_getinfo(hop->easy, CURLINFO_PRIMARY_IP, &ip);
	answer->n_bytes += (size_t)n_bytes;
	answer->secs += (double)us / 1e6;
	end->was_private = ip != NULL && address_text_is_private(ip);
	end->location = is_redirect(hop) ? hop->location : NULL;
	if (code != CURLE_OK && hop->stop != STOP_ENOUGH)
		set_err(hop, (CURLcode)code, (double)us / 1e6);
	else if (url_has_scheme(hop->url, "file"))
		answer->status = 200;
	hop_cancel(hop);
}

void
hop_cancel(struct hop *hop)
{
	curl_slist_free_all(hop->headers);
	hop->headers = NULL;
	hop->answer = NULL;
	hop->owner = NULL;
}
