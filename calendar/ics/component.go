package ics

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// component is one BEGIN…END block.
type component struct {
	name  string // upper case
	props []property
	parts []*component
	whole bool // its own END was read, and nothing in it was left out
}

// prop gives the first property of that name, or nil.
func (c *component) prop(name string) *property {
	for i := range c.props {
		if c.props[i].name == name {
			return &c.props[i]
		}
	}
	return nil
}

// value gives the trimmed raw value of the first property of that name.
func (c *component) value(name string) string {
	if p := c.prop(name); p != nil {
		return strings.TrimSpace(p.value)
	}
	return ""
}

// diagnosis collects what was found wrong, each thing once and not without end.
type diagnosis []string

func (w *diagnosis) add(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if len(*w) < maxWarnings && !slices.Contains(*w, text) {
		*w = append(*w, text)
	}
}

// tree builds components from lines.
type tree struct {
	root  *component
	open  []*component
	count int
	skip  int // depth below maxDepth
	junk  int
	warn  *diagnosis
}

// parse reads the calendars in data, at most limit bytes. A component that stands outside any VCALENDAR is put in
// one. Nothing read at all is ErrUnreadable.
func parse(data []byte, limit int, warn *diagnosis) ([]*component, error) {
	if len(data) > limit {
		return nil, fmt.Errorf("reading calendar of %d bytes, limit %d: %w", len(data), limit, ErrUnreadable)
	}
	text, cut := repair(string(data), warn)
	t := &tree{root: &component{}, warn: warn}
	r := lineReader{rest: text}
	for line, ok := r.next(); ok; line, ok = r.next() {
		if r.rest == "" && cut && len(t.open) > 0 && !isEnd(line) {
			break // half a line
		}
		t.line(line)
	}
	t.finish()
	calendars := t.calendars()
	if len(calendars) == 0 {
		return nil, fmt.Errorf("reading calendar of %d bytes: no VCALENDAR: %w", len(data), ErrUnreadable)
	}
	return calendars, nil
}

var encodedLeftover = regexp.MustCompile(`(?m)^[A-Z-]+;(?:TZID|PARTSTAT|CN|ROLE|RSVP|VALUE|CUTYPE)=3D`)

// repair makes one kind of text of what is found: no byte order mark, lone CRs as line ends, and no transfer
// encoding left over. cut reports that the last line has no line end.
func repair(text string, warn *diagnosis) (repaired string, cut bool) {
	text = strings.TrimPrefix(text, "\uFEFF")
	if strings.Count(text, "\r") != strings.Count(text, "\r\n") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	if strings.Contains(text, "=3D") && encodedLeftover.MatchString(text) && !strings.Contains(text, "QUOTED-PRINTABLE") {
		warn.add("quoted-printable was left undecoded")
		text = decodeQuotedPrintable(text)
	}
	return text, !strings.HasSuffix(text, "\n")
}

func isEnd(line string) bool { return len(line) > 4 && strings.EqualFold(line[:4], "END:") }

func (t *tree) line(line string) {
	p, ok := property{}, false
	if len(line) <= maxLine {
		p, ok = parseLine(line)
	}
	if !ok {
		t.lose(line)
		return
	}
	switch p.name {
	case "BEGIN":
		t.begin(strings.ToUpper(strings.TrimSpace(p.value)))
	case "END":
		t.end(strings.ToUpper(strings.TrimSpace(p.value)))
	default:
		switch top := t.top(); {
		case t.skip > 0:
		case top == t.root:
			t.junk++
		case len(top.props) < maxProperties:
			top.props = append(top.props, p)
		default:
			top.whole = false
			t.warn.add("%s has more than %d properties", top.name, maxProperties)
		}
	}
}

// lose leaves out a line. If it may have said when, who or which, its component is no longer whole.
func (t *tree) lose(line string) {
	t.junk++
	name := line[:min(len(line), 20)]
	if i := strings.IndexAny(name, ";:="); i >= 0 {
		name = name[:i]
	}
	switch strings.ToUpper(strings.TrimSpace(name)) {
	case "DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID", "UID", "ATTENDEE", "FREEBUSY", "BEGIN", "END":
		t.top().whole = false
	}
}

func (t *tree) top() *component {
	if len(t.open) == 0 {
		return t.root
	}
	return t.open[len(t.open)-1]
}

func (t *tree) begin(name string) {
	if t.skip == 0 && outermost(name) {
		t.closeFor(name)
	}
	if t.skip > 0 || len(t.open) >= maxDepth || t.count >= maxComponents {
		t.skip++
		t.warn.add("too many or too deeply nested components")
		for _, c := range t.open {
			c.whole = false
		}
		return
	}
	t.count++
	c := &component{name: name, whole: true, props: make([]property, 0, 12)}
	top := t.top()
	top.parts = append(top.parts, c)
	t.open = append(t.open, c)
}

// outermost reports whether the component stands directly in a VCALENDAR, or is one.
func outermost(name string) bool {
	switch name {
	case "VCALENDAR", "VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE":
		return true
	}
	return false
}

// closeFor ends the components that lack their END before one that cannot stand in them.
func (t *tree) closeFor(name string) {
	for i, c := range t.open {
		if c.name != "VCALENDAR" && outermost(c.name) || name == "VCALENDAR" {
			t.abandon(i)
			return
		}
	}
}

// abandon closes the open components from index i on without their END.
func (t *tree) abandon(i int) {
	for _, c := range t.open[i:] {
		c.whole = false
		t.warn.add("%s has no end", cleanLine(c.name))
	}
	t.open = t.open[:i]
}

func (t *tree) end(name string) {
	if t.skip > 0 {
		t.skip--
		return
	}
	for i := len(t.open) - 1; i >= 0; i-- {
		if t.open[i].name == name {
			if len(t.open) > i+1 { // what follows the missing END went into the wrong component
				t.open[i].whole = false
			}
			t.abandon(i + 1)
			t.open = t.open[:i]
			return
		}
	}
	t.junk++
	if outermost(name) { // its BEGIN was lost
		t.top().whole = false
	}
}

func (t *tree) finish() {
	if len(t.open) > 0 {
		t.warn.add("the text ends in the middle of %s", cleanLine(t.open[len(t.open)-1].name))
		t.abandon(0)
	}
	if t.junk > 0 {
		t.warn.add("lines left out: %d", t.junk)
	}
}

// calendars gives the VCALENDARs, and one more for what stood outside of them.
func (t *tree) calendars() []*component {
	var found []*component
	bare := &component{name: "VCALENDAR", whole: true}
	for _, c := range t.root.parts {
		switch c.name {
		case "VCALENDAR":
			found = append(found, c)
		case "VEVENT", "VFREEBUSY":
			bare.parts = append(bare.parts, c)
		}
	}
	if len(bare.parts) > 0 {
		t.warn.add("events outside of a calendar")
		found = append(found, bare)
	}
	return found
}
