/*
 * Where files live: the XDG Base Directory Specification, version 0.8.
 *
 * A variable that is unset, empty or not absolute counts as unset, as the
 * specification asks. Nothing is made here; whoever writes makes folders.
 */
#include "gogai/config.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <unistd.h>

#include "gogai/build.h"
#include "gogai/mem.h"

static const char *
home(void)
{
	const char *dir = getenv("HOME");
	const struct passwd *user;

	if (dir != NULL && dir[0] == '/')
		return dir;
	user = getpwuid(getuid());
	return user != NULL ? user->pw_dir : NULL;
}

/* $variable/rest, or home/fallback/rest. */
static char *
place(const char *variable, const char *dir, const char *fallback,
    const char *rest)
{
	const char *base = getenv(variable);

	if (base != NULL && base[0] == '/')
		return mem_printf("%s/%s", base, rest);
	return mem_printf("%s/%s/%s", dir, fallback, rest);
}

int
config_paths_find(struct config_paths *paths, struct err *err)
{
	const char *dir = home(), *data = getenv("GOGAI_DATADIR");

	if (dir == NULL)
		return err_set(err, ERR_SYSTEM,
		    _("no home folder is known: set HOME"));
	paths->config = place("XDG_CONFIG_HOME", dir, ".config",
	    "gogai/config");
	paths->urls = place("XDG_CONFIG_HOME", dir, ".config", "gogai/urls");
	paths->cache = place("XDG_DATA_HOME", dir, ".local/share",
	    "gogai/gogai.db");
	paths->state = place("XDG_STATE_HOME", dir, ".local/state", "gogai");
	paths->data = mem_strdup(data != NULL && data[0] != '\0' ? data :
	    PACKAGE_DATADIR);
	return 0;
}

void
config_paths_release(struct config_paths *paths)
{
	free(paths->config);
	free(paths->urls);
	free(paths->cache);
	free(paths->state);
	free(paths->data);
}
