package engine

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
)

// TestChangedRulesAreToldInTheNextToday: whose page of the playbook says something else than it did when they last heard
// of it reads that above the lines of the next Today, once, also if the config changed twice meanwhile; nobody else does,
// and nobody at first.
func TestChangedRulesAreToldInTheNextToday(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	at := func(day, hour, minute int) {
		o.t.Helper()
		o.settle(time.Date(2026, 11, day, hour, minute, 0, 0, handoff.Location("Europe/Berlin")).Sub(o.now))
	}
	told := func(user string) (n int, text string) {
		for _, m := range o.box(user) {
			if strings.Contains(m.Text, "Rules that have changed") {
				n, text = n+1, m.Text
			}
		}
		return n, text
	}
	morning := func(day int) {
		for _, hour := range []int{8, 9, 10} { // London is an hour later
			at(day, hour, 30)
		}
	}
	morning(24)
	if n, text := told(rita); n > 0 {
		t.Fatalf("rules are told that did not change:\n%s", text)
	}
	for i, window := range []time.Duration{5 * time.Hour, 3 * time.Hour} {
		o.reload(o.changed([]string{"c1", "c2"}[i], func(c *handoff.Config) { c.Teams[0].Policy.Window = window }))
	}
	before := len(o.box(rita))
	at(24, 12, 0)
	if len(o.box(rita)) != before {
		t.Error("it does not wait for Today")
	}
	morning(25)
	n, text := told(rita)
	if n != 1 || !strings.Contains(text, "3 hours") || !strings.Contains(text, "8 hours") ||
		strings.Contains(text, "5 hours") {
		t.Fatalf("told %d times:\n%s", n, text)
	}
	o.reload(o.changed("c3", func(c *handoff.Config) { c.Held.Megabytes = 20 }))
	morning(26)
	if n, text := told(rita); n != 1 {
		t.Errorf("told %d times:\n%s", n, text)
	}
}
