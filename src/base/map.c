/*
 * Entries stand in an array in order of insertion; a table of their numbers,
 * open addressed with linear probing and at most half full, finds them by
 * hash. A removed entry stays as a hole (key NULL), over which probing walks
 * on, until the entries are packed: before growing, and before a walk.
 *
 * The hash is SipHash-1-3 (Aumasson, Bernstein: SipHash, a fast short-input
 * PRF), whose collisions cannot be made up without the seed.
 */
#include "gogai/map.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/array.h"
#include "gogai/mem.h"

#define SLOTS_FIRST 16

struct entry {
	char *key;		/* NULL: a hole */
	void *value;
	uint64_t hash;
};

/* Apart from struct map, so that a walk over a const map may pack it. */
struct table {
	struct entry *entries;
	size_t n;		/* entries, holes included */
	size_t cap;
	size_t holes;
	uint32_t *slots;	/* number of an entry + 1; 0: free */
	size_t n_slots;		/* a power of two */
};

struct map {
	struct table *table;
	uint64_t seed;
};

static uint64_t
rotate(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

static void
sip_round(uint64_t v[4])
{
	v[0] += v[1];
	v[2] += v[3];
	v[1] = rotate(v[1], 13) ^ v[0];
	v[3] = rotate(v[3], 16) ^ v[2];
	v[0] = rotate(v[0], 32);
	v[2] += v[1];
	v[0] += v[3];
	v[1] = rotate(v[1], 17) ^ v[2];
	v[3] = rotate(v[3], 21) ^ v[0];
	v[2] = rotate(v[2], 32);
}

/* Up to eight bytes, the first one lowest. */
static uint64_t
sip_word(const char *p, size_t len)
{
	uint64_t word = 0;
	size_t i;

	for (i = 0; i < len; i++)
		word |= (uint64_t)(unsigned char)p[i] << (8 * i);
	return word;
}

static void
sip_mix(uint64_t v[4], uint64_t word)
{
	v[3] ^= word;
	sip_round(v);
	v[0] ^= word;
}

static uint64_t
hash_of(const char *key, size_t len, uint64_t seed)
{
	uint64_t other = rotate(seed, 29) ^ 0x9E3779B97F4A7C15u;
	uint64_t v[4] = {
		seed ^ 0x736F6D6570736575u, other ^ 0x646F72616E646F6Du,
		seed ^ 0x6C7967656E657261u, other ^ 0x7465646279746573u,
	};
	size_t i;

	for (i = 0; len - i >= 8; i += 8)
		sip_mix(v, sip_word(key + i, 8));
	sip_mix(v, sip_word(key + i, len - i) | (uint64_t)len << 56);
	v[2] ^= 0xFF;
	sip_round(v);
	sip_round(v);
	sip_round(v);
	return v[0] ^ v[1] ^ v[2] ^ v[3];
}

struct map *
map_new(uint64_t seed)
{
	struct map *map = mem_calloc(1, sizeof *map);

	map->table = mem_calloc(1, sizeof *map->table);
	map->seed = seed;
	return map;
}

void
map_free(struct map *map, void (*free_value)(void *))
{
	struct table *t;
	size_t i;

	if (map == NULL)
		return;
	t = map->table;
	for (i = 0; i < t->n; i++) {
		if (free_value != NULL && t->entries[i].value != NULL)
			free_value(t->entries[i].value);
		free(t->entries[i].key);
	}
	free(t->entries);
	free(t->slots);
	free(t);
	free(map);
}

/* Write the number of entry i into the first free slot of its hash. */
static void
occupy(struct table *t, size_t i)
{
	size_t at = (size_t)t->entries[i].hash & (t->n_slots - 1);

	while (t->slots[at] != 0)
		at = (at + 1) & (t->n_slots - 1);
	t->slots[at] = (uint32_t)(i + 1);
}

/* Close the holes and fill the slots anew; n_slots is at least 2 * n. */
static void
rebuild(struct table *t, size_t n_slots)
{
	size_t i, kept = 0;

	for (i = 0; i < t->n; i++)
		if (t->entries[i].key != NULL)
			t->entries[kept++] = t->entries[i];
	t->n = kept;
	t->holes = 0;
	if (n_slots != t->n_slots) {
		free(t->slots);
		t->slots = mem_alloc(n_slots * sizeof *t->slots);
		t->n_slots = n_slots;
	}
	memset(t->slots, 0, n_slots * sizeof *t->slots);
	for (i = 0; i < t->n; i++)
		occupy(t, i);
}

static struct entry *
find(const struct map *map, const char *key)
{
	const struct table *t = map->table;
	size_t len = strlen(key), at;
	uint64_t hash;
	struct entry *e;

	if (t->n_slots == 0)
		return NULL;
	hash = hash_of(key, len, map->seed);
	at = (size_t)hash & (t->n_slots - 1);
	for (; t->slots[at] != 0; at = (at + 1) & (t->n_slots - 1)) {
		e = &t->entries[t->slots[at] - 1];
		if (e->key != NULL && e->hash == hash &&
		    strcmp(e->key, key) == 0)
			return e;
	}
	return NULL;
}

size_t
map_len(const struct map *map)
{
	return map->table->n - map->table->holes;
}

void *
map_find(const struct map *map, const char *key)
{
	const struct entry *e = find(map, key);

	return e == NULL ? NULL : e->value;
}

bool
map_has(const struct map *map, const char *key)
{
	return find(map, key) != NULL;
}

/* Room for one more entry in a table that stays half empty. */
static void
make_room(struct table *t)
{
	size_t n_slots = t->n_slots == 0 ? SLOTS_FIRST : t->n_slots;

	if (t->n_slots == 0 || (t->n + 1) * 2 > t->n_slots) {
		while ((t->n - t->holes + 1) * 3 > n_slots)
			n_slots *= 2;
		rebuild(t, n_slots);
	}
	assert(t->n < UINT32_MAX);
	t->entries = array_reserve(t->entries, &t->cap, t->n + 1,
	    sizeof *t->entries);
}

void *
map_set(struct map *map, const char *key, void *value)
{
	struct table *t = map->table;
	struct entry *e = find(map, key);
	void *before;

	if (e != NULL) {
		before = e->value;
		e->value = value;
		return before;
	}
	make_room(t);
	e = &t->entries[t->n++];
	e->key = mem_strdup(key);
	e->value = value;
	e->hash = hash_of(key, strlen(key), map->seed);
	occupy(t, t->n - 1);
	return NULL;
}

void *
map_remove(struct map *map, const char *key)
{
	struct entry *e = find(map, key);
	void *value;

	if (e == NULL)
		return NULL;
	value = e->value;
	free(e->key);
	e->key = NULL;
	e->value = NULL;
	map->table->holes++;
	return value;
}

/* The i-th entry that is no hole. */
static const struct entry *
nth(const struct map *map, size_t i)
{
	struct table *t = map->table;

	if (t->holes > 0)
		rebuild(t, t->n_slots);
	return i < t->n ? &t->entries[i] : NULL;
}

const char *
map_key(const struct map *map, size_t i)
{
	const struct entry *e = nth(map, i);

	return e == NULL ? NULL : e->key;
}

void *
map_value(const struct map *map, size_t i)
{
	const struct entry *e = nth(map, i);

	return e == NULL ? NULL : e->value;
}
