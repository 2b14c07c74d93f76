/*
 * Checked allocation: the system's allocator, and one way to die.
 *
 * The fatal hook is one of the program's three mutable globals. It is set
 * before any thread starts and only read afterwards, so it needs no lock.
 */
#include "gogai/mem.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base_priv.h"

static void (*fatal_hook)(void);

void
mem_set_fatal(void (*hook)(void))
{
	fatal_hook = hook;
}

/* Standard error may be a full pipe or closed: what is lost is lost. */
static void
say(const char *s)
{
	size_t len = strlen(s);
	ssize_t n;

	while (len > 0 && (n = write(STDERR_FILENO, s, len)) > 0) {
		s += n;
		len -= (size_t)n;
	}
}

void
mem_fatal(const char *message)
{
	if (fatal_hook != NULL)
		fatal_hook();
	say("gogai: ");
	say(message);
	say("\n");
	abort();
}

/* p, which stands for the answer of an allocator; never NULL. */
static void *
checked(void *p)
{
	if (p == NULL)
		mem_fatal("out of memory");
	return p;
}

size_t
mem_product(size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		mem_fatal("out of memory: the size overflows");
	return n * size;
}

/* A product that is at least 1, so that no allocator may answer NULL. */
static size_t
product(size_t n, size_t size)
{
	size_t len = mem_product(n, size);

	return len == 0 ? 1 : len;
}

void *
mem_alloc(size_t size)
{
	return checked(malloc(product(1, size)));
}

void *
mem_calloc(size_t n, size_t size)
{
	return checked(calloc(product(n, size), 1));
}

void *
mem_realloc(void *p, size_t n, size_t size)
{
	return checked(realloc(p, product(n, size)));
}

char *
mem_strdup(const char *s)
{
	return s == NULL ? NULL : mem_strndup(s, strlen(s));
}

char *
mem_strndup(const char *p, size_t len)
{
	char *copy;

	if (len == SIZE_MAX)
		mem_fatal("out of memory: the size overflows");
	copy = mem_alloc(len + 1);
	if (len > 0)
		memcpy(copy, p, len);
	copy[len] = '\0';
	return copy;
}

char *
mem_vprintf(const char *fmt, va_list ap)
{
	va_list again;
	char *s;
	int len;

	va_copy(again, ap);
	len = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	if (len < 0)
		return mem_strdup("");
	s = mem_alloc((size_t)len + 1);
	vsnprintf(s, (size_t)len + 1, fmt, ap);
	return s;
}

char *
mem_printf(const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = mem_vprintf(fmt, ap);
	va_end(ap);
	return s;
}

void
mem_replace(char **p, const char *s)
{
	char *copy = mem_strdup(s);	/* first: s may be a part of *p */

	free(*p);
	*p = copy;
}
