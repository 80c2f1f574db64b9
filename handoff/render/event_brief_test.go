package render

import (
	"strings"
	"testing"

	"handoffd/calendar/ics"
	"handoffd/handoff"
	"handoffd/mail"
)

// TestTheBriefStandsInTheRepsEventAlone: need, pain, solution and request, what is missing, and the deadline are in the
// rep's mail and event, confidentially; the prospect's mail and event, and the rep's in a calendar that is not to hold
// the brief, have none of it.
func TestTheBriefStandsInTheRepsEventAlone(t *testing.T) {
	internal := []string{"Faster quotes for spare parts", "Quotes take three days", "Spreadsheets", "50,000 EUR",
		"HO-7K3QX2"}
	for _, in := range []bool{true, false} {
		w := newTale(t, monday)
		w.own, w.c.Teams[0].Policy.BriefInCalendar = true, in
		w.offered()
		seen := 0
		for _, s := range w.sent {
			if s.a.Purpose != handoff.PurposeInvite {
				continue
			}
			seen++
			m := mail.Read(s.m.Raw)
			event, _, err := ics.Decode(m.Calendars[0].Data)
			if err != nil {
				t.Fatal(err)
			}
			e := event.Events[0]
			holds := in && s.a.To.Person == "rita"
			for _, words := range internal {
				if got := strings.Contains(m.Subject+m.Body, words); got != holds {
					t.Errorf("%t: the mail to %s says %q: %t", in, s.a.To, words, got)
				}
				if got := strings.Contains(e.Description, words); got != holds && words != "HO-7K3QX2" {
					t.Errorf("%t: the event of %s says %q: %t", in, s.a.To, words, got)
				}
			}
			if (e.Class == "CONFIDENTIAL") != holds || strings.Contains(e.Description, "by Mon 16 Nov, 17:00 EST") != holds {
				t.Errorf("%t: the event of %s has the class %q and says %q", in, s.a.To, e.Class, e.Description)
			}
		}
		if seen != 2 {
			t.Errorf("%d invitations", seen)
		}
	}
}
