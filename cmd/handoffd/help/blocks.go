package help

import (
	"regexp"
	"strings"
)

// kind is what a block of a page is.
type kind int

const (
	paragraph kind = iota
	heading
	item // of a list
	code
)

// block is one of a page.
type block struct {
	kind kind
	mark string // of a heading "#", "##" …; of an item "-" or "1."
	text string // one line; of code all lines
}

var itemStart = regexp.MustCompile(`^(-|\d+\.) +`)

// blocksOf parts a page.
func blocksOf(page string) (out []block) {
	open := false // the last block goes on
	lines := strings.Split(strings.TrimRight(page, "\n"), "\n")
	for i := 0; i < len(lines); i++ {
		line := lines[i]
		mark := itemStart.FindString(line)
		switch {
		case strings.HasPrefix(line, "```"):
			var body []string
			for i++; i < len(lines) && !strings.HasPrefix(lines[i], "```"); i++ {
				body = append(body, lines[i])
			}
			out, open = append(out, block{kind: code, text: strings.Join(body, "\n")}), false
		case strings.TrimSpace(line) == "":
			open = false
		case strings.HasPrefix(line, "#"):
			level, text, _ := strings.Cut(line, " ")
			out, open = append(out, block{heading, level, text}), false
		case mark != "":
			out, open = append(out, block{item, strings.TrimSpace(mark), line[len(mark):]}), true
		case open:
			out[len(out)-1].text += " " + strings.TrimSpace(line)
		default:
			out, open = append(out, block{kind: paragraph, text: strings.TrimSpace(line)}), true
		}
	}
	return out
}

// link is one to another page or place.
var link = regexp.MustCompile(`\[([^\]]+)\]\(([^)]+)\)`)
