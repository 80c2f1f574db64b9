package engine

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// tokenForms are the ways a token can stand in an address of acme.
var tokenForms = map[string]string{
	AddressingPlus: "handoff+TOKEN@acme.example", AddressingMinus: "handoff-TOKEN@acme.example", AddressingCatchAll: "t-TOKEN@acme.example",
}

func TestWithToken(t *testing.T) {
	const token = "k4m7qz2xwabcdefg"
	tests := []struct{ address, token, addressing, want string }{
		{handoffAddress, token, AddressingPlus, "handoff+" + token + "@acme.example"},
		{handoffAddress, token, AddressingMinus, "handoff-" + token + "@acme.example"},
		{handoffAddress, token, AddressingCatchAll, "t-" + token + "@acme.example"},
		{handoffAddress, token, AddressingNone, handoffAddress},
		{handoffAddress, token, "", handoffAddress},
		{handoffAddress, "", AddressingPlus, handoffAddress},
		{handoffAddress, "a\r\nBcc: x", AddressingMinus, handoffAddress},
		{handoffAddress, "a@b", AddressingCatchAll, handoffAddress},
		{strings.Repeat("x", 47) + "@acme.example", token, AddressingMinus, strings.Repeat("x", 47) + "-" + token + "@acme.example"},
		{strings.Repeat("x", 48) + "@acme.example", token, AddressingMinus, strings.Repeat("x", 48) + "@acme.example"},
		{strings.Repeat("x", 48) + "@acme.example", token, AddressingPlus, strings.Repeat("x", 48) + "@acme.example"},
		{strings.Repeat("x", 64) + "@acme.example", token, AddressingCatchAll, "t-" + token + "@acme.example"},
	}
	for _, test := range tests {
		if got := WithToken(test.address, test.token, test.addressing); got != test.want {
			t.Errorf("%s of %q in %s: got %s, want %s", test.addressing, test.token, test.address, got, test.want)
		}
	}
}

// TestTokensComeBack says that what is written into an address is read out of it, whatever the setting is by then.
func TestTokensComeBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		token := rapid.StringMatching(`[a-z2-7]{16}`).Draw(t, "token")
		address := rapid.StringMatching(`[a-z][a-z0-9._-]{0,40}@acme\.example`).Draw(t, "address")
		addressing := rapid.SampledFrom([]string{AddressingPlus, AddressingMinus, AddressingCatchAll}).Draw(t, "addressing")
		written := WithToken(address, token, addressing)
		if got, ours := handoff.CutTag(strings.ToUpper(written), address); got != token || !ours {
			t.Errorf("%s: read %q, %t", written, got, ours)
		}
	})
}

func TestTheTokenStandsInReplyToOnly(t *testing.T) {
	w := newTale(t, monday)
	w.escalated()
	for addressing, form := range tokenForms {
		r, tagged := NewRenderer(w.r.set, addressing), 0
		for _, s := range w.sent {
			m, err := r.Render(s.h, s.a, w.c, w.now, nil)
			if err != nil {
				t.Fatal(err)
			}
			o := takeApart(t, m.Raw)
			if strings.Contains(o.header.Get("Reply-To"), strings.ReplaceAll(form, "TOKEN", s.h.Token)) {
				tagged++
			}
			delete(o.header, "Reply-To")
			if all := fmt.Sprint(o.header, o.body, m.From, m.To); strings.Contains(all, s.h.Token) {
				t.Errorf("%s, %s: the token is shown outside of Reply-To", addressing, s.a.Key())
			}
		}
		if tagged == 0 {
			t.Errorf("%s: no mail has %s", addressing, form)
		}
	}
}

// letterFrom posts raw bytes to the handoff address as a colleague or stranger does, and gives what was made of them.
func (o *office) letterFrom(user, head, text string) store.InMail {
	o.t.Helper()
	o.n++
	o.post(user, handoffAddress, fmt.Appendf(nil, "From: %s\r\nMessage-ID: <l%d@acme.example>\r\n%s\r\n%s\r\n", user, o.n, head, text))
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
	o := newOffice(t) // plus is set
	h := o.offered()
	for name, form := range tokenForms {
		address := strings.Replace(form, "TOKEN", h.Token, 1)
		for _, header := range []string{"To: " + address, "To: <" + strings.ToUpper(address) + ">", "Cc: rita@acme.example, Team <" + address + ">", "Delivered-To: " + address, "X-Original-To: " + address} {
			if m := o.letterFrom(rita, header+"\r\n", "status"); m.Verdict != taken || m.Handoff != h.ID {
				t.Errorf("%s in %s: %s, %q: %s", name, header, m.Verdict, m.Handoff, m.Why)
			}
		}
		foreign := strings.Replace(address, "acme.example", "globex.example", 1)
		if m := o.letterFrom(rita, "To: "+foreign+", handoff@acme.example\r\n", "status"); m.Verdict != held || m.Handoff != "" {
			t.Errorf("a token at a foreign domain, %s: %s, %q: %s", foreign, m.Verdict, m.Handoff, m.Why)
		}
	}
	if m := o.letterFrom(rita, "To: rita-"+h.Token+"@acme.example\r\n", "status"); m.Verdict != held {
		t.Errorf("a token in somebody else's address: %s: %s", m.Verdict, m.Why)
	}
}

func TestTokensAreFewAndEachStandsOnce(t *testing.T) {
	m := &mail.Message{}
	for i := range 30 {
		m.To = append(m.To, mail.Address{Addr: fmt.Sprintf("handoff+t%d@acme.example", i/2)})
	}
	e := &Engine{}
	e.config.Store(killConfig(""))
	if got := e.tokens(m); len(got) != 10 || got[0] != "t0" || got[9] != "t9" {
		t.Errorf("tokens %v", got)
	}
}

func TestOwnAddressesAreOursInEveryForm(t *testing.T) {
	for name, form := range tokenForms {
		address := strings.Replace(form, "TOKEN", "k4m7qz2xwabcdefg", 1)
		o := newOffice(t)
		o.server.AddUser(address, "pw")
		o.letterFrom(quinn, "To: pat@globex.example\r\nCc: rita@acme.example, "+address+"\r\n", "Hi Pat, meet Rita.\r\n\r\nAlso: "+address+"\r\nWhen: Wednesday 25 November 15:00\r\n")
		h := o.one()
		if len(h.Prospects) != 1 || h.Prospects[0].Address != pat || h.Origin != handoff.OriginCC {
			t.Errorf("%s: prospects %+v", name, h.Prospects)
		}
		if m := o.letterFrom(address, "To: handoff@acme.example\r\n", goodBrief); m.Verdict != held || !strings.Contains(m.Why, "handoff address itself") {
			t.Errorf("from %s: %s: %s", address, m.Verdict, m.Why)
		}
	}
}

func TestWithoutTokensTheMarkIsTheLastResort(t *testing.T) {
	o := newOffice(t)
	o.e.Renderer = NewRenderer(builtIn(), AddressingNone)
	o.c.People["zoe"] = handoff.Person{ID: "zoe", Name: "Zoe Berg", Emails: []string{"zoe@acme.example"}, Zone: "Europe/Berlin", Hours: handoff.OfficeHours(9, 17)}
	o.server.AddUser("zoe@acme.example", "pw")
	h := o.offered()
	brief := o.box(rita)[0]
	if len(brief.ReplyTo) != 1 || brief.ReplyTo[0].Addr != handoffAddress {
		t.Fatalf("Reply-To %v", brief.ReplyTo)
	}
	if n := strings.Count(takeApart(t, raws(o, rita)[0]).body["text/html"], "["+string(h.ID)+"]"); n != 1 {
		t.Errorf("the mark stands %d times in the HTML", n)
	}
	quoted := func(text string) string {
		return text + "\r\n\r\nOn Monday Acme wrote:\r\n> " + strings.ReplaceAll(brief.Body, "\n", "\r\n> ")
	}
	const plain = "To: handoff@acme.example\r\n"
	mark := "[" + string(h.ID) + "]"
	for _, bad := range []struct{ name, user, head, text string }{
		{"a colleague without a part", "zoe@acme.example", plain, quoted("status")},
		{"a stranger", mallory, plain, quoted("status")},
		{"the prospect", pat, plain, quoted("status")},
		{"no mark", rita, plain, "status"},
		{"the subject alone", rita, plain + "Subject: Re: " + mark + " Brief\r\n", "status"},
		{"two marks", rita, plain, "status of [HO-AAAAAA]\r\n" + quoted("")},
		{"a mark of nothing", rita, plain, "status\r\n\r\n[HO-AAAAAA]"},
		{"an id that is no mark", rita, plain, "status of " + string(h.ID)},
	} {
		if m := o.letterFrom(bad.user, bad.head, bad.text); m.Verdict != held || m.Handoff != "" {
			t.Errorf("%s: %s, %q: %s", bad.name, m.Verdict, m.Handoff, m.Why)
		}
	}
	o.post(mallory, handoffAddress, []byte("From: rita@acme.example\r\nSubject: x\r\n"+plain+"\r\n"+quoted("decline")))
	if m := o.newest(); m.Verdict != held || m.Handoff != "" {
		t.Errorf("somebody who is not proved to be Rita: %s, %q: %s", m.Verdict, m.Handoff, m.Why)
	}
	if m := o.letterFrom(rita, plain+"In-Reply-To: <"+brief.MessageID+">\r\n", "status"); m.Verdict != taken || m.Handoff != h.ID {
		t.Errorf("by In-Reply-To: %s: %s", m.Verdict, m.Why)
	}
	if m := o.letterFrom(rita, plain, quoted("reject: budget")); m.Verdict != taken || m.Handoff != h.ID {
		t.Errorf("by the mark: %s: %s", m.Verdict, m.Why)
	}
	if got := o.one(); got.State != handoff.Returned {
		t.Errorf("state %s: %s", got.State, got.Why.Text)
	}
	o.e.Renderer = NewRenderer(builtIn(), AddressingPlus)
	if m := o.letterFrom(rita, plain, quoted("status")); m.Verdict != held {
		t.Errorf("with tokens the mark says nothing: %s: %s", m.Verdict, m.Why)
	}
}

// raws are the outgoing bytes of the mails about the only handoff to a recipient, as the outbox keeps them.
func raws(o *office, user string) [][]byte {
	o.t.Helper()
	var out [][]byte
	err := o.store.View(o.t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Outbox(o.one().ID)
		for _, r := range rows {
			if len(r.Bytes) > 0 && o.e.isFor(user, r.Action.To) {
				out = append(out, r.Bytes)
			}
		}
		return err
	})
	if err != nil || len(out) == 0 {
		o.t.Fatalf("nothing went out to %s: %v", user, err)
	}
	return out
}

var messageIDLine = regexp.MustCompile(`(?i)\r\nMessage-ID: *<[^>]*>`)

// renamed is the mail as a server keeps it that has replaced the Message-ID.
func renamed(raw []byte, id string) []byte {
	return messageIDLine.ReplaceAll(raw, []byte("\r\nMessage-ID: <"+id+">"))
}

// sentCopy puts a mail into the mailbox as it is, without the word of a server: so is a copy in the Sent folder.
func (o *office) sentCopy(raw []byte) store.InMail {
	o.t.Helper()
	if err := o.server.Store(handoffAddress, "INBOX", raw, o.now); err != nil {
		o.t.Fatal(err)
	}
	return o.newest()
}

func TestReplacedMessageIDsAreLearned(t *testing.T) {
	for _, mode := range []string{LearnSent, LearnBcc} {
		o := newOffice(t)
		o.e.LearnIDs = mode
		o.e.Renderer = NewRenderer(builtIn(), AddressingNone)
		h := o.offered()
		copied := renamed(raws(o, pat)[0], "0100-ses@email.amazonses.com")
		var m store.InMail
		if mode == LearnSent {
			m = o.sentCopy(copied)
		} else {
			o.post(handoffAddress, handoffAddress, copied)
			m = o.newest()
		}
		if m.Verdict != ignored || m.Handoff != h.ID || m.Why != "own mail; its Message-ID is learned" {
			t.Fatalf("%s: %s, %q: %s", mode, m.Verdict, m.Handoff, m.Why)
		}
		err := o.store.View(t.Context(), func(tx *store.Tx) error { _, err := tx.MailRaw(m.MessageID, h.ID); return err })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: the copy is kept beside the bytes of the outbox: %v", mode, err)
		}
		if m := o.sentCopy(raws(o, pat)[0]); mode == LearnSent && (m.Verdict != ignored || m.Why != "own mail; its Message-ID is known") {
			t.Errorf("a copy as it went out: %s: %s", m.Verdict, m.Why)
		}
		if m := o.letterFrom(rita, "To: pat@globex.example\r\nCc: handoff@acme.example\r\nIn-Reply-To: <0100-ses@email.amazonses.com>\r\n", "Hello Pat."); m.Handoff != h.ID {
			t.Errorf("%s: an answer to the new id: %s: %s", mode, m.Verdict, m.Why)
		}
		if got := o.one(); len(got.Current().Evidence) != 1 {
			t.Errorf("%s: evidence %+v", mode, got.Current().Evidence)
		}
		o.letterFrom(mallory, report("pat@globex.example", "Message-ID: <0100-ses@email.amazonses.com>"), "")
		if got := o.one(); got.State != handoff.Returned || got.Return.Code != "bounced" {
			t.Errorf("%s: a bounce that returns the new id alone: %s, %s", mode, got.State, got.Why.Text)
		}
	}
}

func TestOnlyCopiesOfOwnMailAreLearned(t *testing.T) {
	o := newOffice(t)
	h := o.offered()
	own := raws(o, pat)[0]
	x := regexp.MustCompile(`(?i)X-Handoff-Id: *[0-9a-f]+`)
	check := func(name, mode string, m store.InMail) {
		t.Helper()
		if m.Verdict != held || !strings.Contains(m.Why, "handoff address itself") {
			t.Errorf("%s, %s: %s: %s", name, mode, m.Verdict, m.Why)
		}
		err := o.store.View(t.Context(), func(tx *store.Tx) error {
			if _, ok, err := tx.ByMessageIDs([]string{"new@ses.example"}); ok || err != nil {
				return fmt.Errorf("the id is learned (%w)", err)
			}
			return nil
		})
		if err != nil {
			t.Errorf("%s, %s: %v", name, mode, err)
		}
	}
	o.post(mallory, handoffAddress, own) // a copy whose authentication failed
	copied := renamed(own, "new@ses.example")
	for _, mode := range []string{"", LearnOff} {
		o.e.LearnIDs = mode
		check("not switched on", mode, o.sentCopy(copied))
	}
	o.e.LearnIDs = LearnBcc
	check("not authenticated", LearnBcc, o.sentCopy(copied))
	for _, mode := range []string{LearnBcc, LearnSent} {
		o.e.LearnIDs = mode
		o.post(mallory, handoffAddress, copied)
		check("failed authentication", mode, o.newest())
		for name, header := range map[string]string{"unknown": "X-Handoff-Id: " + strings.Repeat("0", 32), "none": "X-Other: x", "no hash": "X-Handoff-Id: " + string(h.ID)} {
			o.post(handoffAddress, handoffAddress, x.ReplaceAll(copied, []byte(header)))
			check("X-Handoff-Id "+name, mode, o.newest())
		}
	}
	// the id of a mail that another handoff has stays that one's
	o.e.LearnIDs = LearnSent
	o.server.AddUser("sam@globex.example", "pw")
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Another lead", Text: strings.NewReplacer("pat@", "sam@", "Pat Kim", "Sam Cho", "15:00", "10:00").Replace(goodBrief), MessageID: "other@acme.example"})
	o.settle(0)
	check("Message-ID of another handoff", LearnSent, o.sentCopy(renamed(own, "other@acme.example")))
	err := o.store.View(t.Context(), func(tx *store.Tx) error {
		if id, ok, err := tx.ByMessageIDs([]string{"other@acme.example"}); err != nil || !ok || id == h.ID {
			return fmt.Errorf("it finds %q: %w", id, err)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestACopyOfADigestIsNotHeld(t *testing.T) {
	o := newOffice(t)
	o.e.LearnIDs = LearnSent
	h := o.offered()
	other := h
	other.ID, other.UID, other.Token = "HO-AAAAAA", "other@handoffd", "aaaaaaaaaaaaaaaa"
	var as []handoff.Action
	for _, each := range []handoff.Handoff{h, other} {
		as = append(as, handoff.Action{Handoff: each.ID, Purpose: handoff.PurposeEscalation, To: handoff.Recipient{Person: "mara", Role: handoff.RoleManager}, Detail: map[string]string{"step": "window-closed"}})
	}
	digest, err := o.e.Renderer.Digest([]handoff.Handoff{h, other}, as, o.c, o.now)
	if err != nil {
		t.Fatal(err)
	}
	if m := o.sentCopy(digest.Raw); m.Verdict != held {
		t.Errorf("a digest that was never sent: %s: %s", m.Verdict, m.Why)
	}
	err = o.store.Update(t.Context(), func(tx *store.Tx) error {
		if err := errors.Join(tx.Save(other), tx.Enqueue(as, o.now)); err != nil {
			return err
		}
		var ids []int64
		for _, a := range as {
			rows, err := tx.Outbox(a.Handoff)
			if err != nil {
				return err
			}
			ids = append(ids, rows[len(rows)-1].ID)
		}
		return errors.Join(tx.KeepBytes(ids, digest.MessageID, digest.Raw, time.Time{}), tx.MarkSent(ids, o.now))
	})
	if err != nil {
		t.Fatal(err)
	}
	if m := o.sentCopy(renamed(digest.Raw, "new@ses.example")); m.Verdict != ignored || m.Why != "own mail about several handoffs" {
		t.Errorf("a digest: %s: %s", m.Verdict, m.Why)
	}
}

// report is the head of a delivery report, and its parts, up to the text of the caller.
func report(recipient, returned string) string {
	return "To: handoff@acme.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nI'm sorry.\r\n" +
		"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.acme.example\r\n\r\nFinal-Recipient: rfc822; " + recipient + "\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n" +
		"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: handoff@acme.example\r\n" + returned + "\r\n\r\n--b--\r\n"
}

func TestBouncesAreFoundWithoutVERP(t *testing.T) {
	o := newOffice(t)
	before := o.offered()
	message := o.last(pat)
	forRita := o.last(rita)
	token := "handoff+" + before.Token + "@acme.example"
	for _, test := range []struct{ name, head string }{
		{"neither Message-ID nor X-Handoff-Id", report(pat, "Subject: x")},
		{"a foreign Message-ID", report(pat, "Message-ID: <x@globex.example>")},
		{"an X-Handoff-Id that no mail had", report(pat, "X-Handoff-Id: "+strings.Repeat("0", 32))},
		{"the id of the handoff", report(pat, "X-Handoff-Id: "+string(before.ID))},
		{"a token alone", strings.Replace(report(pat, "Subject: x"), handoffAddress, token, 1)},
		{"a mail to somebody else", report(pat, "Message-ID: <"+forRita.MessageID+">")},
		{"a mail to somebody else, by X-Handoff-Id", report(rita, "X-Handoff-Id: "+message.HandoffID)},
		{"a recipient who is nobody", report("nobody@globex.example", "Message-ID: <"+message.MessageID+">")},
		{"a noted mail that is not from here", report(rita, "Message-ID: <t1."+quinn+">")},
	} {
		if m := o.letterFrom(mallory, test.head, ""); m.Verdict != held || m.Kind != string(mail.KindBounce) {
			t.Errorf("%s: %s %s: %s", test.name, m.Kind, m.Verdict, m.Why)
		}
	}
	if after := o.one(); after.Version != before.Version {
		t.Fatalf("a report changed the handoff: %s", after.Why.Text)
	}
	for name, head := range map[string]string{
		"Message-ID":                    report(pat, "Message-ID: <"+message.MessageID+">"),
		"X-Handoff-Id":                  report("Pat+x@globex.example", "X-Handoff-Id: "+message.HandoffID),
		"both, the Message-ID replaced": report(pat, "Message-ID: <0100@email.amazonses.com>\r\nX-Handoff-Id: "+message.HandoffID),
		"In-Reply-To":                   "In-Reply-To: <" + message.MessageID + ">\r\n" + report(pat, "Subject: x"),
	} {
		o := newOffice(t)
		h := o.offered()
		head = strings.NewReplacer(message.MessageID, o.last(pat).MessageID, message.HandoffID, o.last(pat).HandoffID).Replace(head)
		if m := o.letterFrom(mallory, head, ""); m.Verdict != taken || m.Handoff != h.ID {
			t.Errorf("%s: %s %s: %s", name, m.Kind, m.Verdict, m.Why)
		}
		if got := o.one(); got.State != handoff.Returned || got.Return.Code != "bounced" || !slices.ContainsFunc(got.Prospects, func(c handoff.Contact) bool { return c.Stopped }) {
			t.Errorf("%s: %s: %s", name, got.State, got.Why.Text)
		}
	}
}
