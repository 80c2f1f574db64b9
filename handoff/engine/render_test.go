package engine

import (
	"bytes"
	"encoding/base64"
	"flag"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/mail"
)

var updateRendered = flag.Bool("update", false, "write the golden files anew")

const monday = "2026-11-16T10:00:00+01:00"

// goldens are mails that a handoff brings about, each with what leads up to it.
var goldens = []struct {
	name     string
	at       string
	play     func(w *tale)
	purpose  handoff.Purpose
	step, to string
}{
	{"intro-prospect", monday, offered, handoff.PurposeIntro, "", "pat@globex.example"},
	{"intro-rep", monday, offered, handoff.PurposeIntro, "", "rita"},
	{"intro-next-rep", monday, reassigned, handoff.PurposeIntro, "", "bob"},
	{"invite-prospect", monday, offered, handoff.PurposeInvite, "", "pat@globex.example"},
	{"invite-rep", monday, offered, handoff.PurposeInvite, "", "rita"},
	{"invite-rep-compressed", "2026-11-24T12:10:00+01:00", offered, handoff.PurposeInvite, "", "bob"},
	{"invite-dst-night", monday, dstNight, handoff.PurposeInvite, "", "rita"},
	{"update-new-rep", monday, reassigned, handoff.PurposeUpdate, "", "pat@globex.example"},
	{"update-moved-prospect", monday, moved, handoff.PurposeUpdate, "moved", "pat@globex.example"},
	{"update-moved-rep", monday, moved, handoff.PurposeUpdate, "moved", "rita"},
	{"cancel-withdrawn", monday, reassigned, handoff.PurposeCancel, "withdrawn", "rita"},
	{"cancel-off-prospect", monday, calledOff, handoff.PurposeCancel, "off", "pat@globex.example"},
	{"relay-to-rep", monday, relayed, handoff.PurposeRelay, "prospect", "rita"},
	{"relay-to-prospect", monday, passedOn, handoff.PurposeRelay, "rep", "pat@globex.example"},
	{"brief", monday, offered, handoff.PurposeBrief, "", "rita"},
	{"receipt-offered", monday, offered, handoff.PurposeReceipt, "offered", "quinn"},
	{"receipt-draft", monday, incomplete, handoff.PurposeReceipt, "draft", "quinn"},
	{"receipt-twin", monday, twin, handoff.PurposeReceipt, "draft", "quinn"},
	{"receipt-nobody", monday, nobodyFits, handoff.PurposeReceipt, "escalated", "quinn"},
	{"reminder-half", monday, halfway, handoff.PurposeReminder, "half", "rita"},
	{"reminder-successor", monday, reassigned, handoff.PurposeReminder, "successor", "rita"},
	{"escalation", monday, escalated, handoff.PurposeEscalation, "window-closed", "mia"},
	{"escalation-nobody-fits", monday, nobodyFits, handoff.PurposeEscalation, "nobody-fits", "mia"},
	{"escalation-climb", monday, climbed, handoff.PurposeEscalation, "climb", "max"},
	{"returned-rejected", monday, rejected, handoff.PurposeReturned, "rejected", "quinn"},
	{"returned-nurture", monday, asksNurture, handoff.PurposeReturned, "nurture", "quinn"},
	{"returned-prospect", monday, prospectDeclined, handoff.PurposeReturned, "prospect", "quinn"},
	{"outcome-rep", monday, over, handoff.PurposeOutcome, "ask", "rita"},
	{"question-proposal-rep", monday, prospectProposes, handoff.PurposeQuestion, "proposal", "rita"},
	{"question-only-here", monday, onlyHere, handoff.PurposeQuestion, "only-here", "rita"},
	{"question-criteria", monday, vague, handoff.PurposeQuestion, "criteria", "rita"},
	{"question-opportunity", monday, heldQuietly, handoff.PurposeQuestion, "opportunity", "rita"},
	{"question-disputed", monday, disagree, handoff.PurposeQuestion, "disputed", "mia"},
	{"question-draft-waits", monday, incompleteForLong, handoff.PurposeQuestion, "draft-waits", "quinn"},
	{"notice-accepted", monday, accepted, handoff.PurposeNotice, "accepted", "quinn"},
	{"notice-reassigned", monday, reassigned, handoff.PurposeNotice, "reassigned", "quinn"},
	{"notice-passed-on", monday, reassigned, handoff.PurposeNotice, "passed-on", "rita"},
	{"notice-soft", monday, tentative, handoff.PurposeNotice, "soft", "rita"},
	{"notice-amended", monday, amended, handoff.PurposeNotice, "amended", "rita"},
	{"echo-status", monday, asksStatus, handoff.PurposeEcho, "status", "quinn"},
	{"echo-unclear", monday, mumbles, handoff.PurposeEcho, "unclear", "mia"},
	{"echo-refused", monday, wrongPerson, handoff.PurposeEcho, "not-assigned", "quinn"},
	{"echo-cancel-asked", monday, cancelsOnce, handoff.PurposeEcho, "cancel-asked", "quinn"},
}

func TestRenderedMails(t *testing.T) {
	for _, g := range goldens {
		t.Run(g.name, func(t *testing.T) {
			w := newTale(t, g.at)
			g.play(w)
			s := w.last(g.purpose, g.step, g.to)
			golden(t, g.name+".eml", s.m.Raw)
			golden(t, g.name+".txt", []byte(plainView(t, s.m)))
		})
	}
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", "render", name)
	if *updateRendered {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("read golden (run with -update to write it): %v", err)
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", name, diff)
	}
}

func offered(w *tale) { w.tell(w.brief()) }

func halfway(w *tale) {
	offered(w)
	w.answer("rita", calendar.Accepted, "")
	w.tell(&handoff.Replied{About: w.outside(), Reach: handoff.ReachProspect})
	w.pass("2026-11-17T11:00:00-05:00")
}

func reassigned(w *tale) {
	offered(w)
	w.tell(&handoff.Answered{About: w.outside(), Attendee: "pat@globex.example", PartStat: calendar.Accepted, Sequence: 0})
	w.pass("2026-11-17T12:00:00-05:00")
}

func escalated(w *tale) {
	reassigned(w)
	w.tell(&handoff.Replied{About: w.outside(), Reach: handoff.ReachProspect})
	w.pass("2026-11-20T17:00:00+01:00")
}

func climbed(w *tale) {
	escalated(w)
	w.pass("2026-11-23T16:00:00+01:00")
}

func accepted(w *tale) {
	offered(w)
	w.now = w.now.Add(5 * time.Hour)
	w.replied("rita")
	w.answer("rita", calendar.Accepted, "")
}

func moved(w *tale) {
	accepted(w)
	w.tell(&handoff.Move{About: w.by("quinn"), Start: time.Date(2026, 11, 26, 16, 30, 0, 0, handoff.Location("Europe/Berlin"))})
}

func calledOff(w *tale) {
	accepted(w)
	w.tell(&handoff.Cancel{About: w.by("quinn")})
	w.tell(&handoff.Cancel{About: w.by("quinn")})
}

func cancelsOnce(w *tale) {
	accepted(w)
	w.tell(&handoff.Cancel{About: w.by("quinn")})
}

// dstNight is a meeting in the hour that Berlin has twice.
func dstNight(w *tale) {
	w.now = instant(w.t, "2026-10-20T10:00:00+02:00")
	b := w.brief()
	b.At, b.Start = w.now, instant(w.t, "2026-10-25T02:30:00+02:00")
	b.End = b.Start.Add(time.Hour)
	w.tell(b)
}

func relayed(w *tale) {
	offered(w)
	w.source = &mail.Message{MessageID: "cafe01@globex.example", Subject: "Re: Introduction: Pat Kim and Rita Vance", Date: w.now,
		Text: "Hi Rita,\n\ncould my colleague Sam join us?\n\nPat", Attachments: []string{"agenda.pdf"}}
	about := w.outside()
	about.Strength, about.MessageID = handoff.Weak, "cafe01@globex.example"
	w.tell(&handoff.Replied{About: about, Reach: handoff.ReachOnlyHere})
}

func onlyHere(w *tale) {
	offered(w)
	about := w.by("rita")
	about.MessageID = "beef02@acme.example"
	w.source = &mail.Message{MessageID: about.MessageID, Subject: "Re: Introduction", Text: "Hi Pat,\n\nlooking forward to it. Anything I should prepare?\n\nRita"}
	w.tell(&handoff.Replied{About: about, Reach: handoff.ReachOnlyHere})
}

func passedOn(w *tale) {
	onlyHere(w)
	w.tell(&handoff.Send{About: w.by("rita")})
}

func incomplete(w *tale) {
	b := w.brief()
	delete(b.Fields, "pain")
	delete(b.Fields, "timeframe")
	b.Start, b.End, b.Ask = time.Time{}, time.Time{}, []string{"Did you mean Thursday 26 November or Thursday 3 December, 15:00 CET?"}
	w.tell(b)
}

func incompleteForLong(w *tale) {
	incomplete(w)
	w.pass("2026-11-16T15:00:00+01:00")
}

func twin(w *tale) {
	w.lookups.Twins = []handoff.Twin{{Handoff: "HO-2MZ4TB", Start: w.now.Add(48 * time.Hour), Qualifier: "quinn", Rep: "bob"}}
	w.tell(w.brief())
}

func nobodyFits(w *tale) {
	away := []calendar.Span{{Start: w.now.Add(-time.Hour), End: w.now.Add(20 * 24 * time.Hour)}}
	start := w.brief().Start
	w.lookups.Away = map[handoff.PersonID][]calendar.Span{"rita": away, "bob": away}
	w.lookups.Meets = map[handoff.PersonID][]handoff.Meeting{"ines": {{Handoff: "HO-2MZ4TB", Span: calendar.Span{Start: start, End: start.Add(time.Hour)}}}}
	w.tell(w.brief())
}

func rejected(w *tale) {
	offered(w)
	w.now = w.now.Add(6 * time.Hour)
	w.tell(&handoff.Reject{About: w.by("rita"), Criteria: []string{"budget", "authority"}, Note: "Reject: budget, authority.\nNobody has signed anything off and Pat cannot."})
}

func vague(w *tale) {
	offered(w)
	w.tell(&handoff.Reject{About: w.by("rita")})
}

func asksNurture(w *tale) {
	accepted(w)
	w.tell(&handoff.NurtureUntil{About: w.by("rita"), Until: instant(w.t, "2027-03-01T09:00:00-05:00")})
}

func prospectDeclined(w *tale) {
	accepted(w)
	w.tell(&handoff.Answered{About: w.outside(), Attendee: "pat@globex.example", PartStat: calendar.Declined, Sequence: 0, Comment: "We have bought something else, sorry."})
}

func over(w *tale) {
	accepted(w)
	w.pass("2026-11-24T16:05:00+01:00")
}

func heldQuietly(w *tale) {
	over(w)
	w.tell(&handoff.Judge{About: w.by("rita"), Outcome: handoff.OutcomeHeld})
	w.pass("2026-12-03T18:00:00+01:00")
}

func disagree(w *tale) {
	over(w)
	w.tell(&handoff.Judge{About: w.by("quinn"), Outcome: handoff.OutcomeNoShow})
	w.tell(&handoff.Judge{About: w.by("rita"), Outcome: handoff.OutcomeHeld})
}

func prospectProposes(w *tale) {
	offered(w)
	w.tell(&handoff.Proposed{About: w.outside(), Start: time.Date(2026, 11, 25, 0, 30, 0, 0, handoff.Location("Europe/Berlin"))})
}

func tentative(w *tale) {
	offered(w)
	w.answer("rita", calendar.Tentative, "")
}

func amended(w *tale) {
	offered(w)
	w.tell(&handoff.Amended{About: w.by("quinn"), Fields: map[string]string{"budget": "60,000 EUR, signed off", "source": "Trade fair"}})
}

func asksStatus(w *tale) {
	reassigned(w)
	w.tell(&handoff.Status{About: w.by("quinn")})
}

func mumbles(w *tale) {
	escalated(w)
	w.tell(&handoff.Unclear{About: w.by("mia"), Text: "assign Rob please", Ask: "Which Rob? The team has Rita Vance, Bob Okafor and Ines Rao"})
}

func wrongPerson(w *tale) {
	offered(w)
	w.tell(&handoff.Accept{About: w.by("quinn")})
}

// plainView is a mail as a reader of plain text sees it: envelope, the headers that matter, the text, and the calendar part.
func plainView(t *testing.T, m Rendered) string {
	t.Helper()
	parts := open(t, m.Raw)
	var b strings.Builder
	fmt.Fprintf(&b, "envelope: %s to %s\n", m.From, m.To)
	if !m.Told.IsZero() {
		fmt.Fprintf(&b, "promises: %s\n", m.Told.UTC().Format(time.RFC3339))
	}
	for _, name := range []string{"From", "To", "Cc", "Reply-To", "Subject", "Auto-Submitted"} {
		if v := parts.header.Get(name); v != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, decoded(t, v))
		}
	}
	fmt.Fprintf(&b, "\n%s", strings.ReplaceAll(parts.body["text/plain"], "\r\n", "\n"))
	if c := parts.body["text/calendar"]; c != "" {
		c = strings.ReplaceAll(strings.ReplaceAll(c, "\r\n", "\n"), "\n ", "")
		fmt.Fprintf(&b, "\n%s", c)
	}
	return b.String()
}

var wordDecoder = new(mime.WordDecoder)

func decoded(t *testing.T, v string) string {
	t.Helper()
	text, err := wordDecoder.DecodeHeader(v)
	if err != nil {
		t.Fatalf("header %q: %v", v, err)
	}
	return text
}

// opened is a message taken apart, independently of package mail.
type opened struct {
	header netmail.Header
	types  []string
	body   map[string]string // first part of each type, decoded
}

func open(t *testing.T, raw []byte) opened {
	t.Helper()
	m, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatalf("read message: %v\n%s", err, raw)
	}
	o := opened{header: m.Header, body: map[string]string{}}
	o.part(t, m.Header.Get("Content-Type"), m.Header.Get("Content-Transfer-Encoding"), m.Body)
	return o
}

func (o *opened) part(t *testing.T, contentType, encoding string, r io.Reader) {
	t.Helper()
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		t.Fatalf("content type %q: %v", contentType, err)
	}
	o.types = append(o.types, kind)
	if strings.HasPrefix(kind, "multipart/") {
		mr := multipart.NewReader(r, params["boundary"])
		for {
			p, err := mr.NextRawPart()
			if err == io.EOF {
				return
			}
			if err != nil {
				t.Fatalf("part of %s: %v", kind, err)
			}
			o.part(t, p.Header.Get("Content-Type"), p.Header.Get("Content-Transfer-Encoding"), p)
		}
	}
	switch strings.ToLower(encoding) {
	case "quoted-printable":
		r = quotedprintable.NewReader(r)
	case "base64":
		r = base64.NewDecoder(base64.StdEncoding, r)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatalf("part %s: %v", kind, err)
	}
	if _, seen := o.body[kind]; !seen {
		o.body[kind] = string(data)
	}
}
