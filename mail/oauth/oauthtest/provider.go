// Package oauthtest is an OAuth provider in one process, for tests: it checks PKCE, redirect, state of codes and client
// as a real one does, rotates refresh tokens and ends access tokens by a clock of the test. It needs no sockets, so
// that it works inside testing/synctest. Its tokens can be shown to mail servers of the test, see Provider.SASL.
package oauthtest

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"sync"
	"time"

	"handoffd/mail/oauth"
)

// Config describes the provider.
type Config struct {
	ClientID, ClientSecret string
	Account                string           // who consents
	Lifetime               time.Duration    // of access tokens; default 1 h
	Rotate                 bool             // each refresh token is good once
	Scope                  string           // granted, if not all that was asked for
	Now                    func() time.Time // default time.Now
}

// Provider is the provider. Its methods are safe for concurrent use.
type Provider struct {
	config Config

	mu      sync.Mutex
	n       int
	codes   map[string]url.Values // the authorization request, by code
	refresh map[string]bool
	access  map[string]time.Time // end, by token
	answers []answer
	asked   []url.Values
	secrets []string
}

type answer struct {
	status int
	body   string
}

// New returns a provider that has given out nothing yet.
func New(c Config) *Provider {
	if c.Lifetime == 0 {
		c.Lifetime = time.Hour
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	return &Provider{config: c, codes: map[string]url.Values{}, refresh: map[string]bool{}, access: map[string]time.Time{},
		secrets: []string{c.ClientSecret}}
}

// Endpoints are those of the provider, under the name given.
func (p *Provider) Endpoints(name string) oauth.Provider {
	return oauth.Provider{
		Name: name, AuthURL: "https://login.test.example/auth", TokenURL: "https://login.test.example/token",
		Loopback:  "127.0.0.1",
		Scopes:    []string{"https://mail.test.example/", "offline_access"},
		AppScopes: []string{"https://mail.test.example/.default"},
	}
}

// Client reaches the provider, and only it, without a socket.
func (p *Provider) Client() *http.Client { return &http.Client{Transport: roundTrip{p}} }

type roundTrip struct{ p *Provider }

func (t roundTrip) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	t.p.ServeHTTP(w, r)
	return w.Result(), nil
}

// Consent is the person in the browser who agrees: it gives the URL that the browser is sent back to.
func (p *Provider) Consent(authURL string) (redirected string, err error) {
	u, err := url.Parse(authURL)
	if err != nil {
		return "", fmt.Errorf("consent: %w", err)
	}
	q := u.Query()
	switch {
	case q.Get("client_id") != p.config.ClientID:
		return "", fmt.Errorf("consent: unknown client %q", q.Get("client_id"))
	case q.Get("response_type") != "code" || q.Get("state") == "" || q.Get("code_challenge_method") != "S256" ||
		q.Get("code_challenge") == "":
		return "", fmt.Errorf("consent: the request lacks code, state or PKCE: %v", q)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	code := p.make("code")
	p.codes[code] = q
	p.secrets = append(p.secrets, q.Get("state"))
	return q.Get("redirect_uri") + "/?" + url.Values{"code": {code}, "state": {q.Get("state")}}.Encode(), nil
}

func (p *Provider) make(kind string) string {
	p.n++
	token := fmt.Sprintf("%s-secret-%d", kind, p.n)
	p.secrets = append(p.secrets, token)
	return token
}

// FailNext makes the next request to the token endpoint fail.
func (p *Provider) FailNext(status int, body string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.answers = append(p.answers, answer{status, body})
}

// Expire ends all access tokens before their time.
func (p *Provider) Expire() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.access)
}

// Revoke ends all refresh tokens, as a person does who withdraws the consent.
func (p *Provider) Revoke() {
	p.mu.Lock()
	defer p.mu.Unlock()
	clear(p.refresh)
}

// End is when the access token ends; zero for one that is not good.
func (p *Provider) End(token string) time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	end := p.access[token]
	if !p.config.Now().Before(end) {
		return time.Time{}
	}
	return end
}

// Asked are the requests to the token endpoint so far.
func (p *Provider) Asked() []url.Values {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.asked)
}

// Secrets is all that must appear in no log or error.
func (p *Provider) Secrets() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.secrets)
}

// ServeHTTP is the token endpoint.
func (p *Provider) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if err := r.ParseForm(); err != nil || r.Method != http.MethodPost || r.URL.Path != "/token" {
		w.WriteHeader(http.StatusNotFound)
		return
	}
	p.asked = append(p.asked, r.PostForm)
	if len(p.answers) > 0 {
		a := p.answers[0]
		p.answers = p.answers[1:]
		w.WriteHeader(a.status)
		fmt.Fprint(w, a.body)
		return
	}
	out, code := p.grant(r.PostForm)
	if code != "" {
		w.WriteHeader(http.StatusBadRequest)
		out = map[string]any{"error": code, "error_description": "not granted: " + r.PostForm.Encode()} // quotes all secrets
	}
	_ = json.NewEncoder(w).Encode(out)
}

// grant is RFC 6749 section 5.
func (p *Provider) grant(q url.Values) (out map[string]any, code string) {
	if q.Get("client_id") != p.config.ClientID || q.Get("client_secret") != p.config.ClientSecret {
		return nil, "invalid_client"
	}
	out = map[string]any{"token_type": "Bearer", "expires_in": int(p.config.Lifetime.Seconds())}
	switch q.Get("grant_type") {
	case "authorization_code":
		asked, known := p.codes[q.Get("code")]
		delete(p.codes, q.Get("code"))
		sum := sha256.Sum256([]byte(q.Get("code_verifier")))
		p.secrets = append(p.secrets, q.Get("code_verifier"))
		if !known || asked.Get("redirect_uri") != q.Get("redirect_uri") ||
			asked.Get("code_challenge") != base64.RawURLEncoding.EncodeToString(sum[:]) {
			return nil, "invalid_grant"
		}
		if p.config.Scope != "" {
			out["scope"] = p.config.Scope
		}
	case "refresh_token":
		if !p.refresh[q.Get("refresh_token")] {
			return nil, "invalid_grant"
		}
	case "client_credentials":
		if q.Get("scope") == "" {
			return nil, "invalid_scope"
		}
	default:
		return nil, "unsupported_grant_type"
	}
	token := p.make("access")
	p.access[token] = p.config.Now().Add(p.config.Lifetime)
	out["access_token"] = token
	first := q.Get("grant_type") == "authorization_code"
	if first || p.config.Rotate && q.Get("grant_type") == "refresh_token" {
		delete(p.refresh, q.Get("refresh_token"))
		next := p.make("refresh")
		p.refresh[next] = true
		out["refresh_token"] = next
	}
	return out, ""
}
