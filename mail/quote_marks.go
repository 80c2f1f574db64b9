package mail

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// initials returns the mark of a quote that names its author, as in "JD> text"; empty if there is none.
func initials(text string) string {
	text = strings.TrimLeft(text, " ")
	end := strings.IndexByte(text, '>')
	if end < 1 || end > 10 || end+1 < len(text) && text[end+1] != ' ' && text[end+1] != '>' {
		return ""
	}
	r, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsUpper(r) || strings.ContainsFunc(text[:end], func(r rune) bool { return !unicode.IsLetter(r) }) {
		return ""
	}
	return text[:end]
}

// isPiped reports whether a line begins with the pipe that some clients quote with; one that also ends in it is a row
// of a table.
func isPiped(text string) bool {
	text = strings.TrimSpace(text)
	return strings.HasPrefix(text, "|") && (len(text) < 2 || !strings.HasSuffix(text, "|"))
}

// markQuotes marks the lines that other marks than ">" quote: initials on two lines or below a header, pipes below one.
func markQuotes(lines []line) {
	var marks []string
	for i := range lines {
		if mark := initials(lines[i].text); mark != "" && !lines[i].quoted {
			if slices.Contains(marks, mark) {
				for k := range lines {
					lines[k].quoted = lines[k].quoted || initials(lines[k].text) == mark
				}
			} else if marks = append(marks, mark); len(marks) > 5 {
				return
			}
		}
	}
}

// markBelow marks the run of lines below a quote header that are quoted with pipes or initials.
func markBelow(lines []line, i int) {
	i = nextText(lines, i)
	if i == len(lines) || lines[i].quoted {
		return
	}
	piped, mark := isPiped(lines[i].text), initials(lines[i].text)
	for ; i < len(lines) && (piped || mark != ""); i = nextText(lines, i+1) {
		if piped && !strings.HasPrefix(strings.TrimSpace(lines[i].text), "|") || !piped && initials(lines[i].text) != mark {
			return
		}
		lines[i].quoted = true
	}
}

// joinAddresses puts an address together that a client set on lines of its own, with its brackets: the second of them
// would look like the mark of a quote.
func joinAddresses(lines []line) {
	for i := range lines {
		text := lines[i].text
		if !strings.HasPrefix(text, ">") || i == 0 || !endsAttribution(text) && strings.TrimSpace(text) != ">" {
			continue
		}
		k := i - 1
		for k > 0 && k > i-4 && strings.LastIndexByte(lines[k].text, '<') <= strings.LastIndexByte(lines[k].text, '>') &&
			!lines[k].quoted && (lines[k].text == "" || isAddress(lines[k].text)) {
			k--
		}
		if open := strings.LastIndexByte(lines[k].text, '<'); open < 0 || open < strings.LastIndexByte(lines[k].text, '>') {
			continue
		}
		for n := k + 1; n <= i; n++ {
			lines[k].text += strings.TrimSpace(lines[n].text)
			lines[n] = line{drop: true}
		}
		if k > 0 && strings.HasPrefix(lines[k].text, "<") && strings.HasSuffix(lines[k].text, ">") && i+1 < len(lines) {
			lines[k].text += " " + strings.TrimSpace(lines[i+1].text)
			lines[i+1] = line{drop: true}
		}
	}
}
