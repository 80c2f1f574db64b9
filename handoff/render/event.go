package render

import (
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// Steps of calendar mails, as the domain names them.
const (
	stepMoved     = "moved"     // update: another time
	stepPlace     = "place"     // update: another place; without either: another rep
	stepWithdrawn = "withdrawn" // cancel: of this guest alone
	stepOwn       = "own"       // cancel: the meeting stands by an event of the rep's own
)

// eventMail is the mail about the event, as words and as an iTIP message (RFC 5546).
func (p *page) eventMail(told time.Time) (templates.Event, calendar.Message) {
	v := templates.Event{
		Greeting: p.greet(nil), Title: p.summary(), ForRep: p.a.To.Person != "", Prospect: p.Prospect(),
		Rep:    p.PublicName(p.H.Rep()),
		Sender: p.PublicName(p.H.Qualifier), Company: text.OneLine(p.C.Company(), text.NameLimit), Meeting: p.PublicMeeting(),
	}
	if p.unnamed() {
		v.Rep, v.Meeting.Where = "", p.location() // nobody has it yet
		if v.Meeting.Where == "" {
			v.Meeting.Link = ""
		}
	}
	if v.ForRep {
		v.Greeting, v.Meeting, v.Case = p.greeting(), p.Meeting(), v.Prospect
	} else if first := view.FirstName(p.recipient().Name); first != "" {
		v.Greeting = p.greet([]string{first})
	}
	method := "REQUEST"
	if p.a.Purpose == handoff.PurposeCancel {
		method, v.Meeting.Where, v.Meeting.Link = "CANCEL", "", ""
	}
	p.sayOfEvent(&v, told)
	event := p.calendarEvent(method, v)
	if name := p.Zone.String(); strings.Contains(name, "/") { // a zone that calendars know: they show one time, not two
		event.Zone = name
	}
	if method == "REQUEST" {
		event.Comment = p.vital(v)
	}
	if v.ForRep && method == "CANCEL" { // a mail from here, not from the qualifier
		v.Sender = ""
	}
	return v, calendar.Message{Method: method, Events: []calendar.Event{event}}
}

// vital is the one sentence of an invitation that its reader must see: mail programs fold the mail away behind the card
// of the event.
func (p *page) vital(v templates.Event) string {
	switch {
	case v.First != "" && v.Until != "": // what is to be done by when, as it is read on any day
		w := templates.Next{Task: p.ShortTask(p.H.Current()), On: v.Until}
		return p.Line("first", "dated", w)
	case v.ForRep || p.updates():
		return strings.Join(append([]string{v.Lead}, v.More...), " ")
	case len(v.More) > 0:
		return v.More[0]
	}
	return v.Lead
}

// summary is that of the event. It names no rep, so that a withdrawn invitation carries the one it was sent with.
func (p *page) summary() string {
	w := templates.Entry{Name: p.Prospect(), Company: text.OneLine(p.C.Company(), text.NameLimit),
		Theirs: text.OneLine(p.H.Brief["company"], text.NameLimit), Topic: text.OneLine(p.topic(), topicLimit)}
	if w.Theirs == "" {
		w.Theirs = w.Name
	}
	if w.Company != "" {
		return p.Line("event", "title", w)
	}
	return p.Line("event", "title/alone", w)
}

// sayOfEvent puts the words into a mail about the event: for the rep what to do until when, and what happens otherwise;
// for the prospect nothing about windows, and nothing of the brief.
func (p *page) sayOfEvent(v *templates.Event, told time.Time) {
	if p.entry { // it has none
		return
	}
	name := "invite"
	if p.a.Purpose == handoff.PurposeCancel {
		name = "cancel"
	}
	if v.ForRep {
		name += "-rep"
	} else {
		name += "-guest"
	}
	w := p.words()
	p.eventWords(&w, v, told)
	v.Until = w.Due
	said, _ := p.filled(name, w)
	v.Headline, v.Lead, v.More, v.Next = said.Topic, said.Lead, said.More, said.Next
	if says := p.listens(); says != "" && p.a.Purpose != handoff.PurposeCancel {
		v.More = append(v.More, says)
	}
	if w.Asked {
		p.askInEvent(v)
	}
	v.Preheader = preheader(v.Meeting.When, v.Lead)
}

// askInEvent says to the rep what is to be done by when, and offers it.
func (p *page) askInEvent(v *templates.Event) {
	var words []string
	v.First = p.First()
	v.Buttons, words = p.buttons()
	links, more := p.links(words)
	v.Links, v.Answers, v.OnPage = links, p.answers(append(words, more...)), p.leadsTo(false)
}

// eventWords are what the words of a mail about the event can print.
func (p *page) eventWords(w *templates.Words, v *templates.Event, told time.Time) {
	w.Update, w.Moved, w.Placed = p.updates(), p.a.Step == stepMoved, p.a.Step == stepPlace
	w.Place, w.HasPlace = p.location(), p.location() != ""
	w.Stopped = p.a.To.Person == "" && p.contact().Stopped
	w.With, w.Former, w.When = p.repOf(v), p.PublicName(p.instead()), v.Meeting.When
	w.RepTitle = text.OneLine(p.C.Person(p.H.Rep()).Title, text.NameLimit)
	w.Begins, w.Withdrawn, w.Own = text.Stamp(p.H.Start, p.Now, p.Zone), p.a.Step == stepWithdrawn, p.a.Step == stepOwn
	rep := p.H.Rep()
	w.Replaced = w.Withdrawn && rep == p.a.To.Person && p.H.State == handoff.Offered
	w.AtOnce, w.Unnamed = p.AtOnce(), p.unnamed()
	w.Without = w.Withdrawn && !w.Replaced && rep != p.a.To.Person && v.Rep != "" && w.AtOnce == ""
	w.Due, w.Briefed = "", p.holdsBrief()
	a := p.H.Current()
	if a == nil || p.H.State != handoff.Offered || p.a.To.Person != a.Rep || p.a.Purpose == handoff.PurposeCancel {
		return
	}
	w.Asked, w.Task, w.Otherwise = true, p.Task(a), p.Otherwise(a)
	_, w.Short = p.H.Window(p.C, *a, p.Now)
	if !told.IsZero() {
		w.Due = p.At(told)
	}
}

// updates says whether the mail changes an invitation that its reader has: before it is out, a change is still the
// invitation.
func (p *page) updates() bool {
	return p.a.Purpose == handoff.PurposeUpdate && p.H.Invited(p.a)
}

func (p *page) repOf(v *templates.Event) string {
	if v.Rep == "" {
		return p.Line("people", "us", templates.People{})
	}
	return v.Rep
}

// calendarEvent is the event itself. What it tells the prospect's side is public; the rep's own holds the brief.
func (p *page) calendarEvent(method string, v templates.Event) calendar.Event {
	uid, alone := p.a.UID, p.a.UID != ""
	if !alone {
		uid = p.H.UID
	}
	e := calendar.Event{
		UID: uid, Sequence: p.a.Sequence, Stamp: p.Now, Start: p.H.Start, End: p.H.End, Summary: v.Title,
		Location:  p.location(),
		Organizer: p.organizer(), Attendees: p.attendees(), Status: "CONFIRMED", Transparency: "OPAQUE",
		Description: p.description(v),
	}
	if method == "REQUEST" {
		if p.privately() {
			e.Description, e.Class = p.briefDescription(v), "CONFIDENTIAL"
		}
		return e
	}
	e.Status, e.Transparency, e.Description, e.Location, e.Comment = "CANCELLED", "", "", "", v.Headline
	if p.a.To.Person != "" && alone { // as the one who holds it had it
		e.Attendees = append(p.outsiders(), p.attendee(p.recipient().Addr, p.recipient().Name, p.a.To.Person))
	}
	if p.a.Step == stepWithdrawn {
		e.Comment = strings.TrimSuffix(v.Lead, ".")
	}
	if p.a.Step == stepWithdrawn && !alone { // the others keep it
		e.Status, e.Comment = "", strings.TrimSuffix(v.Lead, ".")
		e.Attendees = []calendar.Attendee{p.attendee(p.recipient().Addr, p.recipient().Name, p.a.To.Person)}
	}
	return e
}

// description is what stands in the calendars of the prospect's side, and of all where everybody shares the event: no
// time, which would grow stale, and nothing internal.
func (p *page) description(v templates.Event) string {
	var lines []string
	add := func(code string, w templates.Entry) { lines = append(lines, p.Line("event", code, w)) }
	if topic := text.OneLine(p.topic(), text.ValueLimit); topic != "" {
		add("topic", templates.Entry{Value: topic})
	}
	lines = append(lines, p.All(append(p.guestNames(), p.repOf(&v))))
	rep := p.C.Person(p.H.Rep())
	if phone := text.OneLine(rep.Phone, text.NameLimit); phone != "" && v.Rep != "" {
		add("phone", templates.Entry{Name: text.OneLine(rep.First(), text.NameLimit), Value: phone})
	}
	if place := p.location(); place != "" {
		add("where", templates.Entry{Place: place})
	}
	for _, f := range p.publicFacts() {
		if f.Value != text.Lines(p.topic()) {
			add("fact", templates.Entry{Label: f.Label, Value: f.Value})
		}
	}
	add("move", templates.Entry{})
	if says := p.listens(); says != "" {
		lines = append(lines, says)
	}
	if v.Sender != "" {
		add("arranged", templates.Entry{Name: v.Sender})
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
	out, reps := p.outsiders(), []handoff.PersonID{p.H.Rep()}
	switch asked := handoff.AskedAtOnce(p.H); {
	case len(asked) == 0:
	case p.hosted:
		reps = asked
	case p.a.To.Person == "":
		reps = nil
	}
	if p.unnamed() && !p.hosted {
		reps = nil
	}
	for _, id := range reps {
		if id != "" && p.C.Person(id).Email() != "" {
			rep := colleague(p.C.Person(id))
			out = append(out, p.attendee(rep.Addr, rep.Name, id))
		}
	}
	if p.listens() != "" {
		q := colleague(p.C.Person(handoff.Listener(p.H)))
		out = append(out, calendar.Attendee{Address: q.Addr, Name: q.Name, PartStat: calendar.NeedsAction,
			Role: "OPT-PARTICIPANT"})
	}
	return p.mayAttend(out)
}

// listens is the sentence that says who listens in; empty where nobody does. Nobody does without it.
func (p *page) listens() string {
	name := p.PublicName(handoff.Listener(p.H))
	if name == "" || p.C.Person(handoff.Listener(p.H)).Email() == "" || p.unnamed() {
		return ""
	}
	return p.Line("event", "listens", templates.Entry{Name: name})
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

// promised is the end of the window that a mail about the event promises the assigned rep, on the minute; zero if it
// promises none.
func (p *page) promised() time.Time {
	cur := p.H.Current()
	if cur == nil || p.H.State != handoff.Offered || p.a.Purpose == handoff.PurposeCancel || p.a.To.Person != cur.Rep ||
		p.a.Assignment != cur.N {
		return time.Time{}
	}
	closes, _ := p.H.Window(p.C, *cur, p.Now)
	if closes = closes.Truncate(time.Minute); closes.After(p.Now) {
		return closes
	}
	return time.Time{}
}
