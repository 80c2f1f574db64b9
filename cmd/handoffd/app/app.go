// Package app opens what a config names: the database, mailboxes and mail servers, calendars and the logins to them,
// and the engine between. Open is the only way to an engine and its sources: what serves, what decides once at the
// command line, what checks and what demonstrates differ in their Role only, so that all of them read the same
// calendars and log in alike. Serve is the life of a service: readiness, reload, the service manager, calls of
// calendars, and the end.
//
// It decides nothing and prints nothing. It makes a database for the roles that say so, never to look into it.
package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"time"

	"handoffd/cmd/handoffd/app/metrics"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/desk"
	"handoffd/handoff/engine"
	"handoffd/handoff/render"
	"handoffd/handoff/store"
	"handoffd/handoff/vitals"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
	"handoffd/templates"
)

// Role is what a config is opened for.
type Role int

// Roles, by how much is opened.
const (
	Checking Role = iota + 1 // tries what serving needs: the logins are at hand if there are any, no database is made
	Offline                  // the database alone, which must be there
	Sealing                  // the database and the keys of credentials, both made where there are none
	Deciding                 // one decision beside a service, which delivers what follows; the database must be there
	Serving                  // everything; the database is made where there is none, and locked for this process
)

// Options are what the config does not say. Each may be left out.
type Options struct {
	Log      *slog.Logger                                     // default: nothing is logged
	Progress func(source string, done, left int)              // told of a long reading
	Since    time.Time                                        // first start: read what arrived then or later
	Now      func() time.Time                                 // default: the real clock
	Wait     func(ctx context.Context, until time.Time) error // on the same clock
	HTTP     *http.Client                                     // to calendars and token endpoints
	Accounts Accounts                                         // the way to mail servers; default: as the config says
	Version  string                                           // that metrics name
	Practice bool                                             // newcomers get a practice lead
	Tune     func(*engine.Options)                            // has the last word on what the engine is given

	machine bool // Now is the real clock
}

// Accounts are the ways to the mail servers that a config names.
type Accounts interface {
	IMAP(in config.Inbox) (imap.Config, error) // without the folder
	SMTP(a config.Account) (smtp.Config, error)
}

// App is a config with everything opened that its role needs.
type App struct {
	Config *config.Config
	Store  *store.Store   // nil when checking what needs no logins of it
	Engine *engine.Engine // nil but for Deciding and Serving
	Logins *Logins

	accounts  Accounts
	options   Options
	calendars *Calendars // once opened
	boxes     []*imap.Source
	senders   map[config.Account]*smtp.Sender
	watch     *vitals.Watch    // of the service itself, once the engine is open
	metrics   *metrics.Metrics // nil: nobody asks for them
	unlock    func()
	letGo     func()             // of the file of the database
	reasons   *templates.Reasons // once loaded
	words     *templates.Set     // of mails and pages, when serving
}

// Reasons are the sentences of reasons, as the config's folder of templates has them.
func (a *App) Reasons() (*templates.Reasons, error) {
	var err error
	if a.reasons == nil {
		a.reasons, err = templates.LoadReasons(a.Config.Templates)
	}
	return a.reasons, err
}

// Open opens what a role needs of a config. Nothing is connected to yet.
func Open(ctx context.Context, c *config.Config, r Role, o Options) (*App, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	a := &App{Config: c, options: o, senders: map[config.Account]*smtp.Sender{}}
	err := a.open(ctx, r)
	if err != nil {
		a.Close()
		return nil, err
	}
	return a, nil
}

func (a *App) open(ctx context.Context, r Role) error {
	var set *templates.Set
	if r == Serving { // before anything is made
		var err error
		if a.unlock, err = lockOf(a.Config); err != nil {
			return err
		}
		if set, err = templates.Load(a.Config.Templates); err != nil {
			return err
		}
		a.reasons, a.words = set.Reasons, set
		if err := a.ready(); err != nil {
			return err
		}
	}
	if r == Sealing {
		if _, err := store.MakeKeyring(a.Config.KeyFile); err != nil {
			return err
		}
	}
	if err := a.openStore(ctx, r); err != nil {
		return err
	}
	a.options.keepTime(a.Store)
	if err := a.fillMoments(ctx); err != nil {
		return err
	}
	if err := a.remember(ctx); err != nil {
		return err
	}
	a.Logins = newLogins(a.Store, a.Config.KeyFile, a.options.HTTP)
	if a.accounts = a.options.Accounts; a.accounts == nil {
		a.accounts = accounts{a.Logins}
	}
	if r != Deciding && r != Serving {
		return nil
	}
	return a.openEngine(ctx, r, set)
}

// openStore opens the database, and makes one only for the roles that may.
func (a *App) openStore(ctx context.Context, r Role) (err error) {
	c := a.Config
	if r == Checking && !c.UsesTokens() {
		return nil
	}
	if err := a.holdFile(r); err != nil {
		return err
	}
	if r == Serving {
		a.Store, err = openAlone(ctx, c)
	} else {
		a.Store, err = OpenBeside(ctx, c)
	}
	none := errors.Is(err, store.ErrNone)
	if none && r == Sealing {
		none = false
		a.Store, err = openNew(ctx, c)
	}
	switch {
	case none && r == Checking:
		return nil
	case none:
		return fmt.Errorf("%w at %s yet; `handoffd serve --config %s` makes it", store.ErrNone, c.Database, c.Path)
	case errors.Is(err, store.ErrServed):
		return fmt.Errorf("another handoffd serves %s already; stop it first", c.Database)
	case err != nil && !c.OnServer:
		return Mendable(c.Database, err)
	case err != nil:
		return serverMendable(c, err)
	}
	return a.holdFile(r) // one that has just been made
}

// IsVacant says whether there is no database in a file yet: no file, or one with nothing in it.
func IsVacant(path string) bool {
	st, err := os.Stat(path)
	return errors.Is(err, fs.ErrNotExist) || err == nil && st.Mode().IsRegular() && st.Size() == 0
}

// keepTime has everything work by the clock of the database, unless the options name another one.
func (o *Options) keepTime(s *store.Store) {
	if o.Now == nil {
		o.Now, o.machine = time.Now, true
		if s != nil {
			o.Now = s.Now
		}
	}
	if o.Wait == nil {
		now := o.Now
		o.Wait = func(ctx context.Context, until time.Time) error { return sleep(ctx, until.Sub(now())) }
	}
}

func (a *App) openEngine(ctx context.Context, r Role, set *templates.Set) error {
	c := a.Config
	a.watch = a.newWatch(set)
	o := engine.Options{Store: a.Store, Config: c.Domain, Trust: c.Trust(), Now: a.options.Now, Wait: a.options.Wait,
		Log:      a.options.Log,
		Machine:  r == Serving && a.options.machine,
		Attached: r == Deciding}
	if r == Serving {
		o.Words = logWords(set.Reasons, c.LogHashed)
		o.Renderer, o.Since = render.New(set, c.Addressing), a.options.Since
		if told := a.options.Progress; told != nil {
			o.Progress = func(p engine.Progress) { told(p.Source, p.Done, p.Left) }
		}
		o.Practice = a.options.Practice
		o.Rate, o.InFlight, o.LearnIDs = c.Rate, c.InFlight, c.LearnIDs
		if c.OnServer {
			host, err := os.Hostname()
			if err != nil {
				return fmt.Errorf("ask for the name of this host: %w", err)
			}
			o.Host = host
		}
		if err := a.openMail(&o); err != nil {
			return err
		}
	}
	cs, err := a.Calendars()
	if err != nil {
		return err
	}
	cs.options(&o, a.Store, a.watch)
	if r == Serving && c.Ops.Listen != "" {
		a.metrics = metrics.New(metrics.Options{Store: a.Store, Watch: a.watch, Now: o.Now, Version: a.options.Version})
		o.Events = a.metrics
	}
	if a.options.Tune != nil {
		a.options.Tune(&o)
	}
	a.Engine, err = engine.New(ctx, o)
	return err
}

// Calendars are the calendar servers that the config names, opened once; nothing is connected to yet.
func (a *App) Calendars() (*Calendars, error) {
	var err error
	if a.calendars == nil {
		a.calendars, err = openCalendars(a.Config, a.Logins, a.options.HTTP)
	}
	return a.calendars, err
}

// Close lets go of everything. The engine must have come to its end.
func (a *App) Close() {
	for _, b := range a.boxes {
		_ = b.Close()
	}
	for _, sender := range a.senders {
		_ = sender.Close()
	}
	if a.Store != nil {
		_ = a.Store.Close()
	}
	for _, release := range []func(){a.letGo, a.unlock} {
		if release != nil {
			release()
		}
	}
}

// SleepUntil waits on the real clock.
func SleepUntil(ctx context.Context, until time.Time) error { return sleep(ctx, time.Until(until)) }

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// fillMoments finds out what earlier leads count for, if there is a database already.
func (a *App) fillMoments(ctx context.Context) error {
	if a.Store == nil {
		return nil
	}
	n, err := desk.FillMoments(ctx, a.Store)
	if n > 0 {
		a.options.Log.Info("what earlier leads count for was found out", "leads", n)
	}
	return err
}
