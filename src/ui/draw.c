/*
 * Fields and dates: small drawing that several screens share.
 *
 * Cutting and padding go through width.h; an ellipsis says that something was
 * cut. Dates are shown in the user's zone, the nearer the shorter.
 */
#include "ui_priv.h"

#include <string.h>

#include "gogai/utf8.h"
#include "gogai/width.h"

void
draw_field(struct ui *ui, struct canvas *canvas, int row, int col,
    const char *text, int cols, enum canvas_role role, unsigned style)
{
	if (cols <= 0)
		return;
	buf_clear(&ui->scratch);
	width_pad(&ui->scratch, text, strlen(text), cols, &ui->widths);
	(void)canvas_put(canvas, row, col, buf_string(&ui->scratch),
	    ui->scratch.len, cols, role, style);
}

void
draw_right(struct ui *ui, struct canvas *canvas, int row, int col,
    const char *text, int cols, enum canvas_role role, unsigned style)
{
	int used = width_text(text, strlen(text), &ui->widths);

	if (used >= cols) {
		draw_field(ui, canvas, row, col, text, cols, role, style);
		return;
	}
	canvas_fill(canvas, row, col, cols - used, ' ', role, style);
	(void)canvas_put(canvas, row, col + cols - used, text, strlen(text),
	    used, role, style);
}

const char *
draw_dot(const struct ui *ui)
{
	return ui->ascii ? " - " : " · ";
}

/*
 * The C library's words are in the locale's charset, which need not be ours:
 * numbers then.
 */
static void
add_time(struct buf *out, const char *format, const char *numbers,
    const struct tm *local)
{
	char words[128] = "";

	if (strftime(words, sizeof(words), format, local) == 0 ||
	    !utf8_valid(words, strlen(words)))
		(void)strftime(words, sizeof(words), numbers, local);
	buf_adds(out, words);
}

void
draw_date(struct buf *out, time_t at, time_t now, bool is_short)
{
	struct tm local, today;

	if (localtime_r(&at, &local) == NULL ||
	    localtime_r(&now, &today) == NULL)
		return;
	if (local.tm_year != today.tm_year)
		add_time(out, is_short ? "%Y-%m" : "%Y-%m-%d", "%Y", &local);
	else if (local.tm_yday != today.tm_yday)
		add_time(out, "%b %d", "%m-%d", &local);
	else
		add_time(out, "%H:%M", "%H:%M", &local);
}

void
draw_long_date(struct buf *out, time_t at, const char *format)
{
	struct tm local;

	if (localtime_r(&at, &local) != NULL)
		add_time(out, format, "%Y-%m-%d %H:%M", &local);
}
