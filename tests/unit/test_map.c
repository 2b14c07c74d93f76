/*
 * map.h: what is set is found, in the order of first insertion.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/map.h"
#include "gogai/mem.h"

static void
test_basics(void **state)
{
	struct map *map = map_new(1);
	int a, b;

	(void)state;
	assert_null(map_find(map, "x"));
	assert_null(map_remove(map, "x"));
	assert_null(map_key(map, 0));
	assert_int_equal(map_len(map), 0);
	assert_null(map_set(map, "x", &a));
	assert_null(map_set(map, "", &b));
	assert_null(map_set(map, "null", NULL));
	assert_ptr_equal(map_find(map, "x"), &a);
	assert_ptr_equal(map_find(map, ""), &b);
	assert_true(map_has(map, "null"));
	assert_null(map_find(map, "null"));
	assert_false(map_has(map, "nul"));
	assert_ptr_equal(map_set(map, "x", &b), &a);
	assert_int_equal(map_len(map), 3);
	assert_ptr_equal(map_remove(map, "x"), &b);
	assert_false(map_has(map, "x"));
	assert_int_equal(map_len(map), 2);
	map_free(map, NULL);
	map_free(NULL, NULL);
}

static void
test_order(void **state)
{
	struct map *map = map_new(2);
	int v[4];

	(void)state;
	map_set(map, "c", &v[0]);
	map_set(map, "a", &v[1]);
	map_set(map, "b", &v[2]);
	map_set(map, "a", &v[3]);	/* keeps its place */
	map_remove(map, "c");
	map_set(map, "c", &v[0]);	/* goes to the end */
	assert_string_equal(map_key(map, 0), "a");
	assert_ptr_equal(map_value(map, 0), &v[3]);
	assert_string_equal(map_key(map, 1), "b");
	assert_string_equal(map_key(map, 2), "c");
	assert_null(map_key(map, 3));
	assert_null(map_value(map, 3));
	map_free(map, NULL);
}

static void
test_free_values(void **state)
{
	struct map *map = map_new(3);

	(void)state;
	map_set(map, "one", mem_strdup("1"));
	map_set(map, "two", mem_strdup("2"));
	map_set(map, "none", NULL);
	free(map_remove(map, "one"));
	free(map_set(map, "two", mem_strdup("22")));
	map_free(map, free);
}

/* Insertions and removals in a fixed disorder, against a plain array. */
static void
test_many(void **state)
{
	static char present[5000];
	struct map *map = map_new(4711);
	char key[32];
	uint32_t random = 1;
	size_t i, n = 0, k;

	(void)state;
	memset(present, 0, sizeof present);
	for (i = 0; i < 100000; i++) {
		random = random * 1664525 + 1013904223;
		k = (random >> 8) % sizeof present;
		snprintf(key, sizeof key, "https://example.org/%zu", k);
		if (random >> 31) {
			n += !present[k];
			map_set(map, key, &present[k]);
			present[k] = 1;
		} else {
			n -= present[k] != 0;
			assert_ptr_equal(map_remove(map, key),
			    present[k] ? &present[k] : NULL);
			present[k] = 0;
		}
		assert_int_equal(map_len(map), n);
	}
	for (k = 0; k < sizeof present; k++) {
		snprintf(key, sizeof key, "https://example.org/%zu", k);
		assert_int_equal(map_has(map, key), present[k]);
	}
	for (i = 0; i < n; i++)
		assert_ptr_equal(map_find(map, map_key(map, i)),
		    map_value(map, i));
	assert_null(map_key(map, n));
	while (map_key(map, 0) != NULL)
		map_remove(map, map_key(map, 0));
	assert_int_equal(map_len(map), 0);
	map_free(map, NULL);
}

/* Keys that differ in one byte, at every length around a hash word. */
static void
test_lengths(void **state)
{
	struct map *map = map_new(0);
	char key[41];
	size_t len, at;

	(void)state;
	for (len = 1; len < 40; len++) {
		for (at = 0; at < len; at++) {
			memset(key, 'k', len);
			key[len] = '\0';
			key[at] = (char)0xE5;
			assert_null(map_set(map, key, key));
		}
	}
	assert_int_equal(map_len(map), 39 * 40 / 2);
	map_free(map, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_basics),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_free_values),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_lengths),
	};

	return cmocka_run_group_tests_name("map", tests, NULL, NULL);
}
