#!/bin/sh
# run-test.sh TEST [ARG...]: run one test as `make check` does, TAP on stdout.
#
# Every test starts from the same environment: an empty home in the build
# tree, UTF-8, UTC, no proxy, nobody's pager, browser or XDG folders. A test
# that hangs is stopped: GOGAI_TEST_SECS (600; 4 hours with GOGAI_LONG). A
# sanitizer's report fails the test even where a program's standard error and
# exit status are lost, as in a terminal; that exit status is 99.
# By hand, from the build folder: ../tests/tool/run-test.sh ../tests/cli/x.sh
#
# For the tests:
#   GOGAI_SRCDIR     the top of the source tree, which is read-only
#   GOGAI_BUILDDIR   the top of the build tree
#   GOGAI            the program
#   GOGAI_DATADIR    data/ of the source, as `make install` would place it
#   GOGAI_SHARED     the corpora; tap_shared of tap.sh says when they are absent
#   GOGAI_LONG       set to 1: all of it, not a seeded tenth
#   GOGAI_SANITIZED  yes in the ASan and UBSan build: slower, larger
#   GOGAI_CC         the compiler with our include path; GOGAI_NM: nm

here=$(cd "$(dirname "$0")" && pwd)
: "${GOGAI_SRCDIR:=$(cd "$here/../.." && pwd)}"
: "${GOGAI_BUILDDIR:=$(pwd)}"
: "${GOGAI_SHARED:=$GOGAI_SRCDIR/../shared}"
: "${GOGAI_SANITIZED:=no}"
: "${GOGAI_CC:=cc -std=c17 -I$GOGAI_SRCDIR/include -I$GOGAI_BUILDDIR/include}"
: "${GOGAI_NM:=nm}"
if [ -d "$GOGAI_SHARED" ]; then
	GOGAI_SHARED=$(cd "$GOGAI_SHARED" && pwd)
fi
GOGAI=$GOGAI_BUILDDIR/gogai
GOGAI_DATADIR=$GOGAI_SRCDIR/data
export GOGAI_SRCDIR GOGAI_BUILDDIR GOGAI_SHARED GOGAI_SANITIZED GOGAI_CC \
    GOGAI_NM GOGAI GOGAI_DATADIR

HOME=$GOGAI_BUILDDIR/tests/home
mkdir -p "$HOME"
LC_ALL=C.UTF-8
TZ=UTC
TERM=xterm-256color
PATH=$PATH:/usr/sbin:/sbin
CMOCKA_MESSAGE_OUTPUT=TAP
PYTHONDONTWRITEBYTECODE=1
reports=$(mktemp -d "$GOGAI_BUILDDIR/tests/san.XXXXXX") || exit 99
trap 'rm -rf "$reports"' EXIT
trap 'exit 143' HUP INT TERM
ASAN_OPTIONS=log_path=$reports/report:exitcode=99:strict_string_checks=1
ASAN_OPTIONS=$ASAN_OPTIONS:detect_stack_use_after_return=1
UBSAN_OPTIONS=log_path=$reports/report:exitcode=99:print_stacktrace=1
export HOME LC_ALL TZ TERM PATH CMOCKA_MESSAGE_OUTPUT \
    PYTHONDONTWRITEBYTECODE ASAN_OPTIONS UBSAN_OPTIONS
unset LANG LANGUAGE XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME \
    XDG_CACHE_HOME XDG_RUNTIME_DIR BROWSER EDITOR VISUAL PAGER NO_COLOR \
    COLUMNS LINES TMUX http_proxy https_proxy all_proxy no_proxy HTTP_PROXY \
    HTTPS_PROXY ALL_PROXY NO_PROXY MAKEFLAGS MAKELEVEL MFLAGS CDPATH ENV

secs=${GOGAI_TEST_SECS:-600}
if [ -n "${GOGAI_LONG:-}" ]; then
	secs=${GOGAI_TEST_SECS:-14400}
fi

# The test, within its time; its exit status.
limited() {
	if ! command -v timeout >/dev/null 2>&1; then
		"$@"
		return
	fi
	timeout -k 10 "$secs" "$@"
	status=$?
	if [ "$status" -eq 124 ]; then
		echo "# stopped after $secs s"
	fi
	return "$status"
}

# cmocka calls a skipped case "not ok"; TAP calls it "ok". Where a case has
# failed the harness knows it already, and the exit status would count twice.
exec 4>&1
said=$({
	{ limited "$@" 3>&- 4>&- || echo "$?" >&3; } |
	awk '
		/^not ok [0-9]+ # SKIP/ { sub(/^not /, "") }
		/^not ok/ { failed = 1 }
		{ print }
		END { exit failed }
	' >&4 || echo failed >&3
} 3>&1)
if [ -n "$(ls "$reports")" ]; then
	cat "$reports"/* | sed 's/^/# /'
	said="$said reported"
fi
case $said in
*failed*) exit 0 ;;
*reported) exit 99 ;;
*) exit "${said:-0}" ;;
esac
