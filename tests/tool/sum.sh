#!/bin/sh
# sum.sh BROKEN DIR...: what `make check` found in these builds, as cases.
#
# BROKEN builds could not be made or run, and each counts as one failure. The
# corpora stand in $GOGAI_SHARED, else beside the source tree. Where they are
# there they must have been run: a case that was skipped for want of them, and
# a scored corpus that no case of tests/corpus names, are failures too. The
# last line is `N passed, N failed`, with `, N skipped` when there are any.
#
# The harness leaves each case's result in TEST.trs, and what the test said
# in TEST.log.

here=$(cd "$(dirname "$0")" && pwd)
shared=${GOGAI_SHARED:-$here/../../../shared}
broken=$1
shift

results=$(for dir; do
	find "$dir/tests" -name '*.trs' -exec cat {} + 2>/dev/null
done | sed -n 's/^:test-result: *//p')

# count RESULTS: cases that ended in one of these
count() {
	printf '%s\n' "$results" | grep -cE "^($1)"
}

passed=$(count 'PASS|XFAIL')
failed=$(count 'FAIL|XPASS|ERROR')
skipped=$(count 'SKIP')

# What failed, with what was said about it; what was skipped, in a line.
for dir; do
	find "$dir/tests" -name '*.trs' 2>/dev/null | sort | while read -r trs; do
		grep -qE '^:test-result: *(FAIL|XPASS|ERROR)' "$trs" || continue
		echo "== ${trs%.trs}"
		grep -vE '^(ok|PASS:|FAIL:|1\.\.|[[:space:]]*$)' "${trs%.trs}.log" |
		    head -n 60
	done
done
skips=$(for dir; do
	find "$dir/tests" -name '*.log' 2>/dev/null | sort | while read -r log; do
		sed -n "s|^SKIP: |$dir: skipped: |p" "$log"
	done
done)
[ -z "$skips" ] || printf '%s\n' "$skips"

if [ -d "$shared" ]; then
	unfair=$(printf '%s\n' "$skips" | grep -ci shared)
	if [ "$unfair" -gt 0 ]; then
		echo "$unfair of these are skipped though $shared is there"
		failed=$((failed + unfair))
	fi
	for score in "$shared"/corpus/*/score.py; do
		[ -f "$score" ] || continue
		corpus=$(basename "$(dirname "$score")")
		for dir; do
			cat /dev/null "$dir"/tests/corpus/*.log 2>/dev/null |
			    grep -v SKIP |
			    grep -qE "^(not )?ok .*$corpus" && continue
			echo "$dir: the corpus $corpus is there and was not run"
			failed=$((failed + 1))
		done
	done
fi

if [ "$broken" -gt 0 ]; then
	echo "$broken of the builds failed before a test did"
	failed=$((failed + broken))
fi
if [ "$passed" -eq 0 ] && [ "$failed" -eq 0 ]; then
	echo 'no test was run'
	failed=1
fi

line="$passed passed, $failed failed"
[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
echo "$line"
[ "$failed" -eq 0 ]
