# code.awk: C as code alone. Other awk programs are run after it:
#
#	awk -f code.awk -f sizes.awk file.c...
#
# code(line) gives the line with its comments and the insides of its string
# and character literals taken out; it must be called for every line of a
# file, in order. directive(line) is true for lines of the preprocessor, the
# continued ones too.

FNR == 1 { in_comment = in_directive = 0 }

function code(line,    out, c, two, quote) {
	out = ""
	quote = ""
	while (line != "") {
		c = substr(line, 1, 1)
		two = substr(line, 1, 2)
		if (in_comment) {
			if (!match(line, /\*\//))
				return out
			line = substr(line, RSTART + 2)
			in_comment = 0
			continue
		}
		if (quote != "") {
			if (c == "\\")
				line = substr(line, 3)
			else {
				if (c == quote) {
					out = out c
					quote = ""
				}
				line = substr(line, 2)
			}
			continue
		}
		if (two == "//")
			return out
		if (two == "/*") {
			in_comment = 1
			out = out " "
			line = substr(line, 3)
			continue
		}
		if (c == "\"" || c == "'")
			quote = c
		out = out c
		line = substr(line, 2)
	}
	return out
}

function directive(line,    was) {
	was = in_directive
	in_directive = (was || line ~ /^[ \t]*#/) && line ~ /\\$/
	return was || line ~ /^[ \t]*#/
}
