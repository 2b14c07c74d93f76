/*
 * A map from strings to pointers.
 *
 * Keys are copied; values are the caller's. The hash is seeded per map, so
 * that a feed cannot choose keys that collide. Walks go in the order of
 * first insertion, so that output is stable.
 */
#ifndef GOGAI_MAP_H
#define GOGAI_MAP_H

#include "gogai/cc.h"

struct map;

/* An empty map. seed varies the hash (0 is allowed: tests). */
struct map	*map_new(uint64_t seed);

/* Free the map and its keys, and each value by free_value unless NULL. */
void	map_free(struct map *map, void (*free_value)(void *));

/* The number of keys. */
size_t	map_len(const struct map *map);

/* The value of key, or NULL. */
void	*map_find(const struct map *map, const char *key);

/* Is the key there (its value may be NULL)? */
bool	map_has(const struct map *map, const char *key);

/* Set the value of key. Returns the value it had before, or NULL. */
void	*map_set(struct map *map, const char *key, void *value);

/* Take key out. Returns its value, or NULL. */
void	*map_remove(struct map *map, const char *key);

/*
 * The i-th key in order of insertion, NULL past the end. Keys that were
 * removed are not counted. A walk tidies up after removals, so it is no
 * reading that two threads may do at once.
 */
const char	*map_key(const struct map *map, size_t i);
/* The value of that key. */
void	*map_value(const struct map *map, size_t i);

#endif
