package view

import (
	"strings"
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// owed is what somebody does next, and until or at what time.
type owed struct {
	owner  handoff.PersonID   // empty: nothing is owed
	also   []handoff.PersonID // who are asked at once with them
	what   string
	at     time.Time
	on     bool           // it is done then; else until then
	day    *time.Location // at is a day there; nil: an instant
	chosen bool           // a step that somebody named
	step   bool
}

// owedNext is what is next of a handoff, in words.
func owedNext(h handoff.Handoff, c *handoff.Config, set *templates.Reasons, now time.Time) owed {
	m := handoff.NextMoveOf(&h, c, now)
	if m.Step {
		return stepOwed(&h, c, set)
	}
	o := owed{owner: m.Owner, also: m.Also, at: m.At, on: m.On}
	if o.owner != "" {
		o.what = dueWords(m.Due, set)
	}
	return o
}

// names are those who move next.
func (o owed) names(name func(handoff.PersonID) string) string {
	out := []string{name(o.owner)}
	for _, id := range o.also {
		out = append(out, name(id))
	}
	return strings.Join(out, ", ")
}

// when is the time in words: until when, or when.
func (o owed) when(set *templates.Reasons, zone *time.Location) string {
	code, form := "owed-when/by", "Mon 2 Jan 15:04"
	if o.on {
		code = "owed-when/on"
	}
	if o.day != nil {
		form, zone = "Mon 2 Jan", o.day
	}
	said, _ := set.Sentence(code, templates.Because{Words: o.at.In(zone).Format(form)})
	return said
}

// NextStep says who moves next, what they do, and until when in a zone.
func NextStep(h handoff.Handoff, c *handoff.Config, set *templates.Reasons, now time.Time, zone *time.Location) string {
	o := owedNext(h, c, set, now)
	code, w := "owed", templates.Because{Words: o.what, Words2: o.when(set, zone)}
	switch {
	case o.owner == "":
		code = "owed/nothing"
	case o.step && !o.chosen:
		code = "owed/step-not-chosen"
	}
	if o.owner != "" {
		w.Person = o.names(func(id handoff.PersonID) string { return c.Person(id).Name })
	}
	said, ok := set.Sentence(code, w)
	if !ok {
		return code
	}
	return said + beside(&h, c, set, func(id handoff.PersonID) string { return c.Person(id).Name })
}

// beside is the next step that stands beside what comes first; empty if there is none.
func beside(h *handoff.Handoff, c *handoff.Config, set *templates.Reasons, name func(handoff.PersonID) string) string {
	s := handoff.StepBeside(h)
	if s == nil {
		return ""
	}
	said, _ := set.Sentence("owed/beside", templates.Because{Person: name(s.Owner),
		Words: stepWords(handoff.FollowUpOf(h), set), Words2: stepOwed(h, c, set).when(set, nil)})
	return said
}

// stepOwed is the next step as something owed.
func stepOwed(h *handoff.Handoff, c *handoff.Config, set *templates.Reasons) owed {
	s := h.Step
	return owed{owner: s.Owner, what: stepWords(handoff.FollowUpOf(h), set), at: s.On, on: true, step: true,
		day: c.Person(s.Owner).Location(), chosen: s.Chosen()}
}

// Move is who moves next, and by when: By is the day where it is a next step. Owner is empty where nobody has to.
type Move struct {
	Owner handoff.PersonID
	Names string // of all who move, where several are asked at once
	By    time.Time
	Step  bool
	Mine  bool // the reader moves
	Late  bool
}

// Mover is the move that pages tell the reader of: their own, where more than one thing waits.
func Mover(h *handoff.Handoff, c *handoff.Config, reader handoff.PersonID, now time.Time) Move {
	m := handoff.NextMoveFor(h, c, reader, now)
	o := owed{owner: m.Owner, also: m.Also}
	names := o.names(func(id handoff.PersonID) string { return c.Person(id).Name })
	return Move{m.Owner, names, m.At, m.Step, m.By(reader), m.Over(h, c, now)}
}
