#!/bin/sh
# Sizes and terminals: resizing re-lays the text and keeps the place, tiny
# screens show something, and old terminals work.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"
. "$GOGAI_SRCDIR/tests/screen/tmux.sh"
tap_need tmux

article() {
	screen_start "$1" "$2" "$GOGAI" --demo
	screen_wait 'All articles' >/dev/null || return 1
	screen_keys Enter
	screen_gone 'All articles +[0-9]' >/dev/null
	screen_keys Enter
}

article 120 40
tap 'an article opens' screen_wait 'https?://'
first=$(screen_text | grep -E 'https?://' | head -n 1 | sed 's/^ *//')
screen_keys Down Down Down
screen_keys Up Up Up
screen_size 60 20
tap 'at 60 columns the same article is there' screen_wait 'https?://'
screen_size 120 40
tap 'back at 120 columns the same line is there' \
    screen_wait "$(printf '%s' "$first" | cut -c1-40)"
for size in '20 5' '8 3' '1 1' '3 2' '200 60' '40 12'; do
	# shellcheck disable=SC2086
	screen_size $size
done
tap 'many sizes later the program lives' screen_wait '[^ ]'
screen_size 120 40
tap 'and shows the same article' \
    screen_wait "$(printf '%s' "$first" | cut -c1-40)"
screen_keys q q q
tap 'and leaves when it is told to' screen_ended

for TERM in xterm xterm-256color screen linux vt100; do
	export TERM
	screen_start 80 24 "$GOGAI" --demo
	tap "$TERM: the feeds are listed" screen_wait 'All articles'
	screen_keys Enter
	tap "$TERM: so are the headlines" screen_wait '[0-9]{2}:[0-9]{2}|Nov|Oct'
	screen_keys '?'
	tap "$TERM: help opens" screen_wait 'Enter'
	screen_keys q q q
	tap "$TERM: and the program leaves" screen_ended
done
TERM=dumb
export TERM
screen_start 80 24 sh -c '"$0" --demo; exec cat' "$GOGAI"
tap 'a dumb terminal is told so in words' screen_wait 'dumb|terminal'
tap_done
