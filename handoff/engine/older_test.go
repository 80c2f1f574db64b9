package engine

import (
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail"
)

// older is an office that takes over the database of an older installation, with one lead offered to Rita; she and Pat
// hold the same event.
func older(t *testing.T) *office {
	dump, err := os.ReadFile("testdata/older/offered-6.sql")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "older.db")
	db, err := sql.Open("sqlite3", path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec(string(dump)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	o := newOffice(t)
	o.server.AddUser(ben, "pw")
	o.c.People["ben"] = handoff.Person{ID: "ben", Name: "Ben Ortiz", Emails: []string{ben}, Zone: "Europe/Berlin",
		Hours: handoff.OfficeHours(9, 17),
		Link:  "https://meet.acme.example/ben"}
	o.c.Teams[0].Reps = []handoff.PersonID{"rita", "ben"}
	o.c.Teams[0].Policy.Require = []handoff.Requirement{handoff.RequireAccept}
	// lies there; the older one has read it
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: goodBrief})
	o.start(path, nil)
	if h := o.one(); h.State != handoff.Offered || h.Rep() != "rita" || h.Current().UID != "" {
		t.Fatalf("%s with %s under %q", h.State, h.Rep(), h.Current().UID)
	}
	o.settle(time.Hour)
	return o
}

// says is an answer to an event by its UID.
func (o *office) says(from, uid, attendee string, s calendar.PartStat) {
	o.t.Helper()
	o.n++
	h := o.one()
	o.post(from, handoffAddress, fmt.Appendf(nil, "From: %s\r\nTo: %s\r\nSubject: Answer\r\nMessage-ID: "+
		"<older%d@acme.example>\r\nMIME-Version: 1.0\r\n"+
		"Content-Type: text/calendar; method=REPLY\r\n\r\nBEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:%s\r\nSEQUENCE:%d\r\nDTSTAMP:%s\r\n"+
		"ATTENDEE;PARTSTAT=%s:mailto:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		from, handoffAddress, o.n, uid, h.Sequence, o.now.UTC().Format("20060102T150405Z"), s, attendee))
	o.settle(time.Minute)
}

// TestAnOlderInstallationGoesOn upgrades a database that holds an open lead with one event for all, and lives on with
// it: the shared UID finds it, an answer of the prospect in the rep's name counts for nobody, the rep's own does; a
// swap gives the next rep an event of his own, and what was said under the shared one stays the prospect's.
func TestAnOlderInstallationGoesOn(t *testing.T) {
	t.Parallel()
	o := older(t)
	shared := o.one().UID
	o.says(pat, shared, rita, calendar.Accepted)
	if h := o.one(); h.State != handoff.Offered || len(h.Current().Evidence) != 0 {
		t.Fatalf("the prospect accepted for the rep: %s", o.outcome())
	}
	o.says(pat, shared, pat, calendar.Accepted)
	o.says(rita, shared, rita, calendar.Accepted)
	if h := o.one(); h.State != handoff.Accepted {
		t.Fatalf("the rep accepted: %s", o.outcome())
	}
	o.says(rita, shared, rita, calendar.Declined)
	o.settle(3 * time.Minute)
	h := o.one()
	if h.Rep() != "ben" || h.UID != shared || h.Current().UID == "" || h.Current().UID == shared {
		t.Fatalf("after the swap: %s under %q", o.outcome(), h.Current().UID)
	}
	if c := o.last(rita); c.Kind != mail.KindCalendarCancel || len(c.Calendars) == 0 {
		t.Errorf("the old rep gets %q", c.Subject)
	}
	o.says(rita, shared, ben, calendar.Accepted)
	o.says(rita, shared, rita, calendar.Accepted)
	if h = o.one(); h.Rep() != "ben" || len(h.Current().Evidence) != 0 {
		t.Fatalf("answers to the shared event count for the next rep: %s", o.outcome())
	}
	o.says(ben, h.Current().UID, ben, calendar.Accepted)
	h = o.one()
	for _, g := range h.Guests {
		if g.Person == "" && g.PartStat != calendar.Accepted {
			t.Errorf("the prospect's answer is now %s", g.PartStat)
		}
	}
	if h.State != handoff.Accepted {
		t.Errorf("the next rep's own answer: %s", o.outcome())
	}
}

// TestAnOlderInstallationMoves: at a move the rep is taken out of the shared event and gets one of his own.
func TestAnOlderInstallationMoves(t *testing.T) {
	t.Parallel()
	o := older(t)
	shared := o.one().UID
	for _, r := range o.outbox() {
		if r.Action.Purpose == handoff.PurposeReceipt {
			o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Re: Offered", InReplyTo: r.MessageID,
				Text: "move Thursday 26 November 2026 15:00"})
		}
	}
	o.settle(3 * time.Minute)
	h := o.one()
	if h.Revision != 1 || h.UID != shared || h.Current().UID == "" {
		t.Fatalf("moved: %s under %q: %v", o.outcome(), h.Current().UID, h.Why)
	}
	o.says(rita, shared, rita, calendar.Accepted)
	if h = o.one(); h.State != handoff.Offered {
		t.Fatalf("an answer to the shared event: %s", o.outcome())
	}
	o.says(rita, h.Current().UID, rita, calendar.Accepted)
	if h = o.one(); h.State != handoff.Accepted {
		t.Fatalf("an answer to his own: %s", o.outcome())
	}
}
