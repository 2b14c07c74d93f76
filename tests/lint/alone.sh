#!/bin/sh
# The core archive stands alone: bytes in, values out. It asks nothing of the
# other archives, and no socket, file, database, thread, environment or clock
# of the system.

here=$(cd "$(dirname "$0")" && pwd)
. "$here/../tool/tap.sh"

build=${GOGAI_BUILDDIR:-.}
nm=${GOGAI_NM:-nm}

# symbols ARCHIVE defined|undefined: names, without a leading underscore
symbols() {
	"$nm" -g "$build/$1" 2>/dev/null | awk -v kind="$2" '
		kind == "undefined" ? $1 == "U" : NF == 3 && $2 != "U" {
			print $NF
		}' | sed 's/@.*//' | sort -u
}

# what: names as an extended regular expression
rows() {
	cat <<'ROWS'
sockets: socket|connect|bind|listen|accept4?|send(to|msg)?|recv(from|msg)?|getaddrinfo|gethostbyname|poll|select
files: xml(Ctxt)?(Read|Parse|Recover)(File|Fd)|html(Ctxt)?(Read|Parse)(File|Fd)|open(64|at|at64|dir|_2)?|__open(64)?_2|creat|f(re)?open(64)?|fdopen|stat(64)?|fstat(64)?|lstat(64)?|mkdir|rename|unlink|remove|mkstemp(64)?|popen|system|fork|exec[lv]p?e?
databases: sqlite3_.*
transfers: curl_.*
curses: initscr|newterm|setupterm|wrefresh|tgetent
threads: pthread_.*|thrd_.*|mtx_.*|cnd_.*|sem_.*
environment: (secure_)?getenv|setenv|putenv|setlocale
clocks: time|clock|clock_gettime|gettimeofday|localtime(_r)?|mktime|tzset|(nano|u)?sleep
the terminal: printf|__printf_chk|v?printf|puts|putchar|perror|isatty|tcgetattr|tcsetattr|ioctl
ROWS
}

symbols libgogai-core.a defined >"$tap_dir/defined"
symbols libgogai-core.a undefined | comm -23 - "$tap_dir/defined" \
    >"$tap_dir/asked"
symbols libgogai.a defined >"$tap_dir/others"
symbols libgogai-ui.a defined >>"$tap_dir/others"
sort -u -o "$tap_dir/others" "$tap_dir/others"

tap 'the core defines something' test -s "$tap_dir/defined"
tap_lines 'the core asks nothing of the other archives' \
    "$(comm -12 "$tap_dir/asked" "$tap_dir/others")"
rows >"$tap_dir/rows"
while IFS=: read -r what names; do
	tap_lines "the core knows no $what" \
	    "$(grep -xE "(${names# })" "$tap_dir/asked")"
done <"$tap_dir/rows"
tap_done
