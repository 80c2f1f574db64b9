package main

import (
	"bytes"
	"context"
	"errors"
	"log/slog"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/cmd/handoffd/demo"
	"handoffd/cmd/handoffd/hosttest"
	"handoffd/handoff/store"
	"handoffd/mail"
	"handoffd/mail/mailtest"
	"handoffd/mail/oauth"
	"handoffd/mail/oauth/oauthtest"
	"handoffd/mail/smtp"
)

// tokenHost is a mail host that takes tokens only, and its provider, both on loopback sockets.
type tokenHost struct {
	hosttest.Local
	*oauthtest.Provider
	endpoint string
	config   string
}

// startTokens also authorizes the mailbox, as `handoffd authorize` does, with a provider of the given name.
func startTokens(t *testing.T, provider string, c oauthtest.Config) *tokenHost {
	t.Helper()
	c.ClientID, c.ClientSecret, c.Account = "client-1", "the client's secret", oauthBox
	h := &tokenHost{Provider: oauthtest.New(c)}
	web := httptest.NewServer(h.Provider)
	t.Cleanup(web.Close)
	h.endpoint = web.URL + "/token"
	h.Local = hosttest.StartWith(t, mailtest.Config{Hostname: hosttest.Hostname, Domains: []string{"acme.example", "globex.example"}, Tokens: &mailtest.Tokens{User: oauthBox,
		Mechanisms: []string{oauth.MechanismXOAuth2}, Exchange: h.SASL, End: h.End}})
	login := "auth = \"" + provider + "\""
	h.config = h.Local.Config(t, demo.Config, "password_env = \"HANDOFFD_PASSWORD\"", login)
	a := &authorizing{Provider: h.Provider, t: t, dir: filepath.Dir(h.config), config: h.config}
	secret := filepath.Join(a.dir, "secret")
	if err := os.WriteFile(secret, []byte(c.ClientSecret), 0o600); err != nil {
		t.Fatal(err)
	}
	err := a.runAt(nil, a.terminal(nil), h.endpoint, provider, "--mailbox", oauthBox, "--client-id", "client-1", "--client-secret-file", secret)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// TestCheckLogsInWithTokens: what is wrong with a token login is told in the provider's words, with the exact commands.
func TestCheckLogsInWithTokens(t *testing.T) {
	again := func(provider, conf string) string {
		return "handoffd authorize " + provider + " --config " + conf + " --mailbox " + oauthBox
	}
	for name, tt := range map[string]struct {
		provider string
		broken   func(*tokenHost)
		fails    bool
		shown    []string
		command  bool // authorize is the mend
	}{
		"healthy":              {"google", func(*tokenHost) {}, false, []string{"can be read", "takes mail of " + oauthBox}, false},
		"access token expired": {"microsoft", func(h *tokenHost) { h.Expire() }, false, []string{"can be read"}, false},
		"consent withdrawn":    {"google", func(h *tokenHost) { h.Revoke() }, true, []string{"invalid_grant", "the consent was withdrawn"}, true},
		"refresh token expired": {"microsoft", func(h *tokenHost) {
			for range 2 {
				h.FailNext(400, `{"error":"invalid_grant","error_description":"AADSTS700082: The refresh token has expired due to inactivity."}`)
			}
		}, true, []string{"AADSTS700082: The refresh token has expired", "the consent was withdrawn, has expired"}, true},
		"wrong tenant": {"microsoft", func(h *tokenHost) {
			for range 2 {
				h.FailNext(400, `{"error":"invalid_request","error_description":"AADSTS90002: Tenant 'acme' not found."}`)
			}
		}, true, []string{"AADSTS90002: Tenant 'acme' not found", "compare tenant and client_id"}, true},
		"wrong scope": {"microsoft", func(h *tokenHost) {
			for range 2 {
				h.FailNext(400, `{"error":"invalid_scope","error_description":"AADSTS70011: The provided value for the input parameter 'scope' is not valid."}`)
			}
		}, true, []string{"AADSTS70011", "IMAP.AccessAsUser.All"}, true},
		"secret expired": {"microsoft", func(h *tokenHost) {
			for range 2 {
				h.FailNext(401, `{"error":"invalid_client","error_description":"AADSTS7000222: The provided client secret keys are expired."}`)
			}
		}, true, []string{"AADSTS7000222", "make a new secret"}, false},
		"provider away": {"google", func(h *tokenHost) {
			for range 9 {
				h.FailNext(503, `{}`)
			}
		}, true, []string{"status 503", "proxy and firewall"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := startTokens(t, tt.provider, oauthtest.Config{})
			tt.broken(h)
			list, _, err := checked(t, checkCmd{Config: h.config})
			shown := append(list.of("imap"), list.of("smtp")...).String()
			if (err != nil) != tt.fails {
				t.Errorf("the check: %v\n%s", err, list)
			}
			want := tt.shown
			if tt.command {
				want = append(want, again(tt.provider, h.config))
			}
			for _, w := range want {
				if !strings.Contains(shown, w) {
					t.Errorf("no %q in\n%s", w, shown)
				}
			}
			for _, secret := range h.Secrets() {
				if secret != "" && strings.Contains(list.String(), secret) {
					t.Errorf("%s is shown", secret)
				}
			}
			t.Logf("%s\n%s", name, shown)
		})
	}
}

// TestATokenEndsInTheMidstOfIdle lets the service serve while its access token ends, after two seconds: the host closes the connection,
// the next one has a fresh token, the mail that came meanwhile is taken, and nobody is told of an outage.
func TestATokenEndsInTheMidstOfIdle(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a quarter of a minute of real time")
	}
	h := startTokens(t, "google", oauthtest.Config{Lifetime: 2 * time.Second, Rotate: true})
	h.AddUser("quinn@acme.example", "pw")
	c, err := config.Load(h.config)
	if err != nil {
		t.Fatal(err)
	}
	log := &hosttest.Log{}
	s, err := app.Open(t.Context(), c, app.Serving, app.Options{Log: slog.New(slog.NewTextHandler(log, nil))})
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() { served <- s.Engine.Serve(ctx) }()
	await(t, "the connection is lost with its token", func() bool { return strings.Contains(log.String(), "the connection was lost while waiting for mail") })
	asked := len(h.Asked())
	raw, err := mail.Compose(mail.Draft{From: mail.Address{Addr: "quinn@acme.example"}, To: []mail.Address{{Addr: oauthBox}}, Subject: "Lead", Text: "Company: Globex\n",
		MessageID: "lead@acme.example", Date: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	out := smtp.New(smtp.Config{Addr: h.SMTP, TLS: "none"})
	defer out.Close()
	if err := out.Send(t.Context(), "quinn@acme.example", oauthBox, raw); err != nil {
		t.Fatal(err)
	}
	await(t, "a fresh token was asked for and the mail taken", func() bool {
		n, err := countMails(t.Context(), s)
		return err == nil && n == 1 && len(h.Asked()) > asked-1
	})
	stop()
	if err := <-served; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	s.Close()
	t.Logf("%d access tokens were asked for; the log:\n%s", len(h.Asked())-1, log.String())
	if strings.Contains(log.String(), "level=ERROR") {
		t.Error("a token that ends in its time is taken for trouble")
	}
	for _, secret := range h.Secrets() {
		if secret != "" && bytes.Contains([]byte(log.String()), []byte(secret)) {
			t.Errorf("%s stands in the log", secret)
		}
	}
}

// await waits for a condition of something that runs on the real clock.
func await(t *testing.T, what string, ok func() bool) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for !ok() {
		if time.Now().After(deadline) {
			t.Fatalf("not within a minute: %s", what)
		}
		<-tick.C
	}
}

func countMails(ctx context.Context, s *app.App) (n int, err error) {
	err = s.Store.View(ctx, func(tx *store.Tx) error {
		all, err := tx.Mails(store.MailFilter{})
		n = len(all)
		return err
	})
	return n, err
}
