#!/bin/sh
# The lints can fail: each fault of a small bad tree is found by its case, and
# the same tree without the faults passes.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/../tool/tap.sh"

# tree good|bad: a tree with one contract and one source.
tree() {
	mkdir -p "$tap_dir/$1/include/gogai" "$tap_dir/$1/src/base" \
	    "$tap_dir/$1/src/feed" "$tap_dir/$1/tests/unit"
	cd "$tap_dir/$1" || exit 99
	printf '#include "gogai/feed.h"\n' >src/feed/feed.c
	printf '/* One. */\nint\tfeed_one(void);\n' >include/gogai/feed.h
	: >tests/unit/test_feed.c
	: >tests/unit/test_thing.c
	printf '#include <stddef.h>\n\n/* Its length; a thing. */\nsize_t\tthing_len(void);\n' \
	    >include/gogai/thing.h
	printf '%s\n' '#include "gogai/thing.h"' '' 'static const int a[1];' '' \
	    'size_t' 'thing_len(void)' '{' \
	    '	/* strcpy(atoi) */' '	return sizeof "exit(1)" + (size_t)a[0];' \
	    '}' >src/base/thing.c
	printf '%s\n' 'x = src/feed/feed.c src/base/thing.c \' \
	    ' include/gogai/feed.h include/gogai/thing.h \' \
	    ' tests/unit/test_feed tests/unit/test_thing' >Makefile.am
	mkdir .ci && : >.ci/run && : >bootstrap && chmod +x .ci/run bootstrap
}

# repeat N TEXT: so many lines of it.
repeat() {
	awk -v n="$1" -v text="$2" 'BEGIN { while (n-- > 0) print text }'
}

# spoil: put a fault of every kind into the tree.
spoil() {
	mark='TO''DO'
	{
		printf '#include <%s>\n' curl/curl.h jansson.h pthread.h ctype.h
		printf '#include "%s"\n' gogai/feed.h ../feed/feed.c other_priv.h
		repeat 4 'static int counter;'
		printf '%s\n' 'void' 'long_one(void)' '{'
		repeat 98 '	;'
		printf '%s\n' '}' 'void' 'branchy(int a)' '{'
		repeat 26 '	if (a)'
		printf '%s\n' '	strcpy("", "");' '	exit(1);' '	printf ("");' '}'
		echo "/* $mark: $(repeat 80 x | tr -d '\n') */"
		repeat 800 ''
	} >src/base/bad.c
	printf '%s\n' 'size_t	bare(void);' '#include <sqlite3.h>' \
	    >include/gogai/bad.h
	printf '#include "gogai/thing.h"\n' >src/base/bare.c
	printf '#include "gogai/feed.h"\n' >include/gogai/low.h
	mkdir src/nowhere && printf '#include <time.h>\n' >src/nowhere/x.c
	chmod -x bootstrap
}

# lint: a case that must find a fault in the bad tree
cases() {
	cat <<'ROWS'
arrows: every folder has a floor
arrows: base includes from its floor down
arrows: SQLite at home
arrows: libcurl at home
arrows: threads at home
arrows: Jansson at home
arrows: private headers stay in their folder
arrows: contracts include the standard library alone
contracts: bad.h has its test
contracts: functions have a comment right above
forbidden: no strcpy
forbidden: no exit
forbidden: no printf
forbidden: no ctype.h
forbidden: no marks for later
headers: gogai/bad.h stands alone
lists: sources
lists: contracts
lists: scripts can be executed
sizes: functions within 100 lines
sizes: functions within 25 branches
sizes: nine of ten functions within 40 lines
sizes: files within 800 lines
sizes: lines within 80 columns
sizes: three mutable globals at most
ROWS
}

unset GOGAI_CC
(tree good)
(tree bad && spoil)
lints=$(cases | sed 's/:.*//' | sort -u)
for lint in $lints; do
	for tree in good bad; do
		GOGAI_SRCDIR=$tap_dir/$tree "$here/$lint.sh" \
		    >"$tap_dir/$lint.$tree" 2>/dev/null
	done
	tap_lines "$lint passes what is right" \
	    "$(grep -v '^ok\|^1\.\.' "$tap_dir/$lint.good")"
done
while IFS=: read -r lint name; do
	tap "$lint finds:$name" \
	    grep -q "^not ok [0-9]* -$name" "$tap_dir/$lint.bad"
done <<ROWS
$(cases)
ROWS
tap_done
