/*
 * What encoding are these bytes in, when nobody says?
 *
 * UTF-8 and ISO-2022-JP show themselves. The two-byte encodings of East Asia
 * share their bytes, but not what is common: half of Japanese is kana, which
 * stand in one or two rows; common kanji, hanzi and Hangul fill the first
 * rows of each table. So each encoding walks the text with a small table of
 * what its bytes would be, and the mean weight decides. Alphabets of one byte
 * are told apart by their ten commonest letters, which are two thirds of any
 * text in that language and few of another's. Latin text has its accents one
 * by one among ASCII letters, and is windows-1252.
 */
#include <string.h>

#include "gogai/utf8.h"

#include "text_priv.h"

/* Enough to know; more would only take time. */
#define SAMPLE_MAX (1u << 20)
/* Weights, as per cent of a common character. */
#define COMMON 100
#define MARK 50
#define RARE (-100)
#define BAD (-500)
/* A mean weight that convinces. */
#define CONVINCING 40

/* What pairs with these bytes are; the first rule that fits counts. */
struct pair_rule {
	unsigned char lead[2], trail[2];	/* first, last */
	short	weight;
	bool	kana;
};

struct pair_guess {
	const char *name;
	struct pair_rule rules[6];
	bool	japanese;	/* half the weight without kana */
};

static const struct pair_guess pair_guesses[] = {
	{ "EUC-JP", {
		{ { 0xA4, 0xA5 }, { 0xA1, 0xF6 }, COMMON, true },
		{ { 0xA1, 0xA3 }, { 0xA1, 0xFE }, MARK, false },
		{ { 0xAD, 0xAD }, { 0xA1, 0xFC }, MARK, false },
		{ { 0xB0, 0xCF }, { 0xA1, 0xFE }, COMMON, false },
		{ { 0x8E, 0x8E }, { 0xA1, 0xDF }, MARK, false },
	}, true },
	{ "Shift_JIS", {
		{ { 0x82, 0x82 }, { 0x9F, 0xF1 }, COMMON, true },
		{ { 0x83, 0x83 }, { 0x40, 0x96 }, COMMON, true },
		{ { 0x81, 0x82 }, { 0x40, 0xFC }, MARK, false },
		{ { 0x87, 0x87 }, { 0x40, 0x9C }, MARK, false },
		{ { 0x88, 0x97 }, { 0x40, 0xFC }, COMMON, false },
	}, true },
	{ "EUC-KR", {
		{ { 0xB0, 0xC8 }, { 0xA1, 0xFE }, COMMON, false },
		{ { 0xA1, 0xA3 }, { 0xA1, 0xFE }, MARK, false },
	}, false },
	{ "GBK", {
		{ { 0xB0, 0xD7 }, { 0xA1, 0xFE }, COMMON, false },
		{ { 0xA1, 0xA3 }, { 0xA1, 0xFE }, MARK, false },
	}, false },
	{ "Big5", {
		{ { 0xA4, 0xC6 }, { 0x40, 0xFE }, COMMON, false },
		{ { 0xA1, 0xA3 }, { 0x40, 0xFE }, MARK, false },
		{ { 0x81, 0xA0 }, { 0x40, 0xFE }, BAD, false },
	}, false },
};

/* What a walk over the pairs has found. */
struct pair_count {
	long	weight;
	size_t	n;		/* characters beyond ASCII */
	size_t	n_kana;
	size_t	n_bad;
	size_t	n_ascii;	/* pairs whose second byte is ASCII */
};

static void
count_pair(struct pair_count *count, const struct pair_guess *guess,
    const unsigned char *p)
{
	const struct pair_rule *rule;
	size_t i;

	count->n_ascii += p[1] < 0x80;
	for (i = 0; i < CC_COUNT(guess->rules); i++) {
		rule = &guess->rules[i];
		if (p[0] >= rule->lead[0] && p[0] <= rule->lead[1] &&
		    p[1] >= rule->trail[0] && p[1] <= rule->trail[1]) {
			count->weight += rule->weight;
			count->n_kana += rule->kana;
			return;
		}
	}
	count->weight += RARE;
}

/* Count what stands at p, which is not ASCII; returns its bytes. */
static size_t
count_one(struct pair_count *count, const struct pair_guess *guess,
    const struct text_pairs *pairs, const unsigned char *p, size_t left)
{
	count->n++;
	if (left >= 2 && text_is_pair(pairs, p)) {
		count_pair(count, guess, p);
		return p[0] == 0x8F && guess->japanese && left >= 3 &&
		    pairs->lead[2] == 0x8E && p[2] >= 0xA1 ? 3 : 2;
	}
	if (pairs->lead[2] == 0xE0 && p[0] >= 0xA1 && p[0] <= 0xDF)
		return 1;	/* half-width kana of Shift_JIS */
	count->weight += BAD;
	count->n_bad++;
	return 1;
}

/* Count the text, up to max_bad places that are no characters. */
static void
count_pairs(struct pair_count *count, const struct pair_guess *guess,
    const char *p, size_t len, size_t max_bad)
{
	const struct text_pairs *pairs = text_charset_named(guess->name)->pairs;
	size_t at;

	memset(count, 0, sizeof *count);
	for (at = text_ascii_run(p, len); at < len &&
	    count->n_bad <= max_bad; at += text_ascii_run(p + at, len - at))
		at += count_one(count, guess, pairs,
		    (const unsigned char *)p + at, len - at);
}

/* The mean weight of the text, were it in this encoding. */
static long
pair_weight(const struct pair_guess *guess, const char *p, size_t len)
{
	struct pair_count count;
	long mean;

	count_pairs(&count, guess, p, len, SIZE_MAX);
	if (count.n < 2 || count.n_ascii * 4 > count.n * 3)
		return RARE;
	mean = count.weight / (long)count.n;
	if (guess->japanese && count.n_kana * 10 < count.n)
		mean /= 2;
	return mean;
}

static const struct text_charset *
guess_pairs(const char *p, size_t len)
{
	const char *best = NULL;
	long weight, best_weight = CONVINCING - 1;
	size_t i;

	for (i = 0; i < CC_COUNT(pair_guesses); i++) {
		weight = pair_weight(&pair_guesses[i], p, len);
		if (weight > best_weight) {
			best = pair_guesses[i].name;
			best_weight = weight;
		}
	}
	return best == NULL ? NULL : text_charset_named(best);
}

bool
text_guess_is_euc_jp(const char *p, size_t len)
{
	struct pair_count count;

	count_pairs(&count, &pair_guesses[0], p, len, 0);
	return count.n >= 4 && count.n_bad == 0 && count.n_kana * 5 >= count.n;
}

/* The ten commonest letters of a language in an encoding. */
struct letter_guess {
	const char *name;
	const char *letters;
};

static const struct letter_guess letter_guesses[] = {
	/* Russian: o e a i n t s r v l */
	{ "windows-1251", "\xEE\xE5\xE0\xE8\xED\xF2\xF1\xF0\xE2\xEB" },
	{ "KOI8-R", "\xCF\xC5\xC1\xC9\xCE\xD4\xD3\xD2\xD7\xCC" },
	{ "ISO-8859-5", "\xDE\xD5\xD0\xD8\xDD\xE2\xE1\xE0\xD2\xDB" },
	{ "IBM866", "\xAE\xA5\xA0\xA8\xAD\xE2\xE1\xE0\xA2\xAB" },
	/* Greek: alpha omicron iota epsilon tau nu sigma eta rho, accents */
	{ "windows-1253", "\xE1\xEF\xE9\xE5\xF4\xED\xF3\xE7\xF1\xDC\xDF\xFC" },
	/* Hebrew: yod vav he lamed alef resh tav bet mem shin */
	{ "windows-1255", "\xE9\xE5\xE4\xEC\xE0\xF8\xFA\xE1\xEE\xF9" },
	/* Arabic: alef lam ya mim nun ra waw ta ha ba */
	{ "windows-1256", "\xC7\xE1\xED\xE3\xE4\xD1\xE6\xCA\xE5\xC8" },
	/* Thai: aa no ro o ko e ngo mo yo lo, tone marks */
	{ "windows-874", "\xD2\xB9\xC3\xCD\xA1\xE0\xA7\xC1\xC2\xC5\xE8\xE9" },
};

/* Are most of the high bytes beside another, as in words of such letters? */
static bool
is_alphabet(const char *p, size_t len)
{
	size_t n = 0, n_together = 0, i;

	for (i = 0; i < len; i++) {
		if ((unsigned char)p[i] < 0x80)
			continue;
		n++;
		if ((i > 0 && (unsigned char)p[i - 1] >= 0x80) ||
		    (i + 1 < len && (unsigned char)p[i + 1] >= 0x80))
			n_together++;
	}
	return n >= 4 && n_together * 10 >= n * 7;
}

/* How many per cent of the high bytes are among the common letters? */
static size_t
letter_share(const char *letters, const size_t *counts)
{
	size_t n = 0, n_common = 0, i;

	for (i = 0x80; i < 256; i++)
		n += counts[i];
	for (; *letters != '\0'; letters++)
		n_common += counts[(unsigned char)*letters];
	return n == 0 ? 0 : n_common * 100 / n;
}

static const struct text_charset *
guess_letters(const char *p, size_t len)
{
	size_t counts[256] = { 0 }, i, share, best_share = 49;
	const char *best = NULL;

	if (!is_alphabet(p, len))
		return NULL;
	for (i = 0; i < len; i++)
		counts[(unsigned char)p[i]]++;
	for (i = 0; i < CC_COUNT(letter_guesses); i++) {
		share = letter_share(letter_guesses[i].letters, counts);
		if (share > best_share) {
			best = letter_guesses[i].name;
			best_share = share;
		}
	}
	return best == NULL ? NULL : text_charset_named(best);
}

bool
text_guess_is_jis(const char *p, size_t len)
{
	static const char *const escapes[] = { "\x1B$B", "\x1B$@", "\x1B(J",
	    "\x1B(I", "\x1B$(D" };
	const struct str text = { p, len };
	size_t i;

	if (len == 0 || memchr(p, 0x1B, len) == NULL)
		return false;
	for (i = 0; i < CC_COUNT(escapes); i++)
		if (str_find(text, str_of(escapes[i])) >= 0)
			return true;
	return false;
}

const struct text_charset *
text_guess(const char *p, size_t len)
{
	const struct text_charset *guess;
	struct text_count count;

	if (len > SAMPLE_MAX)
		len = SAMPLE_MAX;
	text_utf8_count(&count, p, len);
	if (count.n_bad * 10 <= count.n_good)
		return text_charset_named("UTF-8");
	guess = guess_pairs(p, len);
	return guess != NULL ? guess : guess_letters(p, len);
}
