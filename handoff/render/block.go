package render

import (
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// Block is the private entry without guests that stands in the rep's calendar before the meeting; false if there is to
// be none. It has a title alone, unless the policy puts the brief into calendars.
func (r *Renderer) Block(h handoff.Handoff, c *handoff.Config, now time.Time) (calendar.Event, bool, error) {
	if h.Block == nil {
		return calendar.Event{}, false, nil
	}
	p := r.page(h, handoff.Action{Handoff: h.ID, Purpose: handoff.PurposeBlock}, c, now)
	name := h.Prospect().Label()
	if company := strings.TrimSpace(h.Brief["company"]); company != "" {
		name = p.Line("people", "lead", templates.People{Name: name, Company: company})
	}
	w := templates.Entry{Name: text.OneLine(name, 500), ID: string(h.ID)}
	e := calendar.Event{UID: h.Events().Block(), Start: h.Block.Start, End: h.Block.End,
		Summary: p.Line("event", "block", w), Description: p.Line("event", "block/brief", w), Status: "CONFIRMED",
		Transparency: "OPAQUE", Class: "PRIVATE"}
	if p.Team.Policy.BriefInCalendar {
		e.Description = p.briefLines()
	}
	return e, true, p.failed()
}

// briefLines are the brief, a field a line.
func (p *page) briefLines() string {
	var lines []string
	for _, name := range p.Team.Known(p.H.Brief) {
		lines = append(lines, p.Line("event", "fact", templates.Entry{Label: p.Team.Label(name),
			Value: text.OneLine(p.H.Brief[name], 500)}))
	}
	return text.Cut(strings.Join(lines, "\n"), 4000)
}
