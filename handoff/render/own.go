package render

import (
	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/templates"
)

// bothEvents are the rep's own event and ours, by their times alone.
func (p *page) bothEvents() templates.Section {
	d := handoff.DetailOf[handoff.QuestionDetail](p.a)
	own := calendar.Span{Start: d.Start, End: d.End}
	if o := p.H.Own; o != nil {
		own = o.Span
	}
	return templates.Section{Title: p.inTheWay("both"), Rows: []templates.Row{
		{Label: p.inTheWay("both/yours"), Value: p.inBoth(own, p.Reader.ID)},
		{Label: p.inTheWay("both/mine"), Value: p.inBoth(calendar.Span{Start: p.H.Start, End: p.H.End}, p.Reader.ID)},
	}}
}
