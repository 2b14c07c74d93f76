#!/bin/sh
# kill -9 in the middle of a poll: the next one completes, nothing twice,
# nothing lost that a finished poll had, no mark changed. A seeded tenth of
# the kills runs here; GOGAI_LONG runs all.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"
. "$GOGAI_SRCDIR/tests/http/nginx.sh"
. "$GOGAI_SRCDIR/tests/http/site.sh"
tap_need nginx python3
site_start || exit 1

feeds=20
items=30
make_feeds() { # GENERATION
	python3 - "$tap_dir/www" "$feeds" "$items" "$1" "$nginx_url" <<'EOF'
import sys
top, feeds, items, generation, url = sys.argv[1:]
for f in range(int(feeds)):
    with open("%s/f%02d.xml" % (top, f), "w") as out:
        out.write("<rss version='2.0'><channel><title>F%d</title>" % f)
        for i in range(int(items) + int(generation)):
            out.write("<item><title>Title %d-%d</title><guid>%d-%d</guid>"
                      "<description>%s</description></item>"
                      % (f, i, f, i, "words of the body, " * 100))
        out.write("</channel></rss>")
EOF
}
make_feeds 0
i=0
: >"$site_urls"
while [ "$i" -lt "$feeds" ]; do
	printf '%s/f%02d.xml\n' "$nginx_url" "$i" >>"$site_urls"
	i=$((i + 1))
done

# Fifty are marked before the first kill, by SQLite's own writer.
gogai_here poll --force --no-pages >/dev/null 2>&1
python3 - "$site_cache" <<'EOF'
import sqlite3
import sys
db = sqlite3.connect(sys.argv[1])
db.execute("update article set unread = 0, starred = 1 where id in"
           " (select id from article order by id limit 50)")
db.commit()
EOF

kills=10
[ -z "${GOGAI_LONG:-}" ] || kills=100
bad=
i=0
while [ "$i" -lt "$kills" ]; do
	make_feeds "$i"
	gogai_here poll --force --no-pages >/dev/null 2>&1 3>&- 4>&- &
	pid=$!
	# From a poll that has hardly begun to one that is about to end.
	sleep "$(awk -v i="$i" -v n="$kills" 'BEGIN { srand(7 + i)
	    print rand() * 0.25 }')"
	kill -9 "$pid" 2>/dev/null
	wait "$pid" 2>/dev/null
	gogai_here poll --force --no-pages >"$tap_dir/out" 2>&1 ||
	    bad="$bad
kill $i: the next poll failed: $(tail -n 3 "$tap_dir/out")"
	want=$((feeds * (items + i)))
	have=$(site_sql 'select count(*) from article')
	[ "$have" = "$want" ] || bad="$bad
kill $i: $have articles, not $want"
	twice=$(site_sql 'select count(*) from (select 1 from article
	    group by feed, guid having count(*) > 1)')
	[ "$twice" = 0 ] || bad="$bad
kill $i: $twice stored twice"
	check=$(site_sql 'pragma integrity_check')
	[ "$check" = ok ] || bad="$bad
kill $i: $check"
	i=$((i + 1))
done
tap_lines "$kills kills: nothing lost, nothing twice" "$bad"
tap_is 'the marks are kept' "$(site_sql 'select count(*) from article
    where unread = 0 and starred = 1')" 50
tap_is 'and no others were made' "$(site_sql 'select count(*) from article
    where unread = 0 or starred = 1')" 50
tap_is 'the counters are right' "$(site_sql 'select
    (select sum(n_articles) from feed) = (select count(*) from article),
    (select sum(n_unread) from feed) =
    (select count(*) from article where unread = 1)')" '1|1'
tap_done
