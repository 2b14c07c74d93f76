/*
 * The tree laid out as an array, and sums over ranges of it.
 *
 * A text belongs to the nearest block around it. What a block owns tells
 * whether it reads like prose: long enough, not mostly links, and with the
 * stops of sentences. Sums are made bottom-up in one backward loop, so a
 * pass costs the number of cells and nothing else.
 */
#include "reader_priv.h"

#include <string.h>

/* ---- text */

/* Is this the start of a wide character's three bytes: kana, kanji, hangul? */
static bool
is_wide(unsigned char c)
{
	return c >= 0xE3 && c <= 0xED;
}

/* Does a comma or a full stop of any writing stand at p? */
static bool
is_stop(const unsigned char *p, size_t left)
{
	if (*p == ',' || *p == '.' || *p == '!' || *p == '?')
		return left < 2 || p[1] == ' ' || p[1] == '\n' || p[1] == '"';
	if (left < 3)
		return false;
	if (p[0] == 0xE3 && p[1] == 0x80)
		return p[2] == 0x81 || p[2] == 0x82 || p[2] == 0x8C;
	if (p[0] == 0xEF && p[1] == 0xBC)
		return p[2] == 0x81 || p[2] == 0x8C || p[2] == 0x8E ||
		    p[2] == 0x9F;
	return false;
}

/* A space of any kind at p: its bytes, else 0. */
static size_t
space_at(const unsigned char *p, size_t left)
{
	if (ascii_space(*p))
		return 1;
	if (left >= 2 && p[0] == 0xC2 && p[1] == 0xA0)
		return 2;
	if (left >= 3 && p[0] == 0xE3 && p[1] == 0x80 && p[2] == 0x80)
		return 3;
	if (left >= 3 && p[0] == 0xE2 && p[1] == 0x80 && p[2] >= 0x80 &&
	    p[2] <= 0x8B)
		return 3;
	return 0;
}

static void
count_text(struct cell *cell)
{
	const unsigned char *p = (const unsigned char *)cell->node->text;
	size_t i, n, len = cell->node->len;
	uint32_t units = 0, stops = 0;
	bool space = true;

	for (i = 0; i < len; i += n) {
		n = space_at(p + i, len - i);
		if (n > 0) {
			units += space ? 0 : 1;
			space = true;
			continue;
		}
		space = false;
		n = 1;
		if (is_stop(p + i, len - i))
			stops++;
		if ((p[i] & 0xC0) != 0x80)
			units += is_wide(p[i]) ? 2 : 1;
	}
	cell->units = space && units > 0 ? units - 1 : units;
	cell->stops = (uint16_t)(stops < UINT16_MAX ? stops : UINT16_MAX);
}

void
flat_line(const struct flat *flat, uint32_t i, const uint8_t *gone,
    struct buf *out)
{
	const struct html_node *node;
	size_t k, n;
	uint32_t end = flat->cells[i].end;
	bool space = true;

	while (i < end) {
		if (gone != NULL && gone[i] != STAYS) {
			i = flat->cells[i].end;
			continue;
		}
		node = flat->cells[i].node;
		if (flat->cells[i].traits & (T_BLOCK | T_BREAK) && !space) {
			buf_addc(out, ' ');
			space = true;
		}
		i++;
		if (node->kind != HTML_TEXT)
			continue;
		for (k = 0; k < node->len; k += n) {
			n = space_at((const unsigned char *)node->text + k,
			    node->len - k);
			if (n > 0 && !space)
				buf_addc(out, ' ');
			space = n > 0;
			if (n == 0) {
				buf_addc(out, node->text[k]);
				n = 1;
			}
		}
	}
	while (out->len > 0 && out->data[out->len - 1] == ' ')
		buf_cut(out, out->len - 1);
}

/* A byte in lower case: ASCII, and the second byte of U+00C0 to U+00DE. */
static char
lower(char c, char before)
{
	unsigned char u = (unsigned char)c;

	if (before == '\xC3' && u >= 0x80 && u <= 0x9E && u != 0x97)
		return (char)(u + 0x20);
	return (char)ascii_lower((unsigned char)c);
}

void
flat_key(const struct flat *flat, uint32_t i, const uint8_t *gone, size_t max,
    struct buf *out)
{
	size_t k;

	buf_clear(out);
	flat_line(flat, i, gone, out);
	if (out->len > max)
		buf_cut(out, max);
	for (k = 0; k < out->len; k++)
		out->data[k] = lower(out->data[k], k > 0 ? out->data[k - 1] :
		    '\0');
}

unsigned
flat_phrase(const struct flat *flat, uint32_t i)
{
	struct buf key = BUF_INIT;

	if (!(flat->phrases[i] & PHRASE_KNOWN)) {
		flat_key(flat, i, flat->base, 600, &key);
		flat->phrases[i] = (uint8_t)(PHRASE_KNOWN |
		    rules_phrase(buf_string(&key), key.len));
		buf_release(&key);
	}
	return flat->phrases[i];
}

/* The bytes of punctuation outside ASCII at p, else 0. */
static size_t
mark_at(const unsigned char *p, size_t left)
{
	if (left >= 2 && p[0] == 0xC2)
		return 2;
	if (left < 3)
		return 0;
	if (p[0] == 0xE2 && p[1] == 0x80)
		return 3;
	if (p[0] == 0xE3 && p[1] == 0x80 && p[2] < 0xA0)
		return 3;
	if (p[0] == 0xEF && p[1] == 0xBC && (p[2] < 0x90 || p[2] > 0x99))
		return 3;
	return 0;
}

void
flat_squash(struct buf *out, const char *p, size_t len)
{
	const unsigned char *s = (const unsigned char *)p;
	size_t i, n;

	for (i = 0; i < len; i += n) {
		n = s[i] >= 0x80 ? mark_at(s + i, len - i) : 1;
		if (n == 0) {
			n = 1;
			buf_addc(out, p[i]);
		} else if (s[i] < 0x80 && ascii_alnum(s[i])) {
			buf_addc(out, (char)ascii_lower(s[i]));
		}
	}
}

/* ---- the array */

static bool
style_hides(const char *style)
{
	struct buf flat = BUF_INIT;
	bool hides;

	if (style == NULL)
		return false;
	for (; *style != '\0'; style++)
		if (!ascii_space((unsigned char)*style))
			buf_addc(&flat, (char)ascii_lower(
			    (unsigned char)*style));
	hides = strstr(buf_string(&flat), "display:none") != NULL ||
	    strstr(buf_string(&flat), "visibility:hidden") != NULL;
	buf_release(&flat);
	return hides;
}

/* What an attribute of this name and value says. */
static uint32_t
attr_traits(const struct rules *rules, const struct html_attr *attr)
{
	static const struct {
		const char *name;
		enum { NAMES, ROLE, HIDES, STYLE, PROPERTY } how;
	} rows[] = {
		{ "class", NAMES }, { "id", NAMES }, { "role", ROLE },
		{ "data-testid", NAMES }, { "data-component", NAMES },
		{ "data-module", NAMES }, { "hidden", HIDES },
		{ "aria-hidden", STYLE }, { "style", STYLE },
		{ "itemprop", PROPERTY }, { "property", PROPERTY },
	};
	size_t i = 0;

	while (i < CC_COUNT(rows) && strcmp(rows[i].name, attr->name) != 0)
		i++;
	if (i == CC_COUNT(rows))
		return 0;
	switch (rows[i].how) {
	case NAMES:
		return rules_names(rules, attr->value);
	case ROLE:
		return rules_role(attr->value);
	case HIDES:
		return strcmp(attr->value, "until-found") == 0 ? 0 : T_HIDDEN;
	case PROPERTY:
		return rules_names(rules, attr->value) & (T_BODY | T_GOOD |
		    T_META);
	default:
		return style_hides(attr->value) ||
		    strcmp(attr->value, "true") == 0 ? T_HIDDEN : 0;
	}
}

static uint32_t
node_traits(const struct rules *rules, const struct html_node *node)
{
	uint32_t i, traits;

	if (node->kind == HTML_TEXT)
		return T_TEXT;
	traits = rules_tag(node->name);
	for (i = 0; i < node->n_attrs; i++)
		traits |= attr_traits(rules, &node->attrs[i]);
	if (traits & T_ROOT)
		traits &= ~(uint32_t)(T_AWAY | T_SIDE | T_COMMENTS | T_META |
		    T_HIDDEN | T_BODY | T_GOOD);
	if (!(traits & T_BLOCK))
		traits &= ~(uint32_t)T_BODY;
	return traits;
}

static void
fill_cell(struct flat *flat, const struct rules *rules, struct html_node *node,
    uint32_t parent)
{
	struct cell *cell = &flat->cells[flat->n];

	cell->node = node;
	cell->parent = parent;
	cell->traits = node_traits(rules, node);
	cell->owner = cell->traits & T_BLOCK ? flat->n :
	    flat->cells[parent].owner;
	cell->linked = flat->cells[parent].linked ||
	    (cell->traits & T_LINK) != 0;
	if (node->kind == HTML_TEXT)
		count_text(cell);
	if (html_is(node, "body") && flat->body == 0)
		flat->body = flat->n;
	flat->n++;
}

struct flat *
flat_new(struct html *html, struct arena *arena)
{
	struct flat *flat = arena_alloc(arena, sizeof *flat);
	struct html_node *root = html_root(html), *node;
	struct rules rules;
	uint32_t up = 0;

	rules_index(&rules);
	flat->html = html;
	flat->arena = arena;
	flat->cells = arena_array(arena, html_n_nodes(html) + 1,
	    sizeof *flat->cells);
	flat->phrases = arena_alloc(arena, html_n_nodes(html) + 1);
	for (node = root; node != NULL; node = html_next(node, root)) {
		while (flat->n > 0 && flat->cells[up].node != node->parent) {
			flat->cells[up].end = flat->n;
			up = flat->cells[up].parent;
		}
		fill_cell(flat, &rules, node, up);
		up = flat->n - 1;
	}
	while (up != 0) {
		flat->cells[up].end = flat->n;
		up = flat->cells[up].parent;
	}
	flat->cells[0].end = flat->n;
	return flat;
}

uint8_t *
flat_marks(const struct flat *flat, const uint8_t *from)
{
	uint8_t *marks = arena_alloc(flat->arena, flat->n);

	if (from != NULL)
		memcpy(marks, from, flat->n);
	return marks;
}

bool
flat_within(const struct flat *flat, uint32_t a, uint32_t b)
{
	return b >= a && b < flat->cells[a].end;
}

bool
flat_is_gone(const struct flat *flat, uint32_t i, uint32_t top,
    const uint8_t *gone)
{
	while (i > top && gone[i] == STAYS)
		i = flat->cells[i].parent;
	return gone[i] != STAYS;
}

uint32_t
flat_find(const struct flat *flat, uint32_t from, uint32_t end,
    uint32_t traits)
{
	while (from < end && !(flat->cells[from].traits & traits))
		from++;
	return from;
}

void
flat_name(const struct flat *flat, uint32_t i, struct buf *out)
{
	const struct html_node *node = flat->cells[i].node;
	const char *id = html_attr(node, "id");
	const char *class = html_attr(node, "class");

	buf_adds(out, node->name);
	if (id != NULL)
		buf_addf(out, "#%.40s", id);
	if (class != NULL)
		buf_addf(out, ".%.60s", class);
}

/* ---- sums */

bool
flat_is_prose(const struct sums *sums, uint32_t traits)
{
	uint32_t plain = sums->own - sums->own_link;

	if (traits & (T_HEADING | T_CAPTION))
		return false;
	if (plain < 30 || sums->own_link * 2 > plain * 3)
		return false;
	return plain >= 100 || sums->own_stops > 0;
}

/* Count what cell i itself is. */
static void
sum_cell(const struct flat *flat, uint32_t i, struct sums *sums)
{
	const struct cell *cell = &flat->cells[i];
	struct sums *owner = &sums[cell->owner];

	if (cell->traits & T_MEDIA)
		sums[i].n_media++;
	if (cell->traits & T_INPUT)
		sums[i].n_inputs++;
	if (cell->units == 0)
		return;
	sums[i].text = cell->units;
	owner->own += cell->units;
	owner->own_stops += cell->stops;
	if (cell->linked) {
		sums[i].link = cell->units;
		owner->own_link += cell->units;
	}
}

static void
add_up(struct sums *parent, const struct sums *child)
{
	parent->text += child->text;
	parent->link += child->link;
	parent->prose += child->prose;
	parent->n_prose += child->n_prose;
	parent->n_media += child->n_media;
	parent->n_inputs += child->n_inputs;
}

void
flat_sum(const struct flat *flat, uint32_t top, const uint8_t *gone,
    struct sums *sums)
{
	uint32_t i, end = flat->cells[top].end;

	memset(sums + top, 0, (end - top) * sizeof *sums);
	/* A text right below an inline top belongs to a block outside. */
	memset(sums + flat->cells[top].owner, 0, sizeof *sums);
	for (i = top; i < end;) {
		if (gone[i] != STAYS) {
			i = flat->cells[i].end;
			continue;
		}
		sum_cell(flat, i, sums);
		i++;
	}
	for (i = end; i-- > top;) {
		if (flat->cells[i].traits & T_BLOCK &&
		    flat_is_prose(&sums[i], flat->cells[i].traits)) {
			sums[i].prose += sums[i].own - sums[i].own_link;
			sums[i].n_prose++;
		}
		if (i > top)
			add_up(&sums[flat->cells[i].parent], &sums[i]);
	}
}
