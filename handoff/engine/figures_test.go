package engine

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestFiguresOfTheWeek: on Monday everybody reads in one mail what the week before came to, once, also if the service
// starts anew in between; who wants no more of it says so.
func TestFiguresOfTheWeek(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.c.WeeklyFigures = true
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead",
		Text: strings.Replace(goodBrief, "Wednesday 25", "Friday 27", 1)})
	o.settle(0)
	o.settle(3 * time.Minute)
	for _, words := range []string{"accept", "replied"} {
		o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "[" + string(o.one().ID) + "]", Text: words})
	}
	o.settle(0)
	monday := func(n int) time.Time {
		return time.Date(2026, 11, 30+7*n, 7, 30, 0, 0, handoff.Location("Europe/Berlin"))
	}
	until := func(at time.Time) {
		for o.now.Before(at) {
			o.settle(min(at.Sub(o.now), 30*time.Minute))
		}
	}
	until(monday(0).Add(-time.Hour))
	before := len(o.weeklies(quinn)) + len(o.weeklies(rita)) + len(o.weeklies(mara))
	until(monday(0).Add(time.Hour))
	for range 2 { // twice within the hour in which the parts are written
		o.restart(nil)
		o.settle(10 * time.Minute)
	}
	until(monday(0).Add(5 * time.Hour))
	for user, want := range map[string][]string{
		quinn: {"Your leads", "Leads offered: 1"}, rita: {"Answered in time: 1 of 1"}, mara: {"Team", "1 of 1 offers were answered in time."},
	} {
		got := o.weeklies(user)
		if len(got) != 1 {
			t.Errorf("%d mails of the week to %s", len(got), user)
			continue
		}
		for _, w := range want {
			if !strings.Contains(got[0].Body, w) {
				t.Errorf("to %s: no %q in\n%s", user, w, got[0].Body)
			}
		}
	}
	if before != 0 {
		t.Errorf("%d mails of the week before Monday", before)
	}
	o.send(mara, mail.Draft{To: to(handoffAddress), Subject: handoff.StopReport, Text: "stop report"})
	o.settle(time.Minute)
	if got := o.last(mara).Body; !strings.Contains(got, "no more figures") {
		t.Errorf("stopped: %s", got)
	}
	until(monday(1).Add(5 * time.Hour))
	for _, m := range o.weeklies(mara)[1:] {
		if strings.Contains(m.Body, "Last week in figures") {
			t.Errorf("the manager, who wants no more, reads\n%s", m.Body)
		}
	}
}
