#!/bin/sh
# Hostile feeds and pages: commands for the terminal, entity bombs, files of
# this machine, links that are programs.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"
. "$GOGAI_SRCDIR/tests/http/nginx.sh"
. "$GOGAI_SRCDIR/tests/http/site.sh"
. "$GOGAI_SRCDIR/tests/screen/tmux.sh"
tap_need nginx tmux python3
site_start || exit 1

python3 - "$tap_dir/www" <<'EOF'
import sys
top = sys.argv[1] + "/"
rss = "<rss version='2.0'><channel><title>%s</title>%s</channel></rss>"
item = ("<item><title>%s</title><guid>%s</guid><link>%s</link>"
        "<description>%s</description></item>")
esc = "A&#x9b;31mred\u009b2J \u202Eesrever&amp;#27;]0;owned&amp;#7; end"
open(top + "escape.xml", "wb").write((rss % (
    "Evil \u009b5m", item % (esc, "1", "http://x.example/", "&lt;p&gt;body "
    "&amp;#27;[2J&amp;#x9b;3J text&lt;/p&gt;"))).encode())
open(top + "raw.xml", "wb").write(
    (rss % ("Raw", item % ("raw ESCtitle", "1", "http://x.example/",
     "b"))).encode().replace(b"ESC", b"\x1b]0;pwned\x07"))
lol = "".join('<!ENTITY l%d "%s">' % (i, ("&l%d;" % (i - 1)) * 10)
              for i in range(1, 10))
open(top + "bomb.xml", "w").write(
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY l0 'lol'>%s]>" % lol +
    rss % ("Bomb", item % ("&l9;", "1", "http://x.example/", "&l9;")))
open(top + "external.xml", "w").write(
    "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY f SYSTEM "
    "'file:///etc/passwd'><!ENTITY h SYSTEM '@BASE@/leak'>]>" +
    rss % ("External", item % ("a&f;b", "1", "http://x.example/", "&f;&h;")))
open(top + "script.xml", "w").write(
    rss % ("Script", item % ("Click", "1", "javascript:alert(1)",
    "&lt;a href=\"javascript:alert(2)\"&gt;here&lt;/a&gt; "
    "&lt;script&gt;alert(3)&lt;/script&gt; &lt;img src=x onerror=alert(4)&gt;"
    "words words words words words words words words words words")))
EOF
sed -i "s|@BASE@|$nginx_url|g" "$tap_dir/www/external.xml"

# ---- commands for the terminal reach neither cache nor screen
printf '%s\n' "$nginx_url/escape.xml" "$nginx_url/raw.xml" >"$site_urls"
gogai_here poll --no-pages >"$tap_dir/out" 2>&1
controls() { # FILE: control characters in it, but tab and LF
	python3 - "$1" <<'EOF'
import sys
text = open(sys.argv[1], encoding="utf-8", errors="replace").read()
print([hex(ord(c)) for c in text if (ord(c) < 32 and c not in "\t\n")
       or 127 <= ord(c) < 160 or 0x202a <= ord(c) <= 0x202e])
EOF
}
site_sql "select title from feed union all select title from article
    union all select coalesce(summary, '') || coalesce(content, '')
    from body" >"$tap_dir/cache"
tap_is 'no commands in the cache' "$(controls "$tap_dir/cache")" '[]'
tap 'but the words are' grep -q 'esrever' "$tap_dir/cache"
tap_is 'none in what poll prints' "$(controls "$tap_dir/out")" '[]'
gogai_here list >"$tap_dir/list"
tap_is 'none in the list' "$(controls "$tap_dir/list")" '[]'
screen_start 100 30 "$GOGAI" --config "$site_config" --urls "$site_urls" \
    --cache "$site_cache"
screen_wait 'All articles' >/dev/null
screen_keys Enter
tap 'the screen shows the words' screen_wait 'esrever'
tap_is 'the title of the terminal is not theirs' \
    "$(screen_tmux display-message -p '#{pane_title}' |
    grep -c -e owned -e pwned)" 0
screen_keys q q
tap 'the program leaves' screen_ended

# ---- bombs and files
for name in bomb external; do
	echo "$nginx_url/$name.xml" >"$site_urls"
	gogai_here poll --no-pages >"$tap_dir/out" 2>"$tap_dir/err"
	echo $? >"$tap_dir/status"
	site_sql "select coalesce(title, '') from article" >"$tap_dir/$name"
	case $name in
	bomb)
		tap_is 'an entity bomb fails' "$(cat "$tap_dir/status")" 1
		tap 'with a clear error' grep -Eiq 'entit' "$tap_dir/err"
		;;
	external)
		tap_is 'an external entity fails' "$(cat "$tap_dir/status")" 1
		tap 'with a clear error' grep -q 'external entity' "$tap_dir/err"
		tap 'no file of this machine gets in' \
		    sh -c '! grep -q root: "$1"' sh "$tap_dir/external"
		tap_is 'nothing external is fetched' \
		    "$(nginx_requests '$2 == "/leak"')" 0
		;;
	esac
done

# ---- links that are programs
cat >"$tap_dir/browser" <<EOF
#!/bin/sh
echo "\$@" >>"$tap_dir/opened"
EOF
chmod +x "$tap_dir/browser"
: >"$tap_dir/opened"
rm -f "$site_cache"*
echo "$nginx_url/script.xml" >"$site_urls"
gogai_here poll --no-pages >/dev/null 2>&1
tap_is 'no javascript: in the cache' "$(site_sql "select count(*) from article
    join body on body.article = article.id where
    coalesce(link, '') || coalesce(summary, '') || coalesce(content, '')
    like '%javascript:%' or coalesce(summary, '') like '%onerror%'
    or coalesce(summary, '') like '%<script%'")" 0
screen_start 100 30 env BROWSER="$tap_dir/browser" "$GOGAI" \
    --config "$site_config" --urls "$site_urls" --cache "$site_cache"
screen_wait 'All articles' >/dev/null
screen_keys Enter
screen_wait Click >/dev/null
screen_keys o
screen_keys Enter
screen_wait 'words words' >/dev/null
screen_keys o
screen_keys 1 Enter
screen_keys q q q
screen_ended >/dev/null
tap_is 'javascript: links are never opened' "$(cat "$tap_dir/opened")" ''
tap_done
