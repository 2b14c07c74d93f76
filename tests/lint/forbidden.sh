#!/bin/sh
# Calls that the house does without, each with its reason, and the folders
# that may have them after all. Comments and strings do not count. Marks for
# later work stand in no file.

here=$(cd "$(dirname "$0")" && pwd)
top=${GOGAI_SRCDIR:-$here/../..}
. "$here/../tool/tap.sh"

# calls: why not: where they may stand
rows() {
	cat <<'ROWS'
strcpy stpcpy strcat strncpy strncat sprintf vsprintf gets: no bound, use buf.h:
strtok atoi atol atoll atof: silent on bad input, use str.h:
isalpha isdigit isalnum isspace isupper islower ispunct isprint iscntrl isxdigit tolower toupper: locale on bytes from outside:
system popen: no shell, an argument vector:
alloca tmpnam tempnam mktemp rand srand: unbounded, or guessed by others:
signal: sigaction is defined everywhere:
exit: only main exits: src/main.c
setlocale: main's decision: src/main.c
printf vprintf puts putchar perror: only cli and ui print: src/cli/ src/ui/ src/main.c
ROWS
}
rows >"$tap_dir/rows"

(cd "$top" && find src include/gogai -name '*.[ch]' | sort) >"$tap_dir/files"
(cd "$top" && xargs env LC_ALL=C awk -v rows="$tap_dir/rows" \
    -f "$here/code.awk" -f /dev/fd/3 <"$tap_dir/files" 3<<'PROGRAM') >"$tap_dir/faults"
BEGIN {
	while ((getline row < rows) > 0) {
		split(row, part, ":")
		n = split(part[1], word, " ")
		for (k = 1; k <= n; k++) {
			why[word[k]] = part[2]
			place[word[k]] = part[3]
		}
	}
}
{
	line = code($0)
	if (line ~ /#[ \t]*include[ \t]*<ctype[.]h>/)
		print FILENAME ":" FNR ": ctype.h: locale on bytes from outside"
	while (match(line, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
		name = substr(line, RSTART, RLENGTH - 1)
		before = substr(line, RSTART - 2, 2)
		line = substr(line, RSTART + RLENGTH)
		sub(/[ \t]+$/, "", name)
		if (name in why && before !~ /->|[.]$/ && !home(place[name]))
			print FILENAME ":" FNR ": " name ":" why[name]
	}
}
function home(places,    n, list, k) {
	n = split(places, list, " ")
	for (k = 1; k <= n; k++)
		if (index(FILENAME, list[k]) == 1)
			return 1
	return 0
}
PROGRAM

tap 'there is code to read' test -s "$tap_dir/files"
while IFS=: read -r words why _; do
	for word in $words; do
		tap_lines "no $word:$why" "$(grep ": $word:" "$tap_dir/faults")"
	done
done <"$tap_dir/rows"
tap_lines 'no ctype.h' "$(grep ': ctype.h:' "$tap_dir/faults")"
tap_lines 'no marks for later' "$(cd "$top" && {
	find src include tests/unit tests/tool -name '*.[chp]*'
	find tests -name '*.sh'
	ls configure.ac Makefile.am bootstrap
} 2>/dev/null | xargs grep -nwE 'TO[D]O|FIX[M]E|X[X]X|HA[C]K' /dev/null)"
tap_done
