/*
 * The fuzzer's inputs without the fuzzer: every file of the folders (or every
 * file) that are named runs through the target that is linked, as it stands
 * and with seeded damage. TAP, a line a folder; what does not hold aborts,
 * which a harness counts as a failure.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "fuzz.h"
#include "gogai/buf.h"
#include "gogai/mem.h"

/* How often each file runs with damage, and how long it may be for that. */
enum { DAMAGED_RUNS = 24, DAMAGED_MAX = 65536 };

/* xorshift32: the same damage every time. */
static uint32_t
next_random(uint32_t *state)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state;
}

/* Flip bytes, cut the end off, or say a piece twice. */
static size_t
damage(char *bytes, size_t len, uint32_t *state)
{
	size_t i, at = next_random(state) % len, n;

	switch (next_random(state) % 3) {
	case 0:
		for (i = 0; i < 1 + len / 64; i++)
			bytes[next_random(state) % len] =
			    (char)next_random(state);
		return len;
	case 1:
		return at;
	default:
		n = next_random(state) % (len - at);
		memmove(bytes + next_random(state) % (len - n), bytes + at,
		    n);
		return len;
	}
}

static void
run_damaged(const struct buf *bytes)
{
	uint32_t state = 2463534242u + (uint32_t)bytes->len;
	char *copy;
	size_t len;
	int i;

	if (bytes->len < 2 || bytes->len > DAMAGED_MAX)
		return;
	copy = mem_alloc(bytes->len + 1);
	for (i = 0; i < DAMAGED_RUNS; i++) {
		memcpy(copy, bytes->data, bytes->len);
		len = damage(copy, bytes->len, &state);
		copy[len] = '\0';
		LLVMFuzzerTestOneInput((const uint8_t *)copy, len);
	}
	free(copy);
}

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
		run_damaged(&bytes);
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
