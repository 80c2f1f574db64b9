package templates

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
)

// sheets are what mails are written on, used again: they have grown to the length of a mail.
var sheets = sync.Pool{New: func() any { return new(bytes.Buffer) }}

// filled is what a template makes of a view.
func filled(execute func(io.Writer, any) error, view any) (string, error) {
	sheet := sheets.Get().(*bytes.Buffer)
	defer sheets.Put(sheet)
	sheet.Reset()
	err := execute(sheet, view)
	return sheet.String(), err
}

func (p pair) write(view any) (Mail, error) {
	text, err := filled(p.text.Execute, view)
	if err != nil {
		return Mail{}, err
	}
	html, err := filled(p.html.Execute, view)
	if err != nil {
		return Mail{}, err
	}
	subject, body, err := split(text)
	if err != nil {
		return Mail{}, fmt.Errorf("%s:1: %w", p.text.Name(), err)
	}
	return Mail{Subject: subject, Text: squeeze(body), HTML: keepZones(html)}, nil
}

// zoneAhead is a zone behind a clock.
var zoneAhead = regexp.MustCompile(`^ (?:UTC(?:(?:\+|&#43;|-)\d{1,2}(?::\d\d)?)?|[A-Z]{2,5})\b`)

// longestZone is how far a zone may reach, with what ends it.
const longestZone = len(" UTC&#43;00:00 ")

// keepZones keeps each zone on the line of its clock. Clocks are few in a mail: only behind one is looked for a zone.
func keepZones(html string) string {
	var out strings.Builder
	done := 0
	for at := 0; at < len(html); at++ {
		next := strings.IndexByte(html[at:], ':')
		if next < 0 {
			break
		}
		at += next
		if !isClock(html, at) || !zoneAhead.MatchString(html[at+3:min(len(html), at+3+longestZone)]) {
			continue
		}
		out.WriteString(html[done : at+3])
		out.WriteString("&nbsp;")
		done = at + 4
	}
	if done == 0 {
		return html
	}
	out.WriteString(html[done:])
	return out.String()
}

// isClock says whether there is a clock around the colon, and a blank behind it.
func isClock(html string, colon int) bool {
	if colon < 2 || len(html) < colon+4 || html[colon+3] != ' ' {
		return false
	}
	for _, i := range [...]int{-2, -1, 1, 2} {
		if c := html[colon+i]; c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// split takes the subject off the text.
func split(text string) (subject, body string, err error) {
	head, body, ok := strings.Cut(text, "\n\n")
	subject, found := strings.CutPrefix(head, "Subject:")
	if !ok || !found {
		return "", "", errNoSubject
	}
	return strings.Join(strings.Fields(subject), " "), body, nil
}

var errNoSubject = errors.New("the text must begin with a line \"Subject: …\" and an empty line")

// squeeze drops blanks at line ends and all but one of several empty lines, so that templates need no care for them.
func squeeze(text string) string {
	var out strings.Builder
	out.Grow(len(text) + 1)
	gap := false
	for line := range strings.SplitSeq(text, "\n") {
		line = strings.TrimRight(line, " \t\r")
		if line == "" {
			gap = out.Len() > 0
			continue
		}
		if gap {
			out.WriteByte('\n')
			gap = false
		}
		out.WriteString(line)
		out.WriteByte('\n')
	}
	if out.Len() == 0 {
		return "\n"
	}
	return out.String()
}
