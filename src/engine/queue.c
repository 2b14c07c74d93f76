/*
 * The only lock: messages from one thread to another.
 *
 * A list under a mutex with a condition. Nobody waits for room: the network
 * thread looks at the length and starts no new transfers while workers or the
 * writer are behind, which bounds all queues without a dead end.
 */
#include "engine_priv.h"

#include <stdlib.h>

#include "gogai/mem.h"

void
queue_init(struct queue *queue)
{
	(void)pthread_mutex_init(&queue->mutex, NULL);
	(void)pthread_cond_init(&queue->filled, NULL);
	queue->first = queue->last = NULL;
	atomic_init(&queue->len, 0);
}

void
queue_release(struct queue *queue)
{
	struct message *message;

	while ((message = queue_try(queue)) != NULL)
		message_free(message);
	(void)pthread_cond_destroy(&queue->filled);
	(void)pthread_mutex_destroy(&queue->mutex);
}

void
queue_put(struct queue *queue, struct message *message, bool urgent)
{
	(void)pthread_mutex_lock(&queue->mutex);
	if (urgent) {
		message->next = queue->first;
		queue->first = message;
		if (queue->last == NULL)
			queue->last = message;
	} else {
		message->next = NULL;
		if (queue->last != NULL)
			queue->last->next = message;
		else
			queue->first = message;
		queue->last = message;
	}
	atomic_fetch_add(&queue->len, 1);
	(void)pthread_cond_signal(&queue->filled);
	(void)pthread_mutex_unlock(&queue->mutex);
}

/* Unlink the first message; the mutex is held. */
static struct message *
unlink_first(struct queue *queue)
{
	struct message *message = queue->first;

	if (message == NULL)
		return NULL;
	queue->first = message->next;
	if (queue->first == NULL)
		queue->last = NULL;
	atomic_fetch_sub(&queue->len, 1);
	return message;
}

struct message *
queue_take(struct queue *queue)
{
	struct message *message;

	(void)pthread_mutex_lock(&queue->mutex);
	while ((message = unlink_first(queue)) == NULL)
		(void)pthread_cond_wait(&queue->filled, &queue->mutex);
	(void)pthread_mutex_unlock(&queue->mutex);
	return message;
}

struct message *
queue_try(struct queue *queue)
{
	struct message *message;

	(void)pthread_mutex_lock(&queue->mutex);
	message = unlink_first(queue);
	(void)pthread_mutex_unlock(&queue->mutex);
	return message;
}

size_t
queue_len(struct queue *queue)
{
	return atomic_load(&queue->len);
}

struct message *
message_new(enum message_kind kind)
{
	struct message *message = mem_calloc(1, sizeof(*message));

	message->kind = kind;
	return message;
}

static void
free_words(char **words, size_t n)
{
	size_t i;

	for (i = 0; words != NULL && i < n; i++)
		free(words[i]);
	free(words);
}

void
message_free(struct message *message)
{
	if (message == NULL)
		return;
	if (message->feed != NULL)
		feed_task_release(message->feed);
	page_task_free(message->page);
	plan_free(message->plan);
	free_words(message->words, message->n_words);
	free_words(message->titles, message->n_words);
	free(message->ids);
	free((char *)(uintptr_t)message->view.tag);
	arena_free(message->arena);
	event_free(message->event);
	free(message);
}
