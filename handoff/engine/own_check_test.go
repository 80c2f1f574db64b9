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
// not held, not listed, not logged, and neither is a report that one of them came back. A forged one is held.
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
	if strings.Contains(log.String(), "msg=\"mail ") {
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
