/*
 * err.h: messages are whole, of one line, and never longer than their place.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "gogai/err.h"

static void
test_set(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(err_set(&err, ERR_USAGE, "line %d: %s", 3, "what?"),
	    -1);
	assert_int_equal(err.code, ERR_USAGE);
	assert_string_equal(err.message, "line 3: what?");
	err_clear(&err);
	assert_int_equal(err.code, ERR_NONE);
	assert_string_equal(err.message, "");
}

static void
test_system(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(err_system(&err, ENOENT, "opening %s", "x"), -1);
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_memory_equal(err.message, "opening x: ", 11);
	assert_string_equal(err.message + 11, strerror(ENOENT));
}

static void
test_add(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, ERR_BOUND, "too long");
	assert_int_equal(err_add(&err, "reading %s", "a"), -1);
	assert_int_equal(err_add(&err, "polling"), -1);
	assert_int_equal(err.code, ERR_BOUND);
	assert_string_equal(err.message, "polling: reading a: too long");
	err_clear(&err);
	err_add(&err, "alone");
	assert_string_equal(err.message, "alone");
}

static void
test_own_message(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, ERR_HTTP, "404");
	err_set(&err, ERR_NOT_FOUND, "gone (%s)", err.message);
	assert_string_equal(err.message, "gone (404)");
	err_add(&err, "%s", err.message);
	assert_string_equal(err.message, "gone (404): gone (404)");
}

static void
test_null(void **state)
{
	(void)state;
	err_clear(NULL);
	assert_int_equal(err_set(NULL, ERR_USAGE, "x"), -1);
	assert_int_equal(err_system(NULL, EIO, "x"), -1);
	assert_int_equal(err_add(NULL, "x"), -1);
}

static void
test_one_line(void **state)
{
	struct err err;

	(void)state;
	err_set(&err, ERR_MALFORMED, "a\nb\x1b[31m\x7f" "c\xc2\x9b" "d\xc2\xa0");
	assert_string_equal(err.message, "a b [31m c  d\xc2\xa0");
}

/* A cut at any byte leaves whole characters, and never more than fit. */
static void
test_cut(void **state)
{
	static const char *const characters[] = {
		"x", "\xc3\xa9", "\xe5\x8f\xb7", "\xf0\x9f\x97\x9e"
	};
	char text[2 * ERR_MESSAGE_MAX];
	struct err err;
	size_t i, pad, len, width;

	(void)state;
	for (i = 0; i < CC_COUNT(characters); i++) {
		width = strlen(characters[i]);
		for (pad = 0; pad < 4; pad++) {
			memset(text, 'p', pad);
			for (len = pad; len < ERR_MESSAGE_MAX + 8; len += width)
				memcpy(text + len, characters[i], width);
			text[len] = '\0';
			err_set(&err, ERR_USAGE, "%s", text);
			len = strlen(err.message);
			assert_in_range(len, ERR_MESSAGE_MAX - width,
			    ERR_MESSAGE_MAX - 1);
			assert_int_equal((len - pad) % width, 0);
			err_add(&err, "in front");
			assert_memory_equal(err.message, "in front: p",
			    pad > 0 ? 11 : 10);
			assert_int_equal((strlen(err.message) - pad - 10) %
			    width, 0);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_system),
		cmocka_unit_test(test_add),
		cmocka_unit_test(test_own_message),
		cmocka_unit_test(test_null),
		cmocka_unit_test(test_one_line),
		cmocka_unit_test(test_cut),
	};

	return cmocka_run_group_tests_name("err", tests, NULL, NULL);
}
