/*
 * Starting, stopping, and the calls that the owner makes.
 *
 * Every call here makes a message and returns. Threads start with all signals
 * blocked, so that handlers run in the owner's thread only. Stopping goes
 * against the way of the data: the network first, so that nothing new comes;
 * then the workers; then the writer, which commits what it was handed.
 */
#include "gogai/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "engine_priv.h"
#include "gogai/build.h"
#include "gogai/mem.h"
#include "gogai/xml.h"

static time_t
system_now(void)
{
	return time(NULL);
}

static int
open_pipe(struct engine *engine, struct err *err)
{
	int i;

	if (pipe(engine->wake) < 0) {
		engine->wake[0] = engine->wake[1] = -1;
		return err_system(err, errno, _("making a pipe"));
	}
	for (i = 0; i < 2; i++) {
		(void)fcntl(engine->wake[i], F_SETFL, O_NONBLOCK);
		(void)fcntl(engine->wake[i], F_SETFD, FD_CLOEXEC);
	}
	return 0;
}

static const char *
text_or_null(const struct options *options, enum option_id id)
{
	const char *text = options_text(options, id);

	return text[0] != '\0' ? text : NULL;
}

static int
open_net(struct engine *engine, struct err *err)
{
	const struct options *o = engine->options;
	const char *agent = text_or_null(o, OPTION_USER_AGENT);
	struct net_options net;

	engine->user_agent = agent != NULL ? mem_strdup(agent) :
	    mem_printf("%s/%s (+%s)", PACKAGE_NAME, PACKAGE_VERSION,
	    PACKAGE_URL);
	net = (struct net_options){
		.user_agent = engine->user_agent,
		.proxy = text_or_null(o, OPTION_PROXY),
		.ca_file = text_or_null(o, OPTION_CA_FILE),
		.max_connections =
		    (unsigned)options_number(o, OPTION_MAX_CONNECTIONS),
		.host_connections =
		    (unsigned)options_number(o, OPTION_HOST_CONNECTIONS),
		.connect_secs =
		    (unsigned)options_number(o, OPTION_CONNECT_TIMEOUT),
		.stall_secs = (unsigned)options_number(o, OPTION_STALL_TIMEOUT),
		.transfer_secs =
		    (unsigned)options_number(o, OPTION_TRANSFER_TIMEOUT),
	};
	return net_new(&engine->net, &net, err);
}

static int
start_thread(pthread_t *thread, void *(*run)(void *), struct engine *engine,
    struct err *err)
{
	sigset_t all, old;
	int r;

	(void)sigfillset(&all);
	(void)pthread_sigmask(SIG_SETMASK, &all, &old);
	r = pthread_create(thread, NULL, run, engine);
	(void)pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (r != 0)
		return err_system(err, r, _("starting a thread"));
	return 0;
}

static int
start_threads(struct engine *engine, struct err *err)
{
	if (start_thread(&engine->writer, writer_main, engine, err) < 0)
		return -1;
	engine->has_writer = true;
	while (engine->n_workers < ENGINE_WORKERS) {
		if (start_thread(&engine->workers[engine->n_workers],
		    worker_main, engine, err) < 0)
			return -1;
		engine->n_workers++;
	}
	if (start_thread(&engine->network, network_main, engine, err) < 0)
		return -1;
	engine->has_network = true;
	return 0;
}

int
engine_start(struct engine **out, const struct engine_options *options,
    struct err *err)
{
	struct engine *engine = mem_calloc(1, sizeof(*engine));

	engine->options = options_copy(options->options);
	engine->cache = mem_strdup(options->cache);
	engine->urls = mem_strdup(options->urls);
	engine->now = options->now != NULL ? options->now : system_now;
	(void)pthread_mutex_init(&engine->event_mutex, NULL);
	queue_init(&engine->to_network);
	queue_init(&engine->to_workers);
	queue_init(&engine->to_writer);
	atomic_init(&engine->filter, 0);
	xml_init();
	atomic_init(&engine->interrupted, false);
	if (open_pipe(engine, err) < 0 ||
	    store_open(&engine->writing, engine->cache, STORE_WRITE,
	    err) < 0 || open_net(engine, err) < 0 ||
	    start_threads(engine, err) < 0) {
		engine_stop(engine);
		return -1;
	}
	*out = engine;
	return 0;
}

static void
stop_threads(struct engine *engine)
{
	size_t i;

	/* A filter that runs is not the newest one any more. */
	atomic_fetch_add(&engine->filter, 1);
	if (engine->has_network) {
		network_send(engine, message_new(MESSAGE_STOP));
		(void)pthread_join(engine->network, NULL);
	}
	for (i = 0; i < engine->n_workers; i++)
		queue_put(&engine->to_workers, message_new(MESSAGE_STOP),
		    true);
	for (i = 0; i < engine->n_workers; i++)
		(void)pthread_join(engine->workers[i], NULL);
	if (engine->has_writer) {
		queue_put(&engine->to_writer, message_new(MESSAGE_STOP),
		    false);
		(void)pthread_join(engine->writer, NULL);
	}
}

void
engine_stop(struct engine *engine)
{
	struct event *event;

	if (engine == NULL)
		return;
	stop_threads(engine);
	queue_release(&engine->to_network);
	queue_release(&engine->to_workers);
	queue_release(&engine->to_writer);
	plans_free(&engine->plans);
	while ((event = engine_take(engine)) != NULL)
		event_free(event);
	(void)pthread_mutex_destroy(&engine->event_mutex);
	if (engine->wake[0] >= 0) {
		(void)close(engine->wake[0]);
		(void)close(engine->wake[1]);
	}
	net_free(engine->net);
	store_close(engine->writing);
	options_free(engine->options);
	free(engine->cache);
	free(engine->urls);
	free(engine->user_agent);
	free(engine);
}

/* ---- what to do ---- */

void
engine_poll(struct engine *engine, const char *const *urls, size_t n,
    unsigned flags)
{
	struct message *message = message_new(MESSAGE_POLL);

	message->words = words_copy(urls, n);
	message->n_words = n;
	message->flags = flags;
	network_send(engine, message);
}

void
engine_poll_cancel(struct engine *engine)
{
	network_send(engine, message_new(MESSAGE_CANCEL));
}

void
engine_page(struct engine *engine, uint64_t ticket, const char *url,
    const char *title, const char *excerpt)
{
	struct message *message = message_new(MESSAGE_OPEN_PAGE);

	message->ticket = ticket;
	message->page = page_task_new(url);
	message->page->title = mem_strdup(title);
	message->page->excerpt = mem_strdup(excerpt);
	network_send(engine, message);
}

void
engine_article(struct engine *engine, uint64_t ticket, int64_t article)
{
	struct message *message = message_new(MESSAGE_ARTICLE);

	message->ticket = ticket;
	message->ids = mem_alloc(sizeof(*message->ids));
	message->ids[0] = article;
	message->n_ids = 1;
	queue_put(&engine->to_workers, message, true);
}

void
engine_cached_page(struct engine *engine, uint64_t ticket, const char *url)
{
	struct message *message = message_new(MESSAGE_CACHED_PAGE);

	message->ticket = ticket;
	message->words = words_copy(&url, 1);
	message->n_words = 1;
	queue_put(&engine->to_workers, message, true);
}

/* A view whose tag is the message's own. */
static void
copy_view(struct message *message, const struct store_view *view)
{
	message->view = *view;
	message->view.tag = mem_strdup(view->tag);
}

void
engine_filter(struct engine *engine, uint64_t ticket,
    const struct store_view *view, const char *words)
{
	struct message *message = message_new(MESSAGE_FILTER);

	atomic_store(&engine->filter, ticket);
	message->ticket = ticket;
	copy_view(message, view);
	message->words = words_copy(&words, 1);
	message->n_words = 1;
	queue_put(&engine->to_workers, message, true);
}

void
engine_mark(struct engine *engine, const int64_t *ids, size_t n,
    enum store_mark mark)
{
	struct message *message = message_new(MESSAGE_MARK);

	message->ids = mem_calloc(n > 0 ? n : 1, sizeof(*ids));
	memcpy(message->ids, ids, n * sizeof(*ids));
	message->n_ids = n;
	message->mark = mark;
	queue_put(&engine->to_writer, message, false);
}

void
engine_mark_view(struct engine *engine, const struct store_view *view,
    enum store_mark mark)
{
	struct message *message = message_new(MESSAGE_MARK_VIEW);

	copy_view(message, view);
	message->mark = mark;
	queue_put(&engine->to_writer, message, false);
}

void
engine_subscribe(struct engine *engine, const char *const *urls,
    const char *const *titles, size_t n)
{
	struct message *message = message_new(MESSAGE_SUBSCRIBE);

	message->words = words_copy(urls, n);
	message->titles = words_copy(titles, n);
	message->n_words = n;
	queue_put(&engine->to_writer, message, false);
}
