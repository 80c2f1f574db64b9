// Package app opens what a config names: the database, mailboxes and mail servers, calendars and the logins to them, and the engine between.
package app

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"sync"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/engine"
	"handoffd/handoff/store"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
	"handoffd/templates"
)

// App is a config with everything opened that it names.
type App struct {
	config    *config.Config
	Store     *store.Store
	Engine    *engine.Engine
	boxes     []*imap.Source
	senders   map[config.Account]*smtp.Sender
	Calendars *Calendars
}

// OpenService wires store, mailboxes and mail server together. It connects to nothing yet.
func OpenService(ctx context.Context, c *config.Config, since time.Time, log *slog.Logger, told func(engine.Progress)) (*App, error) {
	set, err := templates.Load(c.Templates)
	if err != nil {
		return nil, err
	}
	for i, m := range c.Mailboxes { // before anything is made
		if err := ready(m); err != nil {
			if i > 0 {
				err = fmt.Errorf("[[mailbox]] %s: %w", m.Name, err)
			}
			return nil, err
		}
	}
	s := &App{config: c, senders: map[config.Account]*smtp.Sender{}}
	if s.Store, err = store.Open(ctx, c.Database); err != nil {
		return nil, err
	}
	logins := NewLogins(s.Store, c.KeyFile)
	var sources []engine.Source
	senders := map[string]engine.Sender{}
	for _, m := range c.Mailboxes {
		opened, sender, err := s.open(m, logins, alerts(log))
		if err != nil {
			s.Close()
			return nil, err
		}
		sources, senders[m.Address] = append(sources, opened...), sender
	}
	cs, err := OpenCalendars(c, logins, nil)
	if err != nil {
		s.Close()
		return nil, err
	}
	s.Calendars = cs
	o := engine.Options{
		Store: s.Store, Config: c.Domain, Renderer: engine.NewRenderer(set, c.Addressing), Sources: sources, Sender: s.senders[c.SMTP], Senders: senders, Trust: c.Trust(),
		Now: time.Now, Wait: SleepUntil, Log: log, Since: since, Progress: told, Rate: c.Rate, InFlight: c.InFlight, LearnIDs: c.LearnIDs,
	}
	cs.Options(&o, s.Store)
	if s.Engine, err = engine.New(ctx, o); err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

// open makes the sources of a mailbox, one for each folder, and the sender of its account, which mailboxes may share.
func (s *App) open(m config.Mailbox, logins *Logins, alert func(string)) ([]engine.Source, *smtp.Sender, error) {
	in, err := IMAP(m.IMAP, logins)
	if err != nil {
		return nil, nil, err
	}
	if s.senders[m.SMTP] == nil {
		out, err := SMTP(m.SMTP, logins)
		if err != nil {
			return nil, nil, err
		}
		s.senders[m.SMTP] = smtp.New(out)
	}
	var sources []engine.Source
	in.Alert = alert
	for _, folder := range m.IMAP.Folders {
		in.Folder = folder
		box := imap.Open(in)
		s.boxes = append(s.boxes, box)
		sources = append(sources, engine.Source{Name: m.Source + "/" + folder, Address: m.Address, Mailbox: box})
	}
	return sources, s.senders[m.SMTP], nil
}

// alerts logs what a mail server wants people to see, each thing once: it is said again with every connection.
func alerts(log *slog.Logger) func(string) {
	const most = 100
	var mu sync.Mutex
	said := map[string]bool{}
	return func(text string) {
		mu.Lock()
		defer mu.Unlock()
		if !said[text] && len(said) < most {
			said[text] = true
			log.Warn("the mail server wants you to read this", "alert", text)
		}
	}
}

func (s *App) Close() {
	for _, b := range s.boxes {
		_ = b.Close()
	}
	for _, sender := range s.senders {
		_ = sender.Close()
	}
	_ = s.Store.Close()
}

// SleepUntil waits on the real clock.
func SleepUntil(ctx context.Context, until time.Time) error {
	t := time.NewTimer(time.Until(until))
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// OpenLogins opens what OAuth logins need; nothing where everything uses passwords and keys.
func OpenLogins(ctx context.Context, c *config.Config) (logins *Logins, done func(), err error) {
	if !c.UsesTokens() {
		return nil, func() {}, nil
	}
	st, err := store.Open(ctx, c.Database)
	if err != nil {
		return nil, nil, err
	}
	return NewLogins(st, c.KeyFile), func() { _ = st.Close() }, nil
}

// ready says whether the passwords of a mailbox can be read.
func ready(m config.Mailbox) error {
	if _, err := IMAP(m.IMAP, nil); err != nil {
		return err
	}
	_, err := SMTP(m.SMTP, nil)
	return err
}

// IMAP is the mailbox as package imap takes it; the folder is set by the caller.
func IMAP(i config.Inbox, logins *Logins) (imap.Config, error) {
	c := imap.Config{Addr: i.Addr, TLS: i.TLS, Username: i.Username}
	if l := logins.Of(i.Username, i.OAuth); l != nil {
		c.Token, c.Refused = l.Token, l.Refused
	}
	if i.OAuth.Provider != "" {
		return c, nil
	}
	password, err := i.Password.Read()
	if err != nil {
		return imap.Config{}, fmt.Errorf("imap: %w", err)
	}
	c.Password = password
	return c, nil
}

// SMTP is the mail server as package smtp takes it.
func SMTP(a config.Account, logins *Logins) (smtp.Config, error) {
	c := smtp.Config{Addr: a.Addr, TLS: a.TLS, Username: a.Username}
	if l := logins.Of(a.Username, a.OAuth); l != nil {
		c.Token, c.Refused = l.Token, l.Refused
	}
	if a.Username == "" || a.OAuth.Provider != "" {
		return c, nil
	}
	password, err := a.Password.Read()
	if err != nil {
		return smtp.Config{}, fmt.Errorf("smtp: %w", err)
	}
	c.Password = password
	return c, nil
}

// OpenStore opens the database of a config for looking into; it makes none.
func OpenStore(ctx context.Context, path string) (*config.Config, *store.Store, error) {
	c, err := config.Load(path)
	if err != nil {
		return nil, nil, err
	}
	if _, err := os.Stat(c.Database); errors.Is(err, fs.ErrNotExist) {
		return nil, nil, fmt.Errorf("there is no database at %s yet; `handoffd serve --config %s` makes it", c.Database, path)
	}
	st, err := store.Open(ctx, c.Database)
	return c, st, err
}
