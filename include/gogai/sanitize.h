/*
 * No character that commands a terminal gets in.
 *
 * C0 (but tab and LF), DEL, C1 (U+0080-009F), the bidi overrides and
 * embeddings (U+202A-202E), the isolates (U+2066-2069), the interlinear and
 * language-tag characters and noncharacters are taken out where text enters.
 * What is taken out leaves nothing behind, so an escape sequence's letters
 * stay as letters.
 */
#ifndef GOGAI_SANITIZE_H
#define GOGAI_SANITIZE_H

#include "gogai/buf.h"
#include "gogai/cc.h"

/* Is this character taken out? */
bool	sanitize_forbids(uint32_t c);

/*
 * Append UTF-8 text (damage is repaired) to out without such characters.
 * CR LF and CR become LF.
 */
void	sanitize_text(struct buf *out, const char *p, size_t len);

/*
 * The same for one line (titles, names, messages): white space of every kind,
 * U+3000 too, is one space; none at the ends; no zero-width characters but
 * ZWJ and ZWNJ between visible ones, and marks. Longer than max bytes: cut
 * at a cluster, "…" behind, max with it (max 0: no limit).
 */
void	sanitize_line(struct buf *out, const char *p, size_t len, size_t max);

#endif
