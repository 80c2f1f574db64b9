package handoff

import "time"

// Timeliness is how a turn counts for the on-time share: the turns with a decisive answer by the due time, of those
// whose window has ended.
type Timeliness string

// How a turn counts. A decisive answer is one that settles the turn: accepted in full, rejected with criteria,
// declined, another time proposed. Half an answer, accepted and no reply seen, stands beside until it is settled.
const (
	TimelyOpen Timeliness = ""        // its window runs, or what it was ended by says nothing of the rep
	OnTime     Timeliness = "on-time" // a decisive answer came by the due time
	NotOnTime  Timeliness = "not"     // none did
	HalfAnswer Timeliness = "half"    // accepted by the due time, and no reply was seen yet
)

// TimelinessOf says how the turn counts, and as of when: its due time or the answer, whichever came first.
func TimelinessOf(h *Handoff, a *Assignment, now time.Time) (Timeliness, time.Time) {
	switch {
	case a.Opened.IsZero() || a.Due.IsZero() || a.HandedOver():
		return TimelyOpen, time.Time{}
	}
	at, answered := decisive(h, a)
	accept, accepted := a.first(RequireAccept)
	excused := a.End.givesBack() || a.End == EndTaken || a.End == EndWithdrawn
	if excused && !AnsweredBefore(a.Ended, a.Due, at, accept) {
		return TimelyOpen, time.Time{}
	}
	switch {
	case answered && !at.After(a.Due):
		return OnTime, at
	case now.Before(a.Due):
		return TimelyOpen, time.Time{}
	case !answered && accepted && !accept.After(a.Due):
		return HalfAnswer, a.Due
	}
	return NotOnTime, a.Due
}

// AnsweredBefore says whether a turn was answered before it ended, so that its end takes nothing back: the answer that
// settled it came before, or half of it did by the due time, which was over before. What did not come is zero.
func AnsweredBefore(ended, due, decisive, half time.Time) bool {
	return !decisive.IsZero() && decisive.Before(ended) || !half.IsZero() && !half.After(due) && due.Before(ended)
}

// decisive is when the answer came that settled the turn; false if none has.
func decisive(h *Handoff, a *Assignment) (time.Time, bool) {
	var at time.Time
	full := true
	for _, r := range a.Require {
		first, there := a.first(r)
		at, full = later(at, first), full && there
	}
	vague := h.Return != nil && h.Return.Code == "unstated" && h.Return.At.Equal(a.Ended)
	switch {
	case a.End == EndRejected && !vague, a.End == EndDeclined && a.Removed.IsZero():
		full, at = true, a.Ended
	case !full && a.Proposed.IsZero():
		return time.Time{}, false
	case !full:
		at = a.Proposed
	case !a.Proposed.IsZero():
		at = earlier(at, a.Proposed)
	}
	return at, true
}

// first is when the earliest evidence of the kind came in.
func (a *Assignment) first(r Requirement) (at time.Time, there bool) {
	for _, e := range a.Evidence {
		if e.Kind == r && e.Strength != OnlyHere && !a.hearsay(e) && (!there || e.At.Before(at)) {
			at, there = e.At, true
		}
	}
	return at, there
}

// Pace is how a team keeps up with its leads in some days.
type Pace struct {
	Offers int // turns that began: the load
	OnTime int
	Of     int // turns whose window ended
	Half   int // of which half an answer stands beside, in neither
}

// PaceOf is the pace of the turns of these leads from … to, as known now.
func PaceOf(leads []Handoff, from, to, now time.Time) Pace {
	var p Pace
	within := func(at time.Time) bool { return !at.Before(from) && at.Before(to) }
	for i := range leads {
		for _, a := range Turns(&leads[i]) {
			if within(a.Made) && !a.HandedOver() {
				p.Offers++
			}
			switch how, at := TimelinessOf(&leads[i], &a, now); {
			case !within(at):
			case how == OnTime:
				p.OnTime, p.Of = p.OnTime+1, p.Of+1
			case how == NotOnTime:
				p.Of++
			case how == HalfAnswer:
				p.Half++
			}
		}
	}
	return p
}

// PaceDays are the days whose pace is held against that of as many days before them.
const PaceDays = 14

// Of fewer turns no share is told, and neither share nor load is said to have changed by less than these parts.
const (
	paceLeast  = 10
	paceFalls  = 10 // points
	paceGrowth = 10 // percent
)

// FallsBehind says that a team answers fewer of its leads in time than before while it gets more of them: follow-up is
// about to collapse.
func (p Pace) FallsBehind(before Pace) bool {
	return p.Of >= paceLeast && before.Of >= paceLeast && 100*p.Offers >= (100+paceGrowth)*before.Offers &&
		100*p.OnTime*before.Of+paceFalls*p.Of*before.Of <= 100*before.OnTime*p.Of
}

// TellPace is what the manager of a team that falls behind is told; nothing if it does not.
func TellPace(team string, leads []Handoff, now time.Time) ServiceDetail {
	middle := now.AddDate(0, 0, -PaceDays)
	p, before := PaceOf(leads, middle, now, now), PaceOf(leads, middle.AddDate(0, 0, -PaceDays), middle, now)
	if !p.FallsBehind(before) {
		return ServiceDetail{}
	}
	return p.tells(team, before)
}

func (p Pace) tells(team string, before Pace) ServiceDetail {
	return ServiceDetail{Says: ServiceWords("pace", WordsArg(team), NumberArg(PaceDays), ReasonArg(p.says()),
		ReasonArg(before.says()))}
}

func (p Pace) says() Reason {
	return Because("pace-days", NumberArg(p.OnTime), NumberArg(p.Of), NumberArg(p.Offers))
}
