/*
 * An arena is a list of blocks; memory is cut off the newest one. Blocks
 * double up to BLOCK_MAX, so a large document wastes at most one of those.
 * What is larger than a quarter of the next block gets a block of its own,
 * put behind the newest one, whose rest stays in use.
 */
#include "gogai/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base_priv.h"
#include "gogai/mem.h"

#define BLOCK_MIN ((size_t)4096)
#define BLOCK_MAX ((size_t)512 << 10)

struct block {
	struct block *next;
	size_t used;		/* bytes of mem that are given away */
	size_t size;		/* bytes of mem */
	alignas(max_align_t) char mem[];
};

struct arena {
	struct block *head;	/* what memory is cut off */
	char *last;		/* the newest piece of head, for arena_grow() */
	size_t next_size;	/* of the next ordinary block */
	size_t total;
};

struct arena *
arena_new(void)
{
	struct arena *arena = mem_calloc(1, sizeof *arena);

	arena->next_size = BLOCK_MIN;
	return arena;
}

void
arena_free(struct arena *arena)
{
	struct block *block, *next;

	if (arena == NULL)
		return;
	for (block = arena->head; block != NULL; block = next) {
		next = block->next;
		free(block);
	}
	free(arena);
}

static struct block *
new_block(struct arena *arena, size_t size)
{
	struct block *block;

	if (size > SIZE_MAX - sizeof *block)
		mem_fatal("out of memory: the size overflows");
	block = mem_alloc(sizeof *block + size);
	block->next = NULL;
	block->used = 0;
	block->size = size;
	arena->total += size;
	return block;
}

/* A piece that would waste too much of an ordinary block. */
static char *
take_large(struct arena *arena, size_t size)
{
	struct block *block = new_block(arena, size);

	block->used = size;
	if (arena->head == NULL) {
		arena->head = block;
		arena->last = block->mem;
	} else {
		block->next = arena->head->next;
		arena->head->next = block;
	}
	return block->mem;
}

/* size bytes at a multiple of align, not initialised. */
static char *
take(struct arena *arena, size_t size, size_t align)
{
	struct block *head = arena->head;
	size_t from = 0;

	if (head != NULL)
		from = (head->used + align - 1) & ~(align - 1);
	if (head == NULL || from > head->size || size > head->size - from) {
		if (size > arena->next_size / 4)
			return take_large(arena, size);
		head = new_block(arena, arena->next_size);
		head->next = arena->head;
		arena->head = head;
		if (arena->next_size < BLOCK_MAX)
			arena->next_size *= 2;
		from = 0;
	}
	head->used = from + size;
	arena->last = head->mem + from;
	return arena->last;
}

void *
arena_alloc(struct arena *arena, size_t size)
{
	char *p = take(arena, size, alignof(max_align_t));

	memset(p, 0, size);
	return p;
}

void *
arena_array(struct arena *arena, size_t n, size_t size)
{
	return arena_alloc(arena, mem_product(n, size));
}

/* Make the newest piece of the arena longer, where its block has room. */
static bool
extend(struct arena *arena, char *old, size_t len)
{
	struct block *head = arena->head;
	size_t from;

	if (old == NULL || old != arena->last)
		return false;
	from = (size_t)(old - head->mem);
	if (len > head->size - from)
		return false;
	head->used = from + len;
	return true;
}

void *
arena_grow(struct arena *arena, void *old, size_t old_n, size_t new_n,
    size_t size)
{
	size_t old_len = mem_product(old_n, size);
	size_t len = mem_product(new_n, size);
	char *p = old;

	assert(new_n >= old_n);
	if (!extend(arena, old, len)) {
		p = take(arena, len, alignof(max_align_t));
		if (old_len > 0)
			memcpy(p, old, old_len);
	}
	memset(p + old_len, 0, len - old_len);
	return p;
}

char *
arena_strdup(struct arena *arena, const char *s)
{
	return s == NULL ? NULL : arena_strndup(arena, s, strlen(s));
}

char *
arena_strndup(struct arena *arena, const char *p, size_t len)
{
	char *copy;

	if (len == SIZE_MAX)
		mem_fatal("out of memory: the size overflows");
	copy = take(arena, len + 1, 1);
	if (len > 0)
		memcpy(copy, p, len);
	copy[len] = '\0';
	return copy;
}

char *
arena_printf(struct arena *arena, const char *fmt, ...)
{
	va_list ap;
	char *made, *s;

	va_start(ap, fmt);
	made = mem_vprintf(fmt, ap);
	va_end(ap);
	s = arena_strdup(arena, made);
	free(made);
	return s;
}

size_t
arena_size(const struct arena *arena)
{
	return arena->total;
}
