#!/bin/sh
# Every fuzz target over its corpus, which holds what once crashed, and over
# the test data of its kind: as it stands, and with seeded damage.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"

for target in "$GOGAI_BUILDDIR"/tests/fuzz/fuzz_*; do
	[ -x "$target" ] && [ -f "$target" ] || continue
	case $target in
	*.o | *.c) continue ;;
	esac
	name=${target##*/fuzz_}
	set --
	for folder in "$GOGAI_SRCDIR/tests/fuzz/corpus/$name" \
	    "$GOGAI_SRCDIR/tests/data/$name"; do
		[ -d "$folder" ] && set -- "$@" "$folder"
	done
	if [ $# -eq 0 ]; then
		tap_fail "fuzz_$name has inputs" "no corpus, no test data"
	else
		tap "fuzz_$name" "$target" "$@"
	fi
done
tap_done
