// Package engine keeps the service going: it reads mailboxes and calendars, waits for due times, has everything decided
// by package desk, and delivers. It decides nothing itself and reads nothing into a mail: intake says what one means,
// every rule is in package handoff.
//
// Three passes do all the work: intake (mailbox to facts), deadlines (due times to facts) and delivery (package
// outbox). Serve runs them side by side; Settle runs them until nothing is left to do now, which is what the demo and
// the tests stand on.
//
// What survives what: facts, handoffs, cursor and outbox rows of a batch are one transaction, so a process that dies
// loses no mail and takes none twice. A mail that was handed to the server when the process died is handed over again
// with the same bytes, and so with the same Message-ID; at most InFlight mails can be in that position.
package engine

import (
	"context"
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/intake"
	"handoffd/handoff/keep"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
	"handoffd/handoff/weekly"
	"handoffd/mail"
)

// Engine does the work of one handoff address.
type Engine struct {
	Options
	sources  []*source
	syncs    []*calendarSync
	observed time.Time // when calendars were last looked into; guarded by looking
	looking  sync.Mutex
	pacing   sync.Mutex
	paced    time.Time // when it was last seen whether a team falls behind; guarded by pacing
	sifted   time.Time // when held mails were last looked through; guarded by sifting
	sifting  sync.Mutex
	due      sync.Mutex
	beating  sync.Mutex
	beaten   time.Time // when it ran last; guarded by beating
	telling  sync.Mutex
	kicks    []chan struct{}
	desk     *desk.Decider
	hook     func(step string) // tests: called at every boundary of work
	outbox   *outbox.Outbox
	week     *weekly.Writer
	keeper   *keep.Keeper
	unopened atomic.Int64        // mailboxes of which it is not kept yet where reading goes on
	poison   func(*mail.Message) // tests: called before a mail is taken
}

// source is a mailbox with what is known about reading it.
type source struct {
	Source
	mu     sync.Mutex // one intake at a time
	state  sync.Mutex
	readAt time.Time // until when everything that arrived has been read
	kept   time.Time // readAt as the store knows it; guarded by mu
	sound  bool      // no outage is open; guarded by mu

	// Of an intake, which has mu.
	opened  bool         // it is kept where reading goes on
	resumed bool         // it is known what the last process had in hand
	careful store.Taking // what is taken one at a time
	through bool         // what the last process had in hand is done with the last batch
	inHand  atomic.Bool  // something is written down as being in hand
}

func (s *source) mark(at time.Time) {
	s.state.Lock()
	defer s.state.Unlock()
	s.readAt = at
}

func (s *source) watermark() time.Time {
	s.state.Lock()
	defer s.state.Unlock()
	return s.readAt
}

// New prepares an engine: it keeps the config by its hash and makes rows claimable that a crash left claimed.
func New(ctx context.Context, o Options) (*Engine, error) {
	if o.InFlight <= 0 {
		o.InFlight = 16
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	now := o.Now
	o.Now = func() time.Time { return now().Round(0) } // without the reading that a suspended machine stops
	e := &Engine{Options: o, hook: func(string) {}, poison: func(*mail.Message) {}}
	boxes := map[string]string{}
	for _, s := range o.Sources {
		if s.Address == "" {
			s.Address = o.Config.Address
		}
		e.sources = append(e.sources, &source{Source: s})
		boxes[s.Name] = s.Address
	}
	reading := intake.Options{Trust: o.Trust, LearnIDs: o.LearnIDs, Boxes: boxes}
	if o.Renderer != nil {
		reading.Addressing = o.Renderer.Addressing()
	}
	e.desk = desk.New(o.Config, desk.Options{Store: o.Store, Calendars: o.Calendars, Now: o.Now, Log: o.Log,
		Intake: reading, Rand: o.Rand, Events: o.Events, Words: o.Words})
	e.unopened.Store(int64(len(e.sources)))
	e.outbox = e.newOutbox()
	e.week = weekly.New(weekly.Options{Store: o.Store, Desk: e.desk, Renderer: o.Renderer, Practice: o.Practice,
		Calendars: func() desk.Calendars { return e.Calendars }, Now: func() time.Time { return e.Now() }, Log: o.Log})
	e.keeper = &keep.Keeper{Store: o.Store, Conf: e.conf, Now: func() time.Time { return e.Now() }, Log: o.Log}
	e.syncs = calendarSyncs(o)
	e.kicks = []chan struct{}{make(chan struct{}, 1), make(chan struct{}, 1)} // of deadlines, and of delivery
	err := o.Store.Update(ctx, func(tx *store.Tx) error {
		if err := tx.PutConfig(o.Config); err != nil || o.Attached {
			return err
		}
		return e.resume(tx)
	})
	if err != nil {
		return nil, fmt.Errorf("start engine: %w", err)
	}
	if !o.Attached {
		if err := e.desk.Restart(ctx); err != nil {
			return nil, fmt.Errorf("start engine: %w", err)
		}
	}
	return e, nil
}

// resume goes on where the last process ended.
func (e *Engine) resume(tx resuming) error {
	if err := e.outbox.Resume(tx); err != nil {
		return err
	}
	open, err := tx.OpenOutages()
	if err != nil {
		return err
	}
	for _, o := range open {
		if len(e.addressesOf(o.Source)) == 0 { // not in the config any more: it would never end
			if _, _, err := tx.OutageEnd(o.Source, e.Now()); err != nil {
				return err
			}
		}
	}
	return nil
}

// Desk is the Decider through which the engine decides.
func (e *Engine) Desk() *desk.Decider { return e.desk }

// SendsFrom is until when the config's rate lets nothing be handed over; zero if it may.
func (e *Engine) SendsFrom() time.Time { return e.outbox.Until() }

// Kick has what was decided outside go out at once.
func (e *Engine) Kick() { e.kick() }

// Week writes parts of the mails of the week.
func (e *Engine) Week() *weekly.Writer { return e.week }

// newOutbox is the outbox of an engine with its options.
func (e *Engine) newOutbox() *outbox.Outbox {
	o := outbox.Options{Store: e.Store, Desk: e.desk, Renderer: e.Renderer, Carriers: e.Carriers,
		Organizers: map[string]outbox.Calendar{}, Rate: e.Rate, InFlight: e.InFlight, Host: e.Host, Log: e.Log,
		Now: func() time.Time { return e.Now() }, OutageEnds: e.outageEnds, Committed: e.kick,
		Hook: func(step string) { e.hook(step) }}
	for address, c := range e.Organizers {
		c.Outage = writingOf(address)
		o.Organizers[address] = c.Calendar
	}
	return outbox.New(o)
}

// conf is the config in force.
func (e *Engine) conf() *handoff.Config { return e.desk.Config() }

// Settle does everything that can be done now: it returns when the mailboxes are read, nothing is due and nothing is
// ready to be sent.
func (e *Engine) Settle(ctx context.Context) error {
	for {
		done := 0
		for _, s := range e.sources {
			n, err := e.intake(ctx, s)
			if err != nil {
				return err
			}
			done += n
		}
		for _, r := range e.syncs {
			n, err := e.changes(ctx, r)
			if err != nil {
				return err
			}
			done += n
		}
		for _, pass := range []func(context.Context) (int, error){e.observe, e.week.Pass, e.siftAndTell, e.turns, e.deadlines,
			e.outbox.Deliver, e.keeper.Pass} {
			n, err := pass(ctx)
			if err != nil {
				return err
			}
			done += n
		}
		if done == 0 {
			return nil
		}
	}
}

// Next is when something is to be done by itself: a deadline, or a mail that waits for its time; what mails of the week
// tell is to be written before that.
func (e *Engine) Next(ctx context.Context) (at time.Time, ok bool, err error) {
	err = e.Store.View(ctx, func(tx *store.Tx) error {
		for _, next := range []func() (time.Time, bool, error){tx.NextDue, tx.NextSend, tx.NextDeferred} {
			t, found, err := next()
			if err != nil {
				return err
			}
			if found && (!ok || t.Before(at)) {
				at, ok = t, true
			}
		}
		return nil
	})
	if week, any := e.week.Next(e.Now()); ok && any && week.Before(at) {
		at = week
	}
	return at, ok, err
}

// longestWrite is how long delivery waits at the start for what mails of the week tell.
const longestWrite = 30 * time.Second

// Serve runs until the context ends: it waits for mail, for due times and for mails to be sent, all at once.
// A failing server or disk is logged and tried again; only a cancelled context ends it.
func (e *Engine) Serve(ctx context.Context) error {
	var wg sync.WaitGroup
	if len(e.sources) == 0 && e.Ready != nil {
		e.Ready()
	}
	for _, s := range e.sources {
		wg.Go(func() { e.watch(ctx, s) })
	}
	for _, r := range e.syncs {
		wg.Go(func() { e.follow(ctx, r) })
	}
	if _, able := e.Calendars.(Observer); able {
		wg.Go(func() { e.repeat(ctx, "calendars", nil, e.observe, never, e.Now) })
	}
	wrote := make(chan struct{}) // what mails of the week tell that should have gone: one mail with the Today that waits
	once := sync.OnceFunc(func() { close(wrote) })
	wg.Go(func() {
		e.repeat(ctx, "weekly mails", nil, func(ctx context.Context) (int, error) {
			defer once()
			return e.week.Pass(ctx)
		}, never, e.Now)
	})
	wg.Go(func() { e.repeat(ctx, "what is kept", nil, e.keeper.Pass, never, e.Now) })
	wg.Go(func() { e.repeat(ctx, "deadlines", e.kicks[0], e.deadlines, clock.NextDue, e.halted) })
	wg.Go(func() {
		select {
		case <-wrote:
		case <-time.After(longestWrite):
		case <-ctx.Done():
		}
		e.repeat(ctx, "delivery", e.kicks[1], e.outbox.Deliver, clock.NextSend, e.outbox.Throttled)
	})
	wg.Go(func() { e.repeat(ctx, "deferred mail", nil, e.turns, clock.NextDeferred, e.Now) })
	wg.Go(func() { e.repeat(ctx, "mails of the service", nil, e.siftAndTell, never, e.Now) })
	wg.Wait()
	return ctx.Err()
}

// watch reads one mailbox whenever it has news.
func (e *Engine) watch(ctx context.Context, s *source) {
	failures := 0
	for ctx.Err() == nil {
		if _, err := e.intake(ctx, s); err != nil {
			if failures++; ctx.Err() == nil {
				e.Log.Error("mailbox cannot be read and is tried again; no window closes meanwhile", "mailbox", s.Name, "error",
					err)
				e.sleep(ctx, e.Now().Add(patiently(failures)), nil)
			}
			continue
		}
		failures = 0
		begun := e.Now()
		if err := s.Mailbox.Wait(ctx); err != nil && ctx.Err() == nil {
			e.Log.Info("the connection was lost while waiting for mail; reading again", "mailbox", s.Name, "error", err)
			if e.Now().Sub(begun) < troubleWait { // a server that hangs up at once is not asked without end
				e.sleep(ctx, begun.Add(troubleWait), nil)
			}
		}
	}
}
