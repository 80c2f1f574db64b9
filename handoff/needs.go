package handoff

import (
	"time"

	"handoffd/calendar"
)

// Need is one thing that must be looked up before a fact is decided.
type Need struct {
	What      NeedKind
	People    []PersonID
	Addresses []string  // twins
	Since     time.Time // route: absences that end later
	From, To  time.Time // route: meetings in between; outages: the span of interest
}

// NeedKind names a kind of look-up.
type NeedKind string

// What can be needed.
const (
	NeedRoute   NeedKind = "route"   // load, absences and meetings of the pool
	NeedTwins   NeedKind = "twins"   // other open handoffs with these prospects
	NeedOutages NeedKind = "outages" // when sources could not be read
)

// Needs says what must be fetched before f is decided for h. It may ask for more than Decide uses, never for less.
func Needs(h Handoff, f Fact, c *Config) []Need {
	var needs []Need
	team, addresses, start := h.Team, []string(nil), startAfter(h, f)
	if b, ok := f.(*Briefed); ok {
		team = b.Team
		for _, p := range b.Prospects {
			addresses = append(addresses, PlainAddress(p.Address))
		}
	}
	if h.State == Draft || h.State == Nurture || h.State == Returned {
		for _, p := range h.Prospects {
			addresses = append(addresses, PlainAddress(p.Address))
		}
		if a, ok := f.(*Amended); ok {
			for _, p := range a.Prospects {
				addresses = append(addresses, PlainAddress(p.Address))
			}
		}
	}
	if len(addresses) > 0 {
		needs = append(needs, Need{What: NeedTwins, Addresses: addresses})
	}
	if routes(h, f) {
		if t, ok := c.Team(team); ok {
			from, to := reach(h, start)
			needs = append(needs, Need{What: NeedRoute, People: t.Reps, Since: When(f), From: from.Add(-t.Policy.Prep), To: to.Add(t.Policy.Buffer)})
		}
	}
	if a := h.Current(); a != nil && h.State == Offered && f.Kind() == KindDeadline {
		needs = append(needs, Need{What: NeedOutages, From: a.Opened, To: When(f)})
	}
	return needs
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
	case *Sent, *Status, *Unreadable, *Unclear, *Forget, *OpportunityMade, *Complained, *Replied, *ReplyReported, *Send, *Hold, *Keep, *Take, *Cancel, *Dispute, *Judge,
		*Unreachable, *NurtureUntil, *Refuse:
		return false
	case *Answered:
		return f.By.Person == h.Rep() && f.PartStat != calendar.Accepted && f.PartStat != calendar.NeedsAction
	case *OutOfOffice:
		return f.By.Person == h.Rep()
	case *Bounced:
		return f.Person == h.Rep()
	case *Deadline:
		return f.What == DueStep || f.What == DueWindow
	}
	return true
}
