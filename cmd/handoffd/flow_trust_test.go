package main

import (
	"bytes"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// leadMail is a brief of the qualifier as raw mail, with fields above those of its own.
func (f *flow) leadMail(id string, above ...string) []byte {
	f.Helper()
	raw, err := mail.Compose(mail.Draft{From: mail.Address{Name: "Quinn Ames", Addr: f.address("quinn")}, To: []mail.Address{{Addr: f.config.Address}},
		Subject: "Lead", Date: f.clock.Now(), MessageID: id + "." + f.address("quinn"),
		Text: "Contact: Pat Kim <" + f.address("pat") + ">\nCompany: Globex\nWhen: 2026-11-27 15:00\nNeed: quotes\nPain: lost deals\nTimeframe: this quarter\n"})
	if err != nil {
		f.Fatal(err)
	}
	var b bytes.Buffer
	for _, field := range above {
		b.WriteString(field + "\r\n")
	}
	b.Write(raw)
	return b.Bytes()
}

// TestFlow04 sends briefs in the qualifier's name from loopback, which is what every stranger's address looks like behind NAT: with
// results and hops of the sender's own below the border nothing is proved; who has logged in at the own server is.
func TestFlow04(t *testing.T) {
	f := newFlow(t, func(f *flow) { f.trust = mail.Trust{AuthservID: "results.acme.example", Border: demoHost} })
	passing := "Authentication-Results: results.acme.example; dmarc=pass header.from=acme.example"
	hop := "Received: from laptop (laptop.acme.example [198.51.100.7]) by " + demoHost + " (Postfix) with ESMTPSA id 1; Mon, 23 Nov 2026 08:00:00 +0000"
	named := "Received: from laptop (laptop.acme.example [198.51.100.7]) (Authenticated sender: " + f.address("quinn") + ") by " + demoHost +
		" (Postfix) with ESMTPSA id 1; Mon, 23 Nov 2026 08:00:00 +0000"
	for i, above := range [][]string{{passing}, {passing, hop}, {named}, {passing, named}} {
		f.hand(f.address("quinn"), forged, f.leadMail(string(rune('a'+i)), above...), f.config.Address)
	}
	f.hand(f.address("eve@evil.example"), login, f.leadMail("e"), f.config.Address)
	f.pass(5 * time.Minute)
	if h := f.lead(); h.State != "" {
		t.Errorf("a forged brief was taken: %+v", h)
	}
	f.expect("quinn: Is this from you?")

	f.hand(f.address("quinn"), login, f.leadMail("f"), f.config.Address)
	f.pass(5 * time.Minute)
	if h := f.lead(); h.State != handoff.Offered {
		t.Errorf("a brief of who has logged in was not taken: %+v", h)
	}
}
