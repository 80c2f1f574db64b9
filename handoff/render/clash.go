package render

import (
	"fmt"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/mail"
	"handoffd/templates"
)

// inBoth writes a span in the meeting's own zone, and for the rep if clocks there show something else; the rep reads his own first.
func (p *page) inBoth(s calendar.Span, rep handoff.PersonID) string {
	here, there, whose := p.Own, p.C.Person(rep).Location(), " for "+p.Name(rep)
	if p.Reader.ID == rep {
		here, there, whose = there, here, ""
	}
	span := text.StampSpan(s.Start, s.End, here)
	if text.SameClock(s.Start, s.End, here, there) {
		return span
	}
	return span + " (" + text.Elsewhere(s.Start, s.End, here, there) + whose + ")"
}

// obstacles are what is in the way, without titles.
func (p *page) obstacles(c *handoff.Clash) []string {
	var lines []string
	for _, o := range c.With {
		what := p.Does(c.Rep, "are", "is")
		switch o.Kind {
		case handoff.ObstacleMeets:
			what = p.Does(c.Rep, "meet", "meets") + " another prospect"
		case handoff.ObstacleAway:
			what += " away"
		default:
			what += " busy"
		}
		line := text.Capital(what) + " " + p.inBoth(o.Span, c.Rep)
		if o.Cause != "" {
			line += " – perhaps no appointment: " + text.OneLine(o.Cause, text.NameLimit)
		}
		lines = append(lines, line)
	}
	return lines
}

// clashSections are what is in the way, when the rep is free instead, and who else is free then.
func (p *page) clashSections(c *handoff.Clash) []templates.Section {
	out := []templates.Section{{Title: "In the way", Lines: p.obstacles(c)}}
	if s := p.slots(c); len(s.Lines) > 0 {
		out = append(out, s)
	}
	if c.Asked == handoff.RoleRep {
		return out
	}
	free := templates.Section{Title: "Free at " + text.Stamp(c.Start, p.Own)}
	for _, id := range c.Free {
		line := p.Name(id) + p.unlooked(id)
		if !c.Move { // at another time a name would not say which time is meant
			line += fmt.Sprintf(" – answer `%s`", text.OneLine(p.C.Person(id).First(), text.NameLimit))
		}
		free.Lines = append(free.Lines, line)
	}
	for _, id := range c.Unseen {
		free.Lines = append(free.Lines, p.Name(id)+": cannot be told, the calendar could not be read")
	}
	if len(free.Lines) == 0 {
		free.Lines = []string{"nobody else of the team"}
	}
	return append(out, free)
}

// unlooked says that nobody has looked into a calendar, where others have one.
func (p *page) unlooked(id handoff.PersonID) string {
	if len(p.C.Person(id).Calendars) > 0 {
		return ""
	}
	return " (no calendar to look into)"
}

// slots are the free times that can be answered by number.
func (p *page) slots(c *handoff.Clash) templates.Section {
	s := templates.Section{Title: "Free times of " + p.Name(c.Rep) + ": answer with the number"}
	if p.Who(c.Rep) == "you" {
		s.Title = "Your free times: answer with the number"
	}
	for i, slot := range c.Slots {
		s.Lines = append(s.Lines, fmt.Sprintf("%d: %s", i+1, p.inBoth(slot, c.Rep)))
	}
	switch {
	case len(s.Lines) > 0:
	case c.Blind != "":
		s.Title, s.Lines = "Free times", []string{"cannot be told: " + text.OneLine(c.Blind, text.NameLimit)}
	default:
		s.Title, s.Lines = "Free times", []string{"none in the next working days"}
	}
	return s
}

// clashOfQualifier is a clash that the qualifier's side is to settle; nil if there is none.
func (p *page) clashOfQualifier() *handoff.Clash {
	if c := p.H.Clash; c != nil && c.Asked == handoff.RoleQualifier {
		return c
	}
	return nil
}

// clashAsk is how the qualifier settles it.
func (p *page) clashAsk(c *handoff.Clash) string {
	if c.Move {
		return fmt.Sprintf("Which shall it be? Answer with the number of a time, with `move TIME`, or `keep the time` if it is to be moved there all the same. Without an answer it stays on %s.", p.At(p.H.Start))
	}
	return fmt.Sprintf("Which shall it be? Answer with the number of a time, with `move TIME`, with the name of another rep, or `keep the time` if %s is to have it all the same.", p.Name(c.Rep))
}

// questionOfCalendar asks the rep about what his calendar says, and colleagues about what a prospect said.
func (p *page) questionOfCalendar() (stepWords, bool) {
	lead := p.Lead()
	switch p.a.Step {
	case handoff.CodeClash:
		return stepWords{"You have something else then: " + lead, fmt.Sprintf("Your calendar has something else at the time of the meeting with %s.", lead),
			[]string{fmt.Sprintf("Answer `keep the time` if it does not matter: I do not ask about it again. A number below, or `move TIME`, puts another time to %s. `decline` hands the lead to the next rep.", p.Prospect())}}, true
	case handoff.CodeOwnEvent:
		return stepWords{"Yours or mine? " + lead, fmt.Sprintf("There is an event of your own with %s in your calendar, beside the invitation from here.", p.Prospect()),
			[]string{fmt.Sprintf("Shall I withdraw mine from both of you and watch yours? Answer `mine` (or just “yes”): yours counts as accepted, and I follow when you move it. Answer `keep both` (or “no”) if they are two meetings; I do not ask about this one again. %s is not asked.", p.Prospect())}}, true
	case handoff.CodeRemoved:
		if p.OwnHolds() {
			return stepWords{"Did you remove it? " + lead, fmt.Sprintf("Your own event with %s is no longer in your calendar.", lead),
				[]string{fmt.Sprintf("If the meeting stands, answer `keep the time` and I invite you and %s anew. If it does not, answer `decline` and the lead goes to the next rep.", p.Prospect())}}, true
		}
		return stepWords{"Did you remove it? " + lead, fmt.Sprintf("The meeting with %s is no longer in your calendar.", lead),
			[]string{"If that was not meant, answer `keep the time` and the invitation comes again. If it was, answer `decline` and the lead goes to the next rep."}}, true
	case handoff.CodeProspectSays:
		m := p.H.Moving
		if m == nil {
			return stepWords{"Another time: " + lead, text.Sentence(p.a.Why.Text), nil}, true
		}
		command := "agree"
		if m.Said == "no" {
			command = "refuse"
		}
		return stepWords{fmt.Sprintf("%s says %s: %s", p.Prospect(), m.Said, lead), fmt.Sprintf("%s says %s to the other time, in a mail whose sender I cannot verify. Nothing has been changed.", p.Prospect(), m.Said),
			[]string{fmt.Sprintf("If you are sure, answer `%s`.", command)}}, true
	}
	return stepWords{}, false
}

// proposedNotice tells the qualifier's side that the prospect was asked.
func (p *page) proposedNotice() stepWords {
	start, _ := p.proposed()
	return stepWords{"Another time asked for: " + p.Lead(), fmt.Sprintf("%s asks for another time, %s. So far it is %s.", p.Name(p.H.Rep()), p.At(start), p.At(p.H.Start)),
		[]string{fmt.Sprintf("%s has been asked. If you know the answer, say `agree` or `refuse`.", p.Prospect())}}
}

// proposal puts another time to the prospect, who may just say yes.
func (r *Renderer) proposal(p *page, d *mail.Draft) (templates.Thread, error) {
	rep := p.C.Person(p.H.Rep())
	if rep.Email() == "" {
		return templates.Thread{}, fmt.Errorf("rep %q has no mail address", rep.ID)
	}
	v := p.threadView()
	d.To, d.Cc = []mail.Address{p.recipient()}, []mail.Address{colleague(rep)}
	d.ReplyTo = []mail.Address{colleague(rep), {Name: p.senderName(), Addr: r.tokenAddress(p)}}
	if p.a.Step == handoff.CodeStays {
		p.stays(&v)
		return v, nil
	}
	if p.a.Step == handoff.CodeOff {
		d.Cc = nil // the rep is told apart
		p.isOff(&v)
		return v, nil
	}
	start, end := p.proposed()
	v.Meeting = p.publicMeetingAt(start, end)
	if zone := rep.Location(); !text.SameClock(start, end, p.Own, zone) {
		v.Meeting.Also = []string{text.Elsewhere(start, end, p.Own, zone) + " for " + v.RepFirst}
	}
	v.Mark = fmt.Sprintf("%s asks whether you could meet at another time:", v.Rep)
	v.Text = fmt.Sprintf("Does that suit you? Just reply “yes” and the invitation is changed. Otherwise the meeting stays on %s; or reply with a time that suits you better.", text.Moment(p.H.Start, p.Own))
	return v, nil
}

// stays tells the prospect that the other time could not be had.
func (p *page) stays(v *templates.Thread) {
	if v.Subject == "" {
		v.Subject = fmt.Sprintf("The time stays: %s and %s", v.Prospect, v.Rep)
	}
	other := "The other time"
	if at := handoff.DetailOf[handoff.ProposalDetail](p.a).Asked; !at.IsZero() {
		other += ", " + text.Moment(at, p.Own) + ","
	}
	v.Mark = other + " could not be arranged. The meeting stays where it is:"
	v.Text = fmt.Sprintf("If that does not work for you, just reply: this mail reaches %s too, and a time that suits you better is welcome.", v.RepFirst)
}

// isOff tells a prospect who has the introduction and no invitation that the meeting does not take place.
func (p *page) isOff(v *templates.Thread) {
	if v.Subject == "" {
		v.Subject = fmt.Sprintf("Called off: %s and %s", v.Prospect, v.Rep)
	}
	v.Mark = "This meeting does not take place:"
	v.Text = "No invitation follows, and there is nothing left to do for you."
}

// publicMeetingAt is the appointment at another time as everybody may see it.
func (p *page) publicMeetingAt(start, end time.Time) templates.Meeting {
	other := *p.View
	h := *p.H
	h.Start, h.End = start, end
	other.H = &h
	return other.PublicMeeting()
}

// seenWith is what the calendar says to a rep who is just being asked.
func (p *page) seenWith(l *templates.Letter) {
	if a := p.assignment(); a != nil && a.Note != "" {
		note := text.Sentence("Mind: " + a.Note)
		if why, unread := strings.CutPrefix(a.Note, handoff.NoteUnread); unread {
			note = fmt.Sprintf("I could not look into your calendar (%s): please look yourself whether the time suits you.", text.OneLine(why, text.ValueLimit))
		}
		l.More = append(l.More, note)
	}
	c := p.H.Clash
	if c == nil || c.Asked != handoff.RoleRep || c.Rep != p.Reader.ID {
		return
	}
	l.More = append(l.More, fmt.Sprintf("Mind: your calendar has something else then. `keep the time` if it does not matter, a number below or `move TIME` puts another time to %s, `decline` hands it on.", p.Prospect()))
	l.Sections = append(l.Sections, p.clashSections(c)...)
}
