package calendartest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
)

// scene is a calendar in some state, and what is to be done next.
type scene struct {
	rig   *Rig
	want  calendar.Event // what Put is to make of it; for a withdrawal, what is withdrawn
	now   calendar.Ref   // as the last call gave it
	older calendar.Ref   // as a crash may have left it: of the version before
	told  map[string]int // who is to be told, and how often
	stays map[string]calendar.PartStat
	gone  bool // nothing is to be left
	from  map[string]int
}

// operation is one thing to do to a calendar, and the rows of the table.
type operation struct {
	name  string
	start func(t *testing.T, r *Rig) *scene
	left  []string // the references that a crash can leave: as in now, older and unknown of the scene
}

var operations = []operation{
	{"put", startPut, []string{"now", "none"}},
	{"swap", startSwap, []string{"now", "older", "none"}},
	{"move", startMove, []string{"now", "older", "none"}},
	{"withdraw", startWithdraw, []string{"now", "older", "none"}},
	{"private entry", startPrivate, []string{"now", "none"}},
}

func startPut(_ *testing.T, r *Rig) *scene {
	return (&scene{
		rig: r, want: meeting(r), told: map[string]int{prospect: 1, oldRep: 1},
		stays: map[string]calendar.PartStat{prospect: calendar.NeedsAction, oldRep: calendar.NeedsAction},
		now:   calendar.Ref{Calendar: r.Calendar}, older: calendar.Ref{Calendar: r.Calendar},
	}).begin()
}

// startSwap is a meeting that both have accepted, before its rep changes.
func startSwap(t *testing.T, r *Rig) *scene {
	s := answered(t, r)
	s.want = swapped(s.want)
	s.told = map[string]int{prospect: 1, oldRep: 1, newRep: 1}
	s.stays = map[string]calendar.PartStat{prospect: calendar.Accepted, newRep: calendar.NeedsAction}
	return s.begin()
}

// startMove is the same meeting before its time changes: what was accepted then is not accepted any more.
func startMove(t *testing.T, r *Rig) *scene {
	s := answered(t, r)
	s.want = moved(s.want)
	s.told = map[string]int{prospect: 1, oldRep: 1}
	s.stays = map[string]calendar.PartStat{prospect: calendar.NeedsAction, oldRep: calendar.NeedsAction}
	return s.begin()
}

func startWithdraw(t *testing.T, r *Rig) *scene {
	s := answered(t, r)
	s.gone, s.told = true, map[string]int{prospect: 1, oldRep: 1}
	return s.begin()
}

// startPrivate moves an entry without guests in the rep's calendar; nobody hears of it.
func startPrivate(t *testing.T, r *Rig) *scene {
	if r.OwnerCalendar == "" {
		return nil
	}
	e := meeting(r)
	e.Attendees, e.Class, e.Summary, e.Organizer = nil, "PRIVATE", "Prepare: Globex", calendar.Attendee{}
	ref := r.put(t, e, calendar.Ref{Calendar: r.OwnerCalendar})
	return (&scene{rig: r, want: moved(e), now: ref, older: ref, told: map[string]int{}}).begin()
}

func answered(t *testing.T, r *Rig) *scene {
	t.Helper()
	first := meeting(r)
	first.Description = "With Rita Ray."
	older := r.put(t, first, calendar.Ref{Calendar: r.Calendar})
	e := meeting(r)
	now := r.put(t, e, older)
	r.Answer(e.UID, prospect, calendar.Accepted)
	r.Answer(e.UID, oldRep, calendar.Accepted)
	return &scene{rig: r, want: e, now: now, older: older}
}

func (s *scene) begin() *scene {
	s.from = s.rig.count()
	return s
}

// do is the one call that the operation is about.
func (s *scene) do(p calendar.Provider, at calendar.Ref) (calendar.Ref, error) {
	ctx := context.Background()
	if s.gone {
		return at, p.Withdraw(ctx, at)
	}
	return p.Put(ctx, s.want, at)
}

// unknown is the reference that is left when nothing was written down: what to look for, and where.
func (s *scene) unknown() calendar.Ref {
	return calendar.Ref{Calendar: s.now.Calendar, UID: s.want.UID}
}

// check compares what the server has in the end with what was wanted.
func (s *scene) check() []string {
	var wrong []string
	events := s.rig.Events(s.want.UID)
	if diff := cmp.Diff(s.told, s.rig.notices(s.from)); diff != "" && s.rig.Notices != nil {
		wrong = append(wrong, "notices (-want +got):\n"+diff)
	}
	switch {
	case s.gone && len(events) == 0:
		return wrong
	case s.gone:
		return append(wrong, "the event is still there")
	case len(events) != 1:
		return append(wrong, fmt.Sprintf("%d events, want one: %+v", len(events), events))
	}
	return append(wrong, differences(s.want, s.stays, events[0])...)
}

// differences compares a stored event with what was put and the answers that must stand.
func differences(want calendar.Event, stays map[string]calendar.PartStat, got calendar.Event) []string {
	var wrong []string
	add := func(what, diff string) {
		if diff != "" {
			wrong = append(wrong, what+" (-want +got):\n"+diff)
		}
	}
	add("start", cmp.Diff(want.Start.UTC(), got.Start.UTC()))
	add("end", cmp.Diff(want.End.UTC(), got.End.UTC()))
	add("summary", cmp.Diff(want.Summary, got.Summary))
	add("location", cmp.Diff(want.Location, got.Location))
	if !strings.Contains(got.Description, want.Description) {
		add("description", cmp.Diff(want.Description, got.Description))
	}
	add("guests", cmp.Diff(stays, partStats(got)))
	return wrong
}

// partStats are the answers of an event's guests, the organizer left out.
func partStats(e calendar.Event) map[string]calendar.PartStat {
	var all map[string]calendar.PartStat
	for _, a := range e.Attendees {
		if strings.EqualFold(a.Address, e.Organizer.Address) {
			continue
		}
		if all == nil {
			all = map[string]calendar.PartStat{}
		}
		if a.PartStat == "" {
			a.PartStat = calendar.NeedsAction
		}
		all[strings.ToLower(a.Address)] = a.PartStat
	}
	return all
}

// changed finds the event among what changed.
func changed(list []calendar.Changed, ref calendar.Ref) (calendar.Changed, bool) {
	i := slices.IndexFunc(list, func(c calendar.Changed) bool { return c.Ref.ID == ref.ID })
	if i < 0 {
		return calendar.Changed{}, false
	}
	return list[i], true
}
