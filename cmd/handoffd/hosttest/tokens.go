package hosttest

import (
	"net/http/httptest"
	"testing"

	"handoffd/cmd/handoffd/app"
	"handoffd/cmd/handoffd/config"
	"handoffd/mail/mailtest"
	"handoffd/mail/oauth"
	"handoffd/mail/oauth/oauthtest"
)

// Box is the mailbox that takes tokens.
const Box = "handoff@acme.example"

// TokenHost is a mail host that takes tokens only, and its provider, both on loopback sockets.
type TokenHost struct {
	Local
	*oauthtest.Provider
	File string // path of the config
}

// StartTokens starts them, writes a config, that of the demo, and seals the consent of the mailbox at a provider of the
// given name.
func StartTokens(t *testing.T, text, provider string, c oauthtest.Config) *TokenHost {
	t.Helper()
	c.ClientID, c.ClientSecret, c.Account = "client-1", "the client's secret", Box
	h := &TokenHost{Provider: oauthtest.New(c)}
	web := httptest.NewServer(h.Provider)
	t.Cleanup(web.Close)
	h.Local = StartWith(t, mailtest.Config{Hostname: Hostname, Domains: []string{"acme.example", "globex.example"},
		Tokens: &mailtest.Tokens{User: Box,
			Mechanisms: []string{oauth.MechanismXOAuth2}, Exchange: h.SASL, End: h.End}})
	h.File = h.Local.Config(t, text, "password_env = \"HANDOFFD_PASSWORD\"", "auth = \""+provider+"\"")
	endpoints := h.Endpoints(provider)
	endpoints.TokenURL = web.URL + "/token"
	Consent(t, h.File, Box, provider, h.Provider, oauth.Request{Provider: endpoints, ClientID: c.ClientID,
		ClientSecret: c.ClientSecret, Login: Box})
	return h
}

// Consent seals what somebody consents to, as `handoffd authorize` does.
func Consent(t *testing.T, file, login, provider string, p *oauthtest.Provider, r oauth.Request) {
	t.Helper()
	fail := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	c, err := config.Load(file)
	fail(err)
	r.Redirect = r.Provider.RedirectURL(0)
	attempt, err := oauth.Authorize(r)
	fail(err)
	redirected, err := p.Consent(attempt.URL())
	fail(err)
	credential, err := attempt.Redeem(t.Context(), redirected)
	fail(err)
	a, err := app.Open(t.Context(), c, app.Sealing, app.Options{})
	fail(err)
	defer a.Close()
	fail(a.Logins.Keep(t.Context(), login, config.OAuth{Provider: provider}, credential))
}
