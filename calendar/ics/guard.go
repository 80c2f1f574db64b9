package ics

import (
	"regexp"
	"strings"

	"github.com/emersion/go-ical"
)

const (
	propDamaged     = "!DAMAGED" // put by the guard in a component that is not whole; no content line has such a name
	propExRule      = "EXRULE"   // RFC 2445
	propBusyStatus  = "X-MICROSOFT-CDO-BUSYSTATUS"
	paramResponse   = "X-RESPONSE-COMMENT"
	lineBegin       = "BEGIN"
	lineEnd         = "END"
	quotedPrintable = "QUOTED-PRINTABLE"
)

// inBusy are the properties that are read for busy time, inSchedule those for busy time and entries, inMessage those
// that are read in a message, and knownParams the parameters. No others are kept.
var (
	inBusy = nameSet(ical.PropMethod, ical.PropUID, ical.PropSequence, ical.PropRecurrenceID, ical.PropDateTimeStart,
		ical.PropDateTimeEnd, ical.PropDuration, ical.PropRecurrenceRule, ical.PropRecurrenceDates, ical.PropExceptionDates,
		propExRule, ical.PropAttendee, ical.PropStatus, ical.PropTransparency, propBusyStatus, ical.PropFreeBusy,
		ical.PropTimezoneID, ical.PropTimezoneOffsetFrom, ical.PropTimezoneOffsetTo)
	inMessage = nameSet(ical.PropMethod, ical.PropUID, ical.PropSequence, ical.PropRecurrenceID, ical.PropDateTimeStamp,
		ical.PropDateTimeStart, ical.PropDateTimeEnd, ical.PropDuration, ical.PropRecurrenceRule, ical.PropRecurrenceDates,
		ical.PropOrganizer, ical.PropAttendee, ical.PropSummary, ical.PropDescription, ical.PropLocation, ical.PropComment,
		ical.PropURL, ical.PropStatus, ical.PropTransparency, ical.PropClass, ical.PropTimezoneID,
		ical.PropTimezoneOffsetFrom, ical.PropTimezoneOffsetTo)
	inSchedule = nameSet(ical.PropMethod, ical.PropUID, ical.PropSequence, ical.PropRecurrenceID, ical.PropDateTimeStart,
		ical.PropDateTimeEnd, ical.PropDuration, ical.PropRecurrenceRule, ical.PropRecurrenceDates, ical.PropExceptionDates,
		propExRule, ical.PropAttendee, ical.PropStatus, ical.PropTransparency, propBusyStatus, ical.PropFreeBusy,
		ical.PropTimezoneID, ical.PropTimezoneOffsetFrom, ical.PropTimezoneOffsetTo,
		ical.PropOrganizer, ical.PropSummary, ical.PropClass, ical.PropCreated, ical.PropLastModified)
	knownParams = nameSet(ical.ParamTimezoneID, ical.ParamCommonName, ical.ParamParticipationStatus, ical.ParamRole,
		ical.ParamRSVP, ical.ParamSentBy, ical.ParamDelegatedTo, ical.ParamDelegatedFrom, ical.ParamEmail, ical.ParamEncoding,
		ical.ParamFreeBusyType, ical.ParamRange, paramResponse, ical.ParamCalendarUserType,
		ical.ParamValue)
)

func nameSet(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[name] = true
	}
	return set
}

// guard reads hostile text: of what it is made of, it takes only the components and properties that are read, at most
// three deep, each ended by the END of its own, and gives each unfolded and well-formed line as one property.
type guard struct {
	known     map[string]bool
	calendars []*component
	bare      []*component // what stands outside any VCALENDAR
	open      []frame
	kept      int // lines, a component counting as four
	cost      budget
	skip      int // depth below maxDepth
	junk      int
	warn      *diagnosis
	shelf     shelf
	lines     [maxDepth]properties // room for those of the open components, used again
	params    []parameter          // and for those of one line
}

// frame is a component that is open.
type frame struct {
	name  string     // upper case
	to    *component // nil: it is left out
	props properties // of it, so far
	whole bool
}

// guardText gives the VCALENDARs of a text, with the properties that are known.
func guardText(text string, known map[string]bool, warn *diagnosis) []*component {
	text, cut := repair(text, warn)
	g := &guard{known: known, cost: budget{maxParamCost}, warn: warn}
	r := lineReader{rest: text}
	for line, ok := r.next(); ok; line, ok = r.next() {
		if r.rest == "" && cut && len(g.open) > 0 && !isEnd(line) {
			break // half a line
		}
		g.line(line)
	}
	g.finish()
	return g.calendars
}

var encodedLeftover = regexp.MustCompile(`(?m)^[A-Z-]+;(?:TZID|PARTSTAT|CN|ROLE|RSVP|VALUE|CUTYPE)=3D`)

// repair makes one kind of text of what is found: no byte order mark, lone CRs as line ends, and no transfer
// encoding left over. cut reports that the last line has no line end.
func repair(text string, warn *diagnosis) (repaired string, cut bool) {
	text = strings.TrimPrefix(text, "\uFEFF")
	if strings.Count(text, "\r") != strings.Count(text, "\r\n") {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	}
	if strings.Contains(text, "=3D") && encodedLeftover.MatchString(text) && !strings.Contains(text, quotedPrintable) {
		warn.add("quoted-printable was left undecoded")
		text = decodeQuotedPrintable(text)
	}
	return text, !strings.HasSuffix(text, "\n")
}

func isEnd(line string) bool { return len(line) > 4 && strings.EqualFold(line[:4], "END:") }

func (g *guard) line(line string) {
	name, rest, ok := lineName(line)
	if ok = ok && len(line) <= maxLine; ok && !g.known[name] && name != lineBegin && name != lineEnd {
		if len(g.open) == 0 {
			g.junk++
		}
		return
	}
	var params []parameter
	var value string
	if ok {
		params, value, ok = g.readParams(rest)
	}
	switch {
	case !ok:
		g.lose(line)
	case name == lineBegin:
		g.begin(strings.ToUpper(strings.TrimSpace(value)))
	case name == lineEnd:
		g.end(strings.ToUpper(strings.TrimSpace(value)))
	case g.skip > 0:
	case len(g.open) == 0:
		g.junk++
	default:
		g.keep(name, params, value)
	}
}

// keep takes a property.
func (g *guard) keep(name string, params []parameter, value string) {
	f := g.top()
	switch {
	case f.to == nil:
	case len(f.props) == maxProperties || g.kept >= maxKept:
		f.whole = false
		g.warn.add("%s has too many properties", f.name)
	default:
		g.kept++
		p := property{Name: name, Value: strings.TrimSuffix(value, "\r"), Params: keep(&g.shelf.parameters, params)}
		f.props = append(f.props, p)
	}
}

// lose leaves out a line. If it may have said when, who or which, its component is no longer whole.
func (g *guard) lose(line string) {
	g.junk++
	name := line[:min(len(line), 20)]
	if i := strings.IndexAny(name, ";:="); i >= 0 {
		name = name[:i]
	}
	switch strings.ToUpper(strings.TrimSpace(name)) {
	case ical.PropDateTimeStart, ical.PropDateTimeEnd, ical.PropDuration, ical.PropRecurrenceRule,
		ical.PropRecurrenceDates,
		ical.PropExceptionDates, propExRule, ical.PropRecurrenceID, ical.PropUID, ical.PropAttendee, ical.PropFreeBusy,
		lineBegin, lineEnd:
		g.top().whole = false
	}
}

// top gives the innermost open component; outside of all, one that is forgotten.
func (g *guard) top() *frame {
	if len(g.open) == 0 {
		return &frame{}
	}
	return &g.open[len(g.open)-1]
}

func (g *guard) begin(name string) {
	if g.skip == 0 && outermost(name) {
		g.closeFor(name)
	}
	if g.skip > 0 || len(g.open) >= maxDepth || g.kept >= maxKept {
		g.skip++
		g.warn.add("too many or too deeply nested components")
		for i := range g.open {
			g.open[i].whole = false
		}
		return
	}
	f := frame{name: name, whole: true, props: g.lines[len(g.open)][:0]}
	if list := g.place(name); list != nil {
		f.to = g.shelf.component(name)
		*list = append(*list, f.to)
		g.kept += 4
	}
	g.open = append(g.open, f)
}

// place says among which components one belongs, nil if it is left out.
func (g *guard) place(name string) *[]*component {
	parent := g.top()
	switch {
	case name == ical.CompCalendar: // closeFor has closed all
		return &g.calendars
	case len(g.open) == 0 && (name == ical.CompEvent || name == ical.CompFreeBusy):
		return &g.bare
	case parent.to == nil:
	case parent.name == ical.CompCalendar && outermost(name),
		parent.name == ical.CompTimezone && (name == ical.CompTimezoneStandard || name == ical.CompTimezoneDaylight):
		return &parent.to.Children
	}
	return nil
}

// outermost reports whether the component stands directly in a VCALENDAR, or is one.
func outermost(name string) bool {
	switch name {
	case ical.CompCalendar, ical.CompEvent, ical.CompToDo, ical.CompJournal, ical.CompFreeBusy, ical.CompTimezone:
		return true
	}
	return false
}

// closeFor ends the components that lack their END before one that cannot stand in them.
func (g *guard) closeFor(name string) {
	for i, f := range g.open {
		if f.name != ical.CompCalendar && outermost(f.name) || name == ical.CompCalendar {
			g.abandon(i)
			return
		}
	}
}

// abandon closes the open components from index i on without their END.
func (g *guard) abandon(i int) {
	for j := range g.open[i:] {
		g.open[i+j].whole = false
		g.warn.add("%s has no end", cleanLine(g.open[i+j].name))
	}
	for len(g.open) > i {
		g.close()
	}
}

// close ends the innermost open component.
func (g *guard) close() {
	f := g.top()
	if f.to != nil && !f.whole {
		f.props = append(f.props, property{Name: propDamaged})
	}
	if f.to != nil {
		f.to.Props = keep(&g.shelf.properties, f.props)
		f.to.Props.group()
	}
	g.lines[len(g.open)-1] = f.props
	g.open = g.open[:len(g.open)-1]
}

func (g *guard) end(name string) {
	if g.skip > 0 {
		g.skip--
		return
	}
	for i := len(g.open) - 1; i >= 0; i-- {
		if g.open[i].name == name {
			if len(g.open) > i+1 { // what follows the missing END went into the wrong component
				g.open[i].whole = false
			}
			g.abandon(i + 1)
			g.close()
			return
		}
	}
	g.junk++
	if outermost(name) { // its BEGIN was lost
		g.top().whole = false
	}
}

func (g *guard) finish() {
	if len(g.open) > 0 {
		g.warn.add("the text ends in the middle of %s", cleanLine(g.top().name))
		g.abandon(0)
	}
	if g.junk > 0 {
		g.warn.add("lines left out: %d", g.junk)
	}
	if len(g.bare) > 0 {
		g.warn.add("events outside of a calendar")
		g.calendars = append(g.calendars, &component{Name: ical.CompCalendar, Children: g.bare})
	}
}
