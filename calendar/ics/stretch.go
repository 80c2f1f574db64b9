package ics

import (
	"cmp"
	"slices"

	"handoffd/calendar"
)

// stretch is a span in Unix seconds, which takes a third of the room and is sorted faster.
type stretch struct {
	start, end int64
}

// merge puts stretches in order and joins those that overlap or touch, in place.
func merge(list []stretch) []stretch {
	slices.SortFunc(list, func(a, b stretch) int { return cmp.Compare(a.start, b.start) })
	out := list[:0]
	for _, s := range list {
		last := len(out) - 1
		switch {
		case last < 0 || out[last].end < s.start:
			out = append(out, s)
		case out[last].end < s.end:
			out[last].end = s.end
		}
	}
	return out
}

// spansOf merges stretches and gives them as spans in UTC. The list must not be used afterwards.
func spansOf(list []stretch) []calendar.Span {
	if len(list) == 0 {
		return nil
	}
	list = merge(list)
	spans := make([]calendar.Span, len(list))
	for i, s := range list {
		spans[i] = calendar.Span{Start: instantTime(s.start), End: instantTime(s.end)}
	}
	return spans
}
