package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// TestFlowAwayForHalfADay: a rep writes that they are away on Thursday afternoon, and who stands in. A lead for them that
// comes in then goes to that one; in the morning, and on the next day, it is theirs.
func TestFlowAwayForHalfADay(t *testing.T) {
	f := newFlow(t) // Monday 23 November 2026, Berlin, Mon–Fri 9–17
	rep := f.offered()
	f.reply(rep, f.invitation(rep), "away Thu afternoon, cover "+f.name(other(rep)))
	f.pass(5 * time.Minute)
	berlin := handoff.Location("Europe/Berlin")
	f.view(func(tx *store.Tx) error {
		away, err := tx.Away(handoff.PersonID(rep), f.clock.Now())
		want := calendar.Span{Start: time.Date(2026, 11, 26, 12, 0, 0, 0, berlin),
			End: time.Date(2026, 11, 27, 0, 0, 0, 0, berlin)}
		if len(away) != 1 || !away[0].Start.Equal(want.Start) || !away[0].End.Equal(want.End) {
			t.Errorf("away %v, want %v", away, want)
		}
		return err
	})
	if h := f.lead(); string(h.Rep()) != rep {
		t.Errorf("what is due before goes to %s: %s", h.Rep(), h.Why)
	}
	for i, row := range []struct{ at, with string }{
		{"Thu 10:00", rep}, {"Thu 12:30", other(rep)}, {"Fri 09:30", rep},
	} {
		f.until(row.at)
		hour := string(rune('0' + i))
		f.write("quinn", proved, mail.Draft{To: []mail.Address{{Addr: f.config.Address}}, Subject: "Lead",
			Text: "Contact: " + f.address("lee"+hour) + "\nCompany: Lee\nWhen: 2026-11-30 1" + hour + ":00\nNeed: quotes\n" +
				"Pain: lost deals\nTimeframe: this quarter\nRep: " + f.name(rep) + "\n"})
		f.pass(5 * time.Minute)
		all := f.leads()
		found := false
		for _, h := range all {
			if h.Prospect().Address == f.address("lee"+hour) {
				found = true
				if string(h.Rep()) != row.with {
					t.Errorf("%s: the lead is with %s, want %s: %s", row.at, h.Rep(), row.with, h.Why)
				}
			}
		}
		receipts := f.mails("quinn")
		says := receipts[len(receipts)-1].Text
		if covered := strings.Contains(says, "tands in for "+f.name(rep)); covered != (row.with != rep) {
			t.Errorf("%s: the receipt says who stands in: %v\n%s", row.at, covered, says)
		}
		if !found {
			t.Errorf("%s: no lead of %d", row.at, len(all))
		}
	}
}
