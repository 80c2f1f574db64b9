package handoff

import (
	"time"

	"handoffd/calendar"
	"handoffd/handoff/dates"
)

// How many meetings a rep is to have on a day and in a week. It goes by the day of the meeting, in the rep's zone.

// daysOf gives the local day and the week, Monday to Sunday, in which the instant lies.
func daysOf(at time.Time, zone *time.Location) (today, week calendar.Span) {
	y, m, d := at.In(zone).Date()
	monday := d - (int(at.In(zone).Weekday())+6)%7
	return calendar.Span{Start: dates.StartOfDay(y, m, d, zone), End: dates.StartOfDay(y, m, d+1, zone)},
		calendar.Span{Start: dates.StartOfDay(y, m, monday, zone), End: dates.StartOfDay(y, m, monday+7, zone)}
}

// meetings counts the meetings of the rep, other leads' and offers included, that begin in the span.
func (t *turn) meetings(id PersonID, in calendar.Span) int {
	n := 0
	for _, m := range t.e.Lookups.Meets[id] {
		if m.Handoff != t.h.ID && covers(in, m.Start) {
			n++
		}
	}
	return n
}

// atCap says whether the rep has as many meetings on that day, or in that week, as are to be.
func (t *turn) atCap(id PersonID, at time.Time) (Obstacle, bool) {
	if t.team.CapDay == 0 && t.team.CapWeek == 0 {
		return Obstacle{}, false
	}
	today, week := daysOf(at, t.person(id).Location())
	if n := t.meetings(id, today); t.team.CapDay > 0 && n >= t.team.CapDay {
		return Obstacle{Span: today, Kind: ObstacleDay, Has: n, Most: t.team.CapDay}, true
	}
	if n := t.meetings(id, week); t.team.CapWeek > 0 && n >= t.team.CapWeek {
		return Obstacle{Span: week, Kind: ObstacleWeek, Has: n, Most: t.team.CapWeek}, true
	}
	return Obstacle{}, false
}

// inTheWayOf is what keeps the rep from a meeting that is still to be given out: what is in the calendar, and that he
// has enough already.
func (t *turn) inTheWayOf(id PersonID, start, end time.Time) ([]Obstacle, Reason) {
	with, unknown := t.obstacles(id, start, end)
	if o, full := t.atCap(id, start); full {
		with = append(with, o)
	}
	return with, unknown
}

// fullDays are the days of the search on which the rep has enough already.
func (t *turn) fullDays(id PersonID, from, to time.Time) []calendar.Span {
	if t.team.CapDay == 0 && t.team.CapWeek == 0 {
		return nil
	}
	var out []calendar.Span
	zone := t.person(id).Location()
	for at := from; at.Before(to); {
		today, _ := daysOf(at, zone)
		if o, full := t.atCap(id, at); full {
			out = append(out, o.Span)
		}
		at = today.End
	}
	return out
}

// capsNear are the parts of all meetings of a day that a team can have, from which on its manager is warned.
const capsNear = 80

// warnNear tells the manager, once, that the team has few meetings left on the day of this one, or few open offers.
func (t *turn) warnNear() {
	if t.before.Rep() != "" || !routes(*t.before, t.f) {
		return
	}
	var had, most, open, offers int
	for _, id := range t.team.Reps {
		if t.person(id).Gone || t.awayAt(id, t.h.Start) {
			continue
		}
		today, _ := daysOf(t.h.Start, t.person(id).Location())
		had, most = had+min(t.meetings(id, today), t.team.CapDay), most+t.team.CapDay
		open, offers = open+t.e.Load[id].Open, offers+t.team.Cap
	}
	if crosses(had, most) {
		t.tellNear(Because("near-caps", NumberArg(had+1), NumberArg(most), t.when(t.h.Start)))
	}
	if crosses(open, offers) {
		t.tellNear(Because("near-caps/open", NumberArg(open+1), NumberArg(offers)))
	}
}

// crosses says whether one more is the one at which the manager is warned.
func crosses(had, most int) bool {
	near := (most*capsNear + 99) / 100
	return most > 0 && had < near && had+1 >= near
}

func (t *turn) tellNear(why Reason) {
	t.act(Action{Purpose: PurposeNotice, To: Recipient{Person: t.manager(), Role: RoleManager}, Step: nearStep,
		Assignment: t.number(), Why: why})
}

// nearStep is the notice that a team can take few leads more.
const nearStep = "near-caps"
