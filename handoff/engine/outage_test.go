package engine

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"handoffd/calendar"
	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/handoff"
	"handoffd/handoff/intake"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/smtp"
)

// breaker is a sender whose server can be taken away.
type breaker struct {
	outbox.Carrier
	gone  error
	tries int
}

func (b *breaker) Carry(ctx context.Context, i outbox.Item) (outbox.Receipt, error) {
	b.tries++
	if b.gone != nil {
		return outbox.Receipt{}, b.gone
	}
	return b.Carrier.Carry(ctx, i)
}

func (b *breaker) Check(ctx context.Context) error {
	b.tries++
	return b.gone
}

var errDial = &outbox.Error{Outcome: outbox.Unreachable, Err: errors.New("connection refused")}

// breakable puts a breaker before the office's mail server.
func (o *office) breakable() *breaker {
	b := &breaker{Carrier: o.e.Mail}
	o.restart(func(p *Options) { p.Mail = b })
	return b
}

// restart is another process on the same store.
func (o *office) restart(change func(*Options)) {
	o.t.Helper()
	p := o.e.Options
	if change != nil {
		change(&p)
	}
	e, err := New(o.t.Context(), p)
	if err != nil {
		o.t.Fatal(err)
	}
	o.e = e
}

// wire connects a running engine to the servers that its options name now.
func (o *office) wire() { o.e.syncs, o.e.outbox = calendarSyncs(o.e.Options), o.e.newOutbox() }

func (o *office) openOutages() []store.Outage {
	o.t.Helper()
	var open []store.Outage
	if err := o.store.View(o.t.Context(), func(tx *store.Tx) (err error) {
		open,
			err = tx.OpenOutages()
		return err
	}); err != nil {
		o.t.Fatal(err)
	}
	return open
}

// subjects are those of the mails to somebody that are about the service itself.
func (o *office) subjects(user string) []string {
	o.t.Helper()
	var out []string
	for _, m := range o.box(user) {
		if strings.HasPrefix(m.Subject, "handoffd ") || strings.Contains(m.Subject, "for mail") ||
			strings.HasPrefix(m.Subject, "[trial] ") {
			out = append(out, m.Subject)
		}
	}
	return out
}

// TestAMailServerThatIsAwayIsHeldAgainstNobody: the reminder cannot go out, so the window does not close; the time is
// given back, and who is to know hears of it once, when mail goes out again.
func TestAMailServerThatIsAwayIsHeldAgainstNobody(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	server := o.breakable()
	h := o.offered()
	due := h.Current().Due
	server.gone = errDial
	from := time.Date(2026, 11, 23, 14, 0, 0, 0, handoff.Location("Europe/Berlin"))
	o.now = from
	o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "[" + string(h.ID) + "] status", Text: "status"})
	o.settle(from.Sub(o.now))
	open := o.openOutages()
	if len(open) != 1 || open[0].Source != (handoff.Source{Kind: handoff.SourceMail, Name: "smtp"}) ||
		!open[0].From.Equal(from) {
		t.Fatalf("outages %v", open)
	}
	o.restart(nil) // the next process knows of it
	o.settle(due.Add(3 * time.Hour).Sub(o.now))
	if h = o.one(); h.State != handoff.Offered || !h.Current().Due.Equal(due) || h.Rep() != "rita" {
		t.Fatalf("%s of %s until %s: a deadline was decided while no mail could go out (%s)", h.State, h.Rep(),
			h.Current().Due, h.Why)
	}
	if len(o.subjects(mara)) != 0 {
		t.Fatal("mail went out without a mail server")
	}
	server.gone = nil
	back := time.Date(2026, 11, 24, 10, 30, 0, 0, from.Location())
	o.settle(back.Sub(o.now))
	if len(o.openOutages()) != 0 {
		t.Fatal("the outage does not end when the server is back")
	}
	end := o.c.Clock("rita").Add(due, o.c.Clock("rita").Between(from, back))
	o.settle(end.Add(-time.Minute).Sub(o.now))
	if h = o.one(); h.State != handoff.Offered || h.Rep() != "rita" || !h.Current().Due.Equal(end) {
		t.Errorf("%s of %s until %s; want the window to run until %s", h.State, h.Rep(), h.Current().Due, end)
	}
	o.settle(time.Minute)
	o.restart(nil)
	o.settle(time.Hour)
	if got := o.subjects(mara); !slices.Equal(got, []string{"handoffd could not send mail", "1 handoff waits for mail"}) {
		t.Errorf("the admin, who is the manager too, got %q", got)
	}
	list := o.box(mara)[slices.IndexFunc(o.box(mara), func(m *mail.Message) bool {
		return strings.Contains(m.Subject,
			"for mail")
	})]
	if !strings.Contains(list.Body, string(h.ID)) || !strings.Contains(list.Body, "Globex") ||
		!strings.Contains(list.Body, "Rita Vance has it") {
		t.Errorf("the list does not say what waits:\n%s", list.Body)
	}
}

// TestAMailboxThatIsAwayIsToldWhileItLasts: the mail server works, so admin and manager hear of it at once.
func TestAMailboxThatIsAwayIsToldWhileItLasts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	o.offered()
	o.restart(func(p *Options) { p.Sources = []Source{{Name: "inbox", Mailbox: &silent{p.Sources[0].Mailbox}}} })
	try := func(after time.Duration, want ...string) {
		t.Helper()
		o.now = o.now.Add(after)
		if _, err := o.e.intake(t.Context(), o.e.sources[0]); err == nil {
			t.Fatal("the mailbox can be read")
		}
		if _, err := o.e.tellOutages(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := o.e.outbox.Deliver(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := o.subjects(mara); !slices.Equal(got, want) {
			t.Errorf("at %s the manager has %q, want %q", o.now, got, want)
		}
	}
	try(time.Minute)
	try(10*time.Minute, "handoffd cannot read inbox")
	try(3*time.Hour, "handoffd cannot read inbox")
	try(time.Hour, "handoffd cannot read inbox", "1 handoff waits for mail")
	o.restart(nil)
	try(20*time.Hour, "handoffd cannot read inbox", "1 handoff waits for mail")
}

// silent is a mailbox that cannot be read.
type silent struct{ Mailbox }

func (*silent) Poll(context.Context, intake.Cursor) (intake.Batch, error) {
	return intake.Batch{}, errors.New("the server is away")
}

// TestOneMailsRefusalIsNoOutage: an answer of the server, whatever it says, shows that it is there.
func TestOneMailsRefusalIsNoOutage(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	server := o.breakable()
	for _, refusal := range []outbox.Outcome{outbox.Temporary, outbox.Refused, outbox.Uncertain} {
		server.gone = &outbox.Error{Outcome: refusal, Err: errors.New("the server answers")}
		o.send(quinn, mail.Draft{To: to(handoffAddress), Subject: "status", Text: "Contact: Pat Kim <pat@globex.example>"})
		tries := server.tries
		o.settle(time.Hour)
		if server.tries == tries || len(o.openOutages()) != 0 {
			t.Errorf("%v: after %d tries outages %v", refusal, server.tries-tries, o.openOutages())
		}
	}
}

// TestTheOtherMailServerTells: of two mail servers the one that is there tells of the one that is not, and an outage of
// a source that is in the config no more does not last for ever.
func TestTheOtherMailServerTells(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	const west = "west@acme.example"
	o.c.Others = []handoff.Box{{Address: west, Name: "West"}}
	o.server.AddUser(west, "pw")
	there := smtp.New(o.smtp(west))
	defer there.Close()
	second := adapter.Mail(there)
	b := &breaker{Carrier: o.e.Mail}
	o.restart(func(p *Options) { p.Mail, p.MailOf = b, map[string]outbox.Carrier{west: second} })
	o.offered()
	b.gone = &outbox.Error{Outcome: outbox.Unreachable, Err: errors.New("535 5.7.8 wrong password")}
	o.settle(8 * time.Hour)
	o.settle(11 * time.Minute)
	if got := o.subjects(mara); !slices.Equal(got, []string{"handoffd cannot send mail"}) {
		t.Fatalf("the admin got %q", got)
	}
	if m := o.last(mara); m.From.Addr != west || !strings.Contains(m.Body, "535 5.7.8") ||
		!strings.Contains(m.Body, "handoffd check") {
		t.Errorf("from %s:\n%s", m.From.Addr, m.Body)
	}
	o.restart(func(p *Options) { p.Mail, p.MailOf, p.Config.Others = second, nil, nil })
	o.restart(nil)
	err := o.store.Update(t.Context(), func(tx *store.Tx) error {
		_, err := tx.OutageBegin(handoff.Source{Kind: handoff.SourceMailbox, Name: "left the config"}, o.now, "x")
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	o.restart(nil)
	for _, out := range o.openOutages() {
		if out.Source.Name == "left the config" {
			t.Error("the outage of a mailbox that is in the config no more goes on")
		}
	}
}

// TestAnAnswerDuringTheOutageCounts: the mailbox is read while no mail goes out.
func TestAnAnswerDuringTheOutageCounts(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	server := o.breakable()
	h := o.offered()
	intro := o.box(rita)
	server.gone = errDial
	o.settle(h.Next.At.Sub(o.now))
	if len(o.openOutages()) != 1 {
		t.Fatalf("outages %v", o.openOutages())
	}
	o.send(rita, mail.Draft{To: to(handoffAddress), Subject: "Accepted", Text: "yes",
		Calendar: o.answer(o.invitation(rita), rita, calendar.Accepted, "REPLY")})
	for _, m := range intro {
		if len(m.ReplyTo) > 1 {
			o.send(rita, mail.Draft{To: m.ReplyTo, Subject: "Re: " + m.Subject, InReplyTo: m.MessageID,
				Text: "Hello Pat, see you on Wednesday."})
		}
	}
	o.settle(time.Minute)
	if h = o.one(); h.State != handoff.Accepted {
		t.Errorf("%s: %s", h.State, h.Why)
	}
}

// blackHole is a sender whose server takes the connection and says nothing.
type blackHole struct{ begun chan struct{} }

func (b *blackHole) Carry(ctx context.Context, _ outbox.Item) (outbox.Receipt, error) {
	b.begun <- struct{}{}
	<-ctx.Done()
	return outbox.Receipt{}, &outbox.Error{Outcome: outbox.Stopped, Err: context.Cause(ctx)}
}

// TestAStopDoesNotWaitForASilentMailServer: what was surely not taken is put back, unharmed, and is no outage.
func TestAStopDoesNotWaitForASilentMailServer(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	hole, real := &blackHole{make(chan struct{})}, o.e.Mail
	o.restart(func(p *Options) { p.Mail = hole })
	o.leads(3)
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- o.e.Serve(ctx) }()
	<-hole.begun
	stop()
	if err := <-served; !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if len(o.openOutages()) != 0 {
		t.Error("a stop is taken for an outage")
	}
	for _, r := range o.outbox() {
		if r.State != store.RowPending {
			t.Errorf("%s is %s after the stop", r.Action.Key(), r.State)
		}
	}
	o.restart(func(p *Options) { p.Mail = real })
	o.settle(time.Minute)
	if n := len(o.box(quinn)); n < 3 {
		t.Errorf("%d mails to the qualifier after the next start", n)
	}
}

// TestAStopOfTheServiceIsHeldAgainstNobody: it did not run while a window would have closed. The rep was not reminded,
// has the time that was lost, and no silence is claimed.
func TestAStopOfTheServiceIsHeldAgainstNobody(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	h := o.offered()
	due := h.Current().Due
	o.now = due.Add(time.Hour)
	o.restart(nil)
	o.settle(time.Minute)
	h = o.one()
	if h.State != handoff.Offered || len(h.Assignments) != 1 || !h.Current().Due.After(due) || h.Current().Claim != nil {
		t.Fatalf("%s: %s; %+v", h.State, h.Why, h.Assignments)
	}
}

// TestASuspendedMachineIsAStopOfTheService: the process lives on and the clock has gone on without it. What fell due
// meanwhile is decided only after the time is given back; a service that runs all the time takes none for lost.
func TestASuspendedMachineIsAStopOfTheService(t *testing.T) {
	t.Parallel()
	for _, asleep := range []bool{true, false} {
		o := newOffice(t)
		o.restart(func(p *Options) { p.Machine = true })
		h := o.offered()
		begun, due := o.now, h.Current().Due
		for end := due.Add(time.Hour); o.now.Before(end); {
			if o.now = o.now.Add(stoodStill / 2); asleep {
				o.now = end
			}
			o.settle(0)
		}
		h = o.one()
		var lost []calendar.Span
		if err := o.e.Store.View(t.Context(), func(tx *store.Tx) (err error) {
			lost, err = tx.Outages(begun.Add(-time.Hour), o.now)
			return err
		}); err != nil {
			t.Fatal(err)
		}
		switch given := h.State == handoff.Offered && len(h.Assignments) == 1 && h.Current().Due.After(due); {
		case asleep && (!given || h.Current().Claim != nil ||
			len(lost) != 1 || lost[0].End.Sub(lost[0].Start) != o.now.Sub(begun)):
			t.Errorf("asleep since %s: lost %v, %s: %s; %+v", begun, lost, h.State, h.Why, h.Assignments)
		case !asleep && (given || len(lost) > 0):
			t.Errorf("awake: lost %v, %s: %s", lost, h.State, h.Why)
		}
	}
}
