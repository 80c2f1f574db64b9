package oauth

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/subtle"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/oauth2"
)

// Request is what a person is asked to consent to.
type Request struct {
	Provider     Provider
	ClientID     string
	ClientSecret string // empty for a public client
	Login        string // address of the mailbox, offered as the account to choose
	Redirect     string // RedirectURL of the provider, or that of a listener
	HTTP         *http.Client
}

// Authorization is one request for consent: its URL is opened in a browser, and what the browser is sent back to is
// redeemed.
type Authorization struct {
	request  Request
	config   oauth2.Config
	state    string
	verifier string
}

// RedirectURL is where the browser is sent back to: a port of this machine, or with port 0 an address where nothing
// listens, which the person copies out of the browser.
func (p Provider) RedirectURL(port int) string {
	if port == 0 {
		return "http://" + p.Loopback
	}
	return fmt.Sprintf("http://%s:%d", p.Loopback, port)
}

// Authorize begins a request for consent with a new state and PKCE verifier. It connects to nothing yet.
func Authorize(r Request) (*Authorization, error) {
	if r.ClientID == "" {
		return nil, errors.New("authorize: the client id is missing")
	}
	for _, endpoint := range []string{r.Provider.AuthURL, r.Provider.TokenURL} {
		if err := secure(endpoint); err != nil {
			return nil, fmt.Errorf("authorize at %s: %w", r.Provider.Name, err)
		}
	}
	return &Authorization{
		request: r,
		config: oauth2.Config{
			ClientID: r.ClientID, ClientSecret: r.ClientSecret, RedirectURL: r.Redirect, Scopes: r.Provider.Scopes,
			Endpoint: oauth2.Endpoint{AuthURL: r.Provider.AuthURL, TokenURL: r.Provider.TokenURL,
				AuthStyle: oauth2.AuthStyleInParams},
		},
		state:    rand.Text(),
		verifier: oauth2.GenerateVerifier(),
	}, nil
}

// URL is what the person opens in a browser.
func (a *Authorization) URL() string {
	params := []oauth2.AuthCodeOption{oauth2.S256ChallengeOption(a.verifier)}
	for name, value := range a.request.Provider.Params {
		params = append(params, oauth2.SetAuthURLParam(name, value))
	}
	if a.request.Login != "" {
		params = append(params, oauth2.SetAuthURLParam("login_hint", a.request.Login))
	}
	return a.config.AuthCodeURL(a.state, params...)
}

// Redeem takes the URL that the browser was sent back to, as a person pastes it, and exchanges the code in it for a
// credential.
func (a *Authorization) Redeem(ctx context.Context, redirected string) (Credential, error) {
	code, err := codeOf(redirected, a.state)
	if err != nil {
		return Credential{}, err
	}
	return a.exchange(ctx, code)
}

// exchange is RFC 6749 section 4.1.3, with the verifier of RFC 7636 section 4.5.
func (a *Authorization) exchange(ctx context.Context, code string) (Credential, error) {
	ctx, cancel := context.WithTimeout(withClient(ctx, a.request.HTTP), fetchTime)
	defer cancel()
	token, err := a.config.Exchange(ctx, code, oauth2.VerifierOption(a.verifier))
	if err != nil {
		return Credential{}, asError(OpExchange, err, a.request.ClientSecret, code, a.verifier)
	}
	granted, _ := token.Extra("scope").(string)
	if missing := missingScopes(a.request.Provider.Scopes, granted); len(missing) > 0 {
		return Credential{}, &Error{Op: OpExchange, Code: "access_denied",
			Detail: "consent was not given to " + strings.Join(missing, ", ") + "; authorize again and leave every box ticked"}
	}
	if token.RefreshToken == "" {
		return Credential{}, &Error{Op: OpExchange,
			Err: errors.New("the provider gave no refresh token; remove the application from the account's connected " +
				"applications and authorize again")}
	}
	r := a.request
	return Credential{
		Provider: r.Provider.Name, Grant: GrantRefresh, TokenURL: r.Provider.TokenURL,
		ClientID: r.ClientID, ClientSecret: r.ClientSecret, RefreshToken: token.RefreshToken,
		Ends: endOf(token, 0, time.Now()),
	}, nil
}

// missingScopes are those that were asked for and not granted. An answer without scopes grants all (RFC 6749 section
// 5.1); offline_access shows in the refresh token instead.
func missingScopes(asked []string, granted string) []string {
	given := strings.Fields(strings.ToLower(granted))
	if len(given) == 0 {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(asked), func(s string) bool {
		return s == "offline_access" || slices.Contains(given, strings.ToLower(s))
	})
}

// Application makes the credential with which the application itself logs in, and tries it once.
func Application(ctx context.Context, r Request) (Credential, error) {
	if len(r.Provider.AppScopes) == 0 {
		return Credential{}, fmt.Errorf("client credentials are not offered by %s without a tenant", r.Provider.Name)
	}
	c := Credential{
		Provider: r.Provider.Name, Grant: GrantApplication, TokenURL: r.Provider.TokenURL,
		ClientID: r.ClientID, ClientSecret: r.ClientSecret, Scope: strings.Join(r.Provider.AppScopes, " "),
	}
	ctx, cancel := context.WithTimeout(withClient(ctx, r.HTTP), fetchTime)
	defer cancel()
	_, c, err := request(ctx, c, time.Now)
	return c, err
}

// Errors of a redirect that a caller may look for with errors.Is. None of them ends an authorization: a better paste
// may follow.
var (
	ErrNotRedirect = errors.New("this is not the address that the browser was sent back to: copy all of it, from " +
		"http:// to the end")
	ErrOtherAttempt = errors.New("this address belongs to another attempt: open the URL shown last and copy where " +
		"it leads")
)

// maxRedirect bounds a pasted URL, in bytes; authorization codes of Microsoft alone are some 1.5 kB long.
const maxRedirect = 16 << 10

// codeOf finds the authorization code in the URL that a browser was sent back to (RFC 6749 section 4.1.2). The query
// alone will do. Errors do not quote it: it holds the code.
func codeOf(redirected, state string) (string, error) {
	text := strings.Trim(redirected, " \t\r\n\"'<>")
	if len(text) > maxRedirect {
		return "", &Error{Op: OpAuthorize, Err: ErrNotRedirect}
	}
	if _, query, found := strings.Cut(text, "?"); found {
		text = query
	}
	text, _, _ = strings.Cut(text, "#")
	values, err := url.ParseQuery(text)
	if err != nil {
		return "", &Error{Op: OpAuthorize, Err: ErrNotRedirect}
	}
	return codeIn(values, state)
}

func codeIn(values url.Values, state string) (string, error) {
	for _, name := range []string{"state", "code", "error"} {
		if len(values[name]) > 1 {
			return "", &Error{Op: OpAuthorize, Err: ErrNotRedirect}
		}
	}
	code, refusal := values.Get("code"), values.Get("error")
	switch {
	case values.Get("state") == "" || (code == "") == (refusal == ""):
		return "", &Error{Op: OpAuthorize, Err: ErrNotRedirect}
	case subtle.ConstantTimeCompare([]byte(values.Get("state")), []byte(state)) != 1:
		return "", &Error{Op: OpAuthorize, Err: ErrOtherAttempt}
	case refusal != "":
		return "", &Error{Op: OpAuthorize, Code: cmp.Or(clean(refusal, state), "refused"),
			Detail: clean(values.Get("error_description"), state)}
	}
	return code, nil
}
