/*
 * What belongs to no article, by what the page calls it.
 *
 * In stages: what never is text; what is hidden, and what readers wrote;
 * what is named as something else. A name is only believed of what is small
 * beside the prose that is left, so that a wrapper with an unlucky class does
 * not take the article with it, and many comments do not make it small.
 */
#include "reader_priv.h"

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

	if (v->belief < BELIEF_ALL || !(traits & T_SIDE) ||
	    traits & (T_BODY | T_HEADING))
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
