package demo

import (
	"context"
	"fmt"
	"slices"
	"time"

	"handoffd/calendar"
	"handoffd/calendar/ics"
	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff"
	"handoffd/handoff/engine"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
)

// clock is what the stage runs on: it stands still until the stage jumps it.
type stageClock interface {
	Now() time.Time
	Jump(to time.Time)
}

// host is where the people of a stage have their mailboxes. They speak IMAP and SMTP only.
type host struct {
	imap    func(address string) imap.Config
	smtp    func(address string) smtp.Config
	settled func(ctx context.Context) error // waits until everything handed over lies in a mailbox
}

// IMAP implements app.Accounts.
func (h host) IMAP(in config.Inbox) (imap.Config, error) { return h.imap(in.Username), nil }

// SMTP implements app.Accounts.
func (h host) SMTP(out config.Account) (smtp.Config, error) { return h.smtp(out.Username), nil }

// actor is one person with a mailbox.
type actor struct {
	id      handoff.PersonID // empty outside
	name    string
	address string
	role    handoff.Role
	zone    *time.Location
	box     *imap.Source
	out     *smtp.Sender
	cursor  imap.Cursor
	got     []post // in the present story
}

// post is a mail as somebody got it.
type post struct {
	*mail.Message
	raw []byte
}

// stage is a mail host with people, the engine among them, and a clock that jumps to the next due time when all is
// quiet.
type stage struct {
	clock  stageClock
	host   host
	config *handoff.Config
	engine *engine.Engine
	app    *app.App
	store  *store.Store
	settle func(ctx context.Context) error // brings the engine up to now
	actors []*actor
	out    *timeline
	plan   []planned
	sent   int // mails that actors have written
	handed int // copies that actors have handed over, one for each recipient
}

// planned is something that an actor will do.
type planned struct {
	at  time.Time
	act func(ctx context.Context) error
}

// add puts a person on the stage.
func (s *stage) add(ctx context.Context, a *actor) error {
	a.box, a.out = imap.Open(s.host.imap(a.address)), smtp.New(s.host.smtp(a.address))
	c, err := a.box.Start(ctx)
	if err != nil {
		return fmt.Errorf("open the mailbox of %s: %w", a.name, err)
	}
	a.cursor = c
	s.actors = append(s.actors, a)
	return nil
}

func (s *stage) close() {
	for _, a := range s.actors {
		_ = a.box.Close()
		_ = a.out.Close()
	}
}

func (s *stage) actor(id handoff.PersonID) *actor {
	i := slices.IndexFunc(s.actors, func(a *actor) bool { return a.id == id })
	return s.actors[i]
}

func (s *stage) byAddress(address string) *actor {
	i := slices.IndexFunc(s.actors, func(a *actor) bool { return a.address == address })
	return s.actors[i]
}

// later plans an act after a while on the stage's clock.
func (s *stage) later(d time.Duration, act func(ctx context.Context) error) {
	s.plan = append(s.plan, planned{s.clock.Now().Add(d), act})
}

// run lets things happen until nothing is planned any more and nothing falls due before the horizon, or the story is
// over.
func (s *stage) run(ctx context.Context, horizon time.Time, react func(a *actor, m post), over func() bool) error {
	for {
		if err := s.quiet(ctx, react); err != nil {
			return err
		}
		next, ok, err := s.engine.Next(ctx)
		if err != nil {
			return err
		}
		if len(s.plan) == 0 && (over() || !ok) {
			return nil
		}
		for _, p := range s.plan {
			if !ok || p.at.Before(next) {
				next, ok = p.at, true
			}
		}
		if next.After(horizon) {
			return nil
		}
		s.clock.Jump(next)
		if err := s.act(ctx); err != nil {
			return err
		}
	}
}

// quiet returns when nobody has anything to do now.
func (s *stage) quiet(ctx context.Context, react func(a *actor, m post)) error {
	for {
		for _, wait := range []func(context.Context) error{s.host.settled, s.settle, s.host.settled} {
			if err := wait(ctx); err != nil {
				return err
			}
		}
		read := 0
		for _, a := range s.actors {
			mails, err := s.read(ctx, a)
			if err != nil {
				return err
			}
			read += len(mails)
			for _, m := range mails {
				if err := s.out.got(ctx, s, a, m); err != nil {
					return err
				}
				a.got = append(a.got, m)
				react(a, m)
			}
		}
		if read > 0 {
			continue
		}
		before := s.sent
		if err := s.act(ctx); err != nil {
			return err
		}
		if s.sent == before {
			return nil
		}
	}
}

// act does what is planned for now.
func (s *stage) act(ctx context.Context) error {
	now := s.clock.Now()
	var rest []planned
	due := s.plan
	s.plan = nil
	for _, p := range due {
		if p.at.After(now) {
			rest = append(rest, p)
			continue
		}
		if err := p.act(ctx); err != nil {
			return err
		}
	}
	s.plan = append(rest, s.plan...)
	return nil
}

// read fetches an actor's new mail by IMAP.
func (s *stage) read(ctx context.Context, a *actor) ([]post, error) {
	var out []post
	for {
		b, err := a.box.Poll(ctx, a.cursor)
		if err != nil {
			return nil, fmt.Errorf("read the mailbox of %s: %w", a.name, err)
		}
		for _, m := range b.Mails {
			out = append(out, post{mail.Read(m.Raw), m.Raw})
		}
		a.cursor = b.Cursor
		if !b.More {
			return out, nil
		}
	}
}

// write sends a mail of an actor by SMTP, a copy for each recipient.
func (s *stage) write(ctx context.Context, a *actor, what string, d mail.Draft) error {
	s.sent++
	d.From = mail.Address{Name: a.name, Addr: a.address}
	d.Date = s.clock.Now()
	d.MessageID = fmt.Sprintf("%d.%s", s.sent, a.address)
	raw, err := mail.Compose(d)
	if err != nil {
		return fmt.Errorf("%s writes: %w", a.name, err)
	}
	s.out.wrote(s, a, what, d, raw)
	done := map[string]bool{}
	for _, to := range slices.Concat(d.To, d.Cc) {
		if done[to.Addr] {
			continue
		}
		done[to.Addr] = true
		if err := a.out.Send(ctx, a.address, to.Addr, raw); err != nil {
			return fmt.Errorf("%s writes to %s: %w", a.name, to.Addr, err)
		}
		s.handed++
	}
	return nil
}

// reply answers a mail as a person's program does: to Reply-To, else to From.
func (s *stage) reply(ctx context.Context, a *actor, m post, what, text string) error {
	to := m.ReplyTo
	if len(to) == 0 {
		to = []mail.Address{m.From}
	}
	quoted := text + "\n\nOn " + m.Date.Format("Mon, 2 Jan 2006 at 15:04") + ", " + m.From.Name + " wrote:\n> " +
		m.Subject + "\n"
	return s.write(ctx, a, what, mail.Draft{To: to, Subject: "Re: " + m.Subject, InReplyTo: m.MessageID,
		References: append(slices.Clone(m.References), m.MessageID), Text: quoted})
}

// answer answers an invitation as a calendar program does (RFC 6047).
func (s *stage) answer(ctx context.Context, a *actor, m post, p calendar.PartStat) error {
	if len(m.Calendars) == 0 {
		return fmt.Errorf("%s wants to answer a mail without an invitation: %s", a.name, m.Subject)
	}
	request, _, err := ics.Decode(m.Calendars[0].Data)
	if err != nil || len(request.Events) == 0 {
		return fmt.Errorf("%s cannot read the invitation: %w", a.name, err)
	}
	ev := request.Events[0]
	ev.Stamp = s.clock.Now()
	ev.Attendees = []calendar.Attendee{{Address: a.address, Name: a.name, PartStat: p}}
	data, err := ics.Encode(calendar.Message{Method: "REPLY", Events: []calendar.Event{ev}})
	if err != nil {
		return err
	}
	word := map[calendar.PartStat]string{calendar.Accepted: "Accepted", calendar.Declined: "Declined",
		calendar.Tentative: "Tentative"}[p]
	return s.write(ctx, a, "answers the invitation: "+word, mail.Draft{To: []mail.Address{m.From}, Subject: word + ": " +
		ev.Summary,
		Text: a.name + " has " + word + " this invitation.", Calendar: &mail.Calendar{Method: "REPLY", Data: data}})
}
