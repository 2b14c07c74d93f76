/*
 * Events: from the threads to whoever owns the engine.
 *
 * A list under a mutex, and a pipe with a byte in it while the list is not
 * empty, so that the owner can sleep in poll() on it together with a
 * terminal. A byte that does not fit is no loss: the pipe is readable then.
 */
#include "engine_priv.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "gogai/mem.h"

struct event_link {
	struct event_link *next;
	struct event *event;
};

struct event *
event_new(enum event_kind kind)
{
	struct event *event = mem_calloc(1, sizeof(*event));

	event->kind = kind;
	err_clear(&event->err);
	return event;
}

static void
wake(struct engine *engine)
{
	ssize_t n;

	do
		n = write(engine->wake[1], "", 1);
	while (n < 0 && errno == EINTR);
}

void
event_send(struct engine *engine, struct event *event)
{
	struct event_link *link = mem_calloc(1, sizeof(*link));

	link->event = event;
	(void)pthread_mutex_lock(&engine->event_mutex);
	if (engine->last_event != NULL) {
		engine->last_event->next = link;
	} else {
		engine->first_event = link;
		wake(engine);
	}
	engine->last_event = link;
	(void)pthread_mutex_unlock(&engine->event_mutex);
}

/* Empty the pipe; it is not blocking. */
static void
drain(struct engine *engine)
{
	char bytes[256];

	while (read(engine->wake[0], bytes, sizeof(bytes)) ==
	    (ssize_t)sizeof(bytes))
		continue;
}

struct event *
engine_take(struct engine *engine)
{
	struct event_link *link;
	struct event *event;

	(void)pthread_mutex_lock(&engine->event_mutex);
	link = engine->first_event;
	if (link != NULL)
		engine->first_event = link->next;
	if (engine->first_event == NULL) {
		engine->last_event = NULL;
		drain(engine);
	}
	(void)pthread_mutex_unlock(&engine->event_mutex);
	if (link == NULL)
		return NULL;
	event = link->event;
	free(link);
	return event;
}

struct event *
engine_wait(struct engine *engine, int ms)
{
	struct pollfd fd = { .fd = engine->wake[0], .events = POLLIN };
	struct event *event = engine_take(engine);

	/* Looking for an event has emptied the pipe: ask the flag, too. */
	if (event != NULL || atomic_exchange(&engine->interrupted, false))
		return event;
	(void)poll(&fd, 1, ms);
	atomic_store(&engine->interrupted, false);
	return engine_take(engine);
}

void
engine_interrupt(struct engine *engine)
{
	int saved = errno;

	atomic_store(&engine->interrupted, true);
	wake(engine);
	errno = saved;
}

int
engine_fd(const struct engine *engine)
{
	return engine->wake[0];
}

void
event_free(struct event *event)
{
	if (event == NULL)
		return;
	free(event->url);
	free(event->title);
	free(event->why);
	document_free(event->document);
	free(event->page_title);
	free(event->page_byline);
	free(event->keys);
	free(event);
}
