/*
 * Lines that do not belong to a candidate: the title and the byline once
 * more, what stands before the title, and what the table of phrases knows.
 * One predicate a rule; strip.c asks them in its order.
 */
#include "reader_priv.h"

#include <string.h>

/* A heading that says the title once more. */
bool
line_is_title(struct view *v, uint32_t i)
{
	struct buf a = BUF_INIT, b = BUF_INIT;
	bool same = false;

	if (i == v->flat->title_at)
		return true;
	if (!(strip_traits(v, i) & T_HEADING) || v->meta->title == NULL)
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
bool
line_is_before_title(struct view *v, uint32_t i)
{
	uint32_t at = v->flat->title_at;

	if (at == 0 || !flat_within(v->flat, v->c->top, at) || i >= at ||
	    v->flat->cells[i].end > at)
		return false;
	if (!(strip_traits(v, i) & T_BLOCK))
		return flat_within(v->flat, v->flat->cells[i].owner, at);
	return v->sums[i].prose == 0 &&
	    !(strip_traits(v, i) & (T_FIGURE | T_CAPTION)) &&
	    v->sums[i].text > 0 && v->sums[i].n_media == 0;
}

bool
line_is_meta(struct view *v, uint32_t i)
{
	return strip_traits(v, i) & T_META && !(strip_traits(v, i) & T_BODY) &&
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
bool
line_is_byline(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];
	struct buf squashed = BUF_INIT;
	bool is;

	if (!(strip_traits(v, i) & T_BLOCK) || s->text == 0 || s->text > 120 ||
	    strip_traits(v, i) & (T_CAPTION | T_HEADING | T_QUOTE | T_FIGURE))
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

/* A paragraph that is one link and nothing else. */
bool
line_is_link_alone(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];

	return strip_traits(v, i) & T_BLOCK && s->own > 0 &&
	    s->own == s->text && s->own_link == s->own &&
	    !(strip_traits(v, i) & (T_CAPTION | T_HEADING | T_ITEM | T_QUOTE |
	    T_PARA)) && s->own < 200;
}

/* A line that tables know as no text. */
bool
line_is_phrase(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];

	if (!(strip_traits(v, i) & T_BLOCK) || s->text == 0 || s->text > 300)
		return false;
	return (flat_phrase(v->flat, i) & PHRASE_LINE) != 0;
}

/* Links behind words that tables know: "Related: one, two". */
bool
line_is_labelled(struct view *v, uint32_t i)
{
	const struct sums *s = &v->sums[i];
	const struct cell *cells = v->flat->cells;
	uint32_t k;

	if (!(strip_traits(v, i) & T_PARA) || s->link * 2 < s->text ||
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
