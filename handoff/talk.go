package handoff

import (
	"maps"
	"slices"
	"time"

	"handoffd/calendar"
)

// Talk is an event that stands in the calendars of two colleagues: what a mail of the service invites to.
type Talk struct {
	UID      string     `json:"uid"`
	Sequence int        `json:"sequence"`
	Start    time.Time  `json:"start"`
	End      time.Time  `json:"end"`
	With     []PersonID `json:"with"`
	Title    Reason     `json:"title"`
	Team     string     `json:"team,omitempty"`   // in whose name they are invited
	Mailed   bool       `json:"mailed,omitempty"` // it is never held by a server: an older version mailed it
	Off      Reason     `json:"off,omitzero"`     // why it does not take place; none: it does
	// what they have answered
	Said map[PersonID]calendar.PartStat `json:"said,omitempty"`

	// What follows is of no concern to an invitation.

	Renewed bool        `json:"renewed,omitempty"` // its agenda was written anew in the morning
	Chosen  bool        `json:"chosen,omitempty"`  // one of them chose the time
	Untold  bool        `json:"untold,omitempty"`  // it was changed on the server, and they are to hear
	Asked   *TalkTime   `json:"asked,omitempty"`   // another time that one of them proposes
	Starts  []time.Time `json:"starts,omitempty"`  // at which it stood, or was not to stand
	// at which time a server holds it, as it was told last; nil: none does
	Stood *calendar.Span `json:"stood,omitempty"`
	// in whose calendar it was seen, and how often in a row it was missed there since
	Seen    map[PersonID]int `json:"seen,omitempty"`
	Version int              `json:"-"` // of the record, as the store counts; 0: there is none yet
}

// TalkTime is a time for a talk that somebody proposes.
type TalkTime struct {
	By  PersonID `json:"by"`
	Key string   `json:"key,omitempty"` // of the answer to it; empty: their calendar shows it
	calendar.Span
}

// Stands says whether the talk takes place.
func (t Talk) Stands() bool { return t.UID != "" && t.Off.Empty() }

// Invitation is the talk as far as an invitation says it.
func (t Talk) Invitation() Talk {
	return Talk{UID: t.UID, Sequence: t.Sequence, Start: t.Start, End: t.End, With: t.With, Title: t.Title, Team: t.Team,
		Mailed: t.Mailed, Off: t.Off, Said: maps.Clone(t.Said)}
}

// Supersedes says why an invitation, or a withdrawal, is not to go out any more; none: it says how the talk stands.
func (t Talk) Supersedes(i Talk, now time.Time) Reason {
	switch {
	case i.Sequence < t.Sequence || i.Off.Empty() && !t.Off.Empty():
		return Because("superseded/newer")
	case !now.Before(i.End):
		return Because("superseded/over")
	}
	return Reason{}
}

// Answer is the talk with what one of them answered.
func (t Talk) Answer(by PersonID, said calendar.PartStat) Talk {
	if slices.Contains(t.With, by) && said != "" && said != calendar.NeedsAction {
		t.Said = maps.Clone(t.Said)
		if t.Said == nil {
			t.Said = map[PersonID]calendar.PartStat{}
		}
		t.Said[by] = said
	}
	return t
}

// Propose is the talk with another time that one of them proposes. An open end is as far away as it was.
func (t Talk) Propose(by PersonID, start, end time.Time, key string) Talk {
	if !start.Before(end) {
		end = start.Add(t.End.Sub(t.Start))
	}
	t.Asked = &TalkTime{By: by, Key: key, Span: calendar.Span{Start: start, End: end}}
	return t
}

// Displaced is the talk after somebody has given its event another time on the server than it was told, or has taken
// it away there.
func (t Talk) Displaced(at calendar.Span, gone bool) Talk {
	same := func(o calendar.Span) bool { return at.Start.Equal(o.Start) && at.End.Equal(o.End) }
	switch {
	case !t.Stands() || t.Stood == nil: // it was never there, or we have taken it away
	case gone:
		t.Off, t.Asked, t.Untold = Because("one-to-one-off/deleted"), nil, true
	case at.Start.Before(at.End) && !same(*t.Stood) && !same(calendar.Span(t.span())):
		t = t.moveTo(at)
		t.Chosen, t.Untold = true, true
	}
	return t
}

// Sighting is what the calendar of one of them shows of the talk.
type Sighting struct {
	Whole bool // all of it could be read, with the entries
	There bool
	At    calendar.Span
	Said  calendar.PartStat
}

// missedTwice is how often in a row an entry must be missed that was there.
const missedTwice = 2

// Sees is the talk after a look into the calendar of one of them: an answer without a mail, another time, an entry that
// is gone.
func (t Talk) Sees(id PersonID, s Sighting) Talk {
	missed, seen := t.Seen[id]
	switch {
	case s.There:
		missed = 0
	case !seen || !s.Whole:
		return t
	default:
		missed++
	}
	if !seen || t.Seen[id] != missed {
		t.Seen = maps.Clone(t.Seen)
		if t.Seen == nil {
			t.Seen = map[PersonID]int{}
		}
		t.Seen[id] = missed
	}
	known := func(at time.Time) bool { return at.Equal(s.At.Start) }
	switch {
	case !s.There:
	case s.At.Start.Equal(t.Start):
		t = t.Answer(id, s.Said)
	case t.Asked == nil && !slices.ContainsFunc(t.Starts, known):
		t = t.Propose(id, s.At.Start, s.At.End, "")
	}
	return t
}

// TalkNews is what is known of two colleagues when it is looked after their talk.
type TalkNews struct {
	Now   time.Time
	Meet  bool            // they are to meet still
	Lead  Clock           // of the first, without absences
	Rep   Clock           // of the second
	Known bool            // what they have beside the talk could be read
	Taken []calendar.Span // and is this
}

// TalkStep is what is done about a talk.
type TalkStep string

// Steps.
const (
	TalkStays     TalkStep = ""
	TalkInvites   TalkStep = "invite"   // they are invited to it as it stands now
	TalkWithdrawn TalkStep = "withdraw" // Off says why
	TalkKeeps     TalkStep = "keep"     // the time that one of them proposed is not taken: they are told
)

// Next is what becomes of the talk, and what they are to hear.
func (t Talk) Next(n TalkNews) (Talk, TalkStep) {
	switch {
	case !t.Stands() && t.Untold:
		return t.withdrawn(t.Off), TalkWithdrawn
	case !t.Stands(), !n.Now.Before(t.Start):
		return t, TalkStays
	}
	if why := t.comesToNothing(n); !why.Empty() {
		return t.withdrawn(why), TalkWithdrawn
	}
	if t.Asked != nil {
		return t.decideOn(*t.Asked, n)
	}
	if !t.Chosen && t.hindered(n) {
		return t.elsewhere(n)
	}
	if t.Untold || !t.Renewed && !n.Now.Before(MorningOf(t.Start, n.Lead, n.Rep)) {
		return t.invited(n), TalkInvites
	}
	return t, TalkStays
}

// comesToNothing says why the talk does not take place; none: it does.
func (t Talk) comesToNothing(n TalkNews) Reason {
	if !n.Meet {
		return Because("one-to-one-off/no-pair")
	}
	week := weekOf(t.Start, n.Rep.Zone)
	for i, clock := range []Clock{n.Lead, n.Rep} {
		id := t.With[i]
		switch {
		case t.Said[id] == calendar.Declined:
			return Because("one-to-one-off/declined", PersonArg(id))
		case t.Seen[id] >= missedTwice:
			return Because("one-to-one-off/removed", PersonArg(id))
		case clock.Between(week.Start, week.End) == 0:
			return Because("one-to-one-off/away", PersonArg(id))
		}
	}
	return Reason{}
}

// hindered says whether one of them cannot be there any more: they do not work then, or something else stands there.
func (t Talk) hindered(n TalkNews) bool {
	long := t.End.Sub(t.Start)
	return n.Lead.Between(t.Start, t.End) < long || n.Rep.Between(t.Start, t.End) < long ||
		n.Known && t.span().hits(n.Taken)
}

// elsewhere finds the talk another time, now that its own is not free. While a calendar cannot be read it waits.
func (t Talk) elsewhere(n TalkNews) (Talk, TalkStep) {
	if !n.Known {
		return t, TalkStays
	}
	if slot, found := OneToOneSearch(n.Lead, n.Rep, n.Taken, n.Now, t.Start); found {
		return t.moveTo(slot).invited(n), TalkInvites
	}
	return t.withdrawn(Because("one-to-one-off/no-time")), TalkWithdrawn
}

// decideOn takes a time that one of them proposes, if the other works then and both are free.
func (t Talk) decideOn(p TalkTime, n TalkNews) (Talk, TalkStep) {
	others := n.Lead
	if p.By == t.With[0] {
		others = n.Rep
	}
	in := weekOf(t.Start, n.Rep.Zone)
	fits := n.Known && p.Start.After(n.Now) && !p.Start.Before(in.Start) && !p.End.After(in.End) &&
		others.Between(p.Start, p.End) == p.End.Sub(p.Start) && !spanned(p.Span).hits(n.Taken)
	if !fits {
		t.Asked = nil
		t.Starts = append(slices.Clone(t.Starts), p.Start)
		return t, TalkKeeps
	}
	t = t.moveTo(p.Span).Answer(p.By, calendar.Accepted)
	t.Chosen = true
	return t.invited(n), TalkInvites
}

// moveTo gives the talk another time: what was answered to the one before is void.
func (t Talk) moveTo(at calendar.Span) Talk {
	t.Starts = append(slices.Clone(t.Starts), t.Start)
	t.Start, t.End, t.Said, t.Asked, t.Renewed = at.Start, at.End, nil, nil, false
	return t
}

// withdrawn is the talk as they are told that it does not take place.
func (t Talk) withdrawn(why Reason) Talk {
	t.Off, t.Asked, t.Untold = why, nil, false
	t.Sequence++
	return t
}

// invited is the talk as they are invited to it now.
func (t Talk) invited(n TalkNews) Talk {
	t.Sequence++
	t.Untold = false
	t.Renewed = !n.Now.Before(MorningOf(t.Start, n.Lead, n.Rep))
	return t
}

func (t Talk) span() spanned { return spanned{Start: t.Start, End: t.End} }

// spanned is a time that may be taken.
type spanned calendar.Span

func (s spanned) hits(taken []calendar.Span) bool {
	return slices.ContainsFunc(taken, calendar.Span(s).Overlaps)
}

// Beside is what stands in a calendar beside the event with the UID, which lies at the span. A source that shows free
// and busy only shows the event too, and that is taken for it.
func (c Calendar) Beside(uid string, own calendar.Span, soft bool) []calendar.Span {
	all := c.Busy
	if soft {
		all = slices.Concat(all, c.Soft)
	}
	var out []calendar.Span
	for _, s := range all {
		switch {
		case uid == "":
			out = append(out, s.Span)
		case s.Key == "":
			for _, left := range without(s, []calendar.Span{own}) {
				out = append(out, left.Span)
			}
		case s.Key != EventKey(uid):
			out = append(out, s.Span)
		}
	}
	return out
}
