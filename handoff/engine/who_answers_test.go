package engine

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// answeredOffice is an office in which Rita's turn has ended and Ben's runs; both and Pat have had invitations. In an
// older installation all of them had the same one.
func answeredOffice(t *testing.T, older bool) *office {
	o := newOffice(t)
	o.server.AddUser(ben, "pw")
	o.c.People["ben"] = handoff.Person{ID: "ben", Name: "Ben Ortiz", Emails: []string{ben}, Zone: "Europe/Berlin",
		Hours: handoff.OfficeHours(9, 17),
		Link:  "https://meet.acme.example/ben"}
	o.c.Teams[0].Reps = []handoff.PersonID{"rita", "ben"}
	o.c.Teams[0].Policy.Require = []handoff.Requirement{handoff.RequireAccept}
	if older {
		o.c.Events = handoff.EventsHosted // until the invitations are out: one event for all
	}
	o.offered()
	o.send(rita, mail.Draft{To: to(o.latest(rita, "New lead").ReplyTo[0].Addr), Subject: "Re: lead", Text: "decline\n"})
	o.settle(3 * time.Minute)
	o.settle(3 * time.Minute)
	o.c.Events = handoff.EventsMailed
	if h := o.one(); h.State != handoff.Offered || h.Rep() != "ben" || h.Current().Opened.IsZero() ||
		(h.Current().UID == "") != older {
		t.Fatalf("%s with %s under %q: %v", h.State, h.Rep(), h.Current().UID, h.Why)
	}
	o.settle(time.Hour)
	return o
}

// whoAnswers is one line of the table: an answer in whose name, to whose event.
type whoAnswers struct {
	name, event string
	older       bool
	uid         func(h handoff.Handoff) string
	attendee    string
	senders     []string
}

func uidOfPat(h handoff.Handoff) string  { return h.UID }
func uidOfBen(h handoff.Handoff) string  { return h.Current().UID }
func uidOfRita(h handoff.Handoff) string { return h.Assignments[0].UID }

const (
	cloud    = "someone@icloud.com"
	stranger = "x@evil.example"
	lee      = "lee@globex.example" // of the prospect's company
	asked    = mara + ", SENT-BY"   // a colleague, named as the one who acts
)

var answerTable = []whoAnswers{
	{"Ben (the rep)", "his own", false, uidOfBen, ben, []string{ben, cloud, asked, mara, pat, lee, stranger}},
	{"Ben (the rep)", "Pat's", false, uidOfPat, ben, []string{ben, cloud, asked, mara, pat, lee, stranger}},
	{"Ben (the rep)", "Rita's, ended", false, uidOfRita, ben, []string{ben, rita, cloud, pat}},
	{"Ben (the rep)", "the one of all (older)", true, uidOfPat, ben,
		[]string{ben, cloud, asked, mara, pat, lee, stranger}},
	{"Rita (her turn has ended)", "her own, ended", false, uidOfRita, rita, []string{rita, cloud, pat}},
	{"Rita (her turn has ended)", "Ben's", false, uidOfBen, rita, []string{rita, cloud}},
	{"Pat (the prospect)", "Pat's", false, uidOfPat, pat, []string{pat, cloud, lee, ben, mara, asked, stranger}},
	{"Pat (the prospect)", "Ben's", false, uidOfBen, pat, []string{pat, cloud, ben, stranger}},
	{"Pat (the prospect)", "the one of all (older)", true, uidOfPat, pat, []string{pat, cloud, lee, ben, stranger}},
	{"info@globex (not invited)", "Pat's", false, uidOfPat, "info@globex.example",
		[]string{"info@globex.example", lee, stranger}},
	{"home@icloud (not invited)", "Ben's", false, uidOfBen, "home@icloud.com", []string{"home@icloud.com", pat, stranger}},
}

var answerMethods = []string{"ACCEPTED", "DECLINED", "TENTATIVE", "COUNTER"}

// TestWhoAnswers holds whose calendar answer counts for whom: sender × proof × whose event × method × old installation.
// The table is kept in testdata/who_answers.md; -v prints it.
func TestWhoAnswers(t *testing.T) {
	t.Parallel()
	offices := map[bool]*office{false: answeredOffice(t, false), true: answeredOffice(t, true)}
	var b strings.Builder
	fmt.Fprintf(&b, "# Whose calendar answer counts for whom\n\n`go test ./handoff/engine -run TestWhoAnswers -update` "+
		"writes it anew. "+
		"Not proved: nothing says who sent it.\n\n| in the name of | to the event | sent by | proof | %s |\n|---|---|---|"+
		"---|%s\n",
		strings.Join(answerMethods, " | "), strings.Repeat("---|", len(answerMethods)))
	for _, row := range answerTable {
		type line struct{ proofs, cells string }
		var order []line
		by := map[line][]string{}
		for _, sender := range row.senders {
			cells := map[string]string{}
			var each []string
			for _, proof := range []string{"pass", "none", "fail"} {
				var all []string
				for _, method := range answerMethods {
					all = append(all, answerCell(t, offices[row.older], row, sender, proof, method))
				}
				text := strings.Join(all, " | ")
				if cells[text] == "" {
					each = append(each, text)
				} else {
					cells[text] += ", "
				}
				cells[text] += map[string]string{"pass": "proved", "none": "not proved", "fail": "failed"}[proof]
			}
			for _, text := range each {
				l := line{strings.Replace(cells[text], "proved, not proved, failed", "any", 1), text}
				if by[l] == nil {
					order = append(order, l)
				}
				by[l] = append(by[l], sender)
			}
		}
		for _, l := range order {
			fmt.Fprintf(&b, "| %s | %s | %s | %s | %s |\n", row.name, row.event, strings.Join(by[l], "; "), l.proofs, l.cells)
		}
	}
	got := b.String()
	t.Log("\n" + got)
	const golden = "testdata/who_answers.md"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("answers count for others than before (-want +got):\n%s", diff)
	}
}

// answerCell is what comes of one mail, in words. The office is left as it was.
func answerCell(t *testing.T, o *office, row whoAnswers, sender, proof, method string) (cell string) {
	t.Helper()
	from, sentBy, _ := strings.Cut(sender, ",")
	if sentBy != "" {
		sentBy = `;SENT-BY="mailto:` + from + `"`
	}
	before := o.one()
	kind, partstat, when := "REPLY", method, before.Start
	if method == "COUNTER" {
		kind, partstat, when = "COUNTER", "TENTATIVE", before.Start.Add(24*time.Hour)
	}
	stamp := func(at time.Time) string { return at.UTC().Format("20060102T150405Z") }
	event := fmt.Sprintf("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:%s\r\nBEGIN:VEVENT\r\nUID:%s\r\nDTSTAMP:%s\r\nDTSTART:%s\r\nDTEND:%s\r\nSEQUENCE:%d\r\n"+
		"ORGANIZER:mailto:%s\r\nATTENDEE;PARTSTAT=%s%s:mailto:%s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", kind, row.uid(before),
		stamp(o.now), stamp(when),
		stamp(when.Add(30*time.Minute)), before.Sequence, handoffAddress, partstat, sentBy, row.attendee)
	_, domain, _ := strings.Cut(from, "@")
	results := ""
	if proof != "none" {
		results = "Authentication-Results: mx.acme.example; dmarc=" + proof + " header.from=" + domain + "\r\n"
	}
	raw := results + "From: " + from + "\r\nTo: " + handoffAddress + "\r\nSubject: Answer\r\nMessage-ID: <answer@" + domain + ">\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: text/calendar; method=" + kind + "\r\n\r\n" + event
	err := o.store.Update(t.Context(), func(tx *store.Tx) error {
		old, err := tx.Outbox(before.ID)
		if err != nil {
			return err
		}
		in := &store.InMail{Source: "inbox", Ref: "1:9999", Arrived: o.now, Raw: []byte(raw)}
		u := intake.Understand(in.Raw, mail.Trust{AuthservID: "mx.acme.example"}, o.now, time.UTC)
		if _, err := o.e.desk.Take(tx, handoffAddress, in, u); err != nil {
			return err
		}
		after, err := tx.Handoff(before.ID)
		if err != nil {
			return err
		}
		now, err := tx.Outbox(before.ID)
		if err != nil {
			return err
		}
		cell = row.outcome(t, before, after, in.Verdict, now[len(old):], method)
		return errUndo
	})
	if !errors.Is(err, errUndo) {
		t.Fatal(err)
	}
	return cell
}

// outcome says what came of an answer, and fails where it counted for somebody whose event it was not.
func (row whoAnswers) outcome(t *testing.T, before, after handoff.Handoff, verdict string, out []store.Row,
	method string) string {
	t.Helper()
	credited := ""
	for i, g := range before.Guests {
		if a := after.Guests[i]; a.PartStat != g.PartStat {
			credited = "counts"
			if a.Weak {
				credited = "counts, weakly"
			}
			if !strings.EqualFold(g.Address, row.attendee) || before.Events().Of(g) != row.uid(before) {
				t.Errorf("%s to %s, %s: it changed what %s has answered under %s", row.name, row.event, method, g.Address,
					before.Events().Of(g))
			}
		}
	}
	if credited == "" && method != "COUNTER" && after.State != before.State {
		t.Errorf("%s to %s, %s: %s without counting for anybody", row.name, row.event, method, after.State)
	}
	if method == "COUNTER" && after.Moving != nil {
		credited = "proposed by the " + string(after.Moving.By)
		if after.Moving.Loose {
			credited += ", loosely"
		}
	}
	if !after.Start.Equal(before.Start) {
		credited = "moved at once"
	}
	var told []string
	for _, r := range out {
		switch a := r.Action; {
		case a.Purpose == handoff.PurposeConfirm:
			told = append(told, a.To.String()+" is asked whether the mail is theirs")
		case a.Purpose == handoff.PurposeQuestion:
			told = append(told, a.To.String()+" is asked ("+string(a.Step)+")")
		case a.Step == "sent-from" || a.Step == "not-credited" || a.Step == "late":
			told = append(told, a.To.String()+" is told ("+string(a.Step)+")")
		}
	}
	switch {
	case credited == "" && verdict == handoff.MailHeld:
		credited = "held"
	case credited == "" && len(told) == 0:
		credited = "for nobody: " + after.Why.String()
		if verdict == handoff.MailTaken {
			credited = "for nobody, noted"
		}
	case credited == "":
		credited = "for nobody"
	}
	return strings.Join(append([]string{credited}, told...), "; ")
}
