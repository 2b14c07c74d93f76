/*
 * What does not belong: one predicate a rule.
 *
 * First the page as a whole: what never is text, what is hidden, what is
 * named as something else. A name is only believed of what is small beside
 * the prose of the page, so that a wrapper with an unlucky class does not
 * take the article with it. Then each candidate: title and byline repeated,
 * lines and parts that tables know as no text, containers of links and
 * forms, and what is left over at both ends.
 */
#include "reader_priv.h"

#include <string.h>

#include "gogai/map.h"

/* ---- the page */

struct page_view {
	const struct flat *flat;
	const struct sums *sums;	/* of all that is not T_NEVER */
	uint32_t prose;			/* of the page */
	enum belief belief;
};

/* Does the range hold less than pct % of the page's prose? */
static bool
holds_less(const struct page_view *v, uint32_t i, uint32_t pct)
{
	return (uint64_t)v->sums[i].prose * 100 <=
	    (uint64_t)v->prose * pct;
}

/* Is there an article or its body below i that has its prose? */
static bool
wraps_article(const struct page_view *v, uint32_t i)
{
	const struct flat *flat = v->flat;
	uint32_t k, end = flat->cells[i].end;

	for (k = flat_find(flat, i + 1, end, T_ARTICLE | T_MAIN | T_BODY);
	    k < end;
	    k = flat_find(flat, k + 1, end, T_ARTICLE | T_MAIN | T_BODY))
		if (v->sums[k].prose > 0 && !holds_less(v, k, 30))
			return true;
	return false;
}

static bool
is_never(const struct page_view *v, uint32_t i)
{
	return (v->flat->cells[i].traits & T_NEVER) != 0;
}

static bool
is_hidden(const struct page_view *v, uint32_t i)
{
	return v->flat->cells[i].traits & T_HIDDEN && holds_less(v, i, 60);
}

static bool
is_comments(const struct page_view *v, uint32_t i)
{
	return v->belief >= BELIEF_COMMENTS &&
	    v->flat->cells[i].traits & T_COMMENTS &&
	    !(v->flat->cells[i].traits & (T_ARTICLE | T_MAIN | T_BODY)) &&
	    !flat_within(v->flat, i, v->flat->title_at);
}

/* A paragraph, or a word in one: its class says how it is shown. */
static bool
is_running_text(const struct page_view *v, uint32_t i)
{
	const struct cell *cell = &v->flat->cells[i];
	const struct sums *s = &v->sums[cell->owner];

	if (cell->traits & T_BLOCK && !(cell->traits & T_PARA))
		return false;
	return s->own > 80 && s->own_link * 4 < s->own &&
	    flat_is_prose(s, v->flat->cells[cell->owner].traits);
}

static bool
is_away(const struct page_view *v, uint32_t i)
{
	return v->belief == BELIEF_ALL &&
	    v->flat->cells[i].traits & T_AWAY &&
	    holds_less(v, i, 40) && !wraps_article(v, i) &&
	    !is_running_text(v, i);
}

/* Is cell i inside of an article or a main element? */
static bool
in_article(const struct flat *flat, uint32_t i)
{
	for (i = flat->cells[i].parent; i > flat->body;
	    i = flat->cells[i].parent)
		if (flat->cells[i].traits & (T_ARTICLE | T_MAIN | T_BODY))
			return true;
	return false;
}

static bool
is_side(const struct page_view *v, uint32_t i)
{
	uint32_t traits = v->flat->cells[i].traits;

	if (v->belief < BELIEF_ALL || !(traits & T_SIDE) || traits & (T_BODY | T_HEADING))
		return false;
	if (!holds_less(v, i, 20) || wraps_article(v, i))
		return false;
	if (!in_article(v->flat, i))
		return true;
	return html_is(v->flat->cells[i].node, "aside") ||
	    html_is(v->flat->cells[i].node, "footer") ||
	    v->sums[i].link * 3 > v->sums[i].text;
}

typedef bool page_rule(const struct page_view *v, uint32_t i);

static void
mark_by(const struct page_view *v, page_rule *const rules[2], unsigned why,
    uint8_t *gone)
{
	const struct flat *flat = v->flat;
	uint32_t i = 1;
	unsigned k;

	while (i < flat->n) {
		for (k = 0; k < 2 && gone[i] == STAYS; k++)
			if (rules[k] != NULL && rules[k](v, i))
				gone[i] = (uint8_t)(why + k);
		i = gone[i] != STAYS ? flat->cells[i].end : i + 1;
	}
}

void
clean_page(struct flat *flat, uint8_t *gone, enum belief belief)
{
	static page_rule *const stages[][2] = {
		{ is_never, NULL },
		{ is_hidden, is_comments },
		{ is_away, is_side },
	};
	struct sums *sums = arena_array(flat->arena, flat->n, sizeof *sums);
	struct page_view v = { flat, sums, 0, belief };
	unsigned i;

	for (i = 0; i < CC_COUNT(stages); i++) {
		mark_by(&v, stages[i], GONE_PAGE + 2 * i, gone);
		flat_sum(flat, 0, gone, sums);
		v.prose = sums[flat->body].prose;
	}
	flat->page_prose = v.prose;
}

/* ---- the candidate */

struct view {
	const struct flat *flat;
	struct candidate *c;
	struct sums *sums;
	const struct meta *meta;
	struct buf key;
	uint32_t first_prose;	/* the first block that is */
};

typedef bool rule(struct view *v, uint32_t i);

/* Is the title somewhere in cell i, but not all of it? */
static bool
holds_title(const struct view *v, uint32_t i)
{
	uint32_t at = v->flat->title_at;

	return i < at && at < v->flat->cells[i].end &&
	    v->sums[i].text > 2 * v->sums[at].text;
}

/* Walk all that stays; what the rule says goes, goes. */
static bool
apply(struct view *v, rule *is, uint8_t why)
{
	uint32_t i = v->c->top + 1, end = v->flat->cells[v->c->top].end;
	bool changed = false;

	while (i < end) {
		if (v->c->gone[i] == STAYS && !holds_title(v, i) && is(v, i)) {
			v->c->gone[i] = why;
			changed = true;
		}
		if (v->c->gone[i] != STAYS)
			i = v->flat->cells[i].end;
		else
			i++;
	}
	return changed;
}

static uint32_t
traits_of(const struct view *v, uint32_t i)
{
	return v->flat->cells[i].traits;
}

static void
sum_again(struct view *v)
{
	uint32_t i, end = v->flat->cells[v->c->top].end;

	flat_sum(v->flat, v->c->top, v->c->gone, v->sums);
	for (i = v->c->top; i < end; i++)
		if (v->sums[i].prose > 0 && v->sums[i].own > 0 &&
		    flat_is_prose(&v->sums[i], traits_of(v, i)))
			break;
	v->first_prose = i;
}

/* A heading that says the title once more. */
static bool
is_title(struct view *v, uint32_t i)
{
	struct buf a = BUF_INIT, b = BUF_INIT;
	bool same = false;

	if (i == v->flat->title_at)
		return true;
	if (!(traits_of(v, i) & T_HEADING) || v->meta->title == NULL)
		return false;
	flat_key(v->flat, i, v->c->gone, 600, &v->key);
	flat_squash(&a, v->key.data, v->key.len);
	flat_squash(&b, v->meta->title, strlen(v->meta->title));
	same = a.len > 0 && strcmp(buf_string(&a), buf_string(&b)) == 0;
	buf_release(&a);
	buf_release(&b);
	return same;
}

/* Before the title: all but pictures with words, and prose. */
static bool
is_before_title(struct view *v, uint32_t i)
{
	uint32_t at = v->flat->title_at;

	if (at == 0 || !flat_within(v->flat, v->c->top, at) || i >= at ||
	    v->flat->cells[i].end > at)
		return false;
	if (!(traits_of(v, i) & T_BLOCK))
		return flat_within(v->flat, v->flat->cells[i].owner, at);
	return v->sums[i].prose == 0 &&
	    !(traits_of(v, i) & (T_FIGURE | T_CAPTION)) &&
	    v->sums[i].text > 0 && v->sums[i].n_media == 0;
}

static bool
is_meta(struct view *v, uint32_t i)
{
	return traits_of(v, i) & T_META && !(traits_of(v, i) & T_BODY) &&
	    v->sums[i].text < 300 && v->sums[i].prose < 60;
}

/* Does the squashed line name the author, and nothing much beside? */
static bool
names_author(const struct view *v, const struct buf *line)
{
	struct buf author = BUF_INIT;
	bool is = false;

	if (v->meta->byline == NULL)
		return false;
	flat_squash(&author, v->meta->byline, strlen(v->meta->byline));
	is = author.len >= 4 && line->len <= author.len + 24 &&
	    strstr(buf_string(line), buf_string(&author)) != NULL;
	buf_release(&author);
	return is;
}

/* How many digits a line has, and whether a year is among them. */
static bool
has_date(const struct buf *line)
{
	size_t i, run = 0, digits = 0;
	bool year = false;

	for (i = 0; i < line->len; i++) {
		if (!ascii_digit((unsigned char)line->data[i])) {
			run = 0;
			continue;
		}
		digits++;
		run++;
		if (run == 4 && (line->data[i - 3] == '2' ||
		    line->data[i - 3] == '1'))
			year = true;
	}
	return year && digits >= 5;
}

/* Is there a time element in cell i? */
static bool
has_time(const struct view *v, uint32_t i)
{
	uint32_t end = v->flat->cells[i].end;

	return flat_find(v->flat, i, end, T_DATED) < end;
}

/* A line of its own that names the author, or the date, or both. */
static bool
is_byline(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];
	struct buf squashed = BUF_INIT;
	bool is;

	if (!(traits_of(v, i) & T_BLOCK) || s->text == 0 || s->text > 120 ||
	    traits_of(v, i) & (T_CAPTION | T_HEADING | T_QUOTE | T_FIGURE))
		return false;
	flat_key(v->flat, i, v->c->gone, 400, &v->key);
	flat_squash(&squashed, v->key.data, v->key.len);
	is = names_author(v, &squashed) ||
	    (s->text <= 60 && s->own_stops == 0 &&
	    strncmp(v->key.data, "by ", 3) == 0) ||
	    (i < v->first_prose && s->text <= 80 && has_date(&v->key)) ||
	    (i < v->first_prose && s->text <= 60 && has_time(v, i));
	buf_release(&squashed);
	return is;
}

/* A part beside the text, or named as something else. */
static bool
is_aside(struct view *v, uint32_t i)
{
	uint32_t traits = traits_of(v, i);

	if (!(traits & (T_SIDE | T_AWAY)) || traits & T_BODY)
		return false;
	if (html_is(v->flat->cells[i].node, "header") || traits & T_HEADING)
		return false;
	if (!(traits & T_AWAY) && !html_is(v->flat->cells[i].node, "aside") &&
	    !html_is(v->flat->cells[i].node, "footer") &&
	    v->sums[i].link * 3 <= v->sums[i].text)
		return false;
	return v->sums[i].prose * 4 < v->sums[v->c->top].prose;
}

/* The article element that cell i stands in, or 0. */
static uint32_t
article_of(const struct flat *flat, uint32_t i)
{
	while (i > flat->body && !(flat->cells[i].traits & T_ARTICLE))
		i = flat->cells[i].parent;
	return flat->cells[i].traits & T_ARTICLE ? i : 0;
}

/* Is a heading below i a link, as over a teaser? */
static bool
has_linked_heading(const struct view *v, uint32_t i)
{
	uint32_t k, end = v->flat->cells[i].end;

	for (k = flat_find(v->flat, i, end, T_HEADING); k < end;
	    k = flat_find(v->flat, k + 1, end, T_HEADING))
		if (v->sums[k].text > 0 && v->sums[k].link == v->sums[k].text)
			return true;
	return false;
}

/* An article beside the one that has the title. */
static bool
is_other(struct view *v, uint32_t i)
{
	uint32_t at = v->flat->title_at, mine;

	if (!(traits_of(v, i) & T_ARTICLE) || at == 0)
		return false;
	mine = article_of(v->flat, at);
	return mine != 0 && has_linked_heading(v, i) && !flat_within(v->flat, mine, i) &&
	    !flat_within(v->flat, i, mine);
}

/* Pictures to leaf through, with captions and buttons but no text. */
static bool
is_gallery(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];

	return traits_of(v, i) & T_GALLERY && s->text > 0 &&
	    s->prose * 2 < s->text &&
	    s->prose * 4 < v->sums[v->c->top].prose;
}

/* A form, or a box around one. */
static bool
is_form(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i], *top = &v->sums[v->c->top];

	return traits_of(v, i) & T_BLOCK && s->n_inputs > 0 &&
	    s->text < 400 && s->text * 4 < top->text &&
	    s->prose * 4 < top->prose;
}

/* A container that holds links and no sentences. */
static bool
is_links(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];
	uint32_t traits = traits_of(v, i);

	if (!(traits & T_BLOCK) || traits & (T_HEADING | T_CAPTION |
	    T_QUOTE | T_FIGURE | T_PARA | T_EMBED) || s->text == 0)
		return false;
	if (traits & T_ITEM)
		return false;
	if (s->prose * 4 > s->text || s->n_prose > 1)
		return false;
	if (flat_find(v->flat, i, v->flat->cells[i].end, T_EMBED) <
	    v->flat->cells[i].end)
		return false;
	return s->link * 10 > s->text * (traits & T_LIST ? 9 : 6);
}

/* A paragraph that is one link and nothing else. */
static bool
is_link_alone(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];

	return traits_of(v, i) & T_BLOCK && s->own > 0 &&
	    s->own == s->text && s->own_link == s->own &&
	    !(traits_of(v, i) & (T_CAPTION | T_HEADING | T_ITEM | T_QUOTE |
	    T_PARA)) && s->own < 200;
}

/* A line that tables know as no text. */
static bool
is_phrase(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];

	if (!(traits_of(v, i) & T_BLOCK) || s->text == 0 || s->text > 300)
		return false;
	return (flat_phrase(v->flat, i) & PHRASE_LINE) != 0;
}

/* Links behind words that tables know: "Related: one, two". */
static bool
is_labelled(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];
	const struct cell *cells = v->flat->cells;
	uint32_t k;

	if (!(traits_of(v, i) & T_PARA) || s->link * 2 < s->text ||
	    s->link == s->text)
		return false;
	buf_clear(&v->key);
	for (k = i + 1; k < cells[i].end && !cells[k].linked; k++)
		if (cells[k].units > 0)
			flat_line(v->flat, k, NULL, &v->key);
	for (k = 0; k < v->key.len; k++)
		v->key.data[k] = (char)ascii_lower(
		    (unsigned char)v->key.data[k]);
	return (rules_phrase(buf_string(&v->key), v->key.len) &
	    (PHRASE_LINE | PHRASE_HEAD)) != 0;
}

/* Does cell i stand at the heading of a part, like "Related stories"? */
static unsigned
head_kind(struct view *v, uint32_t i)
{
	if (!(traits_of(v, i) & T_BLOCK) || v->sums[i].text == 0 ||
	    v->sums[i].text > 90)
		return 0;
	return flat_phrase(v->flat, i);
}

/* Mark all that stands behind cell i, to the end of the candidate. */
static void
drop_behind(struct view *v, uint32_t i, uint8_t why)
{
	uint32_t k, end = v->flat->cells[v->c->top].end;

	for (k = v->flat->cells[i].end; k < end; k = v->flat->cells[k].end)
		if (v->c->gone[k] == STAYS)
			v->c->gone[k] = why;
}

/* Mark what stands under heading i: up to the next, or to prose. */
static void
drop_under(struct view *v, uint32_t i)
{
	uint32_t k, end = v->flat->cells[v->flat->cells[i].parent].end;

	for (k = v->flat->cells[i].end; k < end; k = v->flat->cells[k].end) {
		if (traits_of(v, k) & T_HEADING ||
		    v->sums[k].prose * 3 > v->sums[k].text)
			return;
		v->c->gone[k] = GONE_HEADED;
	}
}

/*
 * A heading that tables know: it goes, and what it heads with it. One that
 * ends articles, behind most of the text, takes all the rest.
 */
static void
drop_headed(struct view *v)
{
	uint32_t i, top = v->c->top, end = v->flat->cells[top].end;
	uint32_t before = 0;
	unsigned kinds;

	for (i = top + 1; i < end; i++) {
		if (v->c->gone[i] != STAYS) {
			i = v->flat->cells[i].end - 1;
			continue;
		}
		if (v->sums[i].own > 0 &&
		    flat_is_prose(&v->sums[i], traits_of(v, i)))
			before += v->sums[i].own - v->sums[i].own_link;
		kinds = head_kind(v, i);
		if (!(kinds & (PHRASE_HEAD | PHRASE_END)))
			continue;
		v->c->gone[i] = GONE_HEADED;
		if (kinds & PHRASE_END && before * 5 >
		    v->sums[top].prose * 3)
			drop_behind(v, i, GONE_HEADED);
		else
			drop_under(v, i);
	}
}

/* The same long paragraph a second time, in another place. */
static void
drop_repeated(struct view *v)
{
	struct map *seen = map_new(0);
	struct cell *first, *where;
	uint32_t i, end = v->flat->cells[v->c->top].end;

	for (i = v->c->top + 1; i < end; i++) {
		if (v->c->gone[i] != STAYS) {
			i = v->flat->cells[i].end - 1;
			continue;
		}
		if (!(traits_of(v, i) & T_BLOCK) || v->sums[i].own < 60 ||
		    v->sums[i].own != v->sums[i].text)
			continue;
		flat_key(v->flat, i, v->c->gone, 400, &v->key);
		where = &v->flat->cells[v->flat->cells[i].parent];
		first = map_find(seen, v->key.data);
		if (first != NULL && first != where)
			v->c->gone[i] = GONE_TWICE;
		else
			map_set(seen, v->key.data, where);
	}
	map_free(seen, NULL);
}

/* At both ends: headings and links that no prose follows or precedes. */
static void
trim_ends(struct view *v)
{
	uint32_t i, top = v->c->top, end = v->flat->cells[top].end, last = 0;

	for (i = top; i < end; i++)
		if (v->c->gone[i] != STAYS)
			i = v->flat->cells[i].end - 1;
		else if (v->sums[i].own > 0 && !(traits_of(v, i) &
		    T_HEADING) && v->sums[i].own_link < v->sums[i].own)
			last = i;
	if (last == 0)
		return;
	for (i = last + 1; i < end; i++)
		if (v->c->gone[i] == STAYS && traits_of(v, i) & T_BLOCK &&
		    v->sums[i].text > 0 && !flat_within(v->flat, last, i))
			v->c->gone[i] = GONE_END;
}

/* A block with nothing in it. */
static bool
is_empty(struct view *v, uint32_t i)
{
	const struct html_node *node = v->flat->cells[i].node;

	return v->sums[i].text == 0 && v->sums[i].n_media == 0 &&
	    (traits_of(v, i) & (T_PARA | T_HEADING | T_ITEM | T_LIST) ||
	    html_is(node, "div") || html_is(node, "section"));
}

void
clean_candidate(const struct flat *flat, struct candidate *c,
    const struct meta *meta)
{
	static rule *const rules[] = { is_title, is_before_title, is_meta,
	    is_byline, is_aside, is_other, is_gallery, is_phrase, is_labelled, is_form, is_links, is_link_alone,
	    is_empty };
	struct view v = { flat, c, NULL, meta, BUF_INIT, 0 };
	size_t i;

	v.sums = arena_array(flat->arena, flat->n, sizeof *v.sums);
	sum_again(&v);
	for (i = 0; i < CC_COUNT(rules); i++)
		if (apply(&v, rules[i], (uint8_t)(GONE_RULE + i)))
			sum_again(&v);
	drop_headed(&v);
	sum_again(&v);
	drop_repeated(&v);
	sum_again(&v);
	trim_ends(&v);
	buf_release(&v.key);
}
