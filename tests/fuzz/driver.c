/*
 * The fuzzer's inputs without the fuzzer: every file of the folders (or every
 * file) that are named runs through the target that is linked. TAP, a line a
 * folder; what does not hold aborts, which a harness counts as a failure.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"
#include "gogai/buf.h"
#include "gogai/mem.h"

/* Run one file; false when it cannot be read. */
static bool
run_file(const char *path)
{
	struct buf bytes = BUF_INIT;
	char room[65536];
	size_t n;
	FILE *file;
	bool fine;

	file = fopen(path, "rb");
	if (file == NULL)
		return false;
	while ((n = fread(room, 1, sizeof room, file)) > 0)
		buf_add(&bytes, room, n);
	fine = ferror(file) == 0;
	fclose(file);
	if (fine) {
		printf("# %s\n", path);
		fflush(stdout);		/* the name, should it abort */
		LLVMFuzzerTestOneInput((const uint8_t *)buf_string(&bytes),
		    bytes.len);
	}
	buf_release(&bytes);
	return fine;
}

/* Run the files of a folder; returns how many, or -1. */
static int
run_folder(const char *path)
{
	struct dirent **entries;
	int n, i, n_run = 0;
	char *name;

	n = scandir(path, &entries, NULL, alphasort);
	for (i = 0; i < n; i++) {
		name = mem_printf("%s/%s", path, entries[i]->d_name);
		if (entries[i]->d_name[0] != '.' && n_run >= 0)
			n_run = run_file(name) ? n_run + 1 : -1;
		free(name);
		free(entries[i]);
	}
	if (n >= 0)
		free(entries);
	return n < 0 ? -1 : n_run;
}

static int
run_path(const char *path)
{
	struct stat info;

	if (stat(path, &info) == 0 && S_ISDIR(info.st_mode))
		return run_folder(path);
	return run_file(path) ? 1 : -1;
}

int
main(int argc, char **argv)
{
	int i, n, n_failed = 0;

	printf("1..%d\n", argc - 1);
	for (i = 1; i < argc; i++) {
		n = run_path(argv[i]);
		if (n > 0)
			printf("ok %d - %s, %d inputs\n", i, argv[i], n);
		else
			printf("not ok %d - %s, no inputs\n", i, argv[i]);
		n_failed += n <= 0;
	}
	return n_failed > 0;
}
