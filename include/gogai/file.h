/*
 * Whole files in and out.
 *
 * Settings are text files that people also edit: they are read whole, under a
 * bound, and replaced whole (a temporary file beside them, fsync, rename), so
 * that a crash leaves the old or the new text, never half of one. Symbolic
 * links are followed, so that a dotfile repository keeps its links.
 */
#ifndef GOGAI_FILE_H
#define GOGAI_FILE_H

#include "gogai/buf.h"
#include "gogai/cc.h"
#include "gogai/err.h"

/*
 * Append the content of path ("-": standard input) to out, up to out's
 * limit. Fails with ERR_NOT_FOUND, ERR_SYSTEM, ERR_BOUND.
 */
int	file_read(struct buf *out, const char *path, struct err *err);

/*
 * The same, but a longer file is no failure: its beginning is appended, as
 * much as out's limit allows, and out->over is set.
 */
int	file_read_start(struct buf *out, const char *path, struct err *err);

/*
 * Replace path's content by len bytes, atomically, keeping its mode (0644
 * where it is new). Fails with ERR_SYSTEM.
 */
int	file_replace(const char *path, const char *bytes, size_t len,
	    struct err *err);

/* Make the folder path and the ones above it (mode 0700). ERR_SYSTEM. */
int	file_make_dirs(const char *path, struct err *err);

/* Make the folders that path, a file's, stands in. ERR_SYSTEM. */
int	file_make_parents(const char *path, struct err *err);

/* Is there something at path? */
bool	file_exists(const char *path);

/*
 * Remove a folder and all that is in it; symbolic links are removed, not
 * followed. What is absent is no error. ERR_SYSTEM.
 */
int	file_remove_tree(const char *path, struct err *err);

#endif
