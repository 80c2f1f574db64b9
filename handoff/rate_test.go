package handoff

import (
	"testing"
	"time"
)

func TestMayAnswer(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name string
		nth  time.Time
		ok   bool
		from time.Time
	}{
		{"fewer", time.Time{}, true, at},
		{"all at once", at, false, at.Add(time.Hour)},
		{"within the hour", at.Add(-59 * time.Minute), false, at.Add(time.Minute)},
		{"an hour ago", at.Add(-time.Hour), true, at},
		{"later ones", at.Add(time.Minute), false, at.Add(61 * time.Minute)},
	} {
		if ok, from := MayAnswer(c.nth, at); ok != c.ok || !from.Equal(c.from) {
			t.Errorf("%s: %v from %s", c.name, ok, from)
		}
	}
}
