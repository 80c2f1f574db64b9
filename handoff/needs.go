package handoff

import (
	"slices"
	"time"

	"handoffd/calendar"
)

// Need is one thing that must be looked up before a fact is decided.
type Need struct {
	What      NeedKind
	People    []PersonID
	Addresses []string  // twins
	Since     time.Time // route: absences that end later; busy: readings of that time or later will do
	From, To  time.Time // route: meetings in between; outages, busy: the span of interest
}

// NeedKind names a kind of look-up.
type NeedKind string

// What can be needed.
const (
	NeedRoute   NeedKind = "route"   // load, absences and meetings of the pool
	NeedBusy    NeedKind = "busy"    // what the calendars of people say: the only need that is read from outside
	NeedTwins   NeedKind = "twins"   // other open handoffs with these prospects
	NeedOutages NeedKind = "outages" // when sources could not be read
	NeedNoMail  NeedKind = "no-mail" // whose address is known to take no mail
	NeedUID     NeedKind = "uid"     // an event UID that nobody uses: a rep's turn may begin
)

// Needs says what must be fetched before f is decided for h. It may ask for more than Decide uses, never for less.
func Needs(h Handoff, f Fact, c *Config) []Need {
	var needs []Need
	team, addresses, start := h.Team, []string(nil), startAfter(h, f)
	if b, ok := f.(*Briefed); ok {
		team = b.Team
		for _, p := range b.Prospects {
			addresses = append(addresses, FoldAddress(p.Address))
		}
	}
	if h.State == Draft || h.State == Nurture || h.State == Returned {
		for _, p := range h.Prospects {
			addresses = append(addresses, FoldAddress(p.Address))
		}
		if a, ok := f.(*Amended); ok {
			for _, p := range a.Prospects {
				addresses = append(addresses, FoldAddress(p.Address))
			}
		}
	}
	if len(addresses) > 0 {
		needs = append(needs, Need{What: NeedTwins, Addresses: addresses})
	}
	if people := needNoMail(h, f, c, team); len(people) > 0 {
		needs = append(needs, Need{What: NeedNoMail, People: people})
	}
	if routes(h, f) {
		if t, ok := c.Team(team); ok {
			from, to := reach(h, start)
			route := Need{What: NeedRoute, People: t.Reps, Since: When(f), From: from.Add(-t.Policy.Prep), To: to.Add(t.Policy.Buffer)}
			busy, looks := needBusy(h, f, c, t, start)
			if seeksSlots(f) || looks && f.Kind() == KindDeadline {
				route.From, route.To = earlier(route.From, slotsFrom(start)), later(route.To, slotsTo(start))
			}
			if needs = append(needs, route); looks {
				needs = append(needs, busy)
			}
		}
	}
	if a := h.Current(); a != nil && h.State == Offered && f.Kind() == KindDeadline {
		needs = append(needs, Need{What: NeedOutages, From: a.Opened, To: When(f)})
	}
	if mayBegin(h, f) && c.Of(team).Events != EventsHosted {
		needs = append(needs, Need{What: NeedUID})
	}
	return needs
}

// mayBegin says whether deciding f may begin a rep's turn, or give a rep an event of his own.
func mayBegin(h Handoff, f Fact) bool {
	if routes(h, f) {
		return true
	}
	switch f.(type) {
	case *Assign:
		return h.State == Held
	case *Refuse: // may take back the no by which a turn ended
		return len(h.OpenTo(f.about().By.Person, QuestionSender)) > 0
	case *Answered, *Replied, *ReplyReported: // of a rep whose turn has ended, or of one of the pool
		id := f.about().By.Person
		return id != "" && id != h.Rep() && (h.State == Offered || h.State == Escalated)
	}
	return false
}

// needNoMail are those of whom it matters whether their address is known to take no mail.
func needNoMail(h Handoff, f Fact, c *Config, team string) []PersonID {
	var people []PersonID
	if routes(h, f) {
		t, _ := c.Team(team)
		people = slices.Clone(t.Reps)
	}
	switch f := f.(type) {
	case *Bounced:
		people = append(people, f.Person)
	case *Failed:
		people = append(people, f.To.Person)
	}
	return slices.DeleteFunc(people, func(id PersonID) bool { return id == "" })
}

// needBusy is what has to be read of calendars; false if nobody concerned has one.
func needBusy(h Handoff, f Fact, c *Config, t Team, start time.Time) (Need, bool) {
	n := Need{What: NeedBusy, Since: When(f).Add(-BusyAge)}
	people := t.Reps
	for _, id := range []PersonID{h.Rep(), taker(f)} {
		if id != "" && !slices.Contains(people, id) {
			people = append(slices.Clone(people), id)
		}
	}
	for _, id := range people {
		if len(c.Person(id).Calendars) > 0 {
			n.People = append(n.People, id)
		}
	}
	if len(n.People) == 0 || start.IsZero() {
		return n, false
	}
	if d, ok := f.(*Deadline); ok && d.What == DueWindow { // read ahead at the last reminder
		if a := h.Current(); a != nil && !a.Looked.IsZero() {
			n.Since = earlier(n.Since, a.Looked)
		}
	}
	n.From, n.To = slotsFrom(start), slotsTo(start)
	if !h.Start.IsZero() && slotsFrom(h.Start).Add(busySpan).After(n.To) && slotsTo(h.Start).Add(-busySpan).Before(n.From) {
		n.From, n.To = earlier(n.From, slotsFrom(h.Start)), later(n.To, slotsTo(h.Start))
	}
	return n, true
}

// BusyAge is how old a reading of a calendar may be when something is decided by it.
const BusyAge = 15 * time.Minute

// busySpan is the longest stretch that is asked for at once: what servers give in one answer.
const busySpan = 60 * day

// slotDays are the working days in which another time is looked for.
const slotDays = 5

// slotsFrom and slotsTo bound the time in which slots beside a meeting are looked for: from the day of the meeting in any zone.
func slotsFrom(start time.Time) time.Time { return start.Add(-2 * day) }
func slotsTo(start time.Time) time.Time   { return start.Add(10 * day) }

func earlier(a, b time.Time) time.Time {
	if b.Before(a) {
		return b
	}
	return a
}

// seeksSlots says whether deciding f may offer other times. Where thousands fall due at once nobody is offered any.
func seeksSlots(f Fact) bool {
	switch f.(type) {
	case *Deadline, *Answered, *OutOfOffice, *Gone, *Bounced, *RosterChanged, *Failed:
		return false
	}
	return true
}

// reach is the span in which the meeting may lie once the fact is decided: as it is, and at a new time, of a day at most, if one is given.
// The new time may be refused, then the old one counts.
func reach(h Handoff, start time.Time) (from, to time.Time) {
	from, to = h.Start, h.End
	if start.Equal(h.Start) && !h.Start.IsZero() {
		return from, to
	}
	if h.Start.IsZero() || start.Before(from) {
		from = start
	}
	return from, later(to, start.Add(day))
}

// startAfter is when the meeting begins once f is decided.
func startAfter(h Handoff, f Fact) time.Time {
	var start time.Time
	switch f := f.(type) {
	case *Briefed:
		start = f.Start
	case *Amended:
		start = f.Start
	case *Move:
		start = f.Start
	case *Proposed:
		start = f.Start
	case *Agree:
		if h.Moving != nil {
			start = h.Moving.Start
		}
	}
	if start.IsZero() {
		return h.Start
	}
	return start
}

// routes says whether deciding f may ask the rotation.
func routes(h Handoff, f Fact) bool {
	if h.State.Finished() || h.State == Held {
		return false
	}
	switch f := f.(type) {
	case *Sent, *Status, *Refreshed, *OwnEvent, *UseOwn, *ConferenceMade, *Deleted, *Unreadable, *Gone, *Unclear, *Forget, *OpportunityMade, *Complained, *Replied, *ReplyReported, *Send, *Hold, *Keep, *Cancel, *Dispute, *Judge,
		*Unreachable, *NurtureUntil, *Refuse:
		return false
	case *Answered:
		return f.By.Person == h.Rep() && f.PartStat != calendar.Accepted && f.PartStat != calendar.NeedsAction
	case *OutOfOffice:
		return f.By.Person == h.Rep() || h.State == Escalated
	case *Bounced:
		return f.Person == h.Rep() || h.State == Escalated // the next manager is told who is free
	case *Deadline:
		return f.What == DueStep || f.What == DueWindow || f.What == DueRemoved || f.What == DueCheck || f.What == DueAway || f.What == DueClimb
	}
	return true
}

// taker is who becomes the rep without being one of the pool.
func taker(f Fact) PersonID {
	switch f := f.(type) {
	case *Take:
		return f.By.Person
	case *Assign:
		return f.Rep
	}
	return ""
}
