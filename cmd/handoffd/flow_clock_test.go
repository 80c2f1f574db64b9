package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// TestFlowFridayEveningForMondayMorning: nobody works before somebody must have accepted. The rep is asked, nobody is
// reminded, the qualifier reads at once which start would leave time, nobody is written to in the night, and the manager
// decides on Monday morning, before the prospect would be waiting; the turn costs nothing.
func TestFlowFridayEveningForMondayMorning(t *testing.T) {
	f := newFlow(t) // all of them in Berlin, Mon–Fri 9–17
	f.until("Fri 17:30")
	f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
		Text: "Contact: Pat Kim <" + f.address("pat") + ">\nCompany: Globex\nWhen: 2026-11-30 09:30\nNeed: quotes\nPain: " +
			"lost deals\n" +
			"Timeframe: this quarter\n"})
	f.pass(10 * time.Minute)
	h := f.lead()
	rep := string(h.Rep())
	if h.State != handoff.Offered || h.Current() == nil || h.Current().TimeFrom.IsZero() {
		t.Fatalf("%s with %s: %s", h.State, rep, h.Why)
	}
	f.came("quinn: Offered", rep+": Introduction", rep+": REQUEST", "pat: Introduction", "pat: REQUEST")
	receipt := f.mail("quinn", "Offered").Text
	for _, want := range []string{"does not work before Mon 30 Nov, 07:30 CET", "A start from Mon 30 Nov, 13:00 CET"} {
		if !strings.Contains(receipt, want) {
			t.Errorf("the receipt lacks %q:\n%s", want, receipt)
		}
	}
	f.until("Mon 08:55")
	f.expect()
	f.until("Mon 09:05")
	f.expect("mara: ")
	h = f.lead()
	if h.State != handoff.Escalated || h.Assignments[0].End != handoff.EndNoTime {
		t.Errorf("%s: %+v", h.State, h.Assignments[0])
	}
	for _, who := range f.watching {
		for _, m := range f.mails(who) {
			t.Logf("%s %s: %s", m.Date.In(f.clock.Now().Location()).Format("Mon 15:04"), who,
				flowMark.ReplaceAllString(m.Subject, ""))
		}
	}
}
