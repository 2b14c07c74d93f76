/*
 * One line of text, edited in the last row.
 *
 * The cursor moves by clusters, the line scrolls by columns. Each kind of
 * question has a history of its own. The prompt never waits: it takes keys as
 * they come and calls back with the line, or with NULL when the user gave up.
 */
#include "ui_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/bounds.h"
#include "gogai/mem.h"
#include "gogai/sanitize.h"
#include "gogai/utf8.h"

void
prompt_init(struct prompt *prompt)
{
	buf_init(&prompt->text, BOUND_PROMPT_BYTES);
}

void
prompt_release(struct prompt *prompt)
{
	size_t i, j;

	buf_release(&prompt->text);
	for (i = 0; i < PROMPT_COUNT; i++)
		for (j = 0; j < prompt->histories[i].n; j++)
			free(prompt->histories[i].lines[j]);
}

static void
set_text(struct prompt *prompt, const char *text)
{
	buf_clear(&prompt->text);
	buf_adds(&prompt->text, text);
	prompt->at = prompt->text.len;
}

void
prompt_open(struct ui *ui, enum prompt_kind kind, const char *label,
    const char *text,
    void (*done)(struct ui *, struct screen *, const char *text))
{
	struct prompt *prompt = &ui->prompt;

	prompt->open = true;
	prompt->kind = kind;
	prompt->label = label;
	prompt->done = done;
	prompt->recalled = 0;
	set_text(prompt, text);
	status_clear(ui);
}

/* ---- history ---- */

static void
remember(struct prompt_history *history, const char *line)
{
	if (line[0] == '\0' || (history->n > 0 &&
	    strcmp(history->lines[history->n - 1], line) == 0))
		return;
	if (history->n == PROMPT_HISTORY) {
		free(history->lines[0]);
		history->n--;
		memmove(history->lines, history->lines + 1,
		    history->n * sizeof(history->lines[0]));
	}
	history->lines[history->n++] = mem_strdup(line);
}

static void
recall(struct prompt *prompt, int by)
{
	const struct prompt_history *history =
	    &prompt->histories[prompt->kind];

	if (by > 0 && prompt->recalled < history->n)
		prompt->recalled++;
	else if (by < 0 && prompt->recalled > 0)
		prompt->recalled--;
	else
		return;
	set_text(prompt, prompt->recalled == 0 ? "" :
	    history->lines[history->n - prompt->recalled]);
}

/* ---- editing ---- */

static size_t
next_cluster(const struct ui *ui, size_t at)
{
	const struct buf *text = &ui->prompt.text;
	int cols;

	if (at >= text->len)
		return text->len;
	return at + width_cluster(&cols, text->data + at, text->len - at,
	    &ui->widths);
}

/* The clusters are walked from the beginning: none starts in another one. */
static size_t
previous_cluster(const struct ui *ui, size_t at)
{
	size_t i = 0, last = 0;

	while (i < at) {
		last = i;
		i = next_cluster(ui, i);
	}
	return last;
}

static void
insert(struct prompt *prompt, const char *p, size_t len)
{
	struct buf *text = &prompt->text;
	size_t old = text->len;

	buf_reserve(text, len);
	buf_add(text, p, len);
	if (text->len == old)
		return;
	memmove(text->data + prompt->at + len, text->data + prompt->at,
	    old - prompt->at);
	memcpy(text->data + prompt->at, p, len);
	prompt->at += len;
	prompt->recalled = 0;
}

static void
cut_out(struct prompt *prompt, size_t from, size_t to)
{
	struct buf *text = &prompt->text;

	if (from >= to)
		return;
	memmove(text->data + from, text->data + to, text->len - to);
	buf_cut(text, text->len - (to - from));
	text->over = false;
	prompt->at = from;
}

static size_t
word_before(const struct prompt *prompt)
{
	const char *p = buf_string(&prompt->text);
	size_t at = prompt->at;

	while (at > 0 && p[at - 1] == ' ')
		at--;
	while (at > 0 && p[at - 1] != ' ')
		at--;
	return at;
}

static void
finish(struct ui *ui, bool given_up)
{
	struct prompt *prompt = &ui->prompt;
	char *line = mem_strdup(buf_string(&prompt->text));

	prompt->open = false;
	if (!given_up)
		remember(&prompt->histories[prompt->kind], line);
	prompt->done(ui, ui->screen, given_up ? NULL : line);
	free(line);
}

/* ---- keys ---- */

enum edit {
	EDIT_ENTER, EDIT_GIVE_UP, EDIT_LEFT, EDIT_RIGHT, EDIT_HOME, EDIT_END,
	EDIT_BACKSPACE, EDIT_DELETE, EDIT_WORD, EDIT_LINE, EDIT_REST,
	EDIT_OLDER, EDIT_NEWER
};

#define CTRL(c) ((c) - 'a' + 1)

struct edit_key {
	uint32_t key;
	enum edit edit;
};

static const struct edit_key edits[] = {
	{ UI_KEY_ENTER, EDIT_ENTER }, { UI_KEY_ESCAPE, EDIT_GIVE_UP },
	{ CTRL('c'), EDIT_GIVE_UP }, { CTRL('g'), EDIT_GIVE_UP },
	{ UI_KEY_LEFT, EDIT_LEFT }, { CTRL('b'), EDIT_LEFT },
	{ UI_KEY_RIGHT, EDIT_RIGHT }, { CTRL('f'), EDIT_RIGHT },
	{ UI_KEY_HOME, EDIT_HOME }, { CTRL('a'), EDIT_HOME },
	{ UI_KEY_END, EDIT_END }, { CTRL('e'), EDIT_END },
	{ UI_KEY_BACKSPACE, EDIT_BACKSPACE }, { UI_KEY_DELETE, EDIT_DELETE },
	{ CTRL('d'), EDIT_DELETE }, { CTRL('w'), EDIT_WORD },
	{ CTRL('u'), EDIT_LINE }, { CTRL('k'), EDIT_REST },
	{ UI_KEY_UP, EDIT_OLDER }, { CTRL('p'), EDIT_OLDER },
	{ UI_KEY_DOWN, EDIT_NEWER }, { CTRL('n'), EDIT_NEWER },
};

static void
cut_edit(struct ui *ui, enum edit edit)
{
	struct prompt *prompt = &ui->prompt;
	size_t at = prompt->at;

	switch (edit) {
	case EDIT_BACKSPACE:
		/* On an empty line it means: never mind. */
		if (prompt->text.len == 0)
			finish(ui, true);
		else
			cut_out(prompt, previous_cluster(ui, at), at);
		break;
	case EDIT_DELETE:
		cut_out(prompt, at, next_cluster(ui, at));
		break;
	case EDIT_WORD:
		cut_out(prompt, word_before(prompt), at);
		break;
	case EDIT_LINE:
		cut_out(prompt, 0, at);
		break;
	default:
		cut_out(prompt, at, prompt->text.len);
		break;
	}
}

static void
do_edit(struct ui *ui, enum edit edit)
{
	struct prompt *prompt = &ui->prompt;

	switch (edit) {
	case EDIT_ENTER:
	case EDIT_GIVE_UP:
		finish(ui, edit == EDIT_GIVE_UP);
		break;
	case EDIT_LEFT:
		prompt->at = previous_cluster(ui, prompt->at);
		break;
	case EDIT_RIGHT:
		prompt->at = next_cluster(ui, prompt->at);
		break;
	case EDIT_HOME:
		prompt->at = 0;
		break;
	case EDIT_END:
		prompt->at = prompt->text.len;
		break;
	case EDIT_OLDER:
	case EDIT_NEWER:
		recall(prompt, edit == EDIT_OLDER ? 1 : -1);
		break;
	default:
		cut_edit(ui, edit);
		break;
	}
}

void
prompt_key(struct ui *ui, uint32_t key)
{
	char bytes[4];
	size_t i;

	for (i = 0; i < CC_COUNT(edits); i++) {
		if (edits[i].key == key) {
			do_edit(ui, edits[i].edit);
			return;
		}
	}
	if (key >= ' ' && key < UI_KEY_SPECIAL && !sanitize_forbids(key))
		insert(&ui->prompt, bytes, utf8_encode(bytes, key));
}

void
prompt_insert(struct ui *ui, const char *text, size_t len)
{
	struct buf line = BUF_INIT;

	/* A pasted line feed is a blank here, never an Enter. */
	sanitize_line(&line, text, len, BOUND_PROMPT_BYTES);
	insert(&ui->prompt, buf_string(&line), line.len);
	buf_release(&line);
}

void
prompt_draw(struct ui *ui, int row)
{
	const struct prompt *prompt = &ui->prompt;
	const char *text = buf_string(&prompt->text);
	int cols = canvas_cols(ui->canvas), label, room, before, drop = 0;
	size_t from = 0, next;

	label = canvas_puts(ui->canvas, row, 0, prompt->label, CANVAS_KEY, 0);
	room = cols - label - 1;
	before = width_text(text, prompt->at, &ui->widths);
	while (before - drop > room && from < prompt->at) {
		next = next_cluster(ui, from);
		drop += width_text(text + from, next - from, &ui->widths);
		from = next;
	}
	(void)canvas_put(ui->canvas, row, label, text + from,
	    prompt->text.len - from, -1, CANVAS_TEXT, 0);
	canvas_set_cursor(ui->canvas, row, label + before - drop);
}
