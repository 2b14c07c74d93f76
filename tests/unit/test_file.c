/*
 * file.h: whole files, in a folder of the test's own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gogai/file.h"

/* Each test runs inside a fresh folder, and removes it. */
static int
setup(void **state)
{
	char folder[] = "/tmp/gogai-file.XXXXXX";

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return -1;
	*state = strdup(folder);
	return 0;
}

static int
teardown(void **state)
{
	int status = chdir("/");

	if (file_remove_tree(*state, NULL) < 0 || file_exists(*state))
		status = -1;
	free(*state);
	return status;
}

static void
assert_content(const char *path, const char *want)
{
	struct buf b = BUF_INIT;
	struct err err;

	assert_int_equal(file_read(&b, path, &err), 0);
	assert_string_equal(b.data, want);
	buf_release(&b);
}

static void
put(const char *path, const char *content)
{
	struct err err;

	assert_int_equal(file_replace(path, content, strlen(content), &err), 0);
	assert_content(path, content);
}

static mode_t
mode_of(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	return st.st_mode & 07777;
}

static size_t
count_files(void)
{
	DIR *dir = opendir(".");
	size_t n = 0;

	assert_non_null(dir);
	while (readdir(dir) != NULL)
		n++;
	closedir(dir);
	return n - 2;
}

static void
test_read(void **state)
{
	struct buf b = BUF_INIT;
	struct err err;

	(void)state;
	put("f", "content");
	buf_adds(&b, "before ");
	assert_int_equal(file_read(&b, "f", &err), 0);
	assert_string_equal(b.data, "before content");
	put("empty", "");
	buf_release(&b);
	assert_int_equal(file_read(&b, "empty", &err), 0);
	assert_string_equal(b.data, "");
	assert_int_equal(file_read(&b, "none", &err), -1);
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_int_equal(file_read(&b, "f/x", &err), -1);
	assert_int_equal(err.code, ERR_NOT_FOUND);
	assert_int_equal(file_read(&b, ".", &err), -1);
	assert_int_equal(err.code, ERR_SYSTEM);
	buf_release(&b);
}

static void
test_bound(void **state)
{
	struct buf b;
	struct err err;

	(void)state;
	put("f", "0123456789");
	buf_init(&b, 10);
	assert_int_equal(file_read(&b, "f", &err), 0);
	assert_int_equal(file_read(&b, "f", &err), -1);
	assert_int_equal(err.code, ERR_BOUND);
	assert_string_equal(b.data, "0123456789");
	buf_release(&b);

	buf_init(&b, 4);
	assert_int_equal(file_read_start(&b, "f", &err), 0);
	assert_string_equal(b.data, "0123");
	assert_true(b.over);
	buf_release(&b);
}

static void
test_large(void **state)
{
	struct buf b = BUF_INIT, back = BUF_INIT;
	struct err err;
	int i;

	(void)state;
	for (i = 0; i < 100000; i++)
		buf_addf(&b, "line %d\n", i);
	assert_int_equal(file_replace("f", b.data, b.len, &err), 0);
	assert_int_equal(file_read(&back, "f", &err), 0);
	assert_int_equal(back.len, b.len);
	assert_memory_equal(back.data, b.data, b.len);
	buf_release(&b);
	buf_release(&back);
}

static void
test_replace(void **state)
{
	struct err err;

	(void)state;
	put("f", "one");
	assert_int_equal(mode_of("f"), 0644);
	assert_int_equal(chmod("f", 0600), 0);
	put("f", "two");
	assert_int_equal(mode_of("f"), 0600);
	assert_int_equal(count_files(), 1);
	assert_int_equal(file_replace("none/f", "x", 1, &err), -1);
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_int_equal(mkdir("d", 0700), 0);
	assert_int_equal(file_replace("d", "x", 1, &err), -1);
	assert_int_equal(file_replace("/dev/null", "x", 1, &err), -1);
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_int_equal(count_files(), 2);
}

/* Links stay links, and what they name is replaced or made. */
static void
test_links(void **state)
{
	struct stat st;

	(void)state;
	assert_int_equal(mkdir("dots", 0700), 0);
	assert_int_equal(mkdir("home", 0700), 0);
	put("dots/urls", "old");
	assert_int_equal(symlink("../dots/urls", "home/middle"), 0);
	assert_int_equal(symlink("middle", "home/urls"), 0);
	assert_int_equal(symlink("../dots/new", "home/dangling"), 0);
	put("home/urls", "new");
	assert_content("dots/urls", "new");
	put("home/dangling", "made");
	assert_content("dots/new", "made");
	assert_int_equal(lstat("home/urls", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(lstat("home/dangling", &st), 0);
	assert_true(S_ISLNK(st.st_mode));
}

static void
test_link_loop(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(symlink("b", "a"), 0);
	assert_int_equal(symlink("a", "b"), 0);
	assert_int_equal(file_replace("a", "x", 1, &err), -1);
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_int_equal(count_files(), 2);
}

static void
test_folders(void **state)
{
	struct err err;
	char path[4096];

	snprintf(path, sizeof path, "%s/x//y/z/", (char *)*state);
	assert_int_equal(file_make_dirs(path, &err), 0);
	assert_int_equal(file_make_dirs(path, &err), 0);
	assert_int_equal(mode_of("x/y/z"), 0700);
	assert_int_equal(file_make_dirs("relative/path", &err), 0);
	assert_true(file_exists("relative/path"));
	assert_int_equal(file_make_parents("p/q/file", &err), 0);
	assert_true(file_exists("p/q"));
	assert_false(file_exists("p/q/file"));
	assert_int_equal(file_make_parents("file", &err), 0);
	assert_int_equal(file_make_parents("/file", &err), 0);
	put("f", "");
	assert_int_equal(file_make_dirs("f/g", &err), -1);
	assert_int_equal(err.code, ERR_SYSTEM);
	assert_int_equal(file_make_dirs("f", &err), -1);
}

static void
test_remove(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(file_make_dirs("t/a/b", &err), 0);
	put("t/a/b/f", "x");
	put("outside", "stays");
	assert_int_equal(mkdir("kept", 0700), 0);
	put("kept/f", "stays");
	assert_int_equal(symlink("../outside", "t/link"), 0);
	assert_int_equal(symlink("../kept", "t/dirlink"), 0);
	assert_int_equal(file_remove_tree("t", &err), 0);
	assert_false(file_exists("t"));
	assert_content("outside", "stays");
	assert_content("kept/f", "stays");
	assert_int_equal(file_remove_tree("t", &err), 0);
	assert_int_equal(symlink("kept", "l"), 0);
	assert_int_equal(file_remove_tree("l", &err), 0);
	assert_content("kept/f", "stays");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_read, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bound, setup, teardown),
		cmocka_unit_test_setup_teardown(test_large, setup, teardown),
		cmocka_unit_test_setup_teardown(test_replace, setup, teardown),
		cmocka_unit_test_setup_teardown(test_links, setup, teardown),
		cmocka_unit_test_setup_teardown(test_link_loop, setup,
		    teardown),
		cmocka_unit_test_setup_teardown(test_folders, setup, teardown),
		cmocka_unit_test_setup_teardown(test_remove, setup, teardown),
	};

	return cmocka_run_group_tests_name("file", tests, NULL, NULL);
}
