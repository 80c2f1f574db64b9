package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/handoff/view"
	"handoffd/mail"
)

const (
	answersUID = "aebagbafaydqqcikbmga2dqpca@handoffd" // of the invitation that testdata/answers answers
	privately  = "rita@home.example"
)

// answering is an office in which Rita has an invitation with the UID of testdata/answers, for which her accept is all
// that is required.
func answering(t *testing.T) *office {
	o := newOffice(t)
	for _, a := range []string{ben, privately} {
		o.server.AddUser(a, "pw")
	}
	o.c.People["ben"] = handoff.Person{ID: "ben", Name: "Ben Ortiz", Emails: []string{ben}, Zone: "Europe/Berlin",
		Hours: handoff.OfficeHours(9, 17), Link: "https://meet.acme.example/ben"}
	p := o.c.People["rita"]
	p.Emails = append(slices.Clone(p.Emails), "rita.vance@acme.example")
	o.c.People["rita"] = p
	o.c.Teams[0].Reps = []handoff.PersonID{"rita", "ben"}
	o.c.Teams[0].Policy.Require = []handoff.Requirement{handoff.RequireAccept}
	o.offered()
	h := o.one()
	h.Assignments[0].UID = answersUID
	for i := range h.Guests {
		if h.Guests[i].Person != "" {
			h.Guests[i].UID = answersUID
		}
	}
	h.Version++
	if err := o.store.Update(t.Context(), func(tx *store.Tx) error { return tx.Save(h) }); err != nil {
		t.Fatal(err)
	}
	return o
}

// outcome is what became of the handoff and of the last mail, in one line.
func (o *office) outcome() string {
	o.t.Helper()
	h := o.one()
	parts := []string{string(h.State), "with " + string(h.Rep())}
	if a := h.Current(); a != nil {
		if a.Soft {
			parts = append(parts, "soft")
		}
		for _, ev := range a.Evidence {
			parts = append(parts, strings.TrimSpace(fmt.Sprintf("%s %s %s", ev.Kind, ev.Strength,
				view.Why(builtIn().Reasons, o.c, ev.Note))))
		}
	}
	if h.Moving != nil {
		parts = append(parts, "proposed "+h.Moving.Start.UTC().Format("2 Jan 15:04"))
	}
	if h.Return != nil {
		parts = append(parts, strings.TrimSpace(string(h.Return.Code)+" "+strings.Join(h.Return.Criteria, " ")))
	}
	return strings.Join(parts, ", ")
}

// verdict is what the mail was taken for.
func (o *office) verdict(messageID string) string {
	o.t.Helper()
	var all []store.InMail
	err := o.store.View(o.t.Context(), func(tx *store.Tx) (err error) {
		all,
			err = tx.Mails(store.MailFilter{})
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	i := slices.IndexFunc(all, func(m store.InMail) bool { return m.MessageID == messageID })
	if i < 0 {
		return "not there"
	}
	return all[i].Verdict + ": " + view.Why(builtIn().Reasons, o.c, all[i].Why)
}

// TestAnswersOfClients sends the answers of many calendar programs, and of damaged ones, to an invitation, and compares
// what is understood and what becomes of the handoff with the golden table.
func TestAnswersOfClients(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/answers/*.eml")
	if err != nil || len(files) < 70 {
		t.Fatalf("%d mails, error %v", len(files), err)
	}
	lines := make([]string, len(files))
	t.Run("mails", func(t *testing.T) {
		for i, file := range files {
			raw, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			name := strings.TrimSuffix(filepath.Base(file), ".eml")
			t.Run(name, func(t *testing.T) { lines[i] = "| " + name + " | " + answerOutcome(t, raw) + " |" })
		}
	})
	got := "# What the answers in this folder are understood as, and what becomes of the handoff\n\n" +
		"`go test ./handoff/engine -run TestAnswersOfClients -update` writes it anew.\n\n" +
		"| mail | kind | answers | handoff | mail taken for |\n|---|---|---|---|---|\n" + strings.Join(lines, "\n") + "\n"
	const golden = "testdata/answers/outcomes.md"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("answers are understood in another way (-want +got):\n%s", diff)
	}
}

func answerOutcome(t *testing.T, raw []byte) string {
	o := answering(t)
	o.settle(time.Hour)
	m := mail.Read(raw)
	if len(raw) > 0 {
		o.post(m.From.Key(), handoffAddress, raw)
	}
	o.settle(time.Minute)
	u := intake.Understand(raw, mail.Trust{}, o.now, time.UTC)
	var answers []string
	for _, a := range u.Answers {
		if a.UID != answersUID && !strings.Contains(m.MessageID, "other_uid") {
			t.Errorf("UID %q", a.UID)
		}
		text := a.Attendee + " " + string(a.PartStat)
		if a.Method == "COUNTER" {
			text += " " + a.Start.Format("2 Jan 15:04")
		}
		answers = append(answers, text)
	}
	accepted := o.one().State == handoff.Accepted
	yes := slices.ContainsFunc(u.Answers, func(a calendar.Answer) bool {
		return a.Method == "REPLY" && a.PartStat == calendar.Accepted &&
			strings.HasPrefix(strings.ToLower(a.Attendee), "rita")
	})
	if accepted && !yes {
		t.Errorf("accepted without an answer of the rep that says so")
	}
	return fmt.Sprintf("%s | %s | %s | %s", m.Kind, strings.Join(answers, "; "), o.outcome(), o.verdict(m.MessageID))
}

// sequenced is an accept of Rita's with the SEQUENCE and DTSTAMP, as a calendar program without anything else writes
// it.
func sequenced(id string, sequence int, partstat calendar.PartStat, stamp time.Time) []byte {
	return fmt.Appendf(nil, "From: %s\r\nTo: %s\r\nSubject: Answer\r\nMessage-ID: <%s@acme.example>\r\nMIME-Version: "+
		"1.0\r\nContent-Type: text/calendar; method=REPLY\r\n\r\n"+
		"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:%s\r\nSEQUENCE:%d\r\nDTSTAMP:%s\r\nATTENDEE;"+
		"PARTSTAT=%s:mailto:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
		rita, handoffAddress, id, answersUID, sequence, stamp.UTC().Format("20060102T150405Z"), partstat, rita)
}

func TestOldAnswersReplaysAndDisorder(t *testing.T) {
	t.Parallel()
	o := answering(t)
	o.settle(time.Hour)
	yes := sequenced("yes", 0, calendar.Accepted, o.now)
	o.send(quinn, mail.Draft{To: o.last(quinn).ReplyTo, Subject: "Re: x", InReplyTo: o.last(quinn).MessageID,
		Text: "move Thursday 26 November 2026 15:00"})
	o.settle(time.Minute)
	if h := o.one(); h.Revision != 1 {
		t.Fatalf("not moved: %s", h.Why)
	}
	o.post(rita, handoffAddress, yes) // was under way to the old time
	o.settle(time.Minute)
	if h := o.one(); h.State != handoff.Offered || len(h.Current().Evidence) != 0 {
		t.Fatalf("an answer to the old time counted: %s", o.outcome())
	}
	sequence := o.one().Sequence
	o.post(rita, handoffAddress, sequenced("no", sequence, calendar.Declined, o.now.Add(-30*time.Second)))
	o.post(rita, handoffAddress, sequenced("yes2", sequence, calendar.Accepted, o.now))
	o.settle(time.Minute)
	if h := o.one(); h.Rep() != "ben" { // in order the decline has gone first: the lead has moved on
		t.Fatalf("after the decline: %s", o.outcome())
	}

	o = answering(t)
	o.settle(time.Hour)
	o.post(rita, handoffAddress, sequenced("yes", 0, calendar.Accepted, o.now))
	// written first, came in last
	o.post(rita, handoffAddress, sequenced("no", 0, calendar.Declined, o.now.Add(-30*time.Second)))
	o.settle(time.Minute)
	if h := o.one(); h.State != handoff.Accepted {
		t.Fatalf("in disorder: %s", o.outcome())
	}
	version := o.one().Version
	for range 3 {
		o.post(rita, handoffAddress, sequenced("yes", 0, calendar.Accepted, o.now))
	}
	o.settle(time.Minute)
	if h := o.one(); h.Version != version || len(h.Current().Evidence) != 1 {
		t.Fatalf("a replay made %d facts: %s", h.Version-version, o.outcome())
	}
}
