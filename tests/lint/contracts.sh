#!/bin/sh
# A public header is a promise with a test: each header with functions has
# tests/unit/test_<header>.c, and nineteen of twenty functions say in a comment
# right above them what they promise.

here=$(cd "$(dirname "$0")" && pwd)
top=${GOGAI_SRCDIR:-$here/../..}
. "$here/../tool/tap.sh"

# HEADER LINE NAME documented|bare, for each function that is declared
declared() {
	LC_ALL=C awk -f "$here/code.awk" -f /dev/stdin "$top"/include/gogai/*.h <<'PROGRAM'
FNR == 1 { above = 0; depth = 0 }
{
	line = code($0)
	if (directive($0)) {
		above = 0
		next
	}
}
depth == 0 && line ~ /^[A-Za-z_][A-Za-z_0-9 \t*]*\(/ && line !~ /^typedef|\(\*/ {
	name = line
	sub(/\(.*/, "", name)
	sub(/.*[ \t*]/, "", name)
	file = FILENAME
	sub(/.*\//, "", file)
	sub(/[.]h$/, "", file)
	print file, FNR, name, (above || $0 ~ /\/\*/) ? "documented" : "bare"
}
{
	opened = gsub(/[{]/, "{", line)
	closed = gsub(/[}]/, "}", line)
	depth += opened - closed
	above = line !~ /[^ \t]/ && $0 ~ /\*\/[ \t]*$/
}
PROGRAM
}
declared >"$tap_dir/functions"

tap 'there are contracts' test -s "$tap_dir/functions"
for header in $(cut -d ' ' -f 1 "$tap_dir/functions" | sort -u); do
	tap "$header.h has its test" test -f "$top/tests/unit/test_$header.c"
done
tap_lines 'functions have a comment right above' "$(awk '
	$4 == "bare" { bare++; list = list "\n" $1 ".h:" $2 " " $3 }
	END { if (bare * 20 > NR) print bare " of " NR " have none:" list }
' "$tap_dir/functions")"
tap_done
