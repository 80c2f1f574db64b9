package smtp_test

import (
	"slices"
	"testing"
	"testing/synctest"

	"github.com/google/go-cmp/cmp"

	"handoffd/mail/smtp"
)

// TestPipelining sends a mail that is refused in part, and one more to somebody else: what the server hears.
func TestPipelining(t *testing.T) {
	const mailed = "MAIL FROM:<" + rep + "> BODY=8BITMIME"
	const asked = "RCPT TO:<" + prospect + ">"
	whole := []string{mailed, asked, "DATA", "."}
	for name, tt := range map[string]struct {
		script script
		want   []string // after EHLO, of two mails
	}{
		"taken": {nil, slices.Concat(whole, whole)},
		"recipient refused": {script{"RCPT": "550 5.1.1 nobody\r\n", "DATA": "503 5.5.1 no\r\n"},
			[]string{mailed, asked, "DATA", "RSET", mailed, asked, "DATA", "RSET"}},
		"goes on regardless": {script{"RCPT": "550 5.1.1 nobody\r\n", ".": "554 5.5.1 to nobody\r\n"},
			[]string{mailed, asked, "DATA", ".", "RSET", mailed, asked, "DATA", ".", "RSET"}},
		"sender refused": {script{"MAIL": "550 5.7.1 no\r\n", "RCPT": "503 5.5.1 no\r\n", "DATA": "503 5.5.1 no\r\n"},
			[]string{mailed, asked, "DATA", "RSET", mailed, asked, "DATA", "RSET"}},
		// no end of a message: another connection
		"takes it back": {script{"MAIL": "550 5.7.1 no\r\n"},
			[]string{mailed, asked, "DATA", "EHLO localhost", mailed, asked, "DATA"}},
		"closing": {script{"RCPT": "421 4.3.2 going down\r\n", "DATA": "421 4.3.2 going down\r\n"},
			[]string{mailed, asked, "DATA", "EHLO localhost", mailed, asked, "DATA"}},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				out, heard := scripted(t, tt.script.pipelining(), smtp.Config{TLS: "none"})
				for range 2 {
					err := out.Send(t.Context(), rep, prospect, plain)
					if (err == nil) != (tt.script == nil) {
						t.Errorf("got %v", err)
					}
				}
				got := []string{}
				for len(heard) > 0 {
					if c := <-heard; c != "NOOP" { // asked after a failure whether the connection lives
						got = append(got, c)
					}
				}
				if diff := cmp.Diff(append([]string{"EHLO localhost"}, tt.want...), got); diff != "" {
					t.Error(diff)
				}
			})
		})
	}
}
