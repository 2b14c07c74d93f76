/*
 * arena.h: zeroed, aligned, apart from each other, and gone all at once.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdalign.h>
#include <string.h>

#include "gogai/arena.h"

static void
test_alloc(void **state)
{
	struct arena *arena = arena_new();
	size_t size, i;
	unsigned char *p;

	(void)state;
	for (size = 0; size < 3000; size += 7) {
		p = arena_alloc(arena, size);
		assert_int_equal((uintptr_t)p % alignof(max_align_t), 0);
		for (i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xAA, size);
		assert_string_equal(arena_strndup(arena, "abc", 3), "abc");
	}
	arena_free(arena);
	arena_free(NULL);
}

/* Pieces that keep their content lie apart. */
static void
test_apart(void **state)
{
	struct arena *arena = arena_new();
	size_t sizes[400], i, k;
	unsigned char *pieces[400];

	(void)state;
	for (i = 0; i < CC_COUNT(sizes); i++) {
		sizes[i] = i % 17 == 0 ? 40000 : i * 3;
		pieces[i] = arena_array(arena, sizes[i], 1);
		memset(pieces[i], (int)i, sizes[i]);
	}
	for (i = 0; i < CC_COUNT(sizes); i++)
		for (k = 0; k < sizes[i]; k++)
			assert_int_equal(pieces[i][k], (unsigned char)i);
	arena_free(arena);
}

static void
test_strings(void **state)
{
	struct arena *arena = arena_new();
	char *s = arena_strdup(arena, "号外");
	char *t = arena_strndup(arena, "abcdef", 3);
	char *u = arena_printf(arena, "%s %d", t, 42);

	(void)state;
	assert_null(arena_strdup(arena, NULL));
	assert_string_equal(s, "号外");
	assert_string_equal(t, "abc");
	assert_string_equal(u, "abc 42");
	assert_string_equal(arena_printf(arena, "%s", ""), "");
	assert_string_equal(arena_strndup(arena, NULL, 0), "");
	arena_free(arena);
}

static void
test_grow(void **state)
{
	struct arena *arena = arena_new();
	int *a = NULL, *before;
	size_t n, i;

	(void)state;
	for (n = 0; n < 5000; n++) {
		a = arena_grow(arena, a, n, n + 1, sizeof *a);
		assert_int_equal(a[n], 0);
		a[n] = (int)n;
		if (n % 100 == 0)
			arena_strdup(arena, "in between");
	}
	for (i = 0; i < n; i++)
		assert_int_equal(a[i], i);
	before = arena_array(arena, 2, sizeof *a);
	assert_ptr_equal(arena_grow(arena, before, 2, 4, sizeof *a), before);
	assert_ptr_equal(arena_grow(arena, before, 4, 4, sizeof *a), before);
	arena_free(arena);
}

/* Growing one array by ones costs no more than its final size, nearly. */
static void
test_size(void **state)
{
	struct arena *arena = arena_new();
	size_t i;

	(void)state;
	assert_int_equal(arena_size(arena), 0);
	arena_alloc(arena, 10);
	assert_in_range(arena_size(arena), 10, 8192);
	for (i = 0; i < 100000; i++)
		arena_strndup(arena, "0123456789", 10);
	assert_in_range(arena_size(arena), 1100000, 1100000 + (1 << 20));
	arena_free(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alloc),
		cmocka_unit_test(test_apart),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_grow),
		cmocka_unit_test(test_size),
	};

	return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
