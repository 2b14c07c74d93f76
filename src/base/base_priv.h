/*
 * What the files of base share among themselves and with nobody else.
 */
#ifndef BASE_PRIV_H
#define BASE_PRIV_H

#include <stdarg.h>

#include "gogai/cc.h"
#include "gogai/str.h"

/*
 * Format one line into out: never beyond size, cut at a character, control
 * characters as spaces. Returns its length. (err.c)
 */
size_t	line_format(char *out, size_t size, const char *fmt, va_list ap)
	    CC_PRINTF(3, 0);

#endif
