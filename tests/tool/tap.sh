# tap.sh: the words of a test that is a shell script. Source it first:
#
#	. "$GOGAI_SRCDIR/tests/tool/tap.sh"
#	tap_need nginx
#	tap_is 'a title' "$("$GOGAI" list | head -1)" 'expected'
#	tap 'the cache is there' test -f "$tap_dir/gogai.db"
#	tap_done
#
# $tap_dir is an empty folder that goes away at the end. A process that is
# left running must not hold standard output: the harness waits for its end.

tap_n=0
tap_bad=0
tap_dir=$(mktemp -d "${TMPDIR:-/tmp}/gogai-test.XXXXXX") || exit 99
tap_at_exit=
trap 'eval "$tap_at_exit"; rm -rf "$tap_dir"' EXIT
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# tap_cleanup COMMAND: also run this when the script ends, whatever way.
tap_cleanup() {
	tap_at_exit="$1; $tap_at_exit"
}

# tap_note TEXT: lines for the log.
tap_note() {
	printf '%s\n' "$1" | sed 's/^/# /'
}

tap_ok() {
	tap_n=$((tap_n + 1))
	echo "ok $tap_n - $1"
}

# tap_fail NAME [WHY]
tap_fail() {
	tap_n=$((tap_n + 1))
	tap_bad=$((tap_bad + 1))
	echo "not ok $tap_n - $1"
	if [ -n "${2:-}" ]; then
		tap_note "$2"
	fi
}

# tap NAME COMMAND [ARG...]: the case holds when the command succeeds.
tap() {
	tap_name=$1
	shift
	if tap_said=$("$@" 2>&1); then
		tap_ok "$tap_name"
	else
		tap_fail "$tap_name" "exit status $?: $*
$tap_said"
	fi
}

# tap_is NAME GOT WANT: the case holds when the two texts are equal.
tap_is() {
	if [ "$2" = "$3" ]; then
		tap_ok "$1"
	else
		tap_fail "$1" "got:  $2
want: $3"
	fi
}

# tap_same NAME GOT-FILE WANT-FILE: the case holds when the files are equal.
tap_same() {
	if tap_said=$(diff -u "$3" "$2" 2>&1); then
		tap_ok "$1"
	else
		tap_fail "$1" "$(printf '%s\n' "$tap_said" | head -n 40)"
	fi
}

# tap_lines NAME TEXT: the case holds when the text, a list of faults, is empty.
tap_lines() {
	if [ -z "$2" ]; then
		tap_ok "$1"
	else
		tap_fail "$1" "$2"
	fi
}

# tap_skip NAME WHY: one case.
tap_skip() {
	tap_n=$((tap_n + 1))
	echo "ok $tap_n # SKIP $1: $2"
}

# tap_skip_all WHY: the whole script, before its first case.
tap_skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

# tap_need PROGRAM...: skip the script where one of them is not installed.
tap_need() {
	for tap_program; do
		command -v "$tap_program" >/dev/null 2>&1 ||
			tap_skip_all "$tap_program is not installed"
	done
}

# tap_shared PATH...: skip the script where the shared folder has none of it.
tap_shared() {
	for tap_path; do
		[ -e "$GOGAI_SHARED/$tap_path" ] ||
			tap_skip_all "\$GOGAI_SHARED/$tap_path is not there"
	done
}

# tap_done: the plan; the script's end.
tap_done() {
	echo "1..$tap_n"
	[ "$tap_bad" -eq 0 ]
	exit
}
