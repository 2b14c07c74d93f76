/*
 * Markup to one line of plain text: titles, names, list snippets.
 *
 * A title of RSS is plain text, or HTML, or HTML escaped once more, and
 * nothing says which. plain_title() decides as feed readers agreed to: where
 * the text looks like HTML (a known tag or an entity), tags go and entities
 * are decoded; "AT&T", "5 < 10" and "<続報>" stay as they are.
 */
#ifndef GOGAI_PLAIN_H
#define GOGAI_PLAIN_H

#include "gogai/buf.h"
#include "gogai/cc.h"

/*
 * Append the text of an HTML fragment to out as one sanitised line: tags go
 * (block tags leave a space; script and style go with their content;
 * entities are decoded once; a ruby text stands in brackets behind its base).
 */
void	plain_from_html(struct buf *out, const char *p, size_t len, size_t max);

/* Append a title of unknown kind to out, as above where it looks like HTML. */
void	plain_title(struct buf *out, const char *p, size_t len, size_t max);

/* Does the text hold a known HTML tag or a character reference? */
bool	plain_looks_like_html(const char *p, size_t len);

/*
 * The character reference at p (which points to '&'): appends what it stands
 * for to out and returns its bytes, or returns 0 where it is none. The names
 * are those of HTML 4 and the common ones of HTML 5; without ";" too.
 * Numeric ones of 128-159 mean windows-1252 (HTML §13.2.5.80).
 */
size_t	plain_entity(struct buf *out, const char *p, size_t len);

#endif
