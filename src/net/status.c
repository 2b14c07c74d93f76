/*
 * The words for HTTP statuses: IANA's registry, as of RFC 9110, and those
 * that feeds really meet. They are protocol words and stay English, as they
 * are what a search for the cause must find.
 */
#include "gogai/net.h"

#include "gogai/array.h"

struct status {
	long	 status;
	const char *words;
};

/* In order of the status. */
static const struct status statuses[] = {
	{ 100, "Continue" },
	{ 101, "Switching Protocols" },
	{ 103, "Early Hints" },
	{ 200, "OK" },
	{ 201, "Created" },
	{ 202, "Accepted" },
	{ 203, "Non-Authoritative Information" },
	{ 204, "No Content" },
	{ 205, "Reset Content" },
	{ 206, "Partial Content" },
	{ 226, "IM Used" },
	{ 300, "Multiple Choices" },
	{ 301, "Moved Permanently" },
	{ 302, "Found" },
	{ 303, "See Other" },
	{ 304, "Not Modified" },
	{ 305, "Use Proxy" },
	{ 307, "Temporary Redirect" },
	{ 308, "Permanent Redirect" },
	{ 400, "Bad Request" },
	{ 401, "Unauthorized" },
	{ 402, "Payment Required" },
	{ 403, "Forbidden" },
	{ 404, "Not Found" },
	{ 405, "Method Not Allowed" },
	{ 406, "Not Acceptable" },
	{ 407, "Proxy Authentication Required" },
	{ 408, "Request Timeout" },
	{ 409, "Conflict" },
	{ 410, "Gone" },
	{ 411, "Length Required" },
	{ 412, "Precondition Failed" },
	{ 413, "Content Too Large" },
	{ 414, "URI Too Long" },
	{ 415, "Unsupported Media Type" },
	{ 416, "Range Not Satisfiable" },
	{ 417, "Expectation Failed" },
	{ 418, "I'm a teapot" },
	{ 421, "Misdirected Request" },
	{ 422, "Unprocessable Content" },
	{ 423, "Locked" },
	{ 425, "Too Early" },
	{ 426, "Upgrade Required" },
	{ 428, "Precondition Required" },
	{ 429, "Too Many Requests" },
	{ 431, "Request Header Fields Too Large" },
	{ 451, "Unavailable For Legal Reasons" },
	{ 500, "Internal Server Error" },
	{ 501, "Not Implemented" },
	{ 502, "Bad Gateway" },
	{ 503, "Service Unavailable" },
	{ 504, "Gateway Timeout" },
	{ 505, "HTTP Version Not Supported" },
	{ 507, "Insufficient Storage" },
	{ 508, "Loop Detected" },
	{ 511, "Network Authentication Required" },
	{ 520, "Unknown Error Behind Cloudflare" },
	{ 521, "Host Down Behind Cloudflare" },
	{ 522, "Connection Timeout Behind Cloudflare" },
	{ 523, "Host Unreachable Behind Cloudflare" },
	{ 524, "Timeout Behind Cloudflare" },
	{ 525, "TLS Failed Behind Cloudflare" },
	{ 526, "Invalid Certificate Behind Cloudflare" },
};

static int
compare_status(const void *key, const void *element)
{
	long a = *(const long *)key;
	long b = ((const struct status *)element)->status;

	return (a > b) - (a < b);
}

const char *
net_status_words(long status)
{
	size_t i = array_lower_bound(&status, statuses, CC_COUNT(statuses),
	    sizeof statuses[0], compare_status);

	if (i == CC_COUNT(statuses) || statuses[i].status != status)
		return "";
	return statuses[i].words;
}
