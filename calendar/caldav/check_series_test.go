package caldav

import (
	"testing"

	"handoffd/calendar"
	"handoffd/calendar/calendartest"
)

// TestFlow31CheckTriesASeries: check writes a weekly event, says how the server looks for its second week, and leaves
// nothing behind.
func TestFlow31CheckTriesASeries(t *testing.T) {
	const what = "find the second week of a weekly event"
	tried := func(t *testing.T, c *Calendar) (f calendar.Finding, there bool) {
		t.Helper()
		for _, f = range c.Check(t.Context(), nil) {
			if f.What == what {
				return f, true
			}
		}
		return calendar.Finding{}, false
	}
	for name, want := range map[string]struct {
		habit           func(*fake)
		there, optional bool
		wrong           bool
	}{
		"finds it":        {func(*fake) {}, true, false, false},
		"at its start":    {func(f *fake) { f.narrow = true }, true, true, true},
		"has no filters":  {func(f *fake) { f.narrow, f.filters = true, 403 }, true, true, true},
		"finds it nohow":  {func(f *fake) { f.narrow, f.blind = true, true }, true, false, true},
		"takes no events": {func(f *fake) { f.readOnly = true }, false, false, false},
	} {
		f := newFake()
		want.habit(f)
		c := open(t, Options{URL: serve(t, f) + "/dav/home/rita/", Username: "handoff", Password: password})
		got, there := tried(t, c)
		if there != want.there || got.Optional != want.optional || (got.Err != nil) != want.wrong {
			t.Errorf("%s: %v %+v", name, there, got)
		}
		if len(f.items) != 0 {
			t.Errorf("%s: it left %v", name, f.items)
		}
	}
	for name, start := range calendartest.Servers() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t)
			s.MakeCalendar(t, "rita", "work")
			c := open(t, Options{URL: s.URL + s.Path("rita", "work"), Username: "rita", Password: password})
			got, there := tried(t, c)
			if !there || got.Err != nil && !got.Optional || got.Optional != (name == "Xandikos") {
				t.Errorf("%v %+v", there, got)
			}
			if left := s.Objects(t, s.Path("rita", "work")); len(left) != 0 {
				t.Errorf("it left %q", left)
			}
		})
	}
}
