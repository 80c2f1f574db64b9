package main

import (
	"testing"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/cmd/handoffd/demo"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/handoff/view"
	"handoffd/templates"
)

// TestMailThatFails: what keeps a mail from going out is told in our words and in the zone of the page, with what the
// server said in them; of one that is out, what failed before is not told any more.
func TestMailThatFails(t *testing.T) {
	conf, err := config.Parse("config.toml", []byte(demo.Config))
	if err != nil {
		t.Fatal(err)
	}
	set, err := templates.LoadReasons("")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	const said = "smtp rcpt:\r\n 450 4.2.0 try again"
	for _, tt := range []struct {
		row  store.Row
		want string
	}{
		{store.Row{State: store.RowPending, NotBefore: now.Add(time.Hour), Error: said},
			`not out yet: tried again on Mon 23 Nov, 11:00 CET; the last try met "smtp rcpt: 450 4.2.0 try again"`},
		{store.Row{State: store.RowPending, NotBefore: now, Error: said},
			`not out yet: tried again now; the last try met "smtp rcpt: 450 4.2.0 try again"`},
		{store.Row{State: store.RowFailed, NotBefore: now.Add(time.Hour), Error: said},
			`given up, and not tried again: the last try met "smtp rcpt: 450 4.2.0 try again"`},
		{store.Row{State: store.RowSent, Error: said}, "the brief is complete"},
		{store.Row{State: store.RowPending}, "the brief is complete"},
	} {
		tt.row.Action.Why = handoff.Because("complete")
		if got := sentOf(tt.row, view.Erasure{}, conf.Domain, set, now); got.Why != tt.want {
			t.Errorf("%+v: %q, want %q", tt.row, got.Why, tt.want)
		}
	}
}
