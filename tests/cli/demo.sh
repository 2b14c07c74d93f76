#!/bin/sh
# A new user's first minutes: --demo, --help, nothing subscribed, list, show,
# add: what is printed, and what scripts can rely on.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"
tap_need python3

gogai() {
	"$GOGAI" --config "$tap_dir/config" --urls "$tap_dir/urls" \
	    --cache "$tap_dir/gogai.db" "$@"
}

# ---- nothing there yet
tap_is 'an empty list is [] for scripts' "$(gogai list --json)" '[]'
gogai list --json >/dev/null
tap_is 'and no failure' "$?" 0
tap_is 'and nothing for people' "$(gogai list)" ''
for words in 'gogai --demo' 'gogai add URL' 'choose'; do
	tap "without subscriptions it names: $words" \
	    sh -c '"$@" | grep -q -e "$0"' "$words" "$GOGAI" --config \
	    "$tap_dir/config" --urls "$tap_dir/urls" --cache "$tap_dir/gogai.db"
done
tap_is 'the version' "$(gogai --version | cut -d' ' -f1)" gogai
tap 'help lists the commands' sh -c '"$0" --help | grep -q "  extract "' "$GOGAI"
gogai nonsense >/dev/null 2>"$tap_dir/err"
tap_is 'an unknown command exits 2' "$?" 2
tap 'and is named' grep -q nonsense "$tap_dir/err"
gogai list --nonsense >/dev/null 2>"$tap_dir/err"
tap_is 'an unknown flag exits 2' "$?" 2
gogai show 1 >/dev/null 2>"$tap_dir/err"
tap_is 'an article that is not there fails' "$?" 1
tap 'in words' grep -q 'no article 1' "$tap_dir/err"

# ---- options
gogai -o 'host-gap wide' config --check >/dev/null 2>"$tap_dir/err"
tap_is 'a bad option is a complaint' "$?" 1
tap 'that says what would be right' grep -q '30s' "$tap_dir/err"
tap 'so is a name that nobody knows' sh -c '"$0" --config /dev/null \
    -o "host-gab 7" config --check 2>&1 | grep -q host-gab' "$GOGAI"
tap 'a good one is taken' sh -c '"$0" --config /dev/null -o "host-gap 7" \
    config | grep -qx "host-gap 7s"' "$GOGAI"

# ---- subscribing keeps what people wrote
printf '# my feeds\nhttps://a.example/feed "~A" news\n' >"$tap_dir/urls"
gogai add https://b.example/feed >/dev/null
tap_is 'add appends' "$(cat "$tap_dir/urls")" '# my feeds
https://a.example/feed "~A" news
https://b.example/feed'
gogai add https://b.example/feed >/dev/null
tap_is 'add adds nothing twice' "$(grep -c b.example "$tap_dir/urls")" 1
gogai add 'javascript:alert(1)' >/dev/null 2>&1
tap_is 'what is no feed address is refused' "$?" 1

# ---- the sample edition
mkdir "$tap_dir/tmp"
TMPDIR=$tap_dir/tmp
export TMPDIR
"$GOGAI" --demo >"$tap_dir/list"
tap_is 'without a terminal --demo lists headlines' "$?" 0
tap 'a dozen of them' test "$(wc -l <"$tap_dir/list")" -ge 12
tap 'some of them Japanese' grep -q 'の' "$tap_dir/list"
tap_is 'each line has five fields' "$(awk -F'\t' 'NF != 5' "$tap_dir/list")" ''
tap '--demo | head works' sh -c '"$0" --demo | head -n 1 | grep -q .' "$GOGAI"
"$GOGAI" --demo list --json >"$tap_dir/json"
python3 - "$tap_dir/json" >"$tap_dir/said" <<'EOF'
import json
import sys
articles = json.load(open(sys.argv[1]))
keys = {"id", "feed", "feed_title", "title", "link", "author",
        "published", "updated", "unread", "starred", "tags"}
for a in articles:
    missing = keys - set(a)
    if missing or not isinstance(a["id"], int) or a["unread"] is not True:
        print("bad:", missing, a)
    if "�" in a["title"] or not a["title"]:
        print("damaged:", a)
if len({a["id"] for a in articles}) != len(articles):
    print("an id twice")
if [a["published"] for a in articles if a["published"]] != sorted(
        (a["published"] for a in articles if a["published"]), reverse=True):
    print("not newest first")
EOF
tap_lines 'the JSON is what was promised' "$(cat "$tap_dir/said")"
tap_is '--limit' "$("$GOGAI" --demo list --limit 3 | wc -l | tr -d ' ')" 3
tap_is '--limit 0' "$("$GOGAI" --demo list --limit 0 --json)" '[]'
tap_is 'nothing is left behind' "$(ls "$tap_dir/tmp")" ''
tap_done
