package web

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// Login is a provider with which people sign in (OpenID Connect Core 1.0), beside links by mail.
type Login struct {
	Name     string // as the button calls it
	Issuer   string
	ClientID string
	Secret   func() (string, error)
	HTTP     *http.Client // nil: the default one

	mu       sync.Mutex
	provider *oidc.Provider // once its settings were read
}

// loginTime bounds what the provider is asked, and loginLife how long somebody may take there.
const (
	loginTime = 10 * time.Second
	loginLife = 10 * time.Minute
)

// loginCookie keeps what a login began with: state, nonce, the verifier of the code (RFC 7636) and where to go then.
const loginCookie = "login"

// errUnverified says that the provider does not vouch for the address.
var errUnverified = errors.New("the provider does not say that the address is verified")

// found reads the settings of the provider, once.
func (l *Login) found(ctx context.Context) (*oidc.Provider, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.provider != nil {
		return l.provider, nil
	}
	p, err := oidc.NewProvider(ctx, l.Issuer)
	if err != nil {
		return nil, fmt.Errorf("ask the provider %s how people sign in: %w", l.Issuer, err)
	}
	l.provider = p
	return p, nil
}

// context carries the way to the provider, which outlives no request.
func (l *Login) context(ctx context.Context) (context.Context, context.CancelFunc) {
	if l.HTTP != nil {
		ctx = oidc.ClientContext(ctx, l.HTTP)
	}
	return context.WithTimeout(ctx, loginTime)
}

// config is what the provider knows of us.
func (v *visit) login(p *oidc.Provider) (*oauth2.Config, error) {
	secret, err := v.Login.Secret()
	return &oauth2.Config{ClientID: v.Login.ClientID, ClientSecret: secret, Endpoint: p.Endpoint(),
		RedirectURL: v.URL + "/oidc/callback", Scopes: []string{oidc.ScopeOpenID, "email"}}, err
}

// startLogin sends the browser to the provider.
func startLogin(v *visit) error {
	if v.Login == nil {
		return faultOf(http.StatusNotFound, "page")
	}
	ctx, done := v.Login.context(context.WithoutCancel(v.r.Context()))
	defer done()
	p, err := v.Login.found(ctx)
	if err != nil {
		return err
	}
	c, err := v.login(p)
	if err != nil {
		return err
	}
	state, nonce, verifier := drawSecret(), drawSecret(), oauth2.GenerateVerifier()
	to := base64.RawURLEncoding.EncodeToString([]byte(mailedPath(v.r.FormValue("to"))))
	v.cookie(loginCookie, strings.Join([]string{state, nonce, verifier, to}, "."), loginLife)
	http.Redirect(v.w, v.r, c.AuthCodeURL(state, oidc.Nonce(nonce), oauth2.S256ChallengeOption(verifier)),
		http.StatusSeeOther)
	return nil
}

// endLogin signs in whom the provider vouches for, if their address is in the roster.
func endLogin(v *visit) error {
	cookie, err := v.r.Cookie(v.name(loginCookie))
	if v.Login == nil || err != nil {
		return faultOf(http.StatusBadRequest, "login")
	}
	v.cookie(loginCookie, "", -1)
	began := strings.Split(cookie.Value, ".")
	if q := v.r.URL.Query(); len(began) != 4 || q.Get("state") != began[0] || q.Get("code") == "" {
		return faultOf(http.StatusBadRequest, "login")
	}
	ctx, done := v.Login.context(v.r.Context())
	defer done()
	address, err := v.vouched(ctx, began[1], began[2])
	if errors.Is(err, errUnverified) {
		return faultOf(http.StatusForbidden, "login-unverified")
	}
	if err != nil {
		v.Log.Warn("a login with the provider came to nothing", "error", err)
		return faultOf(http.StatusBadGateway, "login")
	}
	p, known := v.c.ByEmail(address)
	if !known || p.Gone {
		return faultOf(http.StatusForbidden, "login-unknown")
	}
	if err := v.begin(p.ID, "oidc"); err != nil {
		return err
	}
	to, err := base64.RawURLEncoding.DecodeString(began[3])
	if err != nil {
		return v.to("/")
	}
	return v.to(ownPath(string(to)))
}

// claims are what is read of a token. Microsoft says by a claim of its own that an address is verified.
type claims struct {
	Email    string `json:"email"`
	Verified any    `json:"email_verified"`
	Owned    any    `json:"xms_edov"`
}

// verified says whether the provider vouches for the address; some write truth as a text.
func (c claims) verified() bool {
	for _, said := range []any{c.Verified, c.Owned} {
		if said == true || said == "true" || said == "1" || said == float64(1) {
			return true
		}
	}
	return false
}

// vouched is the address that the provider vouches for.
func (v *visit) vouched(ctx context.Context, nonce, verifier string) (string, error) {
	p, err := v.Login.found(ctx)
	if err != nil {
		return "", err
	}
	c, err := v.login(p)
	if err != nil {
		return "", err
	}
	token, err := c.Exchange(ctx, v.r.URL.Query().Get("code"), oauth2.VerifierOption(verifier))
	if err != nil {
		return "", fmt.Errorf("exchange the code: %w", err)
	}
	raw, _ := token.Extra("id_token").(string)
	id, err := p.VerifierContext(ctx, &oidc.Config{ClientID: v.Login.ClientID, Now: time.Now}).Verify(ctx, raw)
	if err != nil {
		return "", fmt.Errorf("verify the token: %w", err)
	}
	if id.Nonce != nonce {
		return "", errors.New("the token is of another login")
	}
	var said claims
	if err := id.Claims(&said); err != nil {
		return "", fmt.Errorf("read the token: %w", err)
	}
	if said.Email == "" { // it may be told apart from the token only
		info, err := p.UserInfo(ctx, oauth2.StaticTokenSource(token))
		if err != nil {
			return "", fmt.Errorf("ask who it is: %w", err)
		}
		if info.Subject != id.Subject {
			return "", errors.New("the provider tells of somebody else")
		}
		said = claims{Email: info.Email, Verified: info.EmailVerified}
	}
	if said.Email == "" || !said.verified() {
		return "", errUnverified
	}
	return said.Email, nil
}
