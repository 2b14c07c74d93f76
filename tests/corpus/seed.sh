#!/bin/sh
# The page that the product is tested on: from its bytes to the exact text.
# Its sentences are the site's, so it is read where it stands.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"
tap_shared data/seed-article
seed=$GOGAI_SHARED/data/seed-article
url=https://japan-360.net/from-japan-to-russia-with-love/

"$GOGAI" extract --text --base-url "$url" "$seed/page.html" >"$tap_dir/page"
tap_same 'the post, exactly' "$tap_dir/page" "$seed/expected.txt"
"$GOGAI" extract --text --base-url https://www.japantimes.co.jp/x/ \
    "$seed/reference.html" >"$tap_dir/reference"
tap_same 'the page it refers to, exactly' "$tap_dir/reference" \
    "$seed/expected-reference.txt"

cat >"$tap_dir/check" <<'EOF'
import json
import re
import sys
page, feed = (json.load(open(p)) for p in sys.argv[1:3])
def same(name, got, want):
    if got != want:
        print("%s: %r, not %r" % (name, got, want))
same("title", page["title"], "From Japan to Russia….. With love")
same("byline", page["byline"], "Japan 360 Editor")
same("site", page["site"], "Japan 360")
same("published", page["published"], "2018-09-13T00:12:44Z")
links = re.findall(r'<a [^>]*href="([^"]*)"', page["html"])
same("links", links[:1], ["http://en.kremlin.ru/"])
same("number of links", len(links), 2)
same("feed title", feed["title"], "Japan 360")
same("items", len(feed["items"]), 5)
item = feed["items"][1]
same("headline", item["title"], "From Japan to Russia….. With love")
same("id", item["id"], "https://japan-360.net/?p=4183")
same("date", item["published"], "2018-09-13T00:12:44Z")
same("author", item["author"], "Japan 360 Editor")
same("categories", item["categories"],
     ["News", "Shinzo Abe", "Vladimir Putin"])
for i in feed["items"]:
    if "appeared first" in (i.get("summary", "") + i.get("content", "")):
        print("an advertising line in", i["title"])
EOF
"$GOGAI" extract --json --base-url "$url" "$seed/page.html" >"$tap_dir/page.json"
"$GOGAI" parse --json --base-url https://japan-360.net/feed/ \
    "$seed/feed.xml" >"$tap_dir/feed.json"
tap_lines 'what the post and its feed say of themselves' \
    "$(python3 "$tap_dir/check" "$tap_dir/page.json" "$tap_dir/feed.json" 2>&1)"
tap_done
