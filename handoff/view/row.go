package view

import (
	"time"

	"handoffd/handoff"
	"handoffd/handoff/text"
	"handoffd/templates"
)

// Row is a handoff in a list, and its JSON: times in RFC 3339, empty where there is none.
type Row struct {
	ID        handoff.ID       `json:"id"`
	State     handoff.State    `json:"state"`
	Team      string           `json:"team"`
	Qualifier handoff.PersonID `json:"qualifier"`
	Rep       handoff.PersonID `json:"rep,omitempty"`
	Prospect  string           `json:"prospect,omitempty"` // address
	Start     string           `json:"start,omitempty"`    // in the zone in which it was given
	Owner     handoff.PersonID `json:"owner,omitempty"`    // who moves next
	Due       string           `json:"due,omitempty"`      // until when, in their zone
	What      handoff.Due      `json:"what,omitempty"`
	Why       string           `json:"why"`
	Step      Step             `json:"next_step"`
	Top       bool             `json:"top_account,omitempty"`
	Overdue   bool             `json:"overdue,omitempty"` // only where a list says so
	Erased    string           `json:"erased,omitempty"`  // when it was asked for that the lead be erased, if it is
	// the same, while mail about it is still to go out
	ToErase string `json:"to_be_erased,omitempty"`
}

// Step is what is done next, and on which day. Every lead has one.
type Step struct {
	What   string           `json:"what"`            // "send proposal"; else what falls due by itself, as Due names it
	On     string           `json:"on"`              // in the zone of its owner
	Owner  handoff.PersonID `json:"owner,omitempty"` // empty: the lead is finished
	Chosen bool             `json:"chosen"`          // somebody named it
}

// StepOf is the next step of a handoff.
func StepOf(h handoff.Handoff, c *handoff.Config, set *templates.Reasons) Step {
	f := handoff.FollowUpOf(&h)
	return Step{What: stepWords(f, set), On: Stamp(f.On, c.Person(f.Owner).Location()), Owner: f.Owner, Chosen: f.Chosen}
}

// stepWords is what is to be done.
func stepWords(f handoff.FollowUp, set *templates.Reasons) string {
	switch {
	case f.What != "":
		return f.What
	case f.Due == handoff.DueNextStep:
		said, _ := set.Sentence("step/call-again", templates.Because{})
		return said
	}
	return string(f.Due)
}

// RowOf is the row of a handoff.
func RowOf(h handoff.Handoff, c *handoff.Config, set *templates.Reasons) Row {
	return Row{ID: h.ID, State: h.State, Team: h.Team, Qualifier: h.Qualifier, Rep: h.Rep(),
		Prospect: h.Prospect().Address,
		Start:    Stamp(h.Start, handoff.Location(h.Zone)), Owner: h.Next.Owner,
		Due:  Stamp(h.Next.At, c.Person(h.Next.Owner).Location()),
		What: h.Next.What, Why: Why(set, c, h.Why), Step: StepOf(h, c, set), Top: handoff.TopAccount(&h, c)}
}

// Columns are the heads of Cells.
var Columns = [...]string{"ID", "STATE", "PROSPECT", "REP", "MEETING", "NEXT", "WHEN"}

// Cells are the row in words, for a table; a dash where there is nothing to say. All times are in one zone. They may
// hold what came by mail.
func Cells(h handoff.Handoff, c *handoff.Config, set *templates.Reasons, now time.Time,
	zone *time.Location) [len(Columns)]string {
	const form = "Mon 2 Jan 15:04"
	next, when, meeting, rep := "–", "–", "–", "–"
	if o := owedNext(h, c, set, now); o.owner != "" {
		short := func(id handoff.PersonID) string { return shortName(c, id) }
		step := beside(&h, c, set, short)
		next, when = o.names(short)+": "+text.Bare(o.what)+text.Bare(step), o.when(set, zone)
	}
	if !h.Start.IsZero() {
		meeting = h.Start.In(zone).Format(form)
	}
	if h.Rep() != "" {
		rep = c.Person(h.Rep()).Name
	}
	return [...]string{string(h.ID), string(h.State), Prospect(h, c), rep, meeting, next, when}
}

// shortName is the first name of a colleague, the whole one where somebody else has the same first name.
func shortName(c *handoff.Config, id handoff.PersonID) string {
	p := c.Person(id)
	for other, o := range c.People {
		if other != id && o.First() == p.First() {
			return p.Name
		}
	}
	return p.First()
}

// Overdue says whether what is next should have been done by now: its time is over, or its day.
func Overdue(h *handoff.Handoff, c *handoff.Config, now time.Time) bool {
	return handoff.NextMoveOf(h, c, now).Over(h, c, now)
}

// dueWords say what is to be done next, in words for people.
func dueWords(what handoff.Due, set *templates.Reasons) string {
	if said, ok := set.Sentence("owed-what/"+string(what), templates.Because{}); ok {
		return said
	}
	return string(what)
}

// topMark stands before the name of a top account.
const topMark = "★ "

// Prospect is the main contact of a lead, marked if it is of a top account.
func Prospect(h handoff.Handoff, c *handoff.Config) string {
	if handoff.TopAccount(&h, c) {
		return topMark + h.Prospect().Label()
	}
	return h.Prospect().Label()
}

// Stamp writes an instant with its zone, in RFC 3339; empty if it is not known.
func Stamp(t time.Time, zone *time.Location) string {
	if t.IsZero() {
		return ""
	}
	return t.In(zone).Format(time.RFC3339)
}
