package app

import (
	"fmt"
	"log/slog"
	"sync"

	"handoffd/cmd/handoffd/app/adapter"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/engine"
	"handoffd/handoff/outbox"
	"handoffd/mail/imap"
	"handoffd/mail/smtp"
)

// IMAP is a mailbox as package imap takes it; the folder is set by the caller.
func (a *App) IMAP(in config.Inbox) (imap.Config, error) { return a.accounts.IMAP(in) }

// SMTP is a mail server as package smtp takes it.
func (a *App) SMTP(out config.Account) (smtp.Config, error) { return a.accounts.SMTP(out) }

// openMail makes a source of every watched folder and a sender of every account, which mailboxes may share.
func (a *App) openMail(o *engine.Options) error {
	o.MailOf = map[string]outbox.Carrier{}
	carriers := map[config.Account]outbox.Carrier{} // addresses that share an account share what is known of its server
	alert := alerts(a.options.Log)
	for _, m := range a.Config.Mailboxes {
		in, err := a.IMAP(m.IMAP)
		if err != nil {
			return err
		}
		if a.senders[m.SMTP] == nil {
			out, err := a.SMTP(m.SMTP)
			if err != nil {
				return err
			}
			a.senders[m.SMTP] = smtp.New(out)
			carriers[m.SMTP] = adapter.Mended(a.senders[m.SMTP], a.mendOf(m.SMTP))
		}
		o.MailOf[m.Address] = carriers[m.SMTP]
		in.Alert = alert
		for _, folder := range m.IMAP.Folders {
			in.Folder = folder
			box := imap.Open(in)
			a.boxes = append(a.boxes, box)
			o.Sources = append(o.Sources, engine.Source{Name: m.Source + "/" + folder, Address: m.Address,
				Mailbox: adapter.Watched(box, a.watch.Mailbox(m.Source+"/"+folder), a.mendOf(m.IMAP.Account))})
		}
	}
	o.Mail = carriers[a.Config.SMTP]
	return nil
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

// ready says whether the passwords of all mailboxes can be read, which is asked before anything is made.
func (a *App) ready() error {
	if a.options.Accounts != nil {
		return nil
	}
	for i, m := range a.Config.Mailboxes {
		_, err := accounts{}.IMAP(m.IMAP)
		if err == nil {
			_, err = accounts{}.SMTP(m.SMTP)
		}
		switch {
		case err != nil && i > 0:
			return fmt.Errorf("[[mailbox]] %s: %w", m.Name, err)
		case err != nil:
			return err
		}
	}
	return nil
}

// accounts are reached as the config says, with passwords as they are now and with the tokens of logins.
type accounts struct{ logins *Logins }

// IMAP implements Accounts.
func (a accounts) IMAP(in config.Inbox) (imap.Config, error) {
	c := imap.Config{Addr: in.Addr, TLS: in.TLS, Username: in.Username}
	if l := a.logins.Of(in.Username, in.OAuth); l != nil {
		c.Token, c.Refused = l.Token, l.Refused
	}
	if in.OAuth.Provider != "" {
		return c, nil
	}
	password, err := in.Password.Read()
	if err != nil {
		return imap.Config{}, fmt.Errorf("imap: %w", err)
	}
	c.Password = password
	return c, nil
}

// SMTP implements Accounts.
func (a accounts) SMTP(out config.Account) (smtp.Config, error) {
	c := smtp.Config{Addr: out.Addr, TLS: out.TLS, Username: out.Username}
	if l := a.logins.Of(out.Username, out.OAuth); l != nil {
		c.Token, c.Refused = l.Token, l.Refused
	}
	if out.Username == "" || out.OAuth.Provider != "" {
		return c, nil
	}
	password, err := out.Password.Read()
	if err != nil {
		return smtp.Config{}, fmt.Errorf("smtp: %w", err)
	}
	c.Password = password
	return c, nil
}
