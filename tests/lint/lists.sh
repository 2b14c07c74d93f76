#!/bin/sh
# What is in the tree is in a list of Makefile.am, so that it is compiled, run
# and shipped; and what is run can be run.

here=$(cd "$(dirname "$0")" && pwd)
top=${GOGAI_SRCDIR:-$here/../..}
. "$here/../tool/tap.sh"

# unlisted PATTERNS: files of the tree that no list names
unlisted() {
	(cd "$top" && for file in $1; do
		[ -f "$file" ] && [ "${file##*/}" != build.h ] || continue
		grep -qE "(^|[[:space:]])$(name "$file")([[:space:]]|\$)" \
		    Makefile.am || echo "$file"
	done)
}

# name FILE: how a list names it; a unit test is named as a program
name() {
	case $1 in
	tests/unit/*.c | tests/tool/*.c) echo "${1%.c}" ;;
	*) echo "$1" ;;
	esac | sed 's/[.]/[.]/g'
}

tap_lines 'sources' "$(unlisted 'src/*.c src/*/*.[ch]')"
tap_lines 'contracts' "$(unlisted 'include/gogai/*.h')"
tap_lines 'unit tests' "$(unlisted 'tests/unit/*.c')"
tap_lines 'scripts' "$(unlisted 'tests/[!t]*/*.sh')"
tap_lines 'manuals and documents' "$(unlisted 'doc/*.[1-9] doc/*.md *.md')"
tap_lines 'data' "$(unlisted 'data/*.* data/demo/*')"
tap_lines 'scripts can be executed' "$(cd "$top" &&
    for file in bootstrap .ci/run tests/[!t]*/*.sh; do
	[ ! -e "$file" ] || [ -x "$file" ] || echo "$file"
done)"
tap_done
