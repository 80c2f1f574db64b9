package main

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/store"
	"handoffd/mail/oauth"
)

// kept is the credential of one mailbox as the database keeps it: sealed with a key of the key file.
type kept struct {
	store   *store.Store
	keys    string // path of the key file
	mailbox string
	config  config.OAuth
}

// authorizes are the flags with which a login is authorized.
func authorizes(mailbox string) string {
	if address, ok := strings.CutPrefix(mailbox, calendarLogin("")); ok {
		return "--calendar --mailbox " + address
	}
	return "--mailbox " + mailbox
}

// load reads and opens the credential. The key file is read each time: the keys may have been rotated meanwhile.
func (k kept) load(ctx context.Context) (oauth.Credential, error) {
	var sealed store.Credential
	err := k.store.View(ctx, func(tx *store.Tx) (err error) {
		sealed, err = tx.Credential(k.mailbox, k.config.Provider)
		return err
	})
	if errors.Is(err, store.ErrNotFound) {
		return oauth.Credential{}, fmt.Errorf("%s at %s: %w: run `handoffd authorize %s %s`", k.mailbox, k.config.Provider, oauth.ErrNotAuthorized, k.config.Provider, authorizes(k.mailbox))
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
		return oauth.Credential{}, fmt.Errorf("%w: restore %s from its backup, or run `handoffd authorize %s %s` again", err, k.keys, k.config.Provider, authorizes(k.mailbox))
	}
	defer clear(secret)
	c, err := oauth.ReadCredential(secret)
	if err != nil {
		return c, err
	}
	return over(k.config, c)
}

// over puts what the config says over what was sealed, so that a renewed client secret needs no new consent. Another client
// does: a refresh token is good for the client it was given to only.
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

// tokens are the token sources of a service, one for each mailbox however many accounts and folders use it.
type tokens struct {
	store   *store.Store
	keys    string
	sources map[string]*oauth.Source
	http    *http.Client // nil: one of its own
}

func newTokens(st *store.Store, keys string) *tokens {
	return &tokens{store: st, keys: keys, sources: map[string]*oauth.Source{}}
}

// of is the source of a mailbox, nil for one with a password.
func (t *tokens) of(mailbox string, o config.OAuth) *oauth.Source {
	if o.Provider == "" || t == nil {
		return nil
	}
	id := o.Provider + " " + mailbox
	if t.sources[id] == nil {
		k := kept{store: t.store, keys: t.keys, mailbox: mailbox, config: o}
		t.sources[id] = oauth.NewSource(oauth.Options{Load: k.load, Save: k.save, HTTP: t.http})
	}
	return t.sources[id]
}

// oauthMend says what to do about a login by OAuth that failed, "" if it was not OAuth that failed.
func oauthMend(err error, conf, mailbox string, o config.OAuth) string {
	failed, ok := errors.AsType[*oauth.Error](err)
	again := fmt.Sprintf("handoffd authorize %s --config %s --mailbox %s", o.Provider, conf, mailbox)
	switch {
	case !ok:
		return ""
	case failed.Revoked():
		return "the consent was withdrawn, has expired or was never given: run `" + again + "`"
	case failed.Code == "invalid_scope":
		return "the consent does not cover mail; " + registration(o.Provider, false) + "; then " + again
	case failed.Op == oauth.OpRefresh && (failed.Code == "invalid_request" || failed.Code == "invalid_tenant"):
		return "the provider does not know the tenant or the application: compare tenant and client_id with what its portal shows, then " + again
	case failed.Code == "invalid_client" || failed.Code == "unauthorized_client":
		return "the client id or secret is wrong or has expired: make a new secret, put it in the file of client_secret_file, and authorize again"
	case failed.Op == oauth.OpLogin && o.Provider == oauth.NameMicrosoft:
		return "the token was made, but the mail server does not take it for this mailbox; " + microsoftMailbox(mailbox)
	case failed.Op == oauth.OpLogin:
		return "the token was made, but the mail server does not take it: was consent given by the account " + mailbox + " itself?"
	case failed.Op == oauth.OpLoad || failed.Op == oauth.OpSave:
		return "the credential cannot be read or written: mend what the message names"
	}
	if failed.Refused() {
		return "the provider refuses for good, in the words above: mend what they name, then " + again
	}
	return "the token endpoint cannot be reached or has trouble: try again, and look at proxy and firewall"
}
