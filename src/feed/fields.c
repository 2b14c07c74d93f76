/*
 * What means what: namespace and element to field.
 *
 * Formats and modules are told by their namespace's address, never by its
 * prefix. Addresses are compared without scheme, case and a closing "/" or
 * "#", which is where most of the wrong ones of real feeds go wrong; others
 * that are known stand in the table beside the right one. A prefix that
 * nobody declared has got its usual address from xml.h. An unknown namespace
 * that is the default one is taken for the format's own.
 *
 * A field may come from several elements; the rank says which one is kept.
 * So a module's title is never the item's when the item has one.
 */
#include "feed_priv.h"

#include <string.h>

#include "gogai/array.h"

/* In the order of the addresses: looked up by halving. */
struct known_uri {
	const char *uri;
	enum namespace ns;
};

static const struct known_uri known_uris[] = {
	{ "backend.userland.com/rss", NS_RSS },
	{ "backend.userland.com/rss2", NS_RSS },
	{ "blogs.law.harvard.edu/tech/rss", NS_RSS },
	{ "cyber.law.harvard.edu/rss", NS_RSS },
	{ "cyber.law.harvard.edu/rss/rss.html", NS_RSS },
	{ "example.com/dtds/podcast-1.0.dtd", NS_ITUNES },
	{ "example.com/necho", NS_ATOM },
	{ "example.com/newformat", NS_ATOM },
	{ "github.com/podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
	    NS_PODCAST },
	{ "my.netscape.com/publish/formats/rss-0.91.dtd", NS_RSS },
	{ "my.netscape.com/rdf/simple/0.9", NS_RSS },
	{ "podcastindex.org/namespace/1.0", NS_PODCAST },
	{ "purl.org/atom/ns", NS_ATOM },
	{ "purl.org/dc/elements/1.0", NS_DC },
	{ "purl.org/dc/elements/1.1", NS_DC },
	{ "purl.org/dc/terms", NS_DCTERMS },
	{ "purl.org/echo", NS_ATOM },
	{ "purl.org/metadata/dublin_core", NS_DC },
	{ "purl.org/net/rss1.1", NS_RSS },
	{ "purl.org/pie", NS_ATOM },
	{ "purl.org/rss/1.0", NS_RSS },
	{ "purl.org/rss/1.0/modules/content", NS_CONTENT },
	{ "purl.org/rss/1.0/modules/dc", NS_DC },
	{ "purl.org/rss/1.0/modules/dcterms", NS_DCTERMS },
	{ "purl.org/rss/1.0/modules/rss091", NS_RSS },
	{ "purl.org/rss/1.0/modules/syndication", NS_SY },
	{ "purl.org/rss/modules/content", NS_CONTENT },
	{ "rssnamespace.org/feedburner/ext/1.0", NS_FEEDBURNER },
	{ "search.yahoo.com/mrss", NS_MEDIA },
	{ "uri/of/echo/namespace", NS_ATOM },
	{ "video.search.yahoo.com/mrss", NS_MEDIA },
	{ "www.google.com/schemas/play-podcasts/1.0", NS_GOOGLEPLAY },
	{ "www.itunes.com/dtds/podcast-1.0.dtd", NS_ITUNES },
	{ "www.rssboard.org/media-rss", NS_MEDIA },
	{ "www.rssboard.org/rss-specification", NS_RSS },
	{ "www.w3.org/1999/02/22-rdf-syntax-ns", NS_RDF },
	{ "www.w3.org/1999/xhtml", NS_XHTML },
	{ "www.w3.org/2005/atom", NS_ATOM },
};

#define RSS2	"RSS 2.0"
#define RSS1	"RSS 1.0"
#define ATOM1	"RFC 4287"
#define ATOM03	"Atom 0.3"
#define CDF	"CDF"
#define DCMES	"Dublin Core 1.1"
#define DCMI	"DCMI Terms"
#define MRSS	"Media RSS 1.5"
#define ITUNES	"iTunes podcasts"
#define PLAY	"Google Play podcasts"
#define SYND	"RSS 1.0 syndication"
#define CONT	"RSS 1.0 content"

static const struct field_row rows[] = {
	{ NS_RSS, "title", IN_BOTH, read_text, FIELD_TITLE, RANK_OWN, RSS2 },
	{ NS_RSS, "link", IN_BOTH, read_link, FIELD_LINK, RANK_OWN, RSS2 },
	{ NS_RSS, "url", IN_ITEM, read_link, FIELD_LINK, RANK_SUBSTITUTE,
	    RSS2 },
	{ NS_RSS, "description", IN_BOTH, read_html, FIELD_SUMMARY, RANK_OWN,
	    RSS2 },
	{ NS_RSS, "tagline", IN_FEED, read_html, FIELD_SUMMARY,
	    RANK_SUBSTITUTE, RSS2 },
	{ NS_RSS, "summary", IN_ITEM, read_html, FIELD_SUMMARY,
	    RANK_SUBSTITUTE, RSS2 },
	{ NS_RSS, "body", IN_ITEM, read_xhtml, FIELD_CONTENT, RANK_MODULE,
	    RSS2 },
	{ NS_RSS, "fullitem", IN_ITEM, read_html, FIELD_CONTENT, RANK_MODULE,
	    RSS2 },
	{ NS_RSS, "content", IN_ITEM, read_html, FIELD_CONTENT,
	    RANK_SUBSTITUTE, RSS2 },
	{ NS_RSS, "encoded", IN_ITEM, read_html, FIELD_CONTENT,
	    RANK_SUBSTITUTE, RSS2 },
	{ NS_RSS, "pubdate", IN_ITEM, read_text, FIELD_PUBLISHED, RANK_OWN,
	    RSS2 },
	{ NS_RSS, "pubdate", IN_FEED, read_text, FIELD_UPDATED,
	    RANK_OWN_LESSER, RSS2 },
	{ NS_RSS, "date", IN_ITEM, read_text, FIELD_PUBLISHED,
	    RANK_SUBSTITUTE, RSS2 },
	{ NS_RSS, "published", IN_ITEM, read_text, FIELD_PUBLISHED,
	    RANK_SUBSTITUTE, RSS2 },
	{ NS_RSS, "updated", IN_BOTH, read_text, FIELD_UPDATED,
	    RANK_SUBSTITUTE, RSS2 },
	{ NS_RSS, "lastbuilddate", IN_BOTH, read_text, FIELD_UPDATED,
	    RANK_OWN, RSS2 },
	{ NS_RSS, "guid", IN_ITEM, read_guid, FIELD_ID, RANK_OWN, RSS2 },
	{ NS_RSS, "id", IN_ITEM, read_text, FIELD_ID, RANK_SUBSTITUTE, RSS2 },
	{ NS_RSS, "author", IN_BOTH, read_person, FIELD_AUTHOR, RANK_OWN,
	    RSS2 },
	{ NS_RSS, "managingeditor", IN_FEED, read_person, FIELD_AUTHOR,
	    RANK_OWN, RSS2 },
	{ NS_RSS, "creator", IN_ITEM, read_person, FIELD_AUTHOR,
	    RANK_SUBSTITUTE, RSS2 },
	{ NS_RSS, "category", IN_BOTH, read_category, FIELD_NONE, RANK_OWN,
	    RSS2 },
	{ NS_RSS, "comments", IN_ITEM, read_text, FIELD_COMMENTS, RANK_OWN,
	    RSS2 },
	{ NS_RSS, "enclosure", IN_ITEM, read_enclosure, FIELD_NONE, RANK_OWN,
	    RSS2 },
	{ NS_RSS, "language", IN_BOTH, read_text, FIELD_LANGUAGE, RANK_OWN,
	    RSS2 },
	{ NS_RSS, "image", IN_FEED, read_image, FIELD_ICON, RANK_OWN, RSS2 },
	{ NS_RSS, "ttl", IN_FEED, read_text, FIELD_TTL, RANK_OWN, RSS2 },
	{ NS_RSS, "skiphours", IN_FEED, read_skip_hours, FIELD_NONE,
	    RANK_OWN, RSS2 },
	{ NS_RSS, "skipdays", IN_FEED, read_skip_days, FIELD_NONE, RANK_OWN,
	    RSS2 },

	{ NS_ATOM, "title", IN_BOTH, read_construct, FIELD_TITLE, RANK_OWN,
	    ATOM1 },
	{ NS_ATOM, "subtitle", IN_FEED, read_construct, FIELD_SUMMARY,
	    RANK_OWN, ATOM1 },
	{ NS_ATOM, "tagline", IN_FEED, read_construct, FIELD_SUMMARY,
	    RANK_OWN_LESSER, ATOM03 },
	{ NS_ATOM, "info", IN_FEED, read_construct, FIELD_SUMMARY,
	    RANK_SUBSTITUTE, ATOM03 },
	{ NS_ATOM, "summary", IN_ITEM, read_construct, FIELD_SUMMARY,
	    RANK_OWN, ATOM1 },
	{ NS_ATOM, "content", IN_ITEM, read_content, FIELD_CONTENT, RANK_OWN,
	    ATOM1 },
	{ NS_ATOM, "link", IN_BOTH, read_atom_link, FIELD_LINK, RANK_OWN,
	    ATOM1 },
	{ NS_ATOM, "id", IN_ITEM, read_atom_id, FIELD_ID, RANK_OWN, ATOM1 },
	{ NS_ATOM, "author", IN_BOTH, read_person, FIELD_AUTHOR, RANK_OWN,
	    ATOM1 },
	{ NS_ATOM, "category", IN_BOTH, read_category, FIELD_NONE, RANK_OWN,
	    ATOM1 },
	{ NS_ATOM, "published", IN_ITEM, read_text, FIELD_PUBLISHED, RANK_OWN,
	    ATOM1 },
	{ NS_ATOM, "issued", IN_ITEM, read_text, FIELD_PUBLISHED,
	    RANK_OWN_LESSER, ATOM03 },
	{ NS_ATOM, "created", IN_ITEM, read_text, FIELD_PUBLISHED,
	    RANK_SUBSTITUTE, ATOM03 },
	{ NS_ATOM, "updated", IN_BOTH, read_text, FIELD_UPDATED, RANK_OWN,
	    ATOM1 },
	{ NS_ATOM, "modified", IN_BOTH, read_text, FIELD_UPDATED,
	    RANK_OWN_LESSER, ATOM03 },
	{ NS_ATOM, "icon", IN_FEED, read_text, FIELD_ICON, RANK_OWN, ATOM1 },
	{ NS_ATOM, "logo", IN_FEED, read_text, FIELD_ICON, RANK_OWN_LESSER,
	    ATOM1 },
	{ NS_ATOM, "source", IN_ITEM, read_source, FIELD_AUTHOR,
	    RANK_LAST_RESORT, ATOM1 },

	{ NS_CDF, "title", IN_BOTH, read_text, FIELD_TITLE, RANK_OWN, CDF },
	{ NS_CDF, "abstract", IN_BOTH, read_html, FIELD_SUMMARY, RANK_OWN,
	    CDF },
	{ NS_CDF, "a", IN_BOTH, read_href, FIELD_LINK, RANK_OWN_LESSER, CDF },
	{ NS_CDF, "logo", IN_FEED, read_href, FIELD_ICON, RANK_OWN, CDF },

	{ NS_DC, "title", IN_BOTH, read_text, FIELD_TITLE, RANK_MODULE,
	    DCMES },
	{ NS_DC, "creator", IN_BOTH, read_person, FIELD_AUTHOR, RANK_MODULE,
	    DCMES },
	{ NS_DC, "author", IN_BOTH, read_person, FIELD_AUTHOR, RANK_MODULE,
	    DCMES },
	{ NS_DC, "description", IN_BOTH, read_html, FIELD_SUMMARY,
	    RANK_MODULE, DCMES },
	{ NS_DC, "subject", IN_BOTH, read_category, FIELD_NONE, RANK_MODULE,
	    DCMES },
	{ NS_DC, "date", IN_ITEM, read_both_dates, FIELD_PUBLISHED,
	    RANK_MODULE, DCMES },
	{ NS_DC, "date", IN_FEED, read_text, FIELD_UPDATED, RANK_MODULE,
	    DCMES },
	{ NS_DC, "language", IN_BOTH, read_text, FIELD_LANGUAGE, RANK_MODULE,
	    DCMES },
	{ NS_DC, "identifier", IN_ITEM, read_text, FIELD_ID, RANK_SUBSTITUTE,
	    DCMES },

	{ NS_DCTERMS, "issued", IN_ITEM, read_text, FIELD_PUBLISHED,
	    RANK_MODULE, DCMI },
	{ NS_DCTERMS, "issued", IN_FEED, read_text, FIELD_UPDATED,
	    RANK_SUBSTITUTE, DCMI },
	{ NS_DCTERMS, "created", IN_ITEM, read_text, FIELD_PUBLISHED,
	    RANK_SUBSTITUTE, DCMI },
	{ NS_DCTERMS, "modified", IN_BOTH, read_text, FIELD_UPDATED,
	    RANK_MODULE, DCMI },

	{ NS_CONTENT, "encoded", IN_ITEM, read_html, FIELD_CONTENT,
	    RANK_OWN, CONT },

	{ NS_SY, "updateperiod", IN_FEED, read_text, FIELD_PERIOD, RANK_OWN,
	    SYND },
	{ NS_SY, "updatefrequency", IN_FEED, read_text, FIELD_FREQUENCY,
	    RANK_OWN, SYND },

	{ NS_ITUNES, "title", IN_ITEM, read_text, FIELD_TITLE,
	    RANK_LAST_RESORT, ITUNES },
	{ NS_ITUNES, "author", IN_BOTH, read_person, FIELD_AUTHOR,
	    RANK_SUBSTITUTE, ITUNES },
	{ NS_ITUNES, "summary", IN_BOTH, read_html, FIELD_SUMMARY,
	    RANK_SUBSTITUTE, ITUNES },
	{ NS_ITUNES, "subtitle", IN_BOTH, read_html, FIELD_SUMMARY,
	    RANK_LAST_RESORT, ITUNES },
	{ NS_ITUNES, "category", IN_BOTH, read_category, FIELD_NONE,
	    RANK_OWN, ITUNES },
	{ NS_ITUNES, "keywords", IN_BOTH, read_keywords, FIELD_NONE, RANK_OWN,
	    ITUNES },
	{ NS_ITUNES, "image", IN_FEED, read_href, FIELD_ICON, RANK_MODULE,
	    ITUNES },
	{ NS_ITUNES, "duration", IN_ITEM, read_text, FIELD_DURATION, RANK_OWN,
	    ITUNES },

	{ NS_GOOGLEPLAY, "author", IN_BOTH, read_person, FIELD_AUTHOR,
	    RANK_LAST_RESORT, PLAY },
	{ NS_GOOGLEPLAY, "description", IN_BOTH, read_html, FIELD_SUMMARY,
	    RANK_LAST_RESORT, PLAY },
	{ NS_GOOGLEPLAY, "image", IN_FEED, read_href, FIELD_ICON,
	    RANK_SUBSTITUTE, PLAY },

	{ NS_MEDIA, "title", IN_ITEM, read_media_text, FIELD_TITLE,
	    RANK_SUBSTITUTE, MRSS },
	{ NS_MEDIA, "description", IN_ITEM, read_media_text, FIELD_SUMMARY,
	    RANK_LAST_RESORT, MRSS },
	{ NS_MEDIA, "category", IN_ITEM, read_category, FIELD_NONE, RANK_OWN,
	    MRSS },
	{ NS_MEDIA, "keywords", IN_ITEM, read_keywords, FIELD_NONE, RANK_OWN,
	    MRSS },
	{ NS_MEDIA, "group", IN_ITEM, read_group, FIELD_NONE, RANK_OWN, MRSS },
	{ NS_MEDIA, "content", IN_ITEM, read_media, FIELD_NONE, RANK_OWN,
	    MRSS },

	{ NS_FEEDBURNER, "origlink", IN_ITEM, read_text, FIELD_CANONICAL,
	    RANK_OWN, "FeedBurner" },

	{ NS_XHTML, "body", IN_ITEM, read_xhtml, FIELD_CONTENT,
	    RANK_OWN_LESSER, "XHTML" },
	{ NS_XHTML, "div", IN_ITEM, read_xhtml, FIELD_CONTENT, RANK_MODULE,
	    "XHTML" },
};

/* The address as the table has it: no scheme, lower case, no "/" or "#". */
static bool
normalise(char out[80], const char *uri)
{
	struct str s = str_trim(str_of(uri));
	size_t i;

	if (str_istarts(s, "http://"))
		s = str_sub(s, 7, s.len);
	else if (str_istarts(s, "https://"))
		s = str_sub(s, 8, s.len);
	while (s.len > 0 && (s.p[s.len - 1] == '/' || s.p[s.len - 1] == '#'))
		s.len--;
	if (s.len >= 80)
		return false;
	for (i = 0; i < s.len; i++)
		out[i] = (char)ascii_lower((unsigned char)s.p[i]);
	out[s.len] = '\0';
	return true;
}

static int
compare_uri(const void *key, const void *element)
{
	const struct known_uri *known = element;

	return strcmp(key, known->uri);
}

enum namespace
field_namespace(const char *uri, const char *prefix)
{
	char key[80];
	size_t i;

	if (normalise(key, uri)) {
		i = array_lower_bound(key, known_uris, CC_COUNT(known_uris),
		    sizeof(known_uris[0]), compare_uri);
		if (i < CC_COUNT(known_uris) &&
		    strcmp(known_uris[i].uri, key) == 0)
			return known_uris[i].ns;
	}
	return *prefix == '\0' ? NS_CORE : NS_FOREIGN;
}

static enum namespace
core_of(enum format format)
{
	switch (format) {
	case FORMAT_ATOM:
		return NS_ATOM;
	case FORMAT_CDF:
		return NS_CDF;
	case FORMAT_UNKNOWN:
	case FORMAT_RSS:
	case FORMAT_RDF:
	case FORMAT_JSON:
		break;
	}
	return NS_RSS;
}

static const struct field_row *
look_up(enum namespace ns, const char *name, enum field_place place)
{
	size_t i;

	for (i = 0; i < CC_COUNT(rows); i++)
		if (rows[i].ns == ns && (rows[i].place & place) != 0 &&
		    strcmp(rows[i].name, name) == 0)
			return &rows[i];
	return NULL;
}

const struct field_row *
field_find(const struct parse *p, enum namespace ns, const char *name,
    enum field_place place)
{
	const struct field_row *row;
	enum namespace core = core_of(p->format);
	char lower[24];
	size_t i;

	for (i = 0; name[i] != '\0'; i++) {
		if (i + 1 == sizeof(lower))
			return NULL;
		lower[i] = (char)ascii_lower((unsigned char)name[i]);
	}
	lower[i] = '\0';
	row = look_up(ns == NS_CORE ? core : ns, lower, place);
	if (row == NULL && ns != core && *xml_prefix(p->xml) == '\0')
		row = look_up(core, lower, place);
	return row;
}
