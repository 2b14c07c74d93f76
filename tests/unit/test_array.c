/*
 * array.h: growth, and the place of a key in a sorted array.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "gogai/array.h"

static void
test_reserve(void **state)
{
	int *a = NULL;
	size_t n, cap = 0, growths = 0, before;

	(void)state;
	assert_null(array_reserve(NULL, &cap, 0, sizeof *a));
	for (n = 0; n < 100000; n++) {
		before = cap;
		a = array_reserve(a, &cap, n + 1, sizeof *a);
		assert_true(cap > n);
		growths += cap != before;
		a[n] = (int)n;
	}
	assert_in_range(growths, 1, 30);
	for (n = 0; n < 100000; n++)
		assert_int_equal(a[n], n);
	a = array_reserve(a, &cap, 1000000, sizeof *a);
	assert_true(cap >= 1000000);
	free(a);
}

static int
compare(const void *key, const void *element)
{
	int a = *(const int *)key, b = *(const int *)element;

	return (a > b) - (a < b);
}

static void
test_lower_bound(void **state)
{
	static const int sorted[] = { 1, 3, 3, 3, 7 };
	static const struct {
		int key;
		size_t at;
	} rows[] = {
		{ 0, 0 }, { 1, 0 }, { 2, 1 }, { 3, 1 }, { 4, 4 }, { 7, 4 },
		{ 8, 5 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < CC_COUNT(rows); i++) {
		assert_int_equal(array_lower_bound(&rows[i].key, sorted,
		    CC_COUNT(sorted), sizeof sorted[0], compare), rows[i].at);
		assert_int_equal(array_lower_bound(&rows[i].key, NULL, 0,
		    sizeof sorted[0], compare), 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reserve),
		cmocka_unit_test(test_lower_bound),
	};

	return cmocka_run_group_tests_name("array", tests, NULL, NULL);
}
