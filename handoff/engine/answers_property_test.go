package engine

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// drawnAnswer is a random mail about the invitation, by a random sender.
type drawnAnswer struct {
	from, auth, method, marked, uid, sentBy string
	attendees, partstats                    []string
	sequence                                string
	instance, forwarded, twice              bool
	cut                                     int // percent of the calendar that is left
}

// The people of the property: own are Rita's addresses.
var (
	ownOfRita = []string{rita, "Rita.Vance@acme.example", "rita+phone@acme.example"}
	others    = []string{"ben@acme.example", mara, pat, "lee@globex.example", mallory, "mallory@evil.example", privately,
		""}
)

func drawAnswer(r *rapid.T) drawnAnswer {
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(r, name) }
	everybody := slices.Concat(ownOfRita, ownOfRita, others)
	d := drawnAnswer{from: pick("from", everybody...), auth: pick("auth", "pass", "pass", "fail", "none"),
		method: pick("method", "REPLY", "REPLY", "REPLY", "COUNTER", "REQUEST", ""),
		marked: pick("marked", "REPLY", "REPLY", "COUNTER", ""),
		uid: pick("uid", answersUID, answersUID, answersUID, " "+answersUID+" ", "other@handoffd",
			strings.ToUpper(answersUID), ""), sentBy: pick("sent by", "", "", mara, pat, rita),
		sequence:  pick("sequence", "", "SEQUENCE:0\r\n", "SEQUENCE:7\r\n", "SEQUENCE:-1\r\n"),
		instance:  rapid.IntRange(0, 9).Draw(r, "instance") == 0,
		forwarded: rapid.IntRange(0, 9).Draw(r, "forwarded") == 0, twice: rapid.Bool().Draw(r, "twice"), cut: 100}
	if rapid.IntRange(0, 4).Draw(r, "is cut") == 0 {
		d.cut = rapid.IntRange(0, 100).Draw(r, "cut")
	}
	for range rapid.IntRange(0, 2).Draw(r, "more attendees") + 1 {
		d.attendees = append(d.attendees, pick("attendee", everybody...))
		d.partstats = append(d.partstats, pick("partstat", "ACCEPTED", "ACCEPTED", "ACCEPTED", "accepted", "TENTATIVE",
			"DECLINED", "NEEDS-ACTION", "DELEGATED", "SURE", ""))
	}
	return d
}

// raw writes the mail as the mail server would hand it out.
func (d drawnAnswer) raw(id string) []byte {
	var c strings.Builder
	c.WriteString("BEGIN:VCALENDAR\r\n")
	if d.method != "" {
		c.WriteString("METHOD:" + d.method + "\r\n")
	}
	c.WriteString("BEGIN:VEVENT\r\nUID:" + d.uid + "\r\n" + d.sequence + "DTSTART:20261125T140000Z\r\n")
	if d.instance {
		c.WriteString("RECURRENCE-ID:20261125T140000Z\r\n")
	}
	for i, a := range d.attendees {
		sent := ""
		if d.sentBy != "" {
			sent = `;SENT-BY="mailto:` + d.sentBy + `"`
		}
		fmt.Fprintf(&c, "ATTENDEE;PARTSTAT=%s%s:mailto:%s\r\n", d.partstats[i], sent, a)
	}
	c.WriteString("END:VEVENT\r\nEND:VCALENDAR\r\n")
	text := c.String()
	text = text[:len(text)*d.cut/100]
	kind := "text/calendar"
	if d.marked != "" {
		kind += "; method=" + d.marked
	}
	if d.forwarded {
		text, kind = "Content-Type: "+kind+"\r\n\r\n"+text, "message/rfc822"
	}
	parts := "--b\r\nContent-Type: text/plain\r\n\r\nAnswer\r\n--b\r\nContent-Type: " + kind + "\r\n\r\n" + text + "\r\n"
	if d.twice {
		parts += "--b\r\nContent-Type: " + kind + "; name=x.ics\r\n\r\n" + text + "\r\n"
	}
	auth := ""
	if d.auth != "none" {
		_, domain, _ := strings.Cut(d.from, "@")
		auth = "Authentication-Results: mx.acme.example; dmarc=" + d.auth + " header.from=" + domain + "\r\n"
	}
	return []byte(auth + "From: " + d.from + "\r\nTo: " + handoffAddress + "\r\nSubject: Answer\r\nMessage-ID: <" + id + ">\r\nMIME-Version: 1.0\r\n" +
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts + "--b--\r\n")
}

// yes says whether the mail can at all be the acceptance of the rep with these addresses: it states that the rep
// accepts this invitation, and its sender is not known to be somebody without a say.
func (d drawnAnswer) yes(own []string) bool {
	isRep := func(address string) bool {
		return slices.ContainsFunc(own, func(a string) bool { return strings.EqualFold(a, address) })
	}
	if d.forwarded || d.instance || d.auth == "fail" || strings.TrimSpace(d.uid) != answersUID ||
		d.method != "REPLY" && (d.method != "" || d.marked != "REPLY") {
		return false
	}
	said := false
	for i, a := range d.attendees {
		said = said || isRep(a) && strings.EqualFold(d.partstats[i], "ACCEPTED")
	}
	switch {
	case !said || d.from == "":
		return false
	case isRep(d.from), d.auth == "none":
		return true
	case len(d.attendees) > 1 && d.from != d.sentBy: // some attendees may be the same
		return d.from != mara && d.from != pat
	}
	return d.from == privately || d.from == "mallory@evil.example" ||
		d.from == d.sentBy && (d.from == mara || d.from == rita)
}

var errUndo = errors.New("undo")

// TestNoMailMakesAnAcceptedWithoutTheRep: whatever comes in from whomever, the handoff is accepted only by a mail in
// which the assigned rep accepts, and the evidence names that rep and that mail.
func TestNoMailMakesAnAcceptedWithoutTheRep(t *testing.T) {
	t.Parallel()
	o := answering(t)
	o.settle(time.Hour)
	id, accepted, mails := o.one().ID, 0, 0
	rapid.Check(t, func(r *rapid.T) {
		drawn := make([]drawnAnswer, rapid.IntRange(1, 6).Draw(r, "mails"))
		for i := range drawn {
			drawn[i] = drawAnswer(r)
		}
		err := o.store.Update(t.Context(), func(tx *store.Tx) error {
			could, own := map[string]bool{}, ownOfRita
			for i, d := range drawn {
				message := fmt.Sprintf("m%d@x.example", i)
				could[message] = d.yes(own)
				raw := d.raw(message)
				mails++
				u := intake.Understand(raw, mail.Trust{AuthservID: "mx.acme.example"}, o.now, time.UTC)
				in := &store.InMail{Source: "inbox", Ref: fmt.Sprint("1:", 1000+i), Arrived: o.now, Raw: raw}
				if _, err := o.e.desk.Take(tx, handoffAddress, in, u); err != nil {
					return err
				}
				h, err := tx.Handoff(id)
				if err != nil {
					return err
				}
				if own = ownOfRita; h.Rep() == "ben" {
					own = []string{ben}
				}
				if h.State != handoff.Accepted {
					continue
				}
				accepted++
				if err := checkAccepted(h, could, raw); err != nil {
					return err
				}
			}
			return errUndo
		})
		if !errors.Is(err, errUndo) {
			r.Fatal(err)
		}
	})
	if accepted == 0 && mails > 300 { // a short run may draw none
		t.Fatalf("none of %d mails was an acceptance: nothing was tested", mails)
	}
	t.Logf("%d mails; after %d of them the handoff stood accepted", mails, accepted)
}

func checkAccepted(h handoff.Handoff, could map[string]bool, raw []byte) error {
	a := h.Current()
	i := slices.IndexFunc(a.Evidence, func(e handoff.Evidence) bool { return e.Kind == handoff.RequireAccept })
	switch {
	case i < 0:
		return fmt.Errorf("accepted without evidence, by\n%s", raw)
	case !could[a.Evidence[i].MessageID]:
		return fmt.Errorf("accepted by a mail that cannot be the rep's: %+v\n%s", a.Evidence[i], raw)
	case a.Evidence[i].By != string(a.Rep):
		return fmt.Errorf("the evidence is of %s, the rep is %s", a.Evidence[i].By, a.Rep)
	}
	return nil
}
