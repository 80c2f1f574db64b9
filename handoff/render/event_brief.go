package render

import (
	"strings"

	"handoffd/handoff/text"
	"handoffd/templates"
)

// longestDescription bounds what the rep's event says, in bytes.
const longestDescription = 4000

// privately says whether the event is the rep's alone, and may hold the brief.
func (p *page) privately() bool {
	return p.a.To.Person != "" && p.a.UID != "" && !p.hosted && p.Team.Policy.BriefInCalendar &&
		p.a.To.Person == p.H.Rep()
}

// holdsBrief says whether the mail about the event is the rep's brief as well.
func (p *page) holdsBrief() bool { return !p.entry && p.H.Events().HoldsBrief(p.a) }

// offer is the brief that comes with the rep's event, or what has changed of that event, with the brief below.
func (p *page) offer(v templates.Event) templates.Letter {
	l := p.letter()
	switch {
	case p.updates():
		l.Topic, l.Lead, l.More = v.Headline+": "+p.Lead()+", "+v.Meeting.Short, v.Lead, v.More
	case p.a.Step == stepMoved: // the introduction told of another time
		l.More = append([]string{p.Line("event", "moved", templates.Entry{Value: v.Meeting.When})}, l.More...)
	}
	if says := p.listens(); says != "" && !p.updates() { // an update has it among its own words
		l.More = append(l.More, says)
	}
	return l
}

// briefDescription is what stands in the rep's own calendar: what is to be done by when, how to reach the prospect,
// what is known and what is not.
func (p *page) briefDescription(v templates.Event) string {
	var lines []string
	add := func(code string, w templates.Entry) { lines = append(lines, p.Line("event", code, w)) }
	if a := p.H.Current(); v.Until != "" && a != nil {
		add("until", templates.Entry{Name: text.Capital(p.Task(a)), Value: v.Until})
	}
	if place := p.location(); place != "" {
		add("where", templates.Entry{Place: place})
	}
	for i, row := range p.Contacts() {
		value := row.Value
		if c := p.H.Prospects[i]; !p.C.MayWriteTo(c.Address) { // a trial keeps them out of calendars
			value = c.Name
		}
		if value != "" {
			add("fact", templates.Entry{Label: row.Label, Value: text.OneLine(value, 500)})
		}
	}
	if brief := p.briefLines(); brief != "" {
		lines = append(lines, brief)
	}
	if unknown := p.known().Unknown; unknown != "" {
		lines = append(lines, unknown)
	}
	if says := p.listens(); says != "" {
		lines = append(lines, says)
	}
	if v.Sender != "" {
		add("arranged", templates.Entry{Name: v.Sender})
	}
	return text.Cut(strings.Join(lines, "\n"), longestDescription)
}
