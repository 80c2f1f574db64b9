package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/replay"
	"handoffd/handoff/store"
	"handoffd/handoff/text"
)

// Limits of a rehearsal on a page: more is for the command.
const (
	rehearsedDays = 56
	rehearsedMost = 2000 // leads
	differMost    = 20   // that are listed
)

// rehearsal is the view of what other rules would have done with the leads of the last weeks.
type rehearsal struct {
	Days, Window, Lead, Reassign int
	Fields                       []numberField
	Wrong                        bool // a field holds no number that can be used
	Missing                      int  // leads that cannot be compared
	Ran                          bool
	TooMany                      bool
	Leads, Differ, Erased, Blind int
	Unknown                      int // answers of people who would not have been asked about the lead then
	Unsure                       int // leads of which it is not known how they would have gone on
	BusyDays                     int // after which it is not kept any more what calendars showed
	Sums                         []sumRow
	Rows                         []differRow
}

// numberField is a field of the form, with what was filled in.
type numberField struct {
	Name        string
	Value       string
	Least, Most int
	Bad         bool
}

// mostTyped is the largest number that a field of the form takes.
const mostTyped = 500

type sumRow struct {
	Name          string // as replay.Counts names it
	Old, New, All int
}

// differRow is where a lead goes otherwise: the first step that differs, as it was and as it would have been.
type differRow struct {
	ID       handoff.ID
	Old, New rehearsedStep
	Why      string
	Instead  bool // that tells of what happened then; else of why it went on as it was
}

// rehearsedStep is in whose hands a lead comes, and when; without a time it stays where it is.
type rehearsedStep struct {
	At    string
	State handoff.State
	On    bool // it had another rep before
	Again bool // it had the same one
	Until bool // it stays there until then, and nobody knows what comes after
	Names []string
}

// mayRehearse says whether the reader answers for the team.
func (v *visit) mayRehearse(t handoff.Team) bool {
	return v.scope.All || handoff.Manages(v.c, v.me.ID, t.Name)
}

// rehearsal is what the form says, and what comes of it if it was sent.
func (v *visit) rehearsal(t handoff.Team) (*rehearsal, error) {
	if !v.mayRehearse(t) {
		return nil, nil
	}
	hours := func(d time.Duration) int { return int(d / time.Hour) }
	r := &rehearsal{Days: 28, Window: hours(t.Policy.Window), Lead: hours(t.Policy.Lead), Reassign: t.Policy.Reassign}
	sent := v.r.FormValue("rehearse") != ""
	for _, f := range []struct {
		name string
		to   *int
		most int
	}{{"days", &r.Days, rehearsedDays}, {"window", &r.Window, mostTyped}, {"lead", &r.Lead, mostTyped},
		{"reassign", &r.Reassign, mostTyped}} {
		field := numberField{Name: f.name, Value: strconv.Itoa(*f.to), Most: f.most}
		if f.name == "days" || f.name == "window" {
			field.Least = 1
		}
		if sent {
			field.Value = text.OneLine(v.r.FormValue(f.name), text.NameLimit)
			n, err := strconv.Atoi(field.Value)
			*f.to, field.Bad = n, err != nil || n < field.Least || n > f.most
		}
		r.Wrong = r.Wrong || field.Bad
		r.Fields = append(r.Fields, field)
	}
	if !sent || r.Wrong {
		return r, nil
	}
	return r, v.rehearse(r, t)
}

// rehearse plays the leads again under the changed rules.
func (v *visit) rehearse(r *rehearsal, team handoff.Team) error {
	if !v.rehearsing.TryLock() { // one at a time
		return faultOf(http.StatusServiceUnavailable, "fast")
	}
	defer v.rehearsing.Unlock()
	c := *v.c
	c.Teams = slices.Clone(c.Teams)
	i := slices.IndexFunc(c.Teams, func(t handoff.Team) bool { return t.Name == team.Name })
	p := &c.Teams[i].Policy
	p.Window, p.Lead = time.Duration(r.Window)*time.Hour, time.Duration(r.Lead)*time.Hour
	p.Reassign = r.Reassign
	if err := c.Seal(); err != nil {
		return err
	}
	var record replay.Record
	since := v.now.AddDate(0, 0, -r.Days)
	err := v.Store.View(context.WithoutCancel(v.r.Context()), func(tx *store.Tx) (err error) {
		counts, err := tx.Counts(store.Board{})
		n := 0
		for _, k := range counts {
			n += k
		}
		if r.TooMany = n > rehearsedMost; err != nil || r.TooMany {
			return err
		}
		record, r.Erased, err = desk.Recorded(tx, since)
		return err
	})
	if err != nil || r.TooMany {
		return err
	}
	told := replay.Compare(record, &c, since)
	r.Ran, r.Leads, r.Differ, r.Blind, r.BusyDays = true, told.Leads, len(told.Differ), told.Blind, handoff.BusyDays
	r.Unknown, r.Unsure = told.Unknown, told.Unsure
	for _, m := range told.Missing {
		r.Missing += m.Leads
	}
	r.Sums = []sumRow{{"offers", told.Old.Offers, told.New.Offers, told.All.Offers},
		{"reassigned", told.Old.Reassigned, told.New.Reassigned, told.All.Reassigned},
		{"reminders", told.Old.Reminders, told.New.Reminders, told.All.Reminders},
		{"escalations", told.Old.Escalations, told.New.Escalations, told.All.Escalations},
		{"accepted", told.Old.Accepted, told.New.Accepted, told.All.Accepted}}
	names := *v
	names.c = record.Telling(v.c)
	for _, d := range told.Differ[:min(len(told.Differ), differMost)] {
		r.Rows = append(r.Rows, differRow{d.Handoff, names.rehearsedStep(d.Old), names.rehearsedStep(d.New),
			names.why(d.Why), d.Instead})
	}
	return nil
}

func (v *visit) rehearsedStep(s *replay.Step) (out rehearsedStep) {
	if s == nil {
		return out
	}
	out = rehearsedStep{At: v.at(s.At), State: s.State, On: s.Turn > 1 && !s.Again, Again: s.Again, Until: s.Unknown}
	for _, id := range s.Asked {
		out.Names = append(out.Names, v.c.Person(id).Name)
	}
	if len(out.Names) < 2 {
		out.Names = []string{v.c.Person(s.Rep).Name}
	}
	return out
}
