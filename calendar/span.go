package calendar

import (
	"slices"
	"time"
)

// Span is a half-open stretch of time: Start belongs to it, End does not.
type Span struct {
	Start time.Time
	End   time.Time
}

// Overlaps reports whether the two spans share an instant. Spans that only touch do not.
func (s Span) Overlaps(o Span) bool {
	return s.Start.Before(o.End) && o.Start.Before(s.End)
}

// Merge returns the spans in order, with those that overlap or touch joined and empty ones left out.
// It works in place: the given slice must not be used afterwards.
func Merge(spans []Span) []Span {
	spans = slices.DeleteFunc(spans, func(s Span) bool { return !s.Start.Before(s.End) })
	slices.SortFunc(spans, func(a, b Span) int { return a.Start.Compare(b.Start) })
	out := spans[:0]
	for _, s := range spans {
		last := len(out) - 1
		switch {
		case last < 0 || out[last].End.Before(s.Start):
			out = append(out, s)
		case out[last].End.Before(s.End):
			out[last].End = s.End
		}
	}
	return out
}

// LeastAway is how long an entry with times is at least that is an absence: half a day, no visit to the dentist.
const LeastAway = 2 * time.Hour

// Absence says whether an entry that its owner has marked as out of office is an absence, and not just a busy time.
func (s Span) Absence(allDay bool) bool { return allDay || s.End.Sub(s.Start) >= LeastAway }
