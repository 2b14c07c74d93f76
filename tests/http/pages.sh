#!/bin/sh
# Full text: pages fetched while polling, robots.txt, failures, and reading
# everything again with the server gone.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"
. "$GOGAI_SRCDIR/tests/http/nginx.sh"
. "$GOGAI_SRCDIR/tests/http/site.sh"
tap_need nginx python3
site_start || exit 1

id_of() {
	gogai_here list --json | python3 -c '
import json, sys
for a in json.load(sys.stdin):
    if sys.argv[1] in a["title"]:
        print(a["id"])
' "$1"
}

# ---- robots.txt forbids one, and one is missing
printf 'User-agent: *\nDisallow: /market/\n' >"$tap_dir/www/robots.txt"
rm -r "$tap_dir/www/keeper"
gogai_here poll >"$tap_dir/out" 2>"$tap_dir/err"
tap_is 'pages that cannot be had fail no feed' "$?" 0
tap_is 'the page of an excerpt is fetched' \
    "$(nginx_requests '$2 == "/ferry/" && $3 == 200')" 1
tap_is 'what robots.txt forbids is not' "$(nginx_requests '$2 == "/market/"')" 0
tap 'which is said' grep -q 'robots.txt' "$tap_dir/err"
tap 'and so is the one that is missing' grep -q 'HTTP 404' "$tap_dir/err"
tap_is 'robots.txt is asked once' \
    "$(nginx_requests '$2 == "/robots.txt"')" 1

# ---- the same again asks for no page twice
pages=$(nginx_requests '$2 != "/feed.xml"')
gogai_here poll --force >/dev/null 2>&1
tap_is 'a second poll asks for no page again' \
    "$(nginx_requests '$2 != "/feed.xml" && $2 != "/robots.txt"')" \
    $((pages - 1))

stop_nginx
gogai_here show "$(id_of ferry)" --width 78 >"$tap_dir/ferry"
tap 'full text, offline: the last paragraph' \
    grep -q 'Nobody expects the ferry' "$tap_dir/ferry"
tap 'the reference is a numbered link' \
    grep -q 'Reference: The winter timetable of the Ojika line\[2\]' \
    "$tap_dir/ferry"
tap 'the photo credit is a caption' grep -q 'photo credit to: harbour office' \
    "$tap_dir/ferry"
for words in 'Leave a Reply' 'Share this' 'newsletter' 'appeared first' \
    'You may also' 'Skip to content' 'Posted on' 'Tagged'; do
	tap "nothing but the article: no \"$words\"" \
	    sh -c '! grep -q "$1" "$2"' sh "$words" "$tap_dir/ferry"
done
gogai_here show "$(id_of 灯台)" >"$tap_dir/keeper"
tap 'without its page an article has its body' grep -q '四十年の勤め' \
    "$tap_dir/keeper"

# ---- an article of a page that has less than the feed keeps the feed's text
tap_is 'no counter is off' "$(site_sql 'select (select sum(n_articles)
    from feed) - count(*) from article')" 0
tap_done
