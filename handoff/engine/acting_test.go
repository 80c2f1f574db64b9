package engine

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"handoffd/handoff"
	"handoffd/mail"
)

// history is a text of which nothing can be told to be new: a program that quotes without marks, or a person's own
// words below what looks like the header of a quote.
const history = "From: Acme Handoff <handoff@acme.example>\nSent: Monday, 23 November 2026 09:00\nTo: Rita " +
	"Vance\nSubject: Lead\n\n"

func TestNoCommandIsTakenFromATextThatHadToBeGuessed(t *testing.T) {
	t.Parallel()
	for name, words := range map[string]string{"decline": "decline", "accept": "accept", "reject": "reject: budget"} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			o.offered()
			brief := o.brief(rita)
			before := len(o.box(rita))
			o.send(rita, mail.Draft{To: brief.ReplyTo, Subject: "Re: x", InReplyTo: brief.MessageID, Text: history + words})
			o.settle(time.Minute)
			h := o.one()
			if h.State != handoff.Offered || h.Rep() != "rita" || !h.Current().Accepted.IsZero() || !h.Current().Ended.IsZero() {
				t.Fatalf("a guessed command acted: %s", h.Why)
			}
			if got := len(o.box(rita)) - before; got != 1 {
				t.Errorf("%d mails to the rep, want one that asks", got)
			}
			o.send(rita, mail.Draft{To: brief.ReplyTo, Subject: "Re: x", InReplyTo: brief.MessageID,
				Text: words + "\n\n" + history + "accept"})
			o.settle(time.Minute)
			if now := o.one(); now.Rep() == "rita" && reflect.DeepEqual(now.Current(), h.Current()) {
				t.Errorf("the same words above the history did nothing: %s", now.Why)
			}
		})
	}
}

func TestNoBriefIsTakenFromATextThatHadToBeGuessed(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "Lead", Text: history + goodBrief})
	o.settle(0)
	if n := len(o.all()); n != 0 {
		t.Fatalf("%d handoffs from a guessed text", n)
	}
	if m := o.last(quinn); m == nil || strings.Contains(m.Body, "Offered") {
		t.Errorf("the qualifier is not told that no lead was found")
	}
}
