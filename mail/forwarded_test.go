package mail

import (
	"strings"
	"testing"
)

func TestForwardedFrom(t *testing.T) {
	attached := "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nSee " +
		"below\r\n--b\r\nContent-Type: message/rfc822\r\n\r\n" +
		"From: Pat Kim <pat@globex.example>\r\nTo: quinn@acme.example\r\nSubject: Offer\r\n\r\nCan we talk?\r\n--b--\r\n"
	plain := func(text string) string { return "Content-Type: text/plain; charset=utf-8\r\n\r\n" + text }
	for _, c := range []struct{ name, rest, want string }{
		{"attached", attached, "pat@globex.example"},
		{"gmail", plain("Please\n\n---------- Forwarded message ---------\nFrom: Pat Kim <pat@globex.example>\nDate: Fri, " +
			"20 Nov 2026\nSubject: Offer\nTo: <quinn@acme.example>\n\nHi\n"), "pat@globex.example"},
		{"outlook in German", plain("Bitte\n\n________________________________\nVon: Pat Kim " +
			"<pat@globex.example>\nGesendet: Freitag, 20. November 2026 10:00\nAn: Quinn Ames <quinn@acme.example>\nBetreff: " +
			"Angebot\n\nHallo\n"), "pat@globex.example"},
		{"apple in French", plain("Voilà\n\nDébut du message transféré :\n\nDe: Pat Kim <pat@globex.example>\nObjet: " +
			"Offre\nDate: 20 novembre 2026 à 10:00\nÀ: quinn@acme.example\n\nBonjour\n"), "pat@globex.example"},
		{"twice", plain("From: Pat <pat@globex.example>\nTo: a@b.example\nSubject: x\n\nHi\n\nFrom: Sam " +
			"<sam@globex.example>\nTo: pat@globex.example\nSubject: y\n\nHo\n\nFrom: Pat <PAT@globex.example>\nTo: " +
			"a@b.example\nSubject: x\n"), "pat@globex.example sam@globex.example"},
		{"a brief", plain("Contact: Pat <pat@globex.example>\nWhen: tomorrow\nFrom: the fair\n"), ""},
		{"nothing", plain("Hello"), ""},
	} {
		m := Read([]byte("From: quinn@acme.example\r\nSubject: Fwd: Offer\r\nMIME-Version: 1.0\r\n" + c.rest))
		var got []string
		for _, a := range m.ForwardedFrom {
			got = append(got, a.Key())
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s: %s (%s): %q, want %q", c.name, m.Kind, m.Why, got, c.want)
		}
	}
}
