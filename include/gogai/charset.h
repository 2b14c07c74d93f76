/*
 * Bytes in any encoding to UTF-8: the one door in.
 *
 * The order of belief is that of browsers (WHATWG Encoding and HTML, "encoding
 * sniffing algorithm"): byte order mark, the transport's charset, the
 * document's own declaration, detection. A candidate that does not decode the
 * bytes is given up for the next; a single broken character does not change
 * the encoding of a whole document. Nor is a label believed against proof:
 * several characters of flawless UTF-8, or escapes of ISO-2022-JP. Labels
 * mean what they mean on the web: Shift_JIS is CP932, ISO-8859-1 is
 * windows-1252, EUC-JP has its NEC and IBM rows. Bad bytes become U+FFFD, and
 * reading goes on. Control characters pass: sanitize.h takes them out.
 */
#ifndef GOGAI_CHARSET_H
#define GOGAI_CHARSET_H

#include "gogai/buf.h"
#include "gogai/cc.h"

/* Where a document may declare its own encoding. */
enum charset_kind {
	CHARSET_PLAIN,		/* nowhere */
	CHARSET_XML,		/* <?xml encoding="..."?> */
	CHARSET_HTML		/* <meta>, within 1,024 bytes */
};

/* What was found out, for notes and tests. */
struct charset_result {
	const char *name;	/* WHATWG name, static: "UTF-8", "Shift_JIS" */
	const char *from;	/* bom, transport, document, detection */
	size_t	 n_replaced;	/* U+FFFD put in */
};

/*
 * Append the len bytes at p to out as UTF-8 (without a byte order mark), up
 * to out's limit. content_type is the Content-Type header or a bare charset,
 * or NULL. result may be NULL. The XML declaration stays in the text; its
 * encoding no longer matters.
 */
void	charset_decode(struct buf *out, const char *p, size_t len,
	    const char *content_type, enum charset_kind kind,
	    struct charset_result *result);

/*
 * The WHATWG name of a label ("sjis" is "Shift_JIS"), static, or NULL when
 * nobody knows it. White space around it and case do not matter.
 */
const char	*charset_name(const char *label, size_t len);

/*
 * The charset parameter of a Content-Type, as a terminated string in out
 * (cap bytes), or false when there is none.
 */
bool	charset_of_type(char *out, size_t cap, const char *content_type);

#endif
