/*
 * buf.h: additions, the limit, and handing the bytes over.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "gogai/buf.h"

static void
test_add(void **state)
{
	struct buf b = BUF_INIT;
	int i;

	(void)state;
	assert_string_equal(buf_string(&b), "");
	buf_adds(&b, NULL);
	buf_adds(&b, "");
	assert_non_null(b.data);
	buf_add(&b, "ab\0c", 4);
	buf_addc(&b, 'd');
	buf_addf(&b, "%d-%s", 12, "e");
	assert_int_equal(b.len, 9);
	assert_memory_equal(b.data, "ab\0cd12-e", 10);
	for (i = 0; i < 10000; i++)
		buf_addc(&b, 'x');
	assert_int_equal(b.len, 10009);
	assert_int_equal(b.data[10009], '\0');
	assert_true(buf_ok(&b));
	buf_release(&b);
	assert_null(b.data);
}

static void
test_limit(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	buf_adds(&b, "abc");
	buf_adds(&b, "def");		/* whole or not at all */
	assert_string_equal(b.data, "abc");
	assert_false(buf_ok(&b));
	buf_adds(&b, "de");		/* what fits still goes in */
	assert_string_equal(b.data, "abcde");
	buf_addc(&b, 'f');
	buf_addf(&b, "%s", "g");
	assert_string_equal(b.data, "abcde");
	assert_true(b.cap <= 6);
	buf_clear(&b);
	assert_true(buf_ok(&b));
	assert_string_equal(b.data, "");
	buf_reserve(&b, 5);
	assert_true(buf_ok(&b));
	buf_reserve(&b, 6);
	assert_false(buf_ok(&b));
	buf_release(&b);
	assert_int_equal(b.limit, 5);
	assert_true(buf_ok(&b));
}

static void
test_over_first(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 2);
	buf_adds(&b, "abc");
	assert_string_equal(buf_string(&b), "");
	buf_cut(&b, 0);
	buf_add(&b, "ab", SIZE_MAX);
	assert_false(buf_ok(&b));
	buf_release(&b);
}

static void
test_cut(void **state)
{
	struct buf b = BUF_INIT;

	(void)state;
	buf_adds(&b, "abcdef");
	buf_cut(&b, 3);
	assert_string_equal(b.data, "abc");
	buf_reserve(&b, 1000);
	assert_int_equal(b.len, 3);
	assert_true(b.cap > 1003);
	buf_release(&b);
}

static void
test_take(void **state)
{
	struct buf b;
	char *s;

	(void)state;
	buf_init(&b, 10);
	s = buf_take(&b);
	assert_string_equal(s, "");
	free(s);
	buf_adds(&b, "abc");
	s = buf_take(&b);
	assert_string_equal(s, "abc");
	assert_int_equal(b.len, 0);
	assert_int_equal(b.limit, 10);
	buf_adds(&b, "again");
	assert_string_equal(b.data, "again");
	free(s);
	buf_release(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_over_first),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_take),
	};

	return cmocka_run_group_tests_name("buf", tests, NULL, NULL);
}
