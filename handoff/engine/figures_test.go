package engine

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestFiguresOfTheWeek: on Monday everybody reads in one mail what the week before came to, once, also if the service
// starts anew in between; who wants no more of it says so. What is said later of a meeting that was reported is told in
// the next; where the service was down on that day, it is caught up.
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
		quinn: {"Your leads", "Leads offered: 1"}, rita: {"Answered in time: 1 of 1"}, mara: {"Team", "1 of 1 offer was answered in time."},
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
	for _, part := range []string{"Content-Type: image/png", "Content-Id: <meetings.2026-11-23@week>",
		`filename="week-2026-11-23.csv"`, "List-Unsubscribe: <mailto:" + handoffAddress +
			"?subject=stop%20report>"} {
		if !strings.Contains(o.raw(mara), part) {
			t.Errorf("no %s in the mail to the manager", part)
		}
	}
	for _, user := range []string{quinn, rita} { // who read of their own leads as well
		if !strings.Contains(o.raw(user), "?subject=stop%20report>") {
			t.Errorf("to %s: the header stops something else", user)
		}
	}
	if before != 0 {
		t.Errorf("%d mails of the week before Monday", before)
	}
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "[" + string(o.one().ID) + "]", Text: "held"})
	until(monday(1).Add(5 * time.Hour))
	if got := o.weeklies(mara); len(got) != 2 || !strings.Contains(got[1].Body, "Changed since the last report: "+
		string(o.one().ID)+" of Fri 27 Nov: held, before: nobody has said.") {
		t.Errorf("%d mails of the week to the manager, the last:\n%s", len(got), got[len(got)-1].Body)
	}
	before = len(o.weeklies(rita))
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: handoff.StopReport, Text: "stop report"})
	o.settle(time.Minute)
	if got := o.last(rita).Body; !strings.Contains(got, "no more figures") {
		t.Errorf("stopped: %s", got)
	}
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "[" + string(o.one().ID) + "]", Text: "no-show"})
	o.settle(time.Minute)
	o.settle(monday(2).Add(55 * time.Hour).Sub(o.now))
	o.restart(nil) // it was down from Monday to Wednesday
	until(monday(2).Add(77 * time.Hour))
	if n := len(o.weeklies(rita)); n != before {
		t.Errorf("%d mails of the week to the rep, who wants no more", n)
	}
	got := o.weeklies(mara)
	if last := got[len(got)-1]; len(got) != 3 || last.Date.Weekday() != time.Thursday ||
		!strings.Contains(last.Body, "of Fri 27 Nov: the guest did not come, before: held.") {
		t.Errorf("%d mails of the week to the manager, caught up with\n%s", len(got), last.Body)
	}
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: handoff.StartReport, Text: "start report"})
	o.settle(time.Minute)
	if got := o.last(rita).Body; !strings.Contains(got, "You read figures in the mails of the week again.") {
		t.Errorf("started again: %s", got)
	}
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead",
		Text: strings.Replace(goodBrief, "Wednesday 25 November", "Monday 21 December", 1)})
	o.settle(0)
	o.settle(3 * time.Minute)
	for _, words := range []string{"accept", "replied"} {
		o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "[" + string(o.all()[0].ID) + "]", Text: words})
	}
	until(monday(3).Add(5 * time.Hour))
	if got := o.weeklies(rita); len(got) != before+1 || !strings.Contains(got[len(got)-1].Body, "Answered in time") {
		t.Errorf("%d mails of the week to the rep, who wants the figures again, the last:\n%s", len(got)-before,
			got[len(got)-1].Body)
	}
}
