package view

import (
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// Erasure is what somebody asked for of whom a lead tells: that it be erased. The zero value: nobody did.
type Erasure struct {
	Asked time.Time
	Done  bool // else mail about the lead is still to go out
}

// ErasureOf is what the lead itself tells of it.
func ErasureOf(h *handoff.Handoff) Erasure { return Erasure{h.Forget, handoff.Erased(h)} }

// reason says how far it is.
func (e Erasure) reason(zone *time.Location) handoff.Reason {
	code := handoff.Code("to-be-erased")
	if e.Done {
		code = "erased"
	}
	return handoff.Because(code, handoff.TimeArg(e.Asked, zone.String()))
}

// Told is a reason as it is told of the lead now: that it is to be erased is over once it was.
func (e Erasure) Told(r handoff.Reason, zone *time.Location) handoff.Reason {
	if e.Done && (r.Code == "forgotten" || r.Code == "forgotten/closed") {
		return e.reason(zone)
	}
	return r
}

// Why says how far it is; empty where nobody asked.
func (e Erasure) Why(c *handoff.Config, set *templates.Reasons, zone *time.Location) string {
	if e.Asked.IsZero() {
		return ""
	}
	return WhyIn(set, c, zone, e.reason(zone))
}

// Erase has a row say that the lead was erased, or is to be.
func (r *Row) Erase(e Erasure, c *handoff.Config, set *templates.Reasons, zone *time.Location) {
	switch {
	case e.Asked.IsZero():
		return
	case e.Done:
		r.Erased = Stamp(e.Asked, zone)
	default:
		r.ToErase = Stamp(e.Asked, zone)
	}
	r.Why = e.Why(c, set, zone)
}

// EraseCells does the same with what Cells gave.
func EraseCells(cells *[len(Columns)]string, e Erasure, set *templates.Reasons, zone *time.Location) {
	const who, next, when = 2, 5, 6
	switch {
	case e.Asked.IsZero():
		return
	case e.Done:
		cells[who], cells[next] = handoff.ErasedMark, dueWords("erased", set)
	default:
		cells[next] = dueWords("to-be-erased", set)
	}
	cells[when] = owed{at: e.Asked, on: true, day: zone}.when(set, zone)
}

// Erase has the history and the mails of an erased lead say where something was: what was asked for is done, and what
// is blank was erased. Of one that is to be erased some is gone before.
func (w *Whole) Erase(e Erasure, gone func(n int) bool, c *handoff.Config, set *templates.Reasons,
	zone *time.Location) {
	w.Row.Erase(e, c, set, zone)
	for i := range w.History {
		f := &w.History[i]
		switch {
		case e.Done && f.Fact == handoff.KindForget: // its payload went too
			f.Why = e.Why(c, set, zone)
		case f.Why == "" && (e.Done || gone(i)):
			f.Why = handoff.ErasedMark
		}
	}
	for i := range w.Outbox {
		if e.Done {
			w.Outbox[i].blank()
		}
	}
}

// blank says of what is not told of a mail any more that it was erased.
func (s *Sent) blank() {
	if s.To == "" {
		s.To = handoff.ErasedMark
	}
	if s.Why == "" {
		s.Why = handoff.ErasedMark
	}
}
