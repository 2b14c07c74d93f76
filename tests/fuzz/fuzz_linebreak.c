/*
 * Any text: breaks stand between clusters, at most where a line may break;
 * widths agree with each other; folded text stays when folded again.
 */
#include <string.h>

#include "fuzz.h"
#include "gogai/fold.h"
#include "gogai/linebreak.h"
#include "gogai/mem.h"
#include "gogai/utf8.h"
#include "gogai/width.h"

static void
check_breaks(const char *p, size_t len, enum linebreak_level level)
{
	unsigned char *breaks = mem_alloc(len + 1);
	size_t at, n, i;
	int cols;

	linebreak_find(breaks, p, len, level);
	fuzz_require(len == 0 || breaks[0] == LINEBREAK_NO, "none at first");
	for (at = 0; at < len; at += n) {
		n = width_cluster(&cols, p + at, len - at, NULL);
		fuzz_require(n > 0 && at + n <= len, "a cluster's bytes");
		fuzz_require(breaks[at] <= LINEBREAK_MUST, "a known kind");
		for (i = 1; i < n; i++)
			fuzz_require(breaks[at + i] == LINEBREAK_NO,
			    "no break in a cluster");
		fuzz_require(p[at] != ' ' || breaks[at] == LINEBREAK_NO ||
		    breaks[at] == LINEBREAK_MUST, "no break before a space");
	}
	free(breaks);
}

static void
check_widths(const char *p, size_t len, const struct width_rules *rules)
{
	unsigned char *each = mem_alloc(len + 1);
	struct buf out = BUF_INIT;
	size_t at, n;
	int cols, used, total = 0;

	width_each(each, p, len, rules);
	for (at = 0; at < len; at += n) {
		n = width_cluster(&cols, p + at, len - at, rules);
		fuzz_require(cols >= 0, "no width below 0");
		fuzz_require(each[at] == (cols < 254 ? cols : 254),
		    "each as one by one");
		total += cols;
	}
	fuzz_require(width_text(p, len, rules) == total, "the sum");
	for (cols = 0; cols < 12; cols += 5) {
		n = width_fit(&used, p, len, cols, rules);
		fuzz_require(n <= len && used <= cols, "what fits, fits");
		buf_clear(&out);
		width_pad(&out, p, len, cols, rules);
		fuzz_require(width_text(buf_string(&out), out.len, rules) ==
		    cols, "padded to the column");
	}
	buf_release(&out);
	free(each);
}

static void
check_fold(const char *p, size_t len)
{
	struct buf once = BUF_INIT, mapped = BUF_INIT;
	size_t *map, i;

	fold_text(&once, p, len);
	fold_text_map(&mapped, &map, p, len);
	fuzz_require(utf8_valid(buf_string(&once), once.len), "UTF-8");
	fuzz_require(once.len == mapped.len && strcmp(buf_string(&once),
	    buf_string(&mapped)) == 0, "the same with a map");
	for (i = 0; i < mapped.len; i++)
		fuzz_require(map[i] < len && (i == 0 || map[i - 1] <= map[i]),
		    "the map goes forward");
	free(map);
	buf_release(&once);
	buf_release(&mapped);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct width_rules wide = { true, true };
	struct buf text = BUF_INIT;
	int level;

	utf8_repair(&text, (const char *)data, size);
	for (level = LINEBREAK_STRICT; level <= LINEBREAK_LOOSE; level++)
		check_breaks(buf_string(&text), text.len,
		    (enum linebreak_level)level);
	check_widths(buf_string(&text), text.len, NULL);
	check_widths(buf_string(&text), text.len, &wide);
	check_fold(buf_string(&text), text.len);
	buf_release(&text);
	return 0;
}
