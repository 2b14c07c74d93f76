/*
 * Marks show at once.
 *
 * What was sent to the writer and is not committed yet is laid over what the
 * cache says. The writer answers in the order of sending, a message each, so
 * the oldest one goes when an answer comes, and the cache is read anew.
 */
#include "ui_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/mem.h"

static void
add_pending(struct ui *ui, int64_t id, int64_t feed, enum store_mark mark)
{
	struct marks *marks = &ui->marks;

	marks->rows = array_reserve(marks->rows, &marks->cap, marks->n + 1,
	    sizeof(*marks->rows));
	marks->rows[marks->n++] = (struct pending_mark){ id, feed, mark };
	ui->dirty = true;
}

void
marks_send(struct ui *ui, int64_t id, enum store_mark mark)
{
	add_pending(ui, id, 0, mark);
	engine_mark(ui->o.engine, &id, 1, mark);
}

void
marks_send_view(struct ui *ui, const struct store_view *view,
    enum store_mark mark)
{
	add_pending(ui, 0, view->feed, mark);
	engine_mark_view(ui->o.engine, view, mark);
}

/* So many that only the commit shows them. */
void
marks_send_keys(struct ui *ui, const struct store_key *keys, size_t n,
    enum store_mark mark)
{
	int64_t *ids = mem_calloc(n + 1, sizeof(*ids));
	size_t i;

	for (i = 0; i < n; i++)
		ids[i] = keys[i].id;
	add_pending(ui, MARKS_MANY, 0, mark);
	engine_mark(ui->o.engine, ids, n, mark);
	free(ids);
}

void
marks_event(struct ui *ui, const struct event *event)
{
	struct marks *marks = &ui->marks;

	if (marks->n > 0)
		memmove(marks->rows, marks->rows + 1,
		    --marks->n * sizeof(*marks->rows));
	if (event->err.code != ERR_NONE)
		status_fail(ui, _("the mark was not kept: %s"),
		    event->err.message);
	ui_stale(ui);
}

void
marks_apply(const struct ui *ui, struct headline *row)
{
	size_t i;

	for (i = 0; i < ui->marks.n; i++) {
		const struct pending_mark *m = &ui->marks.rows[i];

		if (m->id != 0 ? m->id != row->key.id :
		    m->feed != 0 && m->feed != row->feed)
			continue;
		switch (m->mark) {
		case STORE_READ_MARK:
		case STORE_UNREAD_MARK:
			row->unread = m->mark == STORE_UNREAD_MARK;
			break;
		case STORE_STAR_MARK:
		case STORE_UNSTAR_MARK:
			row->starred = m->mark == STORE_STAR_MARK;
			break;
		}
	}
}
