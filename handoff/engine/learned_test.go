package engine

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// raws are the outgoing bytes of the mails about the only handoff to a recipient, as the outbox keeps them.
func raws(o *office, user string) [][]byte {
	o.t.Helper()
	var out [][]byte
	err := o.store.View(o.t.Context(), func(tx *store.Tx) error {
		rows, err := tx.Outbox(o.one().ID)
		for _, r := range rows {
			if len(r.Bytes) > 0 && o.isFor(user, r.Action.To) {
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
	t.Parallel()
	for _, mode := range []string{handoff.LearnSent, handoff.LearnBcc} {
		o := newOffice(t)
		o.learn(mode)
		o.e.Renderer = render.New(builtIn(), handoff.AddressingNone)
		o.wire()
		h := o.offered()
		copied := renamed(raws(o, pat)[0], "0100-ses@email.amazonses.com")
		var m store.InMail
		if mode == handoff.LearnSent {
			m = o.sentCopy(copied)
		} else {
			o.post(handoffAddress, handoffAddress, copied)
			m = o.newest()
		}
		if m.Verdict != handoff.MailIgnored || m.Handoff != h.ID || whyOf(m) != "own mail; its Message-ID is learned" {
			t.Fatalf("%s: %s, %q: %s", mode, m.Verdict, m.Handoff, m.Why)
		}
		err := o.store.View(t.Context(), func(tx *store.Tx) error { _, err := tx.MailRaw(m.MessageID, h.ID); return err })
		if !errors.Is(err, store.ErrNotFound) {
			t.Errorf("%s: the copy is kept beside the bytes of the outbox: %v", mode, err)
		}
		if m := o.sentCopy(raws(o, pat)[0]); mode == handoff.LearnSent &&
			(m.Verdict != handoff.MailIgnored || whyOf(m) != "own mail; its Message-ID is known") {
			t.Errorf("a copy as it went out: %s: %s", m.Verdict, m.Why)
		}
		if m := o.letterFrom(rita, "To: pat@globex.example\r\nCc: handoff@acme.example\r\nIn-Reply-To: "+
			"<0100-ses@email.amazonses.com>\r\n", "Hello Pat."); m.Handoff != h.ID {
			t.Errorf("%s: an answer to the new id: %s: %s", mode, m.Verdict, m.Why)
		}
		if got := o.one(); len(got.Current().Evidence) != 1 {
			t.Errorf("%s: evidence %+v", mode, got.Current().Evidence)
		}
		o.letterFrom(mallory, deliveryReport("pat@globex.example", "Message-ID: <0100-ses@email.amazonses.com>"), "")
		if got := o.one(); got.State != handoff.Returned || got.Return.Code != "bounced" {
			t.Errorf("%s: a bounce that returns the new id alone: %s, %s", mode, got.State, got.Why)
		}
	}
}

func TestOnlyCopiesOfOwnMailAreLearned(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	own := raws(o, pat)[0]
	x := regexp.MustCompile(`(?i)X-Handoff-Id: *[0-9a-f]+`)
	check := func(name, mode string, m store.InMail) {
		t.Helper()
		if m.Verdict != handoff.MailHeld || !strings.Contains(whyOf(m), "handoff address itself") {
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
	for _, mode := range []string{"", handoff.LearnOff} {
		o.learn(mode)
		check("not switched on", mode, o.sentCopy(copied))
	}
	o.learn(handoff.LearnBcc)
	check("not authenticated", handoff.LearnBcc, o.sentCopy(copied))
	for _, mode := range []string{handoff.LearnBcc, handoff.LearnSent} {
		o.learn(mode)
		o.post(mallory, handoffAddress, copied)
		check("failed authentication", mode, o.newest())
		for name, header := range map[string]string{"unknown": "X-Handoff-Id: " + strings.Repeat("0", 32),
			"none": "X-Other: x", "no hash": "X-Handoff-Id: " + string(h.ID)} {
			o.post(handoffAddress, handoffAddress, x.ReplaceAll(copied, []byte(header)))
			check("X-Handoff-Id "+name, mode, o.newest())
		}
	}
	// the id of a mail that another handoff has stays that one's
	o.learn(handoff.LearnSent)
	o.server.AddUser("sam@globex.example", "pw")
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Another lead",
		Text:      strings.NewReplacer("pat@", "sam@", "Pat Kim", "Sam Cho", "15:00", "10:00").Replace(goodBrief),
		MessageID: "other@acme.example"})
	o.settle(0)
	check("Message-ID of another handoff", handoff.LearnSent, o.sentCopy(renamed(own, "other@acme.example")))
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
	t.Parallel()
	o := newOffice(t)
	o.learn(handoff.LearnSent)
	h := o.offered()
	other := h
	other.ID, other.UID, other.Token = "HO-AAAAAA", "other@handoffd", "aaaaaaaaaaaaaaaa"
	other.Assignments = slices.Clone(h.Assignments)
	other.Assignments[0].UID = "other-turn@handoffd"
	var as []handoff.Action
	for _, each := range []handoff.Handoff{h, other} {
		as = append(as, handoff.Action{Handoff: each.ID, Purpose: handoff.PurposeEscalation,
			To: handoff.Recipient{Person: "mara", Role: handoff.RoleManager}})
	}
	digest, err := o.e.Renderer.Digest([]handoff.Handoff{h, other}, as, o.c, o.now)
	if err != nil {
		t.Fatal(err)
	}
	if m := o.sentCopy(digest.Raw); m.Verdict != handoff.MailHeld {
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
		c := store.Claimed{Rows: ids} // as if they were claimed
		_, err1 := tx.KeepBytes(c, digest.MessageID, digest.Raw, time.Time{})
		_, err2 := tx.MarkSent(c, o.now)
		return errors.Join(err1, err2)
	})
	if err != nil {
		t.Fatal(err)
	}
	if m := o.sentCopy(renamed(digest.Raw, "new@ses.example")); m.Verdict != handoff.MailIgnored ||
		whyOf(m) != "own mail about several handoffs" {
		t.Errorf("a digest: %s: %s", m.Verdict, m.Why)
	}
}

// report is the head of a delivery report, and its parts, up to the text of the caller.
func deliveryReport(recipient, returned string) string {
	return "To: handoff@acme.example\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; " +
		"report-type=delivery-status; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nI'm sorry.\r\n" +
		"--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.acme.example\r\n\r\nFinal-Recipient: " +
		"rfc822; " + recipient + "\r\nAction: failed\r\nStatus: 5.1.1\r\n\r\n" +
		"--b\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: handoff@acme.example\r\n" + returned + "\r\n\r\n--b--\r\n"
}

func TestBouncesAreFoundWithoutVERP(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	before := o.offered()
	message := o.last(pat)
	forRita := o.last(rita)
	token := "handoff+" + before.Token + "@acme.example"
	for _, test := range []struct{ name, head string }{
		{"neither Message-ID nor X-Handoff-Id", deliveryReport(pat, "Subject: x")},
		{"a foreign Message-ID", deliveryReport(pat, "Message-ID: <x@globex.example>")},
		{"an X-Handoff-Id that no mail had", deliveryReport(pat, "X-Handoff-Id: "+strings.Repeat("0", 32))},
		{"the id of the handoff", deliveryReport(pat, "X-Handoff-Id: "+string(before.ID))},
		{"a token alone", strings.Replace(deliveryReport(pat, "Subject: x"), handoffAddress, token, 1)},
		{"a mail to somebody else", deliveryReport(pat, "Message-ID: <"+forRita.MessageID+">")},
		{"a mail to somebody else, by X-Handoff-Id", deliveryReport(rita, "X-Handoff-Id: "+message.HandoffID)},
		{"a recipient who is nobody", deliveryReport("nobody@globex.example", "Message-ID: <"+message.MessageID+">")},
		{"a noted mail that is not from here", deliveryReport(rita, "Message-ID: <t1."+quinn+">")},
	} {
		if m := o.letterFrom(mallory, test.head, ""); m.Verdict != handoff.MailHeld || m.Kind != string(mail.KindBounce) {
			t.Errorf("%s: %s %s: %s", test.name, m.Kind, m.Verdict, m.Why)
		}
	}
	if after := o.one(); after.Version != before.Version {
		t.Fatalf("a report changed the handoff: %s", after.Why)
	}
	for name, head := range map[string]string{
		"Message-ID":   deliveryReport(pat, "Message-ID: <"+message.MessageID+">"),
		"X-Handoff-Id": deliveryReport("Pat@Globex.example", "X-Handoff-Id: "+message.HandoffID),
		"both, the Message-ID replaced": deliveryReport(pat,
			"Message-ID: <0100@email.amazonses.com>\r\nX-Handoff-Id: "+message.HandoffID),
		"In-Reply-To": "In-Reply-To: <" + message.MessageID + ">\r\n" + deliveryReport(pat, "Subject: x"),
	} {
		o := newOffice(t)
		h := o.offered()
		head = strings.NewReplacer(message.MessageID, o.last(pat).MessageID, message.HandoffID,
			o.last(pat).HandoffID).Replace(head)
		if m := o.letterFrom(mallory, head, ""); m.Verdict != handoff.MailTaken || m.Handoff != h.ID {
			t.Errorf("%s: %s %s: %s", name, m.Kind, m.Verdict, m.Why)
		}
		if got := o.one(); got.State != handoff.Returned || got.Return.Code != "bounced" ||
			!slices.ContainsFunc(got.Prospects, func(c handoff.Contact) bool { return c.Stopped }) {
			t.Errorf("%s: %s: %s", name, got.State, got.Why)
		}
	}
}

// isFor says whether the address is one of the recipient's.
func (o *office) isFor(address string, to handoff.Recipient) bool {
	if to.Person == "" {
		return handoff.SameAddress(address, to.Address)
	}
	p, ok := o.c.ByEmail(address)
	return ok && p.ID == to.Person
}

// learn sets where replaced Message-IDs are learned.
func (o *office) learn(mode string) {
	reading := o.e.desk.Intake()
	reading.LearnIDs = mode
	o.e.desk.SetIntake(reading)
}
