package handoff

import "time"

// Need is one thing that must be looked up before a fact is decided.
type Need struct {
	What      NeedKind
	People    []PersonID
	Addresses []string  // twins
	From, To  time.Time // the span of interest
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
	team, addresses, start := h.Team, []string(nil), h.Start
	if b, ok := f.(*Briefed); ok {
		team = b.Team
		for _, p := range b.Prospects {
			addresses = append(addresses, PlainAddress(p.Address))
		}
		if !b.Start.IsZero() {
			start = b.Start
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
			if !a.Start.IsZero() {
				start = a.Start
			}
		}
	}
	if len(addresses) > 0 {
		needs = append(needs, Need{What: NeedTwins, Addresses: addresses})
	}
	if routes(h, f) {
		if t, ok := c.Team(team); ok {
			needs = append(needs, Need{What: NeedRoute, People: t.Reps, From: When(f), To: start.Add(24 * time.Hour)})
		}
	}
	if a := h.Current(); a != nil && h.State == Offered && f.Kind() == KindDeadline {
		needs = append(needs, Need{What: NeedOutages, From: a.Opened, To: When(f)})
	}
	return needs
}

// routes says whether deciding f may give the lead to a rep.
func routes(h Handoff, f Fact) bool {
	switch f.Kind() {
	case KindSent, KindStatus, KindUnclear, KindForget, KindOpportunityMade, KindComplained:
		return false
	case KindReplied:
		return false
	}
	return !h.State.Finished() && h.State != Held
}
