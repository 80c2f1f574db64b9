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

// ownNotice asks the rep to do with his own event what cannot be done from here.
func (p *page) ownNotice() stepWords {
	lead, with := p.Lead(), p.Prospect()
	switch p.a.Step {
	case handoff.CodeOwnMove:
		return stepWords{"Please move your event: " + lead, fmt.Sprintf("The meeting with %s is now on %s.", lead, p.At(p.H.Start)),
			[]string{fmt.Sprintf("It stands by an event of your own, which I cannot move. Please move it: %s hears of it from there, and that counts as your acceptance.", with)}}
	case handoff.CodeOwnOff:
		return stepWords{"Please call off your event: " + lead, fmt.Sprintf("The meeting with %s is called off.", lead),
			[]string{fmt.Sprintf("It stood by an event of your own, which I cannot call off. Please do, so that %s hears of it.", with)}}
	}
	return stepWords{"Please call off your event: " + lead, fmt.Sprintf("%s has %s now.", p.Name(p.H.Rep()), lead),
		[]string{fmt.Sprintf("Please call off your own event with %s: the invitation from here takes its place.", with)}}
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
