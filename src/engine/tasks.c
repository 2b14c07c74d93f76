/*
 * Tasks: making and freeing what travels between the threads.
 */
#include "engine_priv.h"

#include <stdlib.h>

#include "gogai/date.h"
#include "gogai/mem.h"

void
feed_task_release(struct feed_task *task)
{
	net_answer_free(task->answer);
	task->answer = NULL;
	feed_free(task->parsed);
	task->parsed = NULL;
	free(task->excerpts);
	task->excerpts = NULL;
}

struct page_task *
page_task_new(const char *url)
{
	struct page_task *task = mem_calloc(1, sizeof(*task));

	task->url = mem_strdup(url);
	task->host_until = DATE_NONE;
	return task;
}

void
page_task_free(struct page_task *task)
{
	if (task == NULL)
		return;
	free(task->url);
	free(task->title);
	free(task->excerpt);
	free(task->tickets);
	free(task->late);
	net_answer_free(task->answer);
	reader_free(task->reader);
	document_free(task->document);
	free(task);
}

void
plan_free(struct plan *plan)
{
	size_t i;

	if (plan == NULL)
		return;
	for (i = 0; i < plan->n; i++)
		feed_task_release(&plan->tasks[i]);
	arena_free(plan->arena);
	free(plan);
}

void
plans_free(struct plan **plans)
{
	struct plan *plan;

	while ((plan = *plans) != NULL) {
		*plans = plan->next;
		plan_free(plan);
	}
}

char **
words_copy(const char *const *words, size_t n)
{
	char **copy = mem_calloc(n + 1, sizeof(*copy));
	size_t i;

	for (i = 0; words != NULL && i < n; i++)
		copy[i] = mem_strdup(words[i]);
	return copy;
}
