package render

import (
	"fmt"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// bothEvents are the rep's own event and ours, by their times alone.
func (p *page) bothEvents() templates.Section {
	d := handoff.DetailOf[handoff.QuestionDetail](p.a)
	own := calendar.Span{Start: d.Start, End: d.End}
	if o := p.H.Own; o != nil {
		own = o.Span
	}
	return templates.Section{Title: "Both", Rows: []templates.Row{
		{Label: "Yours", Value: p.inBoth(own, p.Reader.ID)},
		{Label: "Mine", Value: p.inBoth(calendar.Span{Start: p.H.Start, End: p.H.End}, p.Reader.ID)},
	}}
}

// ownWithdrawn takes our invitation back; the meeting stands.
func (p *page) ownWithdrawn(v *templates.Event) {
	v.Headline = "One invitation instead of two"
	v.Next = "nothing for you to do; the event from here can go from your calendar, the other one stays."
	if v.ForRep {
		v.Lead = fmt.Sprintf("The meeting with %s stands by your own event, so the invitation from here is withdrawn.", v.Prospect)
		return
	}
	v.Lead = fmt.Sprintf("Your meeting stands. %s has invited you as well, and that invitation holds; the one from here is withdrawn, so that you have it once.", text.Capital(p.repOf(v)))
	v.Next += " If you do not find the other one, just answer this mail."
}
