package main

import (
	"io"
	"os"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/sys/unix"
	"golang.org/x/text/width"

	"handoffd/handoff/text"
)

// Widths of a screen, in columns.
const (
	usualWidth = 80
	leastWidth = 40
	mostWidth  = 400
)

// screen is how text is laid out for whoever reads it.
type screen struct {
	width  int
	asked  bool // somebody looks at it, or has said how wide it is
	colour bool
	// terminal says that somebody looks at it now.
	terminal bool
}

// screenOf is the screen behind a writer. A file or a pipe gets the usual width and no colours; COLUMNS says another
// width, and NO_COLOR that there are none.
func screenOf(w io.Writer) screen {
	s := screen{width: usualWidth}
	if f := fileOf(w); f != nil {
		if size, err := unix.IoctlGetWinsize(int(f.Fd()), unix.TIOCGWINSZ); err == nil {
			s.asked, s.terminal, s.colour = true, true, os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
			if size.Col > 0 {
				s.width = int(size.Col)
			}
		}
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		s.asked, s.width = true, n
	}
	s.width = min(max(s.width, leastWidth), mostWidth)
	return s
}

// bold and red mark what a reader looks for first; without colours nothing is lost.
func (s screen) bold(text string) string { return s.paint("1", text) }
func (s screen) red(text string) string  { return s.paint("31", text) }

func (s screen) paint(code, text string) string {
	if !s.colour || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

// columnsOf counts the columns that a text takes.
func columnsOf(s string) (n int) {
	for _, r := range s {
		n += columnsOfRune(r)
	}
	return n
}

func columnsOfRune(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// fit cuts or fills a text to so many columns.
func fit(s string, columns int) string {
	if n := columnsOf(s); n <= columns {
		return s + strings.Repeat(" ", columns-n)
	}
	at := 0
	for i, r := range s {
		if at += columnsOfRune(r); at >= columns {
			kept := strings.TrimRight(s[:i], " ")
			return kept + "…" + strings.Repeat(" ", columns-1-columnsOf(kept))
		}
	}
	return s
}

// wrappedLines breaks the lines of a page that are wider than the screen; what goes on of an indented one is indented
// once more.
func wrappedLines(page string, width int) string {
	const indent = "  "
	lines := strings.Split(page, "\n")
	for i, line := range lines {
		said, indented := strings.CutPrefix(line, indent)
		switch {
		case !indented:
			lines[i] = text.Wrap(line, width)
		case utf8.RuneCountInString(line) > width:
			lines[i] = text.Hang(indent, strings.ReplaceAll(text.Wrap(said, width-2*len(indent)), "\n", "\n"+indent), width)
		}
	}
	return strings.Join(lines, "\n")
}
