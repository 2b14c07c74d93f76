# tmux.sh: the program on a real terminal, without sleeping blindly. After
# tap.sh:
#
#	screen_start COLS ROWS COMMAND...	# TERM is that of the environment
#	screen_wait REGEX			# until the screen shows it (30 s)
#	screen_gone REGEX			# until it does not
#	screen_keys KEY...			# tmux's names: Enter, Space, BSpace
#	screen_type TEXT			# as it is
#	screen_text				# what the screen shows
#	screen_size COLS ROWS			# another size
#	screen_cursor				# "x y"
#	screen_ended				# until the program has left (30 s)
#
# Waiting looks twenty times a second and gives up after 30 seconds.

screen_socket=
screen_tmux() {
	tmux -L "$screen_socket" -f /dev/null "$@"
}

screen_start() {
	screen_socket=gogai-$$-$(od -An -N3 -tx1 /dev/urandom | tr -d ' ')
	tap_cleanup "tmux -L $screen_socket kill-server >/dev/null 2>&1"
	screen_cols=$1
	screen_rows=$2
	shift 2
	# The window stays when the program has left, to show its last words.
	screen_tmux new-session -d -x "$screen_cols" -y "$screen_rows" \
	    "exec sh" >/dev/null 2>&1 3>&- 4>&- || return 1
	screen_tmux set-option -g status off
	screen_tmux set-option -g remain-on-exit on
	screen_tmux set-option -g escape-time 0
	screen_tmux resize-window -x "$screen_cols" -y "$screen_rows"
	screen_tmux respawn-pane -k -e "TERM=$TERM" "$@"
}

screen_text() {
	screen_tmux capture-pane -p 2>/dev/null
}

screen_try() {
	screen_i=0
	while [ "$screen_i" -lt 600 ]; do
		if "$@" >/dev/null 2>&1; then
			return 0
		fi
		sleep 0.05
		screen_i=$((screen_i + 1))
	done
	echo "waited in vain for: $*"
	screen_text
	return 1
}

screen_shows() {
	screen_text | grep -Eq -e "$1"
}
screen_hides() {
	! screen_text | grep -Eq -e "$1"
}
screen_is_dead() {
	[ "$(screen_tmux display-message -p '#{pane_dead}')" = 1 ]
}

screen_wait() {
	screen_try screen_shows "$1"
}
screen_gone() {
	screen_try screen_hides "$1"
}
screen_ended() {
	screen_try screen_is_dead
}

screen_keys() {
	screen_tmux send-keys "$@"
}
screen_type() {
	screen_tmux send-keys -l "$1"
}
screen_size() {
	screen_tmux resize-window -x "$1" -y "$2"
}
screen_cursor() {
	screen_tmux display-message -p '#{cursor_x} #{cursor_y}'
}
