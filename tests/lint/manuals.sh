#!/bin/sh
# The manuals are clean mdoc.

here=$(cd "$(dirname "$0")" && pwd)
top=${GOGAI_SRCDIR:-$here/../..}
. "$here/../tool/tap.sh"
tap_need mandoc

for page in "$top"/doc/*.[1-9]; do
	[ -f "$page" ] || tap_skip_all 'there is no manual'
	tap "${page##*/}" mandoc -T lint -W warning "$page"
done
tap_done
