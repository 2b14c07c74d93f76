/*
 * Where a redirect may lead (POLITENESS P19).
 *
 * A host may send us to any public web page, and nowhere else. Not from
 * https to http, because then what was protected would travel in the open.
 * Not to this machine or the local network, because a stranger could have us
 * press the buttons of a router or of a service that trusts its neighbours
 * (server-side request forgery). Addresses in the URL are seen here; what a
 * name stands for is seen when its connection is made, in net.c.
 *
 * The blocks are those of the IANA special-purpose registries (RFC 6890 and
 * its updates) that are not globally reachable, and multicast.
 */
#include "gogai/net.h"

#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/mem.h"
#include "gogai/str.h"
#include "gogai/url.h"
#include "net_priv.h"

/* The first `bits` of an address; IPv4 stands as ::ffff:a.b.c.d. */
struct block {
	uint8_t	 bytes[16];
	unsigned bits;
};

#define V4(a, b, c, d, bits) { { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, \
	a, b, c, d }, 96 + (bits) }

static const struct block private_blocks[] = {
	V4(0, 0, 0, 0, 8),		/* this network */
	V4(10, 0, 0, 0, 8),		/* RFC 1918 */
	V4(100, 64, 0, 0, 10),		/* carrier's NAT, RFC 6598 */
	V4(127, 0, 0, 0, 8),		/* loopback */
	V4(169, 254, 0, 0, 16),		/* link-local; clouds' metadata */
	V4(172, 16, 0, 0, 12),		/* RFC 1918 */
	V4(192, 0, 0, 0, 24),		/* protocol assignments */
	V4(192, 168, 0, 0, 16),		/* RFC 1918 */
	V4(198, 18, 0, 0, 15),		/* benchmarks, RFC 2544 */
	V4(224, 0, 0, 0, 4),		/* multicast */
	V4(240, 0, 0, 0, 4),		/* reserved, broadcast */
	{ { 0 }, 128 },			/* unspecified */
	{ { [15] = 1 }, 128 },		/* loopback */
	{ { 0xfc }, 7 },		/* unique local, RFC 4193 */
	{ { 0xfe, 0x80 }, 10 },		/* link-local */
	{ { 0xfe, 0xc0 }, 10 },		/* site-local, RFC 3879 */
	{ { 0xff }, 8 },		/* multicast */
};

/* Prefixes after which an IPv4 address stands: 6to4, NAT64 (RFC 6052). */
static const struct block carriers[] = {
	{ { 0x20, 0x02 }, 16 },
	{ { 0x00, 0x64, 0xff, 0x9b }, 96 },
};

static bool
in_block(const uint8_t bytes[16], const struct block *block)
{
	unsigned whole = block->bits / 8, rest = block->bits % 8;
	unsigned mask = 0xff00u >> rest & 0xffu;

	if (memcmp(bytes, block->bytes, whole) != 0)
		return false;
	return rest == 0 ||
	    (bytes[whole] & mask) == (block->bytes[whole] & mask);
}

static bool
in_blocks(const uint8_t bytes[16])
{
	size_t i;

	for (i = 0; i < CC_COUNT(private_blocks); i++) {
		if (in_block(bytes, &private_blocks[i]))
			return true;
	}
	return false;
}

/* An IPv4 address as ::ffff:a.b.c.d, in private_blocks' notation. */
static bool
v4_is_private(const uint8_t v4[4])
{
	uint8_t bytes[16] = { [10] = 0xff, [11] = 0xff };

	memcpy(bytes + 12, v4, 4);
	return in_blocks(bytes);
}

static bool
v6_is_private(const uint8_t bytes[16])
{
	size_t i;

	for (i = 0; i < CC_COUNT(carriers); i++) {
		if (in_block(bytes, &carriers[i]) &&
		    v4_is_private(bytes + carriers[i].bits / 8))
			return true;
	}
	return in_blocks(bytes);
}

bool
address_is_private(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		struct sockaddr_in in;
		uint8_t bytes[4];

		memcpy(&in, address, sizeof in);
		memcpy(bytes, &in.sin_addr, sizeof bytes);
		return v4_is_private(bytes);
	}
	if (address->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;

		memcpy(&in6, address, sizeof in6);
		return v6_is_private(in6.sin6_addr.s6_addr);
	}
	return true;	/* a Unix socket and the like are surely not public */
}

/*
 * getaddrinfo() reads what libcurl would read: also 127.1, 0x7f000001 and
 * 2130706433. AI_NUMERICHOST keeps it from asking any name server.
 */
bool
address_text_is_private(const char *text)
{
	struct addrinfo hints = { .ai_flags = AI_NUMERICHOST,
	    .ai_socktype = SOCK_STREAM };
	struct addrinfo *found;
	bool private;

	if (getaddrinfo(text, NULL, &hints, &found) != 0)
		return false;
	private = address_is_private(found->ai_addr);
	freeaddrinfo(found);
	return private;
}

bool
net_is_private(const char *url)
{
	struct str host = url_host(url);
	char *text;
	bool private;

	if (str_ends(host, "."))	/* the root: "localhost." is it too */
		host.len--;
	text = mem_strndup(host.p, host.len);
	host = str_of(text);
	private = str_iis(host, "localhost") ||
	    (host.len > 10 && str_iis(str_sub(host, host.len - 10, 10),
	    ".localhost"));
	text[strcspn(text, "%")] = '\0';	/* the zone of fe80::1%eth0 */
	private = private || address_text_is_private(text);
	free(text);
	return private;
}

int
net_check_redirect(const char *from, const char *to, bool private_ok,
    struct err *err)
{
	struct str host = url_host(from), other;

	if (to == NULL || !url_is_web(to))
		return err_set(err, ERR_REFUSED,
		    _("%.*s redirects to what is no web page; not followed"),
		    (int)host.len, host.p);
	other = url_host(to);
	if (url_has_scheme(from, "https") && !url_has_scheme(to, "https"))
		return err_set(err, ERR_REFUSED,
		    _("%.*s redirects from https to unprotected http (%.*s); "
		    "not followed"), (int)host.len, host.p,
		    (int)other.len, other.p);
	if (!private_ok && net_is_private(to))
		return err_set(err, ERR_REFUSED,
		    _("%.*s redirects to %.*s, an address of this machine or "
		    "the local network; not followed"), (int)host.len, host.p,
		    (int)other.len, other.p);
	return 0;
}
