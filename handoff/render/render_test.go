package render

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

	"handoffd/handoff"
)

var update = flag.Bool("update", false, "write the golden files anew")

const monday = "2026-11-16T10:00:00+01:00"

// mailGoldens are mails that a handoff brings about, each with what leads up to it.
var mailGoldens = []struct {
	name    string
	at      string
	play    func(w *tale)
	purpose handoff.Purpose
	step    handoff.Code
	to      string
}{
	{"intro-prospect", monday, (*tale).offered, handoff.PurposeIntro, "", "pat@globex.example"},
	{"intro-rep", monday, (*tale).offered, handoff.PurposeIntro, "", "rita"},
	{"intro-own-thread", monday, (*tale).copied, handoff.PurposeIntro, "", "rita"},
	{"invite-prospect", monday, (*tale).offered, handoff.PurposeInvite, "", "pat@globex.example"},
	{"invite-rep", monday, (*tale).offered, handoff.PurposeInvite, "", "rita"},
	{"invite-brief", monday, own((*tale).offered), handoff.PurposeInvite, "", "rita"},
	{"invite-brief-clash", monday, own((*tale).sentAnyway), handoff.PurposeInvite, "", "rita"},
	{"invite-brief-unreadable", monday, own((*tale).unreadable), handoff.PurposeInvite, "", "rita"},
	{"invite-brief-next-rep", monday, own((*tale).reassigned), handoff.PurposeInvite, "", "bob"},
	{"update-brief-moved", monday, own((*tale).moved), handoff.PurposeUpdate, "moved", "rita"},
	{"update-brief-place", monday, own((*tale).placed), handoff.PurposeUpdate, "place", "rita"},
	{"invite-rep-compressed", "2026-11-24T12:10:00+01:00", (*tale).offered, handoff.PurposeInvite, "", "bob"},
	{"invite-rep-hurry", "2026-11-24T12:10:00+01:00", own((*tale).hurried), handoff.PurposeInvite, "", "ines"},
	{"receipt-hurry", "2026-11-24T12:10:00+01:00", own((*tale).hurried), handoff.PurposeReceipt, "offered", "quinn"},
	{"cancel-rep-hurry", "2026-11-24T12:10:00+01:00", own((*tale).firstAccepts), handoff.PurposeCancel, "withdrawn", "bob"},
	{"question-hurry", "2026-11-24T12:10:00+01:00", own((*tale).hurried), handoff.PurposeQuestion, "hurry", "bob"},
	{"invite-dst-night", monday, (*tale).dstNight, handoff.PurposeInvite, "", "rita"},
	{"update-new-rep", monday, (*tale).reassigned, handoff.PurposeUpdate, "", "pat@globex.example"},
	{"update-moved-prospect", monday, (*tale).moved, handoff.PurposeUpdate, "moved", "pat@globex.example"},
	{"update-moved-rep", monday, (*tale).moved, handoff.PurposeUpdate, "moved", "rita"},
	{"update-place-prospect", monday, (*tale).placed, handoff.PurposeUpdate, "place", "pat@globex.example"},
	{"update-place-rep", monday, (*tale).placed, handoff.PurposeUpdate, "place", "rita"},
	{"cancel-withdrawn", monday, (*tale).reassigned, handoff.PurposeCancel, "withdrawn", "rita"},
	{"cancel-off-prospect", monday, (*tale).calledOff, handoff.PurposeCancel, "off", "pat@globex.example"},
	{"relay-to-rep", monday, (*tale).relayed, handoff.PurposeRelay, "prospect", "rita"},
	{"relay-maybe", monday, (*tale).relayedMaybe, handoff.PurposeRelay, "prospect", "rita"},
	{"relay-to-prospect", monday, (*tale).passedOn, handoff.PurposeRelay, "rep", "pat@globex.example"},
	{"brief", monday, (*tale).offered, handoff.PurposeBrief, "", "rita"},
	{"receipt-offered", monday, (*tale).offered, handoff.PurposeReceipt, "offered", "quinn"},
	{"receipt-draft", monday, (*tale).incomplete, handoff.PurposeReceipt, "draft", "quinn"},
	{"receipt-clash", monday, (*tale).clashes, handoff.PurposeReceipt, "draft", "quinn"},
	{"receipt-clash-cover", monday, (*tale).coverClashes, handoff.PurposeReceipt, "draft", "quinn"},
	{"receipt-unreadable", monday, (*tale).unreadable, handoff.PurposeReceipt, "offered", "quinn"},
	{"brief-clash", monday, (*tale).sentAnyway, handoff.PurposeBrief, "", "rita"},
	{"brief-unreadable", monday, (*tale).unreadable, handoff.PurposeBrief, "", "rita"},
	{"question-clash", monday, (*tale).laterClash, handoff.PurposeQuestion, "clash", "rita"},
	{"question-removed", monday, (*tale).removed, handoff.PurposeQuestion, "removed", "rita"},
	{"question-own-event", monday, (*tale).ownEvent, handoff.PurposeQuestion, "own-event", "rita"},
	{"cancel-own-prospect", monday, (*tale).ownHolds, handoff.PurposeCancel, "own", "pat@globex.example"},
	{"cancel-own-rep", monday, (*tale).ownHolds, handoff.PurposeCancel, "own", "rita"},
	{"notice-own-move", monday, (*tale).ownToMove, handoff.PurposeNotice, "own-move", "rita"},
	{"question-proposal-unverified", monday, (*tale).unprovedProposal, handoff.PurposeQuestion, "proposal", "rita"},
	{"question-prospect-says", monday, (*tale).prospectSaysYes, handoff.PurposeQuestion, "prospect-says", "rita"},
	{"proposal", monday, (*tale).repProposes, handoff.PurposeProposal, "", "pat@globex.example"},
	{"proposal-stays", monday, (*tale).proposalRefused, handoff.PurposeProposal, "stays", "pat@globex.example"},
	{"notice-proposed", monday, (*tale).repProposes, handoff.PurposeNotice, "proposed", "quinn"},
	{"notice-permission", monday, (*tale).notPermitted, handoff.PurposeNotice, "permission", "root"},
	{"echo-clash", monday, (*tale).movedIntoClash, handoff.PurposeEcho, "clash", "quinn"},
	{"receipt-twin", monday, (*tale).twin, handoff.PurposeReceipt, "draft", "quinn"},
	{"receipt-no-time", monday, (*tale).noTime, handoff.PurposeReceipt, "offered", "quinn"},
	{"notice-no-time", monday, (*tale).noTime, handoff.PurposeNotice, "no-time", "mia"},
	{"receipt-nobody", monday, (*tale).nobodyFits, handoff.PurposeReceipt, "escalated", "quinn"},
	{"reminder-half", monday, (*tale).halfway, handoff.PurposeReminder, "half", "rita"},
	{"reminder-successor", monday, (*tale).reassigned, handoff.PurposeReminder, "successor", "rita"},
	{"escalation", monday, (*tale).escalated, handoff.PurposeEscalation, "window-closed", "mia"},
	{"escalation-nobody-fits", monday, (*tale).nobodyFits, handoff.PurposeEscalation, "nobody-fits", "mia"},
	{"escalation-climb", monday, (*tale).climbed, handoff.PurposeEscalation, "climb", "max"},
	{"returned-rejected", monday, (*tale).rejected, handoff.PurposeReturned, "rejected", "quinn"},
	{"returned-nurture", monday, (*tale).asksNurture, handoff.PurposeReturned, "nurture", "quinn"},
	{"returned-prospect", monday, (*tale).prospectDeclined, handoff.PurposeReturned, "prospect", "quinn"},
	{"outcome-rep", monday, (*tale).over, handoff.PurposeOutcome, "ask", "rita"},
	{"question-proposal-words", monday, (*tale).prospectAsks, handoff.PurposeQuestion, "proposal", "rita"},
	{"question-proposal-moot", monday, (*tale).prospectAskedAndIsOut, handoff.PurposeQuestion, "proposal", "rita"},
	{"question-proposal-rep", monday, (*tale).prospectProposes, handoff.PurposeQuestion, "proposal", "rita"},
	{"question-only-here", monday, (*tale).onlyHere, handoff.PurposeQuestion, "only-here", "rita"},
	{"question-criteria", monday, (*tale).vague, handoff.PurposeQuestion, "criteria", "rita"},
	{"question-opportunity", monday, (*tale).heldQuietly, handoff.PurposeQuestion, "opportunity", "rita"},
	{"question-disputed", monday, (*tale).disagree, handoff.PurposeQuestion, "disputed", "mia"},
	{"question-draft-waits", monday, (*tale).incompleteForLong, handoff.PurposeQuestion, "draft-waits", "quinn"},
	{"notice-accepted", monday, (*tale).accepted, handoff.PurposeNotice, "accepted", "quinn"},
	{"notice-reassigned", monday, (*tale).reassigned, handoff.PurposeNotice, "reassigned", "quinn"},
	{"notice-late", monday, (*tale).answersLate, handoff.PurposeNotice, "late", "rita"},
	{"notice-silence-claimed", monday, (*tale).reassigned, handoff.PurposeNotice, "silence-claimed", "rita"},
	{"question-not-my-fault", monday, (*tale).excused, handoff.PurposeQuestion, "not-my-fault", "mia"},
	{"notice-silence-ruled", monday, (*tale).dropped, handoff.PurposeNotice, "silence-ruled", "rita"},
	{"question-silent-in-a-row", monday, (*tale).silentAgain, handoff.PurposeQuestion, "silent-in-a-row", "mia"},
	{"notice-rotation-changed", monday, (*tale).broughtBack, handoff.PurposeNotice, "rotation-changed", "rita"},
	{"question-reply-owed", monday, (*tale).acceptsOnly, handoff.PurposeQuestion, "reply-owed", "rita"},
	{"question-prospect-waits", monday, (*tale).prospectWaits, handoff.PurposeQuestion, "prospect-waits", "mia"},
	{"question-accept-owed", monday, (*tale).repliesOnly, handoff.PurposeQuestion, "accept-owed", "rita"},
	{"notice-soft", monday, (*tale).tentative, handoff.PurposeNotice, "soft", "rita"},
	{"notice-place", monday, (*tale).placedByManager, handoff.PurposeNotice, "place", "quinn"},
	{"notice-amended", monday, (*tale).amended, handoff.PurposeNotice, "amended", "rita"},
	{"echo-status", monday, (*tale).asksStatus, handoff.PurposeEcho, "status", "quinn"},
	{"echo-unclear", monday, (*tale).mumbles, handoff.PurposeEcho, "unclear", "mia"},
	{"echo-refused", monday, (*tale).wrongPerson, handoff.PurposeEcho, "not-assigned", "quinn"},
	{"echo-cancel-asked", monday, (*tale).cancelsOnce, handoff.PurposeEcho, "cancel-asked", "quinn"},
}

func TestRenderedMails(t *testing.T) {
	for _, g := range mailGoldens {
		t.Run(g.name, func(t *testing.T) {
			w := newTale(t, g.at)
			g.play(w)
			s := w.last(g.purpose, g.step, g.to)
			goldenMail(t, g.name+".eml", s.m.Raw)
			goldenMail(t, g.name+".txt", []byte(plainView(t, s.m)))
		})
	}
}

func goldenMail(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
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

// plainView is a mail as a reader of plain text sees it: envelope, the headers that matter, the text, and the calendar
// part.
func plainView(t *testing.T, m Mail) string {
	t.Helper()
	parts := takeApart(t, m.Raw)
	var b strings.Builder
	fmt.Fprintf(&b, "envelope: %s to %s\n", m.From, m.To)
	if !m.Told.IsZero() {
		fmt.Fprintf(&b, "promises: %s\n", m.Told.UTC().Format(time.RFC3339))
	}
	for _, name := range []string{"From", "To", "Cc", "Reply-To", "Subject", "Auto-Submitted"} {
		if v := parts.header.Get(name); v != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, decodedHeader(t, v))
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

func decodedHeader(t *testing.T, v string) string {
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

func takeApart(t *testing.T, raw []byte) opened {
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
