package handoff

import (
	"time"

	"handoffd/calendar"
)

// Slots is the question `slots`, or `slots NAME`: when the rep could meet, or the reps of the team. It is answered and
// changes nothing, so that a time can be agreed while the prospect is on the phone.
type Slots struct {
	About
	Rep PersonID `json:",omitempty"` // whose; empty: the rep who has the lead, or the team
}

// KindSlots names the fact.
const KindSlots Kind = "slots"

// Kind implements Fact.
func (*Slots) Kind() Kind { return KindSlots }

func (*Slots) would(string) Reason { return Because("would/slots") }

// startAfter is the day from which on times are looked for, where the meeting has none that is still to come.
func (f *Slots) startAfter(h Handoff) time.Time { return later(h.Start, f.At) }

func (f *Slots) apply(t *turn) {
	t.note("slots-asked", t.writer())
	if t.by().Person == "" { // calendars are for colleagues
		return
	}
	t.act(Action{Purpose: PurposeEcho, To: Recipient{Person: t.by().Person, Role: t.role()}, Step: SlotsStep,
		Assignment: t.number(), Detail: EchoDetail{Times: f.times(t)}})
}

// SlotsStep is the answer.
const SlotsStep = "slots"

// FreeTimes is when a rep could meet, as told in an answer.
type FreeTimes struct {
	Rep      PersonID
	Slots    []calendar.Span `json:",omitempty"`
	Blind    Reason          `json:",omitzero"`  // why that cannot be told
	Unlooked bool            `json:",omitempty"` // the rep has no calendar to look into
}

// How much is told of several reps: of as many, and of each.
const (
	maxTimesReps = 6
	maxTimesEach = 3
)

func (f *Slots) times(t *turn) []FreeTimes {
	length := t.h.End.Sub(t.h.Start)
	if t.h.Start.IsZero() || length <= 0 {
		length = t.team.Duration
	}
	start := f.startAfter(t.h)
	var out []FreeTimes
	reps := f.reps(t)
	for _, id := range reps {
		w := FreeTimes{Rep: id, Unlooked: len(t.person(id).Calendars) == 0}
		w.Slots, w.Blind = t.slots(id, start, start.Add(length))
		if len(reps) > 1 {
			w.Slots = w.Slots[:min(len(w.Slots), maxTimesEach)]
		}
		out = append(out, w)
	}
	return out
}

// reps are those whose times are asked for.
func (f *Slots) reps(t *turn) []PersonID {
	if f.Rep != "" {
		return []PersonID{f.Rep}
	}
	if t.h.Current() != nil {
		return []PersonID{t.h.Rep()}
	}
	var out []PersonID
	for _, id := range t.team.Reps {
		if !t.person(id).Gone && len(out) < maxTimesReps {
			out = append(out, id)
		}
	}
	return out
}

// SlotsFor answers the question in a mail that is about no lead: team and zone are those of its writer, mail is its
// number. What it needs is what Needs says for OfTeam.
func SlotsFor(f *Slots, team, zone string, mail int, e Env) Action {
	t := begin(OfTeam(team, f.By.Person, zone), f, e)
	return Action{Purpose: PurposeEcho, To: Recipient{Person: f.By.Person, Role: RoleQualifier}, Revision: mail,
		Step: SlotsStep, Answers: f.MessageID, Why: Because("slots-asked", PersonArg(f.By.Person)),
		Detail: EchoDetail{Team: team, Times: f.times(t)}}
}

// OfTeam is the lead that is not there yet: of a team and a qualifier, with times in a zone.
func OfTeam(team string, qualifier PersonID, zone string) Handoff {
	return Handoff{State: New, Team: team, Qualifier: qualifier, Zone: zone}
}
