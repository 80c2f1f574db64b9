package handoff

import "time"

// lastCall is the latest instant at which the rep of a turn must have accepted. A turn that began when that was past,
// which only somebody who decides so can have begun, ends with the start: their word holds.
func (t *turn) lastCall(a *Assignment) time.Time {
	if latest := t.latest(); a == nil || a.Made.Before(latest) {
		return latest
	}
	return t.h.Start
}
