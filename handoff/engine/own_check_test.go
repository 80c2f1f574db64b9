package engine

import (
	"bytes"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"handoffd/handoff"
)

// TestMailsOfTheCheckAreKnown: what `handoffd check` puts into the mailbox while the service runs is nobody's: it is
// not held, not listed, not logged, and neither is a report that one of them came back, or an answer to the event of a
// probe. A forged one is held.
func TestMailsOfTheCheckAreKnown(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	var log bytes.Buffer
	o.restart(func(p *Options) { p.Log = slog.New(slog.NewTextHandler(&log, nil)) })
	nonce := strings.Repeat("a2b", 8) + "cd"
	letter := func(mark string) string {
		return fmt.Sprintf("To: handoff@acme.example\r\nX-Handoff-Id: %s\r\nSubject: handoffd check\r\n", mark)
	}
	for _, mark := range []string{handoff.CheckMark + nonce, handoff.ProbeMark + nonce} {
		if m := o.letterFrom(handoffAddress, letter(mark), "A test."); m.Verdict != handoff.MailIgnored || len(m.Raw) > 0 ||
			whyOf(m) != "a test mail of `handoffd check`" {
			t.Errorf("%s: %s: %s", mark, m.Verdict, whyOf(m))
		}
		if m := o.letterFrom(mallory, deliveryReport(handoffAddress, "X-Handoff-Id: "+mark), ""); m.Verdict !=
			handoff.MailIgnored {
			t.Errorf("the return of %s: %s: %s", mark, m.Verdict, whyOf(m))
		}
	}
	event := func(kind, uid, who, partstat string) string { // an answer to the event of a probe
		return fmt.Sprintf("Subject: Answer\r\nMIME-Version: 1.0\r\nContent-Type: text/calendar; method=%[1]s\r\n\r\n"+
			"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:%[1]s\r\nBEGIN:VEVENT\r\nUID:%[2]s\r\nDTSTAMP:20261123T090000Z\r\n"+
			"DTSTART:20261127T140000Z\r\nDTEND:20261127T143000Z\r\nORGANIZER:mailto:%[3]s\r\n"+
			"ATTENDEE;PARTSTAT=%[4]s:mailto:%[5]s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n", kind, uid, handoffAddress, partstat, who)
	}
	uid := handoff.ProbeMark + nonce
	for _, who := range []string{rita, mallory} { // a colleague's test mailbox, and one that is nobody's
		for kind, partstat := range map[string]string{"REPLY": "ACCEPTED", "COUNTER": "TENTATIVE"} {
			o.post(who, handoffAddress, fmt.Appendf(nil, "From: %s\r\nMessage-ID: <%s.%s\r\n%s", who, kind, who+">",
				event(kind, uid+"@acme.example", who, partstat)))
			if m := o.newest(); m.Verdict != handoff.MailIgnored || len(m.Raw) > 0 {
				t.Errorf("%s of %s: %s: %s", kind, who, m.Verdict, whyOf(m))
			}
		}
	}
	o.post(mallory, handoffAddress, fmt.Appendf(nil, "From: %s\r\nMessage-ID: <other@x.example>\r\n%s", mallory,
		event("REPLY", uid+"@elsewhere.example", mallory, "ACCEPTED")))
	if m := o.newest(); m.Verdict != handoff.MailHeld {
		t.Errorf("an answer to the probe of another service: %s: %s", m.Verdict, whyOf(m))
	}
	if strings.Count(log.String(), "msg=\"mail ") != 1 {
		t.Errorf("logged:\n%s", &log)
	}
	for _, mark := range []string{"check-", handoff.CheckMark + nonce + "x", "xcheck-" + nonce} {
		if m := o.letterFrom(handoffAddress, letter(mark), "A test."); m.Verdict != handoff.MailHeld {
			t.Errorf("%s: %s: %s", mark, m.Verdict, whyOf(m))
		}
	}
	o.post(mallory, handoffAddress, fmt.Appendf(nil, "From: %s\r\nMessage-ID: <f@x.example>\r\n%s\r\nA test.\r\n",
		handoffAddress, letter(handoff.CheckMark+nonce)))
	if m := o.newest(); m.Verdict != handoff.MailHeld {
		t.Errorf("forged: %s: %s", m.Verdict, whyOf(m))
	}
}
