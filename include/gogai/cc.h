/*
 * What every file may assume of the compiler, and how words reach the user.
 *
 * The language is C17. The attributes are those of gcc and clang; another
 * compiler sees nothing of them. User-visible words stand in _() where they
 * are worded and in N_() where a table only stores them; whoever prints a
 * table's words passes them through _() then (gettext manual, "Special cases").
 */
#ifndef GOGAI_CC_H
#define GOGAI_CC_H

#include <libintl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__)
#define CC_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define CC_NORETURN __attribute__((noreturn))
#define CC_UNUSED __attribute__((unused))
#define CC_CHECK __attribute__((warn_unused_result))
#else
#define CC_PRINTF(fmt, args)
#define CC_NORETURN
#define CC_UNUSED
#define CC_CHECK
#endif

/* The number of elements of an array (never of a pointer). */
#define CC_COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* A translated message; a message that is translated where it is printed. */
#define _(words) gettext(words)
#define N_(words) (words)

#endif
