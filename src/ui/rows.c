/*
 * A window on a list of any length.
 *
 * Invariant: window[k] is the row of rank at + k. A rank outside is reached
 * from the nearest edge by its key (scrolling), from the list's beginning or
 * end (Home, End), and by store_at() otherwise (a row's number was typed). A
 * filter's rows are its keys, read one by one.
 */
#include "rows.h"

#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"

/* Rows that are read to each side: some screens. */
enum { MARGIN = 160 };

static void
drop_window(struct rows *rows)
{
	arena_free(rows->arena);
	rows->arena = NULL;
	rows->window = NULL;
	rows->n_window = 0;
	rows->at = 0;
}

void
rows_release(struct rows *rows)
{
	drop_window(rows);
	free(rows->keys);
	rows->keys = NULL;
}

void
rows_renew(struct rows *rows, struct store *store)
{
	drop_window(rows);
	rows->store = store;
	rows->n = 0;
	if (rows->keys != NULL)
		rows->n = (int64_t)rows->n_keys;
	else if (store != NULL)
		(void)store_count(store, &rows->view, &rows->n, NULL);
}

void
rows_filter(struct rows *rows, struct store_key *keys, size_t n)
{
	free(rows->keys);
	rows->keys = keys;
	rows->n_keys = keys != NULL ? n : 0;
	rows_renew(rows, rows->store);
}

/* ---- windows of a view ---- */

/* Newest first, whatever the direction it was read in. */
static void
reverse(struct headline *list, size_t n)
{
	struct headline row;
	size_t i;

	for (i = 0; i < n / 2; i++) {
		row = list[i];
		list[i] = list[n - 1 - i];
		list[n - 1 - i] = row;
	}
}

/*
 * MARGIN rows before a row and as many from it on. Ids are whole numbers: what
 * is behind id + 1 begins with id.
 */
void
rows_around(struct rows *rows, const struct store_key *key, int64_t rank)
{
	const struct store_key from = { key->at, key->id + 1 };
	struct headline *above = NULL, *below = NULL;
	size_t n_above = 0, n_below = 0;

	if (rows->keys != NULL || rows->store == NULL)
		return;
	drop_window(rows);
	rows->arena = arena_new();
	if (store_window(rows->store, &rows->view, key, STORE_BEFORE, MARGIN,
	    rows->arena, &above, &n_above, NULL) < 0)
		n_above = 0;
	if (store_window(rows->store, &rows->view, &from, STORE_AFTER, MARGIN,
	    rows->arena, &below, &n_below, NULL) < 0)
		n_below = 0;
	rows->window = arena_array(rows->arena, n_above + n_below + 1,
	    sizeof(*rows->window));
	reverse(above, n_above);
	if (n_above > 0)
		memcpy(rows->window, above, n_above * sizeof(*above));
	if (n_below > 0)
		memcpy(rows->window + n_above, below,
		    n_below * sizeof(*below));
	rows->n_window = n_above + n_below;
	rows->at = rank - (int64_t)n_above;
}

static void
read_beginning(struct rows *rows)
{
	drop_window(rows);
	rows->arena = arena_new();
	if (store_window(rows->store, &rows->view, NULL, STORE_AFTER,
	    MARGIN, rows->arena, &rows->window, &rows->n_window, NULL) < 0)
		rows->n_window = 0;
}

static void
read_end(struct rows *rows)
{
	drop_window(rows);
	rows->arena = arena_new();
	if (store_window(rows->store, &rows->view, NULL, STORE_BEFORE,
	    MARGIN, rows->arena, &rows->window, &rows->n_window, NULL) < 0)
		rows->n_window = 0;
	reverse(rows->window, rows->n_window);
	rows->at = rows->n - (int64_t)rows->n_window;
}

/* A window that holds rank i, which is none of the present one. */
static void
read_for(struct rows *rows, int64_t i)
{
	int64_t end = rows->at + (int64_t)rows->n_window;
	struct store_key key;

	if (i < MARGIN)
		read_beginning(rows);
	else if (i >= rows->n - MARGIN)
		read_end(rows);
	else if (rows->n_window > 0 && i >= end && i < end + MARGIN) {
		key = rows->window[rows->n_window - 1].key;
		rows_around(rows, &key, end - 1);
	} else if (rows->n_window > 0 && i < rows->at &&
	    i >= rows->at - MARGIN) {
		key = rows->window[0].key;
		rows_around(rows, &key, rows->at);
	} else if (store_at(rows->store, &rows->view, i, &key, NULL) == 0) {
		rows_around(rows, &key, i);
	}
}

/* ---- rows of a filter ---- */

static struct headline *
read_key(struct rows *rows, int64_t i)
{
	if (rows->n_window == 1 && rows->at == i)
		return rows->window;
	drop_window(rows);
	rows->arena = arena_new();
	rows->window = arena_alloc(rows->arena, sizeof(*rows->window));
	if (store_headline(rows->store, rows->keys[i].id, rows->arena,
	    rows->window, NULL) < 0) {
		/* It was removed since: its place stays, empty. */
		*rows->window = (struct headline){ .key = rows->keys[i],
		    .title = "", .feed_title = "", .link = "", .author = "",
		    .tags = "" };
	}
	rows->n_window = 1;
	rows->at = i;
	return rows->window;
}

struct headline *
rows_at(struct rows *rows, int64_t i)
{
	if (rows->store == NULL || i < 0 || i >= rows->n)
		return NULL;
	if (rows->keys != NULL)
		return read_key(rows, i);
	if (i < rows->at || i >= rows->at + (int64_t)rows->n_window)
		read_for(rows, i);
	if (i < rows->at || i >= rows->at + (int64_t)rows->n_window)
		return NULL;
	return &rows->window[i - rows->at];
}

/* ---- ranks ---- */

/* Newest first, then the greater id. */
static int
compare_keys(const void *a, const void *b)
{
	const struct store_key *x = a, *y = b;

	if (x->at != y->at)
		return x->at > y->at ? -1 : 1;
	return x->id > y->id ? -1 : x->id < y->id;
}

int64_t
rows_rank(struct rows *rows, const struct store_key *key)
{
	int64_t rank = 0;

	if (rows->keys != NULL)
		return (int64_t)array_lower_bound(key, rows->keys,
		    rows->n_keys, sizeof(*rows->keys), compare_keys);
	if (rows->store != NULL)
		(void)store_rank(rows->store, &rows->view, key, &rank, NULL);
	return rank;
}
