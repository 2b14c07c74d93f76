#!/bin/sh
# parse, extract, render: bytes in, words out, no network and no cache.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"
tap_need python3
site=$GOGAI_SRCDIR/tests/data/site

field() { # KEY-EXPRESSION < JSON
	python3 -c "import json, sys; d = json.load(sys.stdin); print($1)"
}
tap_is 'parse: the number of items' \
    "$("$GOGAI" parse --json "$site/feed.xml" | field 'len(d["items"])')" 3
tap_is 'parse: a title with its references decoded' \
    "$("$GOGAI" parse --json "$site/feed.xml" |
    field 'd["items"][0]["title"]')" 'The ferry to Ojika… sails again'
tap_is 'parse: dates in UTC' "$("$GOGAI" parse --json - <"$site/feed.xml" |
    field 'd["items"][0]["published"]')" 2026-11-17T00:12:44Z
tap_is 'parse: no advertising line' "$("$GOGAI" parse --json "$site/feed.xml" |
    grep -c 'appeared first')" 0
"$GOGAI" parse --json "$site/ferry/index.html" >"$tap_dir/out" 2>"$tap_dir/err"
tap_is 'parse: a page is no feed' "$?" 1
tap_is 'parse: one line says what it is' "$(wc -l <"$tap_dir/err" | tr -d ' ')" 1
tap 'parse: namely HTML' grep -q HTML "$tap_dir/err"
"$GOGAI" parse --json "$tap_dir/none" >/dev/null 2>"$tap_dir/err"
tap_is 'parse: a missing file fails' "$?" 1

"$GOGAI" extract --text "$site/timetable/index.html" >"$tap_dir/out"
tap_is 'extract: the first words' "$(head -c 27 "$tap_dir/out")" \
    'From the first of December '
tap_is 'extract: paragraphs apart by a blank line' \
    "$(grep -c '^$' "$tap_dir/out")" 2
tap_is 'extract: the title' "$("$GOGAI" extract --json \
    "$site/keeper/index.html" | field 'd["title"]')" \
    '「灯台」 A lighthouse keeper retires'
tap_is 'extract: of a ruby only the base' "$("$GOGAI" extract --text \
    "$site/keeper/index.html" | grep -c むてき)" 0
tap_is 'extract: HTML keeps paragraphs' "$("$GOGAI" extract --html \
    "$site/market/index.html" | grep -o '<p>' | wc -l | tr -d ' ')" 3

printf '<p>%s</p>' 'これは、「東京」です。とても、きれい。' >"$tap_dir/ja.html"
tap_is 'render: Japanese at 10 columns' \
    "$("$GOGAI" render --width 10 "$tap_dir/ja.html")" \
    'これは、
「東京」で
す。とて
も、きれ
い。'
tap_is 'render: links are numbered' "$(echo '<p>See <a href="http://x.example/">this
page</a>.</p>' | "$GOGAI" render --width 40 -)" 'See this page[1].'
tap_is 'render: or not' "$(echo '<p>See <a href="http://x.example/">this
page</a>.</p>' | "$GOGAI" render --links none --width 40 -)" 'See this page.'
tap_is 'render: commands to the terminal are dropped' \
    "$(printf '<p>a\033[31mb\302\2332Jc</p>' |
    "$GOGAI" render --width 40 - | od -An -c | tr -d ' \n')" 'a[31mb2Jc\n'

# No character of a text is ever missing, at any width.
cat >"$tap_dir/text.html" <<'EOF'
<h2>円安と漁港 Yen and harbour</h2><p>午前９時、港では「せり」が始まった。値段は１０，０００円を超え、U.S. からの客も
驚いた。<em>“Very high,”</em> said one — see https://www.example.com/news/2026/11/17/a.html?q=1&amp;r=2 for more.</p>
<ul><li>さば　二箱<li>あじ（中）三箱……<li>家族👨‍👩‍👧‍👦で👍🏽</ul><blockquote><p>か&#x3099;き&#x3099;は、二枚貝。</p></blockquote>
EOF
python3 - "$GOGAI" "$tap_dir/text.html" >"$tap_dir/said" <<'EOF'
import subprocess
import sys
def letters(cols):
    out = subprocess.run([sys.argv[1], "render", "--links", "none", "--width",
                          str(cols), sys.argv[2]], capture_output=True,
                         check=True).stdout.decode()
    return [c for c in out if not c.isspace() and c not in "│•─"]
want = letters(200)
for cols in range(20, 200):
    if letters(cols) != want:
        print("at %d columns characters differ" % cols)
EOF
tap_lines 'render: no character is missing at 20 to 200 columns' \
    "$(cat "$tap_dir/said")"
tap_done
