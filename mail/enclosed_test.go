package mail

import (
	"fmt"
	"testing"
)

// TestEnclosed: who wrote to whom what a mail sends on, and whether it sends on or answers.
func TestEnclosed(t *testing.T) {
	plain := "Content-Type: text/plain; charset=utf-8\r\n\r\n"
	attached := "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: " +
		"text/plain\r\n\r\n\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" +
		"From: Rita <rita@acme.example>\r\nTo: Pat Kim <pat@globex.example>\r\nCc: lee@globex.example\r\nSubject: " +
		"x\r\n\r\nHello\r\n--b--\r\n"
	for _, c := range []struct {
		name, subject, rest, want string
		sendsOn                   bool
	}{
		{"attached", "x", attached, "[{{Rita rita@acme.example} [{Pat Kim pat@globex.example} { lee@globex.example}]}]",
			true},
		{"gmail", "x", plain + "---------- Forwarded message ---------\nFrom: Rita <rita@acme.example>\nDate: Fri, 20 Nov " +
			"2026\nSubject: x\n" +
			"To: Pat <pat@globex.example>,\n lee@globex.example\n\nHi\n",
			"[{{Rita rita@acme.example} [{Pat pat@globex.example} { lee@globex.example}]}]", true},
		{"outlook in German", "WG: x", plain + "________________________________\nVon: Rita " +
			"<rita@acme.example>\nGesendet: Freitag, 20. November 2026 10:00\n" +
			"An: Pat <pat@globex.example>\nCc: Lee <lee@globex.example>\nBetreff: x\n\nHallo\n",
			"[{{Rita rita@acme.example} [{Pat pat@globex.example} {Lee lee@globex.example}]}]", true},
		{"an answer", "Re: x", plain + "Yes\n\n________________________________\nFrom: Pat <pat@globex.example>\nSent: " +
			"Friday, November 20, 2026 10:00 AM\n" +
			"To: Rita <rita@acme.example>\nSubject: x\n\nHi\n", "[{{Pat pat@globex.example} [{Rita rita@acme.example}]}]",
			false},
		{"nothing", "Re: x", plain + "Hello\n", "[]", false},
	} {
		m := Read([]byte("From: rita@acme.example\r\nSubject: " + c.subject + "\r\nMIME-Version: 1.0\r\n" + c.rest))
		if got := fmt.Sprint(m.Enclosed); got != c.want || m.SendsOn != c.sendsOn {
			t.Errorf("%s: %s, sends on %v", c.name, got, m.SendsOn)
		}
	}
}
