#!/bin/sh
# The whole way on a real terminal: feeds, headlines, full text, a reference
# inside the reader, back to the same line; and all of it again with the
# server gone.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"
. "$GOGAI_SRCDIR/tests/http/nginx.sh"
. "$GOGAI_SRCDIR/tests/http/site.sh"
. "$GOGAI_SRCDIR/tests/screen/tmux.sh"
tap_need nginx tmux python3
site_start || exit 1
# A port of one digit more or less must not change what is compared.
gogai_here poll --no-pages >/dev/null 2>&1

start() {
	screen_start "$1" "$2" "$GOGAI" --config "$site_config" \
	    --urls "$site_urls" --cache "$site_cache"
}
line_of() {
	screen_text | grep -n -e "$1" | head -n 1 | cut -d: -f1
}

# tour WHEN: from the first screen to the reference and back.
tour() {
	start 120 40 || exit 1
	tap "$1: the first screen has all articles on top" \
	    screen_wait 'All articles'
	tap "$1: and the feed" screen_wait 'Harbour Post'
	screen_keys Enter
	tap "$1: Enter lists the headlines" screen_wait 'ferry to Ojika… sails'
	tap "$1: Japanese ones too" screen_wait '「灯台」 A lighthouse keeper'
	screen_keys Enter
	tap "$1: Enter opens the full text" screen_wait 'Nobody expects the ferry'
	screen_text >"$tap_dir/article"
	tap "$1: and nothing but the article" \
	    sh -c '! grep -q "Leave a Reply" "$1"' sh "$tap_dir/article"
	tap "$1: the head has the address in full" \
	    grep -q "$nginx_url/ferry/" "$tap_dir/article"
	line=$(line_of 'Reference: ')
	screen_keys 2 Enter
	tap "$1: a number and Enter follow the reference" \
	    screen_wait 'From the first of December'
	screen_keys BSpace
	tap "$1: Backspace goes back" screen_wait 'Nobody expects the ferry'
	tap_is "$1: to the same line" "$(line_of 'Reference: ')" "$line"
	screen_keys Tab
	screen_keys Tab
	screen_keys Enter
	tap "$1: Tab and Enter follow the marked link" \
	    screen_wait 'From the first of December'
	screen_keys BSpace
	tap "$1: and back again" screen_wait 'Nobody expects the ferry'
	screen_keys q
	tap "$1: q leaves the article" screen_wait 'Market day moves'
	tap "$1: the cursor stands on its headline" \
	    test "$(screen_cursor | cut -d' ' -f2)" -eq \
	    $(($(line_of 'ferry to Ojika') - 1))
	screen_keys q
	tap "$1: q leaves the headlines" screen_wait 'All articles'
	screen_keys q
	tap "$1: q leaves the program" screen_ended
}

asked=$(nginx_requests)
start 120 40 || exit 1
screen_wait 'All articles' >/dev/null
screen_keys q
screen_ended >/dev/null
tap_is 'opening the interface asks nothing of the network' \
    "$(nginx_requests)" "$asked"

tour online
tap_is 'each page was fetched once' \
    "$(nginx_requests '$2 == "/ferry/" || $2 == "/timetable/"')" 2
stop_nginx
tour offline

# ---- marks are kept
tap_is 'what was opened is read' "$(gogai_here list --unread | wc -l |
    tr -d ' ')" 2

# ---- what is not cached says so
start 80 24 || exit 1
screen_wait 'All articles' >/dev/null
screen_keys Enter
screen_wait 'Market day' >/dev/null
screen_keys Down
screen_keys Down
screen_keys Enter
tap 'offline, the feed has its own text' screen_wait 'From December the fish market'
tap 'and words say why there is no more' \
    screen_wait 'refused|cannot|not in the cache|no network'
screen_keys q q q
tap 'the program leaves' screen_ended
tap_done
