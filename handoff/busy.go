package handoff

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"time"

	"handoffd/calendar"
)

// Calendar is what the calendars of one person say about the time from From to To. Time outside it, and all of it while
// Unknown is not empty, is not known to be free; what is busy is busy all the same.
type Calendar struct {
	From, To time.Time
	Busy     []Taken   `json:",omitempty"`
	Soft     []Taken   `json:",omitempty"` // perhaps no appointments: phantom events, tentative holds
	Unknown  []Reason  `json:",omitempty"` // why some of the time cannot be told, without titles
	ReadAt   time.Time // zero: could not be read at all
}

// Taken is one stretch of a person's calendar that is not free.
type Taken struct {
	calendar.Span
	// EventKey of the event; empty where a source shows free and busy only, and so our own events too
	Key   string `json:",omitempty"`
	Cause string `json:",omitempty"` // Soft: why it may be no appointment
}

// EventKey names an event in somebody's calendar without telling its UID, which some servers build from the title or
// the address.
func EventKey(uid string) string {
	sum := sha256.Sum256([]byte(calendar.NormalizeUID(uid)))
	return hex.EncodeToString(sum[:8])
}

// Within is the calendar as far as it concerns the time from … to.
func (c Calendar) Within(from, to time.Time) Calendar {
	far := func(s Taken) bool { return !s.Start.Before(to) || !from.Before(s.End) }
	c.Busy = slices.DeleteFunc(slices.Clone(c.Busy), far)
	c.Soft = slices.DeleteFunc(slices.Clone(c.Soft), far)
	return c
}

// settling is how long a calendar that shows free and busy only may still show our event at the time it was moved from.
const settling = 30 * time.Minute

// taken lists what stands in the calendar of the rep from … to, without this handoff's own event and block; unknown
// says why it cannot be told whether the rest of the time from … to is free. Somebody without a calendar has nothing in
// it.
func (t *turn) taken(id PersonID, from, to time.Time) (taken []Taken, unknown Reason) {
	if len(t.person(id).Calendars) == 0 {
		return nil, Reason{}
	}
	c, read := t.e.Lookups.Busy[id]
	switch {
	case !read || c.ReadAt.IsZero() && len(c.Unknown) == 0:
		unknown = Because("unread")
	case len(c.Unknown) > 0:
		unknown = c.Unknown[0]
	case from.Before(c.From) || to.After(c.To):
		unknown = Because("unread/far")
	}
	all := [][]Taken{c.Busy}
	if t.policy.Phantoms == PhantomsBlock {
		all = append(all, c.Soft)
	}
	own, ours := t.ownSpans(id, c.ReadAt), t.h.ownKeys()
	for _, list := range all {
		for _, s := range list {
			switch {
			case !s.Start.Before(to) || !from.Before(s.End): // calendars are long
			case s.Key == "":
				taken = append(taken, without(s, own)...)
			case !slices.Contains(ours, s.Key):
				taken = append(taken, s)
			}
		}
	}
	slices.SortStableFunc(taken, func(a, b Taken) int { return a.Start.Compare(b.Start) })
	return taken, unknown
}

// ownSpans are the times at which the rep's calendar shows this very meeting and the preparation for it.
func (t *turn) ownSpans(id PersonID, readAt time.Time) []calendar.Span {
	if !t.holds(id) {
		return nil
	}
	var prep time.Duration
	if b := t.h.Block; b != nil && b.Rep == id {
		prep = t.policy.Prep
	}
	own := []calendar.Span{{Start: t.h.Start.Add(-prep), End: t.h.End}}
	if t.h.watches(id) {
		own = append(own, t.h.Own.Span)
	}
	if !t.h.Moved.IsZero() && readAt.Before(t.h.Moved.Add(settling)) {
		own = append(own, calendar.Span{Start: t.h.Was.Start.Add(-prep), End: t.h.Was.End})
	}
	return own
}

// holds says whether the person has this handoff's event, or one of his own for it.
func (t *turn) holds(id PersonID) bool {
	return t.h.watches(id) || slices.ContainsFunc(t.h.Guests, func(g Guest) bool { return g.Person == id && g.Live })
}

// without is what is left of a stretch outside the spans.
func without(s Taken, spans []calendar.Span) []Taken {
	left := []Taken{s}
	for _, o := range spans {
		var next []Taken
		for _, l := range left {
			if !l.Overlaps(o) {
				next = append(next, l)
				continue
			}
			before, after := l, l
			before.End, after.Start = o.Start, o.End
			if before.Start.Before(before.End) {
				next = append(next, before)
			}
			if after.Start.Before(after.End) {
				next = append(next, after)
			}
		}
		left = next
	}
	return left
}
