/*
 * Whose turn it is.
 *
 * libcurl can hold back transfers by itself, but the time that one waits
 * there counts against its limits: with a hundred slow hosts ahead of it, a
 * good feed would "time out" without having been asked. So what waits, waits
 * here. Each host has its line, first come first served; hosts that have
 * somebody waiting and a connection to spare stand in a second line, and go
 * to its end after each start, so that an outlet with fifty feeds does not
 * hold up the others. Every step costs the same however many wait.
 */
#include "net_priv.h"

#include <stdlib.h>

#include "gogai/map.h"
#include "gogai/mem.h"
#include "gogai/str.h"
#include "gogai/url.h"

struct turns_host {
	char	*key;			/* "host:port" */
	struct turns_item *first;
	struct turns_item **end;	/* where the next one is linked */
	unsigned n_running;
	bool	 ready;			/* stands in the line of hosts */
	struct turns_host *next;	/* behind it there */
};

struct turns {
	unsigned per_host;
	struct map *hosts;
	struct turns_host *first;
	struct turns_host **end;
};

struct turns *
turns_new(unsigned per_host)
{
	struct turns *turns = mem_calloc(1, sizeof *turns);

	turns->per_host = per_host;
	turns->hosts = map_new((uint64_t)(uintptr_t)turns);
	turns->end = &turns->first;
	return turns;
}

static void
host_free(void *p)
{
	struct turns_host *host = p;

	free(host->key);
	free(host);
}

void
turns_free(struct turns *turns, void (*free_item)(struct turns_item *))
{
	struct turns_host *host;
	struct turns_item *item;
	size_t i;

	if (turns == NULL)
		return;
	for (i = 0; i < map_len(turns->hosts); i++) {
		host = map_value(turns->hosts, i);
		while ((item = host->first) != NULL) {
			host->first = item->next;
			free_item(item);
		}
	}
	map_free(turns->hosts, host_free);
	free(turns);
}

/* "host:port", lower case; "" for files. */
static char *
host_key(const char *url)
{
	struct str host = url_host(url);
	char *key = mem_printf("%.*s:%u", (int)host.len,
	    host.len > 0 ? host.p : "", url_port(url));
	char *p;

	for (p = key; *p != '\0'; p++)
		*p = (char)ascii_lower(*p);
	return key;
}

static struct turns_host *
host_of(struct turns *turns, const char *url)
{
	char *key = host_key(url);
	struct turns_host *host = map_find(turns->hosts, key);

	if (host != NULL) {
		free(key);
		return host;
	}
	host = mem_calloc(1, sizeof *host);
	host->key = key;
	host->end = &host->first;
	map_set(turns->hosts, key, host);
	return host;
}

/* Let the host stand in line, or forget it, as its state asks for. */
static void
host_settle(struct turns *turns, struct turns_host *host)
{
	if (host->ready)
		return;
	if (host->first == NULL && host->n_running == 0) {
		map_remove(turns->hosts, host->key);
		host_free(host);
		return;
	}
	if (host->first == NULL ||
	    (turns->per_host > 0 && host->n_running >= turns->per_host))
		return;
	host->ready = true;
	host->next = NULL;
	*turns->end = host;
	turns->end = &host->next;
}

void
turns_add(struct turns *turns, const char *url, struct turns_item *item)
{
	struct turns_host *host = host_of(turns, url);

	item->host = host;
	item->next = NULL;
	*host->end = item;
	host->end = &item->next;
	host_settle(turns, host);
}

struct turns_item *
turns_next(struct turns *turns)
{
	struct turns_host *host = turns->first;
	struct turns_item *item;

	if (host == NULL)
		return NULL;
	turns->first = host->next;
	if (turns->first == NULL)
		turns->end = &turns->first;
	host->ready = false;

	item = host->first;	/* a ready host has one */
	host->first = item->next;
	if (host->first == NULL)
		host->end = &host->first;
	host->n_running++;
	host_settle(turns, host);
	return item;
}

void
turns_done(struct turns *turns, struct turns_item *item)
{
	struct turns_host *host = item->host;

	item->host = NULL;
	host->n_running--;
	host_settle(turns, host);
}
