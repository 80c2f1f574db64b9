package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/handoff/text"
	"handoffd/mail/oauth"
)

type authorizeCmd struct {
	Provider          string `arg:"" optional:"" help:"google or microsoft."`
	Config            string `default:"${config}" help:"${config_help}" placeholder:"FILE"`
	Mailbox           string `help:"The username of the mailbox; with --calendar, the handoff address." placeholder:"NAME"`
	Calendar          bool   `help:"The consent is for the calendar of a handoff address, not for mail."`
	ClientID          string `name:"client-id" help:"Of the application registered with the provider." placeholder:"ID"`
	ClientSecretFile  string `name:"client-secret-file" help:"File with the application's secret." placeholder:"FILE"`
	Tenant            string `help:"Microsoft: id or domain of the directory." placeholder:"ID"`
	ClientCredentials bool   `name:"client-credentials" help:"Microsoft: the application itself logs in."`
	Paste             bool   `help:"No browser on this machine: paste the address that the browser is sent back to."`
	Rotate            bool   `help:"Make a new key and seal all credentials with it."`

	endpoints func(provider, tenant string) (oauth.Provider, error) `kong:"-"` // default providerOf
	http      *http.Client                                          `kong:"-"`
}

// consentTime is how long a person may take in the browser.
const consentTime = 15 * time.Minute

// Run gets and seals the credential of a mailbox, or seals all anew.
func (c *authorizeCmd) Run(ctx context.Context, s streams) error {
	if err := c.usage(); err != nil {
		return err
	}
	conf, err := config.Load(c.Config)
	if err != nil {
		return err
	}
	if c.Rotate {
		return c.rotate(ctx, s, conf)
	}
	login, err := c.login(conf)
	if err != nil {
		return err
	}
	r, err := c.request(login)
	if err != nil {
		return err
	}
	// Database and keys must be writable before somebody is sent to a browser for nothing.
	sealed, err := app.Open(ctx, conf, app.Sealing, app.Options{})
	if err != nil {
		return err
	}
	defer sealed.Close()
	credential, err := c.consent(ctx, s, r)
	if err != nil {
		return err
	}
	name := c.Mailbox
	if c.Calendar {
		name = app.CalendarLogin(c.Mailbox)
	}
	if err := sealed.Logins.Keep(ctx, name, config.OAuth{Provider: c.Provider}, credential); err != nil {
		return err
	}
	c.tellNext(s.out, conf.KeyFile, r)
	return nil
}

func (c *authorizeCmd) usage() error {
	microsoft := c.Provider == oauth.NameMicrosoft
	switch {
	case c.Rotate && (c.Provider != "" || c.Mailbox != ""):
		return usagef("--rotate seals the credentials of all mailboxes; leave out provider and --mailbox")
	case c.Rotate:
		return nil
	case c.Provider == "":
		return usagef("whose login is it? write handoffd authorize google --mailbox NAME, or microsoft")
	case c.Provider != oauth.NameGoogle && !microsoft:
		return usagef("provider %q is unknown; use google or microsoft", c.Provider)
	case c.Mailbox == "":
		return usagef("--mailbox is missing; give the username of the mailbox")
	case !microsoft && (c.Tenant != "" || c.ClientCredentials):
		return usagef("--tenant and --client-credentials are for microsoft")
	case c.Calendar && c.ClientCredentials:
		return usagef("an application's login to a calendar stands in [calendar]: tenant, client_id and " +
			"client_secret_file; there is nothing to authorize")
	case c.Paste && c.ClientCredentials:
		return usagef("with --client-credentials nobody uses a browser; leave out --paste")
	}
	return nil
}

// login is what the config says about the OAuth login of the mailbox, whose name is then written as there.
func (c *authorizeCmd) login(conf *config.Config) (config.OAuth, error) {
	if c.Calendar {
		return c.calendarLogin(conf)
	}
	var names []string
	for _, m := range conf.Mailboxes {
		for _, a := range []config.Account{m.IMAP.Account, m.SMTP} {
			if strings.EqualFold(a.Username, c.Mailbox) {
				c.Mailbox = a.Username
				return a.OAuth, nil
			}
			names = append(names, a.Username)
		}
	}
	return config.OAuth{}, usagef("there is no mailbox %q in the config; %s", c.Mailbox, config.Meant(c.Mailbox, names))
}

// calendarLogin is what the config says about the calendar of a handoff address that somebody consents to.
func (c *authorizeCmd) calendarLogin(conf *config.Config) (config.OAuth, error) {
	providers := map[string]string{config.ProviderGoogle: oauth.NameGoogle, config.ProviderGraph: oauth.NameMicrosoft}
	var names []string
	for address, a := range conf.Agendas {
		if strings.EqualFold(address, c.Mailbox) {
			c.Mailbox = address
			if providers[a.Provider] == "" || a.KeyFile != "" {
				return config.OAuth{}, usagef("the calendar of %s needs no consent: its provider is %q", address, a.Provider)
			}
			return config.OAuth{Provider: providers[a.Provider], ClientID: a.ClientID, Secret: a.Secret, Tenant: a.Tenant}, nil
		}
		names = append(names, address)
	}
	return config.OAuth{}, usagef("there is no handoff address %q in the config; %s", c.Mailbox,
		config.Meant(c.Mailbox, names))
}

// request joins the flags and the config; flags win.
func (c *authorizeCmd) request(login config.OAuth) (oauth.Request, error) {
	if login.Provider != "" && login.Provider != c.Provider {
		return oauth.Request{}, usagef("the config says auth = %q for %s; name that provider, or change the config",
			login.Provider, c.Mailbox)
	}
	endpoints := c.endpoints
	if endpoints == nil {
		endpoints = providerOf
	}
	p, err := endpoints(c.Provider, cmp.Or(c.Tenant, login.Tenant))
	if err != nil {
		return oauth.Request{}, usageError{err}
	}
	r := oauth.Request{Provider: p, ClientID: cmp.Or(c.ClientID, login.ClientID), Login: c.Mailbox, HTTP: c.http}
	if r.ClientID == "" {
		return r, usagef("--client-id is missing; %s", app.Registration(c.Provider, c.ClientCredentials))
	}
	if c.Calendar {
		r.Provider.Scopes = app.CalendarScopes(c.Provider)
	}
	secret := login.Secret
	if c.ClientSecretFile != "" {
		secret = config.Password{File: c.ClientSecretFile}
	}
	if secret != (config.Password{}) {
		if r.ClientSecret, err = secret.Read(); err != nil {
			return r, fmt.Errorf("client secret: %w", err)
		}
	}
	switch {
	case c.ClientCredentials && r.ClientSecret == "":
		return r, usagef("--client-credentials need --client-secret-file; %s", app.Registration(c.Provider, true))
	case c.ClientCredentials && len(p.AppScopes) == 0:
		return r, usagef("--client-credentials need --tenant; give the directory (tenant) id that the portal shows")
	case c.Provider == oauth.NameGoogle && r.ClientSecret == "":
		return r, usagef("--client-secret-file is missing: Google wants the secret of desktop clients, too")
	}
	return r, nil
}

func providerOf(name, tenant string) (oauth.Provider, error) {
	if name == oauth.NameGoogle {
		return oauth.Google(), nil
	}
	return oauth.Microsoft(tenant)
}

// consent asks the person, or the provider at once where the application itself logs in.
func (c *authorizeCmd) consent(ctx context.Context, s streams, r oauth.Request) (oauth.Credential, error) {
	if c.ClientCredentials {
		return oauth.Application(ctx, r)
	}
	ctx, cancel := context.WithTimeoutCause(ctx, consentTime, fmt.Errorf("nobody consented within %v", consentTime))
	defer cancel()
	if c.Paste {
		return c.pasted(ctx, s, r)
	}
	l, redirect, err := r.Provider.Listen(ctx)
	if err != nil {
		return oauth.Credential{}, fmt.Errorf("%w; --paste does without", err)
	}
	defer func() { _ = l.Close() }()
	r.Redirect = redirect
	a, err := oauth.Authorize(r)
	if err != nil {
		return oauth.Credential{}, err
	}
	fmt.Fprintf(s.out, "1. Open this address in a browser on this machine (no browser here? stop, and use "+
		"--paste):\n\n%s\n\n", a.URL())
	fmt.Fprintf(s.out, "2. Sign in as %s and consent. The browser then comes back to %s, where handoffd waits.\n\n",
		text.Bare(c.Mailbox), redirect)
	return a.Wait(ctx, l)
}

// pasted lets the person carry the redirect over. A wrong paste may be mended.
func (c *authorizeCmd) pasted(ctx context.Context, s streams, r oauth.Request) (oauth.Credential, error) {
	r.Redirect = r.Provider.RedirectURL(0)
	a, err := oauth.Authorize(r)
	if err != nil {
		return oauth.Credential{}, err
	}
	fmt.Fprintf(s.out, "1. Open this address in a browser on any machine:\n\n%s\n\n", a.URL())
	fmt.Fprintf(s.out, "2. Sign in as %s and consent. The browser then fails to open a page of %s: that is expected.\n",
		text.Bare(c.Mailbox), r.Redirect)
	fmt.Fprint(s.out, "3. Copy that page's whole address from the address bar, paste it here and press Enter:\n")
	const tries = 3
	lines := readLines(ctx, s.in)
	for range tries {
		select {
		case line, ok := <-lines:
			if !ok && err == nil {
				err = errors.New("no address was pasted; start again")
			}
			if !ok {
				return oauth.Credential{}, err
			}
			credential, failed := a.Redeem(ctx, line)
			if !errors.Is(failed, oauth.ErrNotRedirect) && !errors.Is(failed, oauth.ErrOtherAttempt) {
				return credential, failed
			}
			err = failed
			fmt.Fprintf(s.out, "%v\n", failed)
		case <-ctx.Done():
			return oauth.Credential{}, context.Cause(ctx)
		}
	}
	return oauth.Credential{}, err
}

// readLines reads without keeping the command from being stopped. The lines are bounded; an empty one is left out.
func readLines(ctx context.Context, in io.Reader) <-chan string {
	lines := make(chan string)
	go func() {
		defer close(lines)
		scan := bufio.NewScanner(in)
		for scan.Scan() {
			if strings.TrimSpace(scan.Text()) == "" {
				continue
			}
			select {
			case lines <- scan.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return lines
}

// rotate makes a new key and seals everything with it.
func (c *authorizeCmd) rotate(ctx context.Context, s streams, conf *config.Config) error {
	a, err := app.Open(ctx, conf, app.Offline, app.Options{})
	if err != nil {
		return err
	}
	defer a.Close()
	keys, n, err := a.RotateKeys(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "Credentials sealed with the new key %s: %d. It is the first in %s.\n", keys.ID(), n, conf.KeyFile)
	fmt.Fprintf(s.out, "Next: back up %s. Earlier keys in it: %d. They open older backups of the database; keep them as "+
		"long as those.\n", conf.KeyFile, keys.Len()-1)
	return nil
}
