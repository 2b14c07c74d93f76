/*
 * Every ceiling on what comes from outside, with its reason.
 *
 * Input is untrusted: bytes, depth, counts and redirects end somewhere, and
 * going beyond is a clear error (or a noted cut) on that one feed or page,
 * never a crash. No other file defines a ceiling of its own. Sizes are in
 * bytes unless the name says otherwise.
 */
#ifndef GOGAI_BOUNDS_H
#define GOGAI_BOUNDS_H

/* A feed after decompression: real ones stay below 10 MB; then it is cut. */
#define BOUND_FEED_BYTES	(32u << 20)
/* A web page after decompression: the largest news pages have 5 MB. */
#define BOUND_PAGE_BYTES	(16u << 20)
/* robots.txt: RFC 9309 §2.5 asks for at least 500 KiB. */
#define BOUND_ROBOTS_BYTES	(512u << 10)
/* All headers of a response together; browsers stop at 256 KiB. */
#define BOUND_HEADER_BYTES	(256u << 10)
/* Articles kept of one document; the newest stand first in feeds. */
#define BOUND_FEED_ITEMS	100000u
/* Nesting of elements in XML; libxml2's own default is 256. */
#define BOUND_XML_DEPTH		256u
/* Bytes that entities of one document may expand to beyond its own size. */
#define BOUND_XML_ENTITY_BYTES	(1u << 20)
/* Entities that one document may declare; HTML's own are 253. */
#define BOUND_XML_ENTITIES	5000u
/* Notes kept on what was repaired in one document. */
#define BOUND_XML_NOTES		100u
/* Attributes of one element, XML or HTML; namespaces in scope. */
#define BOUND_ATTRIBUTES	256u
/* Nesting of elements in HTML; deeper ones are laid flat. */
#define BOUND_HTML_DEPTH	512u
/* Quotes and lists around one block; what is deeper stands in the last. */
#define BOUND_FRAMES		16u
/* Columns of a table; rows that one cell may span (HTML §4.9.11: 1000). */
#define BOUND_TABLE_SPAN	1000u
/* Places in a table's grid; tables with more are laid cell below cell. */
#define BOUND_TABLE_CELLS	200000u
/* Nodes of one HTML page: 16 MiB of "<b>" would be 5.6 million. */
#define BOUND_HTML_NODES	2000000u
/* ... and of a smaller one: so many, and one for each so many bytes. */
#define BOUND_HTML_NODES_FREE	100000u
#define BOUND_HTML_NODE_BYTES	16u
/* One title, author or category: longer ones are cut with an ellipsis. */
#define BOUND_TITLE_BYTES	2000u
/* One URL: what browsers accept is far more than any article needs. */
#define BOUND_URL_BYTES		8192u
/* Categories, enclosures and links of one article. */
#define BOUND_ARTICLE_PARTS	32768u
/* Redirects followed for one request (POLITENESS P19). */
#define BOUND_REDIRECTS		5u
/* The config, urls or OPML file. */
#define BOUND_SETTINGS_BYTES	(16u << 20)
/* One line of text being edited in the interface. */
#define BOUND_PROMPT_BYTES	4096u

#endif
