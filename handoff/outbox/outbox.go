// Package outbox brings what was decided to the world: the actions that wait in the store's outbox are claimed, asked
// once more whether they are wanted, rendered, kept as bytes, handed over and marked. What came of it goes back to
// the desk as facts: sent, or failed.
//
// What survives what: a mail that was handed to the server when the process died is handed over again with the same
// bytes, and so with the same Message-ID; at most InFlight mails can be in that position.
//
// It refuses to decide (package desk has that done), to write words (package render does), and to run by itself:
// Deliver is one pass, which its owner repeats.
package outbox

import (
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"handoffd/calendar"
	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/mail"
)

// Renderer writes mails, and events for calendars. *render.Renderer is one.
type Renderer interface {
	Render(h handoff.Handoff, a handoff.Action, c *handoff.Config, now time.Time, source *mail.Message) (
		render.Mail, error)
	Digest(hs []handoff.Handoff, as []handoff.Action, c *handoff.Config, now time.Time) (render.Mail, error)
	Event(h handoff.Handoff, c *handoff.Config, now time.Time) (calendar.Event, error)
	Copy(h handoff.Handoff, c *handoff.Config, now time.Time) (calendar.Event, error)
	Block(h handoff.Handoff, c *handoff.Config, now time.Time) (calendar.Event, bool, error)
	Talk(a handoff.Action, c *handoff.Config, copied bool, now time.Time) (calendar.Event, error)
	Today(hs []handoff.Handoff, as []handoff.Action, c *handoff.Config, now time.Time) (render.Mail, error)
	Envelope(h *handoff.Handoff, a handoff.Action, c *handoff.Config) (string, error)
	Addressing() string
}

// Carriers are the ways by which items leave. What there is none of may be left out.
type Carriers struct {
	Mail   Carrier                       // of mail; nil: nothing is delivered
	MailOf map[string]Carrier            // by handoff address, of those that have a mail server of their own
	Owns   map[handoff.PersonID]Calendar // calendars that time for preparation is written into
}

// Options are what an Outbox works with. Rate and Hook may be left out.
type Options struct {
	Store    *store.Store
	Desk     *desk.Decider
	Renderer Renderer
	Carriers
	Organizers map[string]Calendar // calendars on servers, by handoff address; none: events are mailed
	Rate       Rate                // how fast the mail server takes mail
	InFlight   int                 // mails handed over before they are marked, at least 1
	Host       string              // where it runs, if others may reach the database; see store.Claimant
	Now        func() time.Time
	Log        *slog.Logger
	OutageEnds func(tx Outages, source handoff.Source,
		at time.Time) error // a server answers; it may have been out of reach
	Committed func()            // something was kept that others may wait for
	Hook      func(step string) // tests: called at every boundary of work
}

// Outbox delivers what the store's outbox holds. Its methods may be called by several goroutines.
type Outbox struct {
	Options
	claimant   store.Claimant
	transports []*transport
	sending    sync.Mutex // one delivery at a time
	limit      limiter    // guarded by sending
	until      atomic.Int64
	owed       debts
	decoded    store.Decoded // handoffs, during a delivery: a mail is written, and it is out
}

// New prepares an outbox: nothing is connected to yet.
func New(o Options) *Outbox {
	if o.Hook == nil {
		o.Hook = func(string) {}
	}
	out := &Outbox{Options: o, claimant: store.NewClaimant(o.Host), transports: transportsOf(o)}
	out.limit.Rate = o.Rate
	return out
}

// Resume goes on where the last process ended: rows that it left claimed can be claimed again, what it has sent today
// counts, and servers that were out of reach are.
func (o *Outbox) Resume(tx resuming) error {
	n, err := tx.TakeOver(o.claimant, o.Now())
	if err != nil {
		return err
	}
	if n > 0 {
		o.Log.Info("mails in hand at the last stop are sent again", "count", n)
	}
	if o.Rate.Daily > 0 {
		if o.limit.day, o.limit.today, err = sentToday(tx, o.Now()); err != nil {
			return err
		}
	}
	open, err := tx.OpenOutages()
	if err != nil {
		return err
	}
	for _, out := range open {
		for _, l := range o.transports {
			l.down = l.down || l.source() == out.Source
		}
	}
	return nil
}

// Throttled is until when nothing may be handed over; zero if something may.
func (o *Outbox) Throttled() time.Time {
	o.sending.Lock()
	defer o.sending.Unlock()
	return o.limit.until
}

// Until is Throttled as it was when mails were claimed last: whoever asks does not wait for a delivery.
func (o *Outbox) Until() time.Time {
	if at := o.until.Load(); at != 0 {
		return time.Unix(0, at)
	}
	return time.Time{}
}

// conf is the config in force.
func (o *Outbox) conf() *handoff.Config { return o.Desk.Config() }
