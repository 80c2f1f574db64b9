package handoff

import (
	"slices"
	"time"
)

// Meant is a command that words of a colleague came near to. It was offered back, and their plain yes gives it.
type Meant struct {
	By   PersonID
	Text string    // the command, as they could have written it
	At   time.Time // when they wrote: dates in it are understood from there

	Lines bool   `json:",omitempty"` // Text is lines of a brief, read in the qualifier's words
	Doubt Reason `json:",omitzero"`  // what the time in them may be instead
}

// clearMeant forgets what was offered back to the sender of a later fact.
func (t *turn) clearMeant() {
	by, status := t.by().Person, t.f.Kind() == KindStatus
	t.h.Meant = slices.DeleteFunc(t.h.Meant, func(m Meant) bool { return m.By == by && !(m.Lines && status) })
	if len(t.h.Meant) == 0 {
		t.h.Meant = nil
	}
}

// offerBack keeps what is offered back to somebody in place of what was before.
func (t *turn) offerBack(m Meant) {
	t.h.Meant = append(slices.DeleteFunc(t.h.Meant, func(o Meant) bool { return o.By == m.By }), m)
}

// MeantBy is what was offered back to a person and still waits for their yes.
func (h *Handoff) MeantBy(id PersonID) (Meant, bool) {
	i := slices.IndexFunc(h.Meant, func(m Meant) bool { return m.By == id && id != "" })
	if i < 0 {
		return Meant{}, false
	}
	return h.Meant[i], true
}
