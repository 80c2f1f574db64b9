package sample

import (
	"time"

	"handoffd/handoff"
)

// troubles are one of each kind, as they are found.
func troubles(now time.Time) []handoff.TroubleState {
	limit := handoff.DefaultHeld.Bytes()
	v := handoff.Vitals{Zone: "Europe/Berlin",
		Reads: []handoff.VitalRead{{Source: handoff.Source{Name: "imap.acme.example/INBOX"}, Last: now.Add(-time.Hour)}},
		Diaries: []handoff.VitalDiary{{Person: "rita", Name: "feed", Tried: true, Fails: now.Add(-5 * time.Hour),
			Why: handoff.Because("unread/silent")}},
		Logins: []handoff.VitalLogin{
			{Name: "handoff@acme.example", Tried: true, Why: "oauth refresh: invalid_grant", Mend: "run `handoffd authorize`"},
			{Name: "calendar of handoff@acme.example", Tried: true, Ends: now.Add(24 * time.Hour)}},
		Outbox: &handoff.VitalOutbox{Ready: 3, Oldest: now.Add(-time.Hour)},
		Disk:   &handoff.VitalDisk{Folder: "/var/lib/handoffd", Free: 100 << 20, Size: 20 << 30},
		Clocks: []handoff.VitalClock{{Name: "imap.acme.example", Tried: true, Ahead: 7 * time.Minute}},
		Held:   &handoff.VitalHeld{Day: 80, Week: 14, Bytes: limit, Limit: limit},
		Backup: &handoff.VitalBackup{Place: "/var/backups/handoffd", Newest: now.Add(-50 * time.Hour), Most: 36 * time.Hour}}
	var out []handoff.TroubleState
	for _, f := range v.Findings(nil, now) {
		if f.Bad == handoff.Yes {
			out = append(out, handoff.TroubleState{Trouble: f.Trouble, From: now, Args: f.Args})
		}
	}
	return out
}
