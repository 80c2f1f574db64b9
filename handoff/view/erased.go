package view

import (
	"time"

	"handoffd/handoff"
	"handoffd/templates"
)

// ErasedMark stands where something was that is erased.
const ErasedMark = "[erased]"

// Erase has a row say that the lead was erased, as was asked at an instant; zero: it was not.
func (r *Row) Erase(at time.Time, c *handoff.Config, set *templates.Reasons, zone *time.Location) {
	if at.IsZero() {
		return
	}
	r.Erased = Stamp(at, zone)
	r.Why = WhyIn(set, c, zone, handoff.Because("erased", handoff.TimeArg(at, zone.String())))
}

// EraseCells does the same with what Cells gave.
func EraseCells(cells *[len(Columns)]string, at time.Time, set *templates.Reasons, zone *time.Location) {
	const who, next, when = 2, 5, 6
	if !at.IsZero() {
		cells[who], cells[next] = ErasedMark, dueWords("erased", set)
		cells[when] = owed{at: at, on: true, day: zone}.when(set, zone)
	}
}
