package main

import (
	"regexp"
	"testing"
	"time"
)

// TestFlowOneDeadlineInAllMails: the receipt names the same end of the window as the invitation that follows it, and
// the record has that.
func TestFlowOneDeadlineInAllMails(t *testing.T) {
	f := newFlow(t)
	rep := f.offered()
	h := f.lead()
	due := h.Current().Due
	promise := func(who, subject string, zone *time.Location) {
		t.Helper()
		m := f.mail(who, subject)
		if subject == "" {
			m = f.invitation(who)
		}
		got := regexp.MustCompile(`(?:until|by) (\d\d:\d\d) (today|tomorrow|on \w+)`).FindStringSubmatch(m.Body)
		if got == nil || got[1] != due.In(zone).Format("15:04") {
			t.Errorf("%s reads %q, recorded is %s\n%s", who, got, due.In(zone), m.Body)
		}
	}
	promise("quinn", "Offered", f.config.Person(h.Qualifier).Location())
	promise(rep, "", f.config.Person(h.Rep()).Location())
	if now := f.clock.Now(); !due.Equal(due.Truncate(time.Minute)) || !due.After(now) {
		t.Errorf("the window closes %s, now is %s", due, now)
	}
}
