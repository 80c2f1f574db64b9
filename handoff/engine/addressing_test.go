package engine

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
)

// tokenForms are the ways a token can stand in an address of acme.
var tokenForms = map[string]string{
	handoff.AddressingPlus: "handoff+TOKEN@acme.example", handoff.AddressingMinus: "handoff-TOKEN@acme.example",
	handoff.AddressingCatchAll: "t-TOKEN@acme.example",
}

// letterFrom posts raw bytes to the handoff address as a colleague or stranger does, and gives what was made of them.
func (o *office) letterFrom(user, head, text string) store.InMail {
	o.t.Helper()
	o.n++
	o.post(user, handoffAddress, fmt.Appendf(nil, "From: %s\r\nMessage-ID: <l%d@acme.example>\r\n%s\r\n%s\r\n", user, o.n,
		head, text))
	return o.newest()
}

// newest is what was made of the mail that came in last.
func (o *office) newest() store.InMail {
	o.t.Helper()
	o.settle(time.Second)
	var all []store.InMail
	err := o.store.View(o.t.Context(), func(tx *store.Tx) (err error) {
		all, err = tx.Mails(store.MailFilter{Limit: 1})
		return err
	})
	if err != nil || len(all) == 0 {
		o.t.Fatalf("no mail was taken: %v", err)
	}
	return all[0]
}

func TestTokensAreReadInEveryForm(t *testing.T) {
	t.Parallel()
	o := newOffice(t) // plus is set
	h := o.offered()
	for name, form := range tokenForms {
		address := strings.Replace(form, "TOKEN", h.Token, 1)
		for _, header := range []string{"To: " + address, "To: <" + strings.ToUpper(address) + ">",
			"Cc: rita@acme.example, Team <" + address + ">", "Delivered-To: " + address, "X-Original-To: " + address} {
			if m := o.letterFrom(rita, header+"\r\n", "status"); m.Verdict != handoff.MailTaken || m.Handoff != h.ID {
				t.Errorf("%s in %s: %s, %q: %s", name, header, m.Verdict, m.Handoff, m.Why)
			}
		}
		foreign := strings.Replace(address, "acme.example", "globex.example", 1)
		if m := o.letterFrom(rita, "To: "+foreign+", handoff@acme.example\r\n", "status"); m.Verdict != handoff.MailHeld ||
			m.Handoff != "" {
			t.Errorf("a token at a foreign domain, %s: %s, %q: %s", foreign, m.Verdict, m.Handoff, m.Why)
		}
	}
	if m := o.letterFrom(rita, "To: rita-"+h.Token+"@acme.example\r\n", "status"); m.Verdict != handoff.MailHeld {
		t.Errorf("a token in somebody else's address: %s: %s", m.Verdict, m.Why)
	}
}

func TestOwnAddressesAreOursInEveryForm(t *testing.T) {
	t.Parallel()
	for name, form := range tokenForms {
		address := strings.Replace(form, "TOKEN", "k4m7qz2xwabcdefg", 1)
		o := newOffice(t)
		o.server.AddUser(address, "pw")
		o.letterFrom(quinn, "To: pat@globex.example\r\nCc: rita@acme.example, "+address+"\r\n",
			"Hi Pat, meet Rita.\r\n\r\nAlso: "+address+"\r\nWhen: Wednesday 25 November 15:00\r\n")
		h := o.one()
		if len(h.Prospects) != 1 || h.Prospects[0].Address != pat || h.Origin != handoff.OriginCC {
			t.Errorf("%s: prospects %+v", name, h.Prospects)
		}
		if m := o.letterFrom(address, "To: handoff@acme.example\r\n", goodBrief); m.Verdict != handoff.MailHeld ||
			!strings.Contains(whyOf(m), "handoff address itself") {
			t.Errorf("from %s: %s: %s", address, m.Verdict, m.Why)
		}
	}
}

func TestWithoutTokensTheMarkIsTheLastResort(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.addressing(handoff.AddressingNone)
	o.c.People["zoe"] = handoff.Person{ID: "zoe", Name: "Zoe Berg", Emails: []string{"zoe@acme.example"},
		Zone: "Europe/Berlin", Hours: handoff.OfficeHours(9, 17)}
	o.server.AddUser("zoe@acme.example", "pw")
	h := o.offered()
	brief := o.brief(rita)
	if len(brief.ReplyTo) > 0 || brief.From.Addr != handoffAddress {
		t.Fatalf("Reply-To %v, From %v", brief.ReplyTo, brief.From)
	}
	quoted := func(text string) string {
		return text + "\r\n\r\nOn Monday Acme wrote:\r\n> " + strings.ReplaceAll(brief.Body, "\n", "\r\n> ")
	}
	const plain = "To: handoff@acme.example\r\n"
	mark := "[" + string(h.ID) + "]"
	for _, bad := range []struct{ name, user, head, text string }{
		{"a colleague without a part", "zoe@acme.example", plain, quoted("status")},
		{"a stranger", mallory, plain, quoted("status")},
		{"no mark", rita, plain, "status"},
		{"two marks", rita, plain, "status of [HO-AAAAAA]\r\n" + quoted("")},
		{"a mark of nothing", rita, plain, "status\r\n\r\n[HO-AAAAAA]"},
		{"a colleague without a part, by the subject", "zoe@acme.example", plain + "Subject: Re: " + mark + " Brief\r\n",
			"status"},
		{"a stranger, by the subject", mallory, plain + "Subject: " + mark + " status\r\n", "status"},
	} {
		if m := o.letterFrom(bad.user, bad.head, bad.text); m.Verdict != handoff.MailHeld || m.Handoff != "" {
			t.Errorf("%s: %s, %q: %s", bad.name, m.Verdict, m.Handoff, m.Why)
		}
	}
	if m := o.letterFrom(pat, plain, quoted("status")); m.Verdict != handoff.MailTaken || o.one().State != h.State {
		t.Errorf("the prospect's words are no command, and passed on: %s, %s", m.Verdict, m.Why)
	}
	o.post(mallory, handoffAddress, []byte("From: rita@acme.example\r\nSubject: x\r\n"+plain+"\r\n"+quoted("decline")))
	if m := o.newest(); m.Verdict != handoff.MailHeld || m.Handoff != "" {
		t.Errorf("somebody who is not proved to be Rita: %s, %q: %s", m.Verdict, m.Handoff, m.Why)
	}
	if m := o.letterFrom(rita, plain+"Subject: Re: "+mark+" Brief\r\n", "status"); m.Verdict != handoff.MailTaken ||
		m.Handoff != h.ID {
		t.Errorf("by the id in the subject: %s: %s", m.Verdict, m.Why)
	}
	if m := o.letterFrom(rita, plain, "status of "+string(h.ID)); m.Verdict != handoff.MailTaken || m.Handoff != h.ID {
		t.Errorf("by the id in the first line: %s: %s", m.Verdict, m.Why)
	}
	if m := o.letterFrom(rita, plain+"In-Reply-To: <"+brief.MessageID+">\r\n",
		"status"); m.Verdict != handoff.MailTaken || m.Handoff != h.ID {
		t.Errorf("by In-Reply-To: %s: %s", m.Verdict, m.Why)
	}
	if m := o.letterFrom(rita, plain, quoted("reject: budget")); m.Verdict != handoff.MailTaken || m.Handoff != h.ID {
		t.Errorf("by the mark: %s: %s", m.Verdict, m.Why)
	}
	if got := o.one(); got.State != handoff.Returned {
		t.Errorf("state %s: %s", got.State, got.Why)
	}
	o.addressing(handoff.AddressingPlus)
	if m := o.letterFrom(rita, plain, quoted("status")); m.Verdict != handoff.MailHeld {
		t.Errorf("with tokens the mark says nothing: %s: %s", m.Verdict, m.Why)
	}
}

// addressing sets how the mail host takes tokens.
func (o *office) addressing(form string) {
	o.e.Renderer = render.New(builtIn(), form)
	o.wire()
	reading := o.e.desk.Intake()
	reading.Addressing = form
	o.e.desk.SetIntake(reading)
}
