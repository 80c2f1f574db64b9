package engine

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// past has n leads of the rep whose meetings are over, on the next morning.
func (o *office) past(n int) []handoff.Handoff {
	o.t.Helper()
	for i := range n {
		who := fmt.Sprintf("pat%d@globex.example", i)
		o.server.AddUser(who, "pw")
		text := strings.NewReplacer(pat, who, "15:00", fmt.Sprintf("1%d:00", i+1)).Replace(goodBrief)
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "New lead", Text: text})
		o.settle(0)
	}
	o.settle(3 * time.Minute)
	for _, h := range o.all() {
		o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "[" + string(h.ID) + "]", Text: "accept"})
		o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "[" + string(h.ID) + "]", Text: "replied"})
	}
	o.settle(0)
	for _, h := range o.all() {
		if h.State != handoff.Accepted {
			o.t.Fatalf("%s: %s", h.State, h.Why)
		}
	}
	o.settle(time.Date(2026, 11, 25, 18, 0, 0, 0, o.now.Location()).Sub(o.now))
	o.settle(time.Date(2026, 11, 26, 10, 0, 0, 0, o.now.Location()).Sub(o.now))
	return o.all()
}

// lines are the leads that the numbers of a Today stand for.
func (o *office) lines(m *mail.Message, who handoff.PersonID) (ids []handoff.ID) {
	o.t.Helper()
	var out []handoff.TodayLine
	err := o.store.View(o.t.Context(), func(tx *store.Tx) (err error) {
		out,
			err = tx.Lines(who, []string{m.MessageID})
		return err
	})
	if err != nil {
		o.t.Fatal(err)
	}
	for _, l := range out {
		ids = append(ids, l.Handoff)
	}
	return ids
}

func (o *office) id(id handoff.ID) handoff.Handoff {
	o.t.Helper()
	for _, h := range o.all() {
		if h.ID == id {
			return h
		}
	}
	o.t.Fatalf("there is no %s", id)
	return handoff.Handoff{}
}

// TestTodayIsAnsweredByNumber: three meetings are over, their outcomes stand in one mail, and one reply says all three.
// What is not understood is asked about, and nothing else is lost by it.
func TestTodayIsAnsweredByNumber(t *testing.T) {
	o := newOffice(t)
	o.past(3)
	today := o.last(rita)
	lines := o.lines(today, "rita")
	if !strings.HasPrefix(today.Subject, "Today: 3 questions") || len(lines) != 3 {
		t.Fatalf("%q has %d lines:\n%s", today.Subject, len(lines), today.Body)
	}
	before := len(o.box(rita))
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "Re: " + today.Subject, InReplyTo: today.MessageID,
		Text: "1 good, 2 no-show, 3 purple"})
	o.settle(0)
	if h := o.id(lines[0]); h.State != handoff.Held {
		t.Errorf("1 good: %s, %s", h.State, h.Why)
	}
	if h := o.id(lines[1]); h.State != handoff.Past || len(h.Verdicts) != 1 ||
		h.Verdicts[0].Outcome != handoff.OutcomeNoShow {
		t.Errorf("2 no-show: %s, %+v", h.State, h.Verdicts)
	}
	if h := o.id(lines[2]); h.State != handoff.Past || len(h.Verdicts) != 0 {
		t.Errorf("3 purple: %s, %+v", h.State, h.Verdicts)
	}
	asked := 0
	for _, m := range o.box(rita)[before:] {
		if strings.Contains(m.Subject, string(lines[2])) && strings.Contains(m.Body, "purple") {
			asked++
		}
	}
	if asked != 1 {
		t.Errorf("asked %d times what purple means", asked)
	}
}

// TestTodayIsAnsweredFromAPhone: the mail program keeps nothing but the address to answer to. Words without a number
// are for the only line that asks; where several do, it is asked which of them is meant.
func TestTodayIsAnsweredFromAPhone(t *testing.T) {
	o := newOffice(t)
	o.past(3)
	today := o.last(rita)
	lines := o.lines(today, "rita")
	if len(today.ReplyTo) != 1 || today.ReplyTo[0].Addr == handoffAddress {
		t.Fatalf("answers go to %v", today.ReplyTo)
	}
	before := len(o.box(rita))
	answer := func(text string) {
		o.send(rita, mail.Draft{To: today.ReplyTo, Subject: "Re: " + today.Subject, Text: text})
		o.settle(time.Minute)
	}
	answer("held")
	for _, id := range lines {
		if h := o.id(id); h.State != handoff.Past || len(h.Verdicts) != 0 {
			t.Errorf("held, of no line: %s, %+v", h.State, h.Verdicts)
		}
	}
	asked := o.box(rita)[before:]
	if len(asked) != 1 || !strings.Contains(asked[0].Body, "Which lead do you mean?") {
		t.Fatalf("asked %d times which is meant", len(asked))
	}
	answer("3 good\n1: no-show")
	if h := o.id(lines[2]); h.State != handoff.Held {
		t.Errorf("3 good: %s, %s", h.State, h.Why)
	}
	if h := o.id(lines[0]); len(h.Verdicts) != 1 || h.Verdicts[0].Outcome != handoff.OutcomeNoShow {
		t.Errorf("1: no-show: %s, %+v", h.State, h.Verdicts)
	}
	if h := o.id(lines[1]); len(h.Verdicts) != 0 {
		t.Errorf("nothing was said of 2: %+v", h.Verdicts)
	}
	away := o.c.Clock("rita").Next(o.now)
	answer("away until Friday 4 December")
	var spans []calendar.Span
	err := o.store.View(t.Context(), func(tx *store.Tx) (err error) { spans, err = tx.Away("rita", away); return err })
	if err != nil || len(spans) != 1 {
		t.Errorf("away until Friday: %v (%v)", spans, err)
	}
}

// TestTodayTellsOnlyWhatIsSo: what was settled meanwhile is left out, and an empty Today is not sent.
func TestTodayTellsOnlyWhatIsSo(t *testing.T) {
	o := newOffice(t)
	o.offered()
	h := o.one()
	for _, words := range []string{"accept", "replied"} {
		o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "[" + string(h.ID) + "]", Text: words})
	}
	o.settle(0)
	before := len(o.box(quinn))
	for range 2 {
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "[" + string(h.ID) + "]", Text: "cancel"})
		o.settle(time.Minute)
	}
	if h = o.one(); h.State != handoff.Closed {
		t.Fatalf("%s: %s", h.State, h.Why)
	}
	o.settle(48 * time.Hour)
	for _, who := range []string{quinn, rita} {
		for _, m := range o.box(who) {
			if strings.HasPrefix(m.Subject, "Today") {
				t.Errorf("%s reads %q:\n%s", who, m.Subject, m.Body)
			}
		}
	}
	if n := len(o.box(quinn)) - before; n > 2 {
		t.Errorf("the qualifier got %d mails", n)
	}
}

// TestTodayHoldsTwentyLines names the rest, and of each lead there is one line.
func TestTodayHoldsTwentyLines(t *testing.T) {
	o := newOffice(t)
	h := o.offered()
	now := o.now
	set := o.e.Renderer
	var hs []handoff.Handoff
	var as []handoff.Action
	for i := range 25 {
		other := h
		other.ID = handoff.ID("HO-AAAAA" + string(rune('A'+i)))
		for range 2 {
			hs = append(hs, other)
			as = append(as, handoff.Action{Handoff: other.ID, Purpose: handoff.PurposeOutcome, Step: "ask", When: handoff.Today,
				To: handoff.Recipient{Person: "rita", Role: handoff.RoleRep}, Revision: len(as) + 1})
		}
	}
	m, err := set.Today(hs, as, o.c, now)
	if err != nil {
		t.Fatal(err)
	}
	if text := mail.Read(m.Raw).Body; len(m.Lines) != handoff.MostLines || !strings.Contains(text, "And 5 more") ||
		!strings.Contains(text, "HO-AAAAAY") {
		t.Errorf("%d lines:\n%s", len(m.Lines), text)
	}
}
