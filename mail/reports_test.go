package mail

import (
	"fmt"
	"strings"
	"testing"
)

// reportOf builds a multipart/report of a machine-readable part and the header of the returned message.
func reportOf(kind, status string) string {
	return "From: MAILER-DAEMON@mx.example\r\nTo: handoff@own.example\r\nSubject: Report\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/report; report-type=" + kind + "; boundary=r\r\n\r\n--r\r\nContent-Type: " +
		"text/plain\r\n\r\nSee below.\r\n--r\r\n" +
		"Content-Type: message/" + kind + "\r\n\r\n" + strings.ReplaceAll(status, "\n", "\r\n") +
		"\r\n--r\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <intro-1@own.example>\r\nTo: " +
		"jane@prospect.example\r\nX-Handoff-Id: h1\r\n\r\nHi\r\n--r--\r\n"
}

// Delivery reports in the shapes that mail systems give them, whatever RFC 3464 says.
func TestDeliveryReports(t *testing.T) {
	const failed = "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; jane@prospect.example\nAction: " +
		"failed\nStatus: 5.1.1\n"
	tests := []struct {
		name, raw string
		kind      Kind
		want      string // address status permanent, of each recipient
	}{
		{"as it should be", reportOf("delivery-status", failed), KindBounce, "jane@prospect.example 5.1.1 true"},
		{"upper case", reportOf("delivery-status", strings.ToUpper(failed)), KindBounce, "JANE@prospect.example 5.1.1 true"},
		{"no blank line between the groups", reportOf("delivery-status", strings.Replace(failed, "\n\n", "\n", 1)),
			KindBounce, "jane@prospect.example 5.1.1 true"},
		{"blank lines in front", reportOf("delivery-status", "\n\n\n"+failed), KindBounce,
			"jane@prospect.example 5.1.1 true"},
		{"no type of address", reportOf("delivery-status", strings.Replace(failed, "rfc822; ", "", 1)), KindBounce,
			"jane@prospect.example 5.1.1 true"},
		{"angle brackets", reportOf("delivery-status", strings.Replace(failed, "jane@prospect.example",
			"<jane@prospect.example>", 1)), KindBounce, "jane@prospect.example 5.1.1 true"},
		{"status with words", reportOf("delivery-status", strings.Replace(failed, "5.1.1", "5.1.1 (unknown user)", 1)),
			KindBounce, "jane@prospect.example 5.1.1 true"},
		{"status in the diagnostic only", reportOf("delivery-status",
			strings.Replace(failed, "Status: 5.1.1", "Status: 5.0.0\nDiagnostic-Code: smtp; 550 5.1.1 no such\n user", 1)),
			KindBounce, "jane@prospect.example 5.1.1 true"},
		{"no status", reportOf("delivery-status", strings.Replace(failed, "Status: 5.1.1\n",
			"Diagnostic-Code: smtp; 550 no such user\n", 1)), KindBounce, "jane@prospect.example 5.0.0 true"},
		{"full", reportOf("delivery-status", strings.Replace(failed, "5.1.1", "4.2.2", 1)), KindBounce,
			"jane@prospect.example 4.2.2 false"},
		{"gave up on an unknown user", reportOf("delivery-status", strings.Replace(failed, "5.1.1", "4.1.1", 1)), KindBounce,
			"jane@prospect.example 4.1.1 true"},
		{"no action", reportOf("delivery-status", strings.Replace(failed, "Action: failed\n", "", 1)), KindBounce,
			"jane@prospect.example 5.1.1 true"},
		{"action in words", reportOf("delivery-status", strings.Replace(failed, "failed", "Failed (gave up)", 1)),
			KindBounce, "jane@prospect.example 5.1.1 true"},
		{"delayed", reportOf("delivery-status", strings.NewReplacer("failed", "delayed", "5.1.1", "4.4.1").Replace(failed)),
			KindDSNDelayed, "jane@prospect.example 4.4.1 false"},
		{"delivered", reportOf("delivery-status", strings.NewReplacer("failed", "delivered", "5.1.1",
			"2.0.0").Replace(failed)), KindDSNDelivered, "jane@prospect.example 2.0.0 false"},
		{"relayed", reportOf("delivery-status", strings.NewReplacer("failed", "relayed", "5.1.1", "2.1.9").Replace(failed)),
			KindDSNDelivered, "jane@prospect.example 2.1.9 false"},
		{"one gone, one full", reportOf("delivery-status", failed+"\nFinal-Recipient: rfc822; "+
			"sam@prospect.example\nAction: failed\nStatus: 4.2.2\n"), KindBounce,
			"jane@prospect.example 5.1.1 true, sam@prospect.example 4.2.2 false"},
		{"one gone, one late", reportOf("delivery-status", failed+"\nFinal-Recipient: rfc822; "+
			"sam@prospect.example\nAction: delayed\nStatus: 4.4.1\n"), KindBounce, "jane@prospect.example 5.1.1 true"},
		{"one gone, one has it", reportOf("delivery-status", failed+"\nFinal-Recipient: rfc822; "+
			"sam@prospect.example\nAction: relayed\nStatus: 2.0.0\n"), KindBounce, "jane@prospect.example 5.1.1 true"},
		{"sent to an alias", reportOf("delivery-status", strings.Replace(failed, "Action",
			"Original-Recipient: rfc822;jane+2Bx@prospect.example\nAction", 1)), KindBounce,
			"jane+x@prospect.example 5.1.1 true"},
		{"in UTF-8", strings.Replace(reportOf("delivery-status", failed), "message/delivery-status",
			"message/global-delivery-status", 1), KindBounce, "jane@prospect.example 5.1.1 true"},
		{"not in a report", strings.Replace(reportOf("delivery-status", failed), "multipart/report", "multipart/mixed", 1),
			KindBounce, "jane@prospect.example 5.1.1 true"},
		{"from a person's address", strings.Replace(reportOf("delivery-status", failed), "MAILER-DAEMON@", "rob@", 1),
			KindBounce, "jane@prospect.example 5.1.1 true"},
		{"marked as an answer", strings.Replace(reportOf("delivery-status", failed), "Subject: Report",
			"Subject: Re: Intro\r\nAuto-Submitted: auto-replied", 1), KindBounce, "jane@prospect.example 5.1.1 true"},
		{"complaint", reportOf("feedback-report", "Feedback-Type: abuse\nUser-Agent: x\nOriginal-Rcpt-To: "+
			"jane@prospect.example\n"), KindFeedbackReport, "jane@prospect.example  false"},
		{"complaint without recipient", reportOf("feedback-report", "Feedback-Type: abuse\nUser-Agent: x\n"),
			KindFeedbackReport, "jane@prospect.example  false"},
		{"complaint of a provider that wraps it", reportOf("feedback-report",
			"Feedback-Type: abuse\nRemoval-Recipient: jane@prospect.example\nOriginal-Mail-From: <bounce@own.example>\n"),
			KindFeedbackReport, "jane@prospect.example  false"},
		{"authentication failure", reportOf("feedback-report", "Feedback-Type: auth-failure\nAuth-Failure: dkim\n"),
			KindFeedbackReport, "jane@prospect.example  false"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := Read([]byte(tt.raw))
			if m.Kind != tt.kind || m.Bounce == nil {
				t.Fatalf("kind %s (%s), want %s", m.Kind, m.Why, tt.kind)
			}
			var got []string
			for _, r := range m.Bounce.Recipients {
				got = append(got, fmt.Sprintf("%s %s %v", r.Address, r.Status, m.Bounce.PermanentFor(r)))
			}
			if s := strings.Join(got, ", "); s != tt.want {
				t.Errorf("got %s, want %s", s, tt.want)
			}
			if m.Bounce.MessageID != "intro-1@own.example" || m.Bounce.HandoffID != "h1" {
				t.Errorf("about %q %q", m.Bounce.MessageID, m.Bounce.HandoffID)
			}
		})
	}
}
