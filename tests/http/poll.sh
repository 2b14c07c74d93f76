#!/bin/sh
# Polling a real server: conditional requests, compression, redirects,
# failures, bounds, manners; and the exit status that scripts see.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"
. "$GOGAI_SRCDIR/tests/http/nginx.sh"
. "$GOGAI_SRCDIR/tests/http/site.sh"
tap_need nginx python3
site_start || exit 1

poll() {
	gogai_here poll "$@" >"$tap_dir/out" 2>"$tap_dir/err"
	status=$?
}
said() {
	cat "$tap_dir/out" "$tap_dir/err"
}
articles() {
	gogai_here list | wc -l | tr -d ' '
}

# ---- a first poll: one request, everything stored
poll --no-pages
tap_is 'a good poll exits 0' "$status" 0
tap_is 'one request for a first fetch' "$(nginx_requests)" 1
tap_is 'all articles are there' "$(articles)" 3
tap 'the user agent names us and where to ask' \
    grep -Eq 'gogai/[0-9.]+ \(\+https?://[^)]*\)' "$nginx_log"
tap_is 'no cookie, no referer' \
    "$(nginx_requests '$10 != "" || $11 != ""')" 0
tap_is 'compression is asked for' "$(nginx_requests '$9 ~ /gzip/')" 1
tap_is 'feeds are what we accept first' \
    "$(nginx_requests '$8 ~ /^application\/atom\+xml/')" 1

# ---- at once again: not due, nothing is asked
poll --no-pages
tap_is 'nothing due exits 0' "$status" 0
tap_is 'nothing due asks nothing' "$(nginx_requests)" 1
tap 'and says so' grep -q 'not asked' "$tap_dir/out"

# ---- forced: the validators go along, byte for byte
etag=$(site_sql 'select etag from feed')
poll --no-pages --force
tap_is 'unchanged is 304' "$(nginx_requests '$3 == 304')" 1
tap 'the server gave an ETag' test -n "$etag"
tap_is 'If-None-Match is the ETag as it came' \
    "$(awk -F'\t' '$3 == 304 { print $5 }' "$nginx_log")" "$etag"
tap_is 'If-Modified-Since goes along' "$(nginx_requests '$6 != ""')" 1
tap_is 'unchanged adds nothing' "$(articles)" 3

# ---- changed: the new one is added, marks and identities stay
before=$(gogai_here list --json | python3 -c '
import json, sys
print(sorted(a["id"] for a in json.load(sys.stdin)))')
sed 's|<item>|<item><title>Extra</title><guid>x1</guid><link>'"$nginx_url"'/x/</link><pubDate>Wed, 18 Nov 2026 00:00:00 GMT</pubDate><description>Short.</description></item>\n<item>|;t done;b;:done;n;b done' \
    "$GOGAI_SRCDIR/tests/data/site/feed.xml" | site_write feed.xml
poll --no-pages --force
tap_is 'a changed feed brings what is new' "$(articles)" 4
after=$(gogai_here list --json | python3 -c '
import json, sys
print(sorted(a["id"] for a in json.load(sys.stdin))[:3])')
tap_is 'the others keep their numbers' "$after" "$before"

# ---- many kinds of trouble, each alone with its reason
port=$((nginx_port + 1))
cat >"$site_urls" <<EOF
$nginx_url/feed.xml
$nginx_url/to/302/feed.xml?a
$nginx_url/plain/feed.xml
$nginx_url/status/404
$nginx_url/status/500
$nginx_url/status/410
$nginx_url/loop
$nginx_url/ferry/
http://127.0.0.1:$port/refused.xml
gopher://old.example/
EOF
poll --no-pages --force
tap_is 'some failed: exit 1' "$status" 1
tap 'a bad line is named by its number' grep -q 'urls:10:' "$tap_dir/err"
for word in 'HTTP 404' 'HTTP 500' 'HTTP 410' 'redirect' 'HTML' 'refused'; do
	tap "the reason is in words: $word" grep -iq "$word" "$tap_dir/err"
done
tap_is 'a redirect is followed' "$(site_sql "select count(*) from feed
    where url like '%/to/302/%' and error is null and n_articles = 4")" 1
tap_is 'failing feeds stop nobody' "$(site_sql "select count(*) from feed
    where n_articles = 4")" 3

# ---- what is gone is not asked again, but by force
: >"$nginx_log.mark"
gone=$(nginx_requests '$2 == "/status/410"')
poll --no-pages
tap_is 'gone is not asked again' "$(nginx_requests '$2 == "/status/410"')" \
    "$gone"
poll --no-pages --force "$nginx_url/status/410"
tap_is 'force asks it all the same' \
    "$(nginx_requests '$2 == "/status/410"')" $((gone + 1))

# ---- an answer that stays fresh
echo "$nginx_url/fresh/feed.xml" >"$site_urls"
poll --no-pages
fresh=$(nginx_requests '$2 == "/fresh/feed.xml"')
poll --no-pages "$nginx_url/fresh/feed.xml"
tap_is 'fresh is not asked again' \
    "$(nginx_requests '$2 == "/fresh/feed.xml"')" "$fresh"
tap 'and says why' grep -q 'fresh' "$tap_dir/out"

# ---- too slow, too large
echo "$nginx_url/slow/big.xml" >"$site_urls"
{ echo '<rss><channel><title>Big</title>'
  yes '<item><title>x</title><description>text text text</description></item>' |
      head -n 500
} >"$tap_dir/www/big.xml"
poll --no-pages -o 'transfer-timeout 1'
tap_is 'too slow is a failure' "$status" 1
tap 'and says that it took too long' grep -Eiq 'time|second|1 s' "$tap_dir/err"

python3 - "$tap_dir/www/huge.xml" <<'EOF'
import sys
item = ("<item><title>Item %d</title><guid>g%d</guid><description>" +
        "words " * 3000 + "</description></item>\n")
with open(sys.argv[1], "w") as out:
    out.write("<rss version='2.0'><channel><title>Huge</title>\n")
    for i in range(11000):
        out.write(item % (i, i))
EOF
tap_note "$(ls -l "$tap_dir/www/huge.xml")"
echo "$nginx_url/plain/huge.xml" >"$site_urls"
poll --no-pages
tap_is 'a 200 MB answer ends the poll in order' "$status" 0
sent=$(nginx_requests '$2 == "/plain/huge.xml" && $4 > 60000000')
tap_is 'and is cut at the limit, not read to its end' "$sent" 0
kept=$(site_sql "select n_articles from feed where url like '%huge%'")
tap 'its complete items are kept' test "${kept:-0}" -gt 1000

# ---- nothing subscribed, no cache to write
: >"$site_urls"
poll
tap_is 'nothing subscribed exits 2' "$status" 2
tap 'and says how to begin' grep -q 'gogai add' "$tap_dir/err"
echo "$nginx_url/feed.xml" >"$site_urls"
"$GOGAI" --config "$site_config" --urls "$site_urls" \
    --cache "$tap_dir/www/feed.xml" poll >/dev/null 2>"$tap_dir/err"
tap_is 'a file that is no cache exits 2' "$?" 2
tap 'and says what it is' grep -q 'no cache' "$tap_dir/err"

tap_done
