package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/alecthomas/kong"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/cmd/handoffd/demo"
	"handoffd/handoff/store"
	"handoffd/mail/oauth"
	"handoffd/mail/oauth/oauthtest"
)

const oauthBox = "handoff@acme.example"

// consenting is a terminal whose person opens every address shown in a browser, and agrees.
type consenting struct {
	t        *testing.T
	provider *oauthtest.Provider
	shown    bytes.Buffer
	paste    func(redirected string) // nil: the browser goes there
	opened   bool
}

var authAddress = regexp.MustCompile(`https://login\.test\.example/auth\?\S+`)

func (c *consenting) Write(p []byte) (int, error) {
	c.shown.Write(p)
	if address := authAddress.FindString(c.shown.String()); address != "" && !c.opened {
		c.opened = true
		go c.browse(address)
	}
	return len(p), nil
}

func (c *consenting) browse(address string) {
	redirected, err := c.provider.Consent(address)
	if err != nil {
		c.t.Error(err)
		return
	}
	if c.paste != nil {
		c.paste(redirected)
		return
	}
	response, err := http.Get(redirected)
	if err != nil {
		c.t.Error(err)
		return
	}
	response.Body.Close()
}

// authorizing is a folder with a config, and a provider.
type authorizing struct {
	*oauthtest.Provider
	t      *testing.T
	dir    string
	config string
}

func newAuthorizing(t *testing.T) *authorizing {
	t.Helper()
	a := &authorizing{Provider: oauthtest.New(oauthtest.Config{ClientID: "client-1",
		ClientSecret: "client-secret-of-the-test", Rotate: true}), t: t, dir: t.TempDir()}
	a.config = filepath.Join(a.dir, "config.toml")
	for name, text := range map[string]string{a.config: demo.Config,
		filepath.Join(a.dir, "secret"): "client-secret-of-the-test\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return a
}

// run runs the command as typed, and gives what was shown.
func (a *authorizing) run(in io.Reader, term *consenting, args ...string) error {
	a.t.Helper()
	return a.runAt(in, term, "", args...)
}

// runAt runs it with a provider at another token endpoint, if one is given.
func (a *authorizing) runAt(in io.Reader, term *consenting, tokenURL string, args ...string) error {
	a.t.Helper()
	c := &authorizeCmd{}
	parser, err := kong.New(c, commandVars())
	if err != nil {
		a.t.Fatal(err)
	}
	if _, err := parser.Parse(append(args, "--config", a.config)); err != nil {
		a.t.Fatal(err)
	}
	c.endpoints = func(provider, tenant string) (oauth.Provider, error) {
		p := a.Endpoints(provider)
		if tokenURL != "" {
			p.TokenURL = tokenURL
		}
		if tenant == "" {
			p.AppScopes = nil
		}
		return p, nil
	}
	if c.http = a.Client(); tokenURL != "" {
		c.http = nil
	}
	return c.Run(a.t.Context(), streams{in: in, out: term, err: term, now: time.Now})
}

func (a *authorizing) terminal(paste func(string)) *consenting {
	return &consenting{t: a.t, provider: a.Provider, paste: paste}
}

// googled are the arguments that all runs at Google share.
func (a *authorizing) googled(more ...string) []string {
	return append([]string{"google", "--mailbox", "Handoff@acme.example", "--client-id", "client-1",
		"--client-secret-file", filepath.Join(a.dir, "secret")}, more...)
}

// source opens what was sealed, as a service does.
func (a *authorizing) source(o config.OAuth) *oauth.Source {
	a.t.Helper()
	sealed, err := open(a.t.Context(), a.config, app.Offline, app.Options{HTTP: a.Client()})
	if err != nil {
		a.t.Fatal(err)
	}
	a.t.Cleanup(sealed.Close)
	return sealed.Logins.Of(oauthBox, o)
}

func (a *authorizing) works(o config.OAuth) {
	a.t.Helper()
	_, token, err := a.source(o).Token(a.t.Context())
	if err != nil || a.End(token).IsZero() {
		a.t.Errorf("the credential is not good: %v", err)
	}
}

// quiet fails when a text or the database holds a secret.
func (a *authorizing) quiet(text string) {
	a.t.Helper()
	files, err := filepath.Glob(filepath.Join(a.dir, "handoffd.db*"))
	if err != nil || len(files) < 2 {
		a.t.Fatal(files, err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			a.t.Fatal(err)
		}
		text += string(data)
	}
	shown := authAddress.ReplaceAllString(text, "") // the state stands in it by right
	for _, secret := range a.Secrets() {
		if strings.Contains(shown, secret) {
			a.t.Errorf("%s can be read", secret)
		}
	}
}

func TestAuthorizeInTheBrowser(t *testing.T) {
	a := newAuthorizing(t)
	term := a.terminal(nil)
	if err := a.run(strings.NewReader(""), term, a.googled()...); err != nil {
		t.Fatal(err)
	}
	a.works(config.OAuth{Provider: "google"})
	a.works(config.OAuth{Provider: "google"}) // with the rotated refresh token
	text := term.shown.String()
	a.quiet(text)
	for _, want := range []string{"1. Open this address", "2. Sign in as handoff@acme.example", "http://127.0.0.1:",
		"Next:", `auth = "google"`, "handoffd check --config " + a.config, "7 days"} {
		if !strings.Contains(text, want) {
			t.Errorf("%q is not said:\n%s", want, text)
		}
	}
}

func TestAuthorizeByPaste(t *testing.T) {
	a := newAuthorizing(t)
	in, type_ := io.Pipe()
	term := a.terminal(func(redirected string) {
		fmt.Fprintf(type_, "\nhttp://127.0.0.1/nothing\n%s\n", redirected)
	})
	if err := a.run(in, term, a.googled("--paste")...); err != nil {
		t.Fatal(err)
	}
	a.works(config.OAuth{Provider: "google"})
	text := term.shown.String()
	a.quiet(text)
	if !strings.Contains(text, "3. Copy") || strings.Count(text, "copy all of it") != 1 {
		t.Errorf("shown:\n%s", text)
	}
}

func TestAuthorizeFails(t *testing.T) {
	for name, tt := range map[string]struct {
		in   string
		args []string
		want string
	}{
		"nothing pasted":    {"", []string{"--paste"}, "no address was pasted"},
		"three bad pastes":  {"a\nb\nc\nd\n", []string{"--paste"}, "copy all of it"},
		"too long a paste":  {strings.Repeat("x", 100_000), []string{"--paste"}, "no address was pasted"},
		"no such mailbox":   {"", []string{"--mailbox", "handof@acme.example"}, `did you mean "handoff@acme.example"`},
		"no secret file":    {"", []string{"--client-secret-file", "/nowhere/secret"}, "/nowhere/secret"},
		"tenant for google": {"", []string{"--tenant", "x"}, "are for microsoft"},
		"rotate with name":  {"", []string{"--rotate"}, "leave out provider"},
		"application":       {"", []string{"--client-credentials"}, "are for microsoft"},
	} {
		t.Run(name, func(t *testing.T) {
			a := newAuthorizing(t)
			err := a.run(strings.NewReader(tt.in), a.terminal(func(string) {}), a.googled(tt.args...)...)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestAuthorizeUsage(t *testing.T) {
	a := newAuthorizing(t)
	for _, tt := range []struct {
		args string
		want string
	}{
		{"yahoo --mailbox x", "use google or microsoft"},
		{"google", "--mailbox is missing"},
		{"google --mailbox handoff@acme.example", "Desktop app"},
		{"google --mailbox handoff@acme.example --client-id x", "secret of desktop clients"},
		{"microsoft --mailbox handoff@acme.example", "http://localhost"},
		{"microsoft --mailbox handoff@acme.example --client-id x --client-credentials", "IMAP.AccessAsApp"},
		{"microsoft --mailbox handoff@acme.example --client-credentials --paste", "leave out --paste"},
		{"microsoft --mailbox handoff@acme.example --client-credentials --client-id x --client-secret-file " + filepath.Join(a.dir, "secret"), "need --tenant"},
	} {
		err := a.run(strings.NewReader(""), a.terminal(nil), strings.Fields(tt.args)...)
		if !errors.As(err, new(usageError)) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v", tt.args, err)
		}
	}
	if _, err := os.Stat(filepath.Join(a.dir, "handoffd.db")); err == nil {
		t.Error("a database was made")
	}
	if _, err := providerOf("microsoft", "a b"); err == nil {
		t.Error("a bad tenant is taken")
	}
}

func TestAuthorizeApplication(t *testing.T) {
	a := newAuthorizing(t)
	term := a.terminal(nil)
	args := append([]string{"microsoft"}, a.googled("--client-credentials", "--tenant", "acme.example")[1:]...)
	if err := a.run(strings.NewReader(""), term, args...); err != nil {
		t.Fatal(err)
	}
	a.works(config.OAuth{Provider: "microsoft"})
	a.quiet(term.shown.String())
	if !strings.Contains(term.shown.String(), "New-ServicePrincipal -AppId client-1") {
		t.Errorf("shown:\n%s", &term.shown)
	}
}

func TestAuthorizeRotates(t *testing.T) {
	a := newAuthorizing(t)
	term := a.terminal(nil)
	if err := a.run(nil, term, "--rotate"); err == nil || !strings.Contains(err.Error(), "no database") {
		t.Errorf("before anything is there: %v", err)
	}
	if err := a.run(nil, term, a.googled()...); err != nil {
		t.Fatal(err)
	}
	running := a.source(config.OAuth{Provider: "google"}) // has no old key in its memory
	if err := a.run(nil, term, "--rotate"); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(term.shown.String(), ": 1. It is the first in") {
		t.Errorf("shown:\n%s", &term.shown)
	}
	if _, _, err := running.Token(t.Context()); err != nil {
		t.Error(err)
	}
	keys := filepath.Join(a.dir, "handoffd.db.key")
	if ring, err := store.ReadKeyring(keys); err != nil || ring.Len() != 2 {
		t.Errorf("%v, %v", ring, err)
	}
	if err := os.Chmod(keys, 0o644); err != nil {
		t.Fatal(err)
	}
	_, _, err := a.source(config.OAuth{Provider: "google"}).Token(t.Context())
	if !errors.Is(err, store.ErrKeyOpen) {
		t.Errorf("a key file that others can read: %v", err)
	}
	a.quiet(term.shown.String() + fmt.Sprint(err))
}

// TestKeptCredential looks at all that may stand between a sealed credential and its use.
func TestKeptCredential(t *testing.T) {
	a := newAuthorizing(t)
	err := a.run(nil, a.terminal(nil), a.googled()...)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("OAUTH_TEST_SECRET", "wrong-client-secret")
	var log bytes.Buffer
	logger := slog.New(slog.NewJSONHandler(&log, nil))
	for name, tt := range map[string]struct {
		o    config.OAuth
		want string // in the error
		mend string
	}{
		"as sealed": {config.OAuth{Provider: "google"}, "", ""},
		"same client": {config.OAuth{Provider: "google", ClientID: "client-1",
			Secret: config.Password{File: filepath.Join(a.dir, "secret")}}, "", ""},
		"another client": {config.OAuth{Provider: "google", ClientID: "client-2"}, "not the client that was consented to",
			"handoffd authorize google"},
		"another provider": {config.OAuth{Provider: "microsoft"}, "nobody has authorized it yet",
			"handoffd authorize microsoft"},
		"another secret": {config.OAuth{Provider: "google", Secret: config.Password{Env: "OAUTH_TEST_SECRET"}},
			"invalid_client", "make a new secret"},
		"secret not set": {config.OAuth{Provider: "google", Secret: config.Password{Env: "OAUTH_TEST_NONE"}},
			"OAUTH_TEST_NONE is not set", "mend what the message names"},
	} {
		t.Run(name, func(t *testing.T) {
			_, _, err := a.source(tt.o).Token(t.Context())
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v", err)
			}
			if mend := app.OAuthMend(err, "config.toml", oauthBox, tt.o); !strings.Contains(mend, tt.mend) ||
				(mend == "") != (tt.mend == "") {
				t.Errorf("mend: %s", mend)
			}
			logger.Error("token", "error", err, "login", tt.o)
		})
	}
	if err := os.Remove(filepath.Join(a.dir, "handoffd.db.key")); err != nil {
		t.Fatal(err)
	}
	_, _, err = a.source(config.OAuth{Provider: "google"}).Token(t.Context())
	if !errors.Is(err, store.ErrNoKeys) {
		t.Errorf("without keys: %v", err)
	}
	if _, err := store.MakeKeyring(filepath.Join(a.dir, "handoffd.db.key")); err != nil {
		t.Fatal(err)
	}
	_, _, err = a.source(config.OAuth{Provider: "google"}).Token(t.Context())
	if !errors.Is(err, store.ErrUnknownKey) || !strings.Contains(err.Error(), "restore") {
		t.Errorf("with other keys: %v", err)
	}
	logger.Error("token", "error", err)
	a.quiet(log.String() + "wrong-client-secret"[:0])
	if strings.Contains(log.String(), "wrong-client-secret") {
		t.Error("the log holds the client secret")
	}
}

// TestAuthorizeCalendar: the consent to a calendar asks for the scopes of calendars, and is kept apart from that for
// mail.
func TestAuthorizeCalendar(t *testing.T) {
	for _, c := range []struct{ calendar, provider, scope string }{
		{"google", oauth.NameGoogle, "https://www.googleapis.com/auth/calendar"},
		{"graph", oauth.NameMicrosoft, "https://graph.microsoft.com/Calendars.ReadWrite"},
	} {
		t.Run(c.provider, func(t *testing.T) {
			a := newAuthorizing(t)
			text := demo.Config + "\n[calendar]\nprovider = \"" + c.calendar + "\"\n"
			if err := os.WriteFile(a.config, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
			term := a.terminal(nil)
			args := append([]string{c.provider, "--calendar"}, a.googled()[1:]...)
			if err := a.run(strings.NewReader(""), term, args...); err != nil {
				t.Fatalf("%v\n%s", err, term.shown.String())
			}
			if shown := term.shown.String(); !strings.Contains(shown, "scope="+url.QueryEscape(c.scope)) {
				t.Errorf("the consent is not for the calendar:\n%s", shown)
			}
			sealed, err := open(t.Context(), a.config, app.Offline, app.Options{HTTP: a.Client()})
			if err != nil {
				t.Fatal(err)
			}
			defer sealed.Close()
			o := config.OAuth{Provider: c.provider}
			if _, _, err := sealed.Logins.Of(app.CalendarLogin(oauthBox), o).Token(t.Context()); err != nil {
				t.Error(err)
			}
			if _, _, err := sealed.Logins.Of(oauthBox, o).Token(t.Context()); !errors.Is(err, oauth.ErrNotAuthorized) {
				t.Errorf("the consent to a calendar opens the mailbox: %v", err)
			}
		})
	}
}
