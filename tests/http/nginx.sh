# nginx.sh: real web servers on the loopback, for tests. After tap.sh:
#
#	. "$GOGAI_SRCDIR/tests/http/nginx.sh"
#	tap_need nginx
#	start_nginx "$tap_dir/www" || exit 1	# $nginx_url, $nginx_port
#	...
#	stop_nginx				# or at the end of the script
#
# start_nginx ROOT [CONF]: serve the files below ROOT, as root or as anybody
# else. CONF is a file with further directives of the server block. Sets
#
#	nginx_url	http://127.0.0.1:PORT
#	nginx_port	its port, free until now; so is the one above it
#	nginx_pid	its process, a child of this script; the only one
#	nginx_dir	its folder: nginx.conf, error.log, access.log
#	nginx_log	the access log, a line a request (below)
#
# and, where nginx_tls=yes was set before (that needs openssl),
#
#	nginx_https	https://localhost:PORT, with HTTP/2
#	nginx_ca	the certificate to trust, which no system has
#
# Not as an argument of tap or in $(...): a subshell would keep the variables.
# Several can run at once: keep the variables of each. They are one process
# each, which is gone when stop_nginx returns.
#
# What every server has beside ROOT's files, with ETag and Last-Modified:
#
#	/status/404 .. /status/503	that status, and a small body
#	/to/301/PATH .. /to/308/PATH	a redirect to /PATH, same query
#	/loop				a redirect to itself
#	/slow/PATH			/PATH at 1,000 bytes a second
#	/close				the connection closed, no answer
#	/fresh/PATH			/PATH with Cache-Control: max-age=3600
#	/plain/PATH			/PATH never compressed; else gzip
#	/auth/PATH			/PATH for user "reader", password "secret"
#
# A log line has these fields, a tab between them, empty where there is none:
#
#	1 method, 2 path, 3 status, 4 body bytes sent, 5 If-None-Match,
#	6 If-Modified-Since, 7 User-Agent, 8 Accept, 9 Accept-Encoding,
#	10 Referer, 11 Cookie, 12 Authorization, 13 host, 14 protocol,
#	15 connection number, 16 time in seconds
#
# nginx_requests [AWK-CONDITION]: how many requests the log has (that meet
# the condition, as '$2 == "/a.rss" && $3 == 304').

nginx_n=0
nginx_pids=
nginx_tls=

# A port from 20000 to 59998 by chance; whether it is free, nginx finds out.
nginx_random_port() {
	set -- $(od -An -N2 -tu2 /dev/urandom)
	echo $((20000 + $1 % 20000 * 2))
}

# The lines "location ... WORDS" for each of some statuses.
nginx_locations() {
	nginx_words=$1
	shift
	for nginx_code; do
		echo "$nginx_words" | sed "s/CODE/$nginx_code/g"
	done
}

nginx_write_conf() {
	cat >"$nginx_dir/nginx.conf" <<EOF
daemon off;
master_process off;
pid $nginx_dir/pid;
error_log $nginx_dir/error.log;
events { worker_connections 900; }
http {
	log_format tests escape=none '\$request_method	\$request_uri	'
	    '\$status	\$body_bytes_sent	\$http_if_none_match	'
	    '\$http_if_modified_since	\$http_user_agent	\$http_accept	'
	    '\$http_accept_encoding	\$http_referer	\$http_cookie	'
	    '\$http_authorization	\$http_host	\$server_protocol	'
	    '\$connection	\$msec';
	access_log $nginx_dir/access.log tests;
	client_body_temp_path $nginx_dir/body;
	proxy_temp_path $nginx_dir/proxy;
	fastcgi_temp_path $nginx_dir/fastcgi;
	uwsgi_temp_path $nginx_dir/uwsgi;
	scgi_temp_path $nginx_dir/scgi;
	types {
		text/html html;
		text/plain txt;
		application/rss+xml rss;
		application/atom+xml atom;
		application/rdf+xml rdf;
		application/xml xml;
		application/feed+json json;
		image/png png;
	}
	default_type application/octet-stream;
	gzip on;
	gzip_types *;
	gzip_min_length 256;
	keepalive_requests 100000;
	server {
		listen 127.0.0.1:$nginx_port;
		root $nginx_root;
		$(nginx_locations 'location = /status/CODE {
		    return CODE "this is a CODE\\n"; }' \
		    400 401 403 404 410 429 451 500 502 503)
		$(nginx_locations 'location ~ ^/to/CODE(?<to>/.*) {
		    return CODE $to$is_args$args; }' \
		    301 302 303 307 308)
		location = /loop { return 302 /loop; }
		location = /close { return 444; }
		location /slow/ {
			alias $nginx_root/;
			limit_rate 1000;
			gzip off;
		}
		location /plain/ {
			alias $nginx_root/;
			gzip off;
		}
		location /fresh/ {
			alias $nginx_root/;
			add_header Cache-Control max-age=3600;
		}
		location /auth/ {
			alias $nginx_root/;
			auth_basic tests;
			auth_basic_user_file $nginx_dir/users;
		}
		$nginx_tls_conf
		$nginx_include
	}
}
EOF
	echo 'reader:{PLAIN}secret' >"$nginx_dir/users"
}

# The second port, and a certificate of this hour that it shows there.
nginx_make_tls() {
	openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost \
	    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
	    -keyout "$nginx_dir/key.pem" -out "$nginx_dir/cert.pem" \
	    >"$nginx_dir/output" 2>&1 || return 1
	nginx_ca=$nginx_dir/cert.pem
}

# Its process file is written when its ports are open.
nginx_try() {
	nginx_port=$(nginx_random_port)
	nginx_tls_conf=
	if [ -n "$nginx_tls" ]; then
		nginx_https=https://localhost:$((nginx_port + 1))
		nginx_tls_conf="listen 127.0.0.1:$((nginx_port + 1)) ssl http2;
		ssl_certificate $nginx_dir/cert.pem;
		ssl_certificate_key $nginx_dir/key.pem;"
	fi
	nginx_write_conf
	nginx -p "$nginx_dir" -c "$nginx_dir/nginx.conf" \
	    >"$nginx_dir/output" 2>&1 </dev/null &
	nginx_pid=$!
	nginx_pids="$nginx_pids $nginx_pid"
	while ! [ -s "$nginx_dir/pid" ]; do
		kill -0 "$nginx_pid" 2>/dev/null || return 1
		sleep 0.02
	done
}

start_nginx() {
	nginx_n=$((nginx_n + 1))
	nginx_dir=$tap_dir/nginx.$nginx_n
	nginx_root=$(cd "$1" && pwd) || return 1
	nginx_include=${2:+include $2;}
	mkdir "$nginx_dir" || return 1
	nginx_log=$nginx_dir/access.log
	[ -z "$nginx_tls" ] || nginx_make_tls || return 1
	nginx_tries=0
	until nginx_try; do
		stop_nginx "$nginx_pid"
		nginx_tries=$((nginx_tries + 1))
		if [ "$nginx_tries" -ge 20 ]; then
			tap_note "$(cat "$nginx_dir/output")" >&2
			return 1
		fi
	done
	nginx_url=http://127.0.0.1:$nginx_port
}

# stop_nginx [PID]: stop that one, or all.
stop_nginx() {
	nginx_left=
	for nginx_one in $nginx_pids; do
		if [ -z "${1:-}" ] || [ "$nginx_one" = "$1" ]; then
			kill "$nginx_one" 2>/dev/null
			wait "$nginx_one" 2>/dev/null
		else
			nginx_left="$nginx_left $nginx_one"
		fi
	done
	nginx_pids=$nginx_left
}

nginx_requests() {
	awk -F '\t' "${1:-1}"' { n++ } END { print n + 0 }' "$nginx_log"
}

tap_cleanup stop_nginx
