# sizes.awk: the sizes of C files in the house's style, where a function's
# name starts a line and its braces stand in the first column. Run after
# code.awk. A row for each finding:
#
#	function FILE:LINE NAME LINES BRANCHES
#	file FILE LINES
#	global FILE:LINE TEXT		a variable at file scope, or a static one
#					in a function, that is not const
#	wide FILE:LINE COLUMNS		a line of ASCII beyond 80 columns

FNR == 1 {
	if (file != "")
		print "file", file, lines
	file = FILENAME
	sub(top, "", file)
	name = ""
	inside = 0
}

{
	lines = FNR
	line = code($0)
	columns()
	if (directive($0))
		next
}

# a function's head, its brace, its end
!inside && line ~ /^[A-Za-z_].*\(/ && line !~ /[;=]/ {
	head = line
	sub(/\(.*/, "", head)
	sub(/.*[ \t*]/, "", head)
	name = head
	at = FNR
}
!inside && line ~ /^\{/ && name != "" { inside = 1; branches = 0 }
!inside && line ~ /^[A-Za-z_].*\).*\{$/ && name != "" { inside = 1; branches = 0 }
!inside && line ~ /;[ \t]*$/ { name = "" }
inside { branches += count(line) }
inside && line ~ /^}/ {
	print "function", file ":" at, name, FNR - at + 1, branches
	inside = 0
	name = ""
}

!inside && line ~ /^[A-Za-z_]/ && variable(line) { print "global", file ":" FNR, line }
inside && line ~ /^[ \t]+static / && line !~ /const/ { print "global", file ":" FNR, line }

END { if (file != "") print "file", file, lines }

function variable(s) {
	if (s ~ /const|^(typedef|extern|return|goto)[ \t]/)
		return 0
	if (s ~ /^(enum|struct|union)[^={]*\{/)	# a type
		return 0
	if (file ~ /\.h$/ || s !~ /;[ \t]*$|=/)
		return 0
	if (s ~ /^[^(]*=/)
		return 1
	if (s ~ /^[^(]*;/)	# not the declaration of a tag alone
		return s !~ /^(struct|union|enum)[ \t]+[A-Za-z_0-9]+[ \t]*;/
	return s ~ /\(\*[A-Za-z_0-9]+(\[[^]]*\])?\)\(/
}

function count(s,    n) {
	n = gsub(/&&/, " ", s) + gsub(/\|\|/, " ", s) + gsub(/\?/, " ", s)
	gsub(/[^A-Za-z0-9_]+/, "  ", s)
	s = " " s " "
	n += gsub(/ (if|for|while|case) /, " ", s)
	n += gsub(/ [A-Za-z0-9_]*(FOREACH|foreach|for_each)[A-Za-z0-9_]* /, " ", s)
	return n
}

function columns(    s, n, part, k, width) {
	if ($0 ~ /[^ -~\t]/)
		return
	n = split($0, part, /\t/)
	width = 0
	for (k = 1; k <= n; k++) {
		width += length(part[k])
		if (k < n)
			width += 8 - width % 8
	}
	if (width > 80)
		print "wide", file ":" FNR, width
}
