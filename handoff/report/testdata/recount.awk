# Counts the figures of a week again from the table that goes along with its mail, or that `report --format csv` prints:
#   awk -f recount.awk week.csv
# Each line is a figure, how many rows of it count, how many there are, and for first-touch the median of its minutes.
# Names may hold commas, quotes and line breaks, as RFC 4180 writes them.
BEGIN { RS = "\n"; quoted = 0; record = "" }
{
	sub(/\r$/, "")
	record = record == "" ? $0 : record "\n" $0
	copy = record
	quoted = gsub(/"/, "", copy) % 2 # an open quote: the record goes on in the next line
	if (quoted) next
	row(record)
	record = ""
}
function row(s,   n, i, c, field, open, cells) {
	if (s !~ /"/) split(s, cells, ",")
	else {
		n = 1; open = 0; field = ""
		for (i = 1; i <= length(s); i++) {
			c = substr(s, i, 1)
			if (c == "\"") {
				if (open && substr(s, i + 1, 1) == "\"") { field = field c; i++ } else open = !open
			} else if (c == "," && !open) { cells[n++] = field; field = "" }
			else field = field c
		}
		cells[n] = field
	}
	if (cells[1] == "figure") return
	if (!(cells[1] in all)) names[++figures] = cells[1]
	all[cells[1]]++
	if (cells[5] == "1") counts[cells[1]]++
	if (cells[1] == "first-touch" && cells[5] == "1") minutes[++touched] = cells[6] + 0
}
END {
	for (i = 1; i <= figures; i++) {
		name = names[i]
		printf "%s %d %d", name, counts[name], all[name]
		if (name == "first-touch") {
			for (a = 2; a <= touched; a++) { # sorted by insertion
				v = minutes[a]
				for (b = a - 1; b > 0 && minutes[b] > v; b--) minutes[b + 1] = minutes[b]
				minutes[b + 1] = v
			}
			low = int((all[name] + 1) / 2); high = int(all[name] / 2) + 1 # the same of an odd number
			printf " %s", high <= touched ? int((minutes[low] + minutes[high]) / 2) : "never"
		}
		printf "\n"
	}
}
