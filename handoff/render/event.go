package render

import (
	"fmt"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// eventMail is the mail about the event, as words and as an iTIP message (RFC 5546).
func (p *page) eventMail(told time.Time) (templates.Event, calendar.Message) {
	v := templates.Event{
		Greeting: greet(nil), Title: p.title(), ForRep: p.a.To.Person != "", Prospect: p.Prospect(), Rep: p.PublicName(p.H.Rep()),
		Sender: p.PublicName(p.H.Qualifier), Company: text.OneLine(p.C.Name, text.NameLimit), Meeting: p.PublicMeeting(),
	}
	if v.ForRep {
		v.Greeting, v.Meeting = p.greeting(), p.Meeting()
	} else if first := firstName(p.recipient().Name); first != "" {
		v.Greeting = greet([]string{first})
	}
	method := "REQUEST"
	switch {
	case p.a.Purpose == handoff.PurposeCancel:
		method = "CANCEL"
		p.cancelWords(&v)
	case v.ForRep:
		p.repWords(&v, told)
	default:
		p.guestWords(&v)
	}
	event := p.calendarEvent(method, v)
	if method == "REQUEST" {
		event.Comment = vital(v)
	}
	return v, calendar.Message{Method: method, Events: []calendar.Event{event}}
}

// vital is the one sentence of an invitation that its reader must see: mail programs fold the mail away behind the card of the event.
func vital(v templates.Event) string {
	switch {
	case v.ForRep && len(v.More) > 0: // what is to be done by when
		return v.More[0]
	case v.Headline == "Invitation":
		return text.Capital(v.Next)
	}
	return v.Lead + " " + text.Capital(v.Next)
}

// title is the summary of the event. It names no rep, so that a withdrawn invitation carries the one it was sent with.
func (p *page) title() string {
	if company := text.OneLine(p.C.Name, text.NameLimit); company != "" {
		return p.Prospect() + " and " + company
	}
	return "Meeting with " + p.Prospect()
}

// guestWords are for the prospect: nothing about windows, and a change in the first line.
func (p *page) guestWords(v *templates.Event) {
	v.More = []string{"A question, or something came up? Just answer this mail."}
	instead := ""
	if name := p.PublicName(p.instead()); name != "" {
		instead = " instead of " + name
	}
	switch {
	case !p.updates():
		v.Headline = "Invitation"
		v.Lead = fmt.Sprintf("This is the invitation to your meeting with %s.%s", p.repOf(v), p.changedBefore(v))
		if instead != "" {
			v.Lead += fmt.Sprintf(" %s will be meeting you%s.", text.Capital(p.repOf(v)), instead)
		}
		v.Next = "please accept the invitation before the meeting, or answer this mail with another time. No buttons? Answer `accept`."
	case p.a.Step == handoff.CodeMoved:
		v.Headline = "New time"
		v.Lead = fmt.Sprintf("Your meeting with %s is now on %s.", p.repOf(v), v.Meeting.When)
		v.Next = "please accept the new time before the meeting, or answer this mail with another. No buttons? Answer `accept`."
	default:
		v.Headline = "Updated invitation"
		v.Lead = fmt.Sprintf("%s will be meeting you%s, at the time and place below.", text.Capital(p.repOf(v)), instead)
		v.Next = "please accept once more, so that your calendar shows the new place. No buttons? Answer `accept`."
		if p.location() == "" {
			v.Lead = fmt.Sprintf("%s will be meeting you%s, at the time below.", text.Capital(p.repOf(v)), instead)
			v.Next = "please accept once more, so that your calendar shows whom you meet. No buttons? Answer `accept`."
		}
	}
}

// updates says whether the mail changes an invitation that its reader has: before it is out, a change is still the
// invitation.
func (p *page) updates() bool {
	return p.a.Purpose == handoff.PurposeUpdate && p.H.Invited(p.a)
}

// changedBefore says that the meeting has moved since its reader heard of it and before the invitation was out.
func (p *page) changedBefore(v *templates.Event) string {
	if p.a.Step != handoff.CodeMoved {
		return ""
	}
	return " The time has changed: it is now on " + v.Meeting.When + "."
}

func (p *page) repOf(v *templates.Event) string {
	if v.Rep == "" {
		return "us"
	}
	return v.Rep
}

// repWords are for the rep: what to do until when, and what happens otherwise. The facts about the lead are in the brief alone.
func (p *page) repWords(v *templates.Event, told time.Time) {
	v.Headline = "Invitation"
	v.Lead = fmt.Sprintf("This is the invitation to meet %s.%s", v.Prospect, p.changedBefore(v))
	if p.updates() {
		v.Headline = "Updated invitation"
		v.Lead = fmt.Sprintf("The invitation to meet %s has changed.", v.Prospect)
		if p.a.Step == handoff.CodeMoved {
			v.Headline = "New time"
			v.Lead = fmt.Sprintf("The meeting with %s is now on %s.", v.Prospect, v.Meeting.When)
		}
	}
	a := p.H.Current()
	if a == nil || p.H.State != handoff.Offered || p.a.To.Person != a.Rep {
		v.Next = fmt.Sprintf("you meet %s on %s.", v.Prospect, text.Moment(p.H.Start, p.Zone))
		return
	}
	task := p.Task(a)
	if told.IsZero() {
		v.More = append(v.More, "Please "+task+" right away: the meeting is near.")
		v.Next = fmt.Sprintf("you %s now; otherwise %s.", task, p.Otherwise(a))
		return
	}
	v.Until = p.At(told)
	v.More = append(v.More, fmt.Sprintf("Please %s by %s.%s", task, v.Until, p.compressed(a)),
		"No buttons to press? Answer `accept` or `decline`. If you can't make it, just decline; “tentative” holds the lead for a quarter of the time. What is known about the lead is in the brief, a mail of its own.")
	v.Next = fmt.Sprintf("you answer by then; otherwise %s.", p.Otherwise(a))
}

// compressed says why the window is shorter than usual.
func (p *page) compressed(a *handoff.Assignment) string {
	if _, short := p.H.Window(p.C, *a, p.Now); !short {
		return ""
	}
	return " That is less time than usual, because the meeting is near."
}

// cancelWords: the invitation of one guest is withdrawn, or the meeting is off.
func (p *page) cancelWords(v *templates.Event) {
	v.Meeting.Where, v.Meeting.Link = "", ""
	if p.a.Step == handoff.CodeWithdrawn {
		v.Headline = "Invitation withdrawn"
		v.Lead = fmt.Sprintf("The invitation to meet %s is withdrawn.", v.Prospect)
		if rep := p.H.Rep(); rep == p.a.To.Person && p.H.State == handoff.Offered {
			v.Lead = fmt.Sprintf("This invitation to meet %s is replaced by a new one, which comes in a mail of its own.", v.Prospect)
		} else if rep != p.a.To.Person && v.Rep != "" {
			v.Lead = fmt.Sprintf("The invitation is withdrawn, %s has it now. The meeting with %s takes place without you.", v.Rep, v.Prospect)
			v.More = p.endedInSilence()
		}
		v.Next = "nothing for you to do; the event can go from your calendar."
		return
	}
	if p.a.Step == handoff.CodeOwn {
		p.ownWithdrawn(v)
		return
	}
	v.Headline = "Cancelled"
	other := p.repOf(v)
	if v.ForRep {
		other = v.Prospect
	}
	v.Lead = fmt.Sprintf("The meeting with %s is called off.", other)
	v.Next = "nothing for you to do; the event can go from your calendar."
	if !v.ForRep {
		v.Next += " If this surprises you, just answer this mail."
	}
}

// calendarEvent is the event itself. All guests get the same public text.
func (p *page) calendarEvent(method string, v templates.Event) calendar.Event {
	uid, alone := p.H.EventFor(p.a)
	e := calendar.Event{
		UID: uid, Sequence: p.a.Sequence, Stamp: p.Now, Start: p.H.Start, End: p.H.End, Summary: v.Title, Location: p.location(),
		Organizer: p.organizer(), Attendees: p.attendees(), Status: "CONFIRMED", Transparency: "OPAQUE", Description: p.description(v),
	}
	if method == "REQUEST" {
		return e
	}
	e.Status, e.Transparency, e.Description, e.Location, e.Comment = "CANCELLED", "", "", "", v.Headline
	if p.a.To.Person != "" && alone { // as the one who holds it had it
		e.Attendees = append(p.outsiders(), p.attendee(p.recipient().Addr, p.recipient().Name, p.a.To.Person))
	}
	if p.a.Step == handoff.CodeWithdrawn {
		e.Comment = strings.TrimSuffix(v.Lead, ".")
	}
	if p.a.Step == handoff.CodeWithdrawn && !alone { // the others keep it
		e.Status, e.Comment = "", strings.TrimSuffix(v.Lead, ".")
		e.Attendees = []calendar.Attendee{p.attendee(p.recipient().Addr, p.recipient().Name, p.a.To.Person)}
	}
	return e
}

// description is what stands in everybody's calendar: no time, which would grow stale, and nothing internal.
func (p *page) description(v templates.Event) string {
	lines := []string{text.Join(append(p.guestNames(), p.repOf(&v)))}
	if place := p.location(); place != "" {
		lines = append(lines, "Where: "+place)
	}
	for _, f := range p.publicFacts() {
		lines = append(lines, f.Label+": "+f.Value)
	}
	if v.Sender != "" {
		lines = append(lines, "Arranged by "+v.Sender+".")
	}
	return strings.Join(lines, "\n")
}

func (p *page) guestNames() []string {
	var names []string
	for _, c := range p.H.Reachable() {
		names = append(names, view.ContactName(c))
	}
	return names
}

// attendees are the prospect's side and the rep who has the lead, each with the answer that is known.
func (p *page) attendees() []calendar.Attendee {
	out := p.outsiders()
	if id := p.H.Rep(); id != "" && p.C.Person(id).Email() != "" {
		rep := colleague(p.C.Person(id))
		out = append(out, p.attendee(rep.Addr, rep.Name, id))
	}
	return p.mayAttend(out)
}

func (p *page) outsiders() []calendar.Attendee {
	var out []calendar.Attendee
	for _, c := range p.prospects() {
		if !p.C.Owns(c.Addr) {
			out = append(out, p.attendee(c.Addr, c.Name, ""))
		}
	}
	return p.mayAttend(out)
}

// attendee is asked for an answer in the event of their own side; where a server owns the one event, everybody is.
func (p *page) attendee(address, name string, person handoff.PersonID) calendar.Attendee {
	a := calendar.Attendee{Address: address, Name: name, PartStat: calendar.NeedsAction, Role: "REQ-PARTICIPANT"}
	a.RSVP = p.hosted || (person != "") == (p.a.To.Person != "")
	for _, g := range p.H.Guests {
		if person != "" && g.Person == person || person == "" && g.Person == "" && strings.EqualFold(g.Address, address) {
			if g.PartStat != "" {
				a.PartStat = g.PartStat
			}
		}
	}
	return a
}
