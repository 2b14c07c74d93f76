/*
 * gogai --demo: a throw-away profile with the bundled edition.
 *
 * The edition's feeds are files under <data>/demo, so polling them needs no
 * network; its pages are put into the cache from files, too, by the list
 * `pages` (address, blank, file name). The profile stands in a new folder
 * that is removed at the end.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "cli_priv.h"
#include "gogai/bounds.h"
#include "gogai/file.h"
#include "gogai/mem.h"
#include "gogai/reader.h"
#include "gogai/str.h"
#include "gogai/url.h"

/* One page of the edition: its address, and the file that has its bytes. */
static int
keep_page(struct store *store, const char *folder, const char *url,
    const char *name, struct err *err)
{
	const struct reader_source source = { .url = url };
	const struct reader_page *got;
	struct reader *reader = NULL;
	struct store_page page = { 0 };
	struct buf bytes;
	char *path = mem_printf("%s/%s", folder, name);
	int r;

	buf_init(&bytes, BOUND_PAGE_BYTES);
	r = file_read(&bytes, path, err);
	if (r == 0)
		r = reader_extract(&reader, buf_string(&bytes), bytes.len,
		    &source, err);
	if (r == 0) {
		got = reader_page(reader);
		page = (struct store_page){
			.url = url, .final_url = url, .title = got->title,
			.byline = got->byline, .site = got->site,
			.language = got->language,
			.published_at = got->published_at,
			.fetched_at = time(NULL), .html = got->html,
			.html_len = got->html_len, .how = got->how };
		r = store_page_put(store, &page, err);
	}
	reader_free(reader);
	buf_release(&bytes);
	free(path);
	return r;
}

static int
keep_pages(struct store *store, const char *folder, struct err *err)
{
	char *list = mem_printf("%s/pages", folder);
	struct str rest, line, url, name;
	struct buf text;
	int r;

	buf_init(&text, BOUND_SETTINGS_BYTES);
	r = file_read(&text, list, err);
	rest = (struct str){ buf_string(&text), text.len };
	while (r == 0 && str_split(&rest, '\n', &line)) {
		char *address, *file;

		if (!str_word(&line, &url) || !str_word(&line, &name))
			continue;
		address = mem_strndup(url.p, url.len);
		file = mem_strndup(name.p, name.len);
		r = keep_page(store, folder, address, file, err);
		free(address);
		free(file);
	}
	buf_release(&text);
	free(list);
	return r;
}

/* The edition's urls file, its names made into addresses of its files. */
static int
write_urls(const struct cli *cli, const char *folder, struct err *err)
{
	char *list = mem_printf("%s/urls", folder);
	struct buf text, out = BUF_INIT;
	struct str rest, line, name;
	int r;

	buf_init(&text, BOUND_SETTINGS_BYTES);
	r = file_read(&text, list, err);
	rest = (struct str){ buf_string(&text), text.len };
	while (r == 0 && str_split(&rest, '\n', &line)) {
		char *path, *url;

		if (!str_word(&line, &name) || name.p[0] == '#')
			continue;
		path = mem_printf("%s/%.*s", folder, (int)name.len, name.p);
		url = url_from_path(path);
		buf_addf(&out, "%s %.*s\n", url, (int)line.len, line.p);
		free(path);
		free(url);
	}
	if (r == 0)
		r = file_replace(cli->paths.urls, buf_string(&out), out.len,
		    err);
	buf_release(&text);
	buf_release(&out);
	free(list);
	return r;
}

/* Poll the files, and wait for the end. */
static int
fill(const struct cli *cli, struct err *err)
{
	const struct engine_options how = { .options = cli->options,
	    .cache = cli->paths.cache, .urls = cli->paths.urls };
	struct engine *engine;
	struct event *event;
	bool ended = false;

	if (engine_start(&engine, &how, err) < 0)
		return -1;
	engine_poll(engine, NULL, 0, ENGINE_POLL_FORCE | ENGINE_POLL_NO_PAGES);
	while (!ended) {
		event = engine_wait(engine, -1);
		if (event != NULL && event->kind == EVENT_FEED &&
		    event->outcome == FEED_FAILED)
			*err = event->err;
		ended = event != NULL && event->kind == EVENT_POLLED;
		event_free(event);
	}
	engine_stop(engine);
	return err != NULL && err->code != ERR_NONE ? -1 : 0;
}

static int
make_folder(struct cli *cli, struct err *err)
{
	const char *base = getenv("TMPDIR");
	char *path;

	path = mem_printf("%s/gogai-demo-XXXXXX",
	    base != NULL && base[0] == '/' ? base : "/tmp");
	if (mkdtemp(path) == NULL) {
		(void)err_system(err, errno, _("making the folder %s"), path);
		free(path);
		return -1;
	}
	cli->demo = path;
	free(cli->paths.config);
	free(cli->paths.urls);
	free(cli->paths.cache);
	cli->paths.config = mem_printf("%s/config", path);
	cli->paths.urls = mem_printf("%s/urls", path);
	cli->paths.cache = mem_printf("%s/gogai.db", path);
	return 0;
}

int
demo_make(struct cli *cli, struct err *err)
{
	char *folder;
	struct store *store = NULL;
	int r = -1;

	if (make_folder(cli, err) < 0)
		return -1;
	folder = mem_printf("%s/demo", cli->paths.data);
	if (write_urls(cli, folder, err) == 0 && fill(cli, err) == 0 &&
	    store_open(&store, cli->paths.cache, STORE_WRITE, err) == 0)
		r = keep_pages(store, folder, err);
	store_close(store);
	free(folder);
	return r < 0 ? err_add(err, _("making the sample edition")) : 0;
}
