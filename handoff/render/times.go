package render

import (
	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// freeTimes answers the question when reps could meet: a section for each, with the times on both sides' clocks.
func (p *page) freeTimes(l *templates.Letter) {
	p.sayAs(l, "echo-slots")
	if p.H.ID == "" {
		l.Next, l.Private = "", p.Line("letter", "private/you", templates.Aside{})
	}
	l.Meeting = templates.Meeting{}
	for _, times := range handoff.DetailOf[handoff.EchoDetail](p.a).Times {
		w, title := templates.InTheWay{Name: p.Name(times.Rep), Cause: text.OneLine(p.why(times.Blind), text.NameLimit)},
			"times"
		if times.Unlooked {
			title = "times/unlooked"
		}
		s := templates.Section{Title: p.Line("clash", title, w)}
		for _, slot := range times.Slots {
			s.Lines = append(s.Lines, p.onBothClocks(slot, times.Rep))
		}
		switch {
		case len(s.Lines) > 0:
		case w.Cause != "":
			s.Lines = []string{p.Line("clash", "blind", w)}
		default:
			s.Lines = []string{p.inTheWay("none")}
		}
		l.Sections = append(l.Sections, s)
	}
}

// onBothClocks is a span in the zone of the meeting and in the rep's; without a meeting in the reader's own.
func (p *page) onBothClocks(s calendar.Span, rep handoff.PersonID) string {
	if p.H.ID != "" {
		return p.inBoth(s, rep)
	}
	other := *p
	v := *p.View
	v.Own = p.Zone
	other.View = &v
	line := other.inBoth(s, rep)
	if p.Err == nil {
		p.Err = v.Err
	}
	return line
}
