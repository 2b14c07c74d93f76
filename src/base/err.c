/*
 * Errors without allocation: every message is made in a buffer on the stack
 * and then copied, so that its arguments may point into the error itself.
 */
#include "gogai/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base_priv.h"

/*
 * The length of s[0..len) without a character that the end cuts in two. Only
 * the lead byte is asked: what is broken already stays as broken as it was.
 */
static size_t
whole_characters(const char *s, size_t len)
{
	size_t i = len, tail = 0, need;
	unsigned char lead;

	while (i > 0 && tail < 3 && ((unsigned char)s[i - 1] & 0xC0) == 0x80) {
		i--;
		tail++;
	}
	if (i == 0)
		return len;
	lead = (unsigned char)s[i - 1];
	need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
	return need > tail + 1 ? i - 1 : len;
}

/* C0, DEL, and C1 in its UTF-8 form (C2 80 to C2 9F) become spaces. */
static void
blank_controls(char *s)
{
	unsigned char c, next;

	for (; *s != '\0'; s++) {
		c = (unsigned char)s[0];
		next = (unsigned char)s[1];
		if (c < 0x20 || c == 0x7F)
			s[0] = ' ';
		else if (c == 0xC2 && next >= 0x80 && next < 0xA0)
			s[0] = s[1] = ' ';
	}
}

size_t
line_format(char *out, size_t size, const char *fmt, va_list ap)
{
	int n = vsnprintf(out, size, fmt, ap);
	size_t len;

	if (n < 0)
		n = 0;
	len = (size_t)n;
	if (len >= size)
		len = whole_characters(out, size - 1);
	out[len] = '\0';
	blank_controls(out);
	return len;
}

/* line_format() with the arguments at hand. */
static void CC_PRINTF(3, 4)
join(char *out, size_t size, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	line_format(out, size, fmt, ap);
	va_end(ap);
}

/* Make the message anew: the words of fmt, and ": after" unless it is "". */
static void CC_PRINTF(3, 0)
put_words(struct err *err, const char *after, const char *fmt, va_list ap)
{
	char message[ERR_MESSAGE_MAX] = "";
	size_t len = line_format(message, sizeof message, fmt, ap);

	if (after[0] != '\0')
		join(message + len, sizeof message - len, ": %s", after);
	memcpy(err->message, message, sizeof message);
}

void
err_clear(struct err *err)
{
	if (err == NULL)
		return;
	err->code = ERR_NONE;
	err->message[0] = '\0';
}

int
err_set(struct err *err, enum err_code code, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return -1;
	va_start(ap, fmt);
	put_words(err, "", fmt, ap);
	va_end(ap);
	err->code = code;
	return -1;
}

int
err_system(struct err *err, int errnum, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return -1;
	va_start(ap, fmt);
	put_words(err, strerror(errnum), fmt, ap);
	va_end(ap);
	err->code = ERR_SYSTEM;
	return -1;
}

int
err_add(struct err *err, const char *fmt, ...)
{
	va_list ap;

	if (err == NULL)
		return -1;
	va_start(ap, fmt);
	put_words(err, err->message, fmt, ap);
	va_end(ap);
	return -1;
}
