/*
 * log.h: off until opened; whole lines of one line each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gogai/file.h"
#include "gogai/log.h"
#include "gogai/str.h"

static int
setup(void **state)
{
	char path[] = "/tmp/gogai-log.XXXXXX";
	int fd = mkstemp(path);

	if (fd < 0 || close(fd) < 0)
		return -1;
	*state = strdup(path);
	return 0;
}

static int
teardown(void **state)
{
	int status = unlink(*state);

	log_close();
	free(*state);
	return status;
}

/* The words of a line behind its head, "TIME PID THREAD: ". */
static struct str
words_of(struct str line)
{
	ptrdiff_t at = str_find(line, STR(": "));

	assert_true(at > 0);
	assert_true(ascii_digit(line.p[0]));
	assert_int_equal(line.p[23], 'Z');
	return str_sub(line, (size_t)at + 2, line.len);
}

static void
test_off(void **state)
{
	(void)state;
	assert_false(log_on());
	log_line("nobody hears %s", "this");
	log_close();
	assert_false(log_on());
}

static void
test_lines(void **state)
{
	struct buf b = BUF_INIT;
	struct str rest, line;
	char long_text[9000];

	memset(long_text, 'x', sizeof long_text - 1);
	long_text[sizeof long_text - 1] = '\0';
	assert_int_equal(log_open(*state, NULL), 0);
	assert_true(log_on());
	errno = EDOM;
	log_line("first %d", 1);
	assert_int_equal(errno, EDOM);
	log_line("second\nline\x1b[0m");
	log_line("%s", long_text);
	log_close();
	log_line("lost");
	assert_int_equal(log_open(*state, NULL), 0);	/* appends */
	log_line("fourth");
	assert_int_equal(file_read(&b, *state, NULL), 0);
	rest = str_of(b.data);
	assert_true(str_split(&rest, '\n', &line));
	assert_true(str_is(words_of(line), "first 1"));
	assert_true(str_split(&rest, '\n', &line));
	assert_true(str_is(words_of(line), "second line [0m"));
	assert_true(str_split(&rest, '\n', &line));
	assert_in_range(line.len, 4000, 4095);
	assert_true(str_split(&rest, '\n', &line));
	assert_true(str_is(words_of(line), "fourth"));
	assert_true(str_split(&rest, '\n', &line));
	assert_int_equal(line.len, 0);
	assert_false(str_split(&rest, '\n', &line));
	buf_release(&b);
}

static void
test_failure(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(log_open("/nonexistent/log", &err), -1);
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_false(log_on());
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_off, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lines, setup, teardown),
		cmocka_unit_test(test_failure),
	};

	return cmocka_run_group_tests_name("log", tests, NULL, NULL);
}
