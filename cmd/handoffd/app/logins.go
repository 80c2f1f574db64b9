package app

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"handoffd/calendar/google"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/store"
	"handoffd/mail/oauth"
)

// kept is the credential of one mailbox as the database keeps it: sealed with a key of the key file.
type kept struct {
	store   *store.Store // nil: there is no database
	keys    string       // path of the key file
	mailbox string
	config  config.OAuth
}

// authorizes are the flags with which a login is authorized.
func authorizes(mailbox string) string {
	if address, ok := strings.CutPrefix(mailbox, CalendarLogin("")); ok {
		return "--calendar --mailbox " + address
	}
	return "--mailbox " + mailbox
}

// load reads and opens the credential. The key file is read each time: the keys may have been rotated meanwhile.
func (k kept) load(ctx context.Context) (oauth.Credential, error) {
	var sealed store.Credential
	err := store.ErrNotFound
	if k.store != nil {
		err = k.store.View(ctx, func(tx *store.Tx) (err error) {
			sealed, err = tx.Credential(k.mailbox, k.config.Provider)
			return err
		})
	}
	if errors.Is(err, store.ErrNotFound) {
		return oauth.Credential{}, fmt.Errorf("%s at %s: %w: run `handoffd authorize %s %s`", k.mailbox, k.config.Provider,
			oauth.ErrNotAuthorized, k.config.Provider, authorizes(k.mailbox))
	}
	if err != nil {
		return oauth.Credential{}, err
	}
	keys, err := store.ReadKeyring(k.keys)
	if err != nil {
		return oauth.Credential{}, err
	}
	secret, err := keys.Unseal(k.mailbox, k.config.Provider, sealed.Sealed)
	if err != nil {
		return oauth.Credential{}, fmt.Errorf("%w: restore %s from its backup, or run `handoffd authorize %s %s` again", err,
			k.keys, k.config.Provider, authorizes(k.mailbox))
	}
	defer clear(secret)
	c, err := oauth.ReadCredential(secret)
	if err != nil {
		return c, err
	}
	return over(k.config, c)
}

// over puts what the config says over what was sealed, so that a renewed client secret needs no new consent. Another
// client does: a refresh token is good for the client it was given to only.
func over(o config.OAuth, c oauth.Credential) (oauth.Credential, error) {
	if o.ClientID != "" && o.ClientID != c.ClientID {
		return c, fmt.Errorf("client_id in the config is not the client that was consented to: %w", oauth.ErrNotAuthorized)
	}
	if o.Secret == (config.Password{}) {
		return c, nil
	}
	secret, err := o.Secret.Read()
	if err != nil {
		return c, fmt.Errorf("client secret: %w", err)
	}
	c.ClientSecret = secret
	return c, nil
}

// save seals and writes the credential; it is on the disk when save returns. The key file is made if there is none.
func (k kept) save(ctx context.Context, c oauth.Credential) error {
	keys, err := store.MakeKeyring(k.keys)
	if err != nil {
		return err
	}
	secret, err := c.Secret()
	if err != nil {
		return err
	}
	defer clear(secret)
	sealed, err := keys.Seal(k.mailbox, k.config.Provider, secret)
	if err != nil {
		return err
	}
	return k.store.Update(ctx, func(tx *store.Tx) error {
		return tx.PutCredential(k.mailbox, k.config.Provider, sealed, time.Now())
	})
}

// Logins are the token sources of a service, one for each mailbox however many accounts and folders use it.
type Logins struct {
	store   *store.Store
	keys    string
	mu      sync.Mutex
	sources map[string]*oauth.Source // guarded by mu
	http    *http.Client             // nil: one of its own
}

// newLogins are those of a database, which may be nil: then nobody has consented to anything.
func newLogins(st *store.Store, keys string, client *http.Client) *Logins {
	return &Logins{store: st, keys: keys, sources: map[string]*oauth.Source{}, http: client}
}

// Keep seals what was consented to for a mailbox; it is on the disk when Keep returns. The key file is made if there is
// none.
func (t *Logins) Keep(ctx context.Context, mailbox string, o config.OAuth, c oauth.Credential) error {
	return t.kept(mailbox, o).save(ctx, c)
}

func (t *Logins) kept(mailbox string, o config.OAuth) kept {
	return kept{store: t.store, keys: t.keys, mailbox: mailbox, config: o}
}

// Of is the source of a mailbox, nil for one with a password.
func (t *Logins) Of(mailbox string, o config.OAuth) *oauth.Source {
	if o.Provider == "" || t == nil {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	id := o.Provider + " " + mailbox
	if t.sources[id] == nil {
		k := t.kept(mailbox, o)
		t.sources[id] = oauth.NewSource(oauth.Options{Load: k.load, Save: k.save, HTTP: t.http})
	}
	return t.sources[id]
}

// RotateKeys makes a new key and seals everything with it, in one transaction; it gives the keys, the new one first,
// and how many credentials were sealed.
func (a *App) RotateKeys(ctx context.Context) (keys *store.Keyring, sealed int, err error) {
	keys, err = store.RotateKeyring(a.Config.KeyFile)
	if err != nil {
		return nil, 0, err
	}
	err = a.Store.Update(ctx, func(tx *store.Tx) (err error) {
		sealed, err = tx.ResealCredentials(keys)
		return err
	})
	if err != nil {
		return nil, 0, fmt.Errorf("%w; nothing was changed in %s, and the earlier keys are still in %s", err,
			a.Config.Database, a.Config.KeyFile)
	}
	return keys, sealed, nil
}

// CalendarScopes are what somebody consents to for a calendar.
func CalendarScopes(provider string) []string {
	if provider == oauth.NameGoogle {
		return google.Scopes
	}
	return []string{"https://graph.microsoft.com/Calendars.ReadWrite", "https://graph.microsoft.com/MailboxSettings.Read",
		"offline_access"}
}
