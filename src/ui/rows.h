/*
 * The rows of a list of headlines: a window of them, read by key.
 */
#ifndef GOGAI_UI_ROWS_H
#define GOGAI_UI_ROWS_H

#include "gogai/arena.h"
#include "gogai/store.h"

/*
 * The rows of a view, or of the keys that a filter found. Around the place
 * that is looked at some screens of rows are held; moving on reads the next
 * ones by the keys of those at the edge.
 */
struct rows {
	struct store *store;		/* NULL: no rows */
	struct store_view view;
	struct store_key *keys;		/* of a filter, or NULL; owned */
	size_t	 n_keys;
	int64_t	 n;			/* how many rows there are */
	struct arena *arena;		/* of the window */
	struct headline *window;
	int64_t	 at;			/* the rank of its first row */
	size_t	 n_window;
};

/* Forget the window and count anew; the store may be another one. */
void	rows_renew(struct rows *rows, struct store *store);
/* Take a filter's keys over (NULL: none, all rows again). */
void	rows_filter(struct rows *rows, struct store_key *keys, size_t n);
void	rows_release(struct rows *rows);
/* The row at rank i, or NULL. It lives until the next call. */
struct headline	*rows_at(struct rows *rows, int64_t i);
/* Where the key stands, or would stand. */
int64_t	rows_rank(struct rows *rows, const struct store_key *key);
/* Read the window around a key whose rank is known. */
void	rows_around(struct rows *rows, const struct store_key *key,
	    int64_t rank);

#endif
