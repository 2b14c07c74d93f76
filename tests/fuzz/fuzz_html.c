/*
 * Any bytes as a page and as a fragment: a tree comes out whose links and
 * numbers agree, and that is the same once it was written and read again.
 */
#include <string.h>

#include "fuzz.h"
#include "gogai/bounds.h"
#include "gogai/html.h"

static void
check_node(const struct html_node *node, unsigned index)
{
	const struct html_node *child;
	unsigned i;

	fuzz_require(node->index == index, "numbers in order");
	if (node->kind == HTML_TEXT) {
		fuzz_require(node->first == NULL, "text has no children");
		fuzz_require(strlen(node->text) == node->len, "text's end");
		fuzz_require(node->len > 0, "text is there");
		return;
	}
	fuzz_require(!html_is_void(node->name) || node->first == NULL,
	    "void elements are empty");
	fuzz_require(node->n_attrs <= BOUND_ATTRIBUTES, "attributes bounded");
	for (i = 0; i < node->n_attrs; i++)
		fuzz_require(html_attr(node, node->attrs[i].name) ==
		    node->attrs[i].value, "each attribute once");
	for (child = node->first; child != NULL; child = child->next) {
		fuzz_require(child->parent == node, "parent");
		fuzz_require(child->next == NULL ? node->last == child :
		    child->next->prev == child, "siblings");
		fuzz_require(child->kind != HTML_TEXT || child->next == NULL ||
		    child->next->kind != HTML_TEXT, "texts are joined");
	}
}

static void
check_tree(const struct html *html)
{
	const struct html_node *root = html_root(html), *node;
	unsigned index = 0;

	for (node = root; node != NULL; node = html_next(node, root))
		check_node(node, index++);
	fuzz_require(html_n_nodes(html) == index, "the number of nodes");
}

/* What was moved out of a table may stand where it could not be read. */
static void
check_again(const struct html *html, bool page)
{
	struct buf out = BUF_INIT, again = BUF_INIT;
	struct html *read;

	html_serialize_inner(&out, html_root(html));
	if (page)
		html_parse(&read, buf_string(&out), out.len, NULL);
	else
		html_parse_fragment(&read, buf_string(&out), out.len, NULL);
	html_serialize_inner(&again, html_root(read));
	fuzz_require(html_truncated(html) || html_truncated(read) ||
	    html_find(html_root(html), "table") != NULL ||
	    strcmp(buf_string(&out), buf_string(&again)) == 0,
	    "the same when read again");
	buf_clear(&out);
	buf_clear(&again);
	html_text(&out, html_root(html));
	html_text(&again, html_root(read));
	fuzz_require(strcmp(buf_string(&out), buf_string(&again)) == 0,
	    "the same text when read again");
	html_free(read);
	buf_release(&out);
	buf_release(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct html *html;

	fuzz_require(html_parse(&html, (const char *)data, size, NULL) == 0,
	    "a page");
	check_tree(html);
	check_again(html, true);
	html_free(html);
	fuzz_require(html_parse_fragment(&html, (const char *)data, size,
	    NULL) == 0, "a fragment");
	check_tree(html);
	check_again(html, false);
	html_free(html);
	return 0;
}
