#!/bin/sh
# Every include points down: a folder may include the contracts of the folders
# that its row below names, and of itself; each library has one home; nothing
# of ours is reached by "../"; a contract includes no library's header.
# `make` runs this too, so that an arrow that points up fails the build.

here=$(cd "$(dirname "$0")" && pwd)
top=${GOGAI_SRCDIR:-$here/../..}
. "$here/../tool/tap.sh"

# folder: the folders whose contracts it may include
floors() {
	cat <<'ROWS'
base:
text: base
markup: text base
document: markup text base
feed: markup text base
reader: markup text base
layout: document text base
net: base
store: text base
config: text base
poll: net store config base
subs: config markup text base
search: store text base
sync: net store config base
engine: sync search subs poll config store net layout reader feed document markup text base
ui: engine search subs store config layout document text base
cli: engine search subs store config layout document text base sync poll feed reader
main: cli ui engine search subs store config layout document text base sync poll feed reader
ROWS
}

# library: its headers: its homes
homes() {
	cat <<'ROWS'
curses: n?cursesw?[/.].*|term[.]h|panel[.]h: src/ui/terminal.c
SQLite: sqlite3.*: src/store/
libcurl: curl/.*: src/net/
libxml2: libxml2?/.*: src/markup/
threads: pthread[.]h|threads[.]h|semaphore[.]h: src/engine/
libunistring: uni(str|width|lbrk|gbrk|wbrk|norm|case|ctype|name|types|conv)[.]h: src/text/
iconv: iconv[.]h: src/text/
Jansson: jansson.*: src/feed/jsonfeed.c src/sync/ src/cli/output.c
ROWS
}

# FILE<tab>HEADER for each include; "HEADER" or <HEADER>
(cd "$top" && find src include/gogai -name '*.[ch]' | sort |
    xargs awk '/^[ \t]*#[ \t]*include/ {
	sub(/^[ \t]*#[ \t]*include[ \t]*/, "")
	sub(/[>"][^>"]*$/, substr($0, 1, 1) == "<" ? ">" : "\"")
	print FILENAME "\t" $0
}' /dev/null) >"$tap_dir/includes"

# what is private to a folder;
# HEADER<tab>FOLDER for each contract that has a .c of its name; of the others,
# those named like a folder are its own, and the rest are base's
(cd "$top" && find src -name '*.h') >"$tap_dir/private"
(cd "$top" && find src -name '*.c') |
    sed -n 's|^src/\([^/]*\)/\([^/]*\)\.c$|\2\t\1|p' >"$tap_dir/folders"
floors >"$tap_dir/floors"
homes >"$tap_dir/homes"

awk -F '\t' -v dir="$tap_dir" '
function fault(rule, words) {
	print rule "\t" $1 ": " $2 words
}
function folder_of(header) {
	if (header in folder)
		return folder[header]
	return header in below ? header : "base"
}
function standard(h) {
	return h ~ /^(assert|errno|float|inttypes|limits|locale|math|setjmp|stdalign|stdarg|stdbool|stddef|stdint|stdio|stdlib|stdnoreturn|string|time|wchar|libintl|sys\/types)[.]h$/
}
BEGIN {
	while ((getline row < (dir "/folders")) > 0) {
		split(row, part, "\t")
		folder[part[1]] = part[2]
	}
	while ((getline row < (dir "/private")) > 0)
		private[row] = 1
	while ((getline row < (dir "/floors")) > 0) {
		name = row
		sub(/:.*/, "", name)
		sub(/[^:]*:/, "", row)
		below[name] = " " name row " "
	}
	while ((getline row < (dir "/homes")) > 0) {
		split(row, part, ": ")
		libraries++
		library[libraries] = part[1]
		headers[libraries] = "^(" part[2] ")$"
		places[libraries] = part[3]
	}
}
{
	public = $1 ~ /^include\//
	file = $1
	sub(/.*\//, "", file)
	sub(/[.][ch]$/, "", file)
	own = public ? folder_of(file) : $1
	if (own ~ /^src\/[^\/]*[.][ch]$/)
		own = "main"
	sub(/^src\//, "", own)
	sub(/\/.*/, "", own)
	header = substr($2, 2, length($2) - 2)
	ours = $2 ~ /^"/
}
!(own in below) { fault("floors", " (no floor is named " own ")"); next }
header ~ /[.][.]\// { fault("private", ""); next }
header ~ /^gogai\// {
	if (!ours)
		fault("private", " (ours stand in quotes)")
	sub(/^gogai\//, "", header)
	sub(/[.]h$/, "", header)
	target = folder_of(header)
	if (index(below[own], " " target " ") == 0)
		fault("floor " own, " (" own " may not know " target ")")
	next
}
ours {
	if (public || !(("src/" own "/" header) in private))
		fault("private", " (not in src/" own ")")
	next
}
{
	for (k = 1; k <= libraries; k++) {
		if (header !~ headers[k])
			continue
		n = split(places[k], place, " ")
		home = 0
		for (j = 1; j <= n; j++)
			if (index($1, place[j]) == 1)
				home = 1
		if (!home)
			fault("library " library[k], " (its home: " places[k] ")")
	}
	if (public && !standard(header))
		fault("public", "")
}' "$tap_dir/includes" >"$tap_dir/faults"

# faults RULE: the lines of a rule.
faults() {
	awk -F '\t' -v rule="$1" '$1 == rule { print $2 }' "$tap_dir/faults"
}

tap 'there are includes to follow' test -s "$tap_dir/includes"
tap_lines 'every folder has a floor' "$(faults floors)"
for name in $(sed 's/:.*//' "$tap_dir/floors"); do
	tap_lines "$name includes from its floor down" "$(faults "floor $name")"
done
while IFS=: read -r name _; do
	tap_lines "$name at home" "$(faults "library $name")"
done <"$tap_dir/homes"
tap_lines 'private headers stay in their folder' "$(faults private)"
tap_lines 'contracts include the standard library alone' "$(faults public)"
tap_done
