package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/demo"
	"handoffd/handoff"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// step is how far the service's clock moves at each look of a test that waits for something ordinary.
const step = 2 * time.Second

// brief lets the qualifier write one.
func (s *rig) brief() {
	s.Helper()
	s.write("quinn", mail.Draft{To: []mail.Address{{Addr: s.config.Address}}, Subject: "Lead",
		Text: "Contact: Pat Kim <" + s.pat() + ">\nCompany: Globex\nWhen: 2026-11-27 15:00\nNeed: quotes\nPain: lost " +
			"deals\nTimeframe: this quarter\n"})
}

// offered waits until a rep has intro and invitation and the window runs.
func (s *rig) offered(rep handoff.PersonID) {
	s.Helper()
	s.until("offered to "+string(rep), step, func() bool {
		h := s.handoff()
		a := h.Current()
		return h.State == handoff.Offered && a.Rep == rep && !a.Opened.IsZero()
	})
	s.until(string(rep)+" has intro and invitation", 5*step, func() bool {
		intro, invite := s.letters(string(rep))
		return intro != nil && invite != nil
	})
}

// letters are the intro and the invitation as a rep has them.
func (s *rig) letters(rep string) (intro, invite *mail.Message) {
	s.Helper()
	for _, m := range s.box(rep) {
		switch {
		case m.Kind == mail.KindCalendarRequest:
			invite = m
		case len(m.ReplyTo) > 1:
			intro = m
		}
	}
	return intro, invite
}

// replies lets a rep answer the intro; extra is more text.
func (s *rig) replies(rep, extra string) {
	s.Helper()
	intro, _ := s.letters(rep)
	s.write(rep, mail.Draft{To: intro.ReplyTo, Subject: "Re: " + intro.Subject, InReplyTo: intro.MessageID,
		References: append(slices.Clone(intro.References), intro.MessageID),
		Text:       "Hello, I look forward to meeting you.\n" + extra})
}

// accepts lets a rep accept the invitation as a calendar program does.
func (s *rig) accepts(rep string) {
	s.Helper()
	_, invite := s.letters(rep)
	request, _, err := ics.Decode(invite.Calendars[0].Data)
	if err != nil {
		s.Fatal(err)
	}
	ev := request.Events[0]
	ev.Stamp, ev.Attendees = s.clock.Now(), []calendar.Attendee{{Address: s.at(rep), PartStat: calendar.Accepted}}
	data, err := ics.Encode(calendar.Message{Method: "REPLY", Events: []calendar.Event{ev}})
	if err != nil {
		s.Fatal(err)
	}
	s.write(rep, mail.Draft{To: []mail.Address{{Addr: s.config.Address}}, Subject: "Accepted: " + ev.Summary, Text: "yes",
		Calendar: &mail.Calendar{Method: "REPLY", Data: data}})
}

func (s *rig) answers(rep string) {
	s.Helper()
	s.replies(rep, "")
	s.accepts(rep)
}

// delivered waits until all that people wrote lies in mailboxes.
func (s *rig) delivered() {
	s.Helper()
	if s.real == nil {
		return
	}
	empty, looks := 0, 0
	s.until("Postfix has delivered everything", 0, func() bool {
		if looks++; s.own && looks%50 == 0 {
			s.flush()
		}
		if empty++; queued(s, s.real.Dir) > 0 {
			empty = 0
		}
		return empty > 3
	})
}

// accepted waits for the good end and checks it.
func (s *rig) accepted(rep handoff.PersonID, copies int) string {
	s.Helper()
	s.until("accepted", step, func() bool { return s.handoff().State == handoff.Accepted })
	return s.ended(rep, copies)
}

// ended checks what every fault must leave behind: everything written by people was taken, once; everything written by
// the service arrived, at most so many times and with the same bytes; nobody was passed over or escalated for it.
func (s *rig) ended(rep handoff.PersonID, copies int) string {
	s.Helper()
	s.until("nothing is left to send", step, func() bool { return s.unsent() == 0 })
	s.delivered()
	h := s.handoff()
	if h.Rep() != rep {
		s.Errorf("the rep is %s, want %s", h.Rep(), rep)
	}
	kinds, mails := map[handoff.Kind]int{}, map[string]int{}
	s.view(func(tx *store.Tx) error {
		facts, err := tx.Facts(h.ID)
		if err != nil {
			return err
		}
		for _, f := range facts {
			kinds[f.Kind]++
		}
		in, err := tx.Mails(store.MailFilter{Handoff: h.ID})
		for _, m := range in {
			if m.Verdict == "taken" {
				mails[m.MessageID]++
			}
		}
		if err != nil {
			return err
		}
		return tx.VerifyChain(h.ID)
	})
	for id := range s.from {
		if mails[id] != 1 {
			s.Errorf("the mail %s was taken %d times", id, mails[id])
		}
	}
	if kinds[handoff.KindBriefed] != 1 || kinds[handoff.KindReplied] > 1 || kinds[handoff.KindAnswered] > 1 ||
		kinds[handoff.KindDeadline] > 0 {
		s.Errorf("facts %v", kinds)
	}
	if n := len(s.box("mara")) - len(s.lists()); n != 0 {
		s.Errorf("the manager got %d mails", n)
	}
	return s.arrived(h.ID, copies)
}

// unsent counts what is to go out now. What waits for somebody's Today goes out then.
func (s *rig) unsent() int {
	s.Helper()
	return s.waiting(func(a handoff.Action) bool { return a.When == handoff.Live })
}

// waiting counts the mails of a kind that are not out yet.
func (s *rig) waiting(of func(handoff.Action) bool) (n int) {
	s.Helper()
	h := s.handoff()
	s.view(func(tx *store.Tx) error {
		rows, err := tx.Outbox(h.ID)
		for _, r := range rows {
			if of(r.Action) && (r.State == store.RowPending || r.State == store.RowClaimed) {
				n++
			}
		}
		return err
	})
	return n
}

// arrived checks each mail that the outbox says was sent in the mailbox of its recipient.
func (s *rig) arrived(id handoff.ID, copies int) string {
	s.Helper()
	boxes := map[string]map[string]int{}
	for _, name := range []string{"quinn", "rita", "ben", "mara", "olga", "pat"} {
		boxes[s.account(name).Username] = map[string]int{}
		for _, m := range s.box(name) {
			boxes[s.account(name).Username][m.MessageID]++
		}
	}
	sent, twice := map[string]bool{}, 0
	s.view(func(tx *store.Tx) error {
		rows, err := tx.Outbox(id)
		for _, r := range rows {
			to := r.Action.To.Address
			if r.Action.To.Person != "" {
				to = s.config.Person(r.Action.To.Person).Email()
			}
			n := boxes[to][r.MessageID]
			if r.State != store.RowSent || sent[r.MessageID] {
				continue
			}
			sent[r.MessageID] = true
			if n < 1 || n > copies {
				s.Errorf("%s has %d copies of %s", to, n, r.Action.Key())
			}
			if n > 1 {
				twice++
			}
		}
		return err
	})
	if twice > 0 {
		return fmt.Sprintf("%d mails out, %d of them twice with one Message-ID; %d in", len(sent), twice, len(s.from))
	}
	return fmt.Sprintf("%d mails out and %d in, each once", len(sent), len(s.from))
}

// complained wants the log to name what is wrong and where.
func (s *rig) complained(words ...string) string {
	s.Helper()
	s.until("the log says "+strings.Join(words, ", "), step, func() bool { _, ok := s.log.said(words...); return ok })
	line, _ := s.log.said(words...)
	if i := strings.Index(line, "error="); i >= 0 {
		line = line[i+len("error="):]
	}
	return strings.NewReplacer(s.suffix, "", s.imap.addr, "IMAP", s.smtp.addr, "SMTP", s.database,
		"handoffd.db").Replace(line)
}

// lists are the mails that tell the manager of what waits.
func (s *rig) lists() []*mail.Message {
	s.Helper()
	return slices.DeleteFunc(s.box("mara"), func(m *mail.Message) bool {
		return !strings.HasSuffix(m.Subject,
			"for mail")
	})
}

// outage wants an outage, over by now and no longer than the trouble with one look before and after. Mailbox and mail
// server may have one each, as where both were restarted.
func (s *rig) outage(from, to time.Time) string {
	s.Helper()
	open, spans := 0, []string(nil)
	s.until("the outage is over", step, func() bool { open, spans = s.outages(); return open == 0 })
	if len(spans) == 0 || len(spans) > 2 {
		s.Errorf("outages %v, want one", spans)
		return ""
	}
	s.view(func(tx *store.Tx) error {
		all, err := tx.Outages(demo.Start(), s.clock.Now())
		if err != nil {
			return err
		}
		// It begins and ends with the beginning of a good reading; the clock of a test runs on while a reading takes its
		// time.
		const tolerance = 10 * time.Minute
		o := calendar.Span{Start: all[0].Start, End: all[len(all)-1].End}
		if o.Start.After(from) || from.Sub(o.Start) > tolerance || o.End.Before(to.Add(-tolerance)) ||
			o.End.Sub(to) > tolerance {
			s.Errorf("the outage is %s–%s, the trouble was %s–%s", o.Start, o.End, from, to)
		}
		return nil
	})
	return "outage " + strings.Join(spans, " and ")
}
