#!/bin/sh
# The corpora's scores, which may not fall below what is written in the file
# `scores` beside this script. A score that has risen is written there by hand.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"
tap_need python3
here=$GOGAI_SRCDIR/tests/corpus

# score NAME FOLDER COMMAND: run a scorer; its JSON goes to $tap_dir/NAME.
score() {
	(cd "$GOGAI_SHARED/corpus/$2" && sh -c "$3") >"$tap_dir/$1.log" 2>&1
}
# floor NAME: the lowest value that is allowed.
floor() {
	awk -v name="$1" '$1 == name { print $2 }' "$here/scores"
}
at_least() { # NAME VALUE
	tap "$1: ${2:-no score} is not below $(floor "$1")" \
	    awk -v v="${2:-0}" -v f="$(floor "$1")" 'BEGIN { exit !(v + 0 >= f + 0) }'
}

if [ -d "$GOGAI_SHARED/corpus/feeds-dev" ]; then
	score feeds-dev feeds-dev "python3 score.py --jobs 2 \
	    --cmd '$GOGAI parse --json {args} {file}' ."
	tail -n 3 "$tap_dir/feeds-dev.log" | sed 's/^/# /'
	at_least feeds-dev "$(awk '$1 == "TOTAL" { print $4 }' \
	    "$tap_dir/feeds-dev.log")"
else
	tap_skip feeds-dev 'the shared corpora are not there'
fi

if [ "$GOGAI_SANITIZED" = yes ] && [ -z "${GOGAI_LONG:-}" ]; then
	sets=postlight
else
	sets='scrapinghub mozilla trafilatura postlight wcxb'
fi
for set in $sets; do
	if [ ! -d "$GOGAI_SHARED/corpus/extraction-dev" ]; then
		tap_skip "extraction-dev $set" 'the shared corpora are not there'
		continue
	fi
	score "$set" extraction-dev "python3 score.py --set $set \
	    --cmd '$GOGAI extract --text {html} --base-url {url}'"
	tail -n 3 "$tap_dir/$set.log" | sed 's/^/# /'
	at_least "extraction-dev/$set" "$(awk '
	    match($0, /F1 [0-9.]+/) { print substr($0, RSTART + 3, RLENGTH - 3)
	    exit }' "$tap_dir/$set.log")"
done
tap_done
