#!/bin/sh
# The manuals say what the tables say: every option with its default, every
# subcommand, every default key with its command. The program is asked, so
# that a value may be written in another unit than it is printed in.

here=$(cd "$(dirname "$0")" && pwd)
top=${GOGAI_SRCDIR:-$here/../..}
. "$here/../tool/tap.sh"

for page in gogai.1 gogai-config.5; do
	[ -f "$top/doc/$page" ] || tap_skip_all "there is no doc/$page"
done

# ---- options: the manual's defaults, as a file of settings

# ".It Ic name kind Pq value", the value perhaps behind Qq: name "value"
sed -n 's/^\.It Ic \([a-z0-9-]*\) .* Pq \(.*\)$/\1 \2/p' \
    "$top/doc/gogai-config.5" |
    sed 's/ Qq */ /; s/^\([^ ]*\) \(.*\)$/\1 "\2"/' >"$tap_dir/defaults"
"$GOGAI" --config /dev/null config >"$tap_dir/table"
"$GOGAI" --config "$tap_dir/defaults" config >"$tap_dir/manual" \
    2>"$tap_dir/complaints"
tap_lines 'no default of the manual is wrong' "$(cat "$tap_dir/complaints")"
tap_same 'its defaults are those of the table' "$tap_dir/manual" \
    "$tap_dir/table"
sed -n 's/^\([a-z0-9-]*\) .*/\1/p' "$tap_dir/table" | sort >"$tap_dir/names"
sed 's/ .*//' "$tap_dir/defaults" | sort >"$tap_dir/described"
tap_same 'it describes every option once' "$tap_dir/described" \
    "$tap_dir/names"

# ---- subcommands

"$GOGAI" --help | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p' | sort \
    >"$tap_dir/commands"
sed -n '/^\.Sh SYNOPSIS/,/^\.Sh DESC/s/^\.Cm \([a-z-]*\)$/\1/p' \
    "$top/doc/gogai.1" | sort >"$tap_dir/synopsis"
tap_same 'the synopsis has every subcommand' "$tap_dir/synopsis" \
    "$tap_dir/commands"
tap_lines 'each is explained' "$(while read -r name; do
	grep -Eq "^\.It Cm $name( |\$)" "$top/doc/gogai.1" || echo "$name"
done <"$tap_dir/commands")"

# ---- keys

# each KEYS COMMAND: a line a key, "command key"
sed -n 's/^ *"bind \([^ ]*\) \([a-z-]*\).*\\n.*/\2 \1/p' \
    "$top/src/ui/keys_default.c" | sort -u >"$tap_dir/bound"
sed -n 's/^\.It Cm \(.*\) Pq Ic \([a-z-]*\)$/\2 \1/p' "$top/doc/gogai.1" |
    awk '{ for (i = 2; i <= NF; i++)
	    if ($i != ",") { sub(/^\\&/, "", $i); print $1 " " $i } }' |
    sort -u >"$tap_dir/keys"
tap_same 'its keys are the default keys' "$tap_dir/keys" "$tap_dir/bound"
tap_done
