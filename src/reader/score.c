/*
 * Which part of the page is the article.
 *
 * Several strategies name a candidate each: what the markup calls the body,
 * the article element, the main element, where prose is dense, and all prose
 * of the page. Each is grown by the siblings that belong to it, cleaned of
 * what does not, and then judged by what is left: prose counts for it, links
 * and stray words against it, and a candidate that lacks the sentences which
 * feed and page promise is suspect. Complete and clean goes before long.
 */
#include "reader_priv.h"

#include <string.h>

#include "gogai/plain.h"

/* With so much prose, nobody asks what names hid. */
#define PROSE_ENOUGH 250u
/* What a candidate counts for that is there only because names were doubted. */
#define DOUBT 0.3
/* So much of the feed's words is looked for, in bytes. */
#define EVIDENCE_MAX 4000u

struct strategy {
	const char *how;
	uint32_t (*find)(const struct flat *flat, const uint8_t *gone,
	    const struct sums *sums);
	double prior;
};

/* ---- strategies: each names a cell, or 0 */

/* The element with one of the traits that has the most prose. */
static uint32_t
most_prose(const struct flat *flat, const uint8_t *gone,
    const struct sums *sums, uint32_t traits)
{
	uint32_t i, best = 0;

	for (i = flat->body; i < flat->n;) {
		if (gone[i] != STAYS) {
			i = flat->cells[i].end;
			continue;
		}
		if (flat->cells[i].traits & traits &&
		    (best == 0 || sums[i].prose > sums[best].prose))
			best = i;
		i++;
	}
	return best;
}

/* What prose is worth here: links take from it. */
static double
worth(const struct sums *s)
{
	double v = (double)s->prose - (double)s->link;

	return v > 0 ? v : 0;
}

/*
 * What the best part of each cell is worth: what it is worth itself, or one
 * below it. So a box of links beside a text does not hide the text.
 */
static double *
best_parts(const struct flat *flat, const uint8_t *gone,
    const struct sums *sums)
{
	double *best = arena_array(flat->arena, flat->n, sizeof *best);
	uint32_t i, up;

	for (i = flat->n; i-- > flat->body;) {
		if (gone[i] != STAYS)
			continue;
		if (worth(&sums[i]) > best[i])
			best[i] = worth(&sums[i]);
		up = flat->cells[i].parent;
		if (best[i] > best[up])
			best[up] = best[i];
	}
	return best;
}

static uint32_t
heaviest_child(const struct flat *flat, const uint8_t *gone,
    const double *best, uint32_t i)
{
	uint32_t k, child = 0;

	for (k = i + 1; k < flat->cells[i].end; k = flat->cells[k].end)
		if (gone[k] == STAYS && (child == 0 || best[k] > best[child]))
			child = k;
	return child;
}

static uint32_t
descend(const struct flat *flat, const uint8_t *gone,
    const struct sums *sums, uint32_t from)
{
	const double *best = best_parts(flat, gone, sums);
	uint32_t i = from, child;

	for (;;) {
		child = heaviest_child(flat, gone, best, i);
		if (child == 0 || best[child] < 0.6 * best[i])
			return i;
		if (flat->cells[child].traits & (T_PARA | T_QUOTE | T_LIST |
		    T_TEXT))
			return i;
		i = child;
	}
}

/* The nearest cell that both a and b are in. */
static uint32_t
common(const struct flat *flat, uint32_t a, uint32_t b)
{
	while (!flat_within(flat, a, b))
		a = flat->cells[a].parent;
	return a;
}

/* The element that is marked as the body; of several parts, what is around. */
static uint32_t
find_marked(const struct flat *flat, const uint8_t *gone,
    const struct sums *sums)
{
	uint32_t best = most_prose(flat, gone, sums, T_BODY), all = best, i;
	const char *class;

	if (best == 0)
		return 0;
	class = html_attr(flat->cells[best].node, "class");
	for (i = flat->body; i < flat->n && class != NULL; i++) {
		const char *other = html_attr(flat->cells[i].node, "class");

		if (!(flat->cells[i].traits & T_BODY) || other == NULL ||
		    strcmp(other, class) != 0 || sums[i].prose < 80 ||
		    flat_is_gone(flat, i, flat->body, gone))
			continue;
		all = common(flat, all, i);
	}
	return all;
}

static uint32_t
find_article(const struct flat *flat, const uint8_t *gone,
    const struct sums *sums)
{
	return most_prose(flat, gone, sums, T_ARTICLE);
}

static uint32_t
find_main(const struct flat *flat, const uint8_t *gone,
    const struct sums *sums)
{
	return most_prose(flat, gone, sums, T_MAIN);
}

static uint32_t
find_dense(const struct flat *flat, const uint8_t *gone,
    const struct sums *sums)
{
	return descend(flat, gone, sums, flat->body);
}

static uint32_t
find_all(const struct flat *flat, const uint8_t *gone,
    const struct sums *sums)
{
	(void)gone;
	(void)sums;
	return flat->body;
}

static const struct strategy strategies[] = {
	{ "marked", find_marked, 6.0 },
	{ "article", find_article, 3.0 },
	{ "dense", find_dense, 1.0 },
	{ "main", find_main, 0.85 },
	{ "all", find_all, 0.3 },
};

/* ---- growing */

/* Does sibling k of the core belong to the article? */
static bool
belongs(const struct flat *flat, const struct sums *sums, uint32_t k,
    uint32_t core)
{
	const struct sums *s = &sums[k];
	uint32_t traits = flat->cells[k].traits;

	if (flat->title_at != 0 && flat_within(flat, k, flat->title_at))
		return k < core;
	if (traits & (T_SIDE | T_META | T_COMMENTS | T_AWAY))
		return false;
	if (k < core && k > flat->title_at && flat->title_at != 0 &&
	    s->prose >= 40 && s->link * 4 < s->text)
		return true;
	if (k < core && traits & T_FIGURE)
		return s->link * 2 <= s->text;
	if (traits & T_LEAD && s->text > 0)
		return s->link * 4 < s->text;
	if (s->prose == 0 || s->link * 4 > s->text)
		return false;
	if (traits & (T_PARA | T_QUOTE))
		return s->prose >= 40;
	if (traits & T_BODY)
		return true;
	return s->prose >= 200 && s->n_prose >= 2 &&
	    s->prose * 10 > s->text * 6;
}

/*
 * Take in what stands beside the core on one level up. What does not belong
 * is marked; true when something was taken in.
 */
static bool
grow_level(const struct flat *flat, const struct sums *sums, uint32_t core,
    uint8_t *gone)
{
	uint32_t up = flat->cells[core].parent, k;
	bool grown = false;

	for (k = up + 1; k < flat->cells[up].end; k = flat->cells[k].end) {
		if (k == core || gone[k] != STAYS)
			continue;
		if (belongs(flat, sums, k, core))
			grown = true;
		else
			gone[k] = GONE_GROWN;
	}
	return grown;
}

static void
grow(const struct flat *flat, const struct sums *sums,
    struct candidate *c)
{
	uint8_t *trial;
	uint32_t core = c->top, up;
	int levels;

	for (levels = 0; levels < 5 && core > flat->body; levels++) {
		if (flat->cells[core].traits & (T_ARTICLE | T_MAIN))
			break;
		up = flat->cells[core].parent;
		if (up < flat->body)
			break;
		trial = flat_marks(flat, c->gone);
		if (grow_level(flat, sums, core, trial)) {
			memcpy(c->gone, trial, flat->n);
			c->top = up;
		} else {
			memcpy(c->gone + up, trial + up,
			    flat->cells[up].end - up);
		}
		core = up;
	}
}

/*
 * Raise the candidate so that it holds cell k too; what else stands between
 * is marked.
 */
static void
widen(const struct flat *flat, struct candidate *c, uint32_t k)
{
	uint32_t old = c->top, top = common(flat, old, k);
	uint32_t i = top + 1, end = flat->cells[top].end;

	while (i < end) {
		bool above = flat_within(flat, i, k) ||
		    (old != top && flat_within(flat, i, old));

		if (above && c->gone[i] == GONE_GROWN)
			c->gone[i] = STAYS;
		else if (!above && old != top && c->gone[i] == STAYS)
			c->gone[i] = GONE_GROWN;
		i = above && i != k && i != old ? i + 1 : flat->cells[i].end;
	}
	c->top = top;
}

/* Is block i, between title and body, a standfirst or a picture? */
static bool
is_lead(const struct flat *flat, const struct sums *sums, uint32_t i)
{
	const struct sums *s = &sums[i];
	uint32_t traits = flat->cells[i].traits;

	if (traits & T_FIGURE)
		return s->text >= 20 && s->link * 2 <= s->text;
	if (!(traits & T_BLOCK) || s->own < 40 || s->own != s->text ||
	    s->own_link * 4 > s->own)
		return false;
	if (traits & (T_META | T_CAPTION | T_LIST | T_ITEM))
		return false;
	return traits & (T_LEAD | T_HEADING) || s->prose > 0;
}

/* Take in the standfirst that stands between the title and the body. */
static void
take_lead(const struct flat *flat, const struct sums *sums,
    const uint8_t *gone, struct candidate *c)
{
	uint32_t i = flat->title_at + 1, core = c->core;
	unsigned n = 0;

	if (flat->title_at == 0 || flat->title_at >= core)
		return;
	while (i < core && n < 3) {
		if (gone[i] != STAYS) {
			i = flat->cells[i].end;
			continue;
		}
		if (flat_within(flat, i, core) || !is_lead(flat, sums, i)) {
			i++;
			continue;
		}
		widen(flat, c, i);
		n++;
		i = flat->cells[i].end;
	}
}

/* ---- judging */

/* Count which sentences of the evidence are in the squashed text. */
static void
weigh_evidence(struct candidate *c, const char *text, const char *evidence)
{
	struct buf squashed = BUF_INIT;
	size_t i, n;
	char piece[49];

	flat_squash(&squashed, evidence, strlen(evidence));
	for (i = 0; i + 16 <= squashed.len && i < 2400; i += 48) {
		n = squashed.len - i < 48 ? squashed.len - i : 48;
		memcpy(piece, squashed.data + i, n);
		piece[n] = '\0';
		if (strstr(text, piece) != NULL)
			c->hits++;
		else
			c->missed++;
	}
	buf_release(&squashed);
}

static void
judge(const struct flat *flat, struct candidate *c, const char *evidence)
{
	struct sums *sums = arena_array(flat->arena, flat->n, sizeof *sums);
	struct buf line = BUF_INIT, squashed = BUF_INIT;
	double stray;

	flat_sum(flat, c->top, c->gone, sums);
	c->sums = sums[c->top];
	stray = (double)c->sums.text - c->sums.prose - c->sums.link;
	c->score = c->prior * (c->sums.prose - 2.0 * c->sums.link -
	    0.3 * (stray > 0 ? stray : 0));
	if (evidence == NULL)
		return;
	flat_line(flat, c->top, c->gone, &line);
	flat_squash(&squashed, buf_string(&line), line.len);
	weigh_evidence(c, buf_string(&squashed), evidence);
	if (c->hits + c->missed > 0)
		c->score *= 0.25 + 0.75 * c->hits / (c->hits + c->missed);
	buf_release(&line);
	buf_release(&squashed);
}

/* ---- all together */

/* The heading that repeats the title: where the article begins. */
static void
find_title(struct flat *flat, const struct meta *meta, const uint8_t *gone)
{
	struct buf want = BUF_INIT, have = BUF_INIT, line = BUF_INIT;
	uint32_t i, first_h1 = 0;

	if (meta->title != NULL)
		flat_squash(&want, meta->title, strlen(meta->title));
	for (i = flat->body; i < flat->n && flat->title_at == 0; i++) {
		if (!(flat->cells[i].traits & T_HEADING) ||
		    flat_is_gone(flat, i, 0, gone))
			continue;
		buf_clear(&have);
		buf_clear(&line);
		flat_line(flat, i, NULL, &line);
		flat_squash(&have, buf_string(&line), line.len);
		if (first_h1 == 0 && html_is(flat->cells[i].node, "h1"))
			first_h1 = i;
		if (want.len >= 4 && have.len * 2 >= want.len &&
		    (strstr(want.data, buf_string(&have)) != NULL ||
		    strstr(buf_string(&have), want.data) != NULL))
			flat->title_at = i;
	}
	if (flat->title_at == 0)
		flat->title_at = first_h1;
	buf_release(&want);
	buf_release(&have);
	buf_release(&line);
}

static void
explain(struct flat *flat, const struct candidate *c)
{
	struct buf *out = &flat->explain;

	buf_addf(out, "%-8s %6.0f  text %u, prose %u, links %u, evidence "
	    "%u of %u  ", c->how, c->score, c->sums.text, c->sums.prose,
	    c->sums.link, c->hits, c->hits + c->missed);
	flat_name(flat, c->top, out);
	buf_addc(out, '\n');
}

/* Did one of the first n strategies, which count for more, name it too? */
static bool
named_before(const uint32_t *tops, size_t n, uint32_t top)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (tops[i] == top)
			return true;
	return false;
}

static struct candidate *
attempt(struct flat *flat, const uint8_t *gone, const char *evidence,
    const struct meta *meta, struct candidate *best, double trust)
{
	struct sums *sums = arena_array(flat->arena, flat->n, sizeof *sums);
	struct candidate *c;
	size_t i;
	uint32_t top, tops[CC_COUNT(strategies)] = { 0 };

	flat_sum(flat, flat->body, gone, sums);
	for (i = 0; i < CC_COUNT(strategies); i++) {
		top = strategies[i].find(flat, gone, sums);
		if (top == 0 || sums[top].text == 0)
			continue;
		if (named_before(tops, i, top))
			continue;
		tops[i] = top;
		c = arena_alloc(flat->arena, sizeof *c);
		c->how = strategies[i].how;
		c->prior = strategies[i].prior * trust;
		c->core = c->top = top;
		c->gone = flat_marks(flat, gone);
		grow(flat, sums, c);
		take_lead(flat, sums, gone, c);
		strip_candidate(flat, c, meta);
		judge(flat, c, evidence);
		explain(flat, c);
		if (best == NULL || c->score > best->score)
			best = c;
	}
	return best;
}

/*
 * The feed's words as plain text, or what the page's own data say the body
 * is; NULL when there is neither.
 */
static const char *
evidence_of(struct flat *flat, const struct reader_source *source,
    const struct meta *meta)
{
	const char *html = source->excerpt != NULL ? source->excerpt :
	    meta->body;
	struct buf plain = BUF_INIT;
	const char *s;

	if (html == NULL || *html == '\0')
		return NULL;
	plain_from_html(&plain, html, strlen(html), EVIDENCE_MAX);
	s = arena_strdup(flat->arena, buf_string(&plain));
	buf_release(&plain);
	return s;
}

struct candidate *
score_best(struct flat *flat, const struct reader_source *source,
    const struct meta *meta)
{
	const char *evidence = evidence_of(flat, source, meta);
	struct candidate *best = NULL;
	uint8_t *gone = flat_marks(flat, NULL);
	int belief;

	clean_page(flat, gone, BELIEF_NONE);
	flat->base = gone;
	find_title(flat, meta, gone);
	for (belief = BELIEF_ALL; belief >= BELIEF_NONE; belief--) {
		if (best != NULL && best->sums.prose >= PROSE_ENOUGH)
			break;
		gone = flat_marks(flat, NULL);
		clean_page(flat, gone, (enum belief)belief);
		best = attempt(flat, gone, evidence, meta, best,
		    belief == BELIEF_ALL ? 1.0 : DOUBT);
	}
	return best;
}
