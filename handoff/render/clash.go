package render

import (
	"cmp"
	"fmt"
	"strconv"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// inBoth writes a span in the meeting's own zone, and for the rep if clocks there show something else; the rep reads
// his own first.
func (p *page) inBoth(s calendar.Span, rep handoff.PersonID) string {
	here, there, code := p.Own, p.C.Person(rep).Location(), "span/for"
	if p.Reader.ID == rep {
		here, there, code = there, here, "span/there"
	}
	w := templates.InTheWay{Span: text.StampSpan(s.Start, s.End, p.Now, here), Name: p.Name(rep)}
	if text.SameClock(s.Start, s.End, here, there) {
		return w.Span
	}
	w.There = text.Elsewhere(s.Start, s.End, p.Now, here, there)
	return p.Line("clash", code, w)
}

// obstacles are what is in the way, without titles.
func (p *page) obstacles(c *handoff.Clash) []string {
	var lines []string
	for _, o := range c.With {
		w, code := templates.InTheWay{Rep: p.Person(c.Rep), Span: p.inBoth(o.Span, c.Rep),
			Cause: text.OneLine(o.Cause, text.NameLimit), Has: o.Has, Most: o.Most}, "line"
		switch o.Kind {
		case handoff.ObstacleUnfit:
			w.Name, w.Cause = p.Name(c.Rep), p.why(o.Why)
			lines = append(lines, p.Line("clash", "cannot", w))
			continue
		case handoff.ObstacleDay:
			w.What = p.Line("clash", "day", w)
		case handoff.ObstacleWeek:
			w.What = p.Line("clash", "week", w)
		case handoff.ObstacleMeets, handoff.ObstacleAway:
			w.What = p.Line("clash", string(o.Kind), w)
		default:
			w.What = p.Line("clash", string(handoff.ObstacleBusy), w)
		}
		if o.Cause != "" {
			code = "line/cause"
		}
		w.What = text.Capital(w.What)
		lines = append(lines, p.Line("clash", code, w))
	}
	return lines
}

// clashSections are what is in the way, when the rep is free instead, and who else is free then.
func (p *page) clashSections(c *handoff.Clash) []templates.Section {
	out := []templates.Section{{Title: p.inTheWay("in-the-way"), Lines: p.obstacles(c)}}
	if !c.Timeless() {
		out = append(out, p.slots(c))
	}
	if c.Asked == handoff.RoleRep {
		return out
	}
	return append(out, p.freeReps(c))
}

// freeReps are the other reps who are free at the time.
func (p *page) freeReps(c *handoff.Clash) templates.Section {
	title := "free"
	if len(c.Free) == 0 && len(c.Unseen) == 0 && len(c.Cannot) > 0 {
		title = "free/none"
	}
	free := templates.Section{Title: p.Line("clash", title, templates.InTheWay{At: text.Stamp(c.Start, p.Now, p.Own)})}
	for _, id := range c.Free {
		code := "free/name"
		if len(p.C.Person(id).Calendars) == 0 {
			code = "free/unlooked"
		}
		w := templates.InTheWay{Name: p.Name(id), First: text.OneLine(p.C.Person(id).First(), text.NameLimit)}
		t := templates.Tap{Text: p.Line("clash", code, w)}
		if !c.Move { // at another time a name would not say which is meant
			t.Label, t.Say = p.Line("clash", "rep/take", w), w.First
		}
		free.Taps = append(free.Taps, t)
	}
	for _, id := range c.Unseen {
		free.Lines = append(free.Lines, p.Line("clash", "free/unseen", templates.InTheWay{Name: p.Name(id)}))
	}
	for _, o := range c.Cannot {
		w := templates.InTheWay{Name: p.Name(o.Rep), Cause: text.OneLine(p.why(o.Why), text.NameLimit)}
		free.Lines = append(free.Lines, p.Line("clash", "free/cannot", w))
	}
	if len(free.Lines)+len(free.Taps) == 0 {
		free.Lines = []string{p.inTheWay("free/nobody")}
	}
	free.Taps = p.tappable(free.Taps)
	return free
}

// inTheWay is a line of the block "clash" that speaks of nothing.
func (p *page) inTheWay(code string) string { return p.Line("clash", code, templates.InTheWay{}) }

// slots are the free times that can be answered by number.
func (p *page) slots(c *handoff.Clash) templates.Section {
	var s templates.Section
	w, title := templates.InTheWay{Name: p.Name(c.Rep), Cause: text.OneLine(p.why(c.Blind), text.NameLimit)}, "slots"
	if p.Person(c.Rep).You {
		title = "slots/yours"
	}
	for i, slot := range c.Slots {
		line := templates.InTheWay{Number: i + 1, Span: p.inBoth(slot, c.Rep)}
		s.Taps = append(s.Taps, templates.Tap{Number: strconv.Itoa(i + 1), Text: p.Line("clash", "slot", line),
			Label: p.inTheWay("slot/take")})
	}
	s.Taps = p.tappable(s.Taps)
	switch {
	case len(s.Taps) > 0:
	case w.Cause != "":
		title, s.Lines = "slots/none", []string{p.Line("clash", "blind", w)}
	default:
		title, s.Lines = "slots/none", []string{p.inTheWay("none")}
	}
	s.Title = p.Line("clash", title, w)
	return s
}

// clashOfQualifier is a clash that the qualifier's side is to settle; nil if there is none.
func (p *page) clashOfQualifier() *handoff.Clash {
	if c := p.H.Clash; c != nil && c.Asked == handoff.RoleQualifier {
		return c
	}
	return nil
}

// proposal puts another time to the prospect, who may just say yes.
func (r *Renderer) proposal(p *page, d *mail.Draft) (templates.Thread, error) {
	if handoff.OffersTimes(p.a) {
		return r.times(p, d), nil
	}
	if p.a.Step == handoff.TouchStep {
		return r.touch(p, d)
	}
	rep := p.C.Person(p.H.Rep())
	if rep.Email() == "" {
		return templates.Thread{}, fmt.Errorf("rep %q has no mail address", rep.ID)
	}
	if p.a.Step == handoff.ConfirmStep || p.a.Step == handoff.RemindStep {
		return r.attend(p, d), nil
	}
	v := p.threadView()
	d.To, d.Cc = []mail.Address{p.recipient()}, []mail.Address{colleague(rep)}
	d.ReplyTo = []mail.Address{colleague(rep), {Name: p.senderName(), Addr: r.tokenAddress(p)}}
	if p.a.Step == "stays" {
		p.sayInThread(&v, "proposal-stays")
		return v, nil
	}
	if p.a.Step == "off" {
		d.Cc = nil // the rep is told apart
		p.sayInThread(&v, "proposal-off")
		return v, nil
	}
	start, end := p.proposed()
	v.Meeting = p.publicMeetingAt(start, end)
	if !text.SameClock(start, end, p.Own, rep.Location()) {
		v.Meeting.Also = []string{p.elsewhere(start, end, p.H.Rep())}
	}
	p.sayInThread(&v, "proposal")
	return v, nil
}

// elsewhere is a time on the clocks of the rep.
func (p *page) elsewhere(start, end time.Time, rep handoff.PersonID) string {
	who := p.C.Person(rep)
	return p.Line("clash", "there/for", templates.InTheWay{Name: text.OneLine(who.First(), text.NameLimit),
		There: text.Elsewhere(start, end, p.Now, p.Own, who.Location())})
}

// publicMeetingAt is the appointment at another time as everybody may see it.
func (p *page) publicMeetingAt(start, end time.Time) templates.Meeting {
	other := *p.View
	h := *p.H
	h.Start, h.End = start, end
	other.H = &h
	m := other.PublicMeeting()
	p.Err = cmp.Or(p.Err, other.Err)
	return m
}

// ownClash is what is in the way of the reader, who is just being asked; nil if nothing is.
func (p *page) ownClash() *handoff.Clash {
	if c := p.H.Clash; c != nil && c.Asked == handoff.RoleRep && c.Rep == p.Reader.ID {
		return c
	}
	return nil
}
