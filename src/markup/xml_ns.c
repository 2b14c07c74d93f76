/*
 * Prefixes that feeds use without declaring them, and what they mean by it:
 * the URIs that the modules' own specifications give.
 */
#include "markup_priv.h"

#include <string.h>

#include "gogai/array.h"

struct usual_ns {
	const char *prefix, *uri;
};

static const struct usual_ns usual[] = {
	{ "admin", "http://webns.net/mvcb/" },
	{ "app", "http://www.w3.org/2007/app" },
	{ "atom", "http://www.w3.org/2005/Atom" },
	{ "atom10", "http://www.w3.org/2005/Atom" },
	{ "cc", "http://web.resource.org/cc/" },
	{ "content", "http://purl.org/rss/1.0/modules/content/" },
	{ "creativeCommons",
	    "http://backend.userland.com/creativeCommonsRssModule" },
	{ "dc", "http://purl.org/dc/elements/1.1/" },
	{ "dcterms", "http://purl.org/dc/terms/" },
	{ "feedburner", "http://rssnamespace.org/feedburner/ext/1.0" },
	{ "foaf", "http://xmlns.com/foaf/0.1/" },
	{ "geo", "http://www.w3.org/2003/01/geo/wgs84_pos#" },
	{ "georss", "http://www.georss.org/georss" },
	{ "hatena", "http://www.hatena.ne.jp/info/xmlns#" },
	{ "itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd" },
	{ "media", "http://search.yahoo.com/mrss/" },
	{ "podcast", "https://podcastindex.org/namespace/1.0" },
	{ "rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#" },
	{ "rdfs", "http://www.w3.org/2000/01/rdf-schema#" },
	{ "slash", "http://purl.org/rss/1.0/modules/slash/" },
	{ "sy", "http://purl.org/rss/1.0/modules/syndication/" },
	{ "taxo", "http://purl.org/rss/1.0/modules/taxonomy/" },
	{ "thr", "http://purl.org/syndication/thread/1.0" },
	{ "trackback",
	    "http://madskills.com/public/xml/rss/module/trackback/" },
	{ "wfw", "http://wellformedweb.org/CommentAPI/" },
	{ "xhtml", "http://www.w3.org/1999/xhtml" },
	{ "xml", XML_NS_XML },
};

static int
compare(const void *key, const void *element)
{
	const struct usual_ns *ns = element;

	return strcmp(key, ns->prefix);
}

const char *
xml_usual_ns(const char *prefix)
{
	size_t i = array_lower_bound(prefix, usual, CC_COUNT(usual),
	    sizeof usual[0], compare);

	if (i < CC_COUNT(usual) && strcmp(usual[i].prefix, prefix) == 0)
		return usual[i].uri;
	return "";
}
