package main

import (
	"testing"
	"time"

	"handoffd/calendar"
)

// TestFlow44OneMailForOneMove: a change of the time, or a wish for one, is one mail to each who has a part in it.
func TestFlow44OneMailForOneMove(t *testing.T) {
	const move, time1 = "move Thu 3 Dec 2026 15:00", "REQUEST New time: Pat Kim and Acme, Thu 3 Dec 2026, 15:00 CET"
	asks := func(f *flow, rep string) {
		f.reply(rep, f.invitation(rep), move)
		f.settle()
	}
	for name, c := range map[string]struct {
		do              func(f *flow, rep string)
		rep, pat, quinn []string
	}{
		"the qualifier moves": {func(f *flow, _ string) { f.command("quinn", move) },
			[]string{time1}, []string{time1}, []string{"Noted"}},
		"the prospect counters": {func(f *flow, _ string) {
			f.itip("pat", proved, "COUNTER", f.invitation("pat"), f.address("pat"), func(e *calendar.Event) {
				e.Start, e.End = e.Start.Add(24*time.Hour), e.End.Add(24*time.Hour)
				e.Comment = "Friday is full"
			})
		}, []string{"Another time?"}, nil, nil},
		"the rep asks": {asks, []string{"Noted"}, []string{"Another time?"}, []string{"Another time asked for"}},
		"the prospect agrees": {func(f *flow, rep string) {
			asks(f, rep)
			f.news()
			all := f.mails("pat")
			f.reply("pat", all[len(all)-1], "yes")
		}, []string{time1}, []string{time1}, []string{"New time"}},
	} {
		t.Run(name, func(t *testing.T) {
			f := newFlow(t)
			rep := f.offered()
			f.news()
			c.do(f, rep)
			f.settle()
			f.pass(10 * time.Minute)
			f.heard(f.news(), map[string][]string{rep: c.rep, "pat": c.pat, "quinn": c.quinn})
		})
	}
}
