/*
 * A scripted HTTP server for tests: a child process on a free port of the
 * loopback, which forks once per connection, keeps connections alive, and
 * answers by the table and the functions below. Asked as a proxy it answers
 * for every host, so that "public" hosts can be had without a network.
 */
#ifndef LOOPBACK_H
#define LOOPBACK_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gogai/bounds.h"
#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/mem.h"

struct server {
	pid_t	 pid;
	unsigned port;
	char	 base[64];	/* "http://127.0.0.1:port" */
};

static void
send_all(int fd, const void *p, size_t len)
{
	ssize_t n;

	while (len > 0 && (n = send(fd, p, len, MSG_NOSIGNAL)) > 0) {
		p = (const char *)p + n;
		len -= (size_t)n;
	}
}

static void
send_text(int fd, const char *text)
{
	send_all(fd, text, strlen(text));
}

/* A head, completed by the length, and a body. */
static void
send_answer(int fd, const char *head, const void *body, size_t len)
{
	char line[64];

	send_text(fd, head);
	snprintf(line, sizeof line, "Content-Length: %zu\r\n\r\n", len);
	send_text(fd, line);
	send_all(fd, body, len);
}

#define OK_HEAD "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n"
#define GZIP_HEAD OK_HEAD "Content-Encoding: gzip\r\n"

/* Answers that are only bytes. */
struct page {
	const char *path;
	const char *head;
	const char *body;
};

static const struct page pages[] = {
	{ "/fields", "HTTP/1.1 200 OK\r\n"
	    "content-TYPE:application/rss+xml; charset=\"UTF-8\"\r\n"
	    "ETag: W/\"a b\xe9 /\\\"  \r\n"
	    "ETag: \"second\"\r\n"
	    "Last-Modified:  Sat, 1 Aug 26 7:5:3 +0900 \r\n"
	    "Cache-Control: max-age=60\r\n"
	    "Cache-Control: private\r\n"
	    "Expires: 0\r\n"
	    "Date: Mon, 23 Nov 2026 00:12:44 GMT\r\n"
	    "Age: 5\r\n"
	    "Retry-After:\r\n", "body" },
	{ "/304", "HTTP/1.1 304 Not Modified\r\nETag: \"n\"\r\n", "" },
	{ "/404", "HTTP/1.1 404 Not Found\r\n", "gone fishing" },
	{ "/503", "HTTP/1.1 503 Busy\r\nRetry-After: 120\r\n", "later" },
	{ "/empty", "HTTP/1.1 200 OK\r\n", "" },
	{ "/interim", "HTTP/1.1 103 Early Hints\r\nETag: \"early\"\r\n"
	    "Cache-Control: max-age=9\r\n\r\nHTTP/1.1 200 OK\r\n"
	    "Cache-Control: max-age=60\r\n", "final" },
	{ "/301", "HTTP/1.1 301 Moved\r\nLocation: /302?a\r\n"
	    "ETag: \"of-301\"\r\nCache-Control: max-age=1\r\n", "moved" },
	{ "/302", "HTTP/1.1 302 Found\r\nLocation: dir/../echo\r\n", "moved" },
	{ "/303", "HTTP/1.1 303 See\r\nLocation: //%s/echo\r\n", "" },
	{ "/307", "HTTP/1.1 307 T\r\nLocation: ?q#part\r\n", "" },
	{ "/308", "HTTP/1.1 308 P\r\nLocation: http://%s/echo\r\n", "" },
	{ "/300", "HTTP/1.1 300 Choice\r\nLocation: /echo\r\n", "choose" },
	{ "/nowhere", "HTTP/1.1 301 Moved\r\n", "where?" },
	{ "/circle", "HTTP/1.1 302 F\r\nLocation: /circle2\r\n", "" },
	{ "/circle2", "HTTP/1.1 302 F\r\nLocation: /circle#x\r\n", "" },
	{ "/self", "HTTP/1.1 302 F\r\nLocation: /self\r\n", "" },
	{ "/script", "HTTP/1.1 302 F\r\nLocation: javascript:x\r\n", "" },
	{ "/tofile", "HTTP/1.1 302 F\r\nLocation: file:///etc/passwd\r\n",
	    "" },
	{ "/toloopback", "HTTP/1.1 302 F\r\nLocation: http://%s/echo\r\n",
	    "" },
	{ "/tolan", "HTTP/1.1 302 F\r\nLocation: http://192.168.0.1/\r\n",
	    "" },
	{ "/toother", "HTTP/1.1 302 F\r\n"
	    "Location: http://other.example/echo\r\n", "" },
	{ "/tosame", "HTTP/1.1 302 F\r\n"
	    "Location: http://one.example/echo\r\n", "" },
	{ "/toport", "HTTP/1.1 302 F\r\n"
	    "Location: http://one.example:81/echo\r\n", "" },
	{ "/tolure", "HTTP/1.1 302 F\r\n"
	    "Location: http://a:b@one.example:81/echo\r\n", "" },
	{ "/partial", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n0123",
	    NULL },
	{ "/badgzip", GZIP_HEAD, "this is not gzip at all" },
	{ "/garbage", "SSH-2.0-server\r\n", NULL },
	{ "/nothing", "", NULL },
	{ "/hugepage", "HTTP/1.1 200 OK\r\n"
	    "Content-Length: 99999999\r\n\r\n<p>", NULL },
	{ "/trailer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
	    "Trailer: ETag\r\n\r\n4\r\nbody\r\n0\r\nETag: \"late\"\r\n\r\n",
	    NULL },
};

/* Does what the server was asked for name this page? */
static bool
path_is(const char *path, const char *page)
{
	size_t len = strlen(page);

	return strncmp(path, page, len) == 0 && (path[len] == ' ' ||
	    path[len] == '?' || path[len] == '/');
}

/* Read until the other side has closed: how a host falls silent. */
static void
hold(int fd)
{
	char bytes[256];

	while (read(fd, bytes, sizeof bytes) > 0)
		continue;
}

/* False: the connection is to be closed. */
static bool
answer_page(int fd, const struct page *page, const char *host)
{
	char *head = mem_printf("%s", page->head);
	char *mark = strstr(head, "%s");
	char *filled;

	if (mark != NULL) {
		*mark = '\0';
		filled = mem_printf("%s%s%s", head, host, mark + 2);
		free(head);
		head = filled;
	}
	if (page->body != NULL)
		send_answer(fd, head, page->body, strlen(page->body));
	else
		send_text(fd, head);
	free(head);
	return page->body != NULL;
}

/* "gogai\n", by gzip. */
static const unsigned char small_gzip[] = {
	0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4b,
	0xcf, 0x4f, 0x4f, 0xcc, 0xe4, 0x02, 0x00, 0x80, 0x29, 0x5f, 0x04,
	0x06, 0x00, 0x00, 0x00,
};

/* Append bits to a deflate stream, the first one lowest (RFC 1951 §3.1). */
static void
add_bits(struct buf *out, unsigned *n_bits, const char *bits)
{
	for (; *bits != '\0'; bits++, (*n_bits)++) {
		if (*n_bits % 8 == 0)
			buf_addc(out, 0);
		if (*bits == '1')
			out->data[out->len - 1] |= (char)(1 << *n_bits % 8);
	}
}

/*
 * A last block of fixed codes (RFC 1951 §3.2.6): one 'a', then copies of 258
 * bytes, so that 13 bits become 258 bytes.
 */
static void
send_bomb(int fd, size_t n_copies)
{
	static const unsigned char start[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0,
	    0, 3 };
	struct buf out = BUF_INIT;
	unsigned n_bits = 0;

	buf_add(&out, start, sizeof start);
	add_bits(&out, &n_bits, "110" "10010001");
	for (; n_copies > 0; n_copies--)
		add_bits(&out, &n_bits, "11000101" "00000");
	send_answer(fd, GZIP_HEAD, out.data, out.len);
	buf_release(&out);
}

/* Headers without end. */
static void
send_flood(int fd)
{
	char line[1026];
	size_t i;

	memset(line, 'a', sizeof line);
	memcpy(line, "X-Pad: ", 7);
	memcpy(line + sizeof line - 2, "\r\n", 2);
	send_text(fd, "HTTP/1.1 200 OK\r\n");
	for (i = 0; i < BOUND_HEADER_BYTES / 1000; i++)
		send_all(fd, line, sizeof line);
	send_text(fd, "\r\n");
}

static void
send_big(int fd, size_t len)
{
	char *bytes = mem_calloc(1, 1 << 16);
	size_t n;

	send_text(fd, "HTTP/1.1 200 OK\r\n\r\n");
	for (; len > 0; len -= n) {
		n = len < 1 << 16 ? len : 1 << 16;
		send_all(fd, bytes, n);
	}
	free(bytes);
}

static void
send_chain(int fd, int n)
{
	char head[128];

	if (n == 0) {
		send_answer(fd, OK_HEAD, "end", 3);
		return;
	}
	snprintf(head, sizeof head,
	    "HTTP/1.1 302 Found\r\nLocation: /chain/%d\r\n", n - 1);
	send_answer(fd, head, "", 0);
}

/* What needs more than bytes. False: close. */
static bool
answer_special(int fd, const char *path, const char *request)
{
	char text[32];

	if (path_is(path, "/echo")) {
		send_answer(fd, OK_HEAD, request, strlen(request));
	} else if (path_is(path, "/connection")) {
		snprintf(text, sizeof text, "%ld", (long)getpid());
		send_answer(fd, OK_HEAD, text, strlen(text));
	} else if (path_is(path, "/gzip")) {
		send_answer(fd, GZIP_HEAD, small_gzip, sizeof small_gzip);
	} else if (path_is(path, "/bomb")) {
		send_bomb(fd, 160000);
	} else if (path_is(path, "/flood")) {
		send_flood(fd);
	} else if (path_is(path, "/chain")) {
		send_chain(fd, path[strlen("/chain/")] - '0');
	} else if (path_is(path, "/big")) {
		send_big(fd, strtoul(path + strlen("/big/"), NULL, 10));
		return false;
	} else if (path_is(path, "/bigmove")) {
		send_text(fd, "HTTP/1.1 302 Found\r\nLocation: /echo\r\n"
		    "Content-Length: 9000000\r\n\r\n");
		send_big(fd, 100000);
		hold(fd);
		return false;
	} else if (path_is(path, "/mute")) {
		hold(fd);
		return false;
	} else if (path_is(path, "/slow")) {
		send_text(fd, OK_HEAD "Content-Length: 100\r\n\r\nbegin");
		hold(fd);
		return false;
	} else {
		send_answer(fd, "HTTP/1.1 400 What\r\n", "", 0);
	}
	return true;
}

static bool
answer_request(int fd, char *request, const char *host)
{
	char *path = request + strlen("GET ");
	size_t i;

	if (strncmp(path, "http://", 7) == 0)	/* asked as a proxy */
		path = strchr(path + 7, '/');
	for (i = 0; i < CC_COUNT(pages); i++) {
		if (path_is(path, pages[i].path))
			return answer_page(fd, &pages[i], host);
	}
	return answer_special(fd, path, request);
}

static void
serve_connection(int fd, const char *host)
{
	char request[16384];
	size_t len = 0;
	ssize_t n;
	int on = 1;

	alarm(300);
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	while ((n = read(fd, request + len, sizeof request - 1 - len)) > 0) {
		len += (size_t)n;
		request[len] = '\0';
		if (len < 4 || strcmp(request + len - 4, "\r\n\r\n") != 0)
			continue;
		if (!answer_request(fd, request, host))
			break;
		len = 0;
	}
	_exit(0);
}

static void
serve(int listener, const char *host)
{
	int fd;

	/* Should the test die, the harness must not wait for us. */
	if (freopen("/dev/null", "w", stdout) == NULL ||
	    freopen("/dev/null", "w", stderr) == NULL)
		_exit(1);
	signal(SIGCHLD, SIG_IGN);
	alarm(300);
	while ((fd = accept(listener, NULL, NULL)) >= 0) {
		if (fork() == 0) {
			close(listener);
			serve_connection(fd, host);
		}
		close(fd);
	}
	_exit(0);
}

/* A socket on a free port of the loopback. */
static int
bind_loopback(unsigned *port)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	socklen_t len = sizeof in;
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	in.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0 || bind(fd, (struct sockaddr *)&in, sizeof in) < 0 ||
	    getsockname(fd, (struct sockaddr *)&in, &len) < 0)
		abort();
	*port = ntohs(in.sin_port);
	return fd;
}

static int
start_server(void **state)
{
	struct server *server = mem_calloc(1, sizeof *server);
	int fd = bind_loopback(&server->port);

	if (listen(fd, 64) < 0)
		return -1;
	snprintf(server->base, sizeof server->base, "http://127.0.0.1:%u",
	    server->port);
	fflush(NULL);
	server->pid = fork();
	if (server->pid < 0)
		return -1;
	if (server->pid == 0)
		serve(fd, server->base + strlen("http://"));
	close(fd);
	*state = server;
	return 0;
}

static int
stop_server(void **state)
{
	struct server *server = *state;

	kill(server->pid, SIGTERM);
	waitpid(server->pid, NULL, 0);
	free(server);
	return 0;
}

#endif
