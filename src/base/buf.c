/*
 * A growing run of bytes. The memory doubles until the limit is near, and then
 * is exactly the limit and its terminator, so a bound of 32 MiB never costs 64.
 */
#include "gogai/buf.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gogai/mem.h"

/* What the first addition takes from the system, if it needs no more. */
#define BUF_FIRST 64

void
buf_init(struct buf *b, size_t limit)
{
	*b = (struct buf)BUF_INIT;
	b->limit = limit;
}

void
buf_release(struct buf *b)
{
	size_t limit = b->limit;

	free(b->data);
	buf_init(b, limit);
}

void
buf_clear(struct buf *b)
{
	b->over = false;
	if (b->data != NULL)
		buf_cut(b, 0);
}

/* Own memory for `need` bytes, a terminator included. */
static void
grow(struct buf *b, size_t need)
{
	size_t cap = b->cap == 0 ? BUF_FIRST : b->cap;

	while (cap < need)
		cap = cap > SIZE_MAX / 2 ? need : cap * 2;
	if (b->limit != 0 && cap > b->limit + 1)
		cap = b->limit + 1;
	b->data = mem_realloc(b->data, cap, 1);
	b->cap = cap;
	b->data[b->len] = '\0';
}

/* Is there room for len more? Else over is set. */
static bool
fits(struct buf *b, size_t len)
{
	size_t limit = b->limit != 0 ? b->limit : SIZE_MAX - 1;

	if (len > limit - b->len) {
		b->over = true;
		return false;
	}
	if (b->data == NULL || b->cap - b->len <= len)
		grow(b, b->len + len + 1);
	return true;
}

void
buf_reserve(struct buf *b, size_t len)
{
	fits(b, len);
}

void
buf_add(struct buf *b, const void *p, size_t len)
{
	if (!fits(b, len) || len == 0)
		return;
	memcpy(b->data + b->len, p, len);
	b->len += len;
	b->data[b->len] = '\0';
}

void
buf_adds(struct buf *b, const char *s)
{
	if (s != NULL)
		buf_add(b, s, strlen(s));
}

void
buf_addc(struct buf *b, char c)
{
	if (!fits(b, 1))
		return;
	b->data[b->len++] = c;
	b->data[b->len] = '\0';
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list ap;
	int len;

	va_start(ap, fmt);
	len = vsnprintf(NULL, 0, fmt, ap);
	va_end(ap);
	if (len < 0 || !fits(b, (size_t)len))
		return;
	va_start(ap, fmt);
	vsnprintf(b->data + b->len, (size_t)len + 1, fmt, ap);
	va_end(ap);
	b->len += (size_t)len;
}

void
buf_cut(struct buf *b, size_t len)
{
	assert(len <= b->len);
	if (b->data == NULL)
		return;
	b->len = len;
	b->data[len] = '\0';
}

const char *
buf_string(const struct buf *b)
{
	return b->data == NULL ? "" : b->data;
}

char *
buf_take(struct buf *b)
{
	char *data = b->data != NULL ? b->data : mem_strdup("");

	buf_init(b, b->limit);
	return data;
}

bool
buf_ok(const struct buf *b)
{
	return !b->over;
}
