package main

import (
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/mailtest"
)

// talkMail is what one mail about a 1:1 says to a calendar.
type talkMail struct {
	method string
	calendar.Event
}

// talkMails are those of somebody, in their order.
func (s *rig) talkMails(name string) (out []talkMail) {
	s.Helper()
	for _, m := range s.box(name) {
		if len(m.Calendars) == 0 || !strings.HasPrefix(m.Subject, "1:1 of ") {
			continue
		}
		got, faults, err := ics.Decode(m.Calendars[0].Data)
		if err != nil || len(faults) > 0 || len(got.Events) != 1 {
			s.Fatalf("%q: %v %v", m.Subject, faults, err)
		}
		out = append(out, talkMail{got.Method, got.Events[0]})
	}
	return out
}

// answersTalk is what a calendar program mails for its owner.
func (s *rig) answersTalk(name, method string, e calendar.Event, a calendar.PartStat, start time.Time) {
	s.Helper()
	data, err := ics.Encode(calendar.Message{Method: method, Events: []calendar.Event{{UID: e.UID, Sequence: e.Sequence,
		Stamp: s.clock.Now(), Start: start, End: start.Add(handoff.OneToOneLength), Organizer: e.Organizer,
		Attendees: []calendar.Attendee{{Address: s.at(name), PartStat: a}}}}})
	if err != nil {
		s.Fatal(err)
	}
	s.write(name, mail.Draft{To: []mail.Address{{Addr: s.config.Address}}, Subject: "Re: " + e.Summary, Text: " ",
		Calendar: &mail.Calendar{Method: method, Data: data}})
}

// TestOneToOneByMail: over Postfix and Dovecot, the invitation reaches both, an answer is answered by nothing, another
// time that one proposes is mailed to both under the same UID, and a no takes the entry from the other one alone.
func TestOneToOneByMail(t *testing.T) {
	if testing.Short() {
		t.Skip("needs Dovecot and Postfix; run without -short")
	}
	t.Parallel()
	real := hosttest.StartReal(t)
	s := &rig{T: t, real: real, imapAddr: real.IMAPAddr, smtpAddr: real.SubmissionAddr, password: mailtest.RealPassword}
	s.start(rigOptions{config: func(c *handoff.Config) {
		c.Teams[0].Reps, c.Teams[0].OneToOne = []handoff.PersonID{"rita"}, handoff.OneToOneManager
	}})
	count := func(rita, mara int) func() bool {
		return func() bool { return len(s.talkMails("rita")) == rita && len(s.talkMails("mara")) == mara }
	}
	s.until("both are invited", time.Minute, count(1, 1))
	first := s.talkMails("rita")[0]
	if o := s.talkMails("mara")[0]; first.method != "REQUEST" || o.UID != first.UID || !o.Start.Equal(first.Start) ||
		len(o.Attendees) != 2 || o.Class != "CONFIDENTIAL" || o.Organizer.Address != s.config.Address {
		t.Fatalf("%s: %+v", o.method, o.Event)
	}
	s.answersTalk("rita", "REPLY", first.Event, calendar.Accepted, first.Start)
	talk := func() (k handoff.Talk) {
		s.Helper()
		s.view(func(tx *store.Tx) (err error) {
			k, _, err = tx.Talk(first.UID)
			return err
		})
		return k
	}
	s.until("her answer is known", time.Second, func() bool { return talk().Said["rita"] == calendar.Accepted })
	then := first.Start.Add(2 * time.Hour)
	s.answersTalk("mara", "COUNTER", first.Event, calendar.Tentative, then)
	s.until("both hear of the other time", time.Minute, count(2, 2))
	again := s.talkMails("rita")[1]
	if again.method != "REQUEST" || again.UID != first.UID || again.Sequence <= first.Sequence || !again.Start.Equal(then) {
		t.Errorf("%s: %+v", again.method, again.Event)
	}
	for _, a := range again.Attendees {
		want := map[string]calendar.PartStat{s.at("rita"): calendar.NeedsAction, s.at("mara"): calendar.Accepted}
		if a.PartStat != want[a.Address] {
			t.Errorf("%s is shown as %s", a.Address, a.PartStat)
		}
	}
	s.answersTalk("rita", "REPLY", again.Event, calendar.Declined, then)
	s.until("the manager hears that it is off", time.Minute, count(2, 3))
	if off := s.talkMails("mara")[2]; off.method != "CANCEL" || off.Status != "CANCELLED" || off.UID != first.UID ||
		off.Sequence <= again.Sequence {
		t.Errorf("%s: %+v", off.method, off.Event)
	}
	s.pass(2 * 24 * time.Hour)
	if !count(2, 3)() {
		t.Errorf("afterwards rita has %d, mara %d", len(s.talkMails("rita")), len(s.talkMails("mara")))
	}
	for _, name := range []string{"quinn", "olga", "ben"} {
		if n := len(s.talkMails(name)); n > 0 {
			t.Errorf("%s has %d", name, n)
		}
	}
}
