/*
 * Containers that do not belong to a candidate: asides, other articles,
 * galleries, forms, boxes of links. One predicate a rule; strip.c asks them
 * in its order.
 */
#include "reader_priv.h"

/* A part beside the text, or named as something else. */
bool
part_is_aside(struct view *v, uint32_t i)
{
	uint32_t traits = strip_traits(v, i);

	if (!(traits & (T_SIDE | T_AWAY)) || traits & T_BODY)
		return false;
	if (html_is(v->flat->cells[i].node, "header") || traits & T_HEADING)
		return false;
	if (!(traits & T_AWAY) && !html_is(v->flat->cells[i].node, "aside") &&
	    !html_is(v->flat->cells[i].node, "footer") &&
	    v->sums[i].link * 3 <= v->sums[i].text)
		return false;
	return v->sums[i].prose * 7 < v->sums[v->c->top].prose;
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
bool
part_is_other(struct view *v, uint32_t i)
{
	uint32_t at = v->flat->title_at, mine;

	if (!(strip_traits(v, i) & T_ARTICLE) || at == 0)
		return false;
	mine = article_of(v->flat, at);
	return mine != 0 && has_linked_heading(v, i) &&
	    !flat_within(v->flat, mine, i) &&
	    !flat_within(v->flat, i, mine);
}

/* Pictures to leaf through, with captions and buttons but no text. */
bool
part_is_gallery(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];

	return strip_traits(v, i) & T_GALLERY && s->text > 0 &&
	    s->prose * 2 < s->text &&
	    s->prose * 4 < v->sums[v->c->top].prose;
}

/* A form, or a box around one. */
bool
part_is_form(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i], *top = &v->sums[v->c->top];

	return strip_traits(v, i) & T_BLOCK && s->n_inputs > 0 &&
	    s->text < 400 && s->text * 4 < top->text &&
	    s->prose * 4 < top->prose;
}

/* A container that holds links and no sentences. */
bool
part_is_links(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];
	uint32_t traits = strip_traits(v, i);

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

/* A block with nothing in it. */
bool
part_is_empty(struct view *v, uint32_t i)
{
	const struct html_node *node = v->flat->cells[i].node;

	return v->sums[i].text == 0 && v->sums[i].n_media == 0 &&
	    (strip_traits(v, i) & (T_PARA | T_HEADING | T_ITEM | T_LIST) ||
	    html_is(node, "div") || html_is(node, "section"));
}
