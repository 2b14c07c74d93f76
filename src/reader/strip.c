/*
 * A candidate freed of what does not belong to it.
 *
 * First the rules of lines.c and parts.c, one after the other, with fresh
 * sums after each that found something; then what stands under headings that
 * tables know, what is there twice, and what is left over at the end. The box
 * around the title is never taken out, only what is in it.
 */
#include "reader_priv.h"

#include <string.h>

#include "gogai/map.h"

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
apply(struct view *v, strip_rule *is, uint8_t why)
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

uint32_t
strip_traits(const struct view *v, uint32_t i)
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
		    flat_is_prose(&v->sums[i], strip_traits(v, i)))
			break;
	v->first_prose = i;
}

/* Does cell i stand at the heading of a part, like "Related stories"? */
static unsigned
head_kind(struct view *v, uint32_t i)
{
	if (!(strip_traits(v, i) & T_BLOCK) || v->sums[i].text == 0 ||
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
		if (strip_traits(v, k) & T_HEADING ||
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
		    flat_is_prose(&v->sums[i], strip_traits(v, i)))
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

/* Mark long paragraphs that were there before, in another place: units. */
static uint32_t
mark_repeated(struct view *v, uint8_t *marks)
{
	struct map *seen = map_new(0);
	struct cell *first, *where;
	uint32_t i, units = 0, end = v->flat->cells[v->c->top].end;

	for (i = v->c->top + 1; i < end; i++) {
		if (marks[i] != STAYS) {
			i = v->flat->cells[i].end - 1;
			continue;
		}
		if (!(strip_traits(v, i) & T_BLOCK) || v->sums[i].own < 60 ||
		    v->sums[i].own != v->sums[i].text)
			continue;
		flat_key(v->flat, i, marks, 400, &v->key);
		where = &v->flat->cells[v->flat->cells[i].parent];
		first = map_find(seen, v->key.data);
		if (first != NULL && first != where) {
			marks[i] = GONE_TWICE;
			units += v->sums[i].own;
		} else {
			map_set(seen, v->key.data, where);
		}
	}
	map_free(seen, NULL);
	return units;
}

/* What is repeated goes, unless the page is made of repetitions. */
static void
drop_repeated(struct view *v)
{
	uint8_t *marks = flat_marks(v->flat, v->c->gone);
	uint32_t units = mark_repeated(v, marks);

	if (units > 0 && units * 5 < v->sums[v->c->top].prose)
		memcpy(v->c->gone, marks, v->flat->n);
}

/* At both ends: headings and links that no prose follows or precedes. */
static void
trim_ends(struct view *v)
{
	uint32_t i, top = v->c->top, end = v->flat->cells[top].end, last = 0;

	for (i = top; i < end; i++)
		if (v->c->gone[i] != STAYS)
			i = v->flat->cells[i].end - 1;
		else if (v->sums[i].own > 0 && !(strip_traits(v, i) &
		    T_HEADING) && v->sums[i].own_link < v->sums[i].own)
			last = i;
	if (last == 0)
		return;
	for (i = last + 1; i < end; i++)
		if (v->c->gone[i] == STAYS && strip_traits(v, i) & T_BLOCK &&
		    v->sums[i].text > 0 && !flat_within(v->flat, last, i))
			v->c->gone[i] = GONE_END;
}

void
strip_candidate(const struct flat *flat, struct candidate *c,
    const struct meta *meta)
{
	static strip_rule *const rules[] = {
		line_is_title, line_is_before_title, line_is_meta,
		line_is_byline, part_is_aside, part_is_other, part_is_gallery,
		line_is_phrase, line_is_labelled, part_is_form, part_is_links,
		line_is_link_alone, part_is_empty
	};
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
