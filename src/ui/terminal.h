/*
 * The terminal itself, for main: opened before the interface, closed after it.
 */
#ifndef GOGAI_UI_TERMINAL_H
#define GOGAI_UI_TERMINAL_H

#include "gogai/err.h"
#include "gogai/option.h"
#include "gogai/ui.h"
#include "gogai/width.h"

/*
 * Take the terminal at standard input and output over: modes, alternate
 * screen, signals. *out is filled in; terminal_close() gives all back. One at
 * a time. Fails with ERR_SYSTEM, in words, where there is no terminal or it
 * cannot move its cursor.
 */
int	terminal_open(struct ui_terminal *out, const struct options *options,
	    const struct width_rules *rules, struct err *err);

/* Give the terminal back as it was. */
void	terminal_close(struct ui_terminal *terminal);

/*
 * Give the terminal back by its saved modes and fixed bytes, whatever state
 * curses is in: for mem_set_fatal(). Nothing where no terminal is open.
 */
void	terminal_emergency(void);

#endif
