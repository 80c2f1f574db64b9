package engine

import (
	"context"
	"io"
	"log/slog"
	"time"

	"handoffd/handoff"
	"handoffd/handoff/desk"
	"handoffd/handoff/intake"
	"handoffd/handoff/outbox"
	"handoffd/handoff/store"
	"handoffd/handoff/weekly"
	"handoffd/mail"
)

// Mailbox is one folder that mail for the handoff address comes into.
type Mailbox interface {
	Start(ctx context.Context) (intake.Cursor, error)               // after everything there is
	Since(ctx context.Context, at time.Time) (intake.Cursor, error) // before what arrived then or later
	Poll(ctx context.Context, after intake.Cursor) (intake.Batch, error)
	Seen(ctx context.Context, ids []string) error // for people who look into it; may fail with intake.ErrReadOnly
	Wait(ctx context.Context) error               // until there may be news
	Close() error
}

// Renderer writes mails. *render.Renderer is one.
type Renderer interface {
	outbox.Renderer
	weekly.Renderer
}

// Source is a mailbox under the name by which cursor and outages are kept.
type Source struct {
	Name    string
	Address string // the handoff address whose mail comes in here; empty: the first
	Mailbox Mailbox
}

// Options are what an Engine works with. Store, Config, Renderer, Now and Wait are needed.
type Options struct {
	Store    *store.Store
	Config   *handoff.Config
	Renderer Renderer
	Sources  []Source
	outbox.Carriers
	Calendars  desk.Calendars       // nil: nobody's calendar is looked into
	Organizers map[string]Organizer // calendars on servers, by handoff address; none: events are mailed
	Trust      mail.Trust
	Now        func() time.Time
	Wait       func(ctx context.Context, until time.Time) error // sleeps until the instant of the same clock
	Log        *slog.Logger
	Events     desk.Events    // nil: nobody is told of what is done
	Words      desk.Words     // of reasons, in the log; nil: their codes
	Rand       io.Reader      // what ids, UIDs and tokens are drawn from; nil: crypto/rand
	Rate       outbox.Rate    // how fast the mail server takes mail
	Progress   func(Progress) // told of a long reading; nil: nobody is
	Ready      func()         // told once that no mail that arrives from now on is missed; nil: nobody is
	LearnIDs   string         // handoff.LearnBcc, LearnSent or LearnOff, the default
	InFlight   int            // mails handed over before they are marked; default 16
	Host       string         // where it runs, if other hosts may reach the database
	Practice   bool           // newcomers get a practice lead
	Machine    bool           // Now is the clock of the machine: where it went on and nothing here did, that stood still
	Attached   bool           // another process serves: leave what it has in hand alone
	Since      time.Time      // first run: read what arrived on this day or later; zero: begin with the next mail
}

// Progress is how far a long reading of a mailbox is, in mails. Left is what the server had when it was asked; 0 ends
// it.
type Progress struct {
	Source     string
	Done, Left int
}
