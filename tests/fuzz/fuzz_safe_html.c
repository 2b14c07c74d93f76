/*
 * Any bytes as a piece of somebody's page: whatever is left holds no script,
 * no handler, no address of another kind, and no control character.
 */
#include <string.h>

#include "fuzz.h"
#include "gogai/html.h"
#include "gogai/safe_html.h"
#include "gogai/sanitize.h"
#include "gogai/str.h"
#include "gogai/url.h"
#include "gogai/utf8.h"

static const char *const forbidden[] = {
	"script", "style", "iframe", "object", "embed", "applet", "frame",
	"frameset", "meta", "base", "link", "form", "input", "svg", "template",
	"noscript", "title", "head", "body"
};

static void
check_element(const struct html_node *node, bool absolute)
{
	const struct html_attr *attr;
	struct url parts;
	size_t i;

	for (i = 0; i < sizeof forbidden / sizeof forbidden[0]; i++)
		fuzz_require(!html_is(node, forbidden[i]), "an element");
	for (i = 0; i < node->n_attrs; i++) {
		attr = &node->attrs[i];
		fuzz_require(!str_starts(str_of(attr->name), "on") &&
		    strcmp(attr->name, "style") != 0, "an attribute");
		if (strcmp(attr->name, "href") != 0 &&
		    strcmp(attr->name, "src") != 0)
			continue;
		url_split(&parts, str_of(attr->value));
		fuzz_require(url_is_openable(attr->value) ||
		    (!absolute && parts.scheme.p == NULL), "an address");
	}
}

static void
check_text(const struct buf *out)
{
	size_t at = 0;
	uint32_t c;

	fuzz_require(utf8_valid(buf_string(out), out->len), "UTF-8");
	while (at < out->len) {
		at += utf8_decode(&c, out->data + at, out->len - at);
		fuzz_require(!sanitize_forbids(c), "a character");
	}
}

static void
check(const char *p, size_t len, const char *base)
{
	struct buf out = BUF_INIT;
	const struct html_node *node, *root;
	struct html *html;

	safe_html_fragment(&out, p, len, base);
	check_text(&out);
	html_parse_fragment(&html, buf_string(&out), out.len, NULL);
	root = html_root(html);
	for (node = html_next(root, root); node != NULL;
	    node = html_next(node, root))
		if (node->kind == HTML_ELEMENT)
			check_element(node, base != NULL);
	html_free(html);
	buf_release(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	check((const char *)data, size, NULL);
	check((const char *)data, size, "http://news.example/a/b");
	return 0;
}
