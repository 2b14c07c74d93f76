/*
 * Requests, against the scripted server of loopback.h. A hop over a "public"
 * host is tested by naming that server as the proxy. Nothing here asks a name
 * server.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gogai/bounds.h"
#include "gogai/mem.h"
#include "gogai/net.h"
#include "gogai/str.h"
#include "gogai/url.h"
#include "loopback.h"

/* ---- asking ---- */

static const struct net_options plain_options = { .user_agent = "test/1" };

static struct net *
new_net(const struct net_options *options)
{
	struct net *net;
	struct err err;

	assert_int_equal(net_new(&net, options, &err), 0);
	return net;
}

/* Add a request and wait for its answer. */
static struct net_answer *
ask(struct net *net, const struct net_request *request)
{
	struct net_answer *answer;
	struct err err = { ERR_NONE, "" };

	if (net_add(net, request, &err) < 0)
		fail_msg("%s: %s", request->url, err.message);
	while ((answer = net_take(net)) == NULL)
		net_wait(net, -1);
	return answer;
}

static struct net_answer *
ask_path(struct net *net, const struct server *server, const char *path,
    enum net_kind kind)
{
	char *url = mem_printf("%s%s", server->base, path);
	struct net_request request = { .url = url, .kind = kind };
	struct net_answer *answer = ask(net, &request);

	free(url);
	return answer;
}

/* The value of a header in an echoed request, or NULL; to be freed. */
static char *
echoed(const struct net_answer *answer, const char *name)
{
	struct str rest = { answer->body.data, answer->body.len }, line;

	while (str_split(&rest, '\n', &line)) {
		ptrdiff_t colon = str_find(line, STR(": "));

		if (colon > 0 && str_iis(str_sub(line, 0, (size_t)colon),
		    name)) {
			line = str_sub(line, (size_t)colon + 2, line.len);
			return mem_strndup(line.p, line.len - 1);
		}
	}
	return NULL;
}

static void
check_echoed(const struct net_answer *answer, const char *name,
    const char *want)
{
	char *got = echoed(answer, name);

	if ((got == NULL) != (want == NULL) ||
	    (got != NULL && strcmp(got, want) != 0))
		fail_msg("%s: \"%s\", not \"%s\"", name,
		    got != NULL ? got : "(none)",
		    want != NULL ? want : "(none)");
	free(got);
}

static void
check_answered(const struct net_answer *answer)
{
	if (answer->err.code != ERR_NONE)
		fail_msg("%s: %s", answer->url, answer->err.message);
}

/* ---- what is sent ---- */

static void
test_request_headers(void **state)
{
	struct server *server = *state;
	struct net *net = new_net(&plain_options);
	struct net_answer *answer;
	char *host = mem_printf("127.0.0.1:%u", server->port);

	answer = ask_path(net, server, "/echo?a=1#part", NET_FEED);
	check_answered(answer);
	assert_int_equal(strncmp(answer->body.data, "GET /echo?a=1 HTTP/1.1",
	    22), 0);
	check_echoed(answer, "Host", host);
	check_echoed(answer, "User-Agent", "test/1");
	check_echoed(answer, "Accept", "application/atom+xml, "
	    "application/rss+xml, application/feed+json;q=0.9, "
	    "application/xml;q=0.8, */*;q=0.1");
	check_echoed(answer, "Referer", NULL);
	check_echoed(answer, "Cookie", NULL);
	check_echoed(answer, "Authorization", NULL);
	check_echoed(answer, "If-None-Match", NULL);
	check_echoed(answer, "If-Modified-Since", NULL);
	assert_non_null(strstr(answer->body.data, "gzip"));
	net_answer_free(answer);

	answer = ask_path(net, server, "/echo", NET_PAGE);
	assert_non_null(strstr(answer->body.data, "Accept: text/html"));
	net_answer_free(answer);
	free(host);
	net_free(net);
}

struct validators_row {
	const char *why;
	struct validators sent;
	const char *if_none_match;
	const char *if_modified_since;
};

static const struct validators_row validators_rows[] = {
	{ "both, byte for byte",
	    { "W/\"a b\xe9 /\\\"", "Sat, 1 Aug 26 7:5:3 +0900" },
	    "W/\"a b\xe9 /\\\"", "Sat, 1 Aug 26 7:5:3 +0900" },
	{ "without quotes", { "abc", NULL }, "abc", NULL },
	{ "only a date", { NULL, "yesterday" }, NULL, "yesterday" },
	{ "empty ones are none", { "", "" }, NULL, NULL },
	{ "no second header hides in one", { "\"a\"\r\nX: y", "a\nb" },
	    NULL, NULL },
	{ "none, after some", { NULL, NULL }, NULL, NULL },
};

static void
test_validators(void **state)
{
	struct server *server = *state;
	struct net *net = new_net(&plain_options);
	char *url = mem_printf("%s/echo", server->base);
	struct net_request request = { .url = url };
	struct net_answer *answer;
	size_t i;

	for (i = 0; i < CC_COUNT(validators_rows); i++) {
		request.validators = validators_rows[i].sent;
		answer = ask(net, &request);
		check_answered(answer);
		check_echoed(answer, "If-None-Match",
		    validators_rows[i].if_none_match);
		check_echoed(answer, "If-Modified-Since",
		    validators_rows[i].if_modified_since);
		check_echoed(answer, "X", NULL);
		net_answer_free(answer);
	}
	free(url);
	net_free(net);
}

static void
test_user_agent(void **state)
{
	struct server *server = *state;
	struct net *net = new_net(&plain_options);
	char *url = mem_printf("%s/echo", server->base);
	struct net_request request = { .url = url, .user_agent = "mine" };
	struct net_answer *answer = ask(net, &request);

	check_echoed(answer, "User-Agent", "mine");
	net_answer_free(answer);
	request.user_agent = NULL;
	answer = ask(net, &request);
	check_echoed(answer, "User-Agent", "test/1");
	net_answer_free(answer);
	free(url);
	net_free(net);
}

/* ---- what comes ---- */

static void
test_answer_headers(void **state)
{
	struct server *server = *state;
	struct net *net = new_net(&plain_options);
	struct net_answer *answer;

	answer = ask_path(net, server, "/fields", NET_FEED);
	check_answered(answer);
	assert_int_equal(answer->status, 200);
	assert_string_equal(answer->content_type,
	    "application/rss+xml; charset=\"UTF-8\"");
	assert_string_equal(answer->etag, "W/\"a b\xe9 /\\\"");
	assert_string_equal(answer->last_modified,
	    "Sat, 1 Aug 26 7:5:3 +0900");
	assert_string_equal(answer->cache_control, "max-age=60, private");
	assert_string_equal(answer->expires, "0");
	assert_string_equal(answer->date, "Mon, 23 Nov 2026 00:12:44 GMT");
	assert_string_equal(answer->age, "5");
	assert_null(answer->retry_after);
	assert_string_equal(buf_string(&answer->body), "body");
	assert_int_equal(answer->n_bytes, 4);
	assert_true(answer->secs > 0);
	net_answer_free(answer);

	answer = ask_path(net, server, "/interim", NET_FEED);
	assert_int_equal(answer->status, 200);
	assert_null(answer->etag);
	assert_string_equal(answer->cache_control, "max-age=60");
	net_answer_free(answer);

	answer = ask_path(net, server, "/trailer", NET_FEED);
	assert_string_equal(buf_string(&answer->body), "body");
	assert_null(answer->etag);
	net_answer_free(answer);
	net_free(net);
}

/* What a request comes to. */
struct outcome_row {
	const char *path;
	enum net_kind kind;
	enum err_code code;
	long	 status;
	const char *body;	/* NULL: whatever */
	const char *words;	/* in the message; NULL: none */
};

static const struct outcome_row outcome_rows[] = {
	{ "/304", NET_FEED, ERR_NONE, 304, "", NULL },
	{ "/404", NET_FEED, ERR_NONE, 404, "gone fishing", NULL },
	{ "/503", NET_FEED, ERR_NONE, 503, "later", NULL },
	{ "/empty", NET_FEED, ERR_NONE, 200, "", NULL },
	{ "/gzip", NET_FEED, ERR_NONE, 200, "gogai\n", NULL },
	{ "/300", NET_FEED, ERR_NONE, 300, "choose", NULL },
	{ "/nowhere", NET_FEED, ERR_NONE, 301, "where?", NULL },
	{ "/chain/5", NET_FEED, ERR_NONE, 200, "end", NULL },
	{ "/chain/6", NET_FEED, ERR_BOUND, 0, "", "after 5 redirects" },
	{ "/circle", NET_FEED, ERR_BOUND, 0, "", "in a circle" },
	{ "/self", NET_FEED, ERR_BOUND, 0, "", "in a circle" },
	{ "/script", NET_PAGE, ERR_REFUSED, 0, "", "no web page" },
	{ "/tofile", NET_FEED, ERR_REFUSED, 0, "", "no web page" },
	{ "/toloopback", NET_FEED, ERR_NONE, 200, NULL, NULL },
	{ "/bigmove", NET_FEED, ERR_NONE, 200, NULL, NULL },
	{ "/partial", NET_FEED, ERR_NETWORK, 0, "", "in the middle" },
	{ "/badgzip", NET_FEED, ERR_NETWORK, 0, "", "decompressed" },
	{ "/garbage", NET_FEED, ERR_NETWORK, 0, "", "in HTTP" },
	{ "/nothing", NET_FEED, ERR_NETWORK, 0, "", "without an answer" },
	{ "/flood", NET_FEED, ERR_BOUND, 0, "", "headers" },
	{ "/hugepage", NET_PAGE, ERR_BOUND, 0, "", "too large" },
	{ "/bomb", NET_PAGE, ERR_BOUND, 0, "", "more than 16 MB" },
	{ "/big/17000000", NET_PAGE, ERR_BOUND, 0, "", "more than 16 MB" },
	{ "/big/16777216", NET_PAGE, ERR_NONE, 200, NULL, NULL },
};

static void
test_outcomes(void **state)
{
	struct server *server = *state;
	struct net *net = new_net(&plain_options);
	struct net_answer *answer;
	size_t i;

	for (i = 0; i < CC_COUNT(outcome_rows); i++) {
		const struct outcome_row *row = &outcome_rows[i];

		answer = ask_path(net, server, row->path, row->kind);
		if (answer->err.code != row->code ||
		    answer->status != row->status)
			fail_msg("%s: status %ld, error %d: %s", row->path,
			    answer->status, (int)answer->err.code,
			    answer->err.message);
		if (row->body != NULL &&
		    strcmp(buf_string(&answer->body), row->body) != 0)
			fail_msg("%s: body \"%s\"", row->path,
			    buf_string(&answer->body));
		if (row->words != NULL &&
		    strstr(answer->err.message, row->words) == NULL)
			fail_msg("%s: \"%s\" does not say \"%s\"", row->path,
			    answer->err.message, row->words);
		assert_false(answer->truncated);
		net_answer_free(answer);
	}
	assert_int_equal(net_n_active(net), 0);
	net_free(net);
}

static void
test_cut(void **state)
{
	struct server *server = *state;
	struct net *net = new_net(&plain_options);
	struct net_answer *answer;

	answer = ask_path(net, server, "/bomb", NET_FEED);
	check_answered(answer);
	assert_int_equal(answer->status, 200);
	assert_true(answer->truncated);
	assert_int_equal(answer->body.len, BOUND_FEED_BYTES);
	assert_true(answer->n_bytes < 1u << 20);
	net_answer_free(answer);

	answer = ask_path(net, server, "/big/200000000", NET_FEED);
	check_answered(answer);
	assert_true(answer->truncated);
	assert_int_equal(answer->body.len, BOUND_FEED_BYTES);
	net_answer_free(answer);

	answer = ask_path(net, server, "/big/600000", NET_ROBOTS);
	check_answered(answer);
	assert_true(answer->truncated);
	assert_int_equal(answer->body.len, BOUND_ROBOTS_BYTES);
	net_answer_free(answer);
	net_free(net);
}

/* ---- redirects ---- */

struct redirect_row {
	const char *path;
	const char *final;	/* path */
	const char *hops;	/* statuses */
	const char *asked;	/* by the last request */
};

static const struct redirect_row redirect_rows[] = {
	{ "/echo", "/echo", "", "GET /echo " },
	{ "/echo#x", "/echo#x", "", "GET /echo " },
	{ "/301", "/echo", "301 302 ", "GET /echo " },
	{ "/303", "/echo", "303 ", "GET /echo " },
	{ "/308", "/echo", "308 ", "GET /echo " },
};

static void
test_redirects(void **state)
{
	struct server *server = *state;
	struct net *net = new_net(&plain_options);
	struct net_answer *answer;
	size_t i, j;

	for (i = 0; i < CC_COUNT(redirect_rows); i++) {
		const struct redirect_row *row = &redirect_rows[i];
		char *final = mem_printf("%s%s", server->base, row->final);
		struct buf hops = BUF_INIT;

		answer = ask_path(net, server, row->path, NET_FEED);
		check_answered(answer);
		assert_string_equal(answer->final_url, final);
		for (j = 0; j < answer->n_hops; j++)
			buf_addf(&hops, "%ld ", answer->hops[j].status);
		assert_string_equal(buf_string(&hops), row->hops);
		if (answer->n_hops > 0)
			assert_string_equal(
			    answer->hops[answer->n_hops - 1].to, final);
		assert_int_equal(strncmp(answer->body.data, row->asked,
		    strlen(row->asked)), 0);
		assert_null(answer->etag);
		assert_null(answer->cache_control);
		buf_release(&hops);
		free(final);
		net_answer_free(answer);
	}
	net_free(net);
}

/* A relative reference keeps the path, and its fragment is not sent. */
static void
test_redirect_query(void **state)
{
	struct server *server = *state;
	struct net *net = new_net(&plain_options);
	struct net_answer *answer;
	char *to = mem_printf("%s/307?q#part", server->base);

	answer = ask_path(net, server, "/307", NET_FEED);
	assert_int_equal(answer->n_hops, 1);
	assert_string_equal(answer->hops[0].to, to);
	assert_int_equal(answer->err.code, ERR_BOUND);	/* it goes on so */
	assert_string_equal(answer->final_url, to);
	free(to);
	net_answer_free(answer);
	net_free(net);
}

struct rule_row {
	const char *from, *to;
	bool	 private_ok;
	enum err_code code;
};

static const struct rule_row rule_rows[] = {
	{ "http://a.example/", "http://b.example/", false, ERR_NONE },
	{ "http://a.example/", "https://a.example/", false, ERR_NONE },
	{ "https://a.example/", "https://b.example/", false, ERR_NONE },
	{ "https://a.example/", "http://a.example/", false, ERR_REFUSED },
	{ "https://a.example/", "HTTP://a.example/", true, ERR_REFUSED },
	{ "HTTPS://a.example/", "http://a.example/", true, ERR_REFUSED },
	{ "http://a.example/", NULL, false, ERR_REFUSED },
	{ "http://a.example/", "ftp://a.example/", false, ERR_REFUSED },
	{ "http://a.example/", "file:///x", true, ERR_REFUSED },
	{ "http://a.example/", "http:///x", true, ERR_REFUSED },
	{ "http://a.example/", "http://10.1.2.3/", false, ERR_REFUSED },
	{ "http://a.example/", "http://localhost/", false, ERR_REFUSED },
	{ "http://10.0.0.1/", "http://10.1.2.3/", true, ERR_NONE },
};

static void
test_check_redirect(void **state)
{
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rule_rows); i++) {
		const struct rule_row *row = &rule_rows[i];
		int want = row->code == ERR_NONE ? 0 : -1;

		err_clear(&err);
		if (net_check_redirect(row->from, row->to, row->private_ok,
		    &err) != want || err.code != row->code)
			fail_msg("%s to %s: \"%s\"", row->from, row->to,
			    err.message);
	}
}

static void
test_is_private(void **state)
{
	static const char *const private[] = {
		"http://localhost/", "http://LOCALHOST:81/",
		"http://a.localhost",
		"http://localhost./", "http://127.0.0.1/", "http://127.9.9.9/",
		"http://127.1/", "http://0x7f000001/", "http://2130706433/",
		"http://0/", "http://10.1.2.3/", "http://172.16.0.1/",
		"http://172.31.255.255/", "http://192.168.1.1/",
		"http://169.254.169.254/", "http://100.64.0.1/",
		"http://100.127.255.255/", "http://198.19.0.1/",
		"http://224.0.0.1/", "http://255.255.255.255/", "http://[::1]/",
		"http://[::]/", "http://[fe80::1]/", "http://[fe80::1%25lo]/",
		"http://[fd00::1]/", "http://[::ffff:127.0.0.1]/",
		"http://[::ffff:7f00:1]/", "http://[64:ff9b::10.0.0.1]/",
		"http://[2002:7f00:1::]/", "http://user:pw@127.0.0.1:80/",
		"http://[ff02::1]/",
	};
	static const char *const public[] = {
		"http://example.org/", "http://localhost.example/",
		"http://notlocalhost/", "http://8.8.8.8/", "http://11.0.0.1/",
		"http://172.32.0.1/", "http://172.15.255.255/",
		"http://192.169.0.1/", "http://100.63.255.255/",
		"http://100.128.0.1/", "http://128.0.0.1/", "http://223.9.9.9/",
		"http://[2606:4700::1]/", "http://[::ffff:8.8.8.8]/",
		"http://10.0.0.1.example/", "http://example.org/127.0.0.1",
		"http://127.0.0.1@example.org/", "http://[64:ff9b::8.8.8.8]/",
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(private); i++) {
		if (!net_is_private(private[i]))
			fail_msg("%s is private", private[i]);
	}
	for (i = 0; i < CC_COUNT(public); i++) {
		if (net_is_private(public[i]))
			fail_msg("%s is public", public[i]);
	}
}

/* What a host that is public, behind the proxy, may make us do. */
struct proxy_row {
	const char *url;
	enum err_code code;
	const char *authorization;	/* in the last request */
};

/* "u:p" in base64 */
#define BASIC "Basic dTpw"

static const struct proxy_row proxy_rows[] = {
	{ "http://one.example/echo", ERR_NONE, NULL },
	{ "http://u:p@one.example/echo", ERR_NONE, BASIC },
	{ "http://one.example/echo", ERR_NONE, NULL },
	{ "http://one.example/toloopback", ERR_REFUSED, NULL },
	{ "http://one.example/tolan", ERR_REFUSED, NULL },
	{ "http://u:p@one.example/301", ERR_NONE, BASIC },
	{ "http://u:p@one.example/tosame", ERR_NONE, BASIC },
	{ "http://u:p@one.example/toother", ERR_NONE, NULL },
	{ "http://u:p@one.example/toport", ERR_NONE, NULL },
	{ "http://u:p@one.example/tolure", ERR_NONE, NULL },
	{ "http://one.example/tolure", ERR_NONE, NULL },
};

static void
test_public_hosts(void **state)
{
	struct server *server = *state;
	struct net_options options = { .user_agent = "test/1",
	    .proxy = server->base };
	struct net *net = new_net(&options);
	size_t i;

	for (i = 0; i < CC_COUNT(proxy_rows); i++) {
		struct net_request request = { .url = proxy_rows[i].url };
		struct net_answer *answer = ask(net, &request);

		if (answer->err.code != proxy_rows[i].code)
			fail_msg("%s: %s", request.url, answer->err.message);
		if (answer->err.code == ERR_NONE)
			check_echoed(answer, "Authorization",
			    proxy_rows[i].authorization);
		net_answer_free(answer);
	}
	net_free(net);
}

/* A stranger's link to this machine: by its address, and by a connection. */
static void
test_public_only(void **state)
{
	struct server *server = *state;
	struct net *net = new_net(&plain_options);
	char *url = mem_printf("%s/echo", server->base);
	struct net_request request = { .url = url, .kind = NET_PAGE };
	struct net_answer *answer = ask(net, &request);

	check_answered(answer);		/* now there is a connection */
	net_answer_free(answer);
	request.public_only = true;
	answer = ask(net, &request);
	assert_int_equal(answer->err.code, ERR_REFUSED);
	net_answer_free(answer);
	net_free(net);

	net = new_net(&plain_options);
	answer = ask(net, &request);
	assert_int_equal(answer->err.code, ERR_REFUSED);
	assert_non_null(strstr(answer->err.message, "local network"));
	net_answer_free(answer);
	free(url);
	net_free(net);
}

/* ---- time, waiting, turns ---- */

struct slow_row {
	const char *path;
	struct net_options options;
	const char *words;
};

static const struct slow_row slow_rows[] = {
	{ "/slow", { .user_agent = "test/1", .stall_secs = 1 },
	    "sent nothing for 1 s" },
	{ "/mute", { .user_agent = "test/1", .transfer_secs = 1 },
	    "not done within 1 s" },
};

static void
test_timeouts(void **state)
{
	struct server *server = *state;
	struct net_answer *answer;
	size_t i;

	for (i = 0; i < CC_COUNT(slow_rows); i++) {
		struct net *net = new_net(&slow_rows[i].options);

		answer = ask_path(net, server, slow_rows[i].path, NET_FEED);
		assert_int_equal(answer->err.code, ERR_TIMEOUT);
		if (strstr(answer->err.message, slow_rows[i].words) == NULL)
			fail_msg("%s: %s", slow_rows[i].path,
			    answer->err.message);
		assert_int_equal(answer->body.len, 0);
		net_answer_free(answer);
		net_free(net);
	}
}

/* A listener whose queue is full answers nobody. */
static void
test_connect_timeout(void **state)
{
	struct net_options options = { .user_agent = "test/1",
	    .connect_secs = 1 };
	struct net *net = new_net(&options);
	struct server full;
	struct net_answer *answer;
	int listener = bind_loopback(&full.port), fds[4];
	struct sockaddr_in in = { .sin_family = AF_INET };
	size_t i;

	(void)state;
	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	in.sin_port = htons((uint16_t)full.port);
	assert_int_equal(listen(listener, 0), 0);
	for (i = 0; i < CC_COUNT(fds); i++) {
		fds[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
		(void)!connect(fds[i], (struct sockaddr *)&in, sizeof in);
	}
	snprintf(full.base, sizeof full.base, "http://127.0.0.1:%u",
	    full.port);
	answer = ask_path(net, &full, "/", NET_FEED);
	assert_int_equal(answer->err.code, ERR_TIMEOUT);
	assert_string_equal(answer->err.message,
	    "no answer from 127.0.0.1 within 1 s");
	net_answer_free(answer);
	for (i = 0; i < CC_COUNT(fds); i++)
		close(fds[i]);
	close(listener);
	net_free(net);
}

static void
test_refused(void **state)
{
	struct net *net = new_net(&plain_options);
	struct server none;
	int fd = bind_loopback(&none.port);	/* bound, not listening */
	char *words = mem_printf("connection refused by 127.0.0.1 port %u",
	    none.port);
	struct net_answer *answer;

	(void)state;
	snprintf(none.base, sizeof none.base, "http://127.0.0.1:%u",
	    none.port);
	answer = ask_path(net, &none, "/", NET_FEED);
	assert_int_equal(answer->err.code, ERR_NETWORK);
	assert_int_equal(answer->status, 0);
	if (strncmp(answer->err.message, words, strlen(words)) != 0)
		fail_msg("%s", answer->err.message);
	net_answer_free(answer);
	close(fd);
	free(words);
	net_free(net);
}

/* A label of more than 63 bytes: no name server has to be asked. */
static void
test_no_host(void **state)
{
	struct net *net = new_net(&plain_options);
	struct net_request request = { .url = "http://"
	    "0123456789012345678901234567890123456789"
	    "012345678901234567890123456789.invalid/" };
	struct net_answer *answer = ask(net, &request);

	(void)state;
	assert_int_equal(answer->err.code, ERR_NETWORK);
	if (strstr(answer->err.message, "cannot find the host 0123") == NULL)
		fail_msg("%s", answer->err.message);
	net_answer_free(answer);
	net_free(net);
}

static void *
wake_it(void *net)
{
	net_wake(net);
	return NULL;
}

static void
test_wake(void **state)
{
	struct server *server = *state;
	struct net *net = new_net(&plain_options);
	char *url = mem_printf("%s/mute", server->base);
	struct net_request request = { .url = url };
	pthread_t thread;

	assert_int_equal(pthread_create(&thread, NULL, wake_it, net), 0);
	net_wait(net, -1);		/* nothing to do but to be woken */
	pthread_join(thread, NULL);

	assert_int_equal(net_add(net, &request, NULL), 0);
	assert_int_equal(net_n_active(net), 1);
	net_wake(net);			/* before: is not lost */
	net_wait(net, -1);
	assert_int_equal(pthread_create(&thread, NULL, wake_it, net), 0);
	net_wait(net, -1);
	pthread_join(thread, NULL);
	net_wait(net, 0);
	net_wait(net, 1);
	assert_null(net_take(net));
	assert_int_equal(net_n_active(net), 1);
	free(url);
	net_free(net);			/* with it under way */
}

static int
compare_longs(const void *a, const void *b)
{
	return (*(const long *)a > *(const long *)b) -
	    (*(const long *)a < *(const long *)b);
}

/* Twenty requests at once: how many connections did they take? */
static size_t
count_connections(const struct net_options *options,
    const struct server *server)
{
	struct net *net = new_net(options);
	char *url = mem_printf("%s/connection", server->base);
	struct net_request request = { .url = url };
	long	 pids[20];
	size_t	 n = 0, n_pids = 0, i;

	for (i = 0; i < CC_COUNT(pids); i++) {
		request.tag = &pids[i];
		assert_int_equal(net_add(net, &request, NULL), 0);
	}
	assert_int_equal(net_n_active(net), CC_COUNT(pids));
	while (n < CC_COUNT(pids)) {
		struct net_answer *answer = net_take(net);

		if (answer == NULL) {
			net_wait(net, -1);
			continue;
		}
		check_answered(answer);
		*(long *)answer->tag = strtol(answer->body.data, NULL, 10);
		n++;
		net_answer_free(answer);
	}
	assert_int_equal(net_n_active(net), 0);
	qsort(pids, CC_COUNT(pids), sizeof pids[0], compare_longs);
	for (i = 0; i < CC_COUNT(pids); i++)
		n_pids += i == 0 || pids[i] != pids[i - 1];
	free(url);
	net_free(net);
	return n_pids;
}

static void
test_connections(void **state)
{
	static const struct net_options two_a_host = { .user_agent = "test/1",
	    .host_connections = 2 };
	static const struct net_options one_in_all = { .user_agent = "test/1",
	    .max_connections = 1 };

	assert_in_range(count_connections(&two_a_host, *state), 1, 2);
	assert_int_equal(count_connections(&one_in_all, *state), 1);
	assert_in_range(count_connections(&plain_options, *state), 1, 20);
}

/* Who waits behind a silent host is not late when the turn comes. */
static void
test_turn_is_not_time(void **state)
{
	struct server *server = *state;
	struct net_options options = { .user_agent = "test/1",
	    .host_connections = 1, .transfer_secs = 1 };
	struct net *net = new_net(&options);
	struct net_answer *answer;
	char *urls[3];
	size_t i, n = 0;

	urls[0] = mem_printf("%s/mute", server->base);
	urls[1] = mem_printf("%s/mute", server->base);
	urls[2] = mem_printf("%s/404", server->base);
	for (i = 0; i < CC_COUNT(urls); i++) {
		struct net_request request = { .url = urls[i] };

		assert_int_equal(net_add(net, &request, NULL), 0);
	}
	while (n < CC_COUNT(urls)) {
		net_wait(net, -1);
		while ((answer = net_take(net)) != NULL) {
			assert_int_equal(answer->err.code, n < 2 ?
			    ERR_TIMEOUT : ERR_NONE);
			n++;
			net_answer_free(answer);
		}
	}
	for (i = 0; i < CC_COUNT(urls); i++)
		free(urls[i]);
	net_free(net);
}

/* End with some answered, some running and some waiting. */
static void
test_free_busy(void **state)
{
	struct server *server = *state;
	struct net_options options = { .user_agent = "test/1",
	    .host_connections = 2 };
	struct net *net = new_net(&options);
	static const char *const paths[] = { "/404", "/slow", "/mute",
	    "/echo" };
	size_t i;

	for (i = 0; i < CC_COUNT(paths); i++) {
		char *url = mem_printf("%s%s", server->base, paths[i]);
		struct net_request request = { .url = url, .tag = net,
		    .validators = { "\"a\"", "b" }, .user_agent = "c" };

		assert_int_equal(net_add(net, &request, NULL), 0);
		free(url);
	}
	net_wait(net, -1);
	net_free(net);
	net_free(NULL);
	net_answer_free(NULL);
}

/* ---- addresses that are not asked; files ---- */

struct address_row {
	const char *url;
	enum net_kind kind;
	enum err_code code;
};

static const struct address_row address_rows[] = {
	{ "", NET_FEED, ERR_USAGE },
	{ "no address", NET_FEED, ERR_USAGE },
	{ "example.org/feed", NET_FEED, ERR_USAGE },
	{ "http://", NET_FEED, ERR_USAGE },
	{ "https:///feed", NET_FEED, ERR_USAGE },
	{ "ftp://example.org/", NET_FEED, ERR_REFUSED },
	{ "javascript:alert(1)", NET_PAGE, ERR_REFUSED },
	{ "mailto:a@example.org", NET_PAGE, ERR_REFUSED },
	{ "file:///etc/passwd", NET_PAGE, ERR_REFUSED },
	{ "file:///robots.txt", NET_ROBOTS, ERR_REFUSED },
};

static void
test_addresses(void **state)
{
	struct net *net = new_net(&plain_options);
	struct err err;
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(address_rows); i++) {
		struct net_request request = { .url = address_rows[i].url,
		    .kind = address_rows[i].kind };

		err_clear(&err);
		if (net_add(net, &request, &err) == 0 ||
		    err.code != address_rows[i].code)
			fail_msg("%s: %d %s", request.url, (int)err.code,
			    err.message);
	}
	assert_int_equal(net_n_active(net), 0);
	net_free(net);
}

static void
test_files(void **state)
{
	struct net *net = new_net(&plain_options);
	char path[] = "/tmp/gogai-test-net.XXXXXX";
	int fd = mkstemp(path);
	char *url = url_from_path(path);
	struct net_request request = { .url = url };
	struct net_answer *answer;

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "<rss/>", 6), 6);
	close(fd);
	answer = ask(net, &request);
	check_answered(answer);
	assert_int_equal(answer->status, 200);
	assert_string_equal(buf_string(&answer->body), "<rss/>");
	net_answer_free(answer);

	unlink(path);
	answer = ask(net, &request);
	assert_int_equal(answer->err.code, ERR_NOT_FOUND);
	assert_int_equal(answer->status, 0);
	net_answer_free(answer);

	assert_int_equal(mkfifo(path, 0600), 0);
	answer = ask(net, &request);
	assert_int_equal(answer->err.code, ERR_SYSTEM);
	net_answer_free(answer);
	unlink(path);
	request.url = "file:///tmp/";
	answer = ask(net, &request);
	assert_int_equal(answer->err.code, ERR_SYSTEM);
	net_answer_free(answer);
	free(url);
	net_free(net);
}

static void
test_status_words(void **state)
{
	(void)state;
	assert_string_equal(net_status_words(100), "Continue");
	assert_string_equal(net_status_words(404), "Not Found");
	assert_string_equal(net_status_words(526),
	    "Invalid Certificate Behind Cloudflare");
	assert_string_equal(net_status_words(0), "");
	assert_string_equal(net_status_words(299), "");
	assert_string_equal(net_status_words(999), "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_request_headers),
		cmocka_unit_test(test_validators),
		cmocka_unit_test(test_user_agent),
		cmocka_unit_test(test_answer_headers),
		cmocka_unit_test(test_outcomes),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_redirects),
		cmocka_unit_test(test_redirect_query),
		cmocka_unit_test(test_check_redirect),
		cmocka_unit_test(test_is_private),
		cmocka_unit_test(test_public_hosts),
		cmocka_unit_test(test_public_only),
		cmocka_unit_test(test_timeouts),
		cmocka_unit_test(test_connect_timeout),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_no_host),
		cmocka_unit_test(test_wake),
		cmocka_unit_test(test_connections),
		cmocka_unit_test(test_turn_is_not_time),
		cmocka_unit_test(test_free_busy),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_status_words),
	};

	return cmocka_run_group_tests_name("net", tests, start_server,
	    stop_server);
}
