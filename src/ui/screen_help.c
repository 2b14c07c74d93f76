/*
 * The keys of a screen, from the table that dispatches them.
 */
#include "ui_priv.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/mem.h"

struct help {
	struct screen base;
	struct textview text;
	enum screen_kind kind;		/* whose keys */
};

static void
help_release(struct screen *screen)
{
	textview_release(&((struct help *)screen)->text);
}

static void
help_title(struct screen *screen, struct buf *left, struct buf *right)
{
	struct help *help = (struct help *)screen;

	buf_addf(left, "%s%s%s", _("Keys"), draw_dot(screen->ui),
	    screen_words(help->kind));
	buf_addf(right, "%d%%", textview_percent(&help->text));
}

static void
help_draw(struct screen *screen, const struct area *area)
{
	textview_draw(&((struct help *)screen)->text, area);
}

static void
help_hint(struct screen *screen, struct buf *words, bool *error)
{
	(void)screen;
	(void)error;
	buf_adds(words, _("q leaves, / searches"));
}

static void
help_options(struct screen *screen)
{
	textview_forget(&((struct help *)screen)->text);
}

static const struct screen_ops help_ops = {
	.kind = SCREEN_HELP,
	.release = help_release,
	.title = help_title,
	.draw = help_draw,
	.hint = help_hint,
	.options = help_options,
};

static void
add_escaped(struct buf *html, const char *text)
{
	for (; *text != '\0'; text++) {
		if (*text == '<' || *text == '&')
			buf_addf(html, "&#%d;", *text);
		else
			buf_addc(html, *text);
	}
}

/* A row of the table: keys, or the name for ":"; what they do. */
static void
add_command(struct ui *ui, struct buf *html, const struct command *command,
    enum screen_kind kind)
{
	struct buf keys = BUF_INIT;

	keymap_keys(ui->keymap, command, kind, &keys);
	if (keys.len == 0)
		buf_addf(&keys, ":%s", command->name);
	buf_adds(html, "<tr><td><kbd>");
	add_escaped(html, buf_string(&keys));
	buf_adds(html, "</kbd></td><td>");
	add_escaped(html, _(command->help));
	buf_adds(html, "</td></tr>");
	buf_release(&keys);
}

static struct document *
help_document(struct ui *ui, enum screen_kind kind)
{
	const struct document_options how = { .base_url = NULL };
	const struct command *command;
	struct document *document = NULL;
	struct buf html = BUF_INIT;
	struct err err;
	size_t i;

	err_clear(&err);
	buf_adds(&html, "<table>");
	for (i = 0; (command = command_at(i)) != NULL; i++)
		if (command_find(command->name, kind) == command)
			add_command(ui, &html, command, kind);
	buf_adds(&html, "</table>");
	if (document_parse(&document, buf_string(&html), html.len, &how,
	    &err) < 0)
		document = document_from_text(err.message,
		    strlen(err.message));
	buf_release(&html);
	return document;
}

void
help_open(struct ui *ui, enum screen_kind kind)
{
	struct help *help = mem_calloc(1, sizeof(*help));

	help->base.ops = &help_ops;
	help->base.text = &help->text;
	help->kind = kind;
	textview_init(&help->text, ui);
	textview_add(&help->text, help_document(ui, kind), CANVAS_TEXT, 0,
	    false);
	ui_push(ui, &help->base);
}
