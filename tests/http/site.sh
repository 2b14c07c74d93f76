# site.sh: the site of tests/data/site on a real server, and gogai on a
# profile of its own. After tap.sh and nginx.sh:
#
#	site_start		# $nginx_url serves it; sets site_urls, site_cache
#	gogai_here ARG...	# the program, on that profile
#	site_write NAME		# the file NAME of the site, from standard input

site_start() {
	mkdir -p "$tap_dir/www" "$tap_dir/profile"
	cp -R "$GOGAI_SRCDIR/tests/data/site/." "$tap_dir/www/"
	chmod -R u+w "$tap_dir/www"
	start_nginx "$tap_dir/www" || return 1
	find "$tap_dir/www" -type f | while read -r site_file; do
		sed "s|@BASE@|$nginx_url|g" "$site_file" >"$site_file.new" &&
		    mv "$site_file.new" "$site_file"
	done
	site_urls=$tap_dir/profile/urls
	site_cache=$tap_dir/profile/gogai.db
	site_config=$tap_dir/profile/config
	printf '%s\n' 'host-gap 0' 'host-connections 0' >"$site_config"
	echo "$nginx_url/feed.xml" >"$site_urls"
}

gogai_here() {
	"$GOGAI" --config "$site_config" --urls "$site_urls" \
	    --cache "$site_cache" "$@"
}

site_write() {
	mkdir -p "$(dirname "$tap_dir/www/$1")"
	sed "s|@BASE@|$nginx_url|g" >"$tap_dir/www/$1"
}

# sql TEXT: one statement on the cache, by SQLite's own reader in Python.
site_sql() {
	python3 - "$site_cache" "$1" <<'EOF'
import sqlite3
import sys
db = sqlite3.connect("file:%s?mode=ro" % sys.argv[1], uri=True)
for row in db.execute(sys.argv[2]):
    print("|".join("" if v is None else str(v) for v in row))
EOF
}
