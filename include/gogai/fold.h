/*
 * Search keys: text folded so that what people see as equal is equal.
 *
 * NFKC, then case folding, then katakana to hiragana; wave dashes and minus
 * signs become one each; variation selectors and soft hyphens go; U+309B after
 * kana is its voicing mark. 々 and ー stay, accents too. Folding twice changes
 * nothing more. The same fold is used for what is searched and for what is
 * searched in.
 */
#ifndef GOGAI_FOLD_H
#define GOGAI_FOLD_H

#include "gogai/buf.h"
#include "gogai/cc.h"

/* Append the folded form of the text to out. */
void	fold_text(struct buf *out, const char *p, size_t len);

/*
 * The same with a map: map[i] is the offset in p of the character that the
 * i-th folded byte came from. *map is allocated (out->len entries for what
 * this call appended) and the caller's; for highlighting.
 */
void	fold_text_map(struct buf *out, size_t **map, const char *p, size_t len);

/* Does folded text hold the folded needle? (Both come from fold_text().) */
bool	fold_contains(const char *hay, size_t hay_len, const char *needle,
	    size_t needle_len);

#endif
