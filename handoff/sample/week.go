package sample

import (
	"fmt"
	"time"

	"handoffd/handoff"
)

// weeksBefore is how many weeks before the week of the sample there were leads.
const weeksBefore = 16

// sampleLead is one lead of the sample.
type sampleLead struct {
	id     handoff.ID
	rep    handoff.PersonID
	days   int // before Monday, of the offer
	misses []string
	what   handoff.Outcome
	later  handoff.MomentKind
}

// before are the leads of the weeks before: a few each, of which one or the other came to nothing.
func before() (out []sampleLead) {
	whats := []handoff.Outcome{handoff.OutcomeHeld, handoff.OutcomeHeld, handoff.OutcomeNoShow, handoff.OutcomeHeld,
		handoff.OutcomeNoShowUs, handoff.OutcomeHeld, handoff.OutcomeHeld, handoff.OutcomeCancelled}
	reps := []handoff.PersonID{"rita", "bob", "ines"}
	for week := 1; week <= weeksBefore; week++ {
		for i := range 2 + (week*week)%4 {
			n := len(out)
			l := sampleLead{id: handoff.ID(fmt.Sprintf("HO-%d%c%c%cX", 2+n%8, 'A'+n%23, 'C'+n%19, 'D'+n%17)), rep: reps[n%3],
				days: 7*week + 6 - i, what: whats[n%len(whats)]}
			if l.what == handoff.OutcomeHeld && n%3 == 0 {
				l.later = handoff.MomentOpportunity
			}
			out = append(out, l)
		}
	}
	return out
}

// Week is what was decided in the weeks before the sample's Monday, with the config that it belongs to and the instant
// at which it is told.
func Week() ([]handoff.Told, *handoff.Config, time.Time) {
	c := company()
	c.Cost = handoff.Cost{Qualifier: handoff.Amount{Cents: 600000, Currency: "EUR"}, Margin: 40}
	var out []handoff.Told
	for i, l := range append([]sampleLead{
		{"HO-2CKP7M", "rita", 7, nil, handoff.OutcomeHeld, handoff.MomentDeal},
		{"HO-5RXQ2A", "bob", 7, []string{"pain"}, handoff.OutcomeHeld, handoff.MomentOpportunity},
		{"HO-7LMW4D", "ines", 6, nil, handoff.OutcomeNoShow, ""},
		{"HO-8GZT3E", "rita", 6, []string{"timeframe", "budget"}, "", ""},
		{"HO-9HBN6F", "bob", 5, nil, handoff.OutcomeHeld, ""},
	}, before()...) {
		i %= 9
		at := monday.AddDate(0, 0, -l.days).Add(time.Duration(i) * 20 * time.Minute)
		tell := func(after time.Duration, m handoff.Moment) {
			m.At = at.Add(after)
			out = append(out, handoff.Told{Handoff: l.id, Decided: m.At, Moments: []handoff.Moment{m}})
		}
		turn := func(kind handoff.MomentKind) handoff.Moment { return handoff.Moment{Kind: kind, Turn: 1, Rep: l.rep} }
		window := turn(handoff.MomentWindow)
		window.Start, window.End = at, at.Add(4*time.Hour)
		decisive := turn(handoff.MomentDecisive)
		decisive.Work = time.Duration(i+1) * 40 * time.Minute
		meeting := handoff.Moment{Kind: handoff.MomentMeeting, Rep: l.rep, Start: at.Add(50 * time.Hour),
			End: at.Add(50*time.Hour + 30*time.Minute)}
		verdict := handoff.Moment{Kind: handoff.MomentVerdict, Code: handoff.Code(l.what), Rep: l.rep, Start: meeting.Start,
			End: meeting.End}
		tell(0, handoff.Moment{Kind: handoff.MomentOffer, Team: c.Teams[0].Name, By: "quinn", Of: 7, Names: l.misses})
		tell(0, handoff.Moment{Kind: handoff.MomentState, Code: handoff.Code(handoff.Offered)})
		tell(0, window)
		answered := time.Duration(i+1) * 40 * time.Minute
		tell(answered, turn(handoff.MomentTouch))
		tell(answered, decisive)
		tell(answered, turn(handoff.MomentAccepted))
		tell(answered, handoff.Moment{Kind: handoff.MomentState, Code: handoff.Code(handoff.Accepted)})
		tell(answered, meeting)
		if l.what != "" {
			tell(51*time.Hour, verdict)
		}
		switch l.later {
		case handoff.MomentDeal:
			tell(80*time.Hour, handoff.Moment{Kind: l.later, Code: "won",
				Amount: handoff.Amount{Cents: 1200000, Currency: "EUR"}})
		case handoff.MomentOpportunity:
			tell(70*time.Hour, handoff.Moment{Kind: l.later, Rep: l.rep})
		}
	}
	return out, c, monday
}
