/*
 * mem.h: what it gives, and how it dies.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "gogai/mem.h"

static void
test_alloc(void **state)
{
	char *a = mem_alloc(0), *b = mem_alloc(0);
	int *zeroed = mem_calloc(5, sizeof *zeroed);
	int i;

	(void)state;
	assert_non_null(a);
	assert_ptr_not_equal(a, b);
	for (i = 0; i < 5; i++)
		assert_int_equal(zeroed[i], 0);
	zeroed = mem_realloc(zeroed, 50, sizeof *zeroed);
	zeroed[49] = 1;
	a = mem_realloc(a, 0, 0);
	assert_non_null(a);
	free(a);
	free(b);
	free(zeroed);
}

static void
test_strings(void **state)
{
	char *s = mem_strdup("abc"), *t = mem_strndup("abcdef", 2);
	char *u = mem_printf("%s-%03d", s, 7), *v = mem_printf("%s", "");

	(void)state;
	assert_null(mem_strdup(NULL));
	assert_string_equal(s, "abc");
	assert_string_equal(t, "ab");
	assert_string_equal(u, "abc-007");
	assert_string_equal(v, "");
	mem_replace(&s, s + 1);		/* a part of itself */
	assert_string_equal(s, "bc");
	mem_replace(&s, NULL);
	assert_null(s);
	mem_replace(&s, "new");
	assert_string_equal(s, "new");
	free(s);
	free(t);
	free(u);
	free(v);
}

static void
say_hook(void)
{
	(void)!write(STDERR_FILENO, "hook\n", 5);
}

static void
die_plainly(void)
{
	mem_set_fatal(say_hook);
	mem_fatal("the end");
}

static void
die_of_product(void)
{
	mem_set_fatal(NULL);
	free(mem_calloc(SIZE_MAX / 2, 3));
}

static void
die_of_resize(void)
{
	free(mem_realloc(NULL, SIZE_MAX / 4, 8));
}

/* Run die() in a child; what it said, and how it ended. */
static int
last_words(void (*die)(void), char *words, size_t size)
{
	const struct rlimit no_core = { 0, 0 };
	int ends[2], status;
	ssize_t n;
	size_t len = 0;
	pid_t pid;

	assert_int_equal(pipe(ends), 0);
	pid = fork();
	if (pid == 0) {
		setrlimit(RLIMIT_CORE, &no_core);
		signal(SIGABRT, SIG_DFL);
		dup2(ends[1], STDERR_FILENO);
		close(ends[0]);
		close(ends[1]);
		die();
		_exit(0);
	}
	close(ends[1]);
	while ((n = read(ends[0], words + len, size - len - 1)) > 0)
		len += (size_t)n;
	words[len] = '\0';
	close(ends[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static void
test_fatal(void **state)
{
	char words[256];
	int status = last_words(die_plainly, words, sizeof words);

	(void)state;
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
	assert_string_equal(words, "hook\ngogai: the end\n");
}

static void
test_overflow(void **state)
{
	char words[256];
	int status = last_words(die_of_product, words, sizeof words);

	(void)state;
	assert_true(WIFSIGNALED(status));
	assert_memory_equal(words, "gogai: out of memory", 20);
	status = last_words(die_of_resize, words, sizeof words);
	assert_true(WIFSIGNALED(status));
	assert_memory_equal(words, "gogai: out of memory", 20);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alloc),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_fatal),
		cmocka_unit_test(test_overflow),
	};

	return cmocka_run_group_tests_name("mem", tests, NULL, NULL);
}
