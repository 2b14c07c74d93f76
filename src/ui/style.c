/*
 * Roles to looks: one table, one accent colour.
 *
 * Looks are attributes and the accent; nothing sets a background but by
 * reverse, so that dark and light terminals both keep their own colours.
 * Without colours the accent is bold. Roles that differ by colour alone do
 * not exist: what must be told apart has an attribute or a sign of its own.
 */
#include "ui_priv.h"

#include <string.h>

static const unsigned char looks[CANVAS_ROLE_COUNT] = {
	[CANVAS_TEXT] = 0,
	[CANVAS_UNREAD] = LOOK_BOLD,
	[CANVAS_READ] = LOOK_DIM,
	[CANVAS_DIM] = LOOK_DIM,
	[CANVAS_ACCENT] = LOOK_ACCENT,
	[CANVAS_TITLE] = LOOK_BOLD,
	[CANVAS_HEADING] = LOOK_BOLD,
	[CANVAS_LINK] = LOOK_UNDERLINE,
	[CANVAS_LINK_NUMBER] = LOOK_ACCENT,
	[CANVAS_CAPTION] = LOOK_ITALIC,
	[CANVAS_IMAGE] = LOOK_DIM,
	[CANVAS_CODE] = 0,
	[CANVAS_QUOTE_BAR] = LOOK_DIM,
	[CANVAS_MARKER] = LOOK_DIM,
	[CANVAS_RULE] = LOOK_DIM,
	[CANVAS_NOTE] = LOOK_DIM | LOOK_ITALIC,
	[CANVAS_BAR] = LOOK_DIM,
	[CANVAS_ERROR] = LOOK_BOLD | LOOK_ACCENT,
	[CANVAS_KEY] = LOOK_BOLD,
};

struct style_row {
	unsigned style;
	unsigned look;
};

static const struct style_row styles[] = {
	{ CANVAS_BOLD, LOOK_BOLD },
	{ CANVAS_ITALIC, LOOK_ITALIC },
	{ CANVAS_UNDERLINE, LOOK_UNDERLINE },
	{ CANVAS_STRIKE, LOOK_DIM },
	{ CANVAS_SELECTED, LOOK_REVERSE },
};

unsigned
style_look(unsigned role, unsigned style, bool colors)
{
	unsigned look = role < CANVAS_ROLE_COUNT ? looks[role] : 0;
	size_t i;

	for (i = 0; i < CC_COUNT(styles); i++)
		if ((style & styles[i].style) != 0)
			look |= styles[i].look;
	if (!colors && (look & LOOK_ACCENT) != 0)
		look = (look & ~(unsigned)LOOK_ACCENT) | LOOK_BOLD;
	/* Dim in reverse is hard to read; so is dim and bold at once. */
	if ((look & (LOOK_REVERSE | LOOK_BOLD)) != 0)
		look &= ~(unsigned)LOOK_DIM;
	return look;
}

/* What stands in for the symbols that layout and screens draw. */
struct substitute {
	const char *symbol;
	char	 ascii;
};

static const struct substitute substitutes[] = {
	{ "─", '-' }, { "━", '=' }, { "│", '|' }, { "┃", '|' }, { "┼", '+' },
	{ "┌", '+' }, { "┐", '+' }, { "└", '+' }, { "┘", '+' }, { "├", '+' },
	{ "┤", '+' }, { "┬", '+' }, { "┴", '+' }, { "•", '*' }, { "◦", '-' },
	{ "▪", '*' }, { "·", '-' }, { "…", '.' }, { "▣", '#' }, { "★", '*' },
	{ "“", '"' }, { "”", '"' }, { "‘", '\'' }, { "’", '\'' },
	{ "–", '-' }, { "—", '-' }, { "‐", '-' }, { "−", '-' },
	{ "\xC2\xA0", ' ' }, { "▏", '|' }, { "▌", '|' }, { "▎", '|' },
};

char
style_ascii(const char *cluster)
{
	size_t i;

	for (i = 0; i < CC_COUNT(substitutes); i++)
		if (strcmp(substitutes[i].symbol, cluster) == 0)
			return substitutes[i].ascii;
	return '?';
}
