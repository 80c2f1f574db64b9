package ics

import (
	"fmt"
	"slices"
	"strings"

	"github.com/emersion/go-ical"
)

// diagnosis collects what was found wrong, each thing once and not without end.
type diagnosis []string

func (w *diagnosis) add(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if len(*w) < maxWarnings && !slices.Contains(*w, text) {
		*w = append(*w, text)
	}
}

// parse reads the calendars in data, at most limit bytes, with the properties that are known. Components that stand
// outside any VCALENDAR are put in one, the last. Nothing read at all is ErrUnreadable.
func parse(data []byte, limit int, known map[string]bool, warn *diagnosis) ([]*ical.Calendar, error) {
	if len(data) > limit {
		return nil, fmt.Errorf("reading calendar of %d bytes, limit %d: %w", len(data), limit, ErrUnreadable)
	}
	text, count := guardText(string(data), known, warn)
	if count == 0 {
		return nil, fmt.Errorf("reading calendar of %d bytes: no VCALENDAR: %w", len(data), ErrUnreadable)
	}
	return decodeCalendars(text, count)
}

// decodeCalendars gives guarded text to go-ical. The guard lets nothing through on which it fails; should it fail
// nevertheless, that is an unreadable calendar and no panic, and never a calendar with less in it.
func decodeCalendars(text string, count int) (calendars []*ical.Calendar, err error) {
	defer func() {
		if r := recover(); r != nil {
			calendars, err = nil, fmt.Errorf("reading calendar: %v: %w", r, ErrUnreadable)
		}
	}()
	decoder := ical.NewDecoder(strings.NewReader(text))
	for range count {
		c, err := decoder.Decode()
		if err != nil {
			return nil, fmt.Errorf("reading calendar: %w: %w", err, ErrUnreadable)
		}
		calendars = append(calendars, c)
	}
	return calendars, nil
}

// whole reports whether the END of the component was read, and nothing that matters in it was left out.
func whole(c *ical.Component) bool { return c.Props.Get(propDamaged) == nil }

// value gives the trimmed raw value of the first property of that name.
func value(c *ical.Component, name string) string {
	if p := c.Props.Get(name); p != nil {
		return strings.TrimSpace(p.Value)
	}
	return ""
}

// param gives the first value of the named parameter.
func param(p *ical.Prop, name string) string { return decodeParam(p.Params.Get(name)) }
