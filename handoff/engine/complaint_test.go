package engine

import (
	"strings"
	"testing"

	"handoffd/handoff"
	"handoffd/mail"
)

// complaint is the head of a feedback report (RFC 5965) with the header of the mail that it is about.
func complaint(fields, returned string) string {
	return "To: handoff@acme.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; " +
		"report-type=feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nAn abuse report.\r\n" +
		"--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: abuse\r\nUser-Agent: loop/1\r\nVersion: 1\r\n" + fields + "\r\n" +
		"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: handoff@acme.example\r\n" + returned + "\r\n\r\n--b--\r\n"
}

// TestAComplaintIsOfWhoGotTheMail: whoever knows a Message-ID, or the address of the thread, cannot stop the mail to
// somebody else.
func TestAComplaintIsOfWhoGotTheMail(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	before := o.offered()
	forPat, forRita := o.last(pat).MessageID, o.last(rita).MessageID
	token := "handoff+" + before.Token + "@acme.example"
	for name, head := range map[string]string{
		"no mail of ours": complaint("Original-Rcpt-To: pat@globex.example\r\n", "Message-ID: <x@globex.example>"),
		"a token alone": strings.Replace(complaint("Original-Rcpt-To: pat@globex.example\r\n", "Subject: x"),
			handoffAddress, token, 1),
		"a mail to the rep":       complaint("Original-Rcpt-To: pat@globex.example\r\n", "Message-ID: <"+forRita+">"),
		"somebody who got none":   complaint("Original-Rcpt-To: nobody@globex.example\r\n", "Message-ID: <"+forPat+">"),
		"the rep by another mail": complaint("Original-Rcpt-To: rita@acme.example\r\n", "Message-ID: <"+forPat+">"),
	} {
		if m := o.letterFrom(mallory, head, ""); m.Verdict != handoff.MailHeld || m.Kind != string(mail.KindFeedbackReport) {
			t.Errorf("%s: %s %s: %s", name, m.Kind, m.Verdict, m.Why)
		}
	}
	if after := o.one(); after.Version != before.Version {
		t.Fatalf("a complaint changed the handoff: %s", after.Why)
	}
	for name, fields := range map[string]string{"named": "Original-Rcpt-To: <Pat@Globex.example>\r\n", "left out": ""} {
		o := newOffice(t)
		o.offered()
		if m := o.letterFrom(mallory, complaint(fields, "Message-ID: <"+o.last(pat).MessageID+">"),
			""); m.Verdict != handoff.MailTaken {
			t.Errorf("%s: %s %s: %s", name, m.Kind, m.Verdict, m.Why)
		}
		if got := o.one(); got.State != handoff.Returned || !got.Prospects[0].Stopped {
			t.Errorf("%s: %s: %s", name, got.State, got.Why)
		}
	}
}
