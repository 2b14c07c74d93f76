/*
 * Why there is no answer, for people: what failed, on which host, and, where
 * anybody can know it, what to do. libcurl's own words are only passed on
 * where they add a fact, as with certificates.
 */
#include "gogai/net.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "gogai/mem.h"
#include "gogai/url.h"
#include "net_priv.h"

/* What stands behind the host in a message. */
enum detail {
	DETAIL_NONE,
	DETAIL_PORT,
	DETAIL_CURL		/* libcurl's words */
};

struct row {
	CURLcode code;
	long	 errnum;	/* 0: any */
	enum err_code err_code;
	enum detail detail;
	const char *words;	/* the host, then the detail */
};

static const struct row rows[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, 0, ERR_NETWORK, DETAIL_NONE,
	    N_("cannot find the host %s: is the address right, and the "
	    "network up?") },
	{ CURLE_COULDNT_RESOLVE_PROXY, 0, ERR_NETWORK, DETAIL_CURL,
	    N_("cannot reach %s through the proxy: %s") },
	{ CURLE_COULDNT_CONNECT, ECONNREFUSED, ERR_NETWORK, DETAIL_PORT,
	    N_("connection refused by %s port %s: is its server running?") },
	{ CURLE_COULDNT_CONNECT, ENETUNREACH, ERR_NETWORK, DETAIL_NONE,
	    N_("no network to %s: is this machine online?") },
	{ CURLE_COULDNT_CONNECT, EHOSTUNREACH, ERR_NETWORK, DETAIL_NONE,
	    N_("no way to the host %s: it, or a network between, is down") },
	{ CURLE_COULDNT_CONNECT, 0, ERR_NETWORK, DETAIL_PORT,
	    N_("cannot connect to %s port %s") },
	{ CURLE_PEER_FAILED_VERIFICATION, 0, ERR_NETWORK, DETAIL_CURL,
	    N_("TLS: the certificate of %s is not valid: %s") },
	{ CURLE_SSL_CACERT_BADFILE, 0, ERR_NETWORK, DETAIL_CURL,
	    N_("TLS: nothing to verify %s with: %s") },
	{ CURLE_SSL_CONNECT_ERROR, 0, ERR_NETWORK, DETAIL_CURL,
	    N_("TLS: no secure connection with %s: %s") },
	{ CURLE_GOT_NOTHING, 0, ERR_NETWORK, DETAIL_NONE,
	    N_("%s closed the connection without an answer") },
	{ CURLE_RECV_ERROR, 0, ERR_NETWORK, DETAIL_NONE,
	    N_("%s broke the connection") },
	{ CURLE_SEND_ERROR, 0, ERR_NETWORK, DETAIL_NONE,
	    N_("%s broke the connection") },
	{ CURLE_PARTIAL_FILE, 0, ERR_NETWORK, DETAIL_NONE,
	    N_("%s broke off in the middle of its answer") },
	{ CURLE_BAD_CONTENT_ENCODING, 0, ERR_NETWORK, DETAIL_NONE,
	    N_("%s sent what cannot be decompressed") },
	{ CURLE_WEIRD_SERVER_REPLY, 0, ERR_NETWORK, DETAIL_CURL,
	    N_("%s does not answer in HTTP: %s") },
	{ CURLE_UNSUPPORTED_PROTOCOL, 0, ERR_NETWORK, DETAIL_CURL,
	    N_("%s does not answer in HTTP: %s") },
	{ CURLE_URL_MALFORMAT, 0, ERR_NETWORK, DETAIL_CURL,
	    N_("%s cannot be asked: %s") },
	{ CURLE_FILESIZE_EXCEEDED, 0, ERR_BOUND, DETAIL_NONE,
	    N_("%s sent a page that is too large") },
};

static const struct row *
find_row(const struct trouble *trouble)
{
	CURLcode code = (CURLcode)trouble->code;
	size_t i;

	if (trouble->proxied && code == CURLE_COULDNT_CONNECT)
		code = CURLE_COULDNT_RESOLVE_PROXY;
	for (i = 0; i < CC_COUNT(rows); i++) {
		if (rows[i].code == code && (rows[i].errnum == 0 ||
		    rows[i].errnum == trouble->errnum))
			return &rows[i];
	}
	return NULL;
}

/* libcurl's words, without what ours say already. */
static const char *
curl_words(const struct trouble *trouble)
{
	static const char *const prefixes[] = {
	    "SSL certificate problem: ", "SSL: " };
	size_t i;

	if (trouble->words[0] == '\0')
		return curl_easy_strerror((CURLcode)trouble->code);
	for (i = 0; i < CC_COUNT(prefixes); i++) {
		if (str_starts(str_of(trouble->words), prefixes[i]))
			return trouble->words + strlen(prefixes[i]);
	}
	return trouble->words;
}

/* Which of the three limits was it? */
static void
timeout_words(const struct trouble *trouble, const char *host, struct err *err)
{
	if (!trouble->connected)
		err_set(err, ERR_TIMEOUT, _("no answer from %s within %u s"),
		    host, trouble->secs);
	else if (!trouble->out_of_time)
		err_set(err, ERR_TIMEOUT, _("%s sent nothing for %u s"),
		    host, trouble->stall_secs);
	else
		err_set(err, ERR_TIMEOUT,
		    _("%s is too slow: not done within %u s"),
		    host, trouble->transfer_secs);
}

void
trouble_words(const struct trouble *trouble, struct err *err)
{
	const struct row *row = find_row(trouble);
	struct str part = url_host(trouble->url);
	char *host = mem_strndup(part.p, part.len);
	char *port = mem_printf("%u", url_port(trouble->url));

	if (trouble->code == CURLE_OPERATION_TIMEDOUT)
		timeout_words(trouble, host, err);
	else if (row == NULL)
		err_set(err, ERR_NETWORK, "%s: %s", host, curl_words(trouble));
	else
		err_set(err, row->err_code, _(row->words), host,
		    row->detail == DETAIL_PORT ? port : curl_words(trouble));
	free(host);
	free(port);
}
