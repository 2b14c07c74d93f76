/*
 * The tables: which tags, which words in a class or an id and which roles say
 * what a part of a page is. Lines of text have their own table in phrases.c.
 *
 * Words are looked for in names as people write them: "jp-relatedposts",
 * "relatedPosts", "related_posts". A row says whether its word stands for
 * itself (between hyphens, underscores, humps or ends), begins a word, or may
 * stand anywhere. At one place the longest row wins, so that a row without
 * traits takes back what a shorter one would say ("commentary").
 */
#include "reader_priv.h"

#include <stdlib.h>
#include <string.h>

/* ---- elements */

struct tag_rule {
	const char *name;
	uint32_t traits;
};

/* Sorted by name. */
static const struct tag_rule tags[] = {
	{ "a", T_LINK },
	{ "amp-ad", T_NEVER },
	{ "amp-analytics", T_NEVER },
	{ "amp-consent", T_NEVER },
	{ "amp-embed", T_NEVER },
	{ "amp-img", T_MEDIA },
	{ "amp-sidebar", T_NEVER },
	{ "amp-social-share", T_NEVER },
	{ "amp-sticky-ad", T_NEVER },
	{ "amp-user-notification", T_NEVER },
	{ "article", T_BLOCK | T_ARTICLE },
	{ "aside", T_BLOCK | T_SIDE },
	{ "audio", T_MEDIA },
	{ "blockquote", T_BLOCK | T_QUOTE },
	{ "body", T_BLOCK | T_ROOT },
	{ "br", T_BREAK },
	{ "button", T_NEVER | T_INPUT },
	{ "canvas", T_NEVER },
	{ "caption", T_BLOCK | T_CAPTION },
	{ "datalist", T_NEVER },
	{ "dd", T_BLOCK | T_ITEM },
	{ "dialog", T_NEVER },
	{ "dl", T_BLOCK | T_LIST },
	{ "dt", T_BLOCK | T_ITEM },
	{ "embed", T_MEDIA },
	{ "figcaption", T_BLOCK | T_CAPTION },
	{ "figure", T_BLOCK | T_FIGURE },
	{ "footer", T_BLOCK | T_SIDE },
	{ "form", T_BLOCK | T_INPUT },
	{ "frame", T_NEVER },
	{ "frameset", T_NEVER },
	{ "h1", T_BLOCK | T_HEADING },
	{ "h2", T_BLOCK | T_HEADING },
	{ "h3", T_BLOCK | T_HEADING },
	{ "h4", T_BLOCK | T_HEADING },
	{ "h5", T_BLOCK | T_HEADING },
	{ "h6", T_BLOCK | T_HEADING },
	{ "head", T_NEVER },
	{ "header", T_BLOCK | T_SIDE },
	{ "html", T_BLOCK | T_ROOT },
	{ "iframe", T_NEVER },
	{ "img", T_MEDIA },
	{ "input", T_NEVER | T_INPUT },
	{ "li", T_BLOCK | T_ITEM },
	{ "link", T_NEVER },
	{ "main", T_BLOCK | T_MAIN },
	{ "math", 0 },
	{ "menu", T_BLOCK | T_LIST },
	{ "meta", T_NEVER },
	{ "nav", T_NEVER },
	{ "noframes", T_NEVER },
	{ "noscript", T_NEVER },
	{ "object", T_NEVER },
	{ "ol", T_BLOCK | T_LIST },
	{ "optgroup", T_NEVER },
	{ "option", T_NEVER },
	{ "p", T_BLOCK | T_PARA },
	{ "picture", 0 },
	{ "pre", T_BLOCK | T_QUOTE },
	{ "rp", T_NEVER },
	{ "rt", T_NEVER },
	{ "script", T_NEVER },
	{ "select", T_NEVER | T_INPUT },
	{ "source", 0 },
	{ "style", T_NEVER },
	{ "svg", T_NEVER },
	{ "table", T_BLOCK | T_TABLE },
	{ "template", T_NEVER },
	{ "textarea", T_NEVER | T_INPUT },
	{ "time", T_DATED },
	{ "title", T_NEVER },
	{ "ul", T_BLOCK | T_LIST },
	{ "video", T_MEDIA },
};

static int
compare_tag(const void *key, const void *row)
{
	return strcmp(key, ((const struct tag_rule *)row)->name);
}

uint32_t
rules_tag(const char *name)
{
	const struct tag_rule *row = bsearch(name, tags, CC_COUNT(tags),
	    sizeof *tags, compare_tag);

	if (row != NULL)
		return row->traits;
	return html_is_block(name) ? T_BLOCK : 0;
}

/* ---- words in names */

enum place { ANYWHERE, BEGINS, WHOLE };

struct word_rule {
	const char *word;
	enum place place;
	uint32_t traits;
};

/* Sorted by first letter. */
static const struct word_rule words[] = {
	{ "a2a", WHOLE, T_AWAY },
	{ "about-author", ANYWHERE, T_AWAY },
	{ "about-the-author", ANYWHERE, T_AWAY },
	{ "actions", WHOLE, T_SIDE },
	{ "ad", WHOLE, T_AWAY },
	{ "addthis", ANYWHERE, T_AWAY },
	{ "addtoany", ANYWHERE, T_AWAY },
	{ "ads", WHOLE, T_AWAY },
	{ "adsbygoogle", ANYWHERE, T_AWAY },
	{ "adslot", ANYWHERE, T_AWAY },
	{ "advert", BEGINS, T_AWAY },
	{ "alsoread", ANYWHERE, T_AWAY },
	{ "article", BEGINS, T_GOOD },
	{ "article-body", ANYWHERE, T_BODY | T_GOOD },
	{ "article-content", ANYWHERE, T_BODY | T_GOOD },
	{ "article-intro", ANYWHERE, T_LEAD },
	{ "article-lead", ANYWHERE, T_LEAD },
	{ "article-summary", ANYWHERE, T_LEAD },
	{ "article-text", ANYWHERE, T_BODY | T_GOOD },
	{ "article__body", ANYWHERE, T_BODY | T_GOOD },
	{ "article__content", ANYWHERE, T_BODY | T_GOOD },
	{ "article__intro", ANYWHERE, T_LEAD },
	{ "article__lead", ANYWHERE, T_LEAD },
	{ "article__summary", ANYWHERE, T_LEAD },
	{ "article__text", ANYWHERE, T_BODY | T_GOOD },
	{ "article_body", ANYWHERE, T_BODY | T_GOOD },
	{ "article_content", ANYWHERE, T_BODY | T_GOOD },
	{ "article_text", ANYWHERE, T_BODY | T_GOOD },
	{ "articlebody", ANYWHERE, T_BODY | T_GOOD },
	{ "articlecontent", ANYWHERE, T_BODY | T_GOOD },
	{ "articlelead", ANYWHERE, T_LEAD },
	{ "articletext", ANYWHERE, T_BODY | T_GOOD },
	{ "author", BEGINS, T_META },
	{ "author-bio", ANYWHERE, T_AWAY },
	{ "author-box", ANYWHERE, T_AWAY },
	{ "author-card", ANYWHERE, T_AWAY },
	{ "author-info", ANYWHERE, T_AWAY },
	{ "authorbox", ANYWHERE, T_AWAY },
	{ "banner", BEGINS, T_SIDE },
	{ "blog-content", ANYWHERE, T_BODY | T_GOOD },
	{ "body", WHOLE, T_GOOD },
	{ "bookmark", BEGINS, T_SIDE },
	{ "breadcrumb", ANYWHERE, T_AWAY },
	{ "byline", ANYWHERE, T_META },
	{ "caption", ANYWHERE, T_CAPTION },
	{ "carousel", ANYWHERE, T_GALLERY },
	{ "cat-links", ANYWHERE, T_META },
	{ "chapeau", WHOLE, T_LEAD },
	{ "chapo", WHOLE, T_LEAD },
	{ "combx", ANYWHERE, T_COMMENTS },
	{ "comment", BEGINS, T_COMMENTS },
	{ "commentary", BEGINS, 0 },
	{ "comments-link", ANYWHERE, T_META },
	{ "consent", BEGINS, T_AWAY },
	{ "content", BEGINS, T_GOOD },
	{ "content-body", ANYWHERE, T_BODY | T_GOOD },
	{ "cookie", BEGINS, T_AWAY },
	{ "copyright", ANYWHERE, T_SIDE },
	{ "credit", BEGINS, 0 },
	{ "date", WHOLE, T_META },
	{ "dateline", WHOLE, T_META },
	{ "datetime", WHOLE, T_META },
	{ "deck", WHOLE, T_LEAD },
	{ "dek", WHOLE, T_LEAD },
	{ "dfp", WHOLE, T_AWAY },
	{ "disqus", ANYWHERE, T_COMMENTS },
	{ "donat", BEGINS, T_SIDE },
	{ "dropdown", WHOLE, T_SIDE },
	{ "edit-section", ANYWHERE, T_AWAY },
	{ "editsection", ANYWHERE, T_AWAY },
	{ "einleitung", WHOLE, T_LEAD },
	{ "elementor-widget", ANYWHERE, 0 },
	{ "entry", BEGINS, T_GOOD },
	{ "entry-body", ANYWHERE, T_BODY | T_GOOD },
	{ "entry-content", ANYWHERE, T_BODY | T_GOOD },
	{ "entry-meta", ANYWHERE, T_META },
	{ "entrymeta", ANYWHERE, T_META },
	{ "excerpt", WHOLE, T_LEAD },
	{ "extra", WHOLE, T_SIDE },
	{ "fb-comments", ANYWHERE, T_COMMENTS },
	{ "follow", BEGINS, T_SIDE },
	{ "foot", WHOLE, T_SIDE },
	{ "footer", ANYWHERE, T_SIDE },
	{ "footnote", BEGINS, T_GOOD },
	{ "gallery", ANYWHERE, T_GALLERY },
	{ "gdpr", BEGINS, T_AWAY },
	{ "gpt", WHOLE, T_AWAY },
	{ "h-entry", ANYWHERE, T_GOOD },
	{ "hatena", BEGINS, T_AWAY },
	{ "header", BEGINS, T_SIDE },
	{ "hentry", ANYWHERE, T_GOOD },
	{ "info", WHOLE, T_SIDE },
	{ "instagram-media", ANYWHERE, T_EMBED },
	{ "intro", WHOLE, T_LEAD },
	{ "jp-relatedposts", ANYWHERE, T_AWAY },
	{ "kanren", WHOLE, T_AWAY },
	{ "latest", BEGINS, T_SIDE },
	{ "lead", WHOLE, T_LEAD },
	{ "lead-text", ANYWHERE, T_LEAD },
	{ "lede", WHOLE, T_LEAD },
	{ "legend", WHOLE, T_SIDE },
	{ "login", BEGINS, T_SIDE },
	{ "main", WHOLE, T_GOOD },
	{ "masthead", ANYWHERE, T_AWAY },
	{ "menu", BEGINS, T_SIDE },
	{ "meta", WHOLE, T_META },
	{ "metadata", WHOLE, T_META },
	{ "modal", WHOLE, T_AWAY },
	{ "more-link", ANYWHERE, T_AWAY },
	{ "more-stories", ANYWHERE, T_AWAY },
	{ "most-popular", ANYWHERE, T_AWAY },
	{ "most-read", ANYWHERE, T_AWAY },
	{ "mostread", ANYWHERE, T_AWAY },
	{ "nav", WHOLE, T_AWAY },
	{ "navbar", ANYWHERE, T_AWAY },
	{ "navbox", ANYWHERE, T_AWAY },
	{ "navigation", ANYWHERE, T_AWAY },
	{ "newsletter", ANYWHERE, T_AWAY },
	{ "nomobile", ANYWHERE, 0 },
	{ "noprint", WHOLE, T_SIDE },
	{ "outbrain", ANYWHERE, T_AWAY },
	{ "overlay", WHOLE, T_SIDE },
	{ "pagenav", BEGINS, T_AWAY },
	{ "pager", WHOLE, T_AWAY },
	{ "pagination", ANYWHERE, T_AWAY },
	{ "paywall", ANYWHERE, T_AWAY },
	{ "pingback", ANYWHERE, T_COMMENTS },
	{ "popular", BEGINS, T_AWAY },
	{ "popup", WHOLE, T_AWAY },
	{ "post", WHOLE, T_GOOD },
	{ "post-body", ANYWHERE, T_BODY | T_GOOD },
	{ "post-content", ANYWHERE, T_BODY | T_GOOD },
	{ "post-info", ANYWHERE, T_META },
	{ "post-meta", ANYWHERE, T_META },
	{ "post-text", ANYWHERE, T_BODY | T_GOOD },
	{ "post_content", ANYWHERE, T_BODY | T_GOOD },
	{ "postcontent", ANYWHERE, T_BODY | T_GOOD },
	{ "posted-on", ANYWHERE, T_META },
	{ "postmeta", ANYWHERE, T_META },
	{ "premium-box", ANYWHERE, T_AWAY },
	{ "print", WHOLE, T_SIDE },
	{ "promo", BEGINS, T_AWAY },
	{ "pubdate", ANYWHERE, T_META },
	{ "publish-date", ANYWHERE, T_META },
	{ "pullquote", ANYWHERE, T_SIDE },
	{ "rating", BEGINS, T_SIDE },
	{ "read-more", ANYWHERE, T_AWAY },
	{ "read-next", ANYWHERE, T_AWAY },
	{ "readmore", ANYWHERE, T_AWAY },
	{ "recirc", ANYWHERE, T_AWAY },
	{ "recommend", BEGINS, T_AWAY },
	{ "related", ANYWHERE, T_AWAY },
	{ "replies", WHOLE, T_COMMENTS },
	{ "reply", WHOLE, T_COMMENTS },
	{ "respond", WHOLE, T_COMMENTS },
	{ "robots-nocontent", ANYWHERE, T_AWAY },
	{ "screen-reader-text", ANYWHERE, T_HIDDEN },
	{ "share", BEGINS, T_AWAY },
	{ "sharedaddy", ANYWHERE, T_AWAY },
	{ "sharing", BEGINS, T_AWAY },
	{ "shoutbox", ANYWHERE, T_COMMENTS },
	{ "sidebar", ANYWHERE, T_SIDE },
	{ "sign-up", ANYWHERE, T_AWAY },
	{ "signup", ANYWHERE, T_AWAY },
	{ "site-header", ANYWHERE, T_AWAY },
	{ "skip-link", ANYWHERE, T_HIDDEN },
	{ "skyscraper", ANYWHERE, T_AWAY },
	{ "slider", ANYWHERE, T_GALLERY },
	{ "slideshow", ANYWHERE, T_GALLERY },
	{ "sns", WHOLE, T_AWAY },
	{ "social", ANYWHERE, T_AWAY },
	{ "social-embed", ANYWHERE, T_EMBED },
	{ "social-media-embed", ANYWHERE, T_EMBED },
	{ "sous-titre", WHOLE, T_LEAD },
	{ "sponsor", BEGINS, T_AWAY },
	{ "sr-only", ANYWHERE, T_HIDDEN },
	{ "standfirst", ANYWHERE, T_LEAD },
	{ "story", BEGINS, T_GOOD },
	{ "story-body", ANYWHERE, T_BODY | T_GOOD },
	{ "story-content", ANYWHERE, T_BODY | T_GOOD },
	{ "story__body", ANYWHERE, T_BODY | T_GOOD },
	{ "storybody", ANYWHERE, T_BODY | T_GOOD },
	{ "storytext", ANYWHERE, T_BODY | T_GOOD },
	{ "subhead", BEGINS, 0 },
	{ "subheadline", WHOLE, T_LEAD },
	{ "subscri", BEGINS, T_AWAY },
	{ "subtitle", WHOLE, T_LEAD },
	{ "supplemental", BEGINS, T_SIDE },
	{ "taboola", ANYWHERE, T_AWAY },
	{ "tagcloud", ANYWHERE, T_AWAY },
	{ "taglist", ANYWHERE, T_META },
	{ "tags", WHOLE, T_META },
	{ "teaser", BEGINS, T_SIDE },
	{ "teaser-text", ANYWHERE, T_LEAD },
	{ "text", WHOLE, T_GOOD },
	{ "timestamp", ANYWHERE, T_META },
	{ "toolbar", ANYWHERE, T_AWAY },
	{ "tools", WHOLE, T_AWAY },
	{ "trackback", ANYWHERE, T_COMMENTS },
	{ "trending", BEGINS, T_AWAY },
	{ "tweet", WHOLE, T_EMBED },
	{ "twitter-tweet", ANYWHERE, T_EMBED },
	{ "vcard", WHOLE, T_META },
	{ "visually-hidden", ANYWHERE, T_HIDDEN },
	{ "visuallyhidden", ANYWHERE, T_HIDDEN },
	{ "vorspann", WHOLE, T_LEAD },
	{ "widget", WHOLE, T_SIDE },
	{ "wp-caption", ANYWHERE, T_CAPTION },
};

/* Is there an end of a word between a and b ('\0': an end of the string)? */
static bool
ends_between(char a, char b)
{
	bool hump = a >= 'a' && a <= 'z' && b >= 'A' && b <= 'Z';

	return hump || !ascii_alpha((unsigned char)a) ||
	    !ascii_alpha((unsigned char)b);
}

/* Does a word end before s[i]? A number may follow it, but no hash. */
static bool
ends_at(const char *s, size_t i)
{
	if (!ends_between(s[i - 1], s[i]))
		return false;
	while (ascii_digit((unsigned char)s[i]))
		i++;
	return !ascii_alpha((unsigned char)s[i]) ||
	    !ascii_digit((unsigned char)s[i - 1]);
}

/* Does the row's word stand at s[i]? */
static bool
stands_at(const struct word_rule *row, const char *s, size_t i)
{
	size_t n;

	for (n = 0; row->word[n] != '\0'; n++)
		if (ascii_lower((unsigned char)s[i + n]) != row->word[n])
			return false;
	if (row->place == ANYWHERE)
		return true;
	if (i > 0 && !ends_between(s[i - 1], s[i]))
		return false;
	return row->place == BEGINS || ends_at(s, i + n);
}

void
rules_index(struct rules *rules)
{
	size_t i;
	int c;

	memset(rules, 0, sizeof *rules);
	for (i = 0; i < CC_COUNT(words); i++) {
		c = words[i].word[0] - 'a';
		if (rules->end[c] == 0)
			rules->first[c] = (uint16_t)i;
		rules->end[c] = (uint16_t)(i + 1);
	}
}

/* The longest row whose word stands at s[i], or NULL. */
static const struct word_rule *
longest_at(const struct rules *rules, const char *s, size_t i)
{
	const struct word_rule *row, *best = NULL;
	int c = ascii_lower((unsigned char)s[i]) - 'a';
	size_t k, len, best_len = 0;

	if (c < 0 || c >= 26)
		return NULL;
	for (k = rules->first[c]; k < rules->end[c]; k++) {
		row = &words[k];
		if (!stands_at(row, s, i))
			continue;
		len = strlen(row->word);
		if (len > best_len) {
			best = row;
			best_len = len;
		}
	}
	return best;
}

uint32_t
rules_names(const struct rules *rules, const char *names)
{
	const struct word_rule *row;
	uint32_t traits = 0;
	size_t i;

	if (names == NULL)
		return 0;
	for (i = 0; names[i] != '\0'; i++) {
		row = longest_at(rules, names, i);
		if (row == NULL)
			continue;
		traits |= row->traits;
		i += strlen(row->word) - 1;
	}
	return traits;
}

/* ---- roles */

uint32_t
rules_role(const char *role)
{
	static const struct tag_rule roles[] = {
		{ "alert", T_AWAY }, { "alertdialog", T_AWAY },
		{ "article", T_GOOD }, { "banner", T_SIDE },
		{ "complementary", T_SIDE }, { "contentinfo", T_AWAY },
		{ "dialog", T_AWAY }, { "main", T_MAIN },
		{ "menu", T_AWAY }, { "menubar", T_AWAY },
		{ "navigation", T_AWAY }, { "search", T_AWAY },
		{ "toolbar", T_AWAY },
	};
	size_t i;

	for (i = 0; role != NULL && i < CC_COUNT(roles); i++)
		if (str_iis(str_trim(str_of(role)), roles[i].name))
			return roles[i].traits;
	return 0;
}
