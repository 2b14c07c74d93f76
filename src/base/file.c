/*
 * Whole files. Replacing writes a temporary file in the same folder, because
 * rename(2) is atomic only within a file system, and syncs the file before
 * and the folder after, because a file system may otherwise remember the name
 * before the bytes.
 */
#include "gogai/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gogai/mem.h"

/* Links followed before they are taken to go round. */
#define FILE_LINKS 16
/* Folders that nftw() holds open at once. */
#define FILE_OPEN_FOLDERS 16

/*
 * Append all that fd has to say, or as much as fits; a non-zero errno's value
 * is the failure.
 */
static int
read_all(struct buf *out, int fd)
{
	char chunk[65536];
	size_t fits;
	ssize_t n;

	while ((n = read(fd, chunk, sizeof chunk)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return errno;
		fits = out->limit == 0 ? (size_t)n : out->limit - out->len;
		buf_add(out, chunk, (size_t)n < fits ? (size_t)n : fits);
		if ((size_t)n > fits) {
			out->over = true;
			return 0;
		}
	}
	return 0;
}

int
file_read_start(struct buf *out, const char *path, struct err *err)
{
	bool is_stdin = strcmp(path, "-") == 0;
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	size_t before = out->len;
	int errnum;

	if (fd < 0 && (errno == ENOENT || errno == ENOTDIR))
		return err_set(err, ERR_NOT_FOUND, "%s: %s", path,
		    strerror(errno));
	if (fd < 0)
		return err_system(err, errno, "%s", path);
	errnum = read_all(out, fd);
	if (!is_stdin)
		close(fd);
	if (errnum != 0) {
		buf_cut(out, before);
		return err_system(err, errnum, "%s", path);
	}
	buf_reserve(out, 0);	/* an empty file is a string, too */
	return 0;
}

int
file_read(struct buf *out, const char *path, struct err *err)
{
	size_t before = out->len;

	if (file_read_start(out, path, err) < 0)
		return -1;
	if (buf_ok(out))
		return 0;
	buf_cut(out, before);
	return err_set(err, ERR_BOUND, _("%s: larger than %zu bytes"), path,
	    out->limit);
}

/* The folder part of path with its "/", "" where it has none. To be freed. */
static char *
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	size_t len = slash == NULL ? 0 : (size_t)(slash + 1 - path);

	return mem_strndup(path, len);
}

/* What the link at path says, seen from path's folder; NULL: no link. */
static char *
link_target(const char *path)
{
	char says[PATH_MAX], *folder, *target;
	ssize_t n = readlink(path, says, sizeof says - 1);

	if (n < 0)
		return NULL;
	says[n] = '\0';
	if (says[0] == '/')
		return mem_strdup(says);
	folder = folder_of(path);
	target = mem_printf("%s%s", folder, says);
	free(folder);
	return target;
}

/*
 * path, or what it links to at last, whether that is there or not. NULL and
 * errno where the links go round.
 */
static char *
follow_links(const char *path)
{
	char *at = mem_strdup(path), *next;
	int i;

	for (i = 0; (next = link_target(at)) != NULL; i++) {
		free(at);
		at = next;
		if (i == FILE_LINKS) {
			free(at);
			errno = ELOOP;
			return NULL;
		}
	}
	return at;
}

static int
write_all(int fd, const char *p, size_t len)
{
	ssize_t n;

	while (len > 0) {
		n = write(fd, p, len);
		if (n < 0 && errno != EINTR)
			return -1;
		if (n > 0) {
			p += n;
			len -= (size_t)n;
		}
	}
	return 0;
}

/*
 * Give the new file the owner and mode of the old one. The owner may not be
 * ours to give; the mode is, and comes last because chown may clear bits.
 */
static int
keep_mode(int fd, const struct stat *old)
{
	if (old == NULL)
		return fchmod(fd, 0644);
	if (fchown(fd, old->st_uid, old->st_gid) < 0 && errno != EPERM)
		return -1;
	return fchmod(fd, old->st_mode & 07777);
}

static void
sync_folder(const char *path)
{
	char *folder = folder_of(path);
	int fd = open(folder[0] == '\0' ? "." : folder,
	    O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd >= 0) {
		fsync(fd);	/* some file systems cannot: no failure */
		close(fd);
	}
	free(folder);
}

/* Put len bytes under the name of the template temp; errno tells failures. */
static int
write_temp(char *temp, const char *bytes, size_t len, const struct stat *old)
{
	int fd = mkstemp(temp), errnum = 0;

	if (fd < 0)
		return -1;
	if (write_all(fd, bytes, len) < 0 || keep_mode(fd, old) < 0 ||
	    fsync(fd) < 0)
		errnum = errno;
	if (close(fd) < 0 && errnum == 0)
		errnum = errno;
	if (errnum == 0)
		return 0;
	unlink(temp);
	errno = errnum;
	return -1;
}

int
file_replace(const char *path, const char *bytes, size_t len, struct err *err)
{
	char *target = follow_links(path), *temp = NULL;
	struct stat st;
	int status = -1, errnum;
	bool old;

	if (target == NULL)
		return err_system(err, errno, _("writing %s"), path);
	old = stat(target, &st) == 0;
	if (old && !S_ISREG(st.st_mode)) {
		/* Never rename over a device, say /dev/null. */
		err_system(err, EINVAL, _("%s is no ordinary file"), path);
		goto out;
	}
	temp = mem_printf("%s.XXXXXX", target);
	if (write_temp(temp, bytes, len, old ? &st : NULL) < 0) {
		err_system(err, errno, _("writing %s"), path);
		goto out;
	}
	if (rename(temp, target) < 0) {
		errnum = errno;
		unlink(temp);
		err_system(err, errnum, _("writing %s"), path);
		goto out;
	}
	sync_folder(target);
	status = 0;
out:
	free(target);
	free(temp);
	return status;
}

/* One folder, which may be there already. */
static int
make_dir(const char *path)
{
	struct stat st;
	int errnum;

	if (mkdir(path, 0700) == 0)
		return 0;
	errnum = errno;		/* EEXIST, but EROFS or EACCES on some */
	if (stat(path, &st) == 0 && S_ISDIR(st.st_mode))
		return 0;
	errno = errnum;
	return -1;
}

int
file_make_dirs(const char *path, struct err *err)
{
	char *part = mem_strdup(path), *p;
	int status = 0;

	for (p = part; status == 0 && *p != '\0'; p++) {
		if (*p != '/' || p == part)
			continue;
		*p = '\0';
		status = make_dir(part);
		*p = '/';
	}
	if (status == 0 && p != part)
		status = make_dir(part);
	if (status < 0)
		err_system(err, errno, _("making the folder %s"), path);
	free(part);
	return status;
}

int
file_make_parents(const char *path, struct err *err)
{
	char *folder = folder_of(path);
	int status = file_make_dirs(folder, err);

	free(folder);
	return status;
}

bool
file_exists(const char *path)
{
	return access(path, F_OK) == 0;
}

/* nftw() comes to the files of a folder before it comes to the folder. */
static int
remove_one(const char *path, const struct stat *st CC_UNUSED,
    int type CC_UNUSED, struct FTW *place CC_UNUSED)
{
	return remove(path);
}

int
file_remove_tree(const char *path, struct err *err)
{
	if (nftw(path, remove_one, FILE_OPEN_FOLDERS, FTW_DEPTH | FTW_PHYS) == 0
	    || errno == ENOENT)
		return 0;
	return err_system(err, errno, _("removing %s"), path);
}
