#!/bin/sh
# Sizes that a reader can hold: functions of at most 100 lines and 25 branches,
# nine of ten within 40 lines, files under 800, lines within 80 columns, and
# no mutable global but three (the fatal hook, the log, the wake pipe).
# There is no list of exceptions.

here=$(cd "$(dirname "$0")" && pwd)
top=${GOGAI_SRCDIR:-$here/../..}
. "$here/../tool/tap.sh"

find "$top/src" "$top/include/gogai" -name '*.[ch]' | sort >"$tap_dir/files"
xargs env LC_ALL=C awk -v top="^$top/" -f "$here/code.awk" \
    -f "$here/sizes.awk" <"$tap_dir/files" >"$tap_dir/rows"

# faults CONDITION: the rows that meet an awk condition.
faults() {
	awk "$1" "$tap_dir/rows"
}

tap 'there is code to measure' grep -q '^function' "$tap_dir/rows"
tap_lines 'functions within 100 lines' "$(faults '$1 == "function" && $4 > 100')"
tap_lines 'functions within 25 branches' "$(faults '$1 == "function" && $5 > 25')"
tap_lines 'nine of ten functions within 40 lines' "$(faults '
	$1 != "function" { next }
	{ n++; long += $4 > 40 }
	$4 > 40 { list = list "\n" $0 }
	END { if (long * 10 > n) print long " of " n " are longer:" list }')"
tap_lines 'files within 800 lines' "$(faults '$1 == "file" && $3 > 800')"
tap_lines 'lines within 80 columns' "$(faults '$1 == "wide"')"
tap_lines 'three mutable globals at most' "$(faults '
	$1 == "global" { n++; list = list "\n" $0 }
	END { if (n > 3) print n ":" list }')"
tap_done
