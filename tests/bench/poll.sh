#!/bin/sh
# Polling beside a raw limit: the same 200 feeds by curl, which stores nothing,
# in one run and in turns. Prints seconds and ratios; asserts only counts.
. "$GOGAI_SRCDIR/tests/tool/tap.sh"
. "$GOGAI_SRCDIR/tests/http/nginx.sh"
. "$GOGAI_SRCDIR/tests/http/site.sh"
tap_need nginx python3 curl
site_start || exit 1

python3 - "$tap_dir" "$nginx_url" >"$tap_dir/bench.py.out" <<'EOF'
import sys
top, url = sys.argv[1:]
ja = "政府は補正予算案を提出し、首相が国会で説明した。円相場は一時百五十円台まで下落した。"
en = "The town said on Monday that the new line would open in the spring. "
urls = open(top + "/profile/urls", "w")
config = open(top + "/curl.cfg", "w")
for f in range(200):
    text = (ja if f % 3 == 0 else en) * 60
    with open("%s/www/b%03d.xml" % (top, f), "w") as out:
        out.write("<rss version='2.0'><channel><title>Feed %d</title>" % f)
        for i in range(20):
            out.write("<item><title>%s %d-%d</title><guid>%d-%d</guid>"
                      "<pubDate>Tue, 17 Nov 2026 00:%02d:00 GMT</pubDate>"
                      "<description><![CDATA[<p>%s</p>]]></description></item>"
                      % (text[:20], f, i, f, i, i, text))
        out.write("</channel></rss>")
    urls.write("%s/b%03d.xml\n" % (url, f))
    config.write('url = "%s/b%03d.xml"\noutput = "%s/o%03d"\n'
                 % (url, f, top, f))
EOF

# seconds COMMAND...: wall and CPU seconds of it.
seconds() {
	python3 - "$@" <<'EOF'
import resource
import subprocess
import sys
import time
start = time.monotonic()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL,
               stderr=subprocess.DEVNULL)
wall = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print("%.3f %.3f %d" % (wall, used.ru_utime + used.ru_stime,
                        used.ru_maxrss // 1024))
EOF
}
gogai_poll() {
	seconds "$GOGAI" --config "$site_config" --urls "$site_urls" \
	    --cache "$site_cache" poll --no-pages --force
}
curl_all() {
	seconds curl -s --parallel --parallel-max 50 --compressed \
	    -K "$tap_dir/curl.cfg"
}

curl_all >/dev/null
for round in 1 2 3; do
	rm -f "$site_cache"*
	echo "cold $(gogai_poll) $(curl_all)"
	echo "same $(gogai_poll) $(curl_all)"
done >"$tap_dir/rows"
awk '{ printf "# %s: %s s wall, %s s CPU, %s MB; curl %s s wall, %s s CPU; " \
    "wall ratio %.2f\n", $1, $2, $3, $4, $5, $6, $2 / $5 }' "$tap_dir/rows"
tap_is 'all articles are stored' "$(site_sql 'select count(*) from article')" \
    4000
tap_done
