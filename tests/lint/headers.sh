#!/bin/sh
# Each contract compiles alone, and twice in one file, without a warning and
# without an extension of the compiler.

here=$(cd "$(dirname "$0")" && pwd)
top=${GOGAI_SRCDIR:-$here/../..}
. "$here/../tool/tap.sh"

: "${GOGAI_CC:=cc -std=c17 -I$top/include}"
for header in "$top"/include/gogai/*.h; do
	name=gogai/${header##*/}
	# A file may not be empty, and the header may declare nothing.
	printf '%s\n' "#include \"$name\"" "#include \"$name\"" \
	    'extern int unused;' >"$tap_dir/twice.c"
	# The compiler's command is words.
	# shellcheck disable=SC2086
	tap "$name stands alone" $GOGAI_CC -Wall -Wextra -Wpedantic \
	    -Wstrict-prototypes -Werror -fsyntax-only "$tap_dir/twice.c"
done
tap_done
