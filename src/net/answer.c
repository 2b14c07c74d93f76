/*
 * An answer, as its headers and hops come in.
 *
 * Values are kept byte for byte, without the white space around them, which
 * is no part of them (RFC 9110 §5.5). Of a field that must not be repeated
 * the first counts; Cache-Control is a list, and its lines are joined.
 */
#include "gogai/net.h"

#include <stdlib.h>

#include "gogai/mem.h"
#include "gogai/url.h"
#include "net_priv.h"

struct field {
	const char *name;
	size_t	 offset;	/* of a char * in struct net_answer */
	bool	 list;		/* later ones are appended */
};

static const struct field fields[] = {
	{ "content-type", offsetof(struct net_answer, content_type), false },
	{ "etag", offsetof(struct net_answer, etag), false },
	{ "last-modified", offsetof(struct net_answer, last_modified), false },
	{ "cache-control", offsetof(struct net_answer, cache_control), true },
	{ "expires", offsetof(struct net_answer, expires), false },
	{ "date", offsetof(struct net_answer, date), false },
	{ "age", offsetof(struct net_answer, age), false },
	{ "retry-after", offsetof(struct net_answer, retry_after), false },
};

static char **
field_slot(struct net_answer *answer, const struct field *field)
{
	return (char **)(void *)((char *)answer + field->offset);
}

struct net_answer *
answer_new(const char *url, void *tag)
{
	struct net_answer *answer = mem_calloc(1, sizeof *answer);

	answer->url = mem_strdup(url);
	answer->tag = tag;
	return answer;
}

void
net_answer_free(struct net_answer *answer)
{
	size_t i;

	if (answer == NULL)
		return;
	answer_forget(answer);
	for (i = 0; i < answer->n_hops; i++)
		free((char *)answer->hops[i].to);
	free(answer->hops);
	free(answer->url);
	free(answer->final_url);
	buf_release(&answer->body);
	free(answer);
}

void
answer_forget(struct net_answer *answer)
{
	size_t i;

	for (i = 0; i < CC_COUNT(fields); i++)
		mem_replace(field_slot(answer, &fields[i]), NULL);
}

static void
set_field(char **slot, struct str value, bool list)
{
	char *joined;

	if (value.len == 0 || (*slot != NULL && !list))
		return;
	if (*slot == NULL) {
		*slot = mem_strndup(value.p, value.len);
		return;
	}
	joined = mem_printf("%s, %.*s", *slot, (int)value.len, value.p);
	free(*slot);
	*slot = joined;
}

void
answer_header(struct net_answer *answer, struct str name, struct str value)
{
	size_t i;

	for (i = 0; i < CC_COUNT(fields); i++) {
		if (!str_iis(name, fields[i].name))
			continue;
		set_field(field_slot(answer, &fields[i]), str_trim(value),
		    fields[i].list);
		return;
	}
}

void
answer_hop(struct net_answer *answer, long status, char *to)
{
	struct net_hop *hop;

	answer->hops = mem_realloc(answer->hops, answer->n_hops + 1,
	    sizeof *answer->hops);
	hop = &answer->hops[answer->n_hops++];
	hop->status = status;
	hop->to = to;
}

bool
answer_asked(const struct net_answer *answer, const char *url)
{
	size_t i;

	for (i = 0; i < answer->n_hops; i++) {
		if (url_same_page(answer->hops[i].to, url))
			return true;
	}
	return url_same_page(answer->url, url);
}
