/*
 * Transfers, by libcurl's multi interface.
 *
 * A request is a struct transfer from net_add() to its answer. It waits in
 * turns.c until its host and we have a connection to spare; then it gets a
 * hop (hop.c), which are made as needed and used again, and with them
 * connections, TLS sessions and names that are already known. When the hop
 * ends it goes back, and the transfer either waits for the turn of the next
 * hop's host or becomes an answer.
 *
 * libcurl follows no redirect itself: each one is checked, recorded and
 * counted here. The rules about addresses are in redirect.c; as a name may
 * stand for any address, they are asked once more when it is connected to.
 * Behind a proxy that would be the proxy's address, so there the proxy
 * decides.
 */
#include "gogai/net.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <curl/curl.h>

#include "gogai/array.h"
#include "gogai/bounds.h"
#include "gogai/log.h"
#include "gogai/mem.h"
#include "gogai/str.h"
#include "gogai/url.h"
#include "net_priv.h"

/* The longest sleep; net_wait() then sleeps again. */
#define SLEEP_MS 60000

struct transfer {
	struct turns_item turn;		/* first */
	enum net_kind kind;
	struct net_answer *answer;
	char	*user_agent;		/* NULL: the common one */
	char	*etag;			/* those to send */
	char	*last_modified;
	char	*url;			/* of this hop */
	bool	 public_only;
	bool	 private_ok;		/* private addresses, at this hop */
	struct transfer *next;		/* answered, not yet taken */
};

struct net {
	struct net_options options;
	bool	 proxied;
	CURLM	*multi;
	CURLSH	*share;
	struct turns *turns;
	struct hop **idle;		/* those without a transfer */
	size_t	 n_idle, cap_idle;
	struct hop **hops;		/* all */
	size_t	 n_hops, cap_hops;
	size_t	 n_running, n_active;
	struct transfer *first;		/* answered */
	struct transfer **end;
	atomic_bool woken;
};

static void
transfer_free(struct transfer *t)
{
	if (t == NULL)
		return;
	net_answer_free(t->answer);
	free(t->user_agent);
	free(t->etag);
	free(t->last_modified);
	free(t->url);
	free(t);
}

static void
free_turn(struct turns_item *item)
{
	transfer_free((struct transfer *)(void *)item);
}

/* ---- start and end ---- */

/* The same variables that libcurl looks at. */
static bool
environment_has_proxy(void)
{
	static const char *const names[] = { "http_proxy", "https_proxy",
	    "HTTPS_PROXY", "all_proxy", "ALL_PROXY" };
	const char *value;
	size_t i;

	for (i = 0; i < CC_COUNT(names); i++) {
		value = getenv(names[i]);
		if (value != NULL && value[0] != '\0')
			return true;
	}
	return false;
}

static void
set_defaults(struct net_options *o)
{
	if (o->max_connections == 0)
		o->max_connections = 100;
	if (o->connect_secs == 0)
		o->connect_secs = 10;
	if (o->stall_secs == 0)
		o->stall_secs = 30;
	if (o->transfer_secs == 0)
		o->transfer_secs = 120;
}

int
net_new(struct net **out, const struct net_options *options, struct err *err)
{
	struct net *net;

	*out = NULL;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK)
		return err_set(err, ERR_NETWORK, _("libcurl does not start"));
	net = mem_calloc(1, sizeof *net);
	net->options = *options;
	set_defaults(&net->options);
	net->proxied = options->proxy != NULL ?
	    options->proxy[0] != '\0' : environment_has_proxy();
	net->end = &net->first;
	net->turns = turns_new(options->host_connections);
	net->multi = curl_multi_init();
	net->share = curl_share_init();
	if (net->multi == NULL || net->share == NULL) {
		net_free(net);
		return err_set(err, ERR_NETWORK, _("libcurl does not start"));
	}
	/* Connections and names are the multi's to share, TLS sessions not. */
	curl_share_setopt(net->share, CURLSHOPT_SHARE,
	    CURL_LOCK_DATA_SSL_SESSION);
	curl_multi_setopt(net->multi, CURLMOPT_MAXCONNECTS,
	    (long)net->options.max_connections);
	*out = net;
	return 0;
}

void
net_free(struct net *net)
{
	struct transfer *t;
	size_t i;

	if (net == NULL)
		return;
	for (i = 0; i < net->n_hops; i++) {
		curl_multi_remove_handle(net->multi, hop_easy(net->hops[i]));
		transfer_free(hop_owner(net->hops[i]));
		hop_free(net->hops[i]);
	}
	while ((t = net->first) != NULL) {
		net->first = t->next;
		transfer_free(t);
	}
	turns_free(net->turns, free_turn);
	curl_multi_cleanup(net->multi);
	curl_share_cleanup(net->share);
	curl_global_cleanup();
	free(net->hops);
	free(net->idle);
	free(net);
}

/* ---- redirects ---- */

/* "user:password@" of a URL, with the "@". */
static struct str
credentials(const char *url)
{
	struct url parts;
	size_t i;

	url_split(&parts, str_of(url));
	for (i = parts.authority.len; i > 0; i--) {
		if (parts.authority.p[i - 1] == '@')
			return str_sub(parts.authority, 0, i);
	}
	return str_sub(parts.authority, 0, 0);
}

/*
 * to, with the credentials of the URL that the user gave where the origin is
 * the same, and without any where it is not, whoever put them there.
 */
static char *
lend_credentials(const char *given, const char *to)
{
	struct str own = credentials(to), lent = STR("");
	struct url parts;

	url_split(&parts, str_of(to));
	if (url_same_origin(given, to))
		lent = credentials(given);
	return mem_printf("%.*s://%.*s%s", (int)parts.scheme.len,
	    parts.scheme.p, (int)lent.len, lent.len > 0 ? lent.p : "",
	    parts.authority.p + own.len);
}

/* Go on to where the answer points; ERR_REFUSED, ERR_BOUND. */
static int
follow(struct transfer *t, const char *location, struct err *err)
{
	struct net_answer *answer = t->answer;
	struct str host = url_host(t->url);
	char *to = url_resolve(t->url, location), *next;

	if (net_check_redirect(t->url, to, t->private_ok, err) < 0)
		goto fail;
	if (answer->n_hops == BOUND_REDIRECTS) {
		err_set(err, ERR_BOUND,
		    _("%.*s redirects after %u redirects; not followed"),
		    (int)host.len, host.p, BOUND_REDIRECTS);
		goto fail;
	}
	next = lend_credentials(answer->url, to);
	free(to);
	to = next;
	if (answer_asked(answer, to)) {
		err_set(err, ERR_BOUND, _("%.*s redirects in a circle"),
		    (int)host.len, host.p);
		goto fail;
	}
	mem_replace(&t->url, to);
	answer_hop(answer, answer->status, to);
	answer->status = 0;
	return 0;
fail:
	free(to);
	return -1;
}

/* ---- the way of a transfer ---- */

static void
answered(struct net *net, struct transfer *t)
{
	struct net_answer *answer = t->answer;
	char *shown;

	if (answer->err.code != ERR_NONE) {
		answer->status = 0;
		buf_release(&answer->body);
		answer->truncated = false;
	}
	answer->final_url = mem_strdup(t->url);
	if (log_on()) {
		shown = url_redact(t->url);
		log_line("net: %s: %ld, %zu bytes, %.3f s, %zu redirects %s",
		    shown, answer->status, answer->n_bytes, answer->secs,
		    answer->n_hops, answer->err.message);
		free(shown);
	}
	t->next = NULL;
	*net->end = t;
	net->end = &t->next;
	net->n_active--;
}

/*
 * libcurl would wait for ever on a named pipe, and take a folder for an
 * empty file.
 */
static int
check_file(const char *url, struct err *err)
{
	char *path = url_file_path(url);
	struct stat st;
	int fd, failed = -1;

	if (path == NULL)
		return err_set(err, ERR_REFUSED, _("not a local file: %s"),
		    url);
	fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0 || fstat(fd, &st) < 0)
		err_set(err, errno == ENOENT ? ERR_NOT_FOUND : ERR_SYSTEM,
		    _("cannot read %s: %s"), path, strerror(errno));
	else if (!S_ISREG(st.st_mode))
		err_set(err, ERR_SYSTEM, _("cannot read %s: not a file"),
		    path);
	else
		failed = 0;
	if (fd >= 0)
		close(fd);
	free(path);
	return failed;
}

static struct hop *
take_hop(struct net *net)
{
	struct hop *hop;

	if (net->n_idle > 0)
		return net->idle[--net->n_idle];
	hop = hop_new(&net->options, net->share);
	net->hops = array_reserve(net->hops, &net->cap_hops, net->n_hops + 1,
	    sizeof *net->hops);
	net->hops[net->n_hops++] = hop;
	return hop;
}

static void
give_hop(struct net *net, struct hop *hop)
{
	net->idle = array_reserve(net->idle, &net->cap_idle, net->n_idle + 1,
	    sizeof *net->idle);
	net->idle[net->n_idle++] = hop;
}

/* Its turn has come. */
static void
start(struct net *net, struct transfer *t)
{
	struct net_answer *answer = t->answer;
	struct hop_request request = {
		.url = t->url, .kind = t->kind,
		.user_agent = t->user_agent != NULL ?
		    t->user_agent : net->options.user_agent,
		.validators = { t->etag, t->last_modified },
		.private_ok = t->private_ok || net->proxied,
		.proxied = net->proxied,
		.secs = net->options.transfer_secs - answer->secs,
		.answer = answer, .owner = t,
	};
	struct hop *hop;

	if (url_has_scheme(t->url, "file") &&
	    check_file(t->url, &answer->err) < 0) {
		turns_done(net->turns, &t->turn);
		answered(net, t);
		return;
	}
	hop = take_hop(net);
	hop_start(hop, &request);
	net->n_running++;
	if (curl_multi_add_handle(net->multi, hop_easy(hop)) != CURLM_OK)
		mem_fatal("out of memory");
}

static void
start_waiting(struct net *net)
{
	struct turns_item *item;

	while (net->n_running < net->options.max_connections &&
	    (item = turns_next(net->turns)) != NULL)
		start(net, (struct transfer *)(void *)item);
}

/* A hop has ended: there is an answer, or the next hop waits its turn. */
static void
end_hop(struct net *net, struct hop *hop, CURLcode code)
{
	struct transfer *t = hop_owner(hop);
	struct err *err = &t->answer->err;
	struct hop_end end;

	curl_multi_remove_handle(net->multi, hop_easy(hop));
	hop_finish(hop, (int)code, &end);
	net->n_running--;
	turns_done(net->turns, &t->turn);
	/* Who was asked on the local network may go on there. */
	if (t->answer->n_hops == 0 && !t->public_only)
		t->private_ok = net_is_private(t->url) ||
		    (end.was_private && !net->proxied);
	if (err->code == ERR_NONE && end.location != NULL &&
	    follow(t, end.location, err) == 0)
		turns_add(net->turns, t->url, &t->turn);
	else
		answered(net, t);
	give_hop(net, hop);
}

/* ---- the caller's side ---- */

/* Say why an address is not asked. */
static void
refuse_url(const char *url, struct err *err)
{
	char *shown = url_redact(url);
	struct url parts;

	url_split(&parts, str_of(url));
	if (parts.scheme.p == NULL || str_iis(parts.scheme, "http") ||
	    str_iis(parts.scheme, "https"))
		err_set(err, ERR_USAGE, _("not a web address: %s"), shown);
	else
		err_set(err, ERR_REFUSED,
		    _("neither http nor https, so not opened: %s"), shown);
	free(shown);
}

/* Do we ask such addresses? *clean is one that libcurl accepts. */
static int
check_url(char **clean, const struct net_request *request, struct err *err)
{
	*clean = url_resolve(NULL, request->url);
	if (*clean == NULL)
		return err_set(err, ERR_USAGE,
		    _("an address longer than %u bytes"), BOUND_URL_BYTES);
	if (url_is_web(*clean) ||
	    (url_has_scheme(*clean, "file") && request->kind == NET_FEED))
		return 0;
	refuse_url(*clean, err);
	free(*clean);
	return -1;
}

int
net_add(struct net *net, const struct net_request *request, struct err *err)
{
	struct transfer *t;
	char *url;

	if (check_url(&url, request, err) < 0)
		return -1;
	t = mem_calloc(1, sizeof *t);
	t->kind = request->kind;
	t->url = url;
	t->user_agent = mem_strdup(request->user_agent);
	t->etag = mem_strdup(request->validators.etag);
	t->last_modified = mem_strdup(request->validators.last_modified);
	t->public_only = request->public_only;
	t->private_ok = !request->public_only;
	t->answer = answer_new(request->url, request->tag);
	net->n_active++;
	turns_add(net->turns, t->url, &t->turn);
	start_waiting(net);
	return 0;
}

size_t
net_n_active(const struct net *net)
{
	return net->n_active;
}

static int64_t
now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* All that can be done without waiting. */
static void
go_on(struct net *net)
{
	CURLMsg *message;
	int n;

	curl_multi_perform(net->multi, &n);
	while ((message = curl_multi_info_read(net->multi, &n)) != NULL) {
		if (message->msg == CURLMSG_DONE)
			end_hop(net, hop_of_easy(message->easy_handle),
			    message->data.result);
	}
	start_waiting(net);
}

void
net_wait(struct net *net, int ms)
{
	int64_t end = ms < 0 ? INT64_MAX : now_ms() + ms, left;

	for (;;) {
		go_on(net);
		if (net->first != NULL)
			return;
		if (atomic_exchange(&net->woken, false))
			return;
		left = end - now_ms();
		if (left <= 0)
			return;
		curl_multi_poll(net->multi, NULL, 0,
		    (int)(left < SLEEP_MS ? left : SLEEP_MS), NULL);
	}
}

void
net_wake(struct net *net)
{
	atomic_store(&net->woken, true);
	curl_multi_wakeup(net->multi);
}

struct net_answer *
net_take(struct net *net)
{
	struct transfer *t = net->first;
	struct net_answer *answer;

	if (t == NULL)
		return NULL;
	net->first = t->next;
	if (net->first == NULL)
		net->end = &net->first;
	answer = t->answer;
	t->answer = NULL;
	transfer_free(t);
	return answer;
}
